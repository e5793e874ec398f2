"""A week in every format, chosen by name: html, md, txt, json, csv."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from audit_cli.language import Locale
from audit_cli.reports.plain import json_text
from audit_cli.week.layout import weekly_page
from audit_cli.week.material import SiteWeek
from audit_cli.week.page import SiteLine, WeeklyPage, WeeklySummary
from audit_cli.week.sites_summary import weekly_summary

WEEKLY: Final = "weekly"
TEMPLATED: Final = ("html", "md", "txt")


class Reader(NamedTuple):
    """Whom the reports are for. `staff_told` is the day on which the team was told that audits exist,
    `templates` the user's own folder, `template` the sheet that is wanted, `width` in columns,
    `compiled` a folder for compiled templates."""

    locale: Locale
    staff_told: date | None = None
    templates: Path | None = None
    template: str = WEEKLY
    width: int = 80
    compiled: Path | None = None


def render_week(name: str, facts: SiteWeek, reader: Reader) -> str:
    """The page of a site's week in the format of this name, a key of WEEKLY_FORMATS.

    The same facts and reader give the same text. Raises TemplateProblem."""
    return WEEKLY_FORMATS[name](facts, reader)


def render_summary(name: str, week: str, lines: Sequence[SiteLine], reader: Reader) -> str:
    """All sites' week, in a format of TEMPLATED. Raises TemplateProblem."""
    report = weekly_summary(week, lines, reader.locale, reader.staff_told)
    return _rendered(f"{WEEKLY}-summary.{name}", report, reader)


def _templated(suffix: str, facts: SiteWeek, reader: Reader) -> str:
    page = weekly_page(facts, reader.locale, reader.staff_told)
    return _rendered(f"{reader.template}.{suffix}", page, reader)


def _rendered(template: str, report: WeeklyPage | WeeklySummary, reader: Reader) -> str:
    from audit_cli.reports.templating import report_text  # noqa: PLC0415 (Jinja is slow to import)

    own = reader.templates
    return report_text(template, report, own, width=reader.width, kept=reader.compiled)


def _json(facts: SiteWeek, reader: Reader) -> str:
    from audit_cli.week.data_formats import weekly_json  # noqa: PLC0415 (seldom wanted)

    return json_text(weekly_json(facts, reader.locale.language))


def _csv(facts: SiteWeek, _: Reader) -> str:
    from audit_cli.week.data_formats import weekly_csv  # noqa: PLC0415 (seldom wanted)

    return weekly_csv([facts])


WEEKLY_FORMATS: Final[Mapping[str, Callable[[SiteWeek, Reader], str]]] = {
    **{name: partial(_templated, name) for name in TEMPLATED},
    "json": _json,
    "csv": _csv,
}
