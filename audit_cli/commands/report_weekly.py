"""`audit report weekly`: the week of each site, for people and for cron, which hears nothing when it worked."""

import re
import sys
from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Annotated, Final

from audit_cli.commands import options, report
from audit_cli.commands.options import flag, option
from audit_cli.commands.which_series import add_up, week_named
from audit_cli.counting import unheard
from audit_cli.errors import AuditError, ExitCode, UsageError
from audit_cli.files import private_folder
from audit_cli.interview.events import instant_text
from audit_cli.language import _, printable
from audit_cli.language.weeks import span_name, week_after, week_of, zone_named
from audit_cli.lock import locked
from audit_cli.reports.destination import STDOUT, Destination, destination_of
from audit_cli.reports.rendering import FORMATS, PAGED, TEMPLATED, Content
from audit_cli.resources import shipped
from audit_cli.scoring import rounded_percent
from audit_cli.store.week_sums import series_of
from audit_cli.terminal import console
from audit_cli.terminal.instants import now
from audit_cli.terminal.progress import progress
from audit_cli.terminal.session import Session, machine_time_zone
from audit_cli.terminal.stored_audits import actions_of
from audit_cli.week import due
from audit_cli.week.layout import site_line
from audit_cli.week.material import CHART_WEEKS, latest_start, site_week, zone_of
from audit_cli.week.sheets import SUMMARIES, WEEKLY, render_summary, render_week

LAST: Final = "last"
SHEETS: Final = (WEEKLY, "team")
LOCK: Final = "weekly.lock"
MOST_WEEKS: Final = 53  # a year
EARLIEST: Final = "1970-W01"  # a report looks half a year back, and the calendar begins somewhere
_ONE_WEEK = _("--catch-up finds the weeks by itself; leave out --week, --weeks and --month")
_NO_REPORT = _("there are no reports of {week}, only from {first} on")
_BAD_TEMPLATE = _(
    "there is no sheet `{written}`; there are `weekly`, `team`, and those in {folder}"
)
_ONE_SITE = _(
    "there are {count} sites, and `{where}` is one file: name one with --site, or a folder (with / at"
    " the end)"
)
_SEVERAL_WEEKS = _("--catch-up writes several files: name a folder (with / at the end)")
_ALREADY = _("Written already, in {folder}; to write it anew: --force")
_NO_FRACTION = _("--fail-under takes a percentage: write {number} for {percent}")


def _percent(written: str) -> float:
    """A percentage as it is typed, such as 85 or 87.5: float() would take the digits of every script.
    Raises UsageError."""
    number = re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", written)
    if number is None or float(written) > 100:
        raise UsageError(_("--fail-under takes a percentage from 0 to 100"))
    return float(written)


Week = Annotated[
    str,
    option("--week", _("WEEK"), _("The week, such as 2026-W47; `last` is the last that is over")),
]
Weeks = Annotated[int, options.number("--weeks", _("This many weeks together, up to that one"))]
Month = Annotated[
    str,
    option("--month", _("MONTH"), _("A month's weeks together: 2026-10, October, last month")),
]
All = Annotated[bool, flag("--all", _("All sites (default)"))]
Format = Annotated[
    str,
    option("--format", report.FORMAT_NAMES, _("One or more formats, with commas (default html)")),
]
Template = Annotated[
    str, option("--template", _("NAME"), _("Another sheet: `team` is one to hang up for the team"))
]
CatchUp = Annotated[bool, flag("--catch-up", _("Also the weeks that were missed, at most eight"))]
Force = Annotated[bool, flag("--force", _("Write it anew, with what was entered since"))]
FailIfEmpty = Annotated[
    bool, flag("--fail-if-empty", _("End with 3 when no site had an audit that week"))
]
_FAIL_UNDER_HELP = _("End with 4 when a checklist's week is under N percent")
FailUnder = Annotated[float | None, option("--fail-under", "N", _FAIL_UNDER_HELP, parser=_percent)]


class NothingToReport(AuditError):
    """No site had an audit in the week, and that was to be told."""

    exit_code = ExitCode.NOTHING_TO_REPORT
    message = _("no site had an audit in {week}")


class UnderLimit(AuditError):
    """A score is under the limit that was given."""

    exit_code = ExitCode.INVALID
    message = _("{week}, under {limit}: {scores}")


def weekly(
    here: Session,
    week: Week = LAST,
    weeks: Weeks = 1,
    month: Month = "",
    site: options.Site = None,
    everything: All = False,
    formats: Format = "",
    where: report.Output = "",
    template: Template = WEEKLY,
    catch_up: CatchUp = False,
    force: Force = False,
    fail_if_empty: FailIfEmpty = False,
    fail_under: FailUnder = None,
    open_: report.Open = False,
) -> None:
    if site and everything:
        raise UsageError(_("--site and --all exclude each other"))
    if catch_up and (week != LAST or weeks != 1 or month):
        raise UsageError(_ONE_WEEK)
    if month and (week != LAST or weeks != 1):
        raise UsageError(options.TOGETHER, one="--month", other="--week, --weeks")
    if not 1 <= weeks <= MOST_WEEKS:
        raise UsageError(_("--weeks takes 1 to {most}"), most=MOST_WEEKS)
    if fail_under and fail_under < 1:
        goal = 100 * fail_under
        number, percent = here.locale.number(goal), here.locale.bare_percent(goal)
        raise UsageError(_NO_FRACTION, number=number, percent=percent)
    places = _places(here, site)
    target = _destination(here, formats, where, template, open_)
    asked = _asked(week, weeks, month, places)
    latest = due.latest_week(places, asked)
    judge = fail_if_empty or fail_under is not None
    reader = report.reader_for(here, template=template)
    add_up(here, [series for place in places for series in series_of(here.reader, place.site.id)])
    if target.folder:
        assert target.path
        with progress(here, _("Writing reports")) as step:
            work = due.Work(
                here.store,
                actions_of(here, step if len(places) == 1 else unheard),
                places,
                reader,
                target.formats,
                target.path,
                now().wall,
                week=asked,
                catch_up=catch_up,
                force=force,
                judge=judge,
                step=step,
            )
            figures = _write(here, work, open_)
    else:
        if catch_up:
            raise UsageError(_SEVERAL_WEEKS)
        figures = _print(here, places, latest, target, template, where)
    if judge:
        _judge(here, figures, latest, fail_if_empty, fail_under)


def _places(here: Session, site: str | None) -> list[due.SiteToday]:
    """The sites that are meant, in the order of the settings, then those that only the history knows."""
    moment, known = now().wall, {one.id: one for one in here.settings.sites}
    if site is None:
        sites = dict.fromkeys(series.site for series in series_of(here.reader))
        sites |= dict.fromkeys(case.site for case in here.reader.open_cases())
        others = [name for name in sites if name not in known]
        if known:  # a site that was closed, or has another name now, has no week any more
            since = instant_text(moment - timedelta(weeks=CHART_WEEKS))
            others = [name for name in others if latest_start(here.reader, name) >= since]
        found = [*known.values(), *map(here.settings.unlisted, others)]
        found = found or [here.settings.site()]
    elif site in known or not series_of(here.reader, site):
        found = [here.settings.site(site)]
    else:
        found = [here.settings.unlisted(site)]
    # The machine's time zone, where neither the settings nor an audit say.
    zones = (zone_of(here.reader, one) or zone_named(machine_time_zone()) for one in found)
    return [due.place_of(one, zone, moment) for one, zone in zip(found, zones, strict=True)]


def _asked(week: str, weeks: int, month: str, places: Sequence[due.SiteToday]) -> str | None:
    """The week that is written, or the name of several, if they have begun at one of the sites; None for the
    last that is over. Raises UsageError."""
    if week == LAST and weeks == 1 and not month:
        return None
    begun = max(week_of(place.today) for place in places)
    if month:
        from audit_cli.terminal.typed_dates import days_flag  # noqa: PLC0415

        last_month = "last month" if month == LAST else month
        first, last = days_flag("--month", last_month, now().wall.date(), units=["month"]).weeks()
        last = min(last, max(first, begun))
    else:
        last = due.latest_week(places) if week == LAST else week_named(week, begun)
        first = week_after(last, 1 - weeks) if last >= EARLIEST else last
    if last > begun:
        raise UsageError(_("{week} has not begun yet; this is {now}"), week=last, now=begun)
    if first < EARLIEST:
        raise UsageError(_NO_REPORT, week=first, first=EARLIEST)
    return span_name(first, last)


def _destination(
    here: Session, formats: str, where: str, template: str, open_: bool
) -> Destination:
    """Files in a folder, unless one file or the screen was named, or a message is to be sent. Another sheet
    has pages only."""
    if not _is_sheet(here, template):
        raise UsageError(_BAD_TEMPLATE, written=template, folder=here.templates)
    target = destination_of(
        formats,
        where or ("-" if formats.strip().lower() == "chat" else f"{here.reports}/"),
        list(FORMATS if template == WEEKLY else PAGED),
        default_folder=here.reports,
        html=open_,
    )
    if open_ and ("html" not in target.formats or not target.folder):
        raise UsageError(report.OPEN_WHAT)
    report.check_screen(target)
    return target


def _is_sheet(here: Session, template: str) -> bool:
    """Whether a template draws a week of one site: the shipped `visit` is of one audit, `macros` a piece
    of others, and a user's own file of that name takes its place."""
    if template in SHEETS:
        return True
    is_name = re.fullmatch(r"\w[\w-]{0,63}", template)  # files are named after it
    files = [f"{template}.{suffix}" for suffix in TEMPLATED]
    others = shipped("report_templates")
    if not is_name or any((others / file).exists() for file in files):
        return False
    try:
        return any((here.templates / file).exists() for file in files)
    except PermissionError:
        return True  # that it may not be read is told where it is


def _write(here: Session, work: due.Work, open_: bool) -> list[due.WeekFigures]:
    """Write the files; only a person at a terminal is told which."""
    private_folder(here.home)
    with locked(here.home / LOCK):
        outcome = due.write_reports(work)
    if console.is_terminal(sys.stdout) and not here.quiet:
        for path in outcome.written:
            console.out(str(path))
        if not outcome.written and not outcome.failures:
            console.warn(here.say(_ALREADY, folder=work.folder))
    for failure in outcome.failures[1:]:
        console.warn(f"audit: {failure.say(here.language)}")
    if outcome.failures:
        raise outcome.failures[0]
    if open_:
        page = due.front_page(work)
        if not here.quiet and (page not in outcome.written or not console.is_terminal(sys.stdout)):
            console.write(f"{printable(str(page))}\n")  # not broken: it is there to be copied
        report.open_in_browser(here, page)
    return outcome.latest


def _print(
    here: Session,
    places: Sequence[due.SiteToday],
    week: str,
    target: Destination,
    template: str,
    where: str,
) -> list[due.WeekFigures]:
    """One page, or the summary of several sites, on the screen or in a file of the reader's choice."""
    several, name = len(places) > 1, target.formats[0]
    if several and (name not in SUMMARIES or template != WEEKLY):
        raise UsageError(_ONE_SITE, count=len(places), where=where)
    width = console.page_width() if target.path is STDOUT else 80
    reader = report.reader_for(here, width, template)
    actions = actions_of(here)
    figures, lines = [], []
    content: Content = ""
    for place in places:
        facts = site_week(
            here.reader, actions, place.site, place.zone, week, place.today, now().wall
        )
        figures.append(due.figures_of(facts))
        if several:
            lines.append(site_line(facts, here.locale))
        else:
            content = render_week(name, facts, reader)
    report.put(content or render_summary(name, week, lines, reader), target.path)
    return figures


def _judge(
    here: Session, figures: Sequence[due.WeekFigures], week: str, empty: bool, limit: float | None
) -> None:
    """What a script wanted to be told of. Raises NothingToReport, UnderLimit."""
    if empty and not any(one.audits for one in figures):
        raise NothingToReport(week=week)
    if limit is None:
        return
    least = Fraction(str(limit))
    low = []
    for one in figures:
        for checklist, met, points in one.scores:
            percent = Fraction(100 * met, points)
            if percent < least:
                share = here.locale.share(rounded_percent(percent, least), met, points)
                low.append(f"{one.site} · {checklist}: {share}")
    if low:
        raise UnderLimit(week=week, limit=here.locale.bare_percent(limit), scores="; ".join(low))
