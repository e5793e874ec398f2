"""The run of weeks: gaps, comparison periods, versions, weeks that count nothing."""

import pytest
from making import made_up, run_sums, sums

from audit_cli.insight.periods import PeriodStart
from audit_cli.insight.run import RunChange, missing_between, run_of
from audit_cli.insight.totals import WeekSums
from audit_cli.insight.trend import Week, trend_of

STEADY = [(12, 13)] * 12
NEW_DESK = PeriodStart("2026-W10", "new desk")


def test_nothing_yet() -> None:
    assert run_of([]) == ((), None, None, None, 0, 9)


def test_the_run_says_what_the_trend_says() -> None:
    values = made_up([0.9] * 30 + [0.6] * 4, 2)
    run = run_of(run_sums(values))
    trend = trend_of([Week(*value) for value in values])
    assert [point.judged for point in run.points[8:]] == list(trend.judged)
    assert run.unresolved is not None
    assert run.unresolved.change == RunChange("jump", "down", "2026-W31")


def test_a_drift_names_the_week_it_began_in_though_weeks_are_missing() -> None:
    values = [(11, 13)] * 12 + [None] + [(9, 13)] * 2 + [None] + [(9, 13)] * 8
    run = run_of(run_sums(values))
    [first, *_] = [point.change for point in run.points if point.change]
    assert first == RunChange("drift", "down", "2026-W14")
    assert [point.gap for point in run.points][11:16] == [0, 1, 0, 1, 0]
    assert list(missing_between(run.points)) == ["2026-W13", "2026-W16"]


def test_a_year_with_a_week_53_has_no_gap_there() -> None:
    weeks = run_sums([(12, 13)] * 4, "2026-W51")
    assert [point.week for point in run_of(weeks).points][2:] == ["2026-W53", "2027-W01"]
    assert [point.gap for point in run_of(weeks).points] == [0, 0, 0, 0]


def test_a_week_without_a_percentage_is_shown_and_counts_nothing() -> None:
    weeks = run_sums(STEADY)
    empty = WeekSums("2026-W05", audits=1, below=2)
    run = run_of([*weeks[:4], empty, *weeks[5:]])
    assert run.points[4].counted is None
    assert [point.judged is None for point in run.points] == [True] * 9 + [False] * 3


def test_weights_become_effective_items() -> None:
    week = sums("2026-W01", 22, 25, squares=3 * 9 + 8 * 2)
    assert run_of([week]).points[0].counted == Week(13, 15)


def test_a_new_period_compares_anew_and_resolves_the_old_signal() -> None:
    weeks = run_sums([*STEADY, (3, 13), (4, 13)])
    assert run_of(weeks).unresolved is not None
    assert run_of(weeks).latest is not None
    run = run_of(weeks, [PeriodStart("2026-W14", "half the staff")])
    assert run.unresolved is run.latest is None
    assert run.weeks_until_judged == 8
    assert [point.period is not None for point in run.points] == [False] * 13 + [True]


@pytest.mark.parametrize("week", ["2026-W14", "2026-W16"])
def test_a_period_that_begins_after_the_last_week_has_none_yet(week: str) -> None:
    weeks = run_sums([*STEADY, (3, 13)])
    run = run_of(weeks, [PeriodStart(week, "from Monday on")])
    assert run.unresolved is None
    assert run.weeks_until_judged == 9
    assert run.points[-1].change is not None, "what was seen stays seen"


def test_a_period_may_begin_in_a_week_without_audits() -> None:
    weeks = [*run_sums(STEADY[:9]), *run_sums(STEADY[:2], "2026-W12")]
    run = run_of(weeks, [NEW_DESK])
    assert [point.week for point in run.points if point.period] == ["2026-W12"]


def test_periods_in_a_row_and_before_all_weeks() -> None:
    starts = [PeriodStart("2025-W01", "opened"), NEW_DESK, PeriodStart("2026-W11", "other desk")]
    run = run_of(run_sums(STEADY), starts)
    found = [(point.week, point.period.why) for point in run.points if point.period]
    assert found == [
        ("2026-W01", "opened"),
        ("2026-W10", "new desk"),
        ("2026-W11", "other desk"),
    ]
    assert run.weeks_until_judged == 7


def test_another_version_continues_the_series_and_is_marked() -> None:
    old, new = ("1.0", "a"), ("1.1", "b")
    versions = ((old,), (old, new), (new,), (old,))
    weeks = [
        week._replace(versions=seen)
        for week, seen in zip(run_sums(STEADY[:4]), versions, strict=True)
    ]
    assert [point.versions for point in run_of(weeks).points] == [(), ("1.1",), (), ()]


@pytest.mark.parametrize(
    ("after", "resolved"), [([12] * 3, False), ([12] * 4, True), ([12, 12, 7, 12, 12], False)]
)
def test_four_calm_weeks_resolve_a_signal(after: list[int], resolved: bool) -> None:
    values = [*STEADY, (5, 13), *((met, 13) for met in after)]
    assert (run_of(run_sums(values)).unresolved is None) == resolved


def onsets(values: list[tuple[int, int]]) -> list[tuple[str, str]]:
    return [
        (point.week, point.onset.direction)
        for point in run_of(run_sums(values)).points
        if point.onset
    ]


def test_a_change_is_told_at_its_onset_and_again_only_once_it_was_over() -> None:
    """Signals of a change that is still under way are the same change going on."""
    down, calm, up = (3, 13), (12, 13), (13, 13)
    going_on = [*STEADY, *STEADY[:8], down, down, calm, down, *[calm] * 3]
    assert onsets(going_on) == [("2026-W21", "down")]
    assert sum(point.change is not None for point in run_of(run_sums(going_on)).points) > 1
    again = [*STEADY, *STEADY[:8], down, *[calm] * 4, down]
    assert onsets(again) == [("2026-W21", "down"), ("2026-W26", "down")]
    low = [(7, 13)] * 12
    both = run_of(run_sums([*low, (0, 13), up, up]))
    assert [(p.week, p.onset.direction) for p in both.points if p.onset] == [
        ("2026-W13", "down"),
        ("2026-W14", "up"),
    ], "a signal to the other side is an onset of its own, and ends neither"
    assert [change.direction for change in both.changes] == ["down", "up"]


def test_an_improvement_is_over_after_four_weeks_as_usual() -> None:
    low, better = [(7, 13)] * 12, (13, 13)
    assert run_of(run_sums([*low, better, *[(7, 13)] * 3])).improving is not None
    over = run_of(run_sums([*low, better, *[(7, 13)] * 4]))
    assert over.improving is None
    assert over.latest is not None
    assert over.judged_since == 4
