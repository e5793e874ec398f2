"""Whatever a file or a command line says: no bug, no wait, not much memory, and few words about it.

A case is known by its number, and each is tried in a home of its own. Most are tried in this process,
as the 200 ms of a start would be most of the time; every fiftieth by the installed program as well.
"""

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Final

import pytest

from audit_cli.commands.main import main

from .fuzzing import (
    ANSWERS,
    CHECKLIST,
    SETTINGS,
    a_yaml,
    command_line,
    json_lines,
)
from .program import installed

CASES: Final = int(os.environ.get("AUDIT_FUZZ", "100"))
SLOWEST: Final = 2.0  # seconds of the processor, for 100 KB
LARGEST: Final = 300 << 10  # KB of memory
LOUDEST: Final = 200_000  # characters about one file
CODES: Final = (0, 1, 2, 3, 4, 5, 75)

Case = tuple[
    list[str], str, bytes
]  # words, the name of a file in the home (or none), what is in it


class Hangs(BaseException):
    """A command doesn't end."""


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an audit and an action."""
    home = tmp_path_factory.mktemp("used") / "home"
    home.mkdir()
    answers = home / "answers.yaml"
    answers.write_text(ANSWERS, "utf-8")
    for words in (
        ["run", "walk-in", "--draft", "--answers", str(answers)],
        ["actions", "add", "x"],
    ):
        assert main(["--home", str(home), *words]) == 0
    return home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where a case is tried, which is also where relative paths lead."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("AUDIT_HOME", raising=False)
    before = signal.signal(signal.SIGALRM, _ring)
    yield tmp_path / "home"
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def _ring(*_: object) -> None:
    raise Hangs


def of_file(name: str, made: Callable[[Random], bytes], *words: str) -> Callable[[Random], Case]:
    """Cases of a file of this name, which these words read."""
    return lambda random: ([*words], name, made(random))


YAML: Final = (
    of_file("f.yaml", a_yaml(CHECKLIST), "checklist", "validate", "f.yaml"),
    of_file("f.yaml", a_yaml(ANSWERS), "import", "f.yaml"),
    of_file("f.yaml", a_yaml(ANSWERS), "run", "walk-in", "--draft", "--answers", "f.yaml"),
    of_file("audit.yaml", a_yaml(SETTINGS), "actions", "add", "sweep"),
    of_file("audit.yaml", a_yaml(SETTINGS), "doctor"),
)
KINDS: Final[dict[str, Callable[[Random], Case]]] = {
    "JSON lines": of_file("f.jsonl", json_lines, "import", "f.jsonl"),
    "YAML": lambda random: random.choice(YAML)(random),
    "command lines": lambda random: (command_line(random), "", ANSWERS.encode()),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", range(4))
def test_no_bug_no_wait(
    used: Path,
    home: Path,
    kind: str,
    part: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(part, CASES, 4):
        words, name, data = KINDS[kind](Random(f"{kind} {number}"))
        case = f"case {number} of {kind}: {words} with {data[:2_000]!r} … ({len(data)} bytes)"
        _fresh(used, home, name, data)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
        signal.alarm(120)
        begun = time.process_time()
        try:
            code = main(["--home", str(home), *words])
        except Hangs:
            pytest.fail(f"it hangs: {case}")
        spent = time.process_time() - begun
        signal.alarm(0)
        said = "".join(capsys.readouterr())
        assert code in CODES, f"exit code {code}: {case}\n{said[-2_000:]}\n{_log(home)}"
        assert spent < SLOWEST, f"{spent:.1f} s: {case}"
        assert len(said) < LOUDEST, f"{len(said)} characters: {case}"
        if number % 50 == part:
            _fresh(used, home, name, data)
            _installed(home, words, data, case)


def _fresh(used: Path, home: Path, name: str, data: bytes) -> None:
    """The home as it was, with the file of the case."""
    os.chdir(home.parent)
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(used, home)
    os.chdir(home)
    if name:
        (home / name).write_bytes(data)


# From a small process: what a child weighs includes what its parent did until it becomes another program.
WEIGHING: Final = """
import resource, subprocess, sys
null = subprocess.DEVNULL
code = subprocess.run(sys.argv[1:], stdout=null, stderr=null).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def _installed(home: Path, words: list[str], data: bytes, case: str) -> None:
    """The same by the installed program, with the memory that it takes."""
    stdin = home.parent / "stdin"
    stdin.write_bytes(data)
    command = [*installed(), "--home", str(home), *(w.replace("\ud800", "\udc80") for w in words)]
    with stdin.open("rb") as file:
        weighed = subprocess.run(
            [sys.executable, "-c", WEIGHING, *command],
            stdin=file,
            capture_output=True,
            text=True,
            check=True,
        )
    code, used = map(int, weighed.stdout.split())
    assert code in CODES, f"exit code {code}: {case}\n{_log(home)}"
    memory = used if sys.platform == "linux" else used >> 10
    assert memory < LARGEST, f"{memory >> 10} MB: {case}"


def _log(home: Path) -> str:
    log = home / "audit.log"
    return log.read_text("utf-8") if log.is_file() else ""
