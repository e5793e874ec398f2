"""Tables of answers: a survey's CSV, or JSON lines, each row of which is what one client said."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from functools import lru_cache
from hashlib import sha256
from io import TextIOWrapper
from itertools import chain
from typing import IO, Any, Final, NamedTuple, TypeAlias
from uuid import UUID, uuid5

from audit_cli.checklist.hints import shortened
from audit_cli.checklist.model import Checklist
from audit_cli.checklist.source import LARGEST_FILE, Mistake, Quoted
from audit_cli.errors import InvalidInput, Problem
from audit_cli.language import _
from audit_cli.language.dates import NoDate, moment_written
from audit_cli.language.typed import folded_word

_ROW_IDS: Final = UUID("6f2f43c2-6e4d-5c1b-9a57-0c8f0a7b9d33")
_DELIMITERS: Final = ",;\t"
_NOON: Final = time(12)  # of a day without an hour: within it in every time zone near
# As surveys write it: `16/11/2026 9:15`, `2026/11/16 9:15:00 a. m. GMT-6`. Whatever else has a year is read as
# options read it; words such as `yesterday` would be another day each time.
_MOMENT: Final = re.compile(
    r"(?:(?P<year>[0-9]{4})[/-](?P<month>[0-9]{1,2})[/-](?P<day>[0-9]{1,2})"
    r"|(?P<d>[0-9]{1,2})[/.-](?P<m>[0-9]{1,2})[/.-](?P<y>[0-9]{4}))"
    r"(?:,?[T\s]+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.][0-9]+)?)?"
    r"(?:\s?(?P<half>[ap])[.]?\s?m[.]?)?\s?(?P<zone>(?:GMT|UTC)?[+-][0-9]{1,2}(?::?[0-9]{2})?|Z|GMT|UTC)?)?",
    re.IGNORECASE,
)

_NOT_UTF8: Final = _(
    "this is not UTF-8 from here on; save the table as CSV with the encoding UTF-8"
)
_NO_CSV: Final = _("this row can't be read ({reason})")
_NOT_JSON: Final = _("this is not JSON; each line of such a table is one JSON object")
_TOO_MANY: Final = _("this row has {count} cells, and the table {columns} columns")
_NO_COLUMNS: Final = _(
    "no column of this table belongs to a question of `{checklist}`: it has {columns}, and the questions"
    " have {wanted}; name them by `column` in the checklist"
)
_CELL: Final = _("column `{column}`: {wrong}")

Cells: TypeAlias = Mapping[str, Any]  # by the names of the columns


class AnswerRow(NamedTuple):
    """A row as a document of answers, where it stands, and the columns of what is in it."""

    data: dict[str, Any]
    name: str
    line: int
    columns: Mapping[str, str]

    def located(self, mistakes: Sequence[Mistake], _before: int = 0) -> list[Problem]:
        """The mistakes as problems of this row, each with its column."""
        return [self._problem(mistake) for mistake in mistakes]

    def _problem(self, mistake: Mistake) -> Problem:
        key = str(mistake.path[1] if mistake.path[0] == "answers" else mistake.path[0])
        column = self.columns.get(key, key)
        wrong = mistake.message.of(**dict(mistake.values))
        return Problem(_CELL, (("column", column), ("wrong", wrong)), self.name, self.line)


class TableReader(NamedTuple):
    """Reads tables of one checklist's answers: of a `site`, where no column names one (None where it has to).

    `times_seen` counts how
    often it was asked about the same digest; `now` is the wall time where the site is."""

    checklist: Checklist
    site: str | None
    now: datetime
    times_seen: Callable[[bytes], int]

    def rows(self, stream: IO[bytes], name: str) -> Iterator[tuple[AnswerRow, list[Problem]]]:
        """The rows with an answer in them, one by one, whatever the length of the table. Raises InvalidInput
        where a row can't be read."""
        columns: dict[str, str] = {}
        questions = self.checklist.questions.values()
        texts = frozenset(q.id for q in questions if q.traits.answer == "text")
        for line, cells in _cells(stream, name):
            known = columns or self._columns(cells, name)
            row = self._row(cells, known, texts, AnswerRow({}, name, line, known))
            # Of JSON lines the first may lack what others have.
            columns = {} if isinstance(cells, _Object) else known
            if row:
                yield row, []

    def _columns(self, cells: Cells, name: str) -> dict[str, str]:
        """The columns of the moment, the site, and each question: its own, else the one of its id, or
        of its words."""
        checklist, there = self.checklist, {folded_word(column): column for column in cells}
        found = {}
        for question in checklist.questions.values():
            own = (question.column, question.id, *question.ask.wordings())
            column = next(
                (there[folded_word(c)] for c in own if c and folded_word(c) in there), None
            )
            if column is not None:
                found[question.id] = column
        if not found and not isinstance(cells, _Object):
            wanted = (question.column or question.id for question in checklist.questions.values())
            says = {"columns": _listed(cells), "wanted": _listed(wanted), "checklist": checklist.id}
            raise InvalidInput([Problem(_NO_COLUMNS, tuple(says.items()), name, 1)])
        for key, column in (("at", checklist.at_column), ("site", checklist.site_column)):
            if folded_word(column) in there:
                found[key] = there[folded_word(column)]
        return found

    def _row(
        self, cells: Cells, columns: Mapping[str, str], texts: frozenset[str], row: AnswerRow
    ) -> AnswerRow | None:
        said = {key: said for key, column in columns.items() if (said := _said(cells.get(column)))}
        at, site = said.pop("at", None), said.pop("site", self.site)
        if not said:
            return None
        content = json.dumps([self.checklist.id, site, at, *sorted(said.items())])
        times = self.times_seen(sha256(content.encode()).digest()[:16])
        data: dict[str, Any] = {"checklist": self.checklist.id}
        data |= {"site": site} if site else {}
        data |= {"at": _moment(at, self.now)} if at else {}
        data["id"] = str(uuid5(_ROW_IDS, f"{content}{times}"))
        data["answers"] = {
            key: {"value": Quoted(value)} if key in texts and isinstance(value, str) else value
            for key, value in said.items()
        }
        return row._replace(data=data)


class _Object(dict[str, Any]):
    """The cells of a JSON line: of which each has columns of its own."""


def _cells(stream: IO[bytes], name: str) -> Iterator[tuple[int, Cells]]:
    """The cells of each row by their columns, with the number of the line where it begins."""
    stream.seek(0)
    wide = stream.read(2) in (b"\xff\xfe", b"\xfe\xff")
    stream.seek(0)
    line = 1
    text = TextIOWrapper(stream, "utf-16" if wide else "utf-8-sig", newline="")
    try:
        beginning = text.readline(LARGEST_FILE)
        read = _json_cells if beginning.lstrip().startswith("{") else _csv_cells
        for line, cells in read(beginning, text, name):
            yield line, cells
    except UnicodeDecodeError:
        raise InvalidInput([Problem(_NOT_UTF8, (), name, line + 1)]) from None
    finally:
        text.detach()


def _csv_cells(heading: str, text: Iterable[str], name: str) -> Iterator[tuple[int, Cells]]:
    bare = re.sub(r'"[^"]*"', "", heading)
    delimiter = max(_DELIMITERS, key=bare.count)
    reader = csv.reader(chain([heading], text), delimiter=delimiter, strict=True)
    columns: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not columns:
                columns = [column.strip() for column in cells]
            elif any(cells[len(columns) :]):
                counts = (("count", len(cells)), ("columns", len(columns)))
                raise InvalidInput([Problem(_TOO_MANY, counts, name, line)])
            elif cells:
                # Of two columns with the same name the first counts.
                yield (
                    line,
                    dict(zip(reversed(columns), reversed(_filled(cells, columns)), strict=True)),
                )
            line = reader.line_num + 1
    except csv.Error as error:
        raise InvalidInput([Problem(_NO_CSV, (("reason", error),), name, line)]) from None


def _filled(cells: list[str], columns: Sequence[str]) -> list[str]:
    return [*cells[: len(columns)], *[""] * (len(columns) - len(cells))]


def _json_cells(first: str, text: Iterable[str], name: str) -> Iterator[tuple[int, Cells]]:
    for line, written in enumerate(chain([first], text), start=1):
        if not written.strip():
            continue
        try:
            cells = json.loads(written, parse_int=str, parse_float=str)
        except (ValueError, RecursionError):
            cells = None
        if not isinstance(cells, dict):
            raise InvalidInput([Problem(_NOT_JSON, (), name, line)])
        yield line, _Object(cells)


def _said(cell: Any) -> Any:
    """What a cell says, as its author would have typed it; nothing where it is empty."""
    if isinstance(cell, str):
        return cell.strip()
    return {True: "yes", False: "no"}[cell] if isinstance(cell, bool) else cell


@lru_cache(maxsize=4096)
def _moment(written: Any, now: datetime) -> Any:
    """A date and time in ISO 8601, as far as it can be read; day before month, as everywhere."""
    if not isinstance(written, str) or not re.search("[0-9]{4}", written):
        return written  # which is refused at its place
    try:
        if found := _MOMENT.fullmatch(written):
            return _of_parts(found.groupdict())
        days = moment_written(written, now)
    except (NoDate, ValueError):
        return written
    return datetime.combine(days.first, days.at or _NOON).isoformat()


def _of_parts(parts: Mapping[str, str | None]) -> str:
    year, month, day, hour, minute, second = (
        int(parts.get(long) or parts.get(short) or 0)
        for long, short in (
            ("year", "y"),
            ("month", "m"),
            ("day", "d"),
            ("hour", ""),
            ("minute", ""),
            ("second", ""),
        )
    )
    if parts["hour"] is None:
        return datetime.combine(datetime(year, month, day), _NOON).isoformat()
    if half := parts["half"]:
        hour = hour % 12 + 12 * (half in "pP")
    wall = datetime(year, month, day, hour, minute, second)
    return wall.isoformat() + _offset(parts["zone"])


def _offset(zone: str | None) -> str:
    """`-06:00` of `GMT-6`."""
    digits = re.fullmatch("[A-Za-z]*([+-])([0-9]{1,2}):?([0-9]{2})?", zone or "")
    if digits is None:
        return "+00:00" if zone else ""
    sign, hours, minutes = digits.groups()
    return f"{sign}{int(hours):02}:{minutes or '00'}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{shortened(name)}`" for name in names)
