"""`audit report visit`: what an audit says, in the formats that people and programs read."""

from pathlib import Path
from typing import Annotated

import typer

from audit_cli.commands import report_options
from audit_cli.commands.help import Command, command_app, help_text
from audit_cli.errors import UsageError
from audit_cli.files import private_folder, write_atomically
from audit_cli.language import _
from audit_cli.reports.destination import STDOUT, Destination, destination_of, visit_file_name
from audit_cli.reports.rendering import FORMATS, Reader
from audit_cli.reports.view import AuditView
from audit_cli.reports.visit import render_visit
from audit_cli.terminal import console, session
from audit_cli.terminal.session import Session
from audit_cli.terminal.stored_audits import opened

app = command_app()

Audit = Annotated[
    str,
    typer.Argument(
        metavar="[ID]",
        help=help_text(_("The audit: its id, the beginning of it, or `last` (default)")),
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="html,md,txt,json,csv",
        help=help_text(_("One or more formats, with commas (default txt)")),
    ),
]


@app.command(cls=Command)
def visit(
    audit: Audit = "last",
    formats: Format = "",
    where: report_options.Output = "",
    open_: report_options.Open = False,
) -> None:
    here = session.current()
    wanted = destination_of(formats, where, list(FORMATS), default_folder=here.reports, html=open_)
    if open_ and ("html" not in wanted.formats or wanted.path is STDOUT):
        raise UsageError(report_options.OPEN_WHAT)
    view = opened(here, audit)
    if wanted.path is STDOUT:
        width = min(console.width(), 100)
        console.write(render_visit(wanted.formats[0], view, _reader(here, view, width)))
        return
    written = _written(here, view, wanted)
    for path in written.values():
        console.out(str(path))
    if open_:
        report_options.show(here, written["html"])


def _written(here: Session, view: AuditView, wanted: Destination) -> dict[str, Path]:
    """The files that were written, by format; every one is rendered before the first is written."""
    assert wanted.path is not None
    reader = _reader(here, view, 80)
    texts = {name: render_visit(name, view, reader) for name in wanted.formats}
    private_folder(wanted.path if wanted.folder else wanted.path.parent)
    found = {}
    for name, text in texts.items():
        found[name] = wanted.path / visit_file_name(view, name) if wanted.folder else wanted.path
        write_atomically(found[name], text.encode())
    return found


def _reader(here: Session, view: AuditView, width: int) -> Reader:
    sites = {site.id: site.name.say(here.language) for site in here.settings.sites}
    return Reader(
        locale=here.locale,
        staff_told=here.settings.staff_told,
        site=sites.get(view.record.site),
        width=width,
        templates=here.templates,
        compiled=here.compiled,
    )
