"""What the run of weeks allows to say, in the words that people read (PRACTICE: "Words")."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from audit_cli.insight.run import Point, Run, RunChange
from audit_cli.insight.standing import Doubt, Standing
from audit_cli.insight.trend import Direction, SignalKind
from audit_cli.language import Language, Locale, Message, _, ngettext
from audit_cli.language.weeks import monday

CAN_CLIENTS_COUNT: Final = _("Can {clients} count on us?")
HOW_OFTEN_WRONG: Final = _(
    "A checklist where nothing changes gives a false signal about once a year or less."
)
RECOVERS_BY_ITSELF: Final = _(
    "After the worst week some recovery comes by itself, whatever was done about it."
)
USUAL_RANGE: Final = _("usual range")
CHANGES: Final[Mapping[SignalKind, Message]] = {
    "jump": _("sudden change"),
    "drift": _("gradual change"),
}

_NOTHING: Final = _("No audits to compare yet.")
_UNTIL: Final = ngettext(
    "1 more week with audits until a change can be told from chance.",
    "{count} more weeks with audits until a change can be told from chance.",
)
_NO_CHANGE: Final = _("No real change: the weeks differ no more than by chance.")
_CHANGED: Final[Mapping[tuple[SignalKind, Direction], Message]] = {
    ("jump", "down"): _("Lower in the week of {week}: more than chance explains."),
    ("jump", "up"): _("Higher in the week of {week}: more than chance explains."),
    ("drift", "down"): _("Lower since the week of {week}: more than chance explains."),
    ("drift", "up"): _("Higher since the week of {week}: more than chance explains."),
}
_UNRESOLVED: Final = _("{changed} Not resolved yet.")
_OVER: Final[Mapping[Direction, Message]] = {
    "down": _("No real change now; what got worse in the week of {week} is over."),
    "up": _("No real change now; what got better in the week of {week} is over."),
}
_ONE_ALONE: Final = _(
    "One week alone fits in the usual range; several in a row on the same side do not."
)
_ENOUGH_TO_BEGIN_ANEW: Final = 8  # judged weeks since an onset
_BEGIN_ANEW: Final = _(
    "{count} weeks with audits since then. If this is how it is now, compare from there on:"
)

_FINE: Final = _("Fine, nothing special")
_ALWAYS: Final = _("Always good: no fireworks, every time")
_ON_THE_WHOLE: Final = _("Good on the whole, not yet every time")
_UNDER: Final = _("Not yet clear whether it reaches the target")
_SHORT: Final = _("Falls short of what is expected")
_TOO_EARLY: Final = _("Too early")
_SOMETHING: Final = _("Something unresolved")
_BECAUSE: Final = _("{answer}: {why}")
_SURE: Final = _("{answer} ({why})")
_PASSED: Final = ngettext("{passed} of {count} audit passed", "{passed} of {count} audits passed")
_MORE_WEEKS: Final = ngettext("1 more week with audits", "{count} more weeks with audits")
_REASONS: Final[Mapping[Doubt, Message]] = {
    "complaint": _("a complaint is open"),
    "downward_signal": _("lower since the week of {since}"),
    "critical": _("a serious failure is not settled yet ({items})"),
}


def conclusion(run: Run, locale: Locale) -> str:
    """In one sentence or two, what may be concluded; no real change unless there is a reason."""
    if not run.points:
        return locale.say(_NOTHING)
    if run.weeks_until_judged:
        return locale.say(_UNTIL, count=run.weeks_until_judged)
    sentences = [changed(change, locale) for change in run.changes]
    if run.unresolved:
        sentences[0] = locale.say(_UNRESOLVED, changed=sentences[0])
    if run.latest and run.latest.change and not sentences:
        over = run.latest.change
        sentences = [locale.say(_OVER[over.direction], week=_day(over.since, locale))]
    return " ".join(sentences) or locale.say(_NO_CHANGE)


def one_alone(run: Run, point: Point, language: Language) -> str:
    """Why a gradual change is told although this week is as usual; empty where neither is so."""
    if point.judged is None or point.counted is None:
        return ""
    low, high = point.judged.usual
    fits = low <= point.counted.met <= high
    drifts = any(change.kind == "drift" for change in run.changes)
    return _ONE_ALONE.say(language) if fits and drifts else ""


def changed(change: RunChange, locale: Locale) -> str:
    """A signal as a sentence: which way, since when."""
    return locale.say(_CHANGED[change.kind, change.direction], week=_day(change.since, locale))


def begin_anew(run: Run, language: Language) -> tuple[str, str] | None:
    """Since when a change that goes on is what is usual: a sentence that ends where a command follows, and the
    week from which to compare. None before that can be said."""
    if not run.changes or not run.latest or not run.latest.change:
        return None
    if run.judged_since < _ENOUGH_TO_BEGIN_ANEW:
        return None
    return _BEGIN_ANEW.say(language, count=run.judged_since), run.latest.change.since


def _day(week: str, locale: Locale) -> str:
    """The Monday of a week: `28 Sep`."""
    return locale.day_and_month(monday(week))


def standing_words(standing: Standing, locale: Locale, ask: Callable[[str], str] = str) -> str:
    """The answer to `CAN_CLIENTS_COUNT`, and why; `ask` gives the words of a question."""
    answer, why = standing_briefly(standing, locale.language), standing_why(standing, locale, ask)
    if not why:
        return answer
    return locale.say(_BECAUSE if standing.reasons else _SURE, answer=answer, why=why)


def standing_briefly(standing: Standing, language: Language) -> str:
    """The answer alone."""
    if standing.reasons:
        early = standing.reasons == ("too_early",)
        return (_TOO_EARLY if early else _SOMETHING).say(language)
    if standing.level == "amazement":
        return _ALWAYS.say(language)
    found = (
        (standing.short, _SHORT),
        (standing.under, _UNDER),
        (standing.on_the_whole, _ON_THE_WHOLE),
    )
    return next((message for holds, message in found if holds), _FINE).say(language)


def standing_why(standing: Standing, locale: Locale, ask: Callable[[str], str] = str) -> str:
    """What the answer rests on; empty where no audit of those that count has a result."""
    passed, decided = standing.passed
    early = standing.weeks_missing
    more = locale.say(_MORE_WEEKS, count=early) if early else ""
    if early and len(standing.reasons) > 1:
        more = locale.say(_BECAUSE, answer=_TOO_EARLY, why=more)
    share = locale.say(_PASSED, passed=passed, count=decided) if decided else ""
    reasons = "; ".join(_unresolved(standing, locale, ask))
    return ". ".join(part for part in (reasons, more or (share if not reasons else "")) if part)


def _unresolved(standing: Standing, locale: Locale, ask: Callable[[str], str]) -> Iterator[str]:
    items = ", ".join(map(ask, standing.critical))
    since = standing.since and _day(standing.since, locale)
    for reason in standing.reasons:
        if reason in _REASONS:
            yield locale.say(_REASONS[reason], since=since, items=items)
