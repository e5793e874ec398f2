"""The run of weeks as lines of letters: a line each week, for 40 columns or more."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from audit_cli.insight.conclusions import CHANGES, USUAL_RANGE
from audit_cli.insight.run import Point
from audit_cli.insight.totals import Counted
from audit_cli.language import Locale, _, ngettext
from audit_cli.language.weeks import monday
from audit_cli.reports.series import percent_of
from audit_cli.terminal.console import Line, joined, line

WIDE: Final = 60  # columns from which a week has its date and its signal in words
_SHORTEST: Final = 10  # columns of a bar
_SHORT_COUNT: Final = _("{met}/{applicable}")
_NO_PERCENT: Final = _("too little judged")
_NO_PERCENT_SHORT: Final = _("too little")
_SERIOUS: Final = _("serious failure")
_WEEK: Final = _("a week, points met")
_TARGET: Final = _("target {percent}")
_BETTER: Final = _("change for the better")
_WORSE: Final = _("change for the worse")
_GAP: Final = ngettext("1 week without audits", "{count} weeks without audits")
_PERIOD: Final = _("new comparison weeks: {why}")
_ERASED: Final = _("(reason erased)")
_VERSION: Final = _("another version of the checklist: {version}")


class Signs(NamedTuple):
    """The letters of a drawing."""

    value: str
    usual: str
    target: str
    up: str
    down: str
    serious: str = "!"
    note: str = "·"


DRAWN: Final = Signs("●", "░", "│", "▲", "▼")
PLAIN: Final = Signs("o", "-", "|", "^", "v", note="*")


class Chart(NamedTuple):
    """How some points are drawn: up to `width` columns, percentages from `low` to 100."""

    points: Sequence[Point]
    target: float
    locale: Locale
    width: int
    signs: Signs
    gap_after: int = 0  # weeks without audits since

    def items(self) -> Iterator[Line]:
        """The scale, a line each week with what happened before it, and what the signs mean."""
        labels = [self._label(point) for point in self.points]
        texts = [self._text(point) for point in self.points]
        lengths = [sum(len(text) for text, _ in parts) for parts in texts]
        bar = max(_SHORTEST, self.width - max(map(len, labels)) - max(lengths) - 3)
        low = _lowest(self.points, self.target)
        yield line(" " * (len(labels[0]) + 1) + f"{low}".ljust(bar - 3) + "100", whole=True)
        for number, (point, label, text) in enumerate(zip(self.points, labels, texts, strict=True)):
            yield from self._before(point, first=number == 0)
            begin, drawn = (label[:1], "serious"), self._bar(point, bar, low)
            yield line(begin, f"{label[1:]} ", *drawn, "  ", *text, whole=True)
        if self.gap_after:
            yield self._note(self._gap(self.gap_after))
        yield line()
        yield self._legend()

    @property
    def _wide(self) -> bool:
        return self.width >= WIDE

    def _label(self, point: Point) -> str:
        serious = self.signs.serious if point.sums.critical_failures else " "
        if not self._wide:
            return serious + point.week[-3:]
        day = self.locale.short_date(monday(point.week)).rsplit(" ", 1)[0]
        return f"{serious}{point.week} {day:>6}"

    def _text(self, point: Point) -> list[tuple[str, str]]:
        """A serious failure first, whatever the value; then this, and the signal."""
        language, words = self.locale.language, []
        if point.sums.critical_failures and self._wide:
            words.append((_SERIOUS.say(language), "serious"))
        words.append((self._share(point), ""))
        if point.change:
            up = point.change.direction == "up"
            sign = self.signs.up if up else self.signs.down
            kind = CHANGES[point.change.kind].say(language)
            style = "met" if up else "not_met"
            words.append((f"{sign} {kind}" if self._wide else sign, style))
        comma = (", " if self._wide else " ", "")
        return [part for word in words for part in (comma, word)][1:]

    def _share(self, point: Point) -> str:
        counted = Counted(point.sums.met, point.sums.weight)
        percent = percent_of(counted, self.target)
        if percent is None:
            return (_NO_PERCENT if self._wide else _NO_PERCENT_SHORT).say(self.locale.language)
        return self.locale.share(percent, *counted, _SHORT_COUNT)

    def _bar(self, point: Point, width: int, low: int) -> Iterator[tuple[str, str]]:
        def column(percent: float) -> int:
            return round((percent - low) / (100 - low) * (width - 1))

        letters = [(" ", "")] * width
        style = ""
        if point.judged and point.counted:
            counts = point.judged.usual
            first, last = (column(100 * count / point.counted.items) for count in counts)
            letters[first : last + 1] = [(self.signs.usual, "usual")] * (last + 1 - first)
            share = point.counted.met
            style = "met" if share > counts[1] else "not_met" if share < counts[0] else ""
        letters[column(max(low, self.target))] = (self.signs.target, "")
        if point.sums.weight:
            value = (self.signs.value, style)
            letters[column(100 * point.sums.met / point.sums.weight)] = value
        for style, run in groupby(letters, key=itemgetter(1)):
            yield "".join(letter for letter, _ in run), style

    def _before(self, point: Point, *, first: bool) -> Iterator[Line]:
        """What happened before a week: a gap, new comparison weeks, another version."""
        language, notes = self.locale.language, []
        if point.gap and not first:
            notes.append(self._gap(point.gap))
        if point.period:
            why = point.period.why or _ERASED.say(language)
            notes.append(_PERIOD.say(language, why=why))
        notes += [_VERSION.say(language, version=version) for version in point.versions]
        for note in notes:
            yield self._note(note)

    def _gap(self, weeks: int) -> str:
        return _GAP.say(self.locale.language, count=weeks)

    def _note(self, text: str) -> Line:
        return line((f"{self.signs.note} {text}", "muted"))

    def _legend(self) -> Line:
        """What the signs mean; one sign with its words is not broken over two lines."""
        return joined(self._meanings(), between="  ")

    def _meanings(self) -> Iterator[str]:
        language, signs = self.locale.language, self.signs
        directions = {point.change.direction for point in self.points if point.change}
        yield f"{signs.value} {_WEEK.say(language)}"
        if any(point.judged for point in self.points):
            yield f"{signs.usual} {USUAL_RANGE.say(language)}"
        percent = self.locale.bare_percent(self.target)
        yield f"{signs.target} {_TARGET.say(language, percent=percent)}"
        if any(point.sums.critical_failures for point in self.points):
            yield f"{signs.serious} {_SERIOUS.say(language)}"
        if "up" in directions:
            yield f"{signs.up} {_BETTER.say(language)}"
        if "down" in directions:
            yield f"{signs.down} {_WORSE.say(language)}"


def _lowest(points: Sequence[Point], target: float) -> int:
    """The left end of the scale: a multiple of ten at or below all that is drawn, at most 80."""
    drawn = [target, 80.0]
    for point in points:
        if point.sums.weight:
            drawn.append(100 * point.sums.met / point.sums.weight)
        if point.judged and point.counted:
            drawn.append(100 * point.judged.usual[0] / point.counted.items)
    return int(min(drawn) // 10 * 10)
