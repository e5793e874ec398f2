"""Doctor finds what is damaged, says so in two languages, changes nothing and never crashes."""

import random
import re
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from examples import examples
from hypothesis import example, given
from hypothesis import strategies as st

from audit_cli.errors import AuditError
from audit_cli.interview.events import Event
from audit_cli.store import doctor
from audit_cli.store.backups import back_up
from audit_cli.store.chain import decoded
from audit_cli.store.doctor import examine
from audit_cli.store.faults import DamagedRow, DamagedStore
from audit_cli.store.findings import Finding
from audit_cli.store.journal import Store
from audit_cli.store.migrations import MIGRATIONS

from .making import (
    CHECKLIST,
    HISTORIES,
    an_id,
    checklist,
    event,
    finished,
    make_older,
    numbered,
    start,
    store_in,
    stored,
)

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def found(path: Path, severity: str = "error") -> list[str]:
    """What doctor says of this severity; both languages say something else."""
    all_found = examine(path, backups=path.parent / "backups", now=NOW)
    for finding in all_found:
        assert finding.say("en") != finding.say("es")
        # A placeholder that nothing filled; a brace alone may stand in what was damaged.
        assert not re.search(r"\{[a-z_]+\}", finding.say("en") + finding.say("es"))
    return [finding.say("en") for finding in all_found if finding.severity == severity]


def unique_audit(number: int) -> list[Event]:
    """A finished audit whose every value and text can be found in the file."""
    name = f"N{number:03}"
    return numbered(
        [
            start(),
            event(0, "answer", "how-it-ended", None, f"{name}-answer"),
            event(0, "note", "how-it-ended", None, f"{name}-note-" + "ñ" * 20),
            event(0, "finish", None, {"seconds_spent": 100 + number}),
            event(0, "metadata", "site", f"{name}-moved"),
            event(0, "amend", "how-it-ended", None, f"{name}-reason"),
        ]
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The path of a sound database with ten audits and a recent backup."""
    tmp_path.chmod(0o700)
    with store_in(tmp_path) as store:
        for number in range(10):
            stored(store, unique_audit(number))
    back_up(store.path, tmp_path / "backups", "now")
    return store.path


def test_a_sound_home_has_nothing_and_is_not_touched(home: Path) -> None:
    before = home.read_bytes(), home.stat().st_mtime_ns, sorted(home.parent.iterdir())
    assert examine(home, backups=home.parent / "backups", now=NOW) == []
    assert before == (home.read_bytes(), home.stat().st_mtime_ns, sorted(home.parent.iterdir()))


def test_nothing_stored_yet_is_no_error_and_makes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "none" / "audit.db"
    assert found(path) == []
    assert "nothing is stored yet" in found(path, "hint")[0]
    assert not path.parent.exists()


def places(data: bytes) -> list[tuple[int, int]]:
    """Where values and texts of finished audits lie in the file: offset and length."""
    pieces = [b"%s-%s" % (b"N%03d" % n, kind) for n in range(10) for kind in _KINDS]
    spans = []
    for piece in pieces:
        at = data.find(piece)
        assert at >= 0
        spans.append((at, len(piece)))
    return spans


_KINDS = (b"answer", b"note-", b"moved", b"reason")


def test_any_flipped_bit_in_the_file_is_found(home: Path) -> None:
    sound = home.read_bytes()
    spans = places(sound)
    chance = random.Random(20261116)
    missed = []
    for number in range(200):
        at, length = spans[number % len(spans)]
        at, bit = at + chance.randrange(length), 1 << chance.randrange(8)
        home.write_bytes(sound[:at] + bytes([sound[at] ^ bit]) + sound[at + 1 :])
        if not found(home):
            missed.append((at, bit))
    assert missed == []


@given(data=st.data(), history=HISTORIES)
@examples(60)
def test_any_change_of_any_field_is_found(data: st.DataObject, history: list[Event]) -> None:
    with TemporaryDirectory() as folder:
        with store_in(Path(folder)) as store:
            stored(store, history)
        table, columns = data.draw(st.sampled_from(sorted(_COLUMNS.items())))
        column = data.draw(st.sampled_from(columns))
        with closing(sqlite3.connect(store.path, isolation_level=None)) as connection:
            rows = connection.execute(f"SELECT rowid, {column} FROM {table}").fetchall()
            if not rows:
                return
            row, _ = data.draw(st.sampled_from(rows))
            before = list(connection.iterdump())
            try:
                sql = f"UPDATE {table} SET {column} = ? WHERE rowid = ?"
                connection.execute(sql, (data.draw(_ANYTHING), row))
            except sqlite3.IntegrityError:
                return
            changed = list(connection.iterdump()) != before
        assert bool(found(store.path)) == changed


def test_an_empty_text_that_became_empty_bytes_is_found(tmp_path: Path) -> None:
    with store_in(tmp_path) as store:
        stored(store, numbered([start(), event(0, "note", "floor-clean", None, "")]))
    assert not found(store.path)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as connection:
        connection.execute("UPDATE text SET content = x''")
    assert found(store.path)


_COLUMNS = {
    "chain": ["subject", "id", "length", "head"],
    "event": [
        "chain",
        "seq",
        "uuid",
        "kind",
        "question",
        "value",
        "text_digest",
        "seen_at",
        "entered_at",
        "previous",
        "hash",
    ],
    "text": ["chain", "seq", "salt", "content"],
    "checklist": ["sha256", "content"],
    "audit": ["chain", "id", "checklist", "site", "started_at", "finished_at", "state", "pending"],
    "tally": ["name", "count"],
}
_ANYTHING = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    st.binary(max_size=32),
)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "DELETE FROM event WHERE rowid = (SELECT max(rowid) FROM event)",
            "should end with event 6, but ends with event 5",
        ),
        ("DELETE FROM event WHERE chain = 3 AND seq = 3", "event 3 is missing"),
        ("UPDATE chain SET head = zeroblob(32)", "and it should have " + "0" * 64),
        (
            "UPDATE chain SET head = x''; UPDATE event SET chain = -chain;"
            "UPDATE chain SET number = -number; UPDATE text SET chain = -chain",
            "and it should have",
        ),
        ("UPDATE checklist SET id = 'x'", "checklist x 1.0"),
        ("UPDATE checklist SET version = '9'", "checklist walk-in 9"),
        ("DROP INDEX audit_started", "index audit_started is missing"),
        ("ALTER TABLE event ADD COLUMN more TEXT", "table event was changed"),
        ("CREATE TABLE more (id TEXT)", "table more was added"),
        ("CREATE VIEW more AS SELECT 1", "view more was added"),
        (
            "CREATE TRIGGER more AFTER INSERT ON event BEGIN DELETE FROM text; END",
            "trigger more was added",
        ),
        ("DELETE FROM migration WHERE number = 1", "migration 1 is missing"),
        ("DELETE FROM text WHERE chain = 3", "no event says it was erased"),
        ("DELETE FROM event WHERE chain = 3", "ends with event 0"),
        ("DELETE FROM chain WHERE number = 3", "belong to nothing"),
        ("DELETE FROM audit WHERE chain = 3", "not listed as"),
        ("DELETE FROM checklist", "belong to nothing"),
        ("INSERT INTO text VALUES (99, 1, x'00', 'x')", "`text` has 1 rows"),
        ("UPDATE checklist SET content = content || ' '", "checklist walk-in 1.0"),
        ("UPDATE text SET salt = x'00000000000000000000000000000000'", "no event says"),
        ("DROP TABLE event", "no such table: main.event|no such table: event"),
        ("INSERT INTO migration VALUES (99, 'future')", "newer version of audit"),
        ("DROP TABLE migration", "another program"),
        ("DELETE FROM migration", "tables of the version"),
        ("UPDATE migration SET number = number - 2", "tables of the version"),
        ("DELETE FROM migration WHERE number > 1", "tables of the version"),
        ("DELETE FROM migration WHERE number > 2", "tables of the version"),
        ("DELETE FROM migration WHERE number > 2; DROP TABLE report", "tables of the version"),
        ("DELETE FROM migration WHERE number > 1; DROP TABLE week", "tables of the version"),
        ("INSERT INTO followup VALUES ('audit', 'x', 3)", "kept under other audits"),
        ("INSERT INTO followup VALUES ('audit', 'x', 99)", "`followup` has 1 rows"),
    ],
)
def test_what_was_taken_away_or_added_is_named(home: Path, statement: str, words: str) -> None:
    with closing(sqlite3.connect(home)) as connection:
        connection.executescript(statement)
    assert any(word in line for line in found(home) for word in words.split("|"))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM migration",
        "UPDATE migration SET number = number - 2",
        "DELETE FROM migration WHERE number > 1",
        "DROP TABLE event",
        "ALTER TABLE audit DROP COLUMN pending",
    ],
)
def test_what_cannot_be_opened_is_damaged_not_an_sql_text(home: Path, statement: str) -> None:
    with closing(sqlite3.connect(home)) as connection:
        connection.executescript(statement)
    before = home.read_bytes()
    for read_only in (True, False):
        with (
            pytest.raises(DamagedStore, match="audit doctor"),
            Store.open(home, backups=home.parent / "backups", read_only=read_only) as store,
        ):
            store.record(next(store.audits()).id)
    assert home.read_bytes() == before
    assert found(home)


@pytest.mark.parametrize("steps", range(1, len(MIGRATIONS)))
@pytest.mark.parametrize("read_only", [False, True])
def test_an_older_version_is_no_error(home: Path, steps: int, read_only: bool) -> None:
    make_older(home, steps)
    assert found(home) == []
    assert "older version" in found(home, "hint")[0]
    with Store.open(home, backups=home.parent / "backups", read_only=read_only) as store:
        assert len(list(store.audits())) == 10
    assert found(home) == []


def test_a_deleted_last_event_is_found_in_an_audit_of_any_state(tmp_path: Path) -> None:
    with store_in(tmp_path) as store:
        audit = stored(store, [start(), event(2, "answer", "floor-clean", "no")])
    with closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute("DELETE FROM event WHERE seq = 2")
    assert any(audit in line and "event 2" in line for line in found(store.path))


@given(
    cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=600)), max_size=5),
    end=st.floats(0, 1),
)
@examples(80)
def test_whatever_bytes_are_there_doctor_does_not_crash(
    cuts: list[tuple[float, bytes]], end: float
) -> None:
    data = bytearray(_sound())
    for place, piece in cuts:
        at = int(place * len(data))
        data[at : at + len(piece)] = piece
    if end < 0.5:
        del data[int(end * 2 * len(data)) :]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "audit.db"
        path.write_bytes(data)
        found(path)
        assert path.read_bytes() == data


_SOUND: list[bytes] = []


def _sound() -> bytes:
    if not _SOUND:
        with TemporaryDirectory() as folder, store_in(Path(folder)) as store:
            for number in range(10):
                stored(store, unique_audit(number))
            _SOUND.append(store.path.read_bytes())
    return _SOUND[0]


@pytest.mark.parametrize("content", [b"\0" * 5000, b"PK\x03\x04 a zip", b"SQLite format 3\0" * 99])
def test_what_is_no_database_is_a_finding(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "audit.db"
    path.write_bytes(content)
    assert found(path) != []


def test_a_folder_in_the_place_of_the_database_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "audit.db").mkdir()
    assert found(tmp_path / "audit.db") != []


@given(cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=99)), min_size=1))
@example([(0.20389848711030872, b"\x00\x0c")])  # a row that others refer to can't be found any more
@examples(80)
def test_whatever_bytes_are_there_reading_is_right_or_told(cuts: list[tuple[float, bytes]]) -> None:
    data = bytearray(_sound())
    for place, piece in cuts:
        at = int(place * len(data))
        data[at : at + len(piece)] = piece
    with TemporaryDirectory() as folder:
        path = Path(folder) / "audit.db"
        path.write_bytes(data)
        with (
            suppress(AuditError),
            Store.open(path, backups=path.parent, read_only=True) as store,
        ):
            for row in store.audits():
                store.record(row.id)
        with suppress(AuditError):
            back_up(path, path.parent / "backups", "now")
        with suppress(AuditError), store_in(path.parent) as store:
            stored(store, finished())


def test_a_number_in_the_place_of_a_text_is_damage() -> None:
    """As a bit makes it that says of which type a value is; SQL stores none there."""
    with pytest.raises(DamagedRow, match="7"):
        decoded(7)


@pytest.mark.parametrize("value", ["{", "{}", "[]", "null"])
def test_an_audit_that_cannot_be_understood_is_damaged(home: Path, value: str) -> None:
    with closing(sqlite3.connect(home)) as connection, connection:
        connection.execute("UPDATE event SET value = ? WHERE kind = 'start'", (value,))
    with store_in(home.parent) as store:
        audit = store.find("last")
        with pytest.raises(DamagedStore):
            store.record(audit)


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'begin' WHERE kind = 'start'",
        "seen_at = '2026-11-31T10:00:00.000Z' WHERE kind = 'start'",
        "seen_at = '' WHERE kind = 'answer'",
        "entered_at = 'noon' WHERE kind = 'finish'",
    ],
)
def test_an_audit_without_its_start_or_at_no_instant_is_damaged(home: Path, change: str) -> None:
    with closing(sqlite3.connect(home)) as connection, connection:
        connection.execute(f"UPDATE event SET {change}")
    with store_in(home.parent) as store:
        audit = store.find("last")
        with pytest.raises(DamagedStore):
            store.record(audit)
    assert found(home)


@pytest.mark.parametrize(
    "change",
    [
        "started_at = '2026-11-31T10:00:00.000Z'",
        "started_at = ''",
        "started_at = x'ff'",
        "time_zone = x'ff'",
    ],
)
def test_a_listed_audit_of_no_instant_or_nowhere_is_damage(home: Path, change: str) -> None:
    with closing(sqlite3.connect(home)) as connection, connection:
        connection.execute(f"UPDATE audit SET {change} WHERE state = 'finished'")
    with store_in(home.parent) as store:
        with pytest.raises(DamagedStore):
            store.finished()
        with pytest.raises(DamagedStore):
            store.audit_end(store.find("last"))
    assert found(home)


def test_undecodable_text_is_found(home: Path) -> None:
    data = home.read_bytes()
    for word in (b"walk-in", b"N003-note-"):
        home.write_bytes(data.replace(word, b"\xff" * len(word)))
        assert found(home) != []


# With these numbers SQLite moves rows about so that deleting a text, instead of overwriting it
# where it lies, leaves copies of others behind.
@pytest.mark.parametrize("seed", [3, 11])
def test_erasing_leaves_doctor_content_and_no_trace(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    live: dict[str, str] = {}
    with store_in(tmp_path) as store:
        for number in range(400):
            if chance.random() < 0.6 or not live:
                mark = f"SECRET{number:05}X"
                size = chance.choice([5, 40, 200, 900, 3000, 10_000])
                text = mark * (size // len(mark) + 1)
                live[stored(store, [start(), event(2, "note", "q", None, text)])] = mark
                continue
            audit = chance.choice(list(live))
            mark = live.pop(audit)
            assert store.erase(audit, event(3, "erase", "q", None, "asked to")) == (2,)
            assert mark.encode() not in store.path.read_bytes()
            [_, note, erase] = store.events(audit)
            assert (note.text, note.erased, erase.value) == (None, True, {"erased": [2]})
    assert found(store.path) == []


def test_erasing_takes_every_text_of_the_question_and_only_those(store: Store) -> None:
    audit = stored(store, finished(note="SECRETO"))
    assert store.erase(audit, event(10, "erase", "floor-clean", None, "x")) == (6, 9)
    again = event(10, "erase", "floor-clean", None, "x")
    assert store.erase(audit, again._replace(seq=11, question="auditor")) == (2,)
    assert store.erase(audit, again._replace(seq=12, question="name-known")) == ()
    assert [e.seq for e in store.events(audit) if e.text] == [10, 11]
    assert b"SECRETO" not in store.path.read_bytes()


def test_an_erasure_may_be_repeated(store: Store) -> None:
    audit = stored(store, finished())
    erase = event(10, "erase", "floor-clean", None, "asked to")
    assert store.erase(audit, erase) == store.erase(audit, erase)
    assert len(store.events(audit)) == 10


def test_an_interrupted_write_is_undone_and_told(home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir(0o700)
    before = sha256(home.read_bytes()).hexdigest()
    with closing(sqlite3.connect(home, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE event SET question = hex(zeroblob(400))")
        for name in ("audit.db", "audit.db-journal"):  # as a power cut would leave them
            shutil.copy(tmp_path / name, copy / name)
    assert sha256((copy / "audit.db").read_bytes()).hexdigest() != before
    assert any("was undone" in line for line in found(copy / "audit.db", "hint"))
    assert sha256((copy / "audit.db").read_bytes()).hexdigest() == before
    assert found(copy / "audit.db") == []


def test_a_list_after_an_interrupted_write_recovers_it(home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir(0o700)
    with closing(sqlite3.connect(home, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE event SET question = hex(zeroblob(400))")
        for name in ("audit.db", "audit.db-journal"):
            shutil.copy(tmp_path / name, copy / name)
    with Store.open(copy / "audit.db", backups=copy, read_only=True) as store:
        assert len(list(store.audits())) == 10


def test_permissions_room_and_left_overs_are_told(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.chmod(0o644)
    home.parent.chmod(0o755)
    (home.parent / "backups" / ".audit-x.db.abc.tmp").touch()
    assert found(home, "warning") == [
        f"other users of this machine may reach {home.parent}; chmod 700 {home.parent}",
        f"other users of this machine may reach {home}; chmod 600 {home}",
    ]
    assert "left over" in found(home, "hint")[0]
    usage = shutil.disk_usage(home.parent)
    for free, severity in ((99, "warning"), (9, "error")):
        monkeypatch.setattr(
            doctor.shutil, "disk_usage", lambda _, free=free: usage._replace(free=free * 10**6)
        )
        assert any(f"only {free} MB" in line for line in found(home, severity))


def test_whatever_a_cut_short_run_left_is_named(home: Path) -> None:
    (home.parent / "reports").mkdir()
    left = [
        home.parent / ".audit.db.abcdefgh.audit.tmp",
        home.parent / "backups" / ".audit-x.db.abc.tmp",
        home.parent / "backups" / ".audit-x.db.abc.tmp-journal",
        home.parent / "reports" / ".walk-in.html.abc.tmp",
    ]
    for path in left:
        path.touch()
    told = found(home, "hint")
    assert [line.split(" is left over")[0] for line in told] == [str(path) for path in left]


def test_a_backups_age_is_a_hint(home: Path) -> None:
    backups = home.parent / "backups"
    later = datetime(2099, 1, 1, tzinfo=UTC)
    [finding] = examine(home, backups=backups, now=later)
    assert finding.severity == "hint"
    assert "days old" in finding.say("en")
    shutil.rmtree(backups)
    [finding] = examine(home, backups=backups, now=NOW)
    assert "there is no backup" in finding.say("en")


def test_a_thousand_damaged_audits_make_a_readable_list(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "ONE_BY_ONE", 3)
    with closing(sqlite3.connect(home)) as connection, connection:
        connection.execute("UPDATE event SET kind = 'x'")
    lines = found(home)
    assert len(lines) == 4
    assert lines[-1].startswith("and 7 more")


def test_the_same_version_with_another_content_is_kept_apart(store: Store) -> None:
    other = checklist(title="Visita")
    stored(store, finished())
    store.append(an_id(), [start(of=other)], pin=other)
    assert store.other_contents(CHECKLIST) == [other.sha256]
    assert found(store.path) == []


def test_a_finding_is_made_of_a_sentence_and_a_way_out(home: Path) -> None:
    home.chmod(0o644)
    finding: Finding = examine(home, backups=home.parent / "backups", now=NOW)[0]
    assert finding.say("es") == "; ".join(
        part.say("es", **dict(finding.values)) for part in finding[:2]
    )
