"""The answers of a file, line by line: what each stands for, or what is wrong with it."""

from typing import Final

from audit_cli.checklist.model import Checklist, Question
from audit_cli.checklist.source import Mistake, Path, Plain, Quoted
from audit_cli.checklist.types import YES_NO
from audit_cli.interview.answer_mistakes import as_mistake, quoted, unknown_key, yes_or_no
from audit_cli.interview.facts import Facts, answer_event
from audit_cli.interview.record import NOBODY, START
from audit_cli.interview.values import TooLong, WrongValue, check_length, read_value, words_taken
from audit_cli.language import _

_KEYS: Final = ("value", "note", "fixed_now")

_EMPTY: Final = _("`{question}` has no value")
_NOTE: Final = _("a note is a text, not {written}; put it in quotes")
_NOBODY: Final = _("no clock of this checklist ends when nobody answers")


def answer_facts(question: Question, written: Plain, mistakes: list[Mistake]) -> list[Facts]:
    """One answer with its note, and whether it was put right on the spot."""
    path: Path = ("answers", question.id)
    if not isinstance(written, dict):
        return _value(question, written, path, mistakes)
    mistakes.extend(unknown_key((*path, key), _KEYS) for key in written if key not in _KEYS)
    facts = _value(question, written.get("value"), (*path, "value"), mistakes)
    note, fixed = written.get("note"), written.get("fixed_now")
    if isinstance(note, str):
        try:
            check_length(note)
            facts.append(("note", question.id, None, note))
        except TooLong as error:
            mistakes.append(as_mistake((*path, "note"), error))
    elif note is not None:
        mistakes.append(Mistake((*path, "note"), _NOTE, (("written", quoted(note)),)))
    if fixed is not None:
        yes = _yes(fixed)
        if yes is None:
            mistakes.append(yes_or_no((*path, "fixed_now")))
        facts.append(("fixed", question.id, bool(yes), None))
    return facts


def nobody_answered(
    checklist: Checklist, document: dict[str, Plain], mistakes: list[Mistake]
) -> list[Facts]:
    """What happened on the clock when nobody answered, where a file says so."""
    written = document.get("nobody_answered")
    if written is None or (nobody := _yes(written)) is False:
        return []
    path = ("nobody_answered",)
    if nobody is None:
        mistakes.append(yes_or_no(path))
        return []
    for section in checklist.sections:
        if section.clock and section.clock.nobody and section.clock.nobody.ends:
            facts = {"clock": section.id, "run": "file", "seconds": 0}
            given_up = {**facts, "mark": section.clock.marks[0].id}
            return [("mark", START, facts, None), ("mark", NOBODY, given_up, None)]  # type: ignore[list-item]
    mistakes.append(Mistake(path, _NOBODY, on_key=True))
    return []


def _value(question: Question, written: Plain, path: Path, mistakes: list[Mistake]) -> list[Facts]:
    if written is None:
        mistakes.append(Mistake(path, _EMPTY, (("question", question.id),)))
        return []
    if not (isinstance(written, str) or _words(question, written)):
        values = {
            "written": quoted(written),
            "question": question.id,
            "wanted": words_taken(question),
        }
        mistakes.append(Mistake(path, WrongValue.message, tuple(values.items())))
        return []
    try:
        as_written = path[-1] == "value" and isinstance(written, Quoted)
        return [answer_event(question, read_value(question, written, as_written))]
    except (WrongValue, TooLong) as error:
        mistakes.append(as_mistake(path, error))
        return []


def _words(question: Question, written: Plain) -> bool:
    """Whether this is a list of words, and the question takes one."""
    several = isinstance(written, list) and question.traits.answer == "words"
    return several and all(isinstance(word, str) for word in written)


def _yes(written: Plain) -> bool | None:
    word = YES_NO.get(written) if isinstance(written, str) else None
    return None if word is None else word == "yes"
