"""Single items: shares with their intervals, two periods, and totals."""

import pytest
from making import sums

from audit_cli.insight.items import (
    ItemShare,
    changed_by_chance,
    item_changes,
    item_shares,
    newcombe,
    wilson,
)
from audit_cli.insight.totals import totals_of

WEEKS = [
    sums("2026-W01", 1, 2, items={"floor": (3, 4), "old-name": (1, 1)}),
    sums("2026-W02", 1, 2, items={"floor": (2, 2), "name": (0, 2)}),
]


def test_shares_over_weeks_keep_the_history_of_a_renamed_question() -> None:
    found = item_shares(WEEKS, lambda question: question.removeprefix("old-"))
    assert found == {"floor": ItemShare(5, 6), "name": ItemShare(1, 3)}
    assert found["floor"].interval == wilson(5, 6)
    assert found["floor"].share == 5 / 6


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ((4, 10), (10, 10), "better"),
        ((10, 10), (4, 10), "worse"),
        ((6, 10), (9, 10), "no_change"),
        ((1, 1), (0, 1), "no_change"),
    ],
)
def test_a_change_of_one_item(
    before: tuple[int, int], after: tuple[int, int], direction: str
) -> None:
    [change] = item_changes({"floor": ItemShare(*before)}, {"floor": ItemShare(*after)})
    assert change.direction == direction
    assert (change.difference, change.interval) == newcombe(after, before)


def test_only_what_both_periods_have_is_compared() -> None:
    one = {"floor": ItemShare(1, 2), "gone": ItemShare(1, 2)}
    other = {"floor": ItemShare(2, 2), "new": ItemShare(1, 2)}
    assert [change.item for change in item_changes(one, other)] == ["floor"]


def test_one_in_twenty_seems_changed_by_chance() -> None:
    assert changed_by_chance(14) == pytest.approx(0.7)


def test_totals() -> None:
    """S0-8."""
    weeks = [
        sums("2026-W01", 9, 10, audits=3, decided=2, passed=1, place_met=2, place_weight=3),
        sums("2026-W02", 8, 10, audits=1, people_met=5, people_weight=6),
    ]
    found = totals_of(weeks)
    assert (found.weeks, found.audits) == (2, 4)
    assert found[2:] == ((17, 20), (2, 3), (5, 6), (2, 3))
    assert 100 * found.points.met / found.points.of == 85
