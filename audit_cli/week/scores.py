"""A checklist's weeks in words: the score, what was usual, what happened."""

from fractions import Fraction
from typing import Final, Literal

from audit_cli.insight.conclusions import CHANGES, conclusion, one_alone
from audit_cli.insight.run import Point, Run
from audit_cli.insight.totals import Counted
from audit_cli.language import Language, Locale, Message, _, ngettext
from audit_cli.language.weeks import monday
from audit_cli.reports.series import counted_audits, percent_of
from audit_cli.scoring import rounded_percent

Course = Literal["better", "worse", "same", "open"]

_SCORE: Final = _("{share} of what is expected, {audits}; {change}")
_SCORE_STOP: Final = _("{share} of what is expected, {audits}. {conclusion}")
_NO_CHANGE: Final = _("no real change.")
_NO_SCORE: Final = _("No percentage: too little could be judged, {audits}. {conclusion}")
_NONE_THIS_WEEK: Final = _("No audits this week. {conclusion}")
_OUT_OF: Final = _("{met} of {applicable}")
_PASSED: Final = ngettext("Passed: {counts} audit", "Passed: {counts} audits")
_PLACE: Final = _("Place: {share}")
_PEOPLE: Final = _("People: {share}")
_USUAL: Final = _("Usual range: {range}")
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


def course(run: Run, point: Point | None) -> Course:
    """Which way a checklist goes, as far as may be said; nothing of a week without audits."""
    if point is None or run.weeks_until_judged or not run.points:
        return "open"
    if run.unresolved:
        return "worse"
    latest = run.latest.change if run.latest else None
    return "better" if latest and latest.direction == "up" else "same"


def score(run: Run, point: Point | None, target: float, locale: Locale) -> str:
    """The score in one sentence: `88% (61 of 69 points) of what is expected, 4 audits; no real change.`"""
    language, said = locale.language, conclusion(run, locale.language)
    if point is None:
        return _NONE_THIS_WEEK.say(language, conclusion=said)
    counted = Counted(point.sums.met, point.sums.weight)
    percent, audits = percent_of(counted, target), counted_audits(point.sums.audits, language)
    if percent is None:
        return _NO_SCORE.say(language, audits=audits, conclusion=said)
    share = locale.share(percent, *counted)
    if run.weeks_until_judged or run.unresolved or run.latest:
        return _SCORE_STOP.say(language, share=share, audits=audits, conclusion=said)
    return _SCORE.say(language, share=share, audits=audits, change=_NO_CHANGE)


def usual(run: Run, point: Point | None, locale: Locale) -> str:
    """What was usual for this week, and why that can be little comfort; empty where nothing can be
    compared yet."""
    if point is None or point.judged is None or point.counted is None:
        return ""
    ends = locale.usual_range(*usual_percents(point), *point.judged.usual, point.counted.items)
    said = _USUAL.say(locale.language, range=ends)
    alone = one_alone(run, point, locale.language)
    return f"{said}. {alone}" if alone else said


def usual_percents(point: Point) -> tuple[float, float]:
    """The ends of a judged week's usual range, 0 to 100 with one decimal."""
    assert point.judged
    assert point.counted
    low, high = (
        rounded_percent(Fraction(100 * n, point.counted.items)) for n in point.judged.usual
    )
    return low, high


def target(goal: float, locale: Locale) -> str:
    """`Target: 85%`."""
    return _TARGET.say(locale.language, percent=locale.bare_percent(goal))


def passed(counted: Counted, language: Language) -> str:
    """How many audits passed, of those decided (S0-8); empty where none was."""
    if not counted.of:
        return ""
    return _PASSED.say(language, count=counted.of, counts=out_of(*counted, language))


def out_of(met: int, of: int, language: Language) -> str:
    """`2 of 4`."""
    return _OUT_OF.say(language, met=met, applicable=of)


def place(counted: Counted, target: float, locale: Locale) -> str:
    """The points of the place alone; empty where there are none."""
    return _apart(_PLACE, counted, target, locale)


def people(counted: Counted, target: float, locale: Locale) -> str:
    """The points of the people alone; empty where there are none."""
    return _apart(_PEOPLE, counted, target, locale)


def _apart(message: Message, counted: Counted, target: float, locale: Locale) -> str:
    percent = percent_of(counted, target)
    if percent is None:
        return ""
    return message.say(locale.language, share=locale.share(percent, *counted))


def short_share(point: Point, target: float, locale: Locale) -> str:
    """`88% (61/69)`, for a table."""
    counted = Counted(point.sums.met, point.sums.weight)
    percent = percent_of(counted, target)
    if percent is None:
        return _TOO_LITTLE.say(locale.language)
    return locale.share(percent, *counted, _SHORT_COUNT)


def week_marks(point: Point, language: Language) -> tuple[str, ...]:
    """What happened in a week: a serious failure first, whatever its value."""
    found = [_SERIOUS_WEEK.say(language)] if point.sums.critical_failures else []
    if point.change:
        sign = _SIGNALS[point.change.direction]
        found.append(f"{sign} {CHANGES[point.change.kind].say(language)}")
    if point.period:
        found.append(_NEW_PERIOD.say(language))
    if point.versions:
        found.append(_NEW_VERSION.say(language))
    return tuple(found)


def chart_note(point: Point, target: float, locale: Locale) -> str:
    """A week of a chart in words."""
    said = "; ".join([short_share(point, target, locale), *week_marks(point, locale.language)])
    day = locale.short_date(monday(point.week))
    return _CHART_POINT.say(locale.language, monday=day, said=said)


def chart(first: str, last: str, run: Run, language: Language) -> str:
    """What a chart shows, in words; `first` and `last` are dates."""
    said = conclusion(run, language)
    return _CHART.say(language, first=first, last=last, conclusion=said)
