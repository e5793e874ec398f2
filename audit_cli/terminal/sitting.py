"""One sitting at the terminal, as far as the briefing: what comes before anything is asked."""

import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import cycle
from typing import Final

import typer

from audit_cli.checklist.model import Checklist, Clock
from audit_cli.errors import ExitCode, UsageError
from audit_cli.language import _
from audit_cli.terminal import keyboard, words
from audit_cli.terminal.audit_flags import instant_flag
from audit_cli.terminal.screens import Face, KeyFace, Screen, line_face
from audit_cli.terminal.session import Session

_NO_INPUT = _("an audit by hand needs somebody who answers; with --no-input use --answers FILE")
_PAGE: Final = 9  # sites on a screen: each has a digit, and 14 lines show them


@dataclass
class Sitting:
    """What the command was told. `started` is when the audit was, if that is not now: `at` of the site."""

    here: Session
    checklist: Checklist
    name: str
    site: str | None
    auditor: str
    at: str
    json: bool
    started: datetime | None = field(init=False, default=None)
    face: Face = field(init=False)

    def begin(self, new: bool) -> int:
        """A new audit, or the unfinished one if the auditor wants that. Returns the exit code."""
        here = self.here
        if not (here.terminal and len(here.settings.sites) > 1):
            self.site = here.settings.site(self.site).id
        with ExitStack() as stack:
            self._enter(stack)
            self.site = self.site or self._asked_site()
            if not self.site:
                return ExitCode.FINE
            site, zone = here.place(self.site)
            self.started = instant_flag(self.at, zone) if self.at else None
            draft = None if new or self.started else here.store.draft_of(self.checklist.id, site)
            if not draft and not self._briefed(site):
                return ExitCode.FINE
            # What leads an interview is imported once there is one: the briefing comes sooner.
            from audit_cli.terminal import leading  # noqa: PLC0415

            if draft and leading.wants_to_resume(self, draft):
                return leading.lead_on(self, draft)
            if draft and not self._briefed(site):
                return ExitCode.FINE
            return leading.lead_new(self)

    def resume(self, audit: str) -> int:
        """Go on with an unfinished audit at the very question. Raises UsageError."""
        from audit_cli.terminal import leading  # noqa: PLC0415

        with ExitStack() as stack:
            self._enter(stack)
            return leading.lead_on(self, audit)

    def clocks(self) -> bool:
        """Nobody can press a key in time through a pipe, or about an audit that is over."""
        return self.started is None and sys.stdin is not None and sys.stdin.isatty()

    def first_clock(self) -> Clock | None:
        """The clock that the first key starts, if there is one."""
        return self.checklist.sections[0].clock if self.clocks() else None

    def title(self, site: str) -> str:
        """The checklist and the site."""
        return f"{self.checklist.title.say(self.here.language)} · {site}"

    def _enter(self, stack: ExitStack) -> None:
        """Choose the face: single keys where the terminal has them, else lines."""
        if self.here.no_input:
            raise UsageError(_NO_INPUT)
        if keyboard.can_read_keys():
            # Looked at before the terminal is changed, so that a refusal leaves it as it was.
            face = KeyFace(keyboard.Keyboard(), size)
            stack.enter_context(face.keyboard)
            self.face = face
        else:
            self.face = line_face(self.json, size()[0])

    def _asked_site(self) -> str | None:
        """Ask at which of several sites it is; None when the auditor leaves. By lines its id does too."""
        here = self.here
        sites = {site.id: site.name.say(here.language) for site in here.settings.sites}
        leave, more = here.say(words.SAVE_KEY), here.say(words.MORE_KEY)
        commands = [(leave, here.say(words.QUIT))]
        if len(sites) > _PAGE:
            commands.insert(0, (more, here.say(words.MORE)))
        for first in cycle(range(0, len(sites), _PAGE)):
            keys = {str(n): id_ for n, id_ in enumerate([*sites][first : first + _PAGE], start=1)}
            make = partial(
                Screen,
                title=self.checklist.title.say(here.language),
                body=[here.say(words.WHICH_SITE)],
                options=[(key, sites[id_]) for key, id_ in keys.items()],
                commands=commands,
            )
            while (reply := self.face.ask(make)) not in (*keys, *sites, more, leave):
                pass
            if reply == leave:
                self.face.close([])
                break
            if reply != more:
                return keys.get(reply, reply)
        return None

    def _briefed(self, site: str) -> bool:
        """Show the briefing; False when the auditor leaves before anything was begun."""
        here = self.here
        briefing, clock = self.checklist.briefing, self.first_clock()
        label = clock.start.say(here.language) if clock else here.say(words.BEGIN)
        screen = Screen(
            title=self.title(site),
            body=[briefing.say(here.language)] if briefing else [],
            options=[("1", label)],
            commands=[(here.say(words.SAVE_KEY), here.say(words.QUIT))],
        )
        while (reply := self.face.ask(lambda: screen)) not in ("1", here.say(words.SAVE_KEY)):
            pass
        if reply != "1":
            self.face.close([])
        return reply == "1"


def size() -> tuple[int, int]:
    """Columns and lines; a terminal that doesn't know says 0, and gets the usual ones."""
    found = typer.get_terminal_size()
    return (found.columns or 80, found.lines or 24)
