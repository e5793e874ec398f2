"""What a screen offers to a question: each key, its label, and the answer that it stands for."""

import re
from typing import Final, NamedTuple

from audit_cli.checklist.model import START, Question
from audit_cli.interview.record import Status
from audit_cli.interview.values import Given, read_value, takes
from audit_cli.language import Locale, Message, _
from audit_cli.reports.wording import capital, value_words

YES: Final = _("Yes")
NO: Final = _("No")
_DIGITS: Final = 9  # options that have a key of their own
# A digit where digits answer, a letter where they are the answer itself.
_STATUSES: Final[tuple[tuple[Status, str, Message], ...]] = (
    ("na", "z", _("Does not apply")),
    ("never", "x", _("Never: it did not happen")),
    ("pending", "p", _("Later: not known yet")),
)


class Choice(NamedTuple):
    """One key of a question. `given` is None where a text is written first."""

    key: str
    label: str
    given: Given | None


def choices(question: Question, locale: Locale) -> list[Choice]:
    """What can be answered with one key; `3.` is a number that is typed, and ended by Return."""
    typed = _is_typed(question)
    found = [
        Choice(f"{number}." if typed else str(number), label, given)
        for number, (label, given) in enumerate(_values(question, locale), start=1)
    ]
    for status, letter, label in _STATUSES:
        if takes(question, status) and _offers(question, status):
            key = letter if question.numeric or typed else str(len(found) + 1)
            found.append(Choice(key, label.say(locale.language), Given(status)))
    return found


def typing(question: Question) -> Message | None:
    """What is typed and ended by Return; None where each answer is one key."""
    if question.traits.answer == "words":
        return _("numbers, then Return: 1,3")
    return _("a number, then Return") if question.numeric or _is_typed(question) else None


def typed_answer(question: Question, reply: str) -> Given:
    """What was typed: the numbers of options as the screen shows them, else words as in a file.

    Raises WrongValue."""
    options = question.options
    numbers = [part.strip() for part in reply.split(",")]
    if _is_typed(question) and all(
        re.fullmatch("[0-9]{1,3}", number) and 0 < int(number) <= len(options) for number in numbers
    ):
        ids = [options[int(number) - 1].id for number in numbers]
        return read_value(question, ids if question.traits.answer == "words" else ids[0])
    return read_value(question, reply)


def _values(question: Question, locale: Locale) -> list[tuple[str, Given | None]]:
    if question.numeric:
        return []
    if question.traits.answer == "text":
        return [(_("Write it").say(locale.language), None)]
    ids = [option.id for option in question.labels or question.options] or question.traits.words
    return [(capital(value_words(question, i, locale)), Given("given", i)) for i in ids]


def _offers(question: Question, status: Status) -> bool:
    """A count of what came by itself is 0, not never, and of what nobody said there is nothing to write;
    whoever means never can still type it."""
    return status != "never" or question.traits.never == "key" or question.count == START


def _is_typed(question: Question) -> bool:
    """Whether one key is not enough: several options, or more of them than there are digits."""
    return question.traits.answer == "words" or len(question.options) > _DIGITS
