"""What an audit gives its manager to do: derived from it, never a second truth."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple
from uuid import UUID, uuid5

from audit_cli.checklist.model import Checklist
from audit_cli.followup.changes import Reason
from audit_cli.interview.record import Answer, Record
from audit_cli.language import Text
from audit_cli.scoring import Score, needs_action

_ACTIONS = UUID("6c1d2a52-5f1f-5d0c-9a53-0f6e0b9b7c11")


class Action(NamedTuple):
    """One measure, due on a day of the site's calendar. It is `done` when it was put right on the spot,
    or by `audit actions done` on the day `closed`; `reason` says why the team could not do better."""

    id: str
    question: str
    measure: Text | None
    due: date
    immediate: bool
    status: Literal["open", "done"]
    on_the_spot: bool = False
    closed: date | None = None
    reason: Reason | None = None


def actions_found(
    checklist: Checklist, record: Record, answers: Mapping[str, Answer], score: Score, day: date
) -> list[Action]:
    """The actions that a finished audit opens; `day` is the day of the audit where the site is."""
    if record.state != "finished":
        return []
    found = []
    for question in checklist.questions.values():
        answer = answers[question.id]
        if not needs_action(question, answer, score.verdicts.get(question.id)):
            continue
        days = days_left(checklist, question.id)
        found.append(
            Action(
                id=action_id(record.site, checklist.id, question.id, record.id),
                question=question.id,
                measure=question.measure,
                due=day + timedelta(days=days),
                immediate=days == 0,
                status="done" if answer.fixed else "open",
                on_the_spot=bool(answer.fixed),
            )
        )
    return found


def action_id(site: str, checklist: str, question: str, audit: str) -> str:
    """The id of the action on a question that an audit opens, the same wherever it is derived."""
    return str(uuid5(_ACTIONS, "\n".join((site, checklist, question, audit))))


def days_left(checklist: Checklist, question: str) -> int:
    """How many days there are for a question's measure; 0 is the day of the audit."""
    immediate = checklist.section_of[question].immediate
    return 0 if immediate else checklist.questions[question].due
