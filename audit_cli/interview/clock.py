"""Marks and durations, from instants that are passed in."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from audit_cli.checklist.model import NOBODY, START, Checklist, Question, Section, Unit
from audit_cli.interview.events import instant_of
from audit_cli.interview.record import MarkTime, Record

_SECONDS_IN: Final = {"seconds": 1, "minutes": 60, "hours": 3600, "open_minutes": 60}


class Instant(NamedTuple):
    """A moment: aware wall time, and `seconds` on a clock that never jumps during one `run` of the machine."""

    wall: datetime
    run: str
    seconds: float


def elapsed(start: MarkTime, end: MarkTime) -> float:
    """Seconds between two marks, as `since`."""
    return since(start, Instant(instant_of(end.seen_at), end.run, end.seconds))


def since(mark: MarkTime, instant: Instant) -> float:
    """Seconds from a mark to an instant: by the steady clock, after a restart by wall time; never negative."""
    if mark.run == instant.run:
        return max(0.0, instant.seconds - mark.seconds)
    return max(0.0, (instant.wall - instant_of(mark.seen_at)).total_seconds())


def whole_seconds(seconds: float) -> int:
    """Seconds as they are shown and stored: to the nearest whole one, for a thumb is not more exact."""
    return int(seconds + 0.5)


def going_on(record: Record, at: Instant, began: Instant | None = None) -> Instant:
    """An instant of an audit that is not finished, never before what was entered already: where the wall
    clock was set back, by the steady one since the sitting `began`, or since the last mark. One that was set
    ahead is believed: some steady clocks stop while the machine sleeps."""
    walls = [at.wall]
    if record.entered_at:
        walls.append(instant_of(record.entered_at))
    if began and began.run == at.run:
        walls.append(began.wall + timedelta(seconds=at.seconds - began.seconds))
    if record.marks and record.marks[-1].run == at.run:
        mark = record.marks[-1]
        walls.append(instant_of(mark.seen_at) + timedelta(seconds=at.seconds - mark.seconds))
    return at._replace(wall=max(walls))


def by_wall_time(marks: Iterable[MarkTime]) -> bool:
    """Whether the machine was restarted between these marks, so that durations are less certain."""
    return len({mark.run for mark in marks}) > 1


def clock_section(checklist: Checklist, question: Question) -> Section | None:
    """The section whose clock answers this question: the one that has its mark, for `start` the nearest before."""
    mark = question.to_mark or (question.longest[0] if question.longest else question.count)
    nearest = None
    for section in checklist.sections:
        if section.clock:
            if mark == START:
                nearest = section
            elif any(mark == m.id for m in section.clock.marks):
                return section
        if question in section.questions:
            break
    return nearest


def marks_of(section: Section, marks: Iterable[MarkTime]) -> list[MarkTime]:
    """The marks of one section's clock, every attempt."""
    return [mark for mark in marks if mark.clock == section.id]


def last_attempt(marks: Sequence[MarkTime]) -> Sequence[MarkTime]:
    """A clock's marks from its last start on."""
    starts = [index for index, mark in enumerate(marks) if mark.mark == START]
    return marks[starts[-1] :] if starts else []


def closed(section: Section, marks: Sequence[MarkTime]) -> bool:
    """Whether the last attempt of a clock is over: its last mark is set, or nobody came."""
    if section.clock is None:
        return True
    last, attempt = section.clock.marks[-1].id, last_attempt(marks)
    at_end = any(last in (mark.mark, mark.given_up) for mark in attempt)
    return at_end or ended_by_nobody(section, marks)


def ended_by_nobody(section: Section, marks: Sequence[MarkTime]) -> bool:
    """Whether nobody came in the last attempt at a clock where that ends the audit."""
    return nobody_ends(section) and any(m.mark == NOBODY for m in last_attempt(marks))


def nobody_ends(section: Section) -> bool:
    """Whether the audit is over where nobody comes at this section's clock."""
    nobody = section.clock.nobody if section.clock else None
    return bool(nobody and nobody.ends)


def open_marks(section: Section, marks: Sequence[MarkTime]) -> list[str]:
    """The marks of a running clock that are neither set nor given up in the last attempt, in their order."""
    attempt = last_attempt(marks)
    if section.clock is None or not attempt or closed(section, marks):
        return []
    done = {mark.given_up or mark.mark for mark in attempt}
    return [mark.id for mark in section.clock.marks if mark.id not in done]


class Pace(NamedTuple):
    """The seconds that the next mark of a running clock may take, and those that it has taken: as many as
    its question would be told of, were it marked now."""

    limit: float
    taken: float


def pace(
    checklist: Checklist, section: Section, attempt: Sequence[MarkTime], now: Instant
) -> Pace | None:
    """Of the mark that comes next in an attempt; None where no question says how long it may take."""
    awaited = next(iter(open_marks(section, attempt)), None)
    for question in checklist.questions.values():
        if awaited and question.to_mark == awaited:
            begin = next((m for m in attempt if m.mark == (question.from_mark or START)), None)
            if found := _pace(question, since(begin, now) if begin else 0):
                return found
    return None


def _pace(question: Question, seconds: float) -> Pace | None:
    standard = question.standard
    if standard is None or standard.operator != "at_most":
        return None
    taken = in_unit(seconds, question)
    return Pace(_in_seconds(standard.operand, question.unit), _in_seconds(taken, question.unit))


def hold(
    checklist: Checklist, attempt: Sequence[MarkTime], now: Instant
) -> tuple[float, Pace | None] | None:
    """The seconds that the hold has lasted which goes on now, and its pace where its question has a limit; None
    while nobody is on hold."""
    for question in checklist.questions.values():
        if attempt and question.longest and question.longest[0] == attempt[-1].mark:
            lasted = since(attempt[-1], now)
            return lasted, _pace(question, lasted)
    return None


class ClockReading(NamedTuple):
    """What a clock says to a question: a number in its unit, yes, or None for never; and the mark's time."""

    value: float | str | None
    seen_at: str


def derived(
    checklist: Checklist, question: Question, marks: Sequence[MarkTime]
) -> ClockReading | None:
    """What the clock says to a question; None as long as it is open."""
    section = clock_section(checklist, question) if question.from_clock and marks else None
    if section is None:
        return None
    own = marks_of(section, marks)
    if question.to_mark:
        return _duration(question, last_attempt(own))
    if not closed(section, own):
        return None
    if question.count:
        # Attempts are counted over all of them, everything else within the call that succeeded.
        counted = own if question.count == START else last_attempt(own)
        return ClockReading(sum(m.mark == question.count for m in counted), own[-1].seen_at)
    return ClockReading(_longest(question, last_attempt(own)), own[-1].seen_at)


def _duration(question: Question, attempt: Sequence[MarkTime]) -> ClockReading | None:
    begin = next((m for m in attempt if m.mark == (question.from_mark or START)), None)
    end = next((m for m in attempt if m.mark == question.to_mark), None)
    if begin and end:  # also where it had been given up too soon
        return ClockReading(in_unit(elapsed(begin, end), question), end.seen_at)
    given_up = next((m for m in attempt if m.given_up == question.to_mark), None)
    return ClockReading(None, given_up.seen_at) if given_up else None


def _longest(question: Question, attempt: Sequence[MarkTime]) -> float:
    """The longest time from one mark to the next other one: whoever comes on the line ends a hold."""
    assert question.longest is not None
    longest, begin = 0.0, None
    for mark in attempt:
        if mark.mark == question.longest[0]:
            begin = begin or mark
        elif begin:
            longest, begin = max(longest, elapsed(begin, mark)), None
    return in_unit(longest, question)


def in_unit(seconds: float, question: Question) -> float:
    """Whole seconds, or minutes and hours to a tenth."""
    if question.unit == "seconds":
        return whole_seconds(seconds)
    tenths = round(seconds / _SECONDS_IN[question.unit], 1)
    return int(tenths) if tenths.is_integer() else tenths


def _in_seconds(value: object, unit: Unit) -> float:
    """A number in a question's unit, as seconds."""
    return float(value) * _SECONDS_IN[unit] if isinstance(value, int | float) else 0.0
