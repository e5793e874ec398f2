"""Copies of the database that are consistent, verified and private."""

import sqlite3
from contextlib import AbstractContextManager, closing, nullcontext, suppress
from pathlib import Path
from typing import Final

from audit_cli.counting import Step, unheard
from audit_cli.files import new_private_file, private_folder, put_in_place, sweep
from audit_cli.store.connection import connect
from audit_cli.store.faults import UNREADABLE, DamagedStore, EmptyStore, NotCopied, failure_of
from audit_cli.store.traces import is_unused

# Between steps other programs may write; whoever writes makes SQLite start over, so after as many
# restarts as this the rest is copied in one go, with writers waiting.
_PAGES: Final = 2048
_STEPS_AT_MOST: Final = 10


def backup(path: Path, folder: Path, stamp: str, step: Step = unheard) -> Path:
    """Copy the database at `path` into `folder` as `audit-STAMP.db` and return that path.

    Others may write meanwhile; the copy is of one moment, verified, 0600, whole or absent.
    Raises NotCopied (EmptyStore where there is nothing to copy), DamagedStore, NotWritten.
    """
    target = folder / f"{path.stem}-{stamp}.db"
    try:
        copy_verified(path, target, step=step)
    except (sqlite3.Error, OSError, *UNREADABLE) as error:
        raise failure_of(path, NotCopied, error) from error
    return target


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
    private_folder(target.parent)
    for folder in {path.parent, target.parent}:  # whole copies, of backups and of what was put back
        sweep(folder)
    temporary = new_private_file(target.parent, target.name)
    try:
        with closing(connect(path, read_only=True)) as source, closing(connect(temporary)) as copy:
            _copy(source, copy, step)
            if is_unused(copy) or not copy.execute("SELECT 1 FROM chain LIMIT 1").fetchone():
                raise EmptyStore(path)
            if not _whole(copy):
                raise DamagedStore(path)
        with placing or nullcontext():
            put_in_place(temporary, target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def unused(folder: Path, stem: str) -> Path:
    """A name that no earlier backup has: they are never overwritten."""
    path, count = folder / f"{stem}.db", 1
    while path.exists():
        count += 1
        path = folder / f"{stem}-{count}.db"
    return path


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


class _Interrupted(Exception):
    pass
