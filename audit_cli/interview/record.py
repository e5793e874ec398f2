"""What an audit's events add up to, blind to its checklist: the latest answer wins."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple, cast

from audit_cli.checklist.model import Value
from audit_cli.checklist.times import OpeningHours
from audit_cli.interview.events import STATUS, Event

State = Literal["draft", "finished", "discarded"]
Status = Literal["given", "na", "never", "unseen", "not_asked", "pending", "missing"]
Recognised = Literal["yes", "no", "unsure"]

METADATA: Final = ("site", "auditor", "recognised", "client")


class Answer(NamedTuple):
    """One question's answer. `value` is set only when the status is `given`."""

    status: Status = "missing"
    value: Value | None = None
    note: str | None = None
    seen_at: str | None = None
    entered_at: str | None = None
    amended: bool = False
    fixed: bool | None = None
    erased: bool = False


_NOTHING: Final = Answer()


class MarkTime(NamedTuple):
    """A moment marked on the clock of a section: `seconds` of one `run` of the machine, and wall time; of a
    case also `who` it was (a role) and what was said."""

    mark: str
    clock: str
    run: str
    seconds: float
    seen_at: str
    given_up: str | None = None
    who: str | None = None
    note: str | None = None


@dataclass(slots=True)
class Record:
    """One audit, folded from its events. Instants are texts as in events. `zone_said` is whether a move to
    another site said its time zone, as older versions did not; None where it was not moved. `entered_at` is
    when its last event was entered. `hours` are those of the site of a case when that began."""

    id: str
    checklist: str = ""
    version: str = ""
    sha256: str = ""
    site: str = ""
    time_zone: str = ""
    zone_said: bool | None = None
    digest: str | None = None
    auditor: str | None = None
    recognised: Recognised | None = None
    client: str | None = None
    started_at: str = ""
    entered_at: str = ""
    finished_at: str | None = None
    seconds_spent: int | None = None
    discarded: bool = False
    length: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    marks: list[MarkTime] = field(default_factory=list)
    hours: tuple[OpeningHours, ...] = ()

    @property
    def state(self) -> State:
        """Where the audit stands."""
        if self.discarded:
            return "discarded"
        return "finished" if self.finished_at else "draft"

    def apply(self, event: Event) -> None:
        """Take one more event into account. Unknown kinds, of a later version, change nothing."""
        self.length, self.entered_at = event.seq, event.entered_at
        change = _CHANGES.get(event.kind)
        if change:
            change(self, event)


def folded(audit: str, events: Iterable[Event]) -> Record:
    """The record of an audit's events, in their order."""
    record = Record(audit)
    for event in events:
        record.apply(event)
    return record


def said(event: Event) -> tuple[str | None, str | None]:
    """Who it was that is told of in a note or at a mark (a role), and what was said."""
    text = event.text
    if text is not None and isinstance(event.value, dict) and event.value.get("who"):
        who, _, text = text.partition("\n")
        return who or None, text or None
    return None, text or None


def _start(record: Record, event: Event) -> None:
    facts = cast("dict[str, Any]", event.value)
    record.checklist, record.version = facts["checklist"], facts["version"]
    record.sha256, record.site = facts["sha256"], facts["site"]
    record.time_zone, record.digest = facts["time_zone"], facts.get("digest")
    record.started_at = event.seen_at or event.entered_at
    record.hours = tuple(
        OpeningHours(tuple(days), opens, closes) for days, opens, closes in facts.get("hours", ())
    )


def _answer(record: Record, event: Event) -> None:
    status: Status = "given"
    value: Value | None = None
    if isinstance(event.value, dict):
        status = cast(Status, event.value[STATUS])
    elif event.value is None:
        value = event.text if event.text is not None else ""
    elif isinstance(event.value, list):
        value = tuple(cast("list[str]", event.value))
    else:
        value = event.value
    question = cast(str, event.question)
    before = record.answers.get(question, _NOTHING)
    record.answers[question] = Answer(
        status,
        value,
        before.note,
        event.seen_at,
        event.entered_at,
        before.amended,
        before.fixed,
        before.erased or event.erased,
    )


def _change(record: Record, event: Event, **what: Any) -> None:
    """Change what else is known of a question; that something of it was erased stays known."""
    question = cast(str, event.question)
    before = record.answers.get(question, _NOTHING)
    record.answers[question] = before._replace(erased=before.erased or event.erased, **what)


def _amend(record: Record, event: Event) -> None:
    if event.question in METADATA:
        return  # the metadata event beside it carries the new value
    event = event._replace(text=None, erased=False)
    if event.value is not None:
        _answer(record, event)
    _change(record, event, amended=True)


def _clear(record: Record, event: Event) -> None:
    question = cast(str, event.question)
    before = record.answers.get(question, _NOTHING)
    record.answers[question] = Answer(note=before.note, fixed=before.fixed)


def _mark(record: Record, event: Event) -> None:
    facts = cast("dict[str, Any]", event.value)
    record.marks.append(
        MarkTime(
            cast(str, event.question),
            facts["clock"],
            facts["run"],
            facts["seconds"],
            event.seen_at or event.entered_at,
            facts.get("mark"),
            *said(event),
        )
    )


def _unmark(record: Record, _event: Event) -> None:
    del record.marks[-1:]


def _metadata(record: Record, event: Event) -> None:
    if event.question == "site" and isinstance(event.value, dict):
        record.site, record.time_zone = map(str, (event.value["site"], event.value["time_zone"]))
        record.zone_said = True
    elif event.question in METADATA:
        if event.question == "site":
            record.zone_said = record.zone_said or False
        setattr(record, event.question, event.text if event.value is None else event.value)


def _finish(record: Record, event: Event) -> None:
    facts = cast("dict[str, Any]", event.value)
    record.finished_at = None if facts.get("open") else event.seen_at or event.entered_at
    record.seconds_spent = facts["seconds_spent"]


def _discard(record: Record, event: Event) -> None:
    record.discarded = event.kind == "discard"


_CHANGES: Final[dict[str, Callable[[Record, Event], None]]] = {
    "start": _start,
    "answer": _answer,
    "late_answer": _answer,
    "amend": _amend,
    "clear": _clear,
    "note": lambda record, event: _change(record, event, note=said(event)[1]),
    "fixed": lambda record, event: _change(record, event, fixed=event.value is True),
    "mark": _mark,
    "unmark": _unmark,
    "metadata": _metadata,
    "finish": _finish,
    "discard": _discard,
    "restore": _discard,
}
