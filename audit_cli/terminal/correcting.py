"""What comes later, chosen on screens: which audit, which question, what is answered, and why."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import islice
from typing import Final, TypeAlias

from audit_cli.checklist.model import Question
from audit_cli.errors import AuditError
from audit_cli.interview.events import instant_of
from audit_cli.interview.values import Given, read_value
from audit_cli.language import Locale, Message, _
from audit_cli.language.weeks import zone_named
from audit_cli.reports.view import AuditView
from audit_cli.reports.visit_sentences import result_line
from audit_cli.reports.wording import CLIENTS, answer_words, asked, question_and_answer
from audit_cli.settings import titled
from audit_cli.store.queries import AuditRow
from audit_cli.terminal.choices import RECOGNISED, by_digit, choices, typed_answer, typing
from audit_cli.terminal.choosing import LEAVE, Chooser, chooser_of, one_after_another
from audit_cli.terminal.screens import BACK, Offer, Piece, Screen
from audit_cli.terminal.session import Session
from audit_cli.terminal.stored_audits import found_audit, pinned, viewed

Chosen: TypeAlias = Question | str  # a question, or what is known of the audit beside its questions
Do: TypeAlias = Callable[[AuditView, Chooser], str | None]
_MOST: Final = 200  # audits that are offered, the latest

WHICH_AUDIT: Final = _("Which audit?")
QUOTED: Final = _("“{text}”")
_WHY: Final = _("Why? One line; it is kept beside it (Enter alone: back)")
_OTHER: Final = _("Other: write it")
_NOT_YET: Final = _("not answered")
FIELDS: Final[Mapping[str, tuple[Message, Mapping[str, Message]]]] = {
    "site": (_("Site"), {}),
    "auditor": (_("Who audited (a role)"), {}),
    "recognised": (_("Recognised as the boss?"), RECOGNISED),
    "client": (_("Type of {client}"), CLIENTS),
}


def by_choice(
    here: Session,
    title: Message,
    rows: Callable[[], Iterable[AuditRow]],
    do: Do,
    audit: str = "",
) -> None:
    """Do something about one of these audits after the other, or about the one that is named."""
    if audit:
        view = found_audit(here, audit)
        with chooser_of(here, title) as chooser:
            done = do(view, chooser)
            chooser.leave([done] if done else [])
        return
    one_after_another(
        here,
        title,
        WHICH_AUDIT,
        lambda: audit_offers(here, rows()),
        lambda audit, chooser: do(viewed(here, audit), chooser),
        _("There is nothing to choose from."),
    )


def audit_words(view: AuditView, locale: Locale) -> str:
    """An audit by when it was, what, and where."""
    record, title = view.record, view.checklist.title.say(locale.language)
    return f"{locale.moment(view.started)} · {titled(title, record.site)}"


def stands(view: AuditView, name: str, locale: Locale) -> str:
    """What stands of a question or a fact, and what a finished audit comes to."""
    question = view.checklist.questions.get(name)
    if question:
        said = question_and_answer(question, view.answers[name], locale)
    else:
        said = f"{locale.say(FIELDS[name][0])}: {getattr(view.record, name)}"
    return f"{said} · {result_line(view, locale)}" if view.record.finished_at else said


def audit_offers(here: Session, rows: Iterable[AuditRow]) -> list[tuple[str, str]]:
    """Audits by when they were, what, and where."""
    title_of = cache(lambda sha256: pinned(here, sha256).title.say(here.language))
    listed = list(islice(rows, _MOST))
    several = len({row.site for row in listed}) > 1
    found = []
    for row in listed:
        started = instant_of(row.started_at).astimezone(zone_named(row.time_zone))
        place = [row.site] if several else []
        words = [here.locale.moment(started), title_of(row.sha256), *place]
        found.append((" · ".join(words), row.id))
    return found


def question_of(
    chooser: Chooser,
    view: AuditView,
    questions: Iterable[Question],
    *,
    fields: bool = False,
    notes: bool = False,
) -> Chosen | None:
    """One of these questions, each with its answer; with `fields` also what is known beside them, with `notes`
    those that have a note come first, and show it."""
    locale = chooser.here.locale
    offers: list[tuple[str, Chosen]] = []
    listed = sorted(questions, key=lambda q: not (notes and view.answers[q.id].note))
    for question in listed:
        answer = view.answers[question.id]
        missing = answer.status in ("missing", "not_asked")
        words = chooser.say(_NOT_YET) if missing else answer_words(question, answer, locale)
        if notes and answer.note:
            words = chooser.say(QUOTED, text=answer.note)
        offers.append((f"{words} · {asked(question, locale)}", question))
    if fields:
        for name, (label, _words) in FIELDS.items():
            value = getattr(view.record, name) or "–"
            offers.append((f"{locale.say(label)}: {value}", name))
    return chooser.one(chooser.say(_("Which answer?")), offers)


def given_to(chooser: Chooser, question: Question, view: AuditView) -> Given | None:
    """An answer to a question, as in an interview; None where the person goes back."""
    here, hint = chooser.here, ""
    leaves, back = chooser.say(LEAVE.key), chooser.say(BACK.label)
    found = choices(question, here.locale)
    how = typing(question)
    answer = view.answers[question.id]
    body = [Piece(asked(question, here.locale), "question")]
    if answer.status not in ("missing", "not_asked"):
        words = answer_words(question, answer, here.locale)
        body.append(Piece(chooser.say(_("So far: {answer}"), answer=words)))
    while True:
        options, commands = [Offer(c.key, c.label) for c in found], [Offer(leaves, back)]
        screen = Screen(chooser.title, (), body, options, commands, hint=Piece(hint))
        if how:
            entry = "digit" if by_digit(question) else "number"
            screen = screen._replace(entry=entry, typing=chooser.say(how))
        reply = chooser.face.ask(screen)
        if reply == leaves:
            return None
        given = next((c.given for c in found if c.key == reply), None)
        try:
            if given is not None:
                return given
            if reply in screen.keys:  # a text is written first
                text = chooser.line(asked(question, here.locale))
                return read_value(question, text) if text else None
            return typed_answer(question, reply)
        except AuditError as error:
            hint = error.say(here.language)


def field_of(chooser: Chooser, name: str, view: AuditView) -> str:
    """A new value of what is known of an audit beside its questions; empty where the person goes back."""
    here = chooser.here
    label, words = FIELDS[name]
    if name == "site" and here.settings.sites:
        sites = [(name, site) for site, name in here.site_names.items()]
        return chooser.one(here.locale.say(label), sites) or ""
    if words:
        offers = [(here.locale.say(word), value) for value, word in words.items()]
        if words is CLIENTS:
            offers.append((chooser.say(_OTHER), _OTHER.msgid))
        chosen = chooser.one(here.locale.say(label), offers) or ""
        if chosen != _OTHER.msgid:
            return chosen
    so_far = str(getattr(view.record, name) or "")
    return chooser.line(here.locale.say(label), so_far)


def reason(chooser: Chooser, *body: str) -> str:
    """Why, in a line; empty where the person goes back."""
    return chooser.line(chooser.say(_WHY), *body)
