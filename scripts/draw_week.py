"""Draws the pictures of the README: the demo's drifting site, as it comes out on paper.

    python scripts/draw_week.py

needs Chromium and the extra `browser`; the week is always the same.
"""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import sync_playwright

from audit_cli.commands.main import main
from audit_cli.demo.home import make
from audit_cli.language import LANGUAGES

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
NOW: Final = datetime(2026, 11, 23, 12, tzinfo=UTC)
WEEK: Final = "2026-W47"
A4: Final = {"width": 794, "height": 1123}  # at 96 dots per inch
MARGIN: Final = "body { padding: 12mm; border: 1px solid #d9d9de; }"

with TemporaryDirectory() as folder, sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path=shutil.which("chromium"), args=["--no-sandbox"]
    )
    for language in LANGUAGES:
        home = Path(folder) / language
        make(home, language, NOW)
        report = Path(folder) / f"{language}.html"
        asked = ["report", "weekly", "--site", "sur", "--week", WEEK, "-o", str(report)]
        main(["--home", str(home), *asked])
        page = browser.new_page(viewport=A4, device_scale_factor=1.25)
        page.emulate_media(media="print")
        page.goto(report.as_uri())
        page.add_style_tag(content=MARGIN)
        page.locator("body").screenshot(path=DOCS / f"week.{language}.png")
    browser.close()
