"""A home with an audit and its backup, and what befalls it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from store.making import finished, store_in, stored

from audit_cli.store.backups import back_up


def kept_home(home: Path) -> tuple[Path, str]:
    """Store an audit in a home and back it up: the backup, and the audit's id."""
    with store_in(home) as store:
        audit = stored(store, finished())
    return back_up(store.path, home / "backups", "2026-11-16T100000"), audit


def cut_short(database: Path) -> None:
    """Leave the file as a power cut does amid a write: half of it written, its journal beside it."""
    journal = database.with_name(f"{database.name}-journal")
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE event SET question = hex(zeroblob(400))")
        left = {path: path.read_bytes() for path in (database, journal)}
    for path, data in left.items():
        path.write_bytes(data)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its name, and every folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"/"
        for path in sorted(folder.rglob("*"))
    }
