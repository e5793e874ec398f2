"""Backups: copies that are consistent, verified and private, and one put in the place of the database."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from audit_cli.counting import Step, unheard
from audit_cli.errors import AuditError
from audit_cli.files import PRIVATE_FILE, sync_folder
from audit_cli.language import _
from audit_cli.store.connection import connect, copy_verified, unused_name
from audit_cli.store.doctor import findings_inside
from audit_cli.store.faults import DAMAGE, NotCopied, NotSaved, failure_of, failures_as, is_busy
from audit_cli.store.findings import LISTING, NEWER, WEEK

# The database first: a journal that is left without it can be rolled into nothing.
_PARTS: Final = ("", "-journal", "-wal", "-shm")


class NotPutBack(AuditError):
    """The file is no backup that is whole; what is there is as it was."""

    message = _("{path} is not put back, for it is not whole: {found}; choose another copy")


def back_up(path: Path, folder: Path, stamp: str, step: Step = unheard) -> Path:
    """Copy the database at `path` into `folder` as `audit-STAMP.db` and return that path.

    Others may write meanwhile; the copy is of one moment, verified, 0600, whole or absent.
    Raises NotCopied (EmptyStore where there is nothing to copy), DamagedStore, NotWritten.
    """
    target = folder / f"{path.stem}-{stamp}.db"
    try:
        copy_verified(path, target, step=step)
    except (sqlite3.Error, OSError, *DAMAGE) as error:
        raise failure_of(path, NotCopied, error) from error
    return target


def put_back(
    file: Path, path: Path, *, backups: Path, stamp: str, step: Step = unheard
) -> Path | None:
    """Put a copy of a backup in the place of the database at `path`; returns the name under which
    what was there is kept beside it, if anything was.

    The backup is looked over as `doctor` does, and the copy is whole or absent, 0600. Raises
    NotPutBack, NotCopied, NotSaved, DamagedStore; then all is as it was.
    """
    for wrong in findings_inside(file, backups, step):
        if wrong.severity != "error" or wrong.remedy in (LISTING.remedy, WEEK.remedy):
            continue  # it can be derived anew
        values = dict(wrong.values)
        if wrong.remedy == NEWER.remedy:
            raise NotPutBack(wrong.message.then(wrong.remedy), **values)
        raise NotPutBack(path=file, found=wrong.message.of(**values))
    place = Path(os.path.realpath(path))
    beside = unused_name(place.parent, f"{place.stem}-replaced-{stamp}")
    with failures_as(file, NotCopied):
        copy_verified(file, place, placing=_set_aside(place, beside))
    return beside if beside.exists() else None


@contextmanager
def _set_aside(place: Path, beside: Path) -> Iterator[None]:
    """Move the database and what lies beside it out of the way, and back again if anything is raised inside."""
    moved: list[tuple[Path, Path]] = []
    with _nobody_writing(place):
        try:
            for part in _PARTS:
                there, aside = (path.with_name(path.name + part) for path in (place, beside))
                if there.exists():
                    there.replace(aside)
                    moved.append((there, aside))
            if moved:
                sync_folder(place.parent)
            yield
        except BaseException:
            for there, aside in reversed(moved):
                aside.replace(there)
            raise
    for _there, aside in moved:
        with suppress(OSError):
            aside.chmod(PRIVATE_FILE)


@contextmanager
def _nobody_writing(place: Path) -> Iterator[None]:
    """Hold the database's lock, once a write that was cut short is undone. What SQLite can't read,
    nobody can write to. Raises NotSaved where somebody does not let go of it."""
    with ExitStack() as held:
        try:
            if place.exists() and place.stat().st_size:  # beside no byte SQLite deletes a journal
                connection = held.enter_context(closing(connect(place)))
                connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if is_busy(error):
                raise NotSaved(place, error) from error
        if os.name == "nt":  # an open file can't be moved there
            held.close()
        yield
