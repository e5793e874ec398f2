"""What can go wrong with the database, each failure with its reason and its way out."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path
from typing import Final

from audit_cli.errors import AuditError, ExitCode, UsageError
from audit_cli.files import NotWritten, reason_of
from audit_cli.i18n import Language, Message

_FULL: Final = Message(
    en="the disk is full; free some space and try again",
    es="el disco está lleno; libere espacio e inténtelo de nuevo",
)
_DEVICE: Final = Message(
    en="the disk reported an error (or a limit on file size was reached); check the device, then"
    " run `audit doctor`",
    es="el disco informó de un error (o se alcanzó un límite de tamaño de archivo); revise el"
    " dispositivo y luego ejecute `audit doctor`",
)
_READ_ONLY: Final = Message(
    en="it may not be written; check who owns the file and its folder, and that the disk is not"
    " read-only",
    es="no se puede escribir en ella; revise de quién son el archivo y su carpeta, y que el disco"
    " no sea de solo lectura",
)
_CANNOT_OPEN: Final = Message(
    en="the file could not be opened; check that its folder exists and who owns it, or choose"
    " another with --home",
    es="no se pudo abrir el archivo; revise que su carpeta exista y de quién es, o elija otra con"
    " --home",
)
_BUSY: Final = Message(
    en="another program has held the database for more than 5 seconds; close it and try again",
    es="otro programa ocupa la base de datos desde hace más de 5 segundos; ciérrelo e inténtelo"
    " de nuevo",
)
_MOVED_AWAY: Final = Message(
    en="it was moved away or replaced while it was in use; put it back, and try again",
    es="se movió o se reemplazó mientras se usaba; devuélvala a su lugar e inténtelo de nuevo",
)
_OTHER: Final = Message(en="SQLite says: {detail}", es="SQLite dice: {detail}")

_REASONS: Final[Mapping[int, Message]] = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: _DEVICE,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_AUTH: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _CANNOT_OPEN,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
}
# What SQLite raises only when the program is wrong: never told as a failure of the machine.
BUGS: Final = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError)
# A table or column was taken away, or one is there that should not be yet.
_MISSHAPEN: Final = ("no such table", "no such column", "no column named", "already exists")
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class DamagedRow(ValueError):
    """A row says what only damage can make it say."""


class DamagedSums(DamagedRow):
    """So does a row of what can be derived anew."""


# What else comes up when damaged bytes are read: SQLite's own messages may quote them.
UNREADABLE: Final = (UnicodeDecodeError, JSONDecodeError, DamagedRow)


class MovedAway(Exception):
    """At the path of an open database there is another file by now, or none."""


class StoreFailure(AuditError):
    """The database at `path` did not do what it was asked."""

    def __init__(self, path: Path, cause: BaseException | None = None) -> None:
        self.path = path
        self.cause = cause
        super().__init__()

    def say(self, language: Language) -> str:
        """Which file, why, and the way out."""
        return self.message.say(language, path=self.path, reason=_reason(self.cause, language))


class NotSaved(StoreFailure):
    """Nothing of this write is kept; the same write may be tried again."""

    message = Message(en="not saved in {path}: {reason}", es="no se guardó en {path}: {reason}")


class NotRead(StoreFailure):
    """The database could not be read."""

    message = Message(en="cannot read {path}: {reason}", es="no se puede leer {path}: {reason}")


class NotCopied(StoreFailure):
    """No copy of the database was made; the database itself is as it was."""

    message = Message(en="no copy of {path} was made: {reason}", es="no se copió {path}: {reason}")


class LostStore(StoreFailure):
    """There is no database, or nothing in it, although something tells of a history."""

    message = Message(
        en="{path} is missing or holds nothing, although {trace} is there: put back a copy with"
        " `audit backup --restore FILE`, or say --new-history to begin anew",
        es="{path} falta o no contiene nada, aunque está {trace}: recupere una copia con"
        " `audit backup --restore ARCHIVO`, o diga --new-history para comenzar de nuevo",
    )

    def __init__(self, path: Path, trace: Path) -> None:
        self.trace = trace
        super().__init__(path)

    def say(self, language: Language) -> str:
        """Which file, what tells of a history, and the way out."""
        return self.message.say(language, path=self.path, trace=self.trace)


class EmptyStore(NotCopied):
    """There is nothing to copy."""

    message = Message(
        en="nothing is stored yet in {path}: there is nothing to copy",
        es="todavía no hay nada guardado en {path}: no hay nada que copiar",
    )


class DamagedStore(StoreFailure):
    """The file is not a database, or pages of it are damaged."""

    message = Message(
        en="{path} is damaged; run `audit doctor` to see what, and put back a copy from the"
        " backups folder: `audit backup --restore FILE`",
        es="{path} está dañada; ejecute `audit doctor` para ver qué, y recupere una copia de la"
        " carpeta backups: `audit backup --restore ARCHIVO`",
    )


class DerivedAnew(DamagedStore):
    """What is damaged can be derived anew from what is not."""

    message = Message(
        en="{path} is damaged in the sums of weeks, which can be derived anew: run"
        " `audit doctor --rebuild`",
        es="{path} está dañada en las sumas de las semanas, que se pueden volver a derivar: ejecute"
        " `audit doctor --rebuild`",
    )


class NoChecklist(StoreFailure):
    """The checklist that audits were asked with is not stored (any more)."""

    message = Message(
        en="{path} is damaged: the checklist {sha256} of its audits is missing; put back a copy from"
        " the backups folder (`audit backup --restore FILE`), or import an export that has it",
        es="{path} está dañada: falta la lista {sha256} de sus auditorías; recupere una copia de la"
        " carpeta backups (`audit backup --restore ARCHIVO`), o importe una exportación que la tenga",
    )

    def __init__(self, path: Path, sha256: str) -> None:
        self.sha256 = sha256
        super().__init__(path)

    def say(self, language: Language) -> str:
        """Which file, which checklist, and the way out."""
        return self.message.say(language, path=self.path, sha256=self.sha256)


class ForeignStore(StoreFailure):
    """The file is a database, but another program's."""

    message = Message(
        en="{path} is a database of another program; choose another folder with --home",
        es="{path} es una base de datos de otro programa; elija otra carpeta con --home",
    )


class NewerStore(StoreFailure):
    """The database was written by a later version of the program."""

    message = Message(
        en="{path} was written by a newer version of audit; update this one",
        es="{path} es de una versión más nueva de audit; actualice esta",
    )


class ChainLost(AuditError):
    """Events of this chain that were acknowledged are not there: another file was put in place."""

    message = Message(
        en="of {audit} only {length} of {wanted} events are in the database now: it is not the file in which"
        " they were saved. Put that one back and try again; this was not saved",
        es="de {audit} solo hay {length} de {wanted} eventos en la base de datos: no es el archivo en el que"
        " se guardaron. Devuélvalo a su lugar e inténtelo de nuevo; esto no se guardó",
    )

    def __init__(self, audit: str, length: int, wanted: int) -> None:
        super().__init__(audit=audit, length=length, wanted=wanted)


class ChainMoved(AuditError):
    """Another program has added to this audit: what was to be added no longer follows."""

    message = Message(
        en="another program has added to audit {audit} (now {length} events); open it again, this"
        " was not saved",
        es="otro programa agregó algo a la auditoría {audit} (ahora {length} eventos); ábrala de"
        " nuevo, esto no se guardó",
    )

    def __init__(self, audit: str, length: int) -> None:
        super().__init__(audit=audit, length=length)


class OtherContent(AuditError):
    """An audit with this id is already stored and says something else."""

    exit_code = ExitCode.INVALID
    message = Message(
        en="audit {audit} is already stored with other answers; give this one another id, or use"
        " `audit amend`",
        es="la auditoría {audit} ya está guardada con otras respuestas; dé otro id a esta o use"
        " `audit amend`",
    )

    def __init__(self, audit: str) -> None:
        super().__init__(audit=audit)


class UnknownAudit(UsageError):
    """There is no audit of this id."""

    message = Message(
        en="there is no audit `{audit}`; `audit list` shows them",
        es="no hay ninguna auditoría `{audit}`; `audit list` las muestra",
    )

    def __init__(self, audit: str) -> None:
        super().__init__(audit=audit)


class NoAuditYet(UsageError):
    """`last` was asked for and there is none."""

    message = Message(
        en="there is no audit yet, or all are set aside: begin with `audit walk-in`",
        es="todavía no hay auditorías, o todas están apartadas: comience con `audit walk-in`",
    )


class AmbiguousAudit(UsageError):
    """Several audits begin like this; `candidates` are some of their ids."""

    message = Message(
        en="several audits begin with `{prefix}`: {candidates}; give more of the id",
        es="varias auditorías empiezan con `{prefix}`: {candidates}; escriba más del id",
    )

    def __init__(self, prefix: str, candidates: Sequence[str], more: bool) -> None:
        self.candidates = tuple(candidates)
        super().__init__(prefix=prefix, candidates=", ".join(candidates) + (", …" if more else ""))


@contextmanager
def told(path: Path, failure: type[StoreFailure]) -> Iterator[None]:
    """Turn what SQLite and the system raise into `failure`, or into DamagedStore."""
    try:
        yield
    except BUGS:
        raise
    except (sqlite3.Error, OSError, *UNREADABLE) as error:
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
    if (
        undecodable
        or misshapen
        or isinstance(error, UNREADABLE)
        or (code is not None and code & 0xFF in _DAMAGED)
    ):
        return DamagedStore(path, error)
    return failure(path, error)


def _reason(cause: BaseException | None, language: Language) -> str:
    moved = getattr(cause, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_DBMOVED
    if moved or isinstance(cause, MovedAway):
        return _MOVED_AWAY.say(language)
    if isinstance(cause, OSError):
        return reason_of(cause, language)
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF  # the low byte is the kind of failure
    return _REASONS.get(code, _OTHER).say(language, detail=cause)
