"""Export and import: a round trip is exact, and whatever is wrong with a file stores nothing."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from audit_cli.errors import InvalidInput
from audit_cli.insight.periods import series_id
from audit_cli.interview.events import Event
from audit_cli.interview.record import Record
from audit_cli.store import transfer, writing
from audit_cli.store.doctor import examine
from audit_cli.store.journal import Store
from audit_cli.store.queries import AuditRow
from audit_cli.store.transfer import ImportCounts, export_lines, import_lines, looks_exported

from .making import (
    CHECKLIST,
    HISTORIES,
    an_id,
    event,
    finished,
    instant,
    start,
    store_in,
    stored,
)
from .test_doctor import NOW

BEGINNING = '{"format":3}'
EMPTY = [BEGINNING, '{"end":{"chains":0,"events":0}}']


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
@examples(40)
def test_a_round_trip_is_exact(histories: list[list[Event]], erased: str) -> None:
    with TemporaryDirectory() as folder, store_in(Path(folder)) as store:
        for events in histories:
            audit = stored(store, events)
            store.erase(audit, event(len(events) + 1, "erase", erased, None, "asked to"))
            other = [event(1, "action", None, {"status": "done"}, "pasó")]
            store.append(an_id(), other, subject="action")
        lines = list(export_lines(store))
        assert exported_and_imported(lines) == lines
        assert all(looks_exported(line.encode()) for line in lines)


def test_the_order_does_not_tell_what_was_stored_first(store: Store) -> None:
    names = [stored(store, [start()]) for _ in range(20)]
    audits = [json.loads(line)["audit"] for line in export_lines(store) if '"audit"' in line]
    assert audits == sorted(names) != names


def test_values_that_utf8_cannot_hold_survive(store: Store) -> None:
    stored(store, [*finished(), event(10, "of_a_later_version", None, "\ud800 é")])
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
        other.erase(audit, event(10, "erase", "floor-clean", None, "asked to"))
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
    for line in (ours[-2], theirs[-2]):
        assert json.loads(line)["hash"] in said
    assert said.startswith("theirs.jsonl:3: ")
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
            if "uuid" not in facts or repr(facts[key]) == repr(value):
                continue
            changed = [*lines[:number], json.dumps(facts | {key: value}), *lines[number + 1 :]]
            with pytest.raises(InvalidInput, match=r"^history\.jsonl:"):
                import_lines(other, changed, "history.jsonl")
        assert list(export_lines(other)) == EMPTY


@pytest.mark.parametrize("kept", range(1, 20))
def test_an_export_cut_at_any_line_is_refused(lines: list[str], tmp_path: Path, kept: int) -> None:
    assert len(lines) == 20
    with store_in(tmp_path / "other") as other:
        with pytest.raises(InvalidInput, match=r"^f: the export is cut off"):
            import_lines(other, lines[:kept], "f")
        assert list(export_lines(other)) == EMPTY


def test_a_whole_history_taken_out_of_an_export_is_refused(
    lines: list[str], tmp_path: Path
) -> None:
    rest = [
        line for line in lines if json.loads(line).get("audit") != json.loads(lines[2])["audit"]
    ]
    with (
        store_in(tmp_path / "other") as other,
        pytest.raises(InvalidInput, match=r"^f:\d+: lines of the export are missing"),
    ):
        import_lines(other, rest, "f")


def test_exports_may_be_put_behind_each_other(lines: list[str], tmp_path: Path) -> None:
    with store_in(tmp_path / "other") as other:
        counts = import_lines(other, [*EMPTY, *lines, *lines], "f")
        assert counts == ImportCounts(stored=2, known=2, events=17)
        assert list(export_lines(other)) == lines


def test_exports_of_before_had_no_format_and_are_read(lines: list[str]) -> None:
    before = [line for line in lines if line != BEGINNING]
    assert lines == [BEGINNING, *before]
    assert looks_exported(before[0].encode())
    assert exported_and_imported(before) == lines


def test_a_newer_format_is_told_alone_and_nothing_is_stored(
    lines: list[str], tmp_path: Path
) -> None:
    newer = ['{"format":4,"by":"audit 9"}', '{"what":"comes then"}', *lines[1:]]
    with store_in(tmp_path / "other") as other:
        for name, text in (("f", newer), ("g", [*lines, *newer])):
            with pytest.raises(InvalidInput) as failure:
                import_lines(other, text, name)
            [problem] = failure.value.problems
            assert problem.say("en") == (
                f"{name}:{text.index(newer[0]) + 1}: this export was written by a newer version of audit"
                " (format 4, this one reads up to 3); update this one"
            )
        assert list(export_lines(other)) == EMPTY


@pytest.mark.parametrize("written", ["0", '"2"', "2.0", "true", "null"])
def test_a_format_that_no_export_writes_is_refused(
    store: Store, lines: list[str], written: str
) -> None:
    with pytest.raises(InvalidInput, match=r"^f:1: `format` is missing or not as an export"):
        import_lines(store, [f'{{"format":{written}}}', *lines[1:]], "f")


def test_an_empty_export_looks_like_one(store: Store) -> None:
    assert list(export_lines(store)) == EMPTY
    assert looks_exported(EMPTY[0].encode())
    assert import_lines(store, EMPTY, "f") == ImportCounts()


NINES = "9999-99-99T99:99:99.999Z"
DIGITS = 10**400


@pytest.mark.parametrize(
    "made",
    [
        event(2, "answer", "floor-clean", {"status": "bogus"}),
        event(2, "answer", "floor-clean", True),
        event(2, "answer", "floor-clean", "perhaps"),
        event(2, "answer", "seconds-until-look", "yes"),
        event(2, "answer", "seconds-until-look", 1e300),
        event(2, "answer", "seconds-until-look", DIGITS),
        event(2, "answer", "seconds-until-look", -DIGITS),
        event(2, "answer", "no-such-question", "yes"),
        event(2, "note", "no-such-question", None, "x"),
        event(2, "answer", None, "yes"),
        event(2, "answer", "how-it-ended", "a text is no value"),
        event(2, "answer", "floor-clean"),
        event(2, "metadata", "site", 5),
        event(2, "metadata", "site", "\ud800"),
        event(2, "metadata", "recognised", "perhaps"),
        event(2, "metadata", "auditor", {}),
        event(2, "finish", None, {"seconds_spent": "x"}),
        event(2, "finish", None, {"seconds_spent": DIGITS}),
        event(2, "finish", None, {}),
        event(2, "fixed", "floor-clean", "yes"),
        event(2, "mark", "start", {"clock": "door", "run": "r", "seconds": "1"}),
        event(2, "mark", "start", {"clock": "nowhere", "run": "r", "seconds": 1}),
        event(2, "erase", "floor-clean", {"erased": [10**30]}, "x"),
        event(2, "erase", "floor-clean", {"erased": [2]}, "x"),
        start()._replace(seq=2),
        *(
            event(2, "note", "q", None, "x")._replace(entered_at=instant)
            for instant in (NINES, "2026-02-30T00:00:00.000Z", "0001-01-01T00:00:00.000Z")
        ),
        event(2, "finish", None, {"seconds_spent": 1})._replace(seen_at=NINES),
    ],
    ids=lambda made: f"{made.kind} {made.question} {str(made.value)[:20]}",
)
def test_a_history_that_makes_no_sense_is_refused_and_found(
    tmp_path: Path, made: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = nonsense(tmp_path / "a", [start(), made], monkeypatch)
    with store_in(tmp_path / "b") as other:
        with pytest.raises(InvalidInput, match=r"^f:3: audit .* event 2 "):
            import_lines(other, lines, "f")
        assert list(export_lines(other)) == EMPTY


@pytest.mark.parametrize(
    "facts",
    [
        {"time_zone": 5},
        {"site": None},
        {"digest": 1},
        {"version": "9"},
        {"checklist": "other"},
    ],
    ids=str,
)
def test_a_start_that_makes_no_sense_is_refused_and_found(
    tmp_path: Path, facts: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start()
    assert isinstance(first.value, dict)
    lines = nonsense(tmp_path / "a", [first._replace(value=first.value | facts)], monkeypatch)
    with store_in(tmp_path / "b") as other, pytest.raises(InvalidInput, match=r"^f:3: .* event 1 "):
        import_lines(other, lines, "f")


A_SERIES = {"site": "centro", "checklist": "walk-in"}


def periods(folder: Path, value: Any) -> tuple[list[str], list[str]]:
    """The export of a home in which such a comparison period was entered on 16 November 2026, and what
    doctor says of it."""
    name = series_id("centro", "walk-in")
    with store_in(folder) as store:
        store.append(name, [event(1, "period", None, value, "new team")], subject="series")
        return list(export_lines(store)), errors(store)


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        [1],
        "2026-W40",
        A_SERIES,
        A_SERIES | {"week": 5},
        *(A_SERIES | {"week": week} for week in ("garbage", "2026-W99", "2026-w40")),
        A_SERIES | {"week": "2026-W40", "dropped": "no"},
        {"week": "2026-W40"},
        {"week": "2026-W40", "site": 1, "checklist": "walk-in"},
    ],
    ids=str,
)
def test_a_period_of_no_week_is_refused_and_found(tmp_path: Path, value: Any) -> None:
    lines, told = periods(tmp_path / "a", value)
    assert ["makes no sense: event 1 (period" in line for line in told] == [True]
    with store_in(tmp_path / "b") as other:
        with pytest.raises(InvalidInput, match=r"^f:2: series .* event 1 \(period"):
            import_lines(other, lines, "f")
        assert list(export_lines(other)) == EMPTY


@pytest.mark.parametrize("week", ["2026-W40", "2026-W47", "1999-W52", "0001-W01", "2999-W01"])
@pytest.mark.parametrize("more", [{}, {"dropped": True}], ids=str)
def test_a_period_of_any_week_is_taken(tmp_path: Path, week: str, more: dict[str, bool]) -> None:
    """One outside of history is passed over: a home with one can be moved like any other."""
    lines, told = periods(tmp_path / "a", A_SERIES | {"week": week} | more)
    assert told == []
    assert exported_and_imported(lines) == lines


def nonsense(folder: Path, events: list[Event], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The export of a home that took in what no import takes in; doctor finds it."""
    with store_in(folder) as store:
        row = AuditRow(
            "", "walk-in", "1.0", CHECKLIST.sha256, "s", "UTC", instant(0), None, "draft", 0
        )
        with monkeypatch.context() as patch:
            patch.setattr(writing, "folded", lambda audit, _events: Record(audit))
            patch.setattr(writing, "row_of", lambda record, _: row._replace(id=record.id))
            stored(store, events)
        lines = list(export_lines(store))
        assert any("makes no sense: event" in line for line in errors(store))
    return lines


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "^f:1:2: this is not JSON"),
        ("[" * 100_000, "^f:1: this is not JSON"),
        ("[1]", "^f:1: this is neither"),
        ('{"audit": "0e3c1f8a-0000-4000-8000-000000000000"}', "^f:1: `seq` is missing"),
        ('{"checklist": NaN, "sha256": ""}', "^f:1: `checklist` is missing or not"),
        ('{"checklist": ' + "9" * 5000 + ', "sha256": ""}', "^f:1: this is not JSON"),
        ('{"end": {"chains": ' + "9" * 4000 + ', "events": 1}}', "^f:1: lines of the export"),
        ('{"end": 1}', "^f:1: `end` is missing or not"),
        ('{"checklist": {"id": "x"}, "sha256": "00"}', "^f:1: this checklist is not"),
        ('{"checklist": "\\udc80", "sha256": "00"}', "^f:1: this checklist is not"),
    ],
)
def test_what_is_no_export_is_told_with_its_line(store: Store, line: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        import_lines(store, [line], "f")


def test_a_line_without_end_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "LINE_AT_MOST", 1000)
    with pytest.raises(InvalidInput, match=r"^f:1: this line is longer"):
        import_lines(store, ['{"audit": "' + "x" * 1000 + '"}'], "f")


def test_a_missing_checklist_beginning_or_middle_is_told(lines: list[str], tmp_path: Path) -> None:
    with store_in(tmp_path / "other") as other:
        for broken, words in (
            (lines[2:], "neither here nor stored"),
            (lines[:2] + lines[3:], "what comes before is not stored"),
            (lines[:5] + lines[6:], "event 4 is missing"),
        ):
            with pytest.raises(InvalidInput, match=words):
                import_lines(other, broken, "f")
        assert list(export_lines(other)) == EMPTY


def test_a_hundred_problems_are_told_and_the_rest_counted(store: Store) -> None:
    with pytest.raises(InvalidInput) as failure:
        import_lines(store, ["x"] * 1000, "f")
    assert [problem.more for problem in failure.value.problems] == [0] * 100 + [900]


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


@pytest.mark.parametrize("both", [False, True], ids=["stored", "in the same file"])
def test_an_id_belongs_to_one_history(store: Store, tmp_path: Path, both: bool) -> None:
    audit = stored(store, finished())
    with store_in(tmp_path / "other") as other:
        add = {"do": "add", "site": "centro", "time_zone": "UTC", "due": "2026-11-16"}
        other.append(audit, [event(1, "action", None, add, "sweep")], subject="action")
        theirs = list(export_lines(other))
    lines = [*export_lines(store), *theirs] if both else theirs
    with store_in(tmp_path / "third") as third, pytest.raises(InvalidInput, match=audit):
        import_lines(third if both else store, lines, "f")
