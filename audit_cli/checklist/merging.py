"""`extends`: a checklist that adds to another one, drops parts of it and changes some."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from audit_cli.checklist.hints import unknown
from audit_cli.checklist.keys import QUESTION_CHANGE, SECTION_CHANGE
from audit_cli.checklist.pieces import Findings, Piece, Where
from audit_cli.checklist.records import Reading
from audit_cli.language import _

_UNKNOWN_PART = _("`{base}` has no section or question `{found}`")
_UNKNOWN_NEIGHBOUR = _("there is no `{found}` to stand before")
_INCOMPLETE = _("the section `{section}` is new here; give it `{key}` too")
# Keys that say how to build the checklist, not what it is.
_BUILDING_KEYS: Final = ("extends", "drop", "change", "before")


def merged(base: Piece, extension: Piece, findings: Findings) -> Piece:
    """The base with the extension's drops, changes and additions, in this order."""
    whole = base.copy()
    _drop(whole, extension, findings)
    _change(whole, extension, findings)
    for section in extension.parts:
        _add_section(whole, section, findings)
    written = extension.written_keys()
    whole.elsewhere = {key: base.at(key) for key in base.values if key not in written}
    whole.where = extension.where
    _overwrite(whole, extension, written)
    whole.broken = base.broken or extension.broken
    without_building_keys(whole)
    return whole


def without_building_keys(piece: Piece) -> None:
    """Leaves out what has done its work once the checklist is built."""
    for key in _BUILDING_KEYS:
        piece.values.pop(key, None)


def _overwrite(part: Piece, other: Piece, written: Collection[str]) -> None:
    # A default that the other one writes is not among its values, and yet it counts.
    kept = {key: value for key, value in part.values.items() if key not in written}
    part.values = kept | other.values


def _parts(whole: Piece) -> dict[str, Piece]:
    parts = {section.id: section for section in whole.parts}
    return parts | {question.id: question for question in whole.questions()}


def _drop(whole: Piece, extension: Piece, findings: Findings) -> None:
    known = _parts(whole)
    dropped = extension.values.get("drop", [])
    for index, id_ in enumerate(dropped):
        if id_ not in known:
            _unknown_part(extension.at("drop", index), whole, str(id_), findings)
    whole.parts = [section for section in whole.parts if section.id not in dropped]
    for section in whole.parts:
        section.parts = [question for question in section.parts if question.id not in dropped]


def _change(whole: Piece, extension: Piece, findings: Findings) -> None:
    known = _parts(whole)
    for id_, keys in extension.values.get("change", {}).items():
        where = extension.at("change", id_)
        part = known.get(id_)
        if part is None:
            _unknown_part(where, whole, id_, findings, on_key=True)
            continue
        reading = Reading()
        record = SECTION_CHANGE if part in whole.parts else QUESTION_CHANGE
        values = record.read(keys, where[1], reading)
        findings.take(where[0], reading.mistakes)
        part.broken |= reading.failed
        part.elsewhere |= {key: (where[0], (*where[1], key)) for key in keys}
        part.values = {key: v for key, v in part.values.items() if key not in keys} | values


def _unknown_part(
    where: Where, whole: Piece, id_: str, findings: Findings, on_key: bool = False
) -> None:
    message, values = unknown(_UNKNOWN_PART, id_, _parts(whole))
    findings.add(where, message, on_key=on_key, base=whole.id, **values)


def _add_section(whole: Piece, section: Piece, findings: Findings) -> None:
    """Puts a new section in its place, or the questions of a known one into that."""
    known = {part.id: part for part in whole.parts}
    if section.id in known:
        target, written = known[section.id], section.written_keys()
        target.elsewhere |= {key: section.at(key) for key in written}
        _overwrite(target, section, written)
        target.broken |= section.broken
        without_building_keys(target)
        for question in section.parts:
            _insert(target.parts, question.copy(), findings)
        return
    for key in ("title", "questions"):
        if key not in section.values and not (key == "questions" and section.parts):
            findings.add(section.at(), _INCOMPLETE, section=section.id, key=key)
    _insert(whole.parts, section.copy(), findings)


def _insert(parts: list[Piece], part: Piece, findings: Findings) -> None:
    """Puts a part before the one named by its `before`, else at the end."""
    ids = [other.id for other in parts]
    neighbour = part.values.get("before")
    if neighbour is None:
        parts.append(part)
    elif neighbour in ids:
        parts.insert(ids.index(neighbour), part)
    else:
        message, values = unknown(_UNKNOWN_NEIGHBOUR, neighbour, ids)
        findings.add(part.at("before"), message, **values)
        parts.append(part)
    without_building_keys(part)
