"""The published rates, from fewer runs than the benchmark's: false signals a year, changes found."""

import importlib.util
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "false_signals.py"
spec = importlib.util.spec_from_file_location("false_signals", SCRIPT)
assert spec
assert spec.loader
script = importlib.util.module_from_spec(spec)
sys.modules["false_signals"] = script
spec.loader.exec_module(script)

RUNS = 400


@pytest.mark.parametrize("row", [script.ROWS[0], script.ROWS[4]], ids=["1 visit", "1 to 4 visits"])
def test_the_published_rates(row) -> None:
    [found] = script.tally(row, (script.ours,), RUNS, "fixed")
    false, power = row.published
    # The benchmark allows 0.15 and 2 points; four standard errors of 400 runs are added to that.
    assert found.false / RUNS == pytest.approx(false, abs=0.15 + 4 * (false / RUNS) ** 0.5)
    assert 100 * found.found / RUNS == pytest.approx(power, abs=2 + 4.4)


def test_a_signal_counts_once_at_its_onset() -> None:
    assert script.onsets([3, 4, 5, 9, 11]) == [3, 9, 11]


def test_the_chart_beside_it_keeps_its_rules() -> None:
    steady = [script.Week(10 + week % 2, 13) for week in range(30)]
    judged = script.making_data_count
    assert list(judged(steady)) == []
    assert list(judged([*steady[:29], script.Week(2, 13)])) == [30]
    seven = [*steady[:22], *[script.Week(11, 13)] * 8]
    assert list(judged(seven)) == [28, 29, 30]
