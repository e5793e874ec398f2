"""The items of a week: what was not met and how often, and what went well."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from audit_cli.checklist.model import Question, Verdict
from audit_cli.followup.episodes import Recurrence
from audit_cli.followup.renaming import Names
from audit_cli.language import Locale
from audit_cli.reports.action_words import marks
from audit_cli.reports.visit_sentences import ON_THE_SPOT
from audit_cli.reports.wording import asked
from audit_cli.scoring import is_critical
from audit_cli.week import scores, sentences
from audit_cli.week.material import SiteWeek
from audit_cli.week.page import ItemLine

_NO_NAMES: Final = Names(())
# A checklist and one of its items, by the name for all the names that its question has had.
Item = tuple[str, str]


class _Tally(NamedTuple):
    """How often an item had a verdict, in a week."""

    question: Question
    times: int = 0
    judged: int = 0
    serious: bool = False
    fixed: int = 0


def not_met(facts: SiteWeek, locale: Locale) -> Iterator[ItemLine]:
    """What was below in the week's audits, the most serious and most frequent first."""
    language, recurrences = locale.language, _recurrences(facts)
    found = [pair for pair in _tallies(facts, "below").items() if pair[1].times]
    found.sort(key=lambda pair: (not pair[1].serious, -pair[1].times, -pair[1].question.weight))
    for item, tally in found:
        fixed = [sentences.fixed(tally.fixed, ON_THE_SPOT, language)] if tally.fixed else []
        yield ItemLine(
            verdict="below",
            question=asked(tally.question, locale),
            counts=scores.out_of(tally.times, tally.judged, language),
            marks=(*marks(tally.serious, recurrences.get(item), language), *fixed),
        )


def went_well(facts: SiteWeek, locale: Locale) -> Iterator[ItemLine]:
    """What was better than expected, the most frequent first, then what was met in every audit."""
    better = [tally for tally in _tallies(facts, "exceeds").values() if tally.times]
    met = [t for t in _tallies(facts, "meets").values() if t.judged and t.times == t.judged]
    for verdict, tallies in (("exceeds", better), ("meets", met)):
        for tally in sorted(tallies, key=lambda tally: (-tally.times, -tally.question.weight)):
            yield ItemLine(
                verdict=verdict,
                question=asked(tally.question, locale),
                counts=sentences.went_well(verdict, tally.times, tally.judged, locale.language),
                marks=(),
            )


def _tallies(facts: SiteWeek, verdict: Verdict) -> dict[Item, _Tally]:
    """How often each item had this verdict, in the order of asking."""
    item = _item_of(facts)
    found: dict[Item, _Tally] = {}
    for view in facts.audits:
        for question, had in view.score.verdicts.items():
            asked_ = view.checklist.questions[question]
            key = (view.checklist.id, item(view.checklist.id, question))
            before, answer = found.get(key, _Tally(asked_)), view.answers[question]
            same = had == verdict
            found[key] = _Tally(
                asked_,
                before.times + same,
                before.judged + 1,
                before.serious or (same and is_critical(asked_, answer, had)),
                before.fixed + (same and bool(answer.fixed)),
            )
    return found


def _recurrences(facts: SiteWeek) -> Mapping[Item, Recurrence | None]:
    """What keeps coming back, and no later audit met: known from the actions, whether open or done."""
    item = _item_of(facts)
    return {
        (one.checklist, item(one.checklist, one.question)): one.recurrence
        for one in facts.actions
        if one.checklist and one.question
    }


def _item_of(facts: SiteWeek) -> Callable[[str, str], str]:
    """The name of a checklist's question for all its names."""
    names = {one.view.series.checklist: one.names for one in facts.series}
    return lambda checklist, question: names.get(checklist, _NO_NAMES).item(question)
