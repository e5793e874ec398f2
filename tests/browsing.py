"""A real browser for the tests of HTML reports: what axe-core finds in a page, and how it prints."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

try:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright
except ImportError:
    sync_playwright = None

FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync"""
# WCAG 2.2 level AA, and what axe calls best practices.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}


@contextmanager
def started_browser():
    """Chromium, closed at the end; without it the tests are skipped, or fail where all must run."""
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


@contextmanager
def opened(browser, html: str, width: int = 1280, height: int = 900) -> Iterator:
    """A page that shows this HTML, on a screen of this size."""
    page = browser.new_page(viewport={"width": width, "height": height})
    try:
        page.set_content(html)
        yield page
    finally:
        page.close()


def barriers(page) -> list[tuple[str, list[str]]]:
    """What axe-core finds: the rule, and the elements that break it."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def wider_than_its_screen(page) -> bool:
    """Whether a reader would have to scroll sideways."""
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def sheets(page, paper: str) -> int:
    """On how many sheets of A4 or Letter it prints."""
    return page.pdf(format=paper).count(b"/Type /Page\n")


_SMALL = """least => {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode, one = text.parentElement, range = document.createRange();
        range.selectNodeContents(text);
        if (!text.data.trim() || one.closest('title, desc') || !range.getClientRects().length) continue;
        const scale = one.ownerSVGElement ? one.getScreenCTM().a : 1;
        const points = parseFloat(getComputedStyle(one).fontSize) * scale * 0.75;
        if (points < least) found.push(points.toFixed(2) + ': ' + text.data.trim());
    }
    return found;
}"""


def printed_smaller_than(page, points: float) -> list[str]:
    """What is smaller on paper, each with its size; a page opened as wide as what is printed of A4."""
    page.emulate_media(media="print")
    return page.evaluate(_SMALL, points)


def asked_of_the_network(browser, html: str) -> list[str]:
    """Every address that showing this HTML asks for."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(html)
    page.close()
    return asked
