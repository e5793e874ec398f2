"""The run of weeks of a checklist at a site: each week's value, what was usual for it, what it says."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from audit_cli.insight import trend
from audit_cli.insight.periods import PeriodStart
from audit_cli.insight.totals import WeekSums
from audit_cli.language.weeks import distance, week_after


class RunChange(NamedTuple):
    """A signal with the week in which the change began; `onset` as of `Signal`."""

    kind: trend.SignalKind
    direction: trend.Direction
    since: str
    onset: bool = True


class Point(NamedTuple):
    """A week with audits. `counted` and `judged` are None where there is nothing to count or to compare with;
    `gap` are the weeks without audits before it; `versions` those that were not used before."""

    sums: WeekSums
    counted: trend.Week | None = None
    judged: trend.JudgedWeek | None = None
    change: RunChange | None = None
    period: PeriodStart | None = None
    versions: tuple[str, ...] = ()
    gap: int = 0

    @property
    def week(self) -> str:
        """Its name, such as `2026-W47`."""
        return self.sums.week

    @property
    def onset(self) -> RunChange | None:
        """The change that began to show in this week: what goes on is told no more."""
        return self.change if self.change and self.change.onset else None


class Run(NamedTuple):
    """All weeks with audits, in order. Of the present comparison period: `unresolved` is the onset of what
    got worse and is not resolved yet, `improving` that of what is getting better, `latest` the last onset,
    whether it is over or not; each is the week that gave it. `judged_since` counts the judged weeks after the
    latest onset."""

    points: tuple[Point, ...]
    unresolved: Point | None
    improving: Point | None
    latest: Point | None
    judged_since: int
    weeks_until_judged: int

    @property
    def changes(self) -> tuple[RunChange, ...]:
        """What is under way, for the worse first."""
        both = (self.unresolved, self.improving)
        return tuple(point.change for point in both if point and point.change)


def run_of(weeks: Sequence[WeekSums], starts: Sequence[PeriodStart] = ()) -> Run:
    """The run of some weeks, in order, each comparison period judged for itself. `starts`, in order,
    may be after the last week with audits, and in no week that is still to come."""
    points: list[Point] = []
    nothing = trend.Trend((), None, None, trend.FEWEST_WEEKS + 1)
    last, first = nothing, 0
    for start, of_period in groupby(weeks, lambda sums: _start_of(sums.week, starts)):
        first = len(points)
        judged, last = _judged(list(of_period))
        judged[0] = judged[0]._replace(period=start)
        points += judged
    if weeks and starts and starts[-1].week > weeks[-1].week:
        last, first = nothing, len(points)
    points = [*_in_context(points)]
    present = {point.judged: point for point in points[first:] if point.judged}
    latest = next((point for point in reversed(present.values()) if point.onset), None)
    return Run(
        tuple(points),
        present[last.unresolved] if last.unresolved else None,
        present[last.improving] if last.improving else None,
        latest,
        sum(point.week > latest.week for point in present.values()) if latest else 0,
        last.weeks_until_judged,
    )


def missing_between(points: Sequence[Point]) -> Iterator[str]:
    """The weeks without audits between the first point and the last."""
    for before, point in pairwise(points):
        yield from (week_after(before.week, step) for step in range(1, point.gap + 1))


def _start_of(week: str, starts: Sequence[PeriodStart]) -> PeriodStart | None:
    """The start of the comparison period that a week belongs to; None for the first one."""
    return next((start for start in reversed(starts) if start.week <= week), None)


def _judged(weeks: Sequence[WeekSums]) -> tuple[list[Point], trend.Trend]:
    """The points of one comparison period, and their trend."""
    counted = {
        one.week: trend.effective_week(one.weight, one.squares, one.met)
        for one in weeks
        if one.weight
    }
    period, names = trend.trend_of(list(counted.values())), list(counted)
    judged = {names[week.at]: week for week in period.judged}
    points = [
        Point(sums, counted.get(sums.week), found, _change(found, names))
        for sums in weeks
        for found in [judged.get(sums.week)]
    ]
    return points, period


def _change(judged: trend.JudgedWeek | None, names: Sequence[str]) -> RunChange | None:
    if judged is None or judged.signal is None:
        return None
    kind, direction, since, onset = judged.signal
    return RunChange(kind, direction, names[since], onset)


def _in_context(points: Sequence[Point]) -> Iterator[Point]:
    """The points with the gaps before them and the checklist versions that are new in them."""
    seen: set[tuple[str, str]] = set()
    before: Point | None = None
    for point in points:
        new = [version for version in point.sums.versions if version not in seen]
        gap = distance(before.week, point.week) - 1 if before else 0
        names = tuple(version for version, _ in new) if before else ()
        yield point._replace(gap=gap, versions=names) if gap or names else point
        seen.update(new)
        before = point
