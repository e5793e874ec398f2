"""From plain data to a `Checklist`: read, extended, checked, with all problems in one go."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Protocol

from audit_cli.checklist.building import checklist_of, leave_out_defaults
from audit_cli.checklist.checks import check_whole
from audit_cli.checklist.hints import unknown
from audit_cli.checklist.keys import CHECKLIST, EXTENSION
from audit_cli.checklist.merging import merged
from audit_cli.checklist.model import Checklist
from audit_cli.checklist.pieces import Findings, Piece, piece_of
from audit_cli.checklist.records import Reading
from audit_cli.checklist.source import Document
from audit_cli.errors import Problem
from audit_cli.language import _

_ONE_DOCUMENT = _("a second checklist begins here; put it in a file of its own")
_NO_DOCUMENT = _("the file is empty; `audit checklist new` writes one to start from")
UNKNOWN_CHECKLIST = _("there is no checklist `{found}`")
_CYCLE = _("`{name}` is extended in a circle ({circle}); let one of them stand alone")
_NO_QUESTIONS = _("nothing is asked: every question is dropped; keep at least one")
_OTHER_NAME = _("the id `{id}` and the name of the file `{stem}` differ; make them the same")


class Opened:
    """A checklist file by name: its documents, the problems of its form.

    `stem` is what its id should be; empty where that is free.
    """

    __slots__ = ("documents", "name", "problems", "stem")

    def __init__(
        self, name: str, documents: list[Document], problems: list[Problem], stem: str = ""
    ) -> None:
        self.name = name
        self.documents = documents
        self.problems = problems
        self.stem = stem


class Shelf(Protocol):
    """Where the checklists that others extend are found."""

    def names(self) -> tuple[str, ...]:
        """Every name that can be extended."""

    def base(self, name: str, opened: tuple[str, ...]) -> Opened | None:
        """The first checklist of a name that is not among the files opened so far."""


def load(opened: Opened, shelf: Shelf) -> tuple[Checklist | None, list[Problem]]:
    """The resolved checklist of a file, or None; and its problems, warnings among them."""
    findings = Findings()
    whole = _resolved(opened, shelf, findings, ())
    if whole is None:
        return None, findings.problems()
    check_whole(whole, findings)
    if not whole.broken and not any(whole.questions()):
        findings.add(whole.where, _NO_QUESTIONS)
    if findings.failed:
        return None, findings.problems()
    return _checklist(whole), findings.problems()


def _resolved(
    opened: Opened, shelf: Shelf, findings: Findings, files: tuple[str, ...]
) -> Piece | None:
    """The pieces of a file with those of the checklists that it extends."""
    findings.take_problems(opened.problems)
    documents = [document for document in opened.documents if document.data is not None]
    if not documents:
        if not opened.problems:
            findings.take_problems([Problem(_NO_DOCUMENT, (), opened.name, 1, 1)])
        return None
    document, *others = documents
    reading = Reading()
    keys = document.data.keys() if isinstance(document.data, dict) else ()
    extends = any(key in keys for key in ("extends", "drop", "change"))
    values = (EXTENSION if extends else CHECKLIST).read(document.data or {}, (), reading)
    findings.take(document, reading.mistakes)
    for other in others:
        findings.add((other, ()), _ONE_DOCUMENT)
    if not isinstance(values, dict):
        return None
    piece = piece_of(values, document, reading)
    if opened.stem and piece.id and piece.id != opened.stem:
        findings.add(piece.at("id"), _OTHER_NAME, id=piece.id, stem=opened.stem)
    if "extends" not in values:
        return None if extends else piece
    base = _base(piece, shelf, findings, (*files, document.source.name))
    return merged(base, piece, findings) if base else None


def _base(piece: Piece, shelf: Shelf, findings: Findings, files: tuple[str, ...]) -> Piece | None:
    name = piece.values["extends"]
    opened = shelf.base(name, files)
    if opened is not None:
        return _resolved(opened, shelf, findings, files)
    if name in shelf.names():
        findings.add(piece.at("extends"), _CYCLE, name=name, circle=" → ".join(files))
    else:
        message, values = unknown(UNKNOWN_CHECKLIST, name, shelf.names())
        findings.add(piece.at("extends"), message, **values)
    return None


def _checklist(whole: Piece) -> Checklist:
    values = dict(whole.values)
    values["sections"] = [
        {**section.values, "questions": [question.values for question in section.parts]}
        for section in whole.parts
    ]
    for question in whole.questions():
        conditions = question.values.get("only_if")
        if isinstance(conditions, dict):
            question.values["only_if"] = [conditions]
    leave_out_defaults(values)
    canonical = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return checklist_of(values, canonical, sha256(canonical.encode()).hexdigest())
