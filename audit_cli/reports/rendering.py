"""One audit in every format, chosen by name: html, md, txt, json, csv."""

import csv
import io
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from audit_cli.language import Locale
from audit_cli.reports.plain import json_text
from audit_cli.reports.view import AuditView, as_json
from audit_cli.reports.visit import AnswerLine, visit_report


class Reader(NamedTuple):
    """Whom a report is for. `site` is the site's name where it has one, `staff_told` the day on
    which the team was told of audits, `width` in columns, `templates` the user's own folder,
    `compiled` one for compiled templates."""

    locale: Locale = Locale()
    staff_told: date | None = None
    site: str | None = None
    width: int = 80
    templates: Path | None = None
    compiled: Path | None = None


def render_visit(name: str, view: AuditView, reader: Reader) -> str:
    """The report of one audit in the format of this name, a key of VISIT_FORMATS.

    The same audit and reader give the same text. Raises TemplateProblem."""
    return VISIT_FORMATS[name](view, reader)


def _templated(suffix: str, view: AuditView, reader: Reader) -> str:
    from audit_cli.reports.templating import report_text  # noqa: PLC0415 (Jinja is slow to import)

    report = visit_report(view, reader.locale, staff_told=reader.staff_told, site=reader.site)
    name, own = f"visit.{suffix}", reader.templates
    return report_text(name, report, own, width=reader.width, kept=reader.compiled)


def _json(view: AuditView, reader: Reader) -> str:
    return json_text(as_json(view, reader.locale.language))


_COLUMNS: Final = """audit checklist version site started_at state result section question asked
value status verdict serious points_met points note amended seen_at"""


def _csv(view: AuditView, reader: Reader) -> str:
    """One row an answer. Codes as in JSON, so that a spreadsheet works in any language."""
    report, plain = visit_report(view, reader.locale), as_json(view, reader.locale.language)
    answers = {answer["question"]: answer for answer in plain["answers"]}
    same = [
        plain["id"],
        view.checklist.id,
        view.checklist.version,
        plain["site"],
        plain["started_at"],
        plain["state"],
        plain["score"]["result"],
    ]
    written = io.StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow(_COLUMNS.split())
    for section in report.sections:
        for line in section.answers:
            row = [*same, section.id, *_csv_answer(line, answers[line.id])]
            rows.writerow([neutralised(cell) for cell in row])
    return written.getvalue()


def _csv_answer(line: AnswerLine, plain: Mapping[str, object]) -> list[object]:
    value = plain["value"]
    return [
        line.id,
        line.question,
        "; ".join(value) if isinstance(value, list) else value,
        plain["status"],
        plain["verdict"],
        "yes" if line.serious else "no",
        line.met,
        line.weight,
        plain["note"],
        "yes" if plain["amended"] else "no",
        plain["seen_at"],
    ]


# Spreadsheets skip blanks, and read full-width and small signs as the plain ones.
_FORMULA: Final = r"[\t\r\n]|[\s\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫]"


def neutralised(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers, nothing stays empty."""
    if isinstance(cell, str) and re.match(_FORMULA, cell):
        return "'" + cell
    return "" if cell is None else cell


VISIT_FORMATS: Final[Mapping[str, Callable[[AuditView, Reader], str]]] = {
    "html": partial(_templated, "html"),
    "md": partial(_templated, "md"),
    "txt": partial(_templated, "txt"),
    "json": _json,
    "csv": _csv,
}
