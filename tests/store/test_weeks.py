"""The sums of weeks are those of their audits, whatever happens to these, and whenever they are asked."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from audit_cli.insight.totals import WeekSums, pooled
from audit_cli.interview.answers import answers_of
from audit_cli.interview.events import Event, instant_text
from audit_cli.language.weeks import local_week
from audit_cli.scoring import score_of
from audit_cli.store import week_sums
from audit_cli.store.doctor import rebuild
from audit_cli.store.faults import DamagedStore
from audit_cli.store.journal import Store
from audit_cli.store.transfer import export_lines, import_lines
from audit_cli.store.week_sums import Series, series_of, weeks_of

from .making import (
    CHECKLIST,
    HISTORIES,
    LATER,
    an_id,
    checklist,
    event,
    finished,
    make_older,
    numbered,
    start,
    store_in,
    stored,
)
from .test_doctor import found

CENTRO, NORTE = Series("centro", "walk-in"), Series("norte", "walk-in")
ZONES = ("America/Mexico_City", "Pacific/Auckland", "Pacific/Honolulu", "UTC+05:45", "Nowhere/Here")


def all_weeks(store: Store) -> dict[Series, list[WeekSums]]:
    """What the store says of every series, those without a week left out."""
    said = {series: weeks_of(store, series) for series in series_of(store)}
    return {series: sums for series, sums in said.items() if sums}


def from_scratch(store: Store) -> dict[Series, list[WeekSums]]:
    """The same from the audits one by one, with nothing kept."""
    scored: dict[Series, dict[str, list[tuple[str, str]]]] = {}
    for row in store.audits(state="finished"):
        week = local_week(row.started_at, row.time_zone)
        series = scored.setdefault(Series(row.site, row.checklist), {})
        series.setdefault(week, []).append((row.started_at, row.id))
    return {
        series: [
            pooled(week, (_scored(store, audit) for _, audit in sorted(audits)))
            for week, audits in sorted(of_weeks.items())
        ]
        for series, of_weeks in sorted(scored.items())
    }


def _scored(store: Store, audit: str):
    record = store.record(audit)
    of = next(one for one in CHECKLISTS if one.sha256 == record.sha256)
    return of, score_of(of, answers_of(of, record))


CHECKLISTS = (CHECKLIST, checklist("1.1"))
AT = st.datetimes(datetime(2026, 12, 24), datetime(2027, 1, 6)).map(
    lambda at: instant_text(at.replace(tzinfo=week_sums.UTC))
)


@st.composite
def audits(draw: st.DrawFn) -> list[Event]:
    """Any history, at the turn of a year that has a week 53, somewhere on earth."""
    first, *later = draw(HISTORIES)
    of = draw(st.sampled_from(CHECKLISTS))
    facts = {**first.value, "time_zone": draw(st.sampled_from(ZONES)), "version": of.version}  # type: ignore[dict-item]
    return [
        first._replace(seen_at=draw(AT), value={**facts, "sha256": of.sha256}),
        *later,
    ]


def of(events: list[Event]):
    return next(one for one in CHECKLISTS if one.sha256 == events[0].value["sha256"])  # type: ignore[index,call-overload]


@examples(60)
@given(
    st.lists(audits(), min_size=1, max_size=6), st.lists(st.lists(LATER, max_size=4), max_size=6)
)
def test_kept_sums_are_those_of_the_audits(
    histories: list[list[Event]], more: list[list[Event]]
) -> None:
    with TemporaryDirectory() as folder, store_in(Path(folder)) as store:
        names = [an_id() for _ in histories]
        with store.incoming() as incoming:
            for name, events in zip(names, histories, strict=True):
                incoming.add(name, events, of(events), None)
        assert all_weeks(store) == from_scratch(store)
        for name, events, later in zip(names, histories, more, strict=False):
            store.append(name, numbered([*events, *later])[len(events) :])
            if len(later) % 2:
                assert all_weeks(store) == from_scratch(store)
        assert all_weeks(store) == from_scratch(store) == all_weeks(store)
        assert wrong_sums(store) == []
        assert series_of(store) == sorted(series_of(store))


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("America/Mexico_City", "2026-11-16T05:59:59.000Z", "2026-11-16T06:00:00.000Z"),
        ("Pacific/Auckland", "2026-11-15T10:59:59.000Z", "2026-11-15T11:00:00.000Z"),
        ("UTC-12:00", "2026-11-16T11:59:59.000Z", "2026-11-16T12:00:00.000Z"),
    ],
)
def test_midnight_between_two_weeks_is_that_of_the_site(
    store: Store, zone: str, before: str, after: str
) -> None:
    for instant in (before, after):
        first, *later = finished()
        value = {**first.value, "time_zone": zone}  # type: ignore[dict-item]
        stored(store, [first._replace(value=value, seen_at=instant), *later])
    found = [(sums.week, sums.audits) for sums in weeks_of(store, CENTRO)]
    assert found == [("2026-W46", 1), ("2026-W47", 1)]
    assert wrong_sums(store) == []


def in_zone(zone: str, site: str = "centro", at: str = "2026-11-15T20:00:00.000Z") -> list[Event]:
    """A finished audit: at 20:00 UTC on a Sunday, which is Monday in Auckland."""
    first, *later = finished(site=site)
    return [first._replace(value=first.value | {"time_zone": zone}, seen_at=at), *later]  # type: ignore[operator]


def test_a_moved_audit_is_counted_in_the_week_of_its_new_site(store: Store) -> None:
    audit = stored(store, in_zone("America/Mexico_City"))
    assert [sums.week for sums in weeks_of(store, CENTRO)] == ["2026-W46"]
    there = {"site": "norte", "time_zone": "Pacific/Auckland"}
    store.append(audit, [event(10, "metadata", "site", there)])
    assert weeks_of(store, CENTRO) == []
    assert [sums.week for sums in weeks_of(store, NORTE)] == ["2026-W47"]
    assert (store.record(audit).site, store.record(audit).time_zone) == tuple(there.values())
    assert found(store.path) == []


def test_a_move_of_before_has_the_zone_of_the_latest_audit_there(store: Store) -> None:
    """Older versions kept the new site alone: wherever the other audits come from, and when."""
    audit = stored(store, in_zone("America/Mexico_City"))
    moved(store, audit)
    zones = (("Pacific/Auckland", "15"), ("Pacific/Honolulu", "14"))
    for zone, day in zones:
        stored(store, in_zone(zone, "norte", f"2026-11-{day}T20:00:00.000Z"))

    def check(store: Store) -> None:
        assert store.record(audit).time_zone == "Pacific/Auckland"
        weeks = [(sums.week, sums.audits) for sums in weeks_of(store, NORTE)]
        assert weeks == [("2026-W46", 1), ("2026-W47", 2)]
        assert all_weeks(store) == from_scratch(store)
        assert found(store.path) == []

    check(store)
    with store_in(store.path.parent / "other") as other:
        import_lines(other, export_lines(store), "export")
        check(other)
    rebuild(store)
    check(store)
    statement = "UPDATE audit SET time_zone = 'America/Mexico_City' WHERE id = ?"
    store.connection().execute(statement, (audit,))
    store.close()
    make_older(store.path, 3)
    with store_in(store.path.parent) as migrated:
        check(migrated)


def wrong_sums(store: Store) -> list[str]:
    """What doctor says of weeks."""
    return [line for line in found(store.path) if "the sums of week" in line]


def a_week(store: Store) -> WeekSums:
    [sums] = weeks_of(store, CENTRO)
    return sums


def amended(store: Store, audit: str) -> None:
    store.append(audit, [event(10, "amend", "floor-clean", "no", "looked again")])


def moved(store: Store, audit: str) -> None:
    store.append(audit, [event(10, "metadata", "site", "norte")])


def set_aside(store: Store, audit: str) -> None:
    store.append(audit, [event(10, "discard", None, None, "closed")])


@pytest.mark.parametrize(
    ("change", "left"), [(amended, (2, (1, 2))), (moved, (1, (1, 1))), (set_aside, (1, (1, 1)))]
)
def test_a_correction_changes_the_week(
    store: Store, change: Callable[[Store, str], None], left: tuple[int, tuple[int, int]]
) -> None:
    stored(store, finished())
    audit = stored(store, finished())
    before = a_week(store)
    assert (before.audits, before.items["floor-clean"]) == (2, (2, 2))
    change(store, audit)
    assert (a_week(store).audits, a_week(store).items["floor-clean"]) == left
    assert all_weeks(store) == from_scratch(store)
    if change is set_aside:
        store.append(audit, [event(11, "restore", None, None, "open after all")])
        assert a_week(store) == before


def test_a_late_answer_and_an_erasure_change_nothing_they_should_not(store: Store) -> None:
    audit = stored(store, finished()[:7])
    assert a_week(store).items["floor-clean"] == (0, 1)
    store.append(audit, [event(8, "late_answer", "floor-clean", "yes")])
    assert a_week(store).items["floor-clean"] == (1, 1)
    store.erase(audit, event(9, "erase", "floor-clean", None, "after the talk"))
    assert a_week(store).items["floor-clean"] == (1, 1)


def test_sums_that_wait_to_be_taken_anew_are_not_wrong(store: Store) -> None:
    audit = stored(store, finished())
    assert wrong_sums(store) == []
    before = a_week(store)
    amended(store, audit)
    assert wrong_sums(store) == []
    assert a_week(store) != before


def test_a_series_ends_with_its_last_audit(store: Store) -> None:
    audit = stored(store, finished())
    assert a_week(store).audits == 1
    set_aside(store, audit)
    assert weeks_of(store, CENTRO) == []
    assert series_of(store) == []


def test_a_draft_counts_nowhere(store: Store) -> None:
    stored(store, finished()[:6])
    assert series_of(store) == []
    assert weeks_of(store, CENTRO) == []


def test_many_changes_are_settled_a_few_at_a_time(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(week_sums, "_AT_ONCE", 2)
    for hours in range(6, 23, 2):
        stored(store, finished(at=hours * 3600))
    [sums] = weeks_of(store, CENTRO)
    assert sums.audits == 9
    assert store.connection().execute("SELECT count(*) FROM week_change").fetchone() == (0,)


def test_imports_count_too(store: Store, tmp_path: Path) -> None:
    answer = event(0, "answer", "floor-clean", "no", seen=5)
    stored(store, numbered([start(), answer, event(0, "finish", None, {"seconds_spent": 9})]))
    with store_in(tmp_path / "other") as other:
        import_lines(other, export_lines(store), "export")
        assert all_weeks(other) == all_weeks(store) != {}


def test_sums_that_cannot_be_saved_are_taken_each_time(store: Store) -> None:
    stored(store, finished())
    store.connection().execute("PRAGMA query_only=ON")
    assert a_week(store).audits == 1
    assert a_week(store).audits == 1
    assert store.connection().execute("SELECT count(*) FROM week").fetchone() == (0,)


def test_an_older_database_has_its_weeks(store: Store) -> None:
    """As the migration leaves it: no sums yet, every finished audit noted."""
    stored(store, finished())
    before = all_weeks(store)
    store.close()
    make_older(store.path, 1)
    with store_in(store.path.parent) as migrated:
        assert all_weeks(migrated) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE week SET met = met - 1",
        "UPDATE week SET items = '{}'",
        "DELETE FROM week",
        "INSERT INTO week SELECT 'sur', checklist, '2026-W01', audits, pooled, met, weight, squares,"
        " place_met, place_weight, people_met, people_weight, decided, passed, critical_failures,"
        " exceeds, below, critical, items, versions FROM week",
    ],
)
def test_doctor_finds_wrong_sums_and_rebuilds_them(store: Store, statement: str) -> None:
    stored(store, finished())
    before = all_weeks(store)
    store.connection().execute(statement)
    [told] = wrong_sums(store)
    assert "the sums of week 2026-W" in told
    assert "--rebuild" in told
    assert rebuild(store) == 1
    assert wrong_sums(store) == []
    assert all_weeks(store) == before


# What no audits add up to, in one week of three.
NONSENSE = (
    "squares = 0", "squares = 9999", "weight = 'x'", "weight = -3", "weight = 2.5", "met = 9999", "met = -1",
    "place_met = 9999", "people_met = 9999", "audits = 0", "pooled = 9", "passed = 9", "decided = 9",
    "critical_failures = 9", "below = -1", "week = '2026-W99'", "week = 'zzz'", "week = '2026-w01'",
    "week = '9999-W52'", "week = 7", "versions = '[]'", "versions = '[[1, 2]]'", "versions = '['",
    "versions = 'null'", "items = '{\"a\": [3, 2]}'", "items = '{\"a\": 1}'", "items = '[]'", "items = x'00'",
    "audits = 0, pooled = 0, decided = 0, passed = 0, critical_failures = 0",
    "items = '{},{}'", "critical = '{\"a\": \"b\"}'", "critical = '{\"a\": -1}'",
)  # fmt: skip


@pytest.mark.parametrize("change", NONSENSE)
def test_sums_that_cannot_be_are_told_and_derived_anew(store: Store, change: str) -> None:
    for day in ("10", "17", "24"):
        first, *later = finished()
        stored(store, [first._replace(seen_at=f"2026-11-{day}T10:00:00.000Z"), *later])
    before = all_weeks(store)
    store.connection().execute(f"UPDATE week SET {change} WHERE week = '{before[CENTRO][1].week}'")
    with pytest.raises(DamagedStore) as told:
        weeks_of(store, CENTRO)
    assert "audit doctor --rebuild" in told.value.say("en")
    assert "audit doctor --rebuild" in told.value.say("es")
    assert wrong_sums(store) == found(store.path)
    assert all("--rebuild" in line for line in wrong_sums(store))
    assert rebuild(store) == 3
    assert found(store.path) == []
    assert all_weeks(store) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET value = 'null' WHERE kind = 'start'",
        "UPDATE audit SET started_at = '2026-11-16'||x'ff'",
        "UPDATE audit SET sha256 = 'x'",
    ],
)
def test_damage_is_told_and_found_by_doctor(store: Store, statement: str) -> None:
    stored(store, finished())
    store.connection().executescript(f"PRAGMA foreign_keys = OFF; {statement}")
    with pytest.raises(DamagedStore):
        weeks_of(store, CENTRO)
    assert found(store.path)


@pytest.mark.parametrize("when", ["'2026-11-31T10:00:00.000Z', 'UTC'", "'2026-11-16T10:00', x'ff'"])
def test_a_change_at_no_instant_is_damage_though_all_sums_are_right(
    store: Store, when: str
) -> None:
    stored(store, finished())
    weeks_of(store, CENTRO)
    assert found(store.path) == []
    store.connection().execute(f"INSERT INTO week_change VALUES ('centro', 'walk-in', {when})")
    with pytest.raises(DamagedStore, match="--rebuild"):
        weeks_of(store, CENTRO)
    [told] = found(store.path)
    assert "--rebuild" in told
    rebuild(store)
    assert found(store.path) == []
