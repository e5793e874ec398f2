"""`audit schedule`: what it prints is taken by cron and systemd for what was meant."""

import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audit_cli.commands import schedule
from audit_cli.commands.main import main
from audit_cli.commands.schedule import cron_word, systemd_word
from audit_cli.interview.clock import Instant
from audit_cli.terminal.session import Session

Run = Callable[..., tuple[int, str, str]]
AWKWARD = """it's 50% "so" $HOME \\%n\\\\ `x` año; # ~"""
URL = "https://hc-ping.com/5f0?a=%20&b=$c"
UNITS = ("audit-weekly.service", "audit-weekly.timer")
WEEKLY = ["report", "weekly", "--catch-up"]


def executable(path: Path) -> Path:
    """A program that can be started and does nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program was started from; there is a curl, and no word of a language."""
    path = executable(tmp_path / "bin" / "audit")
    executable(tmp_path / "bin" / "curl")
    monkeypatch.setattr(sys, "argv", [str(path)])
    monkeypatch.setenv("PATH", str(path.parent))
    for key in ("AUDIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(key, raising=False)
    return path


@pytest.fixture
def run(
    program: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Run a command in a home; returns its exit code, what it printed, and what it complained of."""
    del program

    def running(*words: str, home: str = "home") -> tuple[int, str, str]:
        code = main(["--home", str(tmp_path / home), *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return running


def active(text: str) -> str:
    """The one line of a crontab that is no comment."""
    [line] = [line for line in text.splitlines() if not line.startswith("#")]
    return line


def vixie(command: str) -> str:
    """What cron hands to sh, as in Debian, BSD and macOS; an open `%` would end the command."""
    assert not re.search(r"(?<!\\)(\\\\)*%", command)
    return re.sub(r"\\([\\%])", r"\1", command)


def cronie(command: str) -> str:
    """The same in Fedora, Arch and Termux, whose cron leaves two backslashes as they are."""
    assert not re.search(r"(?<!\\)(\\\\)*%", command)
    return re.sub(r"(\\.)", lambda found: "%" if found[1] == r"\%" else found[1], command)


def busybox(command: str) -> str:
    """The same in Alpine, whose cron knows no `%`."""
    return command


TAKEN = [vixie, cronie, busybox]
words = st.text(st.characters(exclude_characters="\n\t\0", exclude_categories=["Cs", "Cc"]))
awkward_words = st.text(st.sampled_from("a/ %\\'\"$`ñ;#~{}"))


@given(words | awkward_words)
@example(AWKWARD)
@example("\\\\")
@example("")
def test_every_cron_takes_a_word_for_what_it_is(word: str) -> None:
    for taken in TAKEN:
        quoted = cron_word(word) or "''"
        assert shlex.split(taken(f"x {quoted} y")) == ["x", word, "y"], taken.__name__


def unit_words(line: str) -> list[str]:
    """A command line as systemd reads it: quotes, C escapes, specifiers, then variables."""
    found = []
    for quoted, bare in re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', line):
        word = re.sub(r'\\(["\\])', r"\1", quoted) if quoted else bare
        assert not re.search(r"%(?!%)", word.replace("%%", ""))
        assert not re.search(r"\$", word.replace("$$", ""))
        found.append(word.replace("%%", "%").replace("$$", "$"))
    return found


@given(words.filter(bool) | awkward_words.filter(bool))
@example(AWKWARD)
@example("\\")
def test_systemd_takes_a_word_for_what_it_is(word: str) -> None:
    assert unit_words(f"/x {systemd_word(word)} y") == ["/x", word, "y"]


def test_the_line_says_everything_that_cron_does_not(
    run: Run, program: Path, tmp_path: Path
) -> None:
    code, printed, complaint = run("schedule", "cron", home=AWKWARD)
    assert (code, complaint) == (0, "")
    fields = active(printed).split(" ", 5)
    assert fields[:5] == ["0", "7", "*", "*", "1"]
    command = [str(program), "--home", str(tmp_path / AWKWARD), "--lang", "en", *WEEKLY]
    for taken in TAKEN:
        assert shlex.split(taken(fields[5])) == command


def test_the_ping_follows_only_what_worked(run: Run, tmp_path: Path) -> None:
    _, printed, _ = run("schedule", "cron", "--ping", URL)
    before, ping = vixie(active(printed)).split(" && ")
    curl = str(tmp_path / "bin" / "curl")
    expected = [curl, "-fsS", "-m", "10", "--retry", "5", "-o", "/dev/null", URL]
    assert shlex.split(ping) == expected
    assert shlex.split(before)[-3:] == WEEKLY
    _, without, _ = run("schedule", "cron")
    assert "# " + before.replace(str(tmp_path), "") in without.replace(str(tmp_path), "")
    assert without.splitlines()[-1].endswith("https://hc-ping.com/ID")


def test_it_is_said_how_it_gets_into_a_crontab(run: Run, tmp_path: Path) -> None:
    """The command in the comment adds exactly what was printed to what there is."""
    script = executable(tmp_path / "tools" / "crontab")
    table = tmp_path / "table"
    script.write_text(f'#!/bin/sh\ncd {tmp_path}\n[ "$1" = - ] && exec cat >new\ncat table\n')
    table.write_text("5 4 * * * backup 50\\%\n")
    _, printed, _ = run("schedule", "cron", "--at", "18:30", "--ping", URL, home=AWKWARD)
    [command] = re.findall(r"^#   (\(crontab -l.*\) \| crontab -)$", printed, re.MULTILINE)
    ours = re.escape(shlex.quote(str(tmp_path / "bin" / "audit")))
    again = re.search(rf"; ({ours} .*)\) \| crontab -", command)
    assert again
    assert shlex.split(again[1])[1:] == [
        "--home", str(tmp_path / AWKWARD), "--lang", "en",
        "schedule", "cron", "--at", "18:30", "--ping", URL,
    ]  # fmt: skip
    (tmp_path / "bin" / "audit").write_text("#!/bin/sh\ncat <<'X'\n" + printed + "X\n")
    path = os.pathsep.join((str(script.parent), os.defpath))
    subprocess.run(["/bin/sh", "-c", command], env={"PATH": path}, check=True)
    assert (tmp_path / "new").read_text("utf-8") == table.read_text() + printed


@pytest.mark.parametrize(
    ("settings", "options", "said"),
    [
        ("", [], ["--lang", "en"]),
        ("", ["--lang", "es"], ["--lang", "es"]),
        ("language: es", [], []),
        ("language: es", ["--lang", "es"], []),
        ("language: es", ["--lang", "en"], ["--lang", "en"]),
    ],
)
def test_the_language_is_said_where_the_settings_do_not(
    run: Run, tmp_path: Path, settings: str, options: list[str], said: list[str]
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "audit.yaml").write_text(settings)
    _, printed, _ = run(*options, "schedule", "cron")
    assert shlex.split(active(printed))[8:-3] == said


def test_the_language_of_the_environment_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "es_MX.UTF-8")
    _, printed, _ = run("schedule", "cron")
    assert printed.startswith("# Cada lunes a las 07:00")
    assert "--lang es report weekly" in active(printed)


@pytest.mark.parametrize(
    ("at", "cron", "systemd"),
    [("7:05", "5 7 * * 1 ", "Mon *-*-* 07:05\n"), ("23:59", "59 23 * * 1 ", "Mon *-*-* 23:59\n")],
)
def test_another_time(run: Run, at: str, cron: str, systemd: str) -> None:
    assert active(run("schedule", "cron", "--at", at)[1]).startswith(cron)
    assert f"OnCalendar={systemd}" in run("schedule", "systemd", "--at", at)[1]


@pytest.mark.parametrize(
    "options",
    [
        ("--at", "24:00"),
        ("--at", "7"),
        ("--at", "٠٧:٠٠"),
        ("--at", "07:00\n"),
        ("--ping", "hc-ping.com/5f0"),
        ("--ping", "https://x y"),
        ("--ping", "https://x\n* * * * * rm"),
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", ["cron", "systemd"])
def test_what_cannot_be_is_refused(
    run: Run, kind: str, language: str, options: tuple[str, str]
) -> None:
    code, printed, complaint = run("--lang", language, "schedule", kind, *options)
    assert (code, printed) == (2, "")
    assert ("07:00" if options[0] == "--at" else "https://") in complaint


@pytest.mark.parametrize(
    "name", ["two\nlines", "tab\there", "bell\x07", "right\u202eleft", "\udcff"]
)
@pytest.mark.parametrize("kind", ["cron", "systemd"])
def test_an_invisible_character_is_refused(run: Run, kind: str, name: str) -> None:
    code, printed, complaint = run("schedule", kind, home=name)
    assert (code, printed) == (1, "")
    assert "invisible character" in complaint
    assert complaint.count("\n") == 1


def test_a_program_that_is_not_installed_is_missed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin" / "audit").chmod(0o644)
    code, printed, complaint = run("schedule", "cron")
    assert (code, printed) == (1, "")
    assert "pipx install ." in complaint
    there = executable(tmp_path / "there" / "audit")
    monkeypatch.setattr(sys, "argv", ["-c"])
    monkeypatch.setenv("PATH", "there")
    monkeypatch.chdir(tmp_path)
    assert shlex.split(active(run("schedule", "cron")[1]))[5] == str(there)


def test_a_ping_needs_curl(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bin" / "curl").unlink()
    assert run("schedule", "cron", "--ping", URL)[::2] == (
        1,
        "audit: --ping needs the program `curl`; install it and try again\n",
    )
    assert run("schedule", "cron")[0] == 0


# -- systemd ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("ping", [(), ("--ping", URL)])
def test_the_files_are_what_is_printed(
    run: Run, tmp_path: Path, language: str, ping: tuple[str, ...]
) -> None:
    folder = tmp_path / "systemd" / "user"
    _, printed, _ = run("--lang", language, "schedule", "systemd", *ping)
    code, written, _ = run("--lang", language, "schedule", "systemd", *ping, "-o", str(folder))
    assert code == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted(UNITS)
    for name in UNITS:
        text = (folder / name).read_text("utf-8")
        assert f": ~/.config/systemd/user/{name}\n{text}\n" in printed
        assert str(folder / name) in written
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    for command in ("daemon-reload", "enable --now audit-weekly.timer"):
        assert f"#   systemctl --user {command}\n" in printed
        assert f"  systemctl --user {command}\n" in written
    assert run("schedule", "systemd", "-o", str(folder), "--quiet") == (0, "", "")


@pytest.mark.parametrize("folder", ["bin", AWKWARD.replace("/", "")])
def test_systemd_starts_what_was_meant(
    run: Run, tmp_path: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any program and any home; a quote in the program's own path is what systemd can't start."""
    program = executable(tmp_path / folder / "audit")
    monkeypatch.setattr(sys, "argv", [str(program)])
    units = tmp_path / "units"
    run("schedule", "systemd", "--ping", URL, "-o", str(units), home=AWKWARD)
    service = (units / UNITS[0]).read_text("utf-8")
    started = unit_words(re.findall(r"^ExecStart=(.*)$", service, re.MULTILINE)[0])
    pinged = unit_words(re.findall(r"^ExecStartPost=(.*)$", service, re.MULTILINE)[0])
    command = [str(program), "--home", str(tmp_path / AWKWARD), "--lang", "en", *WEEKLY]
    assert started[-len(command) :] == command
    assert started[: -len(command)] in ([], ["/bin/sh", "-c", 'exec "$0" "$@"'])
    assert pinged[-1] == URL
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$0" "$@"\n')
    done = subprocess.run(started, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == command
    _as_systemd_sees_it(units, tmp_path, [started, pinged])


def _as_systemd_sees_it(units: Path, runtime: Path, commands: list[list[str]]) -> None:
    """systemd finds nothing to say about the units, and reads their commands as we do."""
    analyze = shutil.which("systemd-analyze", path=os.defpath)
    if not analyze:
        pytest.skip("no systemd-analyze; only our own reading of the commands was checked")
    said = {}
    for level in ("info", "debug"):
        done = subprocess.run(
            [analyze, "--user", "verify", *(str(units / name) for name in UNITS)],
            env={"HOME": "/", "XDG_RUNTIME_DIR": str(runtime), "SYSTEMD_LOG_LEVEL": level},
            capture_output=True,
            text=True,
            check=True,
        )
        said[level] = done
    assert said["info"].stderr == ""
    lines = re.findall(r"Command Line: (.*)", said["debug"].stdout)
    # It quotes them for sh, before `$$` becomes `$`.
    assert [[w.replace("$$", "$") for w in _sh_words(line)] for line in lines] == commands


def _sh_words(line: str) -> list[str]:
    script = f"printf '%s\\n' {line}"
    done = subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


# -- in the crontab -----------------------------------------------------------------------------------

TABLE = b"# mine\nMAILTO=ana@example.org\n5 4 * * * backup 50\\% \xf1 \r\n\n@reboot x\n"
NOW = datetime(2026, 11, 25, 9, 30)  # a Wednesday
LOCAL = {"en": r"Monday\b.* 30\b.* 07:00", "es": r"lunes 30\b.* 07:00"}


class Fake:
    """A `crontab` that keeps its table in a file, as cron's does; without one it says so as `complains` has it."""

    def __init__(self, folder: Path, path: Path) -> None:
        self.file, self.program = folder / "table", path
        self.behave()

    def behave(
        self, *, complains: str = "no crontab for ana", listing: str = "", new: str = ""
    ) -> None:
        script = executable(self.program)
        script.write_text(
            "#!/bin/sh\nPATH=/usr/bin:/bin\n"
            f'if [ "$1" = - ]; then {new or f"cat >{self.file}"}; exit; fi\n'
            f'{listing}\n[ -f {self.file} ] || {{ echo "{complains}" >&2; exit 1; }}\ncat {self.file}\n'
        )

    @property
    def table(self) -> bytes:
        return self.file.read_bytes() if self.file.exists() else b""

    @table.setter
    def table(self, table: bytes) -> None:
        self.file.write_bytes(table)


@pytest.fixture
def cron(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    monkeypatch.setattr(schedule, "now", lambda: Instant(NOW.astimezone(), "run", 0))
    return Fake(tmp_path, program.parent / "crontab")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("before", [b"", TABLE, b"0 1 * * * x"])
def test_it_goes_in_once_and_comes_out_again(
    run: Run, cron: Fake, language: str, before: bytes
) -> None:
    """Byte for byte: what was there stays."""
    if before:
        cron.table = before
    words = ("--lang", language, "schedule", "cron", "--install", "--yes")
    code, printed, complaint = run(*words, home=AWKWARD)
    assert (code, complaint) == (0, "")
    line = active(run("--lang", language, "schedule", "cron", home=AWKWARD)[1])
    assert f"\n  {line}\n" in printed
    assert re.search(LOCAL[language], printed)
    whole = before if before.endswith(b"\n") or not before else before + b"\n"
    assert cron.table.startswith(whole + b"# audit schedule cron --install: /")
    assert cron.table.endswith(f"\n{line}\n".encode())
    assert cron.table.count(b"\n") == whole.count(b"\n") + 2
    installed = cron.table
    code, printed, _ = run(*words, home=AWKWARD)
    assert code == 0
    assert cron.table == installed
    assert {"en": "already", "es": "Ya está"}[language] in printed
    assert re.search(LOCAL[language], printed)
    code, printed, _ = run(
        "--lang", language, "schedule", "cron", "--remove", "--yes", home=AWKWARD
    )
    assert code == 0
    assert line in printed
    assert cron.table == whole
    _, printed, _ = run("--lang", language, "schedule", "cron", "--remove", "--yes", home=AWKWARD)
    assert {"en": "has no line", "es": "no tiene ninguna línea"}[language] in printed
    assert cron.table == whole


def test_another_home_is_another_line(run: Run, cron: Fake) -> None:
    for home in ("home", "home-2", "home"):
        assert run("schedule", "cron", "--install", "--yes", home=home)[0] == 0
    assert cron.table.count(b"report weekly --catch-up") == 2
    run("schedule", "cron", "--remove", "--yes", home="home")
    assert cron.table.count(b"report weekly --catch-up") == 1
    assert b"home-2 " in cron.table


def test_another_time_takes_its_place(run: Run, cron: Fake) -> None:
    """Where it stood, in another language and with a ping too; a line that was typed in once is the same."""
    typed = active(run("schedule", "cron")[1])
    cron.table = TABLE + f"{typed}\n".encode() + b"# last\n"
    for words in ((), ("--at", "18:30"), ("--lang", "es", "--ping", URL), ("--at", "9:29")):
        assert run("schedule", "cron", "--install", "--yes", *words)[0] == 0
        assert cron.table.count(b"report weekly --catch-up") == 1
        assert cron.table.startswith(TABLE)
        assert cron.table.endswith(b"\n# last\n")
    assert b"\n29 9 * * 1 " in cron.table


def test_what_is_only_like_it_stays(run: Run, cron: Fake) -> None:
    typed = active(run("schedule", "cron")[1])
    cron.table = f"#{typed}\n{typed} -o /x\n{typed.replace('--catch-up', '')}\n".encode()
    before = cron.table
    run("schedule", "cron", "--install", "--yes")
    assert cron.table.startswith(before)
    run("schedule", "cron", "--remove", "--yes")
    assert cron.table == before


@pytest.mark.parametrize(
    ("moment", "at", "said"),
    [
        (datetime(2026, 11, 30, 6, 59), "7:00", r"Monday\b.* 30\b.* 07:00"),
        (datetime(2026, 11, 30, 7, 0), "07:00", r"Monday\b.* 7\b.* 07:00"),
        (datetime(2026, 11, 30, 23, 59), "23:58", r"Monday\b.* 7\b.* 23:58"),
        (datetime(2026, 11, 29, 23, 59), "00:00", r"Monday\b.* 30\b.* 00:00"),
    ],
)
def test_the_next_report_is_told(
    run: Run, cron: Fake, monkeypatch: pytest.MonkeyPatch, moment: datetime, at: str, said: str
) -> None:
    del cron
    monkeypatch.setattr(schedule, "now", lambda: Instant(moment.astimezone(), "run", 0))
    assert re.search(said, run("schedule", "cron", "--install", "--yes", "--at", at)[1])


def test_a_clock_of_its_own_is_not_ours_to_tell(run: Run, cron: Fake) -> None:
    cron.table = b"CRON_TZ = Asia/Tokyo\n"
    _, printed, _ = run("schedule", "cron", "--install", "--yes")
    assert "by the clock that CRON_TZ" in printed
    assert "2026" not in printed


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("reply", "done"), [("y", True), ("S", True), ("", False), ("x", False)])
def test_it_asks_at_a_terminal(
    run: Run,
    cron: Fake,
    language: str,
    reply: str,
    done: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or reply)
    monkeypatch.setattr(Session, "terminal", True)
    for option, before in (("--install", TABLE), ("--remove", TABLE + ours(run))):
        cron.table = before
        code, printed, complaint = run("--lang", language, "schedule", "cron", option)
        assert code == (0 if done else 1)
        assert (cron.table == before) is not done
        assert "0 7 * * 1 " in printed
        assert ("nothing was changed" in complaint or "no se cambió nada" in complaint) is not done
    assert all(question.endswith(("(y/n) ", "(s/n) ")) for question in asked)
    assert len(asked) == 2


def ours(run: Run) -> bytes:
    return f"{active(run('schedule', 'cron')[1])}\n".encode()


def test_nobody_to_ask_changes_nothing(run: Run, cron: Fake) -> None:
    code, _, complaint = run("schedule", "cron", "--install")
    assert (code, cron.table) == (2, b"")
    assert "--yes" in complaint


def test_quiet_says_nothing(run: Run, cron: Fake) -> None:
    assert run("--quiet", "schedule", "cron", "--install", "--yes") == (0, "", "")
    assert run("--quiet", "schedule", "cron", "--remove", "--yes") == (0, "", "")
    assert cron.table == b""


@pytest.mark.parametrize("words", [("--install", "--remove"), ("--yes",)])
def test_what_does_not_go_together(run: Run, cron: Fake, words: tuple[str, ...]) -> None:
    assert run("schedule", "cron", *words)[0] == 2
    assert cron.table == b""


@pytest.mark.parametrize("option", ["--install", "--remove"])
def test_a_table_that_cannot_be_read_is_not_written(run: Run, cron: Fake, option: str) -> None:
    cron.table = TABLE + ours(run)
    cron.behave(listing='echo "You (ana) are not allowed to use this program" >&2; exit 1')
    before = cron.table
    code, printed, complaint = run("schedule", "cron", option, "--yes")
    assert (code, printed, cron.table) == (1, "", before)
    assert "You (ana) are not allowed to use this program" in complaint


def test_what_was_not_taken_is_not_said_to_be(run: Run, cron: Fake) -> None:
    cron.behave(new="cat >/dev/null; echo 'bad minute' >&2; exit 1")
    code, printed, complaint = run("schedule", "cron", "--install", "--yes")
    assert code == 1
    assert "Done" not in printed
    assert "bad minute" in complaint
    cron.behave(new="cat >/dev/null")
    code, printed, complaint = run("schedule", "cron", "--install", "--yes")
    assert code == 1
    assert "Done" not in printed
    assert "crontab -l" in complaint


@pytest.mark.parametrize(
    "said", ["crontab: can't open 'ana': No such file or directory", "crontab: no crontab for ana"]
)
def test_no_table_yet(run: Run, cron: Fake, said: str) -> None:
    cron.behave(complains=said)
    assert run("schedule", "cron", "--install", "--yes")[0] == 0
    assert cron.table.count(b"\n") == 2


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("prefix", "systemd", "name", "said"),
    [
        ("/data/data/com.termux/files/usr", False, "posix", "sv-enable crond"),
        ("", True, "posix", "schedule systemd -o '~/.config/systemd/user'"),
        ("", False, "posix", "cronie"),
        ("", False, "nt", "Windows"),
    ],
)
def test_where_there_is_no_cron(
    run: Run,
    language: str,
    prefix: str,
    systemd: bool,
    name: str,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PREFIX", prefix)
    monkeypatch.setattr(schedule, "runs_systemd", lambda: systemd)
    monkeypatch.setattr(schedule, "is_windows", lambda: name == "nt")
    code, printed, complaint = run("--lang", language, "schedule", "cron", "--install", "--yes")
    assert (code, printed) == (1, "")
    assert said in complaint
