"""`audit report`: what an audit says, and what a week says."""

from typing import Final

import typer

from audit_cli.commands.help import LazyGroup, Stub
from audit_cli.language import _

_STUBS: Final = {
    "visit": Stub(
        "audit_cli.commands.report_visit",
        _("The report of one audit"),
    ),
    "weekly": Stub(
        "audit_cli.commands.report_weekly",
        _("The week of each site: what is serious, what to do, what may be said"),
    ),
}


class _Reports(LazyGroup):
    stubs = _STUBS


app = typer.Typer(cls=_Reports, no_args_is_help=True, rich_markup_mode=None, add_completion=False)


@app.callback()
def _report() -> None:
    """A group of commands, which come from elsewhere."""
