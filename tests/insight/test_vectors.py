"""The worked examples of the statistics, reproduced to the digits they give."""

import json
from pathlib import Path
from typing import Any

import pytest

from audit_cli.insight.items import newcombe, wilson
from audit_cli.insight.trend import Week, effective_week, trend_of

VECTORS = json.loads((Path(__file__).parent / "statistics.json").read_text())


def digits(value: float) -> int:
    """The digits behind the point that an example gives."""
    return len(str(value).partition(".")[2])


@pytest.mark.parametrize("case", VECTORS["trend"], ids=lambda case: case["source"][:40])
def test_trend(case: dict[str, Any]) -> None:
    found = trend_of([Week(*week) for week in case["weeks"]]).judged
    expected = case["expected"]
    assert [week.at + 1 for week in found] == [week["week"] for week in expected]
    for week, wanted in zip(found, expected, strict=True):
        assert week.dispersion == pytest.approx(wanted["dispersion"], abs=0.6e-5)
        assert week.z == pytest.approx(wanted["z"], abs=0.6e-4)
        assert list(week.usual) == wanted["usual"]
        said = f"{week.signal.kind} {week.signal.direction}" if week.signal else None
        assert said == wanted["signal"]


@pytest.mark.parametrize("case", VECTORS["wilson"], ids=str)
def test_wilson(case: dict[str, Any]) -> None:
    found = wilson(case["successes"], case["n"], case["confidence"])
    for bound in ("lower", "upper"):
        assert round(getattr(found, bound), digits(case[bound])) == case[bound]


@pytest.mark.parametrize("case", VECTORS["newcombe_difference"], ids=str)
def test_newcombe(case: dict[str, Any]) -> None:
    difference, found = newcombe(tuple(case["first"]), tuple(case["second"]), case["confidence"])
    assert round(difference, digits(case["difference"])) == case["difference"]
    for bound in ("lower", "upper"):
        assert round(getattr(found, bound), digits(case[bound])) == case[bound]


@pytest.mark.parametrize("case", VECTORS["effective_items"], ids=lambda case: case["source"])
def test_effective_items(case: dict[str, Any]) -> None:
    assert sum(case["weights"]) == case["applicable"]
    squares = sum(weight * weight for weight in case["weights"])
    week = effective_week(sum(case["weights"]), squares, case["met"])
    assert week == Week(case["k"], case["n"])


def test_the_usual_range_ends_where_exact_sums_end_it() -> None:
    """n 81, K 495, N 810, d 4.68916: one less a sum near 1 would take 76 for usual, z 3.0011."""
    weeks = [Week(met, 81) for met in (51, 55, 47, 40, 53, 39, 42, 44, 53, 71, 76)]
    judged = trend_of(weeks).judged[-1]
    assert judged.dispersion == pytest.approx(4.68916, abs=0.6e-5)
    assert judged.usual == (20, 75)
    assert judged.signal
    assert judged.signal.kind == "jump"
