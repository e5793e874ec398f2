"""Dates as options take them: in words, in any language, said where they have two readings."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from audit_cli.commands.main import main
from audit_cli.settings import read_settings

ANSWERS = "checklist: walk-in\nanswers: {path-clear: yes}\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in a home; returns its exit code, what it printed, and what it complained of."""

    def running(*words: str) -> tuple[int, str, str]:
        code = main(["--home", str(tmp_path / "home"), *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return running


@pytest.fixture
def stored(run: Run, tmp_path: Path) -> str:
    """An audit of the day before yesterday; its id."""
    (tmp_path / "a.yaml").write_text(ANSWERS, encoding="utf-8")
    words = ("--draft", "--answers", str(tmp_path / "a.yaml"), "--at", "anteayer 9:15", "--json")
    code, printed, _ = run("run", "walk-in", *words)
    assert code == 0
    return str(json.loads(printed)["id"])


@pytest.mark.parametrize(
    ("since", "found"),
    [("ayer", 0), ("yesterday", 0), ("hoy", 0), ("antier", 1), ("3 days ago", 1), ("7d", 1)],
)
def test_since(run: Run, stored: str, since: str, found: int) -> None:
    _, printed, _ = run("list", "--since", since, "--json")
    assert [one["id"] for one in json.loads(printed)] == [stored] * found


def test_the_same_words_on_another_day_are_another_audit(run: Run, stored: str) -> None:
    """What an id is made from is the moment, not the words for it."""
    _, printed, _ = run("show", stored, "--json")
    day = (date.today() - timedelta(2)).isoformat()
    assert json.loads(printed)["started_at"].startswith(f"{day}T09:15:00")


def test_a_moment_in_words_is_that_in_iso(run: Run, stored: str, tmp_path: Path) -> None:
    day = (date.today() - timedelta(2)).isoformat()
    words = ("--draft", "--answers", str(tmp_path / "a.yaml"), "--at", f"{day}T09:15:00")
    _, printed, _ = run("run", "walk-in", *words, "--json")
    assert json.loads(printed)["id"] == stored


@pytest.mark.parametrize(
    ("language", "complaint"),
    [
        (
            "en",
            "audit: --since: `11/16`: there is no month 16; the day comes first, such as 16/11\n",
        ),
        ("es", "audit: --since: `11/16`: no hay mes 16; primero va el día, como en 16/11\n"),
    ],
)
def test_a_month_before_its_day_is_refused(run: Run, language: str, complaint: str) -> None:
    assert run("--lang", language, "list", "--since", "11/16") == (2, "", complaint)


@pytest.mark.usefixtures("stored")
def test_a_doubtful_date_is_said(run: Run) -> None:
    code, _, said = run("--lang", "en", "list", "--since", "3/4/2026")
    assert (code, said) == (0, "3/4/2026 read as 3 April 2026\n")


@pytest.mark.parametrize(
    ("due", "days"), [("mañana", 1), ("tomorrow", 1), ("hoy", 0), ("7d", 7), ("en una semana", 7)]
)
def test_due(run: Run, due: str, days: int) -> None:
    assert run("actions", "add", "Mend the step", "--due", due)[0] == 0
    [action] = json.loads(run("actions", "list", "--json")[1])
    assert action["due"] == (date.today() + timedelta(days)).isoformat()


def test_since_when_the_team_knows(run: Run, tmp_path: Path) -> None:
    assert run("init", "--staff-told", "ayer")[0] == 0
    settings = read_settings(tmp_path / "home" / "audit.yaml", None)
    assert settings.staff_told == date.today() - timedelta(1)


def test_a_person_is_asked_again(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["sopa", "31/02", "ayer"])
    monkeypatch.setattr("builtins.input", lambda _: next(typed))
    monkeypatch.setattr("audit_cli.terminal.session.Session.terminal", True)
    code, _, said = run("--lang", "es", "init")
    assert code == 0
    assert said.splitlines() == [
        "`sopa` no es una fecha; escriba una como: ayer, 7d, lunes, 30 nov, 16/11, 2026-11-16",
        "`31/02`: febrero no tiene día 31; escriba una fecha como: ayer, 7d, lunes, 30 nov, 16/11, 2026-11-16",
    ]
    settings = read_settings(tmp_path / "home" / "audit.yaml", None)
    assert settings.staff_told == date.today() - timedelta(1)


def test_erasing_takes_a_day_of_the_week_that_is_meant(run: Run) -> None:
    code, _, complaint = run("--lang", "en", "erase", "16/11/2026", "--why", "x")
    assert (code, "No finished audits yet" in complaint) == (0, True)
    code, _, complaint = run("--lang", "en", "erase", "16-11", "--why", "x")
    assert code == 2  # what may be the beginning of an id is one
