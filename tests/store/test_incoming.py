"""What is imported: whole or not at all, and nobody who saves an answer meanwhile waits for it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audit_cli.store import connection
from audit_cli.store.doctor import examine
from audit_cli.store.journal import Store
from audit_cli.store.transfer import export_lines, import_lines

from .making import CHECKLIST, an_id, event, finished, store_in, stored

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
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store with an audit, in which nobody waits for anybody."""
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.02)
    with store_in(tmp_path) as opened:
        stored(opened, finished("ours"))
        yield opened


def errors(folder: Path) -> list[str]:
    found = examine(folder / "audit.db", backups=folder / "backups", now=NOW)
    return [finding.say("en") for finding in found if finding.severity == "error"]


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
    with store.bulk() as bulk, store_in(tmp_path) as other:
        bulk.add("a1", finished(digest="d"), CHECKLIST, "d")
        bulk.flush()
        stored(other, finished("meanwhile"))
        assert "a1" not in {row.id for row in other.audits()}
    assert len(list(store.audits())) == 3
