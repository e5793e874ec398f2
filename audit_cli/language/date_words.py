"""The words that dates are made of, in every language at once, and the forms in which they stand.

A form is written as in the catalogues: `hace {count} {unit}|{count} {unit} atrás`."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import time
from functools import cache
from itertools import product
from typing import Any, Final, Literal, TypeAlias

from audit_cli.language.formats import MONTHS, WEEKDAYS
from audit_cli.language.messages import LANGUAGES, Message, pgettext
from audit_cli.language.typed import TypedWords, folded_word

Unit: TypeAlias = Literal["day", "week", "month", "year"]

UNITS: Final[TypedWords[Unit]] = TypedWords(
    {
        "day": pgettext("typed", "day|days|d"),
        "week": pgettext("typed", "week|weeks|w|wk|wks"),
        "month": pgettext("typed", "month|months"),
        "year": pgettext("typed", "year|years|y"),
    }
)
# From one to ten; spaces between words for the same number.
_NUMBERS: Final = pgettext("typed", "one a an|two|three|four|five|six|seven|eight|nine|ten")
_FIRST: Final = pgettext("typed", "first")
# Other names of the ninth month than its usual one.
_SEPTEMBER: Final = pgettext("typed", "sept")
# What may stand between the words that count.
_SKIPPED: Final = pgettext("typed", "the|of|on|at|for")
_ORDINALS: Final = pgettext("typed", "st|nd|rd|th")
_AT: Final = pgettext("typed", "at {hour}|{hour} h|{hour} hrs|{hour} hours|{hour} o'clock")
_BEFORE_NOON: Final = pgettext("typed", "{hour} am|{hour} in the morning")
_AFTER_NOON: Final = pgettext(
    "typed", "{hour} pm|{hour} in the afternoon|{hour} in the evening|{hour} at night"
)
_NOON: Final = pgettext("typed", "noon|midday")

# What is put together or apart, so that spaces alone stand between the words of a date.
_SPACES: Final = (
    (r"\b([^\W\d_])\.\s?(?=[^\W\d_]\b)", r"\1"),  # `a. m.`
    (r"(?<![0-9])([0-9]{1,2})h([0-9]{2})(?![0-9])", r"\1:\2"),
    (r"[-/.](?=[0-9]{1,2}:)|(?<=:[0-9]{2})[-/.]", " "),  # `16/11-9:15`
    (r",|(?<![0-9])[-/.]|[-/.](?!w?[0-9])", " "),  # within numbers they stay: 16/11, 2026-W47-1
    (r"(?<=[0-9])(?=[^0-9\s:/.-])|(?<=[^\W\d_])(?<!-w)(?=[0-9])|(?<=°)", " "),  # `7d`
)


def tokens_of(written: str) -> tuple[str, ...]:
    """Numbers, numeric dates, clock times and folded words; `a. m.` is one word."""
    text = folded_word(written).replace("’", "'")
    for before, after in _SPACES:
        text = re.sub(before, after, text)
    return tuple(text.split())


@cache
def spoken(message: Message) -> tuple[str, ...]:
    """All that stands between the `|` of a message, in every language, folded; placeholders as they are."""
    themselves = {placeholder.strip("{}"): placeholder for placeholder in _PLACEHOLDERS}
    said = (message.say(code, **themselves) for code in LANGUAGES)
    return tuple(dict.fromkeys(folded_word(word) for words in said for word in words.split("|")))


def match(form: Sequence[str], tokens: Sequence[str]) -> dict[str, Any] | None:
    """What stands for a form's placeholders where the words have this form, whatever is skipped between
    them; None where they haven't."""
    if not form:
        return {} if all(map(is_skipped, tokens)) else None
    if not tokens:
        return None
    first, token, rest = form[0], tokens[0], tokens[1:]
    placed = first in _PLACEHOLDERS
    value = _PLACEHOLDERS[first](token) if placed else (token if token == first else None)
    if value is not None:
        if first == "{day}" and rest and rest[0] in spoken(_ORDINALS):  # the `th` of `16th`
            rest = rest[1:]
        if (found := match(form[1:], rest)) is not None:
            return {first.strip("{}"): value, **found} if placed else found
    return match(form, tokens[1:]) if is_skipped(token) else None


def is_skipped(token: str) -> bool:
    """Whether a word says nothing, such as `the`."""
    return token in spoken(_SKIPPED)


def time_of_day(tokens: Sequence[str]) -> time | None:
    """The time that some words are; None where they are none."""
    for form, later in _times():
        values = match(form, tokens)
        if values is not None and (found := _clock(next(iter(values.values()), "12"), later)):
            return found
    return None


@cache
def _times() -> tuple[tuple[tuple[str, ...], int | None], ...]:
    """The forms of a time, and how many hours later it is: None where the hour counts to 24."""
    messages = ((_BEFORE_NOON, 0), (_AFTER_NOON, 12), (_AT, None), (_NOON, None))
    found = [(form, later) for message, later in messages for form in spoken(message)]
    return tuple((tuple(form.split()), later) for form, later in [*found, ("{clock}", None)])


def _clock(written: str, later: int | None) -> time | None:
    hour, *others = map(int, written.split(":"))
    if later is not None:
        if not 1 <= hour <= 12 and not (later and 12 < hour < 24):
            return None
        hour = hour if hour > 12 else hour % 12 + later
    try:
        return time(hour, *others)  # type: ignore[arg-type]  # minutes and seconds
    except ValueError:
        return None


# ── placeholders ────────────────────────────────────────────────────────────────────────────────────


def weekday_named(token: str) -> int | None:
    """The weekday, from 0 (Monday), of a name or of its beginning, three letters or more."""
    return next((n for name, n in _names(WEEKDAYS) if _begins(name, token)), None)


def month_named(token: str) -> int | None:
    """The month, from 1, of a name or of its beginning, three letters or more."""
    others = ((name, 8) for name in spoken(_SEPTEMBER))
    names = (*_names(MONTHS), *others)
    return next((n + 1 for name, n in names if _begins(name, token)), None)


@cache
def _names(messages: tuple[Message, ...]) -> tuple[tuple[str, int], ...]:
    """The names in every language, folded, with their places."""
    named = product(enumerate(messages), LANGUAGES)
    return tuple((folded_word(message.say(code)), n) for (n, message), code in named)


def _begins(name: str, token: str) -> bool:
    return len(token) >= 3 and name.startswith(token)


def _count(token: str) -> int | None:
    if re.fullmatch("[0-9]{1,9}", token):
        return int(token)
    words = (message.split("|") for message in map(_NUMBERS.say, LANGUAGES))
    found = (n for said in words for n, word in enumerate(said, 1) if token in word.split())
    return next(found, None)


def _day(token: str) -> int | None:
    if token in spoken(_FIRST):
        return 1
    return int(token) if re.fullmatch("[0-9]{1,2}", token) else None


def _name(token: str) -> str | None:
    names = (UNITS.get(token), weekday_named(token), month_named(token))
    return token if any(name is not None for name in names) else None


def _shaped(pattern: str) -> Callable[[str], str | None]:
    """Takes what has a shape, as it is."""
    return lambda token: token if re.fullmatch(pattern, token) else None


# What each takes for its own, and what that means; None for anything else.
_PLACEHOLDERS: Final[Mapping[str, Callable[[str], object]]] = {
    "{count}": _count,
    "{unit}": UNITS.get,
    "{name}": _name,
    "{weekday}": weekday_named,
    "{month}": month_named,
    "{day}": _day,
    "{number}": _day,
    "{year}": _shaped("[0-9]{4}|[0-9]{2}"),
    "{full_year}": _shaped("[0-9]{4}"),
    "{numeric}": _shaped(
        r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{1,2}([-/.])[0-9]{1,2}(\2([0-9]{4}|[0-9]{2}))?"
    ),
    "{numeric_month}": _shaped("[0-9]{4}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{4}"),
    "{hour}": _shaped("[0-9]{1,2}(:[0-9]{2}){0,2}"),
    "{clock}": _shaped("[0-9]{1,2}(:[0-9]{2}){1,2}"),
}
