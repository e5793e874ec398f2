"""A terminal of a given size that a test can press keys on and read, as a manager's tablet shows it."""

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Final, Self, TypeVar, cast

import pyte
from wcwidth import wcswidth

T = TypeVar("T")
PATIENCE: Final = (
    60.0  # seconds, of a machine that is busy with other things; nothing waits for them to pass
)
_ESCAPES: Final = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
# The shell leads a session without a terminal; opening one makes it the terminal that Ctrl-C comes from.
_ON_TERMINAL: Final = 'exec "$@" <"$0" >"$0" 2>&1'


class Pty:
    """A program with a pseudo-terminal as its stdin, stdout and stderr. A context that ends it."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int]
    ) -> None:
        columns, lines = size
        self.output = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._master: int | None
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", _ON_TERMINAL, os.ttyname(slave), *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(environment),
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
        self.close()

    def close(self) -> None:
        """Close the terminal, as one closes its window."""
        if self._master is not None:
            os.close(self._master)
            self._master = None

    def press(self, keys: str) -> None:
        """Type keys, without waiting for anything."""
        os.write(self._master, keys.encode())

    def read(self, seconds: float) -> bool:
        """Take in what comes within some seconds; False once nobody has the terminal open any more."""
        ready, _, _ = select.select([self._master], [], [], max(0.0, seconds))
        if not ready:
            return True
        try:
            data = os.read(self._master, 65536)
        except OSError:  # EIO: nobody has it open any more
            return False
        self._take(self._decoder.decode(data))
        return bool(data)

    def read_until(self, ready: Callable[[], bool]) -> None:
        """Read until something is true of what was painted."""
        deadline = time.monotonic() + PATIENCE
        while not ready():
            open_ = self.read(0.5)
            assert ready() or (open_ and time.monotonic() < deadline), self._sight()

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        self.process.send_signal(number)

    def kill(self) -> None:
        """`kill -9` to all that runs on the terminal; what was painted until then can still be read."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def exit_code(self) -> int:
        """Wait for the end of the program."""
        deadline = time.monotonic() + PATIENCE
        while self.read(deadline - time.monotonic()):
            assert time.monotonic() < deadline, f"the program did not end\n{self.output[-2000:]}"
        return self.process.wait(PATIENCE)

    def said(self) -> str:
        """All the output as one line, without what only moves the cursor."""
        return " ".join(_ESCAPES.sub("", self.output).split())

    def _take(self, text: str) -> None:
        self.output += text

    def _sight(self) -> str:
        """What a person would see who wonders why it does not go on."""
        return f"waited in vain; the last words were: {self.said()[-800:]}"


class _StrictScreen(pyte.Screen):
    """A screen that keeps every picture painted on it, and tells when one did not fit."""

    def __init__(self, columns: int, lines: int) -> None:
        self.pictures: list[tuple[str, ...]] = []
        self.misfits: list[str] = []
        super().__init__(columns, lines)

    def picture(self) -> tuple[str, ...]:
        return tuple(line.rstrip() for line in self.display)

    def cursor_position(self, line: int | None = None, column: int | None = None) -> None:
        if not line and not column:  # home: the next picture begins
            self.pictures.append(self.picture())
        super().cursor_position(line, column)

    def draw(self, data: str) -> None:
        if self.cursor.x + wcswidth(data) > self.columns:
            self.misfits.append(f"wider than {self.columns}: {data!r}")
        super().draw(data)

    def index(self) -> None:
        if self.cursor.y == self.lines - 1:
            self.misfits.append(f"scrolled: {self.picture()[0]!r} is gone")
        super().index()


class Terminal(Pty):
    """A terminal whose screen can be read. `by_lines` is a simple one, where Return ends each reply."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        size: tuple[int, int] = (40, 14),
    ) -> None:
        self._screen = _StrictScreen(*size)
        self._stream = pyte.Stream(self._screen)
        self.by_lines = environment.get("TERM") == "dumb"
        super().__init__(command, environment, size)

    @property
    def lines(self) -> tuple[str, ...]:
        """The screen as it is now, without trailing spaces."""
        return self._screen.picture()

    @property
    def typed(self) -> str:
        """What stands before the cursor on its line."""
        cursor = self._screen.cursor
        return self._screen.display[cursor.y][: cursor.x]

    @property
    def text(self) -> str:
        """The screen as one line, so that a sentence is found however it is wrapped."""
        return " ".join(" ".join(self.lines).split())

    @property
    def pictures(self) -> list[tuple[str, ...]]:
        """Every picture that was painted so far."""
        return [picture for picture in (*self._screen.pictures, self.lines) if any(picture)]

    @property
    def misfits(self) -> list[str]:
        """What was wider or taller than the screen."""
        return self._screen.misfits

    def wait_for(self, wanted: str | Callable[[], T | None]) -> T | str:
        """Read until a text is on the screen, or until a question about the screen has an answer."""
        if isinstance(wanted, str):
            self.read_until(lambda: wanted in self.text)
            return wanted
        self.read_until(lambda: wanted() is not None)
        return cast(T, wanted())

    def exit_code(self) -> int:
        """Wait for the end of the program; whoever has finished an audit is done with its report."""
        deadline, left = time.monotonic() + PATIENCE, False
        while self.read(deadline - time.monotonic()):
            assert time.monotonic() < deadline, self._sight()
            if not left and (key := self._key_beside("listo") or self._key_beside("done")):
                left = True
                self.reply(key)
        return super().exit_code()

    def reply(self, keys: str) -> None:
        """Press keys; Return after them where the terminal needs it."""
        self.press(keys + "\r" if self.by_lines else keys)

    def enter(self, shown: str, typed: str) -> None:
        """When `shown` is on the screen, type something and press Return."""
        self.wait_for(shown)
        self.press(typed + "\r")

    def choose(self, shown: str, label: str) -> None:
        """When `shown` is on the screen, press the key that stands beside a label, as a person does."""
        self.reply(self.wait_for(lambda: self._key_beside(label) if shown in self.text else None))

    def _key_beside(self, label: str) -> str | None:
        """The key of the lowest such label; keys and labels stand in columns two spaces apart."""
        key = rf"(?:^ ?|  )(\S) {{1,2}}{re.escape(label)}(?=  |$)"
        found = [m[1] for line in self.lines for m in re.finditer(key, line)]
        return found[-1] if found and self.lines[self._last_line()].startswith(">") else None

    def _last_line(self) -> int:
        return max((number for number, line in enumerate(self.lines) if line), default=0)

    def _take(self, text: str) -> None:
        super()._take(text)
        self._stream.feed(text)

    def _sight(self) -> str:
        frame = "\n".join(f"|{line}" for line in self.lines)
        return f"{frame}\n{super()._sight()}"
