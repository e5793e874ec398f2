"""What there is to know of a week at a site, read from the store."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, NamedTuple, TypeAlias

from audit_cli.checklist.model import Checklist, Names
from audit_cli.followup.gathering import Actions
from audit_cli.followup.outcomes import AuditEnd
from audit_cli.followup.tracked import LOST_WEEKS, Tracked, first_things
from audit_cli.insight.coverage import Unseen, unseen
from audit_cli.insight.run import Point
from audit_cli.insight.standing import Standing, standing_of
from audit_cli.insight.totals import WeekSums, together
from audit_cli.insight.voices import Voices
from audit_cli.interview.events import instant_of, instant_text
from audit_cli.language.weeks import (
    local_week,
    monday,
    span_name,
    span_of,
    week_after,
    zone_named,
)
from audit_cli.reports.client_voices import ever_asked, voices_in
from audit_cli.reports.series import SeriesView, series_view, versions_of
from audit_cli.reports.view import AuditView, view_of
from audit_cli.settings import Site
from audit_cli.store.journal import Store
from audit_cli.store.week_sums import Series, series_of
from audit_cli.week.cases import SiteCases, site_cases

TABLE_WEEKS: Final = 13
CHART_WEEKS: Final = 26
FIRST_THINGS: Final = 3  # of what is open, told
OVERDUE: Final = 3  # of the others that are overdue, told
_FIRST: Final = ("walk-in", "phone-test")


# Points, by checklist and question.
Lost: TypeAlias = Mapping[tuple[str | None, str | None], int]


class SeriesWeek(NamedTuple):
    """A checklist's run of weeks up to this one; `point` is this week's, or that of several weeks added up,
    which is judged by nothing; None without audits in them.
    `versions` are all that the run was asked with, the last used last."""

    view: SeriesView
    point: Point | None
    standing: Standing
    versions: tuple[Checklist, ...]

    @property
    def checklist(self) -> Checklist:
        """The version that was used last."""
        return self.view.checklist

    @property
    def names(self) -> Names:
        """Its questions under all their names."""
        return Names(self.versions)

    def versions_in(self, sums: WeekSums) -> list[Checklist]:
        """Those that a week was asked with, the last used last."""
        known = {checklist.sha256: checklist for checklist in self.versions}
        return [known[sha256] for _, sha256 in sums.versions]

    def recent(self, week: str, weeks: int) -> Iterator[Point]:
        """Those of the last calendar weeks up to `week` that have audits."""
        since = week_after(week, 1 - weeks)
        return (point for point in self.view.run.points if point.week >= since)


class SiteWeek(NamedTuple):
    """A week at a site as it stood when it ended; `today` is the day after, or the present one of a week that
    is not over. `audits` are those of the week, in order of time; `actions` those open, and of what
    these audits found also those done; `found_in` has the audits that found last what is told of them, by the
    ids of the actions; `looked` says whether any audit was made in the last 13 weeks, in which `unseen` was
    never looked at; `clients_asked` whether any client of the site ever said anything.
    Of several weeks, `week` is the last and `first` the first. `cases` are told apart."""

    site: Site
    week: str
    today: date
    over: bool
    series: tuple[SeriesWeek, ...]
    audits: tuple[AuditView, ...]
    actions: tuple[Tracked, ...]
    looked: bool
    unseen: Unseen
    first: str
    found_in: Mapping[str, AuditView]
    cases: SiteCases
    voices: Voices
    clients_asked: bool

    @property
    def name(self) -> str:
        """That of the week, or of the weeks: `2026-W41..W44`."""
        return span_name(self.first, self.week)

    def to_do(self) -> tuple[list[Tracked], list[Tracked], int]:
        """The first open actions, those of the others that are overdue, by date behind the serious ones and
        before those met since, and how many more there are."""
        things = first_things(self.actions, self.lost())
        first, rest = things[:FIRST_THINGS], things[FIRST_THINGS:]
        overdue = [one for one in rest if one.overdue(self.today)]
        overdue.sort(key=lambda one: (not one.serious, one.met is not None, one.due))
        return first, overdue, len(rest) - len(overdue)

    def lost(self) -> Lost:
        """The points that each item cost in the last four weeks, under all its names."""
        found: dict[tuple[str | None, str | None], int] = {}
        for one in self.series:
            name = one.names.item
            lost: dict[str, int] = {}
            for point in one.recent(self.week, LOST_WEEKS):
                weights = _weights(one.versions_in(point.sums))
                for question, (met, judged) in point.sums.items.items():
                    item = name(question)
                    lost[item] = lost.get(item, 0) + weights[question] * (judged - met)
            for question in _weights(one.versions):
                found[one.view.series.checklist, question] = lost.get(name(question), 0)
        return found


def site_week(
    store: Store,
    actions: Actions,
    site: Site,
    zone: tzinfo,
    week: str,
    today: date,
    now: datetime | None = None,
) -> SiteWeek:
    """A week at a site, in its time zone, or several by their name; `today` is the present day there, and `now`
    the present, for what is overdue by the hour. Raises NotRead, DamagedStore."""
    first, week = span_of(week)
    after = monday(week_after(week))
    end = datetime.combine(after, time(), zone).astimezone(UTC)
    until = instant_text(end)
    since = week_after(week, 1 - TABLE_WEEKS)
    dated = _ends(store, site.id, min(first, since), week)
    ends = [end for name, end in dated if name >= since]
    of_week = [end for name, end in dated if name >= first]
    found_in = {end.id for end in of_week}
    tracked = (
        *actions.of_audits(site=site.id, until=until, open_only=True, found_in=found_in),
        *actions.own(site=site.id, until=until, open_only=True),
    )
    begun = now or datetime.combine(today, time(), zone)
    cases = site_cases(store, site.id, min(end, begun), tracked)
    unsettled = actions.unsettled(site.id, until)
    series = tuple(_series_weeks(store, site.id, first, week, unsettled, bool(cases.open)))
    found = SiteWeek(
        site=site,
        week=week,
        today=min(after, today),
        over=today >= after,
        series=series,
        audits=tuple(
            view_of(actions.checklist(end.sha256), store.record(end.id)) for end in of_week
        ),
        actions=tuple(one for one in tracked if not one.case),
        looked=bool(ends),
        unseen=unseen(_judged(series, week), map(_start, ends), site.hours, site.contacts),
        first=first,
        found_in={},
        cases=cases,
        voices=voices_in(store, first, week, site.id),
        clients_asked=ever_asked(store, site.id),
    )
    urgent, overdue, _ = found.to_do()
    told = {one.id: one.found[-1].audit for one in (*urgent, *overdue[:OVERDUE]) if one.found}
    records = {audit: store.record(audit) for audit in {*told.values()}}
    views = {
        audit: view_of(actions.checklist(record.sha256), record)
        for audit, record in records.items()
    }
    return found._replace(found_in={action: views[audit] for action, audit in told.items()})


def _judged(series: Iterable[SeriesWeek], week: str) -> Iterator[tuple[Checklist, str]]:
    """The questions that had a verdict in the weeks of the table, with the checklists that asked them."""
    for one in series:
        for point in one.recent(week, TABLE_WEEKS):
            for checklist in one.versions_in(point.sums):
                seen = point.sums.items.keys() & checklist.questions.keys()
                yield from ((checklist, question) for question in seen)


def zone_of(store: Store, site: Site) -> tzinfo | None:
    """The time zone of a site: its own, else that of its latest audit; None where there is none. Raises
    NotRead, DamagedStore."""
    if site.time_zone:
        return zone_named(site.time_zone)
    latest = _latest(store, site.id)
    return zone_named(latest.time_zone) if latest else None


def latest_start(store: Store, site: str) -> str:
    """The instant, as in events, at which the latest audit of a site started; empty where there is none.
    Raises NotRead, DamagedStore."""
    latest = _latest(store, site)
    return latest.started_at if latest else ""


def _latest(store: Store, site: str) -> AuditEnd | None:
    row = next(store.audits(site=site, limit=1, kind="audit"), None)
    return store.audit_end(row.id) if row else None


def _ends(store: Store, site: str, first: str, last: str) -> list[tuple[str, AuditEnd]]:
    """The finished audits of some calendar weeks, in order of time, each with the week where it was."""
    since = instant_text(datetime.combine(monday(first), time(), UTC) - timedelta(days=1))
    until = instant_text(
        datetime.combine(monday(week_after(last)), time(), UTC) + timedelta(days=1)
    )
    found = store.finished(site=site, since=since, until=until, kind="audit")
    dated = ((local_week(end.started_at, end.time_zone), end) for end in found)
    inside = (pair for pair in dated if first <= pair[0] <= last)
    return sorted(inside, key=lambda pair: (pair[1].started_at, pair[1].id))


def _start(end: AuditEnd) -> datetime:
    return instant_of(end.started_at).astimezone(zone_named(end.time_zone))


def _series_weeks(
    store: Store,
    site: str,
    first: str,
    week: str,
    unsettled: Mapping[str, Sequence[str]],
    complaints: bool,
) -> Iterator[SeriesWeek]:
    """The checklists that were used lately, the two of everybody first; `unsettled` as of `Actions`,
    `complaints` whether a case is open."""
    since = week_after(week, 1 - CHART_WEEKS)
    for series in sorted(series_of(store, site), key=_place):
        view = series_view(store, series, week)
        if view and view.run.points[-1].week >= since:
            yield SeriesWeek(
                view,
                _point(view.run.points, first, week),
                standing_of(
                    view.run,
                    view.checklist.target,
                    unsettled.get(series.checklist, ()),
                    complaints=complaints,
                ),
                tuple(versions_of(store, [point.sums for point in view.run.points])),
            )


def _point(points: Sequence[Point], first: str, last: str) -> Point | None:
    """The point of a week, or of several together."""
    inside = [point for point in points if first <= point.week <= last]
    if first == last or not inside:
        return inside[0] if inside else None
    return Point(together(span_name(first, last), [point.sums for point in inside]))


def _place(series: Series) -> tuple[int, str]:
    name = series.checklist
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST)), name


def _weights(versions: Iterable[Checklist]) -> dict[str, int]:
    """The weight of every question, by the last of some versions that has it."""
    return {q.id: q.weight for checklist in versions for q in checklist.questions.values()}
