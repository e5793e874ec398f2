"""What must hold between the parts of a whole checklist: ids, conditions, clocks."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any, Final

from audit_cli.checklist.building import normalise_conditions
from audit_cli.checklist.hints import unknown
from audit_cli.checklist.pieces import Findings, Piece
from audit_cli.checklist.verdicts import check_verdict, unfit_operand
from audit_cli.language import _

START: Final = "start"  # the mark that a clock's start sets
NOBODY: Final = "nobody"  # the mark that gives another one up

_DUPLICATE_ID = _("the id `{id}` is used twice; choose another one for this")
_RESERVED_MARK: Final = _(
    "a mark can't be called `{mark}`: the clock's own are called that; choose another id"
)
_RESERVED_QUESTION: Final = _(
    "a question can't be called `{id}`: that is a fact about every audit; choose another id"
)
# What `audit amend` and `audit erase` name beside the questions.
_FACTS: Final = ("site", "auditor", "recognised", "client")
_UNKNOWN_QUESTION = _("no earlier question is called `{found}`")
_LATER_QUESTION = _(
    "`{id}` is asked later; a condition looks at earlier questions only: move one of them"
)
_CONDITION_OPERATOR = _("`{operator}` doesn't fit `{question}`, which is {type}; use {operators}")
_CONDITION_GIVEN = _("`given` takes only `true`; write `given: true`")
_UNKNOWN_MARK = _("no clock up to here has the mark `{found}`")
_TWO_CLOCKS = _("`{start}` and `{end}` are marks of two clocks; use marks of one")
_SAME_MARK = _("the time from `{start}` to itself is nothing; name two marks")
_WAS_ITSELF = _("`{id}` is still a question of this checklist; name the id it had before")
_WAS_TWICE = _(
    "`{id}` became `{other}` already: an answer counts once; leave this `was` out, and what is asked here"
    " begins a history of its own"
)

_NUMERIC: Final = ("is", "is_not", "any_of", "more_than", "less_than", "given")
_WORDS: Final = ("is", "is_not", "any_of", "given")
_OPERATORS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("yes_no", "rating", "choice"), _WORDS),
    **dict.fromkeys(("number", "count", "seconds", "scale"), _NUMERIC),
    "choices": ("any_of", "given"),
    **dict.fromkeys(("text", "photo"), ("given",)),
}


def check_whole(whole: Piece, findings: Findings) -> None:
    """Notes every mistake that shows only when a checklist is read as a whole."""
    _check_ids(whole, findings)
    _check_clocks(whole, findings)
    earlier: dict[str, Piece] = {}
    types: dict[str, str] = {}
    every = {question.id for question in whole.questions()}
    for question in whole.questions():
        if not question.broken:
            check_verdict(question, findings)
            normalise_conditions(question.values, types)
            _check_conditions(question, earlier, every, findings)
        earlier.setdefault(question.id, question)
        types.setdefault(question.id, question.values.get("type", ""))
    _check_former_ids(whole, every, findings)


def _check_ids(whole: Piece, findings: Findings) -> None:
    seen: set[str] = set()
    for part in [*whole.parts, *whole.questions()]:
        if part.id and part.id in seen:
            findings.add(part.at("id"), _DUPLICATE_ID, id=part.id)
        seen.add(part.id)
    for question in whole.questions():
        if question.id in _FACTS:
            findings.add(question.at("id"), _RESERVED_QUESTION, id=question.id)
    marks: set[str] = set()
    for section in whole.parts:
        if section.broken:
            continue
        for index, mark in enumerate(_marks(section)):
            where = section.at("clock", "marks", index, "id")
            if mark in (START, NOBODY):
                findings.add(where, _RESERVED_MARK, mark=mark)
            elif mark in marks:
                findings.add(where, _DUPLICATE_ID, id=mark)
            marks.add(mark)


def _check_former_ids(whole: Piece, every: Container[str], findings: Findings) -> None:
    became: dict[str, str] = {}
    for question in whole.questions():
        was = question.values.get("was", "")
        if was and was in every:
            findings.add(question.at("was"), _WAS_ITSELF, id=was)
        elif was in became:
            findings.add(question.at("was"), _WAS_TWICE, id=was, other=became[was])
        elif was:
            became[was] = question.id


def _marks(section: Piece) -> list[str]:
    return [mark["id"] for mark in section.values.get("clock", {}).get("marks", ())]


# ── conditions ───────────────────────────────────────────────────────────────────────────────────


def _check_conditions(
    question: Piece, earlier: Mapping[str, Piece], every: Container[str], findings: Findings
) -> None:
    written = question.values.get("only_if", [])
    one = isinstance(written, dict)
    for index, condition in enumerate([written] if one else written):
        path: tuple[str | int, ...] = ("only_if",) if one else ("only_if", index)
        about = condition["question"]
        if about in earlier:
            _check_condition(question, path, condition, earlier[about], findings)
        elif about in every:
            findings.add(question.at(*path, "question"), _LATER_QUESTION, id=about)
        else:
            message, values = unknown(_UNKNOWN_QUESTION, about, earlier)
            findings.add(question.at(*path, "question"), message, **values)


def _check_condition(
    question: Piece,
    path: tuple[str | int, ...],
    condition: dict[str, Any],
    about: Piece,
    findings: Findings,
) -> None:
    if about.broken:
        return
    operator = next(key for key in condition if key != "question")
    kind, operand = about.values["type"], condition[operator]
    operators = _OPERATORS[kind]
    where = question.at(*path, operator)
    if operator not in operators:
        values = {"question": about.id, "type": kind, "operators": ", ".join(operators)}
        findings.add(where, _CONDITION_OPERATOR, on_key=True, operator=operator, **values)
    elif operator == "given":
        if operand is not True:
            findings.add(where, _CONDITION_GIVEN)
    elif not (operator == "is" and operand == "never" and kind in ("number", "count", "seconds")):
        found = unfit_operand(operand, about.values)
        if found:
            findings.add(where, found[0], **found[1])


# ── clocks ───────────────────────────────────────────────────────────────────────────────────────


def _check_clocks(whole: Piece, findings: Findings) -> None:
    clock_of: dict[str, str] = {}  # mark → the section of its clock
    for section in whole.parts:
        if section.broken:
            return  # which marks there are can't be known
        marks = _marks(section)
        clock_of |= dict.fromkeys(marks, section.id)
        if marks:
            clock_of[START] = ""  # of whichever clock the other mark has
        for question in section.parts:
            if not question.broken:
                _check_times(question, clock_of, findings)


def _check_times(question: Piece, clock_of: Mapping[str, str], findings: Findings) -> None:
    values = question.values
    named: list[tuple[tuple[str | int, ...], str]] = [
        ((key,), values[key]) for key in ("from", "to", "count") if key in values
    ]
    named += [(("longest", index), mark) for index, mark in enumerate(values.get("longest", ()))]
    for path, mark in named:
        if mark not in clock_of:
            message, said = unknown(_UNKNOWN_MARK, mark, clock_of)
            findings.add(question.at(*path), message, **said)
    if "to" in values:
        _check_pair(question, "to", (values.get("from", START), values["to"]), clock_of, findings)
    if "longest" in values:
        start, end = values["longest"]
        _check_pair(question, "longest", (start, end), clock_of, findings)


def _check_pair(
    question: Piece,
    key: str,
    pair: tuple[str, str],
    clock_of: Mapping[str, str],
    findings: Findings,
) -> None:
    start, end = pair
    clocks = {clock_of[mark] for mark in pair if clock_of.get(mark)}
    if start == end:
        findings.add(question.at(key), _SAME_MARK, start=start)
    elif len(clocks) > 1:
        findings.add(question.at(key), _TWO_CLOCKS, start=start, end=end)
