"""`note` and `mark`: what is added to an audit beside its answers. At a terminal what isn't named is chosen."""

from functools import partial
from typing import TYPE_CHECKING, Annotated, Final

from audit_cli.checklist.model import Question, Section
from audit_cli.commands import options
from audit_cli.commands.corrections import choose, erase, kept, named
from audit_cli.commands.options import argument, option
from audit_cli.errors import UsageError
from audit_cli.interview import clock
from audit_cli.interview.answer_header import is_one_line
from audit_cli.interview.case_clock import sections_of_marks
from audit_cli.interview.clock import Instant
from audit_cli.interview.engine import Interview
from audit_cli.interview.events import instant_text
from audit_cli.interview.facts import calendar_mark, note_event
from audit_cli.language import _
from audit_cli.language.weeks import zone_named
from audit_cli.reports.case_words import before_it_closes, mark_words
from audit_cli.reports.view import AuditView
from audit_cli.reports.wording import asked
from audit_cli.terminal import console
from audit_cli.terminal.instants import now
from audit_cli.terminal.session import Session
from audit_cli.terminal.stored_audits import add, begun_anew, found_audit, viewed
from audit_cli.terminal.typed_dates import instant_flag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audit_cli.store.queries import AuditRow
    from audit_cli.terminal.choosing import Chooser

_MARK: Final = _("MARK")
_WORDS: Final = _("[QUESTION] TEXT")
_TYPED: Final = "typed"  # the run of a mark whose moment was written: it counts by the calendar

Mark = Annotated[str, argument(_MARK, _("The mark's id in its checklist"))]
Words = Annotated[
    list[str],
    argument(_WORDS, _("The question's id and the note; - alone deletes the note")),
]
At = Annotated[str, option("--at", _("WHEN"), _("When it was, if not now: 2026-11-16T09:15"))]
Who = Annotated[
    str, option("--who", _("ROLE"), _("Who it was, in a case: a role, never a person's name"))
]
Said = Annotated[str, option("--note", _("TEXT"), _("What was said, in a case; no names"))]

_NO_MARK: Final = _("no running clock of this audit has the mark `{found}`; there are: {marks}")
_NO_CLOCK: Final = _("no clock of this audit is running")
_STOOD: Final = _("that clock stopped when the visit was left; say when it was: --at 9:15")
_NOTED: Final = _("noted: {question}: {note}")
_NOTE_GONE: Final = _("the note is deleted: {question}")
_CLOSED: Final = _("The case is closed.")
_ONLY_CASES: Final = _("who it was and what was said is kept of cases only, such as complaints")
_ONE_LINE: Final = _("--who takes one line of up to 100 letters")


@begun_anew
def note(here: Session, audit: options.AuditId = "", words: Words = [], who: Who = "") -> None:  # noqa: B006 (typer makes a new one)
    if not words and here.terminal:
        choose(here, _("A note on an answer"), audit, partial(kept, here), note_chosen)
        return
    view = named(here, "note", audit, words, _WORDS)
    if len(words) == 1:
        raise UsageError(_("say which question: audit note {id} QUESTION TEXT"), id=view.id[:8])
    question, text = words[0], " ".join(words[1:]).strip()
    if question not in view.checklist.questions:
        raise UsageError(_("this audit has no question `{found}`"), found=question)
    console.out(_noted(here, view, question, "" if text == "-" else text, who))


@begun_anew
def mark(
    here: Session,
    audit: options.AuditId = "",
    name: Mark = "",
    at: At = "",
    who: Who = "",
    text: Said = "",
) -> None:
    if not name and here.terminal:
        _choose_mark(here, audit, at)
        return
    view = named(here, "mark", audit, name, _MARK)
    console.out(_marked(here, view, name, at, who, text))
    if view.checklist.case:
        console.out(before_it_closes(viewed(here, view.id), here.locale) or here.say(_CLOSED))


def _told(view: AuditView, who: str, text: str = "") -> tuple[str, str]:
    """Who it was and what was said. Raises UsageError where that is no role, or no case is told of."""
    if (who or text) and not view.checklist.case:
        raise UsageError(_ONLY_CASES)
    if not is_one_line(who):
        raise UsageError(_ONE_LINE)
    return who.strip(), text.strip()


def _noted(here: Session, view: AuditView, question: str, text: str, who: str = "") -> str:
    """Store a note and say so; an empty one deletes what was noted."""
    add(here, view, note_event(question, text, *_told(view, who)[:1]))
    words = asked(view.checklist.questions[question], here.locale)
    return here.say(_NOTED if text else _NOTE_GONE, question=words, note=text)


def _marks(view: AuditView) -> dict[str, Section]:
    """The marks of a draft's running clocks, each with its section; all of a case, which has no end of them."""
    if view.checklist.case:
        return {} if view.record.discarded else sections_of_marks(view.checklist)
    if view.record.finished_at:
        return {}
    return {
        name: section
        for section in view.checklist.sections
        for name in clock.open_marks(section, clock.marks_of(section, view.record.marks))
    }


def _stands(section: Section) -> bool:
    """Whether a clock stopped when its sitting ended: from a door one walks away."""
    return section.clock is not None and section.clock.look is not None


def _marked(
    here: Session, view: AuditView, name: str, at: str = "", who: str = "", text: str = ""
) -> str:
    """Store a mark and say so. Raises UsageError where no clock awaits it."""
    marks, told = _marks(view), _told(view, who, text)
    if not marks:
        raise UsageError(_NO_CLOCK)
    if name not in marks:
        raise UsageError(_NO_MARK, found=name, marks=", ".join(marks))
    section, case, zone = marks[name], view.checklist.case, view.record.time_zone
    if not at and _stands(section):
        raise UsageError(_STOOD)
    moment = now()
    wall = instant_flag(at, zone) if at else moment.wall.astimezone(zone_named(zone))
    seen_at = instant_text(wall) if at or case else None
    if case:
        add(here, view, calendar_mark(section.id, name, *told), seen_at=seen_at)
    else:
        moment = Instant(moment.wall, _TYPED, 0.0) if at else moment
        interview = Interview(view.checklist, view.record, seen_at=seen_at)
        here.store.append(view.id, interview.mark(section, name, moment))
    label = mark_words(view.checklist, name, here.locale)
    said = here.locale.moment(wall) if case else f"{wall:%H:%M:%S}"
    return here.say(_("marked: {mark}, {moment}"), mark=label, moment=said)


# -- chosen at a terminal ------------------------------------------------------------------------------

_NOTE: Final = _("The note, then Enter (Enter alone: back)")
_WHO_LINE: Final = _("Who was it? A role (Enter alone: not said)")
_SAID_LINE: Final = _("What was said? No names (Enter alone: nothing)")
_REPLACE: Final = _("Write another one")
_DELETE: Final = _("Delete it")
_ERASE: Final = _("Erase it for good, also what was written before")


def note_chosen(view: AuditView, chooser: "Chooser") -> str | None:
    """Which answer, and what about its note."""
    from audit_cli.terminal.choosing import printed  # noqa: PLC0415 (for people only)
    from audit_cli.terminal.correcting import QUOTED, question_of, reason  # noqa: PLC0415
    from audit_cli.terminal.screens import Piece  # noqa: PLC0415

    here = chooser.here
    questions = [
        q for q in view.checklist.questions.values() if view.answers[q.id].status != "not_asked"
    ]
    question = question_of(chooser, view, questions, notes=True)
    if not isinstance(question, Question):
        return None
    words, before = asked(question, here.locale), view.answers[question.id].note
    do = "write"
    if before:
        offers = [(_REPLACE, "write"), (_DELETE, "delete"), (_ERASE, "erase")]
        labels = [(here.say(label), value) for label, value in offers]
        do = (
            chooser.one([Piece(words, "question"), Piece(here.say(QUOTED, text=before))], labels)
            or ""
        )
    if do == "erase":
        why = reason(chooser, words)
        return printed(partial(erase, here, view.id, question.id, why)) if why else None
    if do == "delete":
        return _noted(here, view, question.id, "")
    text = chooser.line(words, here.say(_NOTE)) if do else ""
    who = chooser.line(words, here.say(_WHO_LINE)) if text and view.checklist.case else ""
    return _noted(here, view, question.id, text, who) if text else None


def mark_chosen(view: AuditView, chooser: "Chooser", at: str = "") -> str | None:
    """Which mark; of a case also who it was and what was said."""
    here = chooser.here
    sections = _marks(view)
    offers = [(mark_words(view.checklist, name, here.locale), name) for name in sections]
    name = chooser.one(here.say(_("What happened just now?")), offers)
    if name is None:
        return None
    if not view.checklist.case:
        asks = not at and _stands(sections[name])
        when = chooser.line(here.say(_("When? Such as 9:15 (Enter alone: back)"))) if asks else at
        return _marked(here, view, name, when) if when or not asks else None
    words = mark_words(view.checklist, name, here.locale)
    who = chooser.line(words, here.say(_WHO_LINE))
    text = chooser.line(words, here.say(_SAID_LINE))
    return _marked(here, view, name, at, who, text)


def _choose_mark(here: Session, audit: str, at: str) -> None:
    def chosen(view: AuditView, chooser: "Chooser") -> str | None:
        return mark_chosen(view, chooser, at)

    def running() -> "Iterator[AuditRow]":
        return (row for row in here.reader.audits(state="draft") if _marks(viewed(here, row.id)))

    if audit and not _marks(found_audit(here, audit)):
        raise UsageError(_NO_CLOCK)
    choose(here, _("A mark on a running clock"), audit, running, chosen)
