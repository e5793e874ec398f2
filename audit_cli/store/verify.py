"""Whether a chain is what was stored: every value, text, hash, and its end."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Final, NamedTuple

from audit_cli.language import Message, _
from audit_cli.store.chain import ERASED_SALT, decoded, erased_numbers, link_hash, text_digest

_PAGE: Final = 500
_LINKS: Final = (
    "SELECT event.seq, uuid, kind, question, value, text_digest, seen_at, entered_at, previous,"
    " hash, salt, content FROM event"
    " LEFT JOIN text ON text.chain = event.chain AND text.seq = event.seq AND salt <> ?"
    " WHERE event.chain = ? ORDER BY event.seq"
)

GAP: Final = _("event {seq} is missing")
CHANGED: Final = _("event {seq} ({kind} {question}) is not what was stored")
TEXT_CHANGED: Final = _("the text of event {seq} ({kind} {question}) is not what was stored")
TEXT_MISSING: Final = _(
    "the text of event {seq} ({kind} {question}) is missing, and no event says it was erased"
)
TEXT_BACK: Final = _("the text of event {seq} ({kind} {question}) is there although it was erased")
END_MISSING: Final = _("it should end with event {length}, but ends with event {seq}")


OTHER_END: Final = _(
    "its last event, {seq}, is not the one that was stored last: it has the hash {hash}, and it"
    " should have {head}"
)


class Chain(NamedTuple):
    """A row of the table `chain`."""

    number: int
    subject: str
    id: str
    length: int
    head: bytes


class Link(NamedTuple):
    """An event exactly as it is stored, its text beside it; salt and content are None if there is
    no text, or none any more. Damage can put anything into any field."""

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


class Fault(NamedTuple):
    """The first thing wrong with a chain."""

    message: Message
    values: tuple[tuple[str, object], ...]


def chains(connection: sqlite3.Connection, order: str = "number") -> Iterator[Chain]:
    """All chains, ordered by `number` or `id`; between two pages nothing is locked."""
    query = f"SELECT number, subject, id, length, head FROM chain WHERE {order} > ?"
    last: Any = float("-inf") if order == "number" else ""
    while True:
        rows = connection.execute(f"{query} ORDER BY {order} LIMIT {_PAGE}", (last,)).fetchall()
        yield from map(Chain._make, rows)
        before, last = last, getattr(Chain._make(rows[-1]), order) if rows else last
        if len(rows) < _PAGE or last <= before:  # a damaged index may lead round in a circle
            return


def chain_count(connection: sqlite3.Connection) -> int:
    """How many chains there are."""
    (count,) = connection.execute("SELECT count(*) FROM chain").fetchone()
    return int(count)


def links_of(connection: sqlite3.Connection, number: int) -> list[Link]:
    """The events of one chain with their texts, in order."""
    return list(map(Link._make, connection.execute(_LINKS, (ERASED_SALT, number))))


def is_faulty(connection: sqlite3.Connection, audit: str) -> bool:
    """Whether an audit's chain is not what was stored, or makes no sense."""
    query = "SELECT number, subject, id, length, head FROM chain WHERE id = ?"
    row = connection.execute(query, (audit,)).fetchone()
    if row is None:
        return False
    from audit_cli.store.meaning import misfit_of_chain  # noqa: PLC0415 (damage is rare)

    chain, links = Chain._make(row), links_of(connection, row[0])
    try:
        return bool(fault_in(chain, links) or misfit_of_chain(connection, chain, links))
    except ValueError:  # a value that is no JSON
        return True


def fault_in(chain: Chain, links: Sequence[Link]) -> Fault | None:
    """The first fault of a whole chain; None if it is sound."""
    fault = fault_between(chain.subject, chain.id, links)
    if fault is None:
        seq = links[-1].seq if links else 0
        if seq != chain.length or not links:
            return Fault(END_MISSING, (("length", chain.length), ("seq", seq)))
        if links[-1].hash != chain.head:
            facts = {"seq": seq, "hash": _shown(links[-1].hash), "head": _shown(chain.head)}
            return Fault(OTHER_END, tuple(facts.items()))
    return fault


def fault_between(
    subject: str, name: str, links: Sequence[Link], seq: int = 1, previous: bytes | None = None
) -> Fault | None:
    """The first fault in links that should begin with number `seq` behind the hash `previous`;
    one of a text only where the events are sound."""
    for expected, link in enumerate(links, seq):
        if link.seq != expected:
            return Fault(GAP, (("seq", expected),))
        if link.previous != previous or _hash(subject, name, link) != link.hash:
            return _fault(CHANGED, link)
        previous = link.hash
    erased = erased_in(links)
    for link in links:
        there = link.content is not None or link.salt is not None
        if link.seq in erased:
            if there:
                return _fault(TEXT_BACK, link)
        elif there and not _same_text(link):
            return _fault(TEXT_CHANGED, link)
        elif not there and link.text_digest is not None:
            return _fault(TEXT_MISSING, link)
    return None


def _fault(message: Message, link: Link) -> Fault:
    facts = {"seq": link.seq, "kind": link.kind, "question": link.question or "–"}
    return Fault(message, tuple(facts.items()))


def _shown(hash_: object) -> str:
    return hash_.hex() if isinstance(hash_, bytes) else str(hash_)


def _hash(subject: str, name: str, link: Link) -> bytes | None:
    digest, previous = link.text_digest, link.previous
    try:
        return link_hash(
            (
                subject,
                name,
                *link[:5],
                None if digest is None else digest.hex(),
                link.seen_at,
                link.entered_at,
                None if previous is None else previous.hex(),
            )
        )
    except (AttributeError, TypeError, ValueError):  # damage made it another type
        return None


def _same_text(link: Link) -> bool:
    try:
        return text_digest(link.salt or b"", link.content or "") == link.text_digest
    except (AttributeError, TypeError, ValueError):
        return False


def erased_in(links: Iterable[Link]) -> set[int]:
    """The numbers of the events whose texts others of these, which are verified, erased."""
    found: set[int] = set()
    for link in links:
        if link.kind == "erase":
            with suppress(TypeError, ValueError):  # no JSON
                found |= {
                    number for number in erased_numbers(decoded(link.value)) if number < link.seq
                }
    return found
