"""What a screen offers to a question: each key, its label, and the answer that it stands for."""

import re
from typing import Final, NamedTuple

from audit_cli.checklist.model import START, Question
from audit_cli.interview.record import Status
from audit_cli.interview.values import Given, read_value, takes
from audit_cli.language import Locale, Message, _
from audit_cli.reports.wording import capital, value_words

# Whether the auditor was recognised as the boss.
RECOGNISED: Final = {"yes": _("Yes"), "no": _("No"), "unsure": _("Not sure")}
_DIGITS: Final = 9  # options that have a key of their own
_TEN: Final = 10  # takes two digits
# A digit where digits answer, a letter where they are the answer itself.
_STATUSES: Final[tuple[tuple[Status, str, Message], ...]] = (
    ("na", "z", _("Does not apply")),
    ("never", "x", _("Never: it did not happen")),
    ("pending", "p", _("Later: not known yet")),
    ("unseen", "v", _("I could not see it")),
)
_MORE_DIGITS: Final = "+"


class Choice(NamedTuple):
    """One key of a question. `given` is None where a text is written first, or a longer number."""

    key: str
    label: str
    given: Given | None


def choices(
    question: Question, locale: Locale, *, marked: bool = False, never: str = ""
) -> list[Choice]:
    """What can be answered with one key; `3.` is a number that is typed, and ended by Return. Where its clock was
    `marked` it tells how often something came, so that it can't be never; `never` is what that is called there."""
    typed = _is_typed(question)
    found = [
        Choice(f"{number}." if typed else str(number), label, given)
        for number, (label, given) in enumerate(_values(question, locale), start=1)
    ]
    if by_digit(question) and question.maximum is None:
        found.append(Choice(_MORE_DIGITS, _("10 or more: type it").say(locale.language), None))
    for status, letter, label in _STATUSES:
        if takes(question, status) and _offers(question, status, marked):
            lettered = question.numeric or typed or status == "unseen"
            key = letter if lettered else str(len(found) + 1)
            own = question.unseen_label if status == "unseen" else None
            words = capital((own or label).say(locale.language))
            if status == "never":  # as its clock calls it
                words = never or words
            found.append(Choice(key, words, Given(status)))
    return found


def by_digit(question: Question) -> bool:
    """Whether one digit is an answer by itself: of a short scale, and of a count that no standard takes beyond."""
    if not question.traits.whole:
        return False
    if question.maximum is not None:
        return question.maximum < _TEN
    standards = (standard for standard in (question.standard, question.exceeds) if standard)
    expected = (standard.operand for standard in standards)
    numbers = [n for one in expected for n in (one if isinstance(one, tuple) else (one,))]
    return all(n < _TEN for n in (*numbers, question.minimum or 0) if isinstance(n, int | float))


def typing(question: Question) -> Message | None:
    """What is typed and ended by Return; None where each answer is one key."""
    if question.traits.answer == "words":
        return _("numbers, then Enter: 1,3")
    if by_digit(question):
        return _("a digit, no Enter needed")
    return _("a number, then Enter") if question.numeric or _is_typed(question) else None


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


def _offers(question: Question, status: Status, marked: bool) -> bool:
    """A count of what came by itself is 0, not never, the longest of several times was one, and of what nobody
    said there is nothing to write; whoever means never can still type it."""
    if status != "never":
        return True
    if question.count == START:
        return not marked
    return question.traits.never == "key" and not question.longest


def _is_typed(question: Question) -> bool:
    """Whether one key is not enough: several options, or more of them than there are digits."""
    return question.traits.answer == "words" or len(question.options) > _DIGITS
