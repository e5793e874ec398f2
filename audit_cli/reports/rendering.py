"""The formats of reports, in one table by name. A new one is a function here or in a module of its own, and
a line in FORMATS."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from audit_cli.language import Locale, printable_json

if TYPE_CHECKING:
    from audit_cli.reports.chat import ChatLine


class Reader(NamedTuple):
    """Whom a report is for. `staff_told` is the day on which the team was told that audits exist,
    `templates` the user's own folder, `template` the sheet that is asked for of a week, `width` in columns,
    `compiled` a folder for compiled templates, `site` the site's name where it has one."""

    locale: Locale = Locale()
    staff_told: date | None = None
    templates: Path | None = None
    template: str = "weekly"
    width: int = 80
    compiled: Path | None = None
    site: str | None = None


class Report(NamedTuple):
    """What there is to say, in the shapes that formats are made of, each made where it is asked for: a
    `page` for the `template` of this name (by the names that it uses, `words` among them, every sentence in its
    reader's language), `data` for programs, `rows` for spreadsheets, the heads of the columns first."""

    template: str
    page: Callable[[], SimpleNamespace]
    data: Callable[[], dict[str, Any]]
    rows: Callable[[], Iterable[Sequence[object]]]
    chat: "Callable[[], Iterable[ChatLine]]"


Content: TypeAlias = str | bytes  # of a report: text, or what a program makes of it


def in_bytes(content: Content) -> bytes:
    """What a report's file holds."""
    return content if isinstance(content, bytes) else content.encode()


def templated(suffix: str, report: Report, reader: Reader) -> str:
    """The page by its template. Raises TemplateProblem."""
    from audit_cli.reports.templating import report_text  # noqa: PLC0415 (Jinja is slow to import)

    name, own = f"{report.template}.{suffix}", reader.templates
    return report_text(name, report.page(), own, width=reader.width, compiled=reader.compiled)


def _csv(report: Report, _: Reader) -> str:
    import csv  # noqa: PLC0415 (seldom asked for)
    import io  # noqa: PLC0415

    written = io.StringIO(newline="")
    csv.writer(written).writerows([neutralised(cell) for cell in row] for row in report.rows())
    return written.getvalue()


def _chat(report: Report, reader: Reader) -> str:
    from audit_cli.reports.chat import chat_text  # noqa: PLC0415 (seldom asked for)

    return chat_text([*report.chat()], reader.locale)


def _pdf(report: Report, reader: Reader) -> bytes:
    from audit_cli.reports.pdf import pdf_of  # noqa: PLC0415 (seldom asked for)

    return pdf_of(templated("html", report, reader))


def json_text(value: object) -> str:
    """Plain data as readable JSON, exact: nothing is stripped from people's texts."""
    return printable_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


# Spreadsheets skip blanks, and read full-width and small signs as the plain ones.
_FORMULA: Final = r"[\t\r\n]|[\s\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫]"


def neutralised(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers, nothing stays empty."""
    if isinstance(cell, str) and re.match(_FORMULA, cell):
        return "'" + cell
    return "" if cell is None else cell


TEMPLATED: Final = ("html", "md", "txt")
PAGED: Final = (*TEMPLATED, "pdf")  # what a template suffices for
FORMATS: Final[Mapping[str, Callable[[Report, Reader], Content]]] = {
    **{name: partial(templated, name) for name in TEMPLATED},
    "json": lambda report, _: json_text(report.data()),
    "csv": _csv,
    "chat": _chat,
    "pdf": _pdf,
}
