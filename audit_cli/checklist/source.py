"""Safe YAML and JSON with positions: plain data out, every mistake with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from audit_cli.errors import MOST_PROBLEMS, Problem, more_problems
from audit_cli.language import Message, _

# None, the str its author wrote, a list, or a dict in the order of writing.
Plain = Any
Path = tuple[str | int, ...]
Values = tuple[tuple[str, object], ...]

DEEPEST: Final = 50  # lists and maps within each other
LONGEST: Final = 10_000  # items of a list or map; a checklist of so many questions is possible
LARGEST: Final = 8 * 1024 * 1024  # bytes; a checklist of 10,000 questions has 4 MB

_TOO_LARGE = _("the file has more than {largest} MB; no more is read")
_NOT_UTF8 = _("this letter is not UTF-8 (byte {byte}); save the file with the encoding UTF-8")
_NUL = _("a NUL character; the file is binary, or UTF-16 without its mark: save it as UTF-8")
_CONTROL = _("the invisible control character {code}; delete it")
_BYTE_ORDER_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


class Quoted(str):
    """What its author wrote in quotes, or as a block: surely a text. Nothing that comes from a cache is."""

    __slots__ = ()


class Mistake(NamedTuple):
    """What a reader found wrong in plain data, at a path of keys and indexes from 0.

    With `on_key` the key at the end of the path is meant, else its value.
    """

    path: Path
    message: Message
    values: Values = ()
    on_key: bool = False
    warning: bool = False


class Source(NamedTuple):
    """The decoded text of a file, the name that problems give it, and its first line's number."""

    text: str
    name: str
    first_line: int = 1

    def problem(self, message: Message, line: int, column: int, values: Values = ()) -> Problem:
        """A problem at a line and column counted from 0 in the text."""
        return Problem(message, values, self.name, line + self.first_line, column + 1)


class Document:
    """One document of a file. Positions are not kept: `located` looks them up when needed, in the
    document's own part of the text, for a file may have thousands of them.

    `refused` holds the places (line, column) that already have a problem of their own.
    A document whose data came from a cache has an empty source, and its problems no line.
    """

    __slots__ = ("data", "refused", "source")

    def __init__(
        self,
        data: Plain,
        source: Source,
        refused: frozenset[tuple[int, int]] = frozenset(),
    ) -> None:
        self.data = data
        self.source = source
        self.refused = refused

    def located(self, mistakes: Sequence[Mistake], before: int = 0) -> list[Problem]:
        """The mistakes as problems with file, line and column, sorted by place.

        Of very many the first are told, errors before warnings, and the rest counted: those that may
        still be told when so many errors of the file stand `before` them."""
        errors_first = sorted(mistakes, key=lambda mistake: mistake.warning)
        room = max(0, MOST_PROBLEMS - before)
        told, rest = errors_first[:room], errors_first[room:]
        places = self._places(told) if told else {}
        problems = [self._problem(mistake, places) for mistake in told]
        new = [p for p in problems if (p.line, p.column) not in self.refused]
        new.sort(key=lambda problem: (problem.line, problem.column))
        if not rest:
            return new
        warnings = sum(mistake.warning for mistake in rest)
        last = new or [self._problem(rest[0], {(): ((0, 0), (0, 0))})]
        return [*new, *more_problems(last, len(rest) - warnings, warnings)]

    def _places(self, mistakes: Iterable[Mistake]) -> dict[Path, Place]:
        from audit_cli.checklist.composing import places_of  # noqa: PLC0415 (imports yaml)

        paths = {m.path[:length] for m in mistakes for length in range(len(m.path) + 1)}
        wanted = {path for path in paths if _leads_somewhere(self.data, path)}
        return places_of(self.source, wanted)

    def _problem(self, mistake: Mistake, places: dict[Path, Place]) -> Problem:
        path = mistake.path
        while path and path not in places:
            path = path[:-1]
        key, value = places.get(path, ((-self.source.first_line, -1),) * 2)
        line, column = key if mistake.on_key and path == mistake.path else value
        line, column = line + self.source.first_line, column + 1
        name = self.source.name
        return Problem(mistake.message, mistake.values, name, line, column, mistake.warning)


# Where a key and its value stand; line and column from 0. An item of a list is its own key.
Place = tuple[tuple[int, int], tuple[int, int]]


def read_documents(
    data: bytes, name: str, first_line: int = 1
) -> tuple[list[Document], list[Problem]]:
    """The documents of a YAML or JSON file, and what is wrong with its form.

    Scalars stay the text their author wrote (`no`, `12:30`, `010`); a plain empty value, `~` or
    `null` is None. Anchors, aliases, tags, duplicate keys, control characters, depth over 50, more
    than 10,000 items in a list or map and more than 8 MB are refused. After an error of syntax only the
    documents before it are read.
    """
    text, problems = _decoded(data, name, first_line)
    if problems:
        return [], problems
    if "\t" in text and _is_json(text):
        # A tab in JSON is never part of a text. As spaces they are valid YAML, at the same places.
        text = text.replace("\t", " ")
    from audit_cli.checklist.composing import compose  # noqa: PLC0415 (imports yaml)

    return compose(Source(text, name, first_line))


def _leads_somewhere(data: Plain, path: Path) -> bool:
    for step in path:
        inside: Plain = range(len(data)) if isinstance(data, list) else data
        if not isinstance(data, list | dict) or step not in inside:
            return False
        data = data[step]  # type: ignore[index]
    return True


def _is_json(text: str) -> bool:
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        json.loads(text, parse_int=str)
    except (ValueError, RecursionError):
        return False
    return True


def _decoded(data: bytes, name: str, first_line: int) -> tuple[str, list[Problem]]:
    if len(data) > LARGEST:
        return "", [Problem(_TOO_LARGE, (("largest", LARGEST // 2**20),), name)]
    mark, codec = next((m for m in _BYTE_ORDER_MARKS if data.startswith(m[0])), (b"", "utf-8"))
    data = data.removeprefix(mark)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(codec, "replace")
        byte = (("byte", f"{data[error.start]:02X}"),)
        source = Source(before, name, first_line)
        return "", [source.problem(_NOT_UTF8, *_line_and_column(before, len(before)), byte)]
    return text, _control_characters(Source(text, name, first_line))


def _control_characters(source: Source) -> list[Problem]:
    # The complement of YAML's printable characters (YAML 1.1, 5.1).
    pattern = "[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    found = re.search(pattern, source.text)
    if not found:
        return []
    message = _NUL if found[0] == "\0" else _CONTROL
    values = (("code", f"U+{ord(found[0]):04X}"),)
    return [source.problem(message, *_line_and_column(source.text, found.start()), values)]


def _line_and_column(text: str, index: int) -> tuple[int, int]:
    lines = re.split("\r\n|[\n\r]", text[:index])
    return len(lines) - 1, len(lines[-1])
