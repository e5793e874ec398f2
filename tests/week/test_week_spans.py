"""Several weeks on one page: audits pooled, the sentences of several, the names of files."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))
from test_weekly_facts import facts_of, home, visit  # noqa: F401 (a fixture)
from weekly_homes import ENGLISH, Home

from audit_cli.language import LANGUAGES, locale_for
from audit_cli.language.weeks import span_name, span_of
from audit_cli.week.due import file_name
from audit_cli.week.layout import site_line, weekly_page, weekly_summary
from audit_cli.week.sheets import weekly_json

WEEKS = "2026-W44..W46"  # 26 October to 15 November


@pytest.fixture
def filled(home: Home) -> Home:  # noqa: F811
    """Three audits in the weeks, one before, one after; only the last but one was fine."""
    for day, floor in {
        "2026-10-20": "no",
        "2026-10-27": "no",
        "2026-11-03": "no",
        "2026-11-10": "yes",
        "2026-11-17": "no",
    }.items():
        visit(home, f"{day}T10:00", floor=floor)
    return home


def test_the_audits_of_all_weeks_count(filled: Home) -> None:
    facts = facts_of(filled, WEEKS)
    assert (facts.first, facts.week, facts.name) == ("2026-W44", "2026-W46", WEEKS)
    assert len(facts.audits) == 3
    page = weekly_page(facts, ENGLISH)
    assert [(line.question, line.counts) for line in page.failed] == [("floor?", "2 of 3")]
    assert page.scores[0].sentence.startswith("60% (9 of 15 points) of what is expected, 3 audits.")
    assert page.scores[0].passed == "Passed: 1 of 3 audits"
    assert [row.week for row in page.table.rows if row.present] == [
        "2026-W46",
        "2026-W45",
        "2026-W44",
    ]


def test_what_could_not_be_seen_in_them_is_said(filled: Home) -> None:
    visit(filled, "2026-11-04T10:00", guard="unseen")
    reason, unseen = weekly_page(facts_of(filled, WEEKS), ENGLISH).notices
    assert reason.startswith("No result: a serious point could not be seen: guard?")
    assert unseen == "1 answer could not be seen and doesn't count: guard?"


def test_it_says_its_dates_and_nothing_of_a_week(filled: Home) -> None:
    page = weekly_page(facts_of(filled, WEEKS), ENGLISH)
    assert page.title == "Report, 26 Oct 2026 to 15 Nov 2026"
    assert page.when == "3 weeks"
    empty = weekly_page(facts_of(filled, "2026-W30..W33"), ENGLISH)
    assert empty.notices == ("No audits in these weeks.",)
    for language in LANGUAGES:
        page = weekly_page(facts_of(filled, "2026-W30..W33"), locale_for(language, language))
        said = [page.no_serious, page.no_failed, page.no_remembers, page.no_best, *page.notices]
        assert not [text for text in said if "his week" in text or "sta semana" in text]


@pytest.mark.parametrize(
    ("weeks", "when"),
    [
        ("2026-W40..W44", "October 2026, 5 weeks"),
        ("2026-W49..W53", "December 2026, 5 weeks"),
        ("2026-W53..2027-W02", "3 weeks"),
    ],
)
def test_a_month_is_called_by_its_name(filled: Home, weeks: str, when: str) -> None:
    assert weekly_page(facts_of(filled, weeks), ENGLISH).when == when
    assert weekly_summary(weeks, [], ENGLISH).when == when


def test_a_checklist_without_audits_in_them_says_so(filled: Home) -> None:
    facts = facts_of(filled, "2026-W48..W50")
    assert weekly_page(facts, ENGLISH).scores[0].sentence.startswith("No audits in these weeks. ")
    assert site_line(facts, ENGLISH).scores[0].sentence.startswith("No audits in these weeks")


def test_in_data_they_are_called_by_their_name(filled: Home) -> None:
    data = weekly_json(facts_of(filled, WEEKS), ENGLISH)
    [checklist] = data["checklists"]
    assert data["week"] == checklist["week"]["week"] == WEEKS
    assert (checklist["week"]["weeks"], checklist["week"]["audits"]) == (3, 3)
    assert checklist["week"]["items"]["floor"] == [1, 3]


def test_one_week_is_a_week(filled: Home) -> None:
    assert weekly_json(facts_of(filled, "2026-W46"), ENGLISH)["week"] == "2026-W46"
    assert span_name("2026-W46", "2026-W46") == "2026-W46"
    assert weekly_page(facts_of(filled, "2026-W46"), ENGLISH).title == "Weekly report"


@pytest.mark.parametrize("name", ["2026-W47", WEEKS, "2026-W52..2027-W03"])
def test_names_are_read_back(name: str) -> None:
    assert span_name(*span_of(name)) == name
    assert file_name("weekly", name, "centro", "html") == f"weekly-{name}-centro.html"
