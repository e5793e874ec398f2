"""What comes later, by words: notes, marks, several audits at once, for whom an action is; and what `last` means."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from audit_cli.checklist.model import START
from audit_cli.commands.main import main
from audit_cli.interview.engine import Interview
from audit_cli.interview.record import Record
from audit_cli.terminal.instants import now
from audit_cli.terminal.session import Session

EXAMPLE: Final = Path(__file__).parents[1] / "interview" / "example.yaml"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in a home with one audit."""

    def running(*words: str) -> tuple[int, str, str]:
        code = main(["--home", str(tmp_path / "home"), "--lang", "en", *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    assert running("import", str(EXAMPLE))[0] == 0
    return running


def shown(run: Run, audit: str = "last") -> dict[str, Any]:
    """An audit as JSON."""
    return json.loads(run("show", audit, "--json")[1])  # type: ignore[no-any-return]


def older(tmp_path: Path, day: str) -> str:
    """An answers file of an audit of another day."""
    file = tmp_path / f"{day}.yaml"
    file.write_text(EXAMPLE.read_text("utf-8").replace("2026-11-16", day), "utf-8")
    return str(file)


def test_last_is_what_was_entered_last(run: Run, tmp_path: Path) -> None:
    run("import", older(tmp_path, "2026-11-02"))
    assert shown(run)["started_at"].startswith("2026-11-02")
    run("discard", "last", "--why", "a trial")
    assert shown(run)["started_at"].startswith("2026-11-16")


def test_several_are_set_aside_at_once_or_none(run: Run, tmp_path: Path) -> None:
    run("import", older(tmp_path, "2026-11-02"), older(tmp_path, "2026-11-03"))
    ids = [one["id"] for one in json.loads(run("list", "--json")[1])]
    assert run("discard", ids[0], "ffffffff", "--why", "x")[0] == 2
    assert {one["state"] for one in json.loads(run("list", "--json")[1])} == {"finished"}
    assert run("discard", ids[0], ids[1], ids[0], "--why", "x")[0] == 0
    states = [one["state"] for one in json.loads(run("list", "--json")[1])]
    assert states == ["discarded", "discarded", "finished"]


def test_a_note_is_written_replaced_and_deleted(run: Run) -> None:
    def noted() -> list[str]:
        return [one["note"] for one in shown(run)["answers"] if one["note"]]

    assert noted() == ["mud at the door"]
    assert run("note", "last", "floor-clean", "only", "mud")[0] == 0
    assert noted() == ["only mud"]
    assert (
        run("note", "last", "floor-clean", "-")[1] == "the note is deleted: Is the floor clean?\n"
    )
    assert noted() == []
    code, _, said = run("note", "last", "a text")
    assert (code, "say which question" in said) == (2, True)
    assert run("note", "last", "floor-cleen", "x")[0] == 2
    assert run("doctor")[0] == 0


def test_a_mark_needs_a_running_clock(run: Run) -> None:
    code, _, said = run("mark", "last", "greeted")
    assert (code, "no clock of this audit is running" in said) == (2, True)
    assert run("mark", "last")[2] == "audit: MARK is missing\nsee `audit mark --help`\n"


@pytest.mark.parametrize(
    ("to", "person"),
    [
        ("reception", False),
        ("Reception", False),
        ("head of reception", False),
        ("Maria Lopez", True),
        ("maria@example.com", True),
    ],
)
def test_who_looks_like_a_person_is_warned_about_and_kept(run: Run, to: str, person: bool) -> None:
    code, _, said = run("actions", "assign", "last", "--to", to)
    assert (code, "looks like a person" in said) == (0, person)
    [action] = json.loads(run("actions", "list", "--to", to.upper(), "--json")[1])
    assert action["to"] == to
    assert run("actions", "list", "--to", "nobody", "--json")[1] == "[]\n"


def test_a_mark_is_set_where_a_clock_runs(run: Run, tmp_path: Path) -> None:
    here = Session(tmp_path / "home")
    checklist = here.library.load("walk-in")
    interview = Interview(checklist, Record("0c1d2e3f-0000-4000-8000-000000000001"))
    events = interview.begin(now(), "centro", "America/Mexico_City", "manager", with_clock=True)
    here.store.append(interview.record.id, events, pin=checklist)
    here.close()
    assert events[-1].question == START
    code, _, said = run("mark", "0c1d", "looked")  # from the door one has walked away
    assert (code, "say when it was: --at" in said) == (2, True)
    at = ("--at", now().wall.isoformat())
    assert run("mark", "0c1d", "looked", *at)[0] == 0
    assert "marked: Greeted me" in run("mark", "0c1d", "greeted", *at)[1]
    assert run("mark", "0c1d", "greeted", *at)[0] == 2
    answers = {one["question"]: one["value"] for one in shown(run, "0c1d")["answers"]}
    assert answers["seconds-until-look"] in (0, 1, 2)
    assert run("doctor")[0] == 0
