"""`audit actions list`, `add`, `assign`, `done`, `reopen`, `erase`: what is done about what audits found."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

from audit_cli.commands import actions_options as wanted
from audit_cli.commands import options
from audit_cli.commands.actions_naming import Command as Naming
from audit_cli.commands.actions_naming import named
from audit_cli.commands.help import Command, group_app, help_text
from audit_cli.commands.known import check_names
from audit_cli.errors import UsageError
from audit_cli.followup.changes import Doing, Reason, add_facts, change_facts, reason_named
from audit_cli.followup.tracked import Tracked
from audit_cli.interview.facts import Facts, numbered
from audit_cli.interview.values import folded_word
from audit_cli.language import Message, _
from audit_cli.language.weeks import zone_named
from audit_cli.reports.action_words import what
from audit_cli.terminal import console, session
from audit_cli.terminal.actions_page import action_lines, as_json, counts_line, when
from audit_cli.terminal.instants import now
from audit_cli.terminal.stored_audits import actions_of, begun_anew

app = group_app()

_DAYS = 7  # for an action of one's own, as for a question that says nothing else

_NOTHING = _("Nothing is open.")
_NONE_SUCH = _("No action is like that.")
_BAD_DATE = _(
    "--due takes a date such as 2026-11-16, today, tomorrow, or 7d for in seven days; not `{written}`"
)
_NO_TEXT = _("say what is to be done")
_NO_CHANGE = _("say who (--to ROLE), by when (--due DATE) or why not before (--reason)")
_WHY = _("say why: --why TEXT; it is kept beside the action")
_NOTHING_WRITTEN = _("nothing was written about {id}")
_ERASED = _(
    "erased for good: every text about {id} ({count}). Backups and exports made before, and"
    " reports already written, still hold them."
)
_IS_DONE = _("{id} is done already; to open it again: audit actions reopen {id} --why TEXT")
_IS_OPEN = _("{id} is open already")
_ADDED = _("added: {id}, {when}: {what}")
_ASSIGNED = _("assigned: {id}, {when}: {what}")
_CHANGED = _("changed: {id}, {when}: {what}")
_DONE = _("done: {id}, {when}: {what}")
_REOPENED = _("reopened: {id}, {when}: {what}")
_FOR = _("{what} (for: {role})")


@app.command(
    "list",
    cls=Command,
    help=help_text(_("What is open: serious and overdue first")),
)
def _list(
    overdue: wanted.Overdue = False,
    site: options.Site = None,
    checklist: options.Checklist = None,
    everything: wanted.All = False,
    json: options.Json = False,
) -> None:
    here = session.current()
    tracked = _tracked(here, site, checklist, open_only=overdue or not everything)
    found = [(one, _today(one.time_zone)) for one in tracked]
    shown = [(one, today) for one, today in found if not overdue or one.overdue(today)]
    shown.sort(key=lambda pair: _urgency(*pair))
    if not shown:
        check_names(here, site, checklist)
    if json:
        console.out_json_list(as_json(one, today, here.language) for one, today in shown)
        return
    if not shown:
        console.warn(here.say(_NONE_SUCH if overdue or site or checklist else _NOTHING))
        return
    width = console.width()
    names = {place.id: place.name.say(here.language) for place in here.settings.sites}
    console.out(counts_line(shown, here.language))
    for one, today in shown:
        console.out()
        place = names.get(one.site, one.site)
        for line in action_lines(one, place, today, here.locale, width):
            console.out(line)


@app.command(
    "add",
    cls=Command,
    help=help_text(_("Add something to do that no audit found (due in 7 days unless said)")),
)
def _add(
    text: wanted.What, site: options.Site = None, due: wanted.Due = "", to: wanted.To = ""
) -> None:
    here = session.current()
    place = here.place(site)
    if not text.strip():
        raise UsageError(_NO_TEXT)
    day = _day(due or f"{_DAYS}d", _today(place.time_zone))
    facts = [add_facts(text.strip(), place.id, place.time_zone, day)]
    if to.strip():
        facts.append(change_facts("assign", None, to.strip()))
    action = str(uuid4())
    here.store.append(action, numbered(0, now(), *facts), subject="action")
    _tell(here, _ADDED, [action])


@app.command(
    "assign",
    cls=Command,
    help=help_text(_("Say who does it, by when, or why the team could not do better")),
)
def _assign(
    action: wanted.ActionId, to: wanted.To = "", due: wanted.Due = "", reason: wanted.Reason = ""
) -> None:
    here = session.current()
    if not (to.strip() or due or reason):
        raise UsageError(_NO_CHANGE)
    [one] = _open_ones(here, "assign", [action])
    day = _day(due, _today(one.time_zone)) if due else None
    _change(here, [one], "assign", to, due=day, reason=reason)
    _tell(here, _ASSIGNED if to.strip() else _CHANGED, [one.id])


@app.command(
    "done",
    cls=Command,
    help=help_text(_("It is done, or several are")),
)
def _done(actions: wanted.ActionIds, note: wanted.Note = "", reason: wanted.Reason = "") -> None:
    here = session.current()
    found = _open_ones(here, "done", actions)
    _change(here, found, "done", note, reason=reason)
    _tell(here, _DONE, [one.id for one in found])


@app.command(
    "reopen",
    cls=Command,
    help=help_text(_("It is not done after all")),
)
def _reopen(action: wanted.ActionId, why: options.Why = "") -> None:
    here = session.current()
    if not why.strip():
        raise UsageError(_WHY)
    one = named(here, "reopen", _tracked(here), action)
    if one.status == "open":
        raise UsageError(_IS_OPEN, id=one.id[:8])
    _change(here, [one], "reopen", why)
    _tell(here, _REOPENED, [one.id])


@app.command(
    "erase",
    cls=Command,
    help=help_text(_("Erase for good what was written about an action: roles, notes, reasons")),
)
@begun_anew
def _erase(action: wanted.ActionId, why: options.Why = "") -> None:
    here = session.current()
    if not why.strip():
        raise UsageError(_WHY)
    one = named(here, "erase", _tracked(here), action)
    count = 0
    for chain in sorted(one.chains):  # several: its id changes when an older audit is entered late
        length = len(here.reader.events(chain, subject="action"))
        [event] = numbered(length, now(), ("erase", one.question or "", None, why))
        count += len(here.store.erase(chain, event, subject="action"))
    if not count:
        raise UsageError(_NOTHING_WRITTEN, id=one.id[:8])
    console.out(here.say(_ERASED, id=one.id[:8], count=count))


def _tracked(
    here: session.Session,
    site: str | None = None,
    checklist: str | None = None,
    *,
    open_only: bool = False,
) -> Sequence[Tracked]:
    actions = actions_of(here)
    found = actions.of_audits(site=site, checklist=checklist, open_only=open_only)
    return found if checklist else [*found, *actions.own(site=site, open_only=open_only)]


def _open_ones(here: session.Session, command: Naming, actions: Sequence[str]) -> list[Tracked]:
    """The open actions that a person named, each once. Raises UsageError for the first that is none."""
    tracked = _tracked(here)
    found = {one.id: one for one in (named(here, command, tracked, name) for name in actions)}
    for one in found.values():
        if one.status == "done":
            raise UsageError(_IS_DONE, id=one.id[:8])
    return [*found.values()]


def _change(
    here: session.Session,
    ones: Sequence[Tracked],
    do: Doing,
    text: str,
    *,
    due: date | None = None,
    reason: str = "",
) -> None:
    """Store what happened to actions, to all at one moment or to none."""
    known: Reason | None = reason_named(reason) if reason else None
    at = now()
    with here.store.transaction():
        for one in ones:
            fact: Facts = change_facts(do, one.anchor, text.strip() or None, due=due, reason=known)
            length = len(here.store.events(one.id, subject="action"))
            here.store.append(one.id, numbered(length, at, fact), subject="action")


def _tell(here: session.Session, happened: Message, actions: Sequence[str]) -> None:
    """Say what happened, a line each, as the history has it now."""
    if here.quiet:
        return
    tracked = {one.id: one for one in _tracked(here)}
    for one in map(tracked.__getitem__, actions):
        said = what(one, here.language)
        if one.to:
            said = here.say(_FOR, what=said, role=one.to)
        today, done = _today(one.time_zone), one.closed and here.locale.short_date(one.closed)
        moment = done or when(one, today, here.locale)
        console.out(here.say(happened, id=one.id[:8], when=moment, what=said))


def _today(time_zone: str) -> date:
    return now().wall.astimezone(zone_named(time_zone)).date()


def _day(written: str, today: date) -> date:
    """A day as people write it. Raises UsageError."""
    word = folded_word(written)
    days = {"today": 0, "hoy": 0, "tomorrow": 1, "manana": 1}.get(word)
    if days is None and re.fullmatch(r"[0-9]{1,4}d", word):
        days = int(word[:-1])
    try:
        return date.fromisoformat(written.strip()) if days is None else today + timedelta(days)
    except ValueError:
        raise UsageError(_BAD_DATE, written=written) from None


def _urgency(one: Tracked, today: date) -> tuple[object, ...]:
    """What is open before what is done; serious, overdue, then what is due first; done ones by the
    latest day."""
    if one.closed:
        return (1, -one.closed.toordinal(), one.id)
    return (0, not one.serious, not one.overdue(today), one.due, one.site, one.id)
