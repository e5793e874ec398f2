"""The commands, each with the module that is imported when it runs, in the order people meet them."""

from typing import Final

from audit_cli.commands.help import Stub
from audit_cli.language import _

STUBS: Final = {
    "init": Stub(
        "audit_cli.commands.init",
        _("Write a first audit.yaml"),
    ),
    "demo": Stub(
        "audit_cli.commands.demo",
        _("Look around in a year of made-up audits"),
    ),
    "walk-in": Stub(
        "audit_cli.commands.audit",
        _("Come in as a client and see what a client sees"),
        "walk_in",
    ),
    "phone-test": Stub(
        "audit_cli.commands.audit",
        _("Call your own company and ask for yourself"),
        "phone_test",
    ),
    "run": Stub(
        "audit_cli.commands.audit",
        _("Do an audit with any checklist"),
        "run",
    ),
    "list": Stub("audit_cli.commands.listing", _("List the audits")),
    "show": Stub(
        "audit_cli.commands.show",
        _("Show one audit, its answers and how its score came about"),
    ),
    "answer": Stub(
        "audit_cli.commands.corrections",
        _("Give an answer that was pending"),
        "answer",
    ),
    "amend": Stub(
        "audit_cli.commands.corrections",
        _("Correct an answer, the site, the auditor …"),
        "amend",
    ),
    "discard": Stub(
        "audit_cli.commands.corrections",
        _("Set an audit aside; it stays in the history"),
        "discard",
    ),
    "restore": Stub(
        "audit_cli.commands.corrections",
        _("Take a discarded audit back"),
        "restore",
    ),
    "erase": Stub(
        "audit_cli.commands.corrections",
        _("Erase a note, quote or reason for good"),
        "erase",
    ),
    "report": Stub(
        "audit_cli.commands.report",
        _("Write the report of an audit, or of the week"),
    ),
    "actions": Stub(
        "audit_cli.commands.actions",
        _("What there is to do: list, add, assign, done, reopen"),
    ),
    "trend": Stub(
        "audit_cli.commands.trend",
        _("Show the run of weeks and what may be concluded from it"),
    ),
    "compare": Stub(
        "audit_cli.commands.compare",
        _("Compare two periods, item by item"),
    ),
    "checklist": Stub(
        "audit_cli.commands.checklist",
        _("List, show, check and create checklists"),
    ),
    "import": Stub(
        "audit_cli.commands.data",
        _("Read answers files and exported audits"),
        "import_",
    ),
    "export": Stub(
        "audit_cli.commands.data",
        _("Write the whole history as JSON lines"),
        "export",
    ),
    "backup": Stub(
        "audit_cli.commands.backup",
        _("Copy the database safely, or put a copy back"),
    ),
    "schedule": Stub(
        "audit_cli.commands.schedule",
        _("Have cron or systemd write the report of the week"),
    ),
    "doctor": Stub(
        "audit_cli.commands.data",
        _("Check that everything is whole"),
        "doctor",
    ),
}
