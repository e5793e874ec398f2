"""How the interview meets a person: screens with single keys, or lines with Return."""

import sys
import textwrap
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, Protocol, TextIO

from audit_cli.errors import UsageError
from audit_cli.language import _, printable
from audit_cli.terminal import console
from audit_cli.terminal.keyboard import InputClosed, Keyboard

MINIMUM: Final = (40, 14)  # columns and lines: a phone held upright
_WIDEST: Final = 76
_HINT_LINES: Final = 3
_TICK: Final = 0.25  # seconds between repaints of a running clock


class TooSmall(UsageError):
    """The terminal can't show a question whole."""

    message = _(
        "the terminal has {columns}×{lines} letters and needs 40×14: make it larger or its letters smaller"
    )


class Screen(NamedTuple):
    """One thing to show and to ask. `options` and `commands` are keys with their labels; with `entry`
    ("number" or "text") anything else that is typed is an answer too, ended by Return: `typing` says
    so where all else is single keys."""

    title: str
    status: str = ""
    body: Sequence[str] = ()
    options: Sequence[tuple[str, str]] = ()
    commands: Sequence[tuple[str, str]] = ()
    entry: str = ""
    typing: str = ""
    hint: str = ""
    live: bool = False

    @property
    def keys(self) -> set[str]:
        """Every key that means something by itself."""
        return {key for key, _ in (*self.options, *self.commands)}


class Face(Protocol):
    """What asks."""

    def ask(self, make: Callable[[], Screen]) -> str:
        """Show a screen until there is a reply: one of its keys, or what was typed. Raises InputClosed."""

    def close(self, lines: Sequence[str]) -> None:
        """Leave these lines behind."""


class KeyFace:
    """Screens on a terminal that gives single keys. A context, since the terminal must be put back."""

    def __init__(self, keyboard: Keyboard, size: Callable[[], tuple[int, int]]) -> None:
        self.keyboard, self._size = keyboard, size
        columns, lines = size()
        if columns < MINIMUM[0] or lines < MINIMUM[1]:
            raise TooSmall(columns=columns, lines=lines)

    def ask(self, make: Callable[[], Screen]) -> str:
        """One of the screen's keys, or what was typed and ended by Return."""
        typed = ""
        screen = make()
        self._paint(screen, typed)
        while True:
            key = self.keyboard.key(_TICK if screen.live else None)
            if key is None:
                screen = make()._replace(hint=screen.hint)
            elif not typed and key.lower() in screen.keys:
                return key.lower()
            elif key == "\x7f":
                typed = typed[:-1]
            elif key == "\n" and (typed.strip() or "\n" in screen.keys):
                return typed.strip()
            elif key.isprintable() and self._typable(screen, key):
                typed += key
            self._paint(screen, typed)

    def close(self, lines: Sequence[str]) -> None:
        """Clear the screen and leave these lines behind."""
        console.write("\x1b[H\x1b[2J" + "".join(printable(line) + "\n" for line in lines))
        console.flush()

    @staticmethod
    def _typable(screen: Screen, key: str) -> bool:
        return screen.entry == "text" or (screen.entry == "number" and key in "0123456789.,:")

    def _paint(self, screen: Screen, typed: str) -> None:
        columns, height = self._size()
        width = min(columns, _WIDEST)
        tail = wrapped(screen.hint, width)[:_HINT_LINES] if screen.hint else []
        tail += command_lines(screen, width)
        room = height - len(tail) - 1
        lines = header(screen, width)
        lines += middle(screen, width, room - len(lines))
        if len(lines) < room:
            lines.append("")
        prompt = "> " + typed[-(width - 3) :]
        note = f"  ({screen.typing})" if screen.typing else ""
        if len(prompt) + len(note) < columns:  # the cursor stays behind what is typed
            prompt += f"\x1b[2m{note}\x1b[22m\x1b[{len(note)}D" if note else ""
        painted = "\n".join(f"{line[:columns]}\x1b[K" for line in (*lines[:room], *tail))
        console.write(f"\x1b[H{painted}\n\x1b[J{prompt}")
        console.flush()


class LineFace:
    """Lines and Return, for a terminal that can do no more, or no terminal at all."""

    def __init__(self, source: TextIO, sink: TextIO | None, width: int) -> None:
        self._source, self._sink, self._width = source, sink, min(width, _WIDEST)

    def ask(self, make: Callable[[], Screen]) -> str:
        """A line, without outer spaces. Raises InputClosed at its end."""
        screen = make()
        lines = [printable(screen.hint)] if screen.hint else []
        lines += header(screen, self._width)
        lines += [line for text in screen.body for line in wrapped(text, self._width)]
        lines += [f" {key}  {printable(label)}" for key, label in screen.options]
        lines += command_lines(screen, self._width)
        self._write("\n".join(lines) + "\n> ")
        while True:
            try:
                line = self._source.readline()
            except UnicodeDecodeError:
                continue
            if not line:
                self._write("\n")
                raise InputClosed()
            if not self._source.isatty():
                self._write("\n")
            reply = line.strip()
            if reply or "\n" in screen.keys:
                return reply.lower() if reply.lower() in screen.keys else reply

    def close(self, lines: Sequence[str]) -> None:
        """Print these lines."""
        self._write("".join(printable(line) + "\n" for line in lines))

    def _write(self, text: str) -> None:
        if self._sink is None:
            console.write(text)
            console.flush()
        else:
            self._sink.write(text)
            self._sink.flush()


def header(screen: Screen, width: int) -> list[str]:
    """The title with the status at the right, and a rule. Where both don't fit, the title wins over
    all of the status but its end, which says how far the audit is."""
    status = printable(screen.status)
    if len(screen.title) + len(status) >= width:
        status = status.split("  ")[-1]
    title = printable(screen.title)[: max(0, width - len(status) - 1)]
    return [title.ljust(width - len(status)) + status, "-" * width]


def middle(screen: Screen, width: int, room: int) -> list[str]:
    """The body and the options; what is too long for the room is cut off the body, never an option,
    and the line between them goes first."""
    lines = [line for text in screen.body for line in wrapped(text, width)]
    options = [f" {key}  {printable(label)}" for key, label in screen.options]
    if options and lines and len(lines) + len(options) < room:
        options.insert(0, "")
    left = max(1, room - len(options))
    if len(lines) > left:
        lines = [*lines[: left - 1], lines[left - 1][: width - 1] + "…"]
    return [*lines, *options]


def command_lines(screen: Screen, width: int) -> list[str]:
    """The commands, as many beside each other as fit."""
    lines = [""]
    for key, label in screen.commands:
        if key == "\n":
            continue
        piece = f"{key} {label}"
        joined = f"{lines[-1]}  {piece}" if lines[-1] else piece
        if len(joined) > width:
            lines.append(piece)
        else:
            lines[-1] = joined
    return [line for line in lines if line]


def wrapped(text: str, width: int) -> list[str]:
    """A paragraph in lines of the screen; an empty one stays an empty line. Paths and commands, which
    have hyphens, stay whole where they fit."""
    if len(text) <= width and text.isprintable():  # as most are
        return [text.rstrip()]
    return textwrap.wrap(printable(text), width, break_on_hyphens=False) or [""]


def line_face(json_on_stdout: bool, width: int) -> LineFace:
    """The face for pipes and simple terminals; it speaks on stderr where stdout carries JSON."""
    if sys.stdin is None:
        raise InputClosed()
    return LineFace(sys.stdin, sys.stderr if json_on_stdout else None, width)
