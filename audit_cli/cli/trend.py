"""`audit trend`: the run of weeks, what may be concluded from it, and where comparing begins anew."""

import os
from collections.abc import Mapping
from typing import Annotated

import typer

from audit_cli.cli import options, output, session
from audit_cli.cli.help import Command, command_app, help_text
from audit_cli.cli.instants import now
from audit_cli.cli.run_chart import DRAWN, PLAIN, Signs
from audit_cli.cli.series import chosen, named, only, this_week, week_named
from audit_cli.cli.trend_page import Page
from audit_cli.errors import UsageError
from audit_cli.i18n import Message
from audit_cli.insight.periods import period_facts, series_id
from audit_cli.interview.facts import numbered
from audit_cli.reports.series import series_json, series_view, versions_of
from audit_cli.reports.wording import one_line
from audit_cli.store.weeks import Series, series_of

app = command_app()

_WHY = Message(
    en="say why: --why TEXT; it is shown in the run of weeks",
    es="diga por qué: --why TEXTO; se muestra junto a las semanas",
)
_NO_PERIOD = Message(en="--why belongs to --new-period WEEK", es="--why va con --new-period SEMANA")
_FUTURE = Message(
    en="{week} has not begun yet; this is {now}", es="{week} aún no empieza; esta es {now}"
)
_BEGUN = Message(
    en="From {week} on, {name} is compared with its own weeks: {why}",
    es="Desde {week}, {name} se compara con sus propias semanas: {why}",
)

NewPeriod = Annotated[
    str,
    typer.Option(
        "--new-period",
        metavar="WEEK",
        help=help_text(
            Message(
                en="Something changed on purpose: compare anew from this week on, such as 2026-W40",
                es="Algo cambió a propósito: comparar de nuevo desde esta semana, como 2026-W40",
            )
        ),
    ),
]
Weeks = Annotated[
    int,
    typer.Option(
        "--weeks",
        metavar="N",
        parser=options.whole,
        help=help_text(
            Message(
                en="Draw the last N weeks with audits (default 26, 0: all)",
                es="Dibuja las últimas N semanas con auditorías (26 si no se dice, 0: todas)",
            )
        ),
    ),
]


@app.command(cls=Command)
def trend(
    site: options.Site = None,
    checklist: options.Checklist = None,
    weeks: Weeks = 26,
    new_period: NewPeriod = "",
    why: options.Why = "",
    json: options.Json = False,
) -> None:
    here = session.current()
    if new_period:
        found = _begin(here, site, checklist, new_period, why.strip(), json)
        if not json:
            return
    elif why:
        raise UsageError(_NO_PERIOD)
    else:
        found = chosen(here, site, checklist)
    views = [view for series in found if (view := series_view(here.reader, series))]
    if json:
        weeks_now = [this_week(here, view.series) for view in views]
        said = zip(views, weeks_now, strict=True)
        output.out_json([series_json(view, week, here.language) for view, week in said])
        return
    width = output.width()
    for number, view in enumerate(views):
        if number:
            output.out()
        page = Page(
            view,
            versions_of(here.reader, [point.sums for point in view.run.points]),
            this_week(here, view.series),
            weeks,
            session.program(),
            f" {named(view.series)}" if len(series_of(here.reader)) > 1 else "",
            here.locale,
            width,
            signs(os.environ),
        )
        for line in page.lines():
            output.out(line)


def _begin(
    here: session.Session,
    site: str | None,
    checklist: str | None,
    written: str,
    why: str,
    json: bool,
) -> list[Series]:
    """Enter that a comparison period begins with a week, and say so; a script is shown the weeks instead,
    those of the series returned. None where there is no audit yet."""
    if not why:
        raise UsageError(_WHY)
    series = only(here, site, checklist)
    if series is None:
        return []
    present = this_week(here, series)
    week = week_named(written, present)
    if week > present:
        raise UsageError(_FUTURE, week=week, now=present)
    chain = series_id(*series)
    length = len(here.store.events(chain, subject="series"))
    events = numbered(length, now(), period_facts(*series, week, why))
    here.store.append(chain, events, subject="series")
    if not (json or here.quiet):
        name = f"{series.checklist} · {series.site}"
        output.out(here.say(_BEGUN, week=week, name=name, why=one_line(why)))
    return [series]


def signs(environ: Mapping[str, str]) -> Signs:
    """Blocks and dots, or plain letters where the terminal or the locale has no more."""
    name = next((environ[key] for key in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(key)), "")
    utf8 = "utf" in name.lower() or (os.name == "nt" and not name)
    return DRAWN if utf8 and environ.get("TERM") != "dumb" else PLAIN
