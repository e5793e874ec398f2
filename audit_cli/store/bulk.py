"""Whole histories at once: constant memory, nothing kept unless all of it is."""

from collections.abc import Sequence
from typing import Final, Literal

from audit_cli.checklist.model import Checklist
from audit_cli.interview.events import Event
from audit_cli.interview.record import folded
from audit_cli.store.chain import TextRow, sealed
from audit_cli.store.faults import OtherContent
from audit_cli.store.incoming import Incoming
from audit_cli.store.projection import projected
from audit_cli.store.queries import chain_end, digest_of
from audit_cli.store.writing import (
    INSERT_AUDIT,
    INSERT_CHAIN,
    INSERT_CHANGE,
    INSERT_EVENT,
    INSERT_TEXT,
    change_of,
    next_number,
    pin,
)

_BATCH: Final = 4096  # events held before they are written: some megabytes


class Bulk:
    """Audits that come in together; made by `Store.bulk`."""

    def __init__(self, incoming: Incoming) -> None:
        self._incoming = incoming
        self._connection = incoming.connection
        self._next = next_number(incoming.connection)
        self._pinned: set[str] = set()
        self._waiting: dict[str, str | None] = {}  # ids of the batch, with their digests
        self._chains: list[tuple[object, ...]] = []
        self._events: list[tuple[object, ...]] = []
        self._texts: list[TextRow] = []
        self._audits: list[tuple[object, ...]] = []
        self._changes: list[tuple[object, ...]] = []

    def add(
        self, audit: str, events: Sequence[Event], checklist: Checklist, digest: str | None
    ) -> Literal["stored", "known"]:
        """Add a whole audit, from its start event on; `known` if it is stored already.

        `digest` is the one in the start event's value. Raises OtherContent for an audit of this id
        with another digest, or with none on either side.
        """
        if not events or events[0].kind != "start" or events[-1].seq != len(events):
            raise ValueError(f"audit {audit} is not whole")
        if self._known(audit, digest):
            return "known"
        if checklist.sha256 not in self._pinned:
            pin(self._connection, checklist)
            self._pinned.add(checklist.sha256)
        number = self._next
        self._next += 1
        new = sealed("audit", audit, number, events, None)
        self._waiting[audit] = digest
        self._chains.append((number, "audit", audit, len(events), new.head))
        self._events += new.events
        self._texts += new.texts
        row = projected(folded(audit, events), checklist)
        self._audits.append((number, *row))
        if row.finished_at is not None:
            self._changes.append(change_of(row))
        if len(self._events) >= _BATCH:
            self.flush()
        return "stored"

    def flush(self) -> None:
        """Make ready what is waiting."""
        batches: tuple[tuple[str, list[tuple[object, ...]] | list[TextRow]], ...] = (
            (INSERT_CHAIN, self._chains),
            (INSERT_EVENT, self._events),
            (INSERT_TEXT, self._texts),
            (INSERT_AUDIT, self._audits),
            (INSERT_CHANGE, self._changes),
        )
        for statement, rows in batches:
            self._connection.executemany(statement, rows)
            rows.clear()
        self._waiting.clear()

    def _known(self, audit: str, digest: str | None) -> bool:
        if audit in self._waiting:
            other = self._waiting[audit]
        else:
            places = (self._connection, self._incoming.ours)
            there = next((place for place in places if chain_end(place, "audit", audit)), None)
            if there is None:
                return False
            other = digest_of(there, audit)
        if digest is None or other != digest:
            raise OtherContent(audit)
        return True
