"""Answers, standards and verdicts in the words that people read (PRACTICE: "Words")."""

from collections.abc import Iterable, Mapping
from typing import Final

from audit_cli.checklist.model import Moment, Question, Standard, Unit, Value, Verdict
from audit_cli.checklist.types import SECONDS
from audit_cli.interview.record import Answer, Status
from audit_cli.language import Language, Locale, Message, _, pgettext, printable

VERDICTS: Final[Mapping[Verdict, Message]] = {
    "below": _("not met"),
    "meets": _("met"),
    "exceeds": _("better"),
}
# A shape beside each word: a report is also read in grey, and by eyes that see colours differently.
SHAPES: Final[Mapping[Verdict, str]] = {"below": "✗", "meets": "✓", "exceeds": "▲"}
NO_SHAPE: Final = "·"
MOMENTS: Final[Mapping[Moment, Message]] = {
    "before": _("before"),
    "during": _("during"),
    "after": _("after"),
}
SERIOUS: Final = _("serious")

_STATUSES: Final[Mapping[Status, Message]] = {
    "na": _("does not apply"),
    "never": _("never"),
    "unseen": _("could not be seen"),
    "not_asked": _("not asked"),
    "pending": _("pending"),
    "missing": _("not answered"),
}
# The kinds of client that the interview offers; any other word stays as it was written.
CLIENTS: Final[Mapping[str, Message]] = {
    "new": pgettext("client", "new"),
    "regular": _("regular"),
    "elderly": _("elderly"),
    "with a child": _("with a child"),
}
_ERASED: Final = _("erased")
_OPINION: Final = _("an opinion, not scored")
_RECORDED: Final = _("only recorded")
_ANY_NUMBER: Final = _("any number")
_BETTER: Final = _("{expected} (better: {better})")
_BETWEEN: Final = _("from {low} to {high}")
_OPERATORS: Final[Mapping[str, Message]] = {
    "is": _("{value}"),
    "at_most": _("at most {value}"),
    "at_least": _("at least {value}"),
    "any_of": _("one of: {value}"),
    "all_of": _("all of: {value}"),
    "none_of": _("none of: {value}"),
}
IN_UNITS: Final[Mapping[Unit, Message]] = {
    "seconds": SECONDS,
    "minutes": _("{number} min"),
    "hours": _("{number} h"),
    "open_minutes": _("{number} min"),
}


def asked(question: Question, locale: Locale) -> str:
    """The question as it was asked, on one line."""
    return one_line(question.ask.say(locale.language))


def answer_words(question: Question, answer: Answer, locale: Locale) -> str:
    """An answer as people read it: `no`, `12 s`, `does not apply`, what its question calls *unseen*; an
    erased text says so."""
    if answer.status == "unseen" and question.unseen_label:
        return one_line(question.unseen_label.say(locale.language))
    if answer.status != "given" or answer.value is None:
        return _STATUSES[answer.status].say(locale.language)
    if question.traits.answer == "text" and not answer.value:
        return _ERASED.say(locale.language) if answer.erased else ""
    return value_words(question, answer.value, locale)


def value_words(question: Question, value: Value, locale: Locale) -> str:
    """A value in words: its label, its number with the unit, several options with commas."""
    if isinstance(value, tuple):
        return ", ".join(value_words(question, one, locale) for one in value)
    if isinstance(value, int | float):
        return _number(question, value, locale)
    label = next((o.label for o in (*question.options, *question.labels) if o.id == value), None)
    if label is not None:
        return one_line(label.say(locale.language))
    words = question.traits.words
    return words[value].say(locale.language) if value in words else one_line(value)


def expected_words(question: Question, locale: Locale) -> str:
    """What was expected: `yes`, `at most 5 s (better: 2 s)`, or that nothing is."""
    language = locale.language
    if question.opinion:
        return _OPINION.say(language)
    if not question.scored:
        return _RECORDED.say(language)
    if question.standard is None:
        expected = _options(question, "meets", locale)
        better = _options(question, "exceeds", locale)
    else:
        expected = _standard(question, question.standard, locale)
        if question.standard == Standard("at_least", 0):
            expected = _ANY_NUMBER.say(language)
        better = _better(question, question.standard, locale)
    return _BETTER.say(language, expected=expected, better=better) if better else expected


def client_words(client: str, language: Language) -> str:
    """The kind of client: one of those that are offered in the reader's language, else as written."""
    known = CLIENTS.get(client)
    return known.say(language) if known else one_line(client)


def verdict_words(verdict: Verdict | None, critical: bool, language: Language) -> str:
    """`not met, serious`; empty where nothing is judged."""
    if verdict is None:
        return ""
    word = VERDICTS[verdict].say(language)
    return f"{word}, {SERIOUS.say(language)}" if critical else word


def question_and_answer(question: Question, answer: Answer, locale: Locale) -> str:
    """A reason: `Is the floor clean? No`, or `Seconds until a greeting: 150 s`."""
    return f"{lead(question, locale)} {capital(answer_words(question, answer, locale))}"


def asked_all(questions: Iterable[Question], locale: Locale) -> str:
    """Several questions one after the other."""
    return " · ".join(asked(question, locale) for question in questions)


def praised(question: Question, locale: Locale) -> str:
    """How it is said that an item went well; the question, where its checklist has no words for that."""
    return one_line((question.praise or question.ask).say(locale.language))


def lead(question: Question, locale: Locale) -> str:
    """The question as it stands before its answer: with a colon where it has no mark of its own."""
    text = asked(question, locale)
    return text if text.endswith(("?", ":")) else f"{text}:"


def capital(text: str) -> str:
    """With a capital letter in front; the rest as it is."""
    return text[:1].upper() + text[1:]


def one_line(text: str) -> str:
    """A person's text as it stands in a report: printable, and without line breaks."""
    return " ".join(printable(text).split())


def _better(question: Question, standard: Standard, locale: Locale) -> str:
    """What exceeds, if anything does; the bare number where it only moves the same limit."""
    exceeds = question.exceeds
    if exceeds is None:
        return ""
    same_limit = standard.operator == exceeds.operator == "at_most"
    if same_limit and isinstance(exceeds.operand, int | float):
        return _number(question, exceeds.operand, locale)
    return _standard(question, exceeds, locale)


def _standard(question: Question, standard: Standard, locale: Locale) -> str:
    operand = standard.operand
    if standard.operator == "between" and isinstance(operand, tuple):
        low, high = (locale.number(float(bound), 3) for bound in operand)
        return _BETWEEN.say(locale.language, low=low, high=high)
    value = value_words(question, operand, locale)  # type: ignore[arg-type]  # only between has a pair
    return _OPERATORS[standard.operator].say(locale.language, value=value)


def _options(question: Question, verdict: Verdict, locale: Locale) -> str:
    if question.traits.verdict:
        return value_words(question, verdict, locale)
    found = (option.label for option in question.options if option.verdict == verdict)
    return " / ".join(one_line(label.say(locale.language)) for label in found)


def _number(question: Question, value: float, locale: Locale) -> str:
    """With its unit where the checklist knows it: elsewhere the question says what is counted."""
    number = locale.number(value, 3)
    traits, timed = question.traits, question.to_mark or question.longest
    if traits.watch and value >= 60:  # a limit such as 90 s too
        return locale.say(IN_UNITS["minutes"], number=locale.duration(value))
    unit = traits.unit or (IN_UNITS[question.unit] if timed else None)
    return locale.say(unit, number=number) if unit else number
