"""When a case closes, and what keeps it open (S0-7, S2-8)."""

from collections.abc import Mapping

from audit_cli.checklist.model import Checklist, Question
from audit_cli.interview.answers import answers_of
from audit_cli.interview.events import Json
from audit_cli.interview.facts import Facts
from audit_cli.interview.record import Answer, Record
from audit_cli.scoring import verdict_of


def keeping_open(checklist: Checklist, answers: Mapping[str, Answer]) -> list[Question]:
    """The questions for which a case can't close: those without an answer, unless it may come later, and the
    one that `closes` it, while that has none or the client is not satisfied."""
    return [
        question
        for question in checklist.questions.values()
        if (answers[question.id].status == "missing" and not question.pending)
        or (question.id == checklist.closes and not _is_settled(question, answers[question.id]))
    ]


def _is_settled(question: Question, answer: Answer) -> bool:
    return answer.status not in ("missing", "pending") and verdict_of(question, answer) != "below"


def settlement(checklist: Checklist, record: Record) -> list[Facts]:
    """What follows for a case from what it has come to: that it is closed, or open again; else nothing."""
    if not checklist.case or record.discarded:
        return []
    is_open = bool(keeping_open(checklist, answers_of(checklist, record)))
    if is_open == (record.finished_at is None):
        return []
    more: dict[str, Json] = {"open": True} if is_open else {}
    return [("finish", None, {"seconds_spent": None, **more}, None)]
