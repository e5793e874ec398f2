"""Two periods of a series, question by question: what changed, and how sure that is."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Any, Final, NamedTuple

from audit_cli.checklist.model import Checklist, Names, Question
from audit_cli.insight.conclusions import RECOVERS_BY_ITSELF
from audit_cli.insight.items import (
    ITEM_CONFIDENCE,
    ItemChange,
    ItemDirection,
    ItemShare,
    changed_by_chance,
    item_changes,
    item_shares,
)
from audit_cli.insight.periods import Span
from audit_cli.insight.run import Point
from audit_cli.insight.totals import Counted, Totals, totals_of
from audit_cli.language import Locale, Message, _
from audit_cli.language.weeks import monday
from audit_cli.reports.series import OF_AUDITS, SeriesView, counted_audits, percent_of
from audit_cli.reports.wording import asked, one_line
from audit_cli.scoring import always_met, rounded_percent
from audit_cli.settings import titled
from audit_cli.terminal.console import Item, Line, Table, line

_HEADINGS: Final[tuple[tuple[ItemDirection, Message], ...]] = (
    ("worse", _("▼ WORSE")),
    ("better", _("▲ BETTER")),
    ("no_change", _("· NO CHANGE SHOWN")),
)
_STYLES: Final[Mapping[ItemDirection, str]] = {"worse": "not_met", "better": "met", "no_change": ""}
_ARROW = _("{before} → {after}")
_OF_100 = _("{difference} in every 100 audits; {sure} sure: {between}")
_FEWER = _("{number} fewer")
_MORE = _("{number} more")
_AS_BEFORE = _("as before; {sure} sure: {between} in every 100 audits")
_MORE_BETWEEN = _("{low} to {high} more")
_EITHER = _("from {low} fewer to {high} more")
_CHANCE = _("Of {count} questions compared at once, chance alone would make {chance} seem changed.")
_ABOUT = _("about {number}")
_APART = _("Not compared, judged in one of the periods only: {count}")


class Comparison(NamedTuple):
    """A series in two periods. `apart` are the items that only one of them has; `questions` the words
    of each item, by any version that asked it. What every answer meets is not compared."""

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
        for item in _never_below(versions, names) & one.keys() & other.keys():
            if one[item].met == one[item].judged and other[item].met == other[item].judged:
                del one[item], other[item]
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


def comparison_page(found: Comparison, locale: Locale) -> Iterator[Item]:
    """What got worse, what got better, and where no change is shown."""
    language, view = locale.language, found.view
    yield line((titled(one_line(view.checklist.title.say(language)), view.series.site), "heading"))
    before, after = (
        _("{days} ({audits})").say(
            language,
            days=locale.days(monday(span.first), monday(span.last) + timedelta(days=6)),
            audits=counted_audits(totals.audits, language),
        )
        for span, totals in zip(found.spans, found.totals, strict=True)
    )
    yield _ARROW.say(language, before=before, after=after)
    before, after = (_points(t.points, view.checklist.target, locale) for t in found.totals)
    if before and after:
        yield _ARROW.say(language, before=before, after=after)
        yield _("Whether the whole has changed: audit trend").say(language)
    for direction, heading in _HEADINGS:
        changes = [change for change in found.changes if change.direction == direction]
        if changes:
            yield ""
            yield line((heading.say(language), _STYLES[direction]))
            rows = [_row(change, found.questions.get(change.item), locale) for change in changes]
            yield Table(rows, indent=2)
    yield ""
    yield from _caveats(found, locale)


def comparison_json(found: Comparison) -> dict[str, Any]:
    """Every number of a comparison; shares, differences and their bounds are 0 to 1 (−1 to 1)."""
    return {
        **found.view.series._asdict(),
        "from": _period_json(found.spans[0], found.totals[0]),
        "to": _period_json(found.spans[1], found.totals[1]),
        "confidence": ITEM_CONFIDENCE,
        "items": [_change_json(change, found.questions) for change in found.changes],
        "changed_by_chance": changed_by_chance(len(found.changes)),
        "not_compared": list(found.apart),
    }


def _never_below(versions: Sequence[Checklist], names: Names) -> set[str]:
    """The items that no version could find below, but for `never`: they are asked for what is better."""
    questions = [question for checklist in versions for question in checklist.questions.values()]
    open_ = {names.item(question.id) for question in questions if not always_met(question)}
    return {names.item(question.id) for question in questions} - open_


def _worst(points: Sequence[Point]) -> str:
    """The week with the lowest value; empty where none has one."""
    counted = [point for point in points if point.sums.weight]
    return min(counted, key=lambda p: p.sums.met / p.sums.weight).week if len(counted) > 1 else ""


def _row(change: ItemChange, question: Question | None, locale: Locale) -> list[list[Line]]:
    before, after = (_share(share, locale) for share in (change.before, change.after))
    met = _("Met in {before} → {after}").say(locale.language, before=before, after=after)
    words = asked(question, locale) if question else change.item
    changed = line((difference(change, locale), _STYLES[change.direction]))
    return [[line((words, "question"))], [line(met), changed]]


def difference(change: ItemChange, locale: Locale) -> str:
    """How many audits in every 100 more or fewer met an item, and between what that lies."""
    language, (lower, upper) = locale.language, change.interval
    low, high = (locale.number(abs(100 * one)) for one in (lower, upper))
    if upper < 0:
        between = _("{low} to {high} fewer").say(language, low=high, high=low)
    else:
        between = (_MORE_BETWEEN if lower > 0 else _EITHER).say(language, low=low, high=high)
    sure = locale.bare_percent(100 * ITEM_CONFIDENCE)
    if not change.difference:
        return _AS_BEFORE.say(language, sure=sure, between=between)
    before, after = (Fraction(*share) for share in (change.before, change.after))
    number = locale.number(rounded_percent(100 * abs(after - before)))
    difference = (_FEWER if change.difference < 0 else _MORE).say(language, number=number)
    return _OF_100.say(language, difference=difference, sure=sure, between=between)


def _caveats(found: Comparison, locale: Locale) -> Iterator[str]:
    language, count = locale.language, len(found.changes)
    if found.apart:
        yield _APART.say(language, count=len(found.apart))
    if count > 1:
        expected = changed_by_chance(count)
        few = _("less than one").say(language)
        chance = few if expected < 1 else _ABOUT.say(language, number=locale.number(expected))
        yield _CHANCE.say(language, count=count, chance=chance)
    if found.from_worst and any(change.direction == "better" for change in found.changes):
        yield RECOVERS_BY_ITSELF.say(language)


def _points(points: Counted, target: float, locale: Locale) -> str:
    percent = percent_of(points, target)
    return "" if percent is None else locale.share(percent, *points)


def _share(share: ItemShare, locale: Locale) -> str:
    return locale.share(percent_of(Counted(*share)) or 0.0, *share, OF_AUDITS)


def _period_json(span: Span, totals: Totals) -> dict[str, Any]:
    counted = {name: getattr(totals, name)._asdict() for name in totals._fields[2:]}
    return {**span._asdict(), "weeks": totals.weeks, "audits": totals.audits, **counted}


def _change_json(change: ItemChange, questions: Mapping[str, Question]) -> dict[str, Any]:
    question = questions.get(change.item)
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
