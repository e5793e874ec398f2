"""From a person's words to an answer: in any language, quoted or not."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from audit_cli.checklist.hints import shortened
from audit_cli.checklist.model import Question, Value
from audit_cli.errors import AuditError, ExitCode, UsageError
from audit_cli.interview.record import Status
from audit_cli.language import Listed, Message, Sentence, _, pgettext
from audit_cli.language.typed import TypedWords, folded_word

_STATUSES: Final[TypedWords[Status]] = TypedWords(
    {
        "na": pgettext("typed", "na|n/a|not applicable|n.a."),
        "never": pgettext("typed", "never"),
        "unseen": pgettext("typed", "unseen|not seen|could not see|could not see it"),
        "pending": pgettext("typed", "pending"),
    }
)
# Whoever writes a text may mean just these words: `nobody` to who came, `later` to when they call.
_UNLESS_A_TEXT: Final[TypedWords[Status]] = TypedWords(
    {"never": pgettext("typed", "nobody"), "pending": pgettext("typed", "later")}
)
_WITHOUT_VALUE: Final[Mapping[Status, Message]] = {
    "na": _("na"),
    "never": _("never"),
    "unseen": _("unseen"),
    "pending": _("pending"),
}
_FROM: Final = _("{number} from {low}")
_FROM_TO: Final = _("{number} from {low} to {high}")
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


def read_value(question: Question, written: str | list[str], quoted: bool = False) -> Given:
    """What was written as an answer to a question: a value, or na, never, unseen, pending where it takes those.

    `written` is one word, or several option names for a question of type `choices`. A text that is
    `quoted` is what was written, though its word were `na`. Raises WrongValue,
    TooLong."""
    if isinstance(written, list):
        return Given("given", _several(question, written, written))
    traits = question.traits
    if traits.typed and (word := traits.typed.get(written)):
        return Given("given", word)
    if question.numeric and (number := _number(question, written)) is not None:
        return Given("given", number)
    if traits.answer == "text" and written.strip() and (quoted or not _STATUSES.get(written)):
        check_length(written)
        return Given("given", written.strip())
    option = _names(question).get(folded_word(written))
    if option is None and (status := _status(question, written)):
        return Given(status)
    if traits.answer == "words":
        parts = [part for part in written.split(",") if part.strip()]
        return Given("given", _several(question, parts, written))
    if option is None:
        raise _wrong(question, written)
    return Given("given", option)


def _status(question: Question, written: str) -> Status | None:
    """The status that a word means, where the question takes it."""
    unless_a_text = None if question.traits.answer == "text" else _UNLESS_A_TEXT.get(written)
    status = _STATUSES.get(written) or unless_a_text
    return status if status and takes(question, status) else None


def takes(question: Question, status: Status) -> bool:
    """Whether a question can be answered with this status."""
    return {
        "na": question.na,
        "never": bool(question.traits.never),
        "unseen": question.unseen,
        "pending": question.pending,
    }.get(status, False)


def words_taken(question: Question) -> Listed:
    """What a question takes, in words."""
    extra = [word for status, word in _WITHOUT_VALUE.items() if takes(question, status)]
    return Listed((_answers_taken(question), *extra))


def _answers_taken(question: Question) -> Message | Sentence | Listed:
    label, options = question.traits.label, question.labels or question.options
    if label is None:
        return Listed(tuple(option.label for option in options) or tuple(question.traits.words))
    if not question.numeric or question.traits.watch:
        return label
    low = f"{question.minimum or 0:g}"
    if question.maximum is None:
        return _FROM.of(number=label, low=low)
    return _FROM_TO.of(number=label, low=low, high=f"{question.maximum:g}")


def _several(question: Question, parts: list[str], written: object) -> tuple[str, ...]:
    if question.traits.answer != "words":
        raise _wrong(question, written)
    found = [_names(question).get(folded_word(part)) for part in parts]
    if None in found:
        raise _wrong(question, parts[found.index(None)])
    return tuple(option.id for option in question.options if option.id in found)


@lru_cache(maxsize=512)
def _names(question: Question) -> dict[str, str]:
    """Every word that names an option: its label in each of its languages, and before those its id."""
    options = (*question.labels, *question.options)
    names = {folded_word(said): option.id for option in options for said in option.label.wordings()}
    identifiers = question.traits.words or [option.id for option in options]
    return names | {identifier: identifier for identifier in identifiers}


def _number(question: Question, written: str) -> int | float | None:
    value = question.traits.reader(written.strip())
    if value is None or (question.traits.whole and not value.is_integer()):
        return None
    low, high = question.minimum, question.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        return None
    return int(value) if value.is_integer() else value


def _wrong(question: Question, written: object) -> WrongValue:
    return WrongValue(
        written=f"`{shortened(written)}`", question=question.id, wanted=words_taken(question)
    )
