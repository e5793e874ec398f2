"""A disk that is full, read-only or broken: "NOT saved" with the place and the reason, and going on."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest

from .program import PHONE, Program, installed, outcome
from .terminal import Terminal
from .walks import AT_THE_DOOR, Choose, walk

INJECTING: Final = (
    "strace",
    "-f",
    "--seccomp-bpf",
    "-qq",
    "-o",
    "/dev/null",
    "-e",
    "trace=fsync,fdatasync",
)
ONE_ANSWER: Final = "checklist: walk-in\nsite: otra\nanswers: {path-clear: yes}\n"
FAULTS: Final = int(os.environ.get("AUDIT_FAULTS", "2"))
UNTIL_THE_PATH: Final = AT_THE_DOOR[:4]  # the clock and the first question are answered


def needed(condition: object, what: str) -> None:
    """Skip where something is missing; in CI, where it may not be, fail."""
    if not condition and os.environ.get("AUDIT_CI") == "1":
        pytest.fail(what)
    if not condition:
        pytest.skip(what)


def works(*command: str) -> bool:
    """Whether a command can be run here."""
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def bound_by_permissions() -> list[str]:
    """What goes before a command so that permissions hold for it: nothing, but for root."""
    if os.geteuid() != 0:
        return []
    bound = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
    needed(works(*bound, "true"), "root, whom no permission binds, and no setpriv")
    return bound


def needs_strace() -> None:
    """Skip, or fail, where no call of the system can be made to fail."""
    needed(works(*INJECTING, "true"), "strace is missing or may not trace")


def answers(program: Program) -> dict[str, object]:
    return {a["question"]: a["value"] for a in program.shown()["answers"] if a["value"] is not None}


def squeezed(text: str) -> str:
    """Without any space: a long path is broken where a line ends."""
    return "".join(text.split())


def assert_told(terminal: Terminal, program: Program, reason: str) -> None:
    """The failure stands on the screen with the place and the reason, and fits."""
    place = str(program.home / "audit.db")

    def stands_there() -> bool | None:  # None while the screen is half painted
        parts = "NO SE GUARDÓ" in terminal.text, place in squeezed(terminal.text)
        return all((*parts, reason in terminal.text)) or None

    terminal.wait_for(stands_there)
    assert terminal.by_lines or terminal.misfits == []


@contextmanager
def full_disk(terminal: Terminal) -> Iterator[None]:
    """No file of the program may grow, until the context ends."""
    process = terminal.process.pid
    _, hard = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (0, hard))
    yield
    resource.prlimit(process, resource.RLIMIT_FSIZE, (hard, hard))


@pytest.mark.skipif(sys.platform != "linux", reason="limits of another process: Linux only")
@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_no_room_for_an_answer(program: Program, term: str) -> None:
    with program.terminal("walk-in", term=term) as terminal:
        walk(terminal, UNTIL_THE_PATH)
        terminal.wait_for("sin tropezar")
        with full_disk(terminal):
            terminal.choose("sin tropezar", "Sí")
            terminal.wait_for("NO SE GUARDÓ")
            terminal.choose("disco", "Intentar otra vez")
            assert_told(terminal, program, "disco")
            assert answers(program)["first-thing-noticed"] == "meets"
            assert "path-clear" not in answers(program)
        terminal.choose("disco", "Intentar otra vez")
        terminal.choose("✓ guardado: sí", "guardar y salir")
        assert terminal.exit_code() == 0
    assert answers(program)["path-clear"] == "yes"


def test_a_folder_that_became_read_only(program: Program) -> None:
    command = [*bound_by_permissions(), *installed(), "walk-in"]
    with Terminal(command, program.environment(TERM="xterm"), PHONE) as terminal:
        walk(terminal, UNTIL_THE_PATH)
        terminal.wait_for("sin tropezar")
        program.home.chmod(0o500)
        terminal.choose("sin tropezar", "Sí")
        assert_told(terminal, program, "revise")
        program.home.chmod(0o700)
        terminal.choose("NO SE GUARDÓ", "Intentar otra vez")
        terminal.choose("✓ guardado: sí", "guardar y salir")
        assert terminal.exit_code() == 0
    assert answers(program)["path-clear"] == "yes"


def begun(program: Program) -> str:
    """The id of an audit that was left before the second question."""
    with program.terminal("walk-in") as terminal:
        walk(terminal, [*UNTIL_THE_PATH, Choose("sin tropezar", "guardar y salir")])
        assert terminal.exit_code() == 0
    return str(program.shown()["id"])


def with_broken_syncs(program: Program, audit: str, when: str) -> Terminal:
    """Going on with an audit while the disk answers EIO to these fsyncs."""
    broken = ["-e", f"inject=fsync,fdatasync:error=EIO:when={when}"]
    command = [*INJECTING, *broken, *installed(), "walk-in", "--resume", audit]
    return Terminal(command, program.environment(TERM="xterm"), PHONE)


def answer_until_saved(terminal: Terminal, shown: str, label: str) -> int:
    """Choose an answer, and try again as often as it is not saved: how often that was."""
    terminal.choose(shown, label)
    tried = 0
    while terminal.wait_for(lambda: _outcome(terminal, shown)) == "not saved":
        tried += 1
        terminal.choose("NO SE GUARDÓ", "Intentar otra vez")
        terminal.wait_for(lambda: "gone on" if "NO SE GUARDÓ" not in terminal.text else None)
    return tried


def _outcome(terminal: Terminal, shown: str) -> str | None:
    if "NO SE GUARDÓ" in terminal.text:
        return "not saved"
    return "saved" if "✓ guardado: sí" in terminal.text and shown not in terminal.text else None


@pytest.mark.faults
@pytest.mark.parametrize("when", range(1, min(FAULTS, 4) + 1))
def test_one_failing_fsync_is_told_and_tried_again(program: Program, when: int) -> None:
    needs_strace()
    audit = begun(program)
    with with_broken_syncs(program, audit, str(when)) as terminal:
        told = answer_until_saved(terminal, "sin tropezar", "Sí")
        told += answer_until_saved(terminal, "El piso está limpio", "Sí")
        terminal.choose("le sonrió", "guardar y salir")
        assert terminal.exit_code() == 0
        assert terminal.misfits == []
    assert told == 1 or when > 1  # the last syncs of a write may fail when all of it is there
    assert (answers(program)["path-clear"], answers(program)["floor-clean"]) == ("yes", "yes")
    assert "error" not in program.good("doctor")


@pytest.mark.faults
def test_a_broken_disk_keeps_what_was_acknowledged(program: Program) -> None:
    needs_strace()
    audit = begun(program)
    before = answers(program)
    with with_broken_syncs(program, audit, "1+") as terminal:
        terminal.choose("sin tropezar", "Sí")
        for _ in range(3):
            assert_told(terminal, program, "disco")
            terminal.choose("NO SE GUARDÓ", "Intentar otra vez")
        terminal.choose("NO SE GUARDÓ", "Salir sin guardarla")
        assert terminal.exit_code() == 1
        assert "--resume" in terminal.text
    assert answers(program) == before
    assert "error" not in program.good("doctor")


def test_a_pipe_is_told_that_nothing_is_saved(program: Program) -> None:
    limited = ["/bin/sh", "-c", 'ulimit -f 0; exec "$@"', "sh"]
    program.good("run", "walk-in", "--answers", "-", "--draft", lines=ONE_ANSWER)
    done = outcome([*limited, *installed(), "walk-in"], program.environment(), "1\nnormal\n")
    assert done.code == 1
    assert "NO SE GUARDÓ" in done.out
    assert str(program.home / "audit.db") in squeezed(done.out)
    assert "Traceback" not in done.said
