"""The installed program, as a user's shell or cron runs it."""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from unittest import mock

from audit_cli.commands.main import main

from .terminal import Terminal

SPANISH: Final = "es_MX.UTF-8"
ENGLISH: Final = "en_US.UTF-8"
PHONE: Final = (40, 14)
DESK: Final = (80, 24)
_PASSED_ON: Final = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "COVERAGE_PROCESS_START")


def installed() -> list[str]:
    """The `audit` script that belongs to this Python, or the same by its entry point."""
    script = Path(sys.executable).with_name("audit")
    if script.exists():
        return [str(script)]
    return [sys.executable, "-m", "audit_cli"]


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Everything a person saw."""
        return self.out + self.err


@dataclass(frozen=True)
class Program:
    """The program with a home folder and a locale of its own; nothing else leaks in."""

    home: Path
    locale: str = SPANISH

    def environment(self, **more: str) -> dict[str, str]:
        """What the program sees of its surroundings."""
        kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        folders = (str(Path(installed()[0]).parent), os.environ.get("PATH", os.defpath))
        own = {
            "PATH": os.pathsep.join(folders),  # as after an installation: the shell finds it
            "AUDIT_HOME": str(self.home),
            "HOME": str(self.home.parent),
            "LANG": self.locale,
            "TZ": "America/Mexico_City",
        }
        return {**kept, **own, **more}

    def run(self, *arguments: str, lines: str | bytes = "", **environment: str) -> Outcome:
        """Run one command to its end, with `lines` on its stdin."""
        return outcome([*installed(), *arguments], self.environment(**environment), lines)

    def terminal(
        self, *arguments: str, size: tuple[int, int] = PHONE, term: str = "xterm-256color"
    ) -> Terminal:
        """Run one command on a terminal of this many columns and lines."""
        return Terminal([*installed(), *arguments], self.environment(TERM=term), size)

    def inside(self, *arguments: str, lines: str | bytes = "") -> Outcome:
        """As `run`, but within this process: for what needs none of its own, and thirty times as fast."""
        stdin = io.TextIOWrapper(io.BytesIO(_encoded(lines)), "utf-8")
        argv = [installed()[0], *arguments]
        with (
            mock.patch.dict(os.environ, self.environment(), clear=True),
            mock.patch.multiple(sys, argv=argv, stdin=stdin),
            redirect_stdout(io.StringIO()) as out,
            redirect_stderr(io.StringIO()) as err,
        ):
            time.tzset()
            code = main([*arguments])
        time.tzset()
        return Outcome(code, out.getvalue(), err.getvalue())

    def shown(self, audit: str = "last") -> dict[str, Any]:
        """An audit as `audit show --json` tells it."""
        return json.loads(self.good("show", audit, "--json"))  # type: ignore[no-any-return]

    def good(self, *arguments: str, lines: str | bytes = "") -> str:
        """What a command that has to work prints."""
        done = self.inside(*arguments, lines=lines)
        assert done.code == 0, done
        return done.out


def outcome(
    command: list[str], environment: Mapping[str, str], lines: str | bytes = "", **more: Any
) -> Outcome:
    """Run any command to its end."""
    done = subprocess.run(
        command,
        input=_encoded(lines),
        capture_output=True,
        env=dict(environment),
        timeout=300,
        check=False,
        **more,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


def _encoded(lines: str | bytes) -> bytes:
    return lines.encode() if isinstance(lines, str) else lines


_OF_THE_MOMENT: Final = {
    "id", "started_at", "finished_at", "seconds_spent", "seen_at", "entered_at", "due"
}  # fmt: skip


def without_moments(shown: Any) -> Any:
    """What an audit says, ids and instants aside."""
    if isinstance(shown, dict):
        # A section's id is not of the moment, but its place in the list tells the same.
        return {k: without_moments(v) for k, v in shown.items() if k not in _OF_THE_MOMENT}
    return [without_moments(item) for item in shown] if isinstance(shown, list) else shown
