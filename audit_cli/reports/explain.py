"""What `audit show` prints: the answers, how the score came about, and what was corrected since."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from audit_cli.interview.events import Event
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
    report = visit_report(view, locale)
    lines = [*_head(report, width)]
    for section in report.sections:
        lines += ["", *_wrapped(section.title, width)]
        for answer in section.answers:
            lines += _answer(answer, locale, width, explain)
        if explain:
            lines += _wrapped(_SECTION.say(locale.language, counts=section.counts), width, "  ")
    if explain:
        lines += ["", *_sums(view, report, locale, width)]
    if corrections:
        lines += ["", _CORRECTIONS.say(locale.language)]
    for moment, said in corrections:
        lines += _wrapped(f"{moment}  {said}", width, "  ")
    return lines


def _head(report: VisitReport, width: int) -> Iterator[str]:
    yield from _wrapped(f"{report.title} · {report.site}", width)
    yield from _wrapped(report.when, width)
    yield from _wrapped(report.id, width)
    for notice in report.notices:
        yield from _wrapped(notice, width, "! ")
    zone = f" · {report.result.zone}" if report.result.zone else ""
    yield ""
    yield from _wrapped(f"{report.result.word}{zone}", width, f"{report.result.shape} ")
    for reason in report.result.reasons:
        yield from _wrapped(reason, width, "  - ")
    yield from _wrapped(report.figures.score, width, "  ")
    for fact in report.facts[1:]:
        yield from _wrapped(f"{fact.label}: {fact.value}", width, "  ")


def _answer(line: AnswerLine, locale: Locale, width: int, explain: bool) -> Iterator[str]:
    """The question with its id, which the commands that correct an answer ask for."""
    yield from _wrapped(f"{line.question} [{line.id}]", width, f"{line.shape} ")
    details = [line.answer]
    if explain:
        details.append(_EXPECTED.say(locale.language, expected=line.expected))
        yield from _wrapped(" · ".join(details), width, "    ")
        yield from _wrapped(_added(line, locale), width, "    ")
    else:
        yield from _wrapped(" · ".join([*details, *filter(None, [line.word])]), width, "    ")
    if line.note:
        yield from _wrapped(_NOTE.say(locale.language, note=line.note), width, "    ")
    for mark in line.marks:
        yield from _wrapped(mark, width, "    ")


def _added(line: AnswerLine, locale: Locale) -> str:
    if not line.word:
        return _NOT_JUDGED.say(locale.language)
    message = _ADDS if line.weight else _WORTH_NOTHING
    return message.say(locale.language, word=line.word, points=line.points)


def _sums(view: AuditView, report: VisitReport, locale: Locale, width: int) -> Iterator[str]:
    score, say = view.score, locale.language
    yield from _wrapped(_HOW.say(say), width)
    sums = _SUM.say(say, met=score.met, applicable=score.applicable, possible=score.possible)
    yield from _wrapped(sums, width, "  ")
    if score.percent is None:
        yield from _wrapped(_NO_SHARE.say(say), width, "  ")
    else:
        share = _SHARE.say(say, share=report.figures.score, target=report.figures.target)
        yield from _wrapped(share, width, "  ")
        yield from _wrapped(_ONCE.say(say, share=report.figures.unweighted), width, "  ")
    if score.critical_below:
        yield from _wrapped(_SERIOUS.say(say), width, "  ")
    delight = _DELIGHT.say(say, exceeds=score.exceeds, delight=view.checklist.delight)
    yield from _wrapped(delight, width, "  ")


def _wrapped(text: str, width: int, first: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_on_hyphens=False,
    )


_DISCARDED: Final = _("set aside")
_RESTORED: Final = _("taken back")
_FACTS: Final = {
    "discard": _DISCARDED,
    "restore": _RESTORED,
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
            moment = view.local(event.entered_at)
            found.append(
                (locale.moment(moment) if moment else "", _with_reason(said, event, locale))
            )
    return found


def _said(
    view: AuditView, event: Event, before: Answer, fact: object, record: Record, locale: Locale
) -> str:
    language = locale.language
    if event.kind in ("discard", "restore"):
        return (_DISCARDED if event.kind == "discard" else _RESTORED).say(language)
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
