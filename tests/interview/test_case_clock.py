"""The clock of a case: minutes in which a site is open, marks in any order, what is overdue."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from audit_cli.checklist.library import Library
from audit_cli.checklist.times import OpeningHours
from audit_cli.interview.answers import answers_of
from audit_cli.interview.case_clock import late, open_minutes
from audit_cli.interview.clock import Instant
from audit_cli.interview.closing import keeping_open, settlement
from audit_cli.interview.events import Event, instant_text
from audit_cli.interview.facts import (
    Facts,
    answer_event,
    begin_facts,
    calendar_mark,
    note_event,
    numbered,
)
from audit_cli.interview.forms import misfit_of
from audit_cli.interview.record import Record, folded
from audit_cli.interview.values import Given

COMPLAINT: Final = Library().load("complaint")
WEEKDAYS: Final = (0, 1, 2, 3, 4)
DAYS: Final = (OpeningHours(WEEKDAYS, 9 * 60, 13 * 60), OpeningHours(WEEKDAYS, 15 * 60, 18 * 60))
FRIDAY: Final = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("begin", "end", "minutes"),
    [
        ("2026-11-20T10:00", "2026-11-20T10:45", 45),
        ("2026-11-20T12:30", "2026-11-20T15:10", 40),  # over midday
        ("2026-11-20T17:30", "2026-11-23T09:20", 50),  # over a weekend
        ("2026-11-21T10:00", "2026-11-22T10:00", 0),
        ("2026-11-16T08:00", "2026-11-20T20:00", 5 * 7 * 60),
        ("2026-11-20T10:00", "2026-11-20T09:00", 0),
    ],
)
def test_open_minutes(begin: str, end: str, minutes: int) -> None:
    instants = (datetime.fromisoformat(begin), datetime.fromisoformat(end))
    assert open_minutes(DAYS, *instants) == minutes
    overlapping = (*DAYS, OpeningHours(WEEKDAYS, 10 * 60, 11 * 60))
    assert open_minutes(overlapping, *instants) == minutes


def case(*facts: tuple[Facts, datetime], hours: tuple[OpeningHours, ...] = DAYS) -> Record:
    """A complaint that came in on a Friday at half past five."""
    events: list[Event] = []
    head = begin_facts(COMPLAINT, site="main", time_zone="UTC", hours=hours)
    for fact, moment in (*((one, FRIDAY) for one in head), *facts):
        at = Instant(moment, "run", 0)
        events += numbered(len(events), at, fact, seen_at=instant_text(moment))
    assert [misfit_of("audit", event, COMPLAINT) for event in events] == [None] * len(events)
    return folded("a1", events)


def mark(name: str, later: timedelta, who: str = "", note: str = "") -> tuple[Facts, datetime]:
    return calendar_mark("story", name, who, note), FRIDAY + later


def values(record: Record) -> dict[str, object]:
    return {
        one: answer.value for one, answer in answers_of(COMPLAINT, record).items() if answer.value
    }


def test_marks_in_any_order_and_the_last_one_entered_counts() -> None:
    monday = timedelta(days=2, hours=15, minutes=50)
    solved, told = mark("solved", timedelta(hours=70)), mark("acknowledged", monday)
    found = {"acknowledged-minutes": 50, "fix-hours": 70}
    assert values(case(solved, told)) == values(case(told, solved)) == found
    assert (
        values(case(told, solved, hours=()))["acknowledged-minutes"] == monday.total_seconds() / 60
    )
    assert values(case(mark("solved", timedelta(hours=1)), solved)) == {"fix-hours": 70}
    earlier = mark("start", timedelta(hours=-2))
    assert values(case(solved, earlier)) == {"fix-hours": 72}
    assert values(case(mark("apologised", timedelta()))) == {"apologised": "yes"}
    by_hand = answer_event(COMPLAINT.questions["fix-hours"], Given("given", 3))
    assert values(case(solved, (by_hand, FRIDAY))) == {"fix-hours": 3}


def test_who_it_was_and_what_was_said() -> None:
    record = case(
        mark("apologised", timedelta(), "reception", "so sorry\nindeed"),
        mark("solved", timedelta(), "", "a refund"),
        mark("followed-up", timedelta(), "manager"),
        (note_event("cause", "it seems so", "manager"), FRIDAY),
    )
    told = [(one.who, one.note) for one in record.marks[1:]]
    assert told == [("reception", "so sorry\nindeed"), (None, "a refund"), ("manager", None)]
    assert record.answers["cause"].note == "it seems so"


def test_what_is_overdue() -> None:
    """With urgency (S4-3)."""

    def overdue(record: Record, later: timedelta) -> list[str]:
        answers = answers_of(COMPLAINT, record)
        return [one.mark for one in late(COMPLAINT, record, answers, FRIDAY + later)]

    weekend, monday = timedelta(days=2), timedelta(days=2, hours=16, minutes=1)
    assert overdue(case(), weekend) == []  # half an hour of it was open
    assert overdue(case(), monday) == ["acknowledged", "solved"]
    assert overdue(case(hours=()), timedelta(hours=2)) == ["acknowledged"]
    assert overdue(case(mark("acknowledged", weekend)), monday) == ["solved"]
    unseen = answer_event(COMPLAINT.questions["fix-hours"], Given("unseen"))
    assert overdue(case((unseen, FRIDAY)), monday) == ["acknowledged"]


def test_nothing_of_an_audit_is_overdue() -> None:
    walk_in, at = Library().load("walk-in"), Instant(FRIDAY, "run", 0)
    head = begin_facts(walk_in, site="main", time_zone="UTC")
    record = folded("a1", numbered(0, at, *head, calendar_mark("at-the-door", "start")))
    assert [*late(walk_in, record, answers_of(walk_in, record), FRIDAY + timedelta(days=1))] == []


def test_when_it_closes() -> None:
    words = {
        "cause": Given("given", "fact"),
        "root-cause": Given("given", "two order books"),
        "cause-changed": Given("given", "no"),
    }

    def answered(**given: str) -> Record:
        facts = [
            answer_event(question, Given("unseen") if question.unseen else words[question.id])
            for question in COMPLAINT.questions.values()
        ]
        for name, word in given.items():
            facts.append(
                answer_event(COMPLAINT.questions[name.replace("_", "-")], Given("given", word))
            )
        return case(*((fact, FRIDAY) for fact in facts))

    def still(record: Record) -> list[str]:
        return [q.id for q in keeping_open(COMPLAINT, answers_of(COMPLAINT, record))]

    assert still(answered()) == []  # the client was not reached
    assert still(answered(client_satisfied="no")) == ["client-satisfied"]
    assert settlement(COMPLAINT, answered(client_satisfied="no")) == []
    [closed] = settlement(COMPLAINT, answered(client_satisfied="yes"))
    assert closed == ("finish", None, {"seconds_spent": None}, None)
    assert {"cause", "root-cause", "cause-changed"} < {*still(case())}
