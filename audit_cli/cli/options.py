"""Options that several commands share."""

from typing import Annotated

import typer

from audit_cli.cli.help import help_text
from audit_cli.i18n import Message

AuditId = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help=help_text(
            Message(
                en="The audit: its id, the beginning of it, or `last`",
                es="La auditoría: su id, el comienzo de él, o `last` (la última)",
            )
        ),
    ),
]
Site = Annotated[
    str | None,
    typer.Option("--site", metavar="SITE", help=help_text(Message(en="The site", es="La sede"))),
]
Checklist = Annotated[
    str | None,
    typer.Option(
        "--checklist", metavar="NAME", help=help_text(Message(en="The checklist", es="La lista"))
    ),
]
Json = Annotated[
    bool, typer.Option("--json", help=help_text(Message(en="Print JSON", es="Imprime JSON")))
]
Why = Annotated[
    str,
    typer.Option("--why", metavar="TEXT", help=help_text(Message(en="The reason", es="El motivo"))),
]
