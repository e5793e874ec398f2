"""All sites' week on one page: in the order of the settings, never a ranking."""

from collections.abc import Sequence
from datetime import date

from audit_cli.language import Locale
from audit_cli.language.weeks import monday
from audit_cli.reports import visit_about
from audit_cli.reports.wording import one_line
from audit_cli.week import sentences
from audit_cli.week.labels import words
from audit_cli.week.layout import score_line, standing_line
from audit_cli.week.material import SiteWeek
from audit_cli.week.page import SiteLine, WeeklySummary


def site_line(facts: SiteWeek, page: str, locale: Locale) -> SiteLine:
    """A site's week in a few sentences."""
    serious = sum(len(view.score.critical_below) for view in facts.audits)
    overdue = sum(one.overdue(facts.today) for one in facts.actions)
    standing = standing_line(facts, locale)
    return SiteLine(
        site=one_line(facts.site.name.say(locale.language)),
        page=page,
        notices=sentences.notices(facts.over, facts.today, len(facts.audits), 0, locale),
        scores=tuple(score_line(one, locale) for one in facts.series),
        standing=standing.answer if standing else "",
        level=standing.level if standing else "",
        serious=serious,
        overdue=overdue,
        counts=sentences.COUNTS.say(locale.language, serious=serious, overdue=overdue),
    )


def weekly_summary(
    week: str, lines: Sequence[SiteLine], locale: Locale, staff_told: date | None = None
) -> WeeklySummary:
    """The summary of the sites' lines."""
    language = locale.language
    return WeeklySummary(
        language=language,
        week=week,
        title=words(locale)["summary"],
        when=sentences.when(week, locale),
        sites=tuple(lines),
        no_ranking=sentences.NO_RANKING.say(language),
        method=sentences.method(locale),
        staff=visit_about.staff(staff_told, monday(week), locale),
        ethics=visit_about.ethics(locale),
        words=words(locale),
    )
