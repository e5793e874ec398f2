"""Options of the commands that write reports, and the browser that shows them."""

from pathlib import Path
from typing import Annotated

import typer

from audit_cli.commands.help import help_text
from audit_cli.language import _
from audit_cli.terminal import console
from audit_cli.terminal.session import Session

OPEN_WHAT = _(
    "--open shows the html report; it can't be combined with `-o -` or other formats alone"
)
_UNOPENED = _("no browser could be opened; the report is {path}")

Output = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar="DIR|FILE|-",
        help=help_text(_("A folder (ends in /), a file, or - for the screen; default: reports/")),
    ),
]
Open = Annotated[
    bool,
    typer.Option(
        "--open",
        help=help_text(_("Open the HTML report in the browser")),
    ),
]


def show(here: Session, path: Path) -> None:
    """Open a report in the browser; where there is none, say which file it is."""
    import webbrowser  # noqa: PLC0415 (cron opens none)

    if not webbrowser.open(path.absolute().as_uri()):
        console.warn(here.say(_UNOPENED, path=path))
