"""`audit` alone at a terminal: what to do now, one key for each, until the person leaves."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Final, NamedTuple

from audit_cli.checklist.model import Kind
from audit_cli.errors import AuditError
from audit_cli.language import Message, _, ngettext
from audit_cli.store.queries import Waiting
from audit_cli.terminal.choosing import LEAVE, chooser_of, printed, width
from audit_cli.terminal.console import cells
from audit_cli.terminal.keyboard import InputClosed
from audit_cli.terminal.screens import LineFace, Offer, Piece, Screen
from audit_cli.terminal.session import Session

_MANY: Final = 3_000  # finished audits, over which actions are not counted for a menu

_TITLE: Final = _("What now?")
_WALK_IN: Final = _("The visit: come in as a {client}")
_PHONE_TEST: Final = _("The call: ask for yourself")
_ANOTHER: Final = _("Another list")
_DRAFTS: Final = ngettext("Go on: {count} unfinished", "Go on: {count} unfinished")
_UNFINISHED: Final = _("Unfinished audits")
_CASES: Final = _("Open cases: {count}")
_LATE_CASES: Final = _("Open cases: {count}, {late} overdue")
_LATE: Final = ngettext("Late answers: {count} audit waits", "Late answers: {count} audits wait")
_ACTIONS: Final = _("What is to be done")
_TODAY: Final = ngettext("{count} today", "{count} today")
_OVERDUE: Final = ngettext("{count} overdue", "{count} overdue")
_LAST: Final = _("The last report")
_WEEK: Final = _("The week")


class _Entry(NamedTuple):
    """A line of the menu, and what it does; that may return what is to be said of it."""

    label: str
    do: Callable[[Session], object]


def menu(here: Session) -> None:
    """Offer what there is to do; after what a person chose, offer it anew."""
    hint = ""
    with suppress(InputClosed):
        while entry := _chosen(here, hint):
            try:
                said = entry.do(here)
                hint = said if isinstance(said, str) else ""
            except InputClosed:
                raise
            except AuditError as error:
                hint = error.say(here.language)
            here.close()  # what it stored, or another program, is read anew


def _chosen(here: Session, hint: str) -> _Entry | None:
    """What the person chooses; None where he leaves. What takes long to count is shown when it is counted."""
    waiting = here.reader.waiting()
    entries, counted = _entries(here, waiting), False

    def again() -> Screen:
        nonlocal counted, entries
        if not counted:
            counted, entries = True, _counted(here, entries, waiting)
        return _screen(here, entries, hint)

    with chooser_of(here, _TITLE) as chooser:
        face = chooser.face
        if cells(hint) > width():  # one line is left for it
            chooser.read(hint)
            hint = ""
        if isinstance(face, LineFace):  # where nothing that is shown changes
            again()
        leave, entry, reply = here.say(LEAVE.key), None, ""
        while reply != leave and entry is None:
            reply = face.ask(_screen(here, entries, hint), again)
            entry = next((one for n, one in enumerate(entries, 1) if reply == _key(n)), None)
        face.close([])
    return entry


def _screen(here: Session, entries: list[_Entry], hint: str) -> Screen:
    options = [Offer(_key(number), entry.label) for number, entry in enumerate(entries, start=1)]
    commands = [Offer(here.say(LEAVE.key), here.say(LEAVE.label))]
    said = Piece(hint, "met" if hint.startswith("✓") else "")
    return Screen(here.say(_TITLE), (), (), options, commands, hint=said)


def _key(number: int) -> str:
    """One digit each: a tenth entry has 0."""
    return str(number % 10)


def _entries(here: Session, waiting: Waiting) -> list[_Entry]:
    """What can be done, as far as it is known at once."""
    found = [
        _Entry(here.locale.say(_WALK_IN), partial(_audit, name="walk-in")),
        _Entry(here.say(_PHONE_TEST), partial(_audit, name="phone-test")),
        _Entry(here.say(_ANOTHER), _another),
    ]
    if waiting.cases:
        found.append(_Entry(here.say(_CASES, count=waiting.cases), _open_cases))
    if waiting.drafts:
        found.append(_Entry(_DRAFTS.say(here.language, count=waiting.drafts), _go_on))
    if waiting.late:
        found.append(_Entry(_LATE.say(here.language, count=waiting.late), _answer))
    if waiting.finished:
        found += [
            _Entry(here.say(_ACTIONS), _actions),
            _Entry(here.say(_LAST), _last),
            _Entry(here.say(_WEEK), _week),
        ]
    return found


def _counted(here: Session, entries: list[_Entry], waiting: Waiting) -> list[_Entry]:
    """The same entries with what is due, and below them that the weekly report is late: no key changes."""
    from audit_cli.commands.actions import urgent_first
    from audit_cli.terminal.late_report import latest_report
    from audit_cli.terminal.stored_audits import actions_of

    found = list(entries)
    with suppress(AuditError):
        if waiting.cases and (late := _late_cases(here)):
            label = here.say(_LATE_CASES, count=waiting.cases, late=late)
            found = [e._replace(label=label) if e.do is _open_cases else e for e in found]
        if latest_report(here):
            found.append(_Entry(here.say(_("The weekly report is late: write it")), _catch_up))
        if 0 < waiting.finished <= _MANY:
            actions = actions_of(here)
            tracked = [*actions.of_audits(open_only=True), *actions.own(open_only=True)]
            days = urgent_first(tracked)
            today = sum(one.due == day for one, day in days)
            overdue = sum(one.overdue(day) for one, day in days)
            counts = [(_TODAY, today), (_OVERDUE, overdue)]
            said = [message.say(here.language, count=count) for message, count in counts if count]
            if said:
                label = here.say(_("To be done: {counts}"), counts=", ".join(said))
                found = [e._replace(label=label) if e.do is _actions else e for e in found]
    return found


# -- what an entry does ----------------------------------------------------------------------------------

# ruff: noqa: PLC0415 (each is imported when it is chosen: the menu comes sooner)


def _audit(here: Session, name: str) -> None:
    from audit_cli.commands.audit import run

    run(here, name)


def _another(here: Session) -> None:
    """One of the other checklists; a broken one is offered by its name, and tells what is wrong."""
    offers = []
    for name in here.library.names():
        if name not in ("walk-in", "phone-test"):
            label = name
            with suppress(AuditError):
                label = here.library.load(name).title.say(here.language)
            offers.append((label, name))
    with chooser_of(here, _ANOTHER) as chooser:
        chosen = chooser.one(here.say(_("Which list?")), offers)
    if chosen:
        _audit(here, chosen)


def _late_cases(here: Session) -> int:
    """How many open cases wait for a mark that is overdue."""
    from audit_cli.interview.case_clock import late
    from audit_cli.terminal.instants import now
    from audit_cli.terminal.stored_audits import open_cases

    views, moment = open_cases(here), now().wall
    return sum(any(late(view.checklist, view.record, view.answers, moment)) for view in views)


def _open_cases(here: Session) -> None:
    _go_on(here, _("Open cases"), "case")


def _go_on(here: Session, title: Message = _UNFINISHED, kind: Kind = "audit") -> None:
    """One of the audits that were left, or of the cases that are open, however old."""
    from audit_cli.commands.audit import run
    from audit_cli.terminal.correcting import WHICH_AUDIT, audit_offers

    offers = audit_offers(here, here.reader.audits(state="draft", kind=kind))
    with chooser_of(here, title) as chooser:
        draft = chooser.one(here.say(WHICH_AUDIT), offers)
    if draft:
        run(here, here.reader.record(draft).checklist, resume=draft)


def _answer(here: Session) -> None:
    from audit_cli.commands.corrections import answer

    answer(here)


def _actions(here: Session) -> None:
    from audit_cli.commands.actions import done

    done(here)


def _last(here: Session) -> None:
    from audit_cli.commands.report import offer
    from audit_cli.commands.report_visit import visit
    from audit_cli.terminal.correcting import audit_words
    from audit_cli.terminal.stored_audits import viewed

    view = viewed(here, here.reader.last_finished())
    with chooser_of(here, _LAST) as chooser:
        offer(chooser, audit_words(view, here.locale), partial(visit, here, view.id))


def _week(here: Session) -> None:
    from audit_cli.commands.report import offer
    from audit_cli.commands.report_weekly import weekly

    with chooser_of(here, _WEEK) as chooser:
        offer(chooser, here.say(_("The last week that is over")), partial(weekly, here))


def _catch_up(here: Session) -> str:
    from audit_cli.commands.report_weekly import weekly

    said = printed(partial(weekly, here, catch_up=True))
    return said or here.say(_("✓ written: {folder}"), folder=here.reports)
