"""What exceeds is stricter than the standard; what is critical lies beyond it."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import Any

from audit_cli.checklist.building import NUMERIC, defaults_of, has_verdict
from audit_cli.checklist.pieces import Findings, Piece
from audit_cli.language import _

_EXCEEDS_ALONE = _("`exceeds` needs a `standard` to exceed; add one")
_EXCEEDS_BEYOND = _(
    "not every answer that exceeds would meet the standard, or all that meet it would exceed; "
    "make `exceeds` stricter than `standard`"
)
_CRITICAL_UNSCORED = _(
    "`critical` needs a verdict, and this question has none; add a `standard`, or delete it"
)
_LIMIT_OF_NO_NUMBER = _("a limit belongs to numbers; write `critical: true`")
_CRITICAL_LIMIT = _(
    "`{operator}: {limit}` would fail answers that meet the standard, or none; "
    "put the limit on the far side of the standard"
)


def check_exceeds(question: Piece, findings: Findings) -> None:
    """Notes an `exceeds` that is not stricter than the standard."""
    values = question.values
    if "exceeds" not in values:
        return
    if "standard" not in values:
        findings.add(question.at("exceeds"), _EXCEEDS_ALONE, on_key=True)
    elif not _stricter(values):
        findings.add(question.changed_at("exceeds", "standard"), _EXCEEDS_BEYOND)


def _stricter(values: Mapping[str, Any]) -> bool:
    """Whether every answer that exceeds meets the standard, and not the other way round."""
    if values["type"] in NUMERIC:
        low, high = interval(values["standard"], values)
        better_low, better_high = interval(values["exceeds"], values)
        return low <= better_low <= better_high <= high and (low, high) != (better_low, better_high)
    if values["type"] == "choice":
        return _accepted(values["exceeds"], values) < _accepted(values["standard"], values)
    return _implies(values["exceeds"], values["standard"]) and not _implies(
        values["standard"], values["exceeds"]
    )


def interval(standard: Mapping[str, Any], question: Mapping[str, Any]) -> tuple[float, float]:
    """The least and greatest number that a standard accepts, within what can be answered."""
    least, most = limits_of(question)
    operator, operand = next(iter(standard.items()))
    if operator == "between":
        return operand[0], operand[1]
    return (
        least if operator == "at_most" else operand,
        most if operator == "at_least" else operand,
    )


def _accepted(standard: Mapping[str, Any], question: Mapping[str, Any]) -> set[str]:
    """The options of a choice that a standard accepts."""
    operator, operand = next(iter(standard.items()))
    named = set(operand) if isinstance(operand, list) else {operand}
    return set(option_ids(question)) - named if operator == "none_of" else named


def _implies(stricter: Mapping[str, Any], standard: Mapping[str, Any]) -> bool:
    """Whether every set of chosen options that fulfils the first fulfils the second."""
    operator, ids = next(iter(stricter.items()))
    wanted, others = next(iter(standard.items()))
    first, second = set(ids), set(others)
    return {
        ("all_of", "all_of"): second <= first,
        ("all_of", "any_of"): bool(first & second),
        ("any_of", "any_of"): first <= second,
        ("any_of", "all_of"): len(first) == 1 and first == second,
        ("none_of", "none_of"): second <= first,
    }.get((operator, wanted), False)


def check_critical(question: Piece, findings: Findings) -> None:
    """Notes a `critical` without a verdict, or with a limit that contradicts the standard."""
    critical = question.values.get("critical")
    if not critical:
        return
    if not has_verdict(question.values):
        findings.add(question.at("critical"), _CRITICAL_UNSCORED, on_key=True)
    elif isinstance(critical, dict) and question.values["type"] not in NUMERIC:
        findings.add(question.at("critical"), _LIMIT_OF_NO_NUMBER)
    elif isinstance(critical, dict):
        operator, limit = next(iter(critical.items()))
        if not _limit_fits(question.values, operator, limit):
            where = question.changed_at("critical", "standard")
            findings.add(where, _CRITICAL_LIMIT, operator=operator, limit=limit)


def _limit_fits(values: Mapping[str, Any], operator: str, limit: float) -> bool:
    low, high = interval(values["standard"], values)
    least, most = limits_of(values)
    return high <= limit < most if operator == "more_than" else least < limit <= low


def option_ids(question: Mapping[str, Any]) -> list[str]:
    """What can be answered to a rating or a choice."""
    if question["type"] == "rating":
        return ["below", "meets", "exceeds"]
    return [option["id"] for option in question.get("options", ())]


def limits_of(question: Mapping[str, Any]) -> tuple[float, float]:
    """The least and the greatest answer to a number; infinite where nothing is said."""
    full = defaults_of(question, {}) | dict(question)
    return full.get("min", -inf), full.get("max", inf)
