"""Every connection that the program makes is a careful one, and what it makes is private."""

import ast
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

import audit_cli
from audit_cli.store import connection as opening
from audit_cli.store.backups import back_up
from audit_cli.store.connection import connect
from audit_cli.store.doctor import examine, rebuild
from audit_cli.store.journal import Store
from audit_cli.store.transfer import export_lines, import_lines

from .making import CHECKLIST, event, finished, store_in, stored
from .test_doctor import NOW, found

CAREFUL = {
    "journal_mode": {"delete", "memory"},  # in memory there is no journal file
    "synchronous": {3},  # EXTRA
    "fullfsync": {1},
    "checkpoint_fullfsync": {1},
    "secure_delete": {1},
    "foreign_keys": {1},
    "busy_timeout": {5000},
}


class Watched(sqlite3.Connection):
    """A connection that remembers how careful it was when it was closed."""

    careless: list[str] = []  # noqa: RUF012 (one list for the test)
    made = 0

    def close(self) -> None:
        try:
            careful = dict(CAREFUL)
            (_, _, file), *_ = sqlite3.Connection.execute(self, "PRAGMA database_list")
            if ".import.db." in file:  # gone with the process, whole or not
                del careful["synchronous"]
            for pragma, wanted in careful.items():
                (value,) = sqlite3.Connection.execute(self, f"PRAGMA {pragma}").fetchone()
                if value not in wanted:
                    Watched.careless.append(f"{pragma}={value}")
        except sqlite3.ProgrammingError:
            pass  # closed twice
        super().close()


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> type[Watched]:
    real: Callable[..., sqlite3.Connection] = sqlite3.connect

    def connecting(*arguments: object, **options: object) -> sqlite3.Connection:
        Watched.made += 1
        return real(*arguments, **options, factory=Watched)

    Watched.careless, Watched.made = [], 0
    monkeypatch.setattr(sqlite3, "connect", connecting)
    return Watched


def use_everything(folder: Path) -> None:
    """All that opens a database."""
    with store_in(folder) as store:
        audit = stored(store, finished())
        store.erase(audit, event(10, "erase", "floor-clean", None, "x"))
        lines = list(export_lines(store))
        rebuild(store)
    back_up(store.path, folder / "backups", "now")
    examine(store.path, backups=folder / "backups", now=NOW)
    for path in (store.path, folder / "none.db"):
        Store.open(path, backups=folder, read_only=True).close()
    with store_in(folder / "other") as other:
        import_lines(other, lines, "f")


def test_every_connection_is_careful(tmp_path: Path, watched: type[Watched]) -> None:
    use_everything(tmp_path)
    assert watched.made == 10
    assert watched.careless == []


# DELETE is what SQLite does by itself; the cache is speed, not care.
@pytest.mark.parametrize(
    "left_out", [name for name, _ in opening.PRAGMAS if name not in ("journal_mode", "cache_size")]
)
def test_a_careless_connection_would_be_noticed(
    tmp_path: Path, watched: type[Watched], monkeypatch: pytest.MonkeyPatch, left_out: str
) -> None:
    monkeypatch.setattr(opening, "PRAGMAS", [p for p in opening.PRAGMAS if p[0] != left_out])
    with closing(sqlite3.connect(tmp_path / "bare.db")) as bare:
        if bare.execute(f"PRAGMA {left_out}").fetchone()[0] in CAREFUL[left_out]:
            pytest.skip(f"this SQLite was built with {left_out}")
    watched.careless.clear()
    use_everything(tmp_path)
    assert {careless.split("=")[0] for careless in watched.careless} == {left_out}


def test_sqlite_is_opened_in_one_place_and_known_in_one_package() -> None:
    root = Path(audit_cli.__file__).parent
    opened, imported = [], set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import) and any(n.name == "sqlite3" for n in node.names):
                imported.add(path.parent.name)
            if isinstance(node, ast.ImportFrom) and node.module == "sqlite3":
                opened.append(path)  # no way around the name that the next line looks for
            if isinstance(node, ast.Attribute) and ast.unparse(node) == "sqlite3.connect":
                opened.append(path)
    assert opened == [root / "store" / "connection.py"]
    assert imported == {"store"}


@pytest.fixture(params=[0o000, 0o022, 0o277])
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_umask")
def test_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    with store_in(folder) as store:
        stored(store, finished())
        back_up(store.path, folder / "backups", "now")
        with store.transaction() as connection:
            connection.execute("UPDATE chain SET length = length + 1")
            modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir()}
    assert modes == {"audit.db": 0o600, "audit.db-journal": 0o600, "backups": 0o700}
    assert stat.S_IMODE((folder / "backups" / "audit-now.db").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_list_of_audits_can_be_derived_anew(store: Store) -> None:
    audit = stored(store, finished())
    before = list(store.audits())
    with closing(connect(store.path)) as other:
        other.execute("UPDATE audit SET site = 'x'")
    assert found(store.path) != []
    assert rebuild(store) == 1
    assert list(store.audits()) == before
    assert before[0].id == audit
    assert before[0].sha256 == CHECKLIST.sha256
    assert found(store.path) == []
