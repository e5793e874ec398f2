"""Histories for the tests of actions: audits of two versions of a checklist, and what people did."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from audit_cli.checklist.cache import ParseCache
from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.checklist.model import Checklist
from audit_cli.followup.changes import Anchor, Doing, Reason, change_facts
from audit_cli.followup.gathering import Actions
from audit_cli.followup.outcomes import AuditEnd
from audit_cli.followup.tracked import Tracked
from audit_cli.interview.events import Event, Json, instant_text
from audit_cli.interview.record import Record, folded

FIRST = datetime(2026, 1, 5, 15, tzinfo=UTC)
ZONE = "America/Mexico_City"


def version(number: str, *questions: dict[str, object]) -> Checklist:
    """A version of a checklist of two sections, the first of them immediate."""
    sections = [
        {"id": "door", "title": "Door", "immediate": True, "questions": list(questions[:1])},
        {"id": "rest", "title": "Rest", "questions": list(questions[1:])},
    ]
    facts = {"id": "visit", "version": number, "title": "Visit", "sections": sections}
    return checklist_from_canonical(json.dumps(facts))


def yes_no(name: str, **more: object) -> dict[str, object]:
    """A question that expects yes."""
    return {"id": name, "ask": f"{name}?", "type": "yes_no", "measure": f"mend {name}", **more}


_SERIOUS = yes_no("guard", critical=True, na=True)
_OPINION = {"id": "mood", "ask": "mood?", "type": "rating", "opinion": True}
OLD = version("1.0", yes_no("floor"), _SERIOUS, _OPINION)
NEW = version("2.0", yes_no("ground", was="floor"), _SERIOUS, _OPINION)


def instant(day: float) -> str:
    """So many days into the history."""
    return instant_text(FIRST + timedelta(days=day))


def an_id(number: int) -> str:
    return str(UUID(int=number, version=4))


@dataclass
class History:
    """A journal in memory: what `Actions` asks of the store."""

    audits: dict[str, Record] = field(default_factory=dict)
    acts: dict[str, list[Event]] = field(default_factory=dict)
    backwards: bool = False
    read: int = 0

    def audit(
        self,
        day: float,
        answers: dict[str, str],
        *,
        of: Checklist = OLD,
        site: str = "centro",
        fixed: Sequence[str] = (),
        discarded: bool = False,
        name: str = "",
        zone: str = ZONE,
    ) -> str:
        """One more finished audit; `na` does not apply."""
        name = name or an_id(len(self.audits) + 1)
        start: dict[str, Json] = {
            "checklist": of.id,
            "version": of.version,
            "sha256": of.sha256,
            "site": site,
            "time_zone": zone,
        }
        given: dict[str, Json] = {
            question: {"status": "na"} if value == "na" else value
            for question, value in answers.items()
        }
        facts: list[tuple[str, str | None, Json]] = [
            ("start", None, start),
            *(("answer", question, value) for question, value in given.items()),
            *(("fixed", question, True) for question in fixed),
            ("finish", None, {"seconds_spent": 60}),
            *([("discard", None, None)] if discarded else []),
        ]
        at = instant(day)
        events = [
            Event(an_id(seq), seq, kind, question, value, None, at, at)  # type: ignore[arg-type]
            for seq, (kind, question, value) in enumerate(facts, start=1)
        ]
        self.audits[name] = folded(name, events)
        return name

    def act(
        self,
        chain: str,
        do: Doing,
        day: float,
        anchor: Anchor | None,
        text: str | None = None,
        reason: Reason | None = None,
    ) -> None:
        """One more event of an action's chain."""
        events = self.acts.setdefault(chain, [])
        _, question, value, text = change_facts(do, anchor, text, reason=reason)
        seq, at = len(events) + 1, instant(day)
        events.append(Event(an_id(seq), seq, "action", question, value, text, at, at))

    def do(self, one: Tracked, do: Doing, day: float, text: str | None = None) -> None:
        """What a person did about one action."""
        self.act(one.id, do, day, one.anchor, text)

    def actions(self, cache: ParseCache | None = None, **wanted: Any) -> list[Tracked]:
        """What the history adds up to, the earliest first."""
        found = Actions(self, cache or ParseCache(None)).of_audits(**wanted)
        return sorted(found, key=lambda one: (one.opened_at, one.id))

    def own(self, **wanted: Any) -> list[Tracked]:
        """The actions that people added, the earliest first."""
        found = Actions(self, ParseCache(None)).own(**wanted)
        return sorted(found, key=lambda one: (one.opened_at, one.id))

    @cached_property
    def checklists(self) -> dict[str, Checklist]:
        return {checklist.sha256: checklist for checklist in (OLD, NEW)}

    # -- what is asked of the store -------------------------------------------------------------------

    def finished(self, *, site: str | None = None) -> list[AuditEnd]:
        """Finished audits, in the one order or the other."""
        ends = [
            self._end(record)
            for record in self.audits.values()
            if record.state == "finished" and site in (None, record.site)
        ]
        return ends[::-1] if self.backwards else ends

    def open_cases(self, site: str | None = None) -> list[AuditEnd]:  # noqa: ARG002 (there is none)
        """The cases that are open."""
        return []

    def audit_end(self, audit: str) -> AuditEnd | None:
        """One audit."""
        return self._end(self.audits[audit]) if audit in self.audits else None

    def followups(self, site: str | None = None) -> list[tuple[str, list[Event]]]:
        """The chains of actions that are about a site, in the one order or the other."""
        chains = [*self.acts.items()][:: -1 if self.backwards else 1]
        names = {name for name, record in self.audits.items() if record.site == site}
        return [
            (chain, events)
            for chain, events in chains
            if site is None or any(self._is_about(event, site, names) for event in events)
        ]

    def _is_about(self, event: Event, site: str, audits: set[str]) -> bool:
        named = event.value if isinstance(event.value, dict) else {}
        return named.get("audit") in audits or named.get("site") == site

    def records(self, audits: Iterable[str]) -> Iterator[Record]:
        """Audits; counts how many were read."""
        for audit in audits:
            self.read += 1
            yield self.audits[audit]

    def pinned(self, sha256: str) -> str:
        """One version."""
        return self.checklists[sha256].canonical

    def versions(self, checklist: str) -> list[str]:
        """All versions."""
        assert checklist == "visit"
        return [*self.checklists][::-1] if self.backwards else [*self.checklists]

    def _end(self, record: Record) -> AuditEnd:
        head = f"{record.length}{record.discarded}"
        facts = (record.checklist, record.sha256, record.site, record.time_zone, record.started_at)
        return AuditEnd(record.id, *facts, head)
