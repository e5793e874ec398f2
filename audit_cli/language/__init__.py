"""The languages of the program: which one, its catalogue, and how numbers and dates are written."""

from audit_cli.language.formats import POINTS, WEEKDAYS, Locale, locale_for, plural
from audit_cli.language.messages import (
    ENGLISH,
    LANGUAGES,
    Language,
    Listed,
    Message,
    Sentence,
    _,
    environment_locale,
    language_named,
    ngettext,
    pgettext,
)
from audit_cli.language.texts import Text, printable, printable_json

__all__ = [
    "ENGLISH",
    "LANGUAGES",
    "POINTS",
    "WEEKDAYS",
    "Language",
    "Listed",
    "Locale",
    "Message",
    "Sentence",
    "Text",
    "_",
    "environment_locale",
    "language_named",
    "locale_for",
    "ngettext",
    "pgettext",
    "plural",
    "printable",
    "printable_json",
]
