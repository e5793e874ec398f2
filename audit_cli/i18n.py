"""Two languages as equals: the texts of the program, of checklists, and numbers and dates."""

import datetime as dt
import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, cast

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

Language = Literal["en", "es"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "es")


class Message(NamedTuple):
    """A sentence of the program's own, always in both languages, with `{placeholders}`."""

    en: str
    es: str
    more: "Message | None" = None

    def say(self, language: Language, **values: object) -> str:
        """The sentence in one language; whatever among the values can say itself is said in it too.

        Raises KeyError for a placeholder without a value."""
        said = {name: _said(value, language) for name, value in values.items()}
        found = (self.es if language == "es" else self.en).format(**said)
        return f"{found}; {self.more.say(language, **values)}" if self.more else found

    def then(self, more: "Message") -> "Message":
        """This, and behind a semicolon what would be right."""
        return self._replace(more=more)

    def of(self, **values: object) -> "Sentence":
        """The message with its values, to be said later."""
        return Sentence(self, tuple(values.items()))


class Plural(NamedTuple):
    """A sentence that has another form for any `{count}` but one."""

    one: Message
    other: Message

    def say(self, language: Language, **values: object) -> str:
        """The form for this `count` in one language, filled like any message."""
        return (self.one if values["count"] == 1 else self.other).say(language, **values)


class Sentence(NamedTuple):
    """A message with the values that fill it."""

    message: Message
    values: tuple[tuple[str, object], ...] = ()

    def say(self, language: Language) -> str:
        """The sentence in one language."""
        return self.message.say(language, **dict(self.values))


class Listed(NamedTuple):
    """Several words or sentences with commas between them."""

    parts: tuple[object, ...]

    def say(self, language: Language) -> str:
        """All of them in one language."""
        return ", ".join(str(_said(part, language)) for part in self.parts)


def _said(value: object, language: Language) -> object:
    """A value as a language says it: whatever can say itself, the rest as it is."""
    say = getattr(value, "say", None)
    return value if say is None else say(language)


class Text(NamedTuple):
    """What a checklist or a settings file says: one plain string, or one for each language."""

    en: str | None = None
    es: str | None = None
    plain: str | None = None

    def say(self, language: Language) -> str:
        """The text in this language, else in the other one; never formatted: it is data."""
        wanted, other = (self.es, self.en) if language == "es" else (self.en, self.es)
        return next(text for text in (wanted, self.plain, other, "") if text is not None)

    @classmethod
    def of(cls, written: str | dict[str, str]) -> "Text":
        """A text as its author wrote it: a string, or a map of languages."""
        return cls(plain=written) if isinstance(written, str) else cls(**written)

    def missing(self) -> tuple[Language, ...]:
        """The languages in which there is no text; none for a plain string."""
        if self.plain is not None:
            return ()
        return tuple(lang for lang in LANGUAGES if getattr(self, lang) is None)


# Compiled when it is needed: few texts have one, and every start would pay for it.
_UNPRINTABLE: Final = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"


# In JSON nothing is stripped. Half of a character is among them, for it has no form in UTF-8.
_ESCAPED_IN_JSON: Final = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"


def printable(text: str) -> str:
    """A person's text made safe for a terminal: no control characters, no reversed direction."""
    return text if text.isprintable() else re.sub(_UNPRINTABLE, "", text)


def printable_json(written: str) -> str:
    """JSON made safe for a terminal as well: what `printable` would strip is written `\\u202e`, as exact."""
    if written.isprintable():
        return written
    return re.sub(_ESCAPED_IN_JSON, lambda found: f"\\u{ord(found[0]):04x}", written)


# Where Spanish is written with a decimal comma (Unicode CLDR 46); elsewhere it is a point.
_COMMA_TERRITORIES: Final = frozenset(
    ("ES", "AR", "BO", "CL", "CO", "CR", "EC", "PY", "UY", "VE", "")
)
WEEKDAYS: Final = (
    Message(en="Monday", es="lunes"),
    Message(en="Tuesday", es="martes"),
    Message(en="Wednesday", es="miércoles"),
    Message(en="Thursday", es="jueves"),
    Message(en="Friday", es="viernes"),
    Message(en="Saturday", es="sábado"),
    Message(en="Sunday", es="domingo"),
)
_MONTHS: Final[Mapping[Language, tuple[str, ...]]] = {
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "es": (
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
}
POINTS: Final = Message(en="{met} of {applicable} points", es="{met} de {applicable} puntos")
_RANGE: Final = Message(
    en="{low} to {high} ({lowest} to {highest} of {items} answers of equal weight)",
    es="de {low} a {high} ({lowest} a {highest} de {items} respuestas de igual peso)",
)
_ONE_COUNT: Final = Message(
    en="{low} ({lowest} of {items} answers of equal weight)",
    es="{low} ({lowest} de {items} respuestas de igual peso)",
)
_CLIENT: Final = Plural(Message(en="client", es="cliente"), Message(en="clients", es="clientes"))


class Locale(NamedTuple):
    """How this reader is written to: the language, numbers, dates, durations, and what the house calls
    a client (`client_term`, in the reader's language; empty where that was not settled)."""

    language: Language = "en"
    decimal: str = "."
    client_term: str = ""

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

    def say(self, message: Message | Plural, **values: object) -> str:
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

    def share(
        self, percent: float, met: int, applicable: int, unit: Message | Plural = POINTS
    ) -> str:
        """A percentage with what it counts: `88% (22 of 25 points)`. There is no other way to print one."""
        counts = unit.say(self.language, met=met, applicable=applicable, count=applicable)
        return f"{self.bare_percent(percent, 1)} ({counts})"

    def usual_range(self, low: float, high: float, lowest: int, highest: int, items: int) -> str:
        """Two percentages with what they count: `85% to 100% (11 to 13 of 13 answers of equal weight)`."""
        message = _ONE_COUNT if lowest == highest else _RANGE
        return message.say(
            self.language,
            low=self.bare_percent(low, 1),
            high=self.bare_percent(high, 1),
            lowest=lowest,
            highest=highest,
            items=items,
        )

    def bare_percent(self, percent: float, decimals: int = 9) -> str:
        """`88 %` or `88%`, as it was written: only for targets and confidence levels, which count nothing."""
        return self.number(percent, decimals) + (
            "\N{NO-BREAK SPACE}%" if self.language == "es" else "%"
        )

    def duration(self, seconds: float) -> str:
        """`0:12`, `2:05`, `1:02:05`, as on a watch; whole seconds, rounded down."""
        minutes, second = divmod(int(seconds), 60)
        hours, minute = divmod(minutes, 60)
        return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"

    def date(self, day: dt.date) -> str:
        """`Monday, November 16, 2026` or `lunes 16 de noviembre de 2026`."""
        weekday, month = (
            WEEKDAYS[day.weekday()].say(self.language),
            _MONTHS[self.language][day.month - 1],
        )
        if self.language == "es":
            return f"{weekday} {day.day} de {month} de {day.year}"
        return f"{weekday}, {month} {day.day}, {day.year}"

    def short_date(self, day: dt.date) -> str:
        """`16 Nov 2026` or `16 nov 2026`."""
        return f"{day.day} {_MONTHS[self.language][day.month - 1][:3]} {day.year}"

    def moment(self, instant: dt.datetime) -> str:
        """A date with its time of day, 24 hours: `16 Nov 2026, 09:15`."""
        return f"{self.short_date(instant.date())}, {instant:%H:%M}"


def language_named(name: str | None) -> Language | None:
    """The language of a name such as `es`, `es_MX.UTF-8` or `en-GB`; None for any other."""
    code = re.split(r"[-_.@]", name or "", maxsplit=1)[0].lower()
    return cast(Language, code) if code in LANGUAGES else None


def environment_locale(environ: Mapping[str, str] = os.environ) -> str:
    """The locale's name as POSIX reads it: the first set of LC_ALL, LC_MESSAGES, LANG."""
    return next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")


# What follows these words stays as it is: a `padre de familia` has one family.
_BEFORE_THE_REST: Final = " (?=(?:of|with|in|at|de|del|con|en|sin) )"
_UNACCENTED: Final = dict(zip("áéíóú", "aeiou", strict=True))


def plural(term: str, language: Language) -> str:
    """More than one of these, by rule: `patients`; `personas atendidas`, `padres de familia`."""
    head, *rest = re.split(_BEFORE_THE_REST, term, maxsplit=1)
    # In Spanish an adjective follows the number as well; `o` in `niña o niño` is none.
    many = (
        " ".join(_several_es(word) if len(word) > 2 else word for word in head.split(" "))
        if language == "es"
        else _several_en(head)
    )
    return " ".join([many, *rest])


def _several_en(word: str) -> str:
    if re.search("[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def _several_es(word: str) -> str:
    if word[-1] in "aeiouáéíóú":
        return word + "s"
    if word.endswith("z"):
        return word[:-1] + "ces"
    # The stress of `peatón` and `feligrés` needs no accent any more.
    return word[:-2] + _UNACCENTED.get(word[-2], word[-2]) + word[-1] + "es"


def locale_for(
    language: Language,
    locale_name: str,
    decimal: str | None = None,
    client_term: Text | None = None,
) -> Locale:
    """The way of writing for a language, its decimal mark by `decimal`, else by the locale's territory.
    A `client_term` in the other language alone is none: no sentence mixes the two."""
    if decimal is None:
        territory = re.match(r"es[_-]([A-Z]{2})", locale_name)
        comma = language == "es" and (territory[1] if territory else "") in _COMMA_TERRITORIES
        decimal = "," if comma else "."
    own = client_term if client_term and language not in client_term.missing() else Text()
    return Locale(language, decimal, " ".join(printable(own.say(language)).split()))
