"""A run of weeks on the screen: a line each week, for 40 columns or more, and what may be concluded."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from audit_cli.checklist.model import Checklist
from audit_cli.insight import conclusions
from audit_cli.insight.run import Point, RunChange
from audit_cli.insight.standing import Standing
from audit_cli.insight.totals import Counted, Totals, totals_of
from audit_cli.language import Locale, Message, _, ngettext, pgettext
from audit_cli.language.weeks import distance, monday
from audit_cli.reports.series import OF_AUDITS, SeriesView, percent_of, question_words
from audit_cli.reports.wording import one_line
from audit_cli.settings import titled
from audit_cli.terminal.console import Item, Line, joined, line, plain_lines

_WIDE: Final = 60  # columns from which a week has its signal in words
_SHORTEST: Final = 10  # columns of a bar
_NO_PERCENT: Final = _("too little judged")
_NO_PERCENT_SHORT: Final = _("too little")
_SERIOUS: Final = _("serious failure")
_WEEK_OF: Final = pgettext("column", "Week of")
_WEEK: Final = _("a week, points met")
_TARGET: Final = _("target {percent}")
_BETTER: Final = _("change for the better")
_WORSE: Final = _("change for the worse")
_GAP: Final = ngettext("1 week without audits", "{count} weeks without audits")
_VERSION: Final = _("another version of the checklist: {version}")
_ON_PURPOSE = _("Only if it was changed on purpose, begin new comparison weeks:")
_IF_YOU_KNOW = _("If you know why it changed, begin new comparison weeks:")
_ALL = _("These {weeks} weeks: {share}, {audits} audits")
_ONE = _("This week: {share}, audits: {audits}")
_PEOPLE = _("People: {share}")
_PASSED = _("Passed: {share}")


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
        heading = _WEEK_OF.say(self.locale.language).ljust(len(labels[0]) + 1)
        yield line(heading + f"{low}".ljust(bar - 3) + "100", whole=True)
        before = None
        for point, label, text in zip(self.points, labels, texts, strict=True):
            yield from self._before(point, before)
            before = point
            begin, drawn = (label[:1], "serious"), self._bar(point, bar, low)
            yield line(begin, f"{label[1:]} ", *drawn, "  ", *text, whole=True)
        if self.gap_after:
            yield self._note(self._gap(self.gap_after))
        yield line()
        # One sign with its words is not broken over two lines.
        yield joined(self._meanings(), between="  ")

    @property
    def _wide(self) -> bool:
        return self.width >= _WIDE

    def _label(self, point: Point) -> str:
        serious = self.signs.serious if point.sums.critical_failures else " "
        return f"{serious}{self.locale.day_and_month(monday(point.week)):>6}"

    def _text(self, point: Point) -> list[tuple[str, str]]:
        """A serious failure first, whatever the value; then this, and the signal."""
        language, words = self.locale.language, []
        if point.sums.critical_failures and self._wide:
            words.append((_SERIOUS.say(language), "serious"))
        words.append((self._share(point), ""))
        if point.onset:
            up = point.onset.direction == "up"
            sign = self.signs.up if up else self.signs.down
            kind = conclusions.CHANGES[point.onset.kind].say(language)
            style = "met" if up else "not_met"
            words.append((f"{sign} {kind}" if self._wide else sign, style))
        comma = (", " if self._wide else " ", "")
        return [part for word in words for part in (comma, word)][1:]

    def _share(self, point: Point) -> str:
        counted = Counted(point.sums.met, point.sums.weight)
        percent = percent_of(counted, self.target)
        if percent is None:
            return (_NO_PERCENT if self._wide else _NO_PERCENT_SHORT).say(self.locale.language)
        return self.locale.share(percent, *counted, _("{met}/{applicable}"))

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

    def _before(self, point: Point, before: Point | None) -> Iterator[Line]:
        """What happened before a week: a gap, a new year, new comparison weeks, another version."""
        language, notes, year = self.locale.language, [], monday(point.week).year
        if point.gap and before:
            notes.append(self._gap(point.gap))
        if before and monday(before.week).year < year:
            notes.append(f"{year}")
        if point.period:
            why = point.period.why or _("(reason erased)").say(language)
            notes.append(_("new comparison weeks: {why}").say(language, why=why))
        notes += [_VERSION.say(language, version=version) for version in point.versions]
        for note in notes:
            yield self._note(note)

    def _gap(self, weeks: int) -> str:
        return _GAP.say(self.locale.language, count=weeks)

    def _note(self, text: str) -> Line:
        return line((f"{self.signs.note} {text}", "muted"))

    def _meanings(self) -> Iterator[str]:
        """What the signs mean."""
        language, signs = self.locale.language, self.signs
        directions = {point.onset.direction for point in self.points if point.onset}
        yield f"{signs.value} {_WEEK.say(language)}"
        if any(point.judged for point in self.points):
            yield f"{signs.usual} {conclusions.USUAL_RANGE.say(language)}"
        percent = self.locale.bare_percent(self.target)
        yield f"{signs.target} {_TARGET.say(language, percent=percent)}"
        if any(point.sums.critical_failures for point in self.points):
            yield f"{signs.serious} {_SERIOUS.say(language)}"
        if "up" in directions:
            yield f"{signs.up} {_BETTER.say(language)}"
        if "down" in directions:
            yield f"{signs.down} {_WORSE.say(language)}"


class Page(NamedTuple):
    """What is drawn: at most so many weeks (0: all) of a series, and how it stands in the week `now`, which one
    of cases does not.
    `versions` are the checklists that asked it, the last used last; `program` is what to type to start this
    one, `which` the options that mean this series."""

    view: SeriesView
    versions: Sequence[Checklist]
    standing: Standing | None
    now: str
    weeks: int
    program: str
    which: str
    locale: Locale
    width: int
    signs: Signs

    def items(self) -> Iterator[Item]:
        """The drawing, the sentence, the standing, the sums; `width` is that of the drawing and commands."""
        checklist, series, points = self.view.checklist, self.view.series, self._points
        title = titled(one_line(checklist.title.say(self.locale.language)), series.site)
        yield line((title, "heading"))
        gap = max(0, distance(points[-1].week, self.now) - 1)
        yield from Chart(points, checklist.target, self.locale, self.width, self.signs, gap).items()
        yield ""
        yield from self._conclusion()
        yield ""
        yield from self._levels(totals_of(point.sums for point in points))

    @property
    def _points(self) -> tuple[Point, ...]:
        return self.view.run.points[-self.weeks :]

    def _conclusion(self) -> Iterator[Item]:
        run, language = self.view.run, self.locale.language
        alone = conclusions.one_alone(run, self._points[-1], language)
        yield f"{conclusions.conclusion(run, self.locale)} {alone}".rstrip()
        said = run.unresolved or run.improving
        if said and said.change:
            yield from self._advice(said.change)
        if any(point.onset for point in self._points):
            yield conclusions.HOW_OFTEN_WRONG.say(language)
        if self.standing is None:
            return
        ask = question_words(self.versions, self.locale)
        answer = conclusions.standing_words(self.standing, self.locale, ask)
        sentence = _("{question} {answer}.").say(
            language, question=self.locale.say(conclusions.CAN_CLIENTS_COUNT), answer=answer
        )
        yield sentence

    def _advice(self, change: RunChange) -> Iterator[Item]:
        """What to do about a change. What got worse unwanted must not become what is usual."""
        if change.direction == "down":
            which = _("See which questions got worse:").say(self.locale.language)
            yield from self._command(which, f"compare{self.which} {self._periods(change)}")
        message = _ON_PURPOSE if change.direction == "down" else _IF_YOU_KNOW
        sentence, since = message.say(self.locale.language), change.since
        sentence, since = conclusions.begin_anew(self.view.run, self.locale.language) or (
            sentence,
            since,
        )
        yield from self._command(sentence, f"trend{self.which} --new-period {since} --why …")

    def _periods(self, change: RunChange) -> str:
        """The weeks with which a week was compared before a change, and those since."""
        points = self.view.run.points
        first = max((at for at, point in enumerate(points) if point.period), default=0)
        before = [point.week for point in points[first:] if point.week < change.since]
        return f"--from {before[0]}..{before[-1]} --to {change.since}..{points[-1].week}"

    def _command(self, sentence: str, words: str) -> Iterator[Item]:
        """A sentence, and what to type; in several lines as a shell takes it."""
        yield sentence
        command = f"{self.program} {words}"
        short = self.width - 2 if len(command) <= self.width - 2 else self.width - 4
        *more, last = plain_lines([command], short)
        yield from (line(f"  {words} \\", whole=True) for words in more)
        yield line(f"  {last}", whole=True)

    def _levels(self, totals: Totals) -> Iterator[str]:
        """How the weeks drawn add up; nothing is said of what was never judged."""
        language, target = self.locale.language, self.view.checklist.target
        points = percent_of(totals.points, target)
        if points is not None:
            share = self.locale.share(points, *totals.points)
            facts = {"weeks": totals.weeks, "audits": totals.audits, "share": share}
            yield (_ALL if totals.weeks > 1 else _ONE).say(language, **facts)
        yield from self._share(_("Place: {share}"), totals.place, percent_of(totals.place, target))
        yield from self._share(_PEOPLE, totals.people, percent_of(totals.people, target))
        yield from self._share(_PASSED, totals.passed, percent_of(totals.passed), OF_AUDITS)

    def _share(
        self, message: Message, counted: Counted, percent: float | None, *unit: Message
    ) -> Iterator[str]:
        if percent is not None:
            share = self.locale.share(percent, *counted, *unit)
            yield message.say(self.locale.language, share=share)


def _lowest(points: Sequence[Point], target: float) -> int:
    """The left end of the scale: a multiple of ten at or below all that is drawn, at most 80."""
    drawn = [target, 80.0]
    for point in points:
        if point.sums.weight:
            drawn.append(100 * point.sums.met / point.sums.weight)
        if point.judged and point.counted:
            drawn.append(100 * point.judged.usual[0] / point.counted.items)
    return int(min(drawn) // 10 * 10)
