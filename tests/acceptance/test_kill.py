"""What the screen acknowledged survives `kill -9`. AUDIT_KILLS says how often (10 unless said; 500 in CI)."""

import os
import random
import sys
from pathlib import Path
from typing import Final

import pytest

from .killing import Lost, Rounds
from .program import ENGLISH, Program

KILLS: Final = int(os.environ.get("AUDIT_KILLS", "10"))
PARTS: Final = 2  # so that two cores share the work
ENOUGH: Final = 6  # acknowledged answers a round
MANY: Final = 100  # fewer rounds vary too much to say how many of them came how far

# Acknowledges each answer a moment before it is stored: it is, when the next key is waited for.
EARLY: Final = """\
from audit_cli.terminal.keyboard import Keyboard
from audit_cli.commands.main import run
from audit_cli.store.journal import Store

append, key = Store.append, Keyboard.key
kept_back = []


def append_later(self, audit, events, **more):
    kept_back.append((self, audit, list(events), more))


def key_after_appending(self, seconds=None):
    while kept_back:
        store, audit, events, more = kept_back.pop(0)
        append(store, audit, events, **more)
    return key(self, seconds)


Store.append, Keyboard.key = append_later, key_after_appending
run()
"""


# Stores each answer twice.
TWICE: Final = """\
from uuid import uuid4

from audit_cli.commands.main import run
from audit_cli.store.journal import Store

append = Store.append


def append_twice(self, audit, events, **more):
    length = len(self.events(audit))
    events = [e._replace(seq=length + n) for n, e in enumerate(events, 1)]
    append(self, audit, events, **more)
    if events[0].kind == "answer":
        again = events[-1]._replace(uuid=str(uuid4()), seq=length + len(events) + 1)
        append(self, audit, [again])


Store.append = append_twice
run()
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
    assert rounds.tally.rounds == KILLS // PARTS
    if rounds.tally.rounds >= MANY:
        assert rounds.tally.acknowledged >= ENOUGH * rounds.tally.rounds
        assert rounds.tally.resumed >= rounds.tally.rounds // 4
    assert "error" not in rounds.program.good("doctor")


def rounds_of(source: str, folder: Path) -> Rounds:
    """Rounds with another program in place of the installed one."""
    program = folder / "wrong.py"
    program.write_text(source, encoding="utf-8")
    return Rounds(Program(folder / "home", ENGLISH), 7, [sys.executable, str(program)])


def test_the_harness_notices_an_acknowledgement_before_the_commit(tmp_path: Path) -> None:
    with pytest.raises(Lost, match="were acknowledged"):
        killed(rounds_of(EARLY, tmp_path), 60)


def test_the_harness_notices_an_answer_stored_twice(tmp_path: Path) -> None:
    with pytest.raises(Lost, match="not one for each question"):
        killed(rounds_of(TWICE, tmp_path), 5)
