"""Reading: every question that the program asks of the journal."""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, Final, NamedTuple, cast

from audit_cli.followup.outcomes import AuditEnd
from audit_cli.interview.events import Event, instant_of
from audit_cli.interview.record import State
from audit_cli.store.chain import ERASED_SALT, Subject, decoded, erased_numbers
from audit_cli.store.faults import AmbiguousAudit, DamagedRow, NoAuditYet, UnknownAudit
from audit_cli.store.projection import AuditRow

CANDIDATES_SHOWN: Final = 5
# Rows fetched at a time: between two fetches nothing is locked, however slow the reader is.
PAGE: Final = 500
_AUDITS_AT_ONCE: Final = 100  # with all their events

_COLUMNS: Final = ", ".join(AuditRow._fields)
_FACTS: Final = (
    "SELECT chain.id, uuid, event.seq, kind, question, value, content, seen_at, entered_at,"
    " text_digest IS NOT NULL AND content IS NULL"
)
_TEXTS: Final = (
    "LEFT JOIN text ON text.chain = event.chain AND text.seq = event.seq AND salt <> :erased"
)
_EVENTS: Final = (
    f"{_FACTS} FROM event JOIN chain ON chain.number = event.chain {_TEXTS}"
    " WHERE chain.id = :name AND chain.subject = :subject AND event.seq > :after"
    " ORDER BY event.seq"
)
_EVENTS_IN: Final = (
    f"{_FACTS} FROM ({{chains}}) AS wanted CROSS JOIN chain ON chain.number = wanted.number"
    f" CROSS JOIN event ON event.chain = chain.number {_TEXTS} ORDER BY chain.number, event.seq"
)
_EVENTS_OF_AUDITS: Final = (
    f"{_FACTS} FROM (SELECT key AS place, value AS name FROM json_each(:names)) AS wanted"
    " CROSS JOIN chain ON chain.id = wanted.name"
    f" CROSS JOIN event ON event.chain = chain.number {_TEXTS}"
    " WHERE chain.subject = 'audit' ORDER BY place, event.seq"
)
_ENDS: Final = (
    "SELECT audit.id, checklist, sha256, site, time_zone, started_at, lower(hex(head))"
    " FROM audit JOIN chain ON chain.number = audit.chain"
)


class ChainEnd(NamedTuple):
    """A chain's number in the database, its length, and the hash of its last event."""

    number: int
    length: int
    head: bytes


def chain_end(connection: sqlite3.Connection, subject: Subject, name: str) -> ChainEnd | None:
    """Where a chain ends; None if there is none."""
    row = connection.execute(
        "SELECT number, length, head FROM chain WHERE id = ? AND subject = ?", (name, subject)
    ).fetchone()
    return ChainEnd(*row) if row else None


def events_of(
    connection: sqlite3.Connection, subject: Subject, name: str, after: int = 0
) -> list[Event]:
    """A chain's events behind `after`, in order; none for an unknown chain."""
    wanted = {"erased": ERASED_SALT, "name": name, "subject": subject, "after": after}
    return [event for _, event in _events(connection.execute(_EVENTS, wanted))]


def events_in(
    connection: sqlite3.Connection, chains: str, wanted: Mapping[str, object]
) -> Iterator[tuple[str, Event]]:
    """The events of the chains whose `number` a query gives, each chain's in order, with the chain's
    id; `wanted` are the query's values."""
    query = _EVENTS_IN.format(chains=chains)
    return _events(connection.execute(query, {"erased": ERASED_SALT, **wanted}))


def audits_events(
    connection: sqlite3.Connection, audits: Iterable[str]
) -> Iterator[tuple[str, list[Event]]]:
    """Each of many audits, in the order given, with its events; none for an unknown id. Nothing is locked
    while the caller works."""
    waiting = iter(audits)
    while names := list(islice(waiting, _AUDITS_AT_ONCE)):
        wanted = {"erased": ERASED_SALT, "names": json.dumps(names)}
        found: dict[str, list[Event]] = {name: [] for name in names}
        for name, event in _events(connection.execute(_EVENTS_OF_AUDITS, wanted)):
            found[name].append(event)
        yield from found.items()


def digest_of(connection: sqlite3.Connection, audit: str) -> str | None:
    """The digest of the answers file that an audit came from; None if it did not."""
    row = connection.execute(
        "SELECT value FROM event JOIN chain ON chain.number = event.chain"
        " WHERE chain.id = ? AND subject = 'audit' AND seq = 1",
        (audit,),
    ).fetchone()
    facts = decoded(row[0]) if row else None
    return cast("str | None", facts.get("digest")) if isinstance(facts, dict) else None


def found(connection: sqlite3.Connection, wanted: str) -> str:
    """The id of an audit by its id, a unique prefix of it, or `last`: the latest started that is
    not discarded. Raises UnknownAudit, AmbiguousAudit, NoAuditYet."""
    if wanted == "last":
        return _last(connection)
    prefix = wanted.strip().lower()
    if not re.fullmatch(r"[0-9a-f-]+", prefix):
        raise UnknownAudit(wanted)
    ids = [
        name
        for (name,) in connection.execute(
            # "g" sorts behind all that an id is made of; a range uses the index, LIKE does not.
            "SELECT id FROM chain WHERE subject = 'audit' AND id >= ? AND id < ?"
            " ORDER BY id LIMIT ?",
            (prefix, prefix + "g", CANDIDATES_SHOWN + 1),
        )
    ]
    if not ids:
        raise UnknownAudit(wanted)
    if len(ids) > 1 and ids[0] != prefix:
        raise AmbiguousAudit(wanted, ids[:CANDIDATES_SHOWN], len(ids) > CANDIDATES_SHOWN)
    return cast(str, ids[0])


def listed(
    connection: sqlite3.Connection,
    *,
    site: str | None = None,
    checklist: str | None = None,
    since: str | None = None,
    until: str | None = None,
    state: State | None = None,
    pending: bool = False,
    limit: int | None = None,
) -> Iterator[AuditRow]:
    """Audits, the latest started first. `since` (included) and `until` (excluded) are instants as
    in events; `pending` keeps those that still wait for an answer, discarded ones excluded."""
    conditions = {
        "site = ?": site,
        "checklist = ?": checklist,
        "started_at >= ?": since,
        "started_at < ?": until,
        "state = ?": state,
    }
    wanted: dict[str, object] = {
        sql: value for sql, value in conditions.items() if value is not None
    }
    if pending:
        wanted |= {"pending > ?": 0, "state <> ?": "discarded"}
    return _pages(connection, wanted, limit)


def finished_ends(
    connection: sqlite3.Connection,
    site: str | None,
    checklist: str | None,
    since: str | None,
    until: str | None,
) -> list[AuditEnd]:
    """The finished audits, in no order. `since` (included) and `until` (excluded) are instants as
    in events. Raises DamagedRow."""
    conditions = {
        "site = ?": site,
        "checklist = ?": checklist,
        "started_at >= ?": since,
        "started_at < ?": until,
    }
    wanted = {sql: value for sql, value in conditions.items() if value is not None}
    where = "".join(f" AND {condition}" for condition in wanted)
    query = f"{_ENDS} WHERE state = 'finished'{where}"
    return list(map(_end, connection.execute(query, tuple(wanted.values()))))


def audit_end(connection: sqlite3.Connection, audit: str) -> AuditEnd | None:
    """One audit, in whatever state; None if there is none. Raises DamagedRow."""
    query = f"{_ENDS} WHERE chain.id = ? AND subject = 'audit'"
    row = connection.execute(query, (audit,)).fetchone()
    return _end(row) if row else None


def draft_of(connection: sqlite3.Connection, checklist: str, site: str) -> str | None:
    """The latest unfinished audit with this checklist at this site."""
    row = connection.execute(
        # SQLite by itself would look through all audits of the series.
        "SELECT id FROM audit INDEXED BY audit_draft"
        " WHERE checklist = ? AND site = ? AND state = 'draft'"
        " ORDER BY started_at DESC, id DESC LIMIT 1",
        (checklist, site),
    ).fetchone()
    return cast(str, row[0]) if row else None


def _end(row: tuple[Any, ...]) -> AuditEnd:
    end = AuditEnd._make(row)
    try:
        instant_of(end.started_at)
    except (TypeError, ValueError) as error:
        raise DamagedRow(f"audit {end.id} started at {end.started_at}") from error
    if not isinstance(end.time_zone, str):
        raise DamagedRow(f"audit {end.id} in the time zone {end.time_zone}")
    return end


def _events(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, Event]]:
    """The events of rows that are ordered by chain. A text that is there although a later event erased
    it is damage, and is read as erased."""
    for name, of_chain in groupby(rows, itemgetter(0)):
        events = [
            Event(uuid, seq, kind, question, decoded(value), text, seen, entered, bool(gone))
            for _, uuid, seq, kind, question, value, text, seen, entered, gone in of_chain
        ]
        erased = {n for e in events if e.kind == "erase" for n in erased_numbers(e.value)}
        for event in events:
            back = event.seq in erased and event.text is not None
            yield name, event._replace(text=None, erased=True) if back else event


def _last(connection: sqlite3.Connection) -> str:
    row = connection.execute(
        "SELECT id FROM audit WHERE state <> 'discarded' ORDER BY started_at DESC, id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        raise NoAuditYet
    return cast(str, row[0])


def _pages(
    connection: sqlite3.Connection, wanted: dict[str, object], limit: int | None
) -> Iterator[AuditRow]:
    where = "".join(f" AND {condition}" for condition in wanted)
    query = (
        f"SELECT {_COLUMNS} FROM audit WHERE (started_at, id) < (?, ?){where}"
        " ORDER BY started_at DESC, id DESC LIMIT ?"
    )
    place, left = ("~", ""), limit  # "~" sorts behind every instant
    while left is None or left > 0:
        size = PAGE if left is None else min(PAGE, left)
        rows = connection.execute(query, (*place, *wanted.values(), size)).fetchall()
        yield from map(AuditRow._make, rows)
        if len(rows) < size:
            return
        last = AuditRow._make(rows[-1])
        place = (last.started_at, last.id)
        left = None if left is None else left - size
