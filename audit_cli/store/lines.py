"""The history as JSON lines: one checklist or one event each, exactly as stored, and an end."""

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from json import JSONDecodeError
from typing import Any, Final, NamedTuple

from audit_cli.errors import Problem
from audit_cli.language import _, printable_json
from audit_cli.store.chain import decoded, encoded
from audit_cli.store.verify import Chain, Link

SUBJECTS: Final = ("audit", "action", "series")
LINE_AT_MOST: Final = 64 * 1024 * 1024  # characters
_READABLE: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)

_UUID: Final = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_INSTANT: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z"
# What each text of an event line looks like; those with an empty alternative may be null.
_PATTERNS: Final[Mapping[str, re.Pattern[str]]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "uuid": _UUID,
        "kind": r"[a-z_]+",
        "question": r"(?s:.*)|",
        "text": r"(?s:.*)|",
        "salt": r"(?!0{32})([0-9a-f]{32})|",  # zeros are what an erasure leaves
        "text_digest": r"([0-9a-f]{64})|",
        "seen_at": rf"({_INSTANT})|",
        "entered_at": _INSTANT,
        "previous": r"([0-9a-f]{64})|",
        "hash": r"[0-9a-f]{64}",
    }.items()
}
_BEGINNING: Final = re.compile(r'\s*\{\s*"(checklist"\s*:\s*("?\{)|(uuid|end)"\s*:)')

_NOT_JSON: Final = _("this is not JSON; each line of an export is one JSON object")
_NEITHER: Final = _("this is neither a checklist nor an event of an export")
_TOO_LONG: Final = _("this line is longer than any that an export writes")
_FIELD: Final = _("`{key}` is missing or not as an export writes it")


class PinnedLine(NamedTuple):
    """A checklist that audits were asked with: the texts that may have the hash, and the hash."""

    sha256: str
    candidates: tuple[str, ...]


class EventLine(NamedTuple):
    """One event, with the chain that it belongs to."""

    subject: str
    chain: str
    link: Link


class EndLine(NamedTuple):
    """The last line: how many chains and events came before it."""

    chains: int
    events: int


def end_line(end: EndLine) -> str:
    """What an export ends with, so that one that was cut off is seen."""
    return _line({"end": end._asdict()})


def checklist_line(content: str, sha256: str) -> str:
    """A pinned checklist as a line; as a string where JSON would not give back the same text."""
    parsed = json.loads(content)
    checklist = parsed if content in _written(parsed) else content
    return _line({"checklist": checklist, "sha256": sha256})


def event_lines(chain: Chain, links: list[Link]) -> Iterator[str]:
    """A chain's events as lines."""
    for link in links:
        yield _line(
            {
                "uuid": link.uuid,
                chain.subject: chain.id,
                "seq": link.seq,
                "kind": link.kind,
                "question": link.question,
                "value": decoded(link.value),
                "text": link.content,
                "salt": _hex(link.salt),
                "text_digest": _hex(link.text_digest),
                "seen_at": link.seen_at,
                "entered_at": link.entered_at,
                "previous": _hex(link.previous),
                "hash": _hex(link.hash),
            }
        )


def codec_of(beginning: bytes) -> str:
    """In what a file that begins like this is written: UTF-8, or what some shells make of it."""
    wide = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return "utf-16" if beginning.startswith(wide) else "utf-8-sig"


def looks_exported(beginning: bytes) -> bool:
    """Whether a file that begins like this is an export; else it may hold answers, in which
    `checklist` is a name."""
    return bool(_BEGINNING.match(beginning.decode(codec_of(beginning), "replace")))


def read_line(
    line: str, file: str = "", number: int = 0
) -> tuple[PinnedLine | EventLine | EndLine | None, Problem | None]:
    """One line of an export, or what is wrong with it."""
    if len(line) > LINE_AT_MOST:
        return None, Problem(_TOO_LONG, (), file, number)
    try:
        facts = json.loads(line)
    except JSONDecodeError as error:
        return None, Problem(_NOT_JSON, (), file, number, error.colno)
    except (ValueError, RecursionError):  # a number of thousands of digits; nesting without end
        return None, Problem(_NOT_JSON, (), file, number)
    if isinstance(facts, dict) and "checklist" in facts and "sha256" in facts:
        if not isinstance(facts["sha256"], str) or not _finite(facts["checklist"]):
            return None, Problem(_FIELD, (("key", "checklist"),), file, number)
        return PinnedLine(facts["sha256"], _written(facts["checklist"])), None
    if isinstance(facts, dict) and facts.keys() == {"end"}:
        return _end(facts["end"], file, number)
    subject = next((s for s in SUBJECTS if isinstance(facts, dict) and s in facts), None)
    if subject is None:
        return None, Problem(_NEITHER, (), file, number)
    wrong = _wrong_field(facts, subject)
    if wrong:
        return None, Problem(_FIELD, (("key", wrong),), file, number)
    return EventLine(subject, facts[subject], _link(facts)), None


def _end(end: Any, file: str, number: int) -> tuple[EndLine | None, Problem | None]:
    if not isinstance(end, dict) or [type(end.get(key)) for key in EndLine._fields] != [int, int]:
        return None, Problem(_FIELD, (("key", "end"),), file, number)
    return EndLine(end["chains"], end["events"]), None


def _wrong_field(facts: dict[str, Any], subject: str) -> str | None:
    """The first field that is not what an event has."""
    if not isinstance(facts[subject], str) or not re.fullmatch(_UUID, facts[subject]):
        return subject
    if type(facts.get("seq")) is not int or not 1 <= facts["seq"] < 2**31:
        return "seq"
    if "value" not in facts or not _finite(facts["value"]):
        return "value"
    for name, pattern in _PATTERNS.items():
        value = facts.get(name, 0)
        if value is None and pattern.fullmatch(""):
            continue
        if not isinstance(value, str) or not pattern.fullmatch(value) or not _storable(value):
            return name
    if (facts["text"] is None) != (facts["salt"] is None):
        return "salt"
    return None


def _link(facts: dict[str, Any]) -> Link:
    value = facts["value"]
    return Link(
        facts["seq"],
        facts["uuid"],
        facts["kind"],
        facts["question"],
        None if value is None else encoded(value),
        _bytes(facts["text_digest"]),
        facts["seen_at"],
        facts["entered_at"],
        _bytes(facts["previous"]),
        bytes.fromhex(facts["hash"]),
        _bytes(facts["salt"]),
        facts["text"],
    )


def _written(checklist: object) -> tuple[str, ...]:
    """The texts that a checklist may have been pinned as."""
    if isinstance(checklist, str):
        return (checklist,)
    return (_READABLE.encode(checklist), encoded(checklist))


def _line(facts: dict[str, object]) -> str:
    return printable_json(_READABLE.encode(facts))


def _storable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _finite(value: object) -> bool:
    try:
        encoded(value)
    except (ValueError, RecursionError):  # NaN and Infinity, which are not JSON
        return False
    return True


def _hex(raw: bytes | None) -> str | None:
    return None if raw is None else raw.hex()


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else bytes.fromhex(text)
