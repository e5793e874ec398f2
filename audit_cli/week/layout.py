"""The pages of a week from what is known of it: what comes first, and how much fits on one sheet."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from types import SimpleNamespace
from typing import Final, TypeAlias

from audit_cli.checklist.model import Names, Question, Verdict
from audit_cli.followup.episodes import Recurrence
from audit_cli.insight import conclusions
from audit_cli.insight.standing import Standing, site_standing
from audit_cli.language import Locale
from audit_cli.language.weeks import monday, span_of
from audit_cli.reports.action_words import marks
from audit_cli.reports.client_voices import client_lines
from audit_cli.reports.series import question_words
from audit_cli.reports.view import AuditView
from audit_cli.reports.visit import memory_lines
from audit_cli.reports.visit_sentences import ETHICS, staff
from audit_cli.reports.wording import answer_words, asked, capital, lead, one_line, praised
from audit_cli.settings import shown_site
from audit_cli.week import sentences
from audit_cli.week.cases import case_lists
from audit_cli.week.material import OVERDUE, SeriesWeek, SiteWeek
from audit_cli.week.scores import chart_of, out_of, score_line, table_of, usual_counts
from audit_cli.week.sentences import more, todo

_SERIOUS: Final = 5
_FAILED: Final = 6
_PUT_RIGHT: Final = 3
_BEST: Final = 5
_NO_NAMES: Final = Names(())


def weekly_page(facts: SiteWeek, locale: Locale, staff_told: date | None = None) -> SimpleNamespace:
    """The page of one site's week, the same for the same facts, by the names that templates use. Every list may
    be empty; the sentence `no_…` then stands in its place. `more_…` says how many were left out (`and 3 more`),
    or is empty; `overdue_count` are all that are overdue, those of `todo` too. `staff_told` is the day on which
    the team was told that audits exist."""
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
    said = sentences.span_words(*weeks)
    no_serious = said["no_serious_but_overdue"] if late else said["no_serious"]
    assumed, words = not facts.site.hours, sentences.fixed_words(locale)
    return SimpleNamespace(
        language=language,
        week=facts.name,
        title=sentences.span_title(said["report"], *weeks, locale),
        site=shown_site(one_line(facts.site.name.say(language))),
        when=sentences.span_dates(*weeks, locale),
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
        scores=tuple(score_line(one, said["no_score"], locale) for one in facts.series),
        no_scores=sentences.NO_SCORES.say(language),
        standing=standing_line(facts, locale),
        charts=tuple(chart_of(one, facts.week, locale) for one in facts.series),
        table=table_of(facts.series, *weeks, locale) if facts.series else None,
        failed=tuple(below[:_FAILED]),
        more_failed=more(len(below) - _FAILED, language, sentences.MORE_QUESTIONS),
        no_failed=(sentences.NO_FAILED if audits else said["no_audits"]).say(language),
        balance=sentences.balance_of_answers(
            sum(view.score.exceeds for view in audits),
            sum(view.score.below for view in audits),
            len(below),
            language,
        )
        if audits
        else "",
        remembers=memory_lines(audits, locale),
        no_remembers=(sentences.NO_MEMORIES if audits else said["no_audits"]).say(language),
        unseen=sentences.unseen_facts(facts.unseen, assumed, locale) if facts.looked else (),
        no_unseen=sentences.no_unseen(facts.looked, assumed, language),
        recognised=sentences.recognised(records, language),
        auditors=sentences.auditors(records, language),
        method=sentences.how_to_read(locale, usual_counts(facts.series, locale)),
        staff=staff(staff_told, monday(facts.first), locale),
        ethics=ETHICS.say(locale.language),
        best=tuple(islice(_went_well(facts, locale), _BEST)),
        no_best=said["no_best"].say(language),
        cases=tuple(case_lists(facts.cases, locale)),
        words=words | {"team": sentences.span_title(said["team"], *weeks, locale)},
    )


def site_line(facts: SiteWeek, locale: Locale) -> SimpleNamespace:
    """A site's week in a few sentences; `page` is for the name of its page's file in the same format."""
    serious = sum(len(view.score.critical_below) for view in facts.audits)
    overdue = sum(one.overdue(facts.today) for one in facts.actions)
    standing = standing_line(facts, locale)
    said = sentences.span_words(facts.first, facts.week)
    return SimpleNamespace(
        id=facts.site.id,
        site=one_line(facts.site.name.say(locale.language)),
        page="",
        notices=(
            *sentences.week_notices(said, facts.over, facts.today, len(facts.audits), 0, locale),
            *(f"{one.title}: {one.number}" for one in case_lists(facts.cases, locale) if one.open),
        ),
        scores=tuple(score_line(one, said["no_score"], locale) for one in facts.series),
        standing=standing.answer if standing else "",
        level=standing.level if standing else "",
        serious=serious,
        overdue=overdue,
        counts=sentences.COUNTS.say(locale.language, serious=serious, overdue=overdue),
    )


def weekly_summary(
    week: str, lines: Sequence[SimpleNamespace], locale: Locale, staff_told: date | None = None
) -> SimpleNamespace:
    """All sites' week, or several by their name, on one page: in the order of the settings, never a ranking."""
    weeks = span_of(week)
    return SimpleNamespace(
        language=locale.language,
        week=week,
        title=sentences.span_title(sentences.span_words(*weeks)["summary"], *weeks, locale),
        when=sentences.span_dates(*weeks, locale),
        sites=tuple(lines),
        no_ranking=sentences.NO_RANKING.say(locale.language),
        method=sentences.how_to_read(locale),
        staff=staff(staff_told, monday(weeks[0]), locale),
        ethics=ETHICS.say(locale.language),
        words=sentences.fixed_words(locale),
    )


def standing_line(facts: SiteWeek, locale: Locale) -> SimpleNamespace | None:
    """Whether clients can count on the place: the answer of the worst of its checklists, then `details` where there
    are several that say more. None where nothing was ever audited."""
    if not facts.series:
        return None
    worst = site_standing([one.standing for one in facts.series])
    several = len(facts.series) > 1
    brief = conclusions.standing_briefly(worst, locale.language)
    return SimpleNamespace(
        level=worst.level,
        question=locale.say(conclusions.CAN_CLIENTS_COUNT),
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
    said = conclusions.standing_words(one.standing, locale, ask)
    repeated = conclusions.standing_briefly(one.standing, locale.language) == besides
    return (conclusions.standing_why(one.standing, locale, ask) if repeated else "") or said


def _shape(standing: Standing) -> str:
    """What is drawn beside a standing, nothing for what is not clear; what is unresolved is no less bad for
    being early."""
    if standing.reasons:
        return "none" if standing.reasons == ("too_early",) else "below"
    if standing.short or standing.under:
        return "below" if standing.short else "none"
    return "exceeds" if standing.level == "amazement" else "meets"


def _serious(audits: Iterable[AuditView], locale: Locale) -> Iterator[SimpleNamespace]:
    for view in audits:
        for name in view.score.critical_below:
            question = view.checklist.questions[name]
            yield SimpleNamespace(
                lead=lead(question, locale),
                answer=capital(answer_words(question, view.answers[name], locale)),
                when=locale.moment(view.started),
                checklist=one_line(view.checklist.title.say(locale.language)),
            )


def _put_right(audits: Iterable[AuditView], locale: Locale) -> Iterator[str]:
    """What was below and was put right on the spot: `Is the floor clean? No (16 Nov)`."""
    for view in audits:
        for action in view.actions:
            if action.on_the_spot:
                yield sentences.finding(view, action.question, locale)


# By checklist and item, what each audit said: the question that it asked, its verdict, whether it failed the audit.
_Verdicts: TypeAlias = dict[tuple[str, str], list[tuple[Question, Verdict, bool]]]


def _not_met(facts: SiteWeek, locale: Locale) -> Iterator[SimpleNamespace]:
    """What was below in the week's audits, the most serious and most frequent first."""
    language, recurrences, found = locale.language, _recurrences(facts), []
    for item, said in _verdicts(facts).items():
        below = [serious for _question, verdict, serious in said if verdict == "below"]
        if below:
            found.append((any(below), len(below), said[-1][0], len(said), recurrences.get(item)))
    found.sort(key=lambda one: (not one[0], -one[1], -one[2].weight))
    for serious, times, question, judged, recurrence in found:
        yield SimpleNamespace(
            verdict="below",
            question=asked(question, locale),
            counts=out_of(times, judged, language),
            marks=marks(serious, recurrence, language),
        )


def _went_well(facts: SiteWeek, locale: Locale) -> Iterator[SimpleNamespace]:
    """What was better than expected, the most frequent first, then what was met in every audit."""
    language, found = locale.language, []
    for said in _verdicts(facts).values():
        had = Counter(verdict for _question, verdict, _serious in said)
        if had["exceeds"]:
            found.append(("exceeds", had["exceeds"], said[-1][0], len(said)))
        elif had["meets"] == len(said):
            found.append(("meets", had["meets"], said[-1][0], len(said)))
    found.sort(key=lambda one: (one[0], -one[1], -one[2].weight))
    for verdict, times, question, judged in found:
        counts = out_of(times, judged, language)
        yield SimpleNamespace(
            verdict=verdict,
            question=praised(question, locale),
            counts=sentences.WENT_WELL[verdict].say(language, counts=counts),
            marks=(),
        )


def _verdicts(facts: SiteWeek) -> _Verdicts:
    """In the order of asking."""
    item = _item_of(facts)
    found: _Verdicts = defaultdict(list)
    for view in facts.audits:
        for name, had in view.score.verdicts.items():
            said = view.checklist.questions[name], had, name in view.score.critical_below
            found[view.checklist.id, item(view.checklist.id, name)].append(said)
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
