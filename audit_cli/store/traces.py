"""What tells that there was a history where there is none now."""

import sqlite3
from pathlib import Path

from audit_cli.store.faults import LostStore


def is_blank(path: Path) -> bool:
    """Whether there is no file, or not a byte in it."""
    return not path.exists() or (path.is_file() and path.stat().st_size == 0)


def is_unused(connection: sqlite3.Connection) -> bool:
    """Whether a database has no tables: nothing was ever stored in it."""
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def trace(path: Path, backups: Path) -> Path | None:
    """A backup, a report, a database that was replaced, or a journal, beside a database that holds nothing."""
    for folder, pattern in (
        (backups, f"{path.stem}-*.db"),
        (path.parent, f"{path.stem}-replaced-*.db"),
        (path.parent / "reports", "[!.]*"),
    ):
        for found in folder.glob(pattern):
            return found
    journal = path.with_name(f"{path.name}-journal")
    if journal.is_file():
        with journal.open("rb") as file:
            # The pages that the file had before: none, where making it was what was cut short.
            if any(file.read(20)[16:]):
                return journal
    return None


def refuse_if_lost(path: Path, backups: Path) -> None:
    """Raises LostStore where a database that holds nothing should hold something."""
    if found := trace(path, backups):
        raise LostStore(path, found)
