"""`audit compare`: two periods side by side, question by question."""

from typing import Annotated

from audit_cli.commands import options
from audit_cli.commands.options import option
from audit_cli.commands.which_series import days_named, flags_of, only, this_week
from audit_cli.errors import UsageError
from audit_cli.insight.periods import Span, span_named
from audit_cli.language import _
from audit_cli.reports.series import series_view, versions_of
from audit_cli.terminal import console, session
from audit_cli.terminal.comparison_page import Comparison, comparison_json, comparison_page
from audit_cli.terminal.session import Session

_BAD_SPAN = _(
    "`{written}` is no period; write {week}, {week}..{week}, {month}, October, 16/11 (its week) or last-8"
)
_SHARED = _("the two periods share weeks ({week}); compare periods that share none")
_TURNED = _("{to} is the earlier period, and --from is for that one; turned round:\n  {command}")

_PERIODS = _(
    "The earlier period: 2026-W40, 2026-W40..2026-W46, 2026-W40.. (up to the last), 2026-10 or"
    " October (the weeks whose Thursday is in it), 16/11 (its week), or last-8 (the last 8 with audits)"
)
From = Annotated[str, option("--from", _("PERIOD"), _PERIODS)]
To = Annotated[str, option("--to", _("PERIOD"), _("The later period, written alike"))]


def compare(
    here: Session,
    from_: From = "",
    to: To = "",
    site: options.Site = None,
    checklist: options.Checklist = None,
    json: options.Json = False,
) -> None:
    if not from_ or not to:
        raise UsageError(_("name two periods: --from 2026-W40..2026-W43 --to last-4"))
    series = only(here, site, checklist)
    view = series_view(here.reader, series) if series else None
    if series is None or view is None:
        return
    weeks = [point.sums for point in view.run.points]
    names = [sums.week for sums in weeks]
    before, after = (_span(text, names, this_week(here, series)) for text in (from_, to))
    if before.first <= after.last and after.first <= before.last:
        raise UsageError(_SHARED, week=max(before.first, after.first))
    if after.last < before.first:
        turned = f"--from {to.strip()} --to {from_.strip()}"
        command = f"{session.program()} compare {flags_of(series)} {turned}"
        raise UsageError(_TURNED, to=to.strip(), command=command)
    for span in (before, after):
        if not any(span.holds(week) for week in names):
            raise UsageError(_("there is no audit from {first} to {last}"), **span._asdict())
    found = Comparison.of(view, before, after, versions_of(here.reader, weeks))
    if json:
        console.out_json(comparison_json(found))
        return
    console.draw(comparison_page(found, here.locale))


def _span(written: str, weeks: list[str], present: str) -> Span:
    try:
        return span_named(written, weeks, days_named)
    except (ValueError, OverflowError):
        facts = {"written": written, "week": present, "month": f"{present[:4]}-10"}
        raise UsageError(_BAD_SPAN, **facts) from None
