"""Checklist, sections and questions as values, each knowing where it was written; and how one checklist
extends another: it drops parts, changes some and adds its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from audit_cli.checklist.hints import unknown
from audit_cli.checklist.keys import QUESTION_CHANGE, SECTION_CHANGE
from audit_cli.checklist.kinds import REFUSED, Reading, Texts, missing_languages
from audit_cli.checklist.source import Document, Mistake, Path
from audit_cli.errors import Problem, first_problems
from audit_cli.language import Message, Sentence, _

Spot = tuple[Document, Path]


@dataclass(eq=False, repr=False, slots=True)
class Piece:
    """A checklist, a section or a question. `parts` are its sections or questions.

    `values` are the normalised keys without the parts; `broken` says that some of them could not
    be read. `elsewhere` holds the keys that were not written at `where`: those of a `change`, or
    those a checklist has from the one it extends.
    """

    values: dict[str, Any]
    where: Spot
    parts: list[Piece]
    broken: bool = False
    elsewhere: dict[str, Spot] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Its id; empty if that could not be read."""
        return str(self.values.get("id", ""))

    def at(self, *path: str | int) -> Spot:
        """The document and the path in it where a part of the values was written."""
        if path and path[0] in self.elsewhere:
            document, start = self.elsewhere[str(path[0])]
            return document, (*start, *path[1:])
        return self.where[0], (*self.where[1], *path)

    def changed_at(self, *keys: str) -> Spot:
        """Where the first of the keys that a change wrote stands; else where the first key does."""
        return self.at(next((key for key in keys if key in self.elsewhere), keys[0]))

    def written_keys(self) -> frozenset[str]:
        """The keys that its author wrote, those that equal a default among them."""
        document, path = self.where
        data = document.data
        for step in path:
            data = data[step]
        return frozenset(data)

    def copy(self) -> Piece:
        """A piece that can be changed without changing this one."""
        parts = [part.copy() for part in self.parts]
        return Piece({**self.values}, self.where, parts, self.broken, {**self.elsewhere})

    def facts(self) -> dict[str, Any]:
        """The values without what has done its work once the checklist is built."""
        return {key: value for key, value in self.values.items() if key not in _BUILDING_KEYS}

    def questions(self) -> Iterator[Piece]:
        """Of a checklist: every question, in the order of asking."""
        return (question for section in self.parts for question in section.parts)


class Findings:
    """Mistakes in several documents, with their places; `errors` are those that are more than warnings."""

    def __init__(self) -> None:
        self._mistakes: dict[int, tuple[Document, list[Mistake]]] = {}
        self._problems: list[Problem] = []
        self._texts: list[tuple[Document, Texts]] = []
        self.errors = 0

    def add(
        self,
        where: Spot,
        message: Message | Sentence,
        /,
        *,
        on_key: bool = False,
        warning: bool = False,
        **values: Any,
    ) -> None:
        """Notes a mistake, or what is only to be warned about."""
        document, path = where
        self.take(document, [Mistake(path, *message.of(**values), on_key, warning)])

    def take(self, document: Document, mistakes: list[Mistake]) -> None:
        """Notes the mistakes that a reader found in a document."""
        self._mistakes.setdefault(id(document), (document, []))[1].extend(mistakes)
        self.errors += sum(not mistake.warning for mistake in mistakes)

    def take_reading(self, document: Document, reading: Reading) -> None:
        """Notes what came up in reading a document."""
        self.take(document, reading.mistakes)
        self._texts.append((document, reading.texts))

    def take_problems(self, problems: list[Problem]) -> None:
        """Notes what is wrong with the form of a file."""
        self._problems += problems
        self.errors += sum(not problem.warning for problem in problems)

    def problems(self) -> list[Problem]:
        """All of them, by document and place."""
        for document, texts in self._texts:
            self.take(document, missing_languages(texts, *(others for _, others in self._texts)))
        located: list[Problem] = []
        errors = 0  # counted along: there may be thousands of documents
        for document, found in self._mistakes.values():
            new = document.located(found, errors)
            errors += sum(not problem.warning for problem in new)
            located += new
        unique = dict.fromkeys([*self._problems, *located])  # two may extend the same file
        return first_problems(
            sorted(unique, key=lambda problem: (problem.file, problem.line, problem.column))
        )


def piece_of(values: dict[str, Any], document: Document, reading: Reading) -> Piece:
    """The pieces of one file, from its normalised values and the mistakes in reading them."""
    broken = {mistake.path[:4] for mistake in reading.mistakes if not mistake.warning}
    broken |= {path[:length] for path in broken for length in range(len(path))}
    sections = [
        _section(section, (document, ("sections", index)), broken)
        for index, section in enumerate(values.pop("sections", ()))
        if section is not REFUSED
    ]
    return Piece(values, (document, ()), sections, () in broken)


def _section(values: dict[str, Any], where: Spot, broken: set[Path]) -> Piece:
    document, path = where
    questions = []
    for index, question in enumerate(values.pop("questions", ())):
        place = (*path, "questions", index)
        if question is not REFUSED:
            questions.append(Piece(question, (document, place), [], place in broken))
    return Piece(values, where, questions, (*path, "clock") in broken)


# ── `extends`: a checklist that adds to another one, drops parts of it and changes some ──

_UNKNOWN_PART = _("`{base}` has no section or question `{found}`")
_UNKNOWN_NEIGHBOUR = _("there is no `{found}` to stand before")
_INCOMPLETE = _("the section `{section}` is new here; give it `{key}` too")
# Keys that say how to build the checklist, not what it is.
_BUILDING_KEYS: Final = frozenset(("extends", "drop", "change", "before"))


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
    return whole


def _overwrite(part: Piece, other: Piece, written: Collection[str]) -> None:
    # A default that the other one writes is not among its values, and yet it counts.
    others = {key: value for key, value in part.values.items() if key not in written}
    part.values = others | other.values


def _parts(whole: Piece) -> dict[str, Piece]:
    parts = {section.id: section for section in whole.parts}
    return parts | {question.id: question for question in whole.questions()}


def _drop(whole: Piece, extension: Piece, findings: Findings) -> None:
    known = _parts(whole)
    dropped = extension.values.get("drop", [])
    for index, id_ in enumerate(dropped):
        if id_ not in known:
            said = unknown(_UNKNOWN_PART, str(id_), known)
            findings.add(extension.at("drop", index), said, base=whole.id)
    whole.parts = [section for section in whole.parts if section.id not in dropped]
    for section in whole.parts:
        section.parts = [question for question in section.parts if question.id not in dropped]


def _change(whole: Piece, extension: Piece, findings: Findings) -> None:
    known = _parts(whole)
    for id_, keys in extension.values.get("change", {}).items():
        where = extension.at("change", id_)
        part = known.get(id_)
        if part is None:
            said = unknown(_UNKNOWN_PART, id_, known)
            findings.add(where, said, on_key=True, base=whole.id)
            continue
        reading = Reading()
        record = SECTION_CHANGE if part in whole.parts else QUESTION_CHANGE
        values = record.read(keys, where[1], reading)
        findings.take_reading(where[0], reading)
        part.broken |= reading.failed
        part.elsewhere |= {key: (where[0], (*where[1], key)) for key in keys}
        part.values = {key: v for key, v in part.values.items() if key not in keys} | values


def _add_section(whole: Piece, section: Piece, findings: Findings) -> None:
    """Puts a new section in its place, or the questions of a known one into that."""
    known = {part.id: part for part in whole.parts}
    if section.id in known:
        target, written = known[section.id], section.written_keys()
        target.elsewhere |= {key: section.at(key) for key in written}
        _overwrite(target, section, written)
        target.broken |= section.broken
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
    if neighbour is not None and neighbour not in ids:
        findings.add(part.at("before"), unknown(_UNKNOWN_NEIGHBOUR, neighbour, ids))
    parts.insert(ids.index(neighbour) if neighbour in ids else len(parts), part)
