"""A text that is there although it was erased is damage, shown nowhere, and can be erased again."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from audit_cli.errors import InvalidInput
from audit_cli.interview.events import Event
from audit_cli.store.chain import Subject
from audit_cli.store.doctor import rebuild
from audit_cli.store.journal import Store
from audit_cli.store.transfer import export_lines, import_lines

from .making import CHECKLIST, an_id, event, finished, start, store_in
from .test_doctor import found

SECRET = "SECRETO"
AUDIT = finished(note=SECRET)
ACTION = [event(1, "action", None, {"do": "add", "site": "centro"}, SECRET)]


@pytest.fixture(params=["audit", "action"])
def came_back(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Subject, str]:
    """A database in which an erased text is there again, as an older page of the file holds it: its
    path, and the chain's subject and id."""
    subject, name = request.param, an_id()
    events, question = (AUDIT, "floor-clean") if subject == "audit" else (ACTION, "")
    tmp_path.chmod(0o700)
    with store_in(tmp_path) as store:
        store.append(name, events, pin=CHECKLIST, subject=subject)
        before = texts(store.path)
        store.erase(name, event(len(events) + 1, "erase", question, None, "asked"), subject=subject)
    with closing(sqlite3.connect(store.path)) as connection, connection:
        connection.executemany("INSERT OR REPLACE INTO text VALUES (?, ?, ?, ?)", before)
    return store.path, subject, name


def texts(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT * FROM text").fetchall()


def test_it_is_damage_and_erased_again_by_rebuild(came_back: tuple[Path, Subject, str]) -> None:
    path, subject, name = came_back
    [error] = found(path)
    assert f"{subject} {name}: the text of event" in error
    assert "is there although it was erased" in error
    assert "audit doctor --rebuild" in error
    with store_in(path.parent) as store:
        rebuild(store)
    assert found(path) == []
    assert SECRET.encode() not in path.read_bytes()


Reading = Callable[[Store, Subject, str], list[Event]]
READINGS: dict[str, Reading] = {
    "one chain": lambda store, subject, name: store.events(name, subject=subject),
    "followups": lambda store, _, __: [e for _, events in store.followups() for e in events],
}


@pytest.mark.parametrize("reading", READINGS)
def test_it_is_read_as_erased(came_back: tuple[Path, Subject, str], reading: str) -> None:
    path, subject, name = came_back
    with store_in(path.parent) as store:
        events = READINGS[reading](store, subject, name)
        assert [one.text for one in events if one.text == SECRET] == []
        assert reading == "followups" or any(one.erased for one in events)


def test_it_is_not_exported(came_back: tuple[Path, Subject, str]) -> None:
    path, _, _ = came_back
    with store_in(path.parent) as store:
        lines = list(export_lines(store))
    assert not any(SECRET in line for line in lines)


def test_rebuilding_erases_nothing_by_an_event_that_was_tampered_with(tmp_path: Path) -> None:
    name = an_id()
    events = [start(), event(2, "note", "q", None, "kept"), event(3, "note", "q", None, SECRET)]
    with store_in(tmp_path) as store:
        store.append(name, events, pin=CHECKLIST)
        store.append(name, [event(4, "erase", "auditor", {"erased": []})])
        with closing(sqlite3.connect(store.path)) as connection, connection:
            connection.execute("UPDATE event SET value = '{\"erased\":[2]}' WHERE seq = 4")
        before = texts(store.path)
        rebuild(store)
        assert texts(store.path) == before


def test_an_export_that_holds_it_is_refused(store: Store, tmp_path: Path) -> None:
    name = an_id()
    store.append(name, AUDIT, pin=CHECKLIST)
    [note] = [line for line in export_lines(store) if SECRET in line]
    store.erase(name, event(10, "erase", "floor-clean", None, "asked"))
    same = '"seq":6,"kind":"note"'
    lines = [note if same in line else line for line in export_lines(store)]
    with (
        store_in(tmp_path / "other") as other,
        pytest.raises(InvalidInput, match="although it was erased"),
    ):
        import_lines(other, lines, "x")
