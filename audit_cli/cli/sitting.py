"""One sitting at the terminal: begin or resume an audit, lead it, keep it, say how it went."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import typer

from audit_cli.checklist.model import Checklist, Clock
from audit_cli.cli import keyboard, output, words
from audit_cli.cli.face import Face, KeyFace, Screen, line_face
from audit_cli.cli.instants import now
from audit_cli.cli.session import Session
from audit_cli.errors import AuditError, ExitCode, UsageError
from audit_cli.i18n import Message
from audit_cli.interview.events import Event, instant_of, instant_text
from audit_cli.interview.facts import begin_facts, numbered
from audit_cli.interview.record import START, Record

# What leads an interview and sums it up is imported when there is one: the briefing is painted
# a tenth sooner.
if TYPE_CHECKING:
    from audit_cli.cli.interviewer import Interviewer
    from audit_cli.interview.engine import Interview

_NO_INPUT = Message(
    en="an audit by hand needs somebody who answers; with --no-input use --answers FILE",
    es="una auditoría a mano necesita quien responda; con --no-input use --answers ARCHIVO",
)
_FINISHED = Message(
    en="{id} is not unfinished any more; see `audit show {id}`",
    es="{id} ya no está sin terminar; vea `audit show {id}`",
)
_OTHER_LIST = Message(
    en="{id} is an audit with {checklist}; use: audit run {checklist} --resume {id}",
    es="{id} es una auditoría con {checklist}; use: audit run {checklist} --resume {id}",
)
_UNFINISHED = Message(
    en="an unfinished audit is waiting: audit {command} --resume {id}",
    es="hay una auditoría sin terminar: audit {command} --resume {id}",
)


@dataclass
class Sitting:
    """What the command was told. `started` is when the audit was, if that is not now."""

    here: Session
    checklist: Checklist
    name: str
    site: str | None
    auditor: str
    started: datetime | None
    json: bool
    audit: str = ""
    _face: Face = field(init=False)

    def begin(self, new: bool) -> int:
        """A new audit, or the unfinished one if the auditor wants that. Returns the exit code."""
        here, site = self.here, self.here.settings.site(self.site).id
        if here.no_input:
            raise UsageError(_NO_INPUT)
        draft = None if new or self.started else here.store.draft_of(self.checklist.id, site)
        with ExitStack() as stack:
            self._enter(stack)
            if draft and self._wants(draft):
                return self._lead(self._resumed(draft))
            if not self._briefed(site):
                return ExitCode.FINE
            return self._lead_new()

    def resume(self, wanted: str) -> int:
        """Go on with an unfinished audit at the very question. Raises UsageError."""
        if self.here.no_input:
            raise UsageError(_NO_INPUT)
        audit = self.here.store.find(wanted)
        with ExitStack() as stack:
            interview = self._resumed(audit)
            self._enter(stack)
            return self._lead(interview)

    # -- beginning -------------------------------------------------------------------------------------

    def _enter(self, stack: ExitStack) -> None:
        """Choose the face: single keys where the terminal has them, else lines."""
        if keyboard.can_read_keys():
            # Looked at before the terminal is changed, so that a refusal leaves it as it was.
            face = KeyFace(keyboard.Keyboard(), _size)
            stack.enter_context(face.keyboard)
            self._face = face
        else:
            self._face = line_face(self.json, _size()[0])

    def _clocks(self) -> bool:
        """Nobody can press a key in time through a pipe, or about an audit that is over."""
        return self.started is None and sys.stdin is not None and sys.stdin.isatty()

    def _wants(self, draft: str) -> bool:
        from audit_cli.cli.opened import pinned  # noqa: PLC0415
        from audit_cli.interview.engine import Interview  # noqa: PLC0415
        from audit_cli.reports.view import zone_named  # noqa: PLC0415

        here = self.here
        if not here.terminal:
            output.warn(here.say(_UNFINISHED, command=self.name, id=draft[:8]))
            return False
        record = here.store.record(draft)
        interview = Interview(pinned(here, record.sha256), record)
        done, total = interview.progress()
        moment = here.locale.moment(
            instant_of(record.started_at).astimezone(zone_named(record.time_zone))
        )
        screen = Screen(
            title=self._title(record.site),
            body=[here.say(words.UNFINISHED, moment=moment, done=done, total=total)],
            options=[("1", here.say(words.RESUME)), ("2", here.say(words.NEW))],
        )
        while (reply := self._face.ask(lambda: screen)) not in ("1", "2"):
            pass
        return reply == "1"

    def _briefed(self, site: str) -> bool:
        """Show the briefing; False when the auditor leaves before anything was begun."""
        here = self.here
        briefing = self.checklist.briefing
        clock = self._first_clock()
        label = clock.start.say(here.language) if clock else here.say(words.BEGIN)
        screen = Screen(
            title=self._title(site),
            body=[briefing.say(here.language)] if briefing else [],
            options=[("1", label)],
            commands=[(here.say(words.SAVE_KEY), here.say(words.QUIT))],
        )
        while (reply := self._face.ask(lambda: screen)) not in ("1", here.say(words.SAVE_KEY)):
            pass
        if reply != "1":
            self._face.close([])
        return reply == "1"

    def _first_clock(self) -> Clock | None:
        section = self.checklist.sections[0]
        return section.clock if self._clocks() else None

    def _first_events(self, interview: "Interview") -> list[Event]:
        """The start; together with the first clock's, since one key begins both."""

        place, at = self.here.place(self.site), now()
        facts = begin_facts(
            self.checklist, site=place.id, time_zone=place.time_zone, auditor=self.auditor
        )
        seen_at = instant_text(self.started) if self.started else None
        events = numbered(0, at, *facts, seen_at=seen_at)
        if self._first_clock():
            interview.record.length = len(events)
            events += interview.mark(self.checklist.sections[0], START, at)
            interview.record.length = 0
        return events

    def _resumed(self, audit: str) -> "Interview":
        from audit_cli.cli.opened import pinned  # noqa: PLC0415
        from audit_cli.interview.engine import Interview  # noqa: PLC0415

        record = self.here.store.record(audit)
        if record.checklist != self.checklist.id:
            raise UsageError(_OTHER_LIST, id=audit[:8], checklist=record.checklist)
        if record.state != "draft":
            raise UsageError(_FINISHED, id=audit[:8])
        self.audit = audit
        return Interview(pinned(self.here, record.sha256), record, clocks=self._clocks())

    # -- leading ---------------------------------------------------------------------------------------

    def _interviewer(self, interview: "Interview") -> "Interviewer":
        from audit_cli.cli.interviewer import Interviewer  # noqa: PLC0415

        return Interviewer(
            interview=interview,
            face=self._face,
            locale=self.here.locale,
            site=interview.record.site or self.here.settings.site(self.site).id,
            now=now,
            keep=self._keep,
        )

    def _keep(self, events: Sequence[Event]) -> None:
        pin = self.checklist if events[0].kind == "start" else None
        self.here.store.append(self.audit, events, pin=pin)

    def _lead_new(self) -> int:
        from audit_cli.cli.opened import warn_of_other_contents  # noqa: PLC0415
        from audit_cli.interview.engine import Interview  # noqa: PLC0415

        warn_of_other_contents(self.here, self.checklist)
        self.audit = str(uuid4())
        interview = Interview(self.checklist, Record(self.audit), clocks=self._clocks())
        leader = self._interviewer(interview)
        leader.store(self._first_events(interview))
        return self._lead(interview, leader)

    def _lead(self, interview: "Interview", leader: "Interviewer | None" = None) -> int:
        from audit_cli.cli.interviewer import Left  # noqa: PLC0415

        leader = leader or self._interviewer(interview)
        try:
            leader.conduct()
        except Left:
            self._face.close([self._how_to_go_on()])
            return ExitCode.FINE
        except BaseException:
            # A signal, the end of the input, a disk that is full: what was answered is kept.
            self._say_how_to_go_on()
            raise
        self._sum_up(interview.checklist)
        return ExitCode.FINE

    def _sum_up(self, checklist: Checklist) -> None:
        from audit_cli.cli.summary import summary_lines  # noqa: PLC0415
        from audit_cli.reports.view import as_json, view_of  # noqa: PLC0415

        view = view_of(checklist, self.here.store.record(self.audit))
        if self.json:
            output.out_json(as_json(view, self.here.language))
        else:
            self._face.close(summary_lines(view, self.here.locale, _size()[0]))

    def _how_to_go_on(self) -> str:
        return self.here.say(words.LEAVE_HINT, command=self._command(), id=self.audit[:8])

    def _say_how_to_go_on(self) -> None:
        with suppress(AuditError):  # the terminal may be gone; the answers are not
            self._face.close([])
        output.warn(self._how_to_go_on())

    def _command(self) -> str:
        return self.name if self.name in ("walk-in", "phone-test") else f"run {self.name}"

    def _title(self, site: str) -> str:
        return f"{self.checklist.title.say(self.here.language)} · {site}"


def _size() -> tuple[int, int]:
    """Columns and lines; a terminal that doesn't know says 0, and gets the usual ones."""
    size = typer.get_terminal_size()
    return (size.columns or 80, size.lines or 24)
