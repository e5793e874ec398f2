"""From the shell to the first thing that a person sees."""

from itertools import count
from pathlib import Path
from typing import Final

from measuring import Line, console_script, drawn, environment, in_turn, run, until_shown

BRIEFING: Final = "“you” means that"  # in its last line


ANSWERS: Final = """\
checklist: walk-in
answers: {first-thing-noticed: meets, path-clear: yes, floor-clean: no, seconds-until-look: 4, smiled: yes,
  where-to-go-clear: yes, seconds-until-greeting: 12, asked-how-to-help: yes, wait-told: na, phones-away: yes,
  help-unasked: 1, touch-clean: yes, name-known: yes, privacy-kept: yes, how-it-ended: meets,
  clients-first: na, heard-out: yes, all-respectful: yes, left-oriented: na, thanked: yes}
"""


def help_text(folder: Path, *, quick: bool) -> list[Line]:
    """`audit --help` and the help of the bare app, both by Rich in a terminal."""
    env = environment(folder / "home")
    ours, base = _scripts(folder)
    pairs = in_turn(
        3 if quick else 61,
        lambda: drawn([ours, "--help"], env),
        lambda: drawn([base, "--help"], env),
    )
    return [pairs.line("`audit --help` in a terminal", 1.1)]


def plain_commands(folder: Path, *, quick: bool) -> list[Line]:
    """What scripts run, into a pipe and without Rich, and the bare app running one of its commands."""
    env = environment(folder / "home")
    ours, base = _scripts(folder)
    file = folder / "answers.yaml"
    file.write_text(ANSWERS, encoding="utf-8")
    answering = [ours, "run", "walk-in", "--answers", file]
    run(answering, env)
    lines = []
    for what, command, limit in (
        ("`audit list --json`", [ours, "list", "--json"], 1.5),
        ("`audit run --answers`", answering, 1.9),
    ):
        pairs = in_turn(
            3 if quick else 61,
            lambda command=command: run(command, env).seconds,  # type: ignore[misc]
            lambda: run([base, "command-7"], env).seconds,
        )
        lines.append(pairs.line(what, limit))
    return lines


def walk_in(folder: Path, *, quick: bool) -> list[Line]:
    """`audit walk-in` in a terminal, and the bare app running one of its commands there."""
    ours, base = _scripts(folder)
    fresh = count()

    def started(home: Path) -> float:
        return until_shown([ours, "walk-in"], _at_home(home), BRIEFING)

    def bare() -> float:
        return until_shown([base, "command-7"], _at_home(folder), "has run at main.")

    started(folder), bare()
    usual = in_turn(3 if quick else 61, lambda: started(folder), bare)
    first = in_turn(3 if quick else 15, lambda: started(folder / f"home-{next(fresh)}"), bare)
    return [
        usual.line("`audit walk-in` to its briefing, in colour", 2.0),
        first.line("… the very first time: the database made, the checklist parsed", None),
    ]


def menu(folder: Path, *, quick: bool) -> list[Line]:
    """`audit` alone in a terminal, with an audit stored, and the bare app running one of its commands there."""
    ours, base = _scripts(folder)
    file = folder / "answers.yaml"
    file.write_text(ANSWERS, encoding="utf-8")
    run([ours, "run", "walk-in", "--answers", file], _at_home(folder))

    def offered() -> float:
        return until_shown([ours], _at_home(folder), "The week")

    def bare() -> float:
        return until_shown([base, "command-7"], _at_home(folder), "has run at main.")

    offered(), bare()
    return [in_turn(3 if quick else 61, offered, bare).line("`audit` to its menu, in colour", 2.0)]


def _at_home(home: Path) -> dict[str, str]:
    """Of a user who never said where audits are kept."""
    env = environment(home) | {"HOME": str(home)}
    return {key: env[key] for key in env if key != "AUDIT_HOME" and not key.startswith("XDG_")}


def _scripts(folder: Path) -> tuple[Path, Path]:
    return console_script(folder, "audit_cli.__main__"), console_script(folder, "baseline_app")
