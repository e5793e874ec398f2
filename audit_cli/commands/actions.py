"""`audit actions list`, `add`, `assign`, `done`, `reopen`, `erase`: what is done about what audits found."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final
from uuid import uuid4

from audit_cli.commands import options
from audit_cli.commands.groups import missing
from audit_cli.commands.options import argument, flag, option
from audit_cli.commands.which_series import check_names
from audit_cli.errors import AuditError, UsageError
from audit_cli.followup.changes import Doing, add_facts, change_facts, reason_named
from audit_cli.followup.tracked import Tracked, waiting_for
from audit_cli.interview.case_clock import late
from audit_cli.interview.facts import Facts, numbered
from audit_cli.language import Locale, Message, _
from audit_cli.language.typed import folded_word
from audit_cli.language.weeks import zone_named
from audit_cli.reports.action_words import what
from audit_cli.terminal import console, session
from audit_cli.terminal.actions_page import (
    action_row,
    as_json,
    candidate_lines,
    counts_line,
    when,
)
from audit_cli.terminal.instants import now
from audit_cli.terminal.progress import progress
from audit_cli.terminal.session import Session
from audit_cli.terminal.stored_audits import (
    READING_AUDITS,
    actions_of,
    begun_anew,
    erase_about,
    open_cases,
)
from audit_cli.terminal.typed_dates import days_flag

if TYPE_CHECKING:
    from audit_cli.terminal.choosing import Chooser

_DAYS = 7  # for an action of one's own, as for a question that says nothing else

_NOTHING = _("Nothing is open.")
_NONE_SUCH = _("No action matches.")
_NO_CHANGE = _(
    "say who (--to ROLE), by when (--due DATE) or why the team could not do better (--reason)"
)
_WHY = _("say why: --why TEXT; it is kept beside the action")
_ERASED = _(
    "erased for good: every text about {id} ({count}). Backups and exports made before, and"
    " reports already written, still hold them."
)
_IS_DONE = _("{id} is done already; to open it again: audit actions reopen {id} --why TEXT")
_ASSIGNED = _("assigned: {id}, {when}: {what}")
_CHANGED = _("changed: {id}, {when}: {what}")

_UNKNOWN: Final = _("there is no action `{written}`; `audit actions list --all` shows them")
_SEVERAL: Final = _(
    "several actions begin with `{written}`; give more of the id:\n{lines}\nsuch as: {example}"
)
_OPEN_AGAIN: Final = _("the last one is open again already:\n{lines}\nto reopen another: {example}")
_WITH_WHY: Final = _(" --why TEXT")
_NEEDED: Final[Mapping[str, Message]] = {
    "assign": _(" --to ROLE"),
    "reopen": _WITH_WHY,
    "erase": _WITH_WHY,
}


def action_ids() -> list[tuple[str, str]]:
    """What a shell offers where an action is named: `last`, and those that are open."""
    here = session.current()
    try:
        actions = actions_of(here)
        found = [*actions.of_audits(open_only=True), *actions.own(open_only=True)]
    except AuditError:
        return []
    return [("last", ""), *((one.id[:8], what(one, here.language)) for one in found)]


_ACTION_ID_HELP = _("The action: its id, the beginning of it, or `last`")
ActionId = Annotated[str, argument("ID", _ACTION_ID_HELP, autocompletion=action_ids)]
_ACTION_IDS_HELP = _("The actions: their ids, the beginnings of them, or `last`")
ActionIds = Annotated[list[str], argument("ID", _ACTION_IDS_HELP, autocompletion=action_ids)]
What = Annotated[str, argument(_("TEXT"), _("What is to be done"))]
Due = Annotated[
    str, option("--due", _("DATE"), _("By when: 2026-11-16, 30 Nov, tomorrow, Friday, or 7d"))
]
To = Annotated[
    str, option("--to", _("ROLE"), _("Who: a role such as reception, never a person's name"))
]
For = Annotated[str, option("--to", _("ROLE"), _("Only those for this role"))]
_REASON_HELP = _(
    "Why the team could not do better: too-few-people, no-equipment, did-not-know, other"
)
Reason = Annotated[str, option("--reason", _("REASON"), _REASON_HELP)]
Note = Annotated[str, option("--note", _("TEXT"), _("What was done; no names"))]
Overdue = Annotated[bool, flag("--overdue", _("Only overdue ones"))]
All = Annotated[bool, flag("--all", _("Those that are done too"))]


def list_(
    here: Session,
    overdue: Overdue = False,
    site: options.Site = None,
    checklist: options.Checklist = None,
    to: For = "",
    everything: All = False,
    json: options.Json = False,
) -> None:
    tracked = _tracked(here, site, checklist, open_only=overdue or not everything)
    tracked = [*tracked, *_late_marks(here, site, checklist)]
    if to.strip():
        role = folded_word(to)
        tracked = [one for one in tracked if one.to and folded_word(one.to) == role]
    listed = [
        (one, today) for one, today in urgent_first(tracked) if not overdue or one.overdue(today)
    ]
    if not listed:
        check_names(here, site, checklist)
    if json:
        console.out_json_list(as_json(one, today, here.language) for one, today in listed)
        return
    if not listed:
        console.warn(here.say(_NONE_SUCH if overdue or site or checklist or to else _NOTHING))
        return
    names = here.site_names
    rows = [action_row(one, names.get(one.site, one.site), day, here.locale) for one, day in listed]
    heading = console.line((counts_line(listed, here.language), "heading"))
    console.draw([heading, "", console.Table(rows, heads=2, apart=True)])


def _late_marks(here: Session, site: str | None, checklist: str | None) -> Iterator[Tracked]:
    """What is overdue in open cases: a mark that is to be set."""
    for view in open_cases(here, site):
        for one in late(view.checklist, view.record, view.answers, now().wall):
            if checklist in (None, view.checklist.id):
                yield waiting_for(one, view.checklist, view.record)


def add(here: Session, text: What, site: options.Site = None, due: Due = "", to: To = "") -> None:
    place = here.place(site)
    if not text.strip():
        raise UsageError(_("say what is to be done"))
    day = _due_day(due or f"{_DAYS}d", place.time_zone)
    facts = [add_facts(text.strip(), place.id, place.time_zone, day)]
    if to.strip():
        facts.append(change_facts("assign", None, to.strip()))
    _warn_of_name(here, to)
    action = str(uuid4())
    here.store.append(action, numbered(0, now(), *facts), subject="action")
    _tell(here, _("added: {id}, {when}: {what}"), [action])


def assign(
    here: Session, action: ActionId, to: To = "", due: Due = "", reason: Reason = ""
) -> None:
    if not (to.strip() or due or reason):
        raise UsageError(_NO_CHANGE)
    _warn_of_name(here, to)
    [one] = _open_ones(here, "assign", [action])
    day = _due_day(due, one.time_zone) if due else None
    _change(here, [one], "assign", to, due=day, reason=reason)
    _tell(here, _ASSIGNED if to.strip() else _CHANGED, [one.id])


def done(here: Session, actions: ActionIds = [], note: Note = "", reason: Reason = "") -> None:  # noqa: B006 (typer makes a new one)
    if not actions and here.terminal:
        _choose(here)
        return
    if not actions:
        raise missing("actions done", "ID")
    found = _open_ones(here, "done", actions)
    _change(here, found, "done", note, reason=reason)
    _tell(here, _("done: {id}, {when}: {what}"), [one.id for one in found])


def reopen(here: Session, action: ActionId, why: options.Why = "") -> None:
    if not why.strip():
        raise UsageError(_WHY)
    one = action_named(here, "reopen", _tracked(here), action)
    if one.status == "open":
        raise UsageError(_("{id} is open already"), id=one.id[:8])
    _change(here, [one], "reopen", why)
    _tell(here, _("reopened: {id}, {when}: {what}"), [one.id])


@begun_anew
def erase(here: Session, action: ActionId, why: options.Why = "") -> None:
    if not why.strip():
        raise UsageError(_WHY)
    one = action_named(here, "erase", _tracked(here), action)
    # Several chains: its id changes when an older audit is entered late.
    chains, question = sorted(one.chains), one.question or ""
    count = sum(erase_about(here, chain, "action", question, why) for chain in chains)
    if not count:
        raise UsageError(_("nothing was written about {id}"), id=one.id[:8])
    console.out(here.say(_ERASED, id=one.id[:8], count=count))


def _tracked(
    here: Session,
    site: str | None = None,
    checklist: str | None = None,
    *,
    open_only: bool = False,
) -> Sequence[Tracked]:
    with progress(here, READING_AUDITS) as step:
        actions = actions_of(here, step)
        found = actions.of_audits(site=site, checklist=checklist, open_only=open_only)
    return found if checklist else [*found, *actions.own(site=site, open_only=open_only)]


def _open_ones(here: Session, command: str, actions: Sequence[str]) -> list[Tracked]:
    """The open actions that a person named, each once. Raises UsageError for the first that is none."""
    tracked = _tracked(here)
    found = {
        one.id: one for one in (action_named(here, command, tracked, name) for name in actions)
    }
    for one in found.values():
        if one.status == "done":
            raise UsageError(_IS_DONE, id=one.id[:8])
    return [*found.values()]


def _change(
    here: Session,
    ones: Sequence[Tracked],
    do: Doing,
    text: str,
    *,
    due: date | None = None,
    reason: str = "",
) -> None:
    """Store what happened to actions, to all at one moment or to none."""
    known = reason_named(reason) if reason else None
    at = now()
    with here.store.transaction():
        for one in ones:
            fact: Facts = change_facts(do, one.anchor, text.strip() or None, due=due, reason=known)
            length = len(here.store.events(one.id, subject="action"))
            here.store.append(one.id, numbered(length, at, fact), subject="action")


def _tell(here: Session, happened: Message, actions: Sequence[str]) -> None:
    """Say what happened, a line each, as the history has it now."""
    if here.quiet:
        return
    tracked = {one.id: one for one in _tracked(here)}
    for one in map(tracked.__getitem__, actions):
        said = what(one, here.language)
        if one.to:
            said = here.say(_("{what} (for: {role})"), what=said, role=one.to)
        today, done = _today(one.time_zone), one.closed and here.locale.short_date(one.closed)
        moment = done or when(one, today, here.locale)
        console.out(here.say(happened, id=one.id[:8], when=moment, what=said))


def _due_day(written: str, time_zone: str) -> date:
    """The day that `--due` means, the last of a week or a month. Raises UsageError."""
    return days_flag("--due", written, _today(time_zone), ahead=True).last


_NAME = _(
    "`{written}` looks like a person; a role such as reception says it better, and names nobody"
)


def _warn_of_name(here: Session, to: str) -> None:
    """Say so where a role looks like a person: an address, or several words that begin with capitals."""
    words = to.split()
    if "@" in to or (len(words) > 1 and all(word[0].isupper() for word in words)):
        console.warn(here.say(_NAME, written=to.strip()))


_IT_IS_DONE = _("It is done")
_WITH_NOTE = _("Done, with a note")


def _choose(here: Session) -> None:
    """Offer what is open, the most urgent first, until the person leaves or nothing is left."""
    from audit_cli.terminal.choosing import one_after_another, printed  # noqa: PLC0415

    def offers() -> list[tuple[str, Tracked]]:
        found = urgent_first(_tracked(here, open_only=True))
        return [(_label(one, today, here.locale), one) for one, today in found]

    def finish(one: Tracked, chooser: "Chooser") -> str | None:
        note = _note_chosen(chooser, one)
        return None if note is None else printed(partial(done, here, [one.id], note))

    one_after_another(here, _("What is to be done"), _("What is done?"), offers, finish, _NOTHING)


def _label(one: Tracked, today: date, locale: Locale) -> str:
    """An action on one line of a phone; the screen behind it tells since when it is overdue."""
    due = locale.say(_("OVERDUE")) if one.overdue(today) else when(one, today, locale)
    return f"{due} · {what(one, locale.language)}"


def _note_chosen(chooser: "Chooser", one: Tracked) -> str | None:
    """What is written about an action that is done, None where it is not: it is shown whole first."""
    from audit_cli.terminal.screens import BACK, Piece  # noqa: PLC0415

    here = chooser.here
    site, today = here.site_names.get(one.site, one.site), _today(one.time_zone)
    _id, due, about = action_row(one, site, today, here.locale)
    rows = console.plain_lines([*due, *about], None)
    offers = [(here.say(_IT_IS_DONE), "done"), (here.say(_WITH_NOTE), "note")]
    do = chooser.one([Piece(row) for row in rows], offers, leave=BACK.label)
    if do == "note":
        return chooser.line(here.say(_("What was done; no names (Enter alone: back)"))) or None
    return "" if do else None


def urgent_first(tracked: Sequence[Tracked]) -> list[tuple[Tracked, date]]:
    """Actions with the day that it is at their sites, the most urgent first."""
    found = [(one, _today(one.time_zone)) for one in tracked]
    return sorted(found, key=lambda pair: _urgency(*pair))


def _today(time_zone: str) -> date:
    return now().wall.astimezone(zone_named(time_zone)).date()


def _urgency(one: Tracked, today: date) -> tuple[object, ...]:
    """What is open before what is done; serious, overdue, then what is due first; done ones by the
    latest day."""
    if one.closed:
        return (1, -one.closed.toordinal(), one.id)
    return (0, not one.serious, not one.overdue(today), one.due, one.site, one.id)


def action_named(here: Session, command: str, tracked: Sequence[Tracked], written: str) -> Tracked:
    """The action of an id or a unique prefix. `last` is the one opened last of those still open; to reopen,
    the one that was done last, which is no guess only while it is still done. Raises UsageError."""
    if written == "last":
        found = _done_last(here, tracked) if command == "reopen" else _opened_last(tracked)
        several = _("the last ones came together; name one by its id:\n{lines}\nsuch as: {example}")
    else:
        found, several = _begun_so(tracked, written), _SEVERAL
    if len(found) > 1:
        raise _ambiguous(here, several, found, command, found[0].id[:8], written)
    return found[0]


def _opened_last(tracked: Sequence[Tracked]) -> list[Tracked]:
    still_open = [one for one in tracked if one.status == "open"]
    if not still_open:
        raise UsageError(_("no action is open"))
    latest = max(one.opened_at for one in still_open)
    return [one for one in still_open if one.opened_at == latest]


def _done_last(here: Session, tracked: Sequence[Tracked]) -> list[Tracked]:
    """Reopening one doesn't make another one the last: who says `last` twice means the same one."""
    latest = max((one.done_at for one in tracked if one.done_at), default=None)
    if latest is None:
        raise UsageError(_("no action is done yet"))
    found = [one for one in tracked if one.done_at == latest]
    again = [one for one in found if one.status == "open"]
    if again:
        raise _ambiguous(here, _OPEN_AGAIN, again, "reopen", "ID")
    return found


def _begun_so(tracked: Sequence[Tracked], written: str) -> list[Tracked]:
    prefix = written.strip().lower()
    ids = {one.id: one.ids() for one in tracked}
    found = [t for t in tracked if prefix and any(i.startswith(prefix) for i in ids[t.id])]
    if not found:
        raise UsageError(_UNKNOWN, written=written)
    exact = [t for t in found if prefix in ids[t.id]]
    return exact[:1] or found


def _ambiguous(
    here: Session,
    message: Message,
    found: Sequence[Tracked],
    command: str,
    action: str,
    written: str = "",
) -> UsageError:
    """That these may be meant, and how to name one of them."""
    example = f"audit actions {command} {action}"
    if command in _NEEDED:
        example += here.say(_NEEDED[command])
    lines = "\n".join(candidate_lines(found, here.language, console.page_width()))
    return UsageError(message, lines=lines, example=example, written=written)
