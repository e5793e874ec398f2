"""Which weekly reports were written: no history of the place, but of what cron did for it."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from audit_cli.store.faults import NotRead, failures_as
from audit_cli.store.journal import Store

_INSERT: Final = (  # no REPLACE, which would count as one more
    "INSERT INTO report VALUES (?, ?, ?, ?, ?) ON CONFLICT (site, week, name)"
    " DO UPDATE SET sha256 = excluded.sha256, written_at = excluded.written_at"
)
# Written by a clock that ran ahead, a note is of the future once the clock is right again; before its
# week was over anywhere (the Monday after it, fourteen hours ahead of UTC), none is true.
_COUNTS: Final = (
    "written_at <= ? AND written_at >= strftime('%Y-%m-%dT%H:%M', substr(week, 1, 4) || '-01-04',"
    " '-6 days', 'weekday 1', (substr(week, 7) * 7) || ' days', '-14 hours')"
)
# From each site's index entries straight to the next site's: years of reports are not looked through.
_LAST: Final = (
    "WITH RECURSIVE known (site) AS (SELECT min(site) FROM report UNION ALL"
    " SELECT (SELECT min(report.site) FROM report WHERE report.site > known.site)"
    " FROM known WHERE known.site IS NOT NULL)"
    " SELECT site, (SELECT week FROM report WHERE report.site = known.site AND week <= ?"
    " AND week GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'"
    " AND (name GLOB 'weekly-' || week || '-*' OR name GLOB '*[/\\]weekly-' || week || '-*')"
    f" AND {_COUNTS} ORDER BY week DESC LIMIT 1) AS latest"
    " FROM known WHERE site IS NOT NULL AND latest IS NOT NULL"
)


class Written(NamedTuple):
    """A file of a site's report: its week, as in 2026-W47, its name (with its folder, unless that is the
    home's own), the hash of its bytes, and the instant, as in events, at which it was written."""

    site: str
    week: str
    name: str
    sha256: str
    written_at: str


def note_reports(store: Store, written: Sequence[Written]) -> None:
    """Keep that files were written, in place of what was known of these. Raises NotSaved."""
    if written:
        with store.transaction() as connection:
            connection.executemany(_INSERT, written)


def week_by_name(store: Store, site: str, now: str) -> dict[str, str]:
    """The week of each file that was written for a site by `now`, an instant as in events. Raises NotRead."""
    with failures_as(store.path, NotRead):
        query = f"SELECT name, week FROM report WHERE site = ? AND {_COUNTS} ORDER BY week"
        return dict(store.connection().execute(query, (site, now)).fetchall())


def last_weeks(store: Store, until: str, now: str) -> dict[str, str]:
    """The latest week, up to `until`, of which each site had the weekly report by `now`, in whatever folder;
    no other sheet counts, and sites without any are left out. Its cost does not grow with the history of
    that report. Raises NotRead."""
    with failures_as(store.path, NotRead):
        return dict(store.connection().execute(_LAST, (until, now)).fetchall())
