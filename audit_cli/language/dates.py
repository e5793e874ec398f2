"""Dates as people write them, in every language at once: `ayer`, `30 nov`, `16/11/2026`, `3 days ago`.

No library does this: dateparser 1.5 needs `regex`, which is C without a fallback, takes thirty times as
long to its first date, and guesses: `a` is the first of the month, `11/16` 11 November 2016, `yesterday
at 9` yesterday at the present hour, while `antier`, `el lunes pasado` and `pasado mañana` are nothing to
it. python-dateutil reads English alone.

The words come from the catalogues, so that a further language is one `.po`. Nothing here reads the clock."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from typing import Final, NamedTuple, TypeAlias

from audit_cli.language.date_words import (
    UNITS,
    Unit,
    is_skipped,
    match,
    month_named,
    spoken,
    time_of_day,
    tokens_of,
    weekday_named,
)
from audit_cli.language.formats import MONTHS, WEEKDAYS
from audit_cli.language.messages import Message, Sentence, _, pgettext
from audit_cli.language.weeks import monday, week_of

_LONGEST: Final = 60  # characters: nobody says a date in more
ANY: Final[tuple[Unit, ...]] = ("day", "week", "month", "year")

_DAYS_FROM_TODAY: Final[Mapping[int, Message]] = {
    0: pgettext("typed", "today"),
    -1: pgettext("typed", "yesterday"),
    -2: pgettext("typed", "day before yesterday"),
    1: pgettext("typed", "tomorrow"),
    2: pgettext("typed", "day after tomorrow"),
}
_THE_DAY: Final = pgettext("typed", "the {day}")
_AGO: Final = pgettext(
    "typed", "{count} {unit} ago|{count} {unit} back|last {count} {unit}|past {count} {unit}"
)
_AHEAD: Final = pgettext("typed", "in {count} {unit}|{count} {unit} from now|next {count} {unit}")
_LAST: Final = pgettext("typed", "last {name}|past {name}")
_THIS: Final = pgettext("typed", "this {name}")
_NEXT: Final = pgettext("typed", "next {name}|coming {name}")
_OF_LAST_WEEK: Final = pgettext("typed", "{weekday} last week|{weekday} of last week")
_WEEK: Final = pgettext("typed", "week {number}|w {number}")

# ── what is said ────────────────────────────────────────────────────────────────────────────────────

_SAID: Final = pgettext("form", "{day} {month} {year}")
_EXAMPLES: Final[Mapping[bool, Message]] = {
    False: _("yesterday, 7d, Monday, 30 Nov, 16/11, 2026-11-16"),
    True: _("tomorrow, 7d, Monday, 30 Nov, 16/11, 2026-11-16"),
}
_NO_DATE: Final = _("`{written}` is no date; write one such as {examples}")
_NO_MONTH: Final = _("`{written}` is no month; write one such as October, or 2026-10")
_NO_MOMENT: Final = _(
    "`{written}` is no date and time; write yesterday 18:30, 16/11 9:15 or 2026-11-16T09:15"
)
_DAY_FIRST: Final = _(
    "`{written}`: there is no month {month}; the day comes first, such as {right}"
)
_NOT_THAT_LONG: Final = _("`{written}`: {month} has no day {day}; write one such as {examples}")
_OTHER_WEEKDAY: Final = _("`{written}`: {date} is a {weekday}; leave one of them out")


class NoDate(ValueError):
    """What was written is no date, or not one of the kind that is wanted; `sentence` says what would be."""

    def __init__(self, message: Message, **values: object) -> None:
        self.sentence: Final = message.of(**values)
        super().__init__(self.sentence.say("en"))


class Days(NamedTuple):
    """What was meant: a day, a week, a month or a year, from its `first` day to its `last`. Of a moment
    `at` is its time. `doubtful` is what could be read otherwise, such as 03/04."""

    unit: Unit
    first: date
    last: date
    at: time | None = None
    doubtful: bool = False

    def said(self, written: str) -> Sentence:
        """How it was read: `03/04 read as 3 April 2026`."""
        return _("{written} read as {date}").of(written=written.strip(), date=in_words(self.first))

    def weeks(self) -> tuple[str, str]:
        """Its first and its last week: that of a day; of a month, those whose Thursday lies in it."""
        if self.unit in ("day", "week"):
            return week_of(self.first), week_of(self.last)
        first = self.first + timedelta((3 - self.first.weekday()) % 7)
        return week_of(first), week_of(self.last - timedelta((self.last.weekday() - 3) % 7))


def in_words(day: date) -> Sentence:
    """`3 April 2026`, `3 de abril de 2026`."""
    return _SAID.of(day=day.day, month=MONTHS[day.month - 1], year=day.year)


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────


def days_written(
    written: str, today: date, *, ahead: bool = False, units: Sequence[Unit] = ANY
) -> Days:
    """What a person means by a date, of one of these `units`. Without a year it is the nearest one that is
    past, or with `ahead` to come; a weekday is never today, which has a word of its own. ISO 8601 always
    means what it says. Raises NoDate."""
    refusal = _NO_MONTH if list(units) == ["month"] else _NO_DATE
    wrong = NoDate(refusal, written=written.strip(), examples=_EXAMPLES[ahead])
    if len(written) > _LONGEST:
        raise wrong
    found = _iso(written) or _Reader(written, today, ahead).days(tokens_of(written), units)
    if not found or found.unit not in units:
        raise wrong
    return found


def moment_written(written: str, now: datetime) -> Days:
    """A day and a time, both as people write them; `now` is naive, the wall time of the place. A time
    alone is the last that was. Raises NoDate."""
    tokens = tokens_of(written[:_LONGEST])
    reader = _Reader(written, now.date(), ahead=False)
    wrong = NoDate(_NO_MOMENT, written=written.strip())
    for cut in range(len(tokens) + 1):
        for day, hour in ((tokens[:cut], tokens[cut:]), (tokens[cut:], tokens[:cut])):
            if (clock := time_of_day(hour)) is None:
                continue
            if all(map(is_skipped, day)):
                last = now.date() if clock <= now.time() else now.date() - timedelta(1)
                return Days("day", last, last, clock)
            try:
                found = _iso(" ".join(day)) or reader.days(day, ("day",))
            except NoDate as reason:
                wrong = reason
                continue
            if found and found.unit == "day":
                return found._replace(at=clock)
    raise wrong


_ISO: Final[tuple[tuple[str, str, Unit], ...]] = (
    ("[0-9]{4}-?W[0-9]{2}", "", "week"),
    ("[0-9]{4}-[0-9]{2}", "-01", "month"),
    ("(19|20)[0-9]{2}", "-01-01", "year"),
    ("[0-9W-]+", "", "day"),
)


def _iso(written: str) -> Days | None:
    """What ISO 8601 writes: a day, a week, a month, a year."""
    text = written.strip().upper()
    for shape, rest, unit in _ISO:
        if re.fullmatch(shape, text):
            try:
                return days_around(date.fromisoformat(text + rest), unit)
            except (ValueError, OverflowError):
                return None
    return None


class _Reader(NamedTuple):
    """Reads the words of a date; `written` is what refusals quote. Each form has a method here that takes
    what stands for its placeholders."""

    written: str
    today: date
    ahead: bool

    @property
    def way(self) -> int:
        """1 for what is to come, -1 for what is past."""
        return 1 if self.ahead else -1

    def days(self, tokens: Sequence[str], units: Sequence[Unit]) -> Days | None:
        """What the words mean, doubtful where they can mean two things; None where they are no date.
        Raises NoDate for one that is not in the calendar."""
        found: dict[tuple[date, date], Days] = {}
        wrong: NoDate | None = None
        for form, reading in _forms():
            if (values := match(form, tokens)) is None:
                continue
            try:
                days = reading(self, **values)
                if days.unit in units:
                    found.setdefault((days.first, days.last), days)
            except NoDate as reason:
                wrong = wrong or reason
            except (ValueError, OverflowError):  # before the calendar began, or after it ends
                continue
        if wrong and not found:
            raise wrong
        first = next(iter(found.values()), None)
        return first._replace(doubtful=first.doubtful or len(found) > 1) if first else None

    def so_many(self, count: int, unit: Unit, way: int = 0) -> Days:
        """`7d`: this way or that, where `way` doesn't say which."""
        return _one(_later(self.today, (way or self.way) * count, unit))

    def this_one(self, name: str) -> Days:
        unit = UNITS.get(name)
        return days_around(self.today, unit) if unit else self.named(name, self.way)

    def named(self, name: str, way: int) -> Days:
        """The unit, weekday or month of this name that comes before or after."""
        if unit := UNITS.get(name):
            return days_around(_later(self.today, way, unit), unit)
        if (weekday := weekday_named(name)) is not None:
            return self.weekday(weekday, way)
        return self._month(month_named(name) or 0, way)

    def weekday(self, weekday: int, way: int = 0) -> Days:
        way = way or self.way
        away = ((weekday - self.today.weekday()) * way) % 7 or 7
        return _one(self.today + timedelta(way * away))

    def weekday_of_last_week(self, weekday: int) -> Days:
        return _one(monday(week_of(self.today)) + timedelta(weekday - 7))

    def named_month(self, month: int, full_year: str = "") -> Days:
        if full_year:
            return _month(self._year(full_year), month)
        if month == self.today.month:
            return days_around(self.today, "month")
        return self._month(month, self.way)

    def numeric_month(self, numeric_month: str) -> Days:
        parts = re.split("[-/.]", numeric_month)
        year, month = sorted(parts, key=len, reverse=True)
        return _month(self._year(year), int(month))

    def numbered_week(self, number: int) -> Days:
        """The week of this number, of this year or the nearest."""
        for year in self._years():
            try:
                first = date.fromisocalendar(year, number, 1)
            except ValueError:
                continue
            if (first - self.today).days * self.way >= (-6 if self.ahead else 0):
                return days_around(first, "week")
        raise ValueError(self.written)

    def day_of_month(self, day: int, weekday: int | None = None) -> Days:
        """The day of this number, in this month or the nearest that has it."""
        month = self.today.replace(day=1)
        for _away in range(84):  # a weekday falls on any day of a month at least every seven years
            if 1 <= day <= _length(month.year, month.month):
                found = month.replace(day=day)
                fits = weekday in (None, found.weekday())
                if fits and (found - self.today).days * self.way >= 0:
                    return _one(found)
            month = _later(month, self.way, "month")
        raise ValueError(self.written)

    def numeric(self, numeric: str, weekday: int | None = None) -> Days:
        """`16/11`, `16.11.26`, `2026/11/16`: the day first, unless the year is."""
        parts = re.split("[-/.]", numeric)
        if len(parts[0]) == 4:
            return self.named_day(int(parts[2]), int(parts[1]), parts[0], weekday)
        day, month, *year = parts
        if int(month) > 12 >= int(day):
            right = numeric[len(day)].join([month, day, *year])
            raise NoDate(_DAY_FIRST, written=self.written.strip(), month=month, right=right)
        found = self.named_day(int(day), int(month), "".join(year), weekday)
        return found._replace(doubtful=int(day) <= 12 and int(day) != int(month))

    def _month(self, month: int, way: int) -> Days:
        """The last or the next of this name, but the present one."""
        away = (month - self.today.month) * way
        return _month(self.today.year + (way if away <= 0 else 0), month)

    def named_day(self, day: int, month: int, year: str = "", weekday: int | None = None) -> Days:
        """`30 de noviembre`, `Nov 30, 2026`; without a year in the nearest. Raises NoDate where the month
        has no such day, or where that is another day of the week."""
        if not 1 <= month <= 12:
            raise ValueError(month)
        years = [self._year(year)] if year else self._years()
        there = (date(y, month, day) for y in years if 1 <= day <= _length(y, month))
        found = next((d for d in there if year or (d - self.today).days * self.way >= 0), None)
        facts = {"written": self.written.strip(), "examples": _EXAMPLES[self.ahead]}
        if found is None:
            raise NoDate(_NOT_THAT_LONG, month=MONTHS[month - 1], day=day, **facts)
        if weekday not in (None, found.weekday()):
            name = WEEKDAYS[found.weekday()]
            raise NoDate(_OTHER_WEEKDAY, date=in_words(found), weekday=name, **facts)
        return _one(found)

    def _year(self, written: str) -> int:
        """Of two digits: in this century unless that is far ahead."""
        year = int(written)
        if len(written) == 2:
            return year + (2000 if 2000 + year <= self.today.year + 20 else 1900)
        if not 1900 < year < 9000:
            raise ValueError(year)
        return year

    def _years(self) -> Iterator[int]:
        """This year, and those before or after: the 29th of February is eight years away at most."""
        return (self.today.year + self.way * away for away in range(9))


_Reading: TypeAlias = Callable[..., Days]


@cache
def _forms() -> tuple[tuple[tuple[str, ...], _Reading], ...]:
    """Every form of a date, with how it is read; of two that fit, the first is meant."""
    days = ("{day} {month}", "{day} {month} {year}", "{month} {day}", "{month} {day} {year}")
    absolute: list[tuple[str, _Reading]] = [
        ("{numeric}", _Reader.numeric),
        *((form, _Reader.named_day) for form in days),
    ]
    so_many, named = _Reader.so_many, _Reader.named
    by_words: list[tuple[Message, _Reading]] = [
        *(
            (message, partial(so_many, count=count, unit="day", way=1))
            for count, message in _DAYS_FROM_TODAY.items()
        ),
        (_AGO, partial(so_many, way=-1)),
        (_AHEAD, partial(so_many, way=1)),
        (_LAST, partial(named, way=-1)),
        (_THIS, _Reader.this_one),
        (_NEXT, partial(named, way=1)),
        (_OF_LAST_WEEK, _Reader.weekday_of_last_week),
        (_WEEK, _Reader.numbered_week),
        (_THE_DAY, _Reader.day_of_month),
    ]
    written: list[tuple[str, _Reading]] = [
        *absolute,
        *((f"{{weekday}} {form}", reading) for form, reading in absolute),
        *((form, reading) for message, reading in by_words for form in spoken(message)),
        ("{count} {unit}", so_many),
        ("{weekday} {day}", _Reader.day_of_month),
        ("{weekday}", _Reader.weekday),
        ("{month} {full_year}", _Reader.named_month),
        ("{month}", _Reader.named_month),
        ("{numeric_month}", _Reader.numeric_month),
    ]
    return tuple((tuple(form.split()), reading) for form, reading in written)


def _one(day: date) -> Days:
    return Days("day", day, day)


def _month(year: int, month: int) -> Days:
    return days_around(date(year, month, 1), "month")


def days_around(day: date, unit: Unit) -> Days:
    """The day, week, month or year in which a day lies."""
    if unit == "day":
        return _one(day)
    if unit == "week":
        first = monday(week_of(day))
        return Days(unit, first, first + timedelta(6))
    first = day.replace(day=1) if unit == "month" else date(day.year, 1, 1)
    return Days(unit, first, _later(first, 1, unit) - timedelta(1))


def _later(day: date, count: int, unit: Unit) -> date:
    """So many units later, or before; the last of a month that is shorter."""
    if unit in ("day", "week"):
        return day + timedelta(count * (7 if unit == "week" else 1))
    years, month = divmod(day.month - 1 + count * (12 if unit == "year" else 1), 12)
    year, month = day.year + years, month + 1
    if not 1 <= year <= 9999:
        raise OverflowError(year)
    return date(year, month, min(day.day, _length(year, month)))


def _length(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(1)).day
