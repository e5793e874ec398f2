"""Words that people type, and what they mean: those of every language, whichever is spoken."""

import unicodedata
from collections.abc import Mapping
from functools import cached_property
from typing import Final, Generic, TypeVar

from audit_cli.language.messages import ENGLISH, LANGUAGES, Language, Message

Meaning = TypeVar("Meaning")

_OR: Final = "|"  # between words that mean the same


class TypedWords(Generic[Meaning]):
    """What each word means: by meaning, a message of the context `typed` such as `yes|y|true|1`.

    English is looked up first: no catalogue is read before somebody types another word."""

    def __init__(self, words: Mapping[Meaning, Message]) -> None:
        self._messages = words

    def get(self, written: str) -> Meaning | None:
        """What a word means in any language, whatever its case and accents; None where it means nothing."""
        word = folded_word(written)
        return self._english[word] if word in self._english else self._others.get(word)

    @cached_property
    def _english(self) -> dict[str, Meaning]:
        return self._in(ENGLISH)

    @cached_property
    def _others(self) -> dict[str, Meaning]:
        found: dict[str, Meaning] = {}
        for language in LANGUAGES:
            found = self._in(language) | found  # a word of two languages means what the first says
        return found

    def _in(self, language: Language) -> dict[str, Meaning]:
        return {
            folded_word(word): meaning
            for meaning, message in self._messages.items()
            for word in message.say(language).split(_OR)
        }


def folded_word(text: str) -> str:
    """A word without case, accents and outer spaces, as people compare words. `²` is no 2."""
    bare = unicodedata.normalize("NFD", text.strip().casefold())
    return "".join(char for char in bare if not unicodedata.combining(char))
