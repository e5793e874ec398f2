"""Opening the database for use: made, migrated, or only read."""

import sqlite3
from pathlib import Path

from audit_cli.store.connection import connect
from audit_cli.store.faults import NotRead, NotSaved, StoreFailure, told
from audit_cli.store.migrations import migrate, steps_missing


def opened(
    path: Path, backups: Path, *, failure: type[StoreFailure] = NotSaved
) -> sqlite3.Connection:
    """A connection to the database, which is made or migrated first. Raises `failure`,
    DamagedStore, NewerStore, ForeignStore."""
    with told(path, failure):
        return _migrated(connect(path), path, backups)


def opened_to_read(path: Path, backups: Path) -> sqlite3.Connection:
    """A connection that refuses to write; an empty one where there is no file.

    The file itself is written only if it first needs a migration, or the recovery of a write that
    was cut short. Raises as `opened`.
    """
    with told(path, NotRead):
        if not path.exists():
            connection = _migrated(connect(None), path, backups)
        elif _ready(path):
            connection = connect(path, read_only=True)
        else:
            connection = opened(path, backups, failure=NotRead)
        connection.execute("PRAGMA query_only=ON")
        return connection


def _ready(path: Path) -> bool:
    """Whether a reader finds the newest tables and no interrupted write to be undone first."""
    try:
        connection = connect(path, read_only=True)
    except sqlite3.OperationalError as error:
        if _needs_recovery(error):
            return False
        raise
    try:
        return steps_missing(connection, path) == 0
    except sqlite3.OperationalError as error:
        if _needs_recovery(error):
            return False
        raise
    finally:
        connection.close()


def _needs_recovery(error: sqlite3.OperationalError) -> bool:
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_ROLLBACK


def _migrated(connection: sqlite3.Connection, path: Path, backups: Path) -> sqlite3.Connection:
    try:
        migrate(connection, path, backups)
    except BaseException:
        connection.close()
        raise
    return connection
