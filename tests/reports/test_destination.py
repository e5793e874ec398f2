"""Where a report goes, from what was asked for."""

from pathlib import Path

import pytest
from audits import view

from audit_cli.errors import UsageError
from audit_cli.reports.destination import STDOUT, Destination, destination_of, visit_file_name

KNOWN = ("html", "md", "txt", "json", "csv")
HOME = Path("/home/x/reports")


@pytest.mark.parametrize(
    ("formats", "where", "expected"),
    [
        ("", "", Destination(("txt",), STDOUT)),
        ("csv", "", Destination(("csv",), STDOUT)),
        ("html", "", Destination(("html",), HOME, folder=True)),
        ("md, txt,md", "", Destination(("md", "txt"), HOME, folder=True)),
        ("", "-", Destination(("txt",), STDOUT)),
        ("html", "-", Destination(("html",), STDOUT)),
        ("", "out/", Destination(("html",), Path("out"), folder=True)),
        ("md", "out/", Destination(("md",), Path("out"), folder=True)),
        ("", "a.MD", Destination(("md",), Path("a.MD"))),
        ("", "a.htm", Destination(("html",), Path("a.htm"))),
        ("csv", "a.txt", Destination(("csv",), Path("a.txt"))),
    ],
)
def test_format_and_place(formats, where, expected):
    assert destination_of(formats, where, KNOWN, default_folder=HOME) == expected


def test_a_folder_that_exists_needs_no_slash(tmp_path):
    found = destination_of("", str(tmp_path), KNOWN, default_folder=HOME)
    assert found == Destination(("html",), tmp_path, folder=True)


def test_to_open_a_report_it_is_html():
    found = destination_of("", "", KNOWN, default_folder=HOME, html=True)
    assert found == Destination(("html",), HOME, folder=True)


@pytest.mark.parametrize(
    ("formats", "where", "words"),
    [
        ("pdf", "", "there is no format `pdf`"),
        ("md,txt", "-", "takes one format"),
        ("md,txt", "a.md", "takes one format"),
        ("", "a.xyz", "tells no format"),
        ("", "a", "tells no format"),
    ],
)
def test_what_does_not_fit_is_named(formats, where, words):
    with pytest.raises(UsageError) as found:
        destination_of(formats, where, KNOWN, default_folder=HOME)
    assert words in found.value.say("en")


def test_a_file_is_named_after_its_audit_and_stays_in_its_folder():
    failing = view("failing")
    assert visit_file_name(failing, "html") == "walk-in-centro-2026-11-16-0f8fad5b.html"
    failing.record.site = "../../etc/x y"
    assert visit_file_name(failing, "md") == "walk-in-etc-x-y-2026-11-16-0f8fad5b.md"
