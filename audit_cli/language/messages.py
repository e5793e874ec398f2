"""What the program says: English in the code, looked up in a catalogue when it is printed.

`_`, `ngettext` and `pgettext` only mark a sentence and are called as gettext's tools expect; two
languages live in one process, so that nothing is looked up before `say` is told which one.
"""

import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from gettext import NullTranslations

Language: TypeAlias = str  # `en`, or the name of a folder in `locale/`
ENGLISH: Final[Language] = "en"  # what the code is written in
CATALOGUES: Final = Path(__file__).with_name("locale")
LANGUAGES: Final[tuple[Language, ...]] = (
    ENGLISH,
    *sorted(file.parts[-3] for file in CATALOGUES.glob("*/LC_MESSAGES/audit.mo")),
)


class Message(NamedTuple):
    """A sentence of the program's own, in English and with `{placeholders}`.

    `context` tells two meanings of one English apart; `plural` is said of any `count` but one, and
    `more` behind a semicolon: what would be right."""

    msgid: str
    context: str = ""
    plural: str = ""
    more: "Message | None" = None

    def say(self, language: Language, **values: object) -> str:
        """The sentence in one language; messages and texts among the values are said in it too.

        Raises KeyError for a placeholder without a value, `count` included."""
        found = _found(self, language, values)
        said = found.format(**{name: _said(value, language) for name, value in values.items()})
        return f"{said}; {self.more.say(language, **values)}" if self.more else said

    def then(self, more: "Message") -> "Message":
        """This, and behind a semicolon what would be right."""
        return self._replace(more=more)

    def of(self, **values: object) -> "Sentence":
        """The message with its values, to be said later."""
        return Sentence(self, tuple(values.items()))


class Sentence(NamedTuple):
    """A message with the values that fill it."""

    message: Message
    values: tuple[tuple[str, object], ...] = ()

    def of(self, **values: object) -> "Sentence":
        """The same with more values."""
        return Sentence(self.message, (*self.values, *values.items()))

    def say(self, language: Language) -> str:
        """The sentence in one language."""
        return self.message.say(language, **dict(self.values))


class Listed(NamedTuple):
    """Several words or sentences with commas between them."""

    parts: tuple[object, ...]

    def say(self, language: Language) -> str:
        """All of them in one language."""
        return ", ".join(str(_said(part, language)) for part in self.parts)


def _(msgid: str) -> Message:
    """Mark a sentence."""
    return Message(msgid)


def ngettext(singular: str, plural: str) -> Message:
    """Mark a sentence that has another form for any `count` but one."""
    return Message(singular, plural=plural)


def pgettext(context: str, msgid: str) -> Message:
    """Mark a sentence whose English means something else elsewhere."""
    return Message(msgid, context)


def language_named(name: str | None) -> Language | None:
    """The language of a name such as `es`, `es_MX.UTF-8` or `en-GB`; None for any other."""
    code = re.split(r"[-_.@]", name or "", maxsplit=1)[0].lower()
    return code if code in LANGUAGES else None


def environment_locale(environ: Mapping[str, str] = os.environ) -> str:
    """The locale's name as POSIX reads it: the first set of LC_ALL, LC_MESSAGES, LANG."""
    return next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")


@cache
def catalogue(language: Language) -> "NullTranslations":
    """The translations into a language; raises OSError for one that has none."""
    from gettext import translation  # noqa: PLC0415 (English needs no catalogue)

    return translation("audit", CATALOGUES, [language])


def _found(message: Message, language: Language, values: Mapping[str, object]) -> str:
    one, context, many, _more = message
    if language == ENGLISH:
        return many if many and values["count"] != 1 else one
    words = catalogue(language)
    if many:
        count = values["count"]
        assert isinstance(count, int)
        return words.ngettext(one, many, count)
    return words.pgettext(context, one) if context else words.gettext(one)


def _said(value: object, language: Language) -> object:
    """A value as a language says it: whatever knows how to say itself, the rest as it is."""
    say = getattr(value, "say", None)
    return value if say is None else say(language)
