"""What people do about made-up audits: actions assigned, and done soon or late; what they changed on purpose."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final, NamedTuple, TypeAlias

from audit_cli.checklist.model import Question
from audit_cli.demo.answering import Chance, an_id
from audit_cli.demo.audits import MadeUp, Wishes, days_after
from audit_cli.demo.places import DONE, ROLES, Own, Place, improvement_begins
from audit_cli.followup.actions import action_id
from audit_cli.followup.changes import Anchor, Reason, add_facts, change_facts
from audit_cli.followup.outcomes import is_finding, is_put_right, outcome_of
from audit_cli.insight.periods import period_facts, series_id
from audit_cli.interview.events import Event, instant_text
from audit_cli.interview.facts import Facts
from audit_cli.interview.record import folded
from audit_cli.language.weeks import monday, zone_named
from audit_cli.store.chain import Subject

_ASSIGNED: Final = 0.5
_SOON: Final = (1, 8)  # days until something is done
_LATE: Final = (15, 60)
_NOTED: Final = 0.6
_REASONS: Final[tuple[Reason | None, ...]] = (None, None, None, "too-few-people", "no-equipment")
_RENEWED: Final = "phone-test"


# A chain that is no audit, as `Store.append` takes it.
Said: TypeAlias = tuple[Subject, str, list[Event]]


class _Deed(NamedTuple):
    at: str
    facts: Facts


@dataclass(slots=True)
class _Task:
    """An action, what will be done about it, and when that ends it."""

    id: str
    deeds: list[_Deed]
    closes_at: str


def said(wishes: Wishes, audits: Iterable[MadeUp]) -> Iterator[Said]:
    """What was entered about the audits, given in order of time, until the last week was over."""
    places = {place.id: place for place in wishes.places}
    over = monday(wishes.week(-1))
    for site, task in [*_tasks(wishes, places, audits)]:  # what comes later may end one
        ends = datetime.combine(over, time(), zone_named(places[site].time_zone))
        deeds = [deed for deed in task.deeds if deed.at < instant_text(ends)]
        if deeds:
            yield _chain("action", task.id, deeds)
    for place in wishes.places:
        for own in place.own:
            yield _added(wishes, place, own)
        if place.renewal:
            yield _renewed(wishes, place)


def _tasks(
    wishes: Wishes, places: dict[str, Place], audits: Iterable[MadeUp]
) -> Iterator[tuple[str, _Task]]:
    """The actions that audits open, with their sites, as `followup.episodes` would have them."""
    latest: dict[tuple[str, str, str], _Task] = {}
    for audit, events, checklist in audits:
        record = folded(audit, events)
        letters = outcome_of(checklist, record)
        for question, letter in zip(checklist.questions.values(), letters, strict=True):
            if not is_finding(letter):
                continue
            item = (record.site, checklist.id, question.id)
            task = latest.get(item)
            if task is None or task.closes_at < record.started_at:
                noticed = record.answers[question.id].entered_at or record.started_at
                deeds = _deeds(wishes, places[record.site], question, audit, noticed)
                task = latest[item] = _Task(action_id(*item, audit), deeds, deeds[-1].at)
                yield record.site, task
            if is_put_right(letter):
                task.closes_at = record.started_at  # on the spot: nobody does more about it
                task.deeds = [deed for deed in task.deeds if deed.at < task.closes_at]


def _deeds(
    wishes: Wishes, place: Place, question: Question, audit: str, noticed: str
) -> list[_Deed]:
    """What will be done about a finding: somebody is told to, and does it, soon or late; the last ends it."""
    chance, anchor = Chance(wishes.seed, place.id, question.id, noticed), Anchor(audit, question.id)
    found: list[_Deed] = []
    if chance.happens(_ASSIGNED):
        role = chance.one_of(ROLES[question.about]).say(wishes.language)
        facts = change_facts("assign", anchor, role, reason=chance.one_of(_REASONS))
        found.append(_Deed(days_after(noticed, 0.1), facts))
    note = chance.one_of(DONE).say(wishes.language) if chance.happens(_NOTED) else None
    days = chance.whole(*(_SOON if chance.happens(place.diligence) else _LATE))
    done = change_facts("done", anchor, note)
    return [*found, _Deed(days_after(noticed, days + 0.2), done)]


def _added(wishes: Wishes, place: Place, own: Own) -> Said:
    """An action that a person added on a Tuesday, given to a role, and perhaps done."""
    language = wishes.language
    day = monday(wishes.week(own.weeks_ago)) + timedelta(days=1)
    at = instant_text(datetime.combine(day, time(10, 30), zone_named(place.time_zone)))
    due = day + timedelta(days=own.days)
    deeds = [
        _Deed(at, add_facts(own.text.say(language), place.id, place.time_zone, due)),
        _Deed(at, change_facts("assign", None, own.to.say(language))),
    ]
    if own.done_after is not None:
        deeds.append(_Deed(days_after(at, own.done_after), change_facts("done", None)))
    name = an_id(wishes.seed, wishes.last_week, language, place.id, "own", own.weeks_ago)
    return _chain("action", name, deeds)


def _renewed(wishes: Wishes, place: Place) -> Said:
    assert place.renewal
    week = wishes.week(wishes.weeks - 1 - improvement_begins(wishes.weeks))
    at = datetime.combine(monday(week), time(9), zone_named(place.time_zone))
    facts = period_facts(place.id, _RENEWED, week, place.renewal.say(wishes.language))
    return _chain("series", series_id(place.id, _RENEWED), [_Deed(instant_text(at), facts)])


def _chain(subject: Subject, name: str, deeds: list[_Deed]) -> Said:
    events = [
        Event(an_id(name, seq), seq, *deed.facts, deed.at, deed.at)
        for seq, deed in enumerate(deeds, start=1)
    ]
    return subject, name, events
