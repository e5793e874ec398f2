"""Plain data from PyYAML's event stream, and where each part of it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Any, Final

import yaml

from audit_cli.checklist.source import (
    DEEPEST,
    LONGEST,
    Document,
    Path,
    Place,
    Plain,
    Quoted,
    Source,
    Values,
)
from audit_cli.checklist.syntax import syntax_problem
from audit_cli.errors import MOST_PROBLEMS, Problem, first_problems
from audit_cli.language import Message, _

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

_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_NULLS: Final = frozenset(("", "~", "null", "Null", "NULL"))
_IGNORED: Final = "\0"  # the key of a part that was refused: it is read, but not kept


class _Stop(Exception):
    """Reading ends here, with the problem noted."""


class _Frame:
    """An open list or map, and the key of the part that comes next."""

    __slots__ = ("key", "key_mark", "node")

    def __init__(self, node: list[Plain] | dict[str, Plain]) -> None:
        self.node = node
        self.key: str | None = None
        self.key_mark: Any = None

    def expects_key(self) -> bool:
        return self.key is None and isinstance(self.node, dict)

    def step(self) -> str | int:
        """The last part of the path of the value that comes next."""
        return len(self.node) if isinstance(self.node, list) else str(self.key)

    def keep(self, value: Plain) -> None:
        if isinstance(self.node, list):
            self.node.append(value)
        elif self.key is not None:
            if self.key is not _IGNORED:
                self.node[self.key] = value
            self.key = self.key_mark = None


class _Composer:
    """Builds plain data without recursion; notes the places of the wanted paths, if any."""

    def __init__(self, source: Source, wanted: Collection[Path] = ()) -> None:
        self.source = source
        self.wanted = wanted
        self.places: dict[Path, Place] = {}
        self.problems: list[Problem] = []

    def document(self, events: Iterator[yaml.Event]) -> Plain:
        """The data of one document, from behind its start to its end."""
        stack = [_Frame([])]
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(stack, event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open(stack, event)
            elif isinstance(event, yaml.CollectionEndEvent):
                closed = stack.pop()
                stack[-1].keep(closed.node)
            elif isinstance(event, yaml.AliasEvent):
                self._refuse(_ALIAS, event.start_mark)
                self._value(stack, None, event)
            else:
                break
            if self.wanted and len(self.places) == len(self.wanted):
                break
        root = stack[0].node
        return root[0] if isinstance(root, list) and root else None

    def _scalar(self, stack: list[_Frame], event: yaml.ScalarEvent) -> None:
        self._refuse_node_properties(event)
        text: str = event.value
        if event.style == '"':
            text = self._unescaped(text, event.start_mark)
        if stack[-1].expects_key():
            self._key(stack[-1], text, event.start_mark)
        else:
            empty = not event.style and text in _NULLS
            self._value(stack, None if empty else Quoted(text) if event.style else text, event)

    def _open(self, stack: list[_Frame], event: yaml.CollectionStartEvent) -> None:
        self._refuse_node_properties(event)
        if stack[-1].expects_key():
            self._refuse(_KEY, event.start_mark)
            raise _Stop
        if len(stack) > DEEPEST:
            self._refuse(_TOO_DEEP, event.start_mark, (("deepest", DEEPEST),))
            raise _Stop
        self._check_room(stack[-1], event.start_mark)
        self._note(stack, event)
        stack.append(_Frame({} if isinstance(event, yaml.MappingStartEvent) else []))

    def _key(self, frame: _Frame, key: str, mark: Any) -> None:
        frame.key, frame.key_mark = key, mark
        if key in frame.node:
            self._refuse(_DUPLICATE, mark, (("key", key[:60]),))
            frame.key = _IGNORED
        elif not key:
            self._refuse(_NO_KEY, mark)
            frame.key = _IGNORED

    def _value(self, stack: list[_Frame], value: str | None, event: yaml.Event) -> None:
        if stack[-1].expects_key():  # an alias in the place of a key
            stack[-1].key = _IGNORED
            return
        self._check_room(stack[-1], event.start_mark)
        self._note(stack, event)
        stack[-1].keep(value)

    def _check_room(self, frame: _Frame, mark: Any) -> None:
        if len(frame.node) >= LONGEST:
            mark = frame.key_mark or mark
            self._refuse(_TOO_LONG, mark, (("longest", LONGEST),))
            raise _Stop

    def _note(self, stack: list[_Frame], event: yaml.Event) -> None:
        """Keeps the place of the value that comes next, if somebody wants to know it."""
        if not self.wanted:
            return
        path = tuple(frame.step() for frame in stack[1:])
        if path in self.wanted and not any(frame.key is _IGNORED for frame in stack):
            value: Any = event.start_mark
            key = stack[-1].key_mark or value
            self.places[path] = ((key.line, key.column), (value.line, value.column))

    def _refuse_node_properties(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._refuse(_ANCHOR, event.start_mark)
        elif event.tag is not None:
            self._refuse(_TAG, event.start_mark)

    def _unescaped(self, text: str, mark: Any) -> str:
        """The text with pairs of surrogates joined, as JSON writes characters beyond U+FFFF."""
        if _SURROGATES.search(text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        if lone := _SURROGATES.search(text):
            self._refuse(_SURROGATE, mark, _code(lone[0]))
        elif control := _CONTROLS.search(text):
            self._refuse(_ESCAPED_CONTROL, mark, _code(control[0]))
        return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)

    def _refuse(self, message: Message, mark: Any, values: Values = ()) -> None:
        self.problems.append(self.source.problem(message, mark.line, mark.column, values))
        if len(self.problems) > 2 * MOST_PROBLEMS:  # of a megabyte of them
            self.problems = first_problems(self.problems)


def _code(character: str) -> Values:
    return (("code", f"U+{ord(character):04X}"),)


def compose(source: Source) -> tuple[list[Document], list[Problem]]:
    """Every document of a file up to the first error of syntax, and the problems of its form."""
    documents: list[Document] = []
    problems: list[Problem] = []
    loader = yaml.SafeLoader(source.text)
    composer = _Composer(source)
    try:
        for event in _events(loader):
            if isinstance(event, yaml.DocumentStartEvent):
                composer = _Composer(source)
                data = composer.document(_events(loader))
                own = _part(source, event.start_mark, loader.get_mark())
                refused = frozenset((p.line, p.column) for p in composer.problems)
                documents.append(Document(data, own, refused))
                if composer.problems:
                    problems = first_problems([*problems, *composer.problems])
    except _Stop:
        problems += composer.problems
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        problems += composer.problems
        problems.append(syntax_problem(error, loader.get_mark(), source))
    return documents, problems


def _part(source: Source, start: Any, end: Any) -> Source:
    """The text of one document; what begins the next one may be at its end, and is not read."""
    text = source.text[start.index - start.column : end.index]
    return Source(text, source.name, source.first_line + start.line)


def places_of(source: Source, wanted: Collection[Path]) -> dict[Path, Place]:
    """Where the wanted paths of a document stand; it was read before without an error.

    As JSON it may hold what stops YAML, such as a key of over 1,024 characters: what stands behind
    that has no place.
    """
    events = _events(yaml.SafeLoader(source.text))
    composer = _Composer(source, wanted)
    with suppress(yaml.YAMLError, _Stop):
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                composer.document(events)
                break
    return composer.places


def _events(loader: yaml.SafeLoader) -> Iterator[yaml.Event]:
    while loader.check_event():
        yield loader.get_event()  # type: ignore[no-untyped-call]
