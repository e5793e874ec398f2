"""ISO weeks by their names, `2026-W47`, and the time zones that decide where an instant lies."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final, TypeGuard
from zoneinfo import ZoneInfo

_FIXED_OFFSET: Final = "(?:UTC)?([+-])([0-9]{2}):?([0-9]{2})"
_NAME: Final = re.compile("([0-9]{4})-[Ww]([0-9]{2})")


@lru_cache(maxsize=1024)  # a history has a few zones, and asks for them at every audit
def zone_named(name: str) -> tzinfo:
    """The zone of an IANA name or of an offset such as `UTC-06:00`. What this machine doesn't know
    is read as UTC: an old audit must stay readable after a time zone was renamed."""
    offset = re.fullmatch(_FIXED_OFFSET, name)
    if offset:
        sign, hours, minutes = offset.groups()
        span = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-span if sign == "-" else span) if span < timedelta(days=1) else UTC
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone, no such name, a folder of zones
        return UTC


def week_of(day: date) -> str:
    """The week of a day, or of a local instant: `2026-W53`. Names sort as the weeks do."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def local_week(instant: str, time_zone: str) -> str:
    """The week in which an instant of the journal lies where the site is."""
    return week_of(datetime.fromisoformat(instant).astimezone(zone_named(time_zone)))


@lru_cache(maxsize=1024)  # a report reckons with the same few weeks a thousand times
def monday(week: str) -> date:
    """The first day of a week. Raises ValueError for what is no week's name: not every year has a W53."""
    name = _NAME.fullmatch(week)
    if not name:
        raise ValueError(f"{week} is no week")
    return date.fromisocalendar(int(name[1]), int(name[2]), 1)


def is_week(name: object) -> TypeGuard[str]:
    """Whether this is the name of a week as the program writes it, in a year that history may have."""
    if not isinstance(name, str) or not "1899" <= name[:4] <= "9000":
        return False
    try:
        return name[5:6] == "W" and bool(monday(name))
    except ValueError:
        return False


def week_after(week: str, count: int = 1) -> str:
    """The week so many weeks later; before, where `count` is negative."""
    return week_of(monday(week) + timedelta(weeks=count))


def span_name(first: str, last: str) -> str:
    """Several weeks by one name, `2026-W41..W44`; one week by its own."""
    if first == last:
        return last
    return f"{first}..{last[5:] if first[:4] == last[:4] else last}"


def span_of(name: str) -> tuple[str, str]:
    """The first and the last week of such a name."""
    first, _, last = name.partition("..")
    return first, f"{first[:5]}{last}" if last.startswith("W") else last or first


def weeks_between(first: str, last: str) -> Iterator[str]:
    """Every week from the first to the last, both included; none if the last comes before."""
    day, end = monday(first), monday(last)
    while day <= end:
        yield week_of(day)
        day += timedelta(weeks=1)


def distance(earlier: str, later: str) -> int:
    """How many weeks lie between the beginnings of two weeks."""
    return (monday(later) - monday(earlier)).days // 7
