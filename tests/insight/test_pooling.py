"""What the audits of a week add up to."""

import json
from typing import Any

from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.checklist.model import Checklist
from audit_cli.insight.totals import WeekSums, pooled
from audit_cli.interview.record import Answer
from audit_cli.scoring import Score, score_of


def checklist(version: str = "1.0") -> Checklist:
    def asked(name: str, **facts: Any) -> dict[str, Any]:
        return {"id": name, "ask": name, "type": "yes_no", "standard": {"is": "yes"}, **facts}

    questions = [
        asked("floor", weight=3, about="place"),
        asked("smiled", weight=2),
        asked("path", weight=1, critical="true", about="place"),
        asked("extra", weight=0),
    ]
    facts = {"id": "visit", "version": version, "title": "Visita"}
    sections = [{"id": "door", "title": "Puerta", "questions": questions}]
    return checklist_from_canonical(json.dumps({**facts, "sections": sections}))


VISIT = checklist()
NEWER = checklist("1.1")


def audit(of: Checklist = VISIT, **answers: str) -> tuple[Checklist, Score]:
    given = {name: Answer("na") for name in of.questions}
    return of, score_of(of, given | {name: Answer("given", v) for name, v in answers.items()})


FINE = audit(floor="yes", smiled="yes", path="yes", extra="yes")
DIRTY = audit(NEWER, floor="no", smiled="yes", extra="no")
BLOCKED = audit(path="no", extra="no")  # a sixth of the points: no percentage, and yet a failure
NOTHING = audit(extra="yes")


def test_the_sums() -> None:
    assert pooled("2026-W47", [FINE, DIRTY, BLOCKED, NOTHING]) == WeekSums(
        week="2026-W47",
        audits=4,
        pooled=2,
        met=8,
        weight=11,
        squares=9 + 4 + 1 + 9 + 4,
        place_met=4,
        place_weight=7,
        people_met=4,
        people_weight=4,
        decided=3,
        passed=1,
        critical_failures=1,
        exceeds=0,
        below=4,
        critical={"path": 1},
        items={"floor": (1, 2), "smiled": (2, 2), "path": (1, 2), "extra": (2, 4)},
        versions=(("1.0", VISIT.sha256), ("1.1", NEWER.sha256)),
    )


def test_a_week_without_audits() -> None:
    assert pooled("2026-W47", []) == WeekSums("2026-W47")
