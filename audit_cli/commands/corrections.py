"""`answer`, `amend`, `discard`, `restore`, `erase`: every correction is one more event, with its reason. At a
terminal what isn't named is chosen."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Annotated

from audit_cli.checklist.hints import unknown
from audit_cli.checklist.model import Question
from audit_cli.commands import options
from audit_cli.commands.groups import missing
from audit_cli.commands.options import argument, flag, option
from audit_cli.commands.which_series import days_named, only
from audit_cli.errors import UsageError
from audit_cli.insight.periods import series_id
from audit_cli.interview.answer_header import LONGEST_WORD, recognised_written
from audit_cli.interview.answers import answers_of
from audit_cli.interview.closing import keeping_open
from audit_cli.interview.events import Kind
from audit_cli.interview.facts import Facts, answer_event, metadata_event, move_event, numbered
from audit_cli.interview.record import METADATA, Answer, folded
from audit_cli.interview.values import Given, read_value
from audit_cli.language import Message, _
from audit_cli.reports.case_words import before_it_closes
from audit_cli.reports.view import AuditView, view_of
from audit_cli.reports.visit_sentences import result_sentence
from audit_cli.reports.wording import answer_words
from audit_cli.store.chain import EVERY_TEXT, Subject
from audit_cli.terminal import console
from audit_cli.terminal.instants import now
from audit_cli.terminal.session import Session
from audit_cli.terminal.stored_audits import add, begun_anew, erase_about, found_audit, viewed

if TYPE_CHECKING:
    from audit_cli.store.queries import AuditRow
    from audit_cli.terminal.choosing import Chooser

_PAIRS = _("QUESTION VALUE")
_PAIRS_HELP = _(
    "A question's id and its answer (yes, no, 12, never, na, …), amend also: site, auditor,"
    " recognised, client; several pairs are saved together"
)
Pairs = Annotated[list[str], argument(_PAIRS, _PAIRS_HELP)]
_AUDIT_OR_WEEK_HELP = _(
    "The audit; or a week such as 2026-W40: the reasons of its comparison period"
)
AuditOrWeek = Annotated[str, argument("ID", _AUDIT_OR_WEEK_HELP, autocompletion=options.audit_ids)]
_AUDIT_IDS_HELP = _("The audits: their ids, the beginnings of them, or `last`")
AuditIds = Annotated[list[str], argument("ID", _AUDIT_IDS_HELP, autocompletion=options.audit_ids)]
_ERASED_HELP = _("The question's id; or site, auditor, recognised, client, discard, restore")
Erased = Annotated[str, argument(_("QUESTION"), _ERASED_HELP)]
AllTexts = Annotated[bool, flag("--all", _("Every text of it: notes, quotes, roles, reasons"))]
_CLOSE_HELP = _("Close a case; what is missing and may go unseen was not seen")
Close = Annotated[bool, flag("--close", _CLOSE_HELP)]
With = Annotated[list[str], option("--with", _("QUESTION=VALUE"), _("The same as one more pair"))]

_UNKNOWN = _("this audit has no question `{found}`")
_GIVEN = _(
    "`{question}` is answered already ({answer}); to correct it: audit amend {id} {question} VALUE --why TEXT"
)
_NOT_ASKED = _("`{question}` was not asked in this audit")
_WHY = _("say why: --why TEXT; it is kept beside the correction")
_ALL_ANSWERED = _(
    "everything is answered now; to finish the audit: {program} run {checklist} --resume {id}"
)
_HALF_A_PAIR = _("what is the answer to `{question}`? write QUESTION VALUE, in pairs")
_DISCARDED = _("{id} is set aside; to bring it back: audit restore {id}")
_ERASED = _(
    "erased for good: every note, quote and reason of `{question}` ({count}). Backups and exports"
    " made before, and reports already written, still hold them."
)
_NO_TEXT = _("`{question}` has no note, quote or reason in {id}")
_ERASE_WHAT = _(
    "say what to erase: a question's id; or site, auditor, recognised, client, discard, restore;"
    " --all is every text"
)
_ALL_ERASED = _(
    "erased for good: every text of {id} ({count}). Backups and exports made before, and reports"
    " already written, still hold them."
)
_NO_TEXTS = _("{id} has no text to erase")


class StaysOpen(UsageError):
    """A case can't be closed yet."""

    message = _("It can't be closed yet. {reasons}")


class Opens(UsageError):
    """A correction under which questions are asked that a finished audit can't leave open."""

    message = _(
        "then these are asked too: {questions}; answer them in the same command: … {first} VALUE"
    )

    def __init__(self, opened: Sequence[Question]) -> None:
        self.opened = opened
        names = [question.id for question in opened]
        super().__init__(questions=", ".join(names), first=names[0])


@begun_anew
def answer(
    here: Session,
    audit: options.AuditId = "",
    pairs: Pairs = [],  # noqa: B006 (typer makes a new one)
    close: Close = False,
) -> None:
    if not pairs and not close and here.terminal:
        choose(here, _ANSWER, audit, partial(_waiting, here), answered)
        return
    view = found_audit(here, audit) if audit and close else named(here, "answer", audit, pairs)
    facts: list[Facts] = []
    for question, value in _paired(pairs):
        asked = _question(view, question)
        before = view.answers[asked.id]
        if before.status not in ("pending", "missing", "not_asked") and not _asked_again(
            view, asked
        ):
            words = answer_words(asked, before, here.locale)
            raise UsageError(_GIVEN, question=question, answer=words, id=view.id[:8])
        facts += _late(view, asked, read_value(asked, value))
    if close:
        facts += closing_facts(view, facts)
    _tell(here, view.id, store_corrections(here, view, facts, close))


def _waiting(here: Session) -> "Iterator[AuditRow]":
    """Those that wait for an answer: open cases, and what is pending."""
    yield from here.reader.audits(state="draft", kind="case")
    yield from here.reader.audits(pending=True, kind="audit")


def _asked_again(view: AuditView, question: Question) -> bool:
    """Whether it is what closes an open case: what the client says may be another thing every day."""
    return view.state == "open" and question.id == view.checklist.closes


def closing_facts(view: AuditView, given: Sequence[Facts] = ()) -> list[Facts]:
    """What still keeps a case open and was not seen, so that it can be closed without it. Raises UsageError
    where it is no case."""
    if not view.checklist.case:
        raise UsageError(
            _("{id} is no case; an audit is finished when it has every answer"), id=view.id[:8]
        )
    names = {name for _, name, _, _ in given}
    return [
        answer_event(question, Given("unseen"))
        for question in keeping_open(view.checklist, view.answers)
        if question.unseen and question.id not in names and question.id != view.checklist.closes
    ]


@begun_anew
def amend(
    here: Session,
    audit: options.AuditId = "",
    pairs: Pairs = [],  # noqa: B006
    why: options.Why = "",
    with_: With = [],  # noqa: B006
) -> None:
    if not (pairs or with_ or why) and here.terminal:
        choose(here, _("Correct an answer"), audit, partial(kept, here), amended)
        return
    view = named(here, "amend", audit, pairs)
    if not why.strip():
        raise UsageError(_WHY)
    facts: list[Facts] = []
    for question, value in (*_paired(pairs), *map(_pair, with_)):
        if question in METADATA:
            facts += [_metadata(here, question, value), ("amend", question, None, why)]
        else:
            asked = _question(view, question)
            facts += _amendment(asked, read_value(asked, value), why)
    _tell(here, view.id, store_corrections(here, view, facts))


@begun_anew
def discard(here: Session, audits: AuditIds = [], why: options.Why = "") -> None:  # noqa: B006
    if not audits and here.terminal:
        choose(here, _("Set an audit aside"), "", partial(kept, here), _set_aside)
        return
    if not audits:
        raise missing("discard", "ID")
    found = {view.id: view for view in (found_audit(here, name) for name in audits)}
    if not why.strip():
        raise UsageError(_WHY)
    for view in found.values():
        if view.record.discarded:
            raise UsageError(_("{id} is set aside already"), id=view.id[:8])
    # One is an append like any other: only several need to be one.
    with here.store.transaction() if len(found) > 1 else nullcontext():
        for view in found.values():
            add(here, view, ("discard", None, None, why))
    for name in found:
        console.out(here.say(_DISCARDED, id=name[:8]))


@begun_anew
def restore(here: Session, audit: options.AuditId = "", why: options.Why = "") -> None:
    discarded = partial(here.reader.audits, state="discarded")
    if not audit and here.terminal:
        choose(here, _("Bring an audit back"), audit, discarded, _taken_back)
        return
    if not audit:
        raise missing("restore", "ID")
    if audit == "last":  # the latest that was set aside, for `last` is never one of them elsewhere
        audit = next((row.id for row in discarded(limit=1)), audit)
    view = found_audit(here, audit)
    if not view.record.discarded:
        raise UsageError(_("{id} is not set aside"), id=view.id[:8])
    add(here, view, ("restore", None, None, why or None))
    console.out(here.say(_("{id} is back"), id=view.id[:8]))


@begun_anew
def erase(
    here: Session,
    audit: AuditOrWeek,
    question: Erased = "",
    why: options.Why = "",
    site: options.Site = None,
    checklist: options.Checklist = None,
    everything: AllTexts = False,
) -> None:
    if not why.strip():
        raise UsageError(_WHY)
    if everything and question:
        raise UsageError(options.TOGETHER, one="--all", other=question)
    subject: Subject = "audit"
    if week := _week_meant(audit):
        if (series := only(here, site, checklist)) is None:
            return
        subject, question, name = "series", week, series_id(*series)
        label = " · ".join(series)
    else:
        view = found_audit(here, audit)
        if not question and not everything:
            raise UsageError(_ERASE_WHAT)
        if question not in (*METADATA, "discard", "restore", *view.checklist.marks, ""):
            _question(view, question)
        name, label = view.id, view.id[:8]
    count = erase_about(here, name, subject, question or EVERY_TEXT, why)
    if not count:
        raise UsageError(_NO_TEXTS if everything else _NO_TEXT, question=question, id=label)
    said = _ALL_ERASED if everything else _ERASED
    console.out(here.say(said, count=count, question=question, id=label))


def _week_meant(written: str) -> str:
    """The week that is named instead of an audit, by its name or by a day; empty for what may be an id."""
    if re.fullmatch("last|[0-9a-f]+(-[0-9a-f-]*)?", written.strip().lower()):
        return ""
    try:
        return days_named(written, ("day", "week")).weeks()[0]
    except ValueError:
        return ""


def named(
    here: Session, command: str, audit: str, words: Sequence[str], what: Message = _PAIRS
) -> AuditView:
    """The audit that is named. Raises UsageError where that is missing, or what the other words are."""
    if not audit:
        raise missing(command, "ID")
    if not words:
        raise missing(command, what)
    return found_audit(here, audit)


def _late(view: AuditView, question: Question, given: Given) -> list[Facts]:
    kind: Kind = "late_answer" if view.record.finished_at else "answer"
    return [answer_event(question, given, kind)]


def _amendment(question: Question, given: Given, why: str) -> list[Facts]:
    """A correction and its reason; the words of a text question are an event of their own."""
    _, identifier, new, text = answer_event(question, given, "amend")
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
        raise UsageError(_("--with takes QUESTION=VALUE, not `{written}`"), written=written)
    return question, value


def store_corrections(
    here: Session, view: AuditView, facts: list[Facts], close: bool = False
) -> list[str]:
    """Store corrections as one, with what follows from them: what applies only now is pending where it may
    be; a draft that wants no more answers is left to be finished by a person. Returns what they are about.
    Raises UsageError for an answer to what is not asked, StaysOpen where a case that is to be closed can't be,
    Opens where a finished audit would have a gap."""
    before = here.reader.events(view.id)
    after = folded(view.id, [*before, *numbered(view.record.length, now(), *facts)])
    answers = answers_of(view.checklist, after)
    about = dict.fromkeys(name for _, name, _, _ in facts if name)
    for name in about:
        if name not in METADATA and answers[name].status == "not_asked":
            raise UsageError(_NOT_ASKED, question=name)
    if close and keeping_open(view.checklist, answers):
        raise StaysOpen(reasons=before_it_closes(view_of(view.checklist, after), here.locale))
    if view.record.finished_at:
        gaps = [
            view.checklist.questions[name]
            for name, answer in answers.items()
            if view.answers[name].status == "not_asked" and answer.status == "pending"
            if after.answers.get(name, Answer()).status == "missing"
        ]
        if must := [question for question in gaps if not question.pending]:
            raise Opens(must)
        facts += [answer_event(question, Given("pending"), "late_answer") for question in gaps]
        about |= dict.fromkeys(question.id for question in gaps)
    add(here, view, *facts)
    return [*about]


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
            raise UsageError(_("`recognised` takes yes, no or unsure"))
        return metadata_event(name, found)
    if not value.strip() or not value.isprintable() or len(value) > LONGEST_WORD:
        raise UsageError(_("`{name}` takes one line of up to 100 letters"), name=name)
    return metadata_event(name, value.strip())


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
        console.out(here.say(_("saved: {question} = {answer}"), question=name, answer=answer))
    draft = view.record.state == "draft"
    if view.state == "open":
        console.out(before_it_closes(view, here.locale))
    elif view.record.finished_at:
        console.out(result_sentence(view, here.locale))
    elif draft and all(answer.status != "missing" for answer in view.answers.values()):
        console.out(here.say(_ALL_ANSWERED, checklist=view.checklist.id, id=view.id[:8]))


# -- chosen at a terminal ------------------------------------------------------------------------------

_ANSWER = _("Answers that were missing")


def choose(
    here: Session,
    title: Message,
    audit: str,
    rows: "Callable[[], Iterable[AuditRow]]",
    do: "Callable[[AuditView, Chooser], str | None]",
) -> None:
    """Offer these audits, or what there is about the one that is named."""
    from audit_cli.terminal.correcting import by_choice  # noqa: PLC0415 (for people only)

    by_choice(here, title, rows, do, audit)


def kept(here: Session) -> "Iterator[AuditRow]":
    """Those that are not set aside."""
    return (row for row in here.reader.audits() if row.state != "discarded")


def answered(view: AuditView, chooser: "Chooser") -> str | None:
    """Which question, and what is answered; what is said of it."""
    from audit_cli.terminal.correcting import given_to, question_of  # noqa: PLC0415

    still = ("pending",) if view.record.finished_at else ("pending", "missing")
    waiting = [
        q
        for q in view.checklist.questions.values()
        if view.answers[q.id].status in still or _asked_again(view, q)
    ]
    question = question_of(chooser, view, waiting)
    if not isinstance(question, Question) or not (given := given_to(chooser, question, view)):
        return None
    late = partial(_late, view)
    return _kept_whole(chooser, view, late(question, given), late)


def amended(view: AuditView, chooser: "Chooser") -> str | None:
    """Which answer or fact is corrected, and why; what is said of it."""
    from audit_cli.terminal.correcting import field_of, given_to, question_of, reason  # noqa: PLC0415

    here = chooser.here
    asked = [
        q for q in view.checklist.questions.values() if view.answers[q.id].status != "not_asked"
    ]
    chosen = question_of(chooser, view, asked, fields=True)
    if isinstance(chosen, str):
        value = field_of(chooser, chosen, view)
        why = value and reason(chooser)
        if not why:
            return None
        facts = [_metadata(here, chosen, value), ("amend", chosen, None, why)]
    else:
        given = chosen and given_to(chooser, chosen, view)
        why = reason(chooser) if given else ""
        if not (chosen and given and why):
            return None
        facts = _amendment(chosen, given, why)
    return _kept_whole(chooser, view, facts, partial(_amendment, why=why))


def _kept_whole(
    chooser: "Chooser",
    view: AuditView,
    facts: list[Facts],
    further: Callable[[Question, Given], list[Facts]],
) -> str | None:
    """Store corrections with the answers to what is asked under them; then say what stands."""
    from audit_cli.terminal.correcting import given_to, stands  # noqa: PLC0415

    here = chooser.here
    while True:
        try:
            about = store_corrections(here, view, facts)
        except Opens as error:
            for question in error.opened:
                given = given_to(chooser, question, view)
                if given is None:
                    return None
                facts += further(question, given)
        else:
            return stands(viewed(here, view.id), about[0], here.locale)


def _set_aside(view: AuditView, chooser: "Chooser") -> str | None:
    from audit_cli.terminal.correcting import audit_words, reason  # noqa: PLC0415

    words = audit_words(view, chooser.here.locale)
    why = reason(chooser, words)
    if why:
        add(chooser.here, view, ("discard", None, None, why))
    return chooser.say(_("set aside: {audit}"), audit=words) if why else None


def _taken_back(view: AuditView, chooser: "Chooser") -> str | None:
    from audit_cli.terminal.correcting import audit_words  # noqa: PLC0415

    add(chooser.here, view, ("restore", None, None, None))
    return chooser.say(_("brought back: {audit}"), audit=audit_words(view, chooser.here.locale))
