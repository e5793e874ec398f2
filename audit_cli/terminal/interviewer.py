"""The interview on a terminal: each step of the engine as a screen, each reply stored before it shows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from audit_cli.checklist.model import START, Question, Section
from audit_cli.errors import AuditError
from audit_cli.interview import clock
from audit_cli.interview.clock import Instant
from audit_cli.interview.engine import Interview, NotNow
from audit_cli.interview.events import Event
from audit_cli.interview.record import Answer
from audit_cli.interview.values import Given, TooLong, WrongValue, read_value, words_taken
from audit_cli.language import Locale, Message, Sentence, Text, _, ngettext
from audit_cli.reports.wording import CLIENTS, answer_words, capital, question_and_answer
from audit_cli.scoring import is_critical, verdict_of
from audit_cli.settings import titled
from audit_cli.store.faults import ChainMoved
from audit_cli.terminal import screens
from audit_cli.terminal.choices import RECOGNISED, by_digit, choices, typed_answer, typing
from audit_cli.terminal.clock_lines import ClockLines
from audit_cli.terminal.console import cells
from audit_cli.terminal.screens import Action, Command, Face, Offer, Piece, Screen

_MARK_KEYS: Final = ("m", "k", "j", "h")  # of marks that are awaited under the questions
_PAGE: Final = 7  # answers on a screen of 14 lines
_NAMED: Final = 40  # columns of a question that is missing
_LINE: Final = 34  # columns of an answer with its question
_ANSWER: Final = 14  # and those of the answer alone
_BELOW: Final = ngettext("{count} not met", "{count} not met")
_KEEP: Final = screens.SKIP._replace(label=_("keep"))
_QUESTIONS: Final = screens.GO_ON._replace(label=_("questions"))
_TRY_AGAIN: Final = _("Try again")
_STOPS: Final = _("It stops then: what is still to be measured is asked when you come back.")
_GOES_ON: Final = _("It goes on meanwhile.")
_SO_FAR: Final = _("So far: {answer}")
_FEW: Final = 5  # questions that are named where those are asked about that are missing
_LEAVE_OUT: Final = ngettext("Finish without it", "Finish without them")
_NOBODY_CAME: Final = ngettext(
    "Nobody at the first attempt. Try again?", "Nobody, in {count} attempts. Try again?"
)
_METADATA: Final[Mapping[str, tuple[Message, Mapping[str, Message]]]] = {
    "recognised": (_("Did anyone recognise you as the boss?"), RECOGNISED),
    "client": (_("What kind of {client} were you?"), CLIENTS),
}

Words: TypeAlias = str | Message | Sentence | Text | AuditError


class Left(Exception):
    """The auditor saved and left; everything answered so far is kept."""


@dataclass
class Interviewer:
    """Leads one interview. `now` reads the clock; `keep` returns once events are on the disk, and raises
    AuditError when they are not."""

    interview: Interview
    face: Face
    locale: Locale
    site: str
    now: Callable[[], Instant]
    keep: Callable[[Sequence[Event]], None]
    hint: Words = ""
    marked: Section | None = None  # whose clock was marked last, as long as that can be undone
    doubted: tuple[str, Given] | None = None  # a number that is stored once it is typed again

    def conduct(self) -> None:
        """Ask until the audit is finished, of a case what is asked at once. Raises Left, InputClosed or an error of
        the store."""
        while self.interview.record.finished_at is None:
            if self.face.away:
                self.face.away = False
                self.interview.interrupt()
            match self.interview.step():
                case Section() as section:
                    self._clock(section)
                case Question() as question:
                    self._question(question)
                case (question, *_others):
                    self._immediate(question)
                case str(name):
                    self._metadata(name)
                case _ if self.interview.checklist.case:
                    return
                case _:
                    self._review()

    def store(self, events: list[Event], saved: Words = "") -> None:
        """Store events and only then show them; when that fails, say so and try again when told to."""
        while True:
            try:
                self.keep(events)
            except ChainMoved:
                raise  # another program went on with this audit: the same events never fit again
            except AuditError as error:
                if not self._wants_to_try_again(error):
                    raise
                continue
            self.interview.accept(events)
            self.marked = None
            if saved:
                self.hint = _("✓ saved: {answer}").of(answer=saved)
            return

    # -- what the screens share --------------------------------------------------------------------

    def _say(self, words: Words) -> str:
        return words if isinstance(words, str) else words.say(self.locale.language)

    def _screen(
        self,
        *body: Words | Piece,
        options: Sequence[tuple[Words, Action]] = (),
        commands: Sequence[tuple[Command, Action]] = (),
        title: Words = "",
        status: Sequence[Piece] = (),
    ) -> Screen:
        """A screen of this interview: first what it asks, and its options by digits."""
        ours = titled(self._say(self.interview.checklist.title), self.site)
        return Screen(
            title=self._say(title) or ours,
            status=status or self._status(),
            body=[
                part if isinstance(part, Piece) else Piece(self._say(part), "" if n else "question")
                for n, part in enumerate(body)
            ],
            options=self._offers(options),
            commands=[Offer(self._say(c.key), self._say(c.label), do) for c, do in commands],
        )

    def _offers(self, options: Iterable[tuple[Words, Action]]) -> list[Offer]:
        return [Offer(str(n), self._say(label), do) for n, (label, do) in enumerate(options, 1)]

    def _status(self) -> list[Piece]:
        """How many are not met, and how far the interview is."""
        done, total = self.interview.progress()
        below = self.interview.below()
        not_met = [Piece(self._say(_BELOW.of(count=below)), "not_met")] if below else []
        return [*not_met, Piece(f"{done}/{total}")]

    def _lead(
        self,
        screen: Screen,
        again: Callable[[], Screen] | None = None,
        typed: Callable[[str], object] | None = None,
    ) -> None:
        """Show a screen with the last hint and do what the reply stands for: `typed` takes one that is
        no key."""
        said, self.hint = self._say(self.hint), ""
        hint = Piece(said, "met" if said.startswith("✓") else "")
        reply = self.face.ask(screen._replace(hint=hint), again)
        if self.face.away and again:
            return  # the clock was shown to nobody: it is looked at anew
        do = screen.keys.get(reply) or partial(typed or self._refuse, reply)
        try:
            do()
        except (NotNow, TooLong) as error:
            self.hint = error

    def _storing(
        self, transition: Callable[..., list[Event]], *facts: object, saved: Words = ""
    ) -> Action:
        """What stores a transition of the engine, of the moment when it is done."""
        return lambda: self.store(transition(*facts, self.now()), saved)

    def _leave(self) -> None:
        """Save and leave; where a clock runs, once that is confirmed."""
        if section := self._running_clock():
            leave = Offer(self._say(screens.SAVE.key), self._say(screens.SAVE.label))
            screen = self._screen(
                _("The clock is running. Leave all the same?"),
                _STOPS if self._lines(section).running.look is not None else _GOES_ON,
                options=[(_("Stay"), lambda: None)],
            )
            screen = screen._replace(options=[*screen.options, leave])
            if screens.one_of(self.face, screen, "1", leave.key) == "1":
                return
        raise Left()

    def _running_clock(self) -> Section | None:
        """The section whose clock runs, on its own screen or under the questions."""
        step = self.interview.step()
        if isinstance(step, Section) and clock.open_marks(step, self.interview.attempt(step)):
            return step
        return next((section for section, _mark in self.interview.running()), None)

    def _refuse(self, reply: str) -> None:
        self.hint = screens.WRONG_KEY.of(key=reply)

    def _written(self, *body: Words, entry: str = "text") -> str:
        """A text that the auditor types, or a number; empty when he types none."""
        how = _("text, then Enter; Esc: cancel") if entry == "text" else _("a number, then Enter")
        alone = Offer("\n", "")  # Return without a text
        screen = self._screen(*body)._replace(entry=entry, typing=self._say(how), commands=[alone])
        return self.face.ask(screen).strip()

    def _wants_to_try_again(self, error: AuditError) -> bool:
        screen = Screen(
            title=self._say(_("NOT saved")).upper(),
            body=[Piece(self._say(error), "not_met")],
            options=screens.by_digits(map(self._say, (_TRY_AGAIN, _("Leave without it")))),
        )
        return screens.one_of(self.face, screen, "1", "2") == "1"

    # -- questions -----------------------------------------------------------------------------------

    def _question(self, question: Question) -> None:
        again = partial(self._question_screen, question)
        ticks = again if self._awaited() else None
        try:
            self._lead(again(), ticks, partial(self._type, question))
        except WrongValue as error:
            written = str(error.values["written"]).strip("`")
            takes = _("{written}? Answer with: {wanted}")
            self.hint = takes.of(written=written, wanted=words_taken(question))

    def _question_screen(self, question: Question) -> Screen:
        answer = self.interview.answers[question.id]
        body: list[Words] = [question.ask]
        if question.maximum is not None:
            limits = {"low": f"{question.minimum or 0:g}", "high": f"{question.maximum:g}"}
            body.append(_("From {low} to {high}.").of(**limits))
        if stopped := self.interview.was_stopped(question):
            body.append(_("The clock stood still while you were away."))
        if answer.status != "missing":
            body.append(_SO_FAR.of(answer=answer_words(question, answer, self.locale)))
        if answer.note:
            body.append(f"{self._say(screens.NOTE.label)}: {answer.note}")
        commands: list[tuple[Command, Action]] = [
            (screens.NOTE, partial(self._note, question)),
            (screens.BACK, self.interview.back),
            (screens.SKIP if answer.status == "missing" else _KEEP, partial(self._skip, question)),
            (screens.SAVE, self._leave),
        ]
        if self.marked:
            undo = self._storing(self.interview.undo_mark, self.marked)
            commands.append((screens.UNDO, undo))
        running = [
            Offer(key, self._lines(section).timed(mark), partial(self._mark, section, mark))
            for key, (section, mark) in self._awaited()
        ]
        home = clock.clock_section(self.interview.checklist, question)
        marked = bool(home and question.from_clock and self.interview.attempt(home))
        asked = home and home.clock and home.clock.nobody and question.to_mark
        never = self._lines(home).nobody(asked) if home and asked else ""
        answers = [
            Offer(key, label, partial(self._answer, question, given))
            for key, label, given in choices(question, self.locale, marked=marked, never=never)
        ]
        screen = self._screen(*body, commands=commands)._replace(options=[*running, *answers])
        if how := _("yes: the number, then Enter") if stopped else typing(question):
            entry = "digit" if by_digit(question) else "number"
            return screen._replace(entry=entry, typing=self._say(how))
        return screen

    def _awaited(self) -> list[tuple[str, tuple[Section, str]]]:
        """The marks that can still be set while questions are asked, by their keys."""
        return list(zip(_MARK_KEYS, self.interview.running(), strict=False))

    def _skip(self, question: Question) -> None:
        if self.interview.answers[question.id].status == "missing":
            self.hint = _("skipped; it comes back at the end")
        self.interview.skip()

    def _type(self, question: Question, reply: str) -> None:
        """What was typed: an answer, or the key of a note with the note behind it."""
        word, _space, text = reply.partition(" ")
        if word == self._say(screens.NOTE.key):
            self._note(question, text)
        else:
            self._answer(question, typed_answer(question, reply))

    def _answer(self, question: Question, given: Given | None) -> None:
        """Store an answer; where there is none yet, it is a text or a longer number that is written first."""
        if given is None:
            text = self._written(question.ask, entry="number" if question.numeric else "text")
            if not text:
                return
            given = read_value(question, text)
        if self._doubts(question, given):
            return
        awaited = (mark for _, mark in self._awaited() if mark[1] == question.to_mark)
        if given.status == "never" and (running := next(awaited, None)):
            events = self.interview.nobody(running[0], self.now(), running[1])
        else:
            events = self.interview.answer(question.id, given, self.now())
        answer = Answer(given.status, given.value)
        self.store(events, answer_words(question, answer, self.locale))

    def _doubts(self, question: Question, given: Given) -> bool:
        """Whether a number is so large that it has to be typed twice."""
        number = given.value if isinstance(given.value, int | float) else 0
        likely = question.maximum is not None or number <= question.traits.likely
        before, self.doubted = self.doubted, None
        if likely or before == (question.id, given):
            return False
        self.doubted = (question.id, given)
        self.hint = _("{number}? If that is right, type it again.").of(number=f"{number:.15g}")
        return True

    def _note(self, question: Question, text: str = "") -> None:
        before = self.interview.answers[question.id].note
        if not text and before:
            prompt = _("New note (Enter alone: as it is; - alone: delete it)")
            text = self._written(question.ask, before, prompt)
        elif not text:
            text = self._written(question.ask, _("Note (Enter alone: no note)"))
        if text and (before or text != "-"):
            note = "" if text == "-" else text
            self.store(self.interview.note(question.id, note, self.now()), text)

    def _immediate(self, question: Question) -> None:
        """What is below and to be put right at once: done now, or due today."""
        answer = self.interview.answers[question.id]
        found = Piece(question_and_answer(question, answer, self.locale), "question")
        if is_critical(question, answer, verdict_of(question, answer)):
            serious = self._say(_("SERIOUS"))  # not within the text: no tool would find it there
            found = Piece(f"{serious}: {found.text}", "serious")
        screen = self._screen(
            found,
            *([f"→ {self._say(question.measure)}"] if question.measure else []),
            options=[
                (label, self._storing(self.interview.fix, question.id, fixed, saved=label))
                for label, fixed in ((_("Fixed now"), True), (_("Due today"), False))
            ],
            commands=[
                (screens.BACK, partial(self.interview.go_to, question.id)),
                (screens.SAVE, self._leave),
            ],
            title=_("Put right now"),
        )
        self._lead(screen)

    # -- a clock: a start, seconds of looking that stop nothing, one key for each mark ----------------

    def _clock(self, section: Section) -> None:
        """Until its last mark, until nobody came, or until the auditor goes on."""
        running, attempt = self._lines(section).running, self.interview.attempt(section)
        leave = partial(self.interview.leave_clock, section)
        undo = self._storing(self.interview.undo_mark, section)
        start = self._storing(self.interview.mark, section, START)
        if not attempt:
            screen = self._screen(
                section.title,
                options=[(running.start, start)],
                commands=[(screens.GO_ON, leave), (screens.SAVE, self._leave)],
            )
        elif clock.ended_by_nobody(section, attempt):
            # That is kept: another attempt goes on from there, stopping ends it.
            again = _("Call again") if section.contact == "phone" else _TRY_AGAIN
            screen = self._screen(
                _NOBODY_CAME.of(count=self.interview.attempts(section)),
                options=[(again, start), (_("Stop: nobody was there"), leave)],
                commands=[(screens.UNDO, undo)],
                status=self._clock_status(section),
            )
        else:
            ticks = partial(self._clock_screen, section)
            self._lead(ticks(), ticks)
            return
        self._lead(screen)

    def _clock_screen(self, section: Section) -> Screen:
        lines = self._lines(section)
        keys: list[tuple[Words, Action]] = [
            (mark.label, partial(self._mark, section, mark.id)) for mark in lines.running.marks
        ]
        if lines.running.nobody:
            label = lines.nobody_key()
            nobody = self._storing(self.interview.nobody, section, saved=label)
            keys.insert(1, (label, nobody))
        undo = self._storing(self.interview.undo_mark, section)
        commands: list[tuple[Command, Action]] = [(screens.UNDO, undo)]
        if lines.running.look:  # a call is marked to its end; from a door one goes on meanwhile
            commands.append((_QUESTIONS, partial(self.interview.leave_clock, section)))
        screen = self._screen(
            lines.state(),
            *lines.marks(),
            commands=[*commands, (screens.SAVE, self._leave)],
            status=self._clock_status(section),
        )
        return screen._replace(commands=[*self._offers(keys), *screen.commands])

    def _mark(self, section: Section, mark: str) -> None:
        """Store a mark, and say after how long it came."""
        lines = self._lines(section)
        events = self.interview.mark(section, mark, lines.now)
        along = [lines.label(event.question) for event in events[:-1] if event.question]
        self.store(events, ", ".join([*along, lines.timed(mark)]))
        self.marked = section

    def _lines(self, section: Section) -> ClockLines:
        return ClockLines(self.interview, section, self.locale, self.now())

    def _clock_status(self, section: Section) -> list[Piece]:
        if section.contact == "phone":
            call = _("call {count}").of(count=self.interview.attempts(section))
            return [Piece(self._say(call))]
        return self._status()

    # -- the end: facts about the audit itself, the review, corrections --------------------------------

    def _metadata(self, name: str) -> None:
        prompt, known = _METADATA[name]
        asked, free = self.locale.say(prompt), name == "client"
        labels = {self._say(label): value for value, label in known.items()}
        options: list[tuple[Words, Action]] = [
            (capital(label), partial(self._describe, name, value, label))
            for label, value in labels.items()
        ]
        if free:
            write = _("Other: write it")
            options.append((write, lambda: self._describe(name, self._written(asked))))
        so_far = getattr(self.interview.record, name)
        body = [_SO_FAR.of(answer=known.get(so_far, so_far))] if so_far else []

        def typed(reply: str) -> None:
            meant = {label.lower(): value for label, value in labels.items()}
            if value := meant.get(reply.lower(), reply if free else ""):
                self._describe(name, value)
            else:
                self._refuse(reply)

        commands: list[tuple[Command, Action]] = [
            (screens.BACK, self.interview.back),
            (_KEEP if so_far else screens.SKIP, self.interview.skip),
            (screens.SAVE, self._leave),
        ]
        title = _("At the end")
        screen = self._screen(asked, *body, options=options, commands=commands, title=title)
        self._lead(screen, typed=typed)

    def _describe(self, name: str, value: str, label: str = "") -> None:
        if value:
            self.store(self.interview.describe(name, value, self.now()), label or value)

    def _review(self) -> None:
        """Look everything over, answer what is missing, and finish."""
        done, total = self.interview.progress()
        options: list[tuple[Words, Action]]
        if missing := total - done:
            state = _("Not answered yet: {missing} of {total}.").of(missing=missing, total=total)
            options = [(_("Answer what is missing"), self.interview.ask_skipped)]
            if all(self.interview.checklist.questions[i].unseen for i in self.interview.missing()):
                options.append((_LEAVE_OUT.of(count=missing), self._finish_without))
        else:
            below = _BELOW.of(count=self.interview.below())
            answered = _("Everything is answered: {done} of {total}. {below}.")
            state = answered.of(done=done, total=total, below=below)
            options = [(_("Finish"), self._storing(self.interview.finish))]
        screen = self._screen(
            state,
            options=[*options, (_("See the answers"), self._see_answers)],
            commands=[(screens.BACK, self.interview.back), (screens.SAVE, self._leave)],
            title=_("Review"),
        )
        self._lead(screen)

    def _finish_without(self) -> None:
        """Whether what is missing was not seen: it is named, and that a serious point leaves no result."""
        missing = [self.interview.checklist.questions[i] for i in self.interview.missing()]
        lines: list[Words] = [
            screens.fitted(f"- {self._say(question.ask)}", _NAMED) for question in missing[:_FEW]
        ]
        if more := missing[_FEW:]:
            lines.append(_("and {count} more").of(count=len(more)))
        if any(question.critical or question.critical_limit for question in missing):
            lines.append(_("One of them is serious: there will be no result."))
        screen = self._screen(
            ngettext(
                "Finish without this one? It won't count.",
                "Finish without these {count}? They won't count.",
            ).of(count=len(missing)),
            *lines,
            options=[(_("Yes, finish"), lambda: None), (_("No, go back"), lambda: None)],
            title=_("Review"),
        )
        if screens.one_of(self.face, screen, "1", "2") == "1":
            self.store(self.interview.leave_unseen(self.now()))
            self.store(self.interview.finish(self.now()))

    def _see_answers(self, first: int = 0) -> None:
        """Page by page, until there is one to correct."""
        if not (page := self.interview.asked()[first : first + _PAGE]):
            return
        more, back = partial(self._see_answers, first + _PAGE), lambda: None
        screen = self._screen(
            options=[(self._answer_line(i), partial(self.interview.go_to, i)) for i in page],
            commands=[(screens.MORE, more), (screens.BACK, back)],
            title=_("Which one do you want to correct?"),
        )
        self._lead(screen._replace(status=()))

    def _answer_line(self, identifier: str) -> str:
        question = self.interview.checklist.questions[identifier]
        words = answer_words(question, self.interview.answers[identifier], self.locale)
        given = screens.cut(words, _ANSWER)
        room = _LINE - cells(given) - 1
        return f"{screens.padded(screens.fitted(self._say(question.ask), room), room)} {given}"
