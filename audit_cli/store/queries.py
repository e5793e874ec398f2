"""Reading: every question that the program asks of the journal."""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, Final, Literal, NamedTuple, TypedDict, cast

from audit_cli.checklist.model import Kind
from audit_cli.followup.outcomes import AuditEnd
from audit_cli.interview.events import Event, instant_of
from audit_cli.interview.record import State
from audit_cli.store.chain import ERASED_SALT, Chain, Link, Subject, decoded, erased_numbers
from audit_cli.store.faults import AmbiguousAudit, DamagedRow, NoAuditYet, UnknownAudit


class AuditRow(NamedTuple):
    """One audit in a listing. Instants are texts as in events; `pending` counts answers still to
    come, in a draft whether or not their condition holds."""

    id: str
    checklist: str
    version: str
    sha256: str
    site: str
    time_zone: str
    started_at: str
    finished_at: str | None
    state: State
    pending: int


class AuditFilter(TypedDict, total=False):
    """Which audits are asked for; `since` (included) and `until` (excluded) are instants as in events. An open
    case is a draft of a `kind` of its own."""

    site: str | None
    checklist: str | None
    since: str | None
    until: str | None
    state: State | None
    kind: Kind | None


CANDIDATES_SHOWN: Final = 5
# Rows fetched at a time: between two fetches nothing is locked, however slow the reader is.
PAGE: Final = 500
_AUDITS_AT_ONCE: Final = 100  # with all their events

AUDIT_COLUMNS: Final = ", ".join(AuditRow._fields)
# Which checklists are of cases says their own text, and an index of it (see the migration).
_IS_CASE: Final = (
    "CASE WHEN json_valid(content) THEN json_extract(content, '$.case') IS NOT NULL END"
)
CASE_LISTS: Final = f"SELECT id FROM checklist WHERE {_IS_CASE}"
_OF_CASE: Final = f"audit.sha256 IN (SELECT sha256 FROM checklist WHERE {_IS_CASE})"
_KINDS: Final[Mapping[Kind, str]] = {"case": _OF_CASE, "audit": f"NOT {_OF_CASE}"}
_CONDITIONS: Final = {
    "site": "site = ?",
    "checklist": "checklist = ?",
    "since": "started_at >= ?",
    "until": "started_at < ?",
    "state": "state = ?",
}
_CHAIN: Final = f"SELECT {', '.join(Chain._fields)} FROM chain"
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
    f"{_FACTS} FROM ({{chains}}) AS asked CROSS JOIN chain ON chain.number = asked.number"
    f" CROSS JOIN event ON event.chain = chain.number {_TEXTS} ORDER BY chain.number, event.seq"
)
_AUDITS: Final = "SELECT number FROM json_each(:names) CROSS JOIN chain ON chain.id = value WHERE subject = 'audit'"
ENDS: Final = (
    "SELECT audit.id, checklist, sha256, site, time_zone,"
    f" CASE WHEN state = 'finished' AND {_OF_CASE} THEN finished_at ELSE started_at END,"
    " lower(hex(head))"
    " FROM audit JOIN chain ON chain.number = audit.chain"
)
# SQLite by itself would look through all audits of a site.
OPEN_CASES: Final = (
    f"{ENDS.replace('FROM audit', 'FROM audit INDEXED BY audit_draft')} WHERE state = 'draft'"
    f" AND checklist IN ({CASE_LISTS}) AND {_OF_CASE} AND (:site IS NULL OR site = :site)"
)
# By when its start was entered, whenever it was seen.
_LAST: Final = (
    "SELECT audit.id FROM audit JOIN event ON event.chain = audit.chain AND seq = 1"
    " WHERE state IN (?, ?)"
    " ORDER BY entered_at DESC, started_at DESC, audit.id DESC LIMIT 1"
)
WAITING: Final = (
    f"SELECT coalesce(sum(state = 'draft' AND {_KINDS['audit']}), 0),"
    " coalesce(sum(state = 'finished' AND pending > 0), 0),"
    " coalesce(sum(state = 'finished'), 0),"
    f" coalesce(sum(state = 'draft' AND {_OF_CASE}), 0) FROM audit"
)
_LINKS: Final = (
    "SELECT event.seq, uuid, kind, question, value, text_digest, seen_at, entered_at, previous,"
    " hash, salt, content FROM event"
    " LEFT JOIN text ON text.chain = event.chain AND text.seq = event.seq AND salt <> ?"
    " WHERE event.chain = ? ORDER BY event.seq"
)
# The table `followup` says which chains of actions are about which audits and sites, so that nobody has
# to read them all: derivable from their events and written with them. One row too many costs a look;
# where audits are counted may change, so that sites are those of the audits when they are asked.

# What the events of actions name: the audit that each answers, and the site of one that a person
# added. A value that is no JSON, which only damage makes, names nothing.
_ABOUT: Final = (
    "SELECT DISTINCT json_each.key, json_each.value, event.chain FROM chain"
    " CROSS JOIN event ON event.chain = chain.number"
    " CROSS JOIN json_each(CASE WHEN json_valid(event.value) THEN event.value END)"
    " WHERE chain.subject = 'action' AND {which}"
    " AND json_each.key IN ('audit', 'site') AND json_each.type = 'text'"
)
ABOUT_OF_CHAIN: Final = _ABOUT.format(which="chain.number = ?")
# `subject <> 'audit'` is what lets SQLite use the index of the few chains that are no audits.
_ABOUT_OF_ALL: Final = _ABOUT.format(which="chain.subject <> 'audit'")
_FOLLOWUPS: Final = "SELECT about, id, chain FROM followup"
_ACTIONS: Final = "SELECT number FROM chain WHERE subject = 'action' AND subject <> 'audit'"
_ACTIONS_OF_SITE: Final = (
    "SELECT chain AS number FROM followup WHERE about = 'site' AND id = :site"
    " UNION SELECT followup.chain FROM audit"
    " CROSS JOIN followup ON followup.about = 'audit' AND followup.id = audit.id"
    " WHERE audit.site = :site"
)
# The chains of actions that are not noted as their events say.
MISPLACED: Final = (
    f"SELECT DISTINCT chain.id FROM (SELECT * FROM ({_FOLLOWUPS} EXCEPT {_ABOUT_OF_ALL})"
    f" UNION ALL SELECT * FROM ({_ABOUT_OF_ALL} EXCEPT {_FOLLOWUPS})) AS odd"
    " JOIN chain ON chain.number = odd.chain ORDER BY 1"
)


def chain_of(connection: sqlite3.Connection, name: str, subject: Subject = "audit") -> Chain | None:
    """A chain as it is by now; None if there is none."""
    row = connection.execute(f"{_CHAIN} WHERE id = ? AND subject = ?", (name, subject)).fetchone()
    return Chain._make(row) if row else None


def chains(
    connection: sqlite3.Connection, order: Literal["number", "id"] = "number"
) -> Iterator[Chain]:
    """All chains in order; between two pages nothing is locked."""
    query = f"{_CHAIN} WHERE {order} > ? ORDER BY {order} LIMIT {PAGE}"
    last: Any = float("-inf") if order == "number" else ""
    while True:
        rows = connection.execute(query, (last,)).fetchall()
        yield from map(Chain._make, rows)
        before, last = last, getattr(Chain._make(rows[-1]), order) if rows else last
        if len(rows) < PAGE or last <= before:  # a damaged index may lead round in a circle
            return


def chain_count(connection: sqlite3.Connection) -> int:
    """How many chains there are."""
    (count,) = connection.execute("SELECT count(*) FROM chain").fetchone()
    return int(count)


def links_of(connection: sqlite3.Connection, number: int) -> list[Link]:
    """The events of one chain with their texts, in order."""
    return list(map(Link._make, connection.execute(_LINKS, (ERASED_SALT, number))))


def events_of(
    connection: sqlite3.Connection, subject: Subject, name: str, after: int = 0
) -> list[Event]:
    """A chain's events behind `after`, in order; none for an unknown chain."""
    values = {"erased": ERASED_SALT, "name": name, "subject": subject, "after": after}
    return [event for _, event in _events(connection.execute(_EVENTS, values))]


def audits_events(
    connection: sqlite3.Connection, audits: Iterable[str]
) -> Iterator[tuple[str, list[Event]]]:
    """Each of many audits, in the order given, with its events; none for an unknown id. Nothing is locked
    while the caller works."""
    waiting = iter(audits)
    while names := list(islice(waiting, _AUDITS_AT_ONCE)):
        values = {"erased": ERASED_SALT, "names": json.dumps(names)}
        events: dict[str, list[Event]] = {name: [] for name in names}
        for name, event in _events(connection.execute(_EVENTS_IN.format(chains=_AUDITS), values)):
            events[name].append(event)
        yield from events.items()


def followups_of(connection: sqlite3.Connection, site: str | None) -> list[tuple[str, list[Event]]]:
    """The chains of actions that are about a site, or all, with their ids, in order."""
    query = _EVENTS_IN.format(chains=_ACTIONS if site is None else _ACTIONS_OF_SITE)
    events: dict[str, list[Event]] = defaultdict(list)
    for name, event in _events(connection.execute(query, {"erased": ERASED_SALT, "site": site})):
        events[name].append(event)
    return sorted(events.items())


def digest_of(connection: sqlite3.Connection, audit: str) -> str | None:
    """The digest of the answers file that an audit came from; None if it did not."""
    row = connection.execute(
        "SELECT value FROM event JOIN chain ON chain.number = event.chain"
        " WHERE chain.id = ? AND subject = 'audit' AND seq = 1",
        (audit,),
    ).fetchone()
    facts = decoded(row[0]) if row else None
    return cast("str | None", facts.get("digest")) if isinstance(facts, dict) else None


def audit_id(connection: sqlite3.Connection, typed: str) -> str:
    """The id of an audit by its id, a unique prefix of it, or `last`: the one entered last that is
    not discarded. Raises UnknownAudit, AmbiguousAudit, NoAuditYet."""
    if typed == "last":
        return last_audit(connection)
    prefix = typed.strip().lower()
    if not re.fullmatch(r"[0-9a-f-]+", prefix):
        raise UnknownAudit(audit=typed)
    # "g" sorts behind all that an id is made of; a range uses the index, LIKE does not.
    query = (
        "SELECT id FROM chain WHERE subject = 'audit' AND id >= ? AND id < ? ORDER BY id LIMIT ?"
    )
    rows = connection.execute(query, (prefix, prefix + "g", CANDIDATES_SHOWN + 1))
    ids: list[str] = [name for (name,) in rows]
    if not ids:
        raise UnknownAudit(audit=typed)
    if len(ids) > 1 and ids[0] != prefix:
        ids[CANDIDATES_SHOWN:] = ["…"] if len(ids) > CANDIDATES_SHOWN else []
        raise AmbiguousAudit(prefix=typed, candidates=", ".join(ids))
    return ids[0]


def last_audit(connection: sqlite3.Connection, *, finished: bool = False) -> str:
    """The audit that was entered last; one that is finished, where that is wanted. Raises NoAuditYet."""
    states = ("finished", "finished" if finished else "draft")
    row = connection.execute(_LAST, states).fetchone()
    if row is None:
        raise NoAuditYet
    return cast(str, row[0])


class Waiting(NamedTuple):
    """How many audits are not finished, how many wait for an answer, how many are finished; how many cases
    are open."""

    drafts: int
    late: int
    finished: int
    cases: int


def end_of(row: tuple[Any, ...]) -> AuditEnd:
    """A row of ENDS. Raises DamagedRow."""
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


def conditions(asked: AuditFilter) -> tuple[str, list[object]]:
    """The conditions of a query, each behind an AND, and their values."""
    kind = asked.get("kind")
    given = {
        _CONDITIONS[name]: value
        for name, value in asked.items()
        if value is not None and name != "kind"
    }
    wanted = [*given, *([_KINDS[kind]] if kind else [])]
    return "".join(f" AND {condition}" for condition in wanted), list(given.values())
