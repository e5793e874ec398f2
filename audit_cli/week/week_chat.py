"""A week in a message to send, of one site or of all: the serious first."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from audit_cli.checklist.model import Question
from audit_cli.language import Locale, Message, ngettext
from audit_cli.language.weeks import monday
from audit_cli.reports.chat import (
    CHAT_SERIOUS,
    CHAT_WENT_WELL,
    UNMISSED,
    ChatLine,
    chat_head,
    chat_line,
    unmarked,
)
from audit_cli.reports.view import AuditView
from audit_cli.reports.wording import capital, one_line, question_and_answer
from audit_cli.week.material import SiteWeek
from audit_cli.week.page import WeeklyPage, WeeklySummary

_BEST: Final = 2
_KINDS: Final[Mapping[str, Message]] = {
    "walk-in": ngettext("1 visit", "{count} visits"),
    "phone-test": ngettext("1 call", "{count} calls"),
}


def week_chat(facts: SiteWeek, page: WeeklyPage, locale: Locale) -> Iterator[ChatLine]:
    """The lines of the message about a site's week, in their order."""
    words = page.words
    yield chat_head(f"{page.site}, {_days(facts, locale)}", _audits(facts, locale))
    yield from (ChatLine(1, unmarked(notice)) for notice in page.notices)
    measures = set()
    for view in facts.audits:
        for name in view.score.critical_below:
            question = view.checklist.questions[name]
            measures.add(_measure(question, locale))
            said = _serious(facts, view, question, locale)
            yield chat_line(1, CHAT_SERIOUS.say(locale.language), said)
    if page.overdue_count:
        yield chat_line(2, words["overdue_actions"], str(page.overdue_count))
    for one in page.todo:
        if one.measure not in measures:
            yield chat_line(3, words["todo"], f"{one.measure} · {one.owner} · {one.due}")
    if page.best:
        best = (f"{one.question} ({one.counts})" for one in page.best[:_BEST])
        yield chat_line(4, CHAT_WENT_WELL.say(locale.language), "; ".join(best))
    clients = page.clients
    quotes = (("▲", clients.good), ("✗", clients.bad))
    if said := " · ".join(f"{sign} {quoted}" for sign, quoted in quotes if quoted):
        yield chat_line(3, words["clients"], said)
    if clients.nobody:
        yield ChatLine(UNMISSED, unmarked(clients.nobody))
    for score in page.scores:
        yield chat_line(2, score.checklist, score.sentence)
    if page.standing:
        yield ChatLine(5, unmarked(f"{page.standing.question} {page.standing.answer}"))
    yield ChatLine(0, unmarked(page.ethics))


def summary_chat(page: WeeklySummary) -> Iterator[ChatLine]:
    """The lines of the message about all sites: in the order of the settings; where there is not room for
    all scores, for those of sites where something failed gravely."""
    yield chat_head(page.title, page.when)
    for site in page.sites:
        yield chat_line(1, site.site, " ".join([*site.notices, site.counts]))
        for score in site.scores:
            said = unmarked(f"{score.checklist}: {score.sentence}")
            yield ChatLine(2 if site.serious else 3, said)
    yield ChatLine(0, unmarked(page.ethics))


def _days(facts: SiteWeek, locale: Locale) -> str:
    """`9–15 Nov`, `30 Nov–6 Dec`."""
    first, last = monday(facts.first), monday(facts.week) + timedelta(days=6)
    begin, end = map(locale.day_and_month, (first, last))
    return f"{first.day if first.month == last.month else begin}–{end}"


def _audits(facts: SiteWeek, locale: Locale) -> str:
    """`3 visits, 2 calls`; empty without audits."""
    counts = Counter(view.checklist.id for view in facts.audits)
    said = []
    for one in facts.series:
        name, title = one.view.series.checklist, one_line(one.checklist.title.say(locale.language))
        if count := counts[name]:
            kind = _KINDS.get(name)
            said.append(kind.say(locale.language, count=count) if kind else f"{title}: {count}")
    return ", ".join(said)


def _serious(facts: SiteWeek, view: AuditView, question: Question, locale: Locale) -> str:
    """What failed an audit, when, what is to be done about it, and by whom where somebody is to."""
    found = question_and_answer(question, view.answers[question.id], locale)
    day = locale.day_and_month(view.started.date())
    measure, about = _measure(question, locale), (view.id, question.id)
    actions = (a for a in facts.actions if about in [(f.audit, f.question) for f in a.found])
    owner = next((one_line(action.to) for action in actions if action.to), "")
    todo = ": ".join(filter(None, (measure, owner)))
    return f"{found} ({day}). {todo}." if todo else f"{found} ({day})"


def _measure(question: Question, locale: Locale) -> str:
    """As it stands under what to do, where it is not said again."""
    measure = one_line(question.measure.say(locale.language)) if question.measure else ""
    return capital(measure).removesuffix(".")
