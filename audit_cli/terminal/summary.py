"""How an audit went, in the few lines that a phone shows; in more of them where there are more."""

from collections.abc import Sequence
from itertools import chain
from typing import Final

from audit_cli.language import Locale, Message, _
from audit_cli.reports.chat import CHAT_SERIOUS
from audit_cli.reports.view import AuditView, memories_of
from audit_cli.reports.visit_sentences import (
    reasons,
    result_line,
    serious_failure,
    undecided,
    unseen_in,
)
from audit_cli.reports.wording import SHAPES, answer_words, asked, capital, lead
from audit_cli.terminal.console import cells
from audit_cli.terminal.screens import Piece, fitted, wrapped
from audit_cli.terminal.session import program

PHONE_ROOM: Final = 13  # lines of a phone held upright, without the one that the shell needs
_WIDE: Final = 60  # columns that have room for whole words
_FEW: Final = 3  # things that are named before any of them is told whole
_RESULTS: Final = {"pass": "met", "fail": "serious"}  # the style of each, beside its word
_MEMORIES: Final = {"below": "not_met", "exceeds": "better", "meets": ""}
_TO_DO = _("To put right now:")
_REMEMBERED = _("What this {client} will remember:")
_UNSEEN = _("Could not be seen, doesn't count: {count}")
_WAITING = _("When you know it:")
_MORE = _("and {count} more")


def summary_lines(
    view: AuditView, locale: Locale, width: int, room: int = PHONE_ROOM, *, next_: bool = True
) -> list[Piece]:
    """Result and reason, the score, what to do now, what the client will remember, what could not be seen,
    what comes next: short where there is room for few lines, and the more of it the more room there is;
    `next_` says the commands to type."""
    parts = [
        _sizes([], _reasons(view, locale, width), locale, first_whole=True),
        _sizes(wrapped(locale.say(_TO_DO), width), _to_do(view, locale, width), locale),
        _sizes(wrapped(locale.say(_REMEMBERED), width), _remembered(view, locale, width), locale),
        _sizes(*_unseen(view, locale, width), locale, title_alone=True),
    ]
    first = Piece(result_line(view, locale), _RESULTS.get(view.score.result, "heading"))
    last = _next(view, locale, width) if next_ else []
    return [first, *_filled(parts, room - 1 - len(last)), *map(Piece, last)]


class _Entry:
    """One thing as it stands on one line, cut where it is too long, and `whole`. What is cut is its
    `text`, so that its `end` can be read."""

    def __init__(self, text: str, end: str, width: int, indent: str = "", style: str = "") -> None:
        begins = fitted(text, max(width - len(indent) - cells(end), width // 3))
        self.cut = [Piece(indent + fitted(begins + end, width - len(indent)), style)]
        first, *rest = wrapped(text + end, width - 3 * len(indent))
        self.whole = [
            Piece(line, style) for line in (indent + first, *(3 * indent + r for r in rest))
        ]


def _sizes(
    title: list[str],
    entries: Sequence[_Entry],
    locale: Locale,
    *,
    first_whole: bool = False,
    title_alone: bool = False,
) -> list[list[Piece]]:
    """A part of the summary in lines of the screen, from its smallest size to all of it; a few things
    are named first, then told whole, then the others join them. A title that counts them may stand alone."""
    if not entries:
        return [[]]
    heading = [Piece(line, "heading") for line in title]
    most = len(entries)
    few = min(most, _FEW)
    sizes = [(0, 0)] if title_alone else []
    sizes += [(1, 0), (1, 1) if first_whole else (min(few, 2), 0)]
    sizes += [(few, whole) for whole in range(few + 1)]
    sizes += [(count, count) for count in range(few + 1, most + 1)]
    found = []
    for count, whole in dict.fromkeys(sizes):
        lines = [*(e.whole for e in entries[:whole]), *(e.cut for e in entries[whole:count])]
        more = Piece(f" {_MORE.say(locale.language, count=most - count)}")
        found.append([*heading, *chain(*lines), *([more] if 0 < count < most else [])])
    return found


def _filled(parts: Sequence[list[list[Piece]]], room: int) -> list[Piece]:
    """The lines of all parts: each grows in its turn, by one size, as long as they all fit."""
    sizes = [0] * len(parts)
    grew = True
    while grew:
        grew = False
        for index, part in enumerate(parts):
            larger = [size + (place == index) for place, size in enumerate(sizes)]
            if larger[index] < len(part) and len(_lines(parts, larger)) <= room:
                sizes, grew = larger, True
    return _lines(parts, sizes)


def _lines(parts: Sequence[list[list[Piece]]], sizes: Sequence[int]) -> list[Piece]:
    return [line for part, size in zip(parts, sizes, strict=True) for line in part[size]]


def _reasons(view: AuditView, locale: Locale, width: int) -> list[_Entry]:
    """The serious answers, else the first reason: the score itself stands above."""
    found = []
    for identifier in view.score.critical_below:
        question = view.checklist.questions[identifier]
        words = capital(answer_words(question, view.answers[identifier], locale))
        said = lead(question, locale)
        short = f"{CHAT_SERIOUS.say(locale.language)}: {said}"
        failure = short if width < _WIDE else serious_failure(said, locale)
        found.append(_Entry(failure, f" {words}", width, style="not_met"))
    first = reasons(view, locale)[: len(undecided(view, locale)) or 1]
    return found or [_Entry(reason, "", width) for reason in first]


def _to_do(view: AuditView, locale: Locale, width: int) -> list[_Entry]:
    """What is to be put right now, serious things first: the question, and what to do about it."""
    serious = view.score.critical_below
    now = [a for a in view.actions if a.status == "open" and (a.immediate or a.question in serious)]
    now.sort(key=lambda action: action.question not in serious)
    found = []
    for action in now:
        question = asked(view.checklist.questions[action.question], locale)
        measure = f" → {action.measure.say(locale.language)}" if action.measure else ""
        found.append(_Entry(question, measure, width, " "))
    return found


def _remembered(view: AuditView, locale: Locale, width: int) -> list[_Entry]:
    """What was below, serious things first, what was better than expected, and how it ended."""
    return [
        _Entry(
            f"{SHAPES[verdict]} {asked(question, locale)}",
            f" {capital(answer_words(question, view.answers[question.id], locale))}"
            if question.opinion
            else "",
            width,
            " ",
            _MEMORIES[verdict],
        )
        for _view, question, verdict in memories_of([view])
    ]


def _unseen(view: AuditView, locale: Locale, width: int) -> tuple[list[str], list[_Entry]]:
    """What could not be seen: a title that counts it, and the questions."""
    found = unseen_in(view)
    title = wrapped(_UNSEEN.say(locale.language, count=len(found)), width)
    return title, [_Entry(asked(question, locale), "", width, " ") for question in found]


def _next(view: AuditView, locale: Locale, width: int) -> list[str]:
    lines = []
    pending = next((i for i, a in view.answers.items() if a.status == "pending"), None)
    if pending:
        yes = _("yes").say(locale.language)
        lines += _command(_WAITING, f"answer {view.id[:8]} {pending} {yes}", locale, width)
    return [*lines, *_command(_("Report:"), f"report visit {view.id[:8]}", locale, width)]


def _command(title: Message, command: str, locale: Locale, width: int) -> list[str]:
    """A command to copy: never broken by us, on a line of its own where it needs one."""
    said, typed = title.say(locale.language), f"{program()} {command}"
    joined = f"{said} {typed}"
    return [joined] if cells(joined) <= width else [said, f" {typed}"]
