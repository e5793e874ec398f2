"""Words that people type, and what they mean: those of every language, whichever is spoken."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Generic, TypeVar

from audit_cli.language.messages import LANGUAGES, Language, Message

Meaning = TypeVar("Meaning")

_OR: Final = "|"  # between words that mean the same


class TypedWords(Generic[Meaning]):
    """What each word means: by meaning, a message of the context `typed` such as `yes|y|true|1`.

    English is looked up first: no catalogue is read before somebody types another word."""

    def __init__(self, words: Mapping[Meaning, Message]) -> None:
        self._messages = words
        self._found: dict[Language, dict[str, Meaning]] = {}

    def get(self, written: str) -> Meaning | None:
        """What a word means in any language, whatever its case and accents; None where it means nothing. A word
        of two languages means what the first says."""
        word = folded_word(written)
        return next((words[word] for words in map(self._in, LANGUAGES) if word in words), None)

    def _in(self, language: Language) -> dict[str, Meaning]:
        if language not in self._found:
            self._found[language] = {
                folded_word(word): meaning
                for meaning, message in self._messages.items()
                for word in message.say(language).split(_OR)
            }
        return self._found[language]


@lru_cache(maxsize=512)  # a table has few words, many times
def folded_word(text: str) -> str:
    """A word without case, accents and outer spaces, as people compare words. `²` is no 2."""
    bare = unicodedata.normalize("NFD", text.strip().casefold())
    return "".join(char for char in bare if not unicodedata.combining(char))
