"""Which of the open actions come first."""

from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_cli.followup.tracked import Found, Tracked, first_things

DAY = date(2026, 11, 16)
MET = Found("audit", "floor", "2026-11-17T10:00:00.000Z", UTC)
LOST = {("visit", "dear"): 9, ("visit", "cheap"): 1, ("other", "floor"): 5}


def action(name: str, **facts: Any) -> Tracked:
    """An open action on the floor."""
    plain: dict[str, Any] = {"checklist": "visit", "question": "floor", "due": DAY}
    return Tracked(name, "centro", "UTC", "2026-11-16T10:00:00.000Z", DAY, **plain | facts)


@dataclass(frozen=True)
class Pair:
    """Two actions, of which the first is more urgent."""

    first: dict[str, Any]
    second: dict[str, Any]


DEAR, CHRONIC, OLD = {"question": "dear"}, {"recurrence": "chronic"}, {"due": date(2026, 1, 1)}
PAIRS = {
    "serious, whatever else": Pair({"serious": True}, {**DEAR, **CHRONIC, **OLD}),
    "serious, though met since": Pair({"serious": True, "met": MET}, {**DEAR, **CHRONIC, **OLD}),
    "of the serious, what was not met since": Pair(
        {"serious": True}, {"serious": True, "met": MET, **DEAR, **CHRONIC}
    ),
    "met since comes last": Pair({}, {"met": MET, **DEAR, **CHRONIC, **OLD}),
    "every time before points": Pair(CHRONIC, {**DEAR, **OLD}),
    "again is no more than once": Pair(DEAR, {"recurrence": "recurring", "question": "cheap"}),
    "points before the day it is due": Pair(DEAR, {"question": "cheap", **OLD}),
    "points of the checklist that asked": Pair({"checklist": "other"}, {"question": "cheap"}),
    "one's own costs no points": Pair(
        {"question": "cheap"}, {"checklist": None, "question": None, "text": "mend it", **OLD}
    ),
    "the one that is due first": Pair(OLD, {}),
}


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("name", PAIRS)
def test_what_comes_first(name: str, backwards: bool) -> None:
    first, second = action("z", **PAIRS[name].first), action("a", **PAIRS[name].second)
    given_ = [second, first] if backwards else [first, second]
    assert first_things(given_, LOST) == [first, second]


def test_what_is_done_is_left_out() -> None:
    done = action("done", closed_at="2026-11-18T10:00:00.000Z", serious=True)
    assert first_things([done, action("open")], {}) == [action("open")]


ACTIONS = st.builds(
    action,
    st.sampled_from("abcdefgh"),
    serious=st.booleans(),
    recurrence=st.sampled_from([None, "recurring", "chronic"]),
    met=st.sampled_from([None, MET]),
    question=st.sampled_from(["dear", "cheap", "floor"]),
    due=st.dates(DAY, date(2026, 11, 18)),
)


@given(
    st.lists(ACTIONS, unique_by=lambda one: one.id).flatmap(
        lambda a: st.tuples(st.just(a), st.permutations(a))
    )
)
def test_the_order_in_which_they_are_given_counts_for_nothing(
    both: tuple[list[Tracked], list[Tracked]],
) -> None:
    assert first_things(both[0], LOST) == first_things(both[1], LOST)
