"""From a person's words to an answer: in either language, quoted or not."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from audit_cli.checklist.hints import shown
from audit_cli.checklist.model import Question, Value
from audit_cli.errors import AuditError, ExitCode, UsageError
from audit_cli.interview.record import Status
from audit_cli.language import LANGUAGES, Listed, Message, Sentence, _

YES_NO: Final = {
    **dict.fromkeys(("yes", "y", "si", "s", "true", "1"), "yes"),
    **dict.fromkeys(("no", "n", "false", "0"), "no"),
}
_STATUSES: Final[dict[str, Status]] = {
    **dict.fromkeys(("na", "n/a", "not applicable", "no aplica", "n.a."), "na"),
    **dict.fromkeys(("never", "nunca"), "never"),
    **dict.fromkeys(("pending", "pendiente"), "pending"),
}
# Whoever writes a text may mean just these words: `nadie` to who came, `later` to when they call.
_UNLESS_A_TEXT: Final[dict[str, Status]] = {
    **dict.fromkeys(("nobody", "nadie"), "never"),
    **dict.fromkeys(("later", "despues", "luego"), "pending"),
}
_TEXTS: Final = ("text", "photo")
# Compiled when an answer is read: a report reads none.
_NUMBER: Final = r"-?[0-9]{1,15}(?:[.,][0-9]{1,6})?"
# 1,500 is 1.5 to one reader and 1500 to another: refused.
_AMBIGUOUS: Final = r"-?[1-9][0-9]{0,2}[.,][0-9]{3}"
_CLOCK_TIME: Final = r"(?:([0-9]{1,2}):)?([0-9]{1,3}):([0-5][0-9])"
_WITHOUT_VALUE: Final[Mapping[Status, Message]] = {
    "na": _("na"),
    "never": _("never"),
    "pending": _("pending"),
}
_WHOLE_NUMBER: Final = _("a whole number")
_ANY_NUMBER: Final = _("a number")
_FROM: Final = _("{number} from {low}")
_FROM_TO: Final = _("{number} from {low} to {high}")
_RATING: Final = ("below", "meets", "exceeds")


LONGEST_TEXT: Final = 10_000  # characters of a note, a reason, the answer to a question for words


class Given(NamedTuple):
    """An answer as it was meant: a value where the status is `given`."""

    status: Status
    value: Value | None = None


class TooLong(UsageError):
    """A text is longer than anybody reads."""

    message = _("a text of {count} characters is too long; write at most 10,000")


class WrongValue(AuditError):
    """What was written is no answer to this question; says what would be."""

    exit_code = ExitCode.INVALID
    message = _("{written} is no answer to `{question}`; it takes: {wanted}")


def check_length(text: str) -> None:
    """Raises TooLong."""
    if len(text) > LONGEST_TEXT:
        raise TooLong(count=len(text))


def folded_word(text: str) -> str:
    """A word without case, accents and outer spaces, as people compare words. `²` is no 2."""
    bare = unicodedata.normalize("NFD", text.strip().casefold())
    return "".join(char for char in bare if not unicodedata.combining(char))


def read_value(question: Question, written: str | list[str], quoted: bool = False) -> Given:
    """What was written as an answer to a question: a value, or na, never, pending where it takes those.

    `written` is one word, or several option names for a question of type `choices`. A text that is
    `quoted` is what was written, though its word were `na`. Raises WrongValue,
    TooLong."""
    if isinstance(written, list):
        return Given("given", _several(question, written, written))
    if question.type == "yes_no" and (plain := YES_NO.get(written)):
        return Given("given", plain)
    word, text = folded_word(written), question.type in _TEXTS
    status = _STATUSES.get(word) or (None if text else _UNLESS_A_TEXT.get(word))
    if text and written.strip() and (quoted or not status):
        check_length(written)
        return Given("given", written.strip())
    if status and takes(question, status):
        return Given(status)
    return Given("given", _given(question, word, written))


def takes(question: Question, status: Status) -> bool:
    """Whether a question can be answered with this status."""
    return {
        "na": question.na,
        "never": question.may_be_never,
        "pending": question.pending,
    }.get(status, False)


def accepted(question: Question) -> Listed:
    """What a question takes, in words."""
    extra = [word for status, word in _WITHOUT_VALUE.items() if takes(question, status)]
    return Listed((_kinds(question), *extra))


def _kinds(question: Question) -> Message | Sentence | Listed:
    if question.type == "yes_no":
        return _("yes, no")
    if question.type in ("rating", "choice", "choices"):
        options = question.labels or question.options
        return Listed(tuple(option.label for option in options) or _RATING)
    if question.type == "seconds":
        return _("seconds (such as 12 or 1:20)")
    if question.type in _TEXTS:
        return _("some text")
    number = _WHOLE_NUMBER if question.type in ("count", "scale") else _ANY_NUMBER
    low = f"{question.minimum or 0:g}"
    if question.maximum is None:
        return _FROM.of(number=number, low=low)
    high = f"{question.maximum:g}"
    return _FROM_TO.of(number=number, low=low, high=high)


def _given(question: Question, word: str, written: str) -> Value:
    value: Value | None
    if question.type == "yes_no":
        value = YES_NO.get(word)
    elif question.type in ("rating", "choice"):
        value = _names(question).get(word)
    elif question.type == "choices":
        return _several(question, [part for part in written.split(",") if part.strip()], written)
    elif question.numeric:
        value = _number(question, written.strip())
    else:
        value = None
    if value is None:
        raise _wrong(question, written)
    return value


def _several(question: Question, parts: list[str], written: object) -> tuple[str, ...]:
    if question.type != "choices":
        raise _wrong(question, written)
    found = [_names(question).get(folded_word(part)) for part in parts]
    if None in found:
        raise _wrong(question, parts[found.index(None)])
    return tuple(option.id for option in question.options if option.id in found)


@lru_cache(maxsize=512)
def _names(question: Question) -> dict[str, str]:
    """Every word that names an option: its label in either language, and before those its id."""
    options = question.labels if question.type == "rating" else question.options
    names: dict[str, str] = {}
    for option in options:
        names |= {folded_word(option.label.say(language)): option.id for language in LANGUAGES}
    identifiers = _RATING if question.type == "rating" else tuple(option.id for option in options)
    return names | {identifier: identifier for identifier in identifiers}


def _number(question: Question, word: str) -> int | float | None:
    time = re.fullmatch(_CLOCK_TIME, word) if question.type == "seconds" else None
    if time:
        value = float(int(time[1] or 0) * 3600 + int(time[2]) * 60 + int(time[3]))
    elif re.fullmatch(_NUMBER, word) and not re.fullmatch(_AMBIGUOUS, word):
        value = float(word.replace(",", "."))
    else:
        return None
    if question.type in ("count", "scale") and not value.is_integer():
        return None
    low, high = question.minimum, question.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        return None
    return int(value) if value.is_integer() else value


def _wrong(question: Question, written: object) -> WrongValue:
    return WrongValue(
        written=f"`{shown(written)}`", question=question.id, wanted=accepted(question)
    )
