"""What is painted: its colours, its words without them, wide letters, and a clock that ticks."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from contextlib import redirect_stdout, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from audit_cli.checklist.library import Library
from audit_cli.interview.clock import Instant
from audit_cli.interview.engine import Interview
from audit_cli.interview.record import Record
from audit_cli.language import locale_for
from audit_cli.terminal.interviewer import Interviewer, Left
from audit_cli.terminal.keyboard import InputClosed
from audit_cli.terminal.screens import KeyFace, Offer, Piece, Screen, cells, padded, wrapped

Press = tuple[float, str | None]  # seconds later a key; None is a tick, "" the end of a stop


@pytest.fixture(autouse=True)
def in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)


class Typist:
    """A keyboard that presses keys at their seconds, and keeps what was painted before each."""

    def __init__(self, keys: Iterable[Press]) -> None:
        self.keys, self.seconds = iter(keys), 0.0
        self.out = io.StringIO()
        self.painted: list[str] = []

    def key(self, seconds: float | None = None) -> str | None:
        del seconds
        self.painted.append(self.out.getvalue()[sum(map(len, self.painted)) :])
        try:
            later, key = next(self.keys)
        except StopIteration:
            raise InputClosed() from None
        self.seconds += later
        return key

    def now(self) -> Instant:
        return Instant(datetime(2026, 11, 16, 15, tzinfo=UTC), "run", 100 + self.seconds)

    def asked(self, screen: Screen) -> pyte.Screen:
        """The terminal after one screen."""
        with redirect_stdout(self.out), suppress(InputClosed):
            KeyFace(self, lambda: (40, 14), "en").ask(screen)  # type: ignore[arg-type]
        return self.terminal()

    def walked_in(self) -> pyte.Screen:
        """The terminal after the last key of a walk-in whose clock has just been started."""
        with redirect_stdout(self.out), suppress(InputClosed, Left):
            leader = Interviewer(
                Interview(Library().load("walk-in"), Record("a1"), began=self.now()),
                KeyFace(self, lambda: (40, 14), "en"),  # type: ignore[arg-type]
                locale_for("en", "en_US"),
                "main",
                self.now,
                len,  # nothing is kept
            )
            begin = leader.interview.begin(self.now(), "main", "UTC", "manager", with_clock=True)
            leader.store(begin)
            leader.conduct()
        return self.terminal()

    def terminal(self) -> pyte.Screen:
        screen = pyte.Screen(40, 14)
        pyte.Stream(screen).feed(self.out.getvalue().replace("\n", "\r\n"))
        return screen


def looks(screen: pyte.Screen, text: str) -> set[tuple[str, bool]]:
    """The colours of a text on the screen, each with whether it is bold."""
    line, at = next((y, row.find(text)) for y, row in enumerate(screen.display) if text in row)
    letters = [screen.buffer[line][x] for x in range(at, at + len(text))]
    return {(letter.fg, letter.bold) for letter in letters if letter.data != " "}


def test_the_question_stands_out_what_is_saved_is_green_what_is_not_met_red() -> None:
    screen = Typist([(1, "1"), (1, "c"), (1, "2"), (1, "2")]).walked_in()
    assert looks(screen, "Is the floor clean?") == {("default", True)}
    assert looks(screen, "✓ saved: no") == {("green", False)}
    assert looks(screen, "1 not met") == {("red", False)}
    assert looks(screen, "2  No") == {("default", False)}
    assert looks(screen, "/20") == {("default", False)}


def test_the_clock_is_amber_near_what_is_expected_and_red_beyond() -> None:
    assert looks(Typist([(3, None)]).walked_in(), "0:03") == {("default", False)}
    assert looks(Typist([(4, None)]).walked_in(), "0:04") == {("brown", False)}
    screen = Typist([(6, None)]).walked_in()
    assert looks(screen, "0:06  expected 0:05") == {("red", True)}
    # Greeted within half a minute is as expected: the clock goes by the mark that comes next.
    assert looks(Typist([(2, "1"), (4, None)]).walked_in(), "0:06") == {("default", False)}


def test_what_is_serious_and_not_met_says_so_in_red() -> None:
    screen = Typist([(1, "1"), (1, "3"), (1, "2"), (1, "2"), *[(1, "1")] * 3]).walked_in()
    assert looks(screen, "SERIOUS: Can you enter") == {("red", True)}


def test_without_colours_the_words_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    keys: list[Press] = [(4, None), (3, None), (1, "1"), (1, "c"), (1, "2"), (1, "2")]
    coloured = Typist(keys).walked_in()
    monkeypatch.setenv("NO_COLOR", "1")
    plain = Typist(keys)
    assert plain.walked_in().display == coloured.display
    assert not re.search("\x1b\\[[0-9;]*m", plain.out.getvalue())


def test_a_tick_paints_the_line_of_the_clock_alone_and_leaves_the_cursor() -> None:
    typist = Typist([(1, None), (0.1, None), (0, "")])
    screen = typist.walked_in()
    whole, second, nothing, again = typist.painted
    assert re.fullmatch("\x1b7\x1b\\[3;1HLOOK +0:01  #{3}\\.{13}\x1b\\[K\x1b8", second)
    assert nothing == ""
    # Whatever used the terminal while the program was stopped is painted over.
    assert again.startswith("\x1b[H") == whole.startswith("\x1b[H") is True
    assert (screen.cursor.x, screen.display[screen.cursor.y][:2]) == (2, "> ")


def test_what_is_typed_stays_while_the_clock_ticks() -> None:
    keys: list[Press] = [(1, "1"), (0, "c"), (0, "2"), (0, "1"), (0, "n"), (0, "m"), (0, "u")]
    screen = Typist(keys).walked_in()
    assert screen.display[screen.cursor.y][: screen.cursor.x] == "> mu"


def test_a_number_that_is_typed_may_have_signs_but_no_letters() -> None:
    typist = Typist([(0, key) for key in "-1n8,5%\n"])
    screen = Screen("Degrees", entry="number")
    with redirect_stdout(typist.out):
        assert KeyFace(typist, lambda: (40, 14), "en").ask(screen) == "-18,5%"  # type: ignore[arg-type]


WIDE: Final = "清掃 床はきれいですか 😀 mostrador"


def test_wide_letters_take_two_columns() -> None:
    screen = Typist([]).asked(
        Screen(
            title="店" * 30,
            status=[Piece("3/15")],
            body=[Piece(WIDE * 3, "question")],
            options=[Offer("1", "はい" * 20), Offer("2", "No")],
            commands=[Offer("n", "メモ"), Offer("a", "戻る")],
        )
    )
    rows = [row.rstrip() for row in screen.display]
    assert rows[0].startswith("店" * 17)
    assert rows[0].endswith(" 3/15")
    assert max(wcswidth(row) for row in rows) <= 40
    assert sum(row.startswith("-") for row in rows) == 1
    assert "n メモ  a 戻る" in rows
    assert screen.buffer[2][0].bold


TEXTS: Final = st.text(st.sampled_from("abé 清😀-  \u00a0"), max_size=120)


@given(text=TEXTS, width=st.integers(2, 40))
def test_lines_are_never_wider_than_the_screen_and_lose_nothing(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert cells(padded(text, width)) == width


@pytest.mark.parametrize("text", ["清掃", "á é", "😀", "→ ✓ ✗ ▲ …", ""])
def test_columns_are_those_of_the_terminal(text: str) -> None:
    assert cells(text) == wcswidth(text)


REPORT: Final = (
    "atexit.register(lambda: print('rich:', *(name for name in sys.modules"
    " if name.startswith('rich')), file=sys.stderr))"
)


def rich_modules(code: str, home: Path, **more: str) -> tuple[str, set[str]]:
    """What a program says, and what it has imported of Rich at its end."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, atexit\n{REPORT}\n{code}"],
        input="q\n",
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"AUDIT_HOME": str(home), "LC_ALL": "en_US.UTF-8"} | more,
    )
    return done.stdout, set(done.stderr.splitlines()[-1].split()[1:])


def test_a_pipe_imports_nothing_of_rich_whatever_it_is_forced_to(tmp_path: Path) -> None:
    code = "sys.argv = ['audit', 'walk-in']\nfrom audit_cli.commands.main import main\nmain(sys.argv[1:])"
    for more in ({}, {"FORCE_COLOR": "1"}, {"TERM": "xterm-256color"}):
        said, loaded = rich_modules(code, tmp_path / "home", **more)
        assert "Walk-in" in said
        assert "\x1b" not in said
        assert loaded == set()


def test_a_screen_is_painted_without_tables_progress_or_a_console(tmp_path: Path) -> None:
    code = "from audit_cli.terminal.styles import painter\nprint(painter()('No', 'not_met'))"
    said, loaded = rich_modules(code, tmp_path)
    assert said == "\x1b[31mNo\x1b[0m\n"
    assert "rich.style" in loaded
    assert loaded.isdisjoint({"rich.table", "rich.progress", "rich.live", "rich.console"})
