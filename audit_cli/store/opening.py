"""Opening the database for use: made, migrated, or only read."""

import sqlite3
from pathlib import Path

from audit_cli.store.connection import connect
from audit_cli.store.faults import NewerStore, NotRead, NotSaved, told
from audit_cli.store.migrations import migrate, steps_missing
from audit_cli.store.traces import is_blank, is_unused, refuse_if_lost


def opened(path: Path, backups: Path, *, new_history: bool = False) -> sqlite3.Connection:
    """A connection to the database, which is made or migrated first. Raises NotSaved,
    DamagedStore, NewerStore, ForeignStore, and LostStore where a new history would take the place
    of one that is gone, unless that is wanted."""
    with told(path, NotSaved):
        if is_blank(path) and not new_history:
            refuse_if_lost(path, backups)
        connection = connect(path)
        try:
            if is_unused(connection) and not new_history:
                refuse_if_lost(path, backups)
            migrate(connection, path, backups)
        except BaseException:
            connection.close()
            raise
        return connection


def opened_to_read(path: Path, backups: Path, *, new_history: bool = False) -> sqlite3.Connection:
    """A connection that refuses to write; an empty database where there is no file.

    Not a byte of the file changes, unless a write was cut short, which SQLite undoes first. Raises
    NotRead, DamagedStore, NewerStore, ForeignStore, LostStore as `opened`.
    """
    with told(path, NotRead):
        connection = connect(None) if is_blank(path) else as_it_is(path)[0]
        try:
            if is_unused(connection) and not new_history:
                refuse_if_lost(path, backups)
            missing = steps_missing(connection, path)
            if missing < 0:
                raise NewerStore(path)
            if missing > 0:
                connection = up_to_date(connection, path)
        except BaseException:
            connection.close()
            raise
        connection.execute("PRAGMA query_only=ON")
        return connection


def as_it_is(path: Path) -> tuple[sqlite3.Connection, bool]:
    """A connection that reads whatever is there, and whether a cut-short write was undone first.
    Raises sqlite3.Error, OSError, NotWritten."""
    try:
        connection = connect(path, read_only=True)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
        return connect(path), True
    return connection, False


def up_to_date(older: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """What an older database is once it is migrated: a passing copy in its stead, which is closed.
    Raises DamagedStore, sqlite3.Error."""
    copy = connect(None)
    try:
        older.backup(copy)
        migrate(copy, path, None)
    except BaseException:
        copy.close()
        raise
    older.close()
    return copy
