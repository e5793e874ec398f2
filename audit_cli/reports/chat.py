"""A report as a message to send, by WhatsApp or mail: plain text, and a link that carries it."""

import textwrap
from collections.abc import Sequence
from typing import Final, NamedTuple
from urllib.parse import quote

from audit_cli.language import Locale, _

MOST: Final = 900  # characters of a message: more is not read on a phone
UNMISSED: Final = 9  # the rank of a line whose absence is no loss to be told of
_LONGEST: Final = 240  # of what stands in one place of a line
_MORE: Final = _("The rest is in the report.")
CHAT_SERIOUS: Final = _("SERIOUS")
CHAT_WENT_WELL: Final = _("Went well")
_LINK: Final = "https://wa.me/?text="
# What WhatsApp reads as bold, italic, struck out and code has no escape there: signs that look alike.
_NO_MARKUP: Final = str.maketrans({"*": "∗", "_": "＿", "~": "∼", "`": "'"})


class ChatLine(NamedTuple):
    """A line of a message. Where not all fit, those of the highest `rank` are left out first; 0 always fits."""

    rank: int
    text: str


def chat_head(title: str, said: str) -> ChatLine:
    """The line that a message begins with: `*Centro, 9–15 Nov*: 3 visits`."""
    return ChatLine(0, f"*{unmarked(title)}*: {unmarked(said)}".removesuffix(": "))


def chat_line(rank: int, label: str, said: str) -> ChatLine:
    """`*Went well:* Anna smiled`; there is markup in neither."""
    return ChatLine(rank, f"*{unmarked(label)}:* {unmarked(said)}")


def unmarked(text: str) -> str:
    """A text without markup; a long one ends at a word."""
    return textwrap.shorten(text.translate(_NO_MARKUP), _LONGEST, placeholder=" …")


def chat_text(lines: Sequence[ChatLine], locale: Locale) -> str:
    """The message, at most MOST characters, and below it the link. What does not fit is left out, and said
    to be."""
    if not _fits(lines):
        lines = [line for line in lines if line.rank != UNMISSED]
    if not _fits(lines):
        lines = _fitting(lines, ChatLine(0, locale.say(_MORE)))
    text = "\n".join(line.text for line in lines)
    return f"{text}\n\n{_LINK}{quote(text, safe='')}\n"


def _fits(lines: Sequence[ChatLine]) -> bool:
    return len("\n".join(line.text for line in lines)) <= MOST


def _fitting(lines: Sequence[ChatLine], more: ChatLine) -> list[ChatLine]:
    """Those that fit, in their order, and `more` before the last of them."""
    whole = [*lines[:-1], more, lines[-1]]
    left, kept = MOST + 1, set()
    for place in sorted(range(len(whole)), key=lambda place: whole[place].rank):
        needed = len(whole[place].text) + 1  # with the end of its line
        if needed <= left:
            kept.add(place)
            left -= needed
    return [line for place, line in enumerate(whole) if place in kept]
