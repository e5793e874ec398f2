"""What was corrected in an audit, when and why: history is added to, and can be read."""

from collections.abc import Iterable
from typing import Final

from audit_cli.interview.events import Event
from audit_cli.interview.record import METADATA, Answer, Record
from audit_cli.language import Locale, _
from audit_cli.reports.view import AuditView
from audit_cli.reports.wording import answer_words, asked, one_line
from audit_cli.store.chain import EVERY_TEXT

_FACTS: Final = {
    "discard": _("set aside"),
    "restore": _("brought back"),
    "site": _("site"),
    "auditor": _("auditor"),
    "recognised": _("recognised"),
    "client": _("{client}"),
    EVERY_TEXT: _("every text"),
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
