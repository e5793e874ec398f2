"""The HTML report in a real browser: no barriers, and it fits a phone and a page."""

import os
import shutil

import pytest
from audits import view

from audit_cli.i18n import LANGUAGES, locale_for
from audit_cli.reports.rendering import Reader, render_visit

try:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright
except ImportError:
    sync_playwright = None

pytestmark = pytest.mark.browser

FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync"""
SCREENS = {"phone": (360, 740), "desktop": (1280, 900)}
# WCAG 2.2 level AA, and what axe calls best practices.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def browser():
    if sync_playwright is None:
        missing("playwright or axe is not installed: pip install audit-cli[browser]")
    path = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if path is None:
        missing("there is no Chromium on the PATH")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS.split())
        yield started
        started.close()


def missing(reason):
    """Skip where a developer has no browser; where everything must run, that is a failure."""
    if os.environ.get("AUDIT_CI") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", ["failing", "excellent"])
def test_a_report_has_no_barriers(browser, case, language, screen):
    page = opened(browser, case, language, SCREENS[screen])
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    page.close()


@pytest.mark.parametrize("width", [320, 360, 820, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_never_wider_than_its_screen(browser, language, width):
    page = opened(browser, "failing", language, (width, 800))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_report_prints_on_few_pages(browser, paper):
    page = opened(browser, "failing", "es", (1280, 900))
    pdf = page.pdf(format=paper)
    assert 1 <= pdf.count(b"/Type /Page\n") <= 5
    page.close()


def test_a_report_asks_the_network_for_nothing(browser):
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(html_of("failing", "en"))
    assert asked == []
    page.close()


def opened(browser, case, language, size):
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.set_content(html_of(case, language))
    return page


def html_of(case, language):
    return render_visit("html", view(case), Reader(locale_for(language, "es_MX")))
