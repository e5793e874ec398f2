"""The events of which every audit is made: added, never rewritten."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

Kind = Literal[
    "start",
    "answer",
    "clear",
    "note",
    "mark",
    "unmark",
    "fixed",
    "metadata",
    "finish",
    "late_answer",
    "amend",
    "discard",
    "restore",
    "erase",
    "action",
    "period",
]

# An answer without a value is written {"status": …}; a given one as its bare value.
STATUS: Final = "status"


class Event(NamedTuple):
    """One line of history, as it was entered; `seq` counts from 1 within its audit.

    Instants are texts, `2026-11-16T15:15:00.000Z`. `question` also names a mark or a metadata field.
    `value` is JSON. `text` is what a person wrote freely (a note, a quote, a reason): it is kept apart so
    that it can be erased; `erased` says that there was one.

    start: value {checklist, version, sha256, site, time_zone, digest}, of a case also "hours" (those of the
        site: [weekdays, opens, closes]); seen_at is when the audit started
    answer, late_answer: question; value as given, or {"status": "na" | "never" | "unseen" | "pending"};
        of a text question the value is null and the answer is the text
    amend: as answer, the text is the reason; of a metadata field or a text question the value is null,
        and a metadata or late_answer event beside it carries what is new
    clear: question, which has no answer any more
    note: question, text (an empty one removes the note); with the value {"who": true} the text's first line
        is the role of whoever tells it, so that both are erased together
    mark: question is the mark's id, "start" or "nobody"; value {"clock": section id, "run", "seconds"},
        the seconds of a clock that doesn't jump; for "nobody" with "mark", the one that is given up; of a
        case with a text, and "who" as of a note
    unmark: the last mark is undone
    fixed: question; value true or false: put right on the spot
    metadata: question is recognised (value), auditor, client (text), or site: value {"site", "time_zone"},
        of older versions the site alone
    finish: seen_at is when it was finished; value {"seconds_spent"}, with "open" true where a case is open again
    discard, restore: text is the reason
    erase: question, or "discard", "restore", the week of a period, "*" for every text; value {"erased": [seq, …]};
        text is the reason
    action: of an action's own chain; value {"do": "add" | "assign" | "done" | "reopen", …}, with "audit"
        and question the finding that it answers; the text is what to do, a role, a note, or a reason
    period: of a series' own chain; value {"site", "checklist", "week"}, with "dropped" true where that
        week's is taken back; the text is the reason
    """

    uuid: str
    seq: int
    kind: Kind
    question: str | None
    value: Json
    text: str | None
    seen_at: str | None
    entered_at: str
    erased: bool = False


@lru_cache(maxsize=64)  # all events of an import are entered at one
def instant_text(instant: datetime) -> str:
    """An aware instant as events keep it: UTC, milliseconds, sortable as text."""
    utc = instant.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03}Z"


def instant_of(text: str) -> datetime:
    """The aware instant (UTC) of an event's text."""
    return datetime.fromisoformat(text)
