"""Can clients count on this place? Predictably good, merely fine, or not yet to be said (S4-1, S4-2)."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from audit_cli.insight.intervals import Interval, wilson_bounds
from audit_cli.insight.run import Run
from audit_cli.insight.totals import WeekSums
from audit_cli.insight.trend import Week, dispersion
from audit_cli.language.weeks import week_after

Level = Literal["uncertainty", "tolerance", "amazement"]
Doubt = Literal["too_early", "complaint", "downward_signal", "critical"]

WEEKS_TO_STAND: Final = 12
WINDOW: Final = 26  # weeks with audits
CRITICAL_WEEKS: Final = 8  # calendar weeks
CONFIDENCE: Final = 0.99
_WORST_FIRST: Final[tuple[Level, ...]] = ("uncertainty", "tolerance", "amazement")


class Standing(NamedTuple):
    """`reasons` of an uncertainty, in the order of weight; `weeks_missing` of one that is too early.

    `since` is the week of the downward signal, `critical` the items that failed an audit lately.
    `lower` (0 to 1) is what 99 % sure is met at least, of `n` items, worth that many independent
    ones, in `weeks` weeks; None while it is too early. It is `short` where, as sure, less than the
    target is met."""

    level: Level
    reasons: tuple[Doubt, ...] = ()
    weeks_missing: int = 0
    since: str | None = None
    critical: tuple[str, ...] = ()
    weeks: int = 0
    n: float = 0.0
    lower: float | None = None
    short: bool = False


def standing_of(run: Run, target: float, week: str, *, complaints: bool = False) -> Standing:
    """How a checklist at a site stands in a week; nothing later may be in the run. `target` is in percent,
    `complaints` says whether one is open."""
    counted = [point.counted for point in run.points if point.counted]
    critical = critical_lately((point.sums for point in run.points), week)
    missing = max(0, WEEKS_TO_STAND - len(counted))
    signal = run.unresolved.change if run.unresolved else None
    given: tuple[tuple[Doubt, bool], ...] = (
        ("complaint", complaints),
        ("downward_signal", signal is not None),
        ("critical", bool(critical)),
        ("too_early", missing > 0),
    )
    reasons = tuple(reason for reason, holds in given if holds)
    n, sure = (0.0, None) if missing else bounds(counted[-WINDOW:])
    good = sure is not None and sure.lower >= target / 100
    return Standing(
        "uncertainty" if reasons else "amazement" if good else "tolerance",
        reasons,
        missing,
        signal.since if signal else None,
        critical,
        min(len(counted), WINDOW),
        n,
        sure.lower if sure else None,
        sure is not None and sure.upper < target / 100,
    )


def bounds(weeks: Sequence[Week]) -> tuple[float, Interval]:
    """The independent items that some weeks are worth, and what is met of them at least and at most."""
    spread = dispersion(weeks)
    met, items = (sum(column) for column in zip(*weeks, strict=True))
    return items / spread, wilson_bounds(met / spread, items / spread, CONFIDENCE)


def critical_lately(weeks: Iterable[WeekSums], week: str) -> tuple[str, ...]:
    """The items that failed an audit in the last eight calendar weeks, this one included."""
    since = week_after(week, 1 - CRITICAL_WEEKS)
    recent = (sums for sums in weeks if since <= sums.week <= week)
    return tuple(dict.fromkeys(question for sums in recent for question in sums.critical))


def site_standing(standings: Sequence[Standing]) -> Standing:
    """A site's own: the worst of its checklists that have weeks enough. Raises ValueError for none."""
    old = [standing for standing in standings if not standing.weeks_missing]
    return min(old or standings, key=lambda one: (_WORST_FIRST.index(one.level), not one.short))
