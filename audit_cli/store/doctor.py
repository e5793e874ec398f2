"""A look over everything that is kept, which changes nothing, and deriving anew what can be derived.

It finds damage and casual edits, not a forger who recomputes everything.
"""

import os
import shlex
import shutil
import sqlite3
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

from audit_cli.counting import Step, counted, unheard
from audit_cli.errors import AuditError
from audit_cli.files import PRIVATE_FILE, PRIVATE_FOLDER, NotWritten
from audit_cli.insight.periods import series_id, starts_of
from audit_cli.interview.forms import has_form
from audit_cli.interview.record import folded
from audit_cli.language import _
from audit_cli.store import findings, migrations, queries
from audit_cli.store.chain import Link, erased_in
from audit_cli.store.connection import is_unused, snapshot
from audit_cli.store.faults import NONSENSE, DamagedSums, ForeignStore
from audit_cli.store.findings import Finding
from audit_cli.store.incoming import events_staged, remove_staged
from audit_cli.store.journal import Store
from audit_cli.store.migrations import MIGRATIONS, is_blank
from audit_cli.store.queries import AUDIT_COLUMNS, AuditRow, chain_count, chains, links_of
from audit_cli.store.verify import TEXT_BACK, Pinned, checklist_in, event_of, fault_in, misfit_in
from audit_cli.store.week_sums import audited_series, audited_weeks, is_sound, series_of, weeks_of
from audit_cli.store.writing import blank_texts, project, row_of

ONE_BY_ONE: Final = 50  # findings of one kind; of the others it is said how many there are
_MEGABYTE: Final = 1_000_000
_LITTLE_ROOM: Final = 100  # megabytes
_NO_ROOM: Final = 10
_BACKUP_DAYS: Final = 30

_LISTED: Final = (
    f"SELECT {AUDIT_COLUMNS} FROM audit WHERE chain = :chain"
    f" UNION ALL SELECT {AUDIT_COLUMNS} FROM voice WHERE chain = :chain"
)
_MISSING = _("is missing")
_ADDED = _("was added")
_CHANGED = _("was changed")
_UNCHAINED: Final = (  # audits that are listed but have no events
    "SELECT listed.id FROM (SELECT chain, id FROM audit UNION ALL SELECT chain, id FROM voice) AS listed"
    " LEFT JOIN chain ON chain.number = listed.chain"
    " AND chain.id = listed.id AND subject = 'audit' WHERE chain.number IS NULL"
)
_STRAY_TEXTS: Final = (
    "SELECT count(*) FROM text LEFT JOIN event ON event.chain = text.chain"
    " AND event.seq = text.seq WHERE event.seq IS NULL OR event.text_digest IS NULL"
)


def examine(path: Path, *, backups: Path, now: datetime, step: Step = unheard) -> list[Finding]:
    """Everything that is wrong, or soon will be, with the database at `path` and its folder.

    Changes no byte; SQLite itself undoes a write that had been cut short. Never raises: what cannot be
    read is a finding.
    """
    found = [*_place(path, backups)]
    if is_blank(path):
        return [*found, _blank(path, backups)]
    return [*found, *findings_inside(path, backups, step), *_backups(backups, now)]


def rebuild(store: Store, step: Step = unheard) -> int:
    """Derive the list of audits, and what actions are about, from events, in one transaction, then
    the sums of weeks; erase again the texts that came back. Returns how many audits there are.

    Events are read, never changed; so are the reports that were written. What an import that
    was cut off left is removed. Raises NotSaved, DamagedStore, LockHeld.
    """
    remove_staged(store.connection(), store.path.parent)
    count = 0
    with store.transaction() as connection:
        for table in ("audit", "voice", "week", "week_change", "followup"):
            connection.execute(f"DELETE FROM {table}")
        for chain in counted(chains(connection), chain_count(connection), step):
            links = links_of(connection, chain.number)
            fault = fault_in(chain, links)
            if fault and fault.message is TEXT_BACK:
                blank_texts(connection, chain.number, erased_in(links))
            project(connection, chain.subject, chain.id, chain.number)
            count += chain.subject == "audit"
    for series in series_of(store):
        weeks_of(store, series)
    return count


def findings_inside(path: Path, backups: Path, step: Step = unheard) -> Iterator[Finding]:
    """What is wrong inside the file; an older one is looked over as the next command will make it."""
    try:
        connection, recovered = migrations.open_as_it_is(path)
    except (sqlite3.Error, OSError, ValueError, NotWritten) as error:
        yield findings.NOT_READ(path=path, detail=error, backups=backups)
        return
    try:
        _read_anything(connection)
        if recovered:
            yield findings.RECOVERED(path=path)
        if is_unused(connection):
            yield _blank(path, backups)
            return
        missing = migrations.steps_missing(connection, path)
        if missing < 0:
            yield findings.NEWER(path=path)
            return
        if missing > 0:
            if migrations.is_at_odds(connection, path):
                yield findings.AT_ODDS(path=path, backups=backups)
                return
            connection = migrations.migrated_copy(connection, path)
            _read_anything(connection)
            yield findings.OLDER(path=path)
        # Of what takes longest a step tells how far it is.
        chains_in_turn = partial(_chains, step=step)
        for check in (*_FIRST_CHECKS, chains_in_turn, *_LAST_CHECKS):
            found = _survived(check, connection, path, backups)
            yield from islice(found, ONE_BY_ONE)
            if more := sum(1 for _ in found):
                yield findings.MORE_LIKE_THESE(count=more, backups=backups)
    except ForeignStore:
        yield findings.FOREIGN(path=path)
    except (sqlite3.Error, ValueError, AuditError) as error:
        yield findings.NOT_READ(path=path, detail=error, backups=backups)
    finally:
        connection.close()


def _blank(path: Path, backups: Path) -> Finding:
    """What it means that nothing is stored."""
    trace = migrations.trace_of_history(path, backups)
    return findings.LOST(path=path, trace=trace) if trace else findings.NO_DATABASE(path=path)


def _read_anything(connection: sqlite3.Connection) -> None:
    """Read whatever is there, even what is no text; write nothing."""
    connection.execute("PRAGMA query_only=ON")
    connection.text_factory = lambda raw: raw.decode(errors="surrogateescape")


Check = Callable[[sqlite3.Connection, Path], Iterator[Finding]]


def _survived(
    check: Check, connection: sqlite3.Connection, path: Path, backups: Path
) -> Iterator[Finding]:
    """A check's findings; where it can't go on, that is one more. Each learns where backups are."""
    try:
        for finding in check(connection, path):
            values = (*finding.values, ("backups", backups))
            yield finding._replace(values=values)
    except (sqlite3.Error, AuditError, *NONSENSE) as error:
        yield findings.PAGES(path=path, detail=error, backups=backups)


def _pages(connection: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    for (line,) in connection.execute(f"PRAGMA integrity_check({ONE_BY_ONE})"):
        if line != "ok":
            yield findings.PAGES(path=path, detail=line)


def _altered(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    """Tables, indexes, triggers, views and steps that are missing, changed, or too many."""
    steps = dict(
        connection.execute("SELECT 'migration ' || number, name FROM migration").fetchall()
    )
    names = {f"migration {number}": step.name for number, step in enumerate(MIGRATIONS, 1)}
    objects = migrations.objects_of(connection), migrations.objects_after(len(MIGRATIONS))
    for there, made in (objects, (steps, names)):
        for name in sorted(there.keys() | made.keys()):
            if there.get(name) != made.get(name):
                state = _MISSING if name not in there else _CHANGED if name in made else _ADDED
                yield findings.ALTERED(object=name, state=state)


def _checklists(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    """Pinned checklists whose text is not the one of their hash, id and version."""
    rows = connection.execute("SELECT sha256, id, version, content FROM checklist")
    for digest, name, version, content in rows:
        raw = str(content).encode(errors="surrogateescape")
        checklist = checklist_in(content)
        said = (checklist.id, checklist.version) if checklist else None
        if sha256(raw).hexdigest() != digest or said != (name, version):
            yield findings.CHECKLIST(id=name, version=version)


def _strays(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    with snapshot(connection):
        rows = connection.execute("PRAGMA foreign_key_check")
        counts = Counter(table for table, *_ in rows)
        waiting = events_staged(connection)
    if waiting:
        counts["event"] -= waiting
        yield findings.STAGED(count=waiting)
    (counts["text"],) = connection.execute(_STRAY_TEXTS).fetchone()
    for table, count in counts.items():
        if count:
            yield findings.STRAY(table=table, count=count)


def _chains(connection: sqlite3.Connection, path: Path, *, step: Step) -> Iterator[Finding]:
    pinned = Pinned(connection)
    for chain in counted(chains(connection), chain_count(connection), step):
        try:
            with snapshot(connection):
                # Others may have added to it meanwhile.
                now = queries.chain_of(connection, chain.id, chain.subject) or chain
                links = links_of(connection, chain.number)
                row = connection.execute(_LISTED, {"chain": chain.number}).fetchone()
        except (sqlite3.Error, ValueError) as error:
            yield findings.PAGES(path=path, detail=f"{chain.subject} {chain.id}: {error}")
            continue
        fault = fault_in(now, links)
        if fault:
            kind = findings.ERASED_TEXT if fault.message is TEXT_BACK else findings.CHAIN
            yield kind(fault=fault, subject=chain.subject, id=chain.id)
        elif misfit := misfit_in(chain.subject, links, pinned):
            yield findings.MISFIT(fault=misfit, subject=chain.subject, id=chain.id)
        elif chain.subject == "audit" and row != _derived(chain.id, links, row, pinned):
            yield findings.LISTING(id=chain.id)


def _misplaced(
    connection: sqlite3.Connection, _path: Path, *, query: str, kind: Finding
) -> Iterator[Finding]:
    for (name,) in connection.execute(query):
        yield kind(id=name)


def _weeks(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    """Weeks whose sums are not those of their audits, nor noted to be taken anew."""
    for series in audited_series(connection):
        try:
            for week in audited_weeks(connection, series):
                with snapshot(connection):
                    sound = is_sound(connection, series, week)
                if not sound:
                    yield findings.WEEK(week=week, **series._asdict())
        except DamagedSums as error:
            yield findings.WEEK_CHANGE(detail=error, **series._asdict())


def _periods(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    """Comparison periods outside of history, which older versions took."""
    for series in audited_series(connection):
        events = [*filter(has_form, queries.events_of(connection, "series", series_id(*series)))]
        first = min(audited_weeks(connection, series), default="") if events else ""
        counted = starts_of(events, first)
        which = shlex.join(["--site", series.site, "--checklist", series.checklist])
        for start in starts_of(events):
            if start not in counted:
                yield findings.PERIOD(week=start.week, which=which, **series._asdict())


def _losses(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    """Histories and noted reports of which nothing is there any more."""
    for table, kind in (("chain", findings.HISTORIES_LOST), ("report", findings.REPORTS_LOST)):
        query = (
            f"SELECT (SELECT count(*) FROM {table}),"
            " coalesce((SELECT count FROM tally WHERE name = ?), '?')"
        )
        count, ever = connection.execute(query, (table,)).fetchone()
        if count != ever:
            yield kind(count=count, ever=ever)


_FIRST_CHECKS: Final = (_pages, _altered, _strays, _checklists)
_LAST_CHECKS: Final = (
    partial(_misplaced, query=_UNCHAINED, kind=findings.LISTING),
    partial(_misplaced, query=queries.MISPLACED, kind=findings.FOLLOWUP),
    *(_weeks, _periods, _losses),
)


def _derived(
    audit: str, links: list[Link], listed: tuple[object, ...] | None, pinned: Pinned
) -> tuple[object, ...] | None:
    """The row that an audit's events add up to; None if they don't add up to any. The time zone of a move that
    said none is as it is listed."""
    try:
        record = folded(audit, map(event_of, links))
        row = row_of(record, pinned.get(record.sha256))
        if listed and record.zone_said is False:
            return row._replace(time_zone=AuditRow(*listed).time_zone)  # type: ignore[arg-type]
        return row
    except NONSENSE:
        return None


def _place(path: Path, backups: Path) -> Iterator[Finding]:
    """What is wrong around the file: who may read it, the room left, what lies about."""
    try:
        yield from _permissions(path, backups)
        yield from _room(path.parent)
        for folder in (path.parent, backups, path.parent / "reports"):
            for left_over in sorted([*folder.glob(".*.tmp"), *folder.glob(".*.tmp-journal")]):
                yield findings.LEFT_OVER(path=left_over)
    except OSError as error:
        yield findings.NOT_READ(path=path.parent, detail=error, backups=backups)


def _permissions(path: Path, backups: Path) -> Iterator[Finding]:
    places = dict.fromkeys((path.parent, backups), PRIVATE_FOLDER)
    places |= dict.fromkeys((path, *sorted(backups.glob("*.db"))), PRIVATE_FILE)
    for place, mode in places.items() if os.name != "nt" else ():
        if place.exists() and stat.S_IMODE(place.stat().st_mode) & 0o077:
            yield findings.OPEN_TO_OTHERS(path=place, mode=f"{mode:o}")


def _room(folder: Path) -> Iterator[Finding]:
    megabytes = shutil.disk_usage(folder).free // _MEGABYTE if folder.exists() else _LITTLE_ROOM
    if megabytes < _LITTLE_ROOM:
        kind = findings.NO_ROOM if megabytes < _NO_ROOM else findings.LITTLE_ROOM
        yield kind(megabytes=megabytes, path=folder)


def _backups(backups: Path, now: datetime) -> Iterator[Finding]:
    try:
        times = [file.stat().st_mtime for file in backups.glob("*.db")]
    except OSError:
        return  # `_place` has said it
    if not times:
        yield findings.NO_BACKUP(backups=backups)
        return
    days = int(now.timestamp() - max(times)) // 86_400
    if days > _BACKUP_DAYS:
        yield findings.OLD_BACKUP(backups=backups, days=days)
