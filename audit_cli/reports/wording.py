"""Answers, standards and verdicts in the words that people read (PRACTICE: "Words")."""

from collections.abc import Mapping
from typing import Final

from audit_cli.checklist.model import Option, Question, Standard, Value, Verdict
from audit_cli.i18n import Language, Locale, Message, printable
from audit_cli.interview.record import Answer, Status

VERDICTS: Final[Mapping[Verdict, Message]] = {
    "below": Message(en="not met", es="no cumple"),
    "meets": Message(en="met", es="cumple"),
    "exceeds": Message(en="better", es="supera"),
}
# A shape beside each word: a report is also read in grey, and by eyes that see colours differently.
SHAPES: Final[Mapping[Verdict, str]] = {"below": "✗", "meets": "✓", "exceeds": "▲"}
NO_SHAPE: Final = "·"
SERIOUS: Final = Message(en="serious", es="grave")

_STATUSES: Final[Mapping[Status, Message]] = {
    "na": Message(en="does not apply", es="no aplica"),
    "never": Message(en="never", es="nunca"),
    "not_asked": Message(en="not asked", es="no se preguntó"),
    "pending": Message(en="pending", es="pendiente"),
    "missing": Message(en="not answered", es="sin respuesta"),
}
_YES_NO: Final[Mapping[str, Message]] = {
    "yes": Message(en="yes", es="sí"),
    "no": Message(en="no", es="no"),
}
_RATINGS: Final[Mapping[str, Message]] = {
    "below": Message(en="worse than expected", es="peor de lo esperado"),
    "meets": Message(en="as expected", es="como se esperaba"),
    "exceeds": Message(en="better than expected", es="mejor de lo esperado"),
}
# The kinds of client that the interview offers; any other word stays as it was written.
CLIENTS: Final[Mapping[str, Message]] = {
    "new": Message(en="new", es="de primera vez"),
    "regular": Message(en="regular", es="habitual"),
    "elderly": Message(en="elderly", es="persona mayor"),
    "with a child": Message(en="with a child", es="con un niño"),
}
_ERASED: Final = Message(en="erased", es="borrado")
_OPINION: Final = Message(en="an opinion, not scored", es="una opinión, sin puntos")
_RECORDED: Final = Message(en="only recorded", es="solo se anota")
_ANY_NUMBER: Final = Message(en="any number", es="cualquier número")
_BETTER: Final = Message(en="{expected} (better: {better})", es="{expected} (mejor: {better})")
_BETWEEN: Final = Message(en="from {low} to {high}", es="de {low} a {high}")
_OPERATORS: Final[Mapping[str, Message]] = {
    "is": Message(en="{value}", es="{value}"),
    "at_most": Message(en="at most {value}", es="máximo {value}"),
    "at_least": Message(en="at least {value}", es="mínimo {value}"),
    "any_of": Message(en="one of: {value}", es="una de estas: {value}"),
    "all_of": Message(en="all of: {value}", es="todas estas: {value}"),
    "none_of": Message(en="none of: {value}", es="ninguna de estas: {value}"),
}
_UNITS: Final = {"seconds": "s", "minutes": "min", "hours": "h"}


def asked(question: Question, locale: Locale) -> str:
    """The question as it was asked, on one line."""
    return one_line(question.ask.say(locale.language))


def answer_words(question: Question, answer: Answer, locale: Locale) -> str:
    """An answer as people read it: `no`, `12 s`, `does not apply`; an erased text says so."""
    if answer.status != "given" or answer.value is None:
        return _STATUSES[answer.status].say(locale.language)
    if question.type == "text" and not answer.value:
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
    words = {"yes_no": _YES_NO, "rating": _RATINGS}.get(question.type, {})
    return words[value].say(locale.language) if value in words else one_line(value)


def expected_words(question: Question, locale: Locale) -> str:
    """What was expected: `yes`, `at most 5 s (better: 2 s)`, or that nothing is."""
    language = locale.language
    if question.opinion:
        return _OPINION.say(language)
    if not question.scored:
        return _RECORDED.say(language)
    expected, better = _standards(question, locale)
    if not better:
        return expected
    return _BETTER.say(language, expected=expected, better=better)


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


def _standards(question: Question, locale: Locale) -> tuple[str, str]:
    """What meets and what exceeds, in words; empty where nothing exceeds."""
    if question.standard is None:
        return _options(question, "meets", locale), _options(question, "exceeds", locale)
    if question.standard.operator == "at_least" and question.standard.operand == 0:
        expected = _ANY_NUMBER.say(locale.language)
    else:
        expected = _standard(question, question.standard, locale)
    return expected, _better(question, locale)


def _better(question: Question, locale: Locale) -> str:
    """What exceeds; the bare number where it only moves the same limit."""
    standard, exceeds = question.standard, question.exceeds
    if standard is None or exceeds is None:
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
    if question.type == "rating":
        return value_words(question, verdict, locale)
    found: list[Option] = [option for option in question.options if option.verdict == verdict]
    return " / ".join(one_line(option.label.say(locale.language)) for option in found)


def _number(question: Question, value: float, locale: Locale) -> str:
    """With its unit where the checklist knows it: elsewhere the question says what is counted."""
    number = locale.number(value, 3)
    if question.type == "seconds":
        # A minute and more is read as on a watch; a limit such as 90 s too.
        return f"{number} s" if value < 60 else f"{locale.duration(value)} min"
    timed = question.type == "number" and (question.to_mark or question.longest)
    return f"{number} {_UNITS[question.unit]}" if timed else number
