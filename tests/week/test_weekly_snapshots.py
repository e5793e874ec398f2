"""The weekly report in eight situations, both languages, every format: `--update-snapshots` writes them
anew, and a person reads what changed."""

from pathlib import Path

import pytest
from browsing import barriers, opened, sheets, wider_than_its_screen
from languages import COMPARED
from weeks import CASES, TOLD, WEEK, demo_weeks, week

from audit_cli.language import LANGUAGES, locale_for
from audit_cli.reports.chat import MOST
from audit_cli.reports.rendering import TEMPLATED, Reader
from audit_cli.week.due import file_name
from audit_cli.week.layout import site_line
from audit_cli.week.sheets import render_summary, render_week

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.mark.parametrize("language", COMPARED)
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", TEMPLATED)
def test_a_week_is_as_it_was(name, case, language, compare):
    compare(f"{case}.{language}.{name}", render_week(name, week(case, language), reader(language)))


@pytest.mark.parametrize("language", COMPARED)
@pytest.mark.parametrize("case", ["drifting", "first-week", "empty-week", "serious"])
def test_a_message_is_as_it_was(case, language, compare):
    text = render_week("chat", week(case, language), reader(language))
    assert len(text.split("\n\nhttps:")[0]) <= MOST
    compare(f"{case}.{language}.chat", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_says_once_what_to_do_about_what_is_serious(language):
    lines = render_week("chat", week("drifting", language), reader(language)).splitlines()
    serious, *todo = [
        line for line in lines if line.startswith(("*SERIOUS", "*GRAVE", "*What to", "*Qué "))
    ]
    measures = [line.partition(":* ")[2].partition(" · ")[0] for line in todo]
    assert measures
    assert not [measure for measure in measures if measure in serious]


@pytest.mark.parametrize("language", COMPARED)
@pytest.mark.parametrize("name", [*TEMPLATED, "chat"])
def test_several_sites_are_as_they_were(name, language, compare):
    lines = [site_line(facts, reader(language).locale) for facts in demo_weeks(language)]
    for line in lines:
        line.page = file_name("weekly", WEEK, line.id, name)
    compare(f"several.{language}.{name}", render_summary(name, WEEK, lines, reader(language)))


@pytest.mark.parametrize("language", COMPARED)
@pytest.mark.parametrize("name", TEMPLATED)
def test_the_team_sheet_is_as_it_was(name, language, compare):
    """S0-9."""
    wanted = reader(language)._replace(template="team")
    compare(f"team.{language}.{name}", render_week(name, week("steady", language), wanted))


@pytest.mark.parametrize("case", ["drifting", "one-audit"])
@pytest.mark.parametrize("name", ["csv", "json"])
def test_the_numbers_are_as_they_were(name, case, compare):
    compare(f"{case}.en.{name}", render_week(name, week(case, "en"), reader("en")))


@pytest.mark.parametrize("language", COMPARED)
def test_a_phone_in_hand_reads_forty_columns(language, compare):
    narrow = reader(language)._replace(width=40)
    text = render_week("txt", week("drifting", language), narrow)
    assert max(map(len, text.splitlines())) <= 40
    compare(f"drifting.{language}.40.txt", text)


QUIET = ("improving", "one-audit", "empty-week")


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_of_these_weeks_is_a_sheet_or_two_without_barriers(browser, language):
    for case in CASES:
        most = 1 if case in QUIET else 2
        html = render_week("html", week(case, language), reader(language))
        with opened(browser, html, 360, 740) as page:
            assert (case, barriers(page)) == (case, [])
            assert not wider_than_its_screen(page)
            assert (case, max(sheets(page, "A4"), sheets(page, "Letter"))) <= (case, most)


def reader(language):
    return Reader(locale_for(language, "es_MX"), TOLD)


@pytest.fixture
def compare(request):
    """With the snapshot of this name, or write it."""

    def compared(name, text):
        path = SNAPSHOTS / name
        if request.config.getoption("--update-snapshots"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert text.encode() == path.read_bytes()

    return compared
