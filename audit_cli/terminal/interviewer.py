"""The interview on a terminal: each step of the engine as a screen, each reply stored before it shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from audit_cli.checklist.model import Question, Section
from audit_cli.errors import AuditError
from audit_cli.interview.clock import Instant, since
from audit_cli.interview.engine import (
    ClockStep,
    ImmediateStep,
    Interview,
    MetadataStep,
    NotNow,
    QuestionStep,
)
from audit_cli.interview.events import Event
from audit_cli.interview.record import Answer
from audit_cli.interview.values import TooLong, WrongValue, read_value, words_taken
from audit_cli.language import Locale, Message
from audit_cli.reports.wording import answer_words, question_and_answer
from audit_cli.scoring import is_critical, verdict_of
from audit_cli.store.faults import ChainMoved
from audit_cli.terminal import words
from audit_cli.terminal.choices import choices, given, is_typed
from audit_cli.terminal.clock_screens import ClockScreens
from audit_cli.terminal.ending_screens import EndingScreens
from audit_cli.terminal.screens import Face, Screen


class Left(Exception):
    """The auditor saved and left; everything answered so far is kept."""


class Keeper(Protocol):
    """What stores events: returns after they are on the disk, raises AuditError when they are not."""

    def __call__(self, events: Sequence[Event]) -> None: ...


@dataclass
class Interviewer:
    """Leads one interview. `now` reads the clock, `keep` stores."""

    interview: Interview
    face: Face
    locale: Locale
    site: str
    now: Callable[[], Instant]
    keep: Keeper
    hint: str = ""
    marked: Section | None = None  # whose clock was marked last, as long as that can be undone

    def conduct(self) -> None:
        """Ask until the audit is finished. Raises Left, InputClosed or an error of the store."""
        while self.interview.record.finished_at is None:
            match self.interview.step():
                case ClockStep(section):
                    ClockScreens(self, section).run()
                case QuestionStep(question):
                    self._question(question)
                case ImmediateStep(_, questions):
                    self._immediate(questions)
                case MetadataStep(name):
                    EndingScreens(self).metadata(name)
                case _:
                    EndingScreens(self).review()

    # -- what every screen shares ------------------------------------------------------------------

    def say(self, message: Message, **values: object) -> str:
        """A message in the auditor's language."""
        return self.locale.say(message, **values)

    def command(self, key: Message, label: Message) -> tuple[str, str]:
        """A command's key and label in the auditor's language."""
        return self.say(key), self.say(label)

    def title(self) -> str:
        """The checklist and the site."""
        return f"{self.interview.checklist.title.say(self.locale.language)} · {self.site}"

    def status(self) -> str:
        """How many are not met, and how far the interview is."""
        done, total = self.interview.progress()
        below = self.interview.below()
        said = self.say(words.BELOW, count=below)
        return f"{said + '  ' if below else ''}{done}/{total}"

    def ask(self, make: Callable[[], Screen]) -> str:
        """Show a screen with the last hint; leaving is a reply on every one."""
        hint, self.hint = self.hint, ""

        def with_hint() -> Screen:
            screen = make()
            return screen._replace(hint=screen.hint or hint)

        reply = self.face.ask(with_hint)
        if reply == self.say(words.SAVE_KEY) and (reply, self.say(words.SAVE)) in make().commands:
            raise Left()
        return reply

    def store(self, events: list[Event], saved: str = "") -> None:
        """Store events and only then show them; when that fails, say so and try again when told to."""
        while True:
            try:
                self.keep(events)
            except ChainMoved:
                raise  # another program went on with this audit: the same events never fit again
            except AuditError as error:
                if not self._try_again(error):
                    raise
                continue
            self.interview.accept(events)
            self.marked = None
            if saved:
                self.hint = self.say(words.SAVED, answer=saved)
            return

    def store_mark(self, section: Section, mark: str) -> None:
        """Store a mark, and say after how long it came."""
        at = self.now()
        label = self.interview.checklist.marks[mark].label.say(self.locale.language)
        seconds = since(self.interview.attempt(section)[0], at)
        events = self.interview.mark(section, mark, at)
        self.store(events, f"{label}  {self.locale.duration(seconds)}")
        self.marked = section

    def _undo(self, section: Section) -> None:
        self.store(self.interview.undo_mark(section, self.now()))

    def _try_again(self, error: AuditError) -> bool:
        screen = Screen(
            title=self.say(words.NOT_SAVED).upper(),
            body=[error.say(self.locale.language)],
            options=[("1", self.say(words.TRY_AGAIN)), ("2", self.say(words.LEAVE))],
        )
        while (reply := self.face.ask(lambda: screen)) not in ("1", "2"):
            pass
        return reply == "1"

    # -- questions -----------------------------------------------------------------------------------

    def _question(self, question: Question) -> None:
        reply = self.ask(lambda: self._question_screen(question))
        marks = dict(self._mark_keys())
        try:
            if reply in marks:
                self.store_mark(*marks[reply])
            elif reply == self.say(words.BACK_KEY):
                self.interview.back()
            elif reply == self.say(words.UNDO_KEY) and self.marked:
                self._undo(self.marked)
            elif reply == self.say(words.SKIP_KEY):
                skipped = self.interview.answers[question.id].status == "missing"
                self.hint = self.say(words.SKIPPED) if skipped else ""
                self.interview.skip()
            elif reply.partition(" ")[0] == self.say(words.NOTE_KEY):
                self._note(question, reply.partition(" ")[2])
            else:
                self._answer(question, reply)
        except (NotNow, TooLong) as error:
            self.hint = error.say(self.locale.language)
        except WrongValue as error:
            written = str(error.values["written"]).strip("`")
            self.hint = self.say(words.WANTED, written=written, wanted=words_taken(question))

    def _question_screen(self, question: Question) -> Screen:
        interview, language = self.interview, self.locale.language
        answer = interview.answers[question.id]
        body = [question.ask.say(language)]
        if answer.status != "missing":
            body.append(self.say(words.NOW_IT_IS, answer=self.words(question, answer)))
        if answer.note:
            body.append(f"{self.say(words.NOTE)}: {answer.note}")
        kept = words.SKIP if answer.status == "missing" else words.KEEP
        commands = [
            self.command(words.NOTE_KEY, words.NOTE),
            self.command(words.BACK_KEY, words.BACK),
            self.command(words.SKIP_KEY, kept),
            self.command(words.SAVE_KEY, words.SAVE),
        ]
        if self.marked:
            commands.append(self.command(words.UNDO_KEY, words.UNDO))
        running = [
            (key, self._running_label(section, mark)) for key, (section, mark) in self._mark_keys()
        ]
        typing = self._typing(question)
        return Screen(
            title=self.title(),
            status=self.status(),
            body=body,
            options=[*running, *((c.key, c.label) for c in choices(question, self.locale))],
            commands=commands,
            entry="number" if typing else "",
            typing=self.say(typing) if typing else "",
            live=bool(running),
        )

    @staticmethod
    def _typing(question: Question) -> Message | None:
        """What is typed and ended by Return; None where each answer is one key."""
        if question.traits.answer == "words":
            return words.TYPE_NUMBERS
        return words.TYPE_NUMBER if question.numeric or is_typed(question) else None

    def _mark_keys(self) -> list[tuple[str, tuple[Section, str]]]:
        return list(zip(words.MARK_KEYS, self.interview.running(), strict=False))

    def _running_label(self, section: Section, mark: str) -> str:
        start = self.interview.attempt(section)[0]
        label = self.interview.checklist.marks[mark].label.say(self.locale.language)
        return f"{label}  {self.locale.duration(since(start, self.now()))}"

    def _answer(self, question: Question, reply: str) -> None:
        offered = {choice.key: choice for choice in choices(question, self.locale)}
        chosen = offered.get(reply)
        answer = chosen.given if chosen else given(question, reply)
        if chosen and answer is None:
            written = self.written(question.ask.say(self.locale.language))
            answer = read_value(question, written) if written else None
        if answer is None:
            return
        if answer.status == "never" and (mark := self._open_mark(question)):
            events = self.interview.nobody(mark[0], self.now(), mark[1])
        else:
            events = self.interview.answer(question.id, answer, self.now())
        self.store(events, self.words(question, Answer(answer.status, answer.value)))

    def _open_mark(self, question: Question) -> tuple[Section, str] | None:
        return next((m for _, m in self._mark_keys() if m[1] == question.to_mark), None)

    def _note(self, question: Question, text: str) -> None:
        before = self.interview.answers[question.id].note
        prompt = words.NEW_NOTE_PROMPT if before else words.NOTE_PROMPT
        body = [question.ask.say(self.locale.language), *([before] if before else [])]
        written = text or self.written(*body, self.say(prompt))
        if written == "-" and before:
            self.store(self.interview.note(question.id, "", self.now()), "-")
        elif written and written != "-":
            self.store(self.interview.note(question.id, written, self.now()), written)

    def written(self, *body: str) -> str:
        """A text that the auditor types; empty when he types none."""
        screen = Screen(
            self.title(),
            self.status(),
            body,
            commands=[("\n", "")],
            entry="text",
            typing=self.say(words.TYPE_TEXT),
        )
        return self.face.ask(lambda: screen).strip()

    def words(self, question: Question, answer: Answer) -> str:
        """An answer as people read it."""
        return answer_words(question, answer, self.locale)

    # -- the other steps -------------------------------------------------------------------------------

    def _immediate(self, questions: Sequence[Question]) -> None:
        question = questions[0]
        answer = self.interview.answers[question.id]
        body = [question_and_answer(question, answer, self.locale)]
        if is_critical(question, answer, verdict_of(question, answer)):
            body[0] = f"{self.say(words.SERIOUS)}: {body[0]}"
        if question.measure:
            body.append(f"→ {question.measure.say(self.locale.language)}")
        screen = Screen(
            title=self.say(words.AT_ONCE),
            status=self.status(),
            body=body,
            options=[("1", self.say(words.FIXED)), ("2", self.say(words.TODAY))],
            commands=[
                self.command(words.BACK_KEY, words.BACK),
                self.command(words.SAVE_KEY, words.SAVE),
            ],
        )
        reply = self.ask(lambda: screen)
        if reply in ("1", "2"):
            label = words.FIXED if reply == "1" else words.TODAY
            self.store(self.interview.fix(question.id, reply == "1", self.now()), self.say(label))
        elif reply == self.say(words.BACK_KEY):
            self.interview.go_to(question.id)
        else:
            self.hint = self.say(words.NOT_A_KEY, key=reply)
