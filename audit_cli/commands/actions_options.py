"""What the commands about actions are told."""

from typing import Annotated

import typer

from audit_cli.commands.help import help_text
from audit_cli.errors import AuditError
from audit_cli.language import _
from audit_cli.reports.action_words import what
from audit_cli.terminal import session
from audit_cli.terminal.stored_audits import actions_of


def action_ids() -> list[tuple[str, str]]:
    """What a shell offers where an action is named: `last`, and those that are open."""
    here = session.current()
    try:
        actions = actions_of(here)
        found = [*actions.of_audits(open_only=True), *actions.own(open_only=True)]
    except AuditError:
        return []
    return [("last", ""), *((one.id[:8], what(one, here.language)) for one in found)]


ActionId = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        autocompletion=action_ids,
        help=help_text(_("The action: its id, the beginning of it, or `last`")),
    ),
]
ActionIds = Annotated[
    list[str],
    typer.Argument(
        metavar="ID",
        autocompletion=action_ids,
        help=help_text(_("The actions: their ids, the beginnings of them, or `last`")),
    ),
]
What = Annotated[
    str,
    typer.Argument(
        metavar="TEXT",
        help=help_text(_("What is to be done")),
    ),
]
Due = Annotated[
    str,
    typer.Option(
        "--due",
        metavar="DATE",
        help=help_text(_("By when: 2026-11-16, today, tomorrow, or 7d")),
    ),
]
To = Annotated[
    str,
    typer.Option(
        "--to",
        metavar="ROLE",
        help=help_text(_("Who: a role such as reception, never a person's name")),
    ),
]
Reason = Annotated[
    str,
    typer.Option(
        "--reason",
        metavar="REASON",
        help=help_text(
            _("Why the team could not do better: too-few-people, no-equipment, did-not-know, other")
        ),
    ),
]
Note = Annotated[
    str,
    typer.Option(
        "--note",
        metavar="TEXT",
        help=help_text(_("What was done; no names")),
    ),
]
Overdue = Annotated[
    bool,
    typer.Option("--overdue", help=help_text(_("Only overdue ones"))),
]
All = Annotated[
    bool,
    typer.Option("--all", help=help_text(_("Those that are done too"))),
]
