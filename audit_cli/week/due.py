"""The week's work: which weeks are due where, written once and whole, and remembered."""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Final, NamedTuple

from audit_cli.counting import Step, counted, unheard
from audit_cli.errors import AuditError
from audit_cli.files import NotWritten, private_folder, sweep, sync_folder, write_atomically
from audit_cli.followup.gathering import Actions
from audit_cli.interview.events import instant_text
from audit_cli.language.weeks import is_week, span_of, week_after, week_of, weeks_between
from audit_cli.reports.pdf import NotPrinted
from audit_cli.reports.rendering import TEMPLATED, Content, Reader, in_bytes
from audit_cli.settings import Site
from audit_cli.store.faults import DamagedStore, NoChecklist, UnknownAudit
from audit_cli.store.journal import Store
from audit_cli.store.written_reports import Written, note_reports, week_by_name
from audit_cli.week.layout import site_line
from audit_cli.week.material import SiteWeek, site_week
from audit_cli.week.sheets import SUMMARIES, WEEKLY, render_summary, render_week

CATCH_UP: Final = 8  # weeks that are written afterwards, at most
_FOLDER: Final = "reports"  # the folder beside the store
# Of one site's audits, that is: a disk that can't be read is everybody's.
_DAMAGE: Final = (DamagedStore, NoChecklist, UnknownAudit)


class SiteToday(NamedTuple):
    """A site and the day that it is there."""

    site: Site
    zone: tzinfo
    today: date

    @property
    def last_week(self) -> str:
        """The last week that is over there."""
        return week_after(week_of(self.today), -1)


class Work(NamedTuple):
    """What is asked for: of each place one `week` (or several by one name), or the last that is over, or
    (`catch_up`) those that were missed as well; with `force` also what was written already. Files go into `folder`.

    `now` is an aware instant. With `judge` the facts of the latest week are read even where nothing
    is to be written. A `step` hears how many of the places' weeks are looked at."""

    store: Store
    actions: Actions
    places: Sequence[SiteToday]
    reader: Reader
    formats: Sequence[str]
    folder: Path
    now: datetime
    week: str | None = None
    catch_up: bool = False
    force: bool = False
    judge: bool = False
    step: Step = unheard

    @property
    def has_summary(self) -> bool:
        """Whether a page about all places stands beside theirs."""
        return len(self.places) > 1 and self.reader.template == WEEKLY


class WeekFigures(NamedTuple):
    """A site's week in brief: its audits, and of each checklist with a score the points met, of those that
    applied."""

    site: str
    audits: int
    scores: tuple[tuple[str, int, int], ...]


class Outcome(NamedTuple):
    """What came of it: the files that were written, the latest week's figures of each site that was
    looked at, and the failures: sites that could not be read, a PDF that nothing here prints."""

    written: list[Path]
    latest: list[WeekFigures]
    failures: list[AuditError]


def place_of(site: Site, zone: tzinfo, now: datetime) -> SiteToday:
    """A site at an instant."""
    return SiteToday(site, zone, now.astimezone(zone).date())


def write_reports(work: Work) -> Outcome:
    """Write what is due, the oldest week first; each file appears whole or not at all.

    Raises NotRead, NotSaved, NotWritten, TemplateProblem; a site that is damaged does not keep the
    others from theirs, nor a PDF the other formats. The caller holds the lock."""
    noted = _noted_folder(work)
    due = {place.site.id: dict(_due(work, place, noted)) for place in work.places}
    weeks = {week for found in due.values() for week in found}
    latest = latest_week(work.places, work.week)
    outcome = Outcome([], [], [])
    if work.has_summary and not all(map(_is_there, _summaries(work, latest).values())):
        weeks.add(latest)
    if weeks:
        private_folder(work.folder)
        sweep(work.folder, own=f"{work.reader.template}-")
    weeks |= {latest} if work.judge else set()
    of = len(weeks) * len(work.places)
    looks = counted(range(of), of, work.step)
    for week in sorted(weeks):
        lacking = {site: found[week] for site, found in due.items() if week in found}
        figures = _write_week(work, week, lacking, outcome, looks)
        if week == latest:
            outcome.latest.extend(figures)
    return outcome


def front_page(work: Work) -> Path:
    """Where a person begins to read: the summary, or the first page where there is none; in html."""
    template, week = work.reader.template, latest_week(work.places, work.week)
    site = None if work.has_summary else work.places[0].site.id
    return work.folder / file_name(template, week, site, "html")


def latest_week(places: Sequence[SiteToday], week: str | None = None) -> str:
    """The latest of the weeks that are wanted: the one that is named, or the last that is over anywhere."""
    return week or max(place.last_week for place in places)


def _due(work: Work, place: SiteToday, folder: str) -> Iterator[tuple[str, list[str]]]:
    """The weeks that a place needs a report of, the oldest first, each with the formats that it lacks in
    the folder: the others stay as they were written."""
    last = place.last_week
    known = week_by_name(work.store, place.site.id, instant_text(work.now))
    there = (week for name, week in known.items() if os.path.dirname(name) == folder)  # noqa: PTH120
    begun = week_of(place.today)
    for week in [work.week] if work.week else _asked(work, last, filter(is_week, there)):
        missed = week != last and not work.week  # one that was deleted since is not missed
        names = {f: file_name(work.reader.template, week, place.site.id, f) for f in work.formats}
        lacking = [
            suffix
            for suffix, name in names.items()
            if work.force
            or os.path.join(folder, name) not in known  # noqa: PTH118
            or not (missed or _is_there(work.folder / name))
        ]
        if lacking and span_of(week)[0] <= begun:
            yield week, lacking


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:  # a folder that may not even be looked into
        raise NotWritten(path, error) from error


def _noted_folder(work: Work) -> str:
    """Under what its files are noted: nothing in the home's own folder, which may move with it; any other
    is caught up for itself."""
    folder = os.path.realpath(work.folder)
    if folder == os.path.realpath(work.store.path.parent / _FOLDER):
        return ""
    return os.fsencode(folder).decode(errors="backslashreplace")


def _asked(work: Work, last: str, reported: Iterable[str]) -> Iterable[str]:
    """The last week that is over, and with `catch_up` those since the first that has a report."""
    if not work.catch_up:
        return [last]
    since = max(min(reported, default=last), week_after(last, 1 - CATCH_UP))
    return weeks_between(since, last)


def _write_week(
    work: Work,
    week: str,
    lacking: Mapping[str, Sequence[str]],
    outcome: Outcome,
    looks: Iterator[int],
) -> list[WeekFigures]:
    """Write a week's pages of the sites that lack some, in these formats, then the summary of all;
    returns the figures. Noted last: what a run that was killed did not note is written anew."""
    figures: list[WeekFigures] = []
    lines: list[SimpleNamespace] = []
    noted: list[Written] = []
    written = len(outcome.written)
    for place, _look in zip(work.places, looks, strict=False):  # a look for each week of a place
        try:
            facts = site_week(
                work.store, work.actions, place.site, place.zone, week, place.today, work.now
            )
        except _DAMAGE as damage:
            if str(damage) not in map(str, outcome.failures):  # of each week that it is missing in
                outcome.failures.append(damage)
            continue
        figures.append(figures_of(facts))
        if work.has_summary:
            lines.append(site_line(facts, work.reader.locale))
        noted += _write_pages(work, facts, lacking.get(place.site.id, ()), outcome)
    if lines:
        _write_summary(work, week, lines, len(outcome.written) > written, outcome)
    if len(outcome.written) > written:  # the names, at once for all sites, before they are noted
        try:
            sync_folder(work.folder)
        except OSError as error:
            raise NotWritten(work.folder, error) from error
    folder = _noted_folder(work)
    note_reports(
        work.store,
        [one._replace(name=os.path.join(folder, one.name)) for one in noted],  # noqa: PTH118
    )
    return figures


def _write_pages(
    work: Work, facts: SiteWeek, formats: Sequence[str], outcome: Outcome
) -> Iterator[Written]:
    """Write a site's page in these formats; a week that is not over is not noted, for it will be written
    anew, nor are several weeks."""
    for suffix in formats:
        name = file_name(work.reader.template, facts.name, facts.site.id, suffix)
        data = _write(work.folder / name, partial(render_week, suffix, facts, work.reader), outcome)
        if data and facts.over and facts.first == facts.week:
            digest = hashlib.sha256(data).hexdigest()
            yield Written(facts.site.id, facts.week, name, digest, instant_text(work.now))


def _write(path: Path, render: Callable[[], Content], outcome: Outcome) -> bytes | None:
    """Write a file; None where no browser prints a PDF: that is told once, and keeps no other format from being
    written."""
    failed = any(isinstance(failure, NotPrinted) for failure in outcome.failures)
    if failed and path.suffix == ".pdf":
        return None
    try:
        data = in_bytes(render())
    except NotPrinted as failure:
        outcome.failures.append(failure)
        return None
    write_atomically(path, data, sync_name=False)
    outcome.written.append(path)
    return data


def _summaries(work: Work, week: str) -> dict[str, Path]:
    """The files of a week's summary, by format."""
    return {
        suffix: work.folder / file_name(WEEKLY, week, None, suffix)
        for suffix in work.formats
        if suffix in SUMMARIES
    }


def _write_summary(
    work: Work, week: str, lines: Sequence[SimpleNamespace], anew: bool, outcome: Outcome
) -> None:
    """Write the summary of a week where it is not there, or `anew`."""
    for suffix, path in _summaries(work, week).items():
        if anew or not _is_there(path):
            for line in lines:  # a link in a PDF would lead to where it was printed
                name = file_name(WEEKLY, week, line.id, suffix)
                line.page = name if suffix in TEMPLATED else ""
            _write(path, partial(render_summary, suffix, week, lines, work.reader), outcome)


def figures_of(facts: SiteWeek) -> WeekFigures:
    """What a week comes to in brief."""
    scores = (
        (one.view.series.checklist, one.point.sums.met, one.point.sums.weight)
        for one in facts.series
        if one.point and one.point.sums.weight
    )
    return WeekFigures(facts.site.id, len(facts.audits), tuple(scores))


def file_name(template: str, week: str, site: str | None, suffix: str) -> str:
    """`weekly-2026-W47-centro.html`; without a site, that of the summary."""
    if site is None:
        return f"{template}-{week}.{suffix}"
    plain = re.sub(r"[^a-z0-9-]+", "-", site.lower())[:64]
    if plain != site:  # no two sites may share a file, on any disk; the id of a site has no point
        plain += "." + hashlib.sha256(site.encode()).hexdigest()[:8]
    return f"{template}-{week}-{plain}.{suffix}"
