"""The marks of clocks in an answers document, which stand there instead of the values that come from them."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from audit_cli.checklist.hints import shortened
from audit_cli.checklist.kinds import Reading
from audit_cli.checklist.model import NOBODY, START, Checklist, Section
from audit_cli.checklist.source import Path, Plain
from audit_cli.interview.answer_header import (
    WORD,
    WrongInstant,
    instant_written,
    is_one_line,
    quoted,
    refused,
    unknown_keys,
)
from audit_cli.interview.events import Json
from audit_cli.interview.facts import Facts, calendar_mark
from audit_cli.interview.values import TooLong, check_length
from audit_cli.language import _

_SECONDS: Final = "[+]?[0-9]{1,9}([.][0-9]{1,3})?"
_KEYS: Final = ("mark", "at", "who", "note")
_SHAPE: Final = _(
    "write the marks under the section of their clock, with when each was: `looked: +4`, or"
    " `- {{mark: looked, at: +4}}`"
)
_NO_CLOCK: Final = _("no section with a clock is called `{found}`; there are: {names}")
_NO_MARK: Final = _("this clock has no mark `{found}` to set here; there are: {names}")
_NOTE: Final = _("a note is a text, not {written}; put it in quotes")


class WhenWritten(NamedTuple):
    """The instant at which the audit of a document began, its time zone, and the present."""

    started: datetime
    time_zone: str
    now: datetime


def marks_written(
    checklist: Checklist, document: Mapping[str, Plain], when: WhenWritten, reading: Reading
) -> Iterator[tuple[Facts, datetime]]:
    """The marks that a document tells, in its order, as events keep them, and when each was."""
    written = document.get("marks", {})
    if not isinstance(written, dict):
        reading.mistake(("marks",), _SHAPE)
        return
    clocks = {section.id: section for section in checklist.sections if section.clock}
    for name, marks in written.items():
        path: Path = ("marks", name)
        if name not in clocks:
            said = _NO_CLOCK.of(found=shortened(name), names=", ".join(clocks) or "–")
            reading.mistake(path, said, on_key=True)
        elif isinstance(marks, dict):  # each occurs once
            listed = [((*path, mark), {"mark": mark, "at": at}) for mark, at in marks.items()]
            yield from _of_clock(clocks[name], checklist.case, listed, when, reading)
        elif isinstance(marks, list):
            listed = [
                ((*path, n), mark if isinstance(mark, dict) else {}) for n, mark in enumerate(marks)
            ]
            yield from _of_clock(clocks[name], checklist.case, listed, when, reading)
        else:
            reading.mistake(path, _SHAPE)


def _of_clock(
    section: Section,
    case: bool,
    listed: list[tuple[Path, dict[str, Plain]]],
    when: WhenWritten,
    reading: Reading,
) -> Iterator[tuple[Facts, datetime]]:
    """The marks of one clock; what began without a `start` did so when the audit did, as every case does."""
    names = [mark.id for mark in section.clock.marks] if section.clock else []
    begun, left = when.started, list(names)
    if not case and not any(mark.get("mark") == START for _, mark in listed):
        yield _timed(section, START, 0.0), begun
    for path, mark in listed:
        unknown_keys(path, mark, _KEYS if case else _KEYS[:2], reading)
        name, written = mark.get("mark"), mark.get("at")
        known = [START, *names, *([NOBODY] if left and not case else [])]
        if name is None or (written is None and name != START):
            reading.mistake(path, _SHAPE)
            continue
        if name not in known:
            said = _NO_MARK.of(found=shortened(name), names=", ".join(known))
            reading.mistake((*path, "mark"), said)
            continue
        # A start that says nothing is that of the audit.
        at = _instant((*path, "at"), written, begun, when, reading) if written else begun
        if name == START:
            begun, left = at, list(names)
        gone = left[0] if name == NOBODY else name
        left = [one for one in left if one != gone]
        if case:
            yield calendar_mark(section.id, name, *_told(path, mark, reading)), at
        else:
            seconds = (at - when.started).total_seconds()
            yield _timed(section, name, seconds, gone), at


def _timed(section: Section, name: str, seconds: float, gone: str = "") -> Facts:
    given_up = {"mark": gone} if name == NOBODY else {}
    value: Json = {"clock": section.id, "run": "file", "seconds": round(seconds, 3), **given_up}
    return ("mark", name, value, None)


def _instant(
    path: Path, written: Plain, begun: datetime, when: WhenWritten, reading: Reading
) -> datetime:
    """An instant, or so many seconds after the last start."""
    if isinstance(written, str) and re.fullmatch(_SECONDS, written):
        return begun + timedelta(seconds=float(written))
    try:
        return instant_written(written, when.time_zone, when.now)
    except WrongInstant as error:
        refused(path, error, reading)
        return begun


def _told(path: Path, mark: dict[str, Plain], reading: Reading) -> tuple[str, str]:
    """Who it was, and what was said."""
    who, note = mark.get("who") or "", mark.get("note") or ""
    if not is_one_line(who):
        reading.mistake((*path, "who"), WORD, key="who")
        who = ""
    if not isinstance(note, str):
        reading.mistake((*path, "note"), _NOTE, written=quoted(note))
        note = ""
    try:
        check_length(f"{who}\n{note}")
    except TooLong as error:
        refused((*path, "note"), error, reading)
    return who.strip(), note.strip()
