"""The one place that opens SQLite and copies its files: how carefully it writes is decided here and
nowhere else."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Final, Literal
from urllib.parse import quote

from audit_cli import files
from audit_cli.counting import Step, unheard
from audit_cli.store.faults import DamagedStore, EmptyStore

BUSY_SECONDS: Final = 5.0

# Measured in power cuts: EXTRA syncs the folder after the journal is deleted, without which the
# last acknowledged answer can come undone. The two fullfsyncs do nothing outside macOS.
# secure_delete overwrites what was erased; 16 MB of cache keeps a long import's indexes in memory.
PRAGMAS: Final = (
    ("synchronous", "EXTRA"),
    ("fullfsync", "ON"),
    ("checkpoint_fullfsync", "ON"),
    ("secure_delete", "ON"),
    ("foreign_keys", "ON"),
    ("cache_size", "-16000"),
)

# Between steps of a copy other programs may write; whoever writes makes SQLite start over, so after as
# many restarts as this the rest is copied in one go, with writers waiting.
_PAGES: Final = 2048
_STEPS_AT_MOST: Final = 10

# Of a file that nobody needs any more once this process is gone.
SCRATCH: Final = (("journal_mode", "MEMORY"), ("synchronous", "OFF"))


def connect(
    path: Path | None, *, read_only: bool = False, scratch: bool = False
) -> sqlite3.Connection:
    """Open a database, when `path` is None an empty one that is gone when it is closed; the caller closes it.

    Without `read_only` a missing file is made, 0600 (SQLite gives its journal the same mode) in a
    folder 0700. What is in a `scratch` file does not outlive us. Transactions are begun by hand. Raises
    sqlite3.Error, OSError, NotWritten.
    """
    if path is None:
        return _connected("", False, scratch)  # in memory, as far as it fits there
    if not read_only:
        _create(path)
    if path.exists():
        files.check_is_file(path)  # SQLite would wait for a pipe, where no signal reaches it
    place = address(path, "ro" if read_only else "rw")
    try:
        return _connected(place, read_only, scratch)
    except sqlite3.OperationalError as error:
        # In WAL mode whoever reads makes files beside it. Where that is not permitted and nobody else
        # did, it is read as what nobody changes.
        kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
        barred = kind in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
        beside = [f"{path}{end}" for end in ("-wal", "-journal")]
        if not barred or any(map(os.path.exists, beside)):
            raise
        return _connected(f"{place}&immutable=1", True, scratch)


def _connected(place: str, read_only: bool, scratch: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(
        place, uri=True, timeout=BUSY_SECONDS, isolation_level=None, cached_statements=64
    )
    with closing_on_failure(connection):
        for name, value in PRAGMAS:
            connection.execute(f"PRAGMA {name}={value}")
        if not read_only:
            _leave_wal(connection)
        for name, value in SCRATCH if scratch else ():
            connection.execute(f"PRAGMA {name}={value}")
        connection.execute("PRAGMA schema_version")  # the first look at the file
    return connection


def _leave_wal(connection: sqlite3.Connection) -> None:
    """Bring a file that another program left in WAL mode back to a journal that is deleted. As long as
    others have it open, or it may not be written, it stays: EXTRA makes WAL durable too."""
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError:
        if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            raise


@contextmanager
def closing_on_failure(connection: sqlite3.Connection) -> Iterator[None]:
    """Close a connection if anything is raised inside."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def address(path: Path, mode: Literal["ro", "rw"]) -> str:
    """A database's file as SQLite's URI: quoted, for it gives meaning to the ? # % that a folder's name
    may have."""
    return f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"


class _Interrupted(Exception):
    pass


@contextmanager
def transaction(connection: sqlite3.Connection, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    """Write all or nothing. The lock is taken at once (IMMEDIATE): a reader that becomes a writer
    would be told "busy" without waiting."""
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:  # SQLite itself rolls back after some failures
            connection.execute("ROLLBACK")


def snapshot(connection: sqlite3.Connection) -> AbstractContextManager[None]:
    """Read several things as they are at one moment; writers wait meanwhile, so be short."""
    return transaction(connection, "BEGIN")


def is_unused(connection: sqlite3.Connection) -> bool:
    """Whether a database has no tables: nothing was ever stored in it."""
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def copy_verified(
    path: Path,
    target: Path,
    placing: AbstractContextManager[None] | None = None,
    step: Step = unheard,
) -> None:
    """Copy a database and check the copy's pages and chain heads before it gets its name, within
    `placing`.

    Raises EmptyStore, DamagedStore, sqlite3.Error, OSError, NotWritten.
    """
    files.private_folder(target.parent)
    for folder in {path.parent, target.parent}:  # whole copies, of backups and of what was put back
        files.sweep(folder)
    temporary = files.new_private_file(target.parent, target.name)
    try:
        with closing(connect(path, read_only=True)) as source, closing(connect(temporary)) as copy:
            _copy(source, copy, step)
            if is_unused(copy) or not copy.execute("SELECT 1 FROM chain LIMIT 1").fetchone():
                raise EmptyStore(path)
            if not _whole(copy):
                raise DamagedStore(path)
        with placing or nullcontext():
            files.put_in_place(temporary, target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def is_damaged(connection: sqlite3.Connection) -> bool:
    """Whether SQLite itself finds pages, indexes or references damaged; it goes through the whole file."""
    try:
        sound = connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
        return not sound or connection.execute("PRAGMA foreign_key_check").fetchone() is not None
    except sqlite3.DatabaseError:
        return True


def unused_name(folder: Path, stem: str) -> Path:
    """A name that no earlier backup has: they are never overwritten."""
    path, count = folder / f"{stem}.db", 1
    while path.exists():
        count += 1
        path = folder / f"{stem}-{count}.db"
    return path


def _create(path: Path) -> None:
    files.private_folder(path.parent)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, files.PRIVATE_FILE)
    except FileExistsError:
        return
    os.close(descriptor)
    path.chmod(files.PRIVATE_FILE)  # the umask may have taken more than it should
    files.sync_folder(path.parent)


def _copy(source: sqlite3.Connection, copy: sqlite3.Connection, step: Step) -> None:
    steps = 0

    def progress(_status: int, remaining: int, total: int) -> None:
        nonlocal steps
        step(total - remaining, total)
        steps += 1
        if remaining and steps > _STEPS_AT_MOST + total // _PAGES:
            raise _Interrupted

    try:
        source.backup(copy, pages=_PAGES, progress=progress, sleep=0.01)
    except _Interrupted:
        source.backup(copy)


def _whole(copy: sqlite3.Connection) -> bool:
    """Whether the pages are sound and each chain ends in the event that its head names."""
    if copy.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        return False
    broken = copy.execute(
        "SELECT count(*) FROM chain LEFT JOIN event ON event.chain = chain.number"
        " AND event.seq = chain.length WHERE event.hash IS NULL OR event.hash <> chain.head"
    ).fetchone()
    return bool(broken == (0,))
