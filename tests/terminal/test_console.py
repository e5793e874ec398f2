"""What is printed on a terminal: sentences broken for it, commands left whole to be copied."""

import io
import json
import re
from collections.abc import Callable, Sequence

import pytest

from audit_cli.reports.rendering import json_text
from audit_cli.store.transfer import checklist_line
from audit_cli.terminal import console
from audit_cli.terminal.screens import cells

# C1 controls, and what turns the direction of a line; half of a character has no form in UTF-8.
UNSEEN = [
    *map(chr, (*range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F)),
    *map(chr, (*range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xD800, 0xDFFF)),
]
SEEN = "ñ · 😀 \N{NO-BREAK SPACE}\N{SOFT HYPHEN}\N{ZERO WIDTH JOINER}"


class Terminal(io.StringIO):
    """A stream that a person sees."""

    def isatty(self) -> bool:
        return True


def test_a_sentence_is_broken_and_a_command_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stderr", shown := Terminal())
    sentence = "the earlier period goes into --from, and this one is the later"
    command = "  audit compare --site sur --checklist phone-test --from 2026-W20 --to last-8"
    console.warn(f"{sentence}; turned round:\n{command}")
    *broken, last = shown.getvalue().splitlines()
    assert last == command
    assert len(broken) > 1
    assert all(len(line) <= 40 for line in broken)


def test_json_moves_no_cursor_and_turns_no_line_and_is_exact(
    capsys: pytest.CaptureFixture[str],
) -> None:
    plain = {f"a{SEEN}": [*UNSEEN, SEEN]}
    console.out_json(plain)
    written = (
        capsys.readouterr().out,
        json_text(plain),
        checklist_line(json.dumps(plain, separators=(",", ":")), "x"),
    )
    for text in written:
        found = json.loads(text)
        assert found.get("checklist", found) == plain
        assert not [char for char in UNSEEN if char in text]
        assert SEEN in text


# -- pages --------------------------------------------------------------------------------------------

ROWS = [
    [[console.line(("a1b2", "id"))], [console.line("漢字 shop")], [console.line(("✓ met", "met"))]],
    [
        [console.line("c3")],
        [console.line("x")],
        [console.line("a long result " * 5), console.line("b")],
    ],
]
PAGE = [
    console.line(("Title", "heading")),
    console.line("words " * 20, prefix="- "),
    console.Table(ROWS, heads=2),
]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Draw a page on a terminal, or in a pipe, with these variables; returns what arrives."""

    def drawing(
        stream: io.StringIO, page: Sequence[console.Item] = PAGE, **environment: str
    ) -> str:
        for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "COLORTERM"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        with monkeypatch.context() as patched:
            patched.setattr("sys.stdout", stream)
            console.draw(page)
        return stream.getvalue()

    return drawing


def words(text: str) -> list[str]:
    """What is read, however it is laid out."""
    return sorted(re.sub("\x1b\\[[0-9;]*m", "", text).split())


def test_in_a_pipe_a_table_is_whole_and_nothing_is_broken(drawn: Callable[..., str]) -> None:
    lines = drawn(io.StringIO()).splitlines()
    assert lines == [
        "Title",
        "- " + ("words " * 20).rstrip(),
        "a1b2  漢字 shop  ✓ met",
        "c3    x          " + ("a long result " * 5).rstrip(),
        "                 b",
    ]


@pytest.mark.parametrize("columns", ["40", "60", "80"])
@pytest.mark.parametrize(
    ("environment", "styled"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm", "NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    ],
)
def test_a_terminal_shows_the_same_words_in_its_width(
    drawn: Callable[..., str], columns: str, environment: dict[str, str], styled: bool
) -> None:
    text = drawn(Terminal(), COLUMNS=columns, **environment)
    assert ("\x1b[" in text) is styled
    assert words(text) == words(drawn(io.StringIO()))
    for line in re.sub("\x1b\\[[0-9;]*m", "", text).splitlines():
        assert cells(line) <= int(columns)


@pytest.mark.parametrize(("columns", "whole"), [("80", True), ("60", False), ("40", True)])
def test_words_that_belong_together_stay_so_where_they_fit(
    drawn: Callable[..., str], columns: str, whole: bool
) -> None:
    """In Rich's tables too, which break a line at any space; and no word is broken for it."""
    together = [
        "Test by phone",
        "found 3 times, last on 22 Nov 2026",
        "not met: every time, 95\xa0%",
    ]
    about = console.joined((part, "muted") for part in together)
    cells = [console.line("a1b2")], [console.line("OVERDUE: due 22 Nov 2026")], [about, about]
    text = drawn(Terminal(), [console.Table([[*cells]])], COLUMNS=columns, TERM="xterm")
    lines = re.sub("\x1b\\[[0-9;]*m", "", text)
    assert all(part in lines for part in together) is whole
    assert "95\xa0%" in lines
    assert {*lines.split()} == {*" ".join(together).split(), "a1b2", "OVERDUE:", "due", "·"}


def test_on_a_phone_a_row_is_folded(drawn: Callable[..., str]) -> None:
    rows = [
        [[console.line(f"{number}{word}")] for word in ("id", "at", "long " * 8)] for number in "12"
    ]
    lines = drawn(Terminal(), [console.Table(rows, heads=2)], COLUMNS="40", TERM="xterm")
    assert lines.splitlines() == [
        "1id  1at",
        "  1long long long long long long long",
        "  long",
        "2id  2at",
        "  2long long long long long long long",
        "  long",
    ]


@pytest.mark.parametrize(
    ("environment", "styled"),
    [({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "0"}, False), ({}, False)],
)
def test_a_pipe_is_styled_only_by_force(
    drawn: Callable[..., str], environment: dict[str, str], styled: bool
) -> None:
    text = drawn(io.StringIO(), TERM="xterm", **environment)
    assert ("\x1b[" in text) is styled
    assert len(text.splitlines()) == 5  # as whole as without
    assert words(text) == words(drawn(io.StringIO()))


def test_what_people_wrote_is_no_markup_and_moves_no_cursor(drawn: Callable[..., str]) -> None:
    page = [console.line(("[red]x[/red] :smile: \x1b[2J", "heading"))]
    for stream in (Terminal(), io.StringIO()):
        text = drawn(stream, page, COLUMNS="80", TERM="xterm")
        assert "[red]x[/red] :smile: [2J" in text
        assert "\x1b[2J" not in text


def test_a_path_is_never_broken_and_a_drawing_stays(drawn: Callable[..., str]) -> None:
    path = "/home/" + "x" * 60
    page = [console.line(f"it is in {path} now"), console.line("| " * 30, whole=True)]
    for environment in ({"TERM": "xterm"}, {"TERM": "dumb"}):
        lines = drawn(Terminal(), page, COLUMNS="40", **environment).splitlines()
        assert lines == ["it is in", path, "now", ("| " * 30).rstrip()]


def test_who_complains_is_red_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for stream, said in (
        (Terminal(), "\x1b[31maudit:\x1b[39m no\n"),
        (io.StringIO(), "audit: no\n"),
    ):
        monkeypatch.setattr("sys.stderr", stream)
        console.warn("audit: no")
        assert stream.getvalue() == said


def test_a_row_that_fits_stays_a_row_beside_one_that_does_not(drawn: Callable[..., str]) -> None:
    rows = [
        [[console.line("a1")], [console.line("walk-in")], [console.line("No result: " * 9)]],
        [[console.line("b2")], [console.line("phone-test")], [console.line("Passed")]],
        [[console.line("c3")], [console.line("walk-in")], [console.line("Passed")]],
    ]
    lines = drawn(io.StringIO(), [console.Table(rows, heads=2)], COLUMNS="80").splitlines()
    assert lines[0] == "a1  walk-in"
    assert lines[-2:] == ["b2  phone-test  Passed", "c3  walk-in     Passed"]
