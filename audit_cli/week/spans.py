"""What is said of one week, and otherwise of several on the same page, a month or the last four."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final, TypeAlias

from audit_cli.language import Locale, Message, _
from audit_cli.language.dates import days_around
from audit_cli.language.formats import MONTHS
from audit_cli.language.weeks import distance, monday
from audit_cli.reports.wording import capital

_WEEK: Final = _("Week of {days}")
_WEEKS: Final = _("{count} weeks")
_MONTH: Final = _("{month} {year}, {count} weeks")


# The titles of a page, of the summary and of the team's sheet, and the sentences about its weeks.
SpanWords: TypeAlias = Mapping[str, Message]
ONE_WEEK: Final[SpanWords] = {
    "report": _("Weekly report"),
    "summary": _("Weekly report of all sites"),
    "team": _("For the team"),
    "not_over": _("This week is not over yet: as of {date}."),
    "no_audits": _("No audits this week."),
    "no_score": _("No audits this week. {conclusion}"),
    "no_serious": _("No serious failure this week, nothing overdue."),
    "no_serious_but_overdue": _(
        "No serious failure this week; what is overdue stands under what to do."
    ),
    "no_best": _("This week nothing was met every time."),
}
_SEVERAL: Final[SpanWords] = {
    "report": _("Report, {first} to {last}"),
    "summary": _("Report of all sites, {first} to {last}"),
    "team": _("For the team, {first} to {last}"),
    "not_over": _("These weeks are not over yet: as of {date}."),
    "no_audits": _("No audits in these weeks."),
    "no_score": _("No audits in these weeks. {conclusion}"),
    "no_serious": _("No serious failure in these weeks, nothing overdue."),
    "no_serious_but_overdue": _(
        "No serious failure in these weeks; what is overdue stands under what to do."
    ),
    "no_best": _("In these weeks nothing was met every time."),
}


def span_words(first: str, last: str) -> SpanWords:
    """What is said of the weeks from the first to the last."""
    return ONE_WEEK if first == last else _SEVERAL


def span_title(message: Message, first: str, last: str, locale: Locale) -> str:
    """A title; that of several weeks has their first and their last day."""
    begins, ends = monday(first), monday(last) + timedelta(days=6)
    return locale.say(message, first=locale.short_date(begins), last=locale.short_date(ends))


def span_dates(first: str, last: str, locale: Locale) -> str:
    """`Week of 16 Nov to 22 Nov 2026`, `October 2026, 5 weeks`; without a month where they are not those of one."""
    count, begins = distance(first, last) + 1, monday(first)
    if count == 1:
        return locale.say(_WEEK, days=locale.days(begins, begins + timedelta(days=6)))
    thursday = begins + timedelta(days=3)
    if days_around(thursday, "month").weeks() != (first, last):
        return locale.say(_WEEKS, count=count)
    month = MONTHS[thursday.month - 1]
    return capital(locale.say(_MONTH, month=month, year=thursday.year, count=count))
