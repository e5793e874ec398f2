"""What stands above the answers of a file: who audited, when it was, which audit it is; and how mistakes
in such files are worded."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final, TypeGuard
from uuid import UUID
from zoneinfo import ZoneInfo

from audit_cli.checklist.hints import DID_YOU_MEAN, nearest, shortened
from audit_cli.checklist.kinds import Reading
from audit_cli.checklist.source import Path, Plain
from audit_cli.checklist.types import YES_NO
from audit_cli.errors import AuditError
from audit_cli.language import Message, _, pgettext
from audit_cli.language.typed import TypedWords

LONGEST_WORD: Final = 100  # characters of site, auditor, client
_UNSURE: Final = TypedWords({"unsure": pgettext("typed", "unsure|not sure|?")})
# A machine's clock may be wrong by months; a year ahead is a slip of the pen.
FAR: Final = timedelta(days=366)

_UNKNOWN_QUESTION: Final = _("the checklist has no question `{question}`")
WORD: Final = _("`{key}` takes one line of up to 100 letters")
_RECOGNISED_WORDS: Final = _("{written}? `recognised` takes yes, no or unsure")
_ID: Final = _("{written} is no UUID")
_GAP: Final = _(
    "there was no {written} in {zone}: the clocks were put forward; write it with its offset,"
    " 2026-11-16T09:15:00-06:00"
)
_FUTURE: Final = _(
    "{written} is more than a year ahead; an audit has been done when it is written down"
)


class WrongInstant(AuditError):
    """What was written is no moment at which an audit can have been done."""

    message = _("{written} is no date and time; write 2026-11-16T09:15:00-06:00")


def metadata_written(document: dict[str, Plain], reading: Reading) -> dict[str, str]:
    """Auditor, client, recognised: what is said of them."""
    found = {}
    for key in ("auditor", "client"):
        written = document.get(key)
        if is_one_line(written):
            found[key] = written.strip()
        elif written is not None:
            reading.mistake((key,), WORD, key=key)
    written = document.get("recognised")
    if word := recognised_written(written) if isinstance(written, str) else None:
        found["recognised"] = word
    elif written is not None:
        reading.mistake(("recognised",), _RECOGNISED_WORDS, written=quoted(written))
    return found


def recognised_written(word: str) -> str | None:
    """Yes, no or unsure: whether the auditor was recognised; None for any other word."""
    return YES_NO.get(word) or _UNSURE.get(word)


def is_one_line(written: Plain) -> TypeGuard[str]:
    """Whether this is a line of text, such as a role or a word for a client."""
    return (
        isinstance(written, str)
        and len(written) <= LONGEST_WORD
        and written.splitlines() in ([], [written])
    )


def instant_written(written: Plain, time_zone: str, now: datetime) -> datetime:
    """An aware instant from ISO 8601 text; without an offset it is the wall time of the zone, the
    first of two when clocks were put back. Raises WrongInstant."""
    try:
        if not re.match("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]", written):
            raise WrongInstant(written=quoted(written))
        found = datetime.fromisoformat(written)
        naive = found.tzinfo is None
        found = found.replace(tzinfo=ZoneInfo(time_zone)) if naive else found
    except (ValueError, TypeError, KeyError):
        raise WrongInstant(written=quoted(written)) from None
    if not 1900 < found.year < 9000:
        raise WrongInstant(written=quoted(written))
    there = found.astimezone(UTC).astimezone(found.tzinfo)
    if naive and there.replace(tzinfo=None) != found.replace(tzinfo=None):
        raise WrongInstant(_GAP, written=quoted(written), zone=time_zone)
    if found > now + FAR:
        raise WrongInstant(_FUTURE, written=quoted(written))
    return found


def started_at(
    document: dict[str, Plain], time_zone: str, now: datetime, reading: Reading
) -> datetime | None:
    """When the audit was, if that is said."""
    written = document.get("at")
    if written is None:
        return None
    try:
        return instant_written(written, time_zone, now)
    except WrongInstant as error:
        refused(("at",), error, reading)
        return None


def identifier(document: dict[str, Plain], reading: Reading) -> str | None:
    """The id that the author of the file gave the audit."""
    written = document.get("id")
    if written is None:
        return None
    if isinstance(written, str) and written.isascii() and "_" not in written:  # which int() takes
        with suppress(ValueError):
            return str(UUID(written))
    reading.mistake(("id",), _ID, written=quoted(written))
    return None


# ── mistakes ────────────────────────────────────────────────────────────────────────────────────────


def quoted(written: Plain) -> str | Message:
    """What was written, for a sentence: shortened, and never as Python would print it."""
    if isinstance(written, dict):
        return _("a map")
    if isinstance(written, list):
        return _("a list")
    return f"`{shortened(written)}`"


def unknown_keys(path: Path, data: Iterable[str], known: tuple[str, ...], reading: Reading) -> None:
    """Notes the keys of a map that nothing is called."""
    for key in data:
        if key not in known:
            reading.unknown_key(path, key, known)


def unknown_question(identifier: str, known: Iterable[str], reading: Reading) -> str | None:
    """Notes a question that the checklist doesn't have. Returns the one that was probably meant."""
    near = None if reading.has_enough else nearest(identifier, known)
    message = _UNKNOWN_QUESTION.then(DID_YOU_MEAN) if near else _UNKNOWN_QUESTION
    said = message.of(question=shortened(identifier), nearest=near)
    reading.mistake(("answers", identifier), said, on_key=True)
    return near


def refused(path: Path, error: AuditError, reading: Reading) -> None:
    """Notes what another reader refused, at its place in the file."""
    reading.mistake(path, error.message.of(**error.values))
