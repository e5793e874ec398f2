"""The weekly report that has not come: told by `doctor`, and in one line to a person at a terminal."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from audit_cli.commands.main import main
from audit_cli.interview.clock import Instant
from audit_cli.store.written_reports import Written, note_reports
from audit_cli.terminal import late_report
from audit_cli.terminal.session import Session

# Week 47 of 2026 ends on Sunday 22 November.
SITES = (
    "sites:\n- {id: centro, time_zone: America/Mexico_City}\n- {id: norte, time_zone: Asia/Tokyo}\n"
)


def home(tmp_path, monkeypatch, moment, weeks, settings=""):
    """A home with a report of some weeks, at a moment in UTC."""
    wall = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    monkeypatch.setattr(late_report, "now", lambda: Instant(wall, "run", 0.0))
    (tmp_path / "audit.yaml").write_text(settings)
    here = Session(tmp_path, "en")
    note_reports(
        here.store,
        [Written(site, week, f"weekly-{week}-{site}.html", "0", moment) for site, week in weeks],
    )
    return here


@pytest.mark.parametrize(
    ("moment", "last", "late_since"),
    [
        ("2026-11-23T07:00", "2026-W46", None),  # Monday: there is still time
        ("2026-11-24T07:00", "2026-W46", "2026-W46"),
        ("2026-11-24T07:00", "2026-W47", None),
        ("2026-11-23T07:00", "2026-W45", "2026-W45"),
        ("2026-11-29T23:00", "2026-W47", None),  # Sunday: the next is not due yet
        ("2026-11-29T23:00", "2026-W46", "2026-W46"),
    ],
)
def test_a_report_is_late_a_day_after_its_week(tmp_path, monkeypatch, moment, last, late_since):
    here = home(tmp_path, monkeypatch, moment, [("main", last)])
    assert late_report.latest_report(here) == late_since


def test_where_no_report_was_ever_written_none_is_late(tmp_path, monkeypatch):
    assert late_report.latest_report(home(tmp_path, monkeypatch, "2026-11-24T07:00", [])) is None


def test_each_site_by_its_own_clock(tmp_path, monkeypatch):
    """In Tokyo Tuesday comes fifteen hours earlier than in Mexico."""
    weeks = [("centro", "2026-W47"), ("norte", "2026-W46")]
    at_home = home(tmp_path, monkeypatch, "2026-11-23T16:00", weeks, SITES)
    assert late_report.latest_report(at_home) == "2026-W46"


def test_a_site_that_was_closed_is_waited_for_no_longer(tmp_path, monkeypatch):
    weeks = [("centro", "2026-W47"), ("sur", "2026-W12")]
    here = home(tmp_path, monkeypatch, "2026-11-24T16:00", weeks, SITES)
    assert late_report.latest_report(here) is None


def test_only_the_weekly_report_of_weeks_that_are_over_counts(tmp_path, monkeypatch):
    """Neither another sheet nor a run while the clock was ahead says that cron works."""
    here = home(tmp_path, monkeypatch, "2026-11-24T07:00", [("main", "2026-W45")])
    for week, name in (
        ("2026-W47", "team-2026-W47-main.html"),
        ("2031-W05", "weekly-2031-W05-main.html"),
    ):
        note_reports(here.store, [Written("main", week, name, "0", "2026-11-23T07:00")])
    assert late_report.latest_report(here) == "2026-W45"


def test_what_a_clock_that_ran_ahead_wrote_is_not_there(tmp_path, monkeypatch):
    here = home(tmp_path, monkeypatch, "2026-11-24T07:00", [("main", "2026-W45")])
    name = "weekly-2026-W47-main.html"
    for moment in ("2027-01-20T07:00", "2026-11-20T07:00"):
        note_reports(here.store, [Written("main", "2026-W47", name, "0", moment)])
        assert late_report.latest_report(here) == "2026-W45"


def test_a_report_is_in_time_where_the_week_is_over_first(tmp_path, monkeypatch):
    settings = "sites:\n- {id: isla, time_zone: Pacific/Kiritimati}\n"
    weeks = [("isla", "2026-W46"), ("isla", "2026-W47")]
    here = home(tmp_path, monkeypatch, "2026-11-23T10:30", weeks, settings)
    pago_pago = late_report.now().wall.astimezone(timezone(timedelta(hours=-11)))  # Sunday still
    monkeypatch.setattr(late_report, "now", lambda: Instant(pago_pago, "run", 0.0))
    assert late_report.latest_report(here) is None


def test_the_line_names_the_week_and_the_way_out(tmp_path, monkeypatch, capsys):
    late_report.remind(home(tmp_path, monkeypatch, "2026-11-24T07:00", [("main", "2026-W45")]))
    said = capsys.readouterr().err
    assert "of the week of 2 Nov." in said
    assert "report weekly --catch-up" in said
    assert said.count("\n") == 1


def test_doctor_warns_of_it_and_is_content_otherwise(tmp_path, monkeypatch, capsys):
    home(tmp_path, monkeypatch, "2026-11-24T07:00", [("main", "2026-W45")]).close()
    assert main(["--home", str(tmp_path), "--lang", "en", "doctor"]) == 0
    said = capsys.readouterr().out
    assert "warning: the last weekly report is of the week of 2 Nov" in said
    home(tmp_path, monkeypatch, "2026-11-24T07:00", [("main", "2026-W47")]).close()
    assert main(["--home", str(tmp_path), "--lang", "en", "doctor"]) == 0
    assert "weekly report" not in capsys.readouterr().out
