"""An audit out of the store, as every face sees it."""

from audit_cli.checklist.loading import checklist_from_canonical
from audit_cli.checklist.model import Checklist
from audit_cli.cli import output
from audit_cli.cli.session import Session
from audit_cli.i18n import Message
from audit_cli.reports.view import AuditView, view_of

_OTHER = Message(
    en="the checklist {id} {version} has changed since the last audit with it; give it a new version",
    es="la lista {id} {version} cambió desde la última auditoría con ella; póngale otra versión",
)


def pinned(here: Session, sha256: str) -> Checklist:
    """The checklist version of this hash, as it was when an audit was asked with it."""
    return checklist_from_canonical(here.reader.pinned(sha256))


def opened(here: Session, wanted: str) -> AuditView:
    """The audit of an id, a unique prefix, or `last`. Raises UsageError."""
    record = here.reader.record(here.reader.find(wanted))
    return view_of(pinned(here, record.sha256), record)


def warn_of_other_contents(here: Session, checklist: Checklist) -> None:
    """Say so when the same version of a checklist was used with another content."""
    if here.reader.other_contents(checklist):
        output.warn(here.say(_OTHER, id=checklist.id, version=checklist.version))
