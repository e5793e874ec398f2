"""What is printed on a terminal: sentences broken for it, commands left whole to be copied."""

import io
import json

import pytest

from audit_cli.reports.rendering import json_text
from audit_cli.store.lines import checklist_line
from audit_cli.terminal import console

# C1 controls, and what turns the direction of a line; half of a character has no form in UTF-8.
UNSEEN = [
    *map(chr, (*range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F)),
    *map(chr, (*range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xD800, 0xDFFF)),
]
SEEN = "ñ · 😀 \N{NO-BREAK SPACE}\N{SOFT HYPHEN}\N{ZERO WIDTH JOINER}"


class Terminal(io.StringIO):
    """A stream that a person sees."""

    def isatty(self) -> bool:
        return True


def test_a_sentence_is_broken_and_a_command_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stderr", shown := Terminal())
    sentence = "the earlier period goes into --from, and this one is the later"
    command = "  audit compare --site sur --checklist phone-test --from 2026-W20 --to last-8"
    console.warn(f"{sentence}; turned round:\n{command}")
    *broken, last = shown.getvalue().splitlines()
    assert last == command
    assert len(broken) > 1
    assert all(len(line) <= 40 for line in broken)


def test_json_moves_no_cursor_and_turns_no_line_and_is_exact(
    capsys: pytest.CaptureFixture[str],
) -> None:
    plain = {f"a{SEEN}": [*UNSEEN, SEEN]}
    console.out_json(plain)
    written = (
        capsys.readouterr().out,
        json_text(plain),
        checklist_line(json.dumps(plain, separators=(",", ":")), "x"),
    )
    for text in written:
        found = json.loads(text)
        assert found.get("checklist", found) == plain
        assert not [char for char in UNSEEN if char in text]
        assert SEEN in text
