"""Can clients count on us? Each answer, and what keeps a place from a better one."""

import pytest
from making import made_up, made_up_sums, run_sums

from audit_cli.insight.run import Run, run_of
from audit_cli.insight.standing import Standing, site_standing, standing_of
from audit_cli.insight.trend import Week, dispersion

GOOD = [(38, 39)] * 11 + [(37, 39)] * 4


def of(run: Run, target: float = 85, *unsettled: str, **more: bool) -> Standing:
    return standing_of(run, target, unsettled, **more)


def test_always_good() -> None:
    """S4-1."""
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
    """S4-2."""
    assert of(run_of(run_sums(GOOD)), complaints=True).reasons == ("complaint",)


def test_a_downward_signal_is_named() -> None:
    found = of(run_of(run_sums([*GOOD, (24, 39)])))
    assert (found.level, found.reasons, found.since) == (
        "uncertainty",
        ("downward_signal",),
        "2026-W16",
    )


def test_a_serious_failure_that_is_not_settled() -> None:
    """S0-4."""
    found = of(run_of(run_sums(GOOD)), 85, "path-clear")
    assert (found.level, found.reasons) == ("uncertainty", ("critical",))
    assert found.critical == ("path-clear",)


def test_good_on_the_whole_where_not_nine_in_ten_audits_passed() -> None:
    weeks = [week._replace(audits=3, decided=3, passed=3) for week in run_sums(GOOD)]
    run = run_of([*weeks[:10], *(week._replace(passed=2) for week in weeks[10:])])  # 40 of 45
    found = of(run)
    assert (found.level, found.on_the_whole, found.passed) == ("tolerance", True, (40, 45))
    run = run_of([*weeks[:11], *(week._replace(passed=2) for week in weeks[11:])])  # 41 of 45
    assert of(run).level == "amazement"


def test_not_always_good_where_more_than_one_audit_in_four_has_no_result() -> None:
    weeks = [week._replace(audits=4, decided=3, passed=3) for week in run_sums(GOOD)]
    assert of(run_of(weeks)).level == "amazement"
    weeks[0] = weeks[0]._replace(audits=5)
    assert of(run_of(weeks)).level == "tolerance"


def test_under_the_target_but_not_surely() -> None:
    found = of(run_of(run_sums([(29, 39)] * 15)), 75)
    assert (found.level, found.under, found.short) == ("tolerance", True, False)
    assert not of(run_of(run_sums([(29, 39)] * 15)), 74).under


def test_only_the_last_26_weeks_with_audits_count() -> None:
    weeks = run_sums([(20, 39)] * 10 + [(38, 39)] * 26)
    run = run_of(weeks)._replace(unresolved=None)
    assert of(run).n == 26 * 39


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
    under, whole = fine._replace(under=True), fine._replace(on_the_whole=True)
    assert site_standing([whole, fine, under, good]) is under
    assert site_standing([whole, fine, good]) is fine
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


def standings(rate: float, seed: int, lasts: range) -> list[Standing]:
    """How a site of this true rate stands after so many weeks, signals that would forbid it left aside."""
    run = run_of(made_up_sums([rate] * lasts[-1], seed))._replace(unresolved=None)
    return [of(run._replace(points=run.points[:last])) for last in lasts]


def test_a_site_under_target_is_hardly_ever_called_always_good() -> None:
    """83 % with a target of 85: at most 0.5 % of weeks."""
    found = [one for seed in SEEDS for one in standings(0.83, seed, range(12, 53, 4))]
    assert sum(one.level == "amazement" for one in found) / len(found) <= 0.005


def test_a_site_that_is_good_but_not_every_time_is_not_called_always_good() -> None:
    """90 %: by week 20 in at most 1 % of runs."""
    called = [
        any(one.level == "amazement" for one in standings(0.9, seed, range(12, 21)))
        for seed in SEEDS
    ]
    assert sum(called) / len(SEEDS) <= 0.01


def test_a_very_good_site_is_called_so_by_week_20() -> None:
    """97 %: in at least 90 % of runs."""
    called = [
        any(one.level == "amazement" for one in standings(0.97, seed, range(12, 21)))
        for seed in SEEDS
    ]
    assert sum(called) / len(SEEDS) >= 0.90


def test_a_good_site_is_good_on_the_whole_by_week_26() -> None:
    """93 %: in at least 95 % of runs."""
    called = [standings(0.93, seed, range(26, 27))[0].on_the_whole for seed in SEEDS]
    assert sum(called) / len(SEEDS) >= 0.95
