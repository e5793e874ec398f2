"""Spans of weeks as they are written."""

from datetime import date

import pytest

from audit_cli.insight.periods import Span, span_named
from audit_cli.language.dates import Days, days_written


def read(written: str) -> Days:
    return days_written(written, date(2026, 11, 25))


WEEKS = ["2026-W40", "2026-W41", "2026-W45", "2026-W46"]


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("2026-W40", ("2026-W40", "2026-W40")),
        (" 2026-w40..2026-w46 ", ("2026-W40", "2026-W46")),
        ("2026-W41..", ("2026-W41", "2026-W46")),
        ("2026-W46..", ("2026-W46", "2026-W46")),
        ("2026-W50..", ("2026-W50", "2026-W50")),  # there are no audits in it, and that is told
        ("2026-W52..2027-W02", ("2026-W52", "2027-W02")),
        ("last-2", ("2026-W45", "2026-W46")),
        ("last-8", ("2026-W40", "2026-W46")),
        ("2026-10", ("2026-W40", "2026-W44")),  # 1 October is a Thursday
        ("2026-12", ("2026-W49", "2026-W53")),
        ("2027-01", ("2027-W01", "2027-W04")),
        ("octubre", ("2026-W40", "2026-W44")),
        ("2026-09..October", ("2026-W36", "2026-W44")),
        ("2026", ("2026-W01", "2026-W53")),
        ("1 Oct", ("2026-W40", "2026-W40")),
        ("16/11..", ("2026-W47", "2026-W47")),
        ("lunes..ayer", ("2026-W48", "2026-W48")),
        ("semana pasada", ("2026-W47", "2026-W47")),
    ],
)
def test_what_is_meant(written: str, span: tuple[str, str]) -> None:
    assert span_named(written, WEEKS, read) == span


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soup",
        "11/16",
        "2026-13",
        "2026-00",
        "last-0",
        "last",
        "2026-W41..2026-W40",
        "..",
        "..2026-W41",
        "2026-W40...2026-W41",
        "2027-W53",
    ],
)
def test_what_means_nothing(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        span_named(written, WEEKS, read)


def test_what_lies_in_it() -> None:
    span = Span("2026-W52", "2027-W01")
    assert [span.holds(week) for week in ("2026-W51", "2026-W53", "2027-W01", "2027-W02")] == [
        False,
        True,
        True,
        False,
    ]
