"""Can clients count on us? Each answer, and what keeps a place from a better one."""

import pytest
from making import made_up, run_sums, sums

from audit_cli.insight.run import Run, run_of
from audit_cli.insight.standing import Standing, critical_lately, site_standing, standing_of
from audit_cli.insight.trend import Week, dispersion
from audit_cli.language.weeks import week_after

GOOD = [(38, 39)] * 11 + [(37, 39)] * 4
NOW = "2026-W15"


def of(run: Run, target: float = 85, week: str = NOW, **more: bool) -> Standing:
    return standing_of(run, target, week, **more)


def test_always_good() -> None:
    found = of(run_of(run_sums(GOOD)))
    assert (found.level, found.reasons, found.weeks) == ("amazement", (), 15)
    assert found.n == 15 * 39
    assert found.lower == pytest.approx(0.9457, abs=1e-4)


def test_fine_where_the_target_is_not_surely_met() -> None:
    assert of(run_of(run_sums(GOOD)), target=94.6).level == "tolerance"
    assert of(run_of(run_sums(GOOD)), target=94.5).level == "amazement"


def test_short_only_where_it_is_sure_to_be_under_the_target() -> None:
    """29 of 39 every week: with 99 %, between 69.95 and 78.32 % are met."""
    poor = run_of(run_sums([(29, 39)] * 15))
    found = {target: of(poor, target) for target in (69.9, 75, 78.2, 78.4)}
    assert [(one.level, one.short) for one in found.values()] == [
        ("amazement", False),
        ("tolerance", False),
        ("tolerance", False),
        ("tolerance", True),
    ]
    assert not of(run_of(run_sums([(14, 39)] * 11))).short  # too early


def test_too_early_until_the_twelfth_week() -> None:
    early = of(run_of(run_sums(GOOD[:11])))
    assert (early.level, early.reasons, early.weeks_missing) == ("uncertainty", ("too_early",), 1)
    assert early.lower is None
    assert of(run_of(run_sums(GOOD[:12]))).level == "amazement"
    assert of(run_of([])).weeks_missing == 12


def test_an_open_complaint() -> None:
    assert of(run_of(run_sums(GOOD)), complaints=True).reasons == ("complaint",)


def test_a_downward_signal_is_named() -> None:
    found = of(run_of(run_sums([*GOOD, (24, 39)])), week="2026-W16")
    assert (found.level, found.reasons, found.since) == (
        "uncertainty",
        ("downward_signal",),
        "2026-W16",
    )


def test_a_serious_failure_lasts_eight_calendar_weeks() -> None:
    weeks = run_sums(GOOD)
    weeks[3] = weeks[3]._replace(critical={"path-clear": 1}, critical_failures=1)
    run = run_of(weeks)
    assert of(run, week="2026-W11").critical == ("path-clear",)
    assert of(run, week="2026-W11").reasons == ("critical",)
    assert of(run, week="2026-W12").level == "amazement"


def test_eight_weeks_are_counted_over_the_turn_of_a_year() -> None:
    failed = [sums("2026-W50", 30, 39, critical={"privacy-kept": 2})]
    assert critical_lately(failed, "2027-W04") == ("privacy-kept",)  # 50 51 52 53 1 2 3 4
    assert critical_lately(failed, "2027-W05") == ()
    assert critical_lately(failed, "2026-W49") == ()


def test_only_the_last_26_weeks_with_audits_count() -> None:
    weeks = run_sums([(20, 39)] * 10 + [(38, 39)] * 26)
    run = run_of(weeks)._replace(unresolved=None)
    assert of(run, week=week_after(NOW, 30)).n == 26 * 39


def test_weeks_that_differ_a_lot_are_worth_fewer_items() -> None:
    values = [(39, 39), (30, 39)] * 8
    found = of(run_of(run_sums(values))._replace(unresolved=None))
    assert found.n == pytest.approx(16 * 39 / dispersion([Week(*value) for value in values]))
    assert found.n < 16 * 39 / 2
    assert found.level == "tolerance"


def test_a_site_is_as_good_as_its_worst_old_checklist() -> None:
    early, fine, good = (
        Standing("uncertainty", ("too_early",), 4),
        *map(Standing, ("tolerance", "amazement")),
    )
    unresolved = Standing("uncertainty", ("complaint",))
    assert site_standing([good, fine, early]) is fine
    assert site_standing([good, unresolved, fine]) is unresolved
    poor = fine._replace(short=True)
    assert site_standing([good, fine, poor]) is poor
    assert site_standing([early]) is early


# -- how often it is wrong ----------------------------------------------------------------------------

SEEDS = range(1000)


def test_a_steady_site_has_few_new_signals() -> None:
    """Three audits a week, 90 %, no spread between visits: at most 1.5 % of the judged weeks."""
    judged = new = 0
    for seed in SEEDS:
        signals = [
            point.change is not None
            for point in run_of(run_sums(made_up([0.9] * 60, seed))).points
            if point.judged
        ]
        judged += len(signals)
        new += sum(now and not before for before, now in zip([False, *signals], signals))  # noqa: B905
    assert judged == 52 * len(SEEDS)
    assert 0.005 < new / judged <= 0.015


def test_a_site_under_target_is_hardly_ever_called_always_good() -> None:
    """83 % with a target of 85: at most 0.5 % of weeks, signals that would forbid it left aside."""
    called = weeks = 0
    for seed in SEEDS:
        run = run_of(run_sums(made_up([0.83] * 52, seed)))._replace(unresolved=None)
        for last in range(12, 53, 4):
            found = of(run._replace(points=run.points[:last]))
            called += found.level == "amazement"
            weeks += 1
    assert called / weeks <= 0.005


def test_a_good_site_is_called_so_by_week_20() -> None:
    """93 % with a target of 85: at least 90 % of runs."""
    called = 0
    for seed in SEEDS:
        run = run_of(run_sums(made_up([0.93] * 20, seed)))
        called += of(run, week="2026-W20").level == "amazement"
    assert called / len(SEEDS) >= 0.90
