"""The journal: what was acknowledged is on the disk, and is only ever added to."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Self, TypeVar, Unpack

from audit_cli.checklist.model import START, Checklist
from audit_cli.files import sync_folder
from audit_cli.followup.outcomes import AuditEnd
from audit_cli.interview.events import Event, instant_of
from audit_cli.interview.record import Record, folded
from audit_cli.store import faults, queries, writing
from audit_cli.store.chain import Subject
from audit_cli.store.connection import is_damaged, transaction
from audit_cli.store.incoming import Incoming, prepare_import
from audit_cli.store.migrations import open_to_read, open_to_write
from audit_cli.store.queries import AuditFilter, AuditRow

_T = TypeVar("_T")


@dataclass(slots=True)
class Saved:
    """What was stored and not yet said: the first ids, and how many more there are."""

    ids: dict[str, None] = field(default_factory=dict)
    more: int = 0

    def note(self, name: str) -> None:
        """Remember that a chain was stored."""
        if len(self.ids) < queries.CANDIDATES_SHOWN or name in self.ids:
            self.ids[name] = None
        else:
            self.more += 1


class Store(AbstractContextManager["Store"]):
    """The database of one home folder. Reading raises NotRead or DamagedStore, writing NotSaved.

    After a failure the next call opens the file anew, so that a write can simply be tried again. What
    is read is always in the file that is at the path, and nothing is saved in one that is not: where
    the file was replaced, a write fails once; where it is gone, none is made.
    """

    def __init__(self, path: Path, connecting: Callable[[], sqlite3.Connection]) -> None:
        self.path = path
        self._connecting = connecting
        self._connection: sqlite3.Connection | None = connecting()
        self._file = _file_at(path)
        self._incoming: Incoming | None = None
        self.saved = Saved()
        self._uncommitted: list[str] = []  # ids of chains

    @classmethod
    def open(
        cls, path: Path, *, backups: Path, read_only: bool = False, new_history: bool = False
    ) -> Self:
        """Open the database, make or migrate it. `read_only` refuses every write and changes no file:
        where there is none, the store is empty, and an older one is read from a copy that passes.

        Raises NotSaved (it cannot be made or opened; NotRead if `read_only`), DamagedStore,
        NewerStore, ForeignStore, and LostStore where it is gone, unless a `new_history` is wanted.
        """
        connecting = open_to_read if read_only else open_to_write
        return cls(path, partial(connecting, path, backups, new_history=new_history))

    def close(self) -> None:
        """Close the file; the store may not be used any more."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __exit__(self, *_: object) -> None:
        self.close()

    def append(
        self,
        audit: str,
        events: Sequence[Event],
        *,
        pin: Checklist | None = None,
        subject: Subject = "audit",
    ) -> None:
        """Store events behind those of the same chain; they are on the disk when this returns.

        Events that are stored already count as stored, so a failed call may be repeated. `pin` is
        the checklist, needed with an audit's start event. Raises NotSaved, DamagedStore, ChainMoved
        when another program has added to the chain, ChainLost when it is shorter than it was.
        """
        if not events:
            return

        def write(connection: sqlite3.Connection) -> None:
            if pin is not None:
                writing.pin(connection, pin)
            writing.add_events(connection, subject, audit, events)

        self._save(write, lambda c: writing.are_stored(c, subject, audit, events))
        self._note_saved(audit)

    def erase(self, name: str, event: Event, *, subject: Subject = "audit") -> tuple[int, ...]:
        """Remove every text about the event's question for good (notes, quotes, reasons; the question is
        a kind for the reasons of `discard` and `restore`, a week for those of a period), of an action
        all, and add `event` with the numbers of the events that had them. Returns those; without any,
        nothing is added.

        Backups and exports made before still hold the texts. Raises as `append`, and UnknownAudit.
        """
        erased: list[int] = []

        def write(connection: sqlite3.Connection) -> None:
            erased[:] = writing.erase_texts(connection, subject, name, event)

        self._save(write, lambda c: writing.are_stored(c, subject, name, [event]))
        if erased:
            self._note_saved(name)
        return tuple(erased)

    @contextmanager
    def incoming(self) -> Iterator[Incoming]:
        """Make an import ready, which is stored at the end or, when anything is raised inside, leaves
        nothing; inside another it is part of that. Nothing is locked meanwhile.

        Raises NotSaved, DamagedStore, NotWritten, LockHeld, and ChainMoved where another program has
        stored some of it meanwhile: then the same may be tried again."""
        if self._incoming is not None:
            yield self._incoming
            return
        try:
            with (
                self._writing() as connection,
                prepare_import(self.path, connection) as self._incoming,
            ):
                yield self._incoming
                self._incoming.take_in(self.path.parent, self.saved.note)
        finally:
            self._incoming = None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Several writes as one; what is called on the store meanwhile is part of it."""
        if self._live().in_transaction:
            yield self._live()
            return
        try:
            with self._writing() as connection, transaction(connection):
                yield connection
            for name in self._uncommitted:
                self.saved.note(name)
        finally:
            self._uncommitted.clear()

    @contextmanager
    def _writing(
        self, stored: Callable[[sqlite3.Connection], bool] | None = None
    ) -> Iterator[sqlite3.Connection]:
        """What is written inside is in the file at the path. `stored` tells after a failure whether it is there
        all the same. Raises NotSaved, DamagedStore."""
        connection = self._live()
        self._refuse_replaced()
        try:
            yield connection
            self._refuse_replaced()
        except faults.BUGS as error:
            if is_damaged(self._live()):  # what looks like a mistake of the program comes of it
                raise faults.DamagedStore(self.path, error) from error
            raise
        except (sqlite3.Error, *faults.DAMAGE) as error:
            if stored is None and isinstance(error, faults.DAMAGE):
                raise  # it is the caller's, about another file, as every OSError
            # Busy: the write was never begun.
            if stored is None or faults.is_busy(error) or not self._settled(stored):
                raise faults.failure_of(self.path, faults.NotSaved, error) from error

    def _note_saved(self, name: str) -> None:
        if self._live().in_transaction:
            self._uncommitted.append(name)
        else:
            self.saved.note(name)

    def connection(self) -> sqlite3.Connection:
        """The open file, for the modules of this package. Raises as `open`."""
        self._left_replaced()
        return self._live()

    def events(self, audit: str, *, subject: Subject = "audit") -> list[Event]:
        """A chain's events in order; none for an unknown id."""
        return self._read(lambda connection: queries.events_of(connection, subject, audit))

    def record(self, audit: str) -> Record:
        """An audit as its events add up: it begins with `start`, and its instants are such. Raises
        UnknownAudit."""
        return self._record(audit, self.events(audit))

    def records(self, audits: Iterable[str]) -> Iterator[Record]:
        """As `record`, of many audits in the order given, for which the database is asked less often."""
        with faults.failures_as(self.path, faults.NotRead):
            for audit, events in queries.audits_events(self._live(), audits):
                yield self._record(audit, events)

    def _record(self, audit: str, events: Sequence[Event]) -> Record:
        if not events:
            raise faults.UnknownAudit(audit=audit)
        with faults.failures_as(self.path, faults.NotRead), blaming_damage(self._live(), audit):
            record = _sensible(audit, events)
        if record.zone_said is False and (end := self.audit_end(audit)):
            record.time_zone = end.time_zone
        return record

    def find(self, typed: str) -> str:
        """The id that an id, a unique prefix or `last` means. Raises UnknownAudit, NoAuditYet,
        AmbiguousAudit."""
        return self._read(lambda connection: queries.audit_id(connection, typed))

    def last_finished(self) -> str:
        """The finished audit that was entered last. Raises NoAuditYet."""
        return self._read(lambda connection: queries.last_audit(connection, finished=True))

    def waiting(self) -> queries.Waiting:
        """How many audits wait for a person, and how many are finished."""
        return self._read(
            lambda connection: queries.Waiting(*connection.execute(queries.WAITING).fetchone())
        )

    def audits(
        self,
        *,
        voices: bool = False,
        limit: int | None = None,
        pending: bool = False,
        **asked: Unpack[AuditFilter],
    ) -> Iterator[AuditRow]:
        """Audits, or what clients say (`voices`), the latest started first; nothing is locked while the caller
        thinks. `pending` keeps those that wait for an answer and are not discarded."""
        where, values = queries.conditions(asked)
        if pending:
            where += " AND pending > 0 AND state <> 'discarded'"
        query = (
            f"SELECT {queries.AUDIT_COLUMNS} FROM {'voice' if voices else 'audit'}"
            f" WHERE (started_at, id) < (?, ?){where}"
            " ORDER BY started_at DESC, id DESC LIMIT ?"
        )
        place, left = ("~", ""), limit  # "~" sorts behind every instant
        with faults.failures_as(self.path, faults.NotRead):
            connection = self.connection()
            while left is None or left > 0:
                size = queries.PAGE if left is None else min(queries.PAGE, left)
                rows = connection.execute(query, (*place, *values, size)).fetchall()
                yield from map(AuditRow._make, rows)
                if len(rows) < size:
                    return
                last = AuditRow._make(rows[-1])
                place = (last.started_at, last.id)
                left = None if left is None else left - size

    def finished(self, **asked: Unpack[AuditFilter]) -> list[AuditEnd]:
        """Finished audits, and closed cases, in no order."""
        return self._ends(*queries.conditions({**asked, "state": "finished"}))

    def open_cases(self, site: str | None = None) -> list[AuditEnd]:
        """The cases that are open at a site, or anywhere, in no order."""
        query, values = queries.OPEN_CASES, {"site": site}
        return self._read(lambda c: list(map(queries.end_of, c.execute(query, values))))

    def case_lists(self) -> set[str]:
        """The checklists whose runs are cases."""
        return {*self._column(queries.CASE_LISTS)}

    def audit_end(self, audit: str) -> AuditEnd | None:
        """One audit, in whatever state; None if there is none."""
        return next(iter(self._ends(" AND chain.id = ? AND subject = 'audit'", [audit])), None)

    def _ends(self, where: str, values: Sequence[object]) -> list[AuditEnd]:
        query = f"{queries.ENDS} WHERE true{where}"
        return self._read(lambda c: list(map(queries.end_of, c.execute(query, values))))

    def followups(self, site: str | None = None) -> list[tuple[str, list[Event]]]:
        """The chains of actions about a site's audits, wherever these were when they were answered,
        and of those that people added there, or all: their ids and events, in order of ids. What a
        site's cost does not depend on other sites."""
        return self._read(lambda connection: queries.followups_of(connection, site))

    def drafts_of(self, checklist: str, site: str) -> list[str]:
        """The unfinished audits with this checklist at this site, the latest first."""
        # SQLite by itself would look through all audits of the series.
        query = (
            "SELECT id FROM audit INDEXED BY audit_draft"
            " WHERE checklist = ? AND site = ? AND state = 'draft'"
            " ORDER BY started_at DESC, id DESC"
        )
        return self._column(query, checklist, site)

    def pinned(self, sha256: str) -> str:
        """The canonical text of the checklist of this hash. Raises NoChecklist."""
        rows = self._column("SELECT content FROM checklist WHERE sha256 = ?", sha256)
        if not rows:
            raise faults.NoChecklist(self.path, sha256=sha256)
        return rows[0]

    def versions(self, checklist: str) -> list[str]:
        """The hashes of all versions of a checklist that audits were asked with."""
        query = "SELECT sha256 FROM checklist WHERE id = ? ORDER BY version, sha256"
        return self._column(query, checklist)

    def other_contents(self, checklist: Checklist) -> list[str]:
        """The hashes under which the same id and version was pinned with another content."""
        query = "SELECT sha256 FROM checklist WHERE id = ? AND version = ? AND sha256 <> ? ORDER BY sha256"
        return self._column(query, checklist.id, checklist.version, checklist.sha256)

    def _column(self, query: str, *values: str) -> list[str]:
        rows = self._read(lambda connection: connection.execute(query, values).fetchall())
        return [str(value) for (value,) in rows]

    def _read(self, question: Callable[[sqlite3.Connection], _T]) -> _T:
        with faults.failures_as(self.path, faults.NotRead):
            return question(self.connection())

    def _save(
        self,
        write: Callable[[sqlite3.Connection], None],
        stored: Callable[[sqlite3.Connection], bool],
    ) -> None:
        if self._live().in_transaction:
            write(self._live())
            return
        with self._writing(stored) as connection, transaction(connection):
            write(connection)

    def _settled(self, stored: Callable[[sqlite3.Connection], bool]) -> bool:
        """After a failed commit nobody knows what is on the disk: read it anew to find out."""
        self.close()
        try:
            if not stored(self._live()):
                return False
            # The commit was complete but for the folder, without which a power cut undoes it.
            sync_folder(self.path.parent)
        except (sqlite3.Error, OSError, faults.StoreFailure, *faults.DAMAGE):
            return False
        return True

    def _live(self) -> sqlite3.Connection:
        if self._connection is None:
            found = _file_at(self.path)
            if self._file and not (found and self.path.stat().st_size):
                raise faults.NotSaved(self.path, faults.MovedAway())
            self._connection = self._connecting()
            self._file = _file_at(self.path)
        return self._connection

    def _left_replaced(self) -> bool:
        """Leave the open file if at its path there is another by now, or none; not amid a transaction."""
        connection = self._connection
        if connection is None or connection.in_transaction or _file_at(self.path) == self._file:
            return False
        self.close()
        return True

    def _refuse_replaced(self) -> None:
        if self._left_replaced():
            raise faults.NotSaved(self.path, faults.MovedAway())


def _file_at(path: Path) -> tuple[int, int] | None:
    """Which file is at a path, whatever it is called elsewhere; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def blaming_damage(connection: sqlite3.Connection, audit: str) -> Iterator[None]:
    """Raises DamagedRow where an audit makes no sense because it is not what was stored."""
    try:
        yield
    except faults.NONSENSE as error:
        from audit_cli.store.verify import is_faulty  # noqa: PLC0415 (damage is rare)

        if is_faulty(connection, audit):
            raise faults.DamagedRow(f"audit {audit}") from error
        raise


def _sensible(audit: str, events: Sequence[Event]) -> Record:
    """The record of an audit's events. Raises one of many errors where they make no sense."""
    from audit_cli.interview.forms import has_form  # noqa: PLC0415 (a start reads no audit)

    if events[0].kind != START:
        raise ValueError(f"audit {audit} begins with {events[0].kind}")
    for event in events:
        if not has_form(event):
            raise ValueError(f"event {event.seq} of audit {audit} is no {event.kind}")
        instant_of(event.entered_at)
        if event.seen_at is not None:
            instant_of(event.seen_at)
    return folded(audit, events)
