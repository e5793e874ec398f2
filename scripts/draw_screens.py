"""Draws screens in colour as SVG: the installed program in a real terminal of a given size.

    python scripts/draw_screens.py                                   the pictures of README and guides
    python scripts/draw_screens.py FILE.svg 80x24 [light] audit …     any command, once it has ended

needs pyte (the extra `test`). Colours are those of a terminal: dark ground unless `light` is said.
"""

import os
import sys
import time
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pyte

PROJECT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from tests.acceptance.terminal import Terminal  # noqa: E402

DOCS: Final = PROJECT / "docs"
PROGRAM: Final = Path(sys.executable).with_name("audit")
CELL: Final = (8.4, 18)  # of a letter, in pixels
DARK: Final = {"default": "#d8dee9", "ground": "#1b1f27"}
LIGHT: Final = {"default": "#24292f", "ground": "#ffffff"}
COLOURS: Final = {
    "black": ("#7a828e", "#24292f"),
    "red": ("#ff7b72", "#cf222e"),
    "green": ("#56d364", "#116329"),
    "brown": ("#e3b341", "#9a6700"),
    "yellow": ("#e3b341", "#9a6700"),
    "blue": ("#79c0ff", "#0969da"),
    "magenta": ("#d2a8ff", "#8250df"),
    "cyan": ("#56d4dd", "#1b7c83"),
    "white": ("#f0f6fc", "#57606a"),
}


def drawn(screen: pyte.Screen, light: bool = False) -> str:
    """The screen as SVG, a `text` for each run of letters that look alike."""
    ground = LIGHT if light else DARK
    width, height = screen.columns * CELL[0] + 24, screen.lines * CELL[1] + 24
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"'
        f' width="{width:g}" height="{height:g}" font-family="ui-monospace, DejaVu Sans Mono, monospace"'
        f' font-size="14"><rect width="100%" height="100%" rx="8" fill="{ground["ground"]}"/>'
    ]
    for row in range(screen.lines):
        column = 0
        while column < screen.columns:
            look = looks(screen.buffer[row][column])
            end = column
            while end < screen.columns and looks(screen.buffer[row][end]) == look:
                end += 1
            text = "".join(screen.buffer[row][place].data for place in range(column, end))
            if text.strip():
                parts.append(run(text, row, column, look, light))
            column = end
    return "\n".join([*parts, "</svg>\n"])


def looks(char: pyte.screens.Char) -> tuple[str, bool, bool]:
    """The colour of a letter, whether it is bold, and whether it is dim (which pyte does not keep)."""
    return char.fg, char.bold, char.italics


def run(text: str, row: int, column: int, look: tuple[str, bool, bool], light: bool) -> str:
    """Letters in a row, where they stand; spaces at the ends are places, not letters."""
    start = column + len(text) - len(text.lstrip())
    colour, bold, dim = look
    pair = COLOURS.get(colour)
    fill = pair[light] if pair else (LIGHT if light else DARK)["default"]
    style = (' font-weight="bold"' if bold else "") + (' opacity="0.65"' if dim else "")
    x, y = 12 + start * CELL[0], 12 + row * CELL[1] + 13
    words = escape(text.strip())
    length = len(text.strip()) * CELL[0]
    return (
        f'<text x="{x:g}" y="{y:g}" fill="{fill}"{style} xml:space="preserve"'
        f' textLength="{length:g}">{words}</text>'
    )


def environment(home: Path, language: str) -> dict[str, str]:
    """That of somebody with a home of audits, in colour."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return kept | {
        "AUDIT_HOME": str(home),
        "AUDIT_LANG": language,
        "TERM": "xterm-256color",
        "HOME": str(home),
    }


def dim_as_italics(data: str) -> str:
    """pyte knows no dim letters; italics, which we never paint, stand for them."""
    return (
        data.replace("\x1b[2m", "\x1b[3m").replace("\x1b[22m", "\x1b[22;23m").replace(";2m", ";3m")
    )


class Painted(Terminal):
    """A terminal that keeps which letters are dim."""

    def _take(self, text: str) -> None:
        super()._take(dim_as_italics(text))


def after(command: list[str], home: Path, language: str, size: tuple[int, int]) -> pyte.Screen:
    """The screen when a command has ended."""
    with Painted([str(PROGRAM), *command], environment(home, language), size) as terminal:
        terminal.exit_code()
        return terminal._screen


def walk_in(home: Path, language: str) -> pyte.Screen:
    """A question at the door, half answered, with a clock that is past its limit."""
    with Painted([str(PROGRAM), "walk-in"], environment(home, language), (40, 14)) as terminal:
        terminal.wait_for(">")
        terminal.press("1")
        terminal.wait_for("0:0")
        time.sleep(6.2)
        terminal.read(0.5)
        return terminal._screen


def menu(home: Path, language: str) -> pyte.Screen:
    """What `audit` alone offers, in the home of the demo."""
    after(["demo"], home, language, (80, 24))
    with Painted([str(PROGRAM)], environment(home / "demo", language), (40, 14)) as terminal:
        terminal.wait_for(">")
        terminal.read(3)
        return terminal._screen


def main(arguments: list[str]) -> None:
    """The pictures of README and guides, or that of one command."""
    if arguments:
        path, size, *words = arguments
        light = words[0] == "light"
        columns, lines = map(int, size.split("x"))
        home = Path(os.environ["AUDIT_HOME"])
        language = os.environ.get("AUDIT_LANG", "en")
        screen = after(words[1 + light :], home, language, (columns, lines))
        Path(path).write_text(drawn(screen, light), encoding="utf-8")
        return
    for language in ("en", "es"):
        for name, draw in (("walk-in", walk_in), ("menu", menu)):
            with TemporaryDirectory() as folder:
                picture = drawn(draw(Path(folder), language))
                (DOCS / f"{name}.{language}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
