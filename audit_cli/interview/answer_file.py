"""Answers files: whole audits as YAML, JSON or JSON lines, read with every mistake at its place."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, Final, NamedTuple
from uuid import UUID, uuid4, uuid5

from audit_cli.checklist.hints import shortened
from audit_cli.checklist.kinds import Reading
from audit_cli.checklist.model import NOBODY, START, Checklist, Question
from audit_cli.checklist.source import (
    DEEPEST,
    LARGEST_FILE,
    LONGEST,
    Document,
    Mistake,
    Path,
    Plain,
    Quoted,
    Source,
    read_documents,
)
from audit_cli.checklist.types import YES_NO
from audit_cli.errors import AuditError, InvalidInput, Problem, UsageError
from audit_cli.interview import answer_header
from audit_cli.interview.answers import answers_of
from audit_cli.interview.clock import Instant, nobody_ends
from audit_cli.interview.closing import keeping_open, settlement
from audit_cli.interview.events import Event, instant_text
from audit_cli.interview.facts import Facts, SitePlace, answer_event, begin_facts, numbered
from audit_cli.interview.record import folded
from audit_cli.interview.values import (
    Given,
    TooLong,
    WrongValue,
    check_length,
    read_value,
    words_taken,
)
from audit_cli.interview.written_marks import WhenWritten, marks_written
from audit_cli.language import _

_CONTENT_IDS: Final = UUID("0d7a9c3e-3f0b-5a0e-8a39-2f5d6f0c1e11")
_KEYS: Final = (
    *("checklist", "site", "auditor", "recognised", "client", "at", "id"),
    *("answers", "marks", "nobody_answered"),
)
_NO_PLACE: Final = SitePlace("", "UTC")  # only to find further mistakes of a document that has one

_NOT_A_MAP = _(
    "this is not a set of answers; write `checklist: …`, `answers:` and one `question: answer` a line"
)
_NO_ANSWERS = _("there is no `answers:`")
_MISSING = _("no answer to {questions}")
_NO_CHECKLIST = _("which checklist? write `checklist: walk-in`, say")
_OTHER_CHECKLIST = _("these are answers to `{found}`, not to `{wanted}`")
_BROKEN_CHECKLIST = _("the checklist `{name}` has mistakes of its own:\n{problems}")


class Submission(NamedTuple):
    """One whole audit, ready to be stored. `digest` is None when every reading is another audit."""

    audit: str
    digest: str | None
    checklist: Checklist
    events: list[Event]


@dataclass
class AnswersReader:
    """Reads documents of answers. `load` finds a checklist, `place` a site (None is the default);
    both raise AuditError. `flags` are the command's own site, auditor, at: they win. `expected` is the
    id of the one checklist that is meant, if there is one."""

    load: Callable[[str], Checklist]
    place: Callable[[str | None], SitePlace]
    now: Instant
    flags: Mapping[str, str] = field(default_factory=dict)
    draft: bool = False
    expected: str | None = None
    _checklists: dict[str, Checklist | None] = field(default_factory=dict)
    _before: int = 0  # mistakes in earlier documents

    def read(self, data: Plain) -> tuple[Submission | None, list[Mistake]]:
        """The audit that a document describes, or what is wrong with it. Neither where it has only
        the mistakes of a broken checklist, which are an earlier document's."""
        if not isinstance(data, dict):
            return None, [Mistake((), _NOT_A_MAP)]
        reading = Reading(self._before)
        found = self._read({**data, **self.flags}, reading)
        self._before += len(reading.mistakes)
        return None if reading.mistakes else found, reading.mistakes

    def _read(self, document: dict[str, Plain], reading: Reading) -> Submission | None:
        answer_header.unknown_keys((), document, _KEYS, reading)
        checklist = self._checklist(document, reading)
        place = self._place(document, reading) or _NO_PLACE
        metadata = answer_header.metadata_written(document, reading)
        started = answer_header.started_at(document, place.time_zone, self.now.wall, reading)
        audit = answer_header.identifier(document, reading)
        if checklist is None:
            return None
        facts, written = self._facts(checklist, document, reading)
        when = WhenWritten(started or self.now.wall, place.time_zone, self.now.wall)
        marks = [*marks_written(checklist, document, when, reading)]
        digest = None
        if audit or started:
            content = json.dumps(document, sort_keys=True, ensure_ascii=False)
            digest = hashlib.sha256(content.encode()).hexdigest()
            audit = audit or str(uuid5(_CONTENT_IDS, content))
        head = begin_facts(
            checklist,
            site=place.id,
            time_zone=place.time_zone,
            hours=place.hours,
            digest=digest,
            **metadata,
        )
        seen_at = instant_text(when.started)
        events = numbered(0, self.now, *head, *facts, seen_at=seen_at)
        for fact, at in marks:
            events += numbered(len(events), self.now, fact, seen_at=instant_text(at))
        found = Submission(audit or str(uuid4()), digest, checklist, events)
        if written is not None:
            if checklist.case:
                self._settle(found, written, reading)
            else:
                self._complete(found, seen_at, written, reading)
        return found

    def _complete(self, found: Submission, at: str, written: set[str], reading: Reading) -> None:
        """Omitted pending answers are pending; whatever else is missing is a mistake, or a draft.
        An answer that was written, rightly or not, is not missing."""
        finish: Facts = ("finish", None, {"seconds_spent": None}, None)
        if found.checklist.answered_by:  # clients say what they like
            found.events.extend(numbered(len(found.events), self.now, finish, seen_at=at))
            return
        record = folded(found.audit, found.events)
        answers = answers_of(found.checklist, record)
        questions = found.checklist.questions
        omitted = [i for i, a in answers.items() if a.status == "missing" and i not in written]
        pending = [i for i in omitted if questions[i].pending]
        missing = [i for i in omitted if not questions[i].pending]
        if missing and not self.draft:
            reading.mistake(("answers",), _MISSING, on_key=True, questions=", ".join(missing))
        facts = [answer_event(questions[i], Given("pending")) for i in pending]
        if not missing:
            facts.append(finish)
        found.events.extend(numbered(record.length, self.now, *facts, seen_at=at))

    def _settle(self, found: Submission, written: set[str], reading: Reading) -> None:
        """A case of which nothing is missing is closed at its latest moment, any other is open; but it is a
        mistake to say that it is settled while something is missing."""
        record, closes = folded(found.audit, found.events), found.checklist.closes
        still = [q.id for q in keeping_open(found.checklist, answers_of(found.checklist, record))]
        missing = [name for name in still if name not in written]
        if missing and closes and closes not in still and not self.draft:
            reading.mistake(("answers",), _MISSING, on_key=True, questions=", ".join(missing))
        at = max(event.seen_at or "" for event in found.events)
        facts = settlement(found.checklist, record)
        found.events.extend(numbered(record.length, self.now, *facts, seen_at=at))

    def _checklist(self, document: dict[str, Plain], reading: Reading) -> Checklist | None:
        name = document.get("checklist", self.expected)
        if not isinstance(name, str):
            reading.mistake(("checklist",), _NO_CHECKLIST)
            return None
        if self.expected and name != self.expected:
            said = _OTHER_CHECKLIST.of(found=shortened(name), wanted=self.expected)
            reading.mistake(("checklist",), said)
            return None
        if name not in self._checklists:
            try:
                self._checklists[name] = self.load(name)
            except InvalidInput as error:
                self._checklists[name] = None  # said once, however many documents name it
                path = ("checklist",)
                reading.mistake(path, _BROKEN_CHECKLIST, name=shortened(name), problems=error)
            except AuditError as error:
                answer_header.refused(("checklist",), error, reading)
        return self._checklists.get(name)

    def _place(self, document: dict[str, Plain], reading: Reading) -> SitePlace | None:
        site = document.get("site")
        if site is not None and not answer_header.is_one_line(site):
            reading.mistake(("site",), answer_header.WORD, key="site")
            return None
        try:
            return self.place(site)
        except UsageError as error:  # what is wrong with the settings is no mistake of this file
            answer_header.refused(("site",), error, reading)
            return None

    def _facts(
        self, checklist: Checklist, document: dict[str, Plain], reading: Reading
    ) -> tuple[list[Facts], set[str] | None]:
        """What was answered, and the questions that something was written for; None where it makes
        no sense to ask what is missing."""
        before = len(reading.mistakes)
        facts = _nobody_answered(checklist, document, reading)
        sensible = len(reading.mistakes) == before
        answers = document.get("answers")
        if answers is None and facts:
            return facts, set()
        if not isinstance(answers, dict):
            reading.mistake(("answers",), _NO_ANSWERS)
            return facts, None
        written = set(answers)
        for name, answer in answers.items():
            question = checklist.questions.get(name)
            if question is None:
                meant = answer_header.unknown_question(name, checklist.questions, reading)
                written |= {meant} if meant else set()
            else:
                facts += _answer_facts(question, answer, reading)
        return facts, written if sensible else None


# ── the answers, line by line ──────────────────────────────────────────────────────────────────────


_ANSWER_KEYS: Final = ("value", "note", "fixed_now")

_EMPTY: Final = _("`{question}` has no value")
_NOTE: Final = _("a note is a text, not {written}; put it in quotes")
_YES_OR_NO: Final = _("`{key}` takes yes or no")
_NOBODY: Final = _("no clock of this checklist ends when nobody answers")


def _answer_facts(question: Question, written: Plain, reading: Reading) -> list[Facts]:
    """One answer with its note, and whether it was put right on the spot."""
    path: Path = ("answers", question.id)
    if not isinstance(written, dict):
        return _value(question, written, path, reading)
    answer_header.unknown_keys(path, written, _ANSWER_KEYS, reading)
    facts = _value(question, written.get("value"), (*path, "value"), reading)
    note, fixed = written.get("note"), written.get("fixed_now")
    if isinstance(note, str):
        try:
            check_length(note)
            facts.append(("note", question.id, None, note))
        except TooLong as error:
            answer_header.refused((*path, "note"), error, reading)
    elif note is not None:
        reading.mistake((*path, "note"), _NOTE, written=answer_header.quoted(note))
    if fixed is not None:
        yes = _yes(fixed)
        if yes is None:
            reading.mistake((*path, "fixed_now"), _YES_OR_NO, key="fixed_now")
        facts.append(("fixed", question.id, bool(yes), None))
    return facts


def _nobody_answered(
    checklist: Checklist, document: dict[str, Plain], reading: Reading
) -> list[Facts]:
    """What happened on the clock when nobody answered, where a file says so."""
    written = document.get("nobody_answered")
    if written is None or (nobody := _yes(written)) is False:
        return []
    path = ("nobody_answered",)
    if nobody is None:
        reading.mistake(path, _YES_OR_NO, key="nobody_answered")
        return []
    for section in checklist.sections:
        if section.clock and nobody_ends(section):
            facts = {"clock": section.id, "run": "file", "seconds": 0}
            given_up = {**facts, "mark": section.clock.marks[0].id}
            return [("mark", START, facts, None), ("mark", NOBODY, given_up, None)]  # type: ignore[list-item]
    reading.mistake(path, _NOBODY, on_key=True)
    return []


def _value(question: Question, written: Plain, path: Path, reading: Reading) -> list[Facts]:
    if written is None:
        reading.mistake(path, _EMPTY, question=question.id)
        return []
    several = isinstance(written, list) and question.traits.answer == "words"
    try:
        if not (isinstance(written, str) or (several and all(isinstance(w, str) for w in written))):
            found, wanted = answer_header.quoted(written), words_taken(question)
            raise WrongValue(written=found, question=question.id, wanted=wanted)
        as_written = path[-1] == "value" and isinstance(written, Quoted)
        return [answer_event(question, read_value(question, written, as_written))]
    except (WrongValue, TooLong) as error:
        answer_header.refused(path, error, reading)
        return []


def _yes(written: Plain) -> bool | None:
    word = YES_NO.get(written) if isinstance(written, str) else None
    return None if word is None else word == "yes"


# ── the documents, one by one ──────────────────────────────────────────────────────────────────────


_TOO_LARGE: Final = _(
    "the file has more than {largest} MB; of JSON lines, one audit on each, any number is read"
)
_LONG_LINE: Final = _("this line has more than {largest} MB; write one audit a line")
_LARGEST_VALUES: Final = (("largest", LARGEST_FILE // 2**20),)
# What JSON takes and YAML does not: control characters, raw or escaped, and half characters.
_UNUSUAL: Final = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xef\xbf[\xbe\xbf]"
    rb"|\\[bf]|\\u(?:00[01789]|[dD][89a-fA-F]|[fF]{3}[eEfF])"
)


def documents(stream: IO[bytes], name: str) -> Iterator[tuple[Document, list[Problem]]]:
    """The documents of an answers file, one by one, each with the problems of its form.

    JSON lines are read a line at a time, so that a file of any length takes little memory."""
    number, first = 1, stream.readline(LARGEST_FILE + 1)
    while first and not first.strip():
        number, first = number + 1, stream.readline(LARGEST_FILE + 1)
    if _is_json_line(first):
        yield from _json_lines(first, stream, name, number)
        return
    text = first + stream.read(max(0, LARGEST_FILE + 1 - len(first)))
    if len(text) > LARGEST_FILE:
        yield _nothing(name), [Problem(_TOO_LARGE, _LARGEST_VALUES, name)]
        return
    found, problems = read_documents(text, name, number)
    yield from ((document, []) for document in found)
    if problems:
        yield _nothing(name), problems


def _json_lines(
    line: bytes, stream: IO[bytes], name: str, number: int
) -> Iterator[tuple[Document, list[Problem]]]:
    while line:
        if len(line) > LARGEST_FILE:
            yield _nothing(name), [Problem(_LONG_LINE, _LARGEST_VALUES, name, number, 1)]
            return
        if line.strip():
            yield _json_line(line, name, number)
        line, number = stream.readline(LARGEST_FILE + 1), number + 1


def _json_line(line: bytes, name: str, number: int) -> tuple[Document, list[Problem]]:
    data = _json(line)
    if data is not None:
        # The text is kept for the places of mistakes only; YAML doesn't take tabs between tokens.
        return Document(data, Source(line.decode().replace("\t", " "), name, number)), []
    found, problems = read_documents(line, name, number)
    return (found[0] if found else _nothing(name)), problems


def _nothing(name: str) -> Document:
    return Document(None, Source("", name))


def _is_json_line(line: bytes) -> bool:
    """Whether a line is a whole JSON object, or was meant to be one."""
    if _json(line) is not None:
        return True
    closed = re.fullmatch(rb'\s*\{\s*".*\}\s*', line, re.DOTALL)
    return bool(closed) and line.count(b"{") == line.count(b"}")


def _json(line: bytes) -> dict[str, Plain] | None:
    """A line that is a JSON object, scalars as written; None where anything about it is unusual."""
    if not line.lstrip().startswith(b"{") or _UNUSUAL.search(line):
        return None
    try:
        found = json.loads(
            line.decode(),
            object_pairs_hook=_pairs,
            parse_int=str,
            parse_float=str,
            parse_constant=str,
        )
        return _plain(found) if isinstance(found, dict) else None
    except (ValueError, RecursionError):
        return None


_WORDS: Final = {True: "true", False: "false"}


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Plain]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("duplicate key")
    if isinstance(found.get("value"), str):
        found["value"] = Quoted(found["value"])
    return found


def _plain(data: Any, depth: int = 1) -> Plain:
    """The data with its scalars as written. Raises ValueError where it has more than YAML may."""
    if data is True or data is False:
        return _WORDS[data]
    if not isinstance(data, list | dict):
        return data
    if len(data) > LONGEST or depth > DEEPEST:
        raise ValueError("too long or too deep")
    if isinstance(data, list):
        return [_plain(part, depth + 1) for part in data]
    if "" in data:
        raise ValueError("an empty key")
    return {key: _plain(part, depth + 1) for key, part in data.items()}
