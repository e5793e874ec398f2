"""`answer`, `amend`, `discard`, `restore`, `erase`: every correction is one more event, with its reason."""

import re
from collections.abc import Iterable, Sequence
from typing import Annotated

from audit_cli.checklist.hints import unknown
from audit_cli.checklist.model import Question
from audit_cli.commands import options
from audit_cli.commands.options import argument, option
from audit_cli.commands.which_series import days_named, only
from audit_cli.errors import UsageError
from audit_cli.insight.periods import series_id
from audit_cli.interview.answer_header import LONGEST_WORD, recognised_written
from audit_cli.interview.answers import answers_of
from audit_cli.interview.clock import going_on
from audit_cli.interview.events import Kind
from audit_cli.interview.facts import Facts, answer_event, metadata_event, move_event, numbered
from audit_cli.interview.record import METADATA, Answer, folded
from audit_cli.interview.values import Given, read_value
from audit_cli.language import _
from audit_cli.reports.view import AuditView
from audit_cli.reports.visit_sentences import result_sentence
from audit_cli.reports.wording import answer_words
from audit_cli.store.chain import Subject
from audit_cli.terminal import console
from audit_cli.terminal.instants import now
from audit_cli.terminal.session import Session
from audit_cli.terminal.stored_audits import begun_anew, found_audit

Pairs = Annotated[
    list[str],
    argument(
        _("QUESTION VALUE"),
        _(
            "A question's id and its answer (yes, no, 12, never, na, …), amend also: site, auditor,"
            " recognised, client; several pairs count as one"
        ),
    ),
]
AuditOrWeek = Annotated[
    str,
    argument(
        "ID",
        _("The audit; or a week such as 2026-W40: the reasons of its comparison period"),
        autocompletion=options.audit_ids,
    ),
]
Erased = Annotated[
    str,
    argument(
        _("QUESTION"),
        _("The question's id; or site, auditor, recognised, client, discard, restore"),
    ),
]
With = Annotated[list[str], option("--with", _("QUESTION=VALUE"), _("The same as one more pair"))]

_UNKNOWN = _("this audit has no question `{found}`")
_GIVEN = _(
    "`{question}` is answered already ({answer}); to correct it: audit amend {id} {question} VALUE --why TEXT"
)
_NOT_ASKED = _("`{question}` was not asked in this audit")
_WHY = _("say why: --why TEXT; it is kept beside the correction")
_SAVED = _("saved: {question} = {answer}")
_OPENS = _(
    "then these are asked too: {questions}; answer them in the same command: … {first} VALUE"
)
_ALL_ANSWERED = _(
    "everything is answered now; to finish the audit: {program} run {checklist} --resume {id}"
)
_WITH_FORM = _("--with takes QUESTION=VALUE, not `{written}`")
_HALF_A_PAIR = _("what is the answer to `{question}`? write QUESTION VALUE, in pairs")
_ONE_LINE = _("`{name}` takes one line of up to 100 letters")
_RECOGNISED = _("`recognised` takes yes, no or unsure")
_DISCARDED = _("{id} is set aside; to take it back: audit restore {id}")
_RESTORED = _("{id} is back")
_ALREADY = _("{id} is set aside already")
_NOT_DISCARDED = _("{id} is not set aside")
_ERASED = _(
    "erased for good: every note, quote and reason of `{question}` ({count}). Backups and exports"
    " made before, and reports already written, still hold them."
)
_NO_TEXT = _("`{question}` has no note, quote or reason in {id}")
_ERASE_WHAT = _(
    "say what to erase: a question's id; or site, auditor, recognised, client, discard, restore"
)


@begun_anew
def answer(here: Session, audit: options.AuditId, pairs: Pairs) -> None:
    view = found_audit(here, audit)
    kind: Kind = "late_answer" if view.record.finished_at else "answer"
    facts: list[Facts] = []
    for question, value in _paired(pairs):
        asked = _question(view, question)
        before = view.answers[asked.id]
        if before.status not in ("pending", "missing", "not_asked"):
            words = answer_words(asked, before, here.locale)
            raise UsageError(_GIVEN, question=question, answer=words, id=view.id[:8])
        facts.append(answer_event(asked, read_value(asked, value), kind))
    _store(here, view, facts)


@begun_anew
def amend(
    here: Session,
    audit: options.AuditId,
    pairs: Pairs,
    why: options.Why = "",
    with_: With = [],  # noqa: B006 (typer makes a new one)
) -> None:
    view = found_audit(here, audit)
    if not why.strip():
        raise UsageError(_WHY)
    facts: list[Facts] = []
    for question, value in (*_paired(pairs), *map(_pair, with_)):
        if question in METADATA:
            facts += [_metadata(here, question, value), ("amend", question, None, why)]
        else:
            facts += _amendment(_question(view, question), value, why)
    _store(here, view, facts)


@begun_anew
def discard(here: Session, audit: options.AuditId, why: options.Why = "") -> None:
    view = found_audit(here, audit)
    if not why.strip():
        raise UsageError(_WHY)
    if view.record.discarded:
        raise UsageError(_ALREADY, id=view.id[:8])
    _append(here, view, ("discard", None, None, why))
    console.out(here.say(_DISCARDED, id=view.id[:8]))


@begun_anew
def restore(here: Session, audit: options.AuditId, why: options.Why = "") -> None:
    if audit == "last":  # the latest that was set aside, for `last` is never one of them elsewhere
        audit = next((row.id for row in here.reader.audits(state="discarded", limit=1)), audit)
    view = found_audit(here, audit)
    if not view.record.discarded:
        raise UsageError(_NOT_DISCARDED, id=view.id[:8])
    _append(here, view, ("restore", None, None, why or None))
    console.out(here.say(_RESTORED, id=view.id[:8]))


@begun_anew
def erase(
    here: Session,
    audit: AuditOrWeek,
    question: Erased = "",
    why: options.Why = "",
    site: options.Site = None,
    checklist: options.Checklist = None,
) -> None:
    if not why.strip():
        raise UsageError(_WHY)
    subject: Subject = "audit"
    if week := _week_meant(audit):
        if (series := only(here, site, checklist)) is None:
            return
        subject, question, name = "series", week, series_id(*series)
        length, label = len(here.reader.events(name, subject=subject)), " · ".join(series)
    else:
        view = found_audit(here, audit)
        if not question:
            raise UsageError(_ERASE_WHAT)
        if question not in (*METADATA, "discard", "restore"):
            _question(view, question)
        name, length, label = view.id, view.record.length, view.id[:8]
    [event] = numbered(length, now(), ("erase", question, None, why))
    erased = here.store.erase(name, event, subject=subject) if length else ()
    if not erased:
        raise UsageError(_NO_TEXT, question=question, id=label)
    console.out(here.say(_ERASED, count=len(erased), question=question))


def _week_meant(written: str) -> str:
    """The week that is named instead of an audit, by its name or by a day; empty for what may be an id."""
    if re.fullmatch("last|[0-9a-f]+(-[0-9a-f-]*)?", written.strip().lower()):
        return ""
    try:
        return days_named(written, ("day", "week")).weeks()[0]
    except ValueError:
        return ""


def _amendment(question: Question, value: str, why: str) -> list[Facts]:
    """A correction and its reason; the words of a text question are an event of their own."""
    _, identifier, new, text = answer_event(question, read_value(question, value), "amend")
    facts: list[Facts] = [("amend", identifier, new, why)]
    if text is not None:
        facts.insert(0, ("late_answer", identifier, None, text))
    return facts


def _paired(words: Sequence[str]) -> list[tuple[str, str]]:
    if len(words) % 2:
        raise UsageError(_HALF_A_PAIR, question=words[-1])
    return list(zip(words[::2], words[1::2], strict=True))


def _pair(written: str) -> tuple[str, str]:
    question, equals, value = written.partition("=")
    if not equals:
        raise UsageError(_WITH_FORM, written=written)
    return question, value


def _store(here: Session, view: AuditView, facts: list[Facts]) -> None:
    """Store corrections as one, with what follows from them: what applies only now is pending where it may
    be. Then say what stands; a draft that wants no more answers is left to be finished by a person. Raises
    UsageError for an answer to what is not asked, and where a finished audit would have a gap."""
    before = here.reader.events(view.id)
    after = folded(view.id, [*before, *numbered(view.record.length, now(), *facts)])
    answers = answers_of(view.checklist, after)
    about = dict.fromkeys(name for _, name, _, _ in facts if name)
    for name in about:
        if name not in METADATA and answers[name].status == "not_asked":
            raise UsageError(_NOT_ASKED, question=name)
    if view.record.finished_at:
        gaps = [
            view.checklist.questions[name]
            for name, answer in answers.items()
            if view.answers[name].status == "not_asked" and answer.status == "pending"
            if after.answers.get(name, Answer()).status == "missing"
        ]
        if must := [question.id for question in gaps if not question.pending]:
            raise UsageError(_OPENS, questions=", ".join(must), first=must[0])
        facts += [answer_event(question, Given("pending"), "late_answer") for question in gaps]
        about |= dict.fromkeys(question.id for question in gaps)
    _append(here, view, *facts)
    _tell(here, view.id, about)


def _question(view: AuditView, identifier: str) -> Question:
    found = view.checklist.questions.get(identifier)
    if found is None:
        raise UsageError(unknown(_UNKNOWN, identifier, [*view.checklist.questions, *METADATA]))
    return found


def _metadata(here: Session, name: str, value: str) -> Facts:
    if name == "site":
        return move_event(here.place(value))
    if name == "recognised":
        found = recognised_written(value)
        if found is None:
            raise UsageError(_RECOGNISED)
        return metadata_event(name, found)
    if not value.strip() or not value.isprintable() or len(value) > LONGEST_WORD:
        raise UsageError(_ONE_LINE, name=name)
    return metadata_event(name, value.strip())


def _append(here: Session, view: AuditView, *facts: Facts) -> None:
    at = now() if view.record.finished_at else going_on(view.record, now())
    here.store.append(view.id, numbered(view.record.length, at, *facts))


def _tell(here: Session, audit: str, about: Iterable[str]) -> None:
    """What stands now of the questions and facts that were corrected, and what the audit comes to."""
    view = found_audit(here, audit)
    for name in about:
        question = view.checklist.questions.get(name)
        answer = (
            answer_words(question, view.answers[name], here.locale)
            if question
            else getattr(view.record, name)
        )
        console.out(here.say(_SAVED, question=name, answer=answer))
    draft = view.record.state == "draft"
    if view.record.finished_at:
        console.out(result_sentence(view, here.locale))
    elif draft and all(answer.status != "missing" for answer in view.answers.values()):
        console.out(here.say(_ALL_ANSWERED, checklist=view.checklist.id, id=view.id[:8]))
