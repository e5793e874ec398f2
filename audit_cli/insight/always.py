"""Sentences of clients that say "always", good or bad, told by lists of words and no grammar (S4-4)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from audit_cli.checklist.source import read_documents
from audit_cli.language.typed import folded_word

_FOLDER: Final = Path(__file__).with_name("phrases")
_EVERY_TIME: Final = ("assured", "never", "always")
_FOR_LONG: Final = ("since",)
_SIGNS: Final = {"good": 1, "bad": -1, "forced": -2}
# Words that a "not" turns round behind it, words in a gap, and clauses that are looked at beside one: at most.
_REACH: Final = 3
_GAP: Final = "…"
_NOTHING: Final = "~"  # stands for an idiom that was taken out
_ENDS_OF_PARTS: Final = (";", ":")
Always = Literal["always_good", "always_bad"]
Words: TypeAlias = Sequence[str]


class AlwaysSentence(NamedTuple):
    """A sentence that a client wrote, and what happens always."""

    kind: Always
    text: str


def always_sentence(comment: str) -> AlwaysSentence | None:
    """The sentence of a comment that says what is always so; of several the last, as of the parts of one."""
    found = None
    for sentence in re.findall(r"[^.!?\n]+[.!?\n]*[\"»”)]*", comment):
        words = _words(sentence)
        kinds = (phrases.judge(words) for phrases in _languages())
        if kind := next((kind for kind in kinds if kind), None):
            found = AlwaysSentence(kind, sentence.strip())
    return found


class Phrases:
    """The lists of one language: see a file of `phrases/` for what each is."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        self._lists = {
            name: PhraseList(dict.fromkeys(_split(text), 0)) for name, text in lists.items()
        }
        self._judged = PhraseList(
            {phrase: sign for name, sign in _SIGNS.items() for phrase in _split(lists[name])}
        )

    def judge(self, words: Words) -> Always | None:
        """What a sentence says of every time, if it says anything of it. A question says nothing."""
        if "?" in words or "¿" in words:
            return None
        if not any(self._lists[kind].first(words) for kind in (*_EVERY_TIME, *_FOR_LONG)):
            return None
        found = None
        for part in self._parts(self._lists["idioms"].replaced(words, _NOTHING)):
            found = self._part(part) or found
        return found

    def _parts(self, words: Words) -> Iterator[Words]:
        """The parts of a sentence that speak of different things: between them stands a "but"."""
        return _between(self._lists["but"].replaced(words, ";"), _ENDS_OF_PARTS)

    def _part(self, words: Words) -> Always | None:
        """What one part of a sentence says: of its clauses the last that says anything."""
        if self._lists["wishes"].first(words):
            return None
        clauses = [*_between(words, (",",))]
        for kinds in (_EVERY_TIME, _FOR_LONG):
            found = None
            for place in range(len(clauses)):
                found = self._clause(clauses, place, kinds) or found
            if found:
                return found
        return None

    def _clause(self, clauses: Sequence[Words], place: int, kinds: Iterable[str]) -> Always | None:
        """What a clause says that has one of the words in it; what it leaves open may stand beside it."""
        clause = clauses[place]
        before = _joined(clauses[max(0, place - _REACH) : place])
        behind = _joined(clauses[place + 1 : place + 1 + _REACH])
        markers = [(kind, self._lists[kind].first(clause)) for kind in kinds]
        found = [(m.start, -m.end, kind, m) for kind, m in markers if m]
        if not found:
            return None
        _start, _end, kind, marker = min(found)
        head = clause[: marker.start]
        if self._lists["elsewhere"].first([*before, *head]):
            return None
        if kind == "since" and self._lists["once"].first([*before, *clause, *behind]):
            return None
        if kind == "assured":
            return "always_bad" if self._lists["not"].first(head) else "always_good"
        never = kind == "never"
        inner = self._lists["within"].first(clause[marker.end :])
        main = clause[: marker.end + inner.start] if inner else clause
        sign = (
            self._sign(self._behind_and(main, marker), marker, never=never)
            or self._sign(main, marker, never=never)
            or self._sign(clause, marker, never=never)
        )
        if self._lists["single"].first(clause):
            return "always_good" if never and sign > 0 else None
        if not sign and self._lists["own"].first(clause):
            return None
        sign = sign or self._sign(behind) or self._sign(before)
        if not sign and kind != "since":
            sign = -1 if never else bool(self._lists["theirs"].first(clause))
        return None if not sign else "always_good" if sign > 0 else "always_bad"

    def _behind_and(self, words: Words, marker: "Found") -> Words:
        """The words with those blanked that stand before the last "and" in front of a marker."""
        ends = [found.end for found in self._lists["also"].every(words[: marker.start])]
        blank = ends[-1] if ends else 0
        return [*[_NOTHING] * blank, *words[blank:]]

    def _sign(self, words: Words, marker: "Found | None" = None, *, never: bool = False) -> int:
        """Above 0 where good things are said, below where bad; each is turned round shortly behind a "not", and
        everything behind a "never". As many of both: the last decides, behind a "never" the first."""
        turning = self._lists["without" if never else "not"]
        total = first = last = 0
        for said in self._judged.every(words):
            last = said.value
            if words[said.start].isascii():  # a sign such as a smile is no word
                is_behind = bool(marker and said.start >= marker.start)
                since = marker.end if marker and said.start >= marker.end else 0
                near = words[max(since, said.start - _REACH) : said.start]
                last *= -1 if bool(turning.first(near)) != (never and is_behind) else 1
            total, first = total + last, first or last
        return total or (first if never else last)


class Found(NamedTuple):
    """Where a phrase stands among words, from `start` to before `end`, and what its list says of it."""

    start: int
    end: int
    value: int


class PhraseList:
    """Phrases and what is said of each, looked for by their first words: there are hundreds."""

    def __init__(self, phrases: Mapping[str, int]) -> None:
        self._by_first: dict[str, list[tuple[list[list[str]], int]]] = defaultdict(list)
        longest_first = sorted(phrases, key=lambda phrase: (-phrase.count(" "), -len(phrase)))
        for phrase in longest_first:
            pattern = [word.split("/") for word in phrase.split()]
            for first in pattern[0]:
                # Of words known by their ends alone there are few: those are tried at each word.
                key = "" if first.startswith("*") else first
                self._by_first[key].append(([[first], *pattern[1:]], phrases[phrase]))

    def first(self, words: Words) -> Found | None:
        """The first of the phrases, of several there the longest."""
        return next(self.every(words), None)

    def every(self, words: Words) -> Iterator[Found]:
        """All of them that don't overlap, in their order."""
        start = 0
        while start < len(words):
            found = self._at(words, start)
            if found:
                yield found
            start = found.end if found else start + 1

    def replaced(self, words: Words, by: str) -> Words:
        """The words with one in place of each phrase."""
        left, end = list[str](), 0
        for found in self.every(words):
            left += [*words[end : found.start], by]
            end = found.end
        return [*left, *words[end:]]

    def _at(self, words: Words, start: int) -> Found | None:
        word = words[start]
        stems = (f"{word[:length]}*" for length in range(1, len(word) + 1))
        ends = (
            (end, value)
            for key in (word, *stems, "")
            for pattern, value in self._by_first.get(key, ())
            if (end := _end_of(pattern, words, start))
        )
        end, value = max(ends, key=lambda pair: pair[0], default=(0, 0))
        return Found(start, end, value) if end else None


def _end_of(pattern: Sequence[Sequence[str]], words: Words, start: int) -> int:
    """Where a phrase ends that begins at a word; 0 where it doesn't."""
    for place, either in enumerate(pattern):
        if either == [_GAP]:
            rest = pattern[place + 1 :]
            gaps = (gap for gap in range(_REACH + 1) if "," not in words[start : start + gap])
            return next(filter(None, (_end_of(rest, words, start + gap) for gap in gaps)), 0)
        if start >= len(words) or not any(_is(words[start], word) for word in either):
            return 0
        start += 1
    return start


def _is(word: str, wanted: str) -> bool:
    if wanted.startswith("*"):
        return word.endswith(wanted[1:]) and len(word) > len(wanted)
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


@lru_cache
def _languages() -> list[Phrases]:
    found = []
    for file in sorted(_FOLDER.glob("*.yaml")):
        [document], _no_problems = read_documents(file.read_bytes(), file.name)
        found.append(Phrases(document.data))
    return found


def _words(sentence: str) -> Words:
    """Folded words, and the signs that end a clause or say something by themselves."""
    folded = re.sub(r"[()–—]", ",", folded_word(sentence).replace("’", "'"))
    return re.findall(r"[\w']+|[,;:?]|[^\x00-\x7f\s]", folded)


def _split(text: str) -> list[str]:
    return [phrase.strip() for phrase in text.split(",") if phrase.strip()]


def _between(words: Words, ends: Iterable[str]) -> Iterator[Words]:
    """The words between the signs that end something."""
    begin = 0
    for place, word in enumerate(words):
        if word in ends:
            yield words[begin:place]
            begin = place + 1
    yield words[begin:]


def _joined(clauses: Iterable[Words]) -> list[str]:
    return [word for clause in clauses for word in (*clause, ",")]
