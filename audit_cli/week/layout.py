"""The pages of a week from what is known of it: what comes first, and how much fits on one sheet."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final, NamedTuple

from audit_cli.checklist.model import Names, Question, Verdict
from audit_cli.followup.episodes import Recurrence
from audit_cli.insight.conclusions import (
    CAN_CLIENTS_COUNT,
    standing_briefly,
    standing_why,
    standing_words,
)
from audit_cli.insight.standing import Standing, site_standing
from audit_cli.language import Locale
from audit_cli.language.weeks import monday, span_of
from audit_cli.reports.action_words import marks
from audit_cli.reports.client_voices import client_lines
from audit_cli.reports.series import question_words
from audit_cli.reports.view import AuditView
from audit_cli.reports.visit import memory_lines
from audit_cli.reports.visit_sentences import ETHICS, staff
from audit_cli.reports.wording import answer_words, asked, capital, lead, one_line
from audit_cli.scoring import is_critical
from audit_cli.week import sentences, spans
from audit_cli.week.material import OVERDUE, SeriesWeek, SiteWeek
from audit_cli.week.page import (
    ItemLine,
    Memory,
    SeriousLine,
    SiteLine,
    StandingLine,
    WeeklyPage,
    WeeklySummary,
)
from audit_cli.week.scores import chart_of, out_of, score_line, table_of, usual_counts
from audit_cli.week.sentences import more, todo

_SERIOUS: Final = 5
_FAILED: Final = 6
_PUT_RIGHT: Final = 3
_BEST: Final = 5
_NO_NAMES: Final = Names(())


def weekly_page(facts: SiteWeek, locale: Locale, staff_told: date | None = None) -> WeeklyPage:
    """The page of one site's week, the same for the same facts. `staff_told` is the day on which the
    team was told that audits exist."""
    language, audits = locale.language, facts.audits
    lost = facts.lost()
    first, overdue, later = facts.to_do()
    late = sum(one.overdue(facts.today) for one in first)
    hidden = max(0, len(overdue) - OVERDUE) + late
    first_todo, overdue_todo = (
        tuple(
            todo(
                one,
                facts.today,
                lost.get((one.checklist, one.question), 0),
                facts.found_in.get(one.id),
                locale,
            )
            for one in part
        )
        for part in (first, overdue[:OVERDUE])
    )
    put_right = [*dict.fromkeys(_put_right(audits, locale))]
    serious, below = [*_serious(audits, locale)], [*_not_met(facts, locale)]
    records = [view.record for view in audits]
    pending = sum(a.status == "pending" for view in audits for a in view.answers.values())
    weeks = (facts.first, facts.week)
    said = spans.span_words(*weeks)
    no_serious = said.no_serious_but_overdue if late else said.no_serious
    assumed, words = not facts.site.hours, sentences.fixed_words(locale)
    return WeeklyPage(
        language=language,
        week=facts.name,
        title=spans.span_title(said.report, *weeks, locale),
        site=one_line(facts.site.name.say(language)),
        when=spans.span_dates(*weeks, locale),
        notices=(
            *sentences.week_notices(said, facts.over, facts.today, len(audits), pending, locale),
            *sentences.unseen_notices(audits, locale),
        ),
        serious=tuple(serious[:_SERIOUS]),
        more_serious=more(len(serious) - _SERIOUS, language),
        overdue=overdue_todo,
        overdue_count=len(overdue) + late,
        more_overdue=sentences.more_overdue(hidden, late, locale),
        no_serious=no_serious.say(language),
        clients=client_lines(facts.voices, facts.clients_asked, locale),
        todo=first_todo,
        more_todo=more(len(overdue) + later, language),
        no_todo=sentences.NO_TODO.say(language),
        put_right=tuple(put_right[:_PUT_RIGHT]),
        more_put_right=more(len(put_right) - _PUT_RIGHT, language),
        scores=tuple(score_line(one, said.no_score, locale) for one in facts.series),
        no_scores=sentences.NO_SCORES.say(language),
        standing=standing_line(facts, locale),
        charts=tuple(chart_of(one, facts.week, locale) for one in facts.series),
        table=table_of(facts.series, *weeks, locale) if facts.series else None,
        failed=tuple(below[:_FAILED]),
        more_failed=more(len(below) - _FAILED, language, sentences.MORE_QUESTIONS),
        no_failed=(sentences.NO_FAILED if audits else said.no_audits).say(language),
        balance=_balance(audits, len(below), locale),
        remembers=tuple(_memories(audits, locale)),
        no_remembers=(sentences.NO_MEMORIES if audits else said.no_audits).say(language),
        unseen=tuple(sentences.unseen_facts(facts.unseen, assumed, locale) if facts.looked else ()),
        no_unseen=sentences.no_unseen(facts.looked, assumed, language),
        recognised=sentences.recognised(records, language),
        auditors=sentences.auditors(records, language),
        method=sentences.how_to_read(locale, usual_counts(facts.series, locale)),
        staff=staff(staff_told, monday(facts.first), locale),
        ethics=ETHICS.say(locale.language),
        best=tuple(islice(_went_well(facts, locale), _BEST)),
        no_best=said.no_best.say(language),
        words=words | {"team": spans.span_title(said.team, *weeks, locale)},
    )


def site_line(facts: SiteWeek, page: str, locale: Locale) -> SiteLine:
    """A site's week in a few sentences."""
    serious = sum(len(view.score.critical_below) for view in facts.audits)
    overdue = sum(one.overdue(facts.today) for one in facts.actions)
    standing = standing_line(facts, locale)
    said = spans.span_words(facts.first, facts.week)
    return SiteLine(
        site=one_line(facts.site.name.say(locale.language)),
        page=page,
        notices=sentences.week_notices(said, facts.over, facts.today, len(facts.audits), 0, locale),
        scores=tuple(score_line(one, said.no_score, locale) for one in facts.series),
        standing=standing.answer if standing else "",
        level=standing.level if standing else "",
        serious=serious,
        overdue=overdue,
        counts=sentences.COUNTS.say(locale.language, serious=serious, overdue=overdue),
    )


def weekly_summary(
    week: str, lines: Sequence[SiteLine], locale: Locale, staff_told: date | None = None
) -> WeeklySummary:
    """All sites' week, or several by their name, on one page: in the order of the settings, never a ranking."""
    weeks = span_of(week)
    return WeeklySummary(
        language=locale.language,
        week=week,
        title=spans.span_title(spans.span_words(*weeks).summary, *weeks, locale),
        when=spans.span_dates(*weeks, locale),
        sites=tuple(lines),
        no_ranking=sentences.NO_RANKING.say(locale.language),
        method=sentences.how_to_read(locale),
        staff=staff(staff_told, monday(weeks[0]), locale),
        ethics=ETHICS.say(locale.language),
        words=sentences.fixed_words(locale),
    )


def standing_line(facts: SiteWeek, locale: Locale) -> StandingLine | None:
    """Whether clients can count on the place: the worst of its checklists, then each where there are
    several. None where nothing was ever audited."""
    if not facts.series:
        return None
    worst = site_standing([one.standing for one in facts.series])
    several = len(facts.series) > 1
    brief = standing_briefly(worst, locale.language)
    return StandingLine(
        level=worst.level,
        question=locale.say(CAN_CLIENTS_COUNT),
        answer=brief if several else _standing(facts.series[0], locale),
        details=_standings(facts.series, brief, locale) if several else (),
        shape=_shape(worst),
    )


def _standings(series: Sequence[SeriesWeek], site_answer: str, locale: Locale) -> tuple[str, ...]:
    """How each checklist stands, without what the site's own answer says already; none where that says all."""
    found = [_standing(one, locale, besides=site_answer) for one in series]
    if all(said == site_answer for said in found):
        return ()
    titles = (one_line(one.checklist.title.say(locale.language)) for one in series)
    return tuple(f"{title}: {said}" for title, said in zip(titles, found, strict=True))


def _standing(one: SeriesWeek, locale: Locale, besides: str = "") -> str:
    """The standing of a checklist in words, its questions as they are asked; why alone `besides` the same answer."""
    ask = question_words(one.versions, locale)
    said = standing_words(one.standing, locale, ask)
    repeated = standing_briefly(one.standing, locale.language) == besides
    return (standing_why(one.standing, locale, ask) if repeated else "") or said


def _shape(standing: Standing) -> str:
    """What is drawn beside a standing; what is unresolved is no less bad for being early."""
    if standing.reasons == ("too_early",):
        return "none"
    if standing.reasons or standing.short or standing.under:
        return "below"
    return "exceeds" if standing.level == "amazement" else "meets"


def _serious(audits: Iterable[AuditView], locale: Locale) -> Iterator[SeriousLine]:
    for view in audits:
        for name in view.score.critical_below:
            question = view.checklist.questions[name]
            yield SeriousLine(
                lead=lead(question, locale),
                answer=capital(answer_words(question, view.answers[name], locale)),
                when=locale.moment(view.started),
                checklist=one_line(view.checklist.title.say(locale.language)),
            )


def _balance(audits: Sequence[AuditView], questions: int, locale: Locale) -> str:
    if not audits:
        return ""
    exceeds = sum(view.score.exceeds for view in audits)
    below = sum(view.score.below for view in audits)
    return sentences.balance_of_answers(exceeds, below, questions, locale.language)


def _memories(audits: Sequence[AuditView], locale: Locale) -> Iterator[Memory]:
    """The worst and the best of the week, and how it ended."""
    for line in memory_lines(audits, locale):
        yield Memory(line.verdict, line.shape, line.word, line.lead, line.answer)


def _put_right(audits: Iterable[AuditView], locale: Locale) -> Iterator[str]:
    """What was below and was put right on the spot: `Is the floor clean? No (16 Nov)`."""
    for view in audits:
        for action in view.actions:
            if action.on_the_spot:
                yield sentences.finding(view, action.question, locale)


class _Tally(NamedTuple):
    """How often an item had a verdict, in a week."""

    question: Question
    times: int = 0
    judged: int = 0
    serious: bool = False


def _not_met(facts: SiteWeek, locale: Locale) -> Iterator[ItemLine]:
    """What was below in the week's audits, the most serious and most frequent first."""
    language, recurrences = locale.language, _recurrences(facts)
    found = [pair for pair in _tallies(facts, "below").items() if pair[1].times]
    found.sort(key=lambda pair: (not pair[1].serious, -pair[1].times, -pair[1].question.weight))
    for item, tally in found:
        yield ItemLine(
            verdict="below",
            question=asked(tally.question, locale),
            counts=out_of(tally.times, tally.judged, language),
            marks=marks(tally.serious, recurrences.get(item), language),
        )


def _went_well(facts: SiteWeek, locale: Locale) -> Iterator[ItemLine]:
    """What was better than expected, the most frequent first, then what was met in every audit."""
    better = [tally for tally in _tallies(facts, "exceeds").values() if tally.times]
    met = [t for t in _tallies(facts, "meets").values() if t.judged and t.times == t.judged]
    for verdict, tallies in (("exceeds", better), ("meets", met)):
        for tally in sorted(tallies, key=lambda tally: (-tally.times, -tally.question.weight)):
            counts = out_of(tally.times, tally.judged, locale.language)
            praise = tally.question.praise
            yield ItemLine(
                verdict=verdict,
                question=one_line(praise.say(locale.language))
                if praise
                else asked(tally.question, locale),
                counts=sentences.WENT_WELL[verdict].say(locale.language, counts=counts),
                marks=(),
            )


def _tallies(facts: SiteWeek, verdict: Verdict) -> dict[tuple[str, str], _Tally]:
    """How often each item of each checklist had this verdict, in the order of asking."""
    item = _item_of(facts)
    found: dict[tuple[str, str], _Tally] = {}
    for view in facts.audits:
        for name, had in view.score.verdicts.items():
            question, answer = view.checklist.questions[name], view.answers[name]
            key = (view.checklist.id, item(view.checklist.id, name))
            before, same = found.get(key, _Tally(question)), had == verdict
            found[key] = _Tally(
                question,
                before.times + same,
                before.judged + 1,
                before.serious or (same and is_critical(question, answer, had)),
            )
    return found


def _recurrences(facts: SiteWeek) -> dict[tuple[str, str], Recurrence | None]:
    """What keeps coming back, and no later audit met: known from the actions, whether open or done."""
    item = _item_of(facts)
    return {
        (one.checklist, item(one.checklist, one.question)): one.recurrence
        for one in facts.actions
        if one.checklist and one.question
    }


def _item_of(facts: SiteWeek) -> Callable[[str, str], str]:
    """The name of a checklist's question for all its names."""
    names = {one.view.series.checklist: one.names for one in facts.series}
    return lambda checklist, question: names.get(checklist, _NO_NAMES).item(question)
