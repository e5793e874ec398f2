"""Single items: how often each was met, whether that changed, and what keeps coming back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from audit_cli.checklist.model import Verdict
from audit_cli.insight.intervals import Interval, newcombe, wilson
from audit_cli.pooling import WeekSums

CONFIDENCE: Final = 0.95

Direction = Literal["better", "worse", "no_change"]
Recurrence = Literal["recurring", "chronic"]


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
        return wilson(self.met, self.judged, CONFIDENCE)


class ItemChange(NamedTuple):
    """An item in two periods: `difference` is after − before, −1 to 1, and `interval` where it lies (Newcombe)."""

    item: str
    before: ItemShare
    after: ItemShare
    difference: float
    interval: Interval

    @property
    def direction(self) -> Direction:
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
        ItemChange(item, share, after[item], *newcombe(after[item], share, CONFIDENCE))
        for item, share in before.items()
        if item in after
    )


def changed_by_chance(compared: int) -> float:
    """How many of so many items would seem changed although nothing did."""
    return compared * (1 - CONFIDENCE)


def recurrences(audits: Sequence[Mapping[str, Verdict]]) -> dict[str, Recurrence]:
    """What is below in the last of some audits and was so before; verdicts by item, in order of time.

    Of the two audits before it in which an item had a verdict, it was below in one (recurring) or
    in both (chronic)."""
    if not audits:
        return {}
    *earlier, last = audits
    found: dict[str, Recurrence] = {}
    for item in (item for item, verdict in last.items() if verdict == "below"):
        before = [audit[item] for audit in earlier if item in audit][-2:]
        times = before.count("below")
        if times:
            found[item] = "chronic" if times == 2 else "recurring"
    return found
