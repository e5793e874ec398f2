"""Writing to stdout and stderr, so that lost output is never called success; and all drawing: pages are
plain where nobody looks, and Rich's where somebody does."""

import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, groupby, pairwise, zip_longest
from operator import itemgetter
from typing import Final, NamedTuple, TextIO
from unicodedata import category, east_asian_width

from audit_cli.errors import AuditError
from audit_cli.language import _, printable
from audit_cli.reports.rendering import json_text
from audit_cli.terminal.styles import STYLES, painter

_WIDEST: Final = 100  # columns of a page: longer lines are hard to read
_NARROW: Final = 60  # columns under which no table stands, unless it fits as it is
_UNLIMITED: Final = 10_000
_GAP: Final = "  "
_NO_BREAK: Final = "\N{FIGURE SPACE}"  # in no text of ours, where a no-break space stays what it is
# Rich breaks a line at every kind of space: in its tables, letters that are none stand for those that keep
# words together.
_TO_GLUE: Final = str.maketrans({_NO_BREAK: "\ue000", "\xa0": "\ue001"})
_FROM_GLUE: Final = str.maketrans({"\ue000": " ", "\ue001": "\xa0"})
_NAME: Final = "audit:"
_RED: Final = "\x1b[31m{}\x1b[39m"


class OutputLost(AuditError):
    """What was to be printed could not be written."""

    message = _("the output could not be written: {reason}")


class OutputClosed(AuditError):
    """Whoever read our output has stopped reading, as `| head` does: nothing to say about it."""

    message = _("the output was closed")


# A text, or a text and the name of its style.
Part = str | tuple[str, str]


class Line(NamedTuple):
    """A paragraph. `prefix` stands before its first line, and as much room before its others; one that is
    `whole` is not broken: a drawing, or what is copied."""

    parts: tuple[Part, ...]
    prefix: Part = ""
    whole: bool = False


class Table(NamedTuple):
    """Rows of cells, each of which is some lines. Where they don't fit beside each other, what a row has more
    than its `heads` stands below these. `apart`: with room between the rows. All is moved in by `indent`."""

    rows: Sequence[Sequence[Sequence[Line]]]
    heads: int = 1
    apart: bool = False
    indent: int = 0


Item = str | Line | Table


def line(*parts: Part, prefix: Part = "", whole: bool = False) -> Line:
    """A paragraph of these parts."""
    return Line(parts, prefix, whole)


def joined(parts: Iterable[Part], between: Part = " · ") -> Line:
    """Parts beside each other, none of them broken where it fits on a line of its own."""
    found: list[Part] = []
    for part in parts:
        found += [between, (_text(part).replace(" ", _NO_BREAK), _style(part))]
    return Line(tuple(found[1:]))


def draw(items: Iterable[Item]) -> None:
    """Print a page on stdout: as wide as the terminal, or as COLUMNS says; in a pipe nothing is broken.
    Raises OutputLost or OutputClosed."""
    bounded = is_terminal(sys.stdout) or "COLUMNS" in os.environ
    most = page_width() if bounded else None
    page = painted_lines if is_styled(sys.stdout) else plain_lines
    for text in page(items, most):
        write(text + "\n")


def plain_lines(items: Iterable[Item], width: int | None) -> Iterator[str]:
    """A page without styles, in lines of so many columns; without a width nothing is broken."""
    for item in items:
        if isinstance(item, Table):
            fits = width is None or _widths(item, width)
            yield from _columns(item) if fits else plain_lines(_folded(item, width or 0), width)
        else:
            yield from (_plain(one) for one in _broken(item, width))


def painted_lines(items: Iterable[Item], width: int | None) -> Iterator[str]:
    """A page with its styles; its tables are Rich's."""
    paint = painter()
    for item in items:
        if not isinstance(item, Table):
            for one in _broken(item, width):
                yield "".join(paint(_text(part), _style(part)) for part in (one.prefix, *one.parts))
        elif width and not _widths(item, width) and (width < _NARROW or not _has_paragraphs(item)):
            yield from painted_lines(_folded(item, width), width)
        elif item.rows:
            yield from _grid(item, width or _UNLIMITED)


def _columns(table: Table) -> Iterator[str]:
    """The cells beside each other, each column as wide as its widest line."""
    widths = _widths(table) or []
    for number, row in enumerate(table.rows):
        if number and table.apart:
            yield ""
        for lines in zip_longest(*row, fillvalue=line()):
            texts = map(_plain, lines)
            padded = (t + " " * (w - cells(t)) for t, w in zip(texts, widths, strict=True))
            yield (" " * table.indent + _GAP.join(padded)).rstrip(" ")


def _folded(table: Table, width: int) -> Iterator[Line]:
    """What stands first in a row on a line, as far as it fits, and below it the rest; a row that fits stays a row."""
    indent, widths = " " * table.indent, _widths(table)
    for number, row in enumerate(table.rows):
        if number and table.apart:
            yield line()
        below = [[*cell] for cell in row]
        parts = below[0].pop(0).parts
        one_line = table.heads > 1 and all(len(cell) == 1 for cell in row)
        for at, cell in enumerate(below[1 : len(row) if one_line else table.heads], start=1):
            gap = " " * (widths[at - 1] - cells(_plain(row[at - 1][0])) + len(_GAP))
            longer = (*parts, gap, *cell[0].parts)
            if cells(_plain(line(*longer))) > width - table.indent:
                break
            parts = longer
            del cell[0]
        yield line(*parts, prefix=indent)
        for one in chain(*below):
            yield one._replace(prefix=indent + "  ")


def _grid(table: Table, width: int) -> list[str]:
    """A table by Rich: narrow columns are never broken, and the others fit beside them. It gets texts with
    styles, never markup."""
    from rich.console import Console  # noqa: PLC0415 (only where somebody looks)
    from rich.padding import Padding  # noqa: PLC0415
    from rich.table import Table as Grid  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    widths = _widths(table)
    narrow = [column for column in widths if column <= width // 3]
    gaps = table.indent + len(_GAP) * (len(widths) - 1)
    room = (width - gaps - sum(narrow)) // max(1, len(widths) - len(narrow))

    def text(one: Line) -> Text:
        parts = ((_loosened(_text(part), room).translate(_TO_GLUE), part) for part in one.parts)
        return Text.assemble(*((text, STYLES.get(_style(part), "")) for text, part in parts))

    grid = Grid.grid(padding=(0, len(_GAP), 0, 0))
    for column in widths:
        grid.add_column(no_wrap=column <= width // 3, overflow="fold")
    for number, row in enumerate(table.rows):
        if number and table.apart:
            grid.add_row()
        grid.add_row(*(Text("\n").join(map(text, cell)) for cell in row))
    console = Console(width=width, force_terminal=True, color_system="standard", highlight=False)
    with console.capture() as captured:
        console.print(Padding(grid, (0, 0, 0, table.indent)), crop=False)
    return captured.get().translate(_FROM_GLUE).splitlines()


def _has_paragraphs(table: Table) -> bool:
    """Whether more than a line is in a cell: such are read well in a narrow column, a single line is not."""
    return any(len(cell) > 1 for row in table.rows for cell in row)


def _widths(table: Table, most: int | None = None) -> list[int]:
    """How wide each column is; none where they are wider than so many columns together."""
    columns = zip(*table.rows, strict=True)
    widths = [max(cells(_plain(one)) for cell in column for one in cell) for column in columns]
    wide = table.indent + sum(widths) + len(_GAP) * (len(widths) - 1)
    return widths if most is None or wide <= most else []


def _broken(item: str | Line, width: int | None) -> Iterator[Line]:
    """A paragraph in lines, broken between words, never within one: a path is there to be copied."""
    one = item if isinstance(item, Line) else line(item)
    letters = [(letter, _style(part)) for part in one.parts for letter in _text(part)]
    text = "".join(map(_text, one.parts))
    prefix, room = one.prefix, cells(_text(one.prefix))
    breaks = (
        [] if width is None or one.whole else _breaks(_loosened(text, width - room), width - room)
    )
    for first, end in pairwise((0, *breaks, len(text))):
        last = first + len(text[first:end].rstrip(" "))
        runs = groupby(letters[first:last], key=itemgetter(1))
        parts = (("".join(letter for letter, _of in run), style) for style, run in runs)
        yield Line(tuple((part.replace(_NO_BREAK, " "), style) for part, style in parts), prefix)
        prefix = " " * room


def _loosened(text: str, room: int) -> str:
    """Words that are kept together, apart again where they don't fit on a line of their own."""

    def loose(words: re.Match[str]) -> str:
        return words[0] if cells(words[0]) <= room else words[0].replace(_NO_BREAK, " ")

    return re.sub("[^ ]+", loose, text)


def _breaks(text: str, room: int) -> Iterator[int]:
    used = 0
    for word in re.finditer("[^ ]+ *| +", text):
        if used and used + cells(word[0].rstrip(" ")) > room:
            yield word.start()
            used = 0
        used += cells(word[0])


def _plain(one: Line) -> str:
    return "".join(map(_text, (one.prefix, *one.parts))).replace(_NO_BREAK, " ").rstrip(" ")


def _text(part: Part) -> str:
    return printable(part if isinstance(part, str) else part[0])


def _style(part: Part) -> str:
    return "" if isinstance(part, str) else part[1]


def cells(text: str) -> int:
    """The columns that a text takes: wide letters two, those that join another none. As Rich counts,
    which isn't imported for a pipe."""
    if text.isascii():
        return len(text)
    wide = sum(east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(category(letter) in ("Mn", "Me", "Cf") for letter in text)


def out(text: str = "") -> None:
    """Print a sentence on stdout, without control characters. Raises OutputLost or OutputClosed."""
    write(_sentences(text, sys.stdout) + "\n")


def out_json(value: object) -> None:
    """Print JSON on stdout. Raises OutputLost or OutputClosed."""
    write(json_text(value))


def out_json_list(values: Iterable[object]) -> None:
    """Print a list as `out_json` does, one value after the other: however many, one is held at a time."""
    before = "[\n  "
    for value in values:
        write(before + json_text(value).rstrip("\n").replace("\n", "\n  "))
        before = ",\n  "
    write("[]\n" if before.startswith("[") else "\n]\n")


def write(text: str | bytes) -> None:
    """Write text to stdout as it is, or bytes. Raises OutputLost or OutputClosed."""
    if sys.stdout is None:
        raise OutputLost(reason="stdout")
    with _losses():
        if isinstance(text, str):
            sys.stdout.write(text)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(text)


def warn(text: str) -> None:
    """Print a line on stderr, without control characters; a lost warning loses nothing else."""
    warn_as_is(_sentences(text, sys.stderr))


def warn_as_is(text: str) -> None:
    """Print a text of our own on stderr as it is."""
    if sys.stderr is None:  # which print would take for stdout
        return
    with suppress(OSError, ValueError):
        print(text, file=sys.stderr, flush=True)


def flush() -> None:
    """Make sure that everything printed has reached its reader. Raises OutputLost or OutputClosed."""
    if sys.stdout is None:
        return
    with _losses():
        sys.stdout.flush()


@contextmanager
def _losses() -> Iterator[None]:
    """Failures to write as what they mean."""
    try:
        yield
    except BrokenPipeError:
        raise OutputClosed() from None
    except (OSError, ValueError) as error:
        raise OutputLost(reason=getattr(error, "strerror", None) or error) from None


def use_utf8() -> None:
    """Our texts have accents, whatever the locale of cron says: never fail over an encoding."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline=None)


def width() -> int:
    """The columns of the reader's terminal; where there are next to none, what a phone has."""
    return max(38, shutil.get_terminal_size().columns)


def page_width() -> int:
    """The columns of a page: beyond a hundred, lines are hard to read."""
    return min(width(), _WIDEST)


def is_styled(stream: TextIO | None) -> bool:
    """Whether what is written there has styles: on a terminal that can, or wherever FORCE_COLOR says so;
    never with NO_COLOR."""
    if os.environ.get("NO_COLOR"):
        return False
    can = is_terminal(stream) and os.environ.get("TERM") != "dumb"
    return can or os.environ.get("FORCE_COLOR", "0") not in ("", "0")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sees what is written there."""
    return stream is not None and not stream.closed and stream.isatty()


def _sentences(text: str, stream: TextIO | None) -> str:
    """Long lines broken on a terminal. As they are for everybody else, and so are lines that begin with
    spaces: those are commands to copy, or broken already. The name of who complains is red."""
    lines: Iterable[str] = printable(text).split("\n")
    if is_terminal(stream):
        items = (line(one, whole=one.startswith("  ")) for one in lines)
        lines = plain_lines(items, width())
    said = "\n".join(lines)
    complains = stream is sys.stderr and said.startswith(_NAME) and is_styled(stream)
    return _RED.format(_NAME) + said.removeprefix(_NAME) if complains else said
