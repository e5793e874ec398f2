"""What clients say, read from the store and put into words: apart from audits, which say nothing of how
satisfied anybody is (S2-10)."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from functools import cache
from textwrap import shorten
from types import SimpleNamespace
from typing import Any, Final

from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.checklist.model import Checklist
from audit_cli.insight.items import ITEM_CONFIDENCE
from audit_cli.insight.voices import (
    Promoters,
    QuestionVoices,
    Voices,
    added_up,
)
from audit_cli.interview.answers import answers_of
from audit_cli.interview.events import instant_text
from audit_cli.language import Language, Locale, _, ngettext
from audit_cli.language.weeks import local_week, monday, week_after
from audit_cli.reports.wording import lead, one_line, value_words
from audit_cli.store.journal import Store

CLIENTS_SAY: Final = _("What {clients} say")
CLIENTS_ANSWER: Final = _("How many {clients} say what")
NOBODY_ASKED: Final = _("No {client} has been asked yet.")
_NOBODY_LATELY: Final = _("No {client} was asked in this time.")
_CLIENTS: Final = ngettext("1 {client} said something.", "{count} {clients} said something.")
_SCORE: Final = _(
    "{score} ({low} to {high}, of −100 to 100): of {count}, {promoters} say 9 or 10, {detractors} at most 6"
)
_SHARE: Final = _("{answer} {count} of {answered} ({low} to {high} in every 100)")
_SURE: Final = _("In brackets: how many it is likely to be of all {clients}, {sure} sure.")
_ALWAYS: Final = _("What is always good, they say: {good}; always bad: {bad}")
_QUOTED: Final = _("“{words}”")
_LONGEST: Final = 160  # characters of what is quoted in passing


def voices_in(store: Store, first: str, last: str, site: str | None = None) -> Voices:
    """What clients said in some calendar weeks, those of their sites. Raises NotRead, DamagedStore."""
    day = timedelta(days=1)
    since = datetime.combine(monday(first), time(), UTC) - day
    until = datetime.combine(monday(week_after(last)), time(), UTC) + day
    rows = store.audits(
        voices=True,
        state="finished",
        site=site,
        since=instant_text(since),
        until=instant_text(until),
    )
    inside = (row.id for row in rows if first <= local_week(row.started_at, row.time_zone) <= last)
    checklist_of: Callable[[str], Checklist] = cache(
        lambda sha256: checklist_from_canonical(store.pinned(sha256))
    )
    read = ((record, checklist_of(record.sha256)) for record in store.records(inside))
    return added_up(
        (record.id, checklist, answers_of(checklist, record)) for record, checklist in read
    )


def client_lines(voices: Voices, ever: bool, locale: Locale) -> SimpleNamespace:
    """What they say, in sentences by the names that templates use: `good` and `bad` quote one of them each, or are
    empty; `answers` have a question before its shares. Where none was asked, `nobody` says so, and the rest is
    empty; `ever` is whether any client was asked at another time."""
    if not voices.clients:
        return SimpleNamespace(
            nobody=locale.say(_NOBODY_LATELY if ever else NOBODY_ASKED),
            **dict.fromkeys(("heard", "good", "bad", "always", "sure"), ""),
            answers=(),
        )
    best, worst = (
        quoted_words(shorten(words.text, _LONGEST, placeholder=" …"), locale.language)
        if words
        else ""
        for words in (voices.best, voices.worst)
    )
    good, bad = (len(voices.always[kind]) for kind in ("always_good", "always_bad"))
    return SimpleNamespace(
        nobody="",
        heard=locale.say(_CLIENTS, count=voices.clients),
        good=best,
        bad=worst,
        answers=tuple(
            SimpleNamespace(label=lead(one.question, locale), value=shares_words(one, locale))
            for one in voices.questions
        ),
        always=locale.say(_ALWAYS, good=good, bad=bad) if good or bad else "",
        sure=locale.say(_SURE, sure=locale.bare_percent(100 * ITEM_CONFIDENCE)),
    )


def ever_asked(store: Store, site: str | None = None) -> bool:
    """Whether any client ever said anything. Raises NotRead, DamagedStore."""
    return any(store.audits(voices=True, site=site, limit=1))


def quoted_words(words: str, language: Language) -> str:
    """`“They always listen.”`"""
    return _QUOTED.say(language, words=one_line(words))


def shares_words(one: QuestionVoices, locale: Locale) -> str:
    """What was answered to a question, with counts and how sure that is."""
    if one.promoters:
        return promoters_words(one.promoters, locale)
    said = []
    for share in filter(lambda share: share.times, one.shares):
        low, high = (locale.number(100 * bound, 0) for bound in share.interval)
        answer = value_words(one.question, share.value, locale)
        counts = {"count": share.times, "answered": share.answered}
        said.append(locale.say(_SHARE, answer=answer, low=low, high=high, **counts))
    return " · ".join(said)


def promoters_words(promoters: Promoters, locale: Locale) -> str:
    """The net promoter score, with its interval and how many were asked."""
    low, high = (_signed(bound) for bound in promoters.interval)
    return locale.say(
        _SCORE,
        score=_signed(promoters.score),
        low=low,
        high=high,
        count=promoters.asked,
        promoters=promoters.promoters,
        detractors=promoters.detractors,
    )


def voices_json(voices: Voices, language: Language) -> dict[str, Any]:
    """Every number of it; shares and their bounds are 0 to 1, the score −100 to 100. Sentences are those of
    clients who say what is always so."""
    return {
        "clients": voices.clients,
        "confidence": ITEM_CONFIDENCE,
        "questions": [_question_json(one, language) for one in voices.questions],
        "always": {
            kind.removeprefix("always_"): {
                "count": len(said),
                "sentences": [{"voice": words.voice, "text": words.text} for words in said],
            }
            for kind, said in voices.always.items()
        },
    }


def _question_json(one: QuestionVoices, language: Language) -> dict[str, Any]:
    promoters = one.promoters
    return {
        "question": one.question.id,
        "ask": one.question.ask.say(language),
        "answered": one.answered,
        "promoters": {
            **promoters._asdict(),
            "score": promoters.score,
            "interval": promoters.interval._asdict(),
        }
        if promoters
        else None,
        "shares": [
            {
                "value": share.value,
                "count": share.times,
                "share": share.times / share.answered,
                "interval": share.interval._asdict(),
            }
            for share in one.shares
        ],
    }


def _signed(number: float) -> str:
    """`+42`, `−7`, `0`: rounded to a whole number."""
    whole = round(number)
    sign = "+" if whole > 0 else "−" if whole < 0 else ""
    return f"{sign}{abs(whole)}"
