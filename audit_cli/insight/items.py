"""Single items: how often each was met, and whether that changed."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal, NamedTuple

from audit_cli.insight.intervals import Interval, newcombe, wilson
from audit_cli.insight.totals import WeekSums

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
