"""Export and import: a round trip is exact, and whatever is wrong with a file stores nothing."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit_cli.errors import InvalidInput
from audit_cli.interview.events import Event
from audit_cli.store.doctor import examine
from audit_cli.store.journal import Store
from audit_cli.store.lines import looks_exported
from audit_cli.store.transfer import ImportCounts, export_lines, import_lines

from .making import CHECKLIST, HISTORIES, an_id, event, finished, start, store_in, stored
from .test_doctor import NOW


def errors(store: Store) -> list[str]:
    found = examine(store.path, backups=store.path.parent / "backups", now=NOW)
    return [finding.say("en") for finding in found if finding.severity == "error"]


def exported_and_imported(lines: Iterable[str]) -> list[str]:
    """What another home exports after importing these lines."""
    with TemporaryDirectory() as folder, store_in(Path(folder)) as other:
        import_lines(other, lines, "history.jsonl")
        assert errors(other) == []
        return list(export_lines(other))


@given(histories=st.lists(HISTORIES, max_size=4), erased=st.sampled_from(["floor-clean", "client"]))
@settings(max_examples=40, deadline=None)
def test_a_round_trip_is_exact(histories: list[list[Event]], erased: str) -> None:
    with TemporaryDirectory() as folder, store_in(Path(folder)) as store:
        for events in histories:
            audit = stored(store, events)
            store.erase(audit, erased, event(len(events) + 1, "erase", erased, None, "asked to"))
            other = [event(1, "action", None, {"status": "done"}, "pasó")]
            store.append(an_id(), other, subject="action")
        lines = list(export_lines(store))
        assert exported_and_imported(lines) == lines
        assert all(looks_exported(line.encode()) for line in lines)


def test_the_order_does_not_tell_what_was_stored_first(store: Store) -> None:
    names = [stored(store, [start()]) for _ in range(6)]
    audits = [json.loads(line)["audit"] for line in export_lines(store) if '"audit"' in line]
    assert audits == sorted(names) != names


def test_values_that_utf8_cannot_hold_survive(store: Store) -> None:
    stored(store, [*finished(), event(10, "answer", "floor-clean", "\ud800 é", None)])
    lines = list(export_lines(store))
    assert exported_and_imported(lines) == lines


@pytest.fixture
def lines(store: Store) -> list[str]:
    """An export of two audits."""
    stored(store, finished())
    stored(store, finished(note=None))
    return list(export_lines(store))


def test_the_same_again_is_known(store: Store, lines: list[str]) -> None:
    assert import_lines(store, lines, "f") == ImportCounts(known=2)
    assert list(export_lines(store)) == lines


def test_a_longer_chain_extends_ours_and_a_shorter_one_changes_nothing(
    store: Store, lines: list[str], tmp_path: Path
) -> None:
    with store_in(tmp_path / "other") as other:
        counts = import_lines(other, lines, "f")
        assert counts == ImportCounts(stored=2, events=17)
        [audit, _] = [row.id for row in other.audits()]
        length = other.record(audit).length
        other.append(audit, [event(length + 1, "discard", None, None, "a test")])
        longer = list(export_lines(other))
        assert import_lines(other, lines, "f") == ImportCounts(known=2)
    assert import_lines(store, longer, "f") == ImportCounts(extended=1, known=1, events=1)
    assert store.record(audit).state == "discarded"
    assert list(export_lines(store)) == longer


def test_an_imported_erasure_erases_here_too(store: Store, tmp_path: Path) -> None:
    audit = stored(store, finished(note="SECRETO"))
    with store_in(tmp_path / "other") as other:
        import_lines(other, export_lines(store), "f")
        other.erase(audit, "floor-clean", event(10, "erase", "floor-clean", None, "asked to"))
        import_lines(store, export_lines(other), "f")
    assert b"SECRETO" not in store.path.read_bytes()
    assert store.record(audit).answers["floor-clean"].note is None
    assert errors(store) == []


def test_a_fork_is_refused_with_both_heads(store: Store, tmp_path: Path) -> None:
    audit = stored(store, finished())
    before = list(export_lines(store))
    store.append(audit, [event(10, "discard", None, None, "ours")])
    ours = list(export_lines(store))
    with store_in(tmp_path / "other") as other:
        import_lines(other, before, "f")
        other.append(audit, [event(10, "discard", None, None, "theirs")])
        theirs = list(export_lines(other))
    with pytest.raises(InvalidInput) as failure:
        import_lines(store, theirs, "theirs.jsonl")
    said = failure.value.say("en")
    for line in (ours[-1], theirs[-1]):
        assert json.loads(line)["hash"] in said
    assert said.startswith("theirs.jsonl:2: ")
    assert list(export_lines(store)) == ours


def _changed(key: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(facts: dict[str, Any]) -> None:
        facts[key] = value

    return change


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("value", "yes"),
        ("text", "another note"),
        ("text", None),
        ("seen_at", "2026-11-16T00:00:09.000Z"),
        ("question", "name-known"),
        ("kind", "finish"),
        ("uuid", "0e3c1f8a-0000-4000-8000-000000000000"),
        ("previous", "0" * 64),
        ("hash", "0" * 64),
        ("salt", "0" * 32),
        ("text_digest", None),
        ("seq", 3),
        ("seq", True),
        ("seq", 10**30),
        ("audit", "x"),
        ("value", float("nan")),
        ("text", "\udc80"),
    ],
)
def test_any_changed_field_is_refused_and_nothing_is_stored(
    lines: list[str], tmp_path: Path, key: str, value: object
) -> None:
    with store_in(tmp_path / "other") as other:
        for number, line in enumerate(lines):
            facts = json.loads(line)
            if "checklist" in facts or repr(facts[key]) == repr(value):
                continue
            changed = [*lines[:number], json.dumps(facts | {key: value}), *lines[number + 1 :]]
            with pytest.raises(InvalidInput, match=r"^history\.jsonl:"):
                import_lines(other, changed, "history.jsonl")
        assert list(export_lines(other)) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "^f:1:2: this is not JSON"),
        ("[" * 100_000, "^f:1: this is not JSON"),
        ("[1]", "^f:1: this is neither"),
        ('{"audit": "0e3c1f8a-0000-4000-8000-000000000000"}', "^f:1: “seq” is missing"),
        ('{"checklist": {"id": "x"}, "sha256": "00"}', "^f:1: this checklist is not"),
        ('{"checklist": "\\udc80", "sha256": "00"}', "^f:1: this checklist is not"),
    ],
)
def test_what_is_no_export_is_told_with_its_line(store: Store, line: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        import_lines(store, [line], "f")


def test_a_missing_checklist_beginning_or_middle_is_told(lines: list[str], tmp_path: Path) -> None:
    with store_in(tmp_path / "other") as other:
        for broken, words in (
            (lines[1:], "neither here nor stored"),
            (lines[:1] + lines[2:], "what comes before is not stored"),
            (lines[:4] + lines[5:], "event 4 is missing"),
        ):
            with pytest.raises(InvalidInput, match=words):
                import_lines(other, broken, "f")
        assert list(export_lines(other)) == []


def test_at_most_twenty_problems_are_told(store: Store) -> None:
    with pytest.raises(InvalidInput) as failure:
        import_lines(store, ["x"] * 1000, "f")
    assert len(failure.value.problems) == 20


@pytest.mark.parametrize(
    "beginning", [b"", b"checklist: walk-in", b'{"checklist": "walk-in", "answers": {', b"[{"]
)
def test_answers_do_not_look_exported(beginning: bytes) -> None:
    assert not looks_exported(beginning)


def test_a_checklist_that_json_would_rewrite_travels_as_text(store: Store) -> None:
    text = CHECKLIST.canonical.replace(":", ": ")
    with store.transaction() as connection:
        connection.execute("INSERT INTO checklist VALUES ('0', 'x', '1', ?)", (text,))
    line = next(line for line in export_lines(store) if '"sha256":"0"' in line)
    assert json.loads(line)["checklist"] == text
    assert looks_exported(line.encode())
