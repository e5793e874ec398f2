"""A week in every format: as a page, as data for programs, as rows for spreadsheets."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from audit_cli.followup.tracked import first_things
from audit_cli.insight.conclusions import conclusion
from audit_cli.insight.run import Point
from audit_cli.insight.totals import Counted
from audit_cli.language import Locale
from audit_cli.language.weeks import week_after
from audit_cli.reports.client_voices import voices_json
from audit_cli.reports.rendering import FORMATS, PAGED, Content, Reader, Report
from audit_cli.reports.series import percent_of, point_json, standing_json
from audit_cli.reports.visit_sentences import unseen_in
from audit_cli.week.layout import weekly_page, weekly_summary
from audit_cli.week.material import TABLE_WEEKS, SeriesWeek, SiteWeek
from audit_cli.week.page import SiteLine, WeeklyPage
from audit_cli.week.scores import course
from audit_cli.week.week_chat import summary_chat, week_chat

WEEKLY: Final = "weekly"
SUMMARIES: Final = (*PAGED, "chat")  # the formats in which all sites are told of together
_COLUMNS: Final = """site checklist version week audits points_met points percent target usual_lowest
usual_highest usual_of signal signal_since passed decided critical_failures exceeds below"""


def render_week(name: str, facts: SiteWeek, reader: Reader) -> Content:
    """A site's week in the format of this name, by the sheet that the reader asks for.

    The same facts and reader give the same text. Raises TemplateProblem, NotPrinted."""

    def page() -> WeeklyPage:
        return weekly_page(facts, reader.locale, reader.staff_told)

    report = Report(
        reader.template,
        page=page,
        data=lambda: weekly_json(facts, reader.locale),
        rows=lambda: _rows(facts),
        chat=lambda: week_chat(facts, page(), reader.locale),
    )
    return FORMATS[name](report, reader)


def render_summary(name: str, week: str, lines: Sequence[SiteLine], reader: Reader) -> Content:
    """All sites' week, in a format of SUMMARIES. Raises TemplateProblem, NotPrinted."""
    page = weekly_summary(week, lines, reader.locale, reader.staff_told)
    report = Report(
        f"{WEEKLY}-summary",
        page=lambda: page,
        data=dict,
        rows=tuple,
        chat=lambda: summary_chat(page),
    )
    return FORMATS[name](report, reader)


def weekly_json(facts: SiteWeek, locale: Locale) -> dict[str, Any]:
    """A week at a site as plain data, or several together; only `conclusion` is in words, of one language."""
    lost = facts.lost()
    return {
        "site": facts.site.id,
        "week": facts.name,
        "over": facts.over,
        "as_of": facts.today.isoformat(),
        "audits": [view.id for view in facts.audits],
        "checklists": [_checklist(one, facts, locale) for one in facts.series],
        "critical": [
            {"audit": view.id, "checklist": view.checklist.id, "question": question}
            for view in facts.audits
            for question in view.score.critical_below
        ],
        "undecided": [
            {"audit": view.id, "checklist": view.checklist.id, "question": question}
            for view in facts.audits
            for question in view.score.undecided
        ],
        "unseen": [
            {"audit": view.id, "checklist": view.checklist.id, "question": question.id}
            for view in facts.audits
            for question in unseen_in(view)
        ],
        "actions": [
            {
                "id": one.id,
                "checklist": one.checklist,
                "question": one.question,
                "due": one.due.isoformat(),
                "overdue": one.overdue(facts.today),
                "serious": one.serious,
                "recurrence": one.recurrence,
                "to": one.to,
                "points_lost": lost.get((one.checklist, one.question), 0),
            }
            for one in first_things(facts.actions, lost)
        ],
        "never_looked_at": {
            "moments": [*facts.unseen.moments],
            "contacts": [*facts.unseen.contacts],
            "weekdays": [day + 1 for day in facts.unseen.weekdays],  # as in ISO 8601
            "hours": [[*hours] for hours in facts.unseen.hours],
        },
        "clients": voices_json(facts.voices, locale.language),
        "recognised": Counter(view.record.recognised or "not_recorded" for view in facts.audits),
    }


def _checklist(one: SeriesWeek, facts: SiteWeek, locale: Locale) -> dict[str, Any]:
    run, checklist = one.view.run, one.checklist
    weeks = sum(facts.first <= point.week <= facts.week for point in run.points)
    point = point_json(one.point, checklist.target) | {"weeks": weeks} if one.point else None
    return {
        "checklist": one.view.series.checklist,
        "version": checklist.version,
        "target": checklist.target,
        "course": course(run, one.point),
        "conclusion": conclusion(run, locale),
        "weeks_until_judged": run.weeks_until_judged,
        "unresolved": run.unresolved.week if run.unresolved else None,
        "standing": standing_json(one.standing),
        "week": point,
        "weeks": [
            point_json(point, checklist.target) for point in one.recent(facts.week, TABLE_WEEKS)
        ],
    }


def _rows(facts: SiteWeek) -> Iterator[list[Any]]:
    """A row for each of the last 13 weeks with audits, or of the several that are meant, of each checklist.
    Codes as in JSON."""
    yield _COLUMNS.split()
    for one in facts.series:
        since = facts.first if facts.first < facts.week else week_after(facts.week, 1 - TABLE_WEEKS)
        for point in one.view.run.points:
            if point.week >= since:
                yield _row(one, point)


def _row(one: SeriesWeek, point: Point) -> list[object]:
    sums, target = point.sums, one.checklist.target
    usual = (
        (*point.judged.usual, point.counted.items) if point.judged and point.counted else [None] * 3
    )
    signal = f"{point.change.kind} {point.change.direction}" if point.change else None
    return [
        one.view.series.site,
        one.view.series.checklist,
        sums.versions[-1][0],
        sums.week,
        sums.audits,
        sums.met,
        sums.weight,
        percent_of(Counted(sums.met, sums.weight), target),
        target,
        *usual,
        signal,
        point.change.since if point.change else None,
        sums.passed,
        sums.decided,
        sums.critical_failures,
        sums.exceeds,
        sums.below,
    ]
