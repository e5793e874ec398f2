"""What a good checklist avoids, beyond what is wrong: `audit checklist validate --strict` tells it.

Each item is one observable fact, with yes as the good answer, where it comes from, and a measure that can be
read alone (S0-2, S2-6). What gives a fault away in a sentence stands by language in `lint_words.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from audit_cli.checklist.canonical import defaults_of, has_verdict
from audit_cli.checklist.hints import shortened
from audit_cli.checklist.pieces import Findings, Piece
from audit_cli.checklist.source import read_documents
from audit_cli.checklist.types import TYPES
from audit_cli.language import _

MOST_ITEMS: Final = 20  # that every audit has to answer
_WORDS: Final = Path(__file__).with_name("lint_words.yaml")

_DOUBLE: Final = _("two things are asked at once; ask each in a question of its own")
_REVERSED: Final = _(
    "here no is the good answer; turn it round: “Is the floor clean?”, not “dirty”"
)
_BAD_NEWS: Final = _(
    "`{found}`: yes would be bad news; turn it round: “Is the floor clean?”, not “dirty”"
)
_OPINION_SCORED: Final = _(
    "an opinion is scored; write `opinion: true`, or ask for a fact that two people would see alike"
)
_OPINION_ASKED: Final = _(
    "`{found}`: that is an opinion, and it is scored; ask for a fact that two people would see alike"
)
_TOO_MANY: Final = _(
    "{count} items must be answered each time, more than {most}; give some `na` or `only_if`, or drop them"
)
_NO_SOURCE: Final = _("nobody knows where this comes from; add `source`: a page, a law, a person")
_NO_BASIS: Final = _(
    "nobody knows why it is this number; add `basis`: law, convention, study or house"
)
_NO_SENTENCE: Final = _(
    "a measure is read alone on a list of things to do: write a whole sentence, such as “Name who watches the door.”"
)


def lint(whole: Piece, findings: Findings) -> None:
    """Notes, as warnings, what a checklist without mistakes could do better."""
    scored = "answered_by" not in whole.values
    needed = [q for q in whole.questions() if not {"na", "only_if"} & q.values.keys()]
    if len(needed) > MOST_ITEMS:
        where = needed[MOST_ITEMS].at("id")
        findings.add(where, _TOO_MANY, warning=True, count=len(needed), most=MOST_ITEMS)
    for question in whole.questions():
        for words, ask, text in _said(question, "ask"):
            if double(text, words):
                findings.add(question.at(*ask), _DOUBLE, warning=True)
                break
        if scored and has_verdict(question.values):
            _lint_judged(question, findings)
        for _words, measure, text in _said(question, "measure"):
            if not is_sentence(text):
                findings.add(question.at(*measure), _NO_SENTENCE, warning=True)


def _lint_judged(question: Piece, findings: Findings) -> None:
    values = question.values
    traits = TYPES[values["type"]]
    if traits.opinion:
        findings.add(question.at("type"), _OPINION_SCORED, warning=True)
    elif values.get("standard") == {"is": "no"}:
        findings.add(question.at("standard"), _REVERSED, warning=True)
    elif traits.typed:
        _lint_words(question, findings)
    if defaults_of(values, {}).get("weight") and values.get("weight") != 0:
        if "source" not in values:
            findings.add(question.at(), _NO_SOURCE, warning=True)
        if traits.answer == "number" and "basis" not in {
            *question.elsewhere,
            *question.written_keys(),
        }:
            findings.add(question.at("standard"), _NO_BASIS, on_key=True, warning=True)


def _lint_words(question: Piece, findings: Findings) -> None:
    """Of a yes/no question: whether yes is good news, and a fact."""
    for words, ask, text in _said(question, "ask"):
        asked = _without_condition(text, words)
        if found := bad_news(asked, words):
            findings.add(question.at(*ask), _BAD_NEWS, warning=True, found=shortened(found))
            return
        if opinion := re.search(words["opinion"], asked):
            findings.add(question.at(*ask), _OPINION_ASKED, warning=True, found=opinion[0])
            return


# ── what a sentence says ─────────────────────────────────────────────────────────────────────────


def double(text: str, words: Mapping[str, str]) -> bool:
    """Whether two things are asked: by two question marks, or two verbs that have each their own subject."""
    if text.count("?") > 1:
        return True
    clauses = re.split(rf"[,;]? {words['joins']} |[,;] ", _without_condition(text, words))
    return any(_own_clause(clause, before, words) for before, clause in pairwise(clauses))


def _own_clause(clause: str, before: str, words: Mapping[str, str]) -> bool:
    """Whether what follows a joining word, up to what depends on it, has a subject and a verb."""
    clause = re.split(rf" {words['breaks']}", f" {clause}")[0].strip()
    verb = rf"(?:{words['opens']}|{words['verbs']}|{words.get('several', words['verbs'])})"
    if not re.search(verb, before):
        return False
    if re.match(words["opens"], clause):
        return True
    if re.match(words["subjects"], clause):
        return bool(re.search(rf" {verb}", clause))
    if "several" not in words:
        return False
    first = re.match(rf"(?:(?:no|me|le|les|lo|los|se) )*({verb})", clause)
    return first is not None and _of_several(first[1], words) != _of_several(before, words)


def _of_several(clause: str, words: Mapping[str, str]) -> bool:
    return bool(re.search(words["several"], clause))


def bad_news(asked: str, words: Mapping[str, str]) -> str:
    """The word that makes yes a bad answer; empty if there is none."""
    trouble = re.search(words["trouble"], asked)
    if trouble:
        return "" if re.search(words["spared"], asked[: trouble.start()]) else trouble[0]
    negated = re.match(words["negated"], asked)
    return negated[0] if negated else ""


def is_sentence(text: str) -> bool:
    """Whether a text can be read alone: three words or more, from a capital letter to a full stop."""
    first, last = text.lstrip(' ¿¡«“"(')[:1], text.rstrip(' »”")')[-1:]
    return len(text.split()) >= 3 and not first.islower() and last in tuple(".!?…")


def _without_condition(text: str, words: Mapping[str, str]) -> str:
    """A question in small letters, without its brackets and the condition before it."""
    bare = re.sub(r"\([^()]*\)", "", text.lower()).strip(" ¿?.")
    return re.sub(rf"^{words['conditional']} [^,:¿]*[,:] *¿?", "", bare).strip(" ¿?.")


def _said(question: Piece, key: str) -> Iterator[tuple[Mapping[str, str], tuple[str, ...], str]]:
    """Each text of a key with its place; one that stands for all languages, with the words of each."""
    texts = question.values.get(key, {})
    for language, words in words_by_language().items():
        if isinstance(texts, str):
            yield words, (key,), texts
        elif language in texts:
            yield words, (key, language), texts[language]


@cache
def words_by_language() -> Mapping[str, Mapping[str, str]]:
    """For each language, each list of `lint_words.yaml` as a pattern of whole words."""
    [document], _problems = read_documents(_WORDS.read_bytes(), _WORDS.name)
    data: Any = document.data
    return {
        language: {name: _pattern(words) for name, words in lists.items()}
        for language, lists in data.items()
    }


def _pattern(words: list[Any]) -> str:
    flat = [w for part in words for w in (part if isinstance(part, list) else [part])]
    forms = (w if "\\" in w or "(" in w else w.replace("*", r"\w*") for w in flat)
    return rf"\b(?:{'|'.join(forms)})\b"
