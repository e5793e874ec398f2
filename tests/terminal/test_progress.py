"""How far something is: on a terminal, after a while, and nowhere else."""

import io
import re
import sys
from pathlib import Path

import pytest
from acceptance.program import Program
from acceptance.terminal import Pty

from audit_cli.commands.main import main
from audit_cli.counting import counted
from audit_cli.language import _
from audit_cli.store import connection, week_sums
from audit_cli.terminal import progress
from audit_cli.terminal.session import Session

LABEL = _("Importing")


class Terminal(io.StringIO):
    """A stream that a person sees."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def stderr(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal for stderr, on which everything takes a while; a test puts it there itself."""
    monkeypatch.setattr(progress, "_PATIENCE", -1.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "40")
    return Terminal()


def painted(stream: io.StringIO) -> list[str]:
    """The counts in the order in which they were seen."""
    return re.findall(r"Importing .*?(\d+/\d+|\d+) *[\r\n\x1b]", stream.getvalue())


def test_what_is_done_of_what(stderr: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", stderr)
    monkeypatch.setattr(progress, "_TICK", 0.0)
    with progress.progress(Session(language_flag="en"), LABEL) as step:
        assert [*counted("abc", 3, step)] == ["a", "b", "c"]
    assert list(dict.fromkeys(painted(stderr))) == ["0/3", "1/3", "2/3"]
    assert stderr.getvalue().endswith("\x1b[1A\x1b[2K")
    assert max(map(len, re.sub("\x1b\\[[0-9;?]*[A-Za-z]", "", stderr.getvalue()).split("\r"))) <= 41


def test_nothing_that_is_done_at_once(stderr: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", stderr)
    monkeypatch.setattr(progress, "_PATIENCE", 60.0)
    with progress.progress(Session(language_flag="en"), LABEL) as step:
        assert [*counted("abc", 3, step)] == ["a", "b", "c"]
    assert stderr.getvalue() == ""


@pytest.mark.parametrize("why", ["quiet", "pipe", "dumb", "printing"])
def test_nobody_is_disturbed(why: str, stderr: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO() if why == "pipe" else stderr
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr("sys.stdout", Terminal())
    if why == "dumb":
        monkeypatch.setenv("TERM", "dumb")
    here = Session(language_flag="en", quiet=why == "quiet")
    with progress.progress(here, LABEL, printing=why == "printing") as step:
        step(1, 2)
    assert stream.getvalue() == ""


def test_each_command_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stderr: Terminal
) -> None:
    """Demo, doctor, --rebuild, export, backup, import, weekly, trend and actions after an import."""
    monkeypatch.setattr("sys.stderr", stderr)
    monkeypatch.setattr(connection, "_PAGES", 16)  # a demo is small
    monkeypatch.setattr(week_sums, "_AT_ONCE", 20)
    home, copy = str(tmp_path / "home" / "demo"), str(tmp_path / "copy")
    exported = str(tmp_path / "all.jsonl")
    commands = {
        "Making up audits": ("--home", str(tmp_path / "home"), "demo"),
        "Checking": ("--home", home, "doctor"),
        "Deriving anew": ("--home", home, "doctor", "--rebuild"),
        "Exporting": ("--home", home, "export", "-o", exported),
        "Copying pages": ("--home", home, "backup"),
        "Importing": ("--home", copy, "import", exported),
        "Reading audits": ("--home", copy, "actions", "list"),
        "Adding up weeks": ("--home", copy, "trend"),
        "Writing reports": ("--home", home, "report", "weekly", "--force"),
    }
    for label, words in commands.items():
        stderr.truncate(0)
        assert main(["--lang", "en", *words]) == 0
        assert re.search(rf"{label} .*[0-9]/[0-9]", stderr.getvalue()), label


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_on_a_real_terminal(tmp_path: Path) -> None:
    program = Program(tmp_path / "home", locale="es_MX.UTF-8")
    with Pty(
        [sys.executable, "-c", SLOW, "demo"], program.environment(TERM="xterm"), (40, 14)
    ) as terminal:
        assert terminal.exit_code() == 0
        assert re.search(r"Inventando auditorías .*\d/600", terminal.said())
    assert "Inventando" not in program.run("demo", "--new").said


SLOW = """
from audit_cli.store import connection, week_sums
from audit_cli.terminal import progress
progress._PATIENCE = 0.0
from audit_cli.__main__ import run
run()
"""
