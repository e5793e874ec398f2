"""`audit report weekly` as cron runs it: no environment, no terminal, two at once, disks that fail, `kill -9`."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from store.making import reports_of
from weekly_homes import Home

from audit_cli.demo.home import make
from audit_cli.language.weeks import week_after, week_of
from audit_cli.store.doctor import examine
from audit_cli.store.journal import Store

from .program import ENGLISH, Outcome, Program, installed
from .test_faults import bound_by_permissions

WEEKLY: Final = ("report", "weekly", "--catch-up", "--format", "html,md,txt,json,csv")
KILLS: Final = int(os.environ.get("AUDIT_KILLS", "10"))
PARTS: Final = 2  # so that two cores share the work
MISSED: Final = 4


def arguments(home: Path, *words: str) -> list[str]:
    """The whole command; what cron has in its line."""
    return [*installed(), "--home", str(home), *(words or WEEKLY)]


def bare(**more: str) -> dict[str, str]:
    """No environment but for what finds a program under test."""
    return {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ} | more


def as_cron(
    command: Sequence[str],
    *,
    closed: str = "0<&-",
    before: Callable[[], object] | None = None,
    **environment: str,
) -> Outcome:
    """How a command ends in `/` with stdin (or more) closed and an empty environment."""
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {closed}', "sh", *command],
        env=bare(**environment),
        cwd="/",
        capture_output=True,
        preexec_fn=before,
        timeout=300,
        check=False,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


def pages(home: Path) -> dict[str, bytes]:
    """The reports that have their final names."""
    found = sorted((home / "reports").glob("*"))
    return {path.name: path.read_bytes() for path in found if not path.name.startswith(".")}


def leftovers(home: Path) -> list[str]:
    """Files that are no reports (yet)."""
    return sorted(path.name for path in (home / "reports").glob(".*"))


# -- the homes ----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three sites with a year of audits, not to be written into."""
    path = tmp_path_factory.mktemp("demo") / "demo"
    make(path, "en", datetime.now(UTC))
    return path


@pytest.fixture
def home(demo: Path, tmp_path: Path) -> Path:
    """A year of three sites."""
    return Path(shutil.copytree(demo, tmp_path / "home"))


@pytest.fixture(scope="session")
def right(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What an undisturbed run writes of the three sites."""
    home = Path(shutil.copytree(demo, tmp_path_factory.mktemp("right") / "home"))
    assert as_cron(arguments(home)) == Outcome(0, "", "")
    return pages(home)


def test_the_right_files(right: dict[str, bytes]) -> None:
    week = week_after(week_of(datetime.now(UTC)), -1)
    sites = {f"weekly-{week}-{s}.{f}" for s in ("centro", "norte", "sur") for f in FORMATS}
    assert right.keys() == sites | {f"weekly-{week}.{f}" for f in ("html", "md", "txt")}


FORMATS: Final = ("html", "md", "txt", "json", "csv")
CLOSED: Final = "0<&- 1>&-"
SURROUNDINGS: Final = {
    "stdin closed": {},
    "stdout closed": {"closed": CLOSED},
    "all closed": {"closed": f"{CLOSED} 2>&-"},
    "a full stdout": {"closed": "0<&- >/dev/full"},
    "LANG=C": {"LANG": "C", "LC_ALL": "C"},
    "a locale that is none": {"LC_ALL": "xx_YY.nothing"},
    "a home that is not there": {"HOME": "/nowhere"},
    "a time zone that is none": {"TZ": "Nowhere/Land"},
    "another time zone": {"TZ": "Pacific/Kiritimati"},
    "PATH alone": {"PATH": "/usr/bin:/bin", "TERM": "dumb"},
    "umask 000": {"before": lambda: os.umask(0)},
    "umask 377": {"before": lambda: os.umask(0o377)},
}


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_silent_and_the_same_bytes_in_any_surroundings(
    home: Path, right: dict[str, bytes], name: str
) -> None:
    assert as_cron(arguments(home), **SURROUNDINGS[name]) == Outcome(0, "", "")
    assert pages(home) == right
    assert leftovers(home) == []
    modes = {path.stat().st_mode & 0o777 for path in (home / "reports").iterdir()}
    assert modes == {0o600}
    assert (home / "reports").stat().st_mode & 0o777 == 0o700
    assert (home / "weekly.lock").stat().st_mode & 0o077 == 0


def test_again_the_same_bytes_and_doctor_is_content(home: Path, right: dict[str, bytes]) -> None:
    for words in (WEEKLY, WEEKLY, (*WEEKLY, "--force")):
        assert as_cron(arguments(home, *words)) == Outcome(0, "", "")
        assert pages(home) == right
    assert Program(home, ENGLISH).run("--quiet", "doctor").code == 0
    assert wrong_with(home) == []


# -- two at once --------------------------------------------------------------------------------------


def started(home: Path, *words: str) -> subprocess.Popen[bytes]:
    """The program at work, with a page of it already there."""
    process = subprocess.Popen(
        arguments(home, *words),
        env=bare(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 120
    while not pages(home):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.002)
    return process


def test_of_two_at_once_one_works_and_one_gives_75(home: Path, right: dict[str, bytes]) -> None:
    process = started(home)
    process.send_signal(signal.SIGSTOP)  # so that it surely is not done yet
    other = as_cron(arguments(home))
    assert (other.code, other.out) == (75, "")
    assert other.err.count("\n") == 1
    process.send_signal(signal.SIGCONT)
    assert (process.communicate(), process.returncode) == ((b"", b""), 0)
    assert pages(home) == right
    assert as_cron(arguments(home)) == Outcome(0, "", "")


def test_one_that_is_asked_to_end_leaves_nothing_half(home: Path, right: dict[str, bytes]) -> None:
    process = started(home)
    process.terminate()
    assert process.communicate() == (b"", b"")
    assert process.returncode == 128 + signal.SIGTERM
    assert pages(home).items() <= right.items()
    assert as_cron(arguments(home)) == Outcome(0, "", "")
    assert pages(home) == right
    assert leftovers(home) == []


# -- disks that fail ----------------------------------------------------------------------------------


def no_large_files() -> None:
    """As on a full disk: a page of html does not fit, one of csv does."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (12_000, 12_000))


def told_in_one_line(done: Outcome, *named: str) -> None:
    """Exit code 1, and on stderr one line with all of this."""
    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") == 1
    assert all(word in done.err for word in named)


def test_a_full_disk(home: Path, right: dict[str, bytes]) -> None:
    done = as_cron(arguments(home), before=no_large_files)
    told_in_one_line(done, str(home / "reports"), "the disk is full")
    assert pages(home).items() <= right.items()
    assert leftovers(home) == []
    assert as_cron(arguments(home)) == Outcome(0, "", "")
    assert pages(home) == right


def test_a_disk_that_is_full_for_what_is_noted(home: Path, right: dict[str, bytes]) -> None:
    """The small pages fit, but the database may not grow: they are written anew by the next run."""
    words = ("report", "weekly", "--format", "csv", "--site", "norte")
    told_in_one_line(as_cron(arguments(home, *words), before=no_large_files), "audit.db")
    assert pages(home).items() <= right.items()
    assert as_cron(arguments(home)) == Outcome(0, "", "")
    assert pages(home) == right


def test_a_device_without_room(home: Path) -> None:
    words = ("report", "weekly", "--site", "norte", "--format", "txt", "-o", "/dev/full")
    told_in_one_line(as_cron(arguments(home, *words)), "/dev/full", "the disk is full")


@pytest.mark.parametrize("mode", [0o500, 0o000])
def test_a_folder_that_may_not_be_written(home: Path, right: dict[str, bytes], mode: int) -> None:
    assert as_cron(arguments(home)) == Outcome(0, "", "")
    command = [*bound_by_permissions(), *arguments(home, *WEEKLY, "--force")]
    (home / "reports").chmod(mode)
    try:
        told_in_one_line(as_cron(command), str(home / "reports"), "not permitted")
    finally:
        (home / "reports").chmod(0o700)
    assert pages(home) == right
    assert leftovers(home) == []


def test_a_folder_that_may_not_be_looked_into_is_told_when_nothing_is_due(home: Path) -> None:
    assert as_cron(arguments(home)) == Outcome(0, "", "")
    (home / "reports").chmod(0)
    try:
        done = as_cron([*bound_by_permissions(), *arguments(home)])
    finally:
        (home / "reports").chmod(0o700)
    told_in_one_line(done, str(home / "reports"), "not permitted")


@pytest.mark.parametrize("where", ["", "folder", "folder/", "week.html"])
def test_a_place_that_may_not_be_looked_into(home: Path, tmp_path: Path, where: str) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir(mode=0)
    words = ("report", "weekly", "--site", "norte", "-o", f"{hidden}/{where}")
    done = as_cron([*bound_by_permissions(), *arguments(home, *words)])
    told_in_one_line(done, str(hidden), "not permitted")


def test_a_file_in_the_place_of_the_folder(home: Path) -> None:
    (home / "reports").write_text("mine")
    told_in_one_line(as_cron(arguments(home)), str(home / "reports"), "not a folder")
    assert (home / "reports").read_text() == "mine"


def test_a_home_that_is_not_there_yet(tmp_path: Path) -> None:
    home = tmp_path / "not" / "there yet"
    assert as_cron(arguments(home)) == Outcome(0, "", "")
    assert len(pages(home)) == len(FORMATS)
    assert {path.stat().st_mode & 0o777 for path in (home.parent, home)} == {0o700}


# -- kill -9 ------------------------------------------------------------------------------------------


class Half(AssertionError):
    """Something is half written, lost, or there twice."""


def wrong_with(home: Path) -> list[str]:
    """What doctor calls an error."""
    found = examine(home / "audit.db", backups=home / "backups", now=datetime.now(UTC))
    return [
        finding.message.say("en", **dict(finding.values))
        for finding in found
        if finding.severity == "error"
    ]


class Kills:
    """Two sites that missed some weeks, whose catching up is killed again and again."""

    def __init__(self, folder: Path, seed: int, command: Sequence[str] = ()) -> None:
        print(f"seed {seed}")
        self._random = random.Random(seed)
        self._before, self._home = folder / "before", folder / "home"
        self._command = [*(command or installed()), "--home", str(self._home), *WEEKLY]
        self.kills = self.writing = 0
        self._make()
        self._starting, self._writing = self._measure()
        self._right, self._noted = pages(self._home), self._records()
        assert len(self._right) == (1 + MISSED) * (2 * len(FORMATS) + 3)

    def kill(self, times: int) -> None:
        """Kill that often; now and then a run may end undisturbed, and all must be there. Raises Half."""
        while self.kills < times:
            shutil.rmtree(self._home)
            shutil.copytree(self._before, self._home)
            while self._killed():
                self._check()
                if self._random.random() < 0.2:
                    self._run()
                    break
            if pages(self._home) != self._right or self._records() != self._noted:
                raise Half(f"after {self.kills} kills a run wrote {sorted(pages(self._home))}")
            if leftovers(self._home):
                raise Half(f"{leftovers(self._home)} was left")

    def _make(self) -> None:
        now = datetime.now(UTC)
        self._before.mkdir(parents=True)
        made = Home(self._before)
        with closing(made.store):
            for day in range(7 * (MISSED + 2)):
                made.visit("madrid", f"{now - timedelta(days=day):%Y-%m-%d}T10:00")
            made.visit("madrid-2", f"{now - timedelta(days=10):%Y-%m-%d}T10:00", floor="no")
            made.write(now - timedelta(weeks=MISSED), "madrid", "madrid-2", formats=FORMATS)
        shutil.copytree(self._before, self._home)

    def _start(self) -> subprocess.Popen[bytes]:
        nowhere = subprocess.DEVNULL
        return subprocess.Popen(
            self._command, env=bare(), stdin=nowhere, stdout=nowhere, stderr=subprocess.PIPE
        )

    def _run(self) -> None:
        process = self._start()
        _, said = process.communicate()
        if process.returncode or said:
            raise Half(f"a run ended with {process.returncode}: {said.decode()}")

    def _measure(self) -> tuple[float, float]:
        """Seconds until a run begins to write, and of writing, on this machine."""
        begun = time.monotonic()
        process = self._start()
        self._until_it_writes(process)
        writes = time.monotonic()
        assert (process.communicate()[1], process.returncode) == (b"", 0)
        return writes - begun, time.monotonic() - writes

    def _until_it_writes(self, process: subprocess.Popen[bytes]) -> None:
        before = self._names()
        while process.poll() is None and self._names() == before:
            time.sleep(0.001)

    def _names(self) -> set[str]:
        return {path.name for path in (self._home / "reports").iterdir()}

    def _killed(self) -> bool:
        """Kill a run while it starts or, four times in five, while it writes; False if it ended before."""
        process, at_work = self._start(), self._random.random() < 0.8
        if at_work:
            self._until_it_writes(process)
        try:
            process.wait(
                self._random.random() * (0.7 * self._writing if at_work else self._starting)
            )
        except subprocess.TimeoutExpired:
            process.kill()
        _, said = process.communicate()
        if process.returncode == 0:
            return False
        if process.returncode != -signal.SIGKILL or said:
            raise Half(f"a run ended with {process.returncode}: {said.decode()}")
        self.kills += 1
        self.writing += at_work
        return True

    def _check(self) -> None:
        for name, data in pages(self._home).items():
            if self._right.get(name) != data:
                raise Half(f"{name} is not whole")
        if wrong := wrong_with(self._home):
            raise Half(f"doctor found {wrong}")
        for name, sha256 in self._records().items():
            path = self._home / "reports" / name
            if sha256 != self._noted[name] or not path.exists():
                raise Half(f"{name} is noted, and not there")

    def _records(self) -> dict[str, str]:
        with Store.open(
            self._home / "audit.db", backups=self._home / "backups", read_only=True
        ) as store:
            return {one.name: one.sha256 for one in reports_of(store)}


@pytest.mark.parametrize("part", range(PARTS))
def test_killed_at_any_moment_nothing_is_half_and_the_next_run_completes(
    tmp_path: Path, part: int
) -> None:
    kills = Kills(tmp_path, random.SystemRandom().randrange(10**6) * PARTS + part)
    kills.kill(KILLS // PARTS)
    print(f"{kills.kills} kills, {kills.writing} of them while writing")
    assert kills.kills >= KILLS // PARTS
    assert kills.writing > kills.kills // 2 or kills.kills < 50


# Programs with a mistake in them, which the kills have to notice. What is noted too early is found at
# once, or, if the run was killed before it wrote the rest, by what is missing in the end.
WRONG: Final = {
    "is not whole": """
def in_place(path, data, **_):
    with path.open("wb") as file:
        for byte in range(0, len(data), 999):
            file.write(data[byte : byte + 999])
            file.flush()
            time.sleep(0.001)

due.write_atomically = in_place
""",
    "is noted, and not there|a run wrote": """
def pages_noted_first(work, facts, formats, outcome):
    waiting, at_once = [], due.write_atomically
    due.write_atomically = lambda *written, **how: waiting.append((written, how))
    noted = list(write_pages(work, facts, formats, outcome))
    due.write_atomically = at_once
    due.note_reports(work.store, noted)
    for written, how in waiting:
        at_once(*written, **how)
    return []

write_pages, due._write_pages = due._write_pages, pages_noted_first
""",
    "a run wrote": """
def notes_then_summary(*wanted):
    notes.append(wanted)

def note(store, noted):
    note_reports(store, noted)
    time.sleep(0.1)
    while notes:
        write_summary(*notes.pop())

notes = []
write_summary, due._write_summary = due._write_summary, notes_then_summary
note_reports, due.note_reports = due.note_reports, note
""",
    "was left": """
def slowly(*names):
    time.sleep(0.01)
    put_in_place(*names)

put_in_place, files.put_in_place = files.put_in_place, slowly
due.sweep = lambda folder, own: None
""",
}


@pytest.mark.skipif(KILLS < 50, reason="where many are killed, as in .ci/run (AUDIT_KILLS)")
@pytest.mark.parametrize("told", WRONG)
def test_the_kills_notice_a_program_that_does_it_wrong(tmp_path: Path, told: str) -> None:
    program = tmp_path / "wrong.py"
    program.write_text(
        "import time\nfrom audit_cli import files\nfrom audit_cli.week import due\n"
        "from audit_cli.commands.main import run\n"
        f"{WRONG[told]}\nrun()\n"
    )
    with pytest.raises(Half, match=told):
        Kills(tmp_path, 7, [sys.executable, str(program)]).kill(60)
