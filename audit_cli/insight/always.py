"""Sentences of clients that say "always", good or bad, told by lists of words and no grammar (S4-4)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

from audit_cli.checklist.source import read_documents
from audit_cli.language.typed import folded_word

_FOLDER: Final = Path(__file__).with_name("phrases")
_EVERY_TIME: Final = ("assured", "never", "always")
_FOR_LONG: Final = ("since",)
_REACH: Final = 3  # words that a "not" turns round behind it
Always = Literal["always_good", "always_bad"]


class AlwaysSentence(NamedTuple):
    """A sentence that a client wrote, and what happens always."""

    kind: Always
    text: str


def always_sentence(comment: str) -> AlwaysSentence | None:
    """The sentence of a comment that says what is always so; of several the last, as of the parts of one."""
    found = None
    for sentence in _sentences(comment):
        for phrases in _languages():
            if kind := phrases.judge(sentence):
                found = AlwaysSentence(kind, sentence)
                break
    return found


def _sentences(comment: str) -> Iterator[str]:
    for part in re.findall(r"[^.!?\n]+[.!?\n]*[\"»”)]*", comment):
        if part.strip():
            yield part.strip()


class Phrases:
    """The lists of one language: see a file of `phrases/` for what each is."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        self._lists = {name: re.compile(_any_of(phrases)) for name, phrases in lists.items()}
        signs: dict[str, int] = {}
        for name, sign in (("good", 1), ("bad", -1), ("forced", -2)):
            signs |= _phrases(lists[name], sign)
        longest = _longest_first(signs)
        self._said = re.compile("|".join(f"({_words(phrase)})" for phrase in longest))
        self._signs = [0, *(signs[phrase] for phrase in longest)]  # by the number of a group

    def judge(self, sentence: str) -> Always | None:
        """What a sentence says of every time, if it says anything of it. A question says nothing."""
        if "?" in sentence or "¿" in sentence:
            return None
        plain = self._lists["idioms"].sub("~", _plain(sentence))
        found = None
        for part in re.split(rf"[;:]|{self._lists['but'].pattern}", plain):
            found = self._part(f"{part} ") or found
        return found

    def _part(self, part: str) -> Always | None:
        """What one part of a sentence says: of its clauses the last that says anything."""
        if self._lists["wishes"].search(part):
            return None
        clauses = part.split(",")
        for kinds in (_EVERY_TIME, _FOR_LONG):
            found = None
            for number, clause in enumerate(clauses):
                beside = ",".join(clauses[:number]), ",".join(clauses[number + 1 :])
                found = self._clause(clause, kinds, *beside) or found
            if found:
                return found
        return None

    def _clause(self, clause: str, kinds: Iterable[str], before: str, behind: str) -> Always | None:
        """What a clause says that has one of the words in it; what is unsaid in it may stand beside it."""
        markers = [(kind, self._lists[kind].search(clause)) for kind in kinds]
        found = [(m.start(), -m.end(), kind, m) for kind, m in markers if m]
        if not found:
            return None
        _start, _end, kind, marker = min(found)
        head = clause[: marker.start()]
        if self._lists["elsewhere"].search(f"{before} {head} "):
            return None
        if kind == "since" and self._lists["once"].search(f"{before} {clause} {behind}"):
            return None
        if kind == "assured":
            return "always_bad" if self._lists["not"].search(f"{head} ") else "always_good"
        never = kind == "never"
        sign = self._sign(clause, marker, never=never)
        single = self._lists["single"].search(clause)
        if single:
            return "always_good" if never and sign > 0 else None
        if not sign and self._lists["own"].search(clause):
            return None
        sign = sign or self._sign(behind) or self._sign(before)
        if not sign and kind != "since":
            sign = -1 if never else bool(self._lists["theirs"].search(clause))
        return None if not sign else "always_good" if sign > 0 else "always_bad"

    def _sign(
        self, clause: str, marker: re.Match[str] | None = None, *, never: bool = False
    ) -> int:
        """Above 0 where good things are said, below where bad; each is turned round shortly behind a "not", and
        everything behind a "never". As many of both: the last decides."""
        turning = self._lists["without" if never else "not"]
        total = last = 0
        for word in self._said.finditer(clause):
            last = self._signs[word.lastindex or 0]
            if word.group()[1:].isascii():  # a sign such as a smile is no word
                is_behind = bool(marker and word.start() >= marker.end())
                near = clause[marker.end() if marker and is_behind else 0 : word.start()]
                turned = bool(turning.search(f" {' '.join(near.split()[-_REACH:])} "))
                last *= -1 if turned != (never and is_behind) else 1
            total += last
        return total or last


@lru_cache
def _languages() -> list[Phrases]:
    found = []
    for file in sorted(_FOLDER.glob("*.yaml")):
        [document], _no_problems = read_documents(file.read_bytes(), file.name)
        found.append(Phrases(document.data))
    return found


def _plain(sentence: str) -> str:
    """Folded words, commas and signs, each behind a space."""
    folded = folded_word(sentence).replace("’", "'")
    return (
        " "
        + " ".join(re.findall(r"[\w']+|[,;:]|[^\x00-\x7f\s]", re.sub(r"[()–—]", ",", folded)))
        + " "
    )


def _phrases(written: str, sign: int) -> dict[str, int]:
    return {phrase: sign for phrase in map(str.strip, written.split(",")) if phrase}


def _longest_first(phrases: Iterable[str]) -> list[str]:
    return sorted(phrases, key=lambda phrase: (-phrase.count(" "), -len(phrase)))


def _any_of(written: str) -> str:
    """A pattern of any of these phrases."""
    return f"(?:{'|'.join(map(_words, _longest_first(_phrases(written, 0))))})"


def _words(phrase: str) -> str:
    """A pattern of a phrase of whole words, from the space before it to the one behind, which is not taken."""
    found = ""
    for word in phrase.split():
        if word == "…":
            found += r"(?: [\w']+){0,3}"
        else:
            either = "|".join(re.escape(one).replace(r"\*", r"[\w']*") for one in word.split("/"))
            found += f" (?:{either})"
    return found + "(?= )"
