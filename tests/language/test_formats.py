"""Numbers, dates and durations as a reader of each language writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_cli.language import (
    LANGUAGES,
    Locale,
    Text,
    environment_locale,
    language_named,
    locale_for,
    ngettext,
    printable,
)

ENGLISH, SPANISH = Locale("en", "."), Locale("es", ",")


@pytest.mark.parametrize(
    ("value", "decimals", "english", "spanish"),
    [
        (12, 1, "12", "12"),
        (12.5, 1, "12.5", "12,5"),
        (12.0, 1, "12", "12"),
        (12.25, 1, "12.3", "12,3"),
        (0.05, 1, "0.1", "0,1"),
        (100, 0, "100", "100"),
        (Fraction(2, 3), 2, "0.67", "0,67"),
        (Decimal("1.005"), 2, "1.01", "1,01"),
        (-3.2, 1, "-3.2", "-3,2"),
    ],
)
def test_a_number_has_no_needless_digits(value, decimals, english, spanish):
    assert ENGLISH.number(value, decimals) == english
    assert SPANISH.number(value, decimals) == spanish


def test_a_share_says_what_it_counts():
    assert ENGLISH.share(88.0, 22, 25) == "88% (22 of 25 points)"
    assert SPANISH.share(90.9, 10, 11) == "90,9\N{NO-BREAK SPACE}% (10 de 11 puntos)"
    unit = ngettext("{met} of {applicable} item", "{met} of {applicable} items")
    assert ENGLISH.share(50.0, 1, 2, unit) == "50% (1 of 2 items)"


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "0:00"),
        (12, "0:12"),
        (125, "2:05"),
        (59.9, "0:59"),
        (3725, "1:02:05"),
        (36000, "10:00:00"),
    ],
)
def test_a_duration_reads_as_on_a_watch(seconds, written):
    assert ENGLISH.duration(seconds) == written


@given(st.integers(0, 10**6))
def test_a_duration_loses_no_second(seconds):
    parts = [int(part) for part in ENGLISH.duration(seconds).split(":")]
    assert sum(part * 60**power for power, part in enumerate(reversed(parts))) == seconds


def _first(month):
    return date(2026, month, 1)


@pytest.mark.parametrize(
    ("language", "name", "written"),
    [
        ("en", "en_GB.UTF-8", "Monday 16 November 2026"),
        ("en", "en_IE", "Monday 16 November 2026"),
        ("en", "C.UTF-8", "Monday 16 November 2026"),
        ("en", "en_US.UTF-8", "Monday, November 16, 2026"),
        ("es", "en_US", "lunes 16 de noviembre de 2026"),
        ("es", "es_US", "lunes 16 de noviembre de 2026"),
    ],
)
def test_months_come_first_in_the_united_states_alone(language, name, written):
    assert locale_for(language, name).date(date(2026, 11, 16)) == written


def test_dates():
    day = date(2026, 11, 16)
    assert ENGLISH.date(day) == "Monday 16 November 2026"
    assert SPANISH.date(day) == "lunes 16 de noviembre de 2026"
    months = [
        (ENGLISH.day_and_month(d), SPANISH.day_and_month(d)) for d in map(_first, range(1, 13))
    ]
    assert " ".join(months[8]) == "1 Sep 1 sep"
    assert [spanish[2:] for _, spanish in months] == (
        ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"]
    )
    assert ENGLISH.days(day, date(2026, 11, 22)) == "16 Nov to 22 Nov 2026"
    assert SPANISH.days(day, date(2027, 1, 3)) == "16 nov 2026 al 3 ene 2027"
    assert ENGLISH.near_date(day, date(2026, 1, 1)) == "16 Nov"
    assert ENGLISH.near_date(day, date(2027, 1, 1)) == "16 Nov 2026"
    assert (ENGLISH.short_date(day), SPANISH.short_date(day)) == ("16 Nov 2026", "16 nov 2026")
    assert SPANISH.moment(datetime(2026, 11, 16, 9, 5, tzinfo=UTC)) == "16 nov 2026, 09:05"


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("es", "es"),
        ("es_MX.UTF-8", "es"),
        ("en-GB", "en"),
        ("ES", "es"),
        ("de_DE", None),
        ("C", None),
        ("", None),
        (None, None),
    ],
)
def test_the_language_of_a_locale(name, language):
    assert language_named(name) == language


@pytest.mark.parametrize(
    ("language", "locale", "decimal"),
    [
        ("es", "es_MX.UTF-8", "."),
        ("es", "es_ES.UTF-8", ","),
        ("es", "es_AR", ","),
        ("es", "es-GT", "."),
        ("es", "es", ","),
        ("es", "en_US.UTF-8", ","),
        ("en", "es_ES.UTF-8", "."),
    ],
)
def test_the_decimal_mark_is_the_territorys(language, locale, decimal):
    assert locale_for(language, locale) == Locale(language, decimal)


def test_a_chosen_decimal_mark_wins():
    assert locale_for("en", "en_US", ",").number(1.5) == "1,5"


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"LC_ALL": "es_MX", "LANG": "en_US"}, "es_MX"),
        ({"LC_ALL": "", "LC_MESSAGES": "es_CO", "LANG": "en_US"}, "es_CO"),
        ({"LANG": "en_US"}, "en_US"),
        ({}, ""),
    ],
)
def test_the_environments_locale_as_posix_reads_it(environ, name):
    assert environment_locale(environ) == name


def test_control_characters_and_reversed_direction_are_not_printed():
    assert printable("a\x1b[31m\u202eb\x00\r\x9b\n\tñ") == "a[31mb\n\tñ"


def test_a_text_falls_back_and_is_never_formatted():
    assert Text.of({"en": "{a} %s"}).say("es") == "{a} %s"
    assert Text("x").missing() == ()
    assert Text.of({"es": "x"}).missing() == tuple(code for code in LANGUAGES if code != "es")
