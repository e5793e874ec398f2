"""`audit list` and `show`: the audits, the latest first, and one with its answers and its score."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from functools import cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Annotated

from audit_cli.commands import options
from audit_cli.commands.groups import missing
from audit_cli.commands.options import flag, option
from audit_cli.commands.which_series import check_names
from audit_cli.errors import ExitCode, UsageError
from audit_cli.interview.events import instant_text
from audit_cli.language import Locale, _, ngettext
from audit_cli.reports.case_words import late_words, story
from audit_cli.reports.history import history
from audit_cli.reports.view import AuditView, as_json, view_of
from audit_cli.reports.visit_sentences import RESULT_SHAPES, result_sentence, unseen_in
from audit_cli.reports.wording import answer_words
from audit_cli.settings import titled
from audit_cli.store.faults import NotRead, StoreFailure, failures_as
from audit_cli.store.journal import blaming_damage
from audit_cli.store.queries import AuditRow
from audit_cli.terminal import console
from audit_cli.terminal.audit_page import audit_page
from audit_cli.terminal.instants import in_local_time, now
from audit_cli.terminal.session import Session
from audit_cli.terminal.stored_audits import found_audit, pinned
from audit_cli.terminal.styles import SHAPE_STYLES
from audit_cli.terminal.typed_dates import days_flag

if TYPE_CHECKING:
    from audit_cli.terminal.choosing import Chooser

_BAD_SINCE = _("--since: nothing was audited in `{written}`")
_OPEN = "open"
_STATES = ("draft", _OPEN, "finished", "discarded")
_BAD_STATE = _("--state takes draft, open, finished or discarded, not `{written}`")
_NONE = _("No audits yet. Begin with: {program} walk-in")
_NONE_SUCH = _("No audit matches.")
_MORE = ngettext("The latest one; --limit 0 shows all.", "The latest {count}; --limit 0 shows all.")
_UNREAD = _("audit {id} cannot be read: {reason}")
_STATE_WORDS = {
    "draft": _("unfinished {done}/{total}"),
    _OPEN: _("open {done}/{total}"),
    "discarded": _("discarded"),
}
_WAITING = _("{count} pending")
_UNSEEN = _("{count} not seen")

Since = Annotated[
    str,
    option("--since", _("DATE"), _("From this day on: 2026-11-16, 30 Nov, Monday, 7d, October")),
]
State = Annotated[
    str, option("--state", _("STATE"), _("draft, open (cases), finished or discarded"))
]
Pending = Annotated[bool, flag("--pending", _("Only those with answers still to come"))]
Limit = Annotated[int, options.number("--limit", _("At most this many (0: all)"))]


def list_(
    here: Session,
    site: options.Site = None,
    checklist: options.Checklist = None,
    since: Since = "",
    state: State = "",
    pending: Pending = False,
    limit: Limit = 30,
    json: options.Json = False,
) -> int:
    if state and state not in _STATES:
        raise UsageError(_BAD_STATE, written=state)
    voices = bool(checklist) and any(
        here.reader.audits(voices=True, checklist=checklist, site=site, limit=1)
    )
    audits = partial(
        here.reader.audits,
        voices=voices,
        site=site,
        checklist=checklist,
        since=_since(since) if since else None,
        state="draft" if state == _OPEN else state or None,  # type: ignore[arg-type]  # checked above
        kind="case" if state == _OPEN else "audit" if state == "draft" else None,
        pending=pending,
    )
    if next(audits(limit=1), None) is None:
        check_names(here, site, checklist)
        if not json:
            filtered = site or checklist or since or state or pending
            console.warn(here.say(_NONE_SUCH if filtered else _NONE))
    unread: list[str] = []
    rows = audits(limit=limit + 1 if limit > 0 else None)
    views = _views(here, islice(rows, limit if limit > 0 else None), unread)
    if json:
        facts = (as_json(view, here.language) for view, _ in views)
        left_out = {"answers", "actions"}
        console.out_json_list(
            {key: one[key] for key in one if key not in left_out} for one in facts
        )
    else:
        table = [_row(view, waiting, here.locale) for view, waiting in views]
        console.draw([console.Table(table, heads=3)])
    if limit > 0 and next(rows, None):
        console.warn(here.say(_MORE, count=limit))
    return ExitCode.FAILURE if unread else ExitCode.FINE


def _views(
    here: Session, rows: Iterable[AuditRow], unread: list[str]
) -> Iterator[tuple[AuditView, int]]:
    """The audits of some rows, each with its number of pending answers, read as they are asked for. Of
    those that can't be, which are added to `unread`, the damage is told: the others can be listed."""
    checklist_of, store = cache(lambda sha256: pinned(here, sha256)), here.reader
    for row in rows:
        try:
            checklist = checklist_of(row.sha256)
            with failures_as(store.path, NotRead), blaming_damage(store.connection(), row.id):
                view = view_of(checklist, store.record(row.id))
            yield view, row.pending
        except StoreFailure as error:
            unread.append(row.id)
            console.warn(here.say(_UNREAD, id=row.id, reason=error.say(here.language)))


def _since(written: str) -> str:
    """The instant from which to list: local midnight of the first day that is meant."""
    day = days_flag("--since", written, date.today()).first
    try:
        return instant_text(in_local_time(datetime.combine(day, time())))
    except (ValueError, OverflowError):  # a day of the first or the last year of the calendar
        raise UsageError(_BAD_SINCE, written=written) from None


def _row(view: AuditView, pending: int, locale: Locale) -> list[list[console.Line]]:
    """Which audit, when, of what and where, and what came of it."""
    record = view.record
    style = ""
    if view.checklist.kind == "voice":
        given = ((view.checklist.questions[q], a) for q, a in view.answers.items() if a.value)
        result = " · ".join(answer_words(question, answer, locale) for question, answer in given)
    elif record.state == "finished":
        style = SHAPE_STYLES[RESULT_SHAPES[view.score.result]]
        counts = ((_WAITING, pending), (_UNSEEN, len(unseen_in(view))))
        more = (message.say(locale.language, count=count) for message, count in counts if count)
        result = ", ".join([result_sentence(view, locale), *more])
    else:
        asked = [a for a in view.answers.values() if a.status != "not_asked"]
        done = sum(a.status != "missing" for a in asked)
        message = _STATE_WORDS[view.state]
        result = message.say(locale.language, done=done, total=len(asked))
    parts = (
        (view.id[:8], "id"),
        locale.moment(view.started),
        titled(record.checklist, record.site),
        (result, style),
    )
    return [[console.line(part)] for part in parts]


# -- one of them -----------------------------------------------------------------------------------------

Explain = Annotated[
    bool,
    flag("--explain", _("Say what was expected of each answer and what it added to the score")),
]


def show(
    here: Session, audit: options.AuditId = "", explain: Explain = False, json: options.Json = False
) -> None:
    if not audit and here.terminal:
        _choose(here, explain)
        return
    if not audit:
        raise missing("show", "ID")
    view = found_audit(here, audit)
    if json:
        console.out_json(as_json(view, here.language))
        return
    events = here.reader.events(view.id)
    page = audit_page(
        view,
        here.locale,
        explain=explain,
        corrections=history(view, events, here.locale),
        story=story(view, events, here.locale) if view.checklist.case else (),
        late=late_words(view, now().wall, here.locale),
    )
    console.draw(page)


def _choose(here: Session, explain: bool) -> None:
    from audit_cli.terminal.correcting import by_choice  # noqa: PLC0415 (for people only)

    def read(view: AuditView, chooser: "Chooser") -> None:
        from audit_cli.terminal.choosing import printed  # noqa: PLC0415

        chooser.read(printed(partial(show, here, view.id, explain)))

    by_choice(here, _("Audits"), here.reader.audits, read)
