"""Whether a chain is what was stored (every value, text, hash, and its end), and makes sense by the
checklist that asked it."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.checklist.model import Checklist
from audit_cli.errors import AuditError
from audit_cli.interview.events import Event
from audit_cli.interview.forms import misfit_of
from audit_cli.language import Message, Sentence, _
from audit_cli.store.chain import Chain, Link, decoded, erased_in, link_hash, text_digest
from audit_cli.store.queries import chain_of, links_of

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

_SHA256: Final = (
    "SELECT sha256 FROM audit WHERE chain = :chain"
    " UNION ALL SELECT sha256 FROM voice WHERE chain = :chain"
)


class Pinned:
    """The checklists of a database, each read once; None for one that can't be read."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, Checklist | None] = {}

    def get(self, sha256: str) -> Checklist | None:
        """The checklist of this hash."""
        if sha256 not in self._known:
            query = "SELECT content FROM checklist WHERE sha256 = ?"
            row = self._connection.execute(query, (sha256,)).fetchone()
            self._known[sha256] = checklist_in(row[0]) if row else None
        return self._known[sha256]

    def of_events(self, events: Sequence[Event]) -> Checklist | None:
        """The checklist that a chain's start names."""
        value = events[0].value if events else None
        sha256 = value.get("sha256") if isinstance(value, dict) else None
        return self.get(sha256) if isinstance(sha256, str) else None

    def of_audit(self, number: int) -> Checklist | None:
        """The checklist of a stored audit, or of what a client said."""
        row = self._connection.execute(_SHA256, {"chain": number}).fetchone()
        return self.get(str(row[0])) if row else None


def is_faulty(connection: sqlite3.Connection, audit: str) -> bool:
    """Whether an audit's chain is not what was stored, or makes no sense."""
    chain = chain_of(connection, audit)
    if chain is None:
        return False
    links = links_of(connection, chain.number)
    try:
        return bool(fault_in(chain, links) or misfit_in(chain.subject, links, Pinned(connection)))
    except ValueError:  # a value that is no JSON
        return True


def fault_in(chain: Chain, links: Sequence[Link]) -> Sentence | None:
    """The first fault of a whole chain; None if it is sound."""
    fault = fault_between(chain.subject, chain.id, links)
    if fault is None:
        seq = links[-1].seq if links else 0
        if seq != chain.length or not links:
            return END_MISSING.of(length=chain.length, seq=seq)
        if links[-1].hash != chain.head:
            return OTHER_END.of(seq=seq, hash=_hex(links[-1].hash), head=_hex(chain.head))
    return fault


def fault_between(
    subject: str, name: str, links: Sequence[Link], seq: int = 1, previous: bytes | None = None
) -> Sentence | None:
    """The first fault in links that should begin with number `seq` behind the hash `previous`;
    one of a text only where the events are sound."""
    for expected, link in enumerate(links, seq):
        if link.seq != expected:
            return GAP.of(seq=expected)
        if link.previous != previous or not _is(link.hash, link_hash, subject, name, link[:9]):
            return _about(CHANGED, link)
        previous = link.hash
    erased = erased_in(links)
    for link in links:
        there = link.content is not None or link.salt is not None
        if link.seq in erased:
            if there:
                return _about(TEXT_BACK, link)
        elif there and not _is(link.text_digest, text_digest, link.salt, link.content):
            return _about(TEXT_CHANGED, link)
        elif not there and link.text_digest is not None:
            return _about(TEXT_MISSING, link)
    return None


def misfit_in(
    subject: str, links: Iterable[Link], pinned: Pinned, number: int | None = None
) -> Sentence | None:
    """The first of some events that is not well formed, by the checklist of the audit of this number,
    or the one that their start names. Raises ValueError where a value is no JSON."""
    events = list(map(event_of, links))
    checklist = pinned.of_events(events) if number is None else pinned.of_audit(number)
    return next(filter(None, (misfit_of(subject, event, checklist) for event in events)), None)


def event_of(link: Link) -> Event:
    """A stored event as the interview knows it. Raises ValueError where its value is no JSON."""
    kind: object = link.kind
    return Event(
        link.uuid,
        link.seq,
        kind,  # type: ignore[arg-type]  # kinds of a later version change nothing
        link.question,
        decoded(link.value),
        link.content,
        link.seen_at,
        link.entered_at,
    )


def _about(message: Message, link: Link) -> Sentence:
    return message.of(seq=link.seq, kind=link.kind, question=link.question or "–")


def _hex(hash_: object) -> str:
    return hash_.hex() if isinstance(hash_, bytes) else str(hash_)


def _is(stored: bytes | None, digest: Callable[..., bytes], *facts: object) -> bool:
    """Whether a stored digest is the one of these facts."""
    try:
        return digest(*facts) == stored
    except (AttributeError, TypeError, ValueError):  # damage made it another type
        return False


def checklist_in(content: object) -> Checklist | None:
    """The checklist of a stored text; None where it is none."""
    try:
        return checklist_from_canonical(str(content))
    except (AuditError, ValueError):
        return None
