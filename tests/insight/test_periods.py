"""Comparison periods, as the journal keeps them."""

from audit_cli.insight.periods import PeriodStart, period_facts, series_id, starts_of
from audit_cli.interview.events import Event


def said(week: str, why: str | None, seq: int = 1, *, dropped: bool = False) -> Event:
    kind, question, value, text = period_facts("centro", "walk-in", week, why or "", dropped)
    at = "2026-11-16T15:15:00.000Z"
    return Event("u", seq, kind, question, value, text if why else None, at, at, why is None)


def test_periods_are_in_order_and_the_last_word_counts() -> None:
    events = [said("2026-W30", "new desk"), said("2026-W10", "new team"), said("2026-W30", None)]
    assert starts_of(events) == (
        PeriodStart("2026-W10", "new team"),
        PeriodStart("2026-W30", None),
    )


def test_a_period_that_is_taken_back_is_none_until_it_begins_again() -> None:
    events = [said("2026-W30", "new desk"), said("2026-W30", "a slip", dropped=True)]
    assert starts_of(events) == ()
    assert starts_of([*events, said("2026-W30", "it was right")]) == (
        PeriodStart("2026-W30", "it was right"),
    )


def test_periods_outside_of_history_are_passed_over() -> None:
    weeks = ("0001-W01", "2026-W09", "2026-W10", "2026-W47", "2026-W48", "2999-W01")
    events = [said(week, "x") for week in weeks]
    assert [start.week for start in starts_of(events)] == [*weeks]
    assert [start.week for start in starts_of(events, "2026-W10")] == ["2026-W10", "2026-W47"]


def test_other_kinds_say_nothing_of_periods() -> None:
    assert starts_of([said("2026-W30", "x")._replace(kind="action")]) == ()


def test_each_series_has_a_chain_of_its_own() -> None:
    names = {series_id(*pair) for pair in (("a", "b"), ("b", "a"), ("a-b", ""), ("", "a-b"))}
    assert len(names) == 4
    assert series_id("a", "b") == series_id("a", "b")
