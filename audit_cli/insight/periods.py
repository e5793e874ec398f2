"""Comparison periods: a person says from which week on things are different, and why."""

import json
from collections.abc import Iterable
from typing import Final, NamedTuple, cast
from uuid import UUID, uuid5

from audit_cli.interview.events import Event
from audit_cli.interview.facts import Facts

_NAMESPACE: Final = UUID("a4f2d1c6-6f0e-5c0b-9d57-3b1f6c1f2a10")


class PeriodStart(NamedTuple):
    """The week with which new comparison weeks begin, and the reason; None once it was erased."""

    week: str
    why: str | None


def series_id(site: str, checklist: str) -> str:
    """The chain in the journal of what is said about a checklist at a site."""
    return str(uuid5(_NAMESPACE, json.dumps([site, checklist])))


def period_facts(site: str, checklist: str, week: str, why: str) -> Facts:
    """What is entered; whose run of weeks it is stands in it, for whoever reads an export."""
    return ("period", None, {"site": site, "checklist": checklist, "week": week}, why)


def starts_of(events: Iterable[Event]) -> tuple[PeriodStart, ...]:
    """The periods of a series' events, in order of their weeks; of one week, what was said last."""
    found: dict[str, PeriodStart] = {}
    for event in events:
        if event.kind == "period":
            week = cast("dict[str, str]", event.value)["week"]
            found[week] = PeriodStart(week, event.text)
    return tuple(sorted(found.values()))
