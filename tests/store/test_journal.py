"""What is appended is read back as it was, is found, and survives a second attempt."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from audit_cli.interview.events import Event, Json
from audit_cli.interview.record import folded
from audit_cli.store import writing
from audit_cli.store.faults import (
    ChainLost,
    ChainMoved,
    DamagedStore,
    NoChecklist,
    NotSaved,
    OtherContent,
    UnknownAudit,
)
from audit_cli.store.journal import Store
from audit_cli.store.queries import chain_of, digest_of
from audit_cli.store.writing import row_of

from .making import CHECKLIST, HISTORIES, an_id, checklist, event, finished, start, store_in, stored
from .test_doctor import found


@given(histories=st.lists(HISTORIES, min_size=1, max_size=3), data=st.data())
@examples(60)
def test_any_history_is_read_back_and_listed_as_it_folds(
    histories: list[list[Event]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder, store_in(Path(folder)) as store:
        for events in histories:
            audit = an_id()
            cut = data.draw(st.integers(1, len(events)))
            store.append(audit, events[:cut], pin=CHECKLIST)
            store.append(audit, events)  # the first part again: it counts as stored
            assert store.events(audit) == events
            [row] = [row for row in store.audits() if row.id == audit]
            record = folded(audit, events)
            if record.zone_said is False:  # which is then that of another audit
                record.time_zone = row.time_zone
            assert row == row_of(record, CHECKLIST)


def test_answer_by_answer_the_row_is_what_the_events_add_up_to(tmp_path: Path) -> None:
    """Plain answers are stored without adding up: not so where one is, or was, pending."""
    steps: list[tuple[str, str, Json, str | None]] = [
        ("answer", "floor-clean", "no", None),
        ("note", "floor-clean", None, "mud"),
        ("answer", "name-known", {"status": "pending"}, None),
        ("answer", "floor-clean", "yes", None),
        ("answer", "name-known", "yes", None),
        ("answer", "seconds-until-look", {"status": "never"}, None),
        ("clear", "seconds-until-look", None, None),
        ("answer", "seconds-until-look", 4, None),
        ("finish", None, {"seconds_spent": 60}, None),
    ]
    audit, events = an_id(), [start()]
    with store_in(tmp_path) as store:
        store.append(audit, events, pin=CHECKLIST)
        for kind, question, value, text in steps:
            events.append(event(len(events) + 1, kind, question, value, text))
            store.append(audit, events[-1:])
            [row] = store.audits()
            assert row == row_of(folded(audit, events), CHECKLIST)


def test_what_is_stored_is_there_after_closing(tmp_path: Path) -> None:
    with store_in(tmp_path) as store:
        audit = stored(store, finished())
    with store_in(tmp_path) as store:
        assert store.record(audit).answers["floor-clean"].note == "mud at the door"


@pytest.mark.parametrize("read_only", [True, False])
def test_a_home_with_odd_characters_is_a_home(tmp_path: Path, read_only: bool) -> None:
    folder = tmp_path / "mi casa?mode=memory#%20ñ"
    with store_in(folder) as store:
        audit = stored(store, finished())
    path = folder / "audit.db"
    assert path.stat().st_size > 0
    with Store.open(path, backups=folder / "backups", read_only=read_only) as store:
        assert chain_of(store.connection(), audit)


def test_another_programs_events_are_never_overwritten(store: Store) -> None:
    events = finished()
    audit = stored(store, events)
    for other in (
        event(3, "answer", "floor-clean", "yes"),
        event(99, "answer", "floor-clean", "no"),
    ):
        with pytest.raises((ChainMoved, ChainLost), match=str(len(events))):
            store.append(audit, [other])
    assert store.events(audit) == events


@pytest.mark.parametrize(
    "change", [{"value": True}, {"value": 1.0}, {"question": "x"}, {"seen_at": None}, {"text": "x"}]
)
def test_a_repeated_event_counts_as_stored_only_if_it_is_the_same(
    store: Store, change: dict[str, object]
) -> None:
    first = event(2, "answer", "floor-clean", 1, seen=4)
    audit = stored(store, [start(), first])
    with pytest.raises(ChainMoved):
        store.append(audit, [first._replace(**change)])  # type: ignore[arg-type]


def test_broken_bytes_from_a_terminal_do_not_cost_the_answer(store: Store) -> None:
    events = [start(), event(2, "note", "floor-clean", None, "caf\udce9 😀")]
    audit = stored(store, events)
    store.append(audit, events)
    assert store.events(audit)[1].text == "caf\ufffd 😀"


def test_a_start_without_its_checklist_is_a_bug(store: Store) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"):
        store.append(an_id(), [start()])
    with pytest.raises(ValueError, match="start"):
        store.append(an_id(), [event(1, "answer", "floor-clean", "no")], pin=CHECKLIST)
    assert list(store.audits()) == []


def test_a_checklists_text_is_kept_under_its_hash(store: Store) -> None:
    other = checklist(title="Visita")
    stored(store, finished())
    assert store.pinned(CHECKLIST.sha256) == CHECKLIST.canonical
    assert store.other_contents(CHECKLIST) == []
    assert store.other_contents(other) == [CHECKLIST.sha256]
    with pytest.raises(NoChecklist):
        store.pinned(other.sha256)


def test_a_read_only_store_makes_nothing_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "none" / "audit.db"
    with Store.open(path, backups=tmp_path, read_only=True) as store:
        assert list(store.audits()) == []
        with pytest.raises(NotSaved):
            store.append(an_id(), finished(), pin=CHECKLIST)
    assert not path.parent.exists()
    with store_in(tmp_path) as store:
        audit = stored(store, finished())
    with Store.open(tmp_path / "audit.db", backups=tmp_path, read_only=True) as store:
        with pytest.raises(NotSaved, match="may not be written"):
            store.append(audit, [event(10, "discard", None, None, "x")])
        assert store.record(audit).state == "finished"


def test_bulk_adds_whole_audits_once(store: Store) -> None:
    events = finished(digest="d1")
    for answer in ("stored", "known"):
        with store.incoming() as incoming:
            assert incoming.add("a1", events, CHECKLIST, "d1") == answer
            assert incoming.add("a1", events, CHECKLIST, "d1") == "known"
    assert store.events("a1") == events
    assert digest_of(store.connection(), "a1") == "d1"


@pytest.mark.parametrize("digest", ["d2", None])
def test_bulk_refuses_the_same_id_with_other_content_and_keeps_nothing(
    store: Store, digest: str | None
) -> None:
    stored_before = stored(store, finished(digest="d1"))

    def add_both() -> None:
        with store.incoming() as incoming:
            incoming.add("new", finished(digest="d3"), CHECKLIST, "d3")
            incoming.add(stored_before, finished(), CHECKLIST, digest)

    with pytest.raises(OtherContent, match=stored_before):
        add_both()
    assert [row.id for row in store.audits()] == [stored_before]


def test_an_unknown_audit_has_no_record(store: Store) -> None:
    with pytest.raises(UnknownAudit):
        store.record("0")
    assert store.events("0") == []
    assert digest_of(store.connection(), "0") is None
    assert not chain_of(store.connection(), "0")


@pytest.mark.parametrize(
    "made",
    [
        event(2, "answer", "floor-clean", {"status": "zzz"}),
        event(2, "late_answer", "floor-clean", {"status": ["na"]}),
        event(2, "answer", "seconds-until-look", 1e300),
        event(2, "metadata", "recognised", "perhaps"),
        event(2, "finish", None, {"seconds_spent": "long"}),
    ],
    ids=lambda made: f"{made.kind} {made.value}",
)
def test_an_event_without_the_form_of_its_kind_is_damage(
    store: Store, made: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As another version might store it: every hash is right."""
    with monkeypatch.context() as patch:
        patch.setattr(writing, "project", lambda *_: None)
        audit = stored(store, [start(), made])
    with pytest.raises(DamagedStore, match="audit doctor"):
        store.record(audit)
    assert any("event 2" in line for line in found(store.path))


@given(history=HISTORIES)
@examples(30)
def test_whatever_an_audit_may_hold_is_no_damage(history: list[Event]) -> None:
    with TemporaryDirectory() as folder, store_in(Path(folder)) as store:
        assert store.record(stored(store, history)).length == len(history)
