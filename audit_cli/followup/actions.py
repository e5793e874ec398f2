"""What an audit gives its manager to do: derived from it, never a second truth."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID, uuid5

from audit_cli.checklist.model import Checklist
from audit_cli.i18n import Text
from audit_cli.interview.record import Answer, Record
from audit_cli.scoring import Score, needs_action

_ACTIONS = UUID("6c1d2a52-5f1f-5d0c-9a53-0f6e0b9b7c11")


@dataclass(frozen=True, slots=True)
class Action:
    """One measure, due on a day of the site's calendar; `done` when it was put right on the spot."""

    id: str
    question: str
    measure: Text | None
    due: date
    immediate: bool
    status: Literal["open", "done"]


def actions_of(
    checklist: Checklist, record: Record, answers: Mapping[str, Answer], score: Score, day: date
) -> list[Action]:
    """The actions that a finished audit opens; `day` is the day of the audit where the site is.

    Ids are UUIDv5 of site, checklist, question and opening audit."""
    if record.state != "finished":
        return []
    found = []
    for section in checklist.sections:
        for question in section.questions:
            answer = answers[question.id]
            if not needs_action(question, answer, score.verdicts.get(question.id)):
                continue
            days = 0 if section.immediate else question.due
            name = "\n".join((record.site, checklist.id, question.id, record.id))
            found.append(
                Action(
                    id=str(uuid5(_ACTIONS, name)),
                    question=question.id,
                    measure=question.measure,
                    due=day + timedelta(days=days),
                    immediate=days == 0,
                    status="done" if answer.fixed else "open",
                )
            )
    return found
