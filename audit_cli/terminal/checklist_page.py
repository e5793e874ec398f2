"""A checklist as a person reads it: each question with what is expected and what to do."""

from collections.abc import Iterator
from typing import Final

from audit_cli.checklist.model import Checklist, Clock, Condition, Question, Section
from audit_cli.language import Locale, _, pgettext
from audit_cli.reports.wording import MOMENTS, SERIOUS, asked, expected_words, one_line, value_words
from audit_cli.terminal.console import Item, Table, line

_HEAD = _("{name}, version {version}")
_SCORED = _("{questions} questions · {possible} points · passes with {target}")
_ASKED = _("{questions} questions")
_TAKES = _("takes about {minutes} min")
_OPENING_TAKES = _("opening takes about {minutes} min")
_KINDS: Final = {
    "case": _("a case: it stays open until it is settled"),
    "voice": _("answered by {clients}, never scored"),
}
_BEYOND = _("{serious} above {limit}")
_UNDER = _("{serious} under {limit}")
_MEASURE = _("if not: {measure}")
_TODAY = _("today")
_DAYS = _("{days} days")
_ONLY_IF = _("only if: {question} → {answer}")
_ANSWERS: Final = {
    "is": _("{value}"),
    "is_not": _("not {value}"),
    "any_of": pgettext("condition", "one of: {value}"),
    "more_than": _("more than {value}"),
    "less_than": _("less than {value}"),
    "given": _("there is an answer"),
}


def checklist_page(checklist: Checklist, locale: Locale) -> Iterator[Item]:
    """The head of a page, and a table of each section's questions."""
    say = locale.language
    target = locale.bare_percent(checklist.target)
    counts = {"questions": len(checklist.questions), "possible": checklist.possible}
    yield line((one_line(checklist.title.say(say)), "heading"))
    yield _HEAD.say(say, name=checklist.id, version=one_line(checklist.version))
    scored = _ASKED if checklist.kind == "voice" else _SCORED
    takes = _OPENING_TAKES if checklist.case else _TAKES
    minutes = takes.say(say, minutes=checklist.minutes)
    yield f"{scored.say(say, target=target, **counts)} · {minutes}"
    if checklist.kind in _KINDS:
        yield locale.say(_KINDS[checklist.kind])
    if checklist.briefing:
        yield from ("", one_line(checklist.briefing.say(say)))
    for section in checklist.sections:
        yield ""
        yield from _section(section, checklist, locale)


def _section(section: Section, checklist: Checklist, locale: Locale) -> Iterator[Item]:
    say = locale.language
    parts = [one_line(section.title.say(say)).upper()]
    if len({other.moment for other in checklist.sections}) > 1:
        parts.append(MOMENTS[section.moment].say(say))
    if section.immediate:
        parts.append(_("shown at once, due today").say(say))
    yield line((" · ".join(parts), "heading"))
    if section.clock:
        yield line(_clock(section.clock, locale), prefix="  ")
    yield ""
    rows = []
    for question in section.questions:
        details = [line(detail) for detail in _details(question, checklist, locale)]
        rows.append([[line((asked(question, locale), "question"))], details])
    yield Table(rows, apart=True, indent=2)


def _clock(clock: Clock, locale: Locale) -> str:
    say = locale.language
    steps = [clock.start.say(say)]
    if clock.look:
        steps.append(_("{seconds} s of looking").say(say, seconds=clock.look))
    steps += [mark.label.say(say) for mark in clock.marks]
    if clock.nobody:
        steps[-1] += f" / {clock.nobody.label.say(say)}"
    return _("Clock: {steps}").say(say, steps=" → ".join(map(one_line, steps)))


def _details(question: Question, checklist: Checklist, locale: Locale) -> Iterator[str]:
    """Expectation and points, the options, conditions, what to do: each on a line of its own."""
    say = locale.language
    for condition in question.only_if:
        yield _condition(condition, checklist, locale)
    options = question.labels or question.options
    if options:
        labels = ", ".join(one_line(option.label.say(say)) for option in options)
        yield _("answers: {options}").say(say, options=labels)
    yield " · ".join(_facts(question, locale))
    if question.measure and (question.scored or question.opinion):
        due = _DAYS.say(say, days=question.due) if question.due else _TODAY.say(say)
        yield f"{_MEASURE.say(say, measure=one_line(question.measure.say(say)))} ({due})"


def _facts(question: Question, locale: Locale) -> Iterator[str]:
    say = locale.language
    yield _("expected: {expected}").say(say, expected=expected_words(question, locale))
    if question.scored:
        yield _("points: {points}").say(say, points=question.weight)
    limit = question.critical_limit
    if limit:
        words = value_words(question, limit.operand, locale)  # type: ignore[arg-type]  # a number
        message = _BEYOND if limit.operator == "more_than" else _UNDER
        yield message.say(say, serious=SERIOUS.say(say), limit=words)
    elif question.critical:
        yield SERIOUS.say(say)
    if question.na:
        yield _("may not apply").say(say)
    if question.pending:
        yield _("may be answered later").say(say)


def _condition(condition: Condition, checklist: Checklist, locale: Locale) -> str:
    question, operand = checklist.questions[condition.question], condition.operand
    if operand == "never":
        value = _("never").say(locale.language)
    elif isinstance(operand, bool):
        value = ""
    else:
        value = value_words(question, operand, locale)
    answer = _ANSWERS[condition.operator].say(locale.language, value=value)
    return _ONLY_IF.say(locale.language, question=asked(question, locale), answer=answer)
