"""A run of weeks on the screen: drawn, and what may be concluded from it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from audit_cli.checklist.model import Checklist
from audit_cli.insight.conclusions import (
    CAN_CLIENTS_COUNT,
    HOW_OFTEN_WRONG,
    conclusion,
    one_alone,
    standing_words,
)
from audit_cli.insight.run import Point, RunChange
from audit_cli.insight.standing import standing_of
from audit_cli.insight.totals import Counted, Totals, totals_of
from audit_cli.language import Locale, Message, _
from audit_cli.language.weeks import distance
from audit_cli.reports.series import OF_AUDITS, SeriesView, percent_of, question_words
from audit_cli.reports.wording import one_line
from audit_cli.terminal.run_chart import Chart, Signs
from audit_cli.terminal.screens import wrapped

_WIDEST = 100
_WHICH_QUESTIONS = _("See which questions got worse:")
_ON_PURPOSE = _("Only if it was changed on purpose, begin new comparison weeks:")
_IF_YOU_KNOW = _("If you know why it changed, begin new comparison weeks:")
_ANSWER = _("{question} {answer}.")
_ALL = _("These {weeks} weeks: {share}, {audits} audits")
_ONE = _("This week: {share}, audits: {audits}")
_PLACE = _("Place: {share}")
_PEOPLE = _("People: {share}")
_PASSED = _("Passed: {share}")


class Page(NamedTuple):
    """What is drawn: at most so many weeks (0: all) of a series, as it stands in the week `now`.
    `versions` are the checklists that asked it, the last used last; `program` is what to type to start this
    one, `which` the options that mean this series."""

    view: SeriesView
    versions: Sequence[Checklist]
    now: str
    weeks: int
    program: str
    which: str
    locale: Locale
    width: int
    signs: Signs

    def lines(self) -> Iterator[str]:
        """The drawing, the sentence, the standing, the sums; at most `width` columns but for commands."""
        checklist, series, points = self.view.checklist, self.view.series, self._points
        yield f"{one_line(checklist.title.say(self.locale.language))} · {series.site}"
        gap = max(0, distance(points[-1].week, self.now) - 1)
        width = min(self.width, _WIDEST)
        yield from Chart(points, checklist.target, self.locale, width, self.signs, gap).lines()
        yield ""
        yield from self._conclusion()
        yield ""
        for line in self._levels(totals_of(point.sums for point in points)):
            yield from wrapped(line, self.width)

    @property
    def _points(self) -> tuple[Point, ...]:
        return self.view.run.points[-self.weeks :]

    def _conclusion(self) -> Iterator[str]:
        run, language = self.view.run, self.locale.language
        alone = one_alone(run, self._points[-1], language)
        yield from wrapped(f"{conclusion(run, language)} {alone}".rstrip(), self.width)
        said = run.unresolved or run.latest
        if said and said.change and not run.weeks_until_judged:
            yield from self._advice(said.change)
        if any(point.change for point in self._points):
            yield from wrapped(HOW_OFTEN_WRONG.say(language), self.width)
        standing = standing_of(run, self.view.checklist.target, self.now)
        ask = question_words(self.versions, self.locale)
        answer = standing_words(standing, self.locale, ask)
        sentence = _ANSWER.say(language, question=self.locale.say(CAN_CLIENTS_COUNT), answer=answer)
        yield from wrapped(sentence, self.width)

    def _advice(self, change: RunChange) -> Iterator[str]:
        """What to do about a change. What got worse unwanted must not become what is usual."""
        if change.direction == "down":
            yield from self._command(
                _WHICH_QUESTIONS, f"compare{self.which} {self._periods(change)}"
            )
        message = _ON_PURPOSE if change.direction == "down" else _IF_YOU_KNOW
        yield from self._command(message, f"trend{self.which} --new-period {change.since} --why …")

    def _periods(self, change: RunChange) -> str:
        """The weeks with which a week was compared before a change, and those since."""
        points = self.view.run.points
        first = max((at for at, point in enumerate(points) if point.period), default=0)
        before = [point.week for point in points[first:] if point.week < change.since]
        return f"--from {before[0]}..{before[-1]} --to {change.since}..{points[-1].week}"

    def _command(self, message: Message, words: str) -> Iterator[str]:
        """A sentence, and what to type; in several lines as a shell takes it."""
        yield from wrapped(message.say(self.locale.language), self.width)
        command = f"{self.program} {words}"
        short = self.width - 2 if len(command) <= self.width - 2 else self.width - 4
        *more, last = wrapped(command, short)
        yield from (f"  {line} \\" for line in more)
        yield f"  {last}"

    def _levels(self, totals: Totals) -> Iterator[str]:
        """How the weeks drawn add up; nothing is said of what was never judged."""
        language, target = self.locale.language, self.view.checklist.target
        points = percent_of(totals.points, target)
        if points is not None:
            share = self.locale.share(points, *totals.points)
            facts = {"weeks": totals.weeks, "audits": totals.audits, "share": share}
            yield (_ALL if totals.weeks > 1 else _ONE).say(language, **facts)
        yield from self._share(_PLACE, totals.place, percent_of(totals.place, target))
        yield from self._share(_PEOPLE, totals.people, percent_of(totals.people, target))
        yield from self._share(_PASSED, totals.passed, percent_of(totals.passed), OF_AUDITS)

    def _share(
        self, message: Message, counted: Counted, percent: float | None, *unit: Message
    ) -> Iterator[str]:
        if percent is not None:
            share = self.locale.share(percent, *counted, *unit)
            yield message.say(self.locale.language, share=share)
