"""A thumb that leads a whole interview in this process, on a screen of 40×14 that can be read: milliseconds a
step, where a pseudo-terminal takes as many tenths of a second."""

import io
import re
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pyte

from audit_cli.checklist.library import Library
from audit_cli.checklist.model import Checklist
from audit_cli.interview.clock import Instant
from audit_cli.interview.engine import Interview
from audit_cli.interview.record import Record
from audit_cli.language import locale_for
from audit_cli.terminal.interviewer import Interviewer, Left
from audit_cli.terminal.keyboard import ESCAPE, InputClosed
from audit_cli.terminal.screens import KeyFace

NINE = datetime(2026, 11, 16, 15, tzinfo=UTC)
AWAY, TICK = "(away)", "(tick)"  # what happens instead of a label


@dataclass
class Thumb:
    """Waits for a text and presses the key beside a label, or what stands behind `=`, and keeps each screen that it
    saw. `later` is how many seconds pass before each key."""

    language: str = "en"
    checklist: str | Checklist = "walk-in"
    later: float = 1.0
    seconds: float = 0.0
    screens: list[pyte.Screen] = field(default_factory=list)
    record: Record = field(default_factory=lambda: Record("a1"))
    _out: io.StringIO = field(default_factory=io.StringIO)
    _keys: Iterator[str | None] = field(init=False)

    def key(self, seconds: float | None = None) -> str | None:
        """The keyboard of the interview: the next key."""
        del seconds
        return next(self._keys)

    def now(self) -> Instant:
        return Instant(NINE + timedelta(seconds=self.seconds), "run", 100 + self.seconds)

    def lead(self, *steps: tuple[str, str] | tuple[str, str, float]) -> Interview:
        """Take these steps, then leave: each a text that has to be on the screen, a label, and the seconds until
        then."""
        self._keys = self._pressed(steps)
        country = {"en": "en_US", "es": "es_GT"}[self.language]
        found = self.checklist
        checklist = found if isinstance(found, Checklist) else Library().load(found)
        leader = Interviewer(
            Interview(checklist, self.record, began=self.now()),
            KeyFace(self, lambda: (40, 14), self.language),  # type: ignore[arg-type]
            locale_for(self.language, country),
            "main",
            self.now,
            len,  # nothing is kept
        )
        with redirect_stdout(self._out), suppress(InputClosed, Left):
            if not self.record.length:
                clocked = checklist.sections[0].clock is not None
                begin = leader.interview.begin(
                    self.now(), "main", "UTC", "manager", with_clock=clocked
                )
                leader.store(begin)
            leader.conduct()
        return leader.interview

    def _pressed(
        self, steps: Iterable[tuple[str, str] | tuple[str, str, float]]
    ) -> Iterator[str | None]:
        for shown, label, *later in steps:
            screen = self._look()
            assert shown in text_of(screen), f"no {shown!r} on\n" + "\n".join(screen.display)
            self.seconds += later[0] if later else self.later
            if label.startswith("="):
                yield from label[1:]
            elif label in (AWAY, TICK):
                yield "" if label == AWAY else None
            else:
                yield self._beside(label, screen)
        self._look()
        raise InputClosed()

    def _look(self) -> pyte.Screen:
        screen = pyte.Screen(40, 14)
        pyte.Stream(screen).feed(self._out.getvalue().replace("\n", "\r\n"))
        assert "> " in "".join(screen.display), "\n".join(screen.display)
        assert screen.cursor.y < 14
        self.screens.append(screen)
        return screen

    @staticmethod
    def _beside(label: str, screen: pyte.Screen) -> str:
        key = rf"(?:^ ?|  )(\S) {{1,2}}{re.escape(label)}(?=  |$)"
        found = [m[1] for line in screen.display for m in re.finditer(key, line.rstrip())]
        assert found, f"no {label!r} on\n" + "\n".join(screen.display)
        return found[-1]

    @property
    def text(self) -> str:
        """What stands on the last screen, as one line."""
        return text_of(self.screens[-1])


def text_of(screen: pyte.Screen) -> str:
    """The screen as one line, however its sentences are wrapped."""
    return " ".join(" ".join(line.rstrip() for line in screen.display).split())


__all__ = ["AWAY", "ESCAPE", "NINE", "TICK", "Thumb", "text_of"]
