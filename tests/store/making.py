"""Audits for the tests of the store: a checklist, events that follow each other, any events."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from hashlib import sha256
from itertools import count
from pathlib import Path
from uuid import UUID

from hypothesis import strategies as st

from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.checklist.model import Checklist
from audit_cli.interview.events import Event, Json
from audit_cli.store.journal import Store
from audit_cli.store.migrations import MIGRATIONS
from audit_cli.store.written_reports import Written

_numbers = count(1)
QUESTIONS = ("floor-clean", "seconds-until-look", "how-it-ended", "name-known")


def checklist(version: str = "1.0", title: str = "Visita “rápida”") -> Checklist:
    """A checklist with the questions that the events here are about."""
    questions = [
        {"id": "floor-clean", "ask": "¿Está limpio el piso?", "type": "yes_no"},
        {"id": "seconds-until-look", "ask": "¿Cuántos segundos?", "type": "seconds"},
        {"id": "how-it-ended", "ask": "¿Cómo terminó?", "type": "text"},
        {"id": "name-known", "ask": "¿Saben el nombre?", "type": "yes_no", "pending": True},
        {"id": "q", "ask": "¿Algo más?", "type": "text"},
    ]
    facts = {
        "id": "walk-in",
        "sections": [{"id": "door", "questions": questions, "title": "Puerta"}],
        "title": title,
        "version": version,
    }
    canonical = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return checklist_from_canonical(canonical)


CHECKLIST = checklist()


def an_id() -> str:
    """Another id each time, the same ones in each run."""
    return str(UUID(bytes=sha256(str(next(_numbers)).encode()).digest()[:16], version=4))


def instant(second: int) -> str:
    """An instant `second` seconds into 16 November 2026."""
    return f"2026-11-16T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.000Z"


def event(
    seq: int,
    kind: str,
    question: str | None = None,
    value: Json = None,
    text: str | None = None,
    *,
    seen: int | None = None,
) -> Event:
    """One event with an id of its own."""
    seen_at = None if seen is None else instant(seen)
    return Event(an_id(), seq, kind, question, value, text, seen_at, instant(seq))  # type: ignore[arg-type]


def start(
    *, site: str = "centro", at: int = 0, digest: str | None = None, of: Checklist = CHECKLIST
) -> Event:
    """The event that an audit begins with."""
    value: Json = {
        "checklist": of.id,
        "version": of.version,
        "sha256": of.sha256,
        "site": site,
        "time_zone": "America/Mexico_City",
        "digest": digest,
    }
    return event(1, "start", None, value, seen=at)


def numbered(events: Iterable[Event]) -> list[Event]:
    """The events with their numbers in a row."""
    return [given._replace(seq=seq) for seq, given in enumerate(events, 1)]


def finished(note: str | None = "mud at the door", **facts: object) -> list[Event]:
    """A finished audit: start, three answers, a note, a late answer, an amendment."""
    return numbered(
        [
            start(**facts),  # type: ignore[arg-type]
            event(0, "metadata", "auditor", None, "Inés"),
            event(0, "answer", "floor-clean", "no", seen=5),
            event(0, "answer", "seconds-until-look", 4, seen=6),
            event(0, "answer", "name-known", {"status": "pending"}),
            *([event(0, "note", "floor-clean", None, note)] if note is not None else []),
            event(0, "finish", None, {"seconds_spent": 170}, seen=170),
            event(0, "late_answer", "name-known", "yes"),
            event(0, "amend", "floor-clean", "yes", "misread: it was the mat"),
        ]
    )


def store_in(folder: Path) -> Store:
    """The store of a home folder."""
    return Store.open(folder / "audit.db", backups=folder / "backups")


def stored(store: Store, events: Sequence[Event]) -> str:
    """The id under which these events were stored just now."""
    audit = an_id()
    store.append(audit, events, pin=CHECKLIST)
    return audit


# What takes the last migrations back.
_BACK = {
    2: "DROP TABLE week; DROP TABLE week_change; DROP INDEX audit_series;",
    3: "DROP TABLE report; DROP TABLE followup; DROP INDEX chain_other;"
    "DROP INDEX checklist_version;",
    4: "DROP INDEX event_moved;",
    6: "",
    7: "DROP INDEX checklist_case;",
    8: "DROP INDEX voice_site; DROP TABLE voice;",
    5: "DROP TRIGGER chain_counted; DROP TRIGGER report_counted; DROP TABLE tally;",
}


def make_older(path: Path, steps: int) -> None:
    """Leave a database as it was after so many migrations, with what it holds."""
    undone = "".join(_BACK[number] for number in range(len(MIGRATIONS), steps, -1))
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"{undone} DELETE FROM migration WHERE number > {steps}")


_YES_NO = st.sampled_from(["yes", "no", {"status": "pending"}, {"status": "na"}])
_NUMBERS = st.one_of(
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.floats(-1e14, 1e14, allow_nan=False),
    st.just({"status": "never"}),
)
VALUES = {"floor-clean": _YES_NO, "name-known": _YES_NO, "seconds-until-look": _NUMBERS}
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_QUESTION = st.sampled_from(QUESTIONS)


def _made(kind: str, question: str | None, value: Json, text: str | None) -> Event:
    return event(0, kind, question, value, text)


LATER = st.one_of(
    *(
        st.builds(_made, st.sampled_from(["answer", "late_answer"]), st.just(q), values, st.none())
        for q, values in VALUES.items()
    ),
    *(st.builds(_made, st.just("amend"), st.just(q), VALUES[q], WORDS) for q in VALUES),
    st.builds(_made, st.sampled_from(["answer", "late_answer"]), st.just("q"), st.none(), WORDS),
    st.builds(_made, st.just("note"), _QUESTION, st.none(), WORDS),
    st.builds(_made, st.just("clear"), _QUESTION, st.none(), st.none()),
    st.builds(_made, st.just("fixed"), _QUESTION, st.booleans(), st.none()),
    st.builds(_made, st.just("metadata"), st.just("site"), st.sampled_from(["a", "b"]), st.none()),
    st.builds(
        _made,
        st.just("metadata"),
        st.just("site"),
        st.builds(
            lambda site, zone: {"site": site, "time_zone": zone},
            st.sampled_from(["a", "b"]),
            st.sampled_from(["Pacific/Auckland", "Pacific/Honolulu"]),
        ),
        st.none(),
    ),
    st.builds(_made, st.just("metadata"), st.just("client"), st.none(), WORDS),
    st.builds(_made, st.sampled_from(["discard", "restore"]), st.none(), st.none(), WORDS),
    st.builds(_made, st.just("finish"), st.none(), st.just({"seconds_spent": 9}), st.none()),
)
# Any history that an audit may have, however unlikely.
HISTORIES = st.builds(
    lambda first, later: numbered([first, *later]),
    st.builds(start, site=st.sampled_from(["centro", "norte"]), at=st.integers(0, 80_000)),
    st.lists(LATER, max_size=12),
)


def reports_of(store: Store) -> list[Written]:
    """The files that were noted as written, by site, week and name."""
    rows = store.connection().execute("SELECT * FROM report ORDER BY site, week, name")
    return list(map(Written._make, rows))
