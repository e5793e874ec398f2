"""The week's work: exactly one report of each site and week, in every time zone and whatever came between."""

import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, timedelta
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from store.making import event, instant
from weekly_homes import Home, digest, local

from audit_cli.files import NotWritten, new_private_file
from audit_cli.insight.periods import series_id
from audit_cli.interview.events import Json
from audit_cli.language.weeks import week_after, weeks_between
from audit_cli.store.week_sums import series_of
from audit_cli.store.written_reports import Written, note_reports
from audit_cli.week import due
from audit_cli.week.due import file_name


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    made = Home(tmp_path)
    yield made
    made.store.close()


class Visit(NamedTuple):
    """An audit at a local time; `zone` is that of another site, where the tablet's clock still was."""

    site: str
    moment: str
    zone: str = ""


class Run(NamedTuple):
    """A run at a local time of `site`, for it or for `sites`: what it writes, in this order, each page
    with the number of its audits (`madrid 2026-W47` → 2). Nothing else is written."""

    site: str
    moment: str
    written: dict[str, int]
    sites: str = ""
    week: str | None = None
    catch_up: bool = False
    force: bool = False


class Gone(NamedTuple):
    """Someone deletes a page."""

    site: str
    week: str


class Later(NamedTuple):
    """Something is entered about the audit of this number: `discard`, `restore`, or a site it moves to."""

    audit: int
    what: str


def missed(weeks: int, *, last: str = "2026-W47", site: str = "madrid") -> dict[str, int]:
    """The pages of so many weeks up to the last, all of them empty."""
    first = week_after(last, 1 - weeks)
    return {f"{site} {week}": 0 for week in weeks_between(first, last)}


FIRST_RUN = Run("madrid", "2026-06-15T07:00", {"madrid 2026-W24": 0})
W47 = Visit("madrid", "2026-11-18T10:00")
MONDAY = "2026-11-23T07:00"

# Week 47 of 2026 is from Monday 16 to Sunday 22 November.
CASES = {
    # -- time zones: the week ends at the site's midnight ---------------------------------------------
    "Kiritimati, fourteen hours ahead": [
        Visit("kiritimati", "2026-11-16T00:00"),
        Visit("kiritimati", "2026-11-22T23:59"),
        Visit("kiritimati", "2026-11-23T00:00"),
        Run("kiritimati", "2026-11-22T23:59", {"kiritimati 2026-W46": 0}),
        Run("kiritimati", "2026-11-23T00:00", {"kiritimati 2026-W47": 2}),
        Run("kiritimati", "2026-11-30T00:00", {"kiritimati 2026-W48": 1}),
    ],
    "Pago Pago, eleven hours behind": [
        Visit("pago-pago", "2026-11-15T23:59"),
        Visit("pago-pago", "2026-11-22T23:59"),
        Run("pago-pago", "2026-11-22T23:59", {"pago-pago 2026-W46": 1}),
        Run("pago-pago", "2026-11-23T00:00", {"pago-pago 2026-W47": 1}),
    ],
    "Kathmandu, three quarters of an hour": [
        Visit("kathmandu", "2026-11-22T23:59"),
        Visit("kathmandu", "2026-11-23T00:00"),
        Run("kathmandu", "2026-11-23T00:00", {"kathmandu 2026-W47": 1}),
    ],
    "Mexico, where Sunday evening is Monday in UTC": [
        Visit("mexico", "2026-11-22T18:30"),
        Visit("mexico", "2026-11-23T00:00"),
        Run("mexico", "2026-11-22T18:31", {"mexico 2026-W46": 0}),
        Run("mexico", "2026-11-23T00:00", {"mexico 2026-W47": 1}),
    ],
    "Madrid, where Monday's first hour is Sunday in UTC": [
        Visit("madrid", "2026-11-22T23:59"),
        Visit("madrid", "2026-11-23T00:30"),
        Run("madrid", "2026-11-23T00:31", {"madrid 2026-W47": 1}),
        Run("madrid", "2026-11-30T00:00", {"madrid 2026-W48": 1}),
    ],
    "two sites on two sides of midnight at the same instant": [
        Visit("kiritimati", "2026-11-18T10:00"),
        Visit("pago-pago", "2026-11-18T10:00"),
        Run(
            "kiritimati",
            "2026-11-23T00:00",
            {"pago-pago 2026-W46": 0, "kiritimati 2026-W47": 1},
            sites="kiritimati pago-pago",
        ),
        Run("kiritimati", "2026-11-24T00:59", {}, sites="kiritimati pago-pago"),
        Run("pago-pago", MONDAY, {"pago-pago 2026-W47": 1}, sites="kiritimati pago-pago"),
    ],
    "an audit counts where it was made": [
        Visit("madrid", "2026-11-22T23:30", zone="mexico"),  # 6:30 on Monday in Madrid
        Run("madrid", MONDAY, {"madrid 2026-W47": 1}),
        Run("madrid", "2026-11-30T07:00", {"madrid 2026-W48": 0}),
    ],
    # -- summer time ----------------------------------------------------------------------------------
    "Madrid's week of 169 hours": [
        Visit("madrid", "2026-10-25T02:30"),
        Visit("madrid", "2026-10-25T02:30*"),
        Visit("madrid", "2026-10-25T23:59"),
        Visit("madrid", "2026-10-26T00:00"),
        Run("madrid", "2026-10-25T23:59", {"madrid 2026-W42": 0}),
        Run("madrid", "2026-10-26T00:00", {"madrid 2026-W43": 3}),
    ],
    "Madrid's week of 167 hours": [
        Visit("madrid", "2026-03-29T23:59"),
        Visit("madrid", "2026-03-30T00:00"),
        Run("madrid", "2026-03-29T23:59", {"madrid 2026-W12": 0}),
        Run("madrid", "2026-03-30T00:00", {"madrid 2026-W13": 1}),
    ],
    "Tehran 2021, where that Monday began at one": [
        Visit("tehran", "2021-03-21T23:59"),
        Visit("tehran", "2021-03-22T01:00"),
        Run("tehran", "2021-03-21T23:59", {"tehran 2021-W10": 0}),
        Run("tehran", "2021-03-22T01:00", {"tehran 2021-W11": 1}),
    ],
    "Tehran 2020, where that Sunday had two last hours": [
        Visit("tehran", "2020-09-20T23:30"),
        Visit("tehran", "2020-09-20T23:30*"),
        Visit("tehran", "2020-09-21T00:00"),
        Run("tehran", "2020-09-20T23:59*", {"tehran 2020-W37": 0}),
        Run("tehran", "2020-09-21T00:00", {"tehran 2020-W38": 2}),
    ],
    "Havana, where that Sunday began twice": [
        Visit("havana", "2026-11-01T00:30"),
        Visit("havana", "2026-11-01T00:30*"),
        Visit("havana", "2026-11-01T23:59"),
        Run("havana", "2026-11-01T23:59", {"havana 2026-W43": 0}),
        Run("havana", "2026-11-02T00:00", {"havana 2026-W44": 3}),
    ],
    "Beirut, where that Sunday began at one": [
        Visit("beirut", "2026-03-29T01:00"),
        Visit("beirut", "2026-03-30T00:00"),
        Run("beirut", "2026-03-29T23:59", {"beirut 2026-W12": 0}),
        Run("beirut", "2026-03-30T00:00", {"beirut 2026-W13": 1}),
    ],
    "Asunción, where a Sunday began at one": [
        Visit("asuncion", "2023-10-01T01:00"),
        Visit("asuncion", "2023-10-02T00:00"),
        Run("asuncion", "2023-10-02T00:00", {"asuncion 2023-W39": 1}),
    ],
    "Apia 2011, the week that had no Friday": [
        Visit("apia", "2011-12-29T23:59"),
        Visit("apia", "2011-12-31T00:00"),
        Run("apia", "2012-01-01T23:59", {"apia 2011-W51": 0}),
        Run("apia", "2012-01-02T00:00", {"apia 2011-W52": 2}),
    ],
    # -- years ----------------------------------------------------------------------------------------
    "2026 has a week 53, and January's first days are in it": [
        Visit("madrid", "2026-12-28T00:00"),
        Visit("madrid", "2027-01-03T23:59"),
        Visit("madrid", "2027-01-04T00:00"),
        Run("madrid", "2027-01-03T23:59", {"madrid 2026-W52": 0}),
        Run("madrid", "2027-01-04T00:00", {"madrid 2026-W53": 2}),
        Run("madrid", "2027-01-11T00:00", {"madrid 2027-W01": 1}, catch_up=True),
    ],
    "2020-W53 and 2021-W01 are missed and caught up with": [
        Visit("madrid", "2021-01-03T12:00"),
        Visit("madrid", "2021-01-05T12:00"),
        Run("madrid", "2020-12-28T07:00", {"madrid 2020-W52": 0}),
        Run(
            "madrid",
            "2021-01-18T07:00",
            {"madrid 2020-W53": 1, "madrid 2021-W01": 1, "madrid 2021-W02": 0},
            catch_up=True,
        ),
    ],
    "the days of December that are next year's": [
        Visit("madrid", "2024-12-30T12:00"),
        Run("madrid", "2025-01-06T07:00", {"madrid 2025-W01": 1}),
    ],
    # -- entered late, corrected, set aside -----------------------------------------------------------
    "what is entered late is left out until --force": [
        W47,
        Run("madrid", MONDAY, {"madrid 2026-W47": 1}),
        Visit("madrid", "2026-11-20T10:00"),
        Run("madrid", MONDAY, {}),
        Run("madrid", "2026-11-25T07:00", {}, catch_up=True),
        Run("madrid", "2026-11-25T07:00", {"madrid 2026-W47": 2}, force=True),
        Run("madrid", "2026-11-25T07:00", {}),
    ],
    "what is entered late for a week before the last, with --week and --force": [
        Run("madrid", "2026-11-16T07:00", {"madrid 2026-W46": 0}),
        Run("madrid", MONDAY, {"madrid 2026-W47": 0}),
        Visit("madrid", "2026-11-11T10:00"),
        Run("madrid", MONDAY, {}, week="2026-W46"),
        Run("madrid", MONDAY, {"madrid 2026-W46": 1}, week="2026-W46", force=True),
    ],
    "the week's only audit was set aside": [
        W47,
        Later(0, "discard"),
        Run("madrid", MONDAY, {"madrid 2026-W47": 0}),
        Later(0, "restore"),
        Run("madrid", MONDAY, {}),
        Run("madrid", MONDAY, {"madrid 2026-W47": 1}, force=True),
    ],
    "an audit moves to another site": [
        W47,
        Run("madrid", MONDAY, {"madrid 2026-W47": 1, "madrid-2 2026-W47": 0}, "madrid madrid-2"),
        Later(0, "madrid-2"),
        Run("madrid", MONDAY, {}, "madrid madrid-2"),
        Run(
            "madrid",
            MONDAY,
            {"madrid 2026-W47": 0, "madrid-2 2026-W47": 1},
            "madrid madrid-2",
            force=True,
        ),
    ],
    # -- missed weeks ---------------------------------------------------------------------------------
    "the very first run writes last week alone": [
        Visit("madrid", "2026-10-01T10:00"),
        Run("madrid", MONDAY, {"madrid 2026-W47": 0}, catch_up=True),
        Run("madrid", MONDAY, {}, catch_up=True),
    ],
    "one missed week": [
        Run("madrid", "2026-11-09T07:00", {"madrid 2026-W45": 0}, catch_up=True),
        Visit("madrid", "2026-11-11T10:00"),
        Run("madrid", MONDAY, {"madrid 2026-W46": 1, "madrid 2026-W47": 0}, catch_up=True),
    ],
    "two missed weeks, and the last": [
        Run("madrid", "2026-11-02T07:00", {"madrid 2026-W44": 0}),
        Run("madrid", MONDAY, missed(3), catch_up=True),
        Run("madrid", MONDAY, {}, catch_up=True),
    ],
    "eight weeks, the most that are written": [
        Run("madrid", "2026-09-28T07:00", {"madrid 2026-W39": 0}),
        Run("madrid", MONDAY, missed(8), catch_up=True),
    ],
    "twenty missed weeks: the eight most recent, the oldest first": [
        FIRST_RUN,
        Run("madrid", MONDAY, missed(8), catch_up=True),
        Run("madrid", MONDAY, {}, catch_up=True),
        Run("madrid", "2026-11-30T07:00", missed(1, last="2026-W48"), catch_up=True),
    ],
    "without --catch-up what was missed stays so": [
        FIRST_RUN,
        Run("madrid", MONDAY, missed(1)),
    ],
    "a hole in the middle": [
        Run("madrid", "2026-11-02T07:00", {"madrid 2026-W44": 0}),
        Run("madrid", "2026-11-16T07:00", {"madrid 2026-W46": 0}),
        Visit("madrid", "2026-11-05T10:00"),
        Run("madrid", MONDAY, {"madrid 2026-W45": 1, "madrid 2026-W47": 0}, catch_up=True),
    ],
    "--force with --catch-up rewrites what it covers": [
        Run("madrid", "2026-11-09T07:00", {"madrid 2026-W45": 0}),
        Run("madrid", MONDAY, missed(3), catch_up=True, force=True),
    ],
    "each site catches up with its own": [
        Run("madrid", "2026-11-09T07:00", {"madrid 2026-W45": 0}),
        Run(
            "madrid",
            "2026-11-23T06:30",  # in Mexico it is Sunday still
            {"madrid 2026-W46": 0, "mexico 2026-W46": 0, "madrid 2026-W47": 0},
            "madrid mexico",
            catch_up=True,
        ),
    ],
    "a site that is added later begins with its last week": [
        Run("madrid", "2026-11-02T07:00", {"madrid 2026-W44": 0}),
        Run("madrid", "2026-11-09T07:00", {"madrid 2026-W45": 0}),
        Visit("madrid-2", "2026-11-11T10:00"),
        Run(
            "madrid",
            MONDAY,
            {"madrid 2026-W46": 0, "madrid 2026-W47": 0, "madrid-2 2026-W47": 0},
            "madrid madrid-2",
            catch_up=True,
        ),
    ],
    # -- files that are gone, clocks that are wrong ---------------------------------------------------
    "the last week's page was deleted": [
        W47,
        Run("madrid", MONDAY, {"madrid 2026-W47": 1}),
        Gone("madrid", "2026-W47"),
        Run("madrid", MONDAY, {"madrid 2026-W47": 1}, catch_up=True),
    ],
    "an old page was deleted, and is not missed until asked for": [
        Run("madrid", "2026-11-16T07:00", {"madrid 2026-W46": 0}),
        Gone("madrid", "2026-W46"),
        Run("madrid", MONDAY, {"madrid 2026-W47": 0}, catch_up=True),
        Run("madrid", MONDAY, {"madrid 2026-W46": 0}, week="2026-W46"),
    ],
    "the clock was set back: that is all it knows of": [
        Run("madrid", MONDAY, {"madrid 2026-W47": 0}),
        Run("madrid", "2026-11-09T07:00", {"madrid 2026-W45": 0}, catch_up=True),
        Run(
            "madrid",
            "2026-11-30T07:00",
            {"madrid 2026-W46": 0, "madrid 2026-W48": 0},
            catch_up=True,
        ),
    ],
    "the first report of all was written by a clock that ran ahead": [
        Run("madrid", "2027-01-22T07:00", {"madrid 2027-W02": 0}, catch_up=True),
        Run("madrid", MONDAY, {"madrid 2026-W47": 0}, catch_up=True),
    ],
    "a clock that begins before 1970": [
        Run("madrid", "1969-12-15T07:00", {"madrid 1969-W50": 0}, catch_up=True),
        Run("madrid", MONDAY, missed(8), catch_up=True),
    ],
    "a clock at the end of time": [
        W47,
        Run("madrid", MONDAY, {"madrid 2026-W47": 1}),
        Run("madrid", "9999-12-27T07:00", missed(8, last="9999-W51"), catch_up=True),
        Run("madrid", "2026-11-30T07:00", {"madrid 2026-W48": 0}, catch_up=True),
    ],
    "the present week is written each time it is asked for, and once more when it is over": [
        W47,
        Run("madrid", "2026-11-19T07:00", {"madrid 2026-W47": 1}, week="2026-W47"),
        Visit("madrid", "2026-11-20T10:00"),
        Run("madrid", "2026-11-21T07:00", {"madrid 2026-W47": 2}, week="2026-W47"),
        Run("madrid", MONDAY, {"madrid 2026-W47": 2}),
        Run("madrid", MONDAY, {}, week="2026-W47"),
    ],
    "a clock that ran two months ahead and is right again": [
        Run("madrid", "2026-11-16T07:00", {"madrid 2026-W46": 0}),
        Run("madrid", "2027-01-22T07:00", missed(8, last="2027-W02"), catch_up=True),
        W47,
        Run("madrid", MONDAY, {"madrid 2026-W47": 1}, catch_up=True),
        Run("madrid", MONDAY, {}, catch_up=True),
        Visit("madrid", "2026-11-25T10:00"),
        Run("madrid", "2026-11-30T07:00", {"madrid 2026-W48": 1}, catch_up=True),
        Run("madrid", "2026-11-30T07:00", {}, catch_up=True),
    ],
    "a week that has not begun is not written": [
        Run("pago-pago", "2026-11-22T12:00", {}, week="2026-W48"),
        Run(
            "kiritimati",
            "2026-11-23T00:00",
            {"kiritimati 2026-W48": 0},
            "kiritimati pago-pago",
            week="2026-W48",
        ),
    ],
}


@pytest.mark.parametrize("name", CASES)
def test_exactly_one_report_of_each_site_and_week(home: Home, name: str) -> None:
    audits: list[str] = []
    for step in CASES[name]:
        match step:
            case Visit():
                audits.append(home.visit(step.site, step.moment, zone=step.zone))
            case Later():
                home.add(audits[step.audit], *later(step.what))
            case Gone():
                home.path(step.site, step.week).unlink()
            case Run():
                check(home, step)


def later(what: str) -> list:
    """The events of something that was entered afterwards."""
    if what in ("discard", "restore"):
        return [event(0, what, None, None, "why")]
    return [
        event(0, "amend", "site", None, "a slip"),
        event(0, "metadata", "site", what),
    ]


def check(home: Home, run: Run) -> None:
    """What a run wrote is what it had to write; all else is as it was, noted, and there once."""
    before, now = home.contents(), local(run.moment, run.site).astimezone(UTC)
    wanted = {"week": run.week, "catch_up": run.catch_up, "force": run.force}
    outcome = home.write(now, *(run.sites or run.site).split(), **wanted)
    pages = [page.split() for page in run.written]
    assert [path.name for path in outcome.written] == [
        file_name("weekly", week, site, "json") for site, week in pages
    ]
    assert outcome.failures == []
    for site, week in pages:
        page = home.page(site, week)
        assert (page["site"], page["week"]) == (site, week)
        assert len(page["audits"]) == run.written[f"{site} {week}"]
    after = home.contents()
    untouched = after.keys() - {path.name for path in outcome.written}
    assert {name: after[name] for name in untouched} == {n: before[n] for n in untouched}
    assert after.keys() == before.keys() | {path.name for path in outcome.written}
    noted = home.recorded()
    for site, week in pages:
        name = file_name("weekly", week, site, "json")
        if home.page(site, week)["over"]:
            assert noted[name] == digest(after[name])
        else:
            assert name not in noted


NOW = local(MONDAY, "madrid").astimezone(UTC)
ALL = ["html", "md", "txt", "json", "csv"]


def two_sites(home: Home, **wanted) -> None:
    """A report of two sites, each with an audit."""
    home.visit("madrid", "2026-11-18T10:00")
    home.visit("madrid-2", "2026-11-18T10:00")
    home.write(NOW, "madrid", "madrid-2", **wanted)


def test_each_site_has_its_page_in_every_format_and_all_have_a_summary(home: Home) -> None:
    two_sites(home, formats=ALL)
    pages = {f"weekly-2026-W47-{site}.{f}" for site in ("madrid", "madrid-2") for f in ALL}
    summaries = {f"weekly-2026-W47.{f}" for f in ("html", "md", "txt")}
    assert home.contents().keys() == pages | summaries
    assert home.recorded().keys() == pages


def test_a_summary_that_is_missing_is_written_again(home: Home) -> None:
    two_sites(home, formats=ALL)
    before, noted = home.contents(), home.recorded()
    gone = home.reports / "weekly-2026-W47.md"
    gone.unlink()
    assert home.write(NOW, "madrid", formats=ALL).written == []
    assert home.write(NOW, "madrid", "madrid-2", formats=ALL).written == [gone]
    assert (home.contents(), home.recorded()) == (before, noted)
    assert home.write(NOW, "madrid", "madrid-2", formats=ALL, catch_up=True).written == []


def test_sites_that_were_written_one_by_one_have_a_summary_once_all_are_asked_for(
    home: Home,
) -> None:
    for site in ("madrid", "madrid-2"):
        home.write(NOW, site, formats=["html"])
    summary = home.reports / "weekly-2026-W47.html"
    assert home.write(NOW, "madrid", "madrid-2", formats=["html"]).written == [summary]
    assert "madrid-2" in summary.read_text("utf-8")


def test_each_folder_is_caught_up_for_itself(home: Home, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    home.write(NOW - timedelta(weeks=2), "madrid", catch_up=True)
    private = home.write(NOW - timedelta(weeks=1), "madrid", folder=desk).written
    assert [path.name for path in private] == ["weekly-2026-W46-madrid.json"]
    written = home.write(NOW, "madrid", catch_up=True).written
    assert written == [home.path("madrid", "2026-W46"), home.path("madrid", "2026-W47")]
    (tmp_path / "link").symlink_to(desk)
    written = home.write(NOW, "madrid", catch_up=True, folder=tmp_path / "link").written
    assert [path.name for path in written] == ["weekly-2026-W47-madrid.json"]
    assert home.write(NOW, "madrid", catch_up=True).written == []
    assert home.write(NOW, "madrid", catch_up=True, folder=desk).written == []


def test_what_was_noted_stays_known_when_the_home_moves(tmp_path: Path) -> None:
    before = Home(tmp_path / "before")
    before.write(NOW - timedelta(weeks=2), "madrid", catch_up=True)
    before.store.close()
    (tmp_path / "before").rename(tmp_path / "after")
    after = Home(tmp_path / "after")
    written = after.write(NOW, "madrid", catch_up=True).written
    assert [path.name[7:15] for path in written] == ["2026-W46", "2026-W47"]
    after.store.close()


def test_a_folder_of_bytes_that_are_no_text_is_noted_too(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\xff")
    assert home.write(NOW, "madrid", folder=folder).written
    assert home.write(NOW, "madrid", folder=folder).written == []


def test_a_note_from_before_its_week_was_over_is_none(home: Home) -> None:
    """As one of another program, or of a disk that lost its time."""
    name = file_name("weekly", "2026-W47", "madrid", "json")
    home.reports.mkdir()
    (home.reports / name).write_bytes(b"{}")
    for at, written in (
        ("2026-11-22T09:59:59.999Z", [home.path("madrid", "2026-W47")]),
        ("2026-11-22T10:00:00.000Z", []),  # in Kiritimati it is Monday
    ):
        note_reports(home.store, [Written("madrid", "2026-W47", name, "0", at)])
        assert home.write(NOW, "madrid", catch_up=True).written == written


def test_a_note_of_no_week_is_passed_over(home: Home) -> None:
    name = "weekly-zzz-madrid.json"
    note_reports(home.store, [Written("madrid", "zzz", name, "0", instant(0))])
    written = home.write(NOW, "madrid", catch_up=True).written
    assert written == [home.path("madrid", "2026-W47")]


def test_the_same_data_give_the_same_bytes(home: Home) -> None:
    two_sites(home, formats=ALL)
    before, noted = home.contents(), home.recorded()
    later = NOW + timedelta(days=2, hours=3)
    assert home.write(later, "madrid", "madrid-2", formats=ALL, force=True).written
    assert (home.contents(), home.recorded()) == (before, noted)


def test_the_summary_follows_whichever_page_is_written(home: Home) -> None:
    two_sites(home, formats=["txt"])
    summary = home.reports / "weekly-2026-W47.txt"
    before = summary.read_text("utf-8")
    home.visit("madrid-2", "2026-11-19T10:00", floor="no")
    home.write(NOW, "madrid", "madrid-2", formats=["txt"])
    assert summary.read_text("utf-8") == before
    home.path("madrid", "2026-W47", "txt").unlink()
    home.write(NOW, "madrid", "madrid-2", formats=["txt"])
    assert summary.read_text("utf-8") != before


def test_a_format_that_is_asked_for_later_leaves_the_others_as_they_were(home: Home) -> None:
    home.visit("madrid", "2026-11-18T10:00")
    home.write(NOW, "madrid", formats=["html"])
    before = home.path("madrid", "2026-W47", "html").read_bytes()
    home.visit("madrid", "2026-11-19T10:00")
    outcome = home.write(NOW, "madrid", formats=["html", "json"])
    assert outcome.written == [home.path("madrid", "2026-W47")]
    assert home.path("madrid", "2026-W47", "html").read_bytes() == before


def test_a_run_that_failed_before_the_summary_is_made_good(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were the pages noted first, the summary would be missing for ever."""
    with monkeypatch.context() as broken:
        broken.setattr(due, "render_summary", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            two_sites(home, formats=["txt"])
    pages = home.contents()
    home.write(NOW, "madrid", "madrid-2", formats=["txt"])
    assert home.contents().keys() == {*pages, "weekly-2026-W47.txt"}


def test_a_week_without_audits_or_without_points_says_so(home: Home) -> None:
    home.visit("madrid", "2026-11-18T10:00", ends="discard")
    home.visit("mexico", "2026-11-18T10:00", floor=None)
    outcome = home.write(NOW, "madrid", "mexico", formats=["txt"], week="2026-W47", judge=True)
    assert [(one.site, one.audits, one.scores) for one in outcome.latest] == [
        ("madrid", 0, ()),
        ("mexico", 1, ()),
    ]
    assert "No audits this week." in home.path("madrid", "2026-W47", "txt").read_text()


def test_a_thousand_audits_in_a_week(home: Home) -> None:
    with home.store.transaction():
        for number in range(1000):
            home.visit("madrid", f"2026-11-{16 + number % 7}T{number % 24:02}:{number % 60:02}")
    home.write(NOW, "madrid", formats=ALL)
    assert len(set(home.page("madrid", "2026-W47")["audits"])) == 1000


# As an imported history may name its sites: no settings ever checked these.
ODD = [
    "../x", "..", ".", "", "a/b", "a-b", "a\\b", "A-B", "a b", "/etc/passwd", "x" * 300, "x" * 301, "ñ", "n\u0303",
    "𐍈" * 80, "🙂", "🙃", "a\nb", "<b>&\"'", "%2e%2e", "*", "con", "a-b.html", "-", "2026-W47", "İ", "ß", "SS",
]  # fmt: skip


def test_sites_of_any_name_have_a_file_of_their_own_in_the_folder(home: Home) -> None:
    with home.store.transaction():
        for site in ODD:
            home.visit(site, "2026-11-18T10:00")
    outside = {*home.folder.parent.rglob("*")}
    outcome = home.write(NOW, *ODD, formats=["json", "html"])
    names = {path.name.casefold() for path in outcome.written}
    assert len(names) == len(outcome.written) == 2 * len(ODD) + 1
    assert all(path.parent == home.reports and path.is_file() for path in outcome.written)
    assert {*home.folder.parent.rglob("*")} - outside == {home.reports, *outcome.written}
    assert [home.page(site, "2026-W47")["site"] for site in ODD] == ODD
    summary = (home.reports / "weekly-2026-W47.html").read_text("utf-8")
    linked = {unquote(unescape(name)) for name in re.findall(r'href="([^"#]+)"', summary)}
    assert linked == {file_name("weekly", "2026-W47", site, "html") for site in ODD}


@given(st.lists(st.text(max_size=80), min_size=2, max_size=2, unique=True))
@examples(50)
def test_no_two_sites_share_a_file(sites: list[str]) -> None:
    names = [file_name("weekly", "2026-W47", site, "html") for site in sites]
    assert names[0].casefold() != names[1].casefold()
    named_so = names[0].removeprefix("weekly-2026-W47-").removesuffix(".html")
    names.append(file_name("weekly", "2026-W47", named_so, "html"))
    assert (names[2] == names[0]) == (named_so == sites[0])
    assert all(len(name) < 120 and name.isascii() and "/" not in name for name in names)


def test_what_a_killed_run_left_is_swept_and_nothing_else(home: Home) -> None:
    home.reports.mkdir()
    ours = new_private_file(home.reports, "weekly-2026-W46-madrid.html")
    theirs = [
        home.reports / name for name in (".notes.tmp", "weekly-2026-W40-madrid.html", "a.tmp")
    ]
    for path in theirs:
        path.write_text("half")
        os.utime(path, (0, 0))
    theirs.append(new_private_file(home.reports, "walk-in.html"))
    (home.reports / ".weekly-is-a-folder.tmp").mkdir()
    home.write(NOW, "madrid")
    assert not ours.exists()
    assert all(path.exists() for path in theirs)


def test_a_folder_that_is_a_link_is_followed(home: Home, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    home.reports.symlink_to(tmp_path / "elsewhere")
    home.write(NOW, "madrid")
    assert (tmp_path / "elsewhere" / "weekly-2026-W47-madrid.json").is_file()
    assert home.reports.is_symlink()


def as_a_file(reports: Path) -> None:
    reports.write_text("mine")


def as_a_link_to_nothing(reports: Path) -> None:
    reports.symlink_to("nowhere")


def with_a_folder_named_as_the_page(reports: Path) -> None:
    (reports / "weekly-2026-W47-madrid.json").mkdir(parents=True)


@pytest.mark.parametrize("made", [as_a_file, as_a_link_to_nothing, with_a_folder_named_as_the_page])
def test_a_folder_that_cannot_be_written_to_is_told_and_left(
    home: Home, made: Callable[[Path], None]
) -> None:
    made(home.reports)
    with pytest.raises(NotWritten) as told:
        home.write(NOW, "madrid")
    assert str(home.reports) in told.value.say("en")
    assert home.recorded() == {}
    assert as_a_file is not made or home.reports.read_text() == "mine"


OF_ONE_AUDIT = "chain = (SELECT max(number) FROM chain)"
# What may befall a site's last audit, as a disk or a wrong program would do it.
DAMAGES = {
    "an answer that is no JSON": f"UPDATE event SET value = '{{' WHERE kind = 'answer' AND {OF_ONE_AUDIT}",
    "bytes that are no text": "UPDATE event SET value = CAST(x'22ff22' AS TEXT)"
    f" WHERE kind = 'answer' AND {OF_ONE_AUDIT}",
    "no events": f"PRAGMA foreign_keys = OFF; DELETE FROM event WHERE {OF_ONE_AUDIT}",
    "another checklist": "PRAGMA foreign_keys = OFF;"
    f" UPDATE audit SET sha256 = 'x' WHERE {OF_ONE_AUDIT}",
    "another start": f"UPDATE event SET kind = 'x' WHERE kind = 'start' AND {OF_ONE_AUDIT}",
    "a start at no instant": "UPDATE event SET seen_at = '2026-11-31T10:00:00.000Z'"
    f" WHERE kind = 'start' AND {OF_ONE_AUDIT}",
    "a listed start at no instant": "UPDATE audit SET started_at = '2026-11-31T10:00:00.000Z'"
    f" WHERE {OF_ONE_AUDIT}",
    "sums of a week that nothing adds up to": "UPDATE week SET squares = 0 WHERE site = 'mexico'",
    "sums of what no checklist asks": """UPDATE week SET items = '{"nope": [1, 2]}'
    WHERE site = 'mexico'""",
    "sums of no week": "UPDATE week SET week = '2026-W99' WHERE site = 'mexico'",
    "sums of no checklist": "UPDATE week SET versions = '[]' WHERE site = 'mexico'",
    "sums of the week that are no JSON": "UPDATE week SET items = '[' WHERE site = 'mexico'",
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_site_keeps_no_other_from_its_reports(home: Home, name: str) -> None:
    """It is told once, however many weeks it is missing in."""
    for site in ("kathmandu", "mexico"):
        home.visit(site, "2026-11-11T10:00")
    home.write(NOW - timedelta(days=13), "madrid", "kathmandu", "mexico")
    home.store.connection().executescript(DAMAGES[name])
    outcome = home.write(
        NOW + timedelta(hours=2), "mexico", "madrid", "kathmandu", catch_up=True, judge=True
    )
    assert len(outcome.failures) == 1
    assert [path.name for path in outcome.written] == [
        file_name("weekly", week, site, "json")
        for week in ("2026-W46", "2026-W47")
        for site in ("madrid", "kathmandu")
    ]
    assert [one.site for one in outcome.latest] == ["madrid", "kathmandu"]


@pytest.mark.parametrize("value", [None, [1], {"week": 5}, {"week": "2026-W99"}, "x"], ids=str)
def test_a_comparison_period_of_no_week_is_damage_of_its_site(home: Home, value: Json) -> None:
    for site in ("madrid", "mexico"):
        home.visit(site, "2026-11-18T10:00")
    [series] = series_of(home.store, "mexico")
    said = [event(1, "period", None, value, "new team")]
    home.store.append(series_id(*series), said, subject="series")
    outcome = home.write(NOW, "mexico", "madrid", formats=["json"], week="2026-W47")
    assert [one.say("en").split()[2] for one in outcome.failures] == ["damaged;"]
    assert [path.name for path in outcome.written] == ["weekly-2026-W47-madrid.json"]
