"""The weekly sums are kept for speed alone: taken anew they give the same reports."""

import sqlite3
from contextlib import closing

from audit_cli.commands.main import main
from audit_cli.demo.home import demo_settings, fill, wishes_of
from audit_cli.language.weeks import week_after
from audit_cli.store.journal import Store

WEEK = "2026-W47"


def reports(home, folder):
    """Every file of two weeks' reports, by name."""
    for week in (WEEK, week_after(WEEK, -9)):
        formats = ("--format", "html,md,txt,json,csv", "-o", f"{folder}/")
        assert main(["--home", str(home), "report", "weekly", "--week", week, *formats]) == 0
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_without_the_sums_and_after_a_rebuild_the_reports_are_the_same(tmp_path, capsys):
    home = tmp_path / "home"
    home.mkdir()
    (home / "audit.yaml").write_text(demo_settings("es", week_after(WEEK, -51)), encoding="utf-8")
    with Store.open(home / "audit.db", backups=home) as store:
        fill(store, wishes_of("es", WEEK))
    before = reports(home, tmp_path / "before")
    assert len(before) == 2 * (3 * 5 + 3)
    with closing(sqlite3.connect(home / "audit.db")) as connection:
        kept = connection.execute("SELECT * FROM week ORDER BY 1, 2, 3").fetchall()
        connection.execute("DELETE FROM week")
        connection.commit()
    assert main(["--home", str(home), "doctor", "--rebuild"]) == 0
    with closing(sqlite3.connect(home / "audit.db")) as connection:
        assert connection.execute("SELECT * FROM week ORDER BY 1, 2, 3").fetchall() == kept
    assert reports(home, tmp_path / "after") == before
    assert "audit.db" not in capsys.readouterr().err
