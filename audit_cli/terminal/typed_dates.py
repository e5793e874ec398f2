"""Dates and moments as options take them: in words or numbers, in any language; one that can be read in
two ways is said as it was read."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime

from audit_cli.errors import UsageError
from audit_cli.language import _
from audit_cli.language.date_words import Unit
from audit_cli.language.dates import ANY, Days, NoDate, days_written, moment_written
from audit_cli.language.weeks import zone_named
from audit_cli.terminal import console, session
from audit_cli.terminal.instants import now

_WRONG = _("{flag}: {reason}")


def days_typed(
    written: str, today: date, *, ahead: bool = False, units: Sequence[Unit] = ANY
) -> Days:
    """As `days_written`; how it was read is said of what can be read in two ways. Raises NoDate."""
    found = days_written(written, today, ahead=ahead, units=units)
    _tell_reading(written, found)
    return found


def days_flag(
    flag: str, written: str, today: date, *, ahead: bool = False, units: Sequence[Unit] = ANY
) -> Days:
    """The days that an option means, the nearest past ones, or with `ahead` those to come. Raises UsageError."""
    try:
        return days_typed(written, today, ahead=ahead, units=units)
    except NoDate as wrong:
        raise UsageError(_WRONG, flag=flag, reason=wrong.sentence) from None


def wall_time_flag(written: str, time_zone: str) -> str:
    """What `--at` means, in ISO 8601: as it was written, where it is that; else the wall time of the zone.
    Raises UsageError."""
    with suppress(ValueError):
        datetime.fromisoformat(written.strip())
        if len(written.strip()) > len("2026-11-16"):
            return written
    try:
        there = now().wall.astimezone(zone_named(time_zone)).replace(tzinfo=None)
        found = moment_written(written, there)
    except NoDate as wrong:
        raise UsageError(_WRONG, flag="--at", reason=wrong.sentence) from None
    _tell_reading(written, found)
    assert found.at
    return datetime.combine(found.first, found.at).isoformat()


def instant_flag(written: str, time_zone: str) -> datetime:
    """When `--at` says that it was. Raises UsageError."""
    from audit_cli.interview.answer_header import WrongInstant, instant_written  # noqa: PLC0415

    try:
        return instant_written(wall_time_flag(written, time_zone), time_zone, now().wall)
    except WrongInstant as error:
        raise UsageError(_WRONG, flag="--at", reason=error) from None


def _tell_reading(written: str, found: Days) -> None:
    if found.doubtful:
        console.warn(found.said(written).say(session.current().language))
