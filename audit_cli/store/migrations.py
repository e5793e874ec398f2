"""The tables, the ordered steps to newer ones (with a backup before each), and opening a database, which
takes them."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Final, NamedTuple

from audit_cli.store import faults
from audit_cli.store.connection import (
    closing_on_failure,
    connect,
    copy_verified,
    is_unused,
    transaction,
    unused_name,
)


class Migration(NamedTuple):
    """One step; its number is its place in MIGRATIONS, from 1. Never edit one that was released. `anew` are
    the numbers of the audits that are listed otherwise from then on."""

    name: str
    statements: tuple[str, ...]
    anew: str | None = None


MIGRATIONS: Final[tuple[Migration, ...]] = (
    Migration(
        "journal",
        (
            "CREATE TABLE chain (number INTEGER PRIMARY KEY, subject TEXT NOT NULL,"
            " id TEXT NOT NULL UNIQUE, length INTEGER NOT NULL, head BLOB NOT NULL)",
            "CREATE TABLE event (chain INTEGER NOT NULL REFERENCES chain (number),"
            " seq INTEGER NOT NULL, uuid TEXT NOT NULL, kind TEXT NOT NULL, question TEXT,"
            " value TEXT, text_digest BLOB, seen_at TEXT, entered_at TEXT NOT NULL,"
            " previous BLOB, hash BLOB NOT NULL, PRIMARY KEY (chain, seq))",
            # No foreign key to event: it would cost every import a second look-up per text, and
            # `doctor` finds a text without its event.
            "CREATE TABLE text (chain INTEGER NOT NULL, seq INTEGER NOT NULL,"
            " salt BLOB NOT NULL, content TEXT NOT NULL, PRIMARY KEY (chain, seq))",
            "CREATE TABLE checklist (sha256 TEXT PRIMARY KEY, id TEXT NOT NULL,"
            " version TEXT NOT NULL, content TEXT NOT NULL)",
            # A projection for listing, written with the events and derivable from them.
            "CREATE TABLE audit (chain INTEGER PRIMARY KEY REFERENCES chain (number),"
            " id TEXT NOT NULL, checklist TEXT NOT NULL, version TEXT NOT NULL,"
            " sha256 TEXT NOT NULL REFERENCES checklist (sha256), site TEXT NOT NULL,"
            " time_zone TEXT NOT NULL, started_at TEXT NOT NULL, finished_at TEXT,"
            " state TEXT NOT NULL, pending INTEGER NOT NULL)",
            "CREATE INDEX audit_started ON audit (started_at, id)",
            "CREATE INDEX audit_draft ON audit (checklist, site) WHERE state = 'draft'",
        ),
    ),
    Migration(
        "weeks",
        (
            # Sums of each week, derivable from its audits; the last three columns are JSON.
            "CREATE TABLE week (site TEXT NOT NULL, checklist TEXT NOT NULL, week TEXT NOT NULL,"
            " audits INTEGER NOT NULL, pooled INTEGER NOT NULL, met INTEGER NOT NULL,"
            " weight INTEGER NOT NULL, squares INTEGER NOT NULL, place_met INTEGER NOT NULL,"
            " place_weight INTEGER NOT NULL, people_met INTEGER NOT NULL,"
            " people_weight INTEGER NOT NULL, decided INTEGER NOT NULL, passed INTEGER NOT NULL,"
            " critical_failures INTEGER NOT NULL, exceeds INTEGER NOT NULL, below INTEGER NOT NULL,"
            " critical TEXT NOT NULL, items TEXT NOT NULL, versions TEXT NOT NULL,"
            " PRIMARY KEY (site, checklist, week))",
            # When the audits were that have changed since the sums of their weeks were taken.
            "CREATE TABLE week_change (site TEXT NOT NULL, checklist TEXT NOT NULL,"
            " started_at TEXT NOT NULL, time_zone TEXT NOT NULL,"
            " PRIMARY KEY (site, checklist, started_at, time_zone))",
            "CREATE INDEX audit_series ON audit (site, checklist, started_at)",
            "INSERT INTO week_change SELECT DISTINCT site, checklist, started_at, time_zone"
            " FROM audit WHERE finished_at IS NOT NULL",
        ),
    ),
    Migration(
        "reports",
        (
            # The weekly reports that were written. Nothing tells of them but this.
            "CREATE TABLE report (site TEXT NOT NULL, week TEXT NOT NULL, name TEXT NOT NULL,"
            " sha256 TEXT NOT NULL, written_at TEXT NOT NULL,"
            " PRIMARY KEY (site, week, name)) WITHOUT ROWID",
            # What the chains of actions are about (an audit, a site), derivable from their events.
            "CREATE TABLE followup (about TEXT NOT NULL, id TEXT NOT NULL,"
            " chain INTEGER NOT NULL REFERENCES chain (number),"
            " PRIMARY KEY (about, id, chain)) WITHOUT ROWID",
            "CREATE INDEX checklist_version ON checklist (id, version, sha256)",
            "CREATE INDEX chain_other ON chain (subject, id) WHERE subject <> 'audit'",
            "INSERT INTO followup SELECT DISTINCT json_each.key, json_each.value, event.chain"
            " FROM chain CROSS JOIN event ON event.chain = chain.number"
            " CROSS JOIN json_each(CASE WHEN json_valid(event.value) THEN event.value END)"
            " WHERE chain.subject = 'action' AND chain.subject <> 'audit'"
            " AND json_each.key IN ('audit', 'site') AND json_each.type = 'text'",
        ),
    ),
    Migration(
        "moves",
        (
            "CREATE INDEX event_moved ON event (chain) WHERE kind = 'metadata' AND question = 'site'",
        ),
        # Those that were moved, whose time zone was not; those that may have a gap, which is pending.
        "SELECT chain FROM event WHERE kind = 'metadata' AND question = 'site'"
        " UNION SELECT chain FROM event WHERE kind IN ('amend', 'late_answer', 'clear')"
        " UNION SELECT chain FROM audit WHERE pending > 0",
    ),
    Migration(
        "tally",
        (
            # How many rows were ever added to tables from which none is ever taken away, so that
            # one that is gone as a whole is missed. Chains were always numbered without a gap.
            "CREATE TABLE tally (name TEXT PRIMARY KEY, count INTEGER NOT NULL)",
            "INSERT INTO tally SELECT 'chain', coalesce(max(number), 0) FROM chain"
            " UNION ALL SELECT 'report', count(*) FROM report",
            "CREATE TRIGGER chain_counted AFTER INSERT ON chain BEGIN"
            " UPDATE tally SET count = count + 1 WHERE name = 'chain'; END",
            "CREATE TRIGGER report_counted AFTER INSERT ON report BEGIN"
            " UPDATE tally SET count = count + 1 WHERE name = 'report'; END",
        ),
    ),
    Migration(
        "unseen",
        (
            # A version that doesn't know `unseen` must not take it for damage. While a serious point is
            # still to come, an audit has no result any more.
            "INSERT OR IGNORE INTO week_change SELECT DISTINCT site, checklist, started_at, time_zone"
            " FROM audit WHERE finished_at IS NOT NULL AND pending > 0",
        ),
    ),
    Migration(
        "cases",
        (
            # A version that doesn't know cases must not take one for an audit, nor its checklist for damage.
            "CREATE INDEX checklist_case ON checklist (sha256, id)"
            " WHERE CASE WHEN json_valid(content) THEN json_extract(content, '$.case') IS NOT NULL END",
        ),
    ),
    Migration(
        "voices",
        (
            # What clients say, listed as audits are, but apart: nothing that is asked of audits can meet
            # them, nor becomes slower by them. A version that doesn't know them must not take them for audits.
            "CREATE TABLE voice (chain INTEGER PRIMARY KEY REFERENCES chain (number),"
            " id TEXT NOT NULL, checklist TEXT NOT NULL, version TEXT NOT NULL,"
            " sha256 TEXT NOT NULL REFERENCES checklist (sha256), site TEXT NOT NULL,"
            " time_zone TEXT NOT NULL, started_at TEXT NOT NULL, finished_at TEXT,"
            " state TEXT NOT NULL, pending INTEGER NOT NULL)",
            "CREATE INDEX voice_site ON voice (site, started_at, id)",
        ),
    ),
)


def steps_missing(connection: sqlite3.Connection, path: Path) -> int:
    """How many migrations a database still lacks, an empty one all; below 0 for one of a newer program.
    Raises ForeignStore."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if not tables:
        return len(MIGRATIONS)
    if "migration" not in tables:
        raise faults.ForeignStore(path)
    (number,) = connection.execute("SELECT max(number) FROM migration").fetchone()
    return len(MIGRATIONS) - int(number or 0)


def objects_of(connection: sqlite3.Connection) -> dict[str, str]:
    """What a database is made of: the SQL of each table, index, trigger and view, without the
    spaces and quotes that SQLite's own tools add."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return {
        f"{kind} {name}": "".join(str(sql).replace('"', "").split()) for kind, name, sql in rows
    }


def objects_after(steps: int) -> dict[str, str]:
    """What so many migrations make of an empty database."""
    with closing(connect(None)) as connection:
        for number in range(1, steps + 1):
            _make(connection, number)
        return objects_of(connection)


def is_at_odds(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether what a database says of its migrations can't be: what they make is missing, or what
    only later ones make is there."""
    there = objects_of(connection).keys()
    if not there:
        return False
    made = objects_after(len(MIGRATIONS) - steps_missing(connection, path)).keys()
    return not made <= there or bool(there & (objects_after(len(MIGRATIONS)).keys() - made))


def migrate(connection: sqlite3.Connection, path: Path, backups: Path | None) -> None:
    """Bring a database up to date, all or nothing; before each step over existing data a verified
    copy is put into `backups`; None where it is a copy itself. Raises NewerStore, ForeignStore,
    DamagedStore, sqlite3.Error, NotWritten."""
    missing = steps_missing(connection, path)
    if missing > 0:
        with transaction(connection):  # another run may be at it
            if is_at_odds(connection, path):
                raise faults.DamagedStore(path)
    while missing > 0:
        with transaction(connection):
            missing = steps_missing(connection, path)  # another run may have been faster
            if missing > 0:
                number = len(MIGRATIONS) - missing + 1
                # A new one has nothing to lose.
                if backups and number > 1 and connection.execute("SELECT 1 FROM chain").fetchone():
                    name = f"{path.stem}-before-{number:04}-{MIGRATIONS[number - 1].name}"
                    copy_verified(path, unused_name(backups, name))
                _make(connection, number)
                missing -= 1
    if missing < 0:
        raise faults.NewerStore(path)


def open_to_write(path: Path, backups: Path, *, new_history: bool = False) -> sqlite3.Connection:
    """A connection to the database, which is made or migrated first. Raises NotSaved,
    DamagedStore, NewerStore, ForeignStore, and LostStore where a new history would take the place
    of one that is gone, unless that is wanted."""
    with faults.failures_as(path, faults.NotSaved):
        if is_blank(path) and not new_history:
            refuse_if_lost(path, backups)
        connection = connect(path)
        with closing_on_failure(connection):
            if is_unused(connection) and not new_history:
                refuse_if_lost(path, backups)
            migrate(connection, path, backups)
        return connection


def open_to_read(path: Path, backups: Path, *, new_history: bool = False) -> sqlite3.Connection:
    """A connection that refuses to write; an empty database where there is no file.

    Not a byte of the file changes, unless a write was cut short, which SQLite undoes first. Raises
    NotRead, DamagedStore, NewerStore, ForeignStore, LostStore as `open_to_write`.
    """
    with faults.failures_as(path, faults.NotRead):
        connection = connect(None) if is_blank(path) else open_as_it_is(path)[0]
        with closing_on_failure(connection):
            if is_unused(connection) and not new_history:
                refuse_if_lost(path, backups)
            missing = steps_missing(connection, path)
            if missing < 0:
                raise faults.NewerStore(path)
            if missing > 0:
                connection = migrated_copy(connection, path)
        connection.execute("PRAGMA query_only=ON")
        return connection


def open_as_it_is(path: Path) -> tuple[sqlite3.Connection, bool]:
    """A connection that reads whatever is there, and whether a cut-short write was undone first.
    Raises sqlite3.Error, OSError, NotWritten."""
    try:
        connection = connect(path, read_only=True)
        with closing_on_failure(connection):
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
        return connect(path), True
    return connection, False


def migrated_copy(older: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """What an older database is once it is migrated: a passing copy in its stead, which is closed.
    Raises DamagedStore, sqlite3.Error."""
    copy = connect(None)
    with closing_on_failure(copy):
        older.backup(copy)
        migrate(copy, path, None)
    older.close()
    return copy


def is_blank(path: Path) -> bool:
    """Whether there is no file, or not a byte in it."""
    return not path.exists() or (path.is_file() and path.stat().st_size == 0)


def trace_of_history(path: Path, backups: Path) -> Path | None:
    """A backup, a report, a database that was replaced, or a journal, beside a database that holds nothing."""
    for folder, pattern in (
        (backups, f"{path.stem}-*.db"),
        (path.parent, f"{path.stem}-replaced-*.db"),
        (path.parent / "reports", "[!.]*"),
    ):
        for trace in folder.glob(pattern):
            return trace
    journal = path.with_name(f"{path.name}-journal")
    if journal.is_file():
        with journal.open("rb") as file:
            # The pages that the file had before: none, where making it was what was cut short.
            if any(file.read(20)[16:]):
                return journal
    return None


def refuse_if_lost(path: Path, backups: Path) -> None:
    """Raises LostStore where a database that holds nothing should hold something."""
    if trace := trace_of_history(path, backups):
        raise faults.LostStore(path, trace=trace)


def _make(connection: sqlite3.Connection, number: int) -> None:
    migration = MIGRATIONS[number - 1]
    if number == 1:
        connection.execute(
            "CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL)"
        )
    for statement in migration.statements:
        connection.execute(statement)
    if migration.anew:
        from audit_cli.store.writing import project  # noqa: PLC0415 (a start migrates nothing)

        query = f"SELECT subject, id, number FROM chain WHERE number IN ({migration.anew})"
        for row in connection.execute(query).fetchall():
            with suppress(sqlite3.IntegrityError, *faults.NONSENSE):  # damage, which `doctor` finds
                project(connection, *row)
    connection.execute("INSERT INTO migration VALUES (?, ?)", (number, migration.name))
