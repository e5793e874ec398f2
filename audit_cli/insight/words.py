"""What the run of weeks allows to say, in the words that people read (PRACTICE: "Words")."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from audit_cli.i18n import Language, Locale, Message, Plural
from audit_cli.insight.run import Change, Point, Run
from audit_cli.insight.standing import CONFIDENCE, Level, Reason, Standing
from audit_cli.insight.trend import Direction, Kind

CAN_CLIENTS_COUNT: Final = Message(
    en="Can {clients} count on us?", es="¿Pueden contar con nosotros?"
)
HOW_OFTEN_WRONG: Final = Message(
    en="A checklist where nothing changes gives a false signal about once a year or less.",
    es="Una lista en la que nada cambia da una señal falsa como una vez al año, o menos.",
)
RECOVERS_BY_ITSELF: Final = Message(
    en="After the worst week some recovery comes by itself, whatever was done about it.",
    es="Después de la peor semana, parte de la mejora llega sola, se haga lo que se haga.",
)
USUAL_RANGE: Final = Message(en="usual range", es="lo normal aquí")
CHANGES: Final[Mapping[Kind, Message]] = {
    "jump": Message(en="sudden change", es="cambio brusco"),
    "drift": Message(en="gradual change", es="cambio gradual"),
}

_NOTHING: Final = Message(en="No audits to compare yet.", es="Aún no hay auditorías que comparar.")
_UNTIL: Final = Plural(
    Message(
        en="1 more week with audits until a change can be told from chance.",
        es="Falta 1 semana con auditorías para distinguir un cambio de la casualidad.",
    ),
    Message(
        en="{count} more weeks with audits until a change can be told from chance.",
        es="Faltan {count} semanas con auditorías para distinguir un cambio de la casualidad.",
    ),
)
_NO_CHANGE: Final = Message(
    en="No real change: the weeks differ no more than by chance.",
    es="Sin cambio real: las semanas varían como varían por casualidad.",
)
_OVER: Final = Message(
    en="No real change now; what got worse in {week} is over.",
    es="Ahora sin cambio real; lo que empeoró en {week} ya pasó.",
)
_CHANGED: Final[Mapping[tuple[Kind, Direction], Message]] = {
    ("jump", "down"): Message(
        en="A sudden change for the worse in {week}.",
        es="Cambio brusco, para peor, en {week}.",
    ),
    ("jump", "up"): Message(
        en="A sudden change for the better in {week}.",
        es="Cambio brusco, para mejor, en {week}.",
    ),
    ("drift", "down"): Message(
        en="A gradual change for the worse since {week}.",
        es="Cambio gradual, para peor, desde {week}.",
    ),
    ("drift", "up"): Message(
        en="A gradual change for the better since {week}.",
        es="Cambio gradual, para mejor, desde {week}.",
    ),
}
_UNRESOLVED: Final = Message(en="{changed} Not resolved yet.", es="{changed} Aún sin resolver.")
_AGAIN: Final[Mapping[Kind, Message]] = {
    "jump": Message(
        en="Another sudden change for the worse in {week}; the one of {first} is not resolved yet.",
        es="Otro cambio brusco, para peor, en {week}; el de {first} sigue sin resolver.",
    ),
    "drift": Message(
        en="Another gradual change for the worse since {week}; the one of {first} is not resolved yet.",
        es="Otro cambio gradual, para peor, desde {week}; el de {first} sigue sin resolver.",
    ),
}
_ONE_ALONE: Final = Message(
    en="One week alone fits in the usual range; several in a row on the same side do not.",
    es="Una semana sola cabe en lo normal; varias seguidas hacia el mismo lado, no.",
)

_LEVELS: Final[Mapping[Level, Message]] = {
    "tolerance": Message(en="Fine, nothing special", es="Cumple, sin destacar"),
    "amazement": Message(en="Always good", es="Siempre bien"),
}
_SHORT: Final = Message(en="Falls short of what is expected", es="Por debajo de lo esperado")
_TOO_EARLY: Final = Message(en="Too early", es="Faltan semanas")
_SOMETHING: Final = Message(en="Something unresolved", es="Algo sin resolver")
_BECAUSE: Final = Message(en="{answer}: {why}", es="{answer}: {why}")
_SURE: Final = Message(en="{answer} ({why})", es="{answer} ({why})")
_SURELY_OVER: Final = Message(
    en="{weeks} weeks together reach the target, {sure} sure",
    es="{weeks} semanas juntas llegan a la meta, {sure} seguro",
)
_SURELY_UNDER: Final = Message(
    en="{weeks} weeks together do not reach the target, {sure} sure",
    es="{weeks} semanas juntas no llegan a la meta, {sure} seguro",
)
_MORE_WEEKS: Final = Plural(
    Message(en="1 more week with audits", es="1 más con auditorías"),
    Message(en="{count} more weeks with audits", es="{count} más con auditorías"),
)
_REASONS: Final[Mapping[Reason, Message]] = {
    "complaint": Message(en="a complaint is open", es="hay una queja abierta"),
    "downward_signal": Message(
        en="a change for the worse since {since}", es="un cambio para peor desde {since}"
    ),
    "critical": Message(
        en="a serious failure in the last eight weeks ({items})",
        es="una falla grave en las últimas ocho semanas ({items})",
    ),
}


def conclusion(run: Run, language: Language) -> str:
    """In one sentence or two, what may be concluded; no real change unless there is a reason."""
    if not run.points:
        return _NOTHING.say(language)
    if run.weeks_until_judged:
        return _UNTIL.say(language, count=run.weeks_until_judged)
    worse = [change for change in run.told if change.direction == "down"]
    sentences = [changed(change, language) for change in run.told if change.direction == "up"]
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
    drifts = any(change.kind == "drift" for change in run.told)
    return _ONE_ALONE.say(language) if fits and drifts else ""


def changed(change: Change, language: Language) -> str:
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
