"""What the screen acknowledged survives `kill -9`. AUDIT_KILLS says how often (default 50; 500 before a release)."""

import os
import random
import sys
from pathlib import Path
from typing import Final

import pytest

from .killing import Lost, Rounds
from .program import ENGLISH, Program

KILLS: Final = int(os.environ.get("AUDIT_KILLS", "50"))
PARTS: Final = 2  # so that two cores share the work
ENOUGH: Final = 6 if KILLS >= 500 else 3  # acknowledged answers a round; few rounds vary more

# Acknowledges each answer a moment before it is stored: it is, when the next key is waited for.
EARLY: Final = """\
from audit_cli.cli import keyboard, leading, main

keep, key = leading._keep, keyboard.Keyboard.key
kept_back = []


def keep_later(*facts):
    kept_back.append(facts)


def key_after_keeping(self, seconds=None):
    while kept_back:
        keep(*kept_back.pop(0))
    return key(self, seconds)


leading._keep, keyboard.Keyboard.key = keep_later, key_after_keeping
main.run()
"""


def killed(rounds: Rounds, times: int) -> None:
    """Kill as often as that, and show the figures when it goes wrong (or with -rP)."""
    print(f"seed {rounds.seed}")
    try:
        for _ in range(times):
            rounds.round()
    finally:
        print(rounds.tally)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_acknowledged_answer_is_lost(tmp_path: Path, part: int) -> None:
    seed = random.SystemRandom().randrange(10**6) * PARTS + part
    rounds = Rounds(Program(tmp_path / "home", ENGLISH), seed)
    killed(rounds, KILLS // PARTS)
    assert rounds.tally.acknowledged >= ENOUGH * rounds.tally.rounds
    assert rounds.tally.resumed >= rounds.tally.rounds // 4
    assert "error" not in rounds.program.good("doctor")


def test_the_harness_notices_an_acknowledgement_before_the_commit(tmp_path: Path) -> None:
    early = tmp_path / "early.py"
    early.write_text(EARLY, encoding="utf-8")
    command = [sys.executable, str(early)]
    rounds = Rounds(Program(tmp_path / "home", ENGLISH), seed=7, command=command)
    with pytest.raises(Lost, match="were acknowledged"):
        killed(rounds, 60)
