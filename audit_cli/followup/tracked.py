"""An action as people follow it: what is to be done, by when, by whom, how often it was found, and what comes first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta, tzinfo
from typing import Final, Literal, NamedTuple

from audit_cli.checklist.model import Checklist
from audit_cli.followup.actions import action_id, days_left
from audit_cli.followup.changes import Anchor, Change, Reason
from audit_cli.followup.episodes import Episode, Recurrence, Sighting
from audit_cli.interview.case_clock import Late
from audit_cli.interview.events import instant_of
from audit_cli.interview.record import Record
from audit_cli.language import Text
from audit_cli.language.weeks import zone_named


class Found(NamedTuple):
    """An audit in which an item was found below or met: `at` is when it started, in its site's zone."""

    audit: str
    question: str
    at: str
    zone: tzinfo

    @property
    def day(self) -> date:
        """The day of the audit where the site is: reckoned where one is asked for, of hundreds."""
        return _day(self.at, self.zone)


class Tracked(NamedTuple):
    """One action. Days are those of the site. An own one, which no audit opened, has a `text` and
    neither checklist nor question; the checklist's `title`, `ask` and `measure` are as in the audit that
    found it last.

    `met` is the audit that proposes closing; `on_the_spot` says that it was closed in an audit; `note`
    is what was written last, when it was done or reopened; `done_at` is when it was done last, though it
    be reopened since; `chains` are those that have what people did. What a `case` found is told apart; of
    an open one, whose id it then has, a `mark` is overdue that can only be set."""

    id: str
    site: str
    time_zone: str
    opened_at: str
    opened: date
    due: date
    checklist: str | None = None
    title: Text | None = None
    question: str | None = None
    ask: Text | None = None
    measure: Text | None = None
    text: str | None = None
    serious: bool = False
    recurrence: Recurrence | None = None
    found: tuple[Found, ...] = ()
    met: Found | None = None
    to: str | None = None
    reason: Reason | None = None
    note: str | None = None
    closed_at: str | None = None
    closed: date | None = None
    done_at: str | None = None
    on_the_spot: bool = False
    chains: frozenset[str] = frozenset()
    case: bool = False
    mark: str | None = None

    @property
    def status(self) -> Literal["open", "done"]:
        """Whether there is still something to do."""
        return "open" if self.closed_at is None else "done"

    @property
    def anchor(self) -> Anchor | None:
        """The latest finding: what a person who acts on it has before them."""
        return Anchor(self.found[-1].audit, self.found[-1].question) if self.found else None

    def ids(self) -> set[str]:
        """Every id that it has, or would have if it began with a later one of its audits: an audit of
        long ago that is entered late becomes the one that opens it."""
        others = (
            action_id(self.site, self.checklist or "", one.question, one.audit)
            for one in self.found
        )
        return {self.id, *others}

    def overdue(self, today: date) -> bool:
        """Whether it is still open after the day on which it was due, or the hour of a mark."""
        return self.status == "open" and (self.due < today or self.mark is not None)


def found_by_audits(episode: Episode, opening: Checklist, latest: Checklist) -> Tracked:
    """What an item's episode is, with the checklists of the audits that found it first and last. Each audit
    is dated in its own zone, which may have been set right since; what people do, in that of the last."""
    first, last = episode.found[0], episode.found[-1]
    found, asked = tuple(map(_found, episode.found)), latest.questions[last.question]
    day = found[0].day
    site, checklist = first.end.site, first.end.checklist
    return Tracked(
        id=action_id(site, checklist, first.question, first.end.id),
        site=site,
        time_zone=last.end.time_zone,
        opened_at=first.at,
        opened=day,
        due=episode.due or day + timedelta(days=days_left(opening, first.question)),
        checklist=checklist,
        title=latest.title,
        question=last.question,
        ask=asked.ask,
        measure=asked.measure,
        serious=episode.serious,
        recurrence=episode.recurrence,
        found=found,
        met=_found(episode.met) if episode.met else None,
        to=episode.to,
        reason=episode.reason,
        note=episode.note,
        closed_at=episode.closed_at,
        closed=_day(episode.closed_at, found[-1].zone) if episode.closed_at else None,
        done_at=episode.done_at,
        on_the_spot=episode.on_the_spot,
        chains=frozenset(episode.chains),
        case=latest.case,
    )


def waiting_for(late: Late, checklist: Checklist, record: Record) -> Tracked:
    """What is to be done about a mark of an open case that is overdue."""
    asked = late.question
    day = _day(record.started_at, zone_named(record.time_zone))
    return Tracked(
        id=record.id,
        site=record.site,
        time_zone=record.time_zone,
        opened_at=record.started_at,
        opened=day,
        due=day + timedelta(days=days_left(checklist, asked.id)),
        checklist=checklist.id,
        title=checklist.title,
        question=asked.id,
        ask=asked.ask,
        measure=asked.measure,
        serious=asked.critical,
        case=True,
        mark=late.mark,
    )


def added(changes: Sequence[Change], zone: tzinfo) -> Tracked:
    """The action that a person added, and what was done about it since."""
    first, episode = changes[0], Episode()
    for change in changes[1:]:
        if change.do == "reopen":
            episode.reopen(change)
        elif change.do == "assign" or episode.closed_at is None:
            episode.take(change)
    day = _day(first.at, zone)
    return Tracked(
        id=first.chain,
        site=first.site,
        time_zone=first.time_zone,
        opened_at=first.at,
        opened=day,
        due=episode.due or first.due or day,
        text=first.text or "",
        to=episode.to,
        reason=episode.reason,
        note=episode.note,
        closed_at=episode.closed_at,
        closed=_day(episode.closed_at, zone) if episode.closed_at else None,
        done_at=episode.done_at,
        chains=frozenset((first.chain,)),
    )


def _found(sighting: Sighting) -> Found:
    end = sighting.end
    return Found(end.id, sighting.question, sighting.at, zone_named(end.time_zone))


def _day(instant: str, zone: tzinfo) -> date:
    return instant_of(instant).astimezone(zone).date()


LOST_WEEKS: Final = 4  # over which lost points are counted


def first_things(
    actions: Iterable[Tracked], lost: Mapping[tuple[str | None, str | None], int]
) -> list[Tracked]:
    """Open actions, the most urgent first. `lost` are the points that each (checklist, question) cost lately."""

    def urgency(one: Tracked) -> tuple[bool, bool, bool, int, str, str, str]:
        points, met = lost.get((one.checklist, one.question), 0), one.met is not None
        chronic, due = one.recurrence == "chronic", one.due.isoformat()
        return not one.serious, met, not chronic, -points, due, one.opened_at, one.id

    return sorted((one for one in actions if one.status == "open"), key=urgency)
