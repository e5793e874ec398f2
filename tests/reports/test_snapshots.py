"""Every format, in both languages, as people get it. `--update-snapshots` writes them anew."""

from pathlib import Path

import pytest
from audits import CASES, view
from languages import COMPARED

from audit_cli.language import locale_for
from audit_cli.reports.rendering import FORMATS, Reader
from audit_cli.reports.visit import render_visit
from audit_cli.terminal.audit_page import audit_page
from audit_cli.terminal.console import plain_lines

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.mark.parametrize("language", COMPARED)
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_as_it_was(name, case, language, request):
    reader = Reader(locale_for(language, "es_MX"), width=80)
    _compare(f"{case}.{language}.{name}", render_visit(name, view(case), reader), request)


@pytest.mark.parametrize("language", COMPARED)
@pytest.mark.parametrize("width", [40, 80])
def test_an_explanation_is_as_it_was(language, width, request):
    lines = plain_lines(
        audit_page(view("failing"), locale_for(language, "es_MX"), explain=True), width
    )
    _compare(f"failing.{language}.{width}.explain", "\n".join(lines) + "\n", request)


def _compare(name, text, request):
    path = SNAPSHOTS / name
    if request.config.getoption("--update-snapshots"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    assert text.encode() == path.read_bytes()
