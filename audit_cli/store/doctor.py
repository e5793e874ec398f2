"""A look over everything that is kept, which changes nothing.

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
from itertools import islice
from pathlib import Path
from typing import Final

from audit_cli.counting import Step, counted, unheard
from audit_cli.errors import AuditError
from audit_cli.files import PRIVATE_FILE, PRIVATE_FOLDER, NotWritten
from audit_cli.insight.periods import series_id, starts_of
from audit_cli.interview.forms import has_form
from audit_cli.interview.record import folded
from audit_cli.store import findings
from audit_cli.store.connection import snapshot
from audit_cli.store.faults import DamagedSums, ForeignStore
from audit_cli.store.findings import Finding
from audit_cli.store.followups import misplaced
from audit_cli.store.incoming import staged
from audit_cli.store.meaning import NONSENSE, Pinned, event_of, misfit_in
from audit_cli.store.migrations import is_at_odds, steps_missing
from audit_cli.store.opening import as_it_is, up_to_date
from audit_cli.store.projection import AuditRow, projected
from audit_cli.store.queries import events_of
from audit_cli.store.structure import altered, checklists
from audit_cli.store.traces import is_blank, is_unused, trace
from audit_cli.store.verify import (
    TEXT_BACK,
    Chain,
    Fault,
    Link,
    chain_count,
    chains,
    fault_in,
    links_of,
)
from audit_cli.store.week_sums import audited_series, audited_weeks, is_sound

SHOWN: Final = 50  # findings of one kind that are told one by one
MEGABYTE: Final = 1_000_000
DISK_LOW: Final = 100  # megabytes
DISK_FULL: Final = 10
BACKUP_DAYS: Final = 30

_COLUMNS: Final = ", ".join(AuditRow._fields)
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
    return [*found, *contents(path, backups, step), *_backups(backups, now)]


def contents(path: Path, backups: Path, step: Step = unheard) -> Iterator[Finding]:
    """What is wrong inside the file; an older one is looked over as the next command will make it."""
    try:
        connection, recovered = as_it_is(path)
    except (sqlite3.Error, OSError, ValueError, NotWritten) as error:
        yield findings.UNREADABLE(path=path, detail=error, backups=backups)
        return
    try:
        _read_anything(connection)
        if recovered:
            yield findings.RECOVERED(path=path)
        if is_unused(connection):
            yield _blank(path, backups)
            return
        missing = steps_missing(connection, path)
        if missing < 0:
            yield findings.NEWER(path=path)
            return
        if missing > 0:
            if is_at_odds(connection, path):
                yield findings.AT_ODDS(path=path, backups=backups)
                return
            connection = up_to_date(connection, path)
            _read_anything(connection)
            yield findings.OLDER(path=path)
        for check in _checks(step):
            yield from _limited(_survived(check, connection, path, backups), backups)
    except ForeignStore:
        yield findings.FOREIGN(path=path)
    except (sqlite3.Error, ValueError, AuditError) as error:
        yield findings.UNREADABLE(path=path, detail=error, backups=backups)
    finally:
        connection.close()


def _blank(path: Path, backups: Path) -> Finding:
    """What it means that nothing is stored."""
    found = trace(path, backups)
    return findings.LOST(path=path, trace=found) if found else findings.NO_DATABASE(path=path)


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
            yield Finding(finding.severity, finding.message, finding.remedy, values, finding.fault)
    except (sqlite3.Error, AuditError, *NONSENSE) as error:
        yield findings.PAGES(path=path, detail=error, backups=backups)


def _limited(found: Iterator[Finding], backups: Path) -> Iterator[Finding]:
    yield from islice(found, SHOWN)
    more = sum(1 for _ in found)
    if more:
        yield findings.MORE(count=more, backups=backups)


def _pages(connection: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    for (line,) in connection.execute(f"PRAGMA integrity_check({SHOWN})"):
        if line != "ok":
            yield findings.PAGES(path=path, detail=line)


def _strays(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    with snapshot(connection):
        rows = connection.execute("PRAGMA foreign_key_check")
        counts = Counter(table for table, *_ in rows)
        waiting = staged(connection)
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
                now = _again(connection, chain)
                links = links_of(connection, chain.number)
                row = _listed(connection, chain)
        except (sqlite3.Error, ValueError) as error:
            yield findings.PAGES(path=path, detail=f"{chain.subject} {chain.id}: {error}")
            continue
        fault = fault_in(now, links)
        if fault:
            kind = findings.TEXT_BACK if fault.message is TEXT_BACK else findings.CHAIN
            yield kind(fault, subject=chain.subject, id=chain.id)
        elif misfit := _misfit(chain, links, pinned):
            yield findings.MISFIT(misfit, subject=chain.subject, id=chain.id)
        elif chain.subject == "audit" and row != _derived(chain.id, links, row, pinned):
            yield findings.LISTING(id=chain.id)


def _unchained(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    """Audits that are listed but have no events."""
    query = (
        "SELECT audit.id FROM audit LEFT JOIN chain ON chain.number = audit.chain"
        " AND chain.id = audit.id AND subject = 'audit' WHERE chain.number IS NULL"
    )
    for (name,) in connection.execute(query):
        yield findings.LISTING(id=name)


def _followups(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    """Chains of actions that are noted for other audits and sites than their events name."""
    for name in misplaced(connection):
        yield findings.FOLLOWUP(id=name)


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
        events = [*filter(has_form, events_of(connection, "series", series_id(*series)))]
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


def _checks(step: Step) -> tuple[Check, ...]:
    """All of them; of what takes longest a step tells how far it is."""
    return (
        _pages,
        altered,
        _strays,
        checklists,
        partial(_chains, step=step),
        _unchained,
        _followups,
        _weeks,
        _periods,
        _losses,
    )


def _again(connection: sqlite3.Connection, chain: Chain) -> Chain:
    """The chain as it is now: others may have added to it since the page was read."""
    query = "SELECT number, subject, id, length, head FROM chain WHERE number = ?"
    row = connection.execute(query, (chain.number,)).fetchone()
    return Chain._make(row) if row else chain


def _listed(connection: sqlite3.Connection, chain: Chain) -> tuple[object, ...] | None:
    query = f"SELECT {_COLUMNS} FROM audit WHERE chain = ?"
    row: tuple[object, ...] | None = connection.execute(query, (chain.number,)).fetchone()
    return row


def _derived(
    audit: str, links: list[Link], listed: tuple[object, ...] | None, pinned: Pinned
) -> tuple[object, ...] | None:
    """The row that an audit's events add up to; None if they don't add up to any. The time zone of a move that
    said none is as it is listed."""
    try:
        record = folded(audit, map(event_of, links))
        row = projected(record, pinned.get(record.sha256))
        if listed and record.zone_said is False:
            return row._replace(time_zone=AuditRow(*listed).time_zone)  # type: ignore[arg-type]
        return row
    except NONSENSE:
        return None


def _misfit(chain: Chain, links: list[Link], pinned: Pinned) -> Fault | None:
    """What makes no sense in a chain whose hashes are sound."""
    events = list(map(event_of, links))
    misfit = misfit_in(chain.subject, events, pinned.of_events(events))
    return Fault(*misfit) if misfit else None


def _place(path: Path, backups: Path) -> Iterator[Finding]:
    """What is wrong around the file: who may read it, the room left, what lies about."""
    try:
        yield from _permissions(path, backups)
        yield from _room(path.parent)
        for folder in (path.parent, backups, path.parent / "reports"):
            for left_over in sorted([*folder.glob(".*.tmp"), *folder.glob(".*.tmp-journal")]):
                yield findings.LEFT_OVER(path=left_over)
    except OSError as error:
        yield findings.UNREADABLE(path=path.parent, detail=error, backups=backups)


def _permissions(path: Path, backups: Path) -> Iterator[Finding]:
    if os.name == "nt":
        return
    files = [path, *sorted(backups.glob("*.db"))]
    for place, mode in (
        *((folder, PRIVATE_FOLDER) for folder in (path.parent, backups)),
        *((file, PRIVATE_FILE) for file in files),
    ):
        if place.exists() and stat.S_IMODE(place.stat().st_mode) & 0o077:
            yield findings.OPEN_TO_OTHERS(path=place, mode=f"{mode:o}")


def _room(folder: Path) -> Iterator[Finding]:
    if not folder.exists():
        return
    megabytes = shutil.disk_usage(folder).free // MEGABYTE
    if megabytes < DISK_FULL:
        yield findings.DISK_FULL(megabytes=megabytes, path=folder)
    elif megabytes < DISK_LOW:
        yield findings.DISK_LOW(megabytes=megabytes, path=folder)


def _backups(backups: Path, now: datetime) -> Iterator[Finding]:
    try:
        times = [file.stat().st_mtime for file in backups.glob("*.db")]
    except OSError:
        return  # `_place` has told
    if not times:
        yield findings.NO_BACKUP(backups=backups)
        return
    days = int(now.timestamp() - max(times)) // 86_400
    if days > BACKUP_DAYS:
        yield findings.OLD_BACKUP(backups=backups, days=days)
