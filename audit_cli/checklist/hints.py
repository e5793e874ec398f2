"""How a problem speaks of what a person wrote: shortened, printable, with the nearest name."""

from collections.abc import Iterable
from itertools import islice

from audit_cli.language import Message, Sentence, _, printable

DID_YOU_MEAN = _("did you mean `{nearest}`?")
THERE_ARE = _("there are: {known}")
THERE_ARE_NONE = _("there are none")


def shortened(value: object) -> str:
    """A value in a sentence: on one line, at most 40 characters, nothing that moves a cursor."""
    text = " ".join(printable(str(value)).split())
    return text if len(text) <= 40 else text[:39] + "…"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name that the word was probably meant to be."""
    from difflib import get_close_matches  # noqa: PLC0415 (3 ms, for mistakes only)

    # Long words and lists make the comparison slow, and nobody mistypes 200 letters.
    names = list(islice(known, 1_000))
    return next(iter(get_close_matches(word[:80].lower(), names, n=1)), None)


def unknown(wrong: Message, word: str, known: Iterable[str]) -> Sentence:
    """A sentence about an unknown word (`{found}`), with the nearest known one or all of them."""
    names = list(known)
    found = shortened(word)
    if near := nearest(word, names):
        return wrong.then(DID_YOU_MEAN).of(found=found, nearest=near)
    if not names:
        return wrong.then(THERE_ARE_NONE).of(found=found)
    some = names if len(names) <= 24 else [*names[:24], "…"]
    return wrong.then(THERE_ARE).of(found=found, known=", ".join(some))
