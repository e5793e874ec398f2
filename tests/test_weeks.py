"""ISO weeks by name, in each time zone, over the turn of the year and the changing of clocks."""

import pytest

from audit_cli.language.weeks import distance, local_week, monday, week_after, weeks_between


@pytest.mark.parametrize(
    ("instant", "zone", "week"),
    [
        ("2026-11-16T05:59:59.999Z", "America/Mexico_City", "2026-W46"),
        ("2026-11-16T06:00:00.000Z", "America/Mexico_City", "2026-W47"),
        ("2027-01-03T12:00:00.000Z", "UTC", "2026-W53"),
        ("2027-01-03T12:00:00.000Z", "Pacific/Auckland", "2027-W01"),  # it is Monday there
        ("2027-01-04T05:00:00.000Z", "America/Bogota", "2027-W01"),
        ("2027-01-04T04:59:59.000Z", "America/Bogota", "2026-W53"),
        ("2025-12-29T00:00:00.000Z", "UTC", "2026-W01"),
        # Chile: clocks went back in the night before, to UTC-4, and forward on 6 September 2026.
        ("2026-04-06T03:59:00.000Z", "America/Santiago", "2026-W14"),
        ("2026-04-06T04:00:00.000Z", "America/Santiago", "2026-W15"),
        ("2026-09-07T03:00:00.000Z", "America/Santiago", "2026-W37"),
        ("2026-11-16T06:00:00.000Z", "UTC-06:00", "2026-W47"),
        ("2026-11-16T06:00:00.000Z", "Nowhere/Here", "2026-W47"),
    ],
)
def test_the_week_is_that_of_the_place(instant: str, zone: str, week: str) -> None:
    assert local_week(instant, zone) == week


def test_weeks_are_counted_by_days_not_by_hours() -> None:
    assert week_after("2026-W53") == "2027-W01"
    assert week_after("2027-W01", -1) == "2026-W53"
    assert week_after("2026-W10", 3) == "2026-W13"  # clocks change on both sides of the Atlantic
    assert list(weeks_between("2026-W52", "2027-W01")) == ["2026-W52", "2026-W53", "2027-W01"]
    assert list(weeks_between("2027-W01", "2026-W52")) == []
    assert distance("2026-W52", "2027-W02") == 3
    assert distance("2027-W02", "2026-W52") == -3


@pytest.mark.parametrize("name", ["2027-W53", "2026-W00", "2026-W54", "2026-47", "W47", "2026-W4"])
def test_what_is_no_week(name: str) -> None:
    with pytest.raises(ValueError, match=r"week|year"):
        monday(name)
