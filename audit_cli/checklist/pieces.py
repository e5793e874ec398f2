"""Checklist, sections and questions as values, each knowing where it was written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from audit_cli.checklist.records import REFUSED, Reading
from audit_cli.checklist.source import Document, Mistake, Path
from audit_cli.errors import Problem, first_problems
from audit_cli.language import Message

Where = tuple[Document, Path]


class Piece:
    """A checklist, a section or a question. `parts` are its sections or questions.

    `values` are the normalised keys without the parts; `broken` says that some of them could not
    be read. `elsewhere` holds the keys that were not written at `where`: those of a `change`, or
    those a checklist has from the one it extends.
    """

    __slots__ = ("broken", "elsewhere", "parts", "values", "where")

    def __init__(
        self, values: dict[str, Any], where: Where, parts: list[Piece], broken: bool = False
    ) -> None:
        self.values = values
        self.where = where
        self.parts = parts
        self.broken = broken
        self.elsewhere: dict[str, Where] = {}

    @property
    def id(self) -> str:
        """Its id; empty if that could not be read."""
        return str(self.values.get("id", ""))

    def at(self, *path: str | int) -> Where:
        """The document and the path in it where a part of the values was written."""
        if path and path[0] in self.elsewhere:
            document, start = self.elsewhere[str(path[0])]
            return document, (*start, *path[1:])
        return self.where[0], (*self.where[1], *path)

    def changed_at(self, *keys: str) -> Where:
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
        twin = Piece(dict(self.values), self.where, [p.copy() for p in self.parts], self.broken)
        twin.elsewhere = dict(self.elsewhere)
        return twin

    def questions(self) -> Iterator[Piece]:
        """Of a checklist: every question, in the order of asking."""
        return (question for section in self.parts for question in section.parts)


class Findings:
    """Mistakes in several documents, told with their places."""

    def __init__(self) -> None:
        self._mistakes: dict[Document, list[Mistake]] = {}
        self._problems: list[Problem] = []
        self.errors = 0

    @property
    def failed(self) -> bool:
        """Whether anything was found that is more than a warning."""
        return self.errors > 0

    def add(
        self, where: Where, message: Message, /, *, on_key: bool = False, **values: Any
    ) -> None:
        """Notes a mistake."""
        document, path = where
        self.take(document, [Mistake(path, message, tuple(values.items()), on_key)])

    def warn(self, where: Where, message: Message, /, **values: Any) -> None:
        """Notes what is allowed, but probably not meant."""
        document, path = where
        self.take(document, [Mistake(path, message, tuple(values.items()), warning=True)])

    def take(self, document: Document, mistakes: list[Mistake]) -> None:
        """Notes the mistakes that a reader found in a document."""
        self._mistakes.setdefault(document, []).extend(mistakes)
        self.errors += sum(not mistake.warning for mistake in mistakes)

    def take_problems(self, problems: list[Problem]) -> None:
        """Notes what is wrong with the form of a file."""
        self._problems += problems
        self.errors += sum(not problem.warning for problem in problems)

    def problems(self) -> list[Problem]:
        """All of them, by document and place."""
        located: list[Problem] = []
        errors = 0
        for document, found in self._mistakes.items():
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


def _section(values: dict[str, Any], where: Where, broken: set[Path]) -> Piece:
    document, path = where
    questions = []
    for index, question in enumerate(values.pop("questions", ())):
        place = (*path, "questions", index)
        if question is not REFUSED:
            questions.append(Piece(question, (document, place), [], place in broken))
    return Piece(values, where, questions, (*path, "clock") in broken)
