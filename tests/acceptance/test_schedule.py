"""The line of `audit schedule cron`, run as cron runs it: no terminal, no environment, in `/`."""

import http.server
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from documents import blocks, files, replace

from .program import ENGLISH, SPANISH, Outcome, Program, installed

HOMES = ["home", """L'été "50%" $HOME \\%n ñ; #"""]

pytestmark = pytest.mark.skipif(
    len(installed()) > 1, reason="no installed `audit` whose path could be scheduled"
)


def active(printed: str) -> str:
    """The one line of a crontab that is no comment."""
    [line] = [line for line in printed.splitlines() if not line.startswith("#")]
    return line


def as_cron(line: str) -> Outcome:
    """How the command of a line ends, stdin closed; only what finds a program under test is kept."""
    kept = {key: os.environ[key] for key in ("PYTHONPATH",) if key in os.environ}
    command = line.split(" ", 5)[5].replace(r"\%", "%")
    done = subprocess.run(
        ["/bin/sh", "-c", f"exec 0<&-; {command}"],
        env=kept,
        cwd="/",
        capture_output=True,
        timeout=300,
        check=False,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


@contextmanager
def switch() -> Iterator[tuple[str, list[str]]]:
    """A dead man's switch: its address, and the paths that were asked of it."""
    asked: list[str] = []

    class Answering(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"OK")

        def log_message(self, *_: object) -> None:
            return

    with http.server.HTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/a%20b?c=$d&e='f'", asked
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(params=HOMES)
def home(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The home of an audit of last week."""
    program = Program(tmp_path / request.param)
    program.home.mkdir()
    (program.home / "audit.yaml").write_text("sites: [{id: centro, time_zone: Etc/UTC}]\n")
    last_week = (datetime.now(UTC) - timedelta(days=7)).isoformat()
    lines = re.sub(r"(?m)^at: .*$", f"at: {last_week}", files()["visit.yaml"])
    (tmp_path / "visit.yaml").write_text(lines, "utf-8")
    program.good("run", "walk-in", "--answers", str(tmp_path / "visit.yaml"))
    return program.home


def reports(home: Path) -> dict[str, str]:
    """The files that were written, by name."""
    return {path.name: path.read_text("utf-8") for path in (home / "reports").glob("*")}


@pytest.mark.parametrize(("locale", "language"), [(ENGLISH, "en"), (SPANISH, "es")])
def test_cron_writes_the_report_in_the_language_of_who_asked(
    home: Path, locale: str, language: str
) -> None:
    line = active(Program(home, locale).good("schedule", "cron"))
    assert as_cron(line) == Outcome(0, "", "")
    [(name, text)] = reports(home).items()
    assert re.fullmatch(r"weekly-\d{4}-W\d\d-centro\.html", name)
    assert f'<html lang="{language}"' in text
    assert as_cron(line) == Outcome(0, "", "")
    assert reports(home) == {name: text}


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl")
def test_the_switch_hears_of_what_worked_only(home: Path) -> None:
    with switch() as (url, asked):
        line = active(Program(home).good("schedule", "cron", "--ping", url))
        assert as_cron(line) == Outcome(0, "", "")
        assert asked == [url[url.index("/a") :]]
        (home / "audit.yaml").write_text("language: klingon\n")
        failed = as_cron(line)
        assert (failed.code, failed.out) == (4, "")
        assert "klingon" in failed.err
        assert len(asked) == 1


@pytest.mark.parametrize(("locale", "kind"), [(ENGLISH, "crontab"), (SPANISH, "crontab-es")])
def test_the_guides_show_what_is_printed(tmp_path: Path, locale: str, kind: str) -> None:
    """With the paths of a machine where it was installed with pipx."""
    program = Program(tmp_path / "home", locale)
    program.home.mkdir()
    (program.home / "audit.yaml").write_text(f"language: {locale[:2]}\n")
    printed = program.good("schedule", "cron")
    for ours, theirs in (
        (installed()[0], "/home/ana/.local/bin/audit"),
        (str(program.home), "/home/ana/.local/share/audit"),
        (shutil.which("curl") or "curl", "/usr/bin/curl"),
    ):
        printed = printed.replace(ours, theirs)
    [shown] = blocks(kind)
    if os.environ.get("README_UPDATE"):
        replace(shown, printed)
    else:
        assert shown.text == printed
