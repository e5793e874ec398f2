"""An audit out of the store, as every face sees it."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.checklist.model import Checklist
from audit_cli.counting import Step, unheard
from audit_cli.interview.clock import going_on
from audit_cli.interview.closing import settlement
from audit_cli.interview.facts import Facts, numbered
from audit_cli.interview.record import folded
from audit_cli.language import _
from audit_cli.reports.view import AuditView, view_of
from audit_cli.store.faults import ChainMoved
from audit_cli.terminal import console
from audit_cli.terminal.instants import now
from audit_cli.terminal.session import Session

if TYPE_CHECKING:
    from audit_cli.followup.gathering import Actions
    from audit_cli.store.chain import Subject

Arguments = ParamSpec("Arguments")
Returned = TypeVar("Returned")
_ATTEMPTS = 50  # somebody else got through at each

_OTHER = _(
    "the checklist {id} {version} has changed since the last audit with it; give it a new version"
)


def begun_anew(command: Callable[Arguments, Returned]) -> Callable[Arguments, Returned]:
    """What reads, checks and then adds: begun anew where another program has added in between,
    so that what no longer makes sense is refused, and all else is stored. It prints once it has stored."""

    @wraps(command)
    def running(*given: Arguments.args, **options: Arguments.kwargs) -> Returned:
        for _attempt in range(_ATTEMPTS):
            with suppress(ChainMoved):
                return command(*given, **options)
        return command(*given, **options)

    return running


def pinned(here: Session, sha256: str) -> Checklist:
    """The checklist version of this hash, as it was when an audit was asked with it."""
    return checklist_from_canonical(here.reader.pinned(sha256))


def viewed(here: Session, audit: str) -> AuditView:
    """The audit of an id, its actions as it opened them: its cost does not grow with history."""
    record = here.reader.record(audit)
    return view_of(pinned(here, record.sha256), record)


def found_audit(here: Session, name: str) -> AuditView:
    """The audit of an id, a unique prefix, or `last`, its actions as they stand now. Only later audits of the
    series are looked at; where one of them is damaged, the actions are those of the audit alone: to tell of
    it is for `doctor`. Raises UsageError."""
    view = viewed(here, here.reader.find(name))
    if not view.actions:
        return view
    from audit_cli.followup.gathering import settled  # noqa: PLC0415
    from audit_cli.store.faults import DamagedStore  # noqa: PLC0415

    record = view.record
    try:
        tracked = actions_of(here).of_audits(
            site=record.site, checklist=record.checklist, since=record.started_at
        )
    except DamagedStore:
        return view
    return view._replace(actions=settled(view.actions, view.id, tracked))


def add(here: Session, view: AuditView, *facts: Facts, seen_at: str | None = None) -> None:
    """Add to an audit what was seen at an instant, or now. A case is closed by what it has come to then, or open
    again. Raises NotSaved, ChainMoved."""
    record = view.record
    at = now() if record.finished_at else going_on(record, now())
    events = numbered(record.length, at, *facts, seen_at=seen_at)
    if view.checklist.case:
        after = folded(view.id, [*here.reader.events(view.id), *events])
        events += numbered(after.length, at, *settlement(view.checklist, after))
    here.store.append(view.id, events)


def open_cases(here: Session, site: str | None = None) -> list[AuditView]:
    """The cases that are open, the oldest first."""
    found = [viewed(here, end.id) for end in here.reader.open_cases(site)]
    return sorted(found, key=lambda view: (view.record.started_at, view.id))


READING_AUDITS: Final = _("Reading audits")


def actions_of(here: Session, step: Step = unheard) -> "Actions":
    """The actions of the home's history; a step hears how many audits are read for the first time."""
    from audit_cli.checklist.cache import ParseCache  # noqa: PLC0415 (an interview needs none of it)
    from audit_cli.followup.gathering import Actions  # noqa: PLC0415

    return Actions(here.reader, ParseCache(here.cache), step)


def erase_about(here: Session, chain: str, subject: "Subject", question: str, why: str) -> int:
    """Erase what was written about a question of a chain; returns how many texts that is."""
    from audit_cli.interview.facts import numbered  # noqa: PLC0415 (a report needs none)

    length = len(here.reader.events(chain, subject=subject))
    if not length:
        return 0
    [event] = numbered(length, now(), ("erase", question, None, why))
    return len(here.store.erase(chain, event, subject=subject))


def warn_of_other_contents(here: Session, checklist: Checklist) -> None:
    """Say so when the same version of a checklist was used with another content."""
    if here.reader.other_contents(checklist):
        console.warn(here.say(_OTHER, id=checklist.id, version=checklist.version))
