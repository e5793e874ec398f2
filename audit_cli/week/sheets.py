"""A week in every format: as a page, as data for programs, as rows for spreadsheets, as a message to send."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, Final

from audit_cli.checklist.model import Question
from audit_cli.followup.tracked import first_things
from audit_cli.insight.conclusions import conclusion
from audit_cli.insight.run import Point
from audit_cli.insight.totals import Counted
from audit_cli.language import Locale, Message, ngettext
from audit_cli.language.weeks import monday, week_after
from audit_cli.reports.action_words import measure_words
from audit_cli.reports.chat import (
    CHAT_SERIOUS,
    CHAT_WENT_WELL,
    UNMISSED,
    ChatLine,
    chat_head,
    chat_line,
    unmarked,
)
from audit_cli.reports.client_voices import voices_json
from audit_cli.reports.rendering import FORMATS, PAGED, Content, Reader, Report
from audit_cli.reports.series import percent_of, point_json, standing_json
from audit_cli.reports.view import AuditView
from audit_cli.reports.visit_sentences import unseen_in
from audit_cli.reports.wording import capital, one_line, question_and_answer
from audit_cli.week.cases import cases_json
from audit_cli.week.layout import weekly_page, weekly_summary
from audit_cli.week.material import TABLE_WEEKS, SeriesWeek, SiteWeek
from audit_cli.week.scores import course

WEEKLY: Final = "weekly"
SUMMARIES: Final = (*PAGED, "chat")  # the formats in which all sites are told of together
_COLUMNS: Final = """site checklist version week audits points_met points percent target usual_lowest
usual_highest usual_of signal signal_since passed decided critical_failures exceeds below"""


def render_week(name: str, facts: SiteWeek, reader: Reader) -> Content:
    """A site's week in the format of this name, by the sheet that the reader asks for.

    The same facts and reader give the same text. Raises TemplateProblem, NotPrinted."""

    def page() -> SimpleNamespace:
        return weekly_page(facts, reader.locale, reader.staff_told)

    report = Report(
        reader.template,
        page=page,
        data=lambda: weekly_json(facts, reader.locale),
        rows=lambda: _rows(facts),
        chat=lambda: week_chat(facts, page(), reader.locale),
    )
    return FORMATS[name](report, reader)


def render_summary(
    name: str, week: str, lines: Sequence[SimpleNamespace], reader: Reader
) -> Content:
    """All sites' week, in a format of SUMMARIES. Raises TemplateProblem, NotPrinted."""
    page = weekly_summary(week, lines, reader.locale, reader.staff_told)
    report = Report(
        f"{WEEKLY}-summary",
        page=lambda: page,
        data=dict,
        rows=tuple,
        chat=lambda: summary_chat(page),
    )
    return FORMATS[name](report, reader)


def weekly_json(facts: SiteWeek, locale: Locale) -> dict[str, Any]:
    """A week at a site as plain data, or several together; only `conclusion` is in words, of one language."""
    lost = facts.lost()
    return {
        "site": facts.site.id,
        "week": facts.name,
        "over": facts.over,
        "as_of": facts.today.isoformat(),
        "audits": [view.id for view in facts.audits],
        "checklists": [_checklist(one, facts, locale) for one in facts.series],
        "critical": _questions(facts, lambda view: view.score.critical_below),
        "undecided": _questions(facts, lambda view: view.score.undecided),
        "unseen": _questions(facts, lambda view: [question.id for question in unseen_in(view)]),
        "actions": [
            {
                "id": one.id,
                "checklist": one.checklist,
                "question": one.question,
                "due": one.due.isoformat(),
                "overdue": one.overdue(facts.today),
                "serious": one.serious,
                "recurrence": one.recurrence,
                "to": one.to,
                "points_lost": lost.get((one.checklist, one.question), 0),
            }
            for one in first_things(facts.actions, lost)
        ],
        "never_looked_at": {
            "moments": [*facts.unseen.moments],
            "contacts": [*facts.unseen.contacts],
            "weekdays": [day + 1 for day in facts.unseen.weekdays],  # as in ISO 8601
            "hours": [[*hours] for hours in facts.unseen.hours],
        },
        "cases": cases_json(facts.cases),
        "clients": voices_json(facts.voices, locale.language),
        "recognised": Counter(view.record.recognised or "not_recorded" for view in facts.audits),
    }


def _questions(
    facts: SiteWeek, which: Callable[[AuditView], Iterable[str]]
) -> list[dict[str, str]]:
    return [
        {"audit": view.id, "checklist": view.checklist.id, "question": question}
        for view in facts.audits
        for question in which(view)
    ]


def _checklist(one: SeriesWeek, facts: SiteWeek, locale: Locale) -> dict[str, Any]:
    run, checklist = one.view.run, one.checklist
    weeks = sum(facts.first <= point.week <= facts.week for point in run.points)
    point = point_json(one.point, checklist.target) | {"weeks": weeks} if one.point else None
    return {
        "checklist": one.view.series.checklist,
        "version": checklist.version,
        "target": checklist.target,
        "course": course(run, one.point),
        "conclusion": conclusion(run, locale),
        "weeks_until_judged": run.weeks_until_judged,
        "unresolved": run.unresolved.week if run.unresolved else None,
        "standing": standing_json(one.standing),
        "week": point,
        "weeks": [
            point_json(point, checklist.target) for point in one.recent(facts.week, TABLE_WEEKS)
        ],
    }


def _rows(facts: SiteWeek) -> Iterator[list[Any]]:
    """A row for each of the last 13 weeks with audits, or of the several that are meant, of each checklist.
    Codes as in JSON."""
    yield _COLUMNS.split()
    for one in facts.series:
        since = facts.first if facts.first < facts.week else week_after(facts.week, 1 - TABLE_WEEKS)
        for point in one.view.run.points:
            if point.week >= since:
                yield _row(one, point)


def _row(one: SeriesWeek, point: Point) -> list[object]:
    sums, target = point.sums, one.checklist.target
    usual = (
        (*point.judged.usual, point.counted.items) if point.judged and point.counted else [None] * 3
    )
    signal = f"{point.change.kind} {point.change.direction}" if point.change else None
    return [
        one.view.series.site,
        one.view.series.checklist,
        sums.versions[-1][0],
        sums.week,
        sums.audits,
        sums.met,
        sums.weight,
        percent_of(Counted(sums.met, sums.weight), target),
        target,
        *usual,
        signal,
        point.change.since if point.change else None,
        sums.passed,
        sums.decided,
        sums.critical_failures,
        sums.exceeds,
        sums.below,
    ]


_BEST: Final = 2
_KINDS: Final[Mapping[str, Message]] = {
    "walk-in": ngettext("1 visit", "{count} visits"),
    "phone-test": ngettext("1 call", "{count} calls"),
}


def week_chat(facts: SiteWeek, page: SimpleNamespace, locale: Locale) -> Iterator[ChatLine]:
    """The lines of the message about a site's week, in their order."""
    words = page.words
    head = ", ".join(filter(None, (page.site, _days(facts, locale))))
    yield chat_head(head, _audits(facts, locale))
    yield from (ChatLine(1, unmarked(notice)) for notice in page.notices)
    for cases in page.cases:
        said = " · ".join(part for part in (cases.number, cases.closed) if part)
        yield chat_line(1 if cases.open else 3, cases.title, said)
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
    quotes = (("▲", page.clients.good), ("✗", page.clients.bad))
    if said := " · ".join(f"{sign} {quoted}" for sign, quoted in quotes if quoted):
        yield chat_line(3, words["clients"], said)
    if page.clients.nobody:
        yield ChatLine(UNMISSED, unmarked(page.clients.nobody))
    if page.best:
        best = (f"{one.question} ({one.counts})" for one in page.best[:_BEST])
        yield chat_line(4, CHAT_WENT_WELL.say(locale.language), "; ".join(best))
    for score in page.scores:
        yield chat_line(2, score.checklist, score.sentence)
    if page.standing:
        yield ChatLine(5, unmarked(f"{page.standing.question} {page.standing.answer}"))
    yield ChatLine(0, unmarked(page.ethics))


def summary_chat(page: SimpleNamespace) -> Iterator[ChatLine]:
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
    return capital(measure_words(question.measure, locale.language)) if question.measure else ""
