"""Dates, time zones and opening hours as people write them in settings."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Any, Final, NamedTuple

from audit_cli.checklist.hints import DID_YOU_MEAN, nearest, shortened
from audit_cli.checklist.kinds import Reading, Scalar
from audit_cli.checklist.source import Path
from audit_cli.language import _, pgettext
from audit_cli.language.typed import TypedWords

_UNKNOWN_ZONE = _("there is no time zone `{found}`")
_SUCH_ZONE = _("write one such as America/Bogota")
_NOT_A_DATE = _("`{found}` is not a date; write year-month-day, such as 2026-11-16")
_NOT_HOURS = _("`{found}` are not opening hours; write them such as `mon-fri 8:00-17:30`")


class OpeningHours(NamedTuple):
    """When a site is open: weekdays from 0 (Monday), minutes since midnight, without the last."""

    weekdays: tuple[int, ...]
    opens: int
    closes: int


class TimeZone(Scalar):
    """An IANA time zone."""

    def word(self, word: str, path: Path, reading: Reading) -> Any:
        import zoneinfo  # noqa: PLC0415 (3 ms, for settings that name one)

        with suppress(zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            zoneinfo.ZoneInfo(word)
            return word
        near = nearest(word, sorted(zoneinfo.available_timezones()))
        right = DID_YOU_MEAN if near else _SUCH_ZONE
        return reading.mistake(
            path, _UNKNOWN_ZONE.then(right), found=shortened(word), nearest=near or ""
        )


class Date(Scalar):
    """A day as year-month-day."""

    def word(self, word: str, path: Path, reading: Reading) -> Any:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", word):
            with suppress(ValueError):
                return date.fromisoformat(word)
        return reading.mistake(path, _NOT_A_DATE, found=shortened(word))


_DAYS: Final[TypedWords[int]] = TypedWords(
    {
        0: pgettext("typed", "mon"),
        1: pgettext("typed", "tue"),
        2: pgettext("typed", "wed"),
        3: pgettext("typed", "thu"),
        4: pgettext("typed", "fri"),
        5: pgettext("typed", "sat"),
        6: pgettext("typed", "sun"),
    }
)
# Compiled when one is read: most starts read none.
_HOURS_WRITTEN: Final = (
    r"(?P<first>[^\W\d_]+)(-(?P<last>[^\W\d_]+))? "
    r"(?P<from>([01]?[0-9]|2[0-3]):[0-5][0-9]) ?[-–] ?(?P<to>(([01]?[0-9]|2[0-3]):[0-5][0-9]|24:00))"
)


class Hours(Scalar):
    """Days and times such as `mon-fri 8:00-17:30`, in any language."""

    def word(self, word: str, path: Path, reading: Reading) -> Any:
        if found := re.fullmatch(_HOURS_WRITTEN, " ".join(word.split())):
            first = _DAYS.get(found["first"])
            last = _DAYS.get(found["last"] or found["first"])
            opens, closes = _minutes(found["from"]), _minutes(found["to"])
            if first is not None and last is not None and opens < closes:
                # `sat-mon` runs over the end of the week.
                days = tuple((first + day) % 7 for day in range((last - first) % 7 + 1))
                return OpeningHours(days, opens, closes)
        return reading.mistake(path, _NOT_HOURS, found=shortened(word))


def _minutes(time: str) -> int:
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)
