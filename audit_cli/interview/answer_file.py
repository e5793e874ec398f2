"""Answers files: whole audits as YAML, JSON or JSON lines, read with every mistake at its place."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from uuid import UUID, uuid4, uuid5

from audit_cli.checklist.hints import shortened
from audit_cli.checklist.model import Checklist
from audit_cli.checklist.source import Mistake, Plain
from audit_cli.errors import AuditError, InvalidInput, UsageError
from audit_cli.interview.answer_header import (
    WORD,
    identifier,
    metadata_written,
    one_line,
    started_at,
)
from audit_cli.interview.answer_lines import answer_facts, nobody_answered
from audit_cli.interview.answer_mistakes import as_mistake, unknown_key, unknown_question
from audit_cli.interview.answers import answers_of
from audit_cli.interview.clock import Instant
from audit_cli.interview.events import Event, instant_text
from audit_cli.interview.facts import Facts, SitePlace, answer_event, begin_facts, numbered
from audit_cli.interview.record import folded
from audit_cli.interview.values import Given
from audit_cli.language import _

_CONTENT_IDS: Final = UUID("0d7a9c3e-3f0b-5a0e-8a39-2f5d6f0c1e11")
_KEYS: Final = (
    *("checklist", "site", "auditor", "recognised", "client", "at", "id"),
    *("answers", "nobody_answered"),
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
    both raise AuditError. `flags` are the command's own site, auditor, at: they win. `wanted` is the
    id of the one checklist that is expected, if there is one."""

    load: Callable[[str], Checklist]
    place: Callable[[str | None], SitePlace]
    now: Instant
    flags: Mapping[str, str] = field(default_factory=dict)
    draft: bool = False
    wanted: str | None = None
    _checklists: dict[str, Checklist | None] = field(default_factory=dict)
    _before: int = 0  # mistakes in earlier documents

    def read(self, data: Plain) -> tuple[Submission | None, list[Mistake]]:
        """The audit that a document describes, or what is wrong with it. Neither where it has only
        the mistakes of a broken checklist, of which an earlier document told."""
        if not isinstance(data, dict):
            return None, [Mistake((), _NOT_A_MAP)]
        found, mistakes = self._read({**data, **self.flags})
        self._before += len(mistakes)
        return found, mistakes

    def _read(self, document: dict[str, Plain]) -> tuple[Submission | None, list[Mistake]]:
        strange = [key for key in document if key not in _KEYS]
        mistakes = [unknown_key((k,), _KEYS, n) for n, k in enumerate(strange, self._before)]
        checklist = self._checklist(document, mistakes)
        place = self._place(document, mistakes) or _NO_PLACE
        metadata = metadata_written(document, mistakes)
        started = started_at(document, place.time_zone, self.now.wall, mistakes)
        audit = identifier(document, mistakes)
        if checklist is None:
            return None, mistakes
        facts, written = self._facts(checklist, document, mistakes)
        digest = None
        if audit or started:
            content = json.dumps(document, sort_keys=True, ensure_ascii=False)
            digest = hashlib.sha256(content.encode()).hexdigest()
            audit = audit or str(uuid5(_CONTENT_IDS, content))
        head = begin_facts(
            checklist, site=place.id, time_zone=place.time_zone, digest=digest, **metadata
        )
        seen_at = instant_text(started or self.now.wall)
        events = numbered(0, self.now, *head, *facts, seen_at=seen_at)
        found = Submission(audit or str(uuid4()), digest, checklist, events)
        if written is not None:
            self._complete(found, seen_at, written, mistakes)
        return (None, mistakes) if mistakes else (found, [])

    def _complete(
        self, found: Submission, at: str, written: set[str], mistakes: list[Mistake]
    ) -> None:
        """Omitted pending answers are pending; whatever else is missing is a mistake, or a draft.
        An answer that was written, rightly or not, is not missing."""
        record = folded(found.audit, found.events)
        answers = answers_of(found.checklist, record)
        missing = [i for i, a in answers.items() if a.status == "missing" and i not in written]
        pending = [i for i in missing if found.checklist.questions[i].pending]
        missing = [i for i in missing if i not in pending]
        if missing and not self.draft:
            values = (("questions", ", ".join(missing)),)
            mistakes.append(Mistake(("answers",), _MISSING, values, on_key=True))
        questions = found.checklist.questions
        facts = [answer_event(questions[i], Given("pending")) for i in pending]
        if not missing:
            facts.append(("finish", None, {"seconds_spent": None}, None))
        found.events.extend(numbered(record.length, self.now, *facts, seen_at=at))

    def _checklist(self, document: dict[str, Plain], mistakes: list[Mistake]) -> Checklist | None:
        name = document.get("checklist", self.wanted)
        if not isinstance(name, str):
            mistakes.append(Mistake(("checklist",), _NO_CHECKLIST))
            return None
        if self.wanted and name != self.wanted:
            values = (("found", shortened(name)), ("wanted", self.wanted))
            mistakes.append(Mistake(("checklist",), _OTHER_CHECKLIST, values))
            return None
        if name not in self._checklists:
            try:
                self._checklists[name] = self.load(name)
            except InvalidInput as error:
                self._checklists[name] = None  # told once, however many documents name it
                mistakes.append(_broken(name, error))
            except AuditError as error:
                mistakes.append(as_mistake(("checklist",), error))
        return self._checklists.get(name)

    def _place(self, document: dict[str, Plain], mistakes: list[Mistake]) -> SitePlace | None:
        site = document.get("site")
        if site is not None and not one_line(site):
            mistakes.append(Mistake(("site",), WORD, (("key", "site"),)))
            return None
        try:
            return self.place(site)
        except UsageError as error:  # what is wrong with the settings is no mistake of this file
            mistakes.append(as_mistake(("site",), error))
            return None

    def _facts(
        self, checklist: Checklist, document: dict[str, Plain], mistakes: list[Mistake]
    ) -> tuple[list[Facts], set[str] | None]:
        """What was answered, and the questions that something was written for; None where it makes
        no sense to ask what is missing."""
        before = len(mistakes)
        facts = nobody_answered(checklist, document, mistakes)
        sensible = len(mistakes) == before
        answers = document.get("answers")
        if answers is None and facts:
            return facts, set()
        if not isinstance(answers, dict):
            mistakes.append(Mistake(("answers",), _NO_ANSWERS))
            return facts, None
        written = set(answers)
        for name, answer in answers.items():
            question = checklist.questions.get(name)
            if question is None:
                mistake, meant = unknown_question(
                    name, checklist.questions, self._before + len(mistakes)
                )
                mistakes.append(mistake)
                written |= {meant} if meant else set()
            else:
                facts += answer_facts(question, answer, mistakes)
        return facts, written if sensible else None


def _broken(name: str, error: InvalidInput) -> Mistake:
    return Mistake(
        ("checklist",), _BROKEN_CHECKLIST, (("name", shortened(name)), ("problems", error))
    )
