"""What surrounds a start: a user without a home, a signal before anything is ready, a TZ that no place has."""

import json
import os
import subprocess
import sys
import time
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest

from audit_cli.commands.main import main
from audit_cli.terminal.session import Session

WEEK = ("--week", "2026-W46")


@pytest.fixture(params=["refused", "left as it is"])
def _nobody(request, monkeypatch, tmp_path):
    """A user whom the system knows no folder of, as in a container run with a number for a user; what
    platformdirs makes of it was another thing once."""

    def unknown(_user):
        raise KeyError("no such user")

    for name in ("HOME", "AUDIT_HOME", "AUDIT_LANG", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("pwd.getpwuid", unknown)
    if request.param == "left as it is":
        monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: Path("~/.local"))
        monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: Path("~/.cache"))


@pytest.mark.usefixtures("_nobody")
@pytest.mark.parametrize("command", [["list"], ["doctor"], ["report", "weekly"], ["demo"]])
@pytest.mark.parametrize(
    ("flags", "said"), [([], "say where to keep audits"), (["--lang", "es"], "diga dónde guardar")]
)
def test_without_a_home_a_user_is_asked_for_a_folder(capsys, tmp_path, command, flags, said):
    assert main([*command, *flags]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "AUDIT_HOME" in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("_nobody")
def test_without_a_home_a_named_folder_is_enough(capsys, tmp_path):
    assert main(["--home", "kept", "report", "weekly", *WEEK]) == 0
    assert capsys.readouterr().err == ""
    assert list((tmp_path / "kept" / "reports").glob("weekly-2026-W46*.html"))
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert Session("kept").compiled is None


@pytest.mark.usefixtures("_nobody")
@pytest.mark.parametrize("flag", ["--help", "--version"])
def test_without_a_home_there_is_help(capsys, flag):
    assert main([flag]) == 0
    assert capsys.readouterr().err == ""


# -- bytes that are no text ------------------------------------------------------------------------------

NO_TEXT: Final = os.fsdecode(b"caf\xe9")  # as an old terminal sends it


@pytest.mark.parametrize(
    "command",
    [
        ["list", "--checklist", NO_TEXT],
        ["list", f"--site={NO_TEXT}"],
        ["trend", "--site", NO_TEXT],
        ["report", "weekly", "--site", NO_TEXT],
        ["report", "weekly", "-o", f"{NO_TEXT}/"],
        ["show", NO_TEXT],
        ["show", "--", NO_TEXT],
        ["import", NO_TEXT],
        ["actions", "add", NO_TEXT],
        [NO_TEXT],
    ],
    ids=ascii,
)
@pytest.mark.parametrize(
    ("language", "said"), [("en", "is no text in UTF-8"), ("es", "no es texto en UTF-8")]
)
def test_an_argument_that_is_no_text_is_refused(capsys, tmp_path, command, language, said):
    assert main(["--home", str(tmp_path), "--lang", language, *command]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "caf\\xe9" in told
    assert list(tmp_path.iterdir()) == []


def test_a_home_may_have_any_name(capsys, tmp_path):
    home = tmp_path / NO_TEXT
    for command in (["report", "weekly", *WEEK], ["demo"], ["list"], ["trend"], ["doctor"]):
        assert main(["--home", str(home), "--lang", "en", *command]) == 0, command
    assert list((home / "reports").glob("weekly-2026-W46*.html"))
    assert "sorry" not in capsys.readouterr().err


# -- a signal, however early -----------------------------------------------------------------------------

PROJECT: Final = Path(__file__).parents[2]
# The program gets a signal from itself in the very moment in which it imports a module.
STOPPED: Final = """
import os, signal, sys
number, module, entry = getattr(signal, sys.argv[1]), sys.argv[2], sys.argv[3]

class Sender:
    def find_spec(self, name, *_):
        if name == module:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), number)

if sys.argv[4] == "ignored":
    signal.signal(number, signal.SIG_IGN)
sys.meta_path.insert(0, Sender())
sys.argv = ["audit", "list"]
place, _, name = entry.partition(":")
getattr(__import__(place, fromlist=[name]), name)()
"""


def stopped(name: str, module: str, handling: str = "usual") -> tuple[int, str]:
    """How the console script ends, as a shell tells it, and what it says."""
    scripts = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    command = [sys.executable, "-c", STOPPED, name, module, scripts["audit"], handling]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    return done.returncode if done.returncode >= 0 else 128 - done.returncode, done.stderr


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
@pytest.mark.parametrize(
    "module", ["typing", "typer", "audit_cli.commands.registry", "audit_cli.commands.listing"]
)
def test_a_signal_ends_the_program_quietly_however_early(tmp_path, monkeypatch, name, code, module):
    monkeypatch.setenv("AUDIT_HOME", str(tmp_path))
    assert stopped(name, module) == (code, "")


@pytest.mark.parametrize("name", ["SIGINT", "SIGHUP"])
@pytest.mark.parametrize("module", ["typer", "audit_cli.commands.listing"])
def test_a_signal_that_is_to_be_ignored_is(tmp_path, monkeypatch, name, module):
    """As under `nohup`, and in the background of a script."""
    monkeypatch.setenv("AUDIT_HOME", str(tmp_path))
    code, said = stopped(name, module, "ignored")
    assert (code, "Traceback" in said) == (0, False)


# -- a TZ that no place has ------------------------------------------------------------------------------


@pytest.fixture
def _impossible(monkeypatch):
    for name in ("_cache_tz", "_cache_tz_name"):  # what an earlier test was told
        monkeypatch.setattr(f"tzlocal.unix.{name}", None)
    monkeypatch.setenv("TZ", "UTC+25")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_impossible")
def test_where_the_time_zone_is_impossible_it_is_utc(capsys, tmp_path):
    at_home, wall = ["--home", str(tmp_path)], datetime.fromtimestamp(time.time())
    with pytest.raises(ValueError, match="offset"):
        wall.astimezone()
    assert main([*at_home, "run", "one", "--answers", str(answers(tmp_path))]) == 0
    commands = (["report", "weekly"], ["list", "--since", "2d", "--json"], ["doctor"], ["trend"])
    for command in commands:
        capsys.readouterr()
        assert main([*at_home, *command]) == 0
        if "--json" in command:
            [audit] = json.loads(capsys.readouterr().out)
            assert audit["started_at"].endswith(("Z", "+00:00"))
    assert not (tmp_path / "audit.log").exists()


def answers(home: Path) -> Path:
    """Answers to a checklist of this home, all of them."""
    (home / "checklists").mkdir()
    question = '{id: q, ask: {en: "Is it?", es: "¿Lo es?"}, type: yes_no, weight: 1, about: place}'
    (home / "checklists" / "one.yaml").write_text(
        'id: one\nversion: "1"\ntitle: {en: One, es: Uno}\nsections:\n'
        f"- id: s\n  title: {{en: S, es: S}}\n  questions: [{question}]\n",
        "utf-8",
    )
    file = home / "answers.yaml"
    file.write_text("checklist: one\nanswers: {q: yes}\n", "utf-8")
    return file


@pytest.mark.usefixtures("_impossible")
def test_a_bug_is_written_down_whatever_is_wrong(capsys, tmp_path, monkeypatch):
    def bug(_session):
        raise RuntimeError("no text: \ud800")

    monkeypatch.setattr(Session, "library", property(bug))
    assert main(["--home", str(tmp_path), "checklist", "list"]) == 70
    assert "audit.log" in capsys.readouterr().err
    assert "RuntimeError" in (tmp_path / "audit.log").read_text("utf-8")
