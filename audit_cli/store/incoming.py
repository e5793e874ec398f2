"""What is imported: made ready and verified beside the journal, then taken into it whole, or not at all.

To read, verify and fold a large history takes minutes, and nobody could save an answer meanwhile if the
journal were locked for it. So it is made ready in a database of its own. A small one is then taken in by
one transaction. Of a large one the events and texts go first, by many short transactions between which
others write: nobody sees them, for there is no chain that has them. The last one adds the chains and the
list of audits. What was left by one that was killed is removed by the next."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import sleep
from typing import Final, Literal

from audit_cli.checklist.model import Checklist
from audit_cli.files import NotWritten, new_private_file
from audit_cli.interview.events import Event
from audit_cli.interview.record import folded
from audit_cli.lock import locked
from audit_cli.store import writing
from audit_cli.store.chain import EVENT_COLUMNS, Chain, Link, Subject, seal
from audit_cli.store.connection import address, connect, snapshot, transaction
from audit_cli.store.faults import ChainMoved, OtherContent
from audit_cli.store.migrations import migrate
from audit_cli.store.queries import AuditRow, chain_of, digest_of, links_of

# Measured at 200,000 audits: see benchmarks/RESULTS.md.
EVENTS_AT_ONCE: Final = 20_000  # that are taken in by one transaction
BATCH: Final = 60_000  # rows of a large import in each of its short ones
PAUSE: Final = 0.12  # seconds between two: whoever waits for SQLite asks ten times a second
# Our own chains are below this number in the database where an import is made ready, new ones from 1 on.
_OURS: Final = -(2**40)

_ROWS: Final = {  # of each table how a row is inserted, and its columns, the chain's number first
    "chain": (writing.INSERT_CHAIN, ("number", "subject", "id", "length", "head")),
    "event": (writing.INSERT_EVENT, EVENT_COLUMNS),
    "text": (writing.INSERT_TEXT, ("chain", "seq", "salt", "content")),
    "audit": (writing.INSERT_AUDIT, ("chain", *AuditRow._fields)),
    "voice": (writing.INSERT_VOICE, ("chain", *AuditRow._fields)),
}
_TAKE: Final = {
    table: f"INSERT INTO main.{table} SELECT {number} + :shift, {', '.join(others)}"
    f" FROM incoming.{table} WHERE {number} > 0"
    for table, (_, (number, *others)) in _ROWS.items()
}
_PART: Final = " AND rowid > :after AND rowid <= :after + :batch"
_TAKE_CHECKLISTS: Final = (
    "INSERT INTO main.checklist SELECT * FROM incoming.checklist WHERE true ON CONFLICT DO NOTHING"
)
_TAKE_DERIVED: Final = (
    "INSERT INTO main.week_change SELECT * FROM incoming.week_change WHERE true"
    " ON CONFLICT DO NOTHING",
    "INSERT INTO main.followup SELECT about, id, chain + :shift FROM incoming.followup"
    " WHERE chain > 0",
)
_MAKE_SEEN: Final = (
    "CREATE TEMP TABLE seen (file INTEGER, digest BLOB, times INTEGER NOT NULL,"
    " PRIMARY KEY (file, digest)) WITHOUT ROWID"
)
_TIMES_SEEN: Final = "SELECT times FROM temp.seen WHERE file = ? AND digest = ?"
_INSERT_SEEN: Final = "INSERT OR IGNORE INTO temp.seen VALUES (?, ?, 1)"
_COUNT_SEEN: Final = "UPDATE temp.seen SET times = times + 1 WHERE file = ? AND digest = ?"
_NEW: Final = "SELECT id FROM incoming.chain WHERE number > 0"
_BOTH: Final = (
    "SELECT ours.id, ours.length FROM incoming.chain AS theirs JOIN main.chain AS ours"
    " ON ours.id = theirs.id WHERE theirs.number > 0"
)


class Incoming:
    """An import that is being made ready in `connection`, a database like the journal with our own
    checklists in it and those of our chains that were asked for. `ours` is the journal."""

    def __init__(self, connection: sqlite3.Connection, ours: sqlite3.Connection) -> None:
        self.connection = connection
        self.ours = ours
        self._continued: dict[str, Chain] = {}  # of ours, as they were before
        self._pinned = set[str]()
        self._highest = 0  # number of a chain that came in
        rows = ours.execute("SELECT sha256, id, version, content FROM checklist").fetchall()
        connection.executemany("INSERT INTO checklist VALUES (?, ?, ?, ?)", rows)
        connection.execute(_MAKE_SEEN)

    def add(
        self, audit: str, events: Sequence[Event], checklist: Checklist, digest: str | None
    ) -> Literal["stored", "known"]:
        """Add a whole audit, from its start event on; `known` if it is stored already.

        `digest` is the one in the start event's value. Raises OtherContent for an audit of this id
        with another digest, or with none on either side.
        """
        if not events or events[0].kind != "start" or events[-1].seq != len(events):
            raise ValueError(f"audit {audit} is not whole")
        for place in (self.connection, self.ours):
            if chain_of(place, audit):
                if digest is None or digest_of(place, audit) != digest:
                    raise OtherContent(audit=audit)
                return "known"
        self._pin(checklist)
        number = self._next_number()
        rows = seal("audit", audit, number, events, None)
        writing.store_rows(self.connection, "audit", audit, number, rows)
        record = folded(audit, events)
        if checklist.kind == "voice":
            row = writing.row_of(record, None)
            self.connection.execute(writing.INSERT_VOICE, (number, *row))
            return "stored"
        row = writing.row_of(record, checklist)
        self.connection.execute(writing.INSERT_AUDIT, (number, *row))
        if row.finished_at is not None:
            self.connection.execute(writing.INSERT_CHANGE, writing.change_of(row))
        return "stored"

    def _pin(self, checklist: Checklist) -> None:
        if checklist.sha256 not in self._pinned:
            writing.pin(self.connection, checklist)
            self._pinned.add(checklist.sha256)

    def _next_number(self) -> int:
        self._highest += 1
        return self._highest

    def times_seen(self, file: int, digest: bytes) -> int:
        """How often this was asked about a digest of a file, this time among them: kept on the disk, for a file may
        have any number of rows."""
        if self.connection.execute(_INSERT_SEEN, (file, digest)).rowcount:
            return 1
        self.connection.execute(_COUNT_SEEN, (file, digest))
        row = self.connection.execute(_TIMES_SEEN, (file, digest)).fetchone()
        return int(row[0])

    def chain_of(self, name: str, subject: Subject) -> Chain | None:
        """A chain as it is by now, ours or one that came in; None if there is none."""
        there = "SELECT 1 FROM chain WHERE id = ?"
        if self.connection.execute(there, (name,)).fetchone() is None:
            self._fetch(name)
        return chain_of(self.connection, name, subject)

    def add_links(
        self, subject: Subject, name: str, before: Chain | None, links: Sequence[Link]
    ) -> int:
        """Add events, with the hashes that they came with, to a chain that was so `before`; returns its
        number. Raises IntegrityError where another subject has its id."""
        if before and before.number < 0:
            self._continued.setdefault(name, before)
        number = before.number if before else self._next_number()
        writing.add_links(self.connection, subject, name, number, links)
        return number

    def take_in(self, folder: Path, note: Callable[[str], None]) -> None:
        """Store it all in the journal, and `note` the ids of the chains. Raises ChainMoved where another
        program has stored some of it meanwhile, LockHeld where it has a large import under way."""
        self.connection.execute("COMMIT")
        query = "SELECT count(*) FROM event WHERE chain > 0"
        (events,) = self.connection.execute(query).fetchone()
        if events > EVENTS_AT_ONCE:
            with _alone(self.ours, folder):
                self._finish(self._stage())
        else:
            self._finish(None)
        for name in (*(name for (name,) in self.ours.execute(_NEW)), *self._continued):
            note(name)

    def _fetch(self, name: str) -> None:
        """Have one of our chains here too."""
        with snapshot(self.ours):
            row = self.ours.execute("SELECT number FROM chain WHERE id = ?", (name,)).fetchone()
            for table, (insert, columns) in _ROWS.items() if row else ():
                query = f"SELECT {', '.join(columns)} FROM {table} WHERE {columns[0]} = ?"
                rows = self.ours.execute(query, row).fetchall()
                numbered = [(_OURS + number, *rest) for number, *rest in rows]
                self.connection.executemany(insert, numbered)

    def _stage(self) -> int:
        """Store events and texts without their chains; returns what their numbers are shifted by. They are
        numbered downwards, so that those that others get meanwhile have no gaps."""
        (count,) = self.connection.execute("SELECT max(number) FROM chain").fetchone()
        shift = _lowest(self.ours) - int(count) - 1
        for table in ("event", "text"):
            (last,) = self.connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()
            for after in range(0, last or 0, BATCH):
                part = {"shift": shift, "after": after, "batch": BATCH}
                with transaction(self.ours):
                    self.ours.execute(f"PRAGMA main.user_version = {count}")
                    self.ours.execute(_TAKE[table] + _PART, part)
                sleep(PAUSE)
        return shift

    def _finish(self, staged: int | None) -> None:
        """The last transaction, or the only one; events and texts may be `staged`, shifted by so much."""
        tables = _TAKE if staged is None else ("chain", "audit", "voice")
        try:
            with transaction(self.ours):
                shift = writing.next_number(self.ours) - 1 if staged is None else staged
                if staged is not None:
                    self.ours.execute("PRAGMA main.user_version = 0")
                taking = (_TAKE_CHECKLISTS, *map(_TAKE.__getitem__, tables), *_TAKE_DERIVED)
                for statement in taking:
                    self.ours.execute(statement, {"shift": shift})
                for chain in self._continued.values():
                    self._continue(chain)
                writing.settle_zones(self.ours)
        except sqlite3.IntegrityError as error:
            both = self.ours.execute(_BOTH).fetchone()
            if both is None:
                raise
            raise ChainMoved(audit=both[0], length=both[1]) from error

    def _continue(self, before: Chain) -> None:
        """Make one of our chains longer, if it still ends as it did."""
        subject, name = before.subject, before.id
        number = before.number - _OURS
        now = chain_of(self.ours, name, subject)
        if now != before._replace(number=number):
            raise ChainMoved(audit=name, length=now.length if now else 0)
        links = links_of(self.connection, before.number)[before.length :]
        writing.add_links(self.ours, subject, name, number, links)
        writing.project(self.ours, subject, name, number)


@contextmanager
def prepare_import(path: Path, ours: sqlite3.Connection) -> Iterator[Incoming]:
    """A place to make an import ready for the journal at `path`; the system removes it whatever happens.
    Raises NotWritten, sqlite3.Error."""
    try:
        scratch = new_private_file(path.parent, "import.db")
    except OSError as error:
        raise NotWritten(path.parent, error) from error
    try:
        with closing(connect(scratch, scratch=True)) as connection:
            migrate(connection, scratch, scratch.parent)
            # Only to be read: a transaction over two files would leave a journal about both behind.
            ours.execute("ATTACH ? AS incoming", (address(scratch, "ro"),))
            try:
                with suppress(OSError):  # Windows keeps what is open
                    scratch.unlink()
                connection.execute("BEGIN")
                yield Incoming(connection, ours)
            finally:
                ours.execute("DETACH incoming")
    finally:
        with suppress(OSError):
            scratch.unlink(missing_ok=True)


def events_staged(connection: sqlite3.Connection) -> int:
    """How many events are stored for a large import that has not come to its end, or never will."""
    (chains,) = connection.execute("PRAGMA main.user_version").fetchone()
    if not chains:
        return 0
    query = "SELECT count(*) FROM main.event WHERE chain < ?"
    return int(connection.execute(query, (_lowest(connection),)).fetchone()[0])


def remove_staged(connection: sqlite3.Connection, folder: Path) -> None:
    """Remove what was stored for a large import that was cut off. Raises LockHeld while one is under way."""
    if events_staged(connection):
        with _alone(connection, folder):
            pass


def _remove(connection: sqlite3.Connection) -> None:
    if not events_staged(connection):
        return
    part = "SELECT rowid FROM main.{table} WHERE chain < ? LIMIT ?"
    for table in ("text", "event"):
        statement = f"DELETE FROM main.{table} WHERE rowid IN ({part.format(table=table)})"
        removed = BATCH
        while removed == BATCH:
            with transaction(connection):
                removed = connection.execute(statement, (_lowest(connection), BATCH)).rowcount
            sleep(PAUSE)
    connection.execute("PRAGMA main.user_version = 0")


def _lowest(connection: sqlite3.Connection) -> int:
    """The number above those that a large import gives its chains."""
    (lowest,) = connection.execute("SELECT min(number) FROM main.chain").fetchone()
    return min(1, lowest or 1)


@contextmanager
def _alone(connection: sqlite3.Connection, folder: Path) -> Iterator[None]:
    """The one large import at a time, whose events may be stored before their chains; what was left of an
    earlier one goes first, and after a failure what is left of this one. Raises LockHeld."""
    with locked(folder / "import.lock"):
        connection.execute("PRAGMA foreign_keys=OFF")
        try:
            _remove(connection)
            yield
        except BaseException:
            with suppress(sqlite3.Error):  # the next import will do it
                _remove(connection)
            raise
        finally:
            connection.execute("PRAGMA foreign_keys=ON")
