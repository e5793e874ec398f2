"""The interview: what to ask next and what each reply means, blind to screen, clock and file.

A transition returns the events it stands for and changes nothing. The caller has them stored and, once
they are, hands them to `accept`: what the engine knows is never ahead of what is kept."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from audit_cli.checklist.model import NOBODY, START, Checklist, Question, Section
from audit_cli.checklist.times import OpeningHours
from audit_cli.errors import AuditError, ExitCode
from audit_cli.interview import clock
from audit_cli.interview.answers import answers_of, ended_early
from audit_cli.interview.clock import Instant
from audit_cli.interview.events import Event, Json
from audit_cli.interview.facts import Facts, answer_event, begin_facts, metadata_event, numbered
from audit_cli.interview.record import Answer, MarkTime, Record
from audit_cli.interview.values import Given
from audit_cli.language import _
from audit_cli.scoring import needs_action, verdict_of


class NotNow(AuditError):
    """This reply does not fit what the interview is at."""

    exit_code = ExitCode.USAGE
    message = _("Not now.")


# What is next: a section whose clock is to be run; a question; those that are below in an immediate section
# that has just ended (fixed now, or due today?); the name of metadata; None, to look all over and finish.
NextStep: TypeAlias = Section | Question | tuple[Question, ...] | str | None
_ASKED_AT_THE_END: Final = ("recognised", "client")
_ANSWERING: Final = ("answer", "clear", "metadata")


@dataclass
class Interview:
    """One audit while it is done. `clocks` is False where nobody can press a key in time (a pipe).
    `began` is when this sitting began, if it is the audit's first; `seen_at` is the instant (as in
    events) of an audit that is entered later than it was seen."""

    checklist: Checklist
    record: Record
    clocks: bool = True
    began: Instant | None = None
    seen_at: str | None = None
    answers: dict[str, Answer] = field(init=False)
    _revisiting: str | None = field(default=None, init=False)
    _skipped: set[str] = field(default_factory=set, init=False)
    _left: set[str] = field(default_factory=set, init=False)
    _stopped: set[str] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        self.answers = answers_of(self.checklist, self.record)
        self.interrupt()

    def interrupt(self) -> None:
        """The auditor was away: what a door clock would tell since then is not true of any client. It stops,
        and what was not marked yet is asked."""
        for section in self.checklist.sections:
            if section.clock and section.clock.look is not None and self._marks(section):
                self._stopped.add(section.id)

    # -- what is next ------------------------------------------------------------------------------

    def step(self) -> NextStep:
        """What to do next: the clock, a question, what is below at once, metadata, or the review."""
        if self._revisiting:
            return self.checklist.questions.get(self._revisiting, self._revisiting)
        if self._stopped and (found := next(filter(self.was_stopped, self._questions), None)):
            return found
        case = self.checklist.case  # the rest is asked when its time has come, in any order
        for section in self.checklist.sections[: 1 if case else None]:
            if self._clock_due(section):
                return section
            missing = next((q for q in section.questions if self._is_open(q)), None)
            if missing:
                return missing
            if unsettled := self.unsettled(section):
                return unsettled
        for name in () if case else _ASKED_AT_THE_END:
            if getattr(self.record, name) is None and name not in self._skipped:
                return name
        return None

    def progress(self) -> tuple[int, int]:
        """How many of the questions that apply so far are answered, and how many there are."""
        total = len(self.asked())
        return total - len(self.missing()), total

    def asked(self) -> list[str]:
        """The questions that apply so far."""
        return [i for i, answer in self.answers.items() if answer.status != "not_asked"]

    def missing(self) -> list[str]:
        """The questions that still need an answer, those that were skipped for now among them."""
        return [i for i, answer in self.answers.items() if answer.status == "missing"]

    def below(self) -> int:
        """How many questions are not met; opinions are never among them."""
        return sum(verdict_of(q, self.answers[q.id]) == "below" for q in self._questions)

    def unsettled(self, section: Section) -> tuple[Question, ...]:
        """What is below in an immediate section, and not yet said to be fixed or left for today."""
        if not section.immediate:
            return ()
        return tuple(
            question
            for question in section.questions
            if (answer := self.answers[question.id]).fixed is None
            and needs_action(question, answer, verdict_of(question, answer))
        )

    def was_stopped(self, question: Question) -> bool:
        """Whether the clock stopped before it could tell this answer, which is still to be asked."""
        return bool(self._stopped and self._is_open(question)) and any(
            question.to_mark in clock.open_marks(section, self._marks(section))
            for section in self.checklist.sections
            if section.id in self._stopped
        )

    def running(self) -> Iterator[tuple[Section, str]]:
        """The open marks of clocks that run on: the section and the mark, in their order."""
        for section in self.checklist.sections if self.clocks else ():
            if section.id in self._stopped:
                continue
            for mark in clock.open_marks(section, self._marks(section)):
                if any(q.to_mark == mark and self._unanswered(q) for q in self._questions):
                    yield section, mark

    def attempt(self, section: Section) -> Sequence[MarkTime]:
        """The marks of the last attempt at a section's clock; the first is its start."""
        return clock.last_attempt(self._marks(section))

    def attempts(self, section: Section) -> int:
        """How often a section's clock was started."""
        return sum(mark.mark == START for mark in self._marks(section))

    # -- moving about, which stores nothing ---------------------------------------------------------

    def back(self) -> None:
        """Go to what was asked before this, to correct it: from the review to the metadata, too."""
        step, asked = self.step(), [*self.asked(), *_ASKED_AT_THE_END]
        at = step.id if isinstance(step, Question) else step
        before = asked.index(at) if isinstance(at, str) else len(asked)
        if before == 0:
            raise NotNow(_("This is the first question."))
        self._revisiting = asked[before - 1]

    def go_to(self, question: str) -> None:
        """Go to any question that applies, to correct it."""
        if self.answers[question].status == "not_asked":
            raise NotNow(_("That one was not asked."))
        self._revisiting = question

    def skip(self) -> None:
        """Leave this question or metadata for later; what is answered already stays as it is."""
        step = self.step()
        if isinstance(step, str | Question):
            self._revisiting = None
            self._skipped.add(step if isinstance(step, str) else step.id)

    def ask_skipped(self) -> None:
        """Ask what was skipped for now."""
        self._skipped.clear()

    def leave_clock(self, section: Section) -> None:
        """Go on to the questions while the clock runs."""
        self._left.add(section.id)

    # -- transitions ---------------------------------------------------------------------------------

    def accept(self, events: Sequence[Event]) -> None:
        """Take stored events into account."""
        for event in events:
            self.record.apply(event)
            if event.kind in _ANSWERING and event.question == self._revisiting:
                self._revisiting = None
            if event.question:
                self._skipped.discard(event.question)
        self.answers = answers_of(self.checklist, self.record)

    def begin(
        self,
        at: Instant,
        site: str,
        time_zone: str,
        auditor: str,
        *,
        with_clock: bool = False,
        hours: Sequence[OpeningHours] = (),
    ) -> list[Event]:
        """The start of the audit; with that of the first section's clock where one key begins both."""
        facts = begin_facts(
            self.checklist, site=site, time_zone=time_zone, hours=hours, auditor=auditor
        )
        if with_clock:
            facts.append(_mark(self.checklist.sections[0], START, at))
        return self._events(at, *facts)

    def answer(self, question: str, given: Given, at: Instant) -> list[Event]:
        """A value, or na, never, unseen, pending."""
        return self._events(at, answer_event(self.checklist.questions[question], given))

    def leave_unseen(self, at: Instant) -> list[Event]:
        """What is still missing could not be seen; what has to be seen stays missing."""
        missing = map(self.checklist.questions.__getitem__, self.missing())
        return self._events(at, *(answer_event(q, Given("unseen")) for q in missing if q.unseen))

    def note(self, question: str, text: str, at: Instant) -> list[Event]:
        """A note on a question; an empty one removes it."""
        return self._events(at, ("note", question, None, text))

    def fix(self, question: str, fixed: bool, at: Instant) -> list[Event]:
        """Whether what was below has been put right on the spot."""
        return self._events(at, ("fixed", question, fixed, None))

    def describe(self, name: str, value: str, at: Instant) -> list[Event]:
        """Metadata: whether the auditor was recognised, what kind of client he was."""
        return self._events(at, metadata_event(name, value))

    def mark(self, section: Section, mark: str, at: Instant) -> list[Event]:
        """A moment on the clock: `start`, or one of its marks, and with it what that implies, if open. Raises
        NotNow where it makes no sense."""
        self._check_mark(section, mark)
        implied = None if mark == START else self.checklist.marks[mark].implies
        along = [one for one in clock.open_marks(section, self._marks(section)) if one == implied]
        return self._events(at, *(_mark(section, one, at) for one in (*along, mark)))

    def nobody(self, section: Section, at: Instant, mark: str | None = None) -> list[Event]:
        """Nobody came: give up the given mark, or the first one that is open."""
        given_up = mark or next(iter(clock.open_marks(section, self._marks(section))), None)
        if given_up is None or (clock.nobody_ends(section) and self._answered(section)):
            raise NotNow()
        return self._events(at, _mark(section, NOBODY, at, mark=given_up))

    def undo_mark(self, section: Section, at: Instant) -> list[Event]:
        """Take back the last mark, and what was set along with it. Raises NotNow when there is none on this clock."""
        if not self.record.marks or self.record.marks[-1].clock != section.id:
            raise NotNow(_("There is nothing to undo."))
        last = self.record.marks[-1]
        implied = last.mark in self.checklist.marks and self.checklist.marks[last.mark].implies
        before = self.record.marks[-2:-1]
        along = [one.mark for one in before if one.mark == implied and one.seconds == last.seconds]
        return self._events(at, *(("unmark", name, None, None) for name in (last.mark, *along)))

    def finish(self, at: Instant) -> list[Event]:
        """Finish the audit. Raises NotNow while an answer is missing."""
        if missing := self.missing():
            raise NotNow(_("Not answered yet: {count}."), count=len(missing))
        return self._events(at, ("finish", None, {"seconds_spent": self._seconds_spent(at)}, None))

    # -- inside --------------------------------------------------------------------------------------

    def _events(self, at: Instant, *facts: Facts) -> list[Event]:
        at = clock.going_on(self.record, at, self.began)
        return numbered(self.record.length, at, *facts, seen_at=self.seen_at)

    def _seconds_spent(self, at: Instant) -> int | None:
        """By the steady clock, in one sitting; nobody knows how long a pause in between was."""
        if self.began is None or self.seen_at or self.began.run != at.run:
            return None
        return max(0, round(at.seconds - self.began.seconds))

    def _marks(self, section: Section) -> list[MarkTime]:
        return clock.marks_of(section, self.record.marks)

    @property
    def _questions(self) -> Iterable[Question]:
        return self.checklist.questions.values()

    def _unanswered(self, question: Question) -> bool:
        """Whether nobody entered an answer by hand: then its marks still count."""
        entered = self.record.answers.get(question.id)
        return entered is None or entered.status == "missing"

    def _is_open(self, question: Question) -> bool:
        return self.answers[question.id].status == "missing" and question.id not in self._skipped

    def _clock_due(self, section: Section) -> bool:
        if not self.clocks or section.clock is None or section.id in self._left | self._stopped:
            return False
        marks = self._marks(section)
        if not marks:
            over = ended_early(self.checklist, self.record)
            return not over and any(self._is_open(q) for q in section.questions if q.from_clock)
        # Where nobody came, another attempt is offered until the auditor gives it up.
        return not clock.closed(section, marks) or clock.ended_by_nobody(section, marks)

    def _answered(self, section: Section) -> bool:
        first = section.clock.marks[0].id if section.clock else None
        return any(mark.mark == first for mark in self.attempt(section))

    def _check_mark(self, section: Section, mark: str) -> None:
        attempt = self.attempt(section)
        if mark == START:
            return
        if not attempt or section.clock is None or clock.closed(section, self._marks(section)):
            raise NotNow(_("The clock is not running."))
        first = section.clock.marks[0]
        if clock.nobody_ends(section) and mark != first.id and not self._answered(section):
            raise NotNow(_("First: {mark}."), mark=first.label)
        once = {question.to_mark for question in self._questions}
        pairs = dict(question.longest[::-1] for question in self._questions if question.longest)
        if attempt[-1].mark == mark or (mark in once and any(m.mark == mark for m in attempt)):
            raise NotNow(_("That is marked already."))
        if mark in pairs and attempt[-1].mark != pairs[mark]:
            raise NotNow(_("First: {mark}."), mark=self.checklist.marks[pairs[mark]].label)


def _mark(section: Section, name: str, at: Instant, **more: Json) -> Facts:
    value = {"clock": section.id, "run": at.run, "seconds": round(at.seconds, 3), **more}
    return ("mark", name, value, None)
