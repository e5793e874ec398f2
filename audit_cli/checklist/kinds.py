"""The single values of a file: identifiers, texts, numbers, yes or no, one of a few words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from audit_cli.checklist.hints import shown, unknown
from audit_cli.checklist.records import REFUSED, Kind, Reading, Scalar, Schema
from audit_cli.checklist.source import Path, Plain
from audit_cli.language import LANGUAGES, _

IDENTIFIER: Final = "[a-z0-9][a-z0-9-]{0,63}"
LONGEST_QUESTION: Final = 200  # characters; more can't be read in passing

_NOT_AN_IDENTIFIER = _("`{found}` can't be an id")
_IDENTIFIER = _("use a-z, 0-9 and `-`, at most 64, such as `{such}`")
_BLANK = _("the text is empty; write it")
_TOO_LONG = _("the text has {count} characters; write at most {most}")
_LONG = _("{count} characters are too many to read in passing; stay under {most}")
_MISSING_LANGUAGE = _(
    "there is no text in `{missing}`; add one, or write a plain text for both languages"
)
_NO_LANGUAGE = _("a text in `en`, in `es` or in both is missing; add it")
_UNKNOWN_LANGUAGE = _("unknown language `{found}`")
_SAY_CLIENT = _("`{found}`: behind every contact is a person; say client, patient or citizen")
_NOT_A_TEXT = _('a text is expected here; write it in quotes, or as `{{en: "…", es: "…"}}`')
_NOT_A_NUMBER = _("`{found}` is not a number; write digits, such as {such}")
_DECIMAL_COMMA = _("`{found}` has a decimal comma; in this file write `{such}`")
_LEADING_ZERO = _("`{found}` begins with a zero; write `{such}`")
_NOT_WHOLE = _("`{found}` is not a whole number; write one, such as {such}")
_TOO_MANY_DIGITS = _("the number has too many digits; write at most 9, and 4 decimals")
_OUT_OF_RANGE = _("{found} is out of range; write a number from {least} to {most}")
_NOT_A_FLAG = _("`{found}` is neither yes nor no; write `true` or `false`")
_NOT_ONE_OF = _("`{found}` is not known here")

_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,4})?")
_DIGITS: Final = re.compile(r"-?[0-9]+([.,][0-9]+)?")
_USER: Final = re.compile(r"\b(usuari[oa]s?|users?)\b", re.IGNORECASE)
_FLAGS: Final = {"true": True, "yes": True, "false": False, "no": False}


class Words(Scalar):
    """Free words, kept as they are written."""

    def __init__(self, most: int = 1_000) -> None:
        self.most = most

    def word(self, word: str, path: Path, reading: Reading) -> Any:
        if not word.strip():
            return reading.mistake(path, _BLANK)
        if len(word) > self.most:
            return reading.mistake(path, _TOO_LONG, count=len(word), most=self.most)
        return word

    def schema(self) -> Schema:
        return {"type": ["string", "number", "boolean"]}


class Identifier(Scalar):
    """A name that is safe in a file name, a command line and a URL."""

    def word(self, word: str, path: Path, reading: Reading) -> Any:
        if re.fullmatch(IDENTIFIER, word):
            return word
        such = identifier_like(word) or "floor-clean"
        message = _NOT_AN_IDENTIFIER.then(_IDENTIFIER)
        return reading.mistake(path, message, found=shown(word), such=such)

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{IDENTIFIER}$"}


def identifier_like(word: str) -> str:
    """The identifier nearest to a free name: `Sede Ñuñoa` → `sede-nunoa`; may be empty."""
    from unicodedata import normalize  # noqa: PLC0415 (1 ms, for mistakes only)

    plain = normalize("NFKD", word[:200]).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:64]


class TextKind(Kind):
    """A text for people: a plain string, or a map of languages. A missing language is a warning."""

    def __init__(self, most: int = 2_000, easily_read: int | None = None) -> None:
        self.words = Words(most)
        self.easily_read = easily_read

    def read(self, data: Plain, path: Path, reading: Reading) -> Any:
        if isinstance(data, list):
            return reading.mistake(path, _NOT_A_TEXT)
        if not isinstance(data, dict):
            return self._one(data, path, reading)
        texts = {}
        for language, text in data.items():
            if language in LANGUAGES:
                texts[language] = self._one(text, (*path, language), reading)
            else:
                message, values = unknown(_UNKNOWN_LANGUAGE, language, LANGUAGES)
                reading.on_key((*path, language), message, **values)
        if not texts:
            return reading.mistake(path, _NO_LANGUAGE)
        for language in LANGUAGES:
            if language not in texts:
                reading.warning(path, _MISSING_LANGUAGE, missing=language)
        return REFUSED if REFUSED in texts.values() else texts

    def _one(self, data: Plain, path: Path, reading: Reading) -> Any:
        if not isinstance(data, str):
            return reading.mistake(path, _BLANK if data is None else _NOT_A_TEXT)
        if self.easily_read and len(data) > self.easily_read:
            reading.warning(path, _LONG, count=len(data), most=self.easily_read)
        if user := _USER.search(data):
            reading.warning(path, _SAY_CLIENT, found=user[0])
        return self.words.word(data, path, reading)

    def schema(self) -> Schema:
        return {"$ref": "#/$defs/text"}


class Number(Scalar):
    """A number with a decimal point; at most 9 digits and 4 decimals, which JSON keeps exactly."""

    whole = False
    such = "2.5"

    def __init__(self, least: int = -999_999_999, most: int = 999_999_999) -> None:
        self.least, self.most = least, most

    def word(self, word: str, path: Path, reading: Reading) -> Any:
        if not _NUMBER.fullmatch(word):
            return self._refuse(word, path, reading)
        number = float(word)
        if self.whole and not number.is_integer():
            return reading.mistake(path, _NOT_WHOLE, found=shown(word), such=round(number))
        if not self.least <= number <= self.most:
            found, least, most = shown(word), self.least, self.most
            return reading.mistake(path, _OUT_OF_RANGE, found=found, least=least, most=most)
        return int(number) if number.is_integer() else number

    def _refuse(self, word: str, path: Path, reading: Reading) -> Any:
        if not _DIGITS.fullmatch(word):
            return reading.mistake(path, _NOT_A_NUMBER, found=shown(word), such=self.such)
        if "," in word:
            such = shown(word.replace(",", "."))
            return reading.mistake(path, _DECIMAL_COMMA, found=shown(word), such=such)
        if re.match("-?0[0-9]", word):
            such = shown(re.sub("^(-?)0+(?=[0-9])", r"\1", word))
            return reading.mistake(path, _LEADING_ZERO, found=shown(word), such=such)
        return reading.mistake(path, _TOO_MANY_DIGITS)

    def schema(self) -> Schema:
        kind = "integer" if self.whole else "number"
        return {"type": kind, "minimum": self.least, "maximum": self.most}


class Whole(Number):
    """A whole number, from 0 unless said otherwise."""

    whole = True
    such = "3"

    def __init__(self, least: int = 0, most: int = 999_999_999) -> None:
        super().__init__(least, most)


class Flag(Scalar):
    """true or false; yes and no do as well."""

    def word(self, word: str, path: Path, reading: Reading) -> Any:
        if word.lower() in _FLAGS:
            return _FLAGS[word.lower()]
        return reading.mistake(path, _NOT_A_FLAG, found=shown(word))

    def schema(self) -> Schema:
        return {"enum": [True, False, "yes", "no"]}


class OneOf(Scalar):
    """One of a few words."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)

    def word(self, word: str, path: Path, reading: Reading) -> Any:
        if word in self.words:
            return word
        message, values = unknown(_NOT_ONE_OF, word, self.words)
        return reading.mistake(path, message, **values)

    def schema(self) -> Schema:
        return {"enum": list(self.words)}
