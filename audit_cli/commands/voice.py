"""`audit voice`: what clients say, with how sure that is, and what they say is always so."""

from typing import Annotated

from audit_cli.commands import options
from audit_cli.commands.options import option
from audit_cli.commands.which_series import days_named
from audit_cli.errors import UsageError
from audit_cli.language import _
from audit_cli.language.dates import NoDate
from audit_cli.language.weeks import week_after, week_of
from audit_cli.reports.client_voices import ever_asked, voices_in, voices_json
from audit_cli.terminal import console
from audit_cli.terminal.instants import now
from audit_cli.terminal.session import Session
from audit_cli.terminal.voice_page import voice_page

_BAD_SINCE = _("--since: {reason}")
Since = Annotated[
    str,
    option("--since", _("DATE"), _("From the week of this day on: 2026-11-16, 30 Nov, October")),
]
Weeks = Annotated[
    int,
    option(
        "--weeks",
        "N",
        _("The last N weeks, the present one among them"),
        parser=options.whole,
    ),
]


def voice(
    here: Session,
    site: options.Site = None,
    since: Since = "",
    weeks: Weeks = 13,
    json: options.Json = False,
) -> None:
    last = week_after(week_of(now().wall.date()))  # a day ahead of us it may have begun
    first = _week_of(since) if since else week_after(last, -max(1, weeks))
    voices = voices_in(here.reader, first, last, site)
    ever = ever_asked(here.reader, site)
    if site and not ever:
        here.settings.site(site)
    if json:
        span = {"site": site, "since": first}
        console.out_json(span | voices_json(voices, here.language))
        return
    console.draw(voice_page(voices, ever, here.locale))


def _week_of(written: str) -> str:
    try:
        return days_named(written).weeks()[0]
    except NoDate as wrong:
        raise UsageError(_BAD_SINCE, reason=wrong.sentence) from None
