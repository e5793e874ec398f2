"""What can go wrong with the database, each failure with its reason and its way out."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path
from typing import Final

from audit_cli.errors import AuditError, ExitCode, UsageError
from audit_cli.files import NotWritten, writing_reason
from audit_cli.language import Message, Sentence, Text, _

_READ_ONLY: Final = _(
    "it may not be written; check who owns the file and its folder, and that the disk is not"
    " read-only"
)
_BUSY: Final = _(
    "another program has held the database for more than 5 seconds; close it and try again"
)
_MOVED_AWAY: Final = _(
    "it was moved away or replaced while it was in use; put it back, and try again"
)
_OTHER: Final = _("SQLite says: {detail}")
_REASONS: Final[Mapping[int, Message]] = {
    sqlite3.SQLITE_FULL: _("the disk is full; free some space and try again"),
    sqlite3.SQLITE_IOERR: _(
        "the disk reported an error (or a limit on file size was reached); check the device, then"
        " run `audit doctor`"
    ),
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_AUTH: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _(
        "the file could not be opened; check that its folder exists and who owns it, or choose"
        " another with --home"
    ),
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
}
# What SQLite raises only when the program is wrong: never said to be a failure of the machine.
BUGS: Final = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError)
# A table or column was taken away, or one is there that should not be yet.
_MISSHAPEN: Final = ("no such table", "no such column", "no column named", "already exists")
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class DamagedRow(ValueError):
    """A row says what only damage can make it say."""


class DamagedSums(DamagedRow):
    """So does a row of what can be derived anew."""


# What else comes up when damaged bytes are read: SQLite's own messages may quote them.
DAMAGE: Final = (UnicodeDecodeError, JSONDecodeError, DamagedRow)
# What comes up when events that make no sense are added up.
NONSENSE: Final = (AttributeError, ArithmeticError, LookupError, TypeError, ValueError)


class MovedAway(Exception):
    """At the path of an open database there is another file by now, or none."""


class StoreFailure(AuditError):
    """The database at `path` did not do what it was asked."""

    def __init__(self, path: Path, cause: BaseException | None = None, **values: object) -> None:
        self.path = path
        self.cause = cause
        super().__init__(None, path=path, reason=_reason(cause), **values)


class NotSaved(StoreFailure):
    """Nothing of this write is kept; the same write may be tried again."""

    message = _("not saved in {path}: {reason}")


class NotRead(StoreFailure):
    """The database could not be read."""

    message = _("cannot read {path}: {reason}")


class NotCopied(StoreFailure):
    """No copy of the database was made; the database itself is as it was."""

    message = _("no copy of {path} was made: {reason}")


class LostStore(StoreFailure):
    """There is no database, or nothing in it, although something tells of a history."""

    message = _(
        "{path} is missing or holds nothing, although {trace} is there: put back a copy with"
        " `audit backup --restore FILE`, or say --new-history to begin anew"
    )


class EmptyStore(NotCopied):
    """There is nothing to copy."""

    message = _("nothing is stored yet in {path}: there is nothing to copy")


class DamagedStore(StoreFailure):
    """The file is not a database, or pages of it are damaged."""

    message = _(
        "{path} is damaged; run `audit doctor` to see what, and put back a copy from the"
        " backups folder: `audit backup --restore FILE`"
    )


class DerivedAnew(DamagedStore):
    """What is damaged can be derived anew from what is not."""

    message = _(
        "{path} is damaged in the sums of weeks, which can be derived anew: run"
        " `audit doctor --rebuild`"
    )


class NoChecklist(StoreFailure):
    """The checklist that audits were asked with is not stored (any more)."""

    message = _(
        "{path} is damaged: the checklist {sha256} of its audits is missing; put back a copy from"
        " the backups folder (`audit backup --restore FILE`), or import an export that has it"
    )


class ForeignStore(StoreFailure):
    """The file is a database, but another program's."""

    message = _("{path} is a database of another program; choose another folder with --home")


class NewerStore(StoreFailure):
    """The database was written by a later version of the program."""

    message = _("{path} was written by a newer version of audit; update this one")


class ChainLost(AuditError):
    """Events of this chain that were acknowledged are not there: another file was put in place."""

    message = _(
        "of {audit} only {length} of {wanted} events are in the database now: it is not the file in which"
        " they were saved. Put that one back and try again; this was not saved"
    )


class ChainMoved(AuditError):
    """Another program has added to this audit: what was to be added no longer follows."""

    message = _(
        "another program has added to audit {audit} (now {length} events); open it again, this"
        " was not saved"
    )


class OtherContent(AuditError):
    """An audit with this id is already stored and says something else."""

    exit_code = ExitCode.INVALID
    message = _(
        "audit {audit} is already stored with other answers; give this one another id, or use"
        " `audit amend`"
    )


class UnknownAudit(UsageError):
    """There is no audit of this id."""

    message = _("there is no audit `{audit}`; `audit list` shows them")


class NoAuditYet(UsageError):
    """`last` was asked for and there is none."""

    message = _("there is no audit yet, or all are set aside: begin with `audit walk-in`")


class AmbiguousAudit(UsageError):
    """Several audits begin like this."""

    message = _("several audits begin with `{prefix}`: {candidates}; give more of the id")


@contextmanager
def failures_as(path: Path, failure: type[StoreFailure]) -> Iterator[None]:
    """Turn what SQLite and the system raise into `failure`, or into DamagedStore."""
    try:
        yield
    except BUGS:
        raise
    except (sqlite3.Error, OSError, *DAMAGE) as error:
        raise failure_of(path, failure, error) from error
    except NotWritten as error:
        raise failure(path, error.error) from error
    except NotSaved as error:  # opening it failed, to write as well
        raise failure(path, error.cause) from error


def is_busy(error: Exception) -> bool:
    """Whether another program held the database for too long."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def failure_of(path: Path, failure: type[StoreFailure], error: BaseException) -> StoreFailure:
    """The failure to raise for what SQLite or the system reported."""
    if isinstance(error, DamagedSums):
        return DerivedAnew(path, error)
    code = getattr(error, "sqlite_errorcode", None)
    undecodable = isinstance(error, sqlite3.OperationalError) and code is None
    misshapen = code == sqlite3.SQLITE_ERROR and any(word in str(error) for word in _MISSHAPEN)
    corrupt = code is not None and code & 0xFF in _DAMAGED
    if undecodable or misshapen or corrupt or isinstance(error, DAMAGE):
        return DamagedStore(path, error)
    return failure(path, error)


def _reason(cause: BaseException | None) -> Message | Sentence | Text:
    code = getattr(cause, "sqlite_errorcode", 0)
    if code == sqlite3.SQLITE_READONLY_DBMOVED or isinstance(cause, MovedAway):
        return _MOVED_AWAY
    if isinstance(cause, OSError):
        return writing_reason(cause)
    # The low byte is the kind of failure.
    return _REASONS.get(code & 0xFF) or _OTHER.of(detail=cause)
