"""Dates as people write them: a table of both languages, and every way of writing read back."""

from datetime import date, datetime, time, timedelta
from gettext import NullTranslations
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit_cli.language import LANGUAGES, WEEKDAYS, locale_for
from audit_cli.language.dates import Days, NoDate, days_written, in_words, moment_written
from audit_cli.language.formats import MONTHS
from audit_cli.language.weeks import monday, week_of

from .pseudo import instead

TODAY = date(2026, 11, 25)  # a Wednesday
# What was written, which day that is among those past, and among those to come where it is another.
DAYS = """
today                          2026-11-25
hoy                            2026-11-25
HOY                            2026-11-25
yesterday                      2026-11-24
ayer                           2026-11-24
Ayer.                          2026-11-24
anteayer                       2026-11-23
antier                         2026-11-23
antes de ayer                  2026-11-23
the day before yesterday       2026-11-23
tomorrow                       2026-11-26
mañana                         2026-11-26
manana                         2026-11-26
pasado mañana                  2026-11-27
the day after tomorrow         2026-11-27
lunes                          2026-11-23 2026-11-30
el lunes                       2026-11-23 2026-11-30
lun                            2026-11-23 2026-11-30
el lunes pasado                2026-11-23
el pasado lunes                2026-11-23
Monday                         2026-11-23 2026-11-30
on Monday                      2026-11-23 2026-11-30
last Monday                    2026-11-23
next Monday                    2026-11-30
próximo lunes                  2026-11-30
el lunes que viene             2026-11-30
this Friday                    2026-11-20 2026-11-27
este viernes                   2026-11-20 2026-11-27
miércoles                      2026-11-18 2026-12-02
miercoles                      2026-11-18 2026-12-02
mié                            2026-11-18 2026-12-02
Wed                            2026-11-18 2026-12-02
sáb                            2026-11-21 2026-11-28
sun                            2026-11-22 2026-11-29
thurs                          2026-11-19 2026-11-26
lunes de la semana pasada      2026-11-16
Friday last week               2026-11-20
hace 3 días                    2026-11-22
hace tres dias                 2026-11-22
hace una semana                2026-11-18
hace un mes                    2026-10-25
hace 2 años                    2024-11-25
3 días atrás                   2026-11-22
3 days ago                     2026-11-22
a week ago                     2026-11-18
two months ago                 2026-09-25
a year ago                     2025-11-25
últimos 7 días                 2026-11-18
last 7 days                    2026-11-18
en 3 días                      2026-11-28
dentro de una semana           2026-12-02
in 3 days                      2026-11-28
2 weeks from now               2026-12-09
7d                             2026-11-18 2026-12-02
7 d                            2026-11-18 2026-12-02
0d                             2026-11-25
2w                             2026-11-11 2026-12-09
2s                             2026-11-11 2026-12-09
2 semanas                      2026-11-11 2026-12-09
3 meses                        2026-08-25 2027-02-25
10 days                        2026-11-15 2026-12-05
30 nov                         2025-11-30 2026-11-30
30nov                          2025-11-30 2026-11-30
30-nov                         2025-11-30 2026-11-30
30 de noviembre                2025-11-30 2026-11-30
el 30 de noviembre             2025-11-30 2026-11-30
30 de noviembre de 2026        2026-11-30
30 de noviembre del 2026       2026-11-30
30 Nov 2026                    2026-11-30
30 nov 26                      2026-11-30
30 nov 98                      1998-11-30
30-nov-2026                    2026-11-30
Nov 30                         2025-11-30 2026-11-30
Nov. 30                        2025-11-30 2026-11-30
November 30th                  2025-11-30 2026-11-30
30th of November               2025-11-30 2026-11-30
the 30th of November           2025-11-30 2026-11-30
November 30, 2026              2026-11-30
Monday, November 16, 2026      2026-11-16
lunes 16 de noviembre de 2026  2026-11-16
1 de mayo                      2026-05-01 2027-05-01
primero de mayo                2026-05-01 2027-05-01
1º de mayo                     2026-05-01 2027-05-01
1ro de mayo                    2026-05-01 2027-05-01
May 1st                        2026-05-01 2027-05-01
3 ago                          2026-08-03 2027-08-03
3 set                          2026-09-03 2027-09-03
3 sept                         2026-09-03 2027-09-03
3 de setiembre                 2026-09-03 2027-09-03
3 mar                          2026-03-03 2027-03-03
25 nov                         2026-11-25
26 nov                         2025-11-26 2026-11-26
29 feb                         2024-02-29 2028-02-29
el 5                           2026-11-05 2026-12-05
el día 5                       2026-11-05 2026-12-05
the 5th                        2026-11-05 2026-12-05
el 31                          2026-10-31 2026-12-31
el lunes 16                    2026-11-16 2027-08-16
16/11/2026                     2026-11-16
16/11/26                       2026-11-16
16.11.26                       2026-11-16
16.11.2026                     2026-11-16
16-11-2026                     2026-11-16
16-11                          2026-11-16 2027-11-16
16/11                          2026-11-16 2027-11-16
16.11.                         2026-11-16 2027-11-16
5/5                            2026-05-05 2027-05-05
2026-11-16                     2026-11-16
20261116                       2026-11-16
2026-W47-1                     2026-11-16
2026/11/16                     2026-11-16
2026-3-4                       2026-03-04
2026-03-04                     2026-03-04
"""
SPANS = """
octubre                        2026-10-01 2026-10-31
October                        2026-10-01 2026-10-31
oct                            2026-10-01 2026-10-31
octubre pasado                 2026-10-01 2026-10-31
last October                   2026-10-01 2026-10-31
octubre de 2025                2025-10-01 2025-10-31
october 2025                   2025-10-01 2025-10-31
2026-10                        2026-10-01 2026-10-31
10/2026                        2026-10-01 2026-10-31
noviembre                      2026-11-01 2026-11-30
diciembre                      2025-12-01 2025-12-31
febrero 2024                   2024-02-01 2024-02-29
el mes pasado                  2026-10-01 2026-10-31
last month                     2026-10-01 2026-10-31
este mes                       2026-11-01 2026-11-30
next month                     2026-12-01 2026-12-31
semana pasada                  2026-11-16 2026-11-22
last week                      2026-11-16 2026-11-22
esta semana                    2026-11-23 2026-11-29
la semana que viene            2026-11-30 2026-12-06
2026-W47                       2026-11-16 2026-11-22
semana 47                      2026-11-16 2026-11-22
w47                            2026-11-16 2026-11-22
semana 49                      2025-12-01 2025-12-07
2026                           2026-01-01 2026-12-31
el año pasado                  2025-01-01 2025-12-31
this year                      2026-01-01 2026-12-31
"""
MOMENTS = """
16 nov 9:15                    2026-11-16T09:15
16/11 9h15                     2026-11-16T09:15
ayer 18:30                     2026-11-24T18:30
ayer a las 18:30               2026-11-24T18:30
yesterday at 9                 2026-11-24T09:00
yesterday, 9 am                2026-11-24T09:00
yesterday 9.15 pm              -
9:15 am yesterday              2026-11-24T09:15
ayer a las 6 de la tarde       2026-11-24T18:00
a las 6 de la tarde de ayer    2026-11-24T18:00
ayer 6:30 p. m.                2026-11-24T18:30
ayer 6:30 p.m.                 2026-11-24T18:30
lunes a las 9 de la mañana     2026-11-23T09:00
Monday at 9 in the morning     2026-11-23T09:00
mañana 9:15                    2026-11-26T09:15
hoy 9h                         2026-11-25T09:00
hoy al mediodía                -
hoy a mediodía                 2026-11-25T12:00
today at noon                  2026-11-25T12:00
12 am today                    2026-11-25T00:00
12:30 pm today                 2026-11-25T12:30
9:15                           2026-11-25T09:15
18:30                          2026-11-24T18:30
a las 9                        2026-11-25T09:00
hace 3 días a las 5 pm         2026-11-22T17:00
2026-11-16 9:15                2026-11-16T09:15
16 Nov 2026, 09:15             2026-11-16T09:15
mar 18:30                      2026-11-24T18:30
"""
REFUSED = """
11/16           no hay mes 16; primero va el día, como en 16/11
11/16/2026      no hay mes 16; primero va el día, como en 16/11/2026
11.16.26        no hay mes 16; primero va el día, como en 16.11.26
31/02           febrero no tiene día 31; escriba una fecha como: ayer, 7d
31 de abril     abril no tiene día 31; escriba una fecha como: ayer, 7d
0/5             mayo no tiene día 0
lunes, 17/11    el 17 de noviembre de 2026 es martes; quite uno de los dos
martes 16/11    el 16 de noviembre de 2026 es lunes; quite uno de los dos
sopa            `sopa` no es una fecha; escriba una como: ayer, 7d, lunes, 30 nov, 16/11, 2026-11-16
13/13           no es una fecha
12              no es una fecha
el              no es una fecha
16/11/202       no es una fecha
16 nov 1        no es una fecha
16/11 9:15      no es una fecha
999999999d      no es una fecha
2026-13         no es una fecha
2026-W60        no es una fecha
٣ nov           no es una fecha
²d              no es una fecha
16//11          no es una fecha
ayer ayer       no es una fecha
hace días       no es una fecha
"""


def rows(table: str, width: int = 31) -> list[list[str]]:
    return [[line[:width].strip(), *line[width:].split()] for line in table.strip().splitlines()]


@pytest.mark.parametrize("row", rows(DAYS), ids=lambda row: row[0])
def test_days(row: list[str]) -> None:
    written, *expected = row
    past, ahead = days_written(written, TODAY), days_written(written, TODAY, ahead=True)
    assert [past, ahead] == [
        Days("day", day, day) for day in map(date.fromisoformat, (expected[0], expected[-1]))
    ]


@pytest.mark.parametrize("row", rows(SPANS), ids=lambda row: row[0])
def test_weeks_months_and_years(row: list[str]) -> None:
    found = days_written(row[0], TODAY)
    assert [str(found.first), str(found.last)] == row[1:]
    assert not found.doubtful


@pytest.mark.parametrize("row", rows(MOMENTS), ids=lambda row: row[0])
def test_moments(row: list[str]) -> None:
    noon = datetime.combine(TODAY, time(12))
    if row[1] == "-":
        with pytest.raises(NoDate):
            moment_written(row[0], noon)
        return
    found = moment_written(row[0], noon)
    assert found.at
    assert datetime.combine(found.first, found.at) == datetime.fromisoformat(row[1])


@pytest.mark.parametrize("line", REFUSED.strip().splitlines(), ids=lambda line: line[:15].strip())
def test_what_is_refused_says_what_would_be_right(line: str) -> None:
    with pytest.raises(NoDate) as refusal:
        days_written(line[:15].strip(), TODAY)
    assert line[16:] in refusal.value.sentence.say("es")


@pytest.mark.parametrize(
    "written", ["", " ", "el lunes " * 2_000, "🎉", "%s{}", "ayer 25:00", "ayer"]
)
def test_no_moment(written: str) -> None:
    with pytest.raises(NoDate):
        moment_written(written, datetime.combine(TODAY, time(12)))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("03/04", "03/04 read as 3 April 2026"),
        ("3.4.26", "3.4.26 read as 3 April 2026"),
        ("mar", "mar read as 24 November 2026"),  # martes, or March
        ("mar 3", "mar 3 read as 3 March 2026"),
        ("16/11", ""),
        ("4/4", ""),
        ("2026-03-04", ""),
        ("Nov 12", ""),
    ],
)
def test_what_can_be_read_in_two_ways_is_said(written: str, said: str) -> None:
    found = days_written(written, TODAY)
    assert found.doubtful == bool(said)
    assert said in ("", found.said(written).say("en"))


def test_of_two_readings_only_those_that_are_wanted_count() -> None:
    assert days_written("mar", TODAY, units=("month",)).said("mar").say("es") == (
        "mar se leyó como 1 de marzo de 2026"
    )
    assert not days_written("mar", TODAY, units=("month",)).doubtful
    with pytest.raises(NoDate, match="is no month; write one such as October"):
        days_written("16/11", TODAY, units=("month",))


@pytest.mark.parametrize(
    ("written", "weeks"),
    [
        ("16/11", ("2026-W47", "2026-W47")),
        ("2026-W47", ("2026-W47", "2026-W47")),
        ("octubre", ("2026-W40", "2026-W44")),  # the 1st is a Thursday
        ("2026-12", ("2026-W49", "2026-W53")),
        ("2027-01", ("2027-W01", "2027-W04")),
        ("2026", ("2026-W01", "2026-W53")),
    ],
)
def test_the_weeks_of_days(written: str, weeks: tuple[str, str]) -> None:
    assert days_written(written, TODAY).weeks() == weeks


class Basque(NullTranslations):
    """The words of a third language, all that it takes."""

    WORDS: Final = {
        "yesterday": "atzo",
        "day|days|d": "egun",
        "{count} {unit} ago|{count} {unit} back|last {count} {unit}|past {count} {unit}": (
            "duela {count} {unit}"
        ),
        "November": "azaroa",
        "the|of|on|at|for": "ko",
    }

    def gettext(self, message: str) -> str:
        return message

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002
        return self.WORDS.get(message, message)


@pytest.mark.parametrize(
    ("written", "day"),
    [("Atzo", "2026-11-24"), ("duela 3 egun", "2026-11-22"), ("aza 16", "2026-11-16")],
)
def test_a_further_language_is_its_catalogue_alone(written: str, day: str) -> None:
    with pytest.raises(NoDate):
        days_written(written, TODAY)
    with instead(Basque()):
        assert str(days_written(written, TODAY).first) == day


# ── every way of writing, read back ─────────────────────────────────────────────────────────────────

NEAR = st.dates(date(1990, 1, 1), date(2045, 12, 31))


def ways_of_writing(day: date, language: str) -> list[str]:
    """All forms in which a whole date is written in a language."""
    month, weekday = MONTHS[day.month - 1].say(language), WEEKDAYS[day.weekday()].say(language)
    number, year, two = day.day, day.year, f"{day.year % 100:02}"
    locale = locale_for(language, language)
    return [
        day.isoformat(),
        f"{day:%Y%m%d}",
        "{}-W{:02}-{}".format(*day.isocalendar()),
        f"{number}/{day.month}/{year}",
        f"{number:02}/{day.month:02}/{year}",
        f"{number}.{day.month}.{year}",
        f"{number:02}-{day.month:02}-{year}",
        f"{year}/{day.month}/{number}",
        f"{number} {month} {year}",
        f"{number} {month[:3]} {year}",
        f"{number}-{month[:3].upper()}-{year}",
        f"{month} {number}, {year}",
        f"{month[:3]}. {number} {year}",
        f"{weekday} {number} {month} {year}",
        f"{weekday[:3]}, {number}/{day.month}/{year}",
        in_words(day).say(language),
        locale.date(day),
        locale.short_date(day),
        *([f"{number}/{day.month}/{two}", f"{number} {month[:4]} {two}"] if year >= 1970 else []),
    ]


@settings(max_examples=800, deadline=None)
@given(NEAR, NEAR, st.sampled_from(LANGUAGES), st.booleans(), st.data())
def test_a_whole_date_is_read_as_it_was_written(
    day: date, today: date, language: str, ahead: bool, data: st.DataObject
) -> None:
    ways = ways_of_writing(day, language)
    if not today.year - 79 <= day.year <= today.year + 20:  # two digits mean another century
        ways = ways[:18]
    written = data.draw(st.sampled_from(ways))
    assert days_written(written, today, ahead=ahead)[:3] == ("day", day, day)


@settings(max_examples=500, deadline=None)
@given(NEAR, st.integers(0, 364), st.sampled_from(LANGUAGES), st.booleans(), st.data())
def test_a_date_without_a_year_is_the_nearest(
    today: date, away: int, language: str, ahead: bool, data: st.DataObject
) -> None:
    day = today + timedelta(away if ahead else -away)
    month = MONTHS[day.month - 1].say(language)
    ways = [
        f"{day.day}/{day.month}",
        f"{day.day:02}-{day.month:02}",
        f"{day.day} {month}",
        f"{day.day} {month[:3]}",
        f"{month} {day.day}",
        f"{day.day} de {month}",
        f"the {day.day}th of {month}",
    ]
    if 0 < away < 8:
        weekday = WEEKDAYS[day.weekday()].say(language)
        ways += [weekday, weekday[:4], f"{weekday} {day.day} {month}"]
    written = data.draw(st.sampled_from(ways))
    found = days_written(written, today, ahead=ahead)
    if written == "mar" or found.doubtful:
        return
    assert found[:3] == ("day", day, day)


@settings(max_examples=400, deadline=None)
@given(NEAR, st.integers(0, 400), st.booleans(), st.data())
def test_so_many_days_or_weeks(today: date, count: int, ahead: bool, data: st.DataObject) -> None:
    days, weeks = timedelta(count), timedelta(weeks=count)
    written, meant = data.draw(
        st.sampled_from(
            [
                (f"{count}d", days if ahead else -days),
                (f"{count} semanas", weeks if ahead else -weeks),
                (f"hace {count} días", -days),
                (f"{count} days ago", -days),
                (f"{count} weeks ago", -weeks),
                (f"en {count} días", days),
                (f"in {count} weeks", weeks),
            ]
        )
    )
    assert days_written(written, today, ahead=ahead).first == today + meant


@settings(max_examples=300, deadline=None)
@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2045, 1, 1)), st.sampled_from(LANGUAGES), st.data()
)
def test_a_moment_is_read_as_it_was_written(
    when: datetime, language: str, data: st.DataObject
) -> None:
    when = when.replace(second=0, microsecond=0)
    hour = f"{when.hour % 12 or 12}:{when:%M} {'a' if when.hour < 12 else 'p'}"
    day = data.draw(st.sampled_from(ways_of_writing(when.date(), language)[:18]))
    clock = data.draw(
        st.sampled_from(
            [
                f"{when:%H:%M}",
                f"{when:%H:%M:%S}",
                f"{when.hour}h{when:%M}",
                f"a las {when:%H:%M}",
                f"at {when:%H:%M}",
                f"{hour}m",
                f"{hour}. m.",
            ]
        )
    )
    written = data.draw(st.sampled_from([f"{day} {clock}", f"{clock}, {day}"]))
    found = moment_written(written, datetime(2026, 11, 25, 12))
    assert (found.first, found.at) == (when.date(), when.time())


@settings(max_examples=400, deadline=None)
@given(st.text("0123456789/-.: dehlunsmarnov", max_size=14), st.booleans())
def test_whatever_is_typed_is_a_date_or_refused(written: str, ahead: bool) -> None:
    try:
        found = days_written(written, TODAY, ahead=ahead)
    except NoDate as refusal:
        said = [refusal.sentence.say(language) for language in LANGUAGES]
    else:
        said = [found.said(written).say(language) for language in LANGUAGES]
        assert found.first <= found.last
        assert found.unit != "week" or found.first == monday(week_of(found.first))
    assert all(said)
