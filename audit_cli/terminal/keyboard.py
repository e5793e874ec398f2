"""Single keys from a terminal, with a time limit so that a clock can go on ticking."""

import codecs
import os
import re
import select
import signal
import sys
from contextlib import suppress
from typing import Any, Final, Self

from audit_cli.errors import AuditError
from audit_cli.language import _
from audit_cli.terminal.instants import now

try:
    import termios
except ImportError:  # Windows: replies are read as lines there
    termios = None  # type: ignore[assignment]

_A_WHILE: Final = 0.5  # seconds until a stop and its end are noticed
_SLEPT: Final = 10.0  # seconds more than asked for: the machine slept, or the program was stopped
_REST: Final = 0.05  # seconds in which the rest of an escape sequence comes
_SEQUENCE: Final = re.compile("\x1b(\\[[0-?]*[ -/]*[@-~]|O.|[^\x1b])")
ESCAPE: Final = "\x1b"
_OTHER: Final = "\0"  # an arrow, or what else is no letter: it means nothing anywhere


class InputClosed(AuditError):
    """Nobody can answer any more: stdin has ended."""

    message = _("the input ended before the audit did")


def can_read_keys() -> bool:
    """Whether stdin is a terminal that gives single keys and stdout one that can be painted on."""
    return (
        termios is not None
        and os.environ.get("TERM", "dumb") not in ("dumb", "")
        and sys.stdin.isatty()
        and sys.stdout.isatty()
    )


class Keyboard:
    """A terminal's keyboard, one key at a time while it is entered as a context.

    Ctrl-C and hang-ups still arrive as signals. typer.getchar can't be used here: it waits for ever."""

    def __init__(self, descriptor: int = 0) -> None:
        self._descriptor = descriptor
        self._decoder = codecs.getincrementaldecoder("utf-8")("ignore")
        self._waiting = ""
        self._before: Any = None
        self._continued = False

    def __enter__(self) -> Self:
        self._before = termios.tcgetattr(self._descriptor)
        self._take()
        signal.signal(signal.SIGCONT, self._on_continue)
        return self

    def _take(self) -> None:
        mode = termios.tcgetattr(self._descriptor)
        mode[3] &= ~(termios.ICANON | termios.ECHO)
        termios.tcsetattr(self._descriptor, termios.TCSADRAIN, mode)

    def _on_continue(self, _number: int, _frame: object) -> None:
        """After Ctrl-Z and `fg` the shell has given the terminal back as it likes it."""
        with suppress(termios.error):
            self._take()
        self._continued = True

    def __exit__(self, *_error: object) -> None:
        with suppress(termios.error):  # the terminal has gone away
            termios.tcsetattr(self._descriptor, termios.TCSADRAIN, self._before)

    def key(self, seconds: float | None = None) -> str | None:
        """The next key, `\\n` for Return, `\\x7f` for Backspace, ESCAPE, and one that is not printable for arrow
        keys and the like; None when the time is over, empty when the program or its machine was stopped and goes
        on: the auditor was away, and another program may have used the screen. Raises InputClosed."""
        while not self._waiting:
            asked = now().seconds
            ready, _, _ = select.select([self._descriptor], [], [], seconds or _A_WHILE)
            if self._continued or now().seconds - asked > (seconds or _A_WHILE) + _SLEPT:
                self._continued = False
                return ""
            if ready:
                read = self._read()
                if read.endswith(ESCAPE) and select.select([self._descriptor], [], [], _REST)[0]:
                    read += self._read()
                self._waiting = _SEQUENCE.sub(_OTHER, read)
            elif seconds:
                return None
        key, self._waiting = self._waiting[0], self._waiting[1:]
        return {"\r": "\n", "\x08": "\x7f"}.get(key, key)

    def _read(self) -> str:
        try:
            data = os.read(self._descriptor, 1024)
        except OSError:  # EIO: the terminal was closed
            data = b""
        if not data or data == b"\x04":
            raise InputClosed()
        return self._decoder.decode(data)
