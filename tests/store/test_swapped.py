"""A database that is moved away or replaced while it is in use: nothing is acknowledged that is not in it."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from acceptance.test_faults import bound_by_permissions

from audit_cli.errors import AuditError
from audit_cli.store import writing
from audit_cli.store.faults import NotRead, NotSaved
from audit_cli.store.journal import Store

from .making import CHECKLIST, an_id, event, start, store_in, stored
from .test_doctor import found

AUDIT = an_id()
NOTE = event(2, "note", "q", None, "said")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def begun(home: Path) -> Iterator[Store]:
    """A store in which an audit has begun."""
    with store_in(home) as store:
        store.append(AUDIT, [start()], pin=CHECKLIST)
        yield store


def contents(home: Path) -> set[str]:
    return {path.name for path in home.rglob("*")} if home.exists() else set()


@pytest.mark.parametrize("moved", ["the file", "the home"])
def test_nothing_is_saved_or_made_where_it_was_moved_away(
    begun: Store, home: Path, moved: str
) -> None:
    place = home if moved == "the home" else begun.path
    aside = place.with_name("aside")
    place.rename(aside)
    before = contents(home)
    for _ in range(2):  # again, because people try again
        with pytest.raises(NotSaved, match="was moved away or replaced"):
            begun.append(AUDIT, [NOTE])
        with pytest.raises(NotRead, match="was moved away or replaced"):
            begun.events(AUDIT)
    assert contents(home) == before
    aside.rename(place)
    begun.append(AUDIT, [NOTE])
    assert begun.events(AUDIT)[1:] == [NOTE]


def test_an_empty_file_is_not_made_a_database(begun: Store) -> None:
    begun.path.unlink()
    begun.path.touch()
    for _ in range(2):
        with pytest.raises(NotSaved, match="was moved away or replaced"):
            begun.append(AUDIT, [NOTE])
    assert begun.path.read_bytes() == b""


@pytest.mark.parametrize("by", ["another", "an older one", "in place"])
def test_where_it_was_replaced_the_audit_is_not_said_to_be_saved(
    begun: Store, tmp_path: Path, by: str
) -> None:
    if by == "another":
        with store_in(tmp_path / "other") as other:
            stored(other, [start()])
    else:
        (tmp_path / "other").mkdir()
        shutil.copy(begun.path, tmp_path / "other" / "audit.db")
    begun.append(AUDIT, [NOTE])
    if by == "in place":
        shutil.copyfile(tmp_path / "other" / "audit.db", begun.path)
    else:
        shutil.copy(tmp_path / "other" / "audit.db", tmp_path / "new.db")
        (tmp_path / "new.db").replace(begun.path)
    there = 0 if by == "another" else 1
    later = event(3, "note", "q", None, "later")
    assert len(begun.events(AUDIT)) == there
    for _ in range(2):
        with pytest.raises(AuditError, match=f"only {there} of 2 events"):
            begun.append(AUDIT, [later])


def test_a_file_that_is_replaced_before_the_commit_holds_nothing(
    begun: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = writing.add_events

    def moving(*arguments: object) -> None:
        add(*arguments)  # type: ignore[arg-type]  # as it was called
        begun.path.rename(tmp_path / "aside.db")

    monkeypatch.setattr(writing, "add_events", moving)
    with pytest.raises(NotSaved, match="was moved away or replaced"):
        begun.append(AUDIT, [NOTE])


def test_an_import_into_a_file_that_is_replaced_is_not_acknowledged(
    begun: Store, tmp_path: Path
) -> None:
    def import_one() -> None:
        with begun.incoming() as incoming:
            incoming.add(an_id(), [start()], CHECKLIST, None)
            begun.path.rename(tmp_path / "aside.db")

    with pytest.raises(NotSaved, match="was moved away or replaced"):
        import_one()


def test_a_file_in_another_mode_is_read_and_brought_back(home: Path) -> None:
    with store_in(home) as store:
        audit = stored(store, [start()])
    home.chmod(0o700)
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    assert found(store.path) == []
    with Store.open(store.path, backups=home, read_only=True) as reader:
        assert len(reader.events(audit)) == 1
    with store_in(home) as store:
        assert len(store.events(audit)) == 1
    assert store.path.read_bytes()[18:20] == b"\x01\x01"
    assert contents(home) == {"audit.db"}


def test_a_file_that_another_program_holds_in_another_mode_is_used_all_the_same(
    home: Path,
) -> None:
    with store_in(home) as store:
        audit = stored(store, [start()])
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("SELECT count(*) FROM event").fetchone()
        with store_in(home) as store:
            store.append(audit, [NOTE])
            assert store.events(audit)[1:] == [NOTE]
    with store_in(home) as store:
        assert store.events(audit)[1:] == [NOTE]
    assert store.path.read_bytes()[18:20] == b"\x01\x01"


def test_a_file_in_another_mode_that_may_not_be_written_is_read(home: Path) -> None:
    with store_in(home) as store:
        audit = stored(store, [start()])
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    script = (
        "import sys; from pathlib import Path; from audit_cli.store.journal import Store\n"
        "home, audit = Path(sys.argv[1]), sys.argv[2]\n"
        "for only in (True, False):\n"
        "    with Store.open(home / 'audit.db', backups=home, read_only=only) as store:\n"
        "        print(len(store.events(audit)))\n"
    )
    store.path.chmod(0o400)
    home.chmod(0o500)
    try:
        program = [*bound_by_permissions(), sys.executable, "-c", script, str(home), audit]
        done = subprocess.run(program, check=False, capture_output=True, text=True)
    finally:
        home.chmod(0o700)
    assert (done.stdout, done.stderr) == ("1\n1\n", "")
