"""`audit trend`: the run of weeks, what may be concluded from it, and where comparing begins anew."""

import os
from collections.abc import Mapping, Sequence
from typing import Annotated

from audit_cli.commands import options
from audit_cli.commands.options import option
from audit_cli.commands.which_series import flags_of, only, series_for, this_week, week_named
from audit_cli.errors import UsageError
from audit_cli.insight.periods import period_facts, series_id, starts_of
from audit_cli.insight.standing import Standing, standing_of
from audit_cli.interview.events import Event, instant_text
from audit_cli.interview.facts import numbered
from audit_cli.language import _
from audit_cli.reports.series import SeriesView, said_of, series_json, series_view, versions_of
from audit_cli.reports.wording import one_line
from audit_cli.settings import titled
from audit_cli.store.week_sums import Series, series_of, weeks_of
from audit_cli.terminal import console, session
from audit_cli.terminal.instants import now
from audit_cli.terminal.progress import progress
from audit_cli.terminal.stored_audits import READING_AUDITS, actions_of, begun_anew
from audit_cli.terminal.trend_page import DRAWN, PLAIN, Page, Signs

_BEFORE = _("{week} is too early; the first week with audits is {first}")
_NO_SUCH = _("no comparison period begins with {week}; there are: {weeks}")
_TAKEN_BACK = _("{name}: {week} begins no comparison weeks any more")
_BEGUN = _("From {week} on, {name} is compared with its own weeks: {why}")

_NEW_PERIOD_HELP = _(
    "Something changed on purpose: compare anew from this week on, such as 2026-W40"
)
NewPeriod = Annotated[str, option("--new-period", _("WEEK"), _NEW_PERIOD_HELP)]
DropPeriod = Annotated[
    str, option("--drop-period", _("WEEK"), _("Take back a --new-period that was a mistake"))
]
Weeks = Annotated[int, options.number("--weeks", _("Draw the last N weeks with audits (0: all)"))]


@begun_anew
def trend(
    site: options.Site = None,
    checklist: options.Checklist = None,
    weeks: Weeks = 26,
    new_period: NewPeriod = "",
    drop_period: DropPeriod = "",
    why: options.Why = "",
    json: options.Json = False,
) -> None:
    here = session.current()
    if new_period and drop_period:
        raise UsageError(_("one of --new-period and --drop-period at a time"))
    if new_period or drop_period:
        written = new_period or drop_period
        found = _enter(here, site, checklist, written, why.strip(), bool(drop_period), json)
        if not json:
            return
    elif why:
        raise UsageError(_("--why belongs to --new-period WEEK or --drop-period WEEK"))
    else:
        found = series_for(here, site, checklist)
    views = [view for series in found if (view := series_view(here.reader, series))]
    standings = _standings(here, views)
    if json:
        said = zip(views, standings, strict=True)
        console.out_json([series_json(view, standing, here.locale) for view, standing in said])
        return
    for number, (view, standing) in enumerate(zip(views, standings, strict=True)):
        if number:
            console.out()
        page = Page(
            view,
            versions_of(here.reader, [point.sums for point in view.run.points]),
            standing,
            this_week(here, view.series),
            weeks,
            session.program(),
            f" {flags_of(view.series)}" if len(series_of(here.reader)) > 1 else "",
            here.locale,
            console.page_width(),
            signs(os.environ),
        )
        console.draw(page.items())


def _standings(here: session.Session, views: Sequence[SeriesView]) -> list[Standing | None]:
    """How each series stands now; one of cases has no standing of its own."""
    until, sites = instant_text(now().wall), {view.series.site for view in views}
    with progress(here, READING_AUDITS) as step:
        actions = actions_of(here, step)
        unsettled = {site: actions.unsettled(site, until) for site in sites}
    waiting = {site for site in sites if here.reader.open_cases(site)}
    return [
        None
        if view.checklist.case
        else standing_of(
            view.run,
            view.checklist.target,
            unsettled[view.series.site].get(view.series.checklist, ()),
            complaints=view.series.site in waiting,
        )
        for view in views
    ]


def _enter(
    here: session.Session,
    site: str | None,
    checklist: str | None,
    written: str,
    why: str,
    dropped: bool,
    json: bool,
) -> list[Series]:
    """Enter that a comparison period begins with a week, or is taken back, and say so; a script is shown the
    weeks instead, those of the series returned. None where there is no audit yet."""
    if not why:
        raise UsageError(_("say why: --why TEXT; it is shown beside the weeks"))
    series = only(here, site, checklist)
    if series is None:
        return []
    week = week_named(written, this_week(here, series))
    events = said_of(here.store, series)
    _check(here, series, week, events if dropped else None)
    facts = period_facts(*series, week, why, dropped)
    chain = series_id(*series)
    here.store.append(chain, numbered(len(events), now(), facts), subject="series")
    if not (json or here.quiet):
        said = _TAKEN_BACK if dropped else _BEGUN
        name = titled(series.checklist, series.site)
        console.out(here.say(said, week=week, name=name, why=one_line(why)))
    return [series]


def _check(here: session.Session, series: Series, week: str, said: Sequence[Event] | None) -> None:
    """Whether a period can begin with a week, or, of what was `said`, be taken back. Raises UsageError."""
    if said is not None:
        there = [start.week for start in starts_of(said)]
        if week not in there:
            raise UsageError(_NO_SUCH, week=week, weeks=", ".join(there) or "–")
        return
    present = this_week(here, series)
    first = next((sums.week for sums in weeks_of(here.reader, series)), present)
    if week > present:
        raise UsageError(_("{week} has not begun yet; this is {now}"), week=week, now=present)
    if week < first:
        raise UsageError(_BEFORE, week=week, first=first)


def signs(environ: Mapping[str, str]) -> Signs:
    """Blocks and dots, or plain letters where the terminal or the locale has no more."""
    name = next((environ[key] for key in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(key)), "")
    utf8 = "utf" in name.lower() or (os.name == "nt" and not name)
    return DRAWN if utf8 and environ.get("TERM") != "dumb" else PLAIN
