"""Whatever is wrong gets one clear message and its exit code: no traceback, no lost answer, no false success."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from .program import Outcome, Program, installed, outcome
from .test_faults import bound_by_permissions

DRAFT: Final = "checklist: walk-in\nat: 2026-11-16T09:15:00-06:00\nanswers: {path-clear: yes}\n"


def assert_told(done: Outcome, code: int, *said: str) -> None:
    """The exit code, the message on stderr, and nothing that only a programmer understands."""
    assert done.code == code, done
    assert all(words in done.err for words in said), done
    assert "Traceback" not in done.said
    assert not done.out or code == 1


@pytest.fixture
def used(program: Program) -> Program:
    """A home with one unfinished audit."""
    program.good("run", "walk-in", "--answers", "-", "--draft", lines=DRAFT)
    return program


def shell(program: Program, script: str, **environment: str) -> Outcome:
    """Run a line of shell in which "$@" is the program."""
    return outcome(
        ["/bin/sh", "-c", script, "sh", *installed()], program.environment(**environment)
    )


# -- what was written ----------------------------------------------------------------------------------

WRONG_ANSWERS: Final = {
    "a wrong value, a wrong question": (
        "checklist: walk-in\nanswers:\n  floor-clean: perhaps\n  flor-clean: yes\n",
        ("stdin:3:16: ", "perhaps", "stdin:4:3: ", "`floor-clean`"),
    ),
    "not YAML": ("answers: [1\n", ("stdin:",)),
    "an alias": ("checklist: walk-in\nanswers: &a {x: *a}\n", ("stdin:2:10: ", "stdin:2:17: ")),
    "a tag": ("checklist: !!python/object:os.system walk-in\n", ("stdin:1:12: ",)),
    "a key twice": ("checklist: walk-in\nchecklist: walk-in\nanswers: {}\n", ("stdin:2:1: ",)),
    "a bottomless list": ("answers: " + "[" * 2000, ("stdin:1:",)),
    "a number without end": ("checklist: walk-in\nanswers: {help-unasked: " + "9" * 5000 + "}\n", ("stdin:2:",)),
    "control characters": ("checklist: walk-in\nanswers: {path-clear: \x00}\n", ("stdin:",)),
    "another checklist": ("checklist: phone-test\nanswers: {}\n", ("stdin:1:12: ", "phone-test")),
    "nothing": ("", ("stdin",)),
    "no date": ("checklist: walk-in\nat: yesterday\nanswers: {}\n", ("stdin:2:5: ", "yesterday")),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG_ANSWERS)
def test_wrong_answers_are_told_with_their_place(program: Program, what: str) -> None:
    written, said = WRONG_ANSWERS[what]
    done = program.inside("run", "walk-in", "--answers", "-", lines=written)
    assert_told(done, 4, *said)
    assert program.good("list", "--json").strip() == "[]"


def test_one_wrong_audit_of_three_stores_none(program: Program) -> None:
    three = [DRAFT, DRAFT.replace("yes", "perhaps"), DRAFT.replace("09:15", "10:15")]
    done = program.inside("run", "walk-in", "--answers", "-", "--draft", lines="---\n".join(three))
    assert_told(done, 4, "stdin:7:", "perhaps")
    assert program.good("list", "--json").strip() == "[]"


def test_bytes_that_are_no_text(program: Program) -> None:
    done = program.run("run", "walk-in", "--answers", "-", lines=b"checklist: \xff\xfe\xe9\n")
    assert_told(done, 4, "stdin:")


def test_settings_are_read_as_strictly(program: Program) -> None:
    program.home.mkdir()
    (program.home / "audit.yaml").write_text("lenguage: es\n", encoding="utf-8")
    assert_told(program.inside("list"), 4, "audit.yaml:1:1: ", "`language`")


# -- names and ids ---------------------------------------------------------------------------------------

UNKNOWN: Final = {
    "walk-in": (["run", "wlak-in"], "`walk-in`"),
    "a command": (["wlak-in"], "`walk-in`"),
    "an option": (["list", "--jsn"], "`--json`"),
    "a file": (["run", "no/such.yaml"], "no/such.yaml"),
    "answers": (["run", "walk-in", "--answers", "no/such.yaml"], "no/such.yaml"),
    "a language": (["--lang", "fr", "list"], "fr"),
    "an id": (["show", "abc"], "abc"),
    "the last": (["show", "last"], "todavía no hay"),
    "to resume": (["walk-in", "--resume", "abc"], "abc"),
}


@pytest.mark.parametrize("what", UNKNOWN)
def test_unknown_names_are_wrong_usage(program: Program, what: str) -> None:
    arguments, said = UNKNOWN[what]
    assert_told(program.inside(*arguments), 2, said)


def test_a_question_is_found_by_its_nearest_name(used: Program) -> None:
    assert_told(used.run("answer", "last", "flor-clean", "sí"), 2, "`floor-clean`")


def test_an_ambiguous_beginning_of_an_id_names_the_candidates(program: Program) -> None:
    with_id = "id: 0b5f7c1e-0000-4000-8000-00000000000"
    both = "---\n".join(f"{with_id}{number}\n{DRAFT}" for number in (1, 2))
    program.good("run", "walk-in", "--answers", "-", "--draft", lines=both)
    done = program.run("show", "0b5f")
    assert_told(done, 2, "0b5f7c1e-0000-4000-8000-000000000001", "000000000002")


# -- the home folder and its database --------------------------------------------------------------------


def test_a_home_that_may_not_be_written(program: Program) -> None:
    closed = program.home.parent / "closed"
    closed.mkdir(mode=0o500)
    command = [*bound_by_permissions(), *installed(), "run", "walk-in", "--answers", "-", "--draft"]
    done = outcome(command, program.environment(AUDIT_HOME=str(closed / "home")), DRAFT)
    assert_told(done, 1, str(closed))


@pytest.mark.parametrize("command", ["list", "doctor", "checklist list", "init", "show last"])
def test_a_home_that_may_not_be_entered(used: Program, command: str) -> None:
    closed = [*bound_by_permissions(), *installed(), *command.split()]
    used.home.chmod(0)
    done = outcome(closed, used.environment())
    used.home.chmod(0o700)
    assert_told(done, 1, str(used.home), "permiso")
    assert not (used.home / "audit.log").exists()


@pytest.mark.parametrize("closed", ["report_templates", "report_templates/weekly.html"])
@pytest.mark.parametrize("sheet", [(), ("--template", "mine")])
def test_a_template_that_may_not_be_read(
    used: Program, closed: str, sheet: tuple[str, ...]
) -> None:
    """The shipped one would be another report than the one that was wanted."""
    folder = used.home / "report_templates"
    folder.mkdir()
    (folder / "weekly.html").write_text("week")
    (folder / "mine.html").write_text("{% include 'weekly.html' %}")
    command = [*bound_by_permissions(), *installed(), "report", "weekly", *sheet]
    (used.home / closed).chmod(0)
    done = outcome(command, used.environment())
    (used.home / closed).chmod(0o700)
    assert_told(done, 4, str(used.home / closed), "permiso")
    assert not list(used.home.glob("reports/*.html"))


def test_a_home_that_is_a_file(program: Program) -> None:
    program.home.write_text("not a folder", encoding="utf-8")
    done = program.run("run", "walk-in", "--answers", "-", "--draft", lines=DRAFT)
    assert_told(done, 1, str(program.home))


def test_a_locked_database_is_waited_for_and_told(used: Program) -> None:
    path = used.home / "audit.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = used.run("answer", "last", "floor-clean", "sí")
        assert_told(done, 1, str(path), "5 segundos")
        assert used.shown()["state"] == "draft"  # reading goes on meanwhile
    used.good("answer", "last", "floor-clean", "sí")


DAMAGES: Final = {
    "torn": lambda data: data[: len(data) // 2] + b"\xff" * (len(data) // 2),
    "no database": lambda data: b"no database\n" * (len(data) // 12),
}


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_database_is_told_and_left_as_it_is(used: Program, how: str) -> None:
    path = used.home / "audit.db"
    damaged = DAMAGES[how](path.read_bytes())
    path.write_bytes(damaged)
    for command in (["list"], ["show", "last"], ["answer", "last", "floor-clean", "sí"]):
        assert_told(used.inside(*command), 1, str(path), "audit doctor")
    assert used.run("doctor").code == 1
    assert path.read_bytes() == damaged


# -- the terminal and the streams ------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(30, 10), (39, 24), (40, 13)], ids=str)
def test_a_terminal_too_small_is_refused_with_its_size(
    program: Program, size: tuple[int, int]
) -> None:
    with program.terminal("walk-in", size=size) as terminal:
        assert terminal.exit_code() == 2
        assert f"{size[0]}×{size[1]}" in terminal.text
        assert "40×14" in terminal.text
    assert program.good("list", "--json").strip() == "[]"


LOSING: Final = {
    "closed": '"$@" list --json >&-',
    "full": '"$@" list --json >/dev/full',
    "closed, text": '"$@" show last >&-',
    "full, text": '"$@" show last >/dev/full',
    "full, an export": '"$@" export >/dev/full',
    "full, a report": '"$@" report visit last --format html -o - >/dev/full',
    "full, the help": '"$@" --help >/dev/full',
    "closed, the help": '"$@" walk-in --help >&-',
    "full, the version": '"$@" --version >/dev/full',
    "full, an interview": 'printf "1\\nnormal\\n" | "$@" walk-in >/dev/full',
    "closed, an interview": 'printf "1\\nnormal\\n" | "$@" walk-in >&-',
}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without /dev/full")
@pytest.mark.parametrize("what", LOSING)
def test_lost_output_is_never_success(used: Program, what: str) -> None:
    done = shell(used, LOSING[what])
    assert done.code == 1, done
    assert "Traceback" not in done.err
    assert done.err.count("\n") <= 2


@pytest.mark.parametrize("command", ["--help", "export", "show last", "list --json"])
def test_a_reader_that_stops_early_is_no_failure_to_talk_about(used: Program, command: str) -> None:
    done = shell(used, f'"$@" {command} | head -1')
    assert (done.code, done.err) == (0, "")
    assert done.out.count("\n") == 1


def test_without_stdin_an_audit_says_that_nobody_can_answer(program: Program) -> None:
    done = shell(program, '"$@" walk-in <&-')
    assert done.code == 1
    assert "la entrada terminó" in done.err
    assert "Traceback" not in done.err


def test_a_closed_stderr_does_not_spoil_the_output(used: Program) -> None:
    done = shell(used, '"$@" show abc 2>&-')
    assert (done.code, done.out) == (2, "")


# -- a bare environment ----------------------------------------------------------------------------------


def test_an_empty_environment(program: Program) -> None:
    flagged = ["--home", str(program.home)]
    done = outcome(["/usr/bin/env", "-i", *installed(), *flagged, "list"], os.environ)
    assert (done.code, done.out) == (0, "")
    assert "No audits yet" in done.err


def test_without_home_the_program_still_runs(program: Program) -> None:
    environment = program.environment()
    del environment["HOME"]
    done = outcome([*installed(), "list", "--json"], environment)
    assert (done.code, done.out.strip()) == (0, "[]")


@pytest.mark.parametrize("locale", ["C", "POSIX", "xx_YY.ISO-8859-1", ""])
def test_spanish_under_any_locale(used: Program, locale: str) -> None:
    done = used.run("--lang", "es", "show", "last", LANG=locale, LC_ALL=locale, PYTHONUTF8="0")
    assert done.code == 0
    assert "¿Se puede entrar sin tropezar ni resbalar?" in done.out


def test_no_input_forbids_questions(program: Program) -> None:
    assert_told(program.run("--no-input", "walk-in", lines="1\n"), 2, "--answers")
    assert program.good("list", "--json").strip() == "[]"
