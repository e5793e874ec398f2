"""Audits for the tests of the reports: made of events, with fixed instants."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from audit_cli.checklist.library import Library
from audit_cli.checklist.model import Checklist
from audit_cli.interview.events import Event, Json
from audit_cli.interview.record import Record, folded
from audit_cli.reports.view import AuditView, view_of

AUDIT = "0f8fad5b-d9cb-469f-a165-70867728950e"
START = "2026-11-16T15:15:00.000Z"
END = "2026-11-16T15:18:04.000Z"
Step = tuple[Any, str | None, Json, str | None]

# The example of the design: 29 of 32 points, or 26 with the path not clear either.
ORDINARY: dict[str, Json] = {
    "first-thing-noticed": "meets",
    "path-clear": "yes",
    "floor-clean": "no",
    "seconds-until-look": 4,
    "smiled": "yes",
    "where-to-go-clear": "yes",
    "seconds-until-greeting": 12,
    "asked-how-to-help": "yes",
    "wait-told": {"status": "na"},
    "phones-away": "yes",
    "help-unasked": 1,
    "touch-clean": "yes",
    "name-known": "yes",
    "privacy-kept": "yes",
    "how-it-ended": "meets",
    "clients-first": {"status": "na"},
    "heard-out": "yes",
    "all-respectful": "yes",
    "left-oriented": {"status": "na"},
    "thanked": "yes",
}
UNSEEN = {**ORDINARY, "name-known": {"status": "unseen"}, "privacy-kept": {"status": "unseen"}}
FAILING = {**ORDINARY, "path-clear": "no", "phones-away": "no"}
EXCELLENT = {
    **ORDINARY,
    "first-thing-noticed": "exceeds",
    "floor-clean": "yes",
    "seconds-until-look": 2,
    "seconds-until-greeting": 8,
    "help-unasked": 2,
    "how-it-ended": "exceeds",
}
UNDETERMINED: dict[str, Json] = {
    **{question: {"status": "na"} for question in ORDINARY},
    "first-thing-noticed": "below",
    "floor-clean": "yes",
    "seconds-until-greeting": 31,
}
WHO: tuple[Step, ...] = (
    ("metadata", "auditor", None, "manager"),
    ("metadata", "recognised", "unsure", None),
    ("metadata", "client", None, "regular"),
)
MUD: tuple[Step, ...] = (
    ("note", "floor-clean", None, "mud at the door"),
    ("fixed", "floor-clean", True, None),
)
NOBODY: tuple[Step, ...] = tuple(
    ("mark", mark, {"clock": "reaching", "run": run, "seconds": at}, None)
    for mark, run, at in (
        ("start", "a", 0.0),
        ("nobody", "a", 45.0),
        ("start", "b", 60.0),
        ("nobody", "b", 105.0),
    )
)


class Case(NamedTuple):
    """An audit to report on."""

    checklist: str
    answers: Mapping[str, Json]
    more: tuple[Step, ...] = WHO
    finished: str | None = END


CASES = {
    "failing": Case("walk-in", FAILING, (*WHO, *MUD)),
    "excellent": Case("walk-in", EXCELLENT),
    "undetermined": Case("walk-in", UNDETERMINED),
    "unseen": Case("walk-in", UNSEEN),
    "draft": Case("walk-in", {"floor-clean": "no"}, (), None),
    "nobody-answered": Case("phone-test", {}, (*WHO, *NOBODY)),
}


def view(name: str) -> AuditView:
    """One of the cases as every face sees it."""
    case = CASES[name]
    checklist = checklist_named(case.checklist)
    return view_of(
        checklist, audit(checklist, case.answers, more=case.more, finished=case.finished)
    )


@cache
def checklist_named(name: str) -> Checklist:
    """A shipped checklist."""
    return Library(None, None).load(name)


def walk_in() -> Checklist:
    """The shipped walk-in."""
    return checklist_named("walk-in")


def audit(
    checklist: Checklist,
    answers: Mapping[str, Json],
    *,
    finished: str | None = END,
    zone: str = "America/Mexico_City",
    more: tuple[Step, ...] = (),
    audit_id: str = AUDIT,
) -> Record:
    """A record of these answers, as events would make it. More: (kind, question, value, text)."""
    facts: dict[str, Json] = {
        "checklist": checklist.id,
        "version": checklist.version,
        "sha256": checklist.sha256,
        "site": "centro",
        "time_zone": zone,
    }
    steps: list[Step] = [("start", None, facts, None)]
    steps += [("answer", question, value, None) for question, value in answers.items()]
    steps += more
    events = [
        Event(f"e{seq}", seq, kind, question, value, text, START, START)
        for seq, (kind, question, value, text) in enumerate(steps, start=1)
    ]
    if finished:
        spent: dict[str, Json] = {"seconds_spent": 184}
        events.append(
            Event("end", len(events) + 1, "finish", None, spent, None, finished, finished)
        )
    return folded(audit_id, events)
