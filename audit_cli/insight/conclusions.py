"""What the run of weeks allows to say, in the words that people read (PRACTICE: "Words")."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from audit_cli.insight.run import Point, Run, RunChange
from audit_cli.insight.standing import CONFIDENCE, Doubt, Level, Standing
from audit_cli.insight.trend import Direction, SignalKind
from audit_cli.language import Language, Locale, Message, _, ngettext

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
_OVER: Final = _("No real change now; what got worse in {week} is over.")
_CHANGED: Final[Mapping[tuple[SignalKind, Direction], Message]] = {
    ("jump", "down"): _("A sudden change for the worse in {week}."),
    ("jump", "up"): _("A sudden change for the better in {week}."),
    ("drift", "down"): _("A gradual change for the worse since {week}."),
    ("drift", "up"): _("A gradual change for the better since {week}."),
}
_UNRESOLVED: Final = _("{changed} Not resolved yet.")
_AGAIN: Final[Mapping[SignalKind, Message]] = {
    "jump": _(
        "Another sudden change for the worse in {week}; the one of {first} is not resolved yet."
    ),
    "drift": _(
        "Another gradual change for the worse since {week}; the one of {first} is not resolved yet."
    ),
}
_ONE_ALONE: Final = _(
    "One week alone fits in the usual range; several in a row on the same side do not."
)

_LEVELS: Final[Mapping[Level, Message]] = {
    "tolerance": _("Fine, nothing special"),
    "amazement": _("Always good"),
}
_SHORT: Final = _("Falls short of what is expected")
_TOO_EARLY: Final = _("Too early")
_SOMETHING: Final = _("Something unresolved")
_BECAUSE: Final = _("{answer}: {why}")
_SURE: Final = _("{answer} ({why})")
_SURELY_OVER: Final = _("{weeks} weeks together reach the target, {sure} sure")
_SURELY_UNDER: Final = _("{weeks} weeks together do not reach the target, {sure} sure")
_MORE_WEEKS: Final = ngettext("1 more week with audits", "{count} more weeks with audits")
_REASONS: Final[Mapping[Doubt, Message]] = {
    "complaint": _("a complaint is open"),
    "downward_signal": _("a change for the worse since {since}"),
    "critical": _("a serious failure in the last eight weeks ({items})"),
}


def conclusion(run: Run, language: Language) -> str:
    """In one sentence or two, what may be concluded; no real change unless there is a reason."""
    if not run.points:
        return _NOTHING.say(language)
    if run.weeks_until_judged:
        return _UNTIL.say(language, count=run.weeks_until_judged)
    worse = [change for change in run.changes if change.direction == "down"]
    sentences = [changed(change, language) for change in run.changes if change.direction == "up"]
    if len(worse) > 1:
        first, last = worse
        again = _AGAIN[last.kind].say(language, week=last.since, first=first.since)
        sentences.insert(0, again)
    elif worse:
        sentences.insert(0, _UNRESOLVED.say(language, changed=changed(worse[0], language)))
    if run.latest and run.latest.change and not sentences:
        sentences.append(_OVER.say(language, week=run.latest.change.since))
    return " ".join(sentences) or _NO_CHANGE.say(language)


def one_alone(run: Run, point: Point, language: Language) -> str:
    """Why a gradual change is told although this week is as usual; empty where neither is so."""
    if point.judged is None or point.counted is None:
        return ""
    low, high = point.judged.usual
    fits = low <= point.counted.met <= high
    drifts = any(change.kind == "drift" for change in run.changes)
    return _ONE_ALONE.say(language) if fits and drifts else ""


def changed(change: RunChange, language: Language) -> str:
    """A signal as a sentence: what kind, which way, since when."""
    return _CHANGED[change.kind, change.direction].say(language, week=change.since)


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
    return (_SHORT if standing.short else _LEVELS[standing.level]).say(language)


def standing_why(standing: Standing, locale: Locale, ask: Callable[[str], str] = str) -> str:
    """What the answer rests on; empty for a place that is neither surely good nor surely short of it."""
    language = locale.language
    if not standing.reasons:
        if standing.level != "amazement" and not standing.short:
            return ""
        message = _SURELY_UNDER if standing.short else _SURELY_OVER
        sure = locale.bare_percent(100 * CONFIDENCE)
        return message.say(language, weeks=standing.weeks, sure=sure)
    early = standing.weeks_missing
    more = _MORE_WEEKS.say(language, count=early) if early else ""
    unresolved = "; ".join(_unresolved(standing, language, ask))
    if unresolved and early:
        more = _BECAUSE.say(language, answer=_TOO_EARLY, why=more)
    return ". ".join(part for part in (unresolved, more) if part)


def _unresolved(standing: Standing, language: Language, ask: Callable[[str], str]) -> Iterator[str]:
    items = ", ".join(map(ask, standing.critical))
    for reason in standing.reasons:
        if reason in _REASONS:
            yield _REASONS[reason].say(language, since=standing.since, items=items)
