"""One sitting at the terminal: what comes before anything is asked, the interview, how it went or goes on."""

# ruff: noqa: PLC0415 (what leads an interview is imported once there is one: the briefing comes sooner)

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import cycle
from typing import TYPE_CHECKING, Final

from audit_cli.checklist.model import Checklist, Clock
from audit_cli.errors import AuditError, ExitCode, UsageError
from audit_cli.language import _
from audit_cli.settings import titled
from audit_cli.terminal import console, screens
from audit_cli.terminal.choosing import LEAVE, opened_face, size, width
from audit_cli.terminal.instants import now
from audit_cli.terminal.session import Session

if TYPE_CHECKING:
    from audit_cli.interview.clock import Instant
    from audit_cli.interview.engine import Interview
    from audit_cli.interview.events import Event
    from audit_cli.interview.record import Record

_FINISHED = _("{id} is no longer unfinished; see `audit show {id}`")
_UNFINISHED = _("an unfinished audit is waiting: {program} {command} --resume {id}")
_ONE_UNFINISHED = _("There is an unfinished audit of {moment}: {done} of {total} answered.")
_ONE_OPEN = _("One is open, of {moment}: {done} of {total} answered.")
_SEVERAL_UNFINISHED = _("There are unfinished audits. Go on with one?")
_SEVERAL_OPEN = _("Several are open. Go on with one?")
_PAGE: Final = 9  # sites on a screen: each has a digit, and 14 lines show them
_BELOW: Final = 4  # lines below the summary: the shell's, and that the weekly report is late
_OFFERS: Final = 8  # lines beside the summary where it is offered what can be done with it
_FLAGSHIPS: Final = ("walk-in", "phone-test", "complaint")


@dataclass
class Sitting:
    """What the command was told. `after` is called with a finished audit and a summary of few lines, where a
    person may go on from there; `desk` leads a case on, and returns whether that is closed; `started` is when
    the audit was, if that is not now: `at` of the site."""

    here: Session
    checklist: Checklist
    name: str
    site: str | None
    auditor: str
    at: str
    json: bool
    after: Callable[[screens.Face, str, list[screens.Piece]], None] | None = None
    desk: Callable[[screens.Face, str], bool] | None = None
    started: datetime | None = field(init=False, default=None)
    face: screens.Face = field(init=False)

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
            place = here.place(self.site)
            site = place.id
            if self.at:
                from audit_cli.terminal.typed_dates import instant_flag

                self.started = instant_flag(self.at, place.time_zone)
            drafts = [] if new or self.started else here.store.drafts_of(self.checklist.id, site)
            if drafts and (draft := self._to_resume(drafts[: _PAGE - 1])):
                return self._lead_on(draft)
            return self._lead_new() if self._briefed(site) else ExitCode.FINE

    def resume(self, audit: str) -> int:
        """Go on with an unfinished audit at the very question. Raises UsageError."""
        with ExitStack() as stack:
            self._enter(stack)
            return self._lead_on(audit)

    def clocks(self) -> bool:
        """Nobody can press a key in time through a pipe, or about an audit that is over; a case has days."""
        live = self.started is None and not self.checklist.case
        return live and sys.stdin is not None and sys.stdin.isatty()

    # -- what comes before -------------------------------------------------------------------------

    def _enter(self, stack: ExitStack) -> None:
        """Choose the face: single keys where the terminal has them, else lines."""
        if self.here.no_input:
            raise UsageError(
                _("an audit by hand needs somebody who answers; with --no-input use --answers FILE")
            )
        self.face = stack.enter_context(opened_face(self.here, json_on_stdout=self.json))

    def _asked_site(self) -> str | None:
        """Ask at which of several sites it is; None when the auditor leaves. By lines its id does too."""
        here = self.here
        sites = here.site_names
        leave, more = here.say(LEAVE.key), here.say(screens.MORE.key)
        commands = [screens.Offer(leave, here.say(LEAVE.label))]
        if len(sites) > _PAGE:
            commands.insert(0, screens.Offer(more, here.say(screens.MORE.label)))
        for first in cycle(range(0, len(sites), _PAGE)):
            keys = {str(n): id_ for n, id_ in enumerate([*sites][first : first + _PAGE], start=1)}
            screen = screens.Screen(
                title=self.checklist.title.say(here.language),
                body=[screens.Piece(here.say(_("At which site?")), "question")],
                options=screens.by_digits(sites[id_] for id_ in keys.values()),
                commands=commands,
            )
            reply = screens.one_of(self.face, screen, *keys, *sites, more, leave)
            if reply == leave:
                self.face.close([])
                break
            if reply != more:
                return keys.get(reply, reply)
        return None

    def _to_resume(self, drafts: Sequence[str]) -> str | None:
        """The unfinished audit that the auditor wants to go on with, of these, the latest first; where nobody
        can be asked, none."""
        from audit_cli.interview.engine import Interview
        from audit_cli.interview.events import instant_of
        from audit_cli.language.weeks import zone_named
        from audit_cli.terminal.stored_audits import pinned

        here = self.here
        case = self.checklist.case
        if not here.terminal and case:
            return None
        if not here.terminal:
            console.warn(here.say(_UNFINISHED, command=self._command(), id=drafts[0][:8]))
            return None
        said = []
        for draft in drafts:
            record = here.store.record(draft)
            done, total = Interview(pinned(here, record.sha256), record).progress()
            started = instant_of(record.started_at).astimezone(zone_named(record.time_zone))
            said.append({"moment": here.locale.moment(started), "done": done, "total": total})
        if len(drafts) == 1:
            waiting = _ONE_OPEN if case else _ONE_UNFINISHED
            body, labels = here.say(waiting, **said[0]), [here.say(_("Go on with it"))]
        else:
            body = here.say(_SEVERAL_OPEN if case else _SEVERAL_UNFINISHED)
            labels = [here.say(_("{moment}: {done} of {total}"), **values) for values in said]
        screen = screens.Screen(
            title=self._title(record.site),
            body=[screens.Piece(body, "question")],
            options=screens.by_digits([*labels, here.say(_("Begin a new one"))]),
        )
        keys = dict(zip(screen.keys, [*drafts, None], strict=True))
        return keys[screens.one_of(self.face, screen, *keys)]

    def _briefed(self, site: str) -> bool:
        """Show the briefing; False when the auditor leaves before anything was begun."""
        here = self.here
        briefing, clock = self.checklist.briefing, self._first_clock()
        label = clock.start.say(here.language) if clock else here.say(_("Begin"))
        leave = here.say(LEAVE.key)
        screen = screens.Screen(
            title=self._title(site),
            body=[screens.Piece(briefing.say(here.language))] if briefing else [],
            options=[screens.Offer("1", label)],
            commands=[screens.Offer(leave, here.say(LEAVE.label))],
        )
        begins = screens.one_of(self.face, screen, "1", leave) == "1"
        if not begins:
            self.face.close([])
        return begins

    def _title(self, site: str) -> str:
        return titled(self.checklist.title.say(self.here.language), site)

    def _first_clock(self) -> Clock | None:
        return self.checklist.sections[0].clock if self.clocks() else None

    # -- the interview -----------------------------------------------------------------------------

    def _lead_on(self, audit: str) -> int:
        from audit_cli.terminal.stored_audits import pinned

        record = self.here.store.record(audit)
        if record.state != "draft":
            raise UsageError(_FINISHED, id=audit[:8])
        return self._lead(pinned(self.here, record.sha256), record)

    def _lead_new(self) -> int:
        """A new audit, whose first key has just been pressed."""
        began = now()
        from uuid import uuid4

        from audit_cli.interview.record import Record
        from audit_cli.terminal.stored_audits import warn_of_other_contents

        warn_of_other_contents(self.here, self.checklist)
        return self._lead(self.checklist, Record(str(uuid4())), began)

    def _lead(self, checklist: Checklist, record: "Record", began: "Instant | None" = None) -> int:
        """Ask to the end, or until the auditor leaves; a new audit `began` just now. Returns the exit code."""
        from audit_cli.interview.engine import Interview
        from audit_cli.interview.events import instant_text
        from audit_cli.terminal.interviewer import Interviewer, Left

        def keep(events: Sequence["Event"]) -> None:
            pin = checklist if events[0].kind == "start" else None
            self.here.store.append(record.id, events, pin=pin)

        site = self.site if began and self.site else record.site
        seen_at = instant_text(self.started) if self.started else None
        leader = Interviewer(
            interview=Interview(checklist, record, self.clocks(), began, seen_at),
            face=self.face,
            locale=self.here.locale,
            site=site,
            now=now,
            keep=keep,
        )
        if began:
            both = self._first_clock() is not None
            site, zone, hours = self.here.place(self.site)
            begun = leader.interview.begin(
                began, site, zone, self.auditor, with_clock=both, hours=hours
            )
            leader.store(begun)
        try:
            leader.conduct()
            if checklist.case and self.desk and not self.desk(self.face, record.id):
                raise Left  # it is open, and goes on another day
        except Left:
            said = []
            try:
                said.append(screens.Piece(self._how_to_go_on(record)))
            finally:
                self.face.close(said)
            return ExitCode.FINE
        except BaseException:
            # A signal, the end of the input, a disk that is full: what was answered is kept.
            with suppress(AuditError):  # the terminal may be gone; the answers are not
                self.face.close([])
            try:
                console.warn(self._how_to_go_on(record))
            except AuditError as error:
                console.warn(error.say(self.here.language))
            self.here.store.saved.ids.clear()  # told by now
            raise
        self._sum_up(leader.interview)
        return ExitCode.FINE

    def _sum_up(self, interview: "Interview") -> None:
        from audit_cli.reports.view import as_json, view_of
        from audit_cli.terminal.summary import PHONE_ROOM, summary_lines

        view = view_of(interview.checklist, self.here.store.record(interview.record.id))
        if self.json:
            console.out_json(as_json(view, self.here.language))
        else:
            columns, lines = size()
            room = max(PHONE_ROOM, lines - _BELOW)
            if self.after and self.here.terminal:
                few = summary_lines(view, self.here.locale, width(), lines - _OFFERS, next_=False)
                self.after(self.face, view.id, few)
            self.face.close(summary_lines(view, self.here.locale, columns, room))

    def _how_to_go_on(self, record: "Record") -> str:
        """That the audit is saved, and how to go on. Raises ChainLost where it is not what is stored, NotRead."""
        from audit_cli.store.faults import ChainLost

        length = len(self.here.store.events(record.id))
        if length < record.length:
            raise ChainLost(audit=record.id, length=length, wanted=record.length)
        hint = _("Saved. To go on:\n  {program} {command} --resume {id}")
        return self.here.say(hint, command=self._command(), id=record.id[:8])

    def _command(self) -> str:
        return self.name if self.name in _FLAGSHIPS else f"run {self.name}"
