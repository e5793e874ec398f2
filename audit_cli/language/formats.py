"""How each language writes numbers, percentages, dates, durations, and what the house calls a client."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from audit_cli.language.messages import ENGLISH, Language, Message, _, ngettext, pgettext
from audit_cli.language.texts import Text, printable

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

WEEKDAYS: Final = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
MONTHS: Final = (
    pgettext("month", "January"),
    pgettext("month", "February"),
    pgettext("month", "March"),
    pgettext("month", "April"),
    pgettext("month", "May"),
    pgettext("month", "June"),
    pgettext("month", "July"),
    pgettext("month", "August"),
    pgettext("month", "September"),
    pgettext("month", "October"),
    pgettext("month", "November"),
    pgettext("month", "December"),
)
_SHORT_MONTHS: Final = pgettext("short months", "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec")
# How it is written: forms, not sentences.
_LONG_DATE: Final = pgettext("form", "{weekday} {day} {month} {year}")
_LONG_DATE_IN_AMERICA: Final = pgettext("form", "{weekday}, {month} {day}, {year}")
_AMERICAN: Final = re.compile("en[_-]US")
_PERCENT: Final = pgettext("form", "{number}%")
# The territories where this language is written with a decimal comma (Unicode CLDR 46), `-` for
# where none is told; `none` for a language that is written with a point everywhere.
_COMMA_TERRITORIES: Final = pgettext("form", "none")

POINTS: Final = _("{met} of {applicable} points")
_RANGE: Final = _("{low} to {high}")
_CLIENT: Final = ngettext("client", "clients")


class Locale(NamedTuple):
    """How this reader is written to: the language, numbers, dates, durations, and what the house calls
    a client (`client_term`, in the reader's language; empty where that was not settled). Days stand before
    months, but for a reader in the United States (`american`) who reads English."""

    language: Language = ENGLISH
    decimal: str = "."
    client_term: str = ""
    american: bool = False

    @property
    def client(self) -> str:
        """`client`, or what the house says instead: `patient`."""
        return self.client_term or _CLIENT.say(self.language, count=1)

    @property
    def clients(self) -> str:
        """`clients`, or what the house says instead: `patients`."""
        if not self.client_term:
            return _CLIENT.say(self.language, count=2)
        return plural(self.client_term, self.language)

    def say(self, message: Message, **values: object) -> str:
        """A message to this reader; `{client}` and `{clients}` are the house's words."""
        return message.say(self.language, client=self.client, clients=self.clients, **values)

    def number(self, value: "float | Fraction | Decimal", decimals: int = 1) -> str:
        """`12.5`, or `12,5`; at most `decimals` digits behind the mark, no trailing zeros."""
        from decimal import ROUND_HALF_UP, Decimal  # noqa: PLC0415 (a start needs no numbers)

        exact = (
            Decimal(str(value))
            if isinstance(value, float | Decimal)
            else Decimal(value.numerator) / Decimal(value.denominator)
        )
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        text = f"{rounded:f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return text.replace(".", self.decimal)

    def share(self, percent: float, met: int, applicable: int, unit: Message = POINTS) -> str:
        """A percentage with what it counts: `88% (22 of 25 points)`. There is no other way to print one."""
        counts = unit.say(self.language, met=met, applicable=applicable, count=applicable)
        return f"{self.bare_percent(percent, 1)} ({counts})"

    def usual_range(self, low: float, high: float) -> str:
        """`85% to 100%`: its counts stand where it is said how to read it."""
        ends = (self.bare_percent(low, 1), self.bare_percent(high, 1))
        return ends[0] if low == high else _RANGE.say(self.language, low=ends[0], high=ends[1])

    def bare_percent(self, percent: float, decimals: int = 9) -> str:
        """`88 %` or `88%`, as it was written: only for targets and confidence levels, which count nothing."""
        return _PERCENT.say(self.language, number=self.number(percent, decimals))

    def duration(self, seconds: float) -> str:
        """`0:12`, `2:05`, `1:02:05`, as on a watch; whole seconds, rounded down."""
        minutes, second = divmod(int(seconds), 60)
        hours, minute = divmod(minutes, 60)
        return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"

    def date(self, day: dt.date) -> str:
        """`Monday 16 November 2026` or `lunes 16 de noviembre de 2026`."""
        form = _LONG_DATE_IN_AMERICA if self.american else _LONG_DATE
        weekday, month = WEEKDAYS[day.weekday()], MONTHS[day.month - 1]
        return self.say(form, weekday=weekday, month=month, day=day.day, year=day.year)

    def short_date(self, day: dt.date) -> str:
        """`16 Nov 2026` or `16 nov 2026`."""
        return f"{self.day_and_month(day)} {day.year}"

    def day_and_month(self, day: dt.date) -> str:
        """`16 Nov` or `16 nov`."""
        return f"{day.day} {_SHORT_MONTHS.say(self.language).split('|')[day.month - 1]}"

    def near_date(self, day: dt.date, today: dt.date) -> str:
        """`16 Nov`; with its year where that is not this one."""
        return (self.day_and_month if day.year == today.year else self.short_date)(day)

    def days(self, first: dt.date, last: dt.date) -> str:
        """`9 Nov to 15 Nov 2026`, `28 Dec 2026 to 3 Jan 2027`."""
        begin = self.day_and_month(first) if first.year == last.year else self.short_date(first)
        return _("{first} to {last}").say(self.language, first=begin, last=self.short_date(last))

    def moment(self, instant: dt.datetime) -> str:
        """A date with its time of day, 24 hours: `16 Nov 2026, 09:15`."""
        return f"{self.short_date(instant.date())}, {instant:%H:%M}"


def locale_for(
    language: Language,
    locale_name: str,
    decimal: str | None = None,
    client_term: Text | None = None,
) -> Locale:
    """The way of writing for a language, its decimal mark by `decimal`, else by the locale's territory.
    A `client_term` in other languages alone is none: no sentence mixes two."""
    if decimal is None:
        territory = re.match(rf"{language}[_-]([A-Z]{{2}})", locale_name)
        commas = _COMMA_TERRITORIES.say(language).split()
        decimal = "," if (territory[1] if territory else "-") in commas else "."
    own = client_term if client_term and language not in client_term.missing() else Text("")
    term = " ".join(printable(own.say(language)).split())
    return Locale(
        language, decimal, term, bool(_AMERICAN.match(locale_name)) and language == ENGLISH
    )


# What follows these words stays as it is: a `padre de familia` has one family.
_BEFORE_THE_REST: Final = " (?=(?:of|with|in|at|de|del|con|en|sin) )"
_UNACCENTED: Final = dict(zip("áéíóú", "aeiou", strict=True))


def plural(term: str, language: Language) -> str:
    """More than one of these, by rule: `patients`; `personas atendidas`, `padres de familia`. In a
    language whose rule is not known here, the word as it is."""
    head, *rest = re.split(_BEFORE_THE_REST, term, maxsplit=1)
    return " ".join([_PLURALS.get(language, str)(head), *rest])


def _english_plural(words: str) -> str:
    if re.search("[^aeiou]y$", words):
        return words[:-1] + "ies"
    return words + ("es" if words.endswith(("s", "x", "ch", "sh")) else "s")


def _spanish_plural(words: str) -> str:
    """An adjective follows the number as well; `o` in `niña o niño` is none."""
    return " ".join(_one_spanish(word) if len(word) > 2 else word for word in words.split(" "))


def _one_spanish(word: str) -> str:
    if word[-1] in "aeiouáéíóú":
        return word + "s"
    if word.endswith("z"):
        return word[:-1] + "ces"
    # The stress of `peatón` and `feligrés` needs no accent any more.
    return word[:-2] + _UNACCENTED.get(word[-2], word[-2]) + word[-1] + "es"


_PLURALS: Final[Mapping[Language, Callable[[str], str]]] = {
    "en": _english_plural,
    "es": _spanish_plural,
}
