"""README and docs/*.md are true: their commands are run, their screens are compared with what is painted.

`README_UPDATE=1 pytest tests/test_readme.py` writes the output of the console blocks anew, and of what is shown
of answers from the demo."""

import io
import os
import re
import shlex
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Self

import pyte
import pytest
import tzlocal
from documents import DOCUMENTS, blocks, files, is_settings, replace

from audit_cli.commands import main
from audit_cli.demo.home import make
from audit_cli.interview.clock import Instant
from audit_cli.terminal import choosing, instants, keyboard, session, sitting

BY_NAME = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with the checklists that documents show, and a working folder with every file of theirs."""
    for key in ("AUDIT_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setenv("AUDIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("TZ", "America/Mexico_City")
    monkeypatch.setenv("COLUMNS", "80")
    tzlocal.reload_localzone()  # another test may have asked for it
    for folder in ("here", "home/checklists"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    for name, text in files().items():
        Path(name).write_text(text, encoding="utf-8")
        if text.startswith("id:"):
            (tmp_path / "home/checklists" / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(command: str) -> tuple[int, str]:
    """One line of a console block, as the program answers it."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = main.main(shlex.split(command, comments=True)[1:])
    return code, said.getvalue()


def spoken(text: str) -> str:
    """A console block with the output that its commands give now."""
    lines = []
    for line in text.splitlines():
        if line.startswith("$ "):
            code, said = run(line[2:])
            assert code == 0, (line, said)
            lines += [line, *said.splitlines()]
    return "".join(f"{line}\n" for line in lines)


@BY_NAME
def test_the_consoles_say_what_is_written(document: Path, at_home: Path) -> None:
    del at_home
    for block in blocks("console", documents=(document,)):
        now = spoken(block.text)
        if os.environ.get("README_UPDATE"):
            replace(block, now)
        else:
            assert block.text == now


@BY_NAME
def test_the_other_commands_work(document: Path, at_home: Path) -> None:
    del at_home
    assert run("audit run walk-in --answers visit.yaml")[0] == 0
    for block in blocks("sh", documents=(document,)):
        for line in block.text.splitlines():
            code, said = run(line)
            assert code == 0, (line, said)


@pytest.mark.parametrize(
    ("kind", "arguments"),
    [("report", "report visit last"), ("informe", "--lang es report visit last")],
)
def test_a_report_says_what_is_written(kind: str, arguments: str, at_home: Path) -> None:
    del at_home
    run("audit run walk-in --answers visit.yaml")
    _, printed = run(f"audit {arguments}")
    [block] = blocks(kind)
    assert block.text in printed


def test_the_settings_are_valid(at_home: Path) -> None:
    for block in blocks("yaml"):
        if is_settings(block.name):
            (at_home / "home/audit.yaml").write_text(block.text, encoding="utf-8")
            assert run("audit doctor --json")[0] == 0


# -- answers from the demo, of which lines are left out (`…`) -----------------------------------------

NOW = datetime(2026, 11, 25, 18, tzinfo=UTC)
SCREENS = ("", "note", "amend", "walk-in")  # commands that ask


class Frozen(datetime):
    """A clock that stands."""

    @classmethod
    def now(cls, tz: object = None) -> Self:
        del tz
        return cls.fromtimestamp(NOW.timestamp())


def answer(command: str, language: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the program says to a command of the guide, in lines; of one that asks, its screen."""
    words = shlex.split(command)[1:]
    if not words or words[0] in SCREENS:
        # A site that no settings name is taken where there are none.
        where = [] if words[:1] == ["walk-in"] else ["--home", str(home)]
        keys = [([*where, "--lang", language, *words], [(0.0, None), (0.0, None)])]
        *_, last = (one for one in painted(keys, monkeypatch) if one.strip())
        return last.splitlines()
    code, said = run(f"audit --home {home} --lang {language} {command.removeprefix('audit ')}")
    assert code == 0, said
    return said.splitlines()


def shortened(block: str, said: list[str]) -> str:
    """A block with the lines of an answer that are likest to those that it shows."""
    command, *shown = block.splitlines()
    found = [command]
    for line in shown:
        kept, cut = line.removesuffix("…"), line.endswith("…") and line not in said
        likest = get_close_matches(kept, [one[: len(kept)] if cut else one for one in said], 1, 0)
        found.append(likest[0] + "…" * cut if kept else line)
    return "".join(f"{line}\n" for line in found)


def says(block: str, said: list[str]) -> bool:
    """Whether the answer has these lines in this order, but for those that `…` stands for."""
    parts = ["" if line == "…" else re.escape(line) for line in block.splitlines()[2:]]
    pattern = "\n".join(re.sub("…$", ".*", part) or "(?:.*\n)*?.*" for part in parts)
    return re.search(f"(?m)^{pattern}$", "\n".join(said)) is not None


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_guide_shows_what_the_demo_answers(
    language: str, at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = make(at_home / "demo", language, NOW).path
    monkeypatch.setattr(instants, "datetime", Frozen)
    [guide] = [one for one in DOCUMENTS if one.name == f"managers.{language}.md"]
    shown = [one for one in blocks("text", documents=(guide,)) if one.text.startswith("audit")]
    assert len(shown) == 12
    for block in shown:
        said = answer(block.text.splitlines()[0], language, home, monkeypatch)
        if os.environ.get("README_UPDATE"):
            replace(block, shortened(block.text, said))
        else:
            assert says(block.text, said), "\n".join(said)


# -- screens ------------------------------------------------------------------------------------------


class Script:
    """A keyboard that presses keys at their seconds; time passes only between them."""

    def __init__(self, keys: list[tuple[float, str | None]]) -> None:
        self.keys, self.seconds = iter(keys), 0.0

    def __enter__(self) -> "Script":
        return self

    def __exit__(self, *_: object) -> None:
        return

    def key(self, seconds: float | None = None) -> str | None:
        del seconds
        later, key = next(self.keys, (0.0, ""))
        self.seconds += later
        if key == "":
            raise keyboard.InputClosed()
        return key

    def now(self) -> Instant:
        wall = instants.datetime(
            2026, 11, 16, 9, 15, tzinfo=instants.datetime.now().astimezone().tzinfo
        )
        return Instant(wall, "run", 100 + self.seconds)


WALK_IN = [
    (0, "1"),
    (2, None),
    (1, "1"),
    (1, "c"),
    (0, "2"),
    (2, "2"),
    (1, "1"),
    (1, "1"),
    (2, "1"),
]
SCRIPTS = {
    "screen": [(["walk-in", "--new"], WALK_IN), (["phone-test", "--new"], [(0, "1"), (12, None)])],
    "pantalla": [(["--lang", "es", "walk-in", "--new"], WALK_IN)],
}  # fmt: skip


def painted(
    scripts: list[tuple[list[str], list[tuple[float, str | None]]]], monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Every screen that these scripts bring about."""
    for command, keys in scripts:
        script = Script(keys)
        monkeypatch.setattr(keyboard, "can_read_keys", lambda: True)
        monkeypatch.setattr(keyboard, "Keyboard", lambda script=script: script)
        monkeypatch.setattr(sitting, "now", script.now)
        for module in (sitting, choosing):
            monkeypatch.setattr(module, "size", lambda: (40, 14))
        monkeypatch.setattr(sitting.Sitting, "clocks", lambda _: True)
        monkeypatch.setattr(session.Session, "terminal", property(lambda _: True))
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(io.StringIO()):
            main.main(command)
        screen = pyte.Screen(40, 14)
        terminal = pyte.Stream(screen)
        # Each picture begins at the top; what only a clock changes is painted beside a saved cursor.
        for frame in re.split("(?=\x1b\\[H|\x1b7)", said.getvalue()):
            terminal.feed(frame.replace("\n", "\r\n"))
            lines = "\n".join(line.rstrip() for line in screen.display)
            yield f"{lines.rstrip()}\n"


@pytest.mark.parametrize("kind", ["screen", "pantalla"])
def test_the_screens_are_those_of_the_program(
    kind: str, at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del at_home
    seen = set(painted(SCRIPTS[kind], monkeypatch))
    for block in blocks(kind):
        assert block.text in seen, "\n".join(sorted(seen))
