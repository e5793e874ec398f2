"""One audit on the screen: what was answered, and how the score came about."""

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Final

from audit_cli.language import Locale, _
from audit_cli.reports.case_words import WHAT_HAPPENED, before_it_closes
from audit_cli.reports.view import AuditView
from audit_cli.reports.visit import visit_report
from audit_cli.settings import titled
from audit_cli.terminal.console import Item, line
from audit_cli.terminal.styles import SHAPE_STYLES

_INDENT: Final = "    "
_WORTH_NOTHING: Final = _("{word}, worth no points: counts for the balance only")
_ADDS: Final = _("{word}: adds {points}")
_SHARE: Final = _("Score: {share}; the target is {target}.")


def audit_page(
    view: AuditView,
    locale: Locale,
    *,
    explain: bool = False,
    corrections: Sequence[tuple[str, str]] = (),
    story: Sequence[tuple[str, str]] = (),
    late: Sequence[str] = (),
) -> Iterator[Item]:
    """An audit on the screen. With `explain`, each item also says what was expected and what it added, and
    the sums follow. A case begins with what is `late`, what is missing, and its `story`, for whoever takes it
    over."""
    report, say = visit_report(view, locale), locale.language
    yield from _head(report, scored=view.checklist.kind != "voice")
    yield from (line((words, "serious"), prefix="! ") for words in late)
    if missing := before_it_closes(view, locale):
        yield line(missing)
    if story:
        yield from ("", line((WHAT_HAPPENED.say(say), "heading")))
    yield from (line(f"{moment}  {words}", prefix="  ") for moment, words in story)
    for section in report.sections:
        yield from ("", line((section.title, "heading")))
        for answer in section.answers:
            yield from _answer(answer, locale, explain)
        if explain:
            yield line(_("sum: {counts}").say(say, counts=section.counts), prefix="  ")
    if explain:
        yield from ("", line((_("How the score is worked out").say(say), "heading")))
        yield from (line(sentence, prefix="  ") for sentence in _sums(view, report, locale))
    if corrections:
        yield from ("", line((_("Corrections").say(say), "heading")))
    yield from (line(f"{moment}  {words}", prefix="  ") for moment, words in corrections)


def _head(report: SimpleNamespace, *, scored: bool) -> Iterator[Item]:
    yield line((titled(report.title, report.site), "heading"))
    yield report.when
    yield line((report.id, "id"))
    for notice in report.notices:
        yield line(notice, prefix=("! ", "warning"))
    if not scored:
        return
    result = report.result
    style = SHAPE_STYLES[result.shape]
    zone = f" · {result.zone}" if result.zone else ""
    yield ""
    yield line((result.word, style), zone, prefix=(f"{result.shape} ", style))
    yield from (line(reason, prefix="  - ") for reason in result.reasons)
    yield line(result.score, prefix="  ")
    yield from (line(f"{fact.label}: {fact.value}", prefix="  ") for fact in report.facts[1:])


def _answer(answer: SimpleNamespace, locale: Locale, explain: bool) -> Iterator[Item]:
    """The question with its id, which the commands that correct an answer ask for."""
    style = SHAPE_STYLES.get(answer.shape, "")
    question = (f"{answer.question} ", (f"[{answer.id}]", "muted"))
    yield line(*question, prefix=(f"{answer.shape} ", style))
    if explain:
        expected = _("expected: {expected}").say(locale.language, expected=answer.expected)
        yield line(f"{answer.answer} · {expected}", prefix=_INDENT)
        yield line((_added(answer, locale), style), prefix=_INDENT)
    else:
        word = (" · ", (answer.word, style)) if answer.word else ()
        yield line(answer.answer, *word, prefix=_INDENT)
    if answer.note:
        yield line(_("note: “{note}”").say(locale.language, note=answer.note), prefix=_INDENT)
    yield from (line(mark, prefix=_INDENT) for mark in answer.marks)


def _added(answer: SimpleNamespace, locale: Locale) -> str:
    if not answer.word:
        return _("not judged").say(locale.language)
    message = _ADDS if answer.weight else _WORTH_NOTHING
    return message.say(locale.language, word=answer.word, points=answer.points)


def _sums(view: AuditView, report: SimpleNamespace, locale: Locale) -> Iterator[str]:
    score, say = view.score, locale.language
    yield _(
        "Points met: {met}. Points that applied: {applicable}. Points of the whole checklist: "
        "{possible}."
    ).say(say, met=score.met, applicable=score.applicable, possible=score.possible)
    if score.percent is None:
        yield _("No percentage: less than half of the checklist's points could be judged.").say(say)
    else:
        yield _SHARE.say(say, share=report.figures.score, target=report.figures.target)
        yield _("With every item counted once: {share}.").say(say, share=report.figures.unweighted)
    if score.critical_below:
        yield _("A serious answer fails the audit, whatever the percentage.").say(say)
    yield _(
        "Better than expected: {exceeds}; from {delight} on, a passed audit is better than expected."
    ).say(say, exceeds=score.exceeds, delight=view.checklist.delight)
