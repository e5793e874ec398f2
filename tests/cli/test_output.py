"""What is printed on a terminal: sentences broken for it, commands left whole to be copied."""

import io

import pytest

from audit_cli.cli import output


class Terminal(io.StringIO):
    """A stream that a person sees."""

    def isatty(self) -> bool:
        return True


def test_a_sentence_is_broken_and_a_command_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stderr", shown := Terminal())
    sentence = "the earlier period goes into --from, and this one is the later"
    command = "  audit compare --site sur --checklist phone-test --from 2026-W20 --to last-8"
    output.warn(f"{sentence}; turned round:\n{command}")
    *broken, last = shown.getvalue().splitlines()
    assert last == command
    assert len(broken) > 1
    assert all(len(line) <= 40 for line in broken)
