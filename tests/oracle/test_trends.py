"""The run of weeks and the standing are what a second, plain implementation makes of the same weeks.

`AUDIT_CASES` says how many cases (100 unless said)."""

import os
import sys
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from audit_cli.insight.run import run_of
from audit_cli.insight.standing import standing_of

from .plain import Plain
from .plain_trend import judged_weeks, standing

sys.path.append(str(Path(__file__).parents[1] / "insight"))
from making import run_sums

CASES = int(os.environ.get("AUDIT_CASES", "100"))


def weeks_of(seed: int) -> list[Plain]:
    """Up to a year and a half of weeks at a level that may change twice, with one to four visits each."""
    random = Random(seed)
    items = random.choice((1, 5, 13, 20))
    rate = random.choice((0.5, 0.8, 0.85, 0.93, 0.97, 1.0))
    turns = {
        random.randrange(80): random.uniform(0.3, 1.0) for _ in range(random.choice((0, 1, 2)))
    }
    found = []
    for week in range(random.choice((3, 9, 12, 26, 40, 80))):
        rate = turns.get(week, rate)
        audits = random.randint(1, 4)
        met = sum(random.random() < rate for _ in range(items * audits))
        decided = audits - (random.random() < 0.15)
        passed = sum(random.random() < rate for _ in range(decided))
        found.append(
            {"met": met, "items": items * audits, "audits": audits}
            | {"passed": passed, "decided": decided}
        )
    return found


@pytest.mark.parametrize("seed", range(CASES))
def test_a_second_implementation_agrees(seed: int) -> None:
    weeks, random = weeks_of(seed), Random(seed)
    sums = [
        one._replace(**{name: week[name] for name in ("audits", "passed", "decided")})
        for one, week in zip(
            run_sums([(week["met"], week["items"]) for week in weeks]), weeks, strict=True
        )
    ]
    run = run_of(sums)
    names = [point.week for point in run.points]
    program = [point for point in run.points if point.judged]
    plain = judged_weeks(weeks)
    assert [names.index(point.week) for point in program] == [week["at"] for week in plain]
    for point, week in zip(program, plain, strict=True):
        assert point.judged
        assert point.judged.z == pytest.approx(week["z"], rel=1e-6, abs=1e-6)
        assert point.judged.usual == week["usual"]
        change = point.change and {
            **point.change._asdict(),
            "since": names.index(point.change.since),
        }
        assert change == week["signal"]
    last = plain[-1]["under_way"] if plain else {"up": False, "down": False}
    assert (run.improving is not None, run.unresolved is not None) == (last["up"], last["down"])
    onsets = [week["at"] for week in plain if week["signal"] and week["signal"]["onset"]]
    assert [names.index(point.week) for point in run.points if point.onset] == onsets
    target = random.choice((50, 80, 85, 90, 97.5))
    unsettled = random.choice(((), (), ("floor",), ("floor", "door")))
    found = standing_of(run, target, unsettled)._asdict()
    found = {name: list(v) if isinstance(v, tuple) else v for name, v in found.items()}
    expected = standing(weeks, Fraction(str(target)), unsettled)
    assert {name: found[name] for name in expected} == expected
