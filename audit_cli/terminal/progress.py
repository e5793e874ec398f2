"""How far something is, on stderr, for whoever waits at a terminal: shown once it takes a while."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from audit_cli.counting import Step, unheard
from audit_cli.language import Message
from audit_cli.terminal import console
from audit_cli.terminal.session import Session

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE: Final = 0.5  # seconds until anything is shown
_TICK: Final = 0.1  # seconds between two pictures


@contextmanager
def progress(here: Session, label: Message, *, printing: bool = False) -> Iterator[Step]:
    """What hears how far it is while this lasts, and leaves nothing behind. Nobody sees it where a terminal is
    `printing` something else meanwhile."""
    if here.quiet or not is_watched() or (printing and console.is_terminal(sys.stdout)):
        yield unheard
        return
    bar = _Bar(here.say(label))
    try:
        yield bar.step
    finally:
        bar.close()


def is_watched() -> bool:
    """Whether stderr is a terminal on which a line can be painted anew."""
    return console.is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"


class _Bar:
    def __init__(self, label: str) -> None:
        self._label = label
        self._painted = time.monotonic() + _PATIENCE - _TICK
        self._drawn: tuple[Progress, TaskID] | None = None

    def step(self, done: int, of: int) -> None:
        """Paint, but not at every step. Without a sum (0) only what is done is told."""
        now = time.monotonic()
        if done >= of > 0:
            self.close()  # what was done is told now
        if done >= of > 0 or now - self._painted < _TICK:
            return
        self._painted = now
        bar, task = self._drawn = self._drawn or self._begun()
        count = f"{done}/{of}" if of else str(done)
        bar.update(task, completed=done, total=of or None, count=count)
        bar.start()  # the first time; then it is there already
        bar.refresh()

    def close(self) -> None:
        """Take it off the screen."""
        if self._drawn:
            self._drawn[0].stop()
            self._drawn = None

    def _begun(self) -> "tuple[Progress, TaskID]":
        from rich.console import Console  # noqa: PLC0415 (only where somebody waits)
        from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415

        bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=None),
            TextColumn("{task.fields[count]}", markup=False),
            console=Console(file=sys.stderr, width=console.page_width()),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        return bar, bar.add_task(self._label, total=None, count="")
