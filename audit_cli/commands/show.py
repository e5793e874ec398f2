"""`audit show`: one audit, its answers, and how its score came about."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

from audit_cli.commands import options
from audit_cli.commands.groups import missing
from audit_cli.commands.options import flag
from audit_cli.language import _
from audit_cli.reports.case_words import late_words, story
from audit_cli.reports.history import history
from audit_cli.reports.view import AuditView, as_json
from audit_cli.terminal import console
from audit_cli.terminal.audit_page import audit_page
from audit_cli.terminal.instants import now
from audit_cli.terminal.session import Session
from audit_cli.terminal.stored_audits import found_audit

if TYPE_CHECKING:
    from audit_cli.terminal.choosing import Chooser

_TITLE = _("Audits")
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
    """One audit after the other, until the person leaves."""
    from audit_cli.terminal.correcting import by_choice  # noqa: PLC0415 (for people only)

    def read(view: AuditView, chooser: "Chooser") -> None:
        from audit_cli.terminal.choosing import printed  # noqa: PLC0415

        chooser.read(printed(partial(show, here, view.id, explain)))

    by_choice(here, _TITLE, here.reader.audits, read)
