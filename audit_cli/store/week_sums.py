"""The sums of each week, kept so that a report's cost doesn't grow with history.

Whoever stores an event of a finished audit notes, in the same transaction, when that audit was
(`week_change`). The sums of the weeks noted are taken anew when they are next asked for."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from itertools import accumulate, chain
from operator import le
from typing import Any, Final, NamedTuple

from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.checklist.model import Checklist
from audit_cli.counting import Step
from audit_cli.insight.totals import WeekSums, pooled
from audit_cli.interview.answers import answers_of
from audit_cli.interview.events import instant_text
from audit_cli.interview.record import folded
from audit_cli.language.weeks import is_week, local_week, monday
from audit_cli.scoring import Score, score_of
from audit_cli.store.connection import snapshot
from audit_cli.store.faults import NONSENSE, DamagedRow, DamagedSums, NotRead, NotSaved, failures_as
from audit_cli.store.journal import Store, blaming_damage
from audit_cli.store.queries import audits_events

# Changes settled in one transaction: others may write between two, however much was imported.
_AT_ONCE: Final = 500
_SERIES: Final = "site = ? AND checklist = ?"
_SELECT: Final = f"SELECT {', '.join(WeekSums._fields)} FROM week WHERE {_SERIES}"
_ALL_SERIES: Final = (
    "SELECT site, checklist FROM week {where} UNION"
    " SELECT site, checklist FROM {other} {where} ORDER BY 1, 2"
)
_INSERT: Final = f"INSERT INTO week VALUES ({', '.join('?' * (len(WeekSums._fields) + 2))})"
_AUDITS: Final = (
    f"SELECT id, sha256, started_at, time_zone FROM audit WHERE {_SERIES}"
    " AND started_at >= ? AND started_at < ? AND state = 'finished' ORDER BY started_at, id"
)
_CHANGES: Final = f"SELECT started_at, time_zone FROM week_change WHERE {_SERIES}"
_FORGET: Final = f"DELETE FROM week_change WHERE {_SERIES} AND started_at = ? AND time_zone = ?"
_NUMBERS: Final = WeekSums._fields.index("critical")  # so many columns; the others are JSON


class Series(NamedTuple):
    """A checklist at a site: what has a run of weeks."""

    site: str
    checklist: str


def series_of(store: Store, site: str | None = None, checklist: str | None = None) -> list[Series]:
    """Every series with a finished audit, in order of site and checklist, or those of one site; also one
    whose last was set aside since its weeks were read. That of closed cases is one of its own: only where its
    `checklist` is named. Raises NotRead."""
    where, values = ("WHERE site = :site", {"site": site}) if site else ("", {})
    query = _ALL_SERIES.format(other="week_change", where=where)
    cases = store.case_lists() - {checklist}
    with failures_as(store.path, NotRead):
        found = map(Series._make, store.connection().execute(query, values))
        return [series for series in found if series.checklist not in cases]


def weeks_of(store: Store, series: Series) -> list[WeekSums]:
    """The weeks of a series that have finished audits, in order. Raises NotRead, DamagedStore.

    Where their sums can't be saved, on a full disk, they are taken each time."""
    with failures_as(store.path, NotRead):
        with suppress(NotSaved):
            for _changes_settled in _refresh(store, series):
                pass
        connection = store.connection()
        with snapshot(connection):
            found = {sums.week: sums for sums in _stored_sums(connection, series)}
            for week in _weeks(_changes(connection, series)):
                found[week] = _summed(connection, series, week)
    return [sums for _, sums in sorted(found.items()) if sums.audits]


def audited_series(connection: sqlite3.Connection) -> list[Series]:
    """Every series that has an audit of any state, or kept sums."""
    return list(map(Series._make, connection.execute(_ALL_SERIES.format(other="audit", where=""))))


def audited_weeks(connection: sqlite3.Connection, series: Series) -> list[str]:
    """The weeks of a series that have a finished audit, kept sums, or a change noted, in order. Raises
    DamagedRow."""
    query = f"SELECT started_at, time_zone FROM audit WHERE {_SERIES} AND state = 'finished'"
    stored = connection.execute(f"SELECT week FROM week WHERE {_SERIES}", series)
    names = {str(week) for (week,) in stored}
    audited = connection.execute(query, series)
    return sorted(names.union(_weeks(audited), _weeks(_changes(connection, series))))


def is_sound(connection: sqlite3.Connection, series: Series, week: str) -> bool:
    """Whether a week's sums are those of its audits, or are noted to be taken anew. Raises DamagedSums
    where that can't be told."""
    if not is_week(week):
        return False
    if _changed_in(connection, series, week):
        return True
    try:
        stored = next(iter(_stored_sums(connection, series, week)), WeekSums(week))
    except DamagedSums:
        return False
    return stored == _summed(connection, series, week)


def refresh(store: Store, asked: Sequence[Series], step: Step) -> None:
    """Take the sums of some series anew where changes are noted, as `weeks_of` does of one. A step hears how
    many of the changes are settled. Raises NotRead, DamagedStore."""
    with failures_as(store.path, NotRead), suppress(NotSaved):
        of = sum(len(_changes(store.connection(), series)) for series in asked)
        settled = chain.from_iterable(_refresh(store, series) for series in asked)
        for done in accumulate(settled):
            step(done, of)


def _refresh(store: Store, series: Series) -> Iterator[int]:
    """Settle the changes of a series, some at once; how many each time."""
    while _changes(store.connection(), series, 1):
        with store.transaction() as connection:
            settled = {*_changes(connection, series, _AT_ONCE)}
            for week in _weeks(settled):
                _save(connection, series, _summed(connection, series, week))
                settled.update(_changed_in(connection, series, week))
            connection.executemany(_FORGET, [(*series, *change) for change in settled])
        yield len(settled)


def _stored_sums(
    connection: sqlite3.Connection, series: Series, only: str | None = None
) -> list[WeekSums]:
    """The sums that are kept, of one week or of all. Raises DamagedSums."""
    query, values = (f"{_SELECT} AND week = ?", (*series, only)) if only else (_SELECT, series)
    rows = connection.execute(query, values).fetchall()
    try:
        # Three texts a week: read at once, for over the years they add up.
        texts = ",".join(f"[{','.join(row[_NUMBERS:])}]" for row in rows)
        found = [_sums(*both) for both in zip(rows, json.loads(f"[{texts}]"), strict=True)]
        if found and not _add_up(found):
            raise ValueError("no audits add up to these")
    except NONSENSE as error:
        raise DamagedSums(f"the sums of {' · '.join(series)}") from error
    return found


def _weeks(instants: Iterable[tuple[str, str]]) -> list[str]:
    """The weeks of some (started_at, time zone), in order."""
    return sorted({_week(*instant) for instant in instants})


def _week(started_at: str, time_zone: str) -> str:
    try:
        return local_week(started_at, time_zone)
    except (TypeError, ValueError) as error:
        raise DamagedSums(f"started at {started_at} in {time_zone}") from error


def _changed_in(connection: sqlite3.Connection, series: Series, week: str) -> list[tuple[str, str]]:
    query = f"{_CHANGES} AND started_at >= ? AND started_at < ?"
    found = connection.execute(query, (*series, *_around(week))).fetchall()
    return [change for change in found if _week(*change) == week]


def _summed(connection: sqlite3.Connection, series: Series, week: str) -> WeekSums:
    return pooled(week, _scored(connection, series, week))


def _save(connection: sqlite3.Connection, series: Series, sums: WeekSums) -> None:
    connection.execute(f"DELETE FROM week WHERE {_SERIES} AND week = ?", (*series, sums.week))
    if sums.audits:
        texts = (json.dumps(facts, sort_keys=True) for facts in sums[_NUMBERS:])
        connection.execute(_INSERT, (*series, *sums[:_NUMBERS], *texts))


def _sums(row: tuple[Any, ...], facts: list[Any]) -> WeekSums:
    critical, items, versions = facts
    counts = {question: tuple(both) for question, both in items.items()}
    return WeekSums._make((*row[:_NUMBERS], critical, counts, tuple(map(tuple, versions))))


def _add_up(weeks: Sequence[WeekSums]) -> bool:
    """Whether audits can add up to these: asked of all weeks at once, for a report reads hundreds. Raises one
    of `NONSENSE` for what can't be added at all. What can't be told so cheaply, `doctor` finds."""
    columns: Any = WeekSums._make(zip(*weeks, strict=True))
    items = [both for sums in weeks for both in sums.items.values()]
    met, judged = zip(*items, strict=True) if items else ((), ())
    critical = [times for sums in weeks for times in sums.critical.values()]
    versions = [name for sums in weeks for version in sums.versions for name in version]
    at_most = (
        (columns.pooled, columns.audits),
        (columns.decided, columns.audits),
        (columns.critical_failures, columns.audits),
        (columns.passed, columns.decided),
        (columns.met, columns.weight),
        (columns.weight, columns.squares),
        (columns.squares, [weight**2 for weight in columns.weight]),
        (columns.place_met, columns.place_weight),
        (columns.people_met, columns.people_weight),
        (met, judged),
    )
    return (
        all(map(is_week, columns.week))
        and all(columns.versions)
        and set(map(type, versions)) == {str}
        and all(  # no fraction among them, nor any text
            type(sum(column)) is int and min(column, default=0) >= 0
            for column in (*columns[1:_NUMBERS], met, judged, critical)
        )
        and all(columns.audits)
        and all(all(map(le, *both)) for both in at_most)
    )


def _changes(
    connection: sqlite3.Connection, series: Series, limit: int = -1
) -> list[tuple[str, str]]:
    query = f"{_CHANGES} ORDER BY started_at LIMIT ?"
    return connection.execute(query, (*series, limit)).fetchall()


def _scored(
    connection: sqlite3.Connection, series: Series, week: str
) -> Iterator[tuple[Checklist, Score]]:
    rows = connection.execute(_AUDITS, (*series, *_around(week))).fetchall()
    hashes = {
        audit: sha256
        for audit, sha256, started_at, time_zone in rows
        if _week(started_at, time_zone) == week
    }
    checklists = {sha256: _checklist(connection, sha256) for sha256 in {*hashes.values()}}
    for audit, events in audits_events(connection, hashes):
        checklist = checklists[hashes[audit]]
        with blaming_damage(connection, audit):
            score = score_of(checklist, answers_of(checklist, folded(audit, events)))
        yield checklist, score


def _checklist(connection: sqlite3.Connection, sha256: str) -> Checklist:
    query = "SELECT content FROM checklist WHERE sha256 = ?"
    row = connection.execute(query, (sha256,)).fetchone()
    if row is None:
        raise DamagedRow(f"no checklist {sha256}")
    return checklist_from_canonical(str(row[0]))


def _around(week: str) -> tuple[str, str]:
    """Instants between which the week lies in every time zone."""
    begins = datetime.combine(monday(week), time(), UTC)
    return instant_text(begins - timedelta(days=1)), instant_text(begins + timedelta(days=8))
