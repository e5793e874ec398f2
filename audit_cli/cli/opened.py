"""An audit out of the store, as every face sees it."""

from audit_cli.checklist.loading import checklist_from_canonical
from audit_cli.checklist.model import Checklist
from audit_cli.cli.session import Session
from audit_cli.reports.view import AuditView, view_of


def pinned(here: Session, sha256: str) -> Checklist:
    """The checklist version of this hash, as it was when an audit was asked with it."""
    return checklist_from_canonical(here.store.pinned(sha256))


def opened(here: Session, wanted: str) -> AuditView:
    """The audit of an id, a unique prefix, or `last`. Raises UsageError."""
    record = here.store.record(here.store.find(wanted))
    return view_of(pinned(here, record.sha256), record)
