"""The one place that opens SQLite: how carefully it writes is decided here and nowhere else."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from audit_cli.files import PRIVATE_FILE, check_is_file, private_folder, sync_folder

BUSY_SECONDS: Final = 5.0

# Measured in power cuts: EXTRA syncs the folder after the journal is deleted, without which the
# last acknowledged answer can come undone. The two fullfsyncs do nothing outside macOS.
# secure_delete overwrites what was erased; 16 MB of cache keeps a long import's indexes in memory.
PRAGMAS: Final = (
    ("journal_mode", "DELETE"),
    ("synchronous", "EXTRA"),
    ("fullfsync", "ON"),
    ("checkpoint_fullfsync", "ON"),
    ("secure_delete", "ON"),
    ("foreign_keys", "ON"),
    ("cache_size", "-16000"),
)


def connect(path: Path | None, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a database, an empty one in memory when `path` is None; the caller closes it.

    Without `read_only` a missing file is made, 0600 (SQLite gives its journal the same mode) in a
    folder 0700. Transactions are begun by hand. Raises sqlite3.Error, OSError, NotWritten.
    """
    if path is None:
        address = ":memory:"
    else:
        if not read_only:
            _create(path)
        if path.exists():
            check_is_file(path)  # SQLite would wait for a pipe, where no signal reaches it
        # Quoted, because a URI gives meaning to the ? # % that a folder's name may have.
        address = f"file:{quote(os.fsencode(path.absolute()))}?mode={'ro' if read_only else 'rw'}"
    connection = sqlite3.connect(
        address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, cached_statements=64
    )
    try:
        for name, value in PRAGMAS:
            connection.execute(f"PRAGMA {name}={value}")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Write all or nothing. The lock is taken at once (IMMEDIATE): a reader that becomes a writer
    would be told "busy" without waiting."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:  # SQLite itself rolls back after some failures
            connection.execute("ROLLBACK")


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Read several things as they are at one moment; writers wait meanwhile, so be short."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _create(path: Path) -> None:
    private_folder(path.parent)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE)
    except FileExistsError:
        return
    os.close(descriptor)
    path.chmod(PRIVATE_FILE)  # the umask may have taken more than it should
    sync_folder(path.parent)
