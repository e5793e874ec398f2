"""What a screen says of a clock: what goes on and for how long, its marks, who did not come."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from audit_cli.checklist.model import Clock, Mark, Section
from audit_cli.interview import clock
from audit_cli.interview.clock import Instant, Pace
from audit_cli.interview.engine import Interview
from audit_cli.interview.record import MarkTime
from audit_cli.language import Locale, _
from audit_cli.terminal.screens import Piece, cut, padded

_MOST_MARKS: Final = 4  # that fit on a clock's screen beside everything else
_LABEL: Final = 13
_BAR: Final = 16
_NO_TIME: Final = "--:--"
_NEAR: Final = 0.8  # of what a mark may take


@dataclass
class ClockLines:
    """The words of one section's clock, at an instant."""

    interview: Interview
    section: Section
    locale: Locale
    now: Instant

    @cached_property
    def running(self) -> Clock:
        """The clock that the section has."""
        assert self.section.clock is not None
        return self.section.clock

    @cached_property
    def attempt(self) -> list[MarkTime]:
        """The marks of its last attempt, from the start."""
        return list(self.interview.attempt(self.section))

    def state(self) -> Piece:
        """What is going on and for how long; a bar while it is time to look around. A hold is counted by itself."""
        seconds, look = clock.since(self.attempt[0], self.now), self.running.look
        checklist, label, end, style = self.interview.checklist, _("RUNNING"), "", ""
        pace = clock.pace(checklist, self.section, self.attempt, self.now)
        if pace:
            end, style = self._expected(pace)
        if look and seconds < look:
            done = int(_BAR * seconds / look)
            label, end = _("LOOK"), "#" * done + "." * (_BAR - done)
            if pace and pace.limit < look:
                style = ""  # of a shorter limit the bar says nothing
        elif self.section.contact == "phone" and len(self.attempt) == 1:
            label = _("RINGING")
        elif self.section.contact == "phone":
            label, end, style = _("ON THE CALL"), "", ""
            if held := clock.hold(checklist, self.attempt, self.now):
                label, (seconds, pace) = _("ON HOLD"), held
                end, style = self._expected(pace) if pace else ("", "")
        begin = f"{padded(self.locale.say(label), _LABEL)} {self._watch(seconds)}"
        return Piece(f"{begin}  {end}".rstrip(), style)

    def marks(self) -> list[str]:
        """The marks that fit beside everything else, each with its time; what can only be counted is left out
        first."""
        timed = {q.to_mark for q in self.interview.checklist.questions.values()}
        first = sorted(self.running.marks, key=lambda mark: mark.id not in timed)[:_MOST_MARKS]
        return [self._line(mark) for mark in self.running.marks if mark in first]

    def timed(self, mark: str) -> str:
        """A mark with the time that it takes until now."""
        return f"{self.label(mark)}  {self._watch(clock.since(self.attempt[0], self.now))}"

    def label(self, mark: str) -> str:
        """What a mark is called."""
        return self.interview.checklist.marks[mark].label.say(self.locale.language)

    def nobody_key(self) -> str:
        """What the key of nobody says: its own words where it gives up the first mark, else also which one."""
        awaited = clock.open_marks(self.section, self.attempt) or [self.running.marks[0].id]
        words = self.nobody(awaited[0])
        own = self._own_nobody(awaited[0])
        return words if own else f"{words} · {cut(self.label(awaited[0]), _LABEL)}"

    def nobody(self, mark: str) -> str:
        """That a mark never came: in the clock's own words where they are about it."""
        nobody = self.running.nobody
        words = nobody.label if nobody and self._own_nobody(mark) else _("Nobody")
        return words.say(self.locale.language)

    def _own_nobody(self, mark: str) -> bool:
        nobody = self.running.nobody
        return nobody is not None and (nobody.ends or mark == self.running.marks[0].id)

    def _line(self, mark: Mark) -> str:
        label = padded(mark.label.say(self.locale.language), _LABEL)
        if times := [m for m in self.attempt if m.mark == mark.id]:
            time = self._watch(clock.elapsed(self.attempt[0], times[-1]))
            return f"{label} {time}" + (f"  ×{len(times)}" if len(times) > 1 else "")
        given_up = any(m.given_up == mark.id for m in self.attempt)
        return f"{label} {self.nobody(mark.id) if given_up else _NO_TIME}"

    def _expected(self, pace: Pace) -> tuple[str, str]:
        """How long it may take, and the style of how near that is."""
        expected = self.locale.say(_("expected {time}"), time=self.locale.duration(pace.limit))
        near = "near" if pace.taken >= _NEAR * pace.limit else ""
        return expected, "beyond" if pace.taken > pace.limit else near

    def _watch(self, seconds: float) -> str:
        """Seconds as on a watch, by the same rule as they are stored."""
        return self.locale.duration(clock.whole_seconds(seconds))
