"""The documents of an answers file, one by one: YAML, JSON, or JSON lines of any length."""

import json
import re
from collections.abc import Iterator
from typing import IO, Any, Final

from audit_cli.checklist.source import (
    DEEPEST,
    LARGEST,
    LONGEST,
    Document,
    Plain,
    Quoted,
    Source,
    read_documents,
)
from audit_cli.errors import Problem
from audit_cli.language import _

_TOO_LARGE: Final = _(
    "the file has more than {largest} MB; of JSON lines, one audit on each, any number is read"
)
_LONG_LINE: Final = _("this line has more than {largest} MB; write one audit a line")
_LARGEST_VALUES: Final = (("largest", LARGEST // 2**20),)
# What JSON takes and YAML does not: control characters, raw or escaped, and half characters.
_UNUSUAL: Final = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xef\xbf[\xbe\xbf]"
    rb"|\\[bf]|\\u(?:00[01789]|[dD][89a-fA-F]|[fF]{3}[eEfF])"
)


def documents(stream: IO[bytes], name: str) -> Iterator[tuple[Document, list[Problem]]]:
    """The documents of an answers file, one by one, each with the problems of its form.

    JSON lines are read a line at a time, so that a file of any length takes little memory."""
    number, first = 1, stream.readline(LARGEST + 1)
    while first and not first.strip():
        number, first = number + 1, stream.readline(LARGEST + 1)
    if _is_json_line(first):
        yield from _json_lines(first, stream, name, number)
        return
    text = first + stream.read(max(0, LARGEST + 1 - len(first)))
    if len(text) > LARGEST:
        yield _nothing(name), [Problem(_TOO_LARGE, _LARGEST_VALUES, name)]
        return
    found, problems = read_documents(text, name, number)
    yield from ((document, []) for document in found)
    if problems:
        yield _nothing(name), problems


def _json_lines(
    line: bytes, stream: IO[bytes], name: str, number: int
) -> Iterator[tuple[Document, list[Problem]]]:
    while line:
        if len(line) > LARGEST:
            yield _nothing(name), [Problem(_LONG_LINE, _LARGEST_VALUES, name, number, 1)]
            return
        if line.strip():
            yield _json_line(line, name, number)
        line, number = stream.readline(LARGEST + 1), number + 1


def _json_line(line: bytes, name: str, number: int) -> tuple[Document, list[Problem]]:
    data = _json(line)
    if data is not None:
        # The text is kept for the places of mistakes only; YAML doesn't take tabs between tokens.
        return Document(data, Source(line.decode().replace("\t", " "), name, number)), []
    found, problems = read_documents(line, name, number)
    return (found[0] if found else _nothing(name)), problems


def _nothing(name: str) -> Document:
    return Document(None, Source("", name))


def _is_json_line(line: bytes) -> bool:
    """Whether a line is a whole JSON object, or was meant to be one."""
    if _json(line) is not None:
        return True
    closed = re.fullmatch(rb'\s*\{\s*".*\}\s*', line, re.DOTALL)
    return bool(closed) and line.count(b"{") == line.count(b"}")


def _json(line: bytes) -> dict[str, Plain] | None:
    """A line that is a JSON object, scalars as written; None where anything about it is unusual."""
    if not line.lstrip().startswith(b"{") or _UNUSUAL.search(line):
        return None
    try:
        found = json.loads(
            line.decode(),
            object_pairs_hook=_pairs,
            parse_int=str,
            parse_float=str,
            parse_constant=str,
        )
        return _plain(found) if isinstance(found, dict) else None
    except (ValueError, RecursionError):
        return None


_WORDS: Final = {True: "true", False: "false"}


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Plain]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("duplicate key")
    if isinstance(found.get("value"), str):
        found["value"] = Quoted(found["value"])
    return found


def _plain(data: Any, depth: int = 1) -> Plain:
    """The data with its scalars as written. Raises ValueError where it has more than YAML may."""
    if data is True or data is False:
        return _WORDS[data]
    if not isinstance(data, list | dict):
        return data
    if len(data) > LONGEST or depth > DEEPEST:
        raise ValueError("too long or too deep")
    if isinstance(data, list):
        return [_plain(part, depth + 1) for part in data]
    if "" in data:
        raise ValueError("an empty key")
    return {key: _plain(part, depth + 1) for key, part in data.items()}
