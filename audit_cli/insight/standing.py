"""Can clients count on this place? Predictably good, merely fine, or not yet to be said (S4-1, S4-2)."""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from audit_cli.insight.items import wilson_bounds
from audit_cli.insight.run import Point, Run
from audit_cli.insight.totals import Counted, totals_of
from audit_cli.insight.trend import dispersion

Level = Literal["uncertainty", "tolerance", "amazement"]
Doubt = Literal["too_early", "complaint", "downward_signal", "critical"]

WEEKS_TO_STAND: Final = 12
WINDOW: Final = 26  # weeks with audits
CONFIDENCE: Final = 0.99
_WORST_FIRST: Final[tuple[Level, ...]] = ("uncertainty", "tolerance", "amazement")


class Standing(NamedTuple):
    """`reasons` of an uncertainty, in the order of weight; `weeks_missing` of one that is too early.

    `since` is the week of the downward signal, `critical` the items whose serious failure is not settled.
    `lower` (0 to 1) is what 99 % sure is met at least, of `n` items, worth that many independent ones, in
    `weeks` weeks; None while it is too early. It is `short` where, as sure, less than the target is met,
    `under` where less is met, but not as surely, `on_the_whole` where the target is met as surely and yet
    not every time. `passed` are the audits of those weeks, of those that have a result."""

    level: Level
    reasons: tuple[Doubt, ...] = ()
    weeks_missing: int = 0
    since: str | None = None
    critical: tuple[str, ...] = ()
    weeks: int = 0
    n: float = 0.0
    lower: float | None = None
    short: bool = False
    under: bool = False
    on_the_whole: bool = False
    passed: Counted = Counted(0, 0)


def standing_of(
    run: Run, target: float, unsettled: Sequence[str] = (), *, complaints: bool = False
) -> Standing:
    """How a checklist at a site stands at the end of a run. `target` is in percent, `unsettled` are the items
    with a serious failure that is not settled, `complaints` says whether one is open."""
    points = [point for point in run.points if point.counted]
    missing = max(0, WEEKS_TO_STAND - len(points))
    signal = run.unresolved.change if run.unresolved else None
    given: tuple[tuple[Doubt, bool], ...] = (
        ("complaint", complaints),
        ("downward_signal", signal is not None),
        ("critical", bool(unsettled)),
        ("too_early", missing > 0),
    )
    reasons = tuple(reason for reason, holds in given if holds)
    found = Standing(
        "uncertainty",
        reasons,
        missing,
        signal.since if signal else None,
        tuple(unsettled),
        min(len(points), WINDOW),
    )
    return found if missing else _judged(found, points[-WINDOW:], target / 100)


def _judged(found: Standing, points: Sequence[Point], target: float) -> Standing:
    """What the weeks that count add up to, beside the reasons that are known already."""
    weeks = [point.counted for point in points if point.counted]
    totals = totals_of(point.sums for point in points)
    spread = dispersion(weeks)
    met, items = (sum(column) for column in zip(*weeks, strict=True))
    sure = wilson_bounds(met / spread, items / spread, CONFIDENCE)
    passed, decided = totals.passed
    every_time = 10 * passed >= 9 * decided and 4 * (totals.audits - decided) <= totals.audits
    good = sure.lower >= target
    level: Level = "amazement" if good and every_time else "tolerance"
    return found._replace(
        level="uncertainty" if found.reasons else level,
        n=items / spread,
        lower=sure.lower,
        short=sure.upper < target,
        under=sure.upper >= target > met / items,
        on_the_whole=good and not every_time,
        passed=totals.passed,
    )


def site_standing(standings: Sequence[Standing]) -> Standing:
    """A site's own: the worst of its checklists that have weeks enough. Raises ValueError for none."""
    old = [standing for standing in standings if not standing.weeks_missing]
    return min(
        old or standings,
        key=lambda one: (
            _WORST_FIRST.index(one.level),
            not one.short,
            not one.under,
            one.on_the_whole,
        ),
    )
