"""What clients say, on a screen: apart from every audit."""

from collections.abc import Iterator
from typing import Final

from audit_cli.insight.always import Always
from audit_cli.insight.voices import ClientWords, Voices
from audit_cli.language import Locale, Message, _
from audit_cli.reports.client_voices import CLIENTS_SAY, client_lines, quoted_words
from audit_cli.terminal.console import Item, Table, line

_SHOWN: Final = 10
_ALWAYS: Final[tuple[tuple[Always, Message, str, str], ...]] = (
    ("always_good", _("Always good: {count}"), "▲", "better"),
    ("always_bad", _("Always bad: {count}"), "✗", "not_met"),
)
_MORE: Final = _("and {count} more: --json lists all")


def voice_page(voices: Voices, ever: bool, locale: Locale) -> Iterator[Item]:
    """The page; `ever` is whether any client was asked at another time."""
    lines = client_lines(voices, ever, locale)
    if lines.nobody:
        yield lines.nobody
        return
    yield line((locale.say(CLIENTS_SAY), "heading"))
    yield lines.heard
    for fact in lines.answers:
        yield ""
        yield line((fact.label, "heading"))
        yield fact.value
    yield ""
    yield line((lines.sure, "muted"))
    for kind, heading, shape, style in _ALWAYS:
        yield ""
        yield line((locale.say(heading, count=len(voices.always[kind])), "heading"))
        yield from _sentences(voices.always[kind], shape, style, locale)


def _sentences(
    said: tuple[ClientWords, ...], shape: str, style: str, locale: Locale
) -> Iterator[Item]:
    rows = [
        [[line((shape, style))], [line(quoted_words(words.text, locale.language))]]
        for words in said[:_SHOWN]
    ]
    if rows:
        yield Table(rows)
    if len(said) > _SHOWN:
        yield line((locale.say(_MORE, count=len(said) - _SHOWN), "muted"))
