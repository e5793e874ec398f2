"""The HTML report in a real browser: no barriers, and it fits a phone and a page."""

import pytest
from audits import audit, view, walk_in
from browsing import (
    asked_of_the_network,
    barriers,
    opened,
    printed_smaller_than,
    sheets,
    wider_than_its_screen,
)

from audit_cli.language import LANGUAGES, locale_for
from audit_cli.reports.rendering import Reader
from audit_cli.reports.templating import report_text
from audit_cli.reports.view import view_of
from audit_cli.reports.visit import render_visit, visit_report

pytestmark = pytest.mark.browser

SCREENS = {"phone": (360, 740), "desktop": (1280, 900)}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", ["failing", "excellent"])
def test_a_report_has_no_barriers(browser, case, language, screen):
    with opened(browser, html_of(case, language), *SCREENS[screen]) as page:
        assert barriers(page) == []


@pytest.mark.parametrize("width", [320, 360, 820, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_never_wider_than_its_screen(browser, language, width):
    with opened(browser, html_of("failing", language), width) as page:
        assert not wider_than_its_screen(page)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_report_prints_on_few_pages(browser, paper):
    with opened(browser, html_of("failing", "es")) as page:
        assert sheets(page, paper) == 3


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_matters_is_on_the_first_sheet_and_the_answers_on_the_next(browser, language, paper):
    with opened(browser, the_worst(language)) as page:
        page.evaluate("document.querySelector('footer').remove()")
        page.evaluate("document.querySelector('.details').textContent = 'one line'")
        assert sheets(page, paper) == 2
        page.evaluate("document.querySelector('.details').remove()")
        assert sheets(page, paper) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_printed_under_eight_points(browser, language):
    with opened(browser, html_of("failing", language), 695) as page:
        assert printed_smaller_than(page, 8) == []


def test_a_report_asks_the_network_for_nothing(browser):
    assert asked_of_the_network(browser, html_of("failing", "en")) == []


def html_of(case, language):
    return render_visit("html", view(case), Reader(locale_for(language, "es_MX")))


def the_worst(language):
    """All that can be below is; a client remembers three things, three good ones, and the ending."""
    answers = {
        question.id: {"status": "never"}
        if question.type == "seconds"
        else "below"
        if question.type == "rating"
        else "no"
        for question in walk_in().questions.values()
        if question.id != "help-unasked"
    }
    found = visit_report(
        view_of(walk_in(), audit(walk_in(), answers)), locale_for(language, "es_MX")
    )
    found.remembers = found.remembers[:7]
    return report_text("visit.html", found, None, width=80, compiled=None)
