"""What a checklist is: frozen facts, as the YAML says them with defaults filled in."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, NamedTuple

from audit_cli.checklist.types import TYPES, QuestionType
from audit_cli.language import Text

START: Final = "start"  # the mark that a clock's start sets
NOBODY: Final = "nobody"  # the mark that gives another one up

Verdict = Literal["below", "meets", "exceeds"]
Moment = Literal["before", "during", "after"]
Contact = Literal[
    "door", "reception", "cashier", "professional", "phone", "message", "web", "after"
]
About = Literal["people", "place"]
Basis = Literal["law", "convention", "study", "house"]
# Open minutes are those in which the site is open.
Unit = Literal["seconds", "minutes", "hours", "open_minutes"]
# What a run of a checklist is: somebody of the house looked; something that stays open until it is
# settled; what clients say.
Kind = Literal["audit", "case", "voice"]

# A given answer: yes/no, below/meets/exceeds, an option id or a text; several option ids; a number.
Value = str | tuple[str, ...] | int | float


class Standard(NamedTuple):
    """What must be true of an answer. `operator` is one of is, at_most, at_least, between, any_of,
    all_of, none_of, more_than, less_than; `operand` is a value, a (low, high) pair of numbers for
    between, or a tuple of ids."""

    operator: str
    operand: Value | tuple[float, float]


class Condition(NamedTuple):
    """When a question is asked. `operator` is one of is, is_not, any_of, more_than, less_than,
    given; the operand of `given` is True, of `any_of` a tuple, of `is: never` the word "never"."""

    question: str
    operator: str
    operand: Value | bool


class Mark(NamedTuple):
    """A moment that the auditor marks with one key while a clock runs."""

    id: str
    label: Text
    implies: str | None = None  # another mark, set along with it where that is open


class Nobody(NamedTuple):
    """What "nobody" is called at this clock, and whether it ends the audit."""

    label: Text
    ends: bool = False


class Clock(NamedTuple):
    """A start, seconds of pure looking, and marks in their usual order; the last one closes it."""

    start: Text
    marks: tuple[Mark, ...]
    look: int | None = None
    nobody: Nobody | None = None


class Option(NamedTuple):
    """One option of a choice; its verdict is None where a `standard` decides, or none is wanted."""

    id: str
    label: Text
    verdict: Verdict | None = None


class Question(NamedTuple):
    """One observable fact; its `type` is a name in `TYPES`, and `traits` is what that has there.

    Numbers taken from marks are in `unit`; `due` is in days, 0 is today.

    It may be left `unseen` unless the checklist forbids it, which can also word that; `praise` is how the
    team's sheet says that it went well, `column` its column in a CSV of answers. It is `critical` when below
    its standard; with a `critical_limit`, only beyond that."""

    id: str
    ask: Text
    type: str
    standard: Standard | None = None
    exceeds: Standard | None = None
    weight: int = 1
    critical: bool = False
    critical_limit: Standard | None = None
    about: About = "people"
    contact: Contact | None = None
    na: bool = False
    unseen: bool = True
    unseen_label: Text | None = None
    pending: bool = False
    opinion: bool = False
    labels: tuple[Option, ...] = ()
    options: tuple[Option, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    only_if: tuple[Condition, ...] = ()
    from_mark: str | None = None
    to_mark: str | None = None
    longest: tuple[str, str] | None = None
    count: str | None = None  # type: ignore[assignment]  # no method of tuples here
    unit: Unit = "seconds"
    measure: Text | None = None
    praise: Text | None = None
    column: str | None = None
    due: int = 7
    source: str | None = None
    basis: Basis = "house"
    was: str | None = None

    def __hash__(self) -> int:
        """By its id alone: whoever caches by questions asks for it with each of very many answers."""
        return hash(self.id)

    @property
    def traits(self) -> QuestionType:
        """What holds for every question of its type."""
        return TYPES[self.type]

    @property
    def scored(self) -> bool:
        """Whether a given answer gets a verdict."""
        if self.opinion:
            return False
        return bool(self.standard) or self.traits.verdict or any(o.verdict for o in self.options)

    @property
    def numeric(self) -> bool:
        """Whether its answer is a number."""
        return self.traits.answer == "number"

    @property
    def from_clock(self) -> bool:
        """Whether a clock can answer it."""
        return bool(self.to_mark or self.longest or self.count)


class Section(NamedTuple):
    """Questions that are asked together, with the clock that runs over them."""

    id: str
    title: Text
    questions: tuple[Question, ...]
    immediate: bool = False
    moment: Moment = "during"
    contact: Contact | None = None
    clock: Clock | None = None


@dataclass(frozen=True)
class Checklist:
    """A resolved checklist (after `extends`). `sha256` is the hex digest of `canonical`, the JSON
    of the keys written with defaults left out: it pins the version an audit was asked with.

    A `case` is open until its question `closes` (a yes/no question, where one is named) is met. The columns are
    those of a CSV of answers that say when and where."""

    id: str
    version: str
    title: Text
    sections: tuple[Section, ...]
    canonical: str
    sha256: str
    target: float = 85
    delight: int = 2
    moment: Moment = "during"
    briefing: Text | None = None
    case: bool = False
    closes: str | None = None
    answered_by: Literal["client"] | None = None
    at_column: str = "at"
    site_column: str = "site"

    @property
    def kind(self) -> Kind:
        """What a run of it is."""
        return "voice" if self.answered_by else "case" if self.case else "audit"

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by its id, in the order of asking."""
        return {q.id: q for section in self.sections for q in section.questions}

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """The section of each question id."""
        return {q.id: section for section in self.sections for q in section.questions}

    @cached_property
    def marks(self) -> dict[str, Mark]:
        """Every mark of every clock by its id, in their usual order."""
        clocks = (section.clock for section in self.sections)
        return {mark.id: mark for clock in clocks if clock for mark in clock.marks}

    @property
    def minutes(self) -> int:
        """About how many minutes the answers take, at least 1; of a case, those of opening it. What a clock
        measures comes on top."""
        asked = self.sections[0].questions if self.case else self.questions.values()
        return max(1, round(sum(q.traits.seconds for q in asked if not q.from_clock) / 60))

    @cached_property
    def possible(self) -> int:
        """The scored weight when every item applies."""
        return sum(q.weight for q in self.questions.values() if q.scored)


class Names:
    """Which ids mean the same question in the versions of one checklist (`was`), in whatever order
    these are read."""

    def __init__(self, versions: Iterable[Checklist]) -> None:
        self._other: dict[str, str] = {}
        for checklist in versions:
            for question in checklist.questions.values():
                if question.was:
                    self._join(question.was, question.id)

    def item(self, question: str) -> str:
        """The name by which all of a question's names are known: one of them."""
        while question in self._other:
            question = self._other[question]
        return question

    def _join(self, one: str, other: str) -> None:
        first, second = self.item(one), self.item(other)
        if first != second:  # a question may get its old name back
            self._other[second] = first
