"""`audit report`: what its commands share, the options and the browser that shows what they write."""

from pathlib import Path
from typing import Annotated, Final

from audit_cli.commands.options import flag, option
from audit_cli.language import _
from audit_cli.reports.rendering import FORMATS, Reader
from audit_cli.terminal import console
from audit_cli.terminal.session import Session

OPEN_WHAT = _(
    "--open shows the html report; it can't be combined with `-o -` or other formats alone"
)
_UNOPENED = _("no browser could be opened; the report is {path}")
FORMAT_NAMES: Final = ",".join(FORMATS)

Output = Annotated[
    str,
    option(
        "-o --output",
        _("DIR|FILE|-"),
        _("A folder (ends in /), a file, or - for the screen; default: reports/"),
    ),
]
Open = Annotated[bool, flag("--open", _("Open the HTML report in the browser"))]


def reader_for(here: Session, width: int = 80, template: str = "", site: str = "") -> Reader:
    """Whom a report is for: of one audit at a site, or of weeks by a template."""
    names = {place.id: place.name.say(here.language) for place in here.settings.sites}
    return Reader(
        here.locale,
        here.settings.staff_told,
        here.templates,
        template,
        width,
        here.compiled,
        names.get(site),
    )


def open_in_browser(here: Session, path: Path) -> None:
    """Open a report in the browser; where there is none, say which file it is."""
    import webbrowser  # noqa: PLC0415 (cron opens none)

    if not webbrowser.open(path.absolute().as_uri()):
        console.warn(here.say(_UNOPENED, path=path))
