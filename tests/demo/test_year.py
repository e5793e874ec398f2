"""A year of made-up audits: always the same, three cases that the program tells apart, in either language."""

import json
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from audit_cli.checklist.cache import ParseCache
from audit_cli.checklist.library import Library
from audit_cli.checklist.model import Checklist
from audit_cli.commands.main import main
from audit_cli.demo import home, places
from audit_cli.demo.answering import Chance, made_up_visit
from audit_cli.demo.audits import MadeUp, Wishes, audits
from audit_cli.demo.home import last_whole_week, make, wishes_of
from audit_cli.followup.gathering import Actions
from audit_cli.insight.periods import PeriodStart
from audit_cli.insight.run import Run, run_of
from audit_cli.insight.standing import Level, standing_of
from audit_cli.insight.totals import pooled
from audit_cli.interview.answers import answers_of
from audit_cli.interview.events import instant_of
from audit_cli.interview.record import folded
from audit_cli.language import LANGUAGES, Language, Text
from audit_cli.language.weeks import local_week, week_after, weeks_between
from audit_cli.reports.series import series_view
from audit_cli.scoring import Score, score_of
from audit_cli.settings import read_settings
from audit_cli.store.journal import Store
from audit_cli.store.transfer import export_lines
from audit_cli.store.week_sums import Series

NOW = datetime(2026, 11, 25, 18, tzinfo=UTC)
LAST = "2026-W47"
ZONE = ZoneInfo("America/Mexico_City")
CHECKLISTS = ("walk-in", "phone-test")
RANDOM = ("salt", "text_digest", "previous", "hash")


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, Path]:
    """A demo home in each language."""
    return {
        language: make(tmp_path_factory.mktemp(language) / "demo", language, NOW).path
        for language in LANGUAGES
    }


def opened(path: Path) -> Store:
    return Store.open(path / "audit.db", backups=path / "backups")


def exported(path: Path) -> list[dict[str, Any]]:
    """An export without its salts, which chance makes, and what is hashed with them."""
    with opened(path) as store:
        lines = map(json.loads, export_lines(store))
        return [{key: line[key] for key in line if key not in RANDOM} for line in lines]


def made_up(seed: int, weeks: int = 6) -> list[MadeUp]:
    return [*audits(replace(wishes_of("en", LAST), seed=seed, weeks=weeks))]


def test_the_same_again(homes: dict[Language, Path], tmp_path: Path) -> None:
    again = make(tmp_path / "demo", "es", NOW).path
    assert exported(again) == exported(homes["es"])
    assert (again / "audit.yaml").read_bytes() == (homes["es"] / "audit.yaml").read_bytes()


def test_another_seed_is_another_year() -> None:
    assert made_up(1) == made_up(1)
    ours, other = made_up(1), made_up(2)
    assert not {made.audit for made in ours} & {made.audit for made in other}
    assert [made.events[3].value for made in ours] != [made.events[3].value for made in other]


def test_the_same_answers_in_both_languages() -> None:
    said = [
        [
            [(event.kind, event.question, event.value, event.seen_at) for event in made.events]
            for made in audits(replace(wishes_of(language, LAST), weeks=6))
        ]
        for language in LANGUAGES
    ]
    assert said[0] == said[1]


# -- the three cases ---------------------------------------------------------------------------------


def check_cases(runs: dict[tuple[str, str], Run], levels: dict[tuple[str, str], Level]) -> None:
    """What is told of each site: better and always good; no real change; worse and unresolved."""
    better, worse = runs["centro", "walk-in"], runs["sur", "walk-in"]
    assert better.latest
    assert better.latest.change
    assert better.latest.change.direction == "up"
    assert worse.unresolved
    assert worse.latest
    assert worse.latest.change
    assert worse.latest.change.direction == "down"
    for checklist in CHECKLISTS:
        assert runs["norte", checklist].latest is None
        assert not any(point.change for point in runs["norte", checklist].points)
        assert levels["centro", checklist] == "amazement"
        assert levels["norte", checklist] == "tolerance"
        assert levels["sur", checklist] == "uncertainty"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_program_tells_the_three_cases(homes: dict[Language, Path], language: Language) -> None:
    runs: dict[tuple[str, str], Run] = {}
    levels: dict[tuple[str, str], Level] = {}
    with opened(homes[language]) as store:
        actions = Actions(store, ParseCache(None))
        for site in ("centro", "norte", "sur"):
            unsettled = actions.unsettled(site, "2100-01-01T00:00:00.000Z")
            for checklist in CHECKLISTS:
                view = series_view(store, Series(site, checklist))
                assert view
                runs[site, checklist] = view.run
                levels[site, checklist] = standing_of(
                    view.run, view.checklist.target, unsettled[checklist]
                ).level
    check_cases(runs, levels)
    (period,) = {point.period for point in runs["centro", "phone-test"].points if point.period}
    assert period.why == places.PLACES[0].renewal.say(language)  # type: ignore[union-attr]
    recent = set(weeks_between(week_after(LAST, -7), LAST))
    for (site, _), run in runs.items():
        assert run.points[-1].week == LAST  # which is looked at first
        failed = {point.week for point in run.points if point.sums.critical}
        assert bool(failed & recent) == (site == "sur")


@pytest.mark.parametrize("last_week", ["2026-W08", "2026-W21", "2026-W36", "2027-W01"])
def test_the_cases_are_told_in_every_season(last_week: str) -> None:
    """Holidays fall into other weeks of the year that ends then."""
    wishes = wishes_of("en", last_week)
    weeks: dict[tuple[str, str], dict[str, list[MadeUp]]] = defaultdict(lambda: defaultdict(list))
    for made in audits(wishes):
        record = folded(made.audit, made.events)
        weeks[record.site, made.checklist.id][
            local_week(made.events[0].entered_at, record.time_zone)
        ].append(made)
    begins = wishes.week(wishes.weeks - 1 - places.improvement_begins(wishes.weeks))
    starts = {("centro", "phone-test"): (PeriodStart(begins, ""),)}
    runs = {
        series: run_of(
            [pooled(week, map(scored, of_week)) for week, of_week in sorted(found.items())],
            starts.get(series, ()),
        )
        for series, found in weeks.items()
    }
    levels = {series: standing_of(run, 85).level for series, run in runs.items()}
    check_cases(runs, levels)


def scored(made: MadeUp) -> tuple[Checklist, Score]:
    record = folded(made.audit, made.events)
    return made.checklist, score_of(made.checklist, answers_of(made.checklist, record))


# -- what it is made of ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CHECKLISTS)
@pytest.mark.parametrize("rate", [0.7, 0.85, 0.95])
def test_visits_meet_what_is_true(name: str, rate: float) -> None:
    checklist = Library().load(name)
    met = possible = 0
    for number in range(400):
        weak = places.PLACES[number % 3].weak
        found = made_up_visit(checklist, rate, weak, None, Chance("visits", number))
        score = score_of(checklist, {**found.answers, **found.later})
        assert score.critical_below == ()
        met, possible = met + score.met, possible + score.applicable
    assert met / possible == pytest.approx(rate, abs=0.025)


@pytest.mark.parametrize("question", ["path-clear", "seconds-until-greeting", "privacy-kept"])
def test_a_serious_failure_is_one(question: str) -> None:
    checklist = Library().load("walk-in")
    for number in range(20):
        answers = made_up_visit(checklist, 0.9, {}, question, Chance(question, number)).answers
        assert score_of(checklist, answers).critical_below == (question,)


def test_every_audit_is_whole_and_of_its_year(homes: dict[Language, Path]) -> None:
    first = week_after(LAST, -51)
    with opened(homes["en"]) as store:
        rows = [*store.audits()]
        weeks = {local_week(row.started_at, row.time_zone) for row in rows}
        latest = max(line["entered_at"] for line in exported(homes["en"]) if "entered_at" in line)
    assert {row.state for row in rows} == {"finished"}
    assert (min(weeks), max(weeks)) == (first, LAST)
    assert local_week(latest, "America/Mexico_City") == LAST
    assert 500 < len(rows) < 650
    assert 0 < sum(row.pending for row in rows) < 10


def test_days_and_hours_leave_gaps(homes: dict[Language, Path]) -> None:
    with opened(homes["en"]) as store:
        starts = [(row.site, instant_of(row.started_at).astimezone(ZONE)) for row in store.audits()]
    assert {at.weekday() for site, at in starts if site == "norte"} == {0, 1, 2, 3, 4}
    assert {at.weekday() for site, at in starts if site == "sur"} == {0, 1, 2, 3, 4, 5}
    assert {at.hour for site, at in starts if site == "sur"} == {8, 9, 10, 11, 12, 13}
    assert not [at for _, at in starts if (at.month, at.day) in ((12, 25), (1, 1))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_in_one_language(homes: dict[Language, Path], language: Language) -> None:
    known = {message.say(language) for message in texts(vars(places))}
    written = {str(line["text"]) for line in exported(homes[language]) if line.get("text")}
    assert len(written) > 50
    assert written <= known
    settings = read_settings(homes[language] / "audit.yaml")
    assert settings.language == language
    names = {site.name.plain for site in settings.sites}
    assert names == {place.name.say(language) for place in places.PLACES}


def texts(*things: object) -> Iterator[Text]:
    """Every text in some modules, however deep."""
    for thing in things:
        if isinstance(thing, Text):
            yield thing
        elif isinstance(thing, dict):
            yield from texts(*(v for k, v in thing.items() if not str(k).startswith("__")))
        elif isinstance(thing, tuple):
            yield from texts(*thing)
        elif isinstance(thing, places.Place):
            yield from texts(thing.name, thing.renewal, thing.own)


def test_actions_are_done_left_open_and_overdue(homes: dict[Language, Path]) -> None:
    with opened(homes["en"]) as store:
        actions = Actions(store, ParseCache(None))
        tracked = [*actions.of_audits(), *actions.own()]
    by_id = {one.id: one for one in tracked}
    deeds = [line for line in exported(homes["en"]) if line.get("kind") == "action"]
    assert {line["action"] for line in deeds} <= by_id.keys()
    done = {line["action"] for line in deeds if line["value"]["do"] == "done"}
    assert {by_id[name].status for name in done} == {"done"}
    for line in deeds:  # nobody does what was put right before
        assert line["entered_at"] <= (by_id[line["action"]].closed_at or line["entered_at"])
    today = NOW.date()
    still_open = [one for one in tracked if one.status == "open"]
    assert 10 < sum(one.overdue(today) for one in still_open) < len(still_open) < 50
    slow = [one.site for one in still_open]
    assert slow.count("centro") < slow.count("norte") < slow.count("sur")
    assert any(one.to for one in still_open)
    assert any(one.reason for one in tracked)
    assert any(one.on_the_spot for one in tracked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_doctor_is_content(
    homes: dict[Language, Path], language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(homes[language]), "doctor", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert "error" not in json.dumps(found)
    assert "warning" not in json.dumps(found)


def test_benchmarks_take_any_sites_and_weeks() -> None:
    walk_in = Library().load("walk-in")
    wishes = Wishes(
        places=(places.Place(id="x", name=Text("x"), rate=places.steady),),
        a_week={walk_in: 3},
        last_week=LAST,
        weeks=156,
        language="en",
        seed=1,
    )
    assert sum(1 for _ in audits(wishes)) == pytest.approx(3 * 153, abs=25)


# -- its folder --------------------------------------------------------------------------------------


def test_the_last_week_is_one_that_is_over_at_the_sites() -> None:
    monday_there = datetime(2026, 11, 23, 0, 1, tzinfo=ZONE).astimezone(UTC)
    assert last_whole_week(monday_there) == "2026-W47"
    assert last_whole_week(monday_there - timedelta(minutes=2)) == "2026-W46"


def test_a_run_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "demo"
    monkeypatch.setattr(home, "WEEKS", 3)
    make(path, "en", NOW)
    before = exported(path)
    monkeypatch.setattr(home, "said", stopped)
    with pytest.raises(KeyboardInterrupt):
        make(path, "es", NOW)
    assert [*tmp_path.iterdir()] == [path]
    assert exported(path) == before


def stopped(*_: object) -> None:
    raise KeyboardInterrupt


KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from audit_cli.demo import home
home.said = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
home.make(Path(sys.argv[1]), "en", datetime.fromisoformat(sys.argv[2]))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_killed_run_leaves_no_half_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "demo"
    command = [sys.executable, "-c", KILLED, str(path), NOW.isoformat()]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    assert left != path
    monkeypatch.setattr(home, "WEEKS", 3)
    begun = datetime.fromtimestamp(left.stat().st_mtime, UTC)
    make(path, "en", begun + timedelta(minutes=1))  # it may be at work still
    assert left.exists()
    make(path, "en", begun + timedelta(hours=2))
    assert [*tmp_path.iterdir()] == [path]
    assert path.stat().st_mode & 0o777 == 0o700
