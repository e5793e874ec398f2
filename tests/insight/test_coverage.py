"""What was never looked at: moments, contact points, weekdays, blocks of hours."""

import json
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.checklist.times import OpeningHours
from audit_cli.insight.coverage import USUAL_HOURS, unseen

MONDAY = datetime(2026, 11, 16)
CHECKLIST = checklist_from_canonical(
    json.dumps(
        {
            "id": "visit",
            "version": "1.0",
            "title": "Visit",
            "sections": [
                {
                    "id": "coming",
                    "title": "Coming",
                    "moment": "before",
                    "contact": "web",
                    "questions": [
                        {"id": "found", "ask": "found?", "type": "yes_no"},
                        {"id": "called", "ask": "called?", "type": "yes_no", "contact": "phone"},
                    ],
                },
                {
                    "id": "there",
                    "title": "There",
                    "questions": [{"id": "clean", "ask": "clean?", "type": "yes_no"}],
                },
            ],
        }
    )
)
CONTACTS = ("door", "reception", "cashier", "professional", "phone", "message", "web", "after")


def at(clock: str, day: int = 0) -> datetime:
    """A time in the week, `day` from 0 (Monday)."""
    hours, minutes = map(int, clock.split(":"))
    return MONDAY + timedelta(days=day, hours=hours, minutes=minutes)


def opened(hours: str, *weekdays: int) -> OpeningHours:
    first, last = (part.split(":") for part in hours.split("-"))
    return OpeningHours(weekdays, *(int(h) * 60 + int(m) for h, m in (first, last)))


def unseen_hours(starts: list[datetime], *open_at: OpeningHours) -> list[str]:
    """Hours never looked at, as they are written."""
    found = unseen((), starts, open_at).hours
    return [f"{a // 60}:{a % 60:02}-{b // 60}:{b % 60:02}" for a, b in found]


def test_nothing_looked_at_leaves_everything() -> None:
    """S3-2."""
    assert unseen((), ()) == (
        ("before", "during", "after"),
        CONTACTS,
        (0, 1, 2, 3, 4),
        ((8 * 60, 18 * 60),),
    )


@pytest.mark.parametrize(
    ("question", "moments", "contact"),
    [
        ("found", ("during", "after"), "web"),
        ("called", ("during", "after"), "phone"),  # its own, not that of its section
        ("clean", ("before", "after"), None),
    ],
)
def test_a_question_sees_its_moment_and_its_contact_point(
    question: str, moments: tuple[str, ...], contact: str | None
) -> None:
    found = unseen([(CHECKLIST, question)], ())
    assert found.moments == moments
    assert found.contacts == tuple(one for one in CONTACTS if one != contact)


def test_a_day_that_is_closed_is_not_missed() -> None:
    hours = opened("8:00-12:00", 0, 2), opened("9:00-12:00", 5)
    assert unseen((), [at("9:00", day=2), at("9:00", day=3)], hours).weekdays == (0, 5)


def test_without_opening_hours_they_are_those_of_offices() -> None:
    starts = [at("9:00", day) for day in range(4)]
    assert unseen((), starts) == unseen((), starts, USUAL_HOURS)
    assert unseen((), starts).weekdays == (4,)
    assert unseen_hours(starts) == ["10:00-18:00"]


@pytest.mark.parametrize(
    ("clocks", "hours", "left"),
    [
        ("8:00", "8:00-14:00", ["10:00-14:00"]),
        ("9:59", "8:00-14:00", ["10:00-14:00"]),
        ("10:00", "8:00-14:00", ["8:00-10:00", "12:00-14:00"]),
        ("7:59 14:00", "8:00-14:00", ["8:00-14:00"]),
        ("8:00", "8:30-9:30", ["8:30-9:30"]),  # not open yet
        ("8:30", "8:30-9:30", []),
        ("10:00", "9:30-11:15", ["9:30-10:00"]),
        ("23:59", "20:00-24:00", ["20:00-22:00"]),
        ("0:00", "0:00-4:00", ["2:00-4:00"]),
        ("8:00 10:30 12:00", "8:00-14:00", []),
    ],
)
def test_hours_go_by_blocks_of_two(clocks: str, hours: str, left: list[str]) -> None:
    assert unseen_hours([at(clock) for clock in clocks.split()], opened(hours, 0)) == left


def test_hours_over_noon_are_not_missed_where_it_is_closed() -> None:
    hours = opened("8:00-12:00", 0), opened("14:00-16:00", 0)
    assert unseen_hours([], *hours) == ["8:00-12:00", "14:00-16:00"]


def test_the_hours_of_all_days_are_taken_together() -> None:
    hours = opened("9:00-13:00", 0), opened("8:30-15:00", 1)
    assert unseen_hours([], *hours) == ["8:30-15:00"]
    assert unseen_hours([at("9:30"), at("14:30")], *hours) == ["10:00-14:00"]


HOURS = st.builds(
    lambda days, ends: OpeningHours(tuple(sorted(days)), *sorted(ends)),
    st.sets(st.integers(0, 6), min_size=1),
    st.lists(st.integers(0, 1440), min_size=2, max_size=2, unique=True),
)
STARTS = st.builds(
    lambda day, minute: MONDAY + timedelta(days=day, minutes=minute),
    st.integers(0, 27),
    st.integers(0, 1439),
)


@given(st.lists(HOURS, min_size=1, max_size=3), st.lists(STARTS, max_size=30))
def test_nothing_that_was_looked_at_is_said_to_be_missed(
    hours: list[OpeningHours], starts: list[datetime]
) -> None:
    found = unseen((), starts, hours)
    for start in starts:
        assert start.weekday() not in found.weekdays
        minute = start.hour * 60 + start.minute
        assert not any(first <= minute < last for first, last in found.hours)
    assert all(last < first for (_, last), (first, _) in pairwise(found.hours))
    for one in hours:
        assert {*one.weekdays} <= {*found.weekdays} | {start.weekday() for start in starts}
        if not starts:
            assert any(a <= one.opens and one.closes <= b for a, b in found.hours)


def test_a_contact_point_that_the_house_has_not_is_never_missed() -> None:
    """S1-2: named once in the settings, the others leave coverage."""
    seen = [(CHECKLIST, "found")]
    assert unseen(seen, ()).contacts == tuple(c for c in CONTACTS if c != "web")
    assert unseen(seen, (), there=("after", "web", "door")).contacts == ("door", "after")
    assert unseen(seen, (), there=("web",)).contacts == ()
