"""The screens of a clock: a start, five seconds of looking that stop nothing, one key for each mark."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audit_cli.checklist.model import START, Clock, Mark, Section
from audit_cli.interview import clock
from audit_cli.interview.engine import NotNow
from audit_cli.terminal import words
from audit_cli.terminal.screens import Screen

if TYPE_CHECKING:
    from audit_cli.terminal.interviewer import Interviewer

_BAR = 16  # letters
_NO_TIME = "--:--"
_LABEL = 13


@dataclass
class ClockScreens:
    """Runs one section's clock until its last mark, until nobody came, or until the auditor goes on."""

    interviewer: "Interviewer"
    section: Section

    def run(self) -> None:
        """Ask for the start, then for marks. Raises Left, InputClosed or an error of the store."""
        interview, runner = self.interviewer.interview, self.interviewer
        if not interview.attempt(self.section):
            self._start()
            return
        if clock.ended_by_nobody(self.section, interview.attempt(self.section)):
            self._try_again()
            return
        reply = runner.ask(self._screen)
        keys = self._mark_keys()
        try:
            if reply in keys:
                self._mark(keys[reply])
            elif reply == runner.say(words.UNDO_KEY):
                runner.store(interview.undo_mark(self.section, runner.now()))
            elif reply == runner.say(words.GO_ON_KEY) and self._clock.look:
                interview.leave_clock(self.section)
            else:
                runner.hint = runner.say(words.NOT_A_KEY, key=reply)
        except NotNow as error:
            runner.hint = error.say(runner.locale.language)

    @property
    def _clock(self) -> Clock:
        assert self.section.clock is not None
        return self.section.clock

    def _start(self) -> None:
        runner = self.interviewer
        screen = Screen(
            title=runner.title(),
            status=runner.status(),
            body=[self.section.title.say(runner.locale.language)],
            options=[("1", self._clock.start.say(runner.locale.language))],
            commands=[
                runner.command(words.GO_ON_KEY, words.GO_ON),
                runner.command(words.SAVE_KEY, words.SAVE),
            ],
        )
        reply = runner.ask(lambda: screen)
        if reply == "1":
            runner.store(runner.interview.mark(self.section, START, runner.now()))
        elif reply == runner.say(words.GO_ON_KEY):
            runner.interview.leave_clock(self.section)
        else:
            runner.hint = runner.say(words.NOT_A_KEY, key=reply)

    def _mark_keys(self) -> dict[str, Mark | None]:
        """The marks by their keys; nobody, who is None here, stands beside the first."""
        marks: list[Mark | None] = list(self._clock.marks)
        if self._clock.nobody:
            marks.insert(1, None)
        return {str(number): mark for number, mark in enumerate(marks, start=1)}

    def _mark(self, mark: Mark | None) -> None:
        runner, interview = self.interviewer, self.interviewer.interview
        if mark:
            runner.store_mark(self.section, mark.id)
            return
        assert self._clock.nobody is not None
        runner.store(
            interview.nobody(self.section, runner.now()),
            self._clock.nobody.label.say(runner.locale.language),
        )

    def _try_again(self) -> None:
        """Nobody came, which is kept: another attempt goes on from there, stopping ends it."""
        runner = self.interviewer
        attempts = runner.interview.attempts(self.section)
        again = words.CALL_AGAIN if self.section.contact == "phone" else words.TRY_AGAIN
        screen = Screen(
            title=runner.title(),
            status=self._status(),
            body=[runner.say(words.NOBODY_CAME, count=attempts)],
            options=[("1", runner.say(again)), ("2", runner.say(words.STOP_TRYING))],
            commands=[runner.command(words.UNDO_KEY, words.UNDO)],
        )
        while (reply := runner.ask(lambda: screen)) not in ("1", "2", runner.say(words.UNDO_KEY)):
            runner.hint = runner.say(words.NOT_A_KEY, key=reply)
        if reply == "1":
            runner.store(runner.interview.mark(self.section, START, runner.now()))
        elif reply == "2":
            runner.interview.leave_clock(self.section)
        else:
            runner.store(runner.interview.undo_mark(self.section, runner.now()))

    # -- what it looks like ----------------------------------------------------------------------------

    def _screen(self) -> Screen:
        runner = self.interviewer
        language = runner.locale.language
        options = [
            (key, mark.label.say(language) if mark else self._nobody())
            for key, mark in self._mark_keys().items()
        ]
        # A call is marked to its end; from a door one goes on while the clock runs.
        go_on = runner.command(words.GO_ON_KEY, words.QUESTIONS)
        return Screen(
            title=runner.title(),
            status=self._status(),
            body=[self._state(), *(self._mark_line(mark) for mark in self._shown_marks())],
            commands=[
                *options,
                runner.command(words.UNDO_KEY, words.UNDO),
                *([go_on] if self._clock.look else []),
                runner.command(words.SAVE_KEY, words.SAVE),
            ],
            live=True,
        )

    def _nobody(self) -> str:
        """What the key of nobody says: also which mark it gives up, where the others go on."""
        runner, nobody = self.interviewer, self._clock.nobody
        assert nobody is not None
        said = nobody.label.say(runner.locale.language)
        awaited = self._awaited()
        if nobody.ends or awaited is None or len(self._clock.marks) == 1:
            return said
        label = runner.interview.checklist.marks[awaited].label.say(runner.locale.language)
        return f"{said} · {label[:_LABEL]}"

    def _awaited(self) -> str | None:
        """The mark that comes next, which is the one that nobody is said of."""
        marks = clock.marks_of(self.section, self.interviewer.interview.record.marks)
        return next(iter(clock.open_marks(self.section, marks)), None)

    def _status(self) -> str:
        runner = self.interviewer
        if self.section.contact == "phone":
            return runner.say(words.CALL, count=runner.interview.attempts(self.section))
        return runner.status()

    def _state(self) -> str:
        """What is going on and for how long; a bar while it is time to look around."""
        runner = self.interviewer
        attempt = runner.interview.attempt(self.section)
        seconds = clock.since(attempt[0], runner.now())
        time = runner.locale.duration(seconds)
        look = self._clock.look
        if look and seconds < look:
            done = int(_BAR * seconds / look)
            return f"{runner.say(words.LOOKING).ljust(_LABEL)} {time}  {'#' * done}{'.' * (_BAR - done)}"
        state = runner.say(words.RUNNING)
        if self.section.contact == "phone":
            state = runner.say(words.RINGING if len(attempt) == 1 else words.TALKING)
        if len(attempt) > 1 and self.section.contact == "phone":
            return f"{state.ljust(_LABEL)} {time}"
        return f"{state.ljust(_LABEL)} {time}  {self._expected()}".rstrip()

    def _expected(self) -> str:
        """How long the next mark may take, where its question says so."""
        runner = self.interviewer
        awaited = self._awaited()
        for question in runner.interview.checklist.questions.values():
            standard = question.standard
            if question.to_mark == awaited and standard and standard.operator == "at_most":
                seconds = clock.in_seconds(standard.operand, question.unit)
                return runner.say(words.EXPECTED, time=runner.locale.duration(seconds))
        return ""

    def _shown_marks(self) -> list[Mark]:
        """The marks that fit beside everything else; what can only be counted is left out first."""
        timed = {q.to_mark for q in self.interviewer.interview.checklist.questions.values()}
        first = [mark for mark in self._clock.marks if mark.id in timed]
        rest = [mark for mark in self._clock.marks if mark.id not in timed]
        shown = (first + rest)[:4]
        return [mark for mark in self._clock.marks if mark in shown]

    def _mark_line(self, mark: Mark) -> str:
        runner = self.interviewer
        attempt = runner.interview.attempt(self.section)
        set_ = [m for m in attempt if m.mark == mark.id]
        label = mark.label.say(runner.locale.language)[:_LABEL].ljust(_LABEL)
        if set_:
            time = runner.locale.duration(clock.elapsed(attempt[0], set_[-1]))
            return f"{label} {time}" + (f"  ×{len(set_)}" if len(set_) > 1 else "")
        given_up = any(m.given_up == mark.id for m in attempt)
        nobody = self._clock.nobody
        if given_up and nobody:
            return f"{label} {nobody.label.say(runner.locale.language)}"
        return f"{label} {_NO_TIME}"
