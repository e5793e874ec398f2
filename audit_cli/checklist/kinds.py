"""A declarative reader: what may stand in a file, read with all its mistakes.

A `ValueKind` turns plain data (see `source`) into a normalised value; a `KnownKeys` does so for a map with
known keys and leaves out what equals its default. The normalised value of a whole file, written as
JSON with sorted keys, is its canonical form. Reading it again gives the same value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from audit_cli.checklist.hints import shortened, unknown
from audit_cli.checklist.source import Mistake, Path, Plain
from audit_cli.errors import MOST_PROBLEMS
from audit_cli.language import LANGUAGES, Language, Message, Sentence, _

# What a kind returns for a value that it refused, with the mistake noted.
REFUSED: Final = object()

_EMPTY = _("`{key}` has no value; write one, or delete the line")
_EMPTY_ITEM = _("an empty item in a list; write it, or delete the line")
_MISSING = _("`{key}` is missing here; add it")
_UNKNOWN_KEY = _("unknown key `{found}`")
_COMMA = _("`{found}` behind a comma is read as a key of its own; decimals take a point, as in 2.5")
_ONE_OF = _("exactly one of these belongs here: {keys}; {count} are written")
_NOT_A_MAP = _("a map is expected here; write `key: value` lines")
_NOT_A_LIST = _("a list is expected here; write `[a, b]`, or lines that begin with `- `")
_NOT_A_VALUE = _("a single value is expected here, not a list or a map")
_TOO_FEW = _("items in this list: {count}; write at least {least}")
_TOO_MANY = _("items in this list: {count}; write at most {most}")

Texts: TypeAlias = list[tuple[Path, Collection[Language]]]


class Reading:
    """The mistakes that are found while a file is read; `before` counts those of its earlier documents.

    `texts` are the places of those that are maps, each with its languages."""

    def __init__(self, before: int = 0) -> None:
        self.mistakes: list[Mistake] = []
        self.texts: Texts = []
        self.before = before

    def mistake(
        self,
        path: Path,
        message: Message | Sentence,
        /,
        *,
        on_key: bool = False,
        warning: bool = False,
        **values: object,
    ) -> Any:
        """Notes a mistake in a value, or in the key at the end of the path; or what is allowed, but probably
        not meant. Returns REFUSED, so that a kind can end with it."""
        self.mistakes.append(Mistake(path, *message.of(**values), on_key, warning))
        return REFUSED

    def unknown_key(self, path: Path, key: str, known: Iterable[str]) -> None:
        """Notes a key of the map at a path that none is called."""
        bare = _UNKNOWN_KEY.of(found=shortened(key))
        said = bare if self.has_enough else unknown(_UNKNOWN_KEY, key, known)
        self.mistake((*path, key), said, on_key=True)

    @property
    def has_enough(self) -> bool:
        """Whether one more won't be shown, so that no time is spent on what would have been right."""
        return self.before + len(self.mistakes) > MOST_PROBLEMS

    @property
    def failed(self) -> bool:
        """Whether there is any mistake that is more than a warning."""
        return any(not mistake.warning for mistake in self.mistakes)


class ValueKind:
    """What may stand in one place of a file."""

    def read(self, data: Plain, path: Path, reading: Reading) -> Any:
        """The normalised value of data that is not None, or REFUSED."""
        raise NotImplementedError


class Scalar(ValueKind):
    """A kind of single values: subclasses say which words they take."""

    def read(self, data: Plain, path: Path, reading: Reading) -> Any:
        if isinstance(data, bool):  # from canonical JSON; YAML's scalars are texts
            data = "yes" if data else "no"
        if not isinstance(data, str):
            return reading.mistake(path, _NOT_A_VALUE)
        return self.word(data, path, reading)

    def word(self, word: str, path: Path, reading: Reading) -> Any:
        """The normalised value of one word, or REFUSED."""
        raise NotImplementedError


class Field(NamedTuple):
    """One key of a record: its kind, its default, whether it must be written."""

    kind: ValueKind
    default: object = None
    required: bool = False
    note: str = ""


class KnownKeys(ValueKind):
    """A map with known keys; of the keys in `one_of`, exactly one must be written.

    One with a name is defined once in the JSON Schema (`scripts/make_schema.py`), and referred to;
    that is also what a field's `note` is for.
    """

    def __init__(
        self, fields: Mapping[str, Field], one_of: Iterable[str] = (), name: str = ""
    ) -> None:
        self.name = name
        self.fields = dict(fields)
        self.one_of = tuple(one_of)
        self.required = tuple(key for key, field in self.fields.items() if field.required)

    def read(self, data: Plain, path: Path, reading: Reading) -> Any:
        """A dict of the written keys, without those that equal their default."""
        if not isinstance(data, dict):
            return reading.mistake(path, _NOT_A_MAP)
        values = {}
        for key, part in data.items():
            field = self.fields.get(key)
            if field is None:
                self._unknown(key, part, path, reading)
                continue
            value = _read_value(field.kind, part, (*path, key), reading)
            if value is not REFUSED and value != field.default:
                values[key] = value
        for key in self.required:
            if key not in data:
                reading.mistake(path, _MISSING, key=key)
        count = sum(key in data for key in self.one_of)
        if self.one_of and count != 1:
            reading.mistake(path, _ONE_OF, keys=", ".join(self.one_of), count=count)
        return values

    def _unknown(self, key: str, part: Plain, path: Path, reading: Reading) -> None:
        if part is None and key.isdigit():  # {at_most: 2,5} has a key 5 without a value
            reading.mistake((*path, key), _COMMA, on_key=True, found=shortened(key))
        else:
            reading.unknown_key(path, key, self.fields)

    def optional(self, without: Collection[str]) -> KnownKeys:
        """A record like this one in which no key need be written, and some must not."""
        fields = {
            key: field._replace(required=False, note="")
            for key, field in self.fields.items()
            if key not in without
        }
        return KnownKeys(fields, self.one_of)


class ListOf(ValueKind):
    """A list of one kind, with its least and greatest length."""

    def __init__(self, kind: ValueKind, *, least: int = 1, most: int = 10_000) -> None:
        self.kind, self.least, self.most = kind, least, most

    def read(self, data: Plain, path: Path, reading: Reading) -> Any:
        if not isinstance(data, list):
            return reading.mistake(path, _NOT_A_LIST)
        items = [
            _read_value(self.kind, part, (*path, index), reading) for index, part in enumerate(data)
        ]
        if len(data) < self.least:
            return reading.mistake(path, _TOO_FEW, count=len(data), least=self.least)
        if len(data) > self.most:
            return reading.mistake(path, _TOO_MANY, count=len(data), most=self.most)
        return REFUSED if any(item is REFUSED for item in items) else items


class MapOf(ValueKind):
    """A map whose keys are names of the author's own."""

    def __init__(self, key: Scalar, kind: ValueKind, *, least: int = 1) -> None:
        self.key, self.kind, self.least = key, kind, least

    def read(self, data: Plain, path: Path, reading: Reading) -> Any:
        """A dict of the parts that could be read."""
        if not isinstance(data, dict):
            return reading.mistake(path, _NOT_A_MAP)
        if len(data) < self.least:
            return reading.mistake(path, _TOO_FEW, count=len(data), least=self.least)
        values = {}
        for key, part in data.items():
            place, names = (*path, key), Reading()
            value = _read_value(self.kind, part, place, reading)
            if self.key.word(key, place, names) is not REFUSED and value is not REFUSED:
                values[key] = value
            reading.mistakes += (mistake._replace(on_key=True) for mistake in names.mistakes)
        return values


class Either(ValueKind):
    """One kind for single values, another for maps, a third for lists: what is written decides."""

    def __init__(self, **kinds: ValueKind) -> None:
        """Their names are `scalar`, `mapping` and `sequence`; the first is for what has no kind here."""
        self.kinds = kinds

    def read(self, data: Plain, path: Path, reading: Reading) -> Any:
        shape = "mapping" if isinstance(data, dict) else "scalar"
        shape = "sequence" if isinstance(data, list) else shape
        kind = self.kinds.get(shape) or next(iter(self.kinds.values()))
        return kind.read(data, path, reading)


def _read_value(kind: ValueKind, data: Plain, path: Path, reading: Reading) -> Any:
    """The normalised value at a path, or REFUSED with the mistakes noted; None is refused."""
    if data is not None:
        return kind.read(data, path, reading)
    if path and isinstance(path[-1], str):
        return reading.mistake(path, _EMPTY, key=shortened(path[-1]))
    return reading.mistake(path, _EMPTY_ITEM)


# ── single values ─────────────────────────────────────────────────────────────────────────────────


IDENTIFIER: Final = "[a-z0-9][a-z0-9-]{0,63}"
LANGUAGE: Final = "[a-z]{2,3}"  # any code of ISO 639, not only those that the program speaks
TEXT_MAP: Final = "{" + ", ".join(f'{language}: "…"' for language in LANGUAGES) + "}"
LONGEST_QUESTION: Final = 200  # characters; more can't be read in passing

_NOT_AN_ID = _("`{found}` can't be an id; use a-z, 0-9 and `-`, at most 64, such as `{such}`")
_BLANK = _("the text is empty; write it")
_TOO_LONG = _("the text has {count} characters; write at most {most}")
_LONG = _("{count} characters are too many to read in passing; stay under {most}")
_NO_LANGUAGE = _("there is no text in any language; write one")
_NOT_A_LANGUAGE = _("`{found}` is no language; write its code (ISO 639), such as {such}")
_SAY_CLIENT = _("`{found}`: behind every contact is a person; say client, patient or citizen")
_NOT_A_TEXT = _("a text is expected here; write it in quotes, or as `{map}`")
_NOT_A_NUMBER = _("`{found}` is not a number; write digits, such as {such}")
_DECIMAL_COMMA = _("`{found}` has a decimal comma; in this file write `{such}`")
_LEADING_ZERO = _("`{found}` begins with a zero; write `{such}`")
_NOT_WHOLE = _("`{found}` is not a whole number; write one, such as {such}")
_TOO_MANY_DIGITS = _("the number has too many digits; write at most 9, and 4 decimals")
_OUT_OF_RANGE = _("{found} is out of range; write a number from {least} to {most}")
_NOT_A_FLAG = _("`{found}` is neither yes nor no; write `true` or `false`")
_NOT_ONE_OF = _("`{found}` is not known here")

_NUMBER: Final = r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,4})?"
_DIGITS: Final = r"-?[0-9]+([.,][0-9]+)?"
_USER: Final = r"(?i)\b(usuari[oa]s?|users?)\b"
_FLAGS: Final = {"true": True, "yes": True, "false": False, "no": False}


class FreeWords(Scalar):
    """Free words, kept as they are written."""

    def __init__(self, most: int = 1_000) -> None:
        self.most = most

    def word(self, word: str, path: Path, reading: Reading) -> Any:
        if not word.strip():
            return reading.mistake(path, _BLANK)
        if len(word) > self.most:
            return reading.mistake(path, _TOO_LONG, count=len(word), most=self.most)
        return word


class Identifier(Scalar):
    """A name that is safe in a file name, a command line and a URL."""

    def word(self, word: str, path: Path, reading: Reading) -> Any:
        if re.fullmatch(IDENTIFIER, word):
            return word
        such = identifier_like(word) or "floor-clean"
        return reading.mistake(path, _NOT_AN_ID, found=shortened(word), such=such)


def identifier_like(word: str) -> str:
    """The identifier nearest to a free name: `Sede Ñuñoa` → `sede-nunoa`; may be empty."""
    from unicodedata import normalize  # noqa: PLC0415 (1 ms, for mistakes only)

    plain = normalize("NFKD", word[:200]).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:64]


class TextKind(ValueKind):
    """A text for people: a plain string, or a map of languages."""

    def __init__(self, most: int = 2_000, easily_read: int | None = None) -> None:
        self.words = FreeWords(most)
        self.easily_read = easily_read

    def read(self, data: Plain, path: Path, reading: Reading) -> Any:
        if isinstance(data, list):
            return reading.mistake(path, _NOT_A_TEXT, map=TEXT_MAP)
        if not isinstance(data, dict):
            return self._one(data, path, reading)
        texts = {}
        for language, text in data.items():
            if re.fullmatch(LANGUAGE, language):
                texts[language] = self._one(text, (*path, language), reading)
            else:
                found, such = shortened(language), ", ".join(f"`{code}`" for code in LANGUAGES)
                said = _NOT_A_LANGUAGE.of(found=found, such=such)
                reading.mistake((*path, language), said, on_key=True)
        if not texts:
            return reading.mistake(path, _NO_LANGUAGE)
        reading.texts.append((path, texts.keys()))
        return REFUSED if REFUSED in texts.values() else texts

    def _one(self, data: Plain, path: Path, reading: Reading) -> Any:
        if not isinstance(data, str):
            if data is None:
                return reading.mistake(path, _BLANK)
            return reading.mistake(path, _NOT_A_TEXT, map=TEXT_MAP)
        if self.easily_read and len(data) > self.easily_read:
            reading.mistake(path, _LONG, warning=True, count=len(data), most=self.easily_read)
        if user := re.search(_USER, data):
            reading.mistake(path, _SAY_CLIENT, warning=True, found=user[0])
        return self.words.word(data, path, reading)


_MISSING_LANGUAGE = _(
    "there is no text in `{missing}`; add one, or write a plain text for all languages"
)


def missing_languages(texts: Texts, *others: Texts) -> list[Mistake]:
    """A warning for each language of the program that one of the texts lacks, and another of them or of
    the others has; where all are in one language, for each other one: why would they be maps?"""
    written = {language for found in (texts, *others) for _, some in found for language in some}
    wanted = [code for code in LANGUAGES if code in written or len(written) == 1]
    return [
        Mistake(path, _MISSING_LANGUAGE, (("missing", code),), warning=True)
        for path, languages in texts
        for code in wanted
        if code not in languages
    ]


class Number(Scalar):
    """A number with a decimal point; at most 9 digits and 4 decimals, which JSON keeps exactly."""

    def __init__(
        self, least: int = -999_999_999, most: int = 999_999_999, *, whole: bool = False
    ) -> None:
        self.least, self.most, self.whole = least, most, whole

    def word(self, word: str, path: Path, reading: Reading) -> Any:
        if not re.fullmatch(_NUMBER, word):
            return self._refuse(word, path, reading)
        number = float(word)
        if self.whole and not number.is_integer():
            return reading.mistake(path, _NOT_WHOLE, found=shortened(word), such=round(number))
        if not self.least <= number <= self.most:
            found, least, most = shortened(word), self.least, self.most
            return reading.mistake(path, _OUT_OF_RANGE, found=found, least=least, most=most)
        return int(number) if number.is_integer() else number

    def _refuse(self, word: str, path: Path, reading: Reading) -> Any:
        if not re.fullmatch(_DIGITS, word):
            such = "3" if self.whole else "2.5"
            return reading.mistake(path, _NOT_A_NUMBER, found=shortened(word), such=such)
        if "," in word:
            such = shortened(word.replace(",", "."))
            return reading.mistake(path, _DECIMAL_COMMA, found=shortened(word), such=such)
        if re.match("-?0[0-9]", word):
            such = shortened(re.sub("^(-?)0+(?=[0-9])", r"\1", word))
            return reading.mistake(path, _LEADING_ZERO, found=shortened(word), such=such)
        return reading.mistake(path, _TOO_MANY_DIGITS)


class Flag(Scalar):
    """true or false; yes and no do as well."""

    def word(self, word: str, path: Path, reading: Reading) -> Any:
        if word.lower() in _FLAGS:
            return _FLAGS[word.lower()]
        return reading.mistake(path, _NOT_A_FLAG, found=shortened(word))


class OneOf(Scalar):
    """One of a few words."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)

    def word(self, word: str, path: Path, reading: Reading) -> Any:
        if word in self.words:
            return word
        return reading.mistake(path, unknown(_NOT_ONE_OF, word, self.words))
