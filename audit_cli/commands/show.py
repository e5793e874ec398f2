"""`audit show`: one audit, its answers, and how its score came about."""

from typing import Annotated

from audit_cli.commands import options
from audit_cli.commands.options import flag
from audit_cli.language import _
from audit_cli.reports.history import history
from audit_cli.reports.view import as_json
from audit_cli.terminal import console
from audit_cli.terminal.audit_page import audit_page
from audit_cli.terminal.session import Session
from audit_cli.terminal.stored_audits import found_audit

Explain = Annotated[
    bool,
    flag("--explain", _("Say what was expected of each answer and what it added to the score")),
]


def show(
    here: Session, audit: options.AuditId, explain: Explain = False, json: options.Json = False
) -> None:
    view = found_audit(here, audit)
    if json:
        console.out_json(as_json(view, here.language))
        return
    corrections = history(view, here.reader.events(view.id), here.locale)
    console.draw(audit_page(view, here.locale, explain=explain, corrections=corrections))
