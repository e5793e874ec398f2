"""Choosing at a terminal: one of many, a line that is typed, a page to read; and what a command prints,
so that a screen can show it."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from itertools import cycle
from typing import Final, NamedTuple, TypeVar

import typer

from audit_cli.errors import AuditError
from audit_cli.language import Message, _, pgettext, printable
from audit_cli.terminal import keyboard, screens
from audit_cli.terminal.session import Session

T = TypeVar("T")
LEAVE: Final = screens.Command(pgettext("key", "q"), _("leave"))
_DIGITS: Final = 9
_AROUND: Final = 8  # lines beside the choices: title, rule, question, commands, hint, the prompt
_PAGE: Final = 4  # lines around a page to read


def size() -> tuple[int, int]:
    """Columns and lines; a terminal that doesn't know says 0, and gets the usual ones."""
    found = typer.get_terminal_size()
    return (found.columns or 80, found.lines or 24)


def width() -> int:
    """The columns of a screen."""
    return min(size()[0], screens.WIDEST)


@contextmanager
def opened_face(here: Session, *, json_on_stdout: bool = False) -> Iterator[screens.Face]:
    """Single keys where the terminal has them, else lines."""
    if not keyboard.can_read_keys():
        yield screens.LineFace(size()[0], here.language, json_on_stdout=json_on_stdout)
        return
    # Looked at before the terminal is changed, so that a refusal leaves it as it was.
    face = screens.KeyFace(keyboard.Keyboard(), size, here.language)
    with face.keyboard:
        yield face


class Chooser(NamedTuple):
    """Asks one person, under one title."""

    here: Session
    face: screens.Face
    title: str

    def say(self, message: Message, **values: object) -> str:
        """A sentence in the reader's language."""
        return self.here.say(message, **values)

    def leave(self, said: Sequence[str]) -> None:
        """Leave the screen, and on it what was done."""
        self.face.close(
            [screens.Piece(row) for one in said for row in screens.wrapped(one, width())]
        )

    def one(
        self,
        question: str | Sequence[screens.Piece],
        offers: Sequence[tuple[str, T]],
        hint: str = "",
        leave: Message = LEAVE.label,
    ) -> T | None:
        """What stands beside one of these labels; None where the person leaves. They come in pages of as
        many as have a digit and fit; a label that is too long for its line is cut."""
        lines = size()[1]
        body = [screens.Piece(question, "question")] if isinstance(question, str) else question
        page = max(1, min(_DIGITS, lines - _AROUND)) if isinstance(question, str) else _DIGITS
        room = width() - 4 if isinstance(self.face, screens.KeyFace) else None
        commands = [screens.Offer(self.say(LEAVE.key), self.say(leave))]
        more = self.say(screens.MORE.key)
        if len(offers) > page:
            commands.insert(0, screens.Offer(more, self.say(screens.MORE.label)))
        starts = range(0, max(1, len(offers)), page)
        for number, first in cycle(enumerate(starts, start=1)):
            shown = offers[first : first + page]
            labels = [screens.fitted(label, room) if room else label for label, _value in shown]
            screen = screens.Screen(
                self.title,
                [screens.Piece(f"{number}/{len(starts)}")] if len(starts) > 1 else [],
                body,
                screens.by_digits(labels),
                commands,
                hint=screens.Piece(hint, "met" if hint.startswith("✓") else ""),
            )
            reply = screens.one_of(self.face, screen, *screen.keys)
            if reply.isdigit():
                return shown[int(reply) - 1][1]
            if reply != more:
                break
        return None

    def line(self, *body: str, hint: str = "") -> str:
        """A line that is typed; empty where Return comes alone."""
        pieces = [
            screens.Piece(text, "" if number else "question") for number, text in enumerate(body)
        ]
        how, alone = self.say(_("a text, then Enter")), screens.Offer("\n", "")
        screen = screens.Screen(
            self.title, (), pieces, (), [alone], entry="text", typing=how, hint=screens.Piece(hint)
        )
        return self.face.ask(screen).strip()

    def read(self, text: str) -> None:
        """Show a text, in pages of the screen; by lines all of it at once."""
        if isinstance(self.face, screens.LineFace):
            self.face.close([screens.Piece(row) for row in text.splitlines()])
            return
        rows = [row for one in text.splitlines() for row in screens.wrapped(one, width())]
        room = size()[1] - _PAGE
        pages = [rows[first : first + room] for first in range(0, max(1, len(rows)), room)]
        number = 0
        while number < len(pages):
            number += self._turned(pages[number], number, len(pages))

    def _turned(self, rows: Sequence[str], number: int, count: int) -> int:
        """Show a page; how many pages to go on, all of them where the person leaves."""
        leave, more, back = LEAVE.key, screens.MORE.key, screens.BACK.key
        commands = [screens.Offer("\n", "")]
        if number + 1 < count:
            commands.append(screens.Offer(self.say(more), self.say(screens.MORE.label)))
        if number:
            commands.append(screens.Offer(self.say(back), self.say(screens.BACK.label)))
        commands.append(screens.Offer(self.say(leave), self.say(LEAVE.label)))
        status = [screens.Piece(f"{number + 1}/{count}")] if count > 1 else []
        screen = screens.Screen(
            self.title, status, [screens.Piece(row) for row in rows], (), commands
        )
        reply = screens.one_of(self.face, screen, *screen.keys)
        return {self.say(leave): count, self.say(back): -1}.get(reply, 1)


@contextmanager
def chooser_of(here: Session, title: Message) -> Iterator[Chooser]:
    """Asks on a screen of its own, under this title."""
    with opened_face(here) as face:
        yield Chooser(here, face, here.say(title))


def one_after_another(
    here: Session,
    title: Message,
    question: Message,
    offers: Callable[[], Sequence[tuple[str, T]]],
    do: Callable[[T, Chooser], str | None],
    nothing: Message,
) -> None:
    """Offer these and do something about the chosen one, until the person leaves or nothing is left; then say
    what was done. `do` returns what a screen is to say, None where nothing was done."""
    said: list[str] = []
    found = offers()  # what takes long tells so before the screen
    with chooser_of(here, title) as chooser:
        hint = ""
        while found:
            one = chooser.one(here.say(question), found, hint)
            if one is None:
                break
            try:
                done = do(one, chooser)
            except AuditError as error:
                hint = error.say(here.language)
            else:
                hint = f"✓ {done}" if done else ""
                said += [done] if done else []
            found = offers()
        else:
            said = said or [here.say(nothing)]
        chooser.leave(said)


def printed(command: Callable[[], object]) -> str:
    """What a command prints, on either stream, for a screen: as wide as one, and plain."""
    said, columns = StringIO(), os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = str(width())
    try:
        with redirect_stdout(said), redirect_stderr(said):
            command()
    finally:
        if columns is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = columns
    return printable(said.getvalue()).strip("\n")
