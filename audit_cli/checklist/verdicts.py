"""What must hold within one question: its keys fit its type, its verdicts can be told apart."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import Any, Final

from audit_cli.checklist.building import NUMERIC, has_verdict, normalise_operands
from audit_cli.checklist.hints import shown, unknown
from audit_cli.checklist.pieces import Findings, Piece
from audit_cli.checklist.thresholds import check_critical, check_exceeds, limits_of, option_ids
from audit_cli.language import Message, _

_CHOICES: Final = ("choice", "choices")

# The types that a key belongs to; a key that isn't here belongs to all.
_TYPES_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "labels": ("rating",),
    "opinion": ("rating",),
    "options": _CHOICES,
    "min": NUMERIC,
    "max": NUMERIC,
    "standard": ("yes_no", *_CHOICES, *NUMERIC),
    "exceeds": (*_CHOICES, *NUMERIC),
    "from": ("seconds", "number"),
    "to": ("seconds", "number"),
    "longest": ("seconds", "number"),
    "unit": ("number",),
    "count": ("count",),
}
_OPERATORS: Final[Mapping[str, tuple[str, ...]]] = {
    "yes_no": ("is",),
    "choice": ("is", "any_of", "none_of"),
    "choices": ("any_of", "all_of", "none_of"),
    **dict.fromkeys(NUMERIC, ("is", "at_most", "at_least", "between")),
}

_KEY_OF_OTHER_TYPE = _(
    "`{key}` doesn't belong to {type}; it belongs to {types}: delete it, or change the type"
)
_NEEDS_KEY = _("{type} needs `{key}`; add it")
_OPERATOR = _("`{operator}` doesn't fit {type}; use {operators}")
_YES_OR_NO = _("`{found}` is no answer to yes_no; write yes or no")
_A_NUMBER = _("`{found}` is not a number; write digits, such as 5")
_A_WHOLE_NUMBER = _("{found} is never an answer to {type}; write a whole number")
_OUTSIDE = _("{found} is never an answer here: they go from {least} to {most}; change one of them")
_UNKNOWN_OPTION = _("there is no option `{found}`")
_DUPLICATE_OPTION = _("the option `{id}` is there twice; give each its own id")
_ORDER = _("{least} is not less than {most}; write the lower number first")
_TWO_JUDGES = _("a `standard` and verdicts of options contradict each other; keep one of them")
_SOME_VERDICTS = _("the option `{option}` has no verdict, others do; give each one, or none")
_VERDICT_OF_MANY = _(
    "several of these can be chosen at once; use `standard: {{any_of: [...]}}` for a verdict"
)
_WEIGHT_UNSCORED = _(
    "without a verdict there are no points; add a `standard`, or write `weight: 0`"
)
_RESERVED_OPTION = _("`{id}` already means something in an answer; choose another id")


def check_verdict(question: Piece, findings: Findings) -> None:
    """Notes the mistakes within one question whose keys could all be read."""
    before = findings.errors
    normalise_operands(question.values)
    _check_keys(question, findings)
    _check_options(question, findings)
    _check_range(question, findings)
    for key in ("standard", "exceeds"):
        _check_operand(question, key, findings)
    if findings.errors > before:
        return  # the rest compares what has just been found to be wrong
    check_exceeds(question, findings)
    check_critical(question, findings)
    if question.values.get("weight") and not has_verdict(question.values):
        findings.add(question.at("weight"), _WEIGHT_UNSCORED)


def _check_keys(question: Piece, findings: Findings) -> None:
    kind = question.values["type"]
    for key, types in _TYPES_OF.items():
        if key in question.values and kind not in types:
            said = {"key": key, "type": kind, "types": ", ".join(types)}
            findings.add(question.at(key), _KEY_OF_OTHER_TYPE, on_key=True, **said)
    needed = {"rating": "labels", "choice": "options", "choices": "options"}.get(kind)
    if needed and needed not in question.values:
        findings.add(question.at("type"), _NEEDS_KEY, type=kind, key=needed)
    if kind in ("seconds", "number") and "from" in question.values and "to" not in question.values:
        findings.add(question.at("from"), _NEEDS_KEY, on_key=True, type="from", key="to")


def _check_options(question: Piece, findings: Findings) -> None:
    values = question.values
    options = values.get("options", [])
    for option in options:
        if option["id"] in ("na", "never", "pending"):
            where = question.at("options", option["id"])
            findings.add(where, _RESERVED_OPTION, on_key=True, id=option["id"])
    ids = [option["id"] for option in options]
    for id_ in {id_ for id_ in ids if ids.count(id_) > 1}:  # in a map, YAML has seen to it
        findings.add(question.at("options"), _DUPLICATE_OPTION, id=id_)
    judged = [option["id"] for option in options if "verdict" in option]
    if not judged:
        return
    if values["type"] == "choices":
        findings.add(question.at("options", judged[0], "verdict"), _VERDICT_OF_MANY, on_key=True)
    elif "standard" in values:
        findings.add(question.at("standard"), _TWO_JUDGES, on_key=True)
    for option in options:
        if option["id"] not in judged:
            where = question.at("options", option["id"])
            findings.add(where, _SOME_VERDICTS, on_key=True, option=option["id"])


def _check_range(question: Piece, findings: Findings) -> None:
    values = question.values
    least, most = limits_of(values)
    if least >= most:
        key = "max" if "max" in values else "min"
        findings.add(question.at(key), _ORDER, least=least, most=most)
    if values["type"] in ("count", "scale"):
        for key in ("min", "max"):
            if not float(values.get(key, 0)).is_integer():
                said = {"found": values[key], "type": values["type"]}
                findings.add(question.at(key), _A_WHOLE_NUMBER, **said)


def _check_operand(question: Piece, key: str, findings: Findings) -> None:
    values = question.values
    kind = values["type"]
    for operator, operand in values.get(key, {}).items():
        operators = _OPERATORS.get(kind)
        if not operators or kind not in _TYPES_OF[key]:
            return
        where = question.at(key, operator)
        if operator not in operators:
            said = {"operator": operator, "type": kind, "operators": ", ".join(operators)}
            findings.add(where, _OPERATOR, on_key=True, **said)
        elif found := unfit_operand(operand, values):
            findings.add(where, found[0], **found[1])
        elif operator == "between" and operand[0] >= operand[1]:
            findings.add(where, _ORDER, least=operand[0], most=operand[1])


def unfit_operand(
    operand: Any, question: Mapping[str, Any]
) -> tuple[Message, dict[str, Any]] | None:
    """Why an operand can't be an answer to a question, and the values to say it; None if it can."""
    for value in operand if isinstance(operand, list) else [operand]:
        if found := _unfit_value(value, question):
            return found
    return None


def _unfit_value(value: Any, question: Mapping[str, Any]) -> tuple[Message, dict[str, Any]] | None:
    kind = question["type"]
    if kind == "yes_no":
        return None if value in ("yes", "no") else (_YES_OR_NO, {"found": shown(value)})
    if kind in NUMERIC:
        return _unfit_number(value, question)
    known = option_ids(question)
    return None if value in known else unknown(_UNKNOWN_OPTION, str(value), known)


def _unfit_number(value: Any, question: Mapping[str, Any]) -> tuple[Message, dict[str, Any]] | None:
    if isinstance(value, str):
        return _A_NUMBER, {"found": shown(value)}
    if question["type"] in ("count", "scale") and not float(value).is_integer():
        return _A_WHOLE_NUMBER, {"found": value, "type": question["type"]}
    least, most = limits_of(question)
    if not least <= value <= most:
        return _OUTSIDE, {"found": value, "least": least, "most": "∞" if most == inf else most}
    return None
