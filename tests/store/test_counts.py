"""Whole histories and noted reports that were taken away by hand are missed."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from audit_cli.errors import InvalidInput
from audit_cli.store.backups import back_up
from audit_cli.store.doctor import rebuild
from audit_cli.store.journal import Store
from audit_cli.store.transfer import export_lines, import_lines
from audit_cli.store.written_reports import Written, note_reports

from .making import CHECKLIST, an_id, event, finished, instant, make_older, store_in, stored
from .test_doctor import found

REPORTS = [
    Written("centro", week, f"weekly-{week}-centro.html", "0" * 64, instant(0))
    for week in ("2026-W45", "2026-W46", "2026-W47")
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The path of a sound database with four audits, an action and three noted reports."""
    tmp_path.chmod(0o700)
    with store_in(tmp_path) as store:
        fill(store)
    return store.path


def fill(store: Store) -> None:
    for _ in range(4):
        stored(store, finished())
    store.append(an_id(), [event(1, "action", None, {"do": "add"})], subject="action")
    note_reports(store, REPORTS)


def change(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def without(number: int) -> str:
    """Every row of a chain, and of what is derived from it."""
    tables = ("audit", "followup", "text", "event")
    rows = "".join(f"DELETE FROM {table} WHERE chain = {number};" for table in tables)
    return f"{rows} DELETE FROM chain WHERE number = {number}; DELETE FROM week_change"


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_whole_history_taken_away_is_missed(home: Path, number: int) -> None:
    change(home, without(number))
    with store_in(home.parent) as store:
        rebuild(store)
    [error] = found(home)
    assert "of 5 audits, actions and comparison periods that were stored, 4 are there" in error


def test_the_last_ones_are_missed_though_others_come_after(home: Path) -> None:
    change(home, without(5) + ";" + without(4))
    with store_in(home.parent) as store:
        for _ in range(3):
            stored(store, finished())
    assert "of 8 audits" in "".join(found(home))


def test_a_noted_report_taken_away_is_missed(home: Path) -> None:
    change(home, "DELETE FROM report WHERE week = '2026-W46'")
    [error] = found(home)
    assert "of 3 weekly reports that were noted, 2 are there" in error


def import_in_vain(store: Store, lines: list[str]) -> None:
    with suppress(InvalidInput):
        import_lines(store, lines[:-1], "cut.jsonl")


def bulk_in_vain(store: Store, _: list[str]) -> None:
    with suppress(KeyError), store.incoming() as incoming:
        incoming.add(an_id(), finished(), CHECKLIST, None)
        raise KeyError


HAPPENS: dict[str, Callable[[Store, list[str]], object]] = {
    "nothing": lambda _store, _lines: None,
    "imported": lambda store, lines: import_lines(store, lines, "x"),
    "imported twice": lambda store, lines: [import_lines(store, lines, "x") for _ in "12"],
    "import refused": import_in_vain,
    "bulk rolled back": bulk_in_vain,
    "report written anew": lambda store, _lines: note_reports(store, REPORTS[:2]),
    "rebuilt": lambda store, _lines: rebuild(store),
    "backup": lambda store, _lines: back_up(store.path, store.path.parent / "backups", "x"),
}


@pytest.mark.parametrize("happens", HAPPENS)
def test_what_is_no_loss_is_not_called_one(home: Path, tmp_path: Path, happens: str) -> None:
    with store_in(tmp_path / "other") as other:
        fill(other)
        lines = list(export_lines(other))
    with store_in(home.parent) as store:
        HAPPENS[happens](store, lines)
        assert found(home) == []
        fill(store)
    assert found(home) == []
    copies = (home.parent / "backups").glob("*.db")
    assert [error for copy in copies for error in found(copy)] == []


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_gap_that_an_older_version_left_is_a_loss(home: Path, steps: int) -> None:
    make_older(home, steps)
    with store_in(home.parent):
        pass
    assert found(home) == []
    make_older(home, steps)
    tables = ["audit", "text", "event", *(["followup"] if steps > 2 else [])]
    change(home, "".join(f"DELETE FROM {table} WHERE chain = 2;" for table in tables))
    change(home, "DELETE FROM chain WHERE number = 2")
    with store_in(home.parent) as store:
        rebuild(store)
    assert "of 5 audits" in "".join(found(home))
