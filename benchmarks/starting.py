"""From the shell to the first thing that a person sees."""

from pathlib import Path
from typing import Final

from measuring import Line, console_script, environment, in_turn, run, until_shown

BRIEFING: Final = "how the next client is received."  # its last words


def help_text(folder: Path, *, quick: bool) -> list[Line]:
    """`audit --help`, and the help of the bare app."""
    env = environment(folder / "home")
    ours, base = _scripts(folder)
    pairs = in_turn(
        3 if quick else 41,
        lambda: run([ours, "--help"], env).seconds,
        lambda: run([base, "--help"], env).seconds,
    )
    return [pairs.line("`audit --help`", 1.15)]


def walk_in(folder: Path, *, quick: bool) -> list[Line]:
    """`audit walk-in` in a terminal, and the bare app running one of its commands there."""
    env = environment(folder / "home")
    ours, base = _scripts(folder)

    def started() -> float:
        return until_shown([ours, "walk-in"], env, BRIEFING)

    def bare() -> float:
        return until_shown([base, "command-7"], env, "has run at main.")

    def started_first() -> float:
        for file in (folder / "home" / "cache").iterdir():
            file.unlink()
        return started()

    started(), bare()
    usual = in_turn(3 if quick else 41, started, bare)
    first = in_turn(3 if quick else 11, started_first, bare)
    return [
        usual.line("`audit walk-in` to its briefing", 1.7),
        first.line("… the very first time, or after the checklist has changed", None),
    ]


def _scripts(folder: Path) -> tuple[Path, Path]:
    return console_script(folder, "audit_cli.cli.main"), console_script(folder, "baseline_app")
