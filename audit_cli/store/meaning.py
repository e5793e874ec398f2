"""Whether what is stored makes sense, by the checklists that asked it."""

import sqlite3
from collections.abc import Iterable
from typing import Final

from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.checklist.model import Checklist
from audit_cli.errors import AuditError
from audit_cli.interview.events import Event
from audit_cli.interview.forms import Misfit, misfit_of
from audit_cli.store.chain import decoded
from audit_cli.store.verify import Chain, Link

# What comes up when events that make no sense are added up.
NONSENSE: Final = (AttributeError, ArithmeticError, LookupError, TypeError, ValueError)


class Pinned:
    """The checklists of a database, each read once; None for one that can't be read."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, Checklist | None] = {}

    def add(self, checklist: Checklist) -> None:
        """Know one that was just pinned."""
        self._known[checklist.sha256] = checklist

    def get(self, sha256: str) -> Checklist | None:
        """The checklist of this hash."""
        if sha256 not in self._known:
            query = "SELECT content FROM checklist WHERE sha256 = ?"
            row = self._connection.execute(query, (sha256,)).fetchone()
            self._known[sha256] = _read(row[0]) if row else None
        return self._known[sha256]

    def of_events(self, events: Iterable[Event]) -> Checklist | None:
        """The checklist that a chain's start names."""
        first = next(iter(events), None)
        value = first.value if first else None
        sha256 = value.get("sha256") if isinstance(value, dict) else None
        return self.get(sha256) if isinstance(sha256, str) else None

    def of_audit(self, number: int) -> Checklist | None:
        """The checklist of a stored audit."""
        query = "SELECT sha256 FROM audit WHERE chain = ?"
        row = self._connection.execute(query, (number,)).fetchone()
        return self.get(str(row[0])) if row else None


def misfit_in(subject: str, events: Iterable[Event], checklist: Checklist | None) -> Misfit | None:
    """The first event that is not well formed."""
    return next(filter(None, (misfit_of(subject, event, checklist) for event in events)), None)


def misfit_of_chain(
    connection: sqlite3.Connection, chain: Chain, links: Iterable[Link]
) -> Misfit | None:
    """The first event of a stored chain that is not well formed."""
    events = list(map(event_of, links))
    return misfit_in(chain.subject, events, Pinned(connection).of_events(events))


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


def _read(content: object) -> Checklist | None:
    try:
        return checklist_from_canonical(str(content))
    except (AuditError, ValueError):
        return None
