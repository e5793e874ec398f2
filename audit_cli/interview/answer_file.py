"""Answers files: whole audits as YAML, JSON or JSON lines, read with every mistake at its place."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID, uuid4, uuid5
from zoneinfo import ZoneInfo

from audit_cli.checklist.model import Checklist, Question
from audit_cli.checklist.source import Mistake, Path, Plain
from audit_cli.errors import AuditError
from audit_cli.i18n import Message
from audit_cli.interview.answers import answers_of
from audit_cli.interview.clock import Instant
from audit_cli.interview.events import Event, instant_text
from audit_cli.interview.facts import Facts, SitePlace, answer_event, begin_facts, numbered
from audit_cli.interview.record import NOBODY, START, folded
from audit_cli.interview.values import YES_NO, Given, folded_word, read_value

_CONTENT_IDS: Final = UUID("0d7a9c3e-3f0b-5a0e-8a39-2f5d6f0c1e11")
_KEYS: Final = (
    *("checklist", "site", "auditor", "recognised", "client", "at", "id"),
    *("answers", "nobody_answered"),
)
_ANSWER_KEYS: Final = ("value", "note", "fixed_now")
_RECOGNISED: Final = {
    **YES_NO,
    **dict.fromkeys(("unsure", "no se", "not sure", "duda", "dudoso", "?"), "unsure"),
}
_LONGEST_WORD: Final = 200  # characters of site, auditor, client

_NOT_A_MAP = Message(
    en="this is not a set of answers; write `checklist: …`, `answers:` and one `question: answer` a line",
    es="esto no es un juego de respuestas; escriba `checklist: …`, `answers:` y en cada línea `pregunta: respuesta`",
)
_UNKNOWN_KEY = Message(
    en="unknown key `{key}`{nearest}; known are {known}",
    es="clave desconocida `{key}`{nearest}; se conocen {known}",
)
_UNKNOWN_QUESTION = Message(
    en="the checklist has no question `{question}`{nearest}",
    es="la lista no tiene la pregunta `{question}`{nearest}",
)
_NEAREST = Message(en="; did you mean `{name}`?", es="; ¿quiso decir `{name}`?")
_NO_ANSWERS = Message(en="there is no `answers:`", es="falta `answers:`")
_MISSING = Message(en="no answer to {questions}", es="sin respuesta: {questions}")
_EMPTY = Message(en="`{question}` has no value", es="`{question}` no tiene valor")
_NO_CHECKLIST = Message(
    en="which checklist? write `checklist: walk-in`, say",
    es="¿qué lista? escriba, por ejemplo, `checklist: walk-in`",
)
_OTHER_CHECKLIST = Message(
    en="these are answers to `{found}`, not to `{wanted}`",
    es="estas respuestas son de `{found}`, no de `{wanted}`",
)
_AT = Message(
    en="`{written}` is no date and time; write 2026-11-16T09:15:00-06:00",
    es="`{written}` no es fecha y hora; escriba 2026-11-16T09:15:00-06:00",
)
_WORD = Message(
    en="`{key}` takes one line of up to 200 letters", es="`{key}` es una línea de hasta 200 letras"
)
_RECOGNISED_WORDS = Message(
    en="`{written}`? `recognised` takes yes, no or unsure",
    es="¿`{written}`? `recognised` es sí, no o unsure (no se sabe)",
)
_YES_OR_NO = Message(en="`{key}` takes yes or no", es="`{key}` es sí o no")
_ID = Message(en="`{written}` is no UUID", es="`{written}` no es un UUID")
_NOBODY = Message(
    en="no clock of this checklist ends when nobody answers",
    es="ningún reloj de esta lista termina cuando nadie contesta",
)


class Submission(NamedTuple):
    """One whole audit, ready to be stored. `digest` is None when every reading is another audit."""

    audit: str
    digest: str | None
    checklist: Checklist
    events: list[Event]


@dataclass
class AnswersReader:
    """Reads documents of answers. `load` finds a checklist, `place` a site (None is the default);
    both raise AuditError. `flags` are the command's own site, auditor, at: they win. `wanted` is the
    id of the one checklist that is expected, if there is one."""

    load: Callable[[str], Checklist]
    place: Callable[[str | None], SitePlace]
    now: Instant
    flags: Mapping[str, str] = field(default_factory=dict)
    draft: bool = False
    wanted: str | None = None
    _checklists: dict[str, Checklist] = field(default_factory=dict)

    def read(self, data: Plain) -> tuple[Submission | None, list[Mistake]]:
        """The audit that a document describes, and what is wrong with it: one or the other."""
        if not isinstance(data, dict):
            return None, [Mistake((), _NOT_A_MAP)]
        document = {**data, **self.flags}
        mistakes = [_unknown_key((key,), _KEYS) for key in document if key not in _KEYS]
        checklist = self._checklist(document, mistakes)
        place = self._place(document, mistakes)
        metadata = _metadata(document, mistakes)
        started = _started(document, place, mistakes)
        audit = _identifier(document, mistakes)
        if checklist is None:
            return None, mistakes
        facts = self._facts(checklist, document, mistakes)
        if mistakes or place is None:
            return None, mistakes
        digest = None
        if audit or started:
            content = json.dumps(document, sort_keys=True, ensure_ascii=False)
            digest = hashlib.sha256(content.encode()).hexdigest()
            audit = audit or str(uuid5(_CONTENT_IDS, content))
        head = begin_facts(
            checklist, site=place.id, time_zone=place.time_zone, digest=digest, **metadata
        )
        seen_at = instant_text(started or self.now.wall)
        return self._complete(
            Submission(
                audit or str(uuid4()),
                digest,
                checklist,
                numbered(0, self.now, *head, *facts, seen_at=seen_at),
            ),
            seen_at,
        )

    def _complete(self, found: Submission, at: str) -> tuple[Submission | None, list[Mistake]]:
        """Omitted pending answers are pending; whatever else is missing is a mistake, or a draft."""
        record = folded(found.audit, found.events)
        answers = answers_of(found.checklist, record)
        missing = [i for i, answer in answers.items() if answer.status == "missing"]
        facts: list[Facts] = []
        for identifier in list(missing):
            question = found.checklist.questions[identifier]
            if question.pending and not self.draft:
                facts.append(answer_event(question, Given("pending")))
                missing.remove(identifier)
        if missing and not self.draft:
            return None, [
                Mistake(("answers",), _MISSING, (("questions", ", ".join(missing)),), on_key=True)
            ]
        if not missing:
            facts.append(("finish", None, {"seconds_spent": None}, None))
        found.events.extend(numbered(record.length, self.now, *facts, seen_at=at))
        return found, []

    def _checklist(self, document: dict[str, Plain], mistakes: list[Mistake]) -> Checklist | None:
        name = document.get("checklist", self.wanted)
        if not isinstance(name, str):
            mistakes.append(Mistake((), _NO_CHECKLIST))
            return None
        if self.wanted and name != self.wanted:
            values = (("found", name), ("wanted", self.wanted))
            mistakes.append(Mistake(("checklist",), _OTHER_CHECKLIST, values))
            return None
        if name not in self._checklists:
            try:
                self._checklists[name] = self.load(name)
            except AuditError as error:
                mistakes.append(_as_mistake(("checklist",), error))
                return None
        return self._checklists[name]

    def _place(self, document: dict[str, Plain], mistakes: list[Mistake]) -> SitePlace | None:
        site = document.get("site")
        if site is not None and not isinstance(site, str):
            mistakes.append(Mistake(("site",), _WORD, (("key", "site"),)))
            return None
        try:
            return self.place(site)
        except AuditError as error:
            mistakes.append(_as_mistake(("site",), error))
            return None

    def _facts(
        self, checklist: Checklist, document: dict[str, Plain], mistakes: list[Mistake]
    ) -> list[Facts]:
        facts = _nobody_answered(checklist, document, mistakes)
        answers = document.get("answers")
        if answers is None and facts:
            return facts
        if not isinstance(answers, dict):
            mistakes.append(Mistake(("answers",), _NO_ANSWERS))
            return facts
        for identifier, written in answers.items():
            question = checklist.questions.get(identifier)
            if question is None:
                mistakes.append(_unknown_question(identifier, checklist.questions))
            else:
                facts += _answer(question, written, mistakes)
        return facts


def _unknown_key(path: Path, known: Iterable[str]) -> Mistake:
    key, names = str(path[-1]), tuple(known)
    values = (("key", key), ("nearest", _nearest(key, names)), ("known", ", ".join(names)))
    return Mistake(path, _UNKNOWN_KEY, values, on_key=True)


def _unknown_question(identifier: str, known: Iterable[str]) -> Mistake:
    values = (("question", identifier), ("nearest", _nearest(identifier, known)))
    return Mistake(("answers", identifier), _UNKNOWN_QUESTION, values, on_key=True)


def _nearest(word: str, known: Iterable[str]) -> Message:
    from difflib import get_close_matches  # noqa: PLC0415 (only where a mistake was made)

    close = get_close_matches(word, list(known), n=1)
    if not close:
        return Message(en="", es="")
    return Message(en=_NEAREST.en.format(name=close[0]), es=_NEAREST.es.format(name=close[0]))


def _as_mistake(path: Path, error: AuditError) -> Mistake:
    values = tuple(error.values.items())
    return Mistake(path, error.message, values)


def _metadata(document: dict[str, Plain], mistakes: list[Mistake]) -> dict[str, str]:
    found = {}
    for key in ("auditor", "client"):
        written = document.get(key)
        if written is None:
            continue
        if not isinstance(written, str) or "\n" in written or len(written) > _LONGEST_WORD:
            mistakes.append(Mistake((key,), _WORD, (("key", key),)))
        elif written.strip():
            found[key] = written.strip()
    written = document.get("recognised")
    if written is not None:
        word = _RECOGNISED.get(folded_word(written)) if isinstance(written, str) else None
        if word is None:
            mistakes.append(Mistake(("recognised",), _RECOGNISED_WORDS, (("written", written),)))
        else:
            found["recognised"] = word
    return found


def instant_written(written: str, time_zone: str) -> datetime:
    """An aware instant from ISO 8601 text; without an offset it is the wall time of the zone.

    Raises ValueError."""
    if not re.match(r"\d{4}-\d{2}-\d{2}[T ]\d", written):
        raise ValueError(written)
    found = datetime.fromisoformat(written)
    found = found if found.tzinfo else found.replace(tzinfo=ZoneInfo(time_zone))
    if not 1900 < found.year < 9000:
        raise ValueError(written)
    return found


def _started(
    document: dict[str, Plain], place: SitePlace | None, mistakes: list[Mistake]
) -> datetime | None:
    written = document.get("at")
    if written is None:
        return None
    try:
        return instant_written(written, place.time_zone if place else "UTC")
    except (ValueError, TypeError, KeyError):
        mistakes.append(Mistake(("at",), _AT, (("written", written),)))
        return None


def _identifier(document: dict[str, Plain], mistakes: list[Mistake]) -> str | None:
    written = document.get("id")
    if written is None:
        return None
    try:
        return str(UUID(written))
    except (ValueError, AttributeError, TypeError):
        mistakes.append(Mistake(("id",), _ID, (("written", written),)))
        return None


def _yes(written: Plain) -> bool | None:
    word = YES_NO.get(folded_word(written)) if isinstance(written, str) else None
    return None if word is None else word == "yes"


def _nobody_answered(
    checklist: Checklist, document: dict[str, Plain], mistakes: list[Mistake]
) -> list[Facts]:
    written = document.get("nobody_answered")
    if written is None or (nobody := _yes(written)) is False:
        return []
    path = ("nobody_answered",)
    if nobody is None:
        mistakes.append(Mistake(path, _YES_OR_NO, (("key", "nobody_answered"),)))
        return []
    for section in checklist.sections:
        if section.clock and section.clock.nobody and section.clock.nobody.ends:
            facts = {"clock": section.id, "run": "file", "seconds": 0}
            given_up = {**facts, "mark": section.clock.marks[0].id}
            return [("mark", START, facts, None), ("mark", NOBODY, given_up, None)]  # type: ignore[list-item]
    mistakes.append(Mistake(path, _NOBODY, on_key=True))
    return []


def _answer(question: Question, written: Plain, mistakes: list[Mistake]) -> list[Facts]:
    path: Path = ("answers", question.id)
    note, fixed = None, None
    if isinstance(written, dict):
        unknown = [key for key in written if key not in _ANSWER_KEYS]
        mistakes.extend(_unknown_key((*path, key), _ANSWER_KEYS) for key in unknown)
        note, fixed = written.get("note"), written.get("fixed_now")
        written, path = written.get("value"), (*path, "value")
    facts: list[Facts] = []
    if written is None:
        mistakes.append(Mistake(path, _EMPTY, (("question", question.id),)))
    else:
        try:
            facts.append(answer_event(question, read_value(question, _words(written))))
        except AuditError as error:
            mistakes.append(_as_mistake(path, error))
    if note is not None:
        facts.append(("note", question.id, None, str(note)))
    if fixed is not None:
        yes = _yes(fixed)
        if yes is None:
            values = (("key", "fixed_now"),)
            mistakes.append(Mistake(("answers", question.id, "fixed_now"), _YES_OR_NO, values))
        facts.append(("fixed", question.id, bool(yes), None))
    return facts


def _words(written: Plain) -> str | list[str]:
    if isinstance(written, list):
        return [str(word) for word in written]
    return written if isinstance(written, str) else repr(written)
