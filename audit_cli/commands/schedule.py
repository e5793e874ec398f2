"""`audit schedule`: what cron or systemd needs to write the report of the week every Monday."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Final, NamedTuple

from audit_cli.commands.options import TOGETHER, WITHOUT, ask_first, flag, option
from audit_cli.errors import AuditError, UsageError
from audit_cli.files import private_folder, write_atomically
from audit_cli.language import _, printable
from audit_cli.terminal import console
from audit_cli.terminal.instants import now
from audit_cli.terminal.session import Session

_WEEKLY: Final = ("report", "weekly", "--catch-up")
# It stands before the line, for whoever wonders in a year where that came from.
_MARKER: Final = "# audit schedule cron --install: {home}"
# What `crontab -l` says where there is no table yet: of Vixie, cronie, dcron, macOS; of busybox.
_NO_TABLE: Final = re.compile(rb"no crontab for|can't open '[^']*': No such file", re.IGNORECASE)
# As healthchecks.io advises: silent, unless it fails after five tries.
_CURL_OPTIONS: Final = ("-fsS", "-m", "10", "--retry", "5", "-o", "/dev/null")
_NO_URL_YET: Final = "https://hc-ping.com/ID"
_USUAL_TIME: Final = "07:00"
_UNITS: Final = "~/.config/systemd/user"

_NOT_INSTALLED = _(
    "the program `audit` was not found, and cron and systemd need its full path; install it with"
    " `pipx install .` (or `pip install .`) and try again"
)
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
_BAD_URL = _("`{written}` is no address to ping; it begins with https:// and has no spaces")
_INVISIBLE = _(
    "{word} has a line break or another invisible character, which cron and systemd don't take;"
    " give it another name"
)
_CRON = _("""\
Every Monday at {time}: the report of last week, and of the weeks that were missed before.
It says nothing when it worked. Add it once to your crontab; what is there stays:
  (crontab -l 2>/dev/null; {again}) | crontab -""")
_CRON_PING = _("""\
Would you notice a Monday without a report? With this line instead, a service such as healthchecks.io
e-mails you when Monday's ping did not come. Put the address that it gives you at the end, or after --ping:""")
_GOES_IN = _("This line goes into your crontab:")
_COMES_OUT = _("This comes out of your crontab:")
_PUT_IT_IN = _("Put it there? Everything else in it stays as it is. (y/n) ")
_TAKE_IT_OUT = _("Take it out? Everything else in it stays as it is. (y/n) ")
_SAY_YES = _("nobody can be asked here: say --yes to change your crontab")
_OUT = _("Done: it is out of your crontab.")
_OUT_ALREADY = _("Your crontab has no line for {home}; nothing was changed.")
_NEXT = _("The next report: {date}, at {time} local time, if this machine and its cron run then.")
_OTHER_CLOCK = _(
    "Every Monday at {time}, by the clock that CRON_TZ in your crontab sets, if this machine and its"
    " cron run then."
)
_FILE = _("FILE: {path}")
_DESCRIPTION = _("audit: the report of the week")
_LOCKED = _("75 (another run holds the lock) stays a failure: how that run ends isn't known here.")
_SYSTEMD_PING = _("""\
Would you notice a Monday without a report? A service such as healthchecks.io e-mails you when Monday's
ping did not come. Put the address that it gives you at the end, or after --ping:""")
_PERSISTENT = _("If the machine was off on Monday, as soon as it is on.")
_ENABLE = _("""\
When both files are in {folder} (-o {folder} puts them there):
  systemctl --user daemon-reload
  systemctl --user enable --now audit-weekly.timer
  loginctl enable-linger    # also while you are not logged in""")

At = Annotated[str, option("--at", "HH:MM", _("At what time on Mondays"))]
_PING_HELP = _("Ping this address each time it worked; its service tells you when no ping came")
Ping = Annotated[str, option("--ping", "URL", _PING_HELP)]
Install = Annotated[bool, flag("--install", _("Put the line into your crontab, after asking"))]
Remove = Annotated[bool, flag("--remove", _("Take the line out of your crontab, after asking"))]
Yes = Annotated[bool, flag("--yes", _("With --install or --remove: don't ask"))]
Folder = Annotated[str, option("-o --output", _("DIR"), _("Write the two files into this folder"))]


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
    ours = f"{_MARKER.format(home=home)}\n{line}\n".encode()
    return first + ours + without_lines(b"".join(after), home)


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
    ours = rf" --home {re.escape(cron_word(str(home)))}( --lang [\w-]+)? {' '.join(_WEEKLY)}"
    return bool(re.fullmatch(rf"\s*[^#\s].*{ours}( && .*)?\s*".encode(), line))


class Schedule(NamedTuple):
    """What runs on Mondays at a `time` such as `07:00`, in words: the `program` with its options, the
    `weekly` report of it, and the `ping` that tells a dead man's switch, of a `url` if there is one."""

    time: str
    program: tuple[str, ...]
    weekly: tuple[str, ...]
    ping: tuple[str, ...]
    url: str


def cron(
    here: Session,
    at: At = _USUAL_TIME,
    ping: Ping = "",
    install: Install = False,
    remove: Remove = False,
    yes: Yes = False,
) -> None:
    """Lines that can be added to any crontab as they are, or the one line in the crontab of this user."""
    if install and remove:
        raise UsageError(TOGETHER, one="--install", other="--remove")
    if yes and not (install or remove):
        raise UsageError(WITHOUT, one="--yes", other="--install")
    schedule = _schedule(here, at, ping)
    hour, minute = map(int, schedule.time.split(":"))
    line = " ".join((f"{minute} {hour} * * 1", *map(cron_word, schedule.weekly)))
    pinging = " ".join((line, "&&", *map(cron_word, schedule.ping)))
    if install or remove:
        crontab = _crontab(schedule)
        if remove:
            _remove(here, crontab, yes)
        else:
            _install(here, crontab, schedule, pinging if ping else line, yes)
        return
    again = [*schedule.program, "schedule", "cron"]
    if schedule.time != _USUAL_TIME:
        again += ["--at", schedule.time]
    if ping:
        again += ["--ping", ping]
    console.write(_comment(here.say(_CRON, time=schedule.time, again=shlex.join(again))))
    console.write(f"{pinging if ping else line}\n")
    if not ping:
        console.write(f"{_comment(here.say(_CRON_PING))}# {pinging}\n")


def _crontab(schedule: Schedule) -> Crontab:
    """The crontab of this user. Raises AuditError, which says what to do where there is no cron."""
    program = shutil.which("crontab")
    if program is None:
        systemd_files = [*schedule.program, "schedule", "systemd", "-o", _UNITS]
        raise without_cron(schedule.time, schedule.weekly, systemd_files)
    return Crontab(program)


def _install(here: Session, crontab: Crontab, schedule: Schedule, line: str, yes: bool) -> None:
    """The line in the crontab, once, whatever line for this home was there. Raises AuditError."""
    if [one.strip() for one in lines_of(crontab.table, here.home)] == [line.encode()]:
        said = _("It is in your crontab already; nothing was changed.")
    else:
        if not here.quiet:
            console.write(f"{here.say(_GOES_IN)}\n  {line}\n")
        if not yes:
            ask_first(here, _PUT_IT_IN, _SAY_YES)
        crontab.write(with_line(crontab.table, here.home, line))
        said = _("Done: it is in your crontab.")
    if not here.quiet:
        console.out(here.say(said))
        console.out(_next_run(here, schedule.time, crontab.table))


def _next_run(here: Session, time: str, table: bytes) -> str:
    if re.search(rb"^\s*CRON_TZ\s*=", table, re.MULTILINE):
        return here.say(_OTHER_CLOCK, time=time)
    moment: datetime = now().wall
    passed = f"{moment:%H:%M}" >= time
    days = -moment.weekday() % 7 or (7 if passed else 0)
    day = moment.date() + timedelta(days)
    return here.say(_NEXT, date=here.locale.date(day), time=time)


def _remove(here: Session, crontab: Crontab, yes: bool) -> None:
    """No line for this home in the crontab. Raises AuditError."""
    found = lines_of(crontab.table, here.home)
    if found:
        if not here.quiet:
            lines = "".join(
                f"  {printable(one.decode(errors='replace').strip())}\n" for one in found
            )
            console.write(f"{here.say(_COMES_OUT)}\n{lines}")
        if not yes:
            ask_first(here, _TAKE_IT_OUT, _SAY_YES)
        crontab.write(without_lines(crontab.table, here.home))
    if not here.quiet:
        console.out(here.say(_OUT if found else _OUT_ALREADY, home=here.home))


def systemd(here: Session, at: At = _USUAL_TIME, ping: Ping = "", where: Folder = "") -> None:
    files = _units(here, _schedule(here, at, ping))
    enable = here.say(_ENABLE, folder=_UNITS)
    if not where:
        for name, text in files.items():
            console.write(_comment(here.say(_FILE, path=f"{_UNITS}/{name}")) + text + "\n")
        console.write(_comment(enable))
        return
    folder = Path(where).expanduser()
    private_folder(folder)
    for name, text in files.items():
        write_atomically(folder / name, text.encode())
        if not here.quiet:
            console.out(str(folder / name))
    if not here.quiet:
        console.write(f"{enable}\n")


def _units(here: Session, schedule: Schedule) -> dict[str, str]:
    description = f"[Unit]\nDescription={here.say(_DESCRIPTION)}\n"
    post = f"ExecStartPost={' '.join(map(systemd_word, schedule.ping))}\n"
    return {
        "audit-weekly.service": f"{description}\n[Service]\nType=oneshot\n"
        + _comment(here.say(_LOCKED))
        + f"ExecStart={' '.join(map(systemd_word, _startable(schedule.weekly)))}\n"
        + (post if schedule.url else _comment(here.say(_SYSTEMD_PING)) + f"# {post}"),
        "audit-weekly.timer": f"{description}\n[Timer]\nOnCalendar=Mon *-*-* {schedule.time}\n"
        + _comment(here.say(_PERSISTENT))
        + "Persistent=true\n\n[Install]\nWantedBy=timers.target\n",
    }


def systemd_word(word: str) -> str:
    """A word of a command line in a unit: systemd.service(5), systemd.syntax(7)."""
    if re.fullmatch(r"[\w@+=:,./-]+", word):
        return word
    escaped = re.sub(r'(["\\])', r"\\\1", word)
    return '"' + escaped.replace("%", "%%").replace("$", "$$") + '"'


def _startable(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words so that systemd starts them: it refuses quotes and backslashes in the path of a
    program, and doesn't take `$$` for `$` there."""
    if not set(words[0]) & set("\"'\\$"):
        return words
    return ("/bin/sh", "-c", 'exec "$0" "$@"', *words)


def _schedule(here: Session, at: str, url: str) -> Schedule:
    time = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", at, re.ASCII)
    if time is None:
        raise UsageError(_("`{written}` is no time of day; write it as 07:00"), written=at)
    if url and not re.fullmatch(r"https?://[^\s/]\S*", url):
        raise UsageError(_BAD_URL, written=url)
    curl = shutil.which("curl")
    if url and not curl:
        raise AuditError(_("--ping needs the program `curl`; install it and try again"))
    # Cron has no LANG: the language is that of audit.yaml, or it is said.
    language = () if here.language == here.settings.language else ("--lang", here.language)
    program = (_program(), "--home", str(here.home), *language)
    weekly, ping = (*program, *_WEEKLY), (curl or "curl", *_CURL_OPTIONS, url or _NO_URL_YET)
    for word in (*weekly, *ping):
        if printable(word) != word or set(word) & set("\t\n"):
            raise AuditError(_INVISIBLE, word=repr(word))
    return Schedule(f"{time[1]:0>2}:{time[2]}", program, weekly, ping, url)


def _program() -> str:
    """The full path of this program, where it was started from or where the shell finds it."""
    program = sys.argv[0] if Path(sys.argv[0]).stem == "audit" else "audit"
    found = shutil.which(program)
    if found is None:
        raise AuditError(_NOT_INSTALLED)
    return os.path.abspath(found)  # noqa: PTH100 (links stay: pipx moves what they lead to)


def _comment(text: str) -> str:
    return "".join(f"# {line}\n" for line in text.splitlines())
