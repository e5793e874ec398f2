"""What must hold for a checklist whose runs are cases, or what clients say, one by one or as a table."""

from __future__ import annotations

from typing import Final

from audit_cli.checklist.hints import shortened, unknown
from audit_cli.checklist.pieces import Findings, Piece
from audit_cli.checklist.types import TYPES
from audit_cli.language import _

_TWO_KINDS = _(
    "`case` and `answered_by` exclude each other: the house follows a case, clients answer for themselves;"
    " delete one of them"
)
_UNKNOWN_CLOSING: Final = _("there is no question `{found}` that could close a case")
_CLOSED_BY_YES = _("a case is closed by a yes_no question, and `{id}` is {type}; name another one")
_NEVER_SCORED: Final = _(
    "`{key}` has no meaning where clients answer: what they say is never scored, and opens no action;"
    " delete it"
)
_CASE_GOES_ON = _("a case is not over because nobody came; delete `ends`")
_MARK_SAYS_YES = _(
    "setting the mark `{id}` answers the question of that name with yes, but it is {type};"
    " make it yes_no, or rename one of them"
)
_COLUMN_TWICE: Final = _(
    "the column `{column}` answers `{id}` already; name another one, or delete this"
)
# What belongs to a score, or to somebody of the house who looks; by whose keys they are.
_SCORE: Final = ("target", "delight")
_LOOKING: Final = ("immediate", "clock")
_VERDICT: Final = ("standard", "exceeds", "weight", "critical", "measure", "due")


def check_case_and_voice(whole: Piece, findings: Findings) -> None:
    """Notes what contradicts `case` or `answered_by`."""
    if "case" in whole.values:
        if "answered_by" in whole.values:
            findings.add(whole.at("answered_by"), _TWO_KINDS, on_key=True)
        _check_case(whole, findings)
    elif "answered_by" in whole.values:
        _check_voice(whole, findings)
    _check_columns(whole, findings)


def _check_case(whole: Piece, findings: Findings) -> None:
    types = {q.id: q.values["type"] for q in whole.questions() if "type" in q.values}
    says_yes = [id_ for id_, kind in types.items() if TYPES[kind].typed]
    case = whole.values["case"]
    if isinstance(case, dict) and (closing := case.get("closes")):
        where = whole.at("case", "closes")
        if closing not in {q.id for q in whole.questions()}:
            findings.add(where, unknown(_UNKNOWN_CLOSING, closing, says_yes))
        elif closing in types and closing not in says_yes:
            findings.add(where, _CLOSED_BY_YES, id=closing, type=types[closing])
    for section in whole.parts:
        clock = section.values.get("clock", {}) if not section.broken else {}
        if clock.get("nobody", {}).get("ends"):
            findings.add(section.at("clock", "nobody", "ends"), _CASE_GOES_ON, on_key=True)
        for index, mark in enumerate(clock.get("marks", ())):
            if mark["id"] in types and mark["id"] not in says_yes:
                where = section.at("clock", "marks", index, "id")
                findings.add(where, _MARK_SAYS_YES, id=mark["id"], type=types[mark["id"]])


def _check_voice(whole: Piece, findings: Findings) -> None:
    parts: list[tuple[Piece, tuple[str, ...]]] = [
        (whole, _SCORE),
        *((part, _LOOKING) for part in whole.parts),
    ]
    parts += [(question, _VERDICT) for question in whole.questions()]
    for part, keys in parts:
        for key in keys:
            if key in part.values:
                findings.add(part.at(key), _NEVER_SCORED, on_key=True, key=key)
    for question in whole.questions():
        for option in question.values.get("options", ()):
            if "verdict" in option and not question.broken:
                where = question.at("options", option["id"], "verdict")
                findings.add(where, _NEVER_SCORED, on_key=True, key="verdict")


def _check_columns(whole: Piece, findings: Findings) -> None:
    question_of: dict[str, str] = {}
    for question in whole.questions():
        column = question.values.get("column")
        if column in question_of:
            where, other = question.at("column"), question_of[column]
            findings.add(where, _COLUMN_TWICE, column=shortened(column), id=other)
        elif column:
            question_of[column] = question.id
