"""A language made of the English: `⟦Šäṽéð⟧` for `Saved`. What a reader sees in other letters was never marked.

It takes the place of Spanish, whose checklists stay Spanish: what people wrote is told apart by that."""

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from gettext import NullTranslations
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter
from typing import Any, Final
from unittest import mock

import yaml

from audit_cli.language import messages
from audit_cli.language.typed import TypedWords
from audit_cli.reports.rendering import FORMATS
from audit_cli.resources import shipped

LANGUAGE: Final = "es"
LOWER: Final = "äƀçðéƒĝĥíĵķļɱñöþǫřšţûṽŵẋýž"
UPPER: Final = "ÄɃÇÐÉƑĜĤÍĴĶĻⱮÑÖÞǪŘŠŢÛṼŴẊÝŽ"
ACCENTED: Final = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", LOWER + UPPER
)
# A key is one letter, and a form of a date has none of its own.
KEPT: Final = ("key", "form", "typed")
DEMO: Final = Path(messages.__file__).parents[1] / "demo" / "data"


def accented(sentence: str) -> str:
    """A sentence in the language, its placeholders as they are."""
    parts = []
    for literal, name, form, _ in Formatter().parse(sentence):
        said = literal.replace("{", "{{").replace("}", "}}")
        # Of a file that people change only what explains it is said.
        said = re.sub("#.*", _accented, said) if sentence[0] == "#" else said.translate(ACCENTED)
        parts.append(said if name is None else f"{said}{{{name}{form and f':{form}'}}}")
    return "".join(parts)


def _accented(found: re.Match[str]) -> str:
    return found[0].translate(ACCENTED)


def bracketed(sentence: str) -> str:
    """A sentence in the language, with its ends: so is seen what was cut, or put around it."""
    said = accented(sentence)
    return said if sentence[0] == "#" else f"⟦{said}⟧"


class Catalogue(NullTranslations):
    """The catalogue of the language."""

    def gettext(self, message: str) -> str:
        return bracketed(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return bracketed(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        if context in KEPT:
            return message
        return accented(message) if context == "month" else bracketed(message)


@contextmanager
def spoken() -> Iterator[None]:
    """While the context lasts, the program speaks it."""
    with instead(Catalogue()):
        yield


@contextmanager
def instead(catalogue: NullTranslations) -> Iterator[None]:
    """While the context lasts, the language is another's; then nothing of it is left in memory."""
    with mock.patch.object(messages, "catalogue", return_value=catalogue):
        _forget()
        yield
    _forget()


def _forget() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("audit_cli"):
            for thing in vars(module).values():
                getattr(thing, "cache_clear", int)()
                if isinstance(thing, TypedWords):
                    vars(thing)["_found"].pop(LANGUAGE, None)


class _Seen(HTMLParser):
    """What a page shows or reads out."""

    ATTRIBUTES: Final = ("aria-label", "alt", "title", "summary", "placeholder", "content")

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag = tag
        if tag != "meta" or dict(attrs).get("name") == "description":
            self.texts += [value or "" for name, value in attrs if name in self.ATTRIBUTES]

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._tag = ""

    def handle_data(self, data: str) -> None:
        if self._tag not in ("style", "script"):
            self.texts.append(data)


def seen_in_html(page: str) -> str:
    """The words of a page, a line for each text."""
    seen = _Seen()
    seen.feed(page)
    return "\n".join(seen.texts)


def seen_in_json(value: Any) -> str:
    """The sentences of a JSON value: keys, identifiers and instants are data."""
    if isinstance(value, dict):
        return "\n".join(map(seen_in_json, value.values()))
    if isinstance(value, list):
        return "\n".join(map(seen_in_json, value))
    return value if isinstance(value, str) and " " in value.strip() else ""


def _strings(value: Any) -> Iterator[str]:
    """What people wrote in a file, but for its English."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name != "en":
                yield from (str(name), *_strings(part))
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
    else:
        yield str(value)


class Data:
    """Texts that are not the program's own, by their words: however they are wrapped they are found."""

    def __init__(self, *texts: str) -> None:
        self._by_first: dict[str, list[list[str]]] = {}
        for text in filter(None, map(words, texts)):
            self._by_first.setdefault(text[0], []).append(text)

    def foreign(self, said: list[str]) -> Iterator[int]:
        """The places of the words that are in plain letters and in none of the texts."""
        place = 0
        while place < len(said):
            texts = self._by_first.get(said[place], ())
            length = max(
                (_common(text, said[place : place + len(text) + 1]) for text in texts), default=0
            )
            if not length and len(said[place]) > 1 and re.search("[a-z]", said[place]):
                yield place
            place += length or 1


def _common(text: list[str], said: list[str]) -> int:
    """How many words are a text's, whole or cut short by `…`; 0 where it goes on otherwise."""
    pairs = enumerate(zip(text, said, strict=False))
    same = next((n for n, (a, b) in pairs if a != b), min(len(text), len(said)))
    if same == len(text) or said[same : same + 1] == ["…"]:
        return same
    cut = said[same + 1 : same + 2] == ["…"] and text[same].startswith(said[same])
    return same + 1 if cut else 0


def words(text: str) -> list[str]:
    """The words of a text in small letters; `…` is one, for it cuts others short."""
    return [word.lower() for word in _WORD.findall(text)]


_WORD: Final = re.compile(r"[^\W\d_]+|…")


def keys_in(schema: Any) -> Iterator[str]:
    """Every key and every fixed value of a JSON Schema."""
    if isinstance(schema, dict):
        yield from schema.get("properties", ())
        yield from filter(lambda value: isinstance(value, str), schema.get("enum", ()))
        schema = [*schema.values()]
    if isinstance(schema, list):
        for part in schema:
            yield from keys_in(part)


def of_the_files(*more: str) -> Data:
    """The texts of the shipped checklists and of the demo."""
    files = [*shipped("checklists").glob("*.yaml"), *DEMO.glob("*.json")]
    texts = {*more}
    for file in files:
        texts.update(_strings(yaml.safe_load(file.read_text("utf-8"))))
    return Data(*texts)


def names_of(commands: Iterable[str], *more: str) -> re.Pattern[str]:
    """Matches nobody's words: commands and options, paths, ids, weeks."""
    command = "|".join(sorted(map(re.escape, commands), key=len, reverse=True))
    return re.compile(
        rf"""\baudit\b(?:[ ]--home[ ]\S+)?(?:[ ](?:{command})\b)*
        | `(?:{command})`
        | (?<![\w-])--?[a-z][\w-]*
        | \S*/\S*
        | [\w-]+\.(?:yaml|jsonl?|html|md|txt|csv|db|log|service|timer)\b
        | \b[0-9a-f]{{8}}(?:-[0-9a-f-]{{27}})?\b
        | \b\d{{4}}-W\d\d\b
        | \b\d{{4}}-\d\d-\d\dT[\d:.]+Z?
        | ^[ │]*(?:{command})(?=[ ]{{2,}}|$)
        | \b{"(?:,[ ]|[|])".join(messages.LANGUAGES)}\b | \b{",".join(FORMATS)}\b
        | (?<=:[ ])(?:last|weekly)(?=\]⟧)
        {"".join(f"| {pattern}" for pattern in more)}
        """,
        re.VERBOSE | re.MULTILINE,
    )


def bare(seen: str, data: Data, names: re.Pattern[str]) -> list[str]:
    """The lines of a text with words that nobody marked, without what is data."""
    left = names.sub(lambda found: " " * len(found[0]), seen)
    found = [*_WORD.finditer(left)]
    starts = [found[n].start() for n in data.foreign([word[0].lower() for word in found])]
    lines = [seen[seen.rfind("\n", 0, start) + 1 :].partition("\n")[0] for start in starts]
    return [*dict.fromkeys(" ".join(line.split()) for line in lines)]
