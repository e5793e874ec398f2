"""Whether the weekly report is late: somebody set it up, and it has not come."""

from datetime import UTC, timedelta

from audit_cli.errors import AuditError
from audit_cli.interview.events import instant_text
from audit_cli.language import _
from audit_cli.language.weeks import monday, week_after, week_of, zone_named
from audit_cli.store.written_reports import last_weeks
from audit_cli.terminal import console
from audit_cli.terminal.instants import now
from audit_cli.terminal.session import Session

# After a week is over: until then cron may still be at it, or the machine asleep.
_GRACE = timedelta(days=1)
_LATE = _(
    "The last weekly report is of the week of {monday}. To write those that are missing:"
    " {program} report weekly --catch-up"
)


def latest_report(here: Session) -> str | None:
    """The week of the last report, where a later one should be there by now; None where all is well,
    or no report was ever written. Raises NotRead."""
    moment = now().wall
    # It is over in UTC before a report of it could be late anywhere.
    over = week_after(week_of(moment.astimezone(UTC)), -1)
    known = last_weeks(here.reader, over, instant_text(moment))
    if here.settings.sites:
        known = {site.id: known[site.id] for site in here.settings.sites if site.id in known}
    zones = {site.id: zone_named(site.time_zone) for site in here.settings.sites if site.time_zone}
    late = (
        week
        for site, week in known.items()
        if week
        < week_after(week_of(moment.astimezone(zones.get(site, moment.tzinfo)) - _GRACE), -1)
    )
    return min(late, default=None)


def remind(here: Session) -> None:
    """Tell a person at a terminal, in one line; what goes wrong here is for other commands to tell."""
    try:
        week = latest_report(here)
    except AuditError:
        return
    if week:
        console.warn(here.say(_LATE, monday=here.locale.day_and_month(monday(week))))
