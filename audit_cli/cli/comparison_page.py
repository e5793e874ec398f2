"""Two periods of a series, question by question: what changed, and how sure that is."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from audit_cli.checklist.model import Checklist, Question
from audit_cli.cli.face import wrapped
from audit_cli.followup.renaming import Names
from audit_cli.i18n import Locale, Message
from audit_cli.insight.items import (
    CONFIDENCE,
    Direction,
    ItemChange,
    ItemShare,
    changed_by_chance,
    item_changes,
    item_shares,
)
from audit_cli.insight.run import Point
from audit_cli.insight.spans import Span
from audit_cli.insight.totals import Counted, Totals, totals_of
from audit_cli.insight.words import RECOVERS_BY_ITSELF
from audit_cli.reports.series import SeriesView, percent_of
from audit_cli.reports.wording import asked, one_line

_HEADINGS: Final[tuple[tuple[Direction, Message], ...]] = (
    ("worse", Message(en="▼ WORSE", es="▼ PEOR")),
    ("better", Message(en="▲ BETTER", es="▲ MEJOR")),
    ("no_change", Message(en="· NO CHANGE SHOWN", es="· SIN CAMBIO QUE SE VEA")),
)
_PERIOD = Message(
    en="{first} to {last} ({audits} audits)", es="de {first} a {last} ({audits} auditorías)"
)
_ARROW = Message(en="{before} → {after}", es="{before} → {after}")
_AUDITS = Message(en="{met} of {applicable} audits", es="{met} de {applicable} auditorías")
_OF_100 = Message(
    en="{difference} in every 100 ({sure} sure: {lower} to {upper})",
    es="{difference} de cada 100 ({sure} seguro: de {lower} a {upper})",
)
_CHANCE = Message(
    en="Of {count} questions compared at once, about {chance} would seem changed by chance alone.",
    es="De {count} preguntas comparadas a la vez, unas {chance} parecerían cambiar por pura casualidad.",
)
_WHOLE = Message(
    en="Whether the whole has changed: audit trend",
    es="Para saber si cambió el conjunto: audit trend",
)
_APART = Message(
    en="Not compared, judged in one of the periods only: {count}",
    es="Sin comparar, juzgadas solo en uno de los períodos: {count}",
)


class Comparison(NamedTuple):
    """A series in two periods. `apart` are the items that only one of them has; `questions` the words
    of each item, by any version that asked it."""

    view: SeriesView
    spans: tuple[Span, Span]
    totals: tuple[Totals, Totals]
    changes: tuple[ItemChange, ...]
    apart: tuple[str, ...]
    questions: dict[str, Question]
    from_worst: bool

    @classmethod
    def of(
        cls, view: SeriesView, before: Span, after: Span, versions: Sequence[Checklist]
    ) -> "Comparison":
        """Compare two periods that have audits and share no week."""
        names, points = Names(versions), view.run.points
        weeks = [[p.sums for p in points if span.holds(p.week)] for span in (before, after)]
        one, other = (item_shares(sums, names.item) for sums in weeks)
        asked_last = {names.item(q): found for of in versions for q, found in of.questions.items()}
        order = {item: place for place, item in enumerate(asked_last)}
        changes = sorted(item_changes(one, other), key=lambda change: order.get(change.item, 0))
        return cls(
            view,
            (before, after),
            (totals_of(weeks[0]), totals_of(weeks[1])),
            tuple(changes),
            tuple(sorted(one.keys() ^ other.keys())),
            asked_last,
            before.holds(_worst(points)),
        )


def comparison_lines(found: Comparison, locale: Locale, width: int) -> Iterator[str]:
    """What got worse, what got better, and where no change is shown, in lines of so many columns."""
    language, view = locale.language, found.view
    yield f"{one_line(view.checklist.title.say(language))} · {view.series.site}"
    periods = (
        _PERIOD.say(language, **span._asdict(), audits=totals.audits)
        for span, totals in zip(found.spans, found.totals, strict=True)
    )
    yield from wrapped(_arrow(*periods, locale=locale), width)
    shares = [_points(totals.points, view.checklist.target, locale) for totals in found.totals]
    if all(shares):
        yield from wrapped(_arrow(*shares, locale=locale), width)
        yield from wrapped(_WHOLE.say(language), width)
    for direction, heading in _HEADINGS:
        of_direction = [change for change in found.changes if change.direction == direction]
        if of_direction:
            yield from ("", heading.say(language))
        for change in of_direction:
            yield from _item(change, found.questions.get(change.item), locale, width)
    yield ""
    yield from _caveats(found, locale, width)


def comparison_json(found: Comparison) -> dict[str, Any]:
    """Every number of a comparison; shares, differences and their bounds are 0 to 1 (−1 to 1)."""
    return {
        **found.view.series._asdict(),
        "from": _period_json(found.spans[0], found.totals[0]),
        "to": _period_json(found.spans[1], found.totals[1]),
        "confidence": CONFIDENCE,
        "items": [
            _change_json(change, found.questions.get(change.item)) for change in found.changes
        ],
        "changed_by_chance": changed_by_chance(len(found.changes)),
        "not_compared": list(found.apart),
    }


def _worst(points: Sequence[Point]) -> str:
    """The week with the lowest value; empty where none has one."""
    counted = [point for point in points if point.sums.weight]
    return min(counted, key=lambda p: p.sums.met / p.sums.weight).week if len(counted) > 1 else ""


def _item(
    change: ItemChange, question: Question | None, locale: Locale, width: int
) -> Iterator[str]:
    words = asked(question, locale) if question else change.item
    yield from _indented(words, 2, width)
    shares = (_share(share, locale) for share in (change.before, change.after))
    yield from _indented(_arrow(*shares, locale=locale), 4, width)
    numbers = (change.difference, change.interval.lower, change.interval.upper)
    difference, lower, upper = (_signed(100 * number, locale) for number in numbers)
    sure = locale.bare_percent(100 * CONFIDENCE)
    facts = {"difference": difference, "lower": lower, "upper": upper, "sure": sure}
    yield from _indented(_OF_100.say(locale.language, **facts), 4, width)


def _caveats(found: Comparison, locale: Locale, width: int) -> Iterator[str]:
    language, count = locale.language, len(found.changes)
    if found.apart:
        yield from wrapped(_APART.say(language, count=len(found.apart)), width)
    if count > 1:
        chance = locale.number(changed_by_chance(count))
        yield from wrapped(_CHANCE.say(language, count=count, chance=chance), width)
    if found.from_worst and any(change.direction == "better" for change in found.changes):
        yield from wrapped(RECOVERS_BY_ITSELF.say(language), width)


def _points(points: Counted, target: float, locale: Locale) -> str:
    percent = percent_of(points, target)
    return "" if percent is None else locale.share(percent, *points)


def _share(share: ItemShare, locale: Locale) -> str:
    percent = percent_of(Counted(*share))
    return locale.share(percent or 0.0, *share, _AUDITS)


def _arrow(before: str, after: str, *, locale: Locale) -> str:
    return _ARROW.say(locale.language, before=before, after=after)


def _signed(number: float, locale: Locale) -> str:
    text = locale.number(abs(number))
    return text if text == "0" else f"{'−' if number < 0 else '+'}{text}"


def _indented(text: str, by: int, width: int) -> list[str]:
    return [" " * by + line for line in wrapped(text, width - by)]


def _period_json(span: Span, totals: Totals) -> dict[str, Any]:
    counted = {name: getattr(totals, name)._asdict() for name in totals._fields[2:]}
    return {**span._asdict(), "weeks": totals.weeks, "audits": totals.audits, **counted}


def _change_json(change: ItemChange, question: Question | None) -> dict[str, Any]:
    return {
        "question": question.id if question else change.item,
        "before": _share_json(change.before),
        "after": _share_json(change.after),
        "difference": change.difference,
        "interval": change.interval._asdict(),
        "change": change.direction,
    }


def _share_json(share: ItemShare) -> dict[str, Any]:
    return {**share._asdict(), "share": share.share, "interval": share.interval._asdict()}
