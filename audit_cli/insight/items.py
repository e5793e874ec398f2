"""Shares and how sure they are (Wilson, Newcombe); single items: how often each was met, and whether that changed."""

from collections.abc import Callable, Iterable, Mapping
from math import sqrt
from statistics import NormalDist
from typing import Final, Literal, NamedTuple

from audit_cli.insight.totals import WeekSums


class Interval(NamedTuple):
    """Bounds of a share (0 to 1), or of a difference of two shares (−1 to 1)."""

    lower: float
    upper: float


def wilson(successes: float, n: float, confidence: float = 0.95) -> Interval:
    """The two-sided Wilson score interval of a share; `n` may be effective, so not whole.

    Raises ValueError when nothing was counted. Newcombe 1998, method 3."""
    return wilson_bounds(successes, n, (1 + confidence) / 2)


def wilson_bounds(successes: float, n: float, confidence: float) -> Interval:
    """The one-sided Wilson bounds, each this sure by itself. Raises ValueError when nothing was counted."""
    if not 0 <= successes <= n or n <= 0:
        raise ValueError(f"{successes} of {n} is no share")
    p, z = successes / n, NormalDist().inv_cdf(confidence)
    centre = p + z * z / (2 * n)
    spread = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    return Interval(max(0.0, (centre - spread) / whole), min(1.0, (centre + spread) / whole))


def newcombe(
    first: tuple[int, int], second: tuple[int, int], confidence: float = 0.95
) -> tuple[float, Interval]:
    """The difference first − second of two shares (successes, n), and its interval.

    Newcombe 1998, method 10. "No change shown" where the interval covers 0."""
    p, q = first[0] / first[1], second[0] / second[1]
    one, other = wilson(*first, confidence), wilson(*second, confidence)
    below = sqrt((p - one.lower) ** 2 + (other.upper - q) ** 2)
    above = sqrt((one.upper - p) ** 2 + (q - other.lower) ** 2)
    return p - q, Interval(p - q - below, p - q + above)


ITEM_CONFIDENCE: Final = 0.95

ItemDirection = Literal["better", "worse", "no_change"]


class ItemShare(NamedTuple):
    """In how many audits an item was met, of those that judged it."""

    met: int
    judged: int

    @property
    def share(self) -> float:
        """0 to 1."""
        return self.met / self.judged

    @property
    def interval(self) -> Interval:
        """Where the share lies, 95 % sure (Wilson)."""
        return wilson(self.met, self.judged, ITEM_CONFIDENCE)


class ItemChange(NamedTuple):
    """An item in two periods: `difference` is after − before, −1 to 1, and `interval` where it lies (Newcombe)."""

    item: str
    before: ItemShare
    after: ItemShare
    difference: float
    interval: Interval

    @property
    def direction(self) -> ItemDirection:
        """No change is shown where the interval covers 0."""
        if self.interval.lower > 0:
            return "better"
        return "worse" if self.interval.upper < 0 else "no_change"


def item_shares(
    weeks: Iterable[WeekSums], item_of: Callable[[str], str] = str
) -> dict[str, ItemShare]:
    """The items of some weeks. `item_of` names an item by any id its question has had."""
    found: dict[str, ItemShare] = {}
    for sums in weeks:
        for question, (met, judged) in sums.items.items():
            item = item_of(question)
            before = found.get(item, ItemShare(0, 0))
            found[item] = ItemShare(before.met + met, before.judged + judged)
    return found


def item_changes(
    before: Mapping[str, ItemShare], after: Mapping[str, ItemShare]
) -> tuple[ItemChange, ...]:
    """Every item that both periods have, in the order of the first."""
    return tuple(
        ItemChange(item, share, after[item], *newcombe(after[item], share, ITEM_CONFIDENCE))
        for item, share in before.items()
        if item in after
    )


def changed_by_chance(compared: int) -> float:
    """How many of so many items would seem changed although nothing did."""
    return compared * (1 - ITEM_CONFIDENCE)
