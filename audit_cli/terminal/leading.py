"""Lead an interview from its first event to its end: keep it, and say how it went or goes on."""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from uuid import uuid4

from audit_cli.checklist.model import START, Checklist
from audit_cli.errors import AuditError, ExitCode, UsageError
from audit_cli.interview.clock import Instant
from audit_cli.interview.engine import Interview
from audit_cli.interview.events import Event, instant_of, instant_text
from audit_cli.interview.facts import begin_facts, numbered
from audit_cli.interview.record import Record
from audit_cli.language import _
from audit_cli.language.weeks import zone_named
from audit_cli.reports.view import as_json, view_of
from audit_cli.store.faults import ChainLost
from audit_cli.terminal import console, words
from audit_cli.terminal.instants import now
from audit_cli.terminal.interviewer import Interviewer, Left
from audit_cli.terminal.screens import Screen
from audit_cli.terminal.session import Session
from audit_cli.terminal.sitting import Sitting, size
from audit_cli.terminal.stored_audits import pinned, warn_of_other_contents
from audit_cli.terminal.summary import PHONE_ROOM, summary_lines

_BELOW = 4  # lines below the summary: the shell's, and where the weekly report is late that it is
_FINISHED = _("{id} is not unfinished any more; see `audit show {id}`")
_UNFINISHED = _("an unfinished audit is waiting: {program} {command} --resume {id}")


def wants_to_resume(sitting: Sitting, draft: str) -> bool:
    """Whether the auditor wants to go on with an unfinished audit; where nobody can be asked, no."""
    here = sitting.here
    if not here.terminal:
        console.warn(here.say(_UNFINISHED, command=_command(sitting), id=draft[:8]))
        return False
    record = here.store.record(draft)
    done, total = Interview(pinned(here, record.sha256), record).progress()
    started = instant_of(record.started_at).astimezone(zone_named(record.time_zone))
    moment = here.locale.moment(started)
    screen = Screen(
        title=sitting.title(record.site),
        body=[here.say(words.UNFINISHED, moment=moment, done=done, total=total)],
        options=[("1", here.say(words.RESUME)), ("2", here.say(words.NEW))],
    )
    while (reply := sitting.face.ask(lambda: screen)) not in ("1", "2"):
        pass
    return reply == "1"


def lead_on(sitting: Sitting, audit: str) -> int:
    """Go on with an unfinished audit at the very question. Returns the exit code."""
    record = sitting.here.store.record(audit)
    if record.state != "draft":
        raise UsageError(_FINISHED, id=audit[:8])
    checklist = pinned(sitting.here, record.sha256)
    return _lead(sitting, _interviewer(sitting, checklist, record))


def lead_new(sitting: Sitting) -> int:
    """A new audit, whose first key has just been pressed. Returns the exit code."""
    at = now()
    warn_of_other_contents(sitting.here, sitting.checklist)
    leader = _interviewer(sitting, sitting.checklist, Record(str(uuid4())), began=at)
    leader.store(_first_events(sitting, leader.interview, at))
    return _lead(sitting, leader)


def _first_events(sitting: Sitting, interview: Interview, at: Instant) -> list[Event]:
    """The start; together with the first clock's, since one key begins both."""
    place = sitting.here.place(sitting.site)
    facts = begin_facts(
        sitting.checklist, site=place.id, time_zone=place.time_zone, auditor=sitting.auditor
    )
    events = numbered(0, at, *facts, seen_at=interview.seen_at)
    if sitting.first_clock():
        interview.record.length = len(events)
        events += interview.mark(sitting.checklist.sections[0], START, at)
        interview.record.length = 0
    return events


def _interviewer(
    sitting: Sitting, checklist: Checklist, record: Record, began: Instant | None = None
) -> Interviewer:
    here = sitting.here
    seen_at = instant_text(sitting.started) if sitting.started else None
    return Interviewer(
        interview=Interview(checklist, record, sitting.clocks(), began, seen_at),
        face=sitting.face,
        locale=here.locale,
        site=record.site or here.settings.site(sitting.site).id,
        now=now,
        keep=partial(_keep, here, record.id, checklist),
    )


def _keep(here: Session, audit: str, checklist: Checklist, events: Sequence[Event]) -> None:
    pin = checklist if events[0].kind == "start" else None
    here.store.append(audit, events, pin=pin)


def _lead(sitting: Sitting, leader: Interviewer) -> int:
    try:
        leader.conduct()
    except Left:
        try:
            said = [_how_to_go_on(sitting, leader)]
        except AuditError:
            sitting.face.close([])
            raise
        sitting.face.close(said)
        return ExitCode.FINE
    except BaseException:
        # A signal, the end of the input, a disk that is full: what was answered is kept.
        with suppress(AuditError):  # the terminal may be gone; the answers are not
            sitting.face.close([])
        try:
            console.warn(_how_to_go_on(sitting, leader))
        except AuditError as error:
            console.warn(error.say(sitting.here.language))
        sitting.here.store.saved.ids.clear()  # told by now
        raise
    _sum_up(sitting, leader.interview)
    return ExitCode.FINE


def _sum_up(sitting: Sitting, interview: Interview) -> None:
    here = sitting.here
    view = view_of(interview.checklist, here.store.record(interview.record.id))
    if sitting.json:
        console.out_json(as_json(view, here.language))
    else:
        columns, lines = size()
        room = max(PHONE_ROOM, lines - _BELOW)
        sitting.face.close(summary_lines(view, here.locale, columns, room))


def _how_to_go_on(sitting: Sitting, leader: Interviewer) -> str:
    """That the audit is saved, and how to go on. Raises ChainLost where it is not what is stored, NotRead."""
    record = leader.interview.record
    length = len(sitting.here.store.events(record.id))
    if length < record.length:
        raise ChainLost(record.id, length, record.length)
    return sitting.here.say(words.LEAVE_HINT, command=_command(sitting), id=record.id[:8])


def _command(sitting: Sitting) -> str:
    flagships = ("walk-in", "phone-test")
    return sitting.name if sitting.name in flagships else f"run {sitting.name}"
