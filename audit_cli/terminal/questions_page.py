"""The questions that are most often not met: how often, how sure that is, since when, and what is done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from audit_cli.checklist.model import Checklist, Question
from audit_cli.followup.misses import Missed
from audit_cli.followup.tracked import Tracked
from audit_cli.insight.items import ITEM_CONFIDENCE, Interval, ItemShare
from audit_cli.language import Language, Locale, _
from audit_cli.language.weeks import monday
from audit_cli.reports.action_words import marks, what
from audit_cli.reports.series import counted_audits
from audit_cli.reports.wording import asked, capital, one_line
from audit_cli.settings import titled
from audit_cli.terminal.actions_page import when
from audit_cli.terminal.console import Item, Line, Table, joined, line

_HEADING: Final = _("Not met, from {date} on ({audits})")
_BETWEEN: Final = _("{low} to {high} in every 100 audits, {sure} sure")
_SINCE: Final = _("not met since {date}")
_MET_LAST: Final = _("met the last time")
_ACTION: Final = _("→ {id}: {what} ({when})")
_ACTION_FOR: Final = _("→ {id}: {what} (for: {role}; {when})")
_FEW: Final = _(
    "What most surely fails often comes first: in a few audits, once or twice may be chance."
)


class OftenMissed(NamedTuple):
    """A question with what is known of it: the `checklist` of the latest audit that judged it, the `action` that
    is open about it, and `today` where its site is."""

    missed: Missed
    checklist: Checklist
    action: Tracked | None
    today: date

    @property
    def question(self) -> Question:
        """As it was asked last."""
        return self.checklist.questions[self.missed.last.question]

    @property
    def interval(self) -> Interval:
        """Where the share of audits that don't meet it lies, 0 to 1, 95 % sure (Wilson)."""
        return ItemShare(self.missed.missed, self.missed.judged).interval


class Questions(NamedTuple):
    """The questions of the weeks from `first` to `last` in which there were so many `audits`, in the order of
    how often they were surely not met."""

    first: str
    last: str
    audits: int
    questions: tuple[OftenMissed, ...]

    @classmethod
    def of(
        cls, first: str, last: str, audits: int, questions: Iterable[OftenMissed]
    ) -> "Questions":
        """The questions in their order: by the lower end of the interval, for one of one is no news."""
        found = sorted(questions, key=lambda one: (-one.interval.lower, -one.question.weight))
        return cls(first, last, audits, tuple(found))


def questions_page(found: Questions, sites: Mapping[str, str], locale: Locale) -> Iterator[Item]:
    """The page; `sites` are their names."""
    day = locale.short_date(monday(found.first))
    audits = counted_audits(found.audits, locale.language)
    yield line((_HEADING.say(locale.language, date=day, audits=audits), "heading"))
    yield ""
    if not found.questions:
        yield _("Everything was met.").say(locale.language)
        return
    rows = [_row(one, sites, locale) for one in found.questions]
    yield Table(rows, apart=True)
    yield ""
    yield line((_FEW.say(locale.language), "muted"))


def questions_json(found: Questions, language: Language) -> dict[str, Any]:
    """Every number of the page; shares and their bounds are 0 to 1, days those of the site."""
    return {
        "first": found.first,
        "last": found.last,
        "audits": found.audits,
        "confidence": ITEM_CONFIDENCE,
        "questions": [_question_json(one, language) for one in found.questions],
    }


def _row(one: OftenMissed, sites: Mapping[str, str], locale: Locale) -> Sequence[Sequence[Line]]:
    language, missed = locale.language, one.missed
    counts = _("{missed} of {judged}").say(language, missed=missed.missed, judged=missed.judged)
    head = [line((counts, "not_met"))]
    head += [line((mark, "serious")) for mark in marks(missed.serious, None, language)]
    low, high = (locale.number(100 * bound, 0) for bound in one.interval)
    sure = locale.bare_percent(100 * ITEM_CONFIDENCE)
    since = (
        _SINCE.say(language, date=locale.short_date(missed.since.day))
        if missed.since
        else _MET_LAST.say(language)
    )
    place = sites.get(missed.item.site, missed.item.site)
    about = [
        line((asked(one.question, locale), "heading")),
        line(_BETWEEN.say(language, low=low, high=high, sure=sure)),
        joined([since, titled(one_line(one.checklist.title.say(language)), one_line(place))]),
        *_action_lines(one, locale),
    ]
    return [head, about]


def _action_lines(one: OftenMissed, locale: Locale) -> Iterator[Line]:
    """What is open about it; that nothing is, where it was not met the last time."""
    if one.action is None:
        if one.missed.since:
            yield line((_("no action is open for it").say(locale.language), "near"))
        return
    facts = {
        "id": one.action.id[:8],
        "what": capital(what(one.action, locale.language)),
        "when": when(one.action, one.today, locale),
    }
    role = one_line(one.action.to or "")
    yield line((_ACTION_FOR if role else _ACTION).say(locale.language, role=role, **facts))


def _question_json(one: OftenMissed, language: Language) -> dict[str, Any]:
    missed, action = one.missed, one.action
    return {
        "site": missed.item.site,
        "checklist": missed.item.checklist,
        "question": one.question.id,
        "ask": one.question.ask.say(language),
        "serious": missed.serious,
        "missed": missed.missed,
        "judged": missed.judged,
        "share": missed.missed / missed.judged,
        "interval": one.interval._asdict(),
        "since": missed.since.day.isoformat() if missed.since else None,
        "action": {
            "id": action.id,
            "due": action.due.isoformat(),
            "overdue": action.overdue(one.today),
            "to": action.to,
        }
        if action
        else None,
    }
