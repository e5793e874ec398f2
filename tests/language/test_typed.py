"""Words that people type: those of every language, and no catalogue is read before it is needed."""

import pytest

from audit_cli.checklist.types import YES_NO
from audit_cli.language import pgettext
from audit_cli.language.messages import catalogue
from audit_cli.language.typed import TypedWords, folded_word


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        *((word, "yes") for word in ("yes", "Y", " true ", "1", "sí", "si", "SÍ", "s")),
        *((word, "no") for word in ("no", "N", "false", "0")),
        *((word, None) for word in ("", "maybe", "2", "yes no", "yes|y", "²", "١")),
    ],
)
def test_what_a_word_means(word: str, meaning: str | None) -> None:
    assert YES_NO.get(word) == meaning


def test_english_words_read_no_catalogue() -> None:
    words = TypedWords({True: pgettext("typed", "yes|y|true|1")})
    catalogue.cache_clear()
    assert words.get("Yes")
    assert catalogue.cache_info().currsize == 0
    assert words.get("sí")
    assert catalogue.cache_info().currsize


def test_words_are_compared_as_people_do() -> None:
    assert folded_word("  Después ") == "despues"
    assert folded_word("²") == "²"
