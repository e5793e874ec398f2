"""`audit report`: what its commands share, the options and the browser that shows what they write."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from audit_cli.commands.options import flag, option
from audit_cli.errors import AuditError, UsageError
from audit_cli.files import private_folder, write_atomically
from audit_cli.language import _
from audit_cli.reports.destination import STDOUT, Destination
from audit_cli.reports.rendering import FORMATS, Content, Reader, in_bytes
from audit_cli.terminal import console
from audit_cli.terminal.session import Session

if TYPE_CHECKING:
    from audit_cli.terminal.choosing import Chooser
    from audit_cli.terminal.screens import Piece

OPEN_WHAT = _(
    "--open shows the html report; it can't be combined with `-o -` or other formats alone"
)
FORMAT_NAMES: Final = ",".join(FORMATS)

_OUTPUT_HELP = _("A folder (ends in /), a file, or - for the screen; default: reports/")
Output = Annotated[str, option("-o --output", _("DIR|FILE|-"), _OUTPUT_HELP)]
Open = Annotated[bool, flag("--open", _("Open the HTML report in the browser"))]


def reader_for(here: Session, width: int = 80, template: str = "", site: str = "") -> Reader:
    """Whom a report is for: of one audit at a site, or of weeks by a template."""
    return Reader(
        here.locale,
        here.settings.staff_told,
        here.templates,
        template,
        width,
        here.compiled,
        here.site_names.get(site),
    )


def check_screen(target: Destination) -> None:
    """Raises UsageError for what no terminal shows."""
    if target.path is STDOUT and "pdf" in target.formats and console.is_terminal(sys.stdout):
        raise UsageError(_("a PDF is not for a terminal; name a file or a folder with -o"))


def put(content: Content, path: Path | None) -> None:
    """Write a report into a file, or on stdout. Raises NotWritten, OutputLost, OutputClosed."""
    if path is STDOUT:
        console.write(content)
        return
    private_folder(path.parent)
    write_atomically(path, in_bytes(content))


def open_in_browser(here: Session, path: Path) -> None:
    """Open a report in the browser; where there is none, say which file it is."""
    import webbrowser  # noqa: PLC0415 (cron opens none)

    if not webbrowser.open(path.absolute().as_uri()):
        console.warn(here.say(_("no browser could be opened; the report is {path}"), path=path))


_OFFERS: Final = (
    (_("See the report"), "txt"),
    (_("Open it in the browser"), "html"),
    (_("A text to send"), "chat"),
)


def offer(
    chooser: "Chooser", question: "str | Sequence[Piece]", write: Callable[..., object]
) -> None:
    """Offer what can be done with a report until the person is done; `write` is its command."""
    from audit_cli.terminal.choosing import printed  # noqa: PLC0415 (cron sees no screen)

    offers = [(chooser.say(label), form) for label, form in _OFFERS]
    hint = ""
    while form := chooser.one(question, offers, hint, _("done")):
        hint, opens = "", form == "html"
        where = "" if opens else "-"
        try:
            text = printed(partial(write, formats=form, where=where, open_=opens))
        except AuditError as error:
            hint = error.say(chooser.here.language)
        else:
            if opens:
                hint = text.rpartition("\n")[2]  # where it is, also where no browser opens it
            else:
                chooser.read(text)
