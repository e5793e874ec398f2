"""What is imported: whole or not at all, and nobody who saves an answer meanwhile waits for it."""

import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audit_cli.store import connection, incoming
from audit_cli.store.doctor import examine
from audit_cli.store.faults import ChainMoved
from audit_cli.store.journal import Store
from audit_cli.store.transfer import ImportCounts, export_lines, import_lines

from .making import CHECKLIST, an_id, event, finished, store_in, stored

# After so many of its thirteen short transactions an import is killed.
KILLS = range(13) if int(os.environ.get("AUDIT_KILLS", "10")) >= 500 else (0, 7, 12)
NOW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture
def exported(tmp_path: Path) -> list[str]:
    """The lines of a history of six audits and an action, as another home has it."""
    with store_in(tmp_path / "source") as source:
        for number in range(6):
            stored(source, finished(at=number))
        source.append(an_id(), [event(1, "action", None, {"do": "add"})], subject="action")
        return list(export_lines(source))


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten events are much already, and go in four at a time."""
    monkeypatch.setattr(incoming, "EVENTS_AT_ONCE", 10)
    monkeypatch.setattr(incoming, "BATCH", 4)
    monkeypatch.setattr(incoming, "PAUSE", 0)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store with an audit, in which nobody waits for anybody."""
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.02)
    with store_in(tmp_path) as opened:
        stored(opened, finished("ours"))
        yield opened


def errors(folder: Path) -> list[str]:
    found = examine(folder / "audit.db", backups=folder / "backups", now=NOW)
    return [finding.say("en") for finding in found if finding.severity == "error"]


def void(_: object) -> None:
    pass


def test_others_save_while_lines_are_read(
    store: Store, tmp_path: Path, exported: list[str]
) -> None:
    def slowly() -> Iterator[str]:
        for line in exported:
            with store_in(tmp_path) as other:
                stored(other, finished("meanwhile"))
            yield line

    assert import_lines(store, slowly(), "f").stored == 7
    assert len(list(store.audits())) == 1 + 6 + len(exported)
    assert errors(tmp_path) == []


def test_others_save_while_audits_are_added(store: Store, tmp_path: Path) -> None:
    with store.incoming() as bulk, store_in(tmp_path) as other:
        bulk.add("a1", finished(digest="d"), CHECKLIST, "d")
        stored(other, finished("meanwhile"))
        assert "a1" not in {row.id for row in other.audits()}
    assert len(list(store.audits())) == 3


def test_what_another_program_stored_meanwhile_is_not_stored_twice(
    store: Store, tmp_path: Path, exported: list[str]
) -> None:
    def both() -> None:
        with store_in(tmp_path) as other, store.incoming() as ours, other.incoming() as theirs:
            for bulk in (ours, theirs):
                assert bulk.add("a1", finished(digest="d"), CHECKLIST, "d") == "stored"

    with pytest.raises(ChainMoved, match="a1"):
        both()
    import_lines(store, exported, "f")
    audit = next(row.id for row in store.audits())
    with store_in(tmp_path / "source") as source:
        source.append(audit, [event(10, "note", "floor-clean", None, "theirs")])
        longer = list(export_lines(source))

    def slowly() -> Iterator[str]:
        yield from longer
        with store_in(tmp_path) as other:
            other.append(audit, [event(10, "note", "floor-clean", None, "ours")])

    with pytest.raises(ChainMoved, match=audit):
        import_lines(store, slowly(), "f")
    assert store.events(audit)[-1].text == "ours"
    assert errors(tmp_path) == []


@pytest.mark.usefixtures("large")
def test_much_goes_in_between_others_and_is_there_at_once(
    store: Store, tmp_path: Path, exported: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def meanwhile(_: float) -> None:
        with store_in(tmp_path) as other:
            seen.append(len(list(other.audits())))
            stored(other, finished("meanwhile"))
            assert errors(tmp_path) == []

    monkeypatch.setattr(incoming, "sleep", meanwhile)
    assert import_lines(store, exported, "f") == ImportCounts(stored=7, events=6 * 9 + 1)
    assert len(seen) >= 13
    assert seen == list(range(1, 1 + len(seen)))  # nothing of the import was there before its end
    assert len(list(store.audits())) == 1 + 6 + len(seen)
    assert errors(tmp_path) == []
    assert set(exported) - set(export_lines(store)) == {exported[-1]}


@pytest.mark.usefixtures("large")
def test_a_history_continued_meanwhile_is_not_overwritten(
    store: Store, tmp_path: Path, exported: list[str]
) -> None:
    import_lines(store, exported, "f")
    audit = next(row.id for row in store.audits())
    with store_in(tmp_path / "source") as source:
        source.append(audit, [event(10, "note", "floor-clean", None, "theirs")])
        longer = list(export_lines(source))
    assert import_lines(store, longer, "f") == ImportCounts(extended=1, known=6, events=1)
    assert store.events(audit)[-1].text == "theirs"
    assert errors(tmp_path) == []


@pytest.mark.usefixtures("large")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
def test_one_that_is_killed_leaves_nothing(
    tmp_path: Path, exported: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it is killed: what it left is seen by nobody, and is gone with the next."""
    for batches in KILLS:
        home = tmp_path / str(batches)
        with store_in(home) as store:
            stored(store, finished("ours"))
            before = list(export_lines(store))
        if child := os.fork():
            _, status = os.waitpid(child, 0)
        else:
            left = iter(range(batches))
            monkeypatch.setattr(
                incoming,
                "sleep",
                lambda _, left=left: (
                    next(left, None) is None and os.kill(os.getpid(), signal.SIGKILL)
                ),
            )
            with store_in(home) as store:
                import_lines(store, exported, "f")
            os._exit(0)
        assert errors(home) == []
        with store_in(home) as store:
            assert os.WIFSIGNALED(status)
            assert list(export_lines(store)) == before
            stored(store, finished("afterwards"))
            monkeypatch.setattr(incoming, "sleep", void)
            assert import_lines(store, exported, "f").stored == 7
            assert errors(home) == []
            assert incoming.events_staged(store.connection()) == 0


@pytest.mark.usefixtures("large")
def test_a_full_disk_leaves_nothing(
    store: Store, exported: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: float) -> None:
        monkeypatch.setattr(incoming, "sleep", void)
        raise OSError(28, "No space left on device")

    before = list(export_lines(store))
    monkeypatch.setattr(incoming, "sleep", full)
    with pytest.raises(OSError, match="No space"):
        import_lines(store, exported, "f")
    assert list(export_lines(store)) == before
    assert store.connection().execute("SELECT count(*) FROM event").fetchone() == (9,)
    assert not list(store.path.parent.glob(".*"))
