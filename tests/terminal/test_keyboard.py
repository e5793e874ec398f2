"""Keys as a terminal sends them: Esc by itself, what is no letter, and that the auditor was away."""

import os
import pty
import signal
from collections.abc import Iterator

import pytest

from audit_cli.terminal import keyboard
from audit_cli.terminal.keyboard import ESCAPE, Keyboard

PATIENCE: float = 1.0  # seconds


@pytest.fixture
def typed() -> Iterator[tuple[int, Keyboard]]:
    """Where one types, and the keyboard of it."""
    master, slave = pty.openpty()
    before = signal.getsignal(signal.SIGCONT)
    with Keyboard(slave) as keys:
        yield master, keys
    signal.signal(signal.SIGCONT, before)
    os.close(master)
    os.close(slave)


def test_escape_is_a_key_and_an_arrow_is_one_that_means_nothing(
    typed: tuple[int, Keyboard],
) -> None:
    master, keys = typed
    for sent, read in (
        ("\x1b", [ESCAPE]),
        ("a\x1b[Ab", ["a", "\0", "b"]),
        ("\x1bOP\x1b[1;5D", ["\0", "\0"]),
        ("ñ\r\x7f", ["ñ", "\n", "\x7f"]),
    ):
        os.write(master, sent.encode())
        assert [keys.key(PATIENCE) for _ in read] == read
    assert keys.key(0.01) is None


def test_the_rest_of_an_arrow_may_come_late(typed: tuple[int, Keyboard]) -> None:
    master, keys = typed
    os.write(master, b"\x1b")
    reader = keys._read
    keys._read = lambda: (  # type: ignore[method-assign]  # what is sent while it reads
        reader() if getattr(keys, "sent", None) else _and_send(keys, master, reader())
    )
    assert keys.key(PATIENCE) == "\0"


def _and_send(keys: Keyboard, master: int, read: str) -> str:
    keys.sent = True  # type: ignore[attr-defined]
    os.write(master, b"[A")
    return read


def test_whoever_slept_or_was_stopped_was_away(
    typed: tuple[int, Keyboard], monkeypatch: pytest.MonkeyPatch
) -> None:
    _master, keys = typed
    os.kill(os.getpid(), signal.SIGCONT)
    assert keys.key(PATIENCE) == ""
    assert keys.key(0.01) is None
    moments = iter([0.0, 30.0, 30.0, 30.1])
    now = keyboard.now()
    monkeypatch.setattr(keyboard, "now", lambda: now._replace(seconds=next(moments)))
    assert keys.key(0.01) == ""
    assert keys.key(0.01) is None
