"""Options of the commands that write reports, and the browser that shows them."""

from pathlib import Path
from typing import Annotated

import typer

from audit_cli.cli import output
from audit_cli.cli.help import help_text
from audit_cli.cli.session import Session
from audit_cli.i18n import Message

OPEN_WHAT = Message(
    en="--open shows the html report; it can't be combined with `-o -` or other formats alone",
    es="--open muestra el informe html; no se puede combinar con `-o -` ni con otros formatos solos",
)
_UNOPENED = Message(
    en="no browser could be opened; the report is {path}",
    es="no se pudo abrir un navegador; el informe es {path}",
)

Output = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar="DIR|FILE|-",
        help=help_text(
            Message(
                en="A folder (ends in /), a file, or - for the screen; default: reports/",
                es="Una carpeta (termina en /), un archivo, o - para la pantalla; si no, reports/",
            )
        ),
    ),
]
Open = Annotated[
    bool,
    typer.Option(
        "--open",
        help=help_text(
            Message(
                en="Open the HTML report in the browser", es="Abre el informe HTML en el navegador"
            )
        ),
    ),
]


def show(here: Session, path: Path) -> None:
    """Open a report in the browser; where there is none, say which file it is."""
    import webbrowser  # noqa: PLC0415 (cron opens none)

    if not webbrowser.open(path.absolute().as_uri()):
        output.warn(here.say(_UNOPENED, path=path))
