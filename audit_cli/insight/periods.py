"""Stretches of weeks: comparison periods that a person begins, and spans as they are written."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple, cast
from uuid import UUID, uuid5

from audit_cli.interview.events import Event, Json, instant_of
from audit_cli.interview.facts import Facts
from audit_cli.language.weeks import is_week, week_of

if TYPE_CHECKING:
    from audit_cli.language.dates import Days

_NAMESPACE: Final = UUID("a4f2d1c6-6f0e-5c0b-9d57-3b1f6c1f2a10")


class PeriodStart(NamedTuple):
    """The week with which new comparison weeks begin, and the reason; None once it was erased."""

    week: str
    why: str | None


def series_id(site: str, checklist: str) -> str:
    """The chain in the journal of what is said about a checklist at a site."""
    return str(uuid5(_NAMESPACE, json.dumps([site, checklist])))


def period_facts(site: str, checklist: str, week: str, why: str, dropped: bool = False) -> Facts:
    """What is entered, or taken back; whose run of weeks it is stands in it, for whoever reads an export."""
    value: dict[str, Json] = {"site": site, "checklist": checklist, "week": week}
    if dropped:
        value["dropped"] = True
    return ("period", None, value, why)


def starts_of(events: Iterable[Event], first: str = "") -> tuple[PeriodStart, ...]:
    """The periods of a series' events that were not taken back, in order of their weeks; of one week,
    what was said last. With the `first` week with audits, only those between it and the week in which
    they were entered: older versions took any."""
    found: dict[str, PeriodStart] = {}
    for event in events:
        if event.kind == "period":
            value = cast("dict[str, str]", event.value)
            week = value["week"]
            found.pop(week, None)
            if not value.get("dropped") and not (first and _is_outside(week, first, event)):
                found[week] = PeriodStart(week, event.text)
    return tuple(sorted(found.values()))


def _is_outside(week: str, first: str, event: Event) -> bool:
    somewhere_begun = week_of(instant_of(event.entered_at) + timedelta(days=1))
    return not first <= week <= somewhere_begun


class Span(NamedTuple):
    """From one week to another, both included."""

    first: str
    last: str

    def holds(self, week: str) -> bool:
        """Whether a week lies in it."""
        return self.first <= week <= self.last


def span_named(written: str, weeks: Sequence[str], read: "Callable[[str], Days]") -> Span:
    """The span that is meant; `weeks` are those with audits, in order, for `last-8` and for `2026-W40..`, which
    goes on to the last of them; `read` knows dates. A date means its week, a month the weeks whose Thursday
    it has. Raises ValueError for anything else, or a span that ends before it begins."""
    if last := re.fullmatch(r"LAST-([1-9]\d{0,3})", written.strip().upper()):
        recent = weeks[-int(last[1]) :]
        return Span(recent[0], recent[-1])
    begins, dots, ends = written.partition("..")
    first, end = read(begins).weeks()
    if dots:
        end = read(ends).weeks()[1] if ends.strip() else max(first, weeks[-1])
    if not is_week(first) or not is_week(end) or end < first:
        raise ValueError(f"{written} ends before it begins")
    return Span(first, end)
