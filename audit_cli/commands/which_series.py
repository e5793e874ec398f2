"""Which audits and runs of weeks a command is about: those of a site, of a checklist, or all; a name that
nobody knows is a mistake, not a place where nothing happened."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from audit_cli.errors import UsageError
from audit_cli.language import _
from audit_cli.language.weeks import is_week, week_of, zone_named
from audit_cli.store.week_sums import Series, refresh, series_of
from audit_cli.terminal import console
from audit_cli.terminal.instants import now
from audit_cli.terminal.progress import is_watched, progress
from audit_cli.terminal.session import Session

if TYPE_CHECKING:
    from audit_cli.language.date_words import Unit
    from audit_cli.language.dates import Days

_NONE = _("No finished audits yet. Begin with: {program} walk-in")
_NONE_SUCH = _("No finished audit is of this site and checklist.")
_SEVERAL = _("say which one, with:\n{names}")
_BAD_WEEK = _("`{written}` is no week; write one such as {such}, or a day in it, such as 16/11")


def series_for(here: Session, site: str | None, checklist: str | None) -> list[Series]:
    """The series with audits that the options leave, or none, and then says so. Raises UsageError for a name
    that neither the history nor the settings know."""
    known = series_of(here.reader, checklist=checklist)
    found = [s for s in known if site in (None, s.site) and checklist in (None, s.checklist)]
    if not found:
        check_names(here, site, checklist)
        console.warn(here.say(_NONE_SUCH if site or checklist else _NONE))
    add_up(here, found)
    return found


def add_up(here: Session, found: Sequence[Series]) -> None:
    """Let whoever waits see how far the sums of weeks are; where nobody does, they are taken when asked for."""
    if is_watched():
        with progress(here, _("Adding up weeks")) as step:
            refresh(here.reader, found, step)


def only(here: Session, site: str | None, checklist: str | None) -> Series | None:
    """The one series that the options mean. Raises UsageError for several."""
    found = series_for(here, site, checklist)
    if len(found) > 1:
        raise UsageError(_SEVERAL, names="\n".join(f"  {flags_of(series)}" for series in found))
    return found[0] if found else None


def flags_of(series: Series) -> str:
    """The options that mean a series, as they are typed in a shell."""
    import shlex  # noqa: PLC0415 (a start needs no commands)

    return shlex.join(["--site", series.site, "--checklist", series.checklist])


def this_week(here: Session, series: Series) -> str:
    """The present week where the site is; where the machine is for a site the settings don't have."""
    site = next((s for s in here.settings.sites if s.id == series.site), None)
    moment = now().wall
    return week_of(
        moment.astimezone(zone_named(site.time_zone)) if site and site.time_zone else moment
    )


def week_named(written: str, such: str) -> str:
    """A week as a person wrote it, or that of a day. Raises UsageError."""
    if is_week(written):
        return written
    try:
        return days_named(written, ("day", "week")).weeks()[0]
    except ValueError:
        raise UsageError(_BAD_WEEK, written=written, such=such) from None


def days_named(written: str, units: "Sequence[Unit]" = ()) -> "Days":
    """A date as a person wrote it, of the past; one that has two readings is said. Raises ValueError."""
    from audit_cli.language.dates import ANY  # noqa: PLC0415 (cron names no date)
    from audit_cli.terminal.typed_dates import days_typed  # noqa: PLC0415

    return days_typed(written, now().wall.date(), units=units or ANY)


def check_names(here: Session, site: str | None, checklist: str | None) -> None:
    """Where nothing was found of them: raises UsageError, with the nearest name, for a site or a checklist
    that neither the history nor the settings and the library know."""
    reader = here.reader
    if site and not (any(reader.audits(site=site, limit=1)) or reader.followups(site)):
        here.settings.site(site)
    if checklist and not any(reader.audits(checklist=checklist, limit=1)):
        here.library.find(checklist)
