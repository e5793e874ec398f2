"""Exports from elsewhere: whatever encoding a shell gave them is read, and what would lie is refused."""

import codecs
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from store.making import CHECKLIST, an_id, event, finished, start, store_in

from audit_cli.commands.main import main
from audit_cli.interview.events import Event, instant_text
from audit_cli.store import chain
from audit_cli.store.chain import Chain, Link, seal
from audit_cli.store.transfer import EndLine, checklist_line, end_line, event_lines, export_lines

Imported = Callable[[bytes], tuple[int, str]]
NO_SALT = bytes(chain.SALT_BYTES)


@pytest.fixture
def imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Imported:
    """Import a file of these bytes into a new home: the exit code, and everything that was said."""

    def running(content: bytes) -> tuple[int, str]:
        file = tmp_path / "history.jsonl"
        file.write_bytes(content)
        code = main(["--home", str(tmp_path / "home"), "--lang", "en", "import", str(file)])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return running


def exported(folder: Path, events: list[Event]) -> str:
    """What a home with one audit of these events exports."""
    with store_in(folder) as store:
        store.append(an_id(), events, pin=CHECKLIST)
        return "".join(f"{line}\n" for line in export_lines(store))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_an_export_is_read_as_shells_rewrite_it(
    imported: Imported, tmp_path: Path, mark: bytes, codec: str, newline: str
) -> None:
    text = exported(tmp_path / "other", finished(note="piso mojado\u2028aquí 🧽"))
    code, said = imported(mark + text.replace("\n", newline).encode(codec))
    assert (code, "stored: 1" in said) == (0, True), said
    with store_in(tmp_path / "home") as store:
        assert "".join(f"{line}\n" for line in export_lines(store)) == text


def test_half_a_character_in_utf16_is_told(imported: Imported, tmp_path: Path) -> None:
    text = exported(tmp_path / "other", finished(note="🧽"))
    content = text.encode("utf-16").replace("🧽".encode("utf-16-le"), b"\x00\xd8\x00\x00")
    code, said = imported(content)
    assert (code, "history.jsonl:" in said) == (4, True)


def test_a_text_without_a_salt_is_refused(
    imported: Imported, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be stored as one that was erased."""
    monkeypatch.setattr(chain, "urandom", bytes)
    name, events = an_id(), [start(), event(2, "note", "q", None, "said")]
    new = seal("audit", name, 1, events, None)
    links = [
        Link(*row[1:], None, None)  # type: ignore[arg-type]  # as they are stored
        for row in new.events
    ]
    links[1] = links[1]._replace(salt=NO_SALT, content="said")
    lines = [
        checklist_line(CHECKLIST.canonical, CHECKLIST.sha256),
        *event_lines(Chain(1, "audit", name, 2, new.head), links),
        end_line(EndLine(1, 2)),
    ]
    assert json.loads(lines[2])["salt"] == NO_SALT.hex()
    code, said = imported("\n".join(lines).encode())
    assert (code, "history.jsonl:3" in said, "`salt`" in said) == (4, True, True)


def at(days: float) -> str:
    return instant_text(datetime.now(UTC) + timedelta(days))


@pytest.mark.parametrize("field", ["seen_at", "entered_at"])
@pytest.mark.parametrize("days", [400, 355_000])
def test_what_is_long_to_come_is_refused(
    imported: Imported, tmp_path: Path, field: str, days: int
) -> None:
    instant = at(days)
    note = event(2, "note", "q", None, "said")._replace(**{field: instant})
    code, said = imported(exported(tmp_path / "other", [start(), note]).encode())
    assert (code, "history.jsonl:3" in said) == (4, True)
    assert f"event 2 is of {instant}, more than a year ahead" in said


def test_what_a_clock_that_ran_ahead_wrote_is_taken(imported: Imported, tmp_path: Path) -> None:
    note = event(2, "note", "q", None, "said")._replace(entered_at=at(60), seen_at=at(60))
    assert imported(exported(tmp_path / "other", [start(), note]).encode())[0] == 0
