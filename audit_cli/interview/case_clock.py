"""The clock of a case: its marks go by the calendar, in any order, from any device (S4-3)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

from audit_cli.checklist.model import NOBODY, START, Checklist, Question, Section
from audit_cli.checklist.times import OpeningHours
from audit_cli.interview.clock import ClockReading, in_unit
from audit_cli.interview.events import instant_of
from audit_cli.interview.record import Answer, MarkTime, Record
from audit_cli.language.weeks import zone_named


class Late(NamedTuple):
    """A mark that should have been set by now: the question that waits for it, what has passed since, and what
    may, in that question's unit."""

    mark: str
    question: Question
    taken: int
    limit: float


def sections_of_marks(checklist: Checklist) -> dict[str, Section]:
    """Every mark that can be set on a case, with the section whose clock has it; `start`, to correct it, is last."""
    timed = [section for section in checklist.sections if section.clock]
    marks = {mark.id: s for s in timed for mark in (s.clock.marks if s.clock else ())}
    if timed:
        marks[START] = timed[0]
    return marks


def derived(checklist: Checklist, question: Question, record: Record) -> ClockReading | None:
    """What the marks of a case say to a question, by those of each name that were entered last: the time from
    one to the other, and yes to a question that is called like a mark. None as long as it is open."""
    marks = {mark.mark: mark for mark in record.marks}
    if question.id in checklist.marks and question.id in marks and "yes" in question.traits.words:
        return ClockReading("yes", marks[question.id].seen_at)
    begin, end = marks.get(question.from_mark or START), marks.get(question.to_mark or NOBODY)
    if begin and end:
        return ClockReading(_taken(question, record, begin, instant_of(end.seen_at)), end.seen_at)
    return None


def late(
    checklist: Checklist, record: Record, answers: Mapping[str, Answer], now: datetime
) -> Iterator[Late]:
    """What is overdue in an open case at an instant: the time that a question allows has passed, and the mark
    is not set."""
    if not checklist.case or record.state != "draft":
        return
    marks = {mark.mark: mark for mark in record.marks}
    for question in checklist.questions.values():
        begin, limit = marks.get(question.from_mark or START), question.standard
        if not (question.to_mark and begin and limit and limit.operator == "at_most"):
            continue
        taken = _taken(question, record, begin, now)
        if (
            answers[question.id].status == "missing"
            and isinstance(limit.operand, int | float)
            and taken > limit.operand
        ):
            yield Late(question.to_mark, question, int(taken), limit.operand)


def _taken(question: Question, record: Record, begin: MarkTime, end: datetime) -> float:
    """The time from a mark to an instant, in the question's unit: never negative."""
    begun = instant_of(begin.seen_at)
    if question.unit == "open_minutes" and record.hours:
        local = (one.astimezone(zone_named(record.time_zone)) for one in (begun, end))
        return open_minutes(record.hours, *(one.replace(tzinfo=None) for one in local))
    return in_unit(max(0.0, (end - begun).total_seconds()), question)


def open_minutes(hours: Sequence[OpeningHours], begin: datetime, end: datetime) -> int:
    """The minutes between two instants, by the wall clock of a site, in which it is open."""
    total, day = timedelta(), begin.date()
    while day <= end.date():
        reached = begin
        for weekdays, opens, closes in sorted(hours, key=lambda one: one.opens):
            if day.weekday() in weekdays:  # two that overlap are counted once
                midnight = datetime.combine(day, time())
                last = min(end, midnight + timedelta(minutes=closes))
                first = max(reached, midnight + timedelta(minutes=opens))
                total += max(timedelta(), last - first)
                reached = max(reached, last)
        day += timedelta(days=1)
    return total // timedelta(minutes=1)
