"""How events are sealed: each carries the hash of the one before, texts enter as salted digests.

This finds damage and casual edits, not a forger who recomputes everything.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from os import urandom
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from audit_cli.interview.events import Event, Json
from audit_cli.store.faults import DamagedRow

Subject = Literal["audit", "action", "series"]
SALT_BYTES: Final = 16
# What an erasure names that takes every text; no question can be called so.
EVERY_TEXT: Final = "*"
# The salt of a text that was erased; chance never makes it.
ERASED_SALT: Final = bytes(SALT_BYTES)

# One encoder for values and for what is hashed: compact, and ASCII: each string has one form.
encoded: Final = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode


class Chain(NamedTuple):
    """A row of the table `chain`."""

    number: int
    subject: Subject
    id: str
    length: int
    head: bytes


class Link(NamedTuple):
    """An event exactly as it is stored, its text beside it; salt and content are None if there is
    no text, or none any more. Hashes and digests are 32 bytes, `value` is JSON text; damage can put
    anything into any field."""

    seq: int
    uuid: str
    kind: str
    question: str | None
    value: str | None
    text_digest: bytes | None
    seen_at: str | None
    entered_at: str
    previous: bytes | None
    hash: bytes
    salt: bytes | None
    content: str | None


# Of the table `event`: all of a link but its text, which is in a table of its own.
EVENT_COLUMNS: Final = ("chain", *Link._fields[:-2])
TextRow: TypeAlias = tuple[int, int, bytes, str]  # chain, seq, salt, content


class Sealed(NamedTuple):
    """Events ready to be stored behind a chain's head."""

    events: list[tuple[object, ...]]
    texts: list[TextRow]
    head: bytes


def seal(
    subject: Subject, name: str, chain: int, events: Iterable[Event], head: bytes | None
) -> Sealed:
    """Seal events of the chain `name` (its number in the database is `chain`) behind its head.

    Every import passes here, so rows are bare tuples in the order of EVENT_COLUMNS.
    """
    rows: list[tuple[object, ...]] = []
    texts: list[TextRow] = []
    for uuid, seq, kind, question, value, text, seen_at, entered_at, _ in events:
        stored = None if value is None else encoded(value)
        digest = None
        if text is not None:
            salt = urandom(SALT_BYTES)
            content = storable(text)
            texts.append((chain, seq, salt, content))
            digest = text_digest(salt, content)
        facts = (seq, uuid, kind, question, stored, digest, seen_at, entered_at, head)
        head = link_hash(subject, name, facts)
        rows.append((chain, *facts, head))
    return Sealed(rows, texts, head or b"")


def link_hash(subject: str, name: str, facts: tuple[Any, ...]) -> bytes:
    """The hash of one event by what a link has before it: sha256 of a compact JSON array of subject, id of
    the chain, seq, uuid, kind, question, value as stored, text digest (hex), seen_at, entered_at,
    previous hash (hex). Raises AttributeError, TypeError or ValueError for what damage made of it."""
    *identity, digest, seen_at, entered_at, previous = facts
    text_hex, previous_hex = (None if raw is None else raw.hex() for raw in (digest, previous))
    array = (subject, name, *identity, text_hex, seen_at, entered_at, previous_hex)
    return sha256(encoded(array).encode()).digest()


def text_digest(salt: bytes, content: str) -> bytes:
    """The digest under which a text enters the hash; without the salt it can't be guessed back."""
    return sha256(salt + content.encode()).digest()


def storable(text: str) -> str:
    """The text as UTF-8 can hold it: what a terminal sent as broken bytes becomes U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def erased_numbers(value: object) -> list[int]:
    """The numbers of the events whose texts an `erase` event of this value removed; none of one that
    damage made."""
    numbers = value.get("erased") if isinstance(value, dict) else None
    return [n for n in numbers if isinstance(n, int)] if isinstance(numbers, list) else []


def erased_in(links: Iterable[Link]) -> set[int]:
    """The numbers of the events whose texts others of these, which are verified, erased."""
    erased: set[int] = set()
    for link in links:
        if link.kind == "erase":
            with suppress(TypeError, ValueError):  # no JSON
                erased |= {seq for seq in erased_numbers(decoded(link.value)) if seq < link.seq}
    return erased


def decoded(value: str | None) -> Json:
    """A stored value as JSON; None where there is none. Raises ValueError for what damage made of it."""
    try:
        result: Json = None if value is None else json.loads(value)
    except TypeError as error:  # a number, in a column of texts
        raise DamagedRow(f"a value that is {value}") from error
    return result
