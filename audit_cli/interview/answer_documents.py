"""The documents of an answers file, one by one: YAML, JSON, or JSON lines of any length."""

import json
from collections.abc import Iterator
from typing import IO, Any, Final

from audit_cli.checklist.source import Document, Plain, Source, read_documents
from audit_cli.errors import Problem

_LARGEST_LINE: Final = 8 * 1024 * 1024  # bytes


def documents(stream: IO[bytes], name: str) -> Iterator[tuple[Document, list[Problem]]]:
    """The documents of an answers file, one by one, each with the problems of its form.

    JSON lines are read a line at a time, so that a file of any length takes little memory."""
    first = stream.readline(_LARGEST_LINE)
    while first.strip() == b"" and first:
        first = stream.readline(_LARGEST_LINE)
    if _json(first) is None:
        found, problems = read_documents(first + stream.read(), name)
        empty = Document(None, Source("", name))
        yield from ((document, []) for document in found)
        if problems:
            yield empty, problems
        return
    number, line = 1, first
    while line:
        if line.strip():
            yield _json_line(line, name, number)
        line, number = stream.readline(_LARGEST_LINE), number + 1


def _json_line(line: bytes, name: str, number: int) -> tuple[Document, list[Problem]]:
    data = _json(line)
    if data is not None:
        # The text is kept for the places of mistakes only; it is decoded when one is found.
        return Document(data, Source(line.decode(), name, number)), []
    found, problems = read_documents(line, name, number)
    return (found[0] if found else Document(None, Source("", name, number))), problems


def _json(line: bytes) -> dict[str, Plain] | None:
    """A line that is a JSON object, scalars as written; None where anything is unusual about it."""
    if not line.lstrip().startswith(b"{"):
        return None
    try:
        found = json.loads(
            line, object_pairs_hook=_pairs, parse_int=str, parse_float=str, parse_constant=str
        )
        json.dumps(found, ensure_ascii=False).encode()  # lone surrogates are refused
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


_WORDS: Final = {True: "true", False: "false"}


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Plain]:
    found = {key: _WORDS[v] if v is True or v is False else v for key, v in pairs}
    if len(found) < len(pairs):
        raise ValueError("duplicate key")
    return found
