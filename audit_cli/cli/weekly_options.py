"""What `audit report weekly` is told."""

import re
from typing import Annotated

import typer

from audit_cli.cli.help import help_text
from audit_cli.errors import UsageError
from audit_cli.i18n import Message

Week = Annotated[
    str,
    typer.Option(
        "--week",
        metavar="WEEK",
        help=help_text(
            Message(
                en="The week, such as 2026-W47 (default: the last that is over)",
                es="La semana, como 2026-W47 (si no se dice, la última que terminó)",
            )
        ),
    ),
]
All = Annotated[
    bool,
    typer.Option(
        "--all",
        help=help_text(
            Message(en="All sites (default)", es="Todas las sedes (si no se dice otra)")
        ),
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="html,md,txt,json,csv",
        help=help_text(
            Message(
                en="One or more formats, with commas (default html)",
                es="Uno o más formatos, con comas (html si no se dice)",
            )
        ),
    ),
]
Template = Annotated[
    str,
    typer.Option(
        "--template",
        metavar="NAME",
        help=help_text(
            Message(
                en="Another sheet: `team` is one to hang up for the team",
                es="Otra hoja: `team` es una para colgar, para el equipo",
            )
        ),
    ),
]
CatchUp = Annotated[
    bool,
    typer.Option(
        "--catch-up",
        help=help_text(
            Message(
                en="Also the weeks that were missed, at most eight",
                es="También las semanas que faltaron, hasta ocho",
            )
        ),
    ),
]
Force = Annotated[
    bool,
    typer.Option(
        "--force",
        help=help_text(
            Message(
                en="Write it anew, with what was entered since",
                es="Lo escribe de nuevo, con lo que se anotó después",
            )
        ),
    ),
]
FailIfEmpty = Annotated[
    bool,
    typer.Option(
        "--fail-if-empty",
        help=help_text(
            Message(
                en="End with 3 when no site had an audit that week",
                es="Termina con 3 si ninguna sede tuvo auditorías esa semana",
            )
        ),
    ),
]
_PER_HUNDRED = Message(
    en="--fail-under takes a percentage from 0 to 100",
    es="--fail-under es un porcentaje de 0 a 100",
)


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
        help=help_text(
            Message(
                en="End with 4 when a checklist's week is under N percent",
                es="Termina con 4 si la semana de alguna lista queda por debajo de N por ciento",
            )
        ),
    ),
]
