"""`actions list`, `add`, `assign`, `done`, `reopen`, as they are typed."""

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from audit_cli.commands import actions
from audit_cli.commands.actions import action_ids
from audit_cli.commands.main import main
from audit_cli.interview.clock import Instant
from audit_cli.store.faults import NotSaved
from audit_cli.store.journal import Store
from audit_cli.terminal import session

ANSWERS = {
    "first-thing-noticed": "ordinary",
    "path-clear": "yes",
    "floor-clean": "no",
    "seconds-until-look": 4,
    "smiled": "yes",
    "where-to-go-clear": "yes",
    "seconds-until-greeting": 12,
    "asked-how-to-help": "yes",
    "wait-told": "na",
    "phones-away": "yes",
    "help-unasked": 1,
    "touch-clean": "yes",
    "name-known": "yes",
    "privacy-kept": "yes",
    "how-it-ended": "as expected",
    "clients-first": "na",
    "heard-out": "yes",
    "all-respectful": "yes",
    "left-oriented": "na",
    "thanked": "yes",
}

Run = Callable[..., tuple[int, str, str]]
Audit = Callable[..., None]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on 18 November 2026; returns its exit code, stdout and stderr."""
    instant = Instant(datetime(2026, 11, 18, 18, tzinfo=UTC), "run", 1.0)
    monkeypatch.setattr(actions, "now", lambda: instant)
    monkeypatch.setenv("TZ", "America/Mexico_City")

    def running(
        *words: str, language: str = "en", columns: int = 80, home: str = "home"
    ) -> tuple[int, str, str]:
        monkeypatch.setenv("COLUMNS", str(columns))
        code = main(["--home", str(tmp_path / home), "--lang", language, *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return running


@pytest.fixture
def audit(run: Run, tmp_path: Path) -> Audit:
    """Store a walk-in of a day of November with these answers."""

    def storing(day: int, site: str = "centro", **answers: Any) -> None:
        at = f"2026-11-{day:02}T09:15:00-06:00"
        given = ANSWERS | {name.replace("_", "-"): value for name, value in answers.items()}
        document = {"checklist": "walk-in", "site": site, "at": at, "answers": given}
        path = tmp_path / f"{day}.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        assert run("import", str(path), "--quiet") == (0, "", "")

    return storing


def listed(run: Run, *words: str) -> list[dict[str, Any]]:
    """What `actions list --json` prints."""
    code, out, err = run("actions", "list", "--json", *words)
    assert (code, err) == (0, "")
    return json.loads(out)  # type: ignore[no-any-return]


def test_nothing_to_do(run: Run, tmp_path: Path) -> None:
    assert run("actions", "list") == (0, "", "Nothing is open.\n")
    assert run("actions", "list", language="es")[2] == "No hay nada pendiente.\n"
    assert listed(run) == []
    assert run("actions", "done", "last")[0] == 2
    assert not (tmp_path / "home" / "audit.db").exists()


def test_serious_ones_come_first_then_overdue_ones(run: Run, audit: Audit) -> None:
    audit(2, asked_how_to_help="no", floor_clean="yes")
    audit(16, path_clear="no")
    run("actions", "add", "buy a mat", "--due", "tomorrow", "--site", "centro")
    found = listed(run)
    assert [(one["question"], one["serious"], one["overdue"]) for one in found] == [
        ("path-clear", True, True),
        ("asked-how-to-help", False, True),
        ("floor-clean", False, True),
        (None, False, False),
    ]
    assert [one["due"] for one in found][1:] == ["2026-11-09", "2026-11-16", "2026-11-19"]
    assert len(listed(run, "--overdue")) == 3
    assert len(listed(run, "--site", "centro")) == 4
    assert len(listed(run, "--checklist", "walk-in")) == 3
    assert run("actions", "list", "--site", "norte")[2] == "No action matches.\n"


@pytest.mark.parametrize(
    ("language", "place"),
    [
        ("en", "Walk-in · Old town, by the market"),
        ("es", "Visita · Centro, junto al mercado"),
    ],
)
def test_people_read_names_and_scripts_ids(
    run: Run, audit: Audit, tmp_path: Path, language: str, place: str
) -> None:
    audit(16)
    names = "{es: 'Centro, junto al mercado', en: 'Old town, by the market'}"
    settings = f"sites:\n- {{id: centro, name: {names}, time_zone: America/Mexico_City}}\n"
    (tmp_path / "home" / "audit.yaml").write_text(settings, encoding="utf-8")
    run("actions", "add", "buy a mat")
    for columns in (40, 80):
        _, out, _ = run("actions", "list", language=language, columns=columns)
        assert all(len(line) <= columns for line in out.splitlines())
        assert f"  {place}" in out
        assert not {"walk-in", "centro"} & set(out.split())
    assert [(one["checklist"], one["site"]) for one in listed(run)] == [
        ("walk-in", "centro"),
        (None, "centro"),
    ]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("columns", [40, 80])
def test_the_list_fits_the_screen(run: Run, audit: Audit, language: str, columns: int) -> None:
    for day in (2, 9, 16):
        audit(day)
    audit(17, floor_clean="yes", path_clear="no")
    run("actions", "add", "una alfombra nueva para la entrada principal", "--to", "recepción")
    code, out, _ = run("actions", "list", language=language, columns=columns)
    assert code == 0
    assert all(len(line) <= columns for line in out.splitlines())
    whole = {
        "en": "found 3 times, last on 16 Nov 2026",
        "es": "3 veces; la última, el 16 nov 2026",
    }
    assert any(whole[language] in line for line in out.splitlines())  # no date is torn apart
    words = {
        "en": ("overdue since 2 Nov", "Met on 17 Nov 2026", "for: recepción"),
        "es": ("vencida desde el 2 nov", "Cumplió el 17 nov 2026", "para: recepción"),
    }
    for word in words[language]:
        assert word in " ".join(out.split())


@pytest.mark.parametrize(
    ("language", "times"),
    [
        ("en", "found 3 times, last on 16 Nov 2026 · not met: every time"),
        ("es", "3 veces; la última, el 16 nov 2026 · no cumplió: siempre"),
    ],
)
def test_how_it_recurs_is_said_of_how_often_it_was_found(
    run: Run, audit: Audit, language: str, times: str
) -> None:
    for day in (2, 9, 16):
        audit(day)
    columns = 100
    lines = run("actions", "list", language=language, columns=columns)[1].splitlines()
    assert lines[2].endswith(("overdue since 2 Nov", "vencida desde el 2 nov"))
    assert [line for line in lines if line.endswith(times)]
    audit(17, floor_clean="yes")  # then it wasn't so every time
    said = run("actions", "list", language=language, columns=columns)[1]
    assert times.partition(" · ")[0] in said
    assert times.partition(" · ")[2] not in said
    assert listed(run)[0]["recurrence"] is None  # nor is a script told so
    assert run("actions", "done", listed(run)[0]["id"])[0] == 0
    assert listed(run, "--all")[0]["recurrence"] is None


def test_done_and_reopened(run: Run, audit: Audit) -> None:
    audit(16)
    identifier = listed(run)[0]["id"]
    words = ("done", identifier[:6], "--note", "a new mat", "--reason", "falta-gente")
    code, out, _ = run("actions", *words)
    assert (code, out) == (0, f"done: {identifier[:8]}, 18 Nov 2026: Have the floor cleaned now\n")
    assert listed(run) == []
    [one] = listed(run, "--all")
    assert (one["status"], one["closed"], one["note"], one["reason"]) == (
        ("done", "2026-11-18", "a new mat", "too-few-people")
    )
    assert run("actions", "done", identifier)[0] == 2
    assert run("actions", "reopen", identifier)[0] == 2
    assert run("actions", "reopen", "last", "--why", "still dirty", "--quiet") == (0, "", "")
    [one] = listed(run)
    assert (one["id"], one["status"], one["closed"]) == (identifier, "open", None)
    assert run("actions", "reopen", identifier, "--why", "x")[0] == 2


def test_assign(run: Run, audit: Audit) -> None:
    """S2-5."""
    audit(16)
    assert run("actions", "assign", "last")[0] == 2
    run("actions", "assign", "last", "--to", "reception", "--due", "7d")
    run("actions", "assign", "last", "--reason", "no sabía")
    [one] = listed(run)
    assert (one["to"], one["due"], one["reason"], one["overdue"]) == (
        ("reception", "2026-11-25", "did-not-know", False)
    )


def test_what_was_written_is_erased_for_good(run: Run, audit: Audit, tmp_path: Path) -> None:
    audit(16)
    run("actions", "assign", "last", "--to", "SECRET-role")
    run("actions", "done", "last", "--note", "SECRET-note")
    run("discard", "last", "--why", "a test")
    audit(15)  # entered late: the action has another id since
    audit(17)
    identifier = listed(run, "--all")[0]["id"]
    run("actions", "add", "SECRET-words", "--quiet")
    before = listed(run, "--all")
    assert run("actions", "erase", identifier)[0] == 2
    code, out, _ = run("actions", "erase", identifier, "--why", "asked to")
    assert (code, out.split(":")[0]) == (0, "erased for good")
    assert "(2)" in out
    assert "Backups and exports made before, and reports already written, still hold them." in out
    assert run("actions", "erase", identifier, "--why", "asked to")[0] == 2
    code, out, _ = run("actions", "erase", "last", "--why", "asked to", language="es")
    assert (code, "y los informes ya escritos aún los tienen" in out) == (0, True)
    after = listed(run, "--all")
    gone = {"to": None, "note": None}
    assert [one["text"] or "" for one in after] == ["" for _ in before]
    assert [one | gone | {"text": ""} for one in before] == [one | {"text": ""} for one in after]
    for path in (tmp_path / "home").rglob("*"):
        assert not path.is_file() or b"SECRET" not in path.read_bytes()
    assert "Erased" in run("actions", "list")[1]
    assert run("doctor", "--quiet")[0] == 0


@pytest.mark.parametrize(
    ("written", "due"),
    [("", "25"), ("today", "18"), ("hoy", "18"), ("Mañana", "19"), ("2026-11-20", "20")],
)
def test_an_action_of_ones_own(run: Run, written: str, due: str) -> None:
    words = ["--due", written] if written else []
    code, out, _ = run("actions", "add", " call the plumber ", "--to", "guard", *words)
    assert code == 0
    assert out.startswith("added: ")
    assert "call the plumber (for: guard)" in out
    [one] = listed(run)
    assert (one["text"], one["to"], one["due"]) == ("call the plumber", "guard", f"2026-11-{due}")
    assert (one["checklist"], one["question"], one["found"]) == (None, None, [])
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", one["id"])
    assert run("actions", "done", "last")[0] == 0
    assert run("actions", "reopen", "last", "--why", "it drips again")[0] == 0
    assert [again["id"] for again in listed(run)] == [one["id"]]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("add", " "), "say what is to be done"),
        (("add", "x", "--due", "soon"), "--due: `soon` is no date; write one such as tomorrow, 7d"),
        (("add", "x", "--due", "9999d", "--site", "A B"), "can't be the name of a site"),
        (("assign", "last", "--due", "12/31"), "the day comes first, such as 31/12"),
        (("done", "last", "--reason", "lazy"), "too-few-people, no-equipment, did-not-know, other"),
        (("done", "ffff"), "there is no action `ffff`"),
        (("done", ""), "there is no action ``"),
    ],
)
def test_mistakes_are_told(run: Run, audit: Audit, words: tuple[str, ...], complaint: str) -> None:
    audit(16)
    code, out, err = run("actions", *words)
    assert (code, out) == (2, "")
    assert complaint in err
    assert len(listed(run)) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("added", "assigned", "changed", "done", "reopened", "overdue since 9 Nov")),
        (
            "es",
            ("agregada", "asignada", "cambiada", "hecha", "reabierta", "vencida desde el 9 nov"),
        ),
    ],
)
def test_what_happened_is_said(run: Run, language: str, words: tuple[str, ...]) -> None:
    """A date that is past is taken, for a promise may be an old one, and is said to be."""
    added, assigned, changed, done, reopened, overdue = words

    def said(*written: str) -> str:
        code, out, err = run("actions", *written, language=language)
        assert (code, err) == (0, "")
        return out.replace(listed(run, "--all")[0]["id"][:8], "ID")

    for_ = {"en": "for", "es": "para"}[language]
    assert said("add", "mat", "--due", "2026-11-09") == f"{added}: ID, {overdue}: mat\n"
    role = f"mat ({for_}: guard)\n"
    assert said("assign", "last", "--to", "guard") == f"{assigned}: ID, {overdue}: {role}"
    assert said("assign", "last", "--reason", "other") == f"{changed}: ID, {overdue}: {role}"
    day = f"18 {overdue[-3:]} 2026"
    assert said("done", "last") == f"{done}: ID, {day}: {role}"
    assert said("reopen", "last", "--why", "wet") == f"{reopened}: ID, {overdue}: {role}"


COMMANDS = {
    "done": ("last",),
    "assign": ("last", "--to", "guard"),
    "erase": ("last", "--why", "x"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("columns", [40, 80])
def test_last_is_never_a_guess(run: Run, audit: Audit, command: str, columns: int) -> None:
    audit(16, path_clear="no")
    code, _, err = run("actions", command, *COMMANDS[command], columns=columns)
    assert code == 2
    _, *lines, example = err.splitlines()
    assert all(len(line) <= columns for line in lines)
    told = " ".join(" ".join(lines).split())
    for one in listed(run):
        ask = {"path-clear": "Can you enter", "floor-clean": "Is the floor clean?"}[one["question"]]
        measure = one["measure"].capitalize().removesuffix(".")
        assert f"{one['id'][:8]} {measure} · {ask}" in told
    to_copy = example.partition(": ")[2].replace("ROLE", "guard").split()
    assert to_copy[:3] == ["audit", "actions", command]
    assert run(*to_copy[1:])[0] == (2 if command == "erase" else 0)  # nothing is written about it


def test_what_an_id_may_begin_is_told_like_last(run: Run) -> None:
    for number in range(17):
        run("actions", "add", f"thing {number}")
    first = next(
        one["id"][0]
        for one in listed(run)
        if sum(other["id"][0] == one["id"][0] for other in listed(run)) > 1
    )
    code, _, err = run("actions", "done", first)
    assert code == 2
    alike = [one for one in listed(run) if one["id"][0] == first]
    assert {line.strip() for line in err.splitlines()[1:-1]} == {
        f"{one['id'][:8]}  {one['text'].capitalize()}" for one in alike
    }


def test_last_to_reopen_is_the_one_done_last_and_no_other(
    run: Run, audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit(9)
    audit(16, path_clear="no")
    path, floor = (one["id"] for one in listed(run))
    for hour, one in enumerate((path, floor), start=19):
        instant = Instant(datetime(2026, 11, 18, hour, tzinfo=UTC), "run", 1.0)
        monkeypatch.setattr(actions, "now", lambda at=instant: at)
        run("actions", "done", one)
    assert run("actions", "reopen", "last", "--why", "still dirty")[0] == 0
    assert [one["id"] for one in listed(run)] == [floor]
    for language, again in (("en", "is open again already"), ("es", "ya está pendiente otra vez")):
        words = ("reopen", "last", "--why", "still dirty")
        code, _, err = run("actions", *words, language=language)
        assert (code, again in err, floor[:8] in err, path[:8] in err) == (2, True, True, False)
    assert [one["id"] for one in listed(run)] == [floor]
    assert run("actions", "reopen", path, "--why", "it is blocked")[0] == 0


def test_several_are_done_at_once_or_none(run: Run, audit: Audit) -> None:
    audit(16, path_clear="no")
    ids = [one["id"] for one in listed(run)]
    for wrong in ("ffff", "last"):
        assert run("actions", "done", ids[0], wrong)[0] == 2
    assert run("actions", "done", *ids, "--reason", "lazy")[0] == 2
    assert len(listed(run)) == 2
    code, out, _ = run("actions", "done", *ids, ids[0][:8], "--note", "both at noon")
    assert (code, [line[:14] for line in out.splitlines()]) == (
        (0, [f"done: {one[:8]}" for one in ids])
    )
    assert listed(run) == []
    assert {one["note"] for one in listed(run, "--all")} == {"both at noon"}
    assert run("actions", "done", *ids)[0] == 2
    code, _, err = run("actions", "reopen", "last", "--why", "x")  # they were done together
    assert (code, all(one[:8] in err for one in ids)) == (2, True)


def test_several_are_not_done_where_one_cannot_be_saved(
    run: Run, audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit(16, path_clear="no")
    ids = [one["id"] for one in listed(run)]
    append = Store.append

    def failing(store: Store, chain: str, *events: Any, **more: Any) -> None:
        if chain == ids[1]:
            raise NotSaved(Path("audit.db"), sqlite3.OperationalError("full"))
        append(store, chain, *events, **more)

    monkeypatch.setattr(Store, "append", failing)
    assert run("actions", "done", *ids)[:2] == (1, "")
    assert len(listed(run)) == 2


def test_an_amendment_a_discarded_audit_and_another_site_change_what_follows(
    run: Run, audit: Audit
) -> None:
    audit(16)
    run("actions", "done", "last", "--note", "mopped")
    run("amend", "last", "floor-clean", "yes", "--why", "misread")
    assert listed(run, "--all") == []
    run("amend", "last", "floor-clean", "no", "--why", "it was not")
    assert [one["status"] for one in listed(run, "--all")] == ["done"]
    run("amend", "last", "site", "norte", "--why", "the other shop")
    [one] = listed(run, "--all")
    assert (one["site"], one["status"], one["note"]) == ("norte", "done", "mopped")
    run("discard", "last", "--why", "a drill")
    assert listed(run, "--all") == []


def test_the_audit_and_its_report_say_what_the_actions_say(run: Run, audit: Audit) -> None:
    audit(9)
    audit(16)
    wanted = {
        "question": "floor-clean",
        "measure": "Have the floor cleaned now.",
        "due": "2026-11-16",
    }
    assert json.loads(run("show", "last", "--json")[1])["actions"] == [{**wanted, "status": "open"}]
    run("actions", "done", "last", "--reason", "too-few-people")
    assert json.loads(run("show", "last", "--json")[1])["actions"] == [{**wanted, "status": "done"}]
    said = " ".join(run("report", "visit", "last")[1].split())
    assert "done on 18 Nov 2026; the team had no way to do better: too few people" in said
    run("actions", "reopen", "last", "--why", "still dirty")
    run("actions", "assign", "last", "--due", "2026-12-01")
    assert json.loads(run("show", "last", "--json")[1])["actions"] == [
        {**wanted, "due": "2026-12-01", "status": "open"}
    ]


def test_fixed_on_the_spot(run: Run, audit: Audit) -> None:
    audit(16, floor_clean={"value": "no", "fixed_now": True})
    assert listed(run) == []
    assert "fixed on the spot, 16 Nov 2026" in run("actions", "list", "--all")[1]
    assert "fixed on the spot" in run("report", "visit", "last")[1]


def test_an_export_takes_them_along_exactly(run: Run, audit: Audit, tmp_path: Path) -> None:
    audit(16)
    run("actions", "assign", "last", "--to", "reception", "--due", "2026-12-01")
    run("actions", "done", "last", "--note", "«new» mat")
    run("actions", "add", "call the plumber")
    exported = run("export")[1]
    file = tmp_path / "history.jsonl"
    file.write_text(exported, encoding="utf-8")
    assert run("import", str(file), "--quiet", home="other")[0] == 0
    assert run("export", home="other")[1] == exported
    both = [run("actions", "list", "--all", "--json", home=home)[1] for home in ("home", "other")]
    assert both[0] == both[1]


def test_doctor_checks_their_chains(run: Run, audit: Audit, tmp_path: Path) -> None:
    audit(16)
    run("actions", "done", "last", "--note", "mopped")
    assert run("doctor")[0] == 0
    with closing(sqlite3.connect(tmp_path / "home" / "audit.db")) as database, database:
        database.execute("UPDATE event SET value = '{}' WHERE kind = 'action'")
    code, out, _ = run("doctor")
    assert code == 1
    assert "error: action " in out


def test_a_shell_is_offered_what_is_open(run: Run, audit: Audit) -> None:
    audit(16)
    [one] = listed(run)
    try:
        assert action_ids() == [("last", ""), (one["id"][:8], "Have the floor cleaned now")]
    finally:
        session.current().close()
    run("actions", "done", "last")
    assert ("last", "") in action_ids()
    session.current().close()
