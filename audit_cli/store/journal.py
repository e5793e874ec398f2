"""The journal: what was acknowledged is on the disk, and is only ever added to."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from audit_cli.checklist.model import START, Checklist
from audit_cli.files import sync_folder
from audit_cli.followup.ends import AuditEnd
from audit_cli.interview.events import Event, instant_of
from audit_cli.interview.record import Record, State, folded
from audit_cli.store import queries, writing
from audit_cli.store.bulk import Bulk
from audit_cli.store.chain import Subject
from audit_cli.store.connection import transaction
from audit_cli.store.faults import (
    BUGS,
    UNREADABLE,
    DamagedStore,
    MovedAway,
    NoChecklist,
    NotRead,
    NotSaved,
    StoreFailure,
    UnknownAudit,
    failure_of,
    is_busy,
    told,
)
from audit_cli.store.followups import followups_of
from audit_cli.store.incoming import Incoming, prepared
from audit_cli.store.opening import opened, opened_to_read
from audit_cli.store.projection import AuditRow

T = TypeVar("T")


@dataclass(slots=True)
class Saved:
    """What was stored and nobody was told of yet: the first ids, and how many more there are."""

    ids: dict[str, None] = field(default_factory=dict)
    more: int = 0


class Store:
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
        self._uncommitted = Saved()

    @classmethod
    def open(
        cls, path: Path, *, backups: Path, read_only: bool = False, new_history: bool = False
    ) -> Self:
        """Open the database, make or migrate it. `read_only` refuses every write and changes no file:
        where there is none, the store is empty, and an older one is read from a copy that passes.

        Raises NotSaved (it cannot be made or opened; NotRead if `read_only`), DamagedStore,
        NewerStore, ForeignStore, and LostStore where it is gone, unless a `new_history` is wanted.
        """
        connecting = opened_to_read if read_only else opened
        return cls(path, partial(connecting, path, backups, new_history=new_history))

    def close(self) -> None:
        """Close the file; the store may not be used any more."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
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
            writing.add(connection, subject, audit, events)

        self._save(write, lambda c: writing.holds(c, subject, audit, events))
        self.note_saved(audit)

    def erase(self, name: str, event: Event, *, subject: Subject = "audit") -> tuple[int, ...]:
        """Remove every text about the event's question for good (notes, quotes, reasons; the question is
        a kind for the reasons of `discard` and `restore`, a week for those of a period), of an action
        all, and add `event` with the numbers of the events that had them. Returns those; without any,
        nothing is added.

        Backups and exports made before still hold the texts. Raises as `append`, and UnknownAudit.
        """
        erased: list[int] = []

        def write(connection: sqlite3.Connection) -> None:
            erased[:] = writing.erase(connection, subject, name, event)

        self._save(write, lambda c: writing.holds(c, subject, name, [event]))
        if erased:
            self.note_saved(name)
        return tuple(erased)

    @contextmanager
    def bulk(self) -> Iterator[Bulk]:
        """Add whole audits: as `incoming`."""
        with self.incoming() as incoming:
            bulk = Bulk(incoming)
            yield bulk
            bulk.flush()

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
            connection = self._live()
            self._refuse_replaced()
            with prepared(self.path, connection) as self._incoming:
                yield self._incoming
                self._incoming.take_in(self.path.parent, self.note_saved)
            self._refuse_replaced()
        except BUGS:
            raise
        except sqlite3.Error as error:  # no OSError: it is the caller's, about another file
            raise failure_of(self.path, NotSaved, error) from error
        finally:
            self._incoming = None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Several writes as one; what is called on the store meanwhile is part of it."""
        connection = self._live()
        if connection.in_transaction:
            yield connection
            return
        self._refuse_replaced()
        try:
            with transaction(connection):
                yield connection
            self._refuse_replaced()
            self.saved.ids |= self._uncommitted.ids
            self.saved.more += self._uncommitted.more
        except BUGS:
            raise
        except sqlite3.Error as error:  # no OSError: it is the caller's, about another file
            raise failure_of(self.path, NotSaved, error) from error
        finally:
            self._uncommitted = Saved()

    def note_saved(self, name: str) -> None:
        """Remember that a chain was stored, or will be when the transaction is committed."""
        noted = self._uncommitted if self._live().in_transaction else self.saved
        if len(noted.ids) < queries.CANDIDATES_SHOWN or name in noted.ids:
            noted.ids[name] = None
        else:
            noted.more += 1

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
        with told(self.path, NotRead):
            for audit, events in queries.audits_events(self._live(), audits):
                yield self._record(audit, events)

    def _record(self, audit: str, events: Sequence[Event]) -> Record:
        if not events:
            raise UnknownAudit(audit)
        try:
            record = _sensible(audit, events)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            from audit_cli.store.verify import is_faulty  # noqa: PLC0415 (damage is rare)

            if self._read(lambda connection: is_faulty(connection, audit)):
                raise DamagedStore(self.path, error) from error
            raise
        if record.zone_said is False and (end := self.audit_end(audit)):
            record.time_zone = end.time_zone
        return record

    def exists(self, audit: str) -> bool:
        """Whether there is an audit of this whole id."""
        return self._read(lambda c: queries.chain_end(c, "audit", audit)) is not None

    def digest_of(self, audit: str) -> str | None:
        """The digest of the answers file an audit came from; None if it came from none."""
        return self._read(lambda connection: queries.digest_of(connection, audit))

    def find(self, wanted: str) -> str:
        """The id that an id, a unique prefix or `last` means. Raises UnknownAudit, NoAuditYet,
        AmbiguousAudit."""
        return self._read(lambda connection: queries.found(connection, wanted))

    def audits(
        self,
        *,
        site: str | None = None,
        checklist: str | None = None,
        since: str | None = None,
        until: str | None = None,
        state: State | None = None,
        pending: bool = False,
        limit: int | None = None,
    ) -> Iterator[AuditRow]:
        """Audits, the latest started first; nothing is locked while the caller thinks.

        `since` (included) and `until` (excluded) are instants as in events; `pending` keeps those
        that wait for an answer and are not discarded.
        """
        with told(self.path, NotRead):
            yield from queries.listed(
                self.connection(),
                site=site,
                checklist=checklist,
                since=since,
                until=until,
                state=state,
                pending=pending,
                limit=limit,
            )

    def finished(
        self,
        *,
        site: str | None = None,
        checklist: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> list[AuditEnd]:
        """Finished audits, in no order. `since` (included) and `until` (excluded) are instants as
        in events."""
        return self._read(lambda c: queries.finished_ends(c, site, checklist, since, until))

    def audit_end(self, audit: str) -> AuditEnd | None:
        """One audit, in whatever state; None if there is none."""
        return self._read(lambda connection: queries.audit_end(connection, audit))

    def followups(self, site: str | None = None) -> list[tuple[str, list[Event]]]:
        """The chains of actions about a site's audits, wherever these were when they were answered,
        and of those that people added there, or all: their ids and events, in order of ids. What a
        site's cost does not depend on other sites."""
        return self._read(lambda connection: followups_of(connection, site))

    def draft_of(self, checklist: str, site: str) -> str | None:
        """The latest unfinished audit with this checklist at this site."""
        return self._read(lambda connection: queries.draft_of(connection, checklist, site))

    def pinned(self, sha256: str) -> str:
        """The canonical text of the checklist of this hash. Raises NoChecklist."""
        query = "SELECT content FROM checklist WHERE sha256 = ?"
        row = self._read(lambda connection: connection.execute(query, (sha256,)).fetchone())
        if row is None:
            raise NoChecklist(self.path, sha256)
        return str(row[0])

    def versions(self, checklist: str) -> list[str]:
        """The hashes of all versions of a checklist that audits were asked with."""
        query = "SELECT sha256 FROM checklist WHERE id = ? ORDER BY version, sha256"
        rows = self._read(lambda c: c.execute(query, (checklist,)).fetchall())
        return [sha256 for (sha256,) in rows]

    def other_contents(self, checklist: Checklist) -> list[str]:
        """The hashes under which the same id and version was pinned with another content."""
        query = "SELECT sha256 FROM checklist WHERE id = ? AND version = ? AND sha256 <> ?"
        facts = (checklist.id, checklist.version, checklist.sha256)
        rows = self._read(lambda c: c.execute(f"{query} ORDER BY sha256", facts).fetchall())
        return [sha256 for (sha256,) in rows]

    def _read(self, question: Callable[[sqlite3.Connection], T]) -> T:
        with told(self.path, NotRead):
            return question(self.connection())

    def _save(
        self,
        write: Callable[[sqlite3.Connection], None],
        stored: Callable[[sqlite3.Connection], bool],
    ) -> None:
        connection = self._live()
        if connection.in_transaction:
            return write(connection)
        self._refuse_replaced()
        try:
            with transaction(connection):
                write(connection)
            self._refuse_replaced()
        except BUGS:
            raise
        except (sqlite3.Error, *UNREADABLE) as error:
            if is_busy(error) or not self._settled(stored):  # busy: the write was never begun
                raise failure_of(self.path, NotSaved, error) from error

    def _settled(self, stored: Callable[[sqlite3.Connection], bool]) -> bool:
        """After a failed commit nobody knows what is on the disk: read it anew to find out."""
        self.close()
        try:
            if not stored(self._live()):
                return False
            # The commit was complete but for the folder, without which a power cut undoes it.
            sync_folder(self.path.parent)
        except (sqlite3.Error, OSError, StoreFailure, *UNREADABLE):
            return False
        return True

    def _live(self) -> sqlite3.Connection:
        if self._connection is None:
            found = _file_at(self.path)
            if self._file and not (found and self.path.stat().st_size):
                raise NotSaved(self.path, MovedAway())
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
            raise NotSaved(self.path, MovedAway())


def _file_at(path: Path) -> tuple[int, int] | None:
    """Which file is at a path, whatever it is called elsewhere; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


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
