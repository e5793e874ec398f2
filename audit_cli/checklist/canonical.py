"""From normalised values to the frozen model and its canonical form, and back from that for ever."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from audit_cli.checklist import model
from audit_cli.checklist.keys import VERDICT_IDS, WHOLE_CHECKLIST
from audit_cli.checklist.kinds import Reading
from audit_cli.checklist.source import Document, Source
from audit_cli.checklist.types import TYPES, YES_NO_WRITTEN
from audit_cli.errors import InvalidInput, Problem
from audit_cli.language import Text, _

_Values = dict[str, Any]

_NOT_CANONICAL: Final = _("the kept checklist can't be read ({detail}); `audit doctor` says more")
_FILE: Final = "checklist.json"
# Keys of the file that the model calls otherwise, because they are words of Python.
_RENAMED: Final = {"from": "from_mark", "to": "to_mark", "min": "minimum", "max": "maximum"}


@lru_cache(maxsize=64)
def checklist_from_canonical(text: str) -> model.Checklist:
    """The checklist of a pinned canonical JSON, exactly as it was; its sha256 is that of the text. It takes
    milliseconds, and many audits have the same: so it is read once.

    Pinned checklists are read for ever: only their form is checked, not today's rules. Raises
    InvalidInput for a text that is no checklist.
    """
    try:
        data = json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError) as error:
        problem = Problem(_NOT_CANONICAL, (("detail", str(error)),), _FILE)
        raise InvalidInput([problem]) from error
    reading = Reading()
    values = WHOLE_CHECKLIST.read(data, (), reading)
    errors = [mistake for mistake in reading.mistakes if not mistake.warning]
    if errors:
        raise InvalidInput(Document(data, Source("", _FILE)).located(errors))
    questions = [question for section in values["sections"] for question in section["questions"]]
    types = {question["id"]: question["type"] for question in questions}
    for question in questions:
        normalise_operands(question)
        normalise_conditions(question, types)
    return checklist_of(values, text)


def checklist_of(values: _Values, canonical: str) -> model.Checklist:
    """The model of normalised values, which must be free of mistakes."""
    moment = values.get("moment", model.Checklist.moment)
    judged = "answered_by" not in values
    sections = tuple(_section(section, moment, judged) for section in values["sections"])
    if isinstance(case := values.get("case"), dict):
        values = values | {"case": True} | case
    columns = {f"{name}_column": column for name, column in values.get("columns", {}).items()}
    values = {name: value for name, value in values.items() if name != "columns"} | columns
    return model.Checklist(
        **_facts(values | {"sections": sections}),
        canonical=canonical,
        sha256=sha256(canonical.encode()).hexdigest(),
    )


def normalise_operands(question: _Values) -> None:
    """Turns the operands of its standards into what its type compares: numbers, `yes` and `no`."""
    for key in ("standard", "exceeds"):
        for operator, operand in question.get(key, {}).items():
            question[key][operator] = _operand(operand, question.get("type"))


def normalise_conditions(question: _Values, types: Mapping[str, str]) -> None:
    """Turns the operands of `only_if` into what the types of the questions it names compare."""
    conditions = question.get("only_if")
    if conditions is None:
        return
    for condition in conditions if isinstance(conditions, list) else [conditions]:
        for operator in condition.keys() - {"question"}:
            kind = types.get(condition.get("question", ""))
            condition[operator] = _operand(condition[operator], kind)


def _operand(operand: Any, kind: str | None) -> Any:
    if isinstance(operand, list):
        return [_operand(part, kind) for part in operand]
    if not isinstance(operand, str):
        return operand
    traits = TYPES.get(kind or "")
    if traits and traits.typed:
        return YES_NO_WRITTEN.get(operand.lower()) or traits.typed.get(operand) or operand
    return _number(operand) if traits and traits.answer == "number" else operand


def _number(word: str) -> int | float | str:
    """The number that a word writes; the word itself if it writes none."""
    digits = word.removeprefix("-").replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 13):
        return word
    number = float(word)
    return int(number) if number.is_integer() else number


def leave_out_defaults(values: _Values) -> None:
    """Leaves out the keys that say what would hold without them, where that depends on the rest."""
    for section in values["sections"]:
        if section.get("moment") == values.get("moment", "during"):
            del section["moment"]
        for question in section["questions"]:
            for key, default in defaults_of(question, section).items():
                if question.get(key) == default:
                    del question[key]


def defaults_of(question: Mapping[str, Any], section: _Values) -> _Values:
    """What holds for the keys that a question leaves out.

    Without a verdict (an opinion, a text, no standard) it weighs 0, else 1; what is below is due
    today in an immediate section, else in 7 days; the contact point is the section's; a standard
    and the range of numbers are those of its type.
    """
    defaults: _Values = {"due": 0 if section.get("immediate") else 7}
    if "contact" in section:
        defaults["contact"] = section["contact"]
    defaults |= TYPES[question["type"]].defaults
    if question.get("to"):
        defaults["from"] = "start"
    defaults["weight"] = int(has_verdict(question))
    return defaults


def has_verdict(question: Mapping[str, Any]) -> bool:
    """Whether a given answer gets a verdict."""
    if question.get("opinion"):
        return False
    traits = TYPES[question["type"]]
    judged_by_option = any("verdict" in option for option in question.get("options", ()))
    judged_always = traits.verdict or "standard" in traits.defaults
    return judged_always or "standard" in question or judged_by_option


def _section(values: _Values, moment: str, judged: bool) -> model.Section:
    questions = tuple(_question(question, values, judged) for question in values["questions"])
    return model.Section(**_facts({"moment": moment, **values, "questions": questions}))


def _question(values: _Values, section: _Values, judged: bool) -> model.Question:
    facts = _facts(defaults_of(values, section) | values)
    if not judged:  # what clients say, whatever is expected of its type elsewhere
        facts |= {"standard": None, "weight": 0, "opinion": TYPES[values["type"]].verdict}
    if isinstance(limit := facts.get("critical"), dict):
        facts |= {"critical": False, "critical_limit": _standard(limit)}
    if isinstance(words := facts.get("unseen"), dict):
        facts |= {"unseen": True, "unseen_label": Text.of(words)}
    return model.Question(**facts)


def _facts(values: _Values) -> _Values:
    """What the model is told: its own names, and its own values where the file has others."""
    return {
        _RENAMED.get(key, key): _MODELLED[key](value) if key in _MODELLED else value
        for key, value in values.items()
    }


def _condition(values: _Values) -> model.Condition:
    operator = next(key for key in values if key != "question")
    return model.Condition(values["question"], operator, _frozen(values[operator]))


def _standard(values: _Values) -> model.Standard:
    operator, operand = next(iter(values.items()))
    return model.Standard(operator, _frozen(operand))


def _frozen(operand: Any) -> Any:
    return tuple(operand) if isinstance(operand, list) else operand


_MODELLED: Final[Mapping[str, Callable[[Any], object]]] = {
    **dict.fromkeys(("title", "briefing", "ask", "measure", "praise", "label", "start"), Text.of),
    **dict.fromkeys(("standard", "exceeds"), _standard),
    "clock": lambda clock: model.Clock(**_facts(clock)),
    "marks": lambda marks: tuple(model.Mark(**_facts(mark)) for mark in marks),
    "nobody": lambda nobody: model.Nobody(**_facts(nobody)),
    "labels": lambda labels: tuple(
        model.Option(v, Text.of(labels[v]), v) for v in VERDICT_IDS if v in labels
    ),
    "options": lambda options: tuple(model.Option(**_facts(option)) for option in options),
    "only_if": lambda conditions: tuple(map(_condition, conditions)),
    "longest": tuple,
}
