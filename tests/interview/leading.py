"""Leads an interview in a test, in time that passes only when it is told to."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from audit_cli.checklist.model import Checklist
from audit_cli.interview.clock import Instant
from audit_cli.interview.engine import Interview
from audit_cli.interview.record import Record
from audit_cli.interview.values import read_value

NINE = datetime(2026, 11, 16, 15, 0, tzinfo=UTC)


@dataclass
class Watch:
    """Time that passes only when it is told to; `ahead` is how many seconds the clock on the wall is."""

    seconds: float = 0.0
    run: str = "boot-1"
    ahead: float = 0.0

    def __call__(self, later: float = 0.0) -> Instant:
        self.seconds += later
        wall = NINE + timedelta(seconds=self.seconds + self.ahead)
        return Instant(wall, self.run, 1000 + self.seconds)


def begun(checklist: Checklist, watch: Watch, *, clocks: bool = True) -> Interview:
    """An interview whose start is stored already."""
    interview = Interview(checklist, Record("a1"), clocks, began=watch())
    interview.accept(interview.begin(watch(), "centro", "America/Mexico_City", "manager"))
    return interview


def reply(interview: Interview, question: str, written: str, watch: Watch) -> None:
    """Answer as a person would write it."""
    given = read_value(interview.checklist.questions[question], written)
    interview.accept(interview.answer(question, given, watch(1)))
