"""One answer: from the key to the screen that comes when it is on the disk."""

import fcntl
import os
import pty
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from uuid import uuid4

from measuring import Line, Pairs

from audit_cli.checklist.library import Library
from audit_cli.interview.engine import Interview
from audit_cli.interview.events import Event
from audit_cli.interview.record import Record
from audit_cli.language import locale_for
from audit_cli.store.connection import connect
from audit_cli.store.journal import Store
from audit_cli.store.writing import INSERT_EVENT
from audit_cli.terminal.instants import now
from audit_cli.terminal.interviewer import Interviewer
from audit_cli.terminal.keyboard import Keyboard
from audit_cli.terminal.screens import KeyFace


def one_answer(folder: Path, *, quick: bool) -> list[Line]:
    """Walk-ins by keys alone on a terminal; after each answer a bare insert and commit."""
    with Bare(folder) as bare, Store.open(folder / "audit.db", backups=folder) as store:
        master, slave = pty.openpty()
        shown, sys.stdout = sys.stdout, os.fdopen(slave, "w", encoding="utf-8")
        typist = Typist(master, slave, bare)
        try:
            with typist:
                for _ in range(2 if quick else 30):
                    _walk_in(store, typist)
        finally:
            sys.stdout.close()
            sys.stdout = shown
            os.close(master)
    return [typist.pairs.line("one answer, key to acknowledged and painted", 1.8)]


def _walk_in(store: Store, typist: "Typist") -> None:
    checklist = Library().load("walk-in")
    audit = str(uuid4())
    interview = Interview(checklist, Record(audit), clocks=False)

    def keep(events: Sequence[Event]) -> None:
        store.append(audit, events, pin=checklist if events[0].kind == "start" else None)
        typist.stored = True

    leader = Interviewer(
        interview=interview,
        face=KeyFace(typist, lambda: (40, 14), "en"),
        locale=locale_for("en", "en_US", None),
        site="main",
        now=now,
        keep=keep,
    )
    typist.pressed = None
    leader.store(interview.begin(now(), "main", "UTC", "manager"))
    leader.conduct()


class Bare:
    """A bare insert into the same table with the same pragmas. A context that closes the file."""

    def __init__(self, folder: Path) -> None:
        Store.open(folder / "bare.db", backups=folder).close()
        self._connection: Final = connect(folder / "bare.db")
        self._connection.execute("PRAGMA foreign_keys=OFF")  # there is no chain to refer to
        self._rows = 0

    def __enter__(self) -> "Bare":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def insert(self) -> float:
        """Seconds of one insert and its commit."""
        self._rows += 1
        row = (1, self._rows, str(uuid4()), "answer", "smiled", '"yes"', None, None)
        row += ("2026-11-16T15:15:00.000Z", b"p" * 32, b"h" * 32)
        begun = time.perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute(INSERT_EVENT, row)
        self._connection.execute("COMMIT")
        return time.perf_counter() - begun


class Typist(Keyboard):
    """Presses `1`, and Return where that alone stored nothing; measures until the next screen waits."""

    def __init__(self, master: int, slave: int, bare: Bare) -> None:
        super().__init__(slave)
        self.pairs: Final = Pairs([], [])
        self.pressed: float | None = None
        self.stored = False
        self._master, self._bare = master, bare
        fcntl.fcntl(master, fcntl.F_SETFL, os.O_NONBLOCK)

    def key(self, seconds: float | None = None) -> str | None:
        """The key that is pressed now; the screen is painted when this is called."""
        painted = time.perf_counter()
        if self.pressed is not None and self.stored:
            self.pairs.ours.append(painted - self.pressed)
            self.pairs.base.append(self._bare.insert())
        self._look()
        letter = b"1" if self.stored or self.pressed is None else b"\n"
        self.stored, self.pressed = False, time.perf_counter()
        os.write(self._master, letter)
        return super().key(seconds)

    def _look(self) -> None:
        """Take what was painted, so that the terminal never fills up."""
        try:
            while os.read(self._master, 65536):
                pass
        except BlockingIOError:
            return
