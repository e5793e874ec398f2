"""The user's crontab: its lines that write the report of the week, put in and taken out; the rest stays."""

import os
import re
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from audit_cli.errors import AuditError
from audit_cli.language import _

WEEKLY: Final = ("report", "weekly", "--catch-up")
# It stands before the line, for whoever wonders in a year where that came from.
_MARKER: Final = "# audit schedule cron --install: {home}"
# What `crontab -l` says where there is no table yet: of Vixie, cronie, dcron, macOS; of busybox.
_NO_TABLE: Final = re.compile(rb"no crontab for|can't open '[^']*': No such file", re.IGNORECASE)

_NO_CRON = _(
    "there is no cron here (no program `crontab`): install the package `cron` or `cronie` and try"
    " again, or have another program start this every Monday at {time}: {command}"
)
_SYSTEMD_INSTEAD = _(
    "there is no cron here (no program `crontab`), but systemd does the same; this writes its two"
    " files and says what to type then: {command}"
)
_TERMUX = _(
    "there is no cron here yet: type `pkg install cronie termux-services`, close Termux and open it"
    " again, type `sv-enable crond`, and try again"
)
_WINDOWS = _(
    "Windows has no cron: in its Task Scheduler, make a task that starts this every Monday at"
    " {time}: {command}"
)
_NOT_DONE = _("`crontab` failed, and your crontab is as it was: {reason}")
_NOT_KEPT = _(
    "`crontab` took the change, but does not show it afterwards; look at what is there: crontab -l"
)


def cron_word(word: str) -> str:
    """A word as sh reads it once cron has read the line.

    Cron takes `\\%` for `%`; busybox's leaves it to sh, for which it means the same only outside of
    quotes. Some crons take `\\\\` for one backslash and some don't, so none stands beside another."""
    parts = (shlex.quote(part) if part else "" for part in word.split("%"))
    return r"\%".join(part.replace("\\", r"\''") for part in parts)


def without_cron(time: str, weekly: Sequence[str], systemd: Sequence[str]) -> AuditError:
    """What to do on this machine, which has no cron: the command of the report, and the one that writes
    the files of systemd."""
    if is_windows():
        return AuditError(_WINDOWS, time=time, command=subprocess.list2cmdline(weekly))
    if "com.termux" in os.environ.get("PREFIX", ""):
        return AuditError(_TERMUX)
    if runs_systemd():
        return AuditError(_SYSTEMD_INSTEAD, command=shlex.join(systemd))
    return AuditError(_NO_CRON, time=time, command=shlex.join(weekly))


def is_windows() -> bool:
    """Whether this is Windows, whose scheduler is another one."""
    return os.name == "nt"


def runs_systemd() -> bool:
    """Whether systemd started this machine: sd_booted(3)."""
    return Path("/run/systemd/system").is_dir()


class Crontab:
    """The table of this user, as bytes, and the `program` that reads and writes it. Raises AuditError."""

    def __init__(self, program: str) -> None:
        self.program = program
        done = self._run("-l")
        empty = done.returncode and _NO_TABLE.search(done.stderr)
        if done.returncode and not empty:  # a table that can't be read must not be written anew
            raise self._failed(done)
        self.table = b"" if empty else done.stdout

    def write(self, table: bytes) -> None:
        """Put a table in its place, and see that it is there."""
        done = self._run("-", table)
        if done.returncode:
            raise self._failed(done)
        if table not in self._run("-l").stdout:
            raise AuditError(_NOT_KEPT)
        self.table = table

    def _run(self, word: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        """Its answer in English, by which a table that isn't there yet is known."""
        environment = os.environ | {"LC_ALL": "C"}
        return subprocess.run(
            [self.program, word], input=given, env=environment, capture_output=True, check=False
        )

    def _failed(self, done: "subprocess.CompletedProcess[bytes]") -> AuditError:
        said = done.stderr.decode(errors="replace").split("\n")[0].strip()
        return AuditError(_NOT_DONE, reason=said or f"exit {done.returncode}")


def marked(home: Path, line: str) -> bytes:
    """A line of ours with the comment that says whose it is."""
    return f"{_MARKER.format(home=home)}\n{line}\n".encode()


def lines_of(table: bytes, home: Path) -> list[bytes]:
    """The lines of a table that write the report of this home, whoever put them there."""
    return [line for line in table.splitlines(keepends=True) if _is_of(line, home)]


def with_line(table: bytes, home: Path, line: str) -> bytes:
    """The table with this line alone for this home: where one was, else at its end."""
    before: list[bytes] = []
    after: list[bytes] = []
    for part in table.splitlines(keepends=True):
        (after if after or _is_of(part, home) else before).append(part)
    first = without_lines(b"".join(before), home)
    if first and not first.endswith(b"\n"):
        first += b"\n"
    return first + marked(home, line) + without_lines(b"".join(after), home)


def without_lines(table: bytes, home: Path) -> bytes:
    """The table without the lines of this home and their marker."""
    marker = _MARKER.format(home=home).encode()
    return b"".join(
        line
        for line in table.splitlines(keepends=True)
        if not _is_of(line, home) and line.rstrip(b"\r\n") != marker
    )


def _is_of(line: bytes, home: Path) -> bool:
    """Whether cron writes the report of this home by this line, and does nothing else but ping."""
    ours = rf" --home {re.escape(cron_word(str(home)))}( --lang [\w-]+)? {' '.join(WEEKLY)}"
    return bool(re.fullmatch(rf"\s*[^#\s].*{ours}( && .*)?\s*".encode(), line))
