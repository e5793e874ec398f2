"""`kill -9` at random moments of an interview, again and again: what was acknowledged has to be there.

An answer is acknowledged when the screen counts it (`7/120`) or says that it is saved. Each round goes on
with the audit that the last one killed: keys are typed ahead in bursts, as by a quick thumb, and the
program dies somewhere between its start and its last answer. Then the store is read."""

import random
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from audit_cli.store.doctor import examine
from audit_cli.store.journal import Store

from .program import PHONE, Program, installed
from .terminal import PATIENCE, Pty

QUESTIONS: Final = 120
KEYS_A_ROUND: Final = 40
_VALUES: Final = {"1": "yes", "2": "no"}
_COUNTED: Final = re.compile(rf"(\d+)/{QUESTIONS}\b")
_OFFERED: Final = re.compile(rf"(\d+) of {QUESTIONS} answered")
_ASKED: Final = re.compile(r"Is it right at place (\d+)\?")
_SAVED: Final = "✓ saved:"


def checklist() -> str:
    """A checklist long enough for several kills."""
    head = 'id: rounds\nversion: "1.0"\ntitle: "Rounds"\nsections:\n- id: all\n  title: "All"\n  questions:\n'
    asked = (
        f'  - {{id: place-{number}, ask: "Is it right at place {number}?", type: yes_no}}\n'
        for number in range(1, QUESTIONS + 1)
    )
    return head + "".join(asked)


class Lost(AssertionError):
    """What the screen had acknowledged is not what the store holds."""


@dataclass
class Tally:
    """What all the rounds came to."""

    rounds: int = 0
    acknowledged: int = 0
    unacknowledged: int = 0
    resumed: int = 0


@dataclass
class Rounds:
    """One store that is killed again and again. `command` runs the program."""

    program: Program
    seed: int
    command: Sequence[str] = field(default_factory=installed)
    tally: Tally = field(default_factory=Tally)
    _site: int = 1
    _stored: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        shelf = self.program.home / "checklists"
        self.program.home.mkdir(mode=0o700)
        shelf.mkdir()
        (shelf / "rounds.yaml").write_text(checklist(), encoding="utf-8")
        self._starting, self._answering = self._measure()

    def round(self) -> None:
        """Kill one interview, and compare. Raises Lost."""
        if len(self._stored) + KEYS_A_ROUND > QUESTIONS:  # too few are left: a new audit
            self._site, self._stored = self._site + 1, []
        keys = self._random.choices("12", k=KEYS_A_ROUND)
        self._compare(self._killed(keys), keys)
        self.tally.rounds += 1

    # -- killing -----------------------------------------------------------------------------------

    @contextmanager
    def _interview(self) -> Iterator[Pty]:
        arguments = [*self.command, "--lang", "en", "run", "rounds", "--site", f"s{self._site}"]
        with Pty(arguments, self.program.environment(TERM="xterm"), PHONE) as terminal:
            terminal.press("1")  # begin, or go on with the unfinished one
            yield terminal

    def _killed(self, keys: Sequence[str]) -> str:
        """Everything that was painted until the kill: while the program starts, or among its answers."""
        starting = self._random.random() < 0.25
        wanted = 0 if starting else self._random.randrange(KEYS_A_ROUND)
        rest = self._random.uniform(0.0, self._starting if starting else 2 * self._answering)
        with self._interview() as terminal:
            if not starting:
                self._answer(terminal, list(keys), wanted)
            _read_for(terminal, rest)
            if terminal.process.poll() is not None:
                raise Lost(f"the program ended by itself: {terminal.said()}")
            terminal.kill()
            while terminal.read(0.0):
                pass  # what the terminal was given before the kill was on the screen
            return terminal.said()

    def _answer(self, terminal: Pty, keys: list[str], wanted: int) -> None:
        """Type in bursts until so many answers are acknowledged; a few more are then under way."""
        deadline = time.monotonic() + PATIENCE
        while terminal.output.count(_SAVED) < wanted or len(keys) == KEYS_A_ROUND:
            if not terminal.read(0.5) or time.monotonic() > deadline:
                raise Lost(f"the program ended or hangs: {terminal.said()[-500:]}")
            if keys and _ASKED.search(terminal.output):
                burst = self._random.randint(1, 6)
                terminal.press("".join(keys[:burst]))
                del keys[:burst]

    def _measure(self) -> tuple[float, float]:
        """Seconds from the start to the first question, and for one answer, on this machine."""
        begun, self._site = time.monotonic(), 0
        with self._interview() as terminal:
            terminal.read_until(lambda: _ASKED.search(terminal.output) is not None)
            asked = time.monotonic()
            terminal.press("1" * KEYS_A_ROUND)
            terminal.read_until(lambda: terminal.output.count(_SAVED) == KEYS_A_ROUND)
        self._site = 1
        return asked - begun, (time.monotonic() - asked) / KEYS_A_ROUND

    # -- comparing ---------------------------------------------------------------------------------

    def _compare(self, seen: str, keys: Sequence[str]) -> None:
        before = list(self._stored)
        self._check_resume(seen, len(before))
        acknowledged = max([len(before), *map(int, _COUNTED.findall(seen))])
        ticks = seen.count(_SAVED)
        if len(before) + ticks > acknowledged:
            raise Lost(f"{ticks} answers more are said to be saved, counted are {acknowledged}")
        self._stored = self._read()
        expected = before + [_VALUES[key] for key in keys]
        if len(self._stored) < acknowledged:
            raise Lost(f"{acknowledged} were acknowledged, {len(self._stored)} are stored")
        if len(self._stored) > acknowledged + 1:
            raise Lost(f"{len(self._stored)} are stored, of which {acknowledged} were shown")
        if self._stored != expected[: len(self._stored)]:
            raise Lost(f"stored are {self._stored}, given were {expected}")
        self.tally.acknowledged += acknowledged - len(before)
        self.tally.unacknowledged += len(self._stored) - acknowledged

    def _check_resume(self, seen: str, before: int) -> None:
        """What was offered, and the first question of this round, are where the last one ended."""
        offered, asked = _OFFERED.search(seen), _ASKED.search(seen)
        if offered and int(offered[1]) != before:
            raise Lost(f"{before} are stored, but going on is offered with {offered[1]}")
        if asked and int(asked[1]) != before + 1:
            raise Lost(f"{before} are stored, but the first question was {asked[1]}")
        self.tally.resumed += bool(offered and asked)

    def _read(self) -> list[str]:
        """The answers of the audit under way in the order of asking. Raises Lost if any is there twice."""
        path = self.program.home / "audit.db"
        if not path.exists():
            return []
        if wrong := _errors(path):
            raise Lost(f"doctor found {wrong}")
        with Store.open(path, backups=path.parent / "backups", read_only=True) as store:
            audit = store.draft_of("rounds", f"s{self._site}")
            events = store.events(audit) if audit else []
        answers = [event for event in events if event.kind == "answer"]
        asked = [event.question for event in answers]
        if asked != [f"place-{number}" for number in range(1, len(asked) + 1)]:
            raise Lost(f"the answers are not one for each question in its order: {asked}")
        return [str(event.value) for event in answers]


def _read_for(terminal: Pty, seconds: float) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        terminal.read(left)


def _errors(path: Path) -> list[str]:
    found = examine(path, backups=path.parent / "backups", now=datetime.now(UTC))
    return [
        finding.message.say("en", **dict(finding.values))
        for finding in found
        if finding.severity == "error"
    ]
