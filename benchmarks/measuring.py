"""Times and memory of two things in turn, so that what else the machine does hits both alike."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Final

HERE: Final = Path(__file__).resolve().parent
PATIENCE: Final = 60.0  # seconds until a silent program counts as stuck
CONSOLE_SCRIPT: Final = (
    "import sys\nfrom {module} import run\nif __name__ == '__main__':\n    sys.exit(run())\n"
)


@dataclass(frozen=True)
class Line:
    """A line of the table. `value` and `limit` are ratios, or in `unit`."""

    what: str
    value: float
    limit: float | None = None
    unit: str = "×"
    note: str = ""

    @property
    def verdict(self) -> str:
        """Whether the limit is met; a line without one is for information."""
        if self.limit is None:
            return ""
        return "met" if self.value <= self.limit else "NOT met"


@dataclass(frozen=True)
class Pairs:
    """What we took and what the baseline took, run by run, in seconds."""

    ours: list[float]
    base: list[float]

    @property
    def ratio(self) -> float:
        """Of the medians."""
        return median(self.ours) / median(self.base)

    def note(self) -> str:
        """The medians, how many runs there were, and where the middle half of their ratios lies."""
        note = (
            f"{_seconds(median(self.ours))} to {_seconds(median(self.base))}, n = {len(self.ours)}"
        )
        ratios = [ours / base for ours, base in zip(self.ours, self.base, strict=True)]
        if len(ratios) < 4:
            return f"{note}, each {', '.join(f'{ratio:.2f}' for ratio in ratios)}"
        low, _, high = quantiles(ratios, n=4)
        return f"{note}, middle half {low:.2f} – {high:.2f}"

    def line(self, what: str, limit: float | None) -> Line:
        """The line of the table."""
        return Line(what, self.ratio, limit, note=self.note())


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def in_turn(times: int, ours: Callable[[], float], base: Callable[[], float]) -> Pairs:
    """Run both by turns, one the first and then the other; each returns the seconds it took."""
    pairs = Pairs([], [])
    for number in range(times):
        first, second = (ours, base) if number % 2 else (base, ours)
        results = {first: first(), second: second()}
        pairs.ours.append(results[ours])
        pairs.base.append(results[base])
    return pairs


def environment(home: Path) -> dict[str, str]:
    """Of a user in English with a home folder of his own, and with compiled modules."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "AUDIT_"))
    }
    return kept | {
        "AUDIT_HOME": str(home),
        "LANG": "en_US.UTF-8",
        "LC_ALL": "en_US.UTF-8",
        "PYTHONPATH": f"{HERE}{os.pathsep}{HERE.parent}",  # this clone, whatever is installed
        "TERM": "xterm",
        "COLUMNS": "80",
    }


def console_script(folder: Path, module: str) -> Path:
    """A start like the one that pip installs: a few lines which import compiled modules."""
    path = folder / f"start-{module}"
    path.write_text(CONSOLE_SCRIPT.format(module=module))
    return path


@dataclass(frozen=True)
class Ended:
    """A process that worked: its seconds by the wall, its peak memory in MB, what it printed."""

    seconds: float
    megabytes: float
    out: str


def run(command: Sequence[str | Path], env: Mapping[str, str], *, drop: bool = False) -> Ended:
    """Run a Python program to its end; `drop` what it prints. Raises CalledProcessError."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *command],
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if drop else subprocess.PIPE,
        text=True,
    ) as process:
        out = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(
            process.returncode, [str(word) for word in command], out
        )
    scale = 1e6 if sys.platform == "darwin" else 1e3  # macOS counts bytes, Linux kilobytes
    return Ended(seconds, usage.ru_maxrss / scale, out)


def until_shown(command: Sequence[str | Path], env: Mapping[str, str], text: str) -> float:
    """Seconds from the start of a Python program in a terminal until it shows a text; it is ended then."""
    begun = time.perf_counter()
    process, terminal = _in_terminal(command, env)
    shown = b""
    try:
        while text.encode() not in shown:
            ready, _, _ = select.select([terminal], [], [], PATIENCE)
            piece = os.read(terminal, 65536) if ready else b""
            if not piece:
                raise TimeoutError(f"{command} did not show {text!r} but {shown.decode()!r}")
            shown += piece
        return time.perf_counter() - begun
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def drawn(command: Sequence[str | Path], env: Mapping[str, str]) -> float:
    """Seconds from the start of a Python program in a terminal until it ends. Raises ChildProcessError
    where it fails."""
    begun = time.perf_counter()
    process, terminal = _in_terminal(command, env)
    with suppress(OSError):  # which Linux says when nobody writes there any more
        while os.read(terminal, 65536):
            pass
    _, status = os.waitpid(process, 0)
    seconds = time.perf_counter() - begun
    os.close(terminal)
    if status:
        raise ChildProcessError(f"{command}: {os.waitstatus_to_exitcode(status)}")
    return seconds


def _in_terminal(command: Sequence[str | Path], env: Mapping[str, str]) -> tuple[int, int]:
    process, terminal = pty.fork()
    if process == 0:
        os.execve(sys.executable, [sys.executable, *map(str, command)], dict(env))
    return process, terminal
