"""The row by which an audit is listed: derived from its events, written with them."""

from typing import NamedTuple

from audit_cli.checklist.model import Checklist
from audit_cli.interview.answers import answers_of
from audit_cli.interview.record import Record, State


class AuditRow(NamedTuple):
    """One audit in a listing. Instants are texts as in events; `pending` counts answers still to
    come, in a draft whether or not their condition holds."""

    id: str
    checklist: str
    version: str
    sha256: str
    site: str
    time_zone: str
    started_at: str
    finished_at: str | None
    state: State
    pending: int


def projected(record: Record, checklist: Checklist | None) -> AuditRow:
    """The row of a record; without its checklist, which only damage takes away, as of a draft."""
    answers = record.answers
    if record.finished_at and checklist:
        answers = answers_of(checklist, record)
    return AuditRow(
        record.id,
        record.checklist,
        record.version,
        record.sha256,
        record.site,
        record.time_zone,
        record.started_at,
        record.finished_at,
        record.state,
        sum(answer.status == "pending" for answer in answers.values()),
    )
