"""Options that several commands share."""

import re
from typing import Annotated

import typer

from audit_cli.commands.help import help_text
from audit_cli.errors import AuditError
from audit_cli.language import _
from audit_cli.terminal import session

TOGETHER = _("{one} and {other} don't go together; leave one of them out")
WITHOUT = _("{one} means nothing without {other}")
_OFFERED = 10


def checklist_names() -> list[str]:
    """What a shell offers where a checklist is named; a failure offers nothing."""
    try:
        return list(session.current().library.names())
    except AuditError:
        return []


def audit_ids() -> list[tuple[str, str]]:
    """What a shell offers where an audit is named: `last`, and the latest ones with their checklist."""
    try:
        rows = list(session.current().reader.audits(limit=_OFFERED))
    except AuditError:
        return []
    return [("last", "")] + [(row.id[:8], f"{row.checklist} {row.started_at[:10]}") for row in rows]


def whole(written: str | int) -> int:
    """A whole number as it is typed, or the default. Raises ValueError: int() would take `1_000`, and the
    digits of every script."""
    if not re.fullmatch("[0-9]{1,9}", str(written)):
        raise ValueError(written)
    return int(written)


AuditId = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        autocompletion=audit_ids,
        help=help_text(_("The audit: its id, the beginning of it, or `last`")),
    ),
]
Site = Annotated[
    str | None,
    typer.Option("--site", metavar="SITE", help=help_text(_("The site"))),
]
Checklist = Annotated[
    str | None,
    typer.Option(
        "--checklist",
        metavar="NAME",
        autocompletion=checklist_names,
        help=help_text(_("The checklist")),
    ),
]
Json = Annotated[bool, typer.Option("--json", help=help_text(_("Print JSON")))]
Why = Annotated[
    str,
    typer.Option("--why", metavar="TEXT", help=help_text(_("The reason"))),
]
