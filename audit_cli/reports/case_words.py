"""A case in words: what happened and who told it, what is late, what is missing before it can close."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from audit_cli.checklist.model import START, Checklist, Question
from audit_cli.interview.case_clock import late
from audit_cli.interview.closing import keeping_open
from audit_cli.interview.events import Event
from audit_cli.interview.record import Record, said
from audit_cli.language import Locale, Text, _
from audit_cli.reports.view import AuditView
from audit_cli.reports.wording import (
    asked,
    one_line,
    question_and_answer,
    value_words,
)

WHAT_HAPPENED: Final = _("What happened")
_MISSING: Final = _("Before it can close: {questions}")
_CLOSED: Final = _("closed")
_OPEN_AGAIN: Final = _("open again")
_BY: Final = _("{said} (by: {role})")
_QUOTED: Final = _("{said}: “{note}”")
_NOTE_ON: Final = _("note on {question}")
_ERASED: Final = _("{said}: text erased")
_LATE: Final = _("{mark}: overdue ({taken} so far, at most {limit})")


def before_it_closes(view: AuditView, locale: Locale) -> str:
    """What is missing before a case can close; empty where nothing is, or it is not open."""
    still = keeping_open(view.checklist, view.answers) if view.state == "open" else []
    said = " · ".join(
        asked(question, locale)
        if view.answers[question.id].status == "missing"
        else question_and_answer(question, view.answers[question.id], locale)
        for question in still
    )
    return _MISSING.say(locale.language, questions=said) if still else ""


def late_words(view: AuditView, now: datetime, locale: Locale) -> list[str]:
    """What is overdue in a case: which marks, after how long, and how long they may take."""
    return [
        _LATE.say(
            locale.language,
            mark=mark_words(view.checklist, one.mark, locale),
            taken=value_words(one.question, one.taken, locale),
            limit=value_words(one.question, one.limit, locale),
        )
        for one in late(view.checklist, view.record, view.answers, now)
    ]


def mark_words(checklist: Checklist, mark: str, locale: Locale) -> str:
    """What a mark is called."""
    starts = [section.clock.start for section in checklist.sections if section.clock]
    label: Text = starts[0] if mark == START else checklist.marks[mark].label
    return one_line(label.say(locale.language))


def story(view: AuditView, events: Iterable[Event], locale: Locale) -> list[tuple[str, str]]:
    """What happened in a case and what was answered, in the order in which it was, with who told it; what was
    corrected is told by `history`."""
    told = ((event.seen_at or event.entered_at, _told(view, event, locale)) for event in events)
    found = []
    for instant, words in sorted(told, key=lambda one: one[0]):
        moment = view.local(instant)
        if words and moment:
            found.append((locale.moment(moment), words))
    return found


def _told(view: AuditView, event: Event, locale: Locale) -> str:
    """One event in words; empty for what is no part of the story."""
    language, question = locale.language, view.checklist.questions.get(event.question or "")
    who, note = said(event)
    if event.kind == "mark":
        words = mark_words(view.checklist, event.question or "", locale)
    elif event.kind == "note" and question:
        words = _NOTE_ON.say(language, question=asked(question, locale))
    elif event.kind == "answer" and question:
        return _answered(question, event, locale)
    elif event.kind == "finish":
        is_open = isinstance(event.value, dict) and event.value.get("open")
        return (_OPEN_AGAIN if is_open else _CLOSED).say(language)
    else:
        return ""
    words = _QUOTED.say(language, said=words, note=one_line(note)) if note else words
    words = _BY.say(language, said=words, role=one_line(who)) if who else words
    return _ERASED.say(language, said=words) if event.erased else words


def _answered(question: Question, event: Event, locale: Locale) -> str:
    record = Record("")
    record.apply(event)
    return question_and_answer(question, record.answers[question.id], locale)
