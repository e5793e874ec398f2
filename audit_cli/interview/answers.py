"""The answers of an audit under its checklist: conditions, clocks and an early end applied."""

import operator as operators
from collections.abc import Callable, Mapping
from typing import Any, Final

from audit_cli.checklist.model import Checklist, Condition, Question, Value
from audit_cli.interview import case_clock, clock
from audit_cli.interview.record import Answer, Record, Status

_COMPARISONS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "at_most": operators.le,
    "at_least": operators.ge,
    "more_than": operators.gt,
    "less_than": operators.lt,
}
NOT_ASKED = Answer("not_asked")


def answers_of(checklist: Checklist, record: Record) -> dict[str, Answer]:
    """Every question's answer, in the order of asking. What was entered beats the clock; an answer
    under a condition that turned false is kept in the record and is `not_asked` here. A finished audit has
    no missing answer."""
    found: dict[str, Answer] = {}
    over = ended_early(checklist, record)
    for identifier, question in checklist.questions.items():
        if question.only_if and not all(applies(c, found) for c in question.only_if):
            found[identifier] = NOT_ASKED
            continue
        answer = record.answers.get(identifier)
        if over:
            answer = _after_early_end(checklist, question, answer)
        elif answer is None or answer.status == "missing":
            answer = _from_clock(checklist, question, record, answer)
            if answer.status == "missing" and record.finished_at and checklist.answered_by:
                answer = NOT_ASKED  # clients say what they like
            elif answer.status == "missing" and record.finished_at:
                answer = answer._replace(status="pending")  # a gap that an older version left
        found[identifier] = answer
    return found


def applies(condition: Condition, answers: Mapping[str, Answer]) -> bool:
    """Whether a condition is true of the answers so far. `never` fulfils `is: never` only; what was not
    answered, does not apply or is pending fulfils nothing."""
    answer = answers[condition.question]
    operator, operand = condition.operator, condition.operand
    if answer.status == "never":
        return operator == "is" and operand == "never"
    if answer.status != "given" or answer.value is None:
        return False
    return fulfils(answer.value, operator, operand)


def fulfils(value: Value, operator: str, operand: object) -> bool:
    """Whether a given value is what a condition or a standard asks for. Of several chosen options, any_of
    wants one of its ids, all_of all of them, none_of none."""
    if operator in _COMPARISONS:
        numbers = isinstance(value, int | float) and isinstance(operand, int | float)
        return numbers and bool(_COMPARISONS[operator](value, operand))
    if operator == "between" and isinstance(operand, tuple):
        low, high = operand
        return isinstance(value, int | float) and bool(low <= value <= high)
    ids = set(value) if isinstance(value, tuple) else {value}
    others = set(operand) if isinstance(operand, tuple) else {operand}
    if operator in ("is", "is_not", "all_of"):
        return (others <= ids) == (operator != "is_not")
    return operator == "given" or bool(others & ids) == (operator == "any_of")


def ended_early(checklist: Checklist, record: Record) -> bool:
    """Whether nobody came at a clock where that ends the audit."""
    return bool(record.marks) and any(
        clock.ended_by_nobody(section, clock.marks_of(section, record.marks))
        for section in checklist.sections
    )


def _after_early_end(checklist: Checklist, question: Question, answer: Answer | None) -> Answer:
    """What the clock of its own section would have told is `never`, whatever was entered before;
    nothing else was asked."""
    section = checklist.section_of[question.id]
    if not (section.clock and question.from_clock):
        return NOT_ASKED
    return (answer or Answer())._replace(status="never", value=None)


def _from_clock(
    checklist: Checklist, question: Question, record: Record, answer: Answer | None
) -> Answer:
    before = answer or Answer()
    said = (
        case_clock.derived(checklist, question, record)
        if checklist.case
        else clock.derived(checklist, question, record.marks)
    )
    if said is None:
        return before
    status: Status = "never" if said.value is None else "given"
    # A note, and whether it was fixed on the spot, stay with an answer that the clock gives.
    at = said.seen_at
    return before._replace(status=status, value=said.value, seen_at=at, entered_at=at)
