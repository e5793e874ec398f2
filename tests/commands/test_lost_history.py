"""A home whose database is gone, or empty, although there are traces of a history: never begun anew in silence."""

from collections.abc import Callable
from pathlib import Path

import pytest
from kept_homes import contents, cut_short, kept_home
from store.making import store_in

from audit_cli.commands.main import main

Run = Callable[..., tuple[int, str, str]]
ANSWERS = "checklist: walk-in\nat: 2026-11-16T09:15:00-06:00\nanswers: {path-clear: yes}\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in the home; returns its exit code, what it printed, and what it complained of."""

    def running(*words: str, lang: str = "en") -> tuple[int, str, str]:
        code = main(["--home", str(home), "--lang", lang, *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return running


@pytest.fixture
def answers(tmp_path: Path) -> str:
    path = tmp_path / "answers.yaml"
    path.write_text(ANSWERS, "utf-8")
    return str(path)


def with_backups(home: Path) -> None:
    kept_home(home)


def with_reports(home: Path) -> None:
    store_in(home).close()
    (home / "reports").mkdir()
    (home / "reports" / "weekly-2026-W46-centro.html").write_text("a week")


def with_a_journal(home: Path) -> None:
    kept_home(home)
    cut_short(home / "audit.db")
    (home / "backups" / "audit-2026-11-16T100000.db").unlink()


def with_what_was_replaced(home: Path) -> None:
    copy, _ = kept_home(home)
    copy.rename(home / "audit-replaced-2026-11-16T110000.db")


Traces = pytest.mark.parametrize(
    "traces", [with_backups, with_reports, with_a_journal, with_what_was_replaced]
)


@Traces
@pytest.mark.parametrize("empty", [True, False])
def test_a_history_that_is_gone_is_an_error_and_nothing_new_is_begun(
    home: Path, run: Run, answers: str, traces: Callable[[Path], None], empty: bool
) -> None:
    traces(home)
    (home / "audit.db").unlink()
    if empty:
        (home / "audit.db").touch()
    before = contents(home)
    for lang in ("en", "es"):
        code, printed, _ = run("doctor", lang=lang)
        assert code == 1
        assert "audit backup --restore" in printed
        assert "--new-history" in printed
    for words in (["list"], ["backup"], ["export"], ["run", "walk-in", "--answers", answers]):
        code, printed, complaint = run(*words)
        assert (code, printed) == (1, "")
        assert "audit backup --restore" in complaint
        assert "--new-history" in complaint
    after = {name: data for name, data in contents(home).items() if not name.startswith("cache")}
    assert after == before


@Traces
def test_a_new_history_is_begun_when_that_is_said(
    home: Path, run: Run, answers: str, traces: Callable[[Path], None]
) -> None:
    traces(home)
    (home / "audit.db").unlink()
    words = ["run", "walk-in", "--answers", answers, "--draft"]
    assert run(*words, "--new-history")[0] == 0
    assert run("list")[0] == 0
    assert run("doctor")[0] == 0
    assert run(*words)[0] == 0  # said once is enough


def test_a_database_without_tables_is_as_good_as_none(home: Path, run: Run) -> None:
    import sqlite3  # noqa: PLC0415

    kept_home(home)
    (home / "audit.db").unlink()
    connection = sqlite3.connect(home / "audit.db")
    connection.execute("PRAGMA user_version = 1")  # a page of its own, and no table
    connection.close()
    before = contents(home)
    assert run("doctor")[0] == 1
    assert run("list")[0] == 1
    assert run("backup")[0] == 1
    assert contents(home) == before


@pytest.mark.parametrize("empty", [True, False])
def test_a_home_without_traces_is_begun_as_ever(
    home: Path, run: Run, answers: str, empty: bool
) -> None:
    home.mkdir(0o700)
    for name in ("backups", "reports"):
        (home / name).mkdir(0o700)
    (home / "reports" / ".DS_Store").touch()
    if empty:  # a first run that was killed
        (home / "audit.db").touch(0o600)
        (home / "audit.db-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 504)
    assert run("doctor")[0] == 0
    assert run("list")[0] == 0
    assert run("run", "walk-in", "--answers", answers, "--draft")[0] == 0


def test_a_history_without_audits_makes_no_backup(home: Path, run: Run) -> None:
    store_in(home).close()
    code, _, complaint = run("backup")
    assert code == 1
    assert "nothing to copy" in complaint
    assert not list((home / "backups").glob("*"))
