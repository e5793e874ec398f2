"""Made-up audits, week by week, as the events that an interview leaves. The same wishes give the same audits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, count
from typing import Final, NamedTuple

from audit_cli.checklist.model import Checklist
from audit_cli.demo.answering import Chance, Visit, an_id, made_up_visit
from audit_cli.demo.places import AUDITORS, BAD, GOOD, KINDS_OF_CLIENTS, Place
from audit_cli.interview.events import Event, instant_of, instant_text
from audit_cli.interview.facts import Facts, answer_event, begin_facts, metadata_event
from audit_cli.interview.record import Answer
from audit_cli.interview.values import Given
from audit_cli.language import Language, Text
from audit_cli.language.weeks import local_week, monday, week_after, zone_named
from audit_cli.scoring import verdict_of

_MORE_OR_LESS: Final = (-1, 0, 0, 0, 0, 0, 1)
_RECOGNISED: Final = ("no",) * 12 + ("yes", "unsure")
_NOTED: Final = 0.4
_FIXED: Final = 0.3
_DAYS_LATER: Final = (3, 9)


class MadeUp(NamedTuple):
    """A whole audit, as `Incoming.add` takes it."""

    audit: str
    events: list[Event]
    checklist: Checklist


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What is to be made up: so many `weeks` up to `last_week`, with about so many audits a week by each
    checklist at each of the places, texts in one language. `seed` is any text or number."""

    places: Sequence[Place]
    a_week: Mapping[Checklist, int]
    last_week: str
    weeks: int
    language: Language
    seed: int | str

    def week(self, weeks_ago: int) -> str:
        """The name of a week."""
        return week_after(self.last_week, -weeks_ago)


def audits(wishes: Wishes) -> Iterator[MadeUp]:
    """The audits of all places, week by week, in the order in which they started within a week.

    Nothing happens from 24 December to 2 January, nor after the last week."""
    for weeks_ago in range(wishes.weeks - 1, -1, -1):
        of_week = chain.from_iterable(_week(wishes, place, weeks_ago) for place in wishes.places)
        yield from sorted(of_week, key=lambda made: made.events[0].entered_at)


def _week(wishes: Wishes, place: Place, weeks_ago: int) -> Iterator[MadeUp]:
    """A place's audits of a week. What is drawn does not depend on the calendar or the language."""
    chance = Chance(wishes.seed, place.id, weeks_ago)
    serious = {one.checklist: one.question for one in place.serious if one.weeks_ago == weeks_ago}
    planned = [
        (checklist, serious.get(checklist.id) if number == 0 else None)
        for checklist, usual in wishes.a_week.items()
        # The last week is the one that is looked at first: it has all audits.
        for number in range(
            max(checklist.id in serious or not weeks_ago, usual + chance.one_of(_MORE_OR_LESS))
        )
    ]
    slots = [(day, hour) for day in place.weekdays for hour in range(*place.hours)]
    rate = place.rate(wishes.weeks - 1 - weeks_ago, wishes.weeks)
    starts = chance.some_of(slots, len(planned))
    for number, ((checklist, failing), (day, hour)) in enumerate(
        zip(planned, starts, strict=False)
    ):
        found = made_up_visit(checklist, rate, place.weak, failing, chance)
        at = monday(wishes.week(weeks_ago)) + timedelta(days=day)
        if weeks_ago not in place.away and not _holiday(at):
            begins = datetime.combine(at, time(hour), zone_named(place.time_zone))
            sitting = _Sitting(wishes, place, checklist, begins, (weeks_ago, number))
            yield MadeUp(sitting.audit, sitting.events(found, failing), checklist)


def _holiday(day: date) -> bool:
    return (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 2)


class _Sitting:
    """An auditor who answers question after question, some minutes after the hour. `which` tells it
    from the others of its place."""

    def __init__(
        self,
        wishes: Wishes,
        place: Place,
        checklist: Checklist,
        hour: datetime,
        which: tuple[int, int],
    ) -> None:
        self._wishes, self._place, self._checklist = wishes, place, checklist
        self._chance = Chance(wishes.seed, place.id, *which)
        self._begins = hour.astimezone(UTC) + timedelta(seconds=self._chance.whole(0, 3300))
        self._seconds = 0
        self._count = count(1)
        self.audit = an_id(wishes.seed, wishes.last_week, wishes.language, place.id, *which)

    def events(self, found: Visit, failing: str | None) -> list[Event]:
        """What is entered during the visit, and days later what was pending."""
        head = begin_facts(
            self._checklist,
            site=self._place.id,
            time_zone=self._place.time_zone,
            auditor=self._said(AUDITORS),
        )
        events = [self._event(facts) for facts in head]
        for facts in self._answered(found, failing):
            self._seconds += self._chance.whole(3, 14)
            events.append(self._event(facts))
        spent: Facts = ("finish", None, {"seconds_spent": self._seconds}, None)
        return [*events, self._event(spent), *self._later(found)]

    def _answered(self, found: Visit, failing: str | None) -> Iterator[Facts]:
        questions = self._checklist.questions.values()
        below = {q.id for q in questions if verdict_of(q, found.answers[q.id]) == "below"}
        for section in self._checklist.sections:
            for question in section.questions:
                answer = found.answers[question.id]
                if answer.status == "not_asked":
                    continue
                yield answer_event(question, Given(answer.status, answer.value))
                note = self._note(question.id, answer, question.id in below)
                if note and (question.id == failing or self._chance.happens(_NOTED)):
                    yield ("note", question.id, None, self._said(note))
            for question in section.questions if section.immediate else ():
                answer = found.answers[question.id]
                if question.id in below or (question.opinion and answer.value == "below"):
                    yield ("fixed", question.id, self._chance.happens(_FIXED), None)
        yield metadata_event("recognised", self._chance.one_of(_RECOGNISED))
        yield metadata_event("client", self._said(KINDS_OF_CLIENTS))

    def _note(self, question: str, answer: Answer, below: bool) -> Sequence[Text]:
        """What may be noted on an answer; nothing on most."""
        bad, good = BAD.get(self._checklist.id, {}), GOOD.get(self._checklist.id, {})
        if below or answer.value == "below":
            return bad.get(question, ())
        remarkable = answer.value == "exceeds" or (question == "help-unasked" and answer.value)
        return good.get(question, ()) if remarkable else ()

    def _later(self, found: Visit) -> Iterator[Event]:
        """Answers to what was pending, unless they come only after the last week."""
        for question, answer in found.later.items():
            self._seconds += 86_400 * self._chance.whole(*_DAYS_LATER)
            given = Given(answer.status, answer.value)
            asked = self._checklist.questions[question]
            at = self._now()
            if local_week(at, self._place.time_zone) <= self._wishes.last_week:
                yield self._event(answer_event(asked, given, "late_answer"))

    def _event(self, facts: Facts) -> Event:
        seq, at = next(self._count), self._now()
        return Event(an_id(self.audit, seq), seq, *facts, at, at)

    def _now(self) -> str:
        return instant_text(self._begins + timedelta(seconds=self._seconds))

    def _said(self, messages: Sequence[Text]) -> str:
        return self._chance.one_of(messages).say(self._wishes.language)


def days_after(instant: str, days: float) -> str:
    """An instant so many days later."""
    return instant_text(instant_of(instant) + timedelta(days=days))
