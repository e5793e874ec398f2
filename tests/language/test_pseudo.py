"""Whatever the program says, in a made-up language: what appears in plain letters was never marked."""

import io
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from pprint import pformat
from typing import Any

import pytest
import typer

from audit_cli.commands.main import app, main
from audit_cli.language import LANGUAGES, _
from audit_cli.reports import rendering
from audit_cli.resources import shipped
from audit_cli.terminal import session

from . import pseudo

# What a person types here is in letters of its own, so that only the program's words are in plain ones.
SETTINGS = "sites: [{id: s-1, time_zone: UTC}, {id: s-2, time_zone: UTC}]\n"
WALK_IN = """\
1
1
2
n λάσπη
2
¿?
4
1
1
1
1
2
200
1
na
2
1
1
1
unseen
1
1
1
3
1
1
3
5
λ
2
1
b
1
1
"""
PHONE_TEST = """\
1
2
12
1
2
yes
yes
yes
1
yes
yes
yes
unseen
1
20
1
yes
0
yes
no
na
4
1
1
1
1
"""
# As typed, one after the other, in a demo; each name of a command is here, or in `OWN`.
IN_A_DEMO = """
list
list --pending --limit 2
list --state λ
list λ
list --limit λ
actions list
actions list --all
actions list --to λ
note last floor-clean λ
note last λ
note
mark
mark last λ
show
discard
actions done
actions add λ --to λ@λ
actions add λ
actions add
actions add λ --due λ
actions assign last --to λ --due 7d --reason other
actions done last --note λ
actions done
actions reopen last --why λ
actions erase last --why λ
trend
trend --site norte
trend --site sur --checklist phone-test --weeks 0
trend --weeks λ
trend --site norte --new-period 2026-W40 --why λ
trend --site norte --drop-period 2026-W40
questions
questions --site sur --weeks 0
questions --site λ
voice
voice --site λ
voice --since λ
list --since λ
list --since 11/16
list --since 31/02
list --since 3/4
compare
compare --site norte --from last-8 --to last-4
compare --site sur --from 2026-W30 --to 2026-W40..
compare --from λ --to λ
show
show last
show last --explain
show λ
walk-in --resume λ
answer last λ λ
amend last attempts 2 --why λ
amend last site norte
discard last --why λ
show last
restore last --why λ
erase last restore --why λ
doctor
doctor --rebuild
checklist list
checklist show walk-in
checklist show phone-test
checklist show λ
checklist validate
checklist validate λ
checklist new n-1
checklist new λ
run n-1
run λ
schedule cron
schedule cron --at λ
schedule systemd
backup
backup --restore λ
export -o /dev/null
import λ.yaml
init
λ
report λ
--lang λ
report visit λ
report visit --format λ
report weekly --week λ
report weekly --month λ
report weekly --weeks 99
report weekly -o -
report weekly --format html,md -o all/
"""
REPORTS = (
    "visit last",
    *(f"weekly --site {site}" for site in ("centro", "norte", "sur")),
    *(f"weekly --site {site} --template team" for site in ("norte", "sur")),
    "weekly --site centro --week 2020-W01",
    "weekly --site sur --weeks 5",
    "weekly --site norte --weeks 2 --week 2020-W01",
)
FORMATS = ("txt", "md", "html", "json", "csv", "chat")
INVALID = Path(__file__).parents[1] / "checklists" / "invalid"
OWN = frozenset(
    ("demo", "walk-in", "phone-test", "complaint", "report", "actions", "checklist", "schedule", "")
)
# Opened; then at the desk a mark, one that is refused, a note, the story, an answer.
COMPLAINT = "1\n1\nx\n1\nx\n2\n1\n2\n1\n2\n\n\n6\n4\n1\nx\n\n3\n2\n3\n2\nq\n"


def commands() -> dict[str, Any]:
    """Every command by its words, groups too."""

    def below(command: Any, name: str, context: Any) -> Iterator[tuple[str, Any]]:
        yield name, command
        if hasattr(command, "list_commands"):
            here = typer.Context(command, parent=context, info_name=name)
            for more in command.list_commands(here):
                yield from below(command.get_command(here, more), f"{name} {more}".strip(), here)

    session.begin(session.Session())
    return dict(below(typer.main.get_command(app), "", None))


@cache
def names(*more: str) -> re.Pattern[str]:
    """Matches nobody's words."""
    return pseudo.names_of({word for name in commands() for word in name.split()}, *more)


@cache
def texts(*more: str) -> pseudo.Data:
    """Other people's words, and what is typed."""
    typed = ("site, auditor, recognised, client", ", ".join(rendering.FORMATS), "my-shop")
    return pseudo.of_the_files(*typed, "Markdown", "HH:MM", "URL", *more)


class Speaker:
    """Runs commands in the language, and keeps what they said that nobody marked."""

    def __init__(
        self, home: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self._home, self._patch, self._capsys = home, patch, capsys
        self.texts, self.names = texts(), names()
        self.bare: dict[str, list[str]] = {}

    def __call__(self, command: str, lines: str = "", home: str = "") -> str:
        self._patch.setattr(sys, "stdin", io.StringIO(lines))
        place = home or str(self._home)
        code = main(["--home", place, "--lang", pseudo.LANGUAGE, *command.split()])
        said = "".join(self._capsys.readouterr())
        assert code in range(6), said
        if found := pseudo.bare(seen(command, said), self.texts, self.names):
            self.bare[command] = found
        return said


def seen(command: str, said: str) -> str:
    """What of an output a person reads as words."""
    if "json" in command and said.startswith("{"):
        return pseudo.seen_in_json(json.loads(said))
    if (
        "csv" in command
    ):  # the names of columns and what stands in them are the same in every language
        return ""
    if "chat" in command:  # its link carries the same words
        return re.sub(r"https://wa\.me/\S*", "", said)
    return pseudo.seen_in_html(said) if "html" in command else said


@pytest.fixture
def speak(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Speaker]:
    for name, value in {"COLUMNS": "400", "LC_ALL": "es_MX.UTF-8", "HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "audit.yaml").write_text(SETTINGS)
    with pseudo.spoken():
        yield Speaker(tmp_path / "home", monkeypatch, capsys)


def test_both_interviews(speak: Speaker) -> None:
    for command, lines in (("walk-in", WALK_IN), ("phone-test", PHONE_TEST)):
        assert "audit report visit" in speak(f"{command} --site s-1", lines)  # it came to its end
        speak("list")
        speak("show last")
    assert not speak.bare, pformat(speak.bare, width=160)


def test_a_case(speak: Speaker) -> None:
    speak("complaint --site s-1 --at 2026-11-02T10:00", COMPLAINT)
    for command in (
        "show last", "list", "actions list", "mark last acknowledged --at 2026-11-02T10:05 --who x --note x",
        "note last cause x --who x", "answer last --close", "report visit last -o -",
        *(f"report weekly --site s-1 --week 2026-W45 -o - --format {form}" for form in FORMATS),
        "answer last cause fact root-cause x cause-changed no", "answer last client-satisfied yes --close",
        "amend last client-satisfied no --why x", "answer last client-satisfied unseen",
        "show last", "list", "trend --checklist complaint",
        *(f"report weekly --site s-1 --week 2026-W48 -o - --format {form}" for form in FORMATS),
        "erase last --all --why x", "show last",
    ):  # fmt: skip
        speak(command)
    assert not speak.bare, pformat(speak.bare, width=160)


def test_every_command(speak: Speaker) -> None:
    speak("demo")
    speak("demo")
    for command in IN_A_DEMO.strip().splitlines():
        speak(command, home="home/demo")
    assert not speak.bare, pformat(speak.bare, width=160)
    tried = {name for name in commands() if f"\n{name}" in IN_A_DEMO}
    assert tried | OWN == {*commands()} | OWN


def test_every_report_in_every_format(speak: Speaker) -> None:
    speak("demo --quiet")
    for report in REPORTS:
        for form in FORMATS:
            if "team" not in report or form not in ("json", "csv", "chat"):
                speak(f"report {report} -o - --format {form}", home="home/demo")
    assert not speak.bare, pformat(speak.bare, width=160)


def test_all_help(speak: Speaker) -> None:
    for name in commands():
        assert "⟦" in speak(f"{name} --help"), name
    assert not speak.bare, pformat(speak.bare, width=160)


def test_all_that_may_be_wrong_with_a_checklist(
    speak: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(INVALID)
    schema = json.loads((shipped("checklists") / "checklist.schema.json").read_bytes())
    speak.texts = texts(*pseudo.keys_in(schema), "UTF-8", ", ".join(LANGUAGES))
    speak.names = names("`[^`\n]*`", r"\b[0-9A-F]{2}\b")  # what its author wrote; bytes
    for file in INVALID.glob("*.yaml"):
        assert "⟦" in speak(f"checklist validate {file.name}")
    assert not speak.bare, pformat(speak.bare, width=160)


@pytest.mark.parametrize("said", ["Saved here", "{answer} saved"])
def test_a_planted_bare_text_is_named(
    speak: Speaker, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    def gettext(_: object, message: str) -> str:
        return said if message == "✓ saved: {answer}" else pseudo.bracketed(message)

    monkeypatch.setattr(pseudo.Catalogue, "gettext", gettext)
    speak("walk-in --site s-1", WALK_IN)
    assert [*speak.bare] == ["walk-in --site s-1"]
    assert all("aved" in line for line in speak.bare["walk-in --site s-1"])


def test_a_sentence_in_the_language() -> None:
    with pseudo.spoken():
        assert _("Nothing on {day:>3}").say("es", day=1) == "⟦Ñöţĥíñĝ öñ   1⟧"
