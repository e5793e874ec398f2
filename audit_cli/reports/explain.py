"""What `audit show` prints: the answers, how the score came about, and what was corrected since."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from audit_cli.interview.events import Event, instant_of
from audit_cli.interview.record import METADATA, Answer, Record
from audit_cli.language import Locale, _
from audit_cli.reports.view import AuditView
from audit_cli.reports.visit import AnswerLine, VisitReport, visit_report
from audit_cli.reports.wording import answer_words, asked, one_line

_EXPECTED: Final = _("expected: {expected}")
_CORRECTIONS: Final = _("Corrections")
_NOT_JUDGED: Final = _("not judged")
_WORTH_NOTHING: Final = _("{word}, worth no points: counts for the balance only")
_ADDS: Final = _("{word}: adds {points}")
_NOTE: Final = _("note: “{note}”")
_SECTION: Final = _("sum: {counts}")
_HOW: Final = _("How the score came about")
_SUM: Final = _(
    "Points met: {met}. Points that applied: {applicable}. Points of the whole checklist: "
    "{possible}."
)
_SHARE: Final = _("Score: {share}; the target is {target}.")
_NO_SHARE: Final = _("No percentage: less than half of the checklist's points could be judged.")
_ONCE: Final = _("With every item counted once: {share}.")
_SERIOUS: Final = _("A serious answer fails the audit, whatever the percentage.")
_DELIGHT: Final = _(
    "Better than expected: {exceeds}; from {delight} on, a passed audit is better than expected."
)


# What stands before a text, and the text; None is an empty line.
_Line = tuple[str, str] | None


def explain_lines(
    view: AuditView,
    locale: Locale,
    width: int = 80,
    *,
    explain: bool = False,
    corrections: Sequence[tuple[str, str]] = (),
) -> list[str]:
    """An audit in plain lines of at most `width` columns. With `explain`, each item also says what
    was expected and what it added, and the sums follow. Very long words may be broken."""
    lines = _lines(view, locale, explain, corrections)
    return [text for line in lines for text in ([""] if line is None else _wrapped(*line, width))]


def _lines(
    view: AuditView, locale: Locale, explain: bool, corrections: Sequence[tuple[str, str]]
) -> Iterator[_Line]:
    report = visit_report(view, locale)
    yield from _head(report)
    for section in report.sections:
        yield from (None, ("", section.title))
        for answer in section.answers:
            yield from _answer(answer, locale, explain)
        if explain:
            yield "  ", _SECTION.say(locale.language, counts=section.counts)
    if explain:
        yield from (None, ("", _HOW.say(locale.language)))
        yield from (("  ", said) for said in _sums(view, report, locale))
    if corrections:
        yield from (None, ("", _CORRECTIONS.say(locale.language)))
    yield from (("  ", f"{moment}  {said}") for moment, said in corrections)


def _head(report: VisitReport) -> Iterator[_Line]:
    yield from (("", text) for text in (f"{report.title} · {report.site}", report.when, report.id))
    yield from (("! ", notice) for notice in report.notices)
    zone = f" · {report.result.zone}" if report.result.zone else ""
    yield from (None, (f"{report.result.shape} ", f"{report.result.word}{zone}"))
    yield from (("  - ", reason) for reason in report.result.reasons)
    yield "  ", report.figures.score
    yield from (("  ", f"{fact.label}: {fact.value}") for fact in report.facts[1:])


def _answer(line: AnswerLine, locale: Locale, explain: bool) -> Iterator[_Line]:
    """The question with its id, which the commands that correct an answer ask for."""
    yield f"{line.shape} ", f"{line.question} [{line.id}]"
    texts = [f"{line.answer} · {line.word}" if line.word else line.answer]
    if explain:
        expected = _EXPECTED.say(locale.language, expected=line.expected)
        texts = [f"{line.answer} · {expected}", _added(line, locale)]
    if line.note:
        texts.append(_NOTE.say(locale.language, note=line.note))
    yield from (("    ", text) for text in (*texts, *line.marks))


def _added(line: AnswerLine, locale: Locale) -> str:
    if not line.word:
        return _NOT_JUDGED.say(locale.language)
    message = _ADDS if line.weight else _WORTH_NOTHING
    return message.say(locale.language, word=line.word, points=line.points)


def _sums(view: AuditView, report: VisitReport, locale: Locale) -> Iterator[str]:
    score, say = view.score, locale.language
    yield _SUM.say(say, met=score.met, applicable=score.applicable, possible=score.possible)
    if score.percent is None:
        yield _NO_SHARE.say(say)
    else:
        yield _SHARE.say(say, share=report.figures.score, target=report.figures.target)
        yield _ONCE.say(say, share=report.figures.unweighted)
    if score.critical_below:
        yield _SERIOUS.say(say)
    yield _DELIGHT.say(say, exceeds=score.exceeds, delight=view.checklist.delight)


def _wrapped(first: str, text: str, width: int) -> list[str]:
    rest = " " * len(first)
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


_FACTS: Final = {
    "discard": _("set aside"),
    "restore": _("taken back"),
    "site": _("site"),
    "auditor": _("auditor"),
    "recognised": _("recognised"),
    "client": _("{client}"),
}
_AMENDED: Final = _("{what} {before} → {after}")
_LATE: Final = _("{what} {after} (answered later)")
_ERASED: Final = _("notes, quotes and reasons erased: {what}")
_WITH_REASON: Final = _("{said}: “{reason}”")
_GONE: Final = _("{said}: (reason erased)")


def history(view: AuditView, events: Iterable[Event], locale: Locale) -> list[tuple[str, str]]:
    """The corrections of a finished audit, oldest first: when each was made, and what it was."""
    record = Record(view.id)
    found: list[tuple[str, str]] = []
    for event in events:
        before = record.answers.get(event.question or "", Answer())
        fact = getattr(record, event.question) if event.question in METADATA else None
        record.apply(event)
        if event.kind == "amend" and event.question in METADATA and found:
            when, said = found.pop()  # the new value came just before, its reason comes here
            found.append((when, _with_reason(said, event, locale)))
            continue
        said = _said(view, event, before, fact, record, locale)
        if said:
            moment = instant_of(event.entered_at).astimezone(view.started.tzinfo)
            found.append((locale.moment(moment), _with_reason(said, event, locale)))
    return found


def _said(
    view: AuditView, event: Event, before: Answer, fact: object, record: Record, locale: Locale
) -> str:
    language = locale.language
    if event.kind in ("discard", "restore"):
        return _FACTS[event.kind].say(language)
    if event.kind == "erase":
        return _ERASED.say(language, what=_what(view, event, locale))
    if event.kind == "metadata" and record.finished_at:
        after = getattr(record, event.question or "")
        values = {"what": f"{_what(view, event, locale)}:", "before": fact or "–", "after": after}
        return _AMENDED.say(language, **values)
    question = view.checklist.questions.get(event.question or "")
    if question is None or event.kind not in ("amend", "late_answer"):
        return ""
    was = answer_words(question, before, locale)
    now = answer_words(question, record.answers[question.id], locale)
    what = asked(question, locale)
    if event.kind == "late_answer":
        return _LATE.say(language, what=what, after=now)
    return _AMENDED.say(language, what=what, before=was, after=now)


def _what(view: AuditView, event: Event, locale: Locale) -> str:
    question = view.checklist.questions.get(event.question or "")
    if question:
        return asked(question, locale)
    fact = _FACTS.get(event.question or "")
    return locale.say(fact) if fact else ""


def _with_reason(said: str, event: Event, locale: Locale) -> str:
    if event.kind not in ("amend", "discard", "restore", "erase"):
        return said
    if event.text:
        return _WITH_REASON.say(locale.language, said=said, reason=one_line(event.text))
    return _GONE.say(locale.language, said=said) if event.erased else said
