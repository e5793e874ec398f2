"""The desk of an open case: what happened, what is to be answered, in any order and by whoever comes."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from audit_cli.commands.corrections import amended, answered, closing_facts, store_corrections
from audit_cli.commands.listing import show
from audit_cli.commands.notes import mark_chosen, note_chosen
from audit_cli.errors import AuditError
from audit_cli.interview.closing import keeping_open
from audit_cli.language import _, ngettext
from audit_cli.reports.case_words import before_it_closes, late_words
from audit_cli.reports.view import AuditView
from audit_cli.reports.wording import asked
from audit_cli.settings import titled
from audit_cli.terminal.choosing import Chooser, printed
from audit_cli.terminal.instants import now
from audit_cli.terminal.screens import BACK, Piece, fitted
from audit_cli.terminal.session import Session
from audit_cli.terminal.stored_audits import add, viewed

if TYPE_CHECKING:
    from audit_cli.terminal.screens import Face

_NAMED: Final = 40  # columns of a question
_FEW: Final = 3

_WHAT: Final = _("What now?")
_HAPPENED: Final = _("Something happened: mark it")
_ANSWER: Final = ngettext("Answer ({count} open)", "Answer ({count} open)")
_CORRECT: Final = _("Correct an answer")
_NOTE: Final = _("Write a note")
_STORY: Final = _("The whole story")
_CLOSE: Final = _("Close it")
_WITHOUT: Final = ngettext(
    "Close without this one? It won't count.", "Close without these {count}? They won't count."
)
_YES: Final = _("Yes, close it")
_MORE: Final = _("and {count} more")


def sit_at(here: Session, face: "Face", audit: str) -> bool:
    """Offer what can be done about an open case until it is closed, or the person leaves. Returns whether it
    is closed."""
    add(here, viewed(here, audit))  # it may be settled by what was asked at once
    hint = ""
    while (view := viewed(here, audit)).state == "open":
        chooser = Chooser(
            here, face, titled(view.checklist.title.say(here.language), view.record.site)
        )
        late = [Piece(words, "serious") for words in late_words(view, now().wall, here.locale)]
        do = chooser.one([Piece(here.say(_WHAT), "question"), *late[:1]], _offers(here, view), hint)
        if do is None:
            return False
        try:
            done = do(view, chooser)
            hint = f"✓ {done}" if done else ""
        except AuditError as error:
            hint = error.say(here.language)
    return True


def _offers(
    here: Session, view: AuditView
) -> list[tuple[str, Callable[[AuditView, Chooser], str | None]]]:
    count = len(keeping_open(view.checklist, view.answers))
    offers: list[tuple[str, Callable[[AuditView, Chooser], str | None]]] = [
        (_ANSWER.say(here.language, count=count), answered),
        (here.say(_STORY), _told),
        (here.say(_NOTE), note_chosen),
        (here.say(_CORRECT), amended),
        (here.say(_CLOSE), _closed),
    ]
    if view.checklist.marks:
        offers.insert(0, (here.say(_HAPPENED), mark_chosen))
    return offers


def _told(view: AuditView, chooser: Chooser) -> None:
    chooser.read(printed(partial(show, chooser.here, view.id)))


def _closed(view: AuditView, chooser: Chooser) -> str | None:
    """Close it without what may go unseen, once that is confirmed. Raises StaysOpen where more is missing."""
    here, facts = chooser.here, closing_facts(view)
    left = [view.checklist.questions[name] for _, name, _, _ in facts if name]
    if left and len(left) == len(keeping_open(view.checklist, view.answers)):
        lines = [fitted(f"- {asked(question, here.locale)}", _NAMED) for question in left[:_FEW]]
        if more := left[_FEW:]:
            lines.append(here.say(_MORE, count=len(more)))
        body = [Piece(_WITHOUT.say(here.language, count=len(left)), "question")]
        if not chooser.one([*body, *map(Piece, lines)], [(here.say(_YES), True)], leave=BACK.label):
            return None
    store_corrections(here, view, facts, close=True)
    return before_it_closes(viewed(here, view.id), here.locale) or None
