"""What several weeks add up to: points, place and people apart, and how consistently audits passed."""

from collections.abc import Iterable
from typing import NamedTuple

from audit_cli.pooling import WeekSums


class Counted(NamedTuple):
    """So many of so many: points met of those that applied, or audits passed of those decided."""

    met: int
    of: int

    @property
    def percent(self) -> float | None:
        """0 to 100; None of nothing."""
        return 100 * self.met / self.of if self.of else None


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
