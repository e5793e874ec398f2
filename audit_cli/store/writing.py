"""Adding to chains inside a transaction that somebody else begins and ends."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final, cast

from audit_cli.checklist.model import Checklist
from audit_cli.interview.answers import answers_of
from audit_cli.interview.events import STATUS, Event
from audit_cli.interview.record import Record, folded
from audit_cli.store.chain import (
    ERASED_SALT,
    EVERY_TEXT,
    Link,
    Sealed,
    Subject,
    TextRow,
    encoded,
    erased_in,
    erased_numbers,
    seal,
    storable,
)
from audit_cli.store.faults import ChainLost, ChainMoved, UnknownAudit
from audit_cli.store.queries import ABOUT_OF_CHAIN, AUDIT_COLUMNS, AuditRow, chain_of, events_of

INSERT_CHAIN: Final = "INSERT INTO chain VALUES (?, ?, ?, ?, ?)"
INSERT_EVENT: Final = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_TEXT: Final = "INSERT INTO text VALUES (?, ?, ?, ?)"
_PLACES: Final = ", ".join("?" * len(AuditRow._fields))
_INSERT_ROW: Final = f"INSERT INTO {{table}} VALUES (?, {_PLACES})"
INSERT_AUDIT: Final = _INSERT_ROW.format(table="audit")
INSERT_VOICE: Final = _INSERT_ROW.format(table="voice")
INSERT_CHANGE: Final = "INSERT INTO week_change VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_SELECT_ROW: Final = f"SELECT {AUDIT_COLUMNS} FROM {{table}} WHERE chain = ?"
_IS_VOICE: Final = (
    "SELECT 1 FROM checklist WHERE sha256 = ?"
    " AND CASE WHEN json_valid(content) THEN json_extract(content, '$.answered_by') END IS NOT NULL"
)
_SELECT_PLAIN_DRAFT: Final = (
    "SELECT 1 FROM audit WHERE chain = ? AND state = 'draft' AND pending = 0"
)
_NO_VALUES: Final = ({STATUS: "na"}, {STATUS: "never"}, {STATUS: "unseen"})
_INSERT_CHECKLIST: Final = (
    "INSERT INTO checklist (sha256, id, version, content) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (sha256) DO NOTHING"
)
_UPDATE_ROW: Final = f"UPDATE {{table}} SET ({AUDIT_COLUMNS}) = ({_PLACES}) WHERE chain = ?"
# Audits that were moved to another site before moves kept its time zone: they have that of the site's
# latest audit (STATISTICS: "Weeks"), which may come, or be moved, after they do.
_MOVED: Final = (
    "SELECT chain FROM event AS site WHERE kind = 'metadata' AND question = 'site'"
    " AND NOT EXISTS (SELECT 1 FROM event AS zoned WHERE zoned.chain = site.chain"
    " AND kind = 'metadata' AND question = 'site' AND value LIKE '{%')"
)
_ZONE: Final = (
    f"(SELECT time_zone FROM audit AS other WHERE other.site = audit.site AND chain NOT IN ({_MOVED})"
    " ORDER BY started_at DESC, id DESC LIMIT 1)"
)
_OTHER_ZONE: Final = f"WHERE chain IN ({_MOVED}) AND time_zone <> {_ZONE}"
_NOTE: Final = "INSERT INTO week_change SELECT site, checklist, started_at,"
_FINISHED: Final = f"FROM audit {_OTHER_ZONE} AND finished_at IS NOT NULL ON CONFLICT DO NOTHING"
_SETTLE: Final = (
    f"{_NOTE} time_zone {_FINISHED}",
    f"{_NOTE} {_ZONE} {_FINISHED}",
    f"UPDATE audit SET time_zone = {_ZONE} {_OTHER_ZONE}",
)


def pin(connection: sqlite3.Connection, checklist: Checklist) -> None:
    """Keep a checklist's text under its hash: an audit is read for ever with what asked it."""
    connection.execute(
        _INSERT_CHECKLIST, (checklist.sha256, checklist.id, checklist.version, checklist.canonical)
    )


def add_events(
    connection: sqlite3.Connection, subject: Subject, name: str, events: Sequence[Event]
) -> None:
    """Add those of the events that the chain does not hold yet. Raises ChainMoved if they don't
    follow it, ChainLost if it is too short, ValueError if an audit's does not begin with `start`."""
    end = chain_of(connection, name, subject)
    length, first = end.length if end else 0, events[0].seq
    if first > length + 1:
        raise ChainLost(audit=name, length=length, wanted=first - 1)
    known = events_of(connection, subject, name, first - 1) if first <= length else []
    in_a_row = first >= 1 and all(event.seq == seq for seq, event in enumerate(events, first))
    if not in_a_row or not all(map(is_same, known, events)):
        raise ChainMoved(audit=name, length=length)
    new = events[len(known) :]
    if not new:
        return
    if subject == "audit" and length == 0 and new[0].kind != "start":
        raise ValueError(f"an audit begins with a start event, not {new[0].kind}")
    number = end.number if end else next_number(connection)
    rows = seal(subject, name, number, new, end and end.head)
    store_rows(connection, subject, name, number, rows)
    if not (subject == "audit" and _leaves_row(connection, number, new)):
        project(connection, subject, name, number)


def _leaves_row(connection: sqlite3.Connection, number: int, events: Sequence[Event]) -> bool:
    """Whether the listed row of a draft stays as it is, so that its events need not be added up anew:
    plain answers and notes leave it, where no answer is pending."""
    if not all(event.question and _is_plain(event) for event in events):
        return False
    return connection.execute(_SELECT_PLAIN_DRAFT, (number,)).fetchone() is not None


def _is_plain(event: Event) -> bool:
    if event.kind == "answer":
        return isinstance(event.value, str | int | float) or event.value in _NO_VALUES
    return event.kind == "note"


def are_stored(
    connection: sqlite3.Connection, subject: Subject, name: str, events: Sequence[Event]
) -> bool:
    """Whether all these events are there, as they are."""
    known = events_of(connection, subject, name, events[0].seq - 1)
    return len(known) >= len(events) and all(map(is_same, known, events))


def is_same(stored: Event, event: Event) -> bool:
    """Whether a stored event is this one. Of an erased text no more is known than that there was
    one, and the value of an `erase` event is found out by the store."""
    if stored.kind == "erase":
        return stored.uuid == event.uuid
    if stored.erased:
        same_text = event.text is not None or event.erased
    else:
        same_text = stored.text == (None if event.text is None else storable(event.text))
    # Compared as JSON, in which 1, 1.0 and true differ.
    bare, other = (one._replace(text=None, erased=False) for one in (stored, event))
    return same_text and encoded(bare) == encoded(other)


def erase_texts(
    connection: sqlite3.Connection, subject: Subject, name: str, event: Event
) -> list[int]:
    """Remove the texts about the event's question, of an action's chain all, and add `event` with the
    numbers of the events that had them; returns those. Raises UnknownAudit, ChainMoved."""
    end = chain_of(connection, name, subject)
    if end is None:
        raise UnknownAudit(audit=name)
    if event.seq <= end.length and are_stored(connection, subject, name, [event]):
        return erased_numbers(events_of(connection, subject, name, event.seq - 1)[0].value)
    erased = [
        stored.seq
        for stored in events_of(connection, subject, name)
        if stored.text is not None
        and stored.kind != "erase"
        and (subject == "action" or event.question in (EVERY_TEXT, _about(stored)))
    ]
    if erased:
        blank_texts(connection, end.number, erased)
        add_events(connection, subject, name, [event._replace(value={"erased": [*erased]})])
    return erased


def _about(event: Event) -> str | None:
    """What a text is about: a question, the week of a period, or that an audit was discarded or
    restored."""
    week = event.value.get("week") if isinstance(event.value, dict) else None
    return event.question or cast("str | None", week) or event.kind


def blank_texts(connection: sqlite3.Connection, number: int, erased: Iterable[int]) -> None:
    """Overwrite texts and their salts; the digests stay, and with them the chain.

    A row of the same size is overwritten where it lies. A deleted one is wiped as well, but SQLite
    then moves its neighbours together and leaves copies of them between the rows (seen in 3 of 450
    erasures), which no later erasure would reach. So rows of `text` are never deleted.
    """
    for seq in erased:
        place = (number, seq)
        row = connection.execute(
            "SELECT content FROM text WHERE chain = ? AND seq = ?", place
        ).fetchone()
        if row:
            blank = " " * len(row[0].encode())
            connection.execute(
                "UPDATE text SET salt = ?, content = ? WHERE chain = ? AND seq = ?",
                (ERASED_SALT, blank, *place),
            )


def next_number(connection: sqlite3.Connection) -> int:
    """The number of the next chain; safe because only one transaction writes at a time."""
    (highest,) = connection.execute("SELECT max(number) FROM chain").fetchone()
    return max(highest or 0, 0) + 1  # large imports number theirs downwards


def store_rows(
    connection: sqlite3.Connection, subject: Subject, name: str, number: int, new: Sealed
) -> None:
    """Store sealed events and move the chain's head to the last of them."""
    length = new.events[-1][1]
    if length == len(new.events):
        connection.execute(INSERT_CHAIN, (number, subject, name, length, new.head))
    else:
        moved = "UPDATE chain SET length = ?, head = ? WHERE number = ?"
        connection.execute(moved, (length, new.head, number))
    connection.executemany(INSERT_EVENT, new.events)
    if new.texts:
        connection.executemany(INSERT_TEXT, new.texts)


def add_links(
    connection: sqlite3.Connection, subject: Subject, name: str, number: int, links: Sequence[Link]
) -> None:
    """Store events with the hashes that they came with, and do what those say that erased texts."""
    events: list[tuple[object, ...]] = [(number, *link[:-2]) for link in links]
    texts: list[TextRow] = [
        (number, link.seq, link.salt, link.content)
        for link in links
        if link.salt is not None and link.content is not None
    ]
    store_rows(connection, subject, name, number, Sealed(events, texts, links[-1].hash))
    blank_texts(connection, number, erased_in(links))


def project(connection: sqlite3.Connection, subject: str, name: str, number: int) -> None:
    """Bring what is derived from a chain's events up to date with them."""
    if subject == "audit":
        _list(connection, name, number)
    elif subject == "action":
        connection.execute(f"INSERT OR IGNORE INTO followup {ABOUT_OF_CHAIN}", (number,))


def row_of(record: Record, checklist: Checklist | None) -> AuditRow:
    """The row of a record; without its checklist, which only damage takes away, as of a draft."""
    answers = record.answers
    if record.finished_at and checklist:
        answers = answers_of(checklist, record)
    facts = [getattr(record, name) for name in AuditRow._fields[:-1]]
    pending = sum(answer.status == "pending" for answer in answers.values())
    return AuditRow._make([*facts, pending])


def settle_zones(connection: sqlite3.Connection) -> None:
    """Give the audits that were moved without one the time zones of their sites, and note the weeks that
    change."""
    for statement in _SETTLE:
        connection.execute(statement)


def _list(connection: sqlite3.Connection, audit: str, number: int) -> None:
    """The listed row of an audit, or of what a client said, and the weeks whose sums change: of a finished
    audit, that of the site it had before as well."""
    record = folded(audit, events_of(connection, "audit", audit))
    checklist = None
    if record.finished_at:
        from audit_cli.store.verify import Pinned  # noqa: PLC0415 (an interview needs none of it)

        checklist = Pinned(connection).get(record.sha256)
    row = row_of(record, checklist)
    is_voice = connection.execute(_IS_VOICE, (record.sha256,)).fetchone()
    table = "voice" if is_voice else "audit"
    before = connection.execute(_SELECT_ROW.format(table=table), (number,)).fetchone()
    rows = [AuditRow(*before), row] if before else [row]
    if not is_voice and any(one.finished_at for one in rows):  # a closed case may be open again
        connection.executemany(INSERT_CHANGE, map(change_of, rows))
    if before is None:
        connection.execute(_INSERT_ROW.format(table=table), (number, *row))
    elif AuditRow(*before) != row:  # most answers change nothing of it: four pages less to sync
        connection.execute(_UPDATE_ROW.format(table=table), (*row, number))
    settle_zones(connection)


def change_of(row: AuditRow) -> tuple[str, str, str, str]:
    """The week that an audit belongs to, as `week_change` notes it."""
    return row.site, row.checklist, row.started_at, row.time_zone
