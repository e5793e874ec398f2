"""A checklist's weeks: the score and what happened in words, the chart and the table."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from types import SimpleNamespace
from typing import Final

from audit_cli.insight.conclusions import CHANGES, begin_anew, conclusion, one_alone
from audit_cli.insight.run import Point, Run
from audit_cli.insight.totals import Counted, WeekSums
from audit_cli.language import Language, Locale, Message, _, ngettext
from audit_cli.language.weeks import distance, monday, week_after, weeks_between
from audit_cli.reports.series import counted_audits, percent_of
from audit_cli.reports.wording import one_line
from audit_cli.scoring import rounded_percent
from audit_cli.week.material import CHART_WEEKS, TABLE_WEEKS, SeriesWeek

_HIGHEST_FLOOR: Final = 80  # percent: a chart that begins higher makes noise look like news
_NO_AUDITS: Final = WeekSums("")

_SCORE: Final = _("{share} of what is expected, {audits}; {change}")
_SCORE_STOP: Final = _("{share} of what is expected, {audits}. {conclusion}")
_NO_CHANGE: Final = _("no real change.")
_NO_SCORE: Final = _("No percentage: too little could be judged, {audits}. {conclusion}")
_OUT_OF: Final = _("{met} of {applicable}")
_PASSED: Final = ngettext("Passed: {counts} audit", "Passed: {counts} audits")
_PLACE: Final = _("Place: {share}")
_PEOPLE: Final = _("People: {share}")
_USUAL: Final = _("Usual range: {range}")
_COUNTS: Final = _("{checklist} {lowest} to {highest} of {items}")
_USUAL_COUNTS: Final = _("The usual range in answers of equal weight: {counts}.")
_TARGET: Final = _("Target: {percent}")
_SHORT_COUNT: Final = _("{met}/{applicable}")
_TOO_LITTLE: Final = _("too little judged")
_SERIOUS_WEEK: Final = _("serious failure")
_NEW_PERIOD: Final = _("new comparison weeks")
_NEW_VERSION: Final = _("another version")
_SIGNALS: Final = {"up": "▲", "down": "▼"}
_CHART: Final = _(
    "Points met each week from {first} to {last}, with the usual range and the target. {conclusion}"
)
_CHART_POINT: Final = _("Week of {monday}: {said}")


def score_line(one: SeriesWeek, no_score: Message, locale: Locale) -> SimpleNamespace:
    """A checklist's week in words, of which each but the `sentence` may be empty; `no_score` says that it has no
    audits, and a `{conclusion}`."""
    point, target = one.point, one.checklist.target
    sums = point.sums if point else _NO_AUDITS
    return SimpleNamespace(
        checklist=_title(one, locale),
        kind=course(one.view.run, point),
        sentence=_score(one.view.run, point, target, locale)
        if point
        else locale.say(no_score, conclusion=conclusion(one.view.run, locale)),
        usual=_usual(one.view.run, point, locale),
        anew=_anew(one, locale.language),
        target=_target(target, locale),
        passed=_passed(sums, locale.language),
        place=_apart(_PLACE, Counted(sums.place_met, sums.place_weight), target, locale),
        people=_apart(_PEOPLE, Counted(sums.people_met, sums.people_weight), target, locale),
    )


def course(run: Run, point: Point | None) -> str:
    """Which way a checklist goes, as far as may be said: better, worse, same or open (nothing is said of
    a week without audits)."""
    if point is None or run.weeks_until_judged or not run.points:
        return "open"
    if run.unresolved:
        return "worse"
    return "better" if run.improving else "same"


def _score(run: Run, point: Point, target: float, locale: Locale) -> str:
    """`88% (61 of 69 points) of what is expected, 4 audits; no real change.`"""
    language, said = locale.language, conclusion(run, locale)
    counted = Counted(point.sums.met, point.sums.weight)
    percent, audits = percent_of(counted, target), counted_audits(point.sums.audits, language)
    if percent is None:
        return _NO_SCORE.say(language, audits=audits, conclusion=said)
    share = locale.share(percent, *counted)
    if run.weeks_until_judged or run.unresolved or run.latest:
        return _SCORE_STOP.say(language, share=share, audits=audits, conclusion=said)
    return _SCORE.say(language, share=share, audits=audits, change=_NO_CHANGE)


def _usual(run: Run, point: Point | None, locale: Locale) -> str:
    """What was usual for this week, and why that can be little comfort; empty where nothing can be
    compared yet."""
    if point is None or point.judged is None or point.counted is None:
        return ""
    said = _USUAL.say(locale.language, range=locale.usual_range(*_usual_percents(point)))
    alone = one_alone(run, point, locale.language)
    return f"{said}. {alone}" if alone else said


def _anew(one: SeriesWeek, language: Language) -> str:
    """With the command, that what has changed for so long is what is usual now; else empty."""
    found, series = begin_anew(one.view.run, language), one.view.series
    if not found:
        return ""
    sentence, since = found
    which = f"--site {series.site} --checklist {series.checklist}"
    return f"{sentence} audit trend {which} --new-period {since} --why …"


def usual_counts(series: Sequence[SeriesWeek], locale: Locale) -> str:
    """The usual ranges in counts, for those who ask: `In counts: Walk-in 11 to 13 of 13`. Empty where there is
    none."""
    counts = [
        _COUNTS.say(
            locale.language,
            checklist=_title(one, locale),
            lowest=point.judged.usual[0],
            highest=point.judged.usual[1],
            items=point.counted.items,
        )
        for one in series
        if (point := one.point) and point.judged and point.counted
    ]
    return _USUAL_COUNTS.say(locale.language, counts="; ".join(counts)) if counts else ""


def _usual_percents(point: Point) -> tuple[float, float]:
    """The ends of a judged week's usual range, 0 to 100 with one decimal."""
    assert point.judged
    assert point.counted
    low, high = (
        rounded_percent(Fraction(100 * n, point.counted.items)) for n in point.judged.usual
    )
    return low, high


def _target(goal: float, locale: Locale) -> str:
    return _TARGET.say(locale.language, percent=locale.bare_percent(goal))


def _passed(sums: WeekSums, language: Language) -> str:
    """How many audits passed, of those decided (S0-8); empty where none was."""
    if not sums.decided:
        return ""
    counts = out_of(sums.passed, sums.decided, language)
    return _PASSED.say(language, count=sums.decided, counts=counts)


def out_of(met: int, of: int, language: Language) -> str:
    """`2 of 4`."""
    return _OUT_OF.say(language, met=met, applicable=of)


def _apart(message: Message, counted: Counted, target: float, locale: Locale) -> str:
    """The points of the place or of the people alone; empty where there are none."""
    percent = percent_of(counted, target)
    if percent is None:
        return ""
    return message.say(locale.language, share=locale.share(percent, *counted))


def _short_share(point: Point, target: float, locale: Locale) -> str:
    """`88% (61/69)`."""
    counted = Counted(point.sums.met, point.sums.weight)
    percent = percent_of(counted, target)
    if percent is None:
        return _TOO_LITTLE.say(locale.language)
    return locale.share(percent, *counted, _SHORT_COUNT)


def _marks(point: Point, language: Language) -> tuple[str, ...]:
    """What happened in a week: a serious failure first, whatever its value."""
    found = [_SERIOUS_WEEK.say(language)] if point.sums.critical_failures else []
    if point.onset:
        sign = _SIGNALS[point.onset.direction]
        found.append(f"{sign} {CHANGES[point.onset.kind].say(language)}")
    if point.period:
        found.append(_NEW_PERIOD.say(language))
    if point.versions:
        found.append(_NEW_VERSION.say(language))
    return tuple(found)


def chart_of(one: SeriesWeek, week: str, locale: Locale) -> SimpleNamespace:
    """The last 26 calendar weeks of a checklist, up to this one, drawn from `floor` percent to 100."""
    since, target = week_after(week, 1 - CHART_WEEKS), one.checklist.target
    points = tuple(
        _chart_point(point, distance(since, point.week), target, locale)
        for point in one.recent(week, CHART_WEEKS)
    )
    lowest = _floor(points, target)
    first, last = locale.short_date(monday(since)), locale.short_date(monday(week))
    said = conclusion(one.view.run, locale)
    return SimpleNamespace(
        id=one.view.series.checklist,
        checklist=_title(one, locale),
        weeks=CHART_WEEKS,
        floor=lowest,
        target=target,
        target_label=_target(target, locale),
        floor_label=str(lowest),
        top_label="100",
        first=first,
        last=last,
        points=points,
        description=_CHART.say(locale.language, first=first, last=last, conclusion=said),
    )


def table_of(
    series: Sequence[SeriesWeek], first: str, week: str, locale: Locale
) -> SimpleNamespace:
    """The last 13 calendar weeks, the latest first, a column for each checklist; those from the `first` are
    what it is about."""
    weeks = [*weeks_between(week_after(week, 1 - TABLE_WEEKS), week)]
    columns = [
        ({point.week: point for point in one.view.run.points}, one.checklist.target)
        for one in series
    ]
    return SimpleNamespace(
        checklists=tuple(_title(one, locale) for one in series),
        rows=tuple(
            SimpleNamespace(
                week=name,
                monday=locale.short_date(monday(name)),
                present=name >= first,
                cells=tuple(_cell(points.get(name), goal, locale) for points, goal in columns),
            )
            for name in reversed(weeks)
        ),
    )


def _title(one: SeriesWeek, locale: Locale) -> str:
    return one_line(one.checklist.title.say(locale.language))


def _chart_point(point: Point, at: int, target: float, locale: Locale) -> SimpleNamespace:
    """A week in the chart, `at` so many calendar weeks from its beginning; percentages are 0 to 100, None where
    nothing was counted; `note` says what happened, for the eye that rests on it."""
    low, high = _usual_percents(point) if point.judged else (None, None)
    said = "; ".join([_short_share(point, target, locale), *_marks(point, locale.language)])
    day = locale.short_date(monday(point.week))
    return SimpleNamespace(
        at=at,
        week=point.week,
        percent=percent_of(Counted(point.sums.met, point.sums.weight), target),
        lowest=low,
        highest=high,
        signal=point.onset.direction if point.onset else "",
        serious=bool(point.sums.critical_failures),
        new_period=point.period is not None,
        note=_CHART_POINT.say(locale.language, monday=day, said=said),
    )


def _floor(points: Sequence[SimpleNamespace], target: float) -> int:
    """The lowest ten that all that is drawn lies above."""
    drawn: list[float] = [
        value for point in points for value in (point.percent, point.lowest) if value is not None
    ]
    return max(0, min(_HIGHEST_FLOOR, floor(min([target, *drawn]) / 10) * 10))


def _cell(point: Point | None, target: float, locale: Locale) -> SimpleNamespace:
    if point is None:
        return SimpleNamespace(share="", marks=())
    share, marks = _short_share(point, target, locale), _marks(point, locale.language)
    return SimpleNamespace(share=share, marks=marks)
