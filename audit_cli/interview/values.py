"""From a person's words to an answer: in either language, quoted or not."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from audit_cli.checklist.model import Question, Value
from audit_cli.checklist.wording import shown
from audit_cli.errors import AuditError, ExitCode, UsageError
from audit_cli.i18n import LANGUAGES, Message
from audit_cli.interview.record import Status

YES_NO: Final = {
    **dict.fromkeys(("yes", "y", "si", "s", "true", "1"), "yes"),
    **dict.fromkeys(("no", "n", "false", "0"), "no"),
}
_STATUSES: Final[dict[str, Status]] = {
    **dict.fromkeys(("na", "n/a", "not applicable", "no aplica", "n.a."), "na"),
    **dict.fromkeys(("never", "nunca", "nobody", "nadie"), "never"),
    **dict.fromkeys(("pending", "pendiente", "later", "despues", "luego"), "pending"),
}
# Compiled when an answer is read: a report reads none.
_NUMBER: Final = r"-?[0-9]{1,15}(?:[.,][0-9]{1,6})?"
# 1,500 is 1.5 to one reader and 1500 to another: refused.
_AMBIGUOUS: Final = r"-?[1-9][0-9]{0,2}[.,][0-9]{3}"
_CLOCK_TIME: Final = r"(?:([0-9]{1,2}):)?([0-9]{1,3}):([0-5][0-9])"
_WITHOUT_VALUE: Final[tuple[Status, ...]] = ("na", "never", "pending")
_RATING: Final = ("below", "meets", "exceeds")


LONGEST_TEXT: Final = 10_000  # characters of a note, a reason, the answer to a question for words


class Given(NamedTuple):
    """An answer as it was meant: a value where the status is `given`."""

    status: Status
    value: Value | None = None


class TooLong(UsageError):
    """A text is longer than anybody reads."""

    message = Message(
        en="a text of {count} characters is too long; write at most 10,000",
        es="un texto de {count} caracteres es demasiado largo; escriba 10,000 como máximo",
    )


class WrongValue(AuditError):
    """What was written is no answer to this question; says what would be."""

    exit_code = ExitCode.INVALID
    message = Message(
        en="{written} is no answer to `{question}`; it takes: {wanted}",
        es="{written} no es una respuesta para `{question}`; se responde con: {wanted}",
    )


def check_length(text: str) -> None:
    """Raises TooLong."""
    if len(text) > LONGEST_TEXT:
        raise TooLong(count=len(text))


def folded_word(text: str) -> str:
    """A word without case, accents and outer spaces, as people compare words. `²` is no 2."""
    bare = unicodedata.normalize("NFD", text.strip().casefold())
    return "".join(char for char in bare if not unicodedata.combining(char))


def read_value(question: Question, written: str | list[str]) -> Given:
    """What was written as an answer to a question: a value, or na, never, pending where it takes those.

    `written` is one word, or several option names for a question of type `choices`.
    Raises WrongValue, TooLong."""
    if isinstance(written, list):
        return Given("given", _several(question, written, written))
    if question.type in ("text", "photo") and written.strip():
        check_length(written)
        return Given("given", written.strip())
    if question.type == "yes_no" and (plain := YES_NO.get(written)):
        return Given("given", plain)
    word = folded_word(written)
    status = _STATUSES.get(word)
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


def wanted(question: Question) -> Message:
    """What a question takes, in words."""
    extra = [s for s in _WITHOUT_VALUE if takes(question, s)]
    kinds = _kinds(question)
    spanish = {"na": "no aplica", "never": "nunca", "pending": "pendiente"}
    return Message(
        en=", ".join((kinds.en, *extra)),
        es=", ".join((kinds.es, *(spanish[s] for s in extra))),
    )


def _kinds(question: Question) -> Message:
    if question.type == "yes_no":
        return Message(en="yes, no", es="sí, no")
    if question.type in ("rating", "choice", "choices"):
        options = question.labels or question.options
        names = {
            lang: ", ".join(option.label.say(lang) for option in options) for lang in LANGUAGES
        }
        return Message(en=names["en"] or ", ".join(_RATING), es=names["es"] or ", ".join(_RATING))
    if question.type == "seconds":
        return Message(en="seconds (such as 12 or 1:20)", es="segundos (como 12 o 1:20)")
    if question.type in ("text", "photo"):
        return Message(en="some text", es="un texto")
    whole = question.type in ("count", "scale")
    number = Message(
        en="a whole number" if whole else "a number",
        es="un número entero" if whole else "un número",
    )
    low = f"{question.minimum or 0:g}"
    if question.maximum is None:
        return Message(en=f"{number.en} from {low}", es=f"{number.es} desde {low}")
    high = f"{question.maximum:g}"
    return Message(en=f"{number.en} from {low} to {high}", es=f"{number.es} de {low} a {high}")


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
    return WrongValue(written=f"`{shown(written)}`", question=question.id, wanted=wanted(question))
