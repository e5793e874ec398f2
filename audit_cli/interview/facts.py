"""What the transitions of an audit stand for, before they are numbered and become events."""

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias
from uuid import uuid4

from audit_cli.checklist.model import START, Checklist, Question
from audit_cli.checklist.times import OpeningHours
from audit_cli.interview.clock import Instant
from audit_cli.interview.events import STATUS, Event, Json, Kind, instant_text
from audit_cli.interview.record import METADATA
from audit_cli.interview.values import Given, check_length

_WHO: Final[dict[str, Json]] = {"who": True}
# A kind, the question (or mark, or field), its JSON value, and a text.
Facts: TypeAlias = tuple[Kind, str | None, Json, str | None]


class SitePlace(NamedTuple):
    """A site as an audit records it: its id, the name of its time zone, and for a case when it is open."""

    id: str
    time_zone: str
    hours: tuple[OpeningHours, ...] = ()


def numbered(length: int, at: Instant, *facts: Facts, seen_at: str | None = None) -> list[Event]:
    """Events that continue a chain of this length, seen and entered at an instant. Raises TooLong
    for a text of them."""
    for *_, text in facts:
        check_length(text or "")
    entered = instant_text(at.wall)
    return [
        Event(
            str(uuid4()), length + count, kind, question, value, text, seen_at or entered, entered
        )
        for count, (kind, question, value, text) in enumerate(facts, start=1)
    ]


def begin_facts(
    checklist: Checklist,
    *,
    site: str,
    time_zone: str,
    hours: Sequence[OpeningHours] = (),
    digest: str | None = None,
    **metadata: str,
) -> list[Facts]:
    """What a new audit starts with, a case also with the mark from which its times are taken; the metadata are
    auditor, recognised, client."""
    start: dict[str, Json] = {
        "checklist": checklist.id,
        "version": checklist.version,
        "sha256": checklist.sha256,
        "site": site,
        "time_zone": time_zone,
        "digest": digest,
    }
    if checklist.case and hours:
        start["hours"] = [[[*one.weekdays], one.opens, one.closes] for one in hours]
    said = [metadata_event(name, metadata[name]) for name in METADATA if metadata.get(name)]
    clocks = [section.id for section in checklist.sections if section.clock and checklist.case]
    return [
        ("start", None, start, None),
        *said,
        *(calendar_mark(clock, START) for clock in clocks),
    ]


def calendar_mark(clock: str, mark: str, who: str = "", note: str = "") -> Facts:
    """A mark that goes by the calendar, of the section's clock; who it was (a role), and what was said."""
    value: dict[str, Json] = {"clock": clock, "run": "calendar", "seconds": 0}
    return ("mark", mark, value | _WHO if who else value, _told(who, note))


def note_event(question: str, note: str, who: str = "") -> Facts:
    """A note on a question, and the role of whoever tells it; an empty one removes it."""
    return ("note", question, {**_WHO} if who and note else None, _told(who, note) or "")


def _told(who: str, note: str) -> str | None:
    """Both in one text, so that they are erased together; `said` of the record takes them apart."""
    return f"{who}\n{note}" if who else note or None


def metadata_event(name: str, value: str) -> Facts:
    """Metadata: words that could name a person are texts, which can be erased."""
    if name in ("auditor", "client"):
        return ("metadata", name, None, value)
    return ("metadata", name, value, None)


def move_event(place: SitePlace) -> Facts:
    """The audit was of another site; with it goes the clock that its days and weeks are told by."""
    return ("metadata", "site", {"site": place.id, "time_zone": place.time_zone}, None)


def answer_event(question: Question, given: Given, kind: Kind = "answer") -> Facts:
    """An answer: a bare value, a status, or the text of a text question."""
    if given.status != "given":
        return (kind, question.id, {STATUS: given.status}, None)
    if question.traits.answer == "text":
        return (kind, question.id, None, str(given.value))
    value = list(given.value) if isinstance(given.value, tuple) else given.value
    return (kind, question.id, value, None)  # type: ignore[return-value]  # a list of option ids is JSON
