"""`answer`, `amend`, `discard`, `restore`, `erase`: every correction is one more event, with its reason."""

from collections.abc import Sequence
from typing import Annotated

import typer

from audit_cli.checklist.model import Question
from audit_cli.checklist.wording import unknown
from audit_cli.cli import options, output, session
from audit_cli.cli.help import Command, command_app, help_text
from audit_cli.cli.instants import now
from audit_cli.cli.opened import opened
from audit_cli.cli.summary import result_line
from audit_cli.errors import UsageError
from audit_cli.i18n import Message
from audit_cli.interview.answer_header import LONGEST_WORD
from audit_cli.interview.answers import answers_of
from audit_cli.interview.events import Kind
from audit_cli.interview.facts import Facts, answer_event, metadata_event, numbered
from audit_cli.interview.record import METADATA, Record, folded
from audit_cli.interview.values import YES_NO, folded_word, read_value
from audit_cli.reports.view import AuditView
from audit_cli.reports.wording import answer_words

answer = command_app()
amend = command_app()
discard = command_app()
restore = command_app()
erase = command_app()

QuestionId = Annotated[
    str,
    typer.Argument(
        metavar="QUESTION",
        help=help_text(Message(en="The question's id", es="El id de la pregunta")),
    ),
]
What = Annotated[
    str,
    typer.Argument(
        metavar="QUESTION",
        help=help_text(
            Message(
                en="The question's id; or site, auditor, recognised, client",
                es="El id de la pregunta; o site (sede), auditor, recognised (le reconocieron), client (cliente)",
            )
        ),
    ),
]
Value = Annotated[
    str,
    typer.Argument(
        metavar="VALUE",
        help=help_text(
            Message(
                en="The answer: yes, no, 12, never, na, …",
                es="La respuesta: sí, no, 12, nunca, na, …",
            )
        ),
    ),
]

With = Annotated[
    list[str],
    typer.Option(
        "--with",
        metavar="QUESTION=VALUE",
        help=help_text(
            Message(
                en="What must be answered too, where the correction makes it apply",
                es="Lo que también hay que responder, si la corrección hace que se pregunte",
            )
        ),
    ),
]

_UNKNOWN = Message(
    en="this audit has no question `{found}`", es="esta auditoría no tiene la pregunta `{found}`"
)
_GIVEN = Message(
    en="`{question}` is answered already ({answer}); to correct it: audit amend {id} {question} VALUE --why TEXT",
    es="`{question}` ya está contestada ({answer}); para corregirla: audit amend {id} {question} VALOR --why TEXTO",
)
_NOT_ASKED = Message(
    en="`{question}` was not asked in this audit",
    es="`{question}` no se preguntó en esta auditoría",
)
_WHY = Message(
    en="say why: --why TEXT; it is kept beside the correction",
    es="diga por qué: --why TEXTO; queda junto a la corrección",
)
_SAVED = Message(en="saved: {question} = {answer}", es="guardado: {question} = {answer}")
_OPENS = Message(
    en="then these are asked too: {questions}; answer them in the same command: --with {example}",
    es="entonces también se preguntan: {questions}; respóndalas en el mismo comando: --with {example}",
)
_WITH_FORM = Message(
    en="--with takes QUESTION=VALUE, not `{written}`", es="--with es PREGUNTA=VALOR, no `{written}`"
)
_ONE_LINE = Message(
    en="`{name}` takes one line of up to 100 letters",
    es="`{name}` es una línea de hasta 100 letras",
)
_RECOGNISED = Message(
    en="`recognised` takes yes, no or unsure", es="`recognised` es sí, no o unsure (no se sabe)"
)
_DISCARDED = Message(
    en="{id} is set aside; to take it back: audit restore {id}",
    es="{id} queda apartada; para recuperarla: audit restore {id}",
)
_RESTORED = Message(en="{id} is back", es="{id} está de vuelta")
_ALREADY = Message(en="{id} is set aside already", es="{id} ya está apartada")
_NOT_DISCARDED = Message(en="{id} is not set aside", es="{id} no está apartada")
_ERASED = Message(
    en="erased for good: every note, quote and reason of `{question}` ({count}). Backups made before"
    " and reports already written still hold them.",
    es="borrado para siempre: toda nota, cita y motivo de `{question}` ({count}). Las copias de antes"
    " y los informes ya escritos aún los tienen.",
)
_NO_TEXT = Message(
    en="`{question}` has no note or quote in {id}", es="`{question}` no tiene nota ni cita en {id}"
)


@answer.command(cls=Command)
def _answer(audit: options.AuditId, question: QuestionId, value: Value) -> None:
    here = session.current()
    view = opened(here, audit)
    asked = _question(view, question)
    before = view.answers[asked.id]
    if before.status == "not_asked":
        raise UsageError(_NOT_ASKED, question=question)
    if before.status not in ("pending", "missing"):
        shown = answer_words(asked, before, here.locale)
        raise UsageError(_GIVEN, question=question, answer=shown, id=view.id[:8])
    kind: Kind = "late_answer" if view.record.finished_at else "answer"
    facts = [answer_event(asked, read_value(asked, value), kind)]
    after = _after(view, facts)
    if not view.record.finished_at and not _missing(view, after):
        facts.append(("finish", None, {"seconds_spent": None}, None))
    _append(view, *facts)
    _tell_answer(here, view.id, asked)


@amend.command(cls=Command)
def _amend(
    audit: options.AuditId,
    question: What,
    value: Value,
    why: options.Why = "",
    with_: With = [],  # noqa: B006 (typer makes a new one)
) -> None:
    here = session.current()
    view = opened(here, audit)
    if not why.strip():
        raise UsageError(_WHY)
    if question in METADATA:
        _append(
            view,
            metadata_event(question, _metadata(question, value)),
            ("amend", question, None, why),
        )
        output.out(here.say(_SAVED, question=question, answer=value))
        return
    asked = _question(view, question)
    if view.answers[asked.id].status == "not_asked":
        raise UsageError(_NOT_ASKED, question=question)
    facts = [*_amendment(asked, value, why)]
    for other, written in (_pair(view, pair) for pair in with_):
        facts += _amendment(other, written, why)
    open_ones = _missing(view, _after(view, facts)) if view.record.finished_at else []
    if open_ones:
        raise UsageError(_OPENS, questions=", ".join(open_ones), example=f"{open_ones[0]}=…")
    _append(view, *facts)
    _tell_answer(here, view.id, asked)


@discard.command(cls=Command)
def _discard(audit: options.AuditId, why: options.Why = "") -> None:
    here = session.current()
    view = opened(here, audit)
    if not why.strip():
        raise UsageError(_WHY)
    if view.record.discarded:
        raise UsageError(_ALREADY, id=view.id[:8])
    _append(view, ("discard", None, None, why))
    output.out(here.say(_DISCARDED, id=view.id[:8]))


@restore.command(cls=Command)
def _restore(audit: options.AuditId, why: options.Why = "") -> None:
    here = session.current()
    if audit == "last":  # the latest that was set aside, for `last` is never one of them elsewhere
        audit = next((row.id for row in here.reader.audits(state="discarded", limit=1)), audit)
    view = opened(here, audit)
    if not view.record.discarded:
        raise UsageError(_NOT_DISCARDED, id=view.id[:8])
    _append(view, ("restore", None, None, why or None))
    output.out(here.say(_RESTORED, id=view.id[:8]))


@erase.command(cls=Command)
def _erase(audit: options.AuditId, question: What, why: options.Why = "") -> None:
    here = session.current()
    view = opened(here, audit)
    if not why.strip():
        raise UsageError(_WHY)
    if question not in METADATA:
        _question(view, question)
    [event] = numbered(view.record.length, now(), ("erase", question, None, why))
    erased = here.store.erase(view.id, event)
    if not erased:
        raise UsageError(_NO_TEXT, question=question, id=view.id[:8])
    output.out(here.say(_ERASED, count=len(erased), question=question))


def _amendment(question: Question, value: str, why: str) -> list[Facts]:
    """A correction and its reason; the words of a text question are an event of their own."""
    _, identifier, new, text = answer_event(question, read_value(question, value), "amend")
    facts: list[Facts] = [("amend", identifier, new, why)]
    if text is not None:
        facts.insert(0, ("late_answer", identifier, None, text))
    return facts


def _pair(view: AuditView, written: str) -> tuple[Question, str]:
    question, equals, value = written.partition("=")
    if not equals:
        raise UsageError(_WITH_FORM, written=written)
    return _question(view, question), value


def _after(view: AuditView, facts: Sequence[Facts]) -> Record:
    """The record as it would be with these events."""
    stored = session.current().reader.events(view.id)
    return folded(view.id, [*stored, *numbered(view.record.length, now(), *facts)])


def _missing(view: AuditView, record: Record) -> list[str]:
    answers = answers_of(view.checklist, record)
    return [identifier for identifier, answer in answers.items() if answer.status == "missing"]


def _question(view: AuditView, identifier: str) -> Question:
    found = view.checklist.questions.get(identifier)
    if found is None:
        message, values = unknown(_UNKNOWN, identifier, [*view.checklist.questions, *METADATA])
        raise UsageError(message, **values)
    return found


def _metadata(name: str, value: str) -> str:
    if name == "site":
        return session.current().place(value).id
    if name == "recognised":
        word = folded_word(value)
        found = YES_NO.get(word) or ("unsure" if word in ("unsure", "not sure", "no se") else None)
        if found is None:
            raise UsageError(_RECOGNISED)
        return found
    if not value.strip() or not value.isprintable() or len(value) > LONGEST_WORD:
        raise UsageError(_ONE_LINE, name=name)
    return value.strip()


def _append(view: AuditView, *facts: Facts) -> None:
    events = numbered(view.record.length, now(), *facts)
    session.current().store.append(view.id, events)


def _tell_answer(here: session.Session, audit: str, question: Question) -> None:
    view = opened(here, audit)
    shown = answer_words(question, view.answers[question.id], here.locale)
    output.out(here.say(_SAVED, question=question.id, answer=shown))
    if view.record.finished_at:
        output.out(result_line(view, here.locale))
