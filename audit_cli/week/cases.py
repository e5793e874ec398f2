"""The cases of a site as they stood when a week ended: those open, with what is overdue, and how the closed ones
went (S0-7, S4-2, S4-3)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from statistics import median
from types import SimpleNamespace
from typing import Any, Final, NamedTuple

from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.checklist.model import Checklist, Question
from audit_cli.followup.tracked import Tracked
from audit_cli.insight.items import ITEM_CONFIDENCE, wilson
from audit_cli.interview.case_clock import late
from audit_cli.interview.closing import keeping_open
from audit_cli.interview.events import instant_text
from audit_cli.interview.record import folded
from audit_cli.language import Locale, _, ngettext
from audit_cli.reports.action_words import what
from audit_cli.reports.case_words import late_words
from audit_cli.reports.view import AuditView, view_of
from audit_cli.reports.wording import answer_words, capital, lead, one_line, value_words
from audit_cli.store.journal import Store
from audit_cli.week.sentences import more

CLOSED_WEEKS: Final = 13  # in which cases were closed that are told of

_NAMED: Final = 3
_OPEN: Final = ngettext("{count} open, overdue: {overdue}", "{count} open, overdue: {overdue}")
_SINCE: Final = _("open since {moment}")
_ANSWERED: Final = _("{done} of {total} answered")
_CLOSED: Final = ngettext(
    "{count} closed in the last 13 weeks", "{count} closed in the last 13 weeks"
)
_SHARE: Final = _("{question} {met} of {of} as expected; {sure} sure: {low} to {high} of every 100")
_STEP: Final = _(
    "{question} half of them in {middle} or less; {met} of {of} as expected; {sure} sure: {low} to {high} of every 100"
)


class SiteCases(NamedTuple):
    """Those that were open at the instant `at`, the oldest first, and those closed in the weeks before; the
    actions that they opened."""

    at: datetime
    open: tuple[AuditView, ...] = ()
    closed: tuple[AuditView, ...] = ()
    actions: tuple[Tracked, ...] = ()

    def by_list(self) -> Iterator[tuple[Checklist, list[AuditView], list[AuditView]]]:
        """Each checklist as it was used last, with its open cases and its closed ones."""
        newest = {view.checklist.id: view.checklist for view in (*self.open, *self.closed)}
        for name, checklist in sorted(newest.items()):
            is_open, closed = (
                [view for view in part if view.checklist.id == name]
                for part in (self.open, self.closed)
            )
            yield checklist, is_open, closed


def site_cases(store: Store, site: str, at: datetime, actions: Iterable[Tracked]) -> SiteCases:
    """The cases of a site as they stood at an instant. Raises NotRead, DamagedStore."""
    until, since = instant_text(at), instant_text(at - timedelta(weeks=CLOSED_WEEKS))
    is_open: list[AuditView] = []
    closed: list[AuditView] = []
    for row in store.audits(site=site, kind="case", until=until):
        if row.state == "discarded" or (row.finished_at and row.finished_at < since):
            continue
        events = (e for e in store.events(row.id) if (e.seen_at or e.entered_at) < until)
        checklist = checklist_from_canonical(store.pinned(row.sha256))
        view = view_of(checklist, folded(row.id, events))
        (is_open if view.state == "open" else closed).append(view)
    return SiteCases(
        at,
        tuple(reversed(is_open)),
        tuple(reversed(closed)),
        tuple(one for one in actions if one.case),
    )


class Step(NamedTuple):
    """How a step went in the closed cases: `met` of the `judged` ones, with the 95 % interval (0 to 1) of that
    share, and the middle of the times taken, where it is one that was timed."""

    question: Question
    met: int
    judged: int
    low: float
    high: float
    middle: float | None


def steps_of(checklist: Checklist, closed: Sequence[AuditView]) -> Iterator[Step]:
    """The steps of closed cases, by the marks that tell them."""
    for name, question in checklist.questions.items():
        judged = [view for view in closed if name in view.score.verdicts]
        if judged and (question.to_mark or name in checklist.marks):
            met = sum(view.score.verdicts[name] != "below" for view in judged)
            given = (view.answers[name].value for view in judged)
            times = [value for value in given if isinstance(value, int | float)]
            interval = wilson(met, len(judged), ITEM_CONFIDENCE)
            yield Step(question, met, len(judged), *interval, median(times) if times else None)


def case_lists(cases: SiteCases, locale: Locale) -> Iterator[SimpleNamespace]:
    """The cases of each checklist in words, by the names that templates use: the `number` of those open, the most
    urgent of them, how many were `closed` lately, how these went in `lines`, and what is to be done."""
    language = locale.language
    for checklist, waiting, closed in cases.by_list():
        is_open = [_open_case(view, cases.at, locale) for view in waiting]
        is_open.sort(key=lambda one: not one.late)  # the oldest first, what is overdue before it
        overdue = sum(bool(one.late) for one in is_open)
        todo = [capital(what(o, language)) for o in cases.actions if o.checklist == checklist.id]
        yield SimpleNamespace(
            title=one_line(checklist.title.say(language)),
            number=_OPEN.say(language, count=len(is_open), overdue=overdue),
            open=tuple(is_open[:_NAMED]),
            more_open=more(len(is_open) - _NAMED, language),
            closed=_CLOSED.say(language, count=len(closed)) if closed else "",
            lines=(*_step_lines(checklist, closed, locale), *_causes(checklist, closed, locale)),
            todo=(*todo[:_NAMED], *filter(None, [more(len(todo) - _NAMED, language)])),
        )


def _open_case(view: AuditView, at: datetime, locale: Locale) -> SimpleNamespace:
    since = _SINCE.say(locale.language, moment=locale.moment(view.started))
    late = tuple(late_words(view, at, locale))
    asked = [answer for answer in view.answers.values() if answer.status != "not_asked"]
    done = sum(answer.status != "missing" for answer in asked)
    answered = _ANSWERED.say(locale.language, done=done, total=len(asked))
    return SimpleNamespace(id=view.id[:8], since=since, late=late, answered=answered)


def _step_lines(checklist: Checklist, closed: Sequence[AuditView], locale: Locale) -> Iterator[str]:
    for step in steps_of(checklist, closed):
        middle = step.middle
        yield (_SHARE if middle is None else _STEP).say(
            locale.language,
            question=lead(step.question, locale),
            middle="" if middle is None else value_words(step.question, middle, locale),
            met=step.met,
            of=step.judged,
            sure=locale.bare_percent(100 * ITEM_CONFIDENCE),
            low=round(100 * step.low),
            high=round(100 * step.high),
        )


def _causes(checklist: Checklist, closed: Sequence[AuditView], locale: Locale) -> Iterator[str]:
    """What a case can't close without and nothing is expected of: was it so, or did it seem so? (S0-7)"""
    for name, question in checklist.questions.items():
        if closed and question.options and not (question.unseen or question.scored):
            given = (view.answers[name] for view in closed if name in view.answers)
            counts = Counter(answer_words(question, answer, locale) for answer in given)
            said = ", ".join(f"{words} ({count})" for words, count in counts.most_common())
            yield f"{lead(question, locale)} {capital(said)}"


def cases_json(cases: SiteCases) -> dict[str, Any]:
    """The cases of a site as plain data."""
    return {
        "open": [
            {
                "id": view.id,
                "checklist": view.checklist.id,
                "started_at": view.started.isoformat(),
                "overdue": [
                    {"mark": one.mark, "question": one.question.id, "taken": one.taken}
                    for one in late(view.checklist, view.record, view.answers, cases.at)
                ],
                "missing": [q.id for q in keeping_open(view.checklist, view.answers)],
            }
            for view in cases.open
        ],
        "closed": [{"id": view.id, "checklist": view.checklist.id} for view in cases.closed],
        "steps": [
            {"checklist": checklist.id, **step._asdict(), "question": step.question.id}
            for checklist, _, closed in cases.by_list()
            for step in steps_of(checklist, closed)
        ],
        "actions": [one.id for one in cases.actions],
    }
