"""The runs of weeks of a page: a chart for each checklist, and a table of the last weeks."""

from collections.abc import Sequence
from math import floor
from typing import Final

from audit_cli.insight.run import Point
from audit_cli.insight.totals import Counted
from audit_cli.language import Locale
from audit_cli.language.weeks import distance, monday, week_after, weeks_between
from audit_cli.reports.series import percent_of
from audit_cli.reports.wording import one_line
from audit_cli.week import scores
from audit_cli.week.material import CHART_WEEKS, TABLE_WEEKS, SeriesWeek
from audit_cli.week.page import Cell, Chart, ChartPoint, Row, Table

_HIGHEST_FLOOR: Final = 80  # percent: a chart that begins higher makes noise look like news


def chart(one: SeriesWeek, week: str, locale: Locale) -> Chart:
    """The last 26 calendar weeks of a checklist, up to this one."""
    first = week_after(week, 1 - CHART_WEEKS)
    target, run = one.checklist.target, one.view.run
    points = [
        _point(point, distance(first, point.week), target, locale)
        for point in one.recent(week, CHART_WEEKS)
    ]
    lowest = _floor(points, target)
    days = (locale.short_date(monday(first)), locale.short_date(monday(week)))
    return Chart(
        id=one.view.series.checklist,
        checklist=one_line(one.checklist.title.say(locale.language)),
        weeks=CHART_WEEKS,
        floor=lowest,
        target=target,
        target_label=scores.target(target, locale),
        floor_label=str(lowest),
        top_label="100",
        first=days[0],
        last=days[1],
        points=tuple(points),
        description=scores.chart(*days, run, locale.language),
    )


def table(series: Sequence[SeriesWeek], week: str, locale: Locale) -> Table:
    """The last 13 calendar weeks, the latest first, a column for each checklist."""
    weeks = [*weeks_between(week_after(week, 1 - TABLE_WEEKS), week)]
    columns = [
        ({point.week: point for point in one.view.run.points}, one.checklist.target)
        for one in series
    ]
    return Table(
        checklists=tuple(one_line(one.checklist.title.say(locale.language)) for one in series),
        rows=tuple(
            Row(
                week=name,
                monday=locale.short_date(monday(name)),
                present=name == week,
                cells=tuple(_cell(points.get(name), goal, locale) for points, goal in columns),
            )
            for name in reversed(weeks)
        ),
    )


def _point(point: Point, at: int, target: float, locale: Locale) -> ChartPoint:
    low, high = scores.usual_percents(point) if point.judged else (None, None)
    return ChartPoint(
        at=at,
        week=point.week,
        percent=percent_of(Counted(point.sums.met, point.sums.weight), target),
        lowest=low,
        highest=high,
        signal=point.change.direction if point.change else "",
        serious=bool(point.sums.critical_failures),
        new_period=point.period is not None,
        note=scores.chart_note(point, target, locale),
    )


def _floor(points: Sequence[ChartPoint], target: float) -> int:
    """The lowest ten that all that is drawn lies above."""
    drawn = [
        value for point in points for value in (point.percent, point.lowest) if value is not None
    ]
    return max(0, min(_HIGHEST_FLOOR, floor(min([target, *drawn]) / 10) * 10))


def _cell(point: Point | None, target: float, locale: Locale) -> Cell:
    if point is None:
        return Cell(share="", marks=())
    return Cell(
        share=scores.short_share(point, target, locale),
        marks=scores.week_marks(point, locale.language),
    )
