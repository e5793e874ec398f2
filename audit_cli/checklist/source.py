"""Safe YAML and JSON with positions: plain data out, every mistake with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence, Sized
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from audit_cli.errors import MOST_PROBLEMS, Problem, first_problems, more_problems
from audit_cli.language import Message, _

if TYPE_CHECKING:
    import yaml

# None, the str its author wrote, a list, or a dict in the order of writing.
Plain = Any
Path = tuple[str | int, ...]
Values = tuple[tuple[str, object], ...]

DEEPEST: Final = 50  # lists and maps within each other
LONGEST: Final = 10_000  # items of a list or map; a checklist of so many questions is possible
LARGEST_FILE: Final = 8 * 1024 * 1024  # bytes; a checklist of 10,000 questions has 4 MB

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

    def problem(
        self, message: Message, line: int, column: int, values: Values = (), warning: bool = False
    ) -> Problem:
        """A problem at a line and column counted from 0 in the text."""
        return Problem(message, values, self.name, line + self.first_line, column + 1, warning)


class Document(NamedTuple):
    """One document of a file. Positions are not kept: `located` looks them up when needed, in the
    document's own part of the text, for a file may have thousands of them.

    `refused` holds the places (line, column) that already have a problem of their own.
    A document whose data came from a cache has an empty source, and its problems no line.
    """

    data: Plain
    source: Source
    refused: frozenset[tuple[int, int]] = frozenset()

    def located(self, mistakes: Sequence[Mistake], before: int = 0) -> list[Problem]:
        """The mistakes as problems with file, line and column, sorted by place.

        Of very many the first are told, errors before warnings, and the rest counted: those that may
        still be told when so many errors of the file stand `before` them."""
        errors_first = sorted(mistakes, key=lambda mistake: mistake.warning)
        room = max(0, MOST_PROBLEMS - before)
        first, rest = errors_first[:room], errors_first[room:]
        paths = {m.path[:length] for m in first for length in range(len(m.path) + 1)}
        places = self._places({path for path in paths if _leads_somewhere(self.data, path)})
        problems = [self._problem(mistake, places) for mistake in first]
        new = [p for p in problems if (p.line, p.column) not in self.refused]
        new.sort(key=lambda problem: (problem.line, problem.column))
        if not rest:
            return new
        warnings = sum(mistake.warning for mistake in rest)
        last = new or [self._problem(rest[0], {(): ((0, 0), (0, 0))})]
        return [*new, *more_problems(last, len(rest) - warnings, warnings)]

    def _places(self, paths: Collection[Path]) -> dict[Path, _Place]:
        """Where these paths stand; it was read before without an error.

        As JSON it may hold what stops YAML, such as a key of over 1,024 characters: what stands behind
        that has no place.
        """
        if not paths:
            return {}
        import yaml  # noqa: PLC0415 (what comes from a cache needs none)

        events = _events(yaml.SafeLoader(self.source.text))
        composer = _Composer(self.source, events, paths)
        with suppress(yaml.YAMLError, _Stop):
            if any(isinstance(event, yaml.DocumentStartEvent) for event in events):
                composer.document()
        return composer.places

    def _problem(self, mistake: Mistake, places: dict[Path, _Place]) -> Problem:
        path = mistake.path
        while path and path not in places:
            path = path[:-1]
        key, value = places.get(path, ((-self.source.first_line, -1),) * 2)
        line, column = key if mistake.on_key and path == mistake.path else value
        return self.source.problem(mistake.message, line, column, mistake.values, mistake.warning)


# Where a key and its value stand; line and column from 0. An item of a list is its own key.
_Place = tuple[tuple[int, int], tuple[int, int]]


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
    return _compose(Source(text, name, first_line))


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
    with suppress(ValueError, RecursionError):
        json.loads(text, parse_int=str)
        return True
    return False


def _decoded(data: bytes, name: str, first_line: int) -> tuple[str, list[Problem]]:
    if len(data) > LARGEST_FILE:
        return "", [Problem(_TOO_LARGE, (("largest", LARGEST_FILE // 2**20),), name)]
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
    place = _line_and_column(source.text, found.start())
    return [source.problem(message, *place, _code(found[0]))]


def _line_and_column(text: str, index: int) -> tuple[int, int]:
    lines = re.split("\r\n|[\n\r]", text[:index])
    return len(lines) - 1, len(lines[-1])


# ── from PyYAML's events to plain data ──────────────────────────────────────────────────────────────


_TOO_DEEP = _("lists and maps are nested more than {deepest} deep; make it flatter")
_TOO_LONG = _("this list or map has more than {longest} items; make several files of it")
_ALIAS = _(
    "`*` refers to another place (a YAML alias), which is not read; "
    "write the value out, or put a text in quotes"
)
_ANCHOR = _(
    "`&` names a place (a YAML anchor), which is not read; delete it, or put a text in quotes"
)
_TAG = _(
    "`!` asks for another type (a YAML tag), which is not read; delete it, or put a text in quotes"
)
_KEY = _("a list or a map can't be a key; write a word before the colon")
_NO_KEY = _("there is nothing before the colon; write a word there")
_DUPLICATE = _("`{key}` stands here twice; delete one of them")
_SURROGATE = _("half of a character ({code}); write the whole one, such as 😀")
_ESCAPED_CONTROL = _("the invisible control character {code}; delete it from the text")

# Compiled where a document is read: most commands read none.
_SURROGATES: Final = "[\ud800-\udfff]"
_CONTROLS: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]"
_NULLS: Final = frozenset(("", "~", "null", "Null", "NULL"))
_IGNORED: Final = "\0"  # the key of a part that was refused: it is read, but not kept


class _Stop(Exception):
    """Reading ends here, with the problem noted."""


class _Composer:
    """Builds the plain data of a document from its events; notes the places of some paths, if of any, and
    stops when it has them all."""

    def __init__(
        self, source: Source, events: Iterator[yaml.Event], paths: Collection[Path] = ()
    ) -> None:
        self.source = source
        self.events = events
        self.paths = paths
        self.places: dict[Path, _Place] = {}
        self.problems: list[Problem] = []

    def document(self) -> Plain:
        """The data of one document, from behind its start to its end."""
        data = self._value(next(self.events), ())
        next(self.events)
        return data

    def _value(self, event: yaml.Event, path: Path, key: Any = None) -> Plain:
        """What begins with this event, at a path; `key` is the mark of its key. It is never deeper than DEEPEST."""
        import yaml  # noqa: PLC0415 (what comes from a cache needs none)

        if isinstance(event, yaml.AliasEvent):
            self._refuse(_ALIAS, event.start_mark)
        else:
            self._refuse_node_properties(event)
        if isinstance(event, yaml.CollectionStartEvent) and len(path) >= DEEPEST:
            self._refuse(_TOO_DEEP, event.start_mark, (("deepest", DEEPEST),))
            raise _Stop
        if path in self.paths:
            mark: Any = event.start_mark
            key = key or mark
            self.places[path] = ((key.line, key.column), (mark.line, mark.column))
            if len(self.places) == len(self.paths):
                raise _Stop
        if isinstance(event, yaml.MappingStartEvent):
            return self._map(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        return self._scalar(event) if isinstance(event, yaml.ScalarEvent) else None

    def _scalar(self, event: yaml.ScalarEvent) -> str | None:
        if event.style == '"':
            return Quoted(self._unescaped(event.value, event.start_mark))
        if not event.style and event.value in _NULLS:
            return None
        return Quoted(event.value) if event.style else str(event.value)

    def _list(self, path: Path) -> list[Plain]:
        import yaml  # noqa: PLC0415 (what comes from a cache needs none)

        items: list[Plain] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            self._check_length(items, event.start_mark)
            items.append(self._value(event, (*path, len(items))))
        return items

    def _map(self, path: Path) -> dict[str, Plain]:
        import yaml  # noqa: PLC0415 (what comes from a cache needs none)

        values: dict[str, Plain] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event, values)
            self._check_length(values, event.start_mark)
            value = self._value(next(self.events), (*path, key), event.start_mark)
            if key is not _IGNORED:
                values[key] = value
        return values

    def _key(self, event: yaml.Event, values: Collection[str]) -> str:
        """A key, or _IGNORED for one that is refused."""
        import yaml  # noqa: PLC0415 (what comes from a cache needs none)

        if isinstance(event, yaml.AliasEvent):
            self._refuse(_ALIAS, event.start_mark)
            return _IGNORED
        self._refuse_node_properties(event)
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse(_KEY, event.start_mark)
            raise _Stop
        key: str = event.value
        if event.style == '"':
            key = self._unescaped(key, event.start_mark)
        if key and key not in values:
            return key
        duplicate = (("key", key[:60]),)
        self._refuse(_DUPLICATE if key else _NO_KEY, event.start_mark, duplicate if key else ())
        return _IGNORED

    def _check_length(self, node: Sized, mark: Any) -> None:
        if len(node) >= LONGEST:
            self._refuse(_TOO_LONG, mark, (("longest", LONGEST),))
            raise _Stop

    def _refuse_node_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(_ANCHOR, event.start_mark)
        elif event.tag is not None:
            self._refuse(_TAG, event.start_mark)

    def _unescaped(self, text: str, mark: Any) -> str:
        """The text with pairs of surrogates joined, as JSON writes characters beyond U+FFFF."""
        if re.search(_SURROGATES, text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        if lone := re.search(_SURROGATES, text):
            self._refuse(_SURROGATE, mark, _code(lone[0]))
        elif control := re.search(_CONTROLS, text):
            self._refuse(_ESCAPED_CONTROL, mark, _code(control[0]))
        return re.sub(_SURROGATES, "\N{REPLACEMENT CHARACTER}", text)

    def _refuse(self, message: Message, mark: Any, values: Values = ()) -> None:
        self.problems.append(self.source.problem(message, mark.line, mark.column, values))
        if len(self.problems) > 2 * MOST_PROBLEMS:  # of a megabyte of them
            self.problems = first_problems(self.problems)


def _code(character: str) -> Values:
    return (("code", f"U+{ord(character):04X}"),)


def _compose(source: Source) -> tuple[list[Document], list[Problem]]:
    """Every document of a file up to the first error of syntax, and the problems of its form."""
    import yaml  # noqa: PLC0415 (what comes from a cache needs none)

    documents: list[Document] = []
    problems: list[Problem] = []
    loader = yaml.SafeLoader(source.text)
    composer = _Composer(source, _events(loader))
    try:
        for event in _events(loader):
            if isinstance(event, yaml.DocumentStartEvent):
                composer = _Composer(source, _events(loader))
                data = composer.document()
                start: Any = event.start_mark
                # What begins the next one may be at its end, and is not read.
                text = source.text[start.index - start.column : loader.get_mark().index]
                own = Source(text, source.name, source.first_line + start.line)
                refused = frozenset((p.line, p.column) for p in composer.problems)
                documents.append(Document(data, own, refused))
                if composer.problems:
                    problems = first_problems([*problems, *composer.problems])
    except _Stop:
        problems += composer.problems
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        problems += composer.problems
        problems.append(_syntax_problem(error, loader.get_mark(), source))
    return documents, problems


def _events(loader: yaml.SafeLoader) -> Iterator[yaml.Event]:
    while loader.check_event():
        yield loader.get_event()  # type: ignore[no-untyped-call]


# ── YAML's errors of syntax, in words that the author of a file understands ────────────────────────


_TAB = _("a tab; YAML is indented with spaces: replace it with spaces")
_COLON_IN_TEXT = _(
    "this colon doesn't fit here; put a text with a colon in quotes, "
    "or look whether the line before lacks its colon or this one is indented too far"
)
_NO_COLON = _("a colon is missing in this line, or a space behind it; write `key: value`")
_NOTHING_BEFORE = _("there is nothing before this colon; write a word there")
_INDENTATION = _(
    "this line is not aligned with the ones above, or the line before it is unfinished; "
    "give lines of the same list or map the same indentation"
)
_UNCLOSED_QUOTE = _(
    "the quote opened here is never closed; write the same quote at the end of the text"
)
_UNCLOSED_BRACKET = _(
    "unexpected text between {{ }} or [ ]; put texts in quotes, put a comma between parts, "
    "and close what was opened"
)
_ESCAPE = _(
    "this combination with `\\` doesn't exist; write `\\\\`, or put the text in single quotes"
)
_CHARACTER = _("a text can't begin with this character; put the text in quotes")
_AFTER_END = _("more text after the end of the document; begin another one with a line `---`")
_OTHER = _("this is not valid YAML ({detail}); a text in quotes often helps")

# PyYAML's words → ours, and whether the place where the part began says more than where it failed.
_TABLE: Final = (
    ("found character '\\t'", _TAB, False),
    ("mapping values are not allowed here", _COLON_IN_TEXT, False),
    ("could not find expected ':'", _NO_COLON, True),
    ("sequence entries are not allowed here", _INDENTATION, False),
    ("but found ':'", _NOTHING_BEFORE, False),
    ("expected <block end>", _INDENTATION, False),
    ("found unexpected end of stream", _UNCLOSED_QUOTE, True),
    ("found unexpected document separator", _UNCLOSED_QUOTE, True),
    ("expected ',' or", _UNCLOSED_BRACKET, False),
    ("found unknown escape character", _ESCAPE, False),
    ("escape sequence of", _ESCAPE, False),
    ("that cannot start any token", _CHARACTER, False),
    ("expected '<document start>'", _AFTER_END, False),
)


def _syntax_problem(error: Exception, position: Any, source: Source) -> Problem:
    """An error of PyYAML's scanner or parser, or of Python behind it, as a problem with place."""
    mark = getattr(error, "problem_mark", None) or position
    words = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    for part, message, at_beginning in _TABLE:
        if part in words:
            start = getattr(error, "context_mark", None)
            place = start if at_beginning and start else mark
            return source.problem(message, place.line, place.column)
    detail = getattr(error, "problem", None) or str(error)
    message = _ESCAPE if isinstance(error, (ValueError, OverflowError)) else _OTHER
    return source.problem(message, mark.line, mark.column, (("detail", detail),))
