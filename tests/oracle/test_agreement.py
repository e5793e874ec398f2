"""Score, weeks and actions are what a second, plain implementation makes of the same answers.

`AUDIT_CASES` says how many cases (100 unless said), `AUDIT_CASE` which single one."""

import json
import os
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest

from audit_cli.terminal import instants

from .driving import SetClock, differences_of
from .making import case_of
from .shrinking import smallest

CASES = int(os.environ.get("AUDIT_CASES", "100"))
ONE = os.environ.get("AUDIT_CASE")
BATCH = 25
TOLD = 3  # cases of a batch that are told in full


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(instants, "in_local_time", lambda _: moment)

    for key in ("AUDIT_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    return set_to


@pytest.mark.parametrize("batch", [int(ONE) // BATCH] if ONE else range(-(-CASES // BATCH)))
def test_a_second_implementation_agrees(batch: int, tmp_path: Path, clock: SetClock) -> None:
    seeds = [int(ONE)] if ONE else range(batch * BATCH, (batch + 1) * BATCH)
    cases = [case_of(seed, batch) for seed in seeds]
    found = differences_of(cases, tmp_path / "home", clock, batch)
    wrong = [case for case, differences in zip(cases, found, strict=True) if differences]
    if not wrong:
        return
    tries = count()

    def alone(case: dict[str, object]) -> list[str]:
        [differences] = differences_of([case], tmp_path / f"alone-{next(tries)}", clock, batch)
        return differences

    told = [f"{len(wrong)} of {len(cases)} cases differ: {[case['seed'] for case in wrong]}"]
    for case in wrong[:TOLD]:
        small = smallest(case, alone)
        told += [
            f"\nAUDIT_CASE={case['seed']} .venv/bin/python -m pytest tests/oracle, as little as:",
            *(json.dumps(version, ensure_ascii=False) for version in small["versions"]),
            *(json.dumps(step, ensure_ascii=False) for step in small["steps"]),
            *(f"  {difference}" for difference in alone(small)),
        ]
    pytest.fail("\n".join(told), pytrace=False)
