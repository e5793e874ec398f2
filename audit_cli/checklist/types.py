"""The types of questions: one table, which everything asks that depends on a question's type.

Another type is an entry here, a reader where what is typed reads unlike the others', and a test."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, NamedTuple

from audit_cli.language import Message, _, pgettext
from audit_cli.language.typed import TypedWords

YES_NO: Final = TypedWords(
    {"yes": pgettext("typed", "yes|y|true|1"), "no": pgettext("typed", "no|n|false|0")}
)
# How checklists have written yes and no since their first version: those are read for ever.
YES_NO_WRITTEN: Final[Mapping[str, str]] = {
    **dict.fromkeys(("yes", "true", "sí", "si"), "yes"),
    **dict.fromkeys(("no", "false"), "no"),
}
SECONDS: Final = _("{number} s")
_RANGE: Final = ("min", "max", "standard", "exceeds")
_TIMES: Final = ("from", "to", "longest")
_COMPARED: Final = ("is", "at_most", "at_least", "between")
_NUMBER: Final = r"-?[0-9]{1,15}(?:[.,][0-9]{1,6})?"
# 1,500 is 1.5 to one reader and 1500 to another: refused.
_AMBIGUOUS: Final = r"-?[1-9][0-9]{0,2}[.,][0-9]{3}"
_WATCH: Final = r"(?:([0-9]{1,2}):)?([0-9]{1,3}):([0-5][0-9])"


def number_written(word: str) -> float | None:
    """A number with a decimal point or comma; None for anything else."""
    if not re.fullmatch(_NUMBER, word) or re.fullmatch(_AMBIGUOUS, word):
        return None
    return float(word.replace(",", "."))


def seconds_written(word: str) -> float | None:
    """Seconds as a number, or as a watch shows them: `1:20`, `1:02:05`."""
    time = re.fullmatch(_WATCH, word)
    if not time:
        return number_written(word)
    return float(int(time[1] or 0) * 3600 + int(time[2]) * 60 + int(time[3]))


class QuestionType(NamedTuple):
    """What holds for every question of a type.

    `answer` is what is given: one word of some, several of them, a number, or a text; `label` says it
    where the options don't. `keys` are those of the checklist language that not every type has, `needs`
    the one that it can't do without, `defaults` what holds where they are not written, `operators` those
    of its standards. `words` are what can be answered whatever the checklist says, `typed` how else they
    are typed. A number is `whole` or not, typed as `reader` takes it and shown with its `unit` (such as
    `{number} s`), or from a minute on as on a `watch`. `never` says whether "it did not happen" has a key
    of its own, is only typed, or makes no sense. Above `likely` a number without a maximum is more often a slip
    than true. With `verdict` the answer is its own verdict, with `opinion` no fact. To read and answer it
    takes about so many `seconds`."""

    answer: Literal["word", "words", "number", "text"]
    label: Message | None = None
    keys: tuple[str, ...] = ()
    needs: str = ""
    defaults: Mapping[str, Any] = {}
    operators: tuple[str, ...] = ()
    words: Mapping[str, Message] = {}
    typed: TypedWords[str] | None = None
    whole: bool = False
    reader: Callable[[str], float | None] = number_written
    unit: Message | None = None
    watch: bool = False
    never: Literal["", "typed", "key"] = ""
    likely: float = 9999
    verdict: bool = False
    opinion: bool = False
    seconds: int = 10


# The operators with which a condition may look at an answer.
CONDITIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "word": ("is", "is_not", "any_of", "given"),
    "words": ("any_of", "given"),
    "number": ("is", "is_not", "any_of", "more_than", "less_than", "given"),
    "text": ("given",),
}

TYPES: Final[Mapping[str, QuestionType]] = {
    "yes_no": QuestionType(
        "word",
        label=_("yes, no"),
        keys=("standard",),
        defaults={"standard": {"is": "yes"}},
        operators=("is",),
        words={"yes": _("yes"), "no": _("no")},
        typed=YES_NO,
    ),
    "rating": QuestionType(
        "word",
        keys=("labels", "opinion"),
        needs="labels",
        words={
            "below": _("worse than expected"),
            "meets": _("as expected"),
            "exceeds": _("better than expected"),
        },
        verdict=True,
        opinion=True,
    ),
    "choice": QuestionType(
        "word",
        keys=("options", "standard", "exceeds"),
        needs="options",
        operators=("is", "any_of", "none_of"),
    ),
    "choices": QuestionType(
        "words",
        keys=("options", "standard", "exceeds"),
        needs="options",
        operators=("any_of", "all_of", "none_of"),
    ),
    "number": QuestionType(
        "number",
        label=_("a number"),
        keys=(*_RANGE, "unit", *_TIMES),
        defaults={"min": 0},
        operators=_COMPARED,
        never="key",
    ),
    "count": QuestionType(
        "number",
        label=_("a whole number"),
        keys=(*_RANGE, "count"),
        defaults={"min": 0},
        operators=_COMPARED,
        whole=True,
        never="typed",  # what came by itself is counted as 0
        likely=99,
    ),
    "seconds": QuestionType(
        "number",
        label=_("seconds (such as 12 or 1:20)"),
        keys=(*_RANGE, *_TIMES),
        defaults={"min": 0},
        operators=_COMPARED,
        reader=seconds_written,
        unit=SECONDS,
        watch=True,
        never="key",
        likely=3600,
    ),
    "scale": QuestionType(
        "number",
        label=_("a whole number"),
        keys=_RANGE,
        defaults={"min": 1, "max": 5},
        operators=_COMPARED,
        whole=True,
        opinion=True,
    ),
    "text": QuestionType("text", label=_("some text"), never="typed", seconds=20),
    "photo": QuestionType("text", label=_("some text")),
}


def types_with(key: str) -> list[str]:
    """The names of the types that a key belongs to; first those whose own it is most, as they list it."""
    found = [name for name, type_ in TYPES.items() if key in type_.keys]
    return sorted(found, key=lambda name: TYPES[name].keys.index(key))


OWN_KEYS: Final = tuple(dict.fromkeys(key for type_ in TYPES.values() for key in type_.keys))
