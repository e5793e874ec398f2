"""`audit report weekly` as it is typed: what it takes, where it writes, how it ends."""

import json
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from audit_cli.commands import report_weekly
from audit_cli.commands.main import main
from audit_cli.interview.clock import Instant
from audit_cli.lock import LockHeld, locked
from audit_cli.store import migrations

sys.path.append(str(Path(__file__).parents[1]))
from store.making import CHECKLIST, an_id, finished, store_in
from weekly_homes import Home, digest

Run = Callable[..., tuple[int, str, str]]
SETTINGS = """\
sites:
- {id: centro, name: Centro, time_zone: Europe/Madrid}
- {id: norte, name: Norte, time_zone: Europe/Madrid}
"""
LAST = "2026-W47"  # of Monday 23 November


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two sites; last week `centro` met all of two audits, `norte` one point of two."""
    folder = tmp_path / "home"
    folder.mkdir()
    made = Home(folder)
    with closing(made.store):
        for site, floors in {"centro": ("yes", "yes"), "norte": ("yes", "no")}.items():
            for day, floor in enumerate(floors, 17):
                made.visit(site, f"2026-11-{day}T10:00", floor=floor)
    (folder / "audit.yaml").write_text(SETTINGS)
    return folder


def test_a_first_report_does_not_ask_audit_by_audit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its cost grows with the audits, and no faster: they are read many at once, in their order."""
    asked: list[str] = []
    connect = migrations.connect

    def traced(*words: Any, **more: Any) -> sqlite3.Connection:
        connection = connect(*words, **more)
        connection.set_trace_callback(asked.append)
        return connection

    numbers = []
    for count in (20, 80):
        folder = tmp_path / str(count)
        with store_in(folder) as store, store.incoming() as incoming:
            for number in range(count):
                incoming.add(an_id(), finished(at=60 * number), CHECKLIST, None)
        with monkeypatch.context() as patched:
            patched.setattr(migrations, "connect", traced)
            words = ["report", "weekly", "--week", "2026-W48", "-o", f"{tmp_path}/"]
            assert main(["--home", str(folder), "--lang", "en", *words]) == 0
        numbers.append(len(asked))
        asked.clear()
    # One for each change is forgotten; nothing else.
    assert numbers[1] - numbers[0] <= 60 + 3


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command on that Monday, or at `at`: its exit code, what it printed, its complaint."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("TERM", raising=False)

    def running(
        *words: str, at: str = "2026-11-23T07:00", lang: str = "en"
    ) -> tuple[int, str, str]:
        moment = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Europe/Madrid"))
        monkeypatch.setattr(report_weekly, "now", lambda: Instant(moment, "run", 0.0))
        code = main(["--home", str(home), "--lang", lang, "report", "weekly", *words])
        printed = capsys.readouterr()
        assert "mistake in this program" not in printed.err
        return code, printed.out, printed.err

    return running


def names(folder: Path) -> list[str]:
    """The files of a folder."""
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


PAGES = [f"weekly-{LAST}{site}.html" for site in ("-centro", "-norte", "")]


def test_silent_and_written_once(run: Run, home: Path) -> None:
    assert run() == (0, "", "")
    assert names(home / "reports") == PAGES
    before = {name: (home / "reports" / name).stat().st_mtime_ns for name in PAGES}
    assert run() == (0, "", "")
    assert {name: (home / "reports" / name).stat().st_mtime_ns for name in PAGES} == before
    assert main(["--home", str(home), "--lang", "en", "doctor"]) == 0


def test_a_person_on_a_phone_can_copy_where_the_reports_are(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    reports = home / "reports"
    code, told, _ = run()
    assert (code, sorted(told.splitlines())) == (0, sorted(str(reports / name) for name in PAGES))
    code, told, hint = run()
    assert (code, told) == (0, "")
    assert f"{reports};" in hint.split()


def test_a_home_that_is_not_there_yet_gets_the_report_of_an_empty_week(
    run: Run, tmp_path: Path
) -> None:
    new = tmp_path / "a" / "b"
    assert run("--home", str(new)) == (0, "", "")
    assert names(new / "reports") == [f"weekly-{LAST}-main.html"]
    assert "No audits this week." in (new / "reports" / names(new / "reports")[0]).read_text()


# -- what it does not take ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "way_out"),
    [
        (["--week", "2026-W49"], "2026-W48"),
        (["--week", "9999-W52"], "2026-W48"),
        (["--week", "2026-W60"], "such as 2026-W48"),
        (["--week", "2025-W53"], "such as 2026-W48"),
        (["--week", "2026-11-31"], "such as 2026-W48"),
        (["--week", ""], "such as 2026-W48"),
        (["--week", "0001-W01"], "from 1970-W01 on"),
        (["--site", "nrote"], "did you mean `norte`?"),
        (["--site", "../x"], "there are: centro, norte"),
        (["--site", "norte", "--all"], "exclude"),
        (["--format", "pdf"], "html, md, txt, json, csv"),
        (["--format", "html,pdf"], "html, md, txt, json, csv"),
        (["--template", "team", "--format", "json"], "html, md, txt"),
        (["--template", "../weekly"], "`team`"),
        (["--template", "nobody-made-it"], "`team`"),
        (["--template", "visit"], "`team`"),
        (["--template", "weekly-summary"], "`team`"),
        (["--template", "macros"], "`team`"),
        (["--template", ""], "`team`"),
        (["--catch-up", "--week", LAST], "leave out --week"),
        (["--catch-up", "-o", "-"], "with / at the end"),
        (["--catch-up", "-o", "week.html"], "with / at the end"),
        (["-o", "week.json"], "--site"),
        (["-o", "-", "--format", "csv"], "--site"),
        (["-o", "week.html", "--template", "team"], "--site"),
        (["-o", "week.html", "--format", "html,md"], "with / at the end"),
        (["-o", "week"], ".html, .md"),
        (["--open", "-o", "-"], "--open"),
        (["--fail-under", "101"], "0 to 100"),
        (["--fail-under", "-1"], "0 to 100"),
        (["--fail-under", "nan"], "0 to 100"),
        (["--fail-under", "0.85"], "write 85 for 85%"),
        (["--fail-under", "0.925"], "write 92.5 for 92.5%"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_is_not_taken_ends_with_2_a_way_out_and_no_file(
    run: Run,
    home: Path,
    words: list[str],
    way_out: str,
    lang: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, printed, complaint = run(*words, lang=lang)
    assert (code, printed) == (2, "")
    assert lang == "es" or way_out in complaint
    assert complaint.count("\n") == 1
    assert names(home / "reports") == []
    assert names(tmp_path) == ["home"]


# -- where it goes ------------------------------------------------------------------------------------


def test_on_the_screen(run: Run, home: Path) -> None:
    code, printed, _ = run("-o", "-", "--site", "norte")
    assert (code, "Weekly report · Norte" in printed) == (0, True)
    assert json.loads(run("-o", "-", "--site", "norte", "--format", "json")[1])["week"] == LAST
    code, printed, _ = run("-o", "-")
    assert code == 0
    assert "CENTRO" in printed
    assert "NORTE" in printed
    assert names(home / "reports") == []


def test_in_a_file_and_in_a_folder(run: Run, tmp_path: Path) -> None:
    assert run("--site", "norte", "-o", str(tmp_path / "a" / "norte.md")) == (0, "", "")
    assert "Norte" in (tmp_path / "a" / "norte.md").read_text()
    assert run("-o", str(tmp_path / "all.html")) == (0, "", "")  # the summary
    assert "Centro" in (tmp_path / "all.html").read_text()
    assert run("-o", f"{tmp_path / 'new'}/", "--format", "txt,json") == (0, "", "")
    assert names(tmp_path / "new") == [
        f"weekly-{LAST}{end}"
        for end in ("-centro.json", "-centro.txt", "-norte.json", "-norte.txt", ".txt")
    ]
    (tmp_path / "old").mkdir()
    assert run("-o", str(tmp_path / "old"), "--site", "norte") == (0, "", "")
    assert names(tmp_path / "old") == [f"weekly-{LAST}-norte.html"]


def test_nobodys_folder_is_one_named_so_as_in_a_shell(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("--site", "norte", "-o", "~nobody-such/week.txt") == (0, "", "")
    assert run("--home", "~nobody-such/home", "--site", "main") == (0, "", "")
    assert names(tmp_path / "~nobody-such") == ["home", "week.txt"]


def test_a_sheet_for_the_team(run: Run, home: Path) -> None:
    assert run("--template", "team", "--format", "html,txt") == (0, "", "")
    assert names(home / "reports") == [
        f"team-{LAST}-{site}.{suffix}" for site in ("centro", "norte") for suffix in ("html", "txt")
    ]


def test_a_week_by_its_name_and_the_present_one(run: Run, home: Path) -> None:
    assert run("--week", "2026-w46", "--site", "norte")[0] == 0
    assert run("--week", "2026-W48", "--site", "norte")[0] == 0
    assert names(home / "reports") == [f"weekly-2026-W{n}-norte.html" for n in (46, 48)]
    before = (home / "reports" / "weekly-2026-W48-norte.html").read_bytes()
    assert run("--catch-up", "--site", "norte", at="2026-11-30T00:00")[0] == 0
    assert names(home / "reports") == [f"weekly-2026-W{n}-norte.html" for n in (46, 47, 48)]
    assert (home / "reports" / "weekly-2026-W48-norte.html").read_bytes() != before


def test_a_site_that_only_the_history_knows_has_its_page(run: Run, home: Path) -> None:
    made = Home(home)
    with closing(made.store):
        made.visit("../old town", "2026-11-18T10:00")
    assert run() == (0, "", "")
    [page] = set(names(home / "reports")) - set(PAGES)
    assert page.startswith(f"weekly-{LAST}----old-town.".replace("----", "--"))
    assert run("--site", "../old town", "-o", "-")[0] == 0


# -- how it ends --------------------------------------------------------------------------------------

EMPTY = ["--week", "2026-W40"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--fail-if-empty"], 0, ""),
        (["--fail-if-empty", *EMPTY], 3, "no site had an audit in 2026-W40"),
        (["--fail-under", "50"], 0, ""),
        (["--fail-under", "50.1"], 4, "norte · walk-in: 50% (1 of 2 points)"),
        (["--fail-under", "100", "--site", "centro"], 0, ""),
        (["--fail-under", "0"], 0, ""),
        (["--fail-under", "90", *EMPTY], 0, ""),
        (["--fail-under", "90", "--fail-if-empty", *EMPTY], 3, "no site"),
        (["--fail-under", "90", "--fail-if-empty"], 4, "2026-W47, under 90%: norte"),
        (["--fail-under", "1"], 0, ""),
        (["--fail-under", "90", "-o", "-"], 4, "under 90%"),
        (["--fail-if-empty", *EMPTY, "-o", "-"], 3, "no site"),
    ],
)
def test_what_a_script_is_told(run: Run, words: list[str], code: int, told: str) -> None:
    """Each time, also when the report was written before."""
    for _ in range(2):
        ended, _, complaint = run(*words)
        assert ended == code
        assert told in complaint
        assert complaint.count("\n") == bool(code)
        assert "centro" not in complaint


def test_the_report_is_written_whatever_is_told_of_it(run: Run, home: Path) -> None:
    assert run("--fail-under", "100")[0] == 4
    assert names(home / "reports") == PAGES


@pytest.mark.parametrize("settings", [SETTINGS, "sites: [{id: norte}]\n", ""])
@pytest.mark.parametrize("written", [True, False], ids=["in files", "on the screen"])
def test_audits_that_were_nowhere_are_damage(
    run: Run, home: Path, settings: str, written: bool
) -> None:
    (home / "audit.yaml").write_text(settings)
    with closing(sqlite3.connect(home / "audit.db")) as connection, connection:
        connection.execute("UPDATE audit SET time_zone = CAST(time_zone AS BLOB)")
    code, printed, complaint = run(*([] if written else ["-o", "-"]))
    assert (code, printed) == (1, "")
    assert "audit doctor" in complaint
    for command in ("doctor", "trend"):
        assert main(["--home", str(home), "--lang", "en", command]) == 1


def damage(home: Path) -> None:
    """Break an answer of `norte`, whose audits were stored last."""
    made = Home(home)
    with closing(made.store):
        made.store.connection().execute(
            "UPDATE event SET value = '{' WHERE kind = 'answer'"
            " AND chain = (SELECT max(number) FROM chain)"
        )


def test_a_damaged_site_is_told_before_anything_else_and_the_others_have_theirs(
    run: Run, home: Path
) -> None:
    damage(home)
    code, printed, complaint = run("--fail-under", "100", "--fail-if-empty")
    assert (code, printed) == (1, "")
    assert "audit doctor" in complaint
    assert complaint.count("\n") == 1
    assert names(home / "reports") == [PAGES[0], PAGES[2]]
    code, _, complaint = run()
    assert code == 1  # until it is mended
    assert "audit doctor" in complaint


def test_a_run_that_finds_another_at_work_leaves_it_alone(run: Run, home: Path) -> None:
    damage(home)
    with locked(home / report_weekly.LOCK):
        code, printed, complaint = run("--fail-if-empty", *EMPTY)
    assert (code, printed) == (75, "")
    assert complaint.count("\n") == 1
    assert names(home / "reports") == []
    with locked(home / report_weekly.LOCK):  # but a mistake is told first
        assert run("--site", "nrote")[0] == 2
        assert run("-o", "-", "--site", "centro")[0] == 0  # which writes nothing


def test_the_lock_is_given_back_and_never_shared(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path / "lock"):
        raise ZeroDivisionError
    with locked(tmp_path / "lock"), pytest.raises(LockHeld), locked(tmp_path / "lock"):
        pass
    assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600


def test_a_disk_without_locks_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def refused(*_: object) -> None:
        raise OSError(37, os.strerror(37))

    monkeypatch.setattr(fcntl, "flock", refused)
    code, _, complaint = run()
    assert code == 1
    assert report_weekly.LOCK in complaint
    assert complaint.count("\n") == 1


def test_what_was_written_is_what_is_noted(run: Run, home: Path) -> None:
    assert run("--format", "html,md,txt,json,csv")[0] == 0
    made = Home(home)
    with closing(made.store):
        noted = made.recorded()
    assert noted == {n: digest((home / "reports" / n).read_bytes()) for n in noted}
    assert len(noted) == 10


# -- several weeks ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "span"),
    [
        (["--weeks", "4"], "2026-W44..W47"),
        (["--weeks", "2", "--week", "2026-W46"], "2026-W45..W46"),
        (["--month", "2026-10"], "2026-W40..W44"),
        (["--month", "octubre"], "2026-W40..W44"),
        (["--month", "October"], "2026-W40..W44"),
        (["--month", "last"], "2026-W40..W44"),
        (["--month", "noviembre"], "2026-W45..W48"),  # as far as it has come
    ],
)
def test_several_weeks_are_written_each_time_and_never_noted(
    run: Run, home: Path, words: list[str], span: str
) -> None:
    pages = [f"weekly-{span}{site}.html" for site in ("-centro", "-norte", "")]
    assert run(*words) == (0, "", "")
    assert names(home / "reports") == sorted(pages)
    (home / "reports" / pages[0]).write_text("mine")
    assert run(*words) == (0, "", "")
    assert "<main>" in (home / "reports" / pages[0]).read_text("utf-8")
    assert run("--catch-up") == (0, "", "")  # the week is due all the same, and no other
    assert set(names(home / "reports")) == {*pages, *PAGES}


def test_all_formats_of_several_weeks(run: Run, home: Path) -> None:
    assert run("--weeks", "4", "--site", "norte", "--format", "html,md,txt,json,csv")[0] == 0
    written = names(home / "reports")
    assert written == [
        f"weekly-2026-W44..W47-norte.{suffix}" for suffix in ("csv", "html", "json", "md", "txt")
    ]
    assert run("--weeks", "4", "--fail-under", "99", "-o", "-")[0] == 4
    assert run("--month", "julio", "--fail-if-empty", "-o", "-")[0] == 3


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--month", "sopa"], "--month: `sopa` is no month; write one such as October, or 2026-10"),
        (["--month", "16/11"], "--month: `16/11` is no month"),
        (["--month", "octubre", "--weeks", "4"], "--month and --week, --weeks don't go together"),
        (["--month", "2027-01"], "2027-W01 has not begun yet; this is 2026-W48"),
        (["--month", "1969-12"], "there are no reports of 1969-W49"),
        (["--weeks", "0"], "--weeks takes 1 to 53"),
        (["--weeks", "54"], "--weeks takes 1 to 53"),
        (["--catch-up", "--weeks", "4"], "leave out --week, --weeks and --month"),
        (["--catch-up", "--month", "octubre"], "leave out --week, --weeks and --month"),
    ],
)
def test_what_are_no_weeks(run: Run, home: Path, words: list[str], complaint: str) -> None:
    code, printed, said = run(*words)
    assert (code, printed) == (2, "")
    assert complaint in " ".join(said.split())
    assert names(home / "reports") == []
