"""The form that every event has: what a history from elsewhere must keep to, or it can't be read.

Hashes say that a history is whole; this says that it makes sense."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from math import isfinite
from typing import Any, Final

from audit_cli.checklist.model import NOBODY, START, Checklist, Question
from audit_cli.interview.events import STATUS, Event, Json
from audit_cli.interview.record import METADATA
from audit_cli.language import Message, Sentence, _
from audit_cli.language.weeks import monday, week_of

NUMBERS_BELOW: Final = 1e15
_SECONDS_BELOW: Final = 10**10
_HOURS: Final = 3  # weekdays, opens, closes
_SUNDAY: Final = 6
_MIDNIGHT: Final = 24 * 60
_STATUSES: Final = ("na", "never", "unseen", "pending")
# Compiled when they are needed: an audit is read without them. Years that leave room for time zones
# and weeks on either side.
_INSTANT: Final = (
    r"(?:19|[2-8][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}T[012][0-9]:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z"
)
_SURROGATE: Final = "[\ud800-\udfff]"

_NO_INSTANT: Final = _(
    "event {seq} ({kind} {question}) has no instant such as 2026-11-16T15:15:00.000Z"
)
_NO_FORM: Final = _("event {seq} ({kind} {question}) does not have the form of its kind")
_NO_QUESTION: Final = _("event {seq} ({kind} {question}) is about what its checklist does not have")
_NO_ANSWER: Final = _("event {seq} ({kind} {question}) is no answer to its question")
_NOT_FIRST: Final = _("event {seq} ({kind} {question}): an audit has one start, its first event")
_OTHER_CHECKLIST: Final = _(
    "event {seq} ({kind} {question}) names another checklist than its sha256"
)


def misfit_of(subject: str, event: Event, checklist: Checklist | None) -> Sentence | None:
    """What is wrong with an event's form; None if it is well formed.

    Where the checklist is known, answers must fit its questions. Kinds of a later version have
    instants, and are not looked at further."""
    seen, entered = event.seen_at, event.entered_at
    message = None
    if not (is_instant(entered) and (seen is None or seen == entered or is_instant(seen))):
        message = _NO_INSTANT
    elif subject == "audit" and (event.kind == "start") != (event.seq == 1):
        message = _NOT_FIRST
    elif not has_form(event):
        message = _NO_FORM
    elif checklist is not None and subject == "audit":
        message = _fitting(event, checklist)
    if message is None:
        return None
    return message.of(seq=event.seq, kind=event.kind, question=event.question or "–")


def has_form(event: Event) -> bool:
    """Whether an event's question and value are as its kind has them; so are those of a kind of a later
    version."""
    check = _FORMS.get(event.kind)
    try:
        return check is None or check(event)
    except OverflowError:  # a whole number beyond what a float holds
        return False


def is_instant(text: object) -> bool:
    """Whether this is an instant as events keep it, of a day that there is."""
    if not isinstance(text, str) or not re.fullmatch(_INSTANT, text) or text[11:13] > "23":
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _start(event: Event) -> bool:
    value = event.value
    return (
        isinstance(value, dict)
        and _are_hours(value.get("hours", []))
        and all(_is_word(value.get(key)) for key in _START_FACTS)
        and (value.get("digest") is None or _is_word(value["digest"]))
    )


def _are_hours(value: object) -> bool:
    """Whether these are opening hours: weekdays, and the minutes of a day between which it is open."""
    return isinstance(value, list) and all(
        isinstance(one, list)
        and len(one) == _HOURS
        and isinstance(one[0], list)
        and all(type(day) is int and 0 <= day <= _SUNDAY for day in one[0])
        and all(type(minute) is int and 0 <= minute <= _MIDNIGHT for minute in one[1:])
        for one in value
    )


def _is_word(value: object) -> bool:
    """Whether this is text that can be listed: UTF-8 has no form for half of a surrogate pair."""
    return isinstance(value, str) and (value.isascii() or not re.search(_SURROGATE, value))


def _answer(event: Event) -> bool:
    return isinstance(event.question, str) and _is_value(event.value)


def _amend(event: Event) -> bool:
    return _answer(event) and (event.value is None or event.question not in METADATA)


def _is_value(value: Json) -> bool:
    if value is None or isinstance(value, str):
        return True
    if isinstance(value, dict):
        return len(value) == 1 and value.get(STATUS) in _STATUSES
    if isinstance(value, list):
        return all(isinstance(part, str) for part in value)
    return _is_number(value)


def _is_number(value: object, below: float = NUMBERS_BELOW) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isfinite(value) and abs(value) < below


def _mark(event: Event) -> bool:
    value = event.value
    return (
        isinstance(event.question, str)
        and isinstance(value, dict)
        and isinstance(value.get("clock"), str)
        and isinstance(value.get("run"), str)
        and _is_number(value.get("seconds"))
        and isinstance(value.get("mark"), str | None)
    )


def _note(event: Event) -> bool:
    return isinstance(event.question, str) and event.value in (None, {"who": True})


def _metadata(event: Event) -> bool:
    if event.question == "site":
        value = event.value
        if isinstance(value, dict):
            return value.keys() == {"site", "time_zone"} and all(map(_is_word, value.values()))
        return _is_word(value)
    if event.question == "recognised":
        return event.value in ("yes", "no", "unsure")
    return event.question not in METADATA or event.value is None


def _finish(event: Event) -> bool:
    value = event.value
    if not isinstance(value, dict) or "seconds_spent" not in value:
        return False
    spent = value["seconds_spent"]
    return spent is None or (type(spent) is int and 0 <= spent < _SECONDS_BELOW)


def _erase(event: Event) -> bool:
    value: Any = event.value
    numbers = value.get("erased") if isinstance(value, dict) else None
    if not isinstance(event.question, str) or not isinstance(numbers, list):
        return False
    return all(type(number) is int and 0 < number < event.seq for number in numbers)


def _period(event: Event) -> bool:
    """A comparison period of any week that there is: one outside of history is passed over."""
    value: Any = event.value
    return (
        isinstance(value, dict)
        and _is_word(value.get("site"))
        and _is_word(value.get("checklist"))
        and _is_week(value.get("week"))
        and isinstance(value.get("dropped", True), bool)
    )


def _is_week(name: object) -> bool:
    try:
        return isinstance(name, str) and week_of(monday(name)) == name
    except ValueError:
        return False


_START_FACTS: Final = ("checklist", "version", "sha256", "site", "time_zone")
_FORMS: Final[Mapping[str, Callable[[Event], bool]]] = {
    "start": _start,
    "answer": _answer,
    "late_answer": _answer,
    "amend": _amend,
    "clear": lambda event: isinstance(event.question, str) and event.value is None,
    "note": _note,
    "mark": _mark,
    "unmark": lambda event: event.value is None,
    "fixed": lambda event: isinstance(event.question, str) and isinstance(event.value, bool),
    "metadata": _metadata,
    "finish": _finish,
    "discard": lambda event: event.value is None,
    "restore": lambda event: event.value is None,
    "erase": _erase,
    "action": lambda event: isinstance(event.value, dict),
    "period": _period,
}


def _fitting(event: Event, checklist: Checklist) -> Message | None:
    """Whether an event is about what its checklist has; its form is sound."""
    if event.kind == "start":
        value: Any = event.value
        same = all(value[key] == getattr(checklist, key) for key in ("version", "sha256"))
        return None if same and value["checklist"] == checklist.id else _OTHER_CHECKLIST
    if event.kind == "mark":
        return None if _has_mark(event, checklist) else _NO_QUESTION
    if event.kind not in _OF_QUESTIONS or (event.kind == "amend" and event.question in METADATA):
        return None
    question = checklist.questions.get(event.question or "")
    if question is None:
        return _NO_QUESTION
    answers = event.kind in ("answer", "late_answer", "amend")
    return _NO_ANSWER if answers and not _answers(question, event) else None


_OF_QUESTIONS: Final = ("answer", "late_answer", "amend", "clear", "note", "fixed")


def _has_mark(event: Event, checklist: Checklist) -> bool:
    value: Any = event.value
    for section in checklist.sections:
        if section.id == value["clock"] and section.clock:
            marks = [mark.id for mark in section.clock.marks]
            return event.question in (START, NOBODY, *marks)
    return False


def _answers(question: Question, event: Event) -> bool:
    value = event.value
    if isinstance(value, dict):
        return True
    if value is None:
        return event.kind == "amend" or question.traits.answer == "text"
    if question.numeric:
        return isinstance(value, int | float)
    words = {*question.traits.words, *(option.id for option in question.options)}
    if question.traits.answer == "words":
        return isinstance(value, list) and words.issuperset(map(str, value))
    return isinstance(value, str) and value in words
