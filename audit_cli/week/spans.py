"""Several weeks on the page of one, a month or the last four: what is said otherwise of them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from audit_cli.insight.conclusions import conclusion
from audit_cli.language import Locale, Message, _
from audit_cli.language.dates import days_around
from audit_cli.language.formats import MONTHS
from audit_cli.language.weeks import distance, monday, span_of
from audit_cli.reports.visit_sentences import staff
from audit_cli.reports.wording import capital
from audit_cli.week import sentences
from audit_cli.week.material import SeriesWeek, SiteWeek
from audit_cli.week.page import ScoreLine, SiteLine, WeeklyPage, WeeklySummary

_REPORT: Final = _("Report, {first} to {last}")
_SUMMARY: Final = _("Report of all sites, {first} to {last}")
_TEAM: Final = _("For the team, {first} to {last}")
_WEEKS: Final = _("{count} weeks")
_MONTH: Final = _("{month} {year}, {count} weeks")
_NOT_OVER: Final = _("These weeks are not over yet: as of {date}.")
_NO_AUDITS: Final = _("No audits in these weeks.")
_NO_SCORE: Final = _("No audits in these weeks. {conclusion}")
# What is said of one week, and of several.
_SAID: Final[Sequence[tuple[Message, Message]]] = (
    (sentences.NO_AUDITS, _NO_AUDITS),
    (sentences.NO_SERIOUS, _("No serious failure in these weeks, nothing overdue.")),
    (
        sentences.NO_SERIOUS_BUT_OVERDUE,
        _("No serious failure in these weeks; what is overdue stands under what to do."),
    ),
    (sentences.NO_BEST, _("In these weeks nothing was met every time.")),
)


def page_of_weeks(
    page: WeeklyPage, facts: SiteWeek, pending: int, locale: Locale, staff_told: date | None
) -> WeeklyPage:
    """The page as it stands where the facts are those of one week; of several, with their names, their dates
    and their sentences. `pending` are the answers still to come."""
    if facts.first == facts.week:
        return page
    said = {one.say(locale.language): many.say(locale.language) for one, many in _SAID}
    table = page.table and page.table._replace(
        rows=tuple(
            row._replace(present=facts.first <= row.week <= facts.week) for row in page.table.rows
        )
    )
    return page._replace(
        week=facts.name,
        title=_dated(_REPORT, facts.first, facts.week, locale),
        when=_when(facts.first, facts.week, locale),
        notices=(
            *_notices(facts, pending, locale),
            *sentences.unseen_notices(facts.audits, locale),
        ),
        scores=_scores(page.scores, facts.series, locale),
        table=table,
        staff=staff(staff_told, monday(facts.first), locale),
        words=page.words | {"team": _dated(_TEAM, facts.first, facts.week, locale)},
        **{
            name: said.get(getattr(page, name), getattr(page, name))
            for name in ("no_serious", "no_failed", "no_remembers", "no_best")
        },
    )


def line_of_weeks(line: SiteLine, facts: SiteWeek, locale: Locale) -> SiteLine:
    """A site in the summary, likewise."""
    if facts.first == facts.week:
        return line
    scores = _scores(line.scores, facts.series, locale)
    return line._replace(notices=_notices(facts, 0, locale), scores=scores)


def summary_of_weeks(page: WeeklySummary, weeks: str, locale: Locale) -> WeeklySummary:
    """The summary of all sites, likewise."""
    first, last = span_of(weeks)
    if first == last:
        return page
    title = _dated(_SUMMARY, first, last, locale)
    return page._replace(title=title, when=_when(first, last, locale))


def _dated(message: Message, first: str, last: str, locale: Locale) -> str:
    begins, ends = monday(first), monday(last) + timedelta(days=6)
    days = {"first": locale.short_date(begins), "last": locale.short_date(ends)}
    return message.say(locale.language, **days)


def _when(first: str, last: str, locale: Locale) -> str:
    """`October 2026, 5 weeks`; without a month where they are not those of one."""
    count = distance(first, last) + 1
    thursday = monday(first) + timedelta(days=3)
    if days_around(thursday, "month").weeks() != (first, last):
        return _WEEKS.say(locale.language, count=count)
    month = MONTHS[thursday.month - 1]
    facts = {"month": month, "year": thursday.year, "count": count}
    return capital(_MONTH.say(locale.language, **facts))


def _notices(facts: SiteWeek, pending: int, locale: Locale) -> tuple[str, ...]:
    found = []
    if not facts.over:
        found.append(_NOT_OVER.say(locale.language, date=locale.short_date(facts.today)))
    if not facts.audits:
        found.append(_NO_AUDITS.say(locale.language))
    return (*found, *sentences.week_notices(True, facts.today, 1, pending, locale))


def _scores(
    lines: Sequence[ScoreLine], series: Sequence[SeriesWeek], locale: Locale
) -> tuple[ScoreLine, ...]:
    """The scores; those without audits in these weeks say so."""
    return tuple(
        line
        if one.point
        else line._replace(
            sentence=locale.say(_NO_SCORE, conclusion=conclusion(one.view.run, locale))
        )
        for line, one in zip(lines, series, strict=True)
    )
