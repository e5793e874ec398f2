"""A complaint's life over nine days, in both languages: by keys, by flags alone, and from a document with marks."""

import json
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from store.making import make_older

from audit_cli.language.weeks import week_after, week_of
from audit_cli.store import migrations

from .program import ENGLISH, SPANISH, Program

NOW: Final = datetime.now(UTC).replace(microsecond=0)
BEGAN: Final = NOW - timedelta(days=9)
SECRETS: Final = (
    "lost her order",
    "T-4711",
    "blue van",
    "so sorry",
    "two order books",
    "caja-siete",
)
OPENED: Final = f"""\
checklist: complaint
auditor: caja-siete
at: {BEGAN.isoformat()}
answers:
  what-happened: "We lost her order twice"
  reference: T-4711
  channel: phone
  accepted-first: yes
  deadline-told: {{value: no, note: "she comes in the blue van"}}
"""
FORTHWITH: Final = """\
marks:
  story:
    - {mark: acknowledged, at: +300, who: reception, note: "so sorry"}
    - {mark: apologised, at: +3600}
    - {mark: solved, at: +90000, who: manager}
"""
THE_REST: Final = """\
  handover-whole: na
  attitude: correctly
  client-satisfied: yes
  cause: fact
  cause-changed: yes
  root-cause: two order books
"""
MISSING: Final = [
    "handover-whole",
    "attitude",
    "client-satisfied",
    "cause",
    "root-cause",
    "cause-changed",
]


@pytest.fixture(params=[SPANISH, ENGLISH], ids=["es", "en"])
def program(request: pytest.FixtureRequest, tmp_path: Path) -> Program:
    """The program with an empty home, in a language."""
    return Program(tmp_path / "home", request.param)


def run(program: Program, *words: str, lines: str = "", code: int = 0) -> str:
    """What a command says in this process, on either stream, once it ended so."""
    outcome = program.inside(*words, lines=lines)
    assert outcome.code == code, outcome.said
    return outcome.said


def shown(program: Program, audit: str = "last") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(program.inside("show", audit, "--json").out)
    return found


def answers(program: Program) -> dict[str, Any]:
    return {one["question"]: one["value"] for one in shown(program)["answers"]}


def test_by_flags(program: Program) -> None:
    """Handed over, answered out of order, refused too early, unsatisfied and open again, not reached (S0-7)."""
    run(program, "complaint", "--answers", "-", lines=OPENED)
    assert shown(program)["state"] == "open"
    marked = ["--who", "reception", "--note", "so sorry"]
    soon = (BEGAN + timedelta(minutes=5)).isoformat()
    run(program, "mark", "last", "acknowledged", "--at", soon, *marked)
    assert answers(program)["acknowledged-minutes"] == 5
    run(program, "mark", "last", "solved", "--at", (BEGAN + timedelta(hours=25)).isoformat())
    run(program, "mark", "last", "apologised")  # behind what came later: in any order
    assert answers(program)["apologised"] == "yes"
    assert answers(program)["fix-hours"] == 25
    assert shown(program)["case"]["missing"] == MISSING
    told = shown(program)["case"]["marks"][1]
    assert datetime.fromisoformat(told.pop("at")) == BEGAN + timedelta(minutes=5)
    assert told == {"mark": "acknowledged", "who": "reception", "note": "so sorry"}
    run(program, "note", "last", "reference", "she comes in the blue van", "--who", "reception")
    told = run(program, "show", "last")  # the whole story, for whoever takes it over
    assert all(words in told for words in ("lost her order", "so sorry", "reception", "blue van"))

    run(program, "answer", "last", "client-satisfied", "yes")
    refused = run(program, "answer", "last", "--close", code=2)
    assert "root" in refused or "fondo" in refused
    assert shown(program)["state"] == "open"
    run(program, "answer", "last", "client-satisfied", "no")  # another day she says another thing
    score = shown(program)["score"]  # nothing has failed that may still be put right
    assert (score["result"], score["critical_below"]) == ("undetermined", ["client-satisfied"])
    run(
        program,
        "answer",
        "last",
        "cause",
        "perception",
        "root-cause",
        "two order books",
        "cause-changed",
        "no",
    )
    refused = run(program, "answer", "last", "--close", code=2)
    assert "? No" in refused
    [action] = json.loads(program.inside("actions", "list", "--json").out)
    assert action["question"] == "cause-changed"  # of a lasting fix: it is due once that is said
    run(program, "answer", "last", "client-satisfied", "yes", "handover-whole", "na")
    assert shown(program)["case"]["missing"] == ["attitude"]
    run(program, "answer", "last", "--close")
    found = shown(program)
    assert (found["state"], found["score"]["met"]) == ("finished", 14)
    assert {one["question"] for one in found["actions"]} == {"deadline-told", "cause-changed"}

    run(program, "trend", "--checklist", "complaint")  # which adds up its weeks
    run(program, "amend", "last", "client-satisfied", "no", "--why", "she called again")
    assert shown(program)["state"] == "open"
    assert program.inside("doctor").code == 0
    run(program, "trend", "--checklist", "complaint")
    run(program, "answer", "last", "client-satisfied", "unseen")  # not reached, three tries
    found = shown(program)
    assert (found["state"], found["score"]["undecided"]) == ("finished", ["client-satisfied"])
    assert re.search("Not reached|No contestó", run(program, "show", "last"))
    assert program.inside("doctor").code == 0


def test_from_a_document(program: Program) -> None:
    run(program, "complaint", "--answers", "-", lines=OPENED + FORTHWITH)
    assert shown(program)["case"]["missing"] == MISSING
    whole = OPENED.replace("T-4711", "T-4712") + THE_REST + FORTHWITH
    early = re.sub("  (root-cause|cause):.*\n", "", whole)
    refused = run(program, "complaint", "--answers", "-", lines=early, code=4)
    assert "cause, root-cause" in refused
    assert "stdin:4:1" in refused
    run(program, "import", "-", lines=whole)
    found = shown(program)
    assert (found["state"], found["score"]["met"]) == ("finished", 17)
    assert datetime.fromisoformat(found["finished_at"]) == BEGAN + timedelta(hours=25)
    assert {one["state"] for one in json.loads(program.inside("list", "--json").out)} == {
        "finished",
        "open",
    }
    assert len(json.loads(program.inside("list", "--state", "open", "--json").out)) == 1
    assert json.loads(program.inside("list", "--state", "draft", "--json").out) == []
    unsatisfied = OPENED + THE_REST.replace("satisfied: yes", "satisfied: no") + FORTHWITH
    run(program, "import", "-", lines=unsatisfied)
    assert shown(program)["state"] == "open"


OPENING: Final = ["1", "1", "We lost her order twice", "1", "T-4711", "2", "1", "1"]
# At the desk: 1 marks, 2 answers, 6 closes. A mark asks who it was and what was said.
FURTHER: Final = [
    *("1", "2", "reception", "so sorry"),  # apologised, before anybody knew of it
    *("1", "1", "", ""),
    *("1", "3", "manager", ""),
    *("2", "3", "2"),  # she is not satisfied
    "6",  # refused
    *("2", "4", "1"),  # it happened so
    *("2", "4", "1", "two order books"),
    *("2", "4", "1"),  # something was changed
]
AND_CLOSED: Final = [*("2", "3", "1"), "6", "1"]  # now she is; the rest was not seen


def test_by_keys(program: Program) -> None:
    """Opened in a minute, left, gone on with by whoever comes, refused, and closed (S2-8)."""
    leave = "g" if program.locale == SPANISH else "q"
    said = run(program, "complaint", lines="\n".join([*OPENING, leave, ""]))
    assert "complaint --resume" in said
    assert shown(program)["state"] == "open"
    said = run(program, "complaint", "--resume", "last", lines="\n".join([*FURTHER, leave, ""]))
    assert re.search("can't be closed yet|Aún no se puede cerrar", said)
    assert shown(program)["case"]["missing"] == ["handover-whole", "attitude", "client-satisfied"]
    assert [one["who"] for one in shown(program)["case"]["marks"]] == [
        None,
        "reception",
        None,
        "manager",
    ]
    run(program, "complaint", "--resume", "last", lines="\n".join([*AND_CLOSED, ""]))
    found = shown(program)
    assert (found["state"], found["score"]["result"]) == ("finished", "undetermined")
    assert found["score"]["undecided"] == ["handover-whole"]


def test_nothing_that_was_written_is_left(program: Program, tmp_path: Path) -> None:
    run(
        program,
        "complaint",
        "--answers",
        "-",
        lines=OPENED + THE_REST.replace("yes\n", "no\n") + FORTHWITH,
    )
    before = program.inside("show", "last", "--json").out
    assert all(secret in before for secret in SECRETS)
    run(program, "erase", "last", "--all", "--why", "it was asked for")
    run(program, "backup", "-o", str(tmp_path / "copies"))
    run(
        program, "report", "visit", "last", "--format", "html,json,csv,md", "-o", f"{tmp_path}/out/"
    )
    week = week_of(NOW)
    run(
        program,
        "report",
        "weekly",
        "--week",
        week,
        "--format",
        "html,json,md,txt",
        "-o",
        f"{tmp_path}/out/",
    )
    told = [
        program.inside(*words).said.encode()
        for words in (
            ("show", "last"),
            ("show", "last", "--json"),
            ("export",),
            ("doctor", "--json"),
        )
    ]
    folders = (tmp_path / "out", tmp_path / "copies", program.home)
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    assert len(files) > 8
    for content in (*told, *(file.read_bytes() for file in files)):
        assert not [secret for secret in SECRETS if secret.encode() in content]
    found = shown(program)
    assert (found["state"], found["score"]["critical_below"]) == ("open", ["client-satisfied"])
    run(program, "answer", "last", "client-satisfied", "yes")
    assert shown(program)["state"] == "finished"  # an erased text was given


# -- what a case means for all else ------------------------------------------------------------------


VISIT: Final = (Path(__file__).parents[1] / "interview" / "example.yaml").read_text("utf-8")


def visits(program: Program, weeks: int) -> None:
    """Store an audit of each of the last weeks."""
    moments = (NOW - timedelta(days=7 * week) for week in range(weeks))
    documents = (VISIT.replace("2026-11-16T09:15:00-06:00", m.isoformat()) for m in moments)
    run(program, "import", "-", lines="---\n".join(documents))


def week_told(program: Program, week: str, name: str) -> str:
    words = ("report", "weekly", "--site", "centro", "--week", week, "--format", name, "-o", "-")
    return program.inside(*words).out


def told_of_audits(program: Program) -> list[str]:
    """Everything that is told of audits, without the parts of cases."""
    found = []
    for week in (week_of(NOW), week_after(week_of(NOW), -1)):
        for name in ("md", "txt", "json", "csv"):
            said = week_told(program, week, name)
            said = re.sub(r"## (Complaint|Queja): .*?(?=^## )", "", said, flags=re.S | re.M)
            said = re.sub(
                r"(COMPLAINT|QUEJA): [^─]*─+\n.*?\n\n(?=\S+[^\n]*\n─)", "", said, flags=re.S
            )
            found.append(re.sub(r',\s*"cases": {.*?}(?=,\s*"recognised")', "", said, flags=re.S))
    for words in (("trend",), ("trend", "--json"), ("questions", "--json")):
        found.append(program.inside(*words).out)
    actions = json.loads(program.inside("actions", "list", "--json").out)
    return [*found, json.dumps([one for one in actions if one["checklist"] != "complaint"])]


def test_audits_are_told_as_if_there_were_no_cases(program: Program) -> None:
    visits(program, 13)
    before = told_of_audits(program)
    settled = OPENED.replace("auditor", "site: centro\nauditor") + THE_REST + FORTHWITH
    run(program, "import", "-", lines=settled)
    assert "complaint" in program.inside("actions", "list", "--json").out
    after = told_of_audits(program)
    for one, other in zip(before, after, strict=True):
        assert one == other
    week = week_told(program, week_of(NOW), "txt")
    assert re.search("COMPLAINT: 1|QUEJA: 1", week)
    assert re.search(r"25 h .*1 (of|de) 1", week)
    [series] = json.loads(program.inside("trend", "--checklist", "complaint", "--json").out)
    assert (series["standing"], series["totals"]["audits"]) == (None, 1)
    assert "complaint" not in program.inside("trend").out


def test_an_open_case_leaves_something_unresolved(program: Program) -> None:
    """It throws back whoever counted on the place (S4-2)."""
    visits(program, 13)
    run(program, "import", "-", lines=OPENED.replace("auditor", "site: centro\nauditor"))
    [series] = json.loads(program.inside("trend", "--json").out)
    assert series["standing"]["level"] == "uncertainty"
    assert "complaint" in series["standing"]["reasons"]
    late = json.loads(program.inside("actions", "list", "--overdue", "--json").out)
    assert [one["mark"] for one in late if "mark" in one] == ["acknowledged", "solved"]
    assert re.search("audit mark .* solved", program.inside("actions", "list").out)
    said = week_told(program, week_of(NOW), "json")
    week = json.loads(said)
    assert [one["mark"] for one in week["cases"]["open"][0]["overdue"]] == [
        "acknowledged",
        "solved",
    ]
    assert week["checklists"][0]["standing"]["reasons"][0] == "complaint"
    before = week_after(week_of(BEGAN), -1)  # it was not there yet
    said = week_told(program, before, "json")
    assert json.loads(said)["cases"]["open"] == []
    assert json.loads(said)["checklists"][0]["standing"]["reasons"] == ["too_early"]


def test_a_place_with_nothing_but_an_open_case_has_a_week(program: Program) -> None:
    run(program, "import", "-", lines=OPENED.replace("auditor", "site: norte\nauditor"))
    said = program.inside(
        "report", "weekly", "--week", week_of(NOW), "--format", "txt", "-o", "-"
    ).out
    assert re.search("NORTE|norte", said)
    assert re.search("COMPLAINT: 1|QUEJA: 1", said)


def test_a_database_of_the_version_before(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits(program, 3)
    before = program.inside("list", "--json").out
    path = program.home / "audit.db"
    cases = 1 + next(n for n, step in enumerate(migrations.MIGRATIONS) if step.name == "cases")
    make_older(path, cases - 1)
    assert program.inside("list", "--json").out == before
    with closing(sqlite3.connect(path)) as connection:
        (number,) = connection.execute("SELECT max(number) FROM migration").fetchone()
    assert number == len(migrations.MIGRATIONS)
    monkeypatch.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[: cases - 1])
    assert re.search("newer|más nueva", run(program, "list", code=1))


LABELS: Final = {
    SPANISH: {
        "begin": "Comenzar", "write": "Escribirlo", "phone": "Teléfono", "yes": "Sí", "no": "No",
        "now": "¿Qué hacemos ahora?", "mark": "Pasó algo: anotarlo", "solved": "Se resolvió",
        "who": "¿Quién fue?", "said": "¿Qué se dijo?", "marked": "✓ marcado: Se resolvió",
        "close": "Cerrarlo", "missing": "Antes de cerrarlo falta", "open": "Casos abiertos: 1",
        "late": "Casos abiertos: 1, atrasados: 1", "which": "¿Qué auditoría?", "leave": "salir",
        "one": "Hay uno abierto", "go on": "Seguir con ella",
    },
    ENGLISH: {
        "begin": "Begin", "write": "Write it", "phone": "Phone", "yes": "Yes", "no": "No",
        "now": "What now?", "mark": "Something happened: mark it", "solved": "It was solved",
        "who": "Who was it?", "said": "What was said?", "marked": "✓ marked: It was solved",
        "close": "Close it", "missing": "Before it can close", "open": "Open cases: 1",
        "late": "Open cases: 1, 1 overdue", "which": "Which audit?", "leave": "leave",
        "one": "One is open", "go on": "Go on with it",
    },
}  # fmt: skip


def test_on_a_phone(program: Program) -> None:
    """Opened at the desk, and gone on with from the menu, where it is told that something is overdue."""
    word = LABELS[program.locale]
    with program.terminal("complaint") as terminal:
        terminal.choose("1", word["begin"])
        terminal.choose("0/14", word["write"])
        terminal.enter(">", "We lost her order twice")
        terminal.choose("1/14", word["write"])
        terminal.enter(">", "T-4711")
        terminal.choose("2/14", word["phone"])
        terminal.choose("3/14", word["yes"])
        terminal.choose("4/14", word["no"])
        terminal.choose(word["now"], word["mark"])
        terminal.choose(word["solved"], word["solved"])
        terminal.enter(word["who"], "reception")
        terminal.enter(word["said"], "so sorry")
        terminal.choose(word["marked"], word["close"])
        terminal.choose(word["missing"], word["leave"])
        assert terminal.exit_code() == 0
        assert terminal.misfits == []
    with program.terminal("complaint") as terminal:
        terminal.choose(word["one"], word["go on"])
        terminal.choose(word["now"], word["leave"])
        assert terminal.exit_code() == 0
    began = (NOW - timedelta(hours=9)).isoformat()
    run(program, "mark", "last", "start", "--at", began)
    with program.terminal() as terminal:
        terminal.choose(word["late"], word["late"])
        terminal.wait_for(word["which"])
        terminal.press("1")
        terminal.choose(word["now"], word["leave"])
        terminal.choose(word["late"], word["leave"])
        assert terminal.exit_code() == 0
        assert terminal.misfits == []
