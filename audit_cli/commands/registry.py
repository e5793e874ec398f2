"""The commands: where each is, its help and its panel, in the order in which people meet them."""

from typing import Final

from audit_cli.commands.groups import Stub, Stubs
from audit_cli.language import _

_AUDIT: Final = _("Audit")
_LOOK: Final = _("Look")
_FOLLOW: Final = _("Follow up")
_KEEP: Final = _("Set up and keep")

_REPORTS: Final[Stubs] = {
    "visit": Stub("report_visit:visit", _("The report of one audit")),
    "weekly": Stub(
        "report_weekly:weekly",
        _("The week of each site: what is serious, what to do, what may be said"),
    ),
}
_ACTIONS: Final[Stubs] = {
    "list": Stub("actions:list_", _("What is open: serious and overdue first")),
    "add": Stub(
        "actions:add", _("Add something to do that no audit found (due in 7 days unless said)")
    ),
    "assign": Stub(
        "actions:assign", _("Say who does it, by when, or why the team could not do better")
    ),
    "done": Stub("actions:done", _("Mark an action as done, or several")),
    "reopen": Stub("actions:reopen", _("Reopen an action that was not done after all")),
    "erase": Stub(
        "actions:erase", _("Erase for good what was written about an action: roles, notes, reasons")
    ),
}
_CHECKLISTS: Final[Stubs] = {
    "list": Stub("checklist:list_", _("List the checklists")),
    "show": Stub("checklist:show", _("Show what a checklist asks, expects and advises")),
    "new": Stub("checklist:new", _("Write a first checklist that explains itself")),
    "validate": Stub(
        "checklist:validate", _("Say everything that is wrong with checklists, and where")
    ),
}
_SCHEDULES: Final[Stubs] = {
    "cron": Stub("schedule:cron", _("A line for your crontab")),
    "systemd": Stub("schedule:systemd", _("A service and its timer for systemd")),
}

STUBS: Final[Stubs] = {
    "walk-in": Stub(
        "audit:run:walk-in", _("Come in as a client and see what a client sees"), _AUDIT
    ),
    "phone-test": Stub(
        "audit:run:phone-test", _("Call your own company and ask for yourself"), _AUDIT
    ),
    "complaint": Stub(
        "audit:run:complaint", _("Open a complaint, or go on with one until it is settled"), _AUDIT
    ),
    "run": Stub("audit:run", _("Do an audit with any checklist"), _AUDIT),
    "list": Stub("listing:list_", _("List the audits"), _LOOK),
    "show": Stub(
        "listing:show", _("Show one audit, its answers and how its score is worked out"), _LOOK
    ),
    "report": Stub(_REPORTS, _("Write the report of an audit, or of the week"), _LOOK),
    "trend": Stub(
        "trend:trend", _("Show the weeks one after another, and what may be concluded"), _LOOK
    ),
    "questions": Stub("questions:questions", _("Show what is most often not met"), _LOOK),
    "compare": Stub("compare:compare", _("Compare two periods, item by item"), _LOOK),
    "voice": Stub("voice:voice", _("Show what clients say, apart from every audit"), _LOOK),
    "actions": Stub(_ACTIONS, _("What there is to do: list, add, assign, done, reopen"), _FOLLOW),
    "answer": Stub("corrections:answer", _("Give an answer that was pending"), _FOLLOW),
    "mark": Stub("notes:mark", _("Set a mark on the running clock of an audit"), _FOLLOW),
    "note": Stub("notes:note", _("Write a note on an answer, or delete it"), _FOLLOW),
    "amend": Stub("corrections:amend", _("Correct an answer, the site, the auditor …"), _FOLLOW),
    "discard": Stub(
        "corrections:discard", _("Set an audit aside; it stays in the history"), _FOLLOW
    ),
    "restore": Stub("corrections:restore", _("Bring back an audit that was set aside"), _FOLLOW),
    "erase": Stub("corrections:erase", _("Erase a note, quote or reason for good"), _FOLLOW),
    "init": Stub("init:init", _("Write a first audit.yaml"), _KEEP),
    "demo": Stub("demo:demo", _("Look around in a year of made-up audits"), _KEEP),
    "checklist": Stub(_CHECKLISTS, _("List, show, check and create checklists"), _KEEP),
    "schedule": Stub(_SCHEDULES, _("Have cron or systemd write the report of the week"), _KEEP),
    "import": Stub("data:import_", _("Read answers files and exported audits"), _KEEP),
    "export": Stub("data:export", _("Write the whole history as JSON lines"), _KEEP),
    "backup": Stub("backup:backup", _("Copy the database safely, or put a copy back"), _KEEP),
    "doctor": Stub("data:doctor", _("Check that everything is whole"), _KEEP),
}
