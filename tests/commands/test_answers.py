"""`audit run … --answers` as it is typed: the flags beside it, and what is said about what was stored."""

from collections.abc import Callable
from pathlib import Path

import pytest

from audit_cli.commands.main import main

ANSWERS = "checklist: walk-in\nat: 2026-11-16T09:15:00-06:00\nanswers: {path-clear: yes}\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in a home; returns its exit code, what it printed, and what it complained of."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "audit.yaml").write_text(
        "sites: [{id: centro, time_zone: Europe/Madrid}, {id: norte}]\n", "utf-8"
    )

    def running(*words: str) -> tuple[int, str, str]:
        code = main(["--home", str(home), "--lang", "en", *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return running


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_text(ANSWERS, "utf-8")
    return path


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--site", "nyc"), "nyc"),
        (("--at", "garbage"), "--at: `garbage` is no date and time"),
        (("--at", "2026-03-29T02:30", "--site", "centro"), "--at: there was no"),
        (("--at", "2999-01-01"), "--at: "),
        (("--auditor", "a" * 101), "--auditor takes one line"),
    ],
)
def test_a_wrong_flag_is_wrong_usage_and_no_mistake_of_the_file(
    run: Run, tmp_path: Path, flags: tuple[str, ...], said: str
) -> None:
    code, _, complaint = run("run", "walk-in", "--answers", str(tmp_path / "none.yaml"), *flags)
    assert code == 2
    assert said in complaint
    assert "none.yaml" not in complaint


def test_a_file_that_is_not_there_is_told_in_plain_words(run: Run, tmp_path: Path) -> None:
    code, _, complaint = run("run", "walk-in", "--answers", str(tmp_path / "none.yaml"))
    assert (code, "there is no such file" in complaint) == (2, True)
    code, _, complaint = run("run", "walk-in", "--answers", str(tmp_path))
    assert (code, "a folder, not a file" in complaint) == (2, True)


@pytest.mark.parametrize(
    "flags",
    [
        ("--draft",),
        ("--resume", "last", "--answers", "f"),
        ("--new", "--resume", "last"),
        ("--new", "--answers", "f"),
        ("--resume", "last", "--site", "norte"),
    ],
)
def test_flags_that_do_not_go_together(run: Run, flags: tuple[str, ...]) -> None:
    code, _, complaint = run("walk-in", *flags)
    assert code == 2
    assert flags[0] in complaint
    assert "without" in complaint or "together" in complaint


def test_a_second_audit_of_the_same_moment_is_told(run: Run, answers: Path) -> None:
    do = ("run", "walk-in", "--site", "centro", "--draft", "--answers", str(answers))
    code, printed, complaint = run(*do)
    assert (code, complaint) == (0, "")
    first = printed.split()[1].rstrip(":")
    assert run(*do)[2] == ""  # the same again is stored once
    answers.write_text(ANSWERS.replace("yes", "no"), "utf-8")
    code, printed, complaint = run(*do)
    second = printed.split()[1].rstrip(":")
    assert code == 0
    assert f"{second}: another audit of the same moment exists ({first})" in complaint
    assert "audit discard" in complaint


def test_audits_without_a_time_are_not_of_the_same_moment(run: Run, answers: Path) -> None:
    bare = ANSWERS.replace("at: 2026-11-16T09:15:00-06:00\n", "")
    answers.write_text(f"{bare}---\n{bare}", "utf-8")
    do = ("run", "walk-in", "--site", "centro", "--draft", "--answers", str(answers))
    assert run(*do)[::2] == (0, "")


def test_of_very_many_wrong_audits_the_first_are_told(run: Run, answers: Path) -> None:
    line = '{"checklist": "walk-in", "at": "yesterday", "answers": {"path-clear": "yes"}}\n'
    answers.write_text(line * 3_000, "utf-8")
    code, _, complaint = run(
        "run", "walk-in", "--site", "centro", "--draft", "--answers", str(answers)
    )
    lines = complaint.splitlines()
    assert code == 4
    assert len(lines) == 101
    assert lines[-1].endswith("… and 2900 more")
