"""How the interview meets a person: screens with single keys, or lines with Return."""

import re
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple, TypeAlias

from audit_cli.errors import UsageError
from audit_cli.language import Language, Message, _, pgettext, printable
from audit_cli.terminal import console
from audit_cli.terminal.console import cells
from audit_cli.terminal.keyboard import ESCAPE, InputClosed, Keyboard
from audit_cli.terminal.styles import painter

MINIMUM: Final = (40, 14)  # columns and lines: a phone held upright
WIDEST: Final = 76
_HINT_LINES: Final = 3
_TEXT_LINES: Final = 6  # of a text that is being typed: its end
_TICK: Final = 0.25  # seconds between repaints of a running clock

WRONG_KEY: Final = _("{key}? Choose one of these.")


class TooSmall(UsageError):
    """The terminal can't show a question whole."""

    message = _(
        "the terminal has {columns}×{lines} letters and needs 40×14: make it larger or its letters smaller"
    )


class Command(NamedTuple):
    """A command's key and label; digits answer, letters command."""

    key: Message
    label: Message


NOTE: Final = Command(pgettext("key", "n"), _("note"))
BACK: Final = Command(pgettext("key", "b"), _("back"))
SKIP: Final = Command(pgettext("key", "s"), _("skip"))
SAVE: Final = Command(pgettext("key", "q"), _("save and leave"))
GO_ON: Final = Command(pgettext("key", "c"), _("go on without the clock"))
UNDO: Final = Command(pgettext("key", "u"), _("undo"))
MORE: Final = Command(pgettext("key", "m"), _("more"))


class Piece(NamedTuple):
    """A paragraph or a part of a line, and its style as STYLES calls it."""

    text: str
    style: str = ""


ScreenLine: TypeAlias = list[Piece]
Action: TypeAlias = Callable[[], object]


class Offer(NamedTuple):
    """A key, the label beside it, and what it does."""

    key: str
    label: str
    do: Action | None = None


class Screen(NamedTuple):
    """One thing to show and to ask. `status` is in parts, of which the last says how far the audit is.
    With `entry` ("number" or "text") anything else that is typed is an answer too, ended by Return, a "digit"
    by itself: `typing` says so where all else is single keys."""

    title: str
    status: Sequence[Piece] = ()
    body: Sequence[Piece] = ()
    options: Sequence[Offer] = ()
    commands: Sequence[Offer] = ()
    entry: str = ""
    typing: str = ""
    hint: Piece = Piece("")

    @property
    def keys(self) -> dict[str, Action | None]:
        """Every key that means something by itself, and what it does."""
        return {offer.key: offer.do for offer in (*self.commands, *self.options)}


class KeyFace:
    """Screens on a terminal that gives single keys. A context, since the terminal must be put back. `away` is
    whether the program or its machine was stopped meanwhile; whoever minds takes note and clears it."""

    def __init__(
        self, keyboard: Keyboard, size: Callable[[], tuple[int, int]], language: Language
    ) -> None:
        self.keyboard, self._size, self.language = keyboard, size, language
        self.away = False
        columns, lines = size()
        if columns < MINIMUM[0] or lines < MINIMUM[1]:
            raise TooSmall(columns=columns, lines=lines)
        self._painted: Final = painter()
        self._last: tuple[tuple[int, int], list[str]] = ((0, 0), [])

    def ask(self, screen: Screen, again: Callable[[], Screen] | None = None) -> str:
        """One of the screen's keys, or what was typed and ended by Return; empty where a text is given up.
        `again` makes the screen anew where a clock ticks on it: there it is empty, too, after the program or its
        machine was stopped. A key that means nothing is answered. Raises InputClosed."""
        typed = ""
        self._paint(screen, typed)
        while True:
            key = self.keyboard.key(_TICK if again else None)
            if key == "":
                self.away = True
            if (key == "" and again) or (key == ESCAPE and screen.entry == "text"):
                return ""
            if not key:
                screen = again()._replace(hint=screen.hint) if again else screen
            elif not typed and key.lower() in screen.keys:
                return key.lower()
            elif key == "\x7f" and typed:
                typed = typed[:-1]
            elif key == "\n" and (typed.strip() or "\n" in screen.keys):
                return typed.strip()
            elif key.isprintable() and (typed or key != " ") and self._typable(screen, key):
                typed += key
                if screen.entry == "digit":
                    return typed
            else:
                screen = screen._replace(hint=Piece(self._refusal(key, typed), "warning"))
            self._paint(screen, typed, tick=key is None)

    def close(self, lines: Sequence[Piece]) -> None:
        """Clear the screen and leave these lines behind."""
        painted = (self._painted(printable(text), style) + "\n" for text, style in lines)
        console.write("\x1b[H\x1b[2J" + "".join(painted))
        console.flush()

    @staticmethod
    def _typable(screen: Screen, key: str) -> bool:
        # A number may have signs: `-18`, `1:20`.
        return {
            "text": True,
            "number": not key.isalpha(),
            "digit": key.isascii() and key.isdigit(),
        }.get(screen.entry, False)

    def _refusal(self, key: str, typed: str) -> str:
        if not key.isprintable() or key.isspace():
            return _("That key does nothing here.").say(self.language)
        message = _("{key} is not a digit; Enter saves {typed}.") if typed else WRONG_KEY
        return message.say(self.language, key=key, typed=typed)

    def _paint(self, screen: Screen, typed: str, *, tick: bool = False) -> None:
        """The whole screen; on a tick only the lines that time has changed, the cursor left where it is."""
        columns, height = self._size()
        width = min(columns, WIDEST)
        prompt = self._prompt(screen, typed, width, columns)
        above = _laid_out(screen, width, height - len(prompt) + 1)
        rows = [self._row(line, columns) for line in above]
        (size, old), self._last = self._last, ((columns, height), rows)
        if tick and size == (columns, height) and len(old) == len(rows):
            changed = [n for n, row in enumerate(rows) if row != old[n]]
            lines = "".join(f"\x1b[{n + 1};1H{rows[n]}" for n in changed)
            console.write(f"\x1b7{lines}\x1b8" if lines else "")
        else:
            console.write("\x1b[H" + "\n".join(rows) + "\n\x1b[J" + "\n".join(prompt))
        console.flush()

    def _row(self, line: ScreenLine, columns: int) -> str:
        """A line as it is written: cut at the columns, and what was there before gone behind it."""
        row, room = "", columns
        for piece in line:
            text = cut(piece.text, room)
            room -= cells(text)
            row += self._painted(text, piece.style)
        return f"{row}\x1b[K" if room else row

    def _prompt(self, screen: Screen, typed: str, width: int, columns: int) -> list[str]:
        """What is typed, a text in as many lines as it needs, as far as they fit from its end; the cursor stays
        behind it."""
        lines = wrapped(typed + "_", width - 3) if screen.entry == "text" else [typed + "_"]
        *before, last = lines[-_TEXT_LINES:]
        last = last.removesuffix("_")
        while cells(last) > width - 3:
            last = last[1:]
        note = f"  ({screen.typing})" if screen.typing else ""
        if note and cells(note) < columns - cells(last) - 2 and not before:
            last += f"{self._painted(note, 'muted')}\x1b[{cells(note)}D"
        return [f"{'  ' if n else '> '}{line}" for n, line in enumerate([*before, last])]


class LineFace:
    """Lines and Return, for a terminal that can do no more, or no terminal at all; it speaks on stderr
    where stdout carries JSON. Raises InputClosed where there is nothing to read from."""

    def __init__(self, width: int, language: Language, *, json_on_stdout: bool) -> None:
        if sys.stdin is None:
            raise InputClosed()
        self.language, self.away = language, False
        if continued := getattr(signal, "SIGCONT", None):  # Windows has none
            signal.signal(continued, self._on_continue)
        self._source, self._width = sys.stdin, min(width, WIDEST)
        self._sink = sys.stderr if json_on_stdout else None

    def ask(self, screen: Screen, again: Callable[[], Screen] | None = None) -> str:
        """A line, without outer spaces. Raises InputClosed at its end."""
        del again
        lines = [*_header(screen, self._width), *_paragraphs(screen.body, self._width)]
        lines += [_option(offer) for offer in screen.options]
        lines += _command_lines(screen, self._width)
        rows = [screen.hint.text] if screen.hint.text else []
        rows += ["".join(piece.text for piece in line) for line in lines]
        self._write("".join(f"{printable(row)}\n" for row in rows) + "> ")
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

    def _on_continue(self, _number: int, _frame: object) -> None:
        """After Ctrl-Z and `fg`: the next reply is to a clock that nobody saw."""
        self.away = True

    def close(self, lines: Sequence[Piece]) -> None:
        """Print these lines."""
        self._write("".join(f"{printable(piece.text)}\n" for piece in lines))

    def _write(self, text: str) -> None:
        if self._sink is None:
            console.write(text)
            console.flush()
        else:
            self._sink.write(text)
            self._sink.flush()


Face: TypeAlias = KeyFace | LineFace  # what asks


def one_of(face: Face, screen: Screen, *replies: str) -> str:
    """Ask until there is one of these replies."""
    while (reply := face.ask(screen)) not in replies:
        refusal = WRONG_KEY.say(face.language, key=reply)
        screen = screen._replace(hint=Piece(refusal, "warning"))
    return reply


def by_digits(labels: Iterable[str]) -> list[Offer]:
    """Labels by digits."""
    return [Offer(str(number), label) for number, label in enumerate(labels, start=1)]


# -- what stands where on a screen ---------------------------------------------------------------------


def _laid_out(screen: Screen, width: int, height: int) -> list[ScreenLine]:
    tail = _paragraphs([screen.hint], width)[:_HINT_LINES] if screen.hint.text else []
    tail += _command_lines(screen, width)
    room = height - len(tail) - 1
    lines = _header(screen, width)
    lines += _middle(screen, width, room - len(lines))
    if len(lines) < room:
        lines.append([])
    return [*lines[:room], *tail]


def _header(screen: Screen, width: int) -> list[ScreenLine]:
    """The title with the status at the right, and a rule. Where both don't fit, the title wins over
    all of the status but its end."""
    status = [piece for part in screen.status for piece in (Piece("  "), part)][1:]
    if cells(screen.title) + _columns_of(status) >= width:
        status = status[-1:]
    room = width - _columns_of(status)
    title = cut(printable(screen.title), room - 1)
    return [[Piece(padded(title, room), "heading"), *status], [Piece("-" * width, "muted")]]


def _middle(screen: Screen, width: int, room: int) -> list[ScreenLine]:
    """The body and the options; what is too long for the room is cut off the body, never an option,
    and the line between them goes first."""
    lines = _paragraphs(screen.body, width)
    options = [_option(offer) for offer in screen.options]
    if options and lines and len(lines) + len(options) < room:
        options.insert(0, [])
    left = max(1, room - len(options))
    if len(lines) > left:
        text, style = lines[left - 1][0]
        lines[left - 1 :] = [[Piece(cut(text, width - 1) + "…", style)]]
    return [*lines, *options]


def _paragraphs(pieces: Iterable[Piece], width: int) -> list[ScreenLine]:
    return [[Piece(line, style)] for text, style in pieces for line in wrapped(text, width)]


def _option(offer: Offer) -> ScreenLine:
    return [Piece(f" {offer.key}", "key"), Piece(f"  {printable(offer.label)}")]


def _command_lines(screen: Screen, width: int) -> list[ScreenLine]:
    """The commands, as many beside each other as fit."""
    lines: list[ScreenLine] = []
    for key, label, _do in screen.commands:
        if key == "\n":
            continue
        command = [Piece(key, "key"), Piece(f" {printable(label)}")]
        if lines and _columns_of(lines[-1]) + 2 + _columns_of(command) <= width:
            lines[-1] += [Piece("  "), *command]
        else:
            lines.append(command)
    return lines


# -- texts measured in columns -------------------------------------------------------------------------


def cut(text: str, width: int) -> str:
    """As much of a text as that many columns show."""
    if text.isascii():
        return text[: max(0, width)]
    used = 0
    for place, letter in enumerate(text):
        used += cells(letter)
        if used > width:
            return text[:place]
    return text


def padded(text: str, width: int) -> str:
    """A text that takes just so many columns."""
    text = cut(text, width)
    return text + " " * (width - cells(text))


def fitted(text: str, width: int) -> str:
    """A text on one line: where it is too long its end is cut off, and `…` says so."""
    text = printable(text)
    return text if cells(text) <= width else cut(text, width - 1).rstrip() + "…"


def wrapped(text: str, width: int) -> list[str]:
    """A paragraph in lines of the screen; an empty one stays an empty line. Words stay whole where
    they fit: paths and commands are there to be copied."""
    text = printable(text).expandtabs().replace("\n", " ")
    if cells(text) <= width:  # as most are
        return [text.rstrip(" ")]
    lines = [""]
    for word in re.findall("^ *[^ ]+| +[^ ]+", text):
        if cells(lines[-1] + word) <= width:
            lines[-1] += word
            continue
        lines[-1:] = [lines[-1], word.lstrip(" ")] if lines[-1] else [word]
        while cells(lines[-1]) > width:
            begin = cut(lines[-1], max(2, width))
            lines[-1:] = [begin, lines[-1][len(begin) :]]
    return lines


def _columns_of(line: ScreenLine) -> int:
    return sum(cells(text) for text, _ in line)
