"""Checklists by name or path, the user's own first: read, extended, checked, with all problems in one go."""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from audit_cli.checklist.cache import ParseCache
from audit_cli.checklist.canonical import checklist_of, leave_out_defaults
from audit_cli.checklist.checks import check_whole
from audit_cli.checklist.hints import shortened, unknown
from audit_cli.checklist.keys import EXTENSION, WHOLE_CHECKLIST
from audit_cli.checklist.kinds import Reading
from audit_cli.checklist.model import Checklist
from audit_cli.checklist.pieces import Findings, Piece, merged, piece_of
from audit_cli.checklist.source import LARGEST_FILE, Document, Source, read_documents
from audit_cli.errors import InvalidInput, Problem, UsageError
from audit_cli.files import read_file, reading_reason
from audit_cli.language import _
from audit_cli.resources import shipped

SUFFIX: Final = ".yaml"
STANDARD_INPUT: Final = "-"

_NO_FILE = _("the file {path} can't be read ({reason})")
_ONE_DOCUMENT = _("a second checklist begins here; put it in a file of its own")
_NO_DOCUMENT = _("the file is empty; `audit checklist new` writes one to start from")
UNKNOWN_CHECKLIST = _("there is no checklist `{found}`")
_CYCLE = _("`{name}` is extended in a circle ({circle}); let one of them stand alone")
_NO_QUESTIONS = _("nothing is asked: every question is dropped; keep at least one")
_OTHER_NAME = _("the id `{id}` and the name of the file `{stem}` differ; make them the same")


class ChecklistFile(NamedTuple):
    """A checklist file by name: its documents, the problems of its form.

    `stem` is what its id should be; empty where that is free.
    """

    name: str
    documents: list[Document]
    problems: list[Problem]
    stem: str = ""


def load(
    file: ChecklistFile, shelf: Shelf, *, strict: bool = False
) -> tuple[Checklist | None, list[Problem]]:
    """The resolved checklist of a file, or None; and its problems, warnings among them, with those of the
    linter where one is `strict`."""
    findings = Findings()
    whole = _resolved(file, shelf, findings, ())
    if whole is not None:
        check_whole(whole, findings)
        if not whole.broken and not any(whole.questions()):
            findings.add(whole.where, _NO_QUESTIONS)
        if strict and not findings.errors:
            from audit_cli.checklist.lint import lint  # noqa: PLC0415 (an interview asks for no advice)

            lint(whole, findings)
    return None if findings.errors or whole is None else _checklist(whole), findings.problems()


def _resolved(
    file: ChecklistFile, shelf: Shelf, findings: Findings, files: tuple[str, ...]
) -> Piece | None:
    """The pieces of a file with those of the checklists that it extends."""
    findings.take_problems(file.problems)
    documents = [document for document in file.documents if document.data is not None]
    if not documents:
        if not file.problems:
            findings.take_problems([Problem(_NO_DOCUMENT, (), file.name, 1, 1)])
        return None
    document, *others = documents
    reading = Reading()
    keys = document.data.keys() if isinstance(document.data, dict) else ()
    extends = any(key in keys for key in ("extends", "drop", "change"))
    values = (EXTENSION if extends else WHOLE_CHECKLIST).read(document.data or {}, (), reading)
    findings.take_reading(document, reading)
    for other in others:
        findings.add((other, ()), _ONE_DOCUMENT)
    if not isinstance(values, dict):
        return None
    piece = piece_of(values, document, reading)
    if file.stem and piece.id and piece.id != file.stem:
        findings.add(piece.at("id"), _OTHER_NAME, id=piece.id, stem=file.stem)
    if "extends" not in values:
        return None if extends else piece
    base = _base(piece, shelf, findings, (*files, document.source.name))
    return merged(base, piece, findings) if base else None


def _base(piece: Piece, shelf: Shelf, findings: Findings, files: tuple[str, ...]) -> Piece | None:
    name = piece.values["extends"]
    file = shelf.base(name, files)
    if file is not None:
        return _resolved(file, shelf, findings, files)
    if name in shelf.names():
        findings.add(piece.at("extends"), _CYCLE, name=name, circle=" → ".join(files))
    else:
        findings.add(piece.at("extends"), unknown(UNKNOWN_CHECKLIST, name, shelf.names()))
    return None


def _checklist(whole: Piece) -> Checklist:
    for question in whole.questions():
        conditions = question.values.get("only_if")
        if isinstance(conditions, dict):
            question.values["only_if"] = [conditions]
    values = whole.facts()
    values["sections"] = [
        {**section.facts(), "questions": [question.facts() for question in section.parts]}
        for section in whole.parts
    ]
    leave_out_defaults(values)
    canonical = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return checklist_of(values, canonical)


# ── where the files are ─────────────────────────────────────────────────────────────────────────────


class UnknownChecklist(UsageError):
    """No checklist has this name, or no file is at this path."""


class Library:
    """The checklists of one home folder and the shipped ones.

    `user_folder` holds the user's; parsed files are kept in `cache_folder`. Either may be None, or
    not exist yet.
    """

    def __init__(self, user_folder: Path | None = None, cache_folder: Path | None = None) -> None:
        self._folders = [*([user_folder] if user_folder else []), shipped("checklists")]
        self._cache = ParseCache(cache_folder)

    def names(self) -> tuple[str, ...]:
        """Every name that `load` takes: the user's own, then the shipped ones, each once."""
        found = (
            name
            for folder in self._folders
            for name in sorted(path.stem for path in _files(folder))
        )
        return tuple(dict.fromkeys(found))

    def find(self, name: str) -> Path:
        """The file of a name, or of a path. Raises UnknownChecklist."""
        paths = filter(_possible, [Path(name)]) if _is_path(name) else self._candidates(name)
        path = next(paths, None)
        if path is None:
            raise self._unknown(name)
        return path

    def load_by_name(self, name: str) -> Checklist:
        """As `load`, but by name only: a file that came from elsewhere names no paths here."""
        if _is_path(name):
            raise self._unknown(name)
        return self.load(name)

    def load(self, name: str) -> Checklist:
        """A checklist by name or path. Raises UnknownChecklist, InvalidInput with every problem."""
        path = self.find(name)
        checklist, problems = self._load(path, cached=True)
        if checklist is None:
            # What the cache holds has no lines; and a checklist it extends may be another by now.
            checklist, problems = self._load(path, cached=False)
        if checklist is None:
            raise InvalidInput([problem for problem in problems if not problem.warning])
        return checklist

    def check(self, name: str, *, strict: bool = False) -> tuple[Checklist | None, list[Problem]]:
        """A checklist by name, by path, or `-` for standard input, with every problem and warning.

        The checklist is None if any of the problems is more than a warning; `strict` warns of what it could
        do better, too. Raises UnknownChecklist.
        """
        if name != STANDARD_INPUT:
            return self._load(self.find(name), cached=False, strict=strict)
        data = sys.stdin.buffer.read(LARGEST_FILE + 1)
        return load(
            ChecklistFile(STANDARD_INPUT, *read_documents(data, STANDARD_INPUT)),
            Shelf(self, None),
            strict=strict,
        )

    def _unknown(self, name: str) -> UnknownChecklist:
        return UnknownChecklist(unknown(UNKNOWN_CHECKLIST, name, self.names()))

    def _load(
        self, path: Path, *, cached: bool, strict: bool = False
    ) -> tuple[Checklist | None, list[Problem]]:
        return load(
            self._file(path, cached), Shelf(self, path.parent, cached=cached), strict=strict
        )

    def _candidates(self, name: str, beside: Path | None = None) -> Iterator[Path]:
        folders = [*([beside] if beside else []), *self._folders]
        paths = (folder / (name + SUFFIX) for folder in folders)
        return (path for path in paths if _possible(path) and path.is_file())

    def _file(self, path: Path, cached: bool) -> ChecklistFile:
        name = str(path)
        try:
            data = read_file(path, LARGEST_FILE + 1)
        except OSError as error:
            reason = reading_reason(error)
            raise UnknownChecklist(_NO_FILE, path=shortened(path), reason=reason) from error
        plain = self._cache.get(data) if cached else None
        if plain is not None:
            return ChecklistFile(name, [Document(plain, Source("", name))], [], path.stem)
        documents, problems = read_documents(data, name)
        if cached and len(documents) == 1 and not problems:
            self._cache.put(data, documents[0].data)
        return ChecklistFile(name, documents, problems, path.stem)


class Shelf:
    """What a file may extend: its neighbours, the user's checklists, the shipped ones."""

    def __init__(self, library: Library, beside: Path | None, *, cached: bool = True) -> None:
        self._library = library
        self._beside = beside
        self._cached = cached

    def names(self) -> tuple[str, ...]:
        beside = sorted(path.stem for path in _files(self._beside)) if self._beside else []
        return tuple(dict.fromkeys([*self._library.names(), *beside]))

    def base(self, name: str, before: tuple[str, ...]) -> ChecklistFile | None:
        """The next file of a name, so that a user's walk-in may extend the shipped one."""
        paths = self._library._candidates(name, self._beside)
        path = next((path for path in paths if str(path) not in before), None)
        return self._library._file(path, self._cached) if path else None


def _is_path(name: str) -> bool:
    return "/" in name or "\\" in name or name.endswith((SUFFIX, ".yml"))


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*" + SUFFIX) if path.is_file()]


def _possible(path: Path) -> bool:
    """Whether a file can have this name: it may be too long, or hold a NUL character."""
    try:
        path.stat()
    except ValueError:
        return False
    except OSError as error:
        return error.errno != errno.ENAMETOOLONG
    return True
