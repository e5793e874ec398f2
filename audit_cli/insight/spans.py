"""A span of weeks as a person writes it: `2026-W40`, `2026-W40..2026-W46`, `2026-W40..`, `2026-10`, `last-8`."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from audit_cli.language.weeks import monday, week_of


class Span(NamedTuple):
    """From one week to another, both included."""

    first: str
    last: str

    def holds(self, week: str) -> bool:
        """Whether a week lies in it."""
        return self.first <= week <= self.last


def span_named(written: str, weeks: Sequence[str]) -> Span:
    """The span that is meant; `weeks` are those with audits, in order, for `last-8` and for `2026-W40..`, which
    goes on to the last of them. A week belongs to the month that has its Thursday. Raises ValueError for
    anything else, or a span that ends before it begins."""
    text = written.strip().upper()
    if month := re.fullmatch(r"(\d{4})-(\d\d)", text):
        return _month(int(month[1]), int(month[2]))
    if last := re.fullmatch(r"LAST-([1-9]\d{0,3})", text):
        recent = weeks[-int(last[1]) :]
        return Span(recent[0], recent[-1])
    first, dots, end = text.partition("..")
    end = end or (max(first, weeks[-1]) if dots else first)
    span = Span(*(week_of(monday(name)) for name in (first, end)))
    if span.last < span.first:
        raise ValueError(f"{written} ends before it begins")
    return span


def _month(year: int, month: int) -> Span:
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return Span(
        week_of(_thursday_from(first)), week_of(_thursday_from(following) - timedelta(weeks=1))
    )


def _thursday_from(day: date) -> date:
    """The first Thursday on or after a day."""
    return day + timedelta(days=(3 - day.weekday()) % 7)
