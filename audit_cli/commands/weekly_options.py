"""What `audit report weekly` is told."""

import re
from typing import Annotated

import typer

from audit_cli.commands.help import help_text
from audit_cli.errors import UsageError
from audit_cli.language import _

Week = Annotated[
    str,
    typer.Option(
        "--week",
        metavar="WEEK",
        help=help_text(_("The week, such as 2026-W47 (default: the last that is over)")),
    ),
]
All = Annotated[
    bool,
    typer.Option(
        "--all",
        help=help_text(_("All sites (default)")),
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="html,md,txt,json,csv",
        help=help_text(_("One or more formats, with commas (default html)")),
    ),
]
Template = Annotated[
    str,
    typer.Option(
        "--template",
        metavar="NAME",
        help=help_text(_("Another sheet: `team` is one to hang up for the team")),
    ),
]
CatchUp = Annotated[
    bool,
    typer.Option(
        "--catch-up",
        help=help_text(_("Also the weeks that were missed, at most eight")),
    ),
]
Force = Annotated[
    bool,
    typer.Option(
        "--force",
        help=help_text(_("Write it anew, with what was entered since")),
    ),
]
FailIfEmpty = Annotated[
    bool,
    typer.Option(
        "--fail-if-empty",
        help=help_text(_("End with 3 when no site had an audit that week")),
    ),
]
_PER_HUNDRED = _("--fail-under takes a percentage from 0 to 100")


def _percent(written: str) -> float:
    """A percentage as it is typed, such as 85 or 87.5. Raises UsageError."""
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", written) or float(written) > 100:
        raise UsageError(_PER_HUNDRED)
    return float(written)


FailUnder = Annotated[
    float | None,
    typer.Option(
        "--fail-under",
        metavar="N",
        parser=_percent,
        help=help_text(_("End with 4 when a checklist's week is under N percent")),
    ),
]
