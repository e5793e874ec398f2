"""The page of a week from what is known of it: what comes first, and how much fits on one sheet."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final

from audit_cli.followup.priorities import first_things
from audit_cli.followup.tracked import Tracked
from audit_cli.insight.conclusions import (
    CAN_CLIENTS_COUNT,
    standing_briefly,
    standing_why,
    standing_words,
)
from audit_cli.insight.standing import Standing, site_standing
from audit_cli.insight.totals import Counted
from audit_cli.language import Locale
from audit_cli.language.weeks import monday
from audit_cli.reports import visit_about
from audit_cli.reports.action_words import marks, recurs, what
from audit_cli.reports.series import question_words
from audit_cli.reports.view import AuditView
from audit_cli.reports.visit import answer_line, remembered
from audit_cli.reports.wording import answer_words, capital, lead, one_line
from audit_cli.week import scores, sentences
from audit_cli.week.charts import chart, table
from audit_cli.week.labels import words
from audit_cli.week.material import Lost, SeriesWeek, SiteWeek
from audit_cli.week.page import Fact, Memory, ScoreLine, SeriousLine, StandingLine, Todo, WeeklyPage
from audit_cli.week.questions import not_met, went_well
from audit_cli.week.unseen import no_unseen, unseen

FIRST_THINGS: Final = 3
_SERIOUS: Final = 5
_OVERDUE: Final = 3
_FAILED: Final = 6
_MEMORIES: Final = 2  # of the worst, and of the best
_BEST: Final = 5


def weekly_page(facts: SiteWeek, locale: Locale, staff_told: date | None = None) -> WeeklyPage:
    """The page of one site's week, the same for the same facts. `staff_told` is the day on which the
    team was told that audits exist."""
    language = locale.language
    lost = facts.lost()
    things = first_things(facts.actions, lost)
    first, rest = things[:FIRST_THINGS], things[FIRST_THINGS:]
    overdue = [one for one in rest if one.overdue(facts.today)]
    late = sum(one.overdue(facts.today) for one in first)
    serious, below = [*_serious(facts.audits, locale)], [*not_met(facts, locale)]
    records = [view.record for view in facts.audits]
    pending = sum(a.status == "pending" for view in facts.audits for a in view.answers.values())
    return WeeklyPage(
        language=language,
        week=facts.week,
        title=words(locale)["report"],
        site=one_line(facts.site.name.say(language)),
        when=sentences.when(facts.week, locale),
        notices=sentences.notices(facts.over, facts.today, len(facts.audits), pending, locale),
        serious=tuple(serious[:_SERIOUS]),
        more_serious=sentences.more(len(serious) - _SERIOUS, language),
        overdue=tuple(_todo(one, facts.today, lost, locale) for one in overdue[:_OVERDUE]),
        overdue_count=len(overdue) + late,
        more_overdue=sentences.more_overdue(max(0, len(overdue) - _OVERDUE) + late, late, locale),
        no_serious=(sentences.NO_SERIOUS_BUT_OVERDUE if late else sentences.NO_SERIOUS).say(
            language
        ),
        todo=tuple(_todo(one, facts.today, lost, locale) for one in first),
        more_todo=sentences.more(len(rest), language),
        no_todo=sentences.NO_TODO.say(language),
        scores=tuple(score_line(one, locale) for one in facts.series),
        no_scores=sentences.NO_SCORES.say(language),
        standing=standing_line(facts, locale),
        charts=tuple(chart(one, facts.week, locale) for one in facts.series),
        table=table(facts.series, facts.week, locale) if facts.series else None,
        failed=tuple(below[:_FAILED]),
        more_failed=sentences.more_questions(len(below) - _FAILED, language),
        no_failed=sentences.no_failed(len(facts.audits), language),
        balance=_balance(facts.audits, len(below), locale),
        remembers=tuple(_memories(facts.audits, locale)),
        no_remembers=sentences.no_memories(len(facts.audits), language),
        unseen=tuple(
            Fact(label=label, value=value)
            for label, value in unseen(facts.unseen, not facts.site.hours, locale)
            if facts.looked
        ),
        no_unseen=no_unseen(facts.looked, not facts.site.hours, language),
        recognised=sentences.recognised(records, language),
        auditors=sentences.auditors(records, language),
        method=sentences.method(locale),
        staff=visit_about.staff(staff_told, monday(facts.week), locale),
        ethics=visit_about.ethics(locale),
        best=tuple(islice(went_well(facts, locale), _BEST)),
        no_best=sentences.NO_BEST.say(language),
        words=words(locale),
    )


def score_line(one: SeriesWeek, locale: Locale) -> ScoreLine:
    """A checklist's week in words."""
    run, point, target = one.view.run, one.point, one.checklist.target
    return ScoreLine(
        checklist=one_line(one.checklist.title.say(locale.language)),
        kind=scores.course(run, point),
        sentence=scores.score(run, point, target, locale),
        usual=scores.usual(run, point, locale),
        target=scores.target(target, locale),
        passed=scores.passed(_counted(one, "passed", "decided"), locale.language),
        place=scores.place(_counted(one, "place_met", "place_weight"), target, locale),
        people=scores.people(_counted(one, "people_met", "people_weight"), target, locale),
    )


def _counted(one: SeriesWeek, met: str, of: str) -> Counted:
    sums = one.point.sums if one.point else None
    return Counted(getattr(sums, met), getattr(sums, of)) if sums else Counted(0, 0)


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
    if standing.reasons or standing.short:
        return "below"
    return "exceeds" if standing.level == "amazement" else "meets"


def _serious(audits: Iterable[AuditView], locale: Locale) -> Iterator[SeriousLine]:
    for view in audits:
        for question in view.score.critical_below:
            asked_ = view.checklist.questions[question]
            yield SeriousLine(
                lead=lead(asked_, locale),
                answer=capital(answer_words(asked_, view.answers[question], locale)),
                when=visit_about.day_and_time(view, locale),
                checklist=one_line(view.checklist.title.say(locale.language)),
            )


def _todo(one: Tracked, today: date, lost: Lost, locale: Locale) -> Todo:
    language = locale.language
    return Todo(
        measure=capital(what(one, language)),
        about=sentences.about(one, locale),
        owner=sentences.owner(one, language),
        due=sentences.due(one, today, locale),
        overdue=one.overdue(today),
        marks=(
            *marks(one.serious, None, language),
            *recurs(one, language),
            *sentences.met(one, locale),
        ),
        gain=sentences.gain(lost.get((one.checklist, one.question), 0), language),
    )


def _balance(audits: Sequence[AuditView], questions: int, locale: Locale) -> str:
    if not audits:
        return ""
    exceeds = sum(view.score.exceeds for view in audits)
    below = sum(view.score.below for view in audits)
    return sentences.balance(exceeds, below, questions, locale.language)


def _memories(audits: Iterable[AuditView], locale: Locale) -> Iterator[Memory]:
    """The worst and the best of the week, each item once (S1-1, S2-4)."""
    lines = remembered(
        answer_line(view, view.checklist.questions[question], locale)
        for view in audits
        for question, verdict in view.score.verdicts.items()
        if verdict != "meets"
    )
    for verdict in ("below", "exceeds"):
        alike = {line.question: line for line in reversed(lines) if line.verdict == verdict}
        for line in [*reversed(alike.values())][:_MEMORIES]:
            yield Memory(
                verdict=verdict,
                shape=line.shape,
                word=line.word,
                lead=line.lead,
                answer=line.answer,
            )
