"""A checklist as a person reads it: each question with what is expected and what to do."""

import textwrap
from collections.abc import Iterator
from typing import Final

from audit_cli.checklist.model import Checklist, Clock, Condition, Question, Section
from audit_cli.i18n import Locale, Message
from audit_cli.reports.wording import SERIOUS, asked, expected_words, one_line, value_words

_HEAD = Message(en="{name}, version {version}", es="{name}, versión {version}")
_COUNTS = Message(
    en="{questions} questions · {possible} points · passes with {target}",
    es="{questions} preguntas · {possible} puntos · se aprueba con {target}",
)
_MOMENTS: Final = {
    "before": Message(en="before", es="antes"),
    "during": Message(en="during", es="durante"),
    "after": Message(en="after", es="después"),
}
_IMMEDIATE = Message(en="shown at once, due today", es="se muestra enseguida, para hoy")
_CLOCK = Message(en="Clock: {steps}", es="Reloj: {steps}")
_LOOK = Message(en="{seconds} s of looking", es="{seconds} s para mirar")
_EXPECTED = Message(en="expected: {expected}", es="lo esperado: {expected}")
_POINTS = Message(en="points: {points}", es="puntos: {points}")
_OPTIONS = Message(en="answers: {options}", es="respuestas: {options}")
_BEYOND = Message(en="{serious} above {limit}", es="{serious} por encima de {limit}")
_UNDER = Message(en="{serious} under {limit}", es="{serious} por debajo de {limit}")
_NA = Message(en="may not apply", es="puede no aplicar")
_PENDING = Message(en="may be answered later", es="se puede responder después")
_MEASURE = Message(en="if not: {measure}", es="si no: {measure}")
_TODAY = Message(en="today", es="hoy")
_DAYS = Message(en="{days} days", es="{days} días")
_ONLY_IF = Message(en="only if: {question} → {answer}", es="solo si: {question} → {answer}")
_ANSWERS: Final = {
    "is": Message(en="{value}", es="{value}"),
    "is_not": Message(en="not {value}", es="no {value}"),
    "any_of": Message(en="one of: {value}", es="una de: {value}"),
    "more_than": Message(en="more than {value}", es="más de {value}"),
    "less_than": Message(en="less than {value}", es="menos de {value}"),
    "given": Message(en="there is an answer", es="hay respuesta"),
}
_NEVER = Message(en="never", es="nunca")


def checklist_page(checklist: Checklist, locale: Locale, width: int) -> Iterator[str]:
    """The lines of a page, none longer than `width` unless one word is."""
    say = locale.language
    target = locale.bare_percent(checklist.target)
    counts = {"questions": len(checklist.questions), "possible": checklist.possible}
    yield from _wrapped(one_line(checklist.title.say(say)), width)
    head = _HEAD.say(say, name=checklist.id, version=one_line(checklist.version))
    yield from _wrapped(head, width)
    yield from _wrapped(_COUNTS.say(say, target=target, **counts), width)
    if checklist.briefing:
        yield ""
        yield from _wrapped(one_line(checklist.briefing.say(say)), width)
    for section in checklist.sections:
        yield ""
        yield from _section(section, checklist, locale, width)


def _section(section: Section, checklist: Checklist, locale: Locale, width: int) -> Iterator[str]:
    say = locale.language
    parts = [one_line(section.title.say(say)).upper()]
    if len({other.moment for other in checklist.sections}) > 1:
        parts.append(_MOMENTS[section.moment].say(say))
    if section.immediate:
        parts.append(_IMMEDIATE.say(say))
    yield from _wrapped(" · ".join(parts), width)
    if section.clock:
        yield from _wrapped(_clock(section.clock, locale), width, 2)
    for question in section.questions:
        yield ""
        yield from _wrapped(asked(question, locale), width, 2)
        for line in _details(question, checklist, locale):
            yield from _wrapped(line, width, 6)


def _clock(clock: Clock, locale: Locale) -> str:
    say = locale.language
    steps = [clock.start.say(say)]
    if clock.look:
        steps.append(_LOOK.say(say, seconds=clock.look))
    steps += [mark.label.say(say) for mark in clock.marks]
    if clock.nobody:
        steps[-1] += f" / {clock.nobody.label.say(say)}"
    return _CLOCK.say(say, steps=" → ".join(map(one_line, steps)))


def _details(question: Question, checklist: Checklist, locale: Locale) -> Iterator[str]:
    """Expectation and points, the options, conditions, what to do: each on a line of its own."""
    say = locale.language
    for condition in question.only_if:
        yield _condition(condition, checklist, locale)
    options = question.labels or question.options
    if options:
        labels = ", ".join(one_line(option.label.say(say)) for option in options)
        yield _OPTIONS.say(say, options=labels)
    yield " · ".join(_facts(question, locale))
    if question.measure and (question.scored or question.opinion):
        due = _DAYS.say(say, days=question.due) if question.due else _TODAY.say(say)
        yield f"{_MEASURE.say(say, measure=one_line(question.measure.say(say)))} ({due})"


def _facts(question: Question, locale: Locale) -> Iterator[str]:
    say = locale.language
    yield _EXPECTED.say(say, expected=expected_words(question, locale))
    if question.scored:
        yield _POINTS.say(say, points=question.weight)
    limit = question.critical_limit
    if limit:
        words = value_words(question, limit.operand, locale)  # type: ignore[arg-type]  # a number
        message = _BEYOND if limit.operator == "more_than" else _UNDER
        yield message.say(say, serious=SERIOUS.say(say), limit=words)
    elif question.critical:
        yield SERIOUS.say(say)
    if question.na:
        yield _NA.say(say)
    if question.pending:
        yield _PENDING.say(say)


def _condition(condition: Condition, checklist: Checklist, locale: Locale) -> str:
    question, operand = checklist.questions[condition.question], condition.operand
    if operand == "never":
        value = _NEVER.say(locale.language)
    elif isinstance(operand, bool):
        value = ""
    else:
        value = value_words(question, operand, locale)
    answer = _ANSWERS[condition.operator].say(locale.language, value=value)
    return _ONLY_IF.say(locale.language, question=asked(question, locale), answer=answer)


def _wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    space = " " * indent
    return textwrap.wrap(text, width, initial_indent=space, subsequent_indent=space)
