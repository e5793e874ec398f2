"""What the commands about actions are told."""

from typing import Annotated

import typer

from audit_cli.cli import session
from audit_cli.cli.help import help_text
from audit_cli.cli.opened import actions_of
from audit_cli.errors import AuditError
from audit_cli.i18n import Message
from audit_cli.reports.action_words import what


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
        help=help_text(
            Message(
                en="The action: its id, the beginning of it, or `last`",
                es="La acción: su id, el comienzo de él, o `last` (la última)",
            )
        ),
    ),
]
ActionIds = Annotated[
    list[str],
    typer.Argument(
        metavar="ID",
        autocompletion=action_ids,
        help=help_text(
            Message(
                en="The actions: their ids, the beginnings of them, or `last`",
                es="Las acciones: sus id, los comienzos de ellos, o `last` (la última)",
            )
        ),
    ),
]
What = Annotated[
    str,
    typer.Argument(
        metavar="TEXT",
        help=help_text(Message(en="What is to be done", es="Lo que hay que hacer")),
    ),
]
Due = Annotated[
    str,
    typer.Option(
        "--due",
        metavar="DATE",
        help=help_text(
            Message(
                en="By when: 2026-11-16, today, tomorrow, or 7d",
                es="Para cuándo: 2026-11-16, hoy, mañana o 7d",
            )
        ),
    ),
]
To = Annotated[
    str,
    typer.Option(
        "--to",
        metavar="ROLE",
        help=help_text(
            Message(
                en="Who: a role such as reception, never a person's name",
                es="Quién: un cargo, como recepción; nunca el nombre de una persona",
            )
        ),
    ),
]
Reason = Annotated[
    str,
    typer.Option(
        "--reason",
        metavar="REASON",
        help=help_text(
            Message(
                en="Why the team could not do better: too-few-people, no-equipment, did-not-know, other",
                es="Por qué el equipo no podía hacerlo mejor: falta-gente, sin-equipo, no-sabía, otro",
            )
        ),
    ),
]
Note = Annotated[
    str,
    typer.Option(
        "--note",
        metavar="TEXT",
        help=help_text(
            Message(en="What was done; no names", es="Qué se hizo; sin nombres de personas")
        ),
    ),
]
Overdue = Annotated[
    bool,
    typer.Option(
        "--overdue", help=help_text(Message(en="Only overdue ones", es="Solo las vencidas"))
    ),
]
All = Annotated[
    bool,
    typer.Option(
        "--all", help=help_text(Message(en="Those that are done too", es="También las hechas"))
    ),
]
