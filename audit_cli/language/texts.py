"""What people wrote: texts in any languages, and what of them may be printed."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from audit_cli.language.messages import ENGLISH, LANGUAGES, Language


class Text(NamedTuple):
    """What a checklist or a settings file says: one plain string, or one for each language."""

    plain: str | None = None
    languages: tuple[tuple[Language, str], ...] = ()

    @classmethod
    def of(cls, written: str | Mapping[Language, str]) -> "Text":
        """A text as its author wrote it: one string, or a map of languages."""
        if isinstance(written, str):
            return cls(written)
        return cls(None, tuple(sorted(written.items())))

    def say(self, language: Language) -> str:
        """The text in this language, else in English, else in any; never formatted: it is data."""
        if self.plain is not None:
            return self.plain
        texts = dict(self.languages)
        return texts.get(language) or texts.get(ENGLISH) or next(iter(texts.values()), "")

    def wordings(self) -> tuple[str, ...]:
        """The text in each language that it has."""
        return (self.plain,) if self.plain is not None else tuple(dict(self.languages).values())

    def missing(self) -> tuple[Language, ...]:
        """The languages of the program in which there is no text; none for a plain string."""
        if self.plain is not None:
            return ()
        return tuple(lang for lang in LANGUAGES if lang not in dict(self.languages))


# Compiled when it is needed: few texts have one, and every start would pay for it.
_UNPRINTABLE: Final = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"


def printable(text: str) -> str:
    """A person's text made safe for a terminal: no control characters, no reversed direction."""
    return text if text.isprintable() else re.sub(_UNPRINTABLE, "", text)


# In JSON nothing is stripped. Half of a character is among them, for it has no form in UTF-8.
_ESCAPED_IN_JSON: Final = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"


def printable_json(written: str) -> str:
    """JSON made safe for a terminal as well: what `printable` would strip is written `\\u202e`, as exact."""
    if written.isprintable():
        return written
    return re.sub(_ESCAPED_IN_JSON, lambda found: f"\\u{ord(found[0]):04x}", written)
