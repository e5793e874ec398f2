"""The commands, each with the module that is imported when it runs, in the order people meet them."""

from typing import Final

from audit_cli.cli.help import Stub
from audit_cli.language import _

STUBS: Final = {
    "init": Stub(
        "audit_cli.cli.init",
        _("Write a first audit.yaml"),
    ),
    "demo": Stub(
        "audit_cli.cli.demo",
        _("Look around in a year of made-up audits"),
    ),
    "walk-in": Stub(
        "audit_cli.cli.audit",
        _("Come in as a client and see what a client sees"),
        "walk_in",
    ),
    "phone-test": Stub(
        "audit_cli.cli.audit",
        _("Call your own company and ask for yourself"),
        "phone_test",
    ),
    "run": Stub(
        "audit_cli.cli.audit",
        _("Do an audit with any checklist"),
        "run",
    ),
    "list": Stub("audit_cli.cli.listing", _("List the audits")),
    "show": Stub(
        "audit_cli.cli.show",
        _("Show one audit, its answers and how its score came about"),
    ),
    "answer": Stub(
        "audit_cli.cli.corrections",
        _("Give an answer that was pending"),
        "answer",
    ),
    "amend": Stub(
        "audit_cli.cli.corrections",
        _("Correct an answer, the site, the auditor …"),
        "amend",
    ),
    "discard": Stub(
        "audit_cli.cli.corrections",
        _("Set an audit aside; it stays in the history"),
        "discard",
    ),
    "restore": Stub(
        "audit_cli.cli.corrections",
        _("Take a discarded audit back"),
        "restore",
    ),
    "erase": Stub(
        "audit_cli.cli.corrections",
        _("Erase a note, quote or reason for good"),
        "erase",
    ),
    "report": Stub(
        "audit_cli.cli.report",
        _("Write the report of an audit, or of the week"),
    ),
    "actions": Stub(
        "audit_cli.cli.actions",
        _("What there is to do: list, add, assign, done, reopen"),
    ),
    "trend": Stub(
        "audit_cli.cli.trend",
        _("Show the run of weeks and what may be concluded from it"),
    ),
    "compare": Stub(
        "audit_cli.cli.compare",
        _("Compare two periods, item by item"),
    ),
    "checklist": Stub(
        "audit_cli.cli.checklist",
        _("List, show, check and create checklists"),
    ),
    "import": Stub(
        "audit_cli.cli.data",
        _("Read answers files and exported audits"),
        "import_",
    ),
    "export": Stub(
        "audit_cli.cli.data",
        _("Write the whole history as JSON lines"),
        "export",
    ),
    "backup": Stub(
        "audit_cli.cli.backup",
        _("Copy the database safely, or put a copy back"),
    ),
    "schedule": Stub(
        "audit_cli.cli.schedule",
        _("Have cron or systemd write the report of the week"),
    ),
    "doctor": Stub(
        "audit_cli.cli.data",
        _("Check that everything is whole"),
        "doctor",
    ),
}
