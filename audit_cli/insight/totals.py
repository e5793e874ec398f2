"""What audits add up to: those of a week (STATISTICS: "Weeks"), and several weeks."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from audit_cli.checklist.model import Checklist
from audit_cli.scoring import Score


class WeekSums(NamedTuple):
    """The finished audits of a week that are not discarded. Weights count only those `pooled`, which
    have a percentage; `squares` is Σw² of their verdicts, `decided` those that passed or failed.

    `critical_failures` counts audits, `critical` the times each item failed one; `items` are
    (met, judged) of each question, `versions` the (version, sha256) seen, in order of time."""

    week: str
    audits: int = 0
    pooled: int = 0
    met: int = 0
    weight: int = 0
    squares: int = 0
    place_met: int = 0
    place_weight: int = 0
    people_met: int = 0
    people_weight: int = 0
    decided: int = 0
    passed: int = 0
    critical_failures: int = 0
    exceeds: int = 0
    below: int = 0
    critical: Mapping[str, int] = {}
    items: Mapping[str, tuple[int, int]] = {}
    versions: tuple[tuple[str, str], ...] = ()


def pooled(week: str, audits: Iterable[tuple[Checklist, Score]]) -> WeekSums:
    """The sums of a week's audits, given in order of time."""
    return together(week, [_sums_of(*audit) for audit in audits])


def together(name: str, weeks: Sequence[WeekSums]) -> WeekSums:
    """Several weeks as if they were one of this name."""
    numbers = {
        key: sum(getattr(sums, key) for sums in weeks)
        for key, default in WeekSums._field_defaults.items()
        if default == 0
    }
    critical: Counter[str] = Counter()
    items: dict[str, tuple[int, int]] = {}
    for sums in weeks:
        critical.update(sums.critical)
        for question, (met, judged) in sums.items.items():
            before = items.get(question, (0, 0))
            items[question] = (before[0] + met, before[1] + judged)
    versions = dict.fromkeys(version for sums in weeks for version in sums.versions)
    return WeekSums(name, **numbers, critical=dict(critical), items=items, versions=tuple(versions))


def _sums_of(checklist: Checklist, score: Score) -> WeekSums:
    """What one audit adds to its week."""
    sums = WeekSums(
        "",
        audits=1,
        decided=int(score.result != "undetermined"),
        passed=int(score.result == "pass"),
        critical_failures=int(bool(score.critical_below)),
        exceeds=score.exceeds,
        below=score.below,
        critical=dict.fromkeys(score.critical_below, 1),
        items={name: (int(verdict != "below"), 1) for name, verdict in score.verdicts.items()},
        versions=((checklist.version, checklist.sha256),),
    )
    if score.percent is None:
        return sums
    return sums._replace(
        pooled=1,
        met=score.met,
        weight=score.applicable,
        squares=sum(checklist.questions[question].weight ** 2 for question in score.verdicts),
        place_met=score.place.met,
        place_weight=score.place.applicable,
        people_met=score.people.met,
        people_weight=score.people.applicable,
    )


class Counted(NamedTuple):
    """So many of so many: points met of those that applied, or audits passed of those decided."""

    met: int
    of: int


class Totals(NamedTuple):
    """The sums of some weeks; `passed` leaves out audits in which nothing was decided (S0-8)."""

    weeks: int
    audits: int
    points: Counted
    place: Counted
    people: Counted
    passed: Counted


def totals_of(weeks: Iterable[WeekSums]) -> Totals:
    """The totals of some weeks."""
    known = list(weeks)

    def counted(met: str, of: str) -> Counted:
        return Counted(*(sum(getattr(sums, name) for sums in known) for name in (met, of)))

    return Totals(
        len(known),
        sum(sums.audits for sums in known),
        counted("met", "weight"),
        counted("place_met", "place_weight"),
        counted("people_met", "people_weight"),
        counted("passed", "decided"),
    )
