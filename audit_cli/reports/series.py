"""A checklist at a site over its weeks, as every face sees it."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, NamedTuple

from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.checklist.model import Checklist
from audit_cli.insight.conclusions import conclusion
from audit_cli.insight.periods import PeriodStart, series_id, starts_of
from audit_cli.insight.run import Point, Run, missing_between, run_of
from audit_cli.insight.standing import Standing
from audit_cli.insight.totals import Counted, Totals, WeekSums, totals_of
from audit_cli.insight.trend import COMPARISON_WEEKS
from audit_cli.interview.events import Event
from audit_cli.interview.forms import has_form
from audit_cli.language import Language, Locale, ngettext
from audit_cli.reports.wording import asked
from audit_cli.scoring import rounded_percent
from audit_cli.store.faults import DamagedStore, DerivedAnew
from audit_cli.store.journal import Store
from audit_cli.store.week_sums import Series, weeks_of

# What a share of audits counts, for `Locale.share`: `3 of 4 audits`.
OF_AUDITS: Final = ngettext("{met} of {applicable} audit", "{met} of {applicable} audits")


_AUDITS: Final = ngettext("1 audit", "{count} audits")


class SeriesView(NamedTuple):
    """All weeks of a series up to one; `checklist` is the version that was used last."""

    series: Series
    checklist: Checklist
    starts: tuple[PeriodStart, ...]
    run: Run


def series_view(store: Store, series: Series, until: str | None = None) -> SeriesView | None:
    """A series up to the week `until`, or whole; None where it has no audits. Raises NotRead, DamagedStore."""
    weeks = [sums for sums in weeks_of(store, series) if until is None or sums.week <= until]
    if not weeks:
        return None
    starts = starts_of(said_of(store, series), weeks[0].week)
    starts = tuple(start for start in starts if until is None or start.week <= until)
    (_, sha256) = weeks[-1].versions[-1]
    return SeriesView(
        series, checklist_from_canonical(store.pinned(sha256)), starts, run_of(weeks, starts)
    )


def said_of(store: Store, series: Series) -> list[Event]:
    """What people said about the weeks of a series. Raises NotRead, DamagedStore."""
    events = store.events(series_id(*series), subject="series")
    if not all(map(has_form, events)):
        raise DamagedStore(store.path)
    return events


def versions_of(store: Store, weeks: Sequence[WeekSums]) -> list[Checklist]:
    """The checklists that some weeks were asked with, the last used last. Raises NotRead, DamagedStore, also
    where a week has sums of what they don't ask."""
    seen = dict.fromkeys(sha256 for sums in weeks for _, sha256 in sums.versions)
    found = {sha256: checklist_from_canonical(store.pinned(sha256)) for sha256 in seen}
    for sums in weeks:
        asked = (found[sha256].questions for _, sha256 in sums.versions)
        if {*sums.items, *sums.critical}.difference(*asked):
            raise DerivedAnew(store.path)
    return [*found.values()]


def series_json(view: SeriesView, standing: Standing | None, locale: Locale) -> dict[str, Any]:
    """Every number of a series, how it stands (one of cases does not), and what may be concluded from it."""
    run, target = view.run, view.checklist.target
    return {
        "site": view.series.site,
        "checklist": view.series.checklist,
        "version": view.checklist.version,
        "target": target,
        "conclusion": conclusion(run, locale),
        "weeks_until_judged": run.weeks_until_judged,
        "unresolved": run.unresolved.week if run.unresolved else None,
        "standing": standing_json(standing) if standing else None,
        "totals": _totals(totals_of(point.sums for point in run.points), target),
        "periods": [start._asdict() for start in view.starts],
        "gaps": [*missing_between(run.points)],
        "weeks": [point_json(point, target) for point in run.points],
    }


@lru_cache(maxsize=1024)  # a chart, a table and a sentence say the same share
def percent_of(counted: Counted, target: float | None = None) -> float | None:
    """The percentage as it is shown, to one decimal; downward where rounding would reach the target."""
    if not counted.of:
        return None
    goal = None if target is None else Fraction(str(target))
    return rounded_percent(Fraction(100 * counted.met, counted.of), goal)


def counted_audits(count: int, language: Language) -> str:
    """`4 audits`."""
    return _AUDITS.say(language, count=count)


def question_words(versions: Iterable[Checklist], locale: Locale) -> Callable[[str], str]:
    """The words of a question by its id, as the last of some versions that has it asks; of one that none
    has, its id."""
    questions = {q.id: q for checklist in versions for q in checklist.questions.values()}
    return lambda question: (
        asked(questions[question], locale) if question in questions else question
    )


def standing_json(standing: Standing) -> dict[str, Any]:
    """A standing as plain data."""
    return standing._asdict() | {
        "reasons": list(standing.reasons),
        "critical": list(standing.critical),
        "passed": standing.passed._asdict(),
    }


def _totals(totals: Totals, target: float) -> dict[str, Any]:
    return {
        "weeks": totals.weeks,
        "audits": totals.audits,
        "points": _counted(totals.points, target),
        "place": _counted(totals.place, target),
        "people": _counted(totals.people, target),
        "passed": _counted(totals.passed),
    }


def _counted(counted: Counted, target: float | None = None) -> dict[str, Any]:
    return {"percent": percent_of(counted, target), **counted._asdict()}


def point_json(point: Point, target: float) -> dict[str, Any]:
    """Every number of a week."""
    sums = point.sums
    return {
        "week": sums.week,
        **_totals(totals_of([sums]), target),
        "weeks": 1,
        "pooled": sums.pooled,
        "critical_failures": sums.critical_failures,
        "critical": dict(sums.critical),
        "balance": {"exceeds": sums.exceeds, "below": sums.below},
        "items": {question: list(counts) for question, counts in sums.items.items()},
        "versions": [version for version, _ in sums.versions],
        "new_versions": list(point.versions),
        "new_period": point.period._asdict() if point.period else None,
        "effective": point.counted._asdict() if point.counted else None,
        "judged": _judged(point),
        "signal": point.change._asdict() if point.change else None,
    }


def _judged(point: Point) -> dict[str, Any] | None:
    if point.judged is None or point.counted is None:
        return None
    low, high = point.judged.usual
    return {
        "comparison_weeks": min(point.judged.at, COMPARISON_WEEKS),
        "dispersion": point.judged.dispersion,
        "z": point.judged.z,
        "usual": {"lowest": low, "highest": high, "of": point.counted.items},
    }
