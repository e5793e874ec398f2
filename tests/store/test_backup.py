"""Backups are consistent, verified, private; migrations make one first."""

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from audit_cli.files import NotWritten, new_private_file
from audit_cli.store import connection as connections
from audit_cli.store import migrations
from audit_cli.store.backups import back_up
from audit_cli.store.connection import connect
from audit_cli.store.faults import DamagedStore, ForeignStore, NewerStore, NotCopied
from audit_cli.store.journal import Store
from audit_cli.store.migrations import Migration

from .making import event, finished, start, store_in, stored
from .test_doctor import found


def test_a_backup_opens_as_a_home_of_its_own(store: Store, tmp_path: Path) -> None:
    audit = stored(store, finished())
    copy = back_up(store.path, tmp_path / "away", "2026-11-16")
    assert copy == tmp_path / "away" / "audit-2026-11-16.db"
    assert list(copy.parent.iterdir()) == [copy]
    with Store.open(copy, backups=tmp_path) as restored:
        assert restored.events(audit) == store.events(audit)


def test_a_backup_while_others_write_is_of_one_moment(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_PAGES", 1)  # as many interruptions as there can be
    monkeypatch.setattr(
        connections, "BUSY_SECONDS", 60
    )  # of a machine that is busy with other things
    for _ in range(8):
        stored(store, finished("x" * 3000))
    stop = threading.Event()

    def write() -> None:
        with store_in(tmp_path) as other:
            while not stop.is_set():
                stored(other, finished())

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [back_up(store.path, tmp_path / "away", str(number)) for number in range(2)]
    finally:
        stop.set()
        writer.join()
    for copy in copies:
        assert found(copy) == []


def test_a_damaged_database_makes_no_backup(store: Store, tmp_path: Path) -> None:
    stored(store, finished())
    with closing(connect(store.path)) as other:
        other.execute("DELETE FROM event WHERE seq = 9")
    with pytest.raises(DamagedStore, match="audit doctor"):
        back_up(store.path, tmp_path / "away", "now")
    assert list((tmp_path / "away").iterdir()) == []


def test_whole_copies_that_killed_backups_left_are_swept(store: Store, tmp_path: Path) -> None:
    stored(store, finished())
    (tmp_path / "backups").mkdir()
    left = []
    # Of a backup, and of one that was being put back.
    for folder, name in ((tmp_path / "backups", "audit-2026.db"), (tmp_path, "audit.db")):
        left.append(new_private_file(folder, name))
        os.utime(left[-1], (0, 0))
    fresh = new_private_file(tmp_path, "audit.db")
    back_up(store.path, tmp_path / "backups", "now")
    assert not any(path.exists() for path in left)
    assert fresh.exists()


def test_a_backup_that_cannot_be_says_why(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotWritten, match="not a folder"):
        back_up(store.path, tmp_path / "file", "now")
    with pytest.raises(NotCopied, match=r"none\.db"):
        back_up(tmp_path / "none.db", tmp_path / "away", "now")


@pytest.fixture
def _two_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later version of the program, with two more steps."""
    more = (
        Migration("colours", ("ALTER TABLE audit ADD COLUMN colour TEXT",)),
        Migration("clients", ("CREATE TABLE client (id TEXT PRIMARY KEY)",)),
    )
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, *more))


def test_an_older_database_is_backed_up_and_brought_up_to_date(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with store_in(tmp_path) as store:
        audit = stored(store, [start(), event(2, "answer", "floor-clean", "no")])
    old = store.path.read_bytes()
    request.getfixturevalue("_two_steps")
    with store_in(tmp_path) as store:
        assert store.record(audit).length == 2
    names = sorted(path.name for path in (tmp_path / "backups").iterdir())
    steps = [(step, name) for step, (name, *_) in enumerate(migrations.MIGRATIONS, 1)][-2:]
    assert names == [f"audit-before-{step:04}-{name}.db" for step, name in steps]
    with closing(sqlite3.connect(tmp_path / "backups" / names[0])) as copy:
        tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
        assert "client" not in tables
        assert copy.execute("SELECT count(*) FROM event").fetchone() == (2,)
    store.path.write_bytes(old)  # restored and migrated again: no backup is overwritten
    store_in(tmp_path).close()
    assert len(list((tmp_path / "backups").iterdir())) == 4


def test_a_failing_migration_leaves_the_database_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store_in(tmp_path) as store:
        stored(store, finished())
    before = store.path.read_bytes()
    broken = Migration(
        "broken",
        ("CREATE TABLE client (id TEXT)", "INSERT INTO chain VALUES (1, 'audit', 'x', 1, x'')"),
    )
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, broken))
    with pytest.raises(Exception, match="UNIQUE"):
        store_in(tmp_path)
    assert store.path.read_bytes() == before


@pytest.mark.usefixtures("_two_steps")
@pytest.mark.parametrize("read_only", [True, False])
def test_a_newer_database_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_only: bool
) -> None:
    store_in(tmp_path).close()
    monkeypatch.undo()
    before = (tmp_path / "audit.db").read_bytes()
    with pytest.raises(NewerStore, match="newer version of audit; update"):
        Store.open(tmp_path / "audit.db", backups=tmp_path, read_only=read_only)
    assert (tmp_path / "audit.db").read_bytes() == before


@pytest.mark.parametrize("read_only", [True, False])
def test_another_programs_database_is_refused(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "audit.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(ForeignStore):
        Store.open(path, backups=tmp_path, read_only=read_only)


@pytest.mark.parametrize("read_only", [True, False])
def test_what_is_no_database_is_called_damaged(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "audit.db"
    path.write_bytes(b"not a database" * 400)
    with pytest.raises(DamagedStore, match="audit doctor"):
        Store.open(path, backups=tmp_path, read_only=read_only)
