"""`audit report visit`: what an audit says, in the formats that people and programs read."""

from pathlib import Path
from typing import Annotated

from audit_cli.commands import options, report
from audit_cli.commands.options import option
from audit_cli.errors import UsageError
from audit_cli.language import _
from audit_cli.reports.destination import STDOUT, destination_of, visit_file_name
from audit_cli.reports.rendering import FORMATS
from audit_cli.reports.visit import render_visit
from audit_cli.terminal import console
from audit_cli.terminal.session import Session
from audit_cli.terminal.stored_audits import found_audit

_VOICE = _("{id} is an answer to a survey, and no audit; see: audit show {id}, audit voice")

Format = Annotated[
    str,
    option("--format", report.FORMAT_NAMES, _("One or more formats, with commas (default txt)")),
]


def visit(
    here: Session,
    audit: options.AuditId = "last",
    formats: Format = "",
    where: report.Output = "",
    open_: report.Open = False,
) -> None:
    target = destination_of(formats, where, list(FORMATS), default_folder=here.reports, html=open_)
    if open_ and ("html" not in target.formats or target.path is STDOUT):
        raise UsageError(report.OPEN_WHAT)
    report.check_screen(target)
    view = found_audit(here, audit)
    if view.checklist.kind == "voice":
        raise UsageError(_VOICE, id=view.id[:8])
    width = console.page_width() if target.path is STDOUT else 80
    reader = report.reader_for(here, width, site=view.record.site)
    if target.path is None:
        report.put(render_visit(target.formats[0], view, reader), STDOUT)
        return
    # Every one is rendered before the first is written.
    contents = {name: render_visit(name, view, reader) for name in target.formats}
    written: dict[str, Path] = {}
    for name, content in contents.items():
        file = target.path / visit_file_name(view, name) if target.folder else target.path
        report.put(content, file)
        written[name] = file
    for path in written.values():
        console.out(str(path))
    if open_:
        report.open_in_browser(here, written["html"])
