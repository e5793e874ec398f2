"""How often the run of weeks says that something changed, when nothing did and when something did.

    python benchmarks/false_signals.py [--runs 20000] [--quick] [--seed N] [ROW …]

Each row is a made-up checklist of 13 items a visit. Steady for 72 weeks, its signals are false ones;
changed at week 31, the change should be found within twelve weeks. Beside the program's own trend
stands the well-known XmR chart with the rules of the NHS programme Making Data Count.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate, pairwise
from math import exp, lgamma, log, sqrt
from multiprocessing import Pool
from random import Random
from typing import Final, NamedTuple

from audit_cli.insight.trend import Week, trend_of

ITEMS: Final = 13
WEEKS: Final = 72
CHANGED: Final = 31  # weeks are counted from 1
YEAR: Final = range(21, 73)  # weeks in which an onset is a false signal: 52 of them
FOUND: Final = range(31, 43)
SPREAD: Final = 0.08  # correlation between the items of one visit
BASELINE: Final = 20
CHUNK: Final = 250

Judge = Callable[[Sequence[Week]], Iterable[int]]


class Row(NamedTuple):
    """A steady rate and what it changes to, visits a week (from, to), and whether they differ among themselves;
    `published` are false signals a year and percent found, by the two methods."""

    rate: float
    changed: float
    visits: tuple[int, int]
    spread: bool
    published: tuple[float, int]
    published_xmr: tuple[float, int]


ROWS: Final = (
    Row(0.85, 0.70, (1, 1), False, (0.5, 95), (1.9, 92)),
    Row(0.85, 0.75, (3, 3), True, (1.1, 88), (1.6, 86)),
    Row(0.95, 0.85, (1, 1), False, (0.3, 92), (2.6, 95)),
    Row(0.95, 0.88, (3, 3), True, (0.9, 88), (2.5, 92)),
    Row(0.95, 0.85, (1, 4), True, (0.8, 96), (3.1, 96)),
    Row(0.98, 0.90, (1, 1), False, (0.2, 94), (3.4, 77)),
    Row(0.85, 0.93, (3, 3), True, (1.0, 90), (1.6, 79)),
    Row(0.998, 0.95, (2, 2), False, (0.04, 100), (1.0, 41)),
)


# -- made-up weeks ------------------------------------------------------------------------------------


def cumulative(rate: float, *, spread: bool) -> list[float]:
    """The cumulated probabilities of 0, 1, … 13 items met in one visit: binomial, or beta-binomial."""
    if not spread:
        chances = [
            exp(_choose(k) + k * log(rate) + (ITEMS - k) * log(1 - rate)) for k in range(ITEMS + 1)
        ]
    else:
        a, b = (share * (1 - SPREAD) / SPREAD for share in (rate, 1 - rate))
        chances = [
            exp(_choose(k) + _beta(k + a, ITEMS - k + b) - _beta(a, b)) for k in range(ITEMS + 1)
        ]
    return list(accumulate(chances))


def weeks(row: Row, random: Random, *, changes: bool) -> list[Week]:
    """72 weeks, changed from week 31 on or not at all."""
    before = cumulative(row.rate, spread=row.spread)
    after = cumulative(row.changed, spread=row.spread) if changes else before
    visits = [random.randint(*row.visits) for _ in range(WEEKS)]
    counts = range(ITEMS + 1)
    return [
        Week(
            sum(random.choices(counts, cum_weights=before if week < CHANGED else after, k=count)),
            count * ITEMS,
        )
        for week, count in enumerate(visits, 1)
    ]


def _choose(k: int) -> float:
    return lgamma(ITEMS + 1) - lgamma(k + 1) - lgamma(ITEMS - k + 1)


def _beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


# -- who judges them ----------------------------------------------------------------------------------


def ours(found: Sequence[Week]) -> Iterator[int]:
    """The weeks, from 1, in which the program's own trend gives a signal, whether it is told as the onset of a change
    or is the same one going on: so the published rates were counted."""
    return (judged.at + 1 for judged in trend_of(found).judged if judged.signal)


def making_data_count(found: Sequence[Week]) -> Iterator[int]:
    """The same for an XmR chart of percentages with limits from its first 20 weeks: a point outside
    them, seven in a row on one side, seven rising or falling, two of three near the same limit."""
    values = [met / items for met, items in found]
    mean = sum(values[:BASELINE]) / BASELINE
    moving = [abs(b - a) for a, b in pairwise(values[:BASELINE])]
    sigma = sum(moving) / len(moving) / 1.128
    if not sigma:  # twenty equal weeks: such a chart has no limits to be outside of
        return
    for last in range(len(values)):
        run = values[max(0, last - 6) : last + 1]
        three = values[max(0, last - 2) : last + 1]
        for side in (1, -1):
            off = [side * (value - mean) for value in run]
            near = [side * (value - mean) > 2 * sigma for value in three]
            steps = [side * (b - a) > 0 for a, b in pairwise(run)]
            if (
                off[-1] > 3 * sigma
                or (len(run) == 7 and (all(x > 0 for x in off) or all(steps)))
                or (near[-1] and sum(near) >= 2)
            ):
                yield last + 1
                break


def onsets(signals: Iterable[int]) -> list[int]:
    """The weeks with a signal that follow a week without one."""
    given = set(signals)
    return sorted(week for week in given if week - 1 not in given)


# -- counting -----------------------------------------------------------------------------------------


class Tally(NamedTuple):
    """Over so many runs: onsets in the steady year, and runs in which the change was found."""

    runs: int = 0
    false: int = 0
    found: int = 0

    def __add__(self, other: "Tally") -> "Tally":  # type: ignore[override]
        return Tally(*map(sum, zip(self, other, strict=True)))

    def a_year(self) -> str:
        """False signals a site-year, with the standard error of a count."""
        return f"{self.false / self.runs:.3f} ± {sqrt(self.false) / self.runs:.3f}"

    def power(self) -> str:
        """Percent of the changes found."""
        return f"{100 * self.found / self.runs:.1f} %"


def tally(row: Row, judges: Sequence[Judge], runs: int, seed: str) -> list[Tally]:
    """What each judge says of so many runs."""
    random, totals = Random(seed), [Tally()] * len(judges)
    for _ in range(runs):
        steady, changed = (weeks(row, random, changes=changes) for changes in (False, True))
        for place, judge in enumerate(judges):
            false = sum(week in YEAR for week in onsets(judge(steady)))
            found = any(week in FOUND for week in onsets(judge(changed)))
            totals[place] += Tally(1, false, int(found))
    return totals


def measured(row: Row, runs: int, seed: int) -> list[Tally]:
    """The same on every core."""
    chunks = [min(CHUNK, runs - begun) for begun in range(0, runs, CHUNK)]
    seeds = [f"{seed}-{number}" for number in range(len(chunks))]
    judge = partial(tally, row, (ours, making_data_count))
    with Pool(os.cpu_count()) as pool:
        parts = pool.starmap(judge, zip(chunks, seeds, strict=True), chunksize=1)
    return [sum(column, Tally()) for column in zip(*parts, strict=True)]


def line(row: Row, tallies: Sequence[Tally], seconds: float) -> str:
    """A row of the table, as Markdown."""
    low, high = row.visits
    visits = str(low) if low == high else f"{low} to {high}"
    what = f"{100 * row.rate:g} → {100 * row.changed:g} %, {visits}, {'some' if row.spread else 'none'}"
    cells = [
        f"{tally.a_year()}, {tally.power()} | {false:g}, {found} %"
        for tally, (false, found) in zip(tallies, (row.published, row.published_xmr), strict=True)
    ]
    return f"| {what} | {' | '.join(cells)} | {seconds:.0f} s |"


def main(arguments: list[str]) -> int:
    """Print the rows that are named by their numbers, or all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "rows", nargs="*", type=int, metavar="ROW", help="1 to 8; all if none is named"
    )
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--quick", action="store_true", help="a few runs: only shows that it works")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    runs = 100 if given.quick else given.runs
    print(
        f"{runs:,} runs a row; false signals a site-year ± standard error, changes found in 12 weeks"
    )
    print("\n| rate → changed, visits a week, spread | ours | published | XmR | published | |")
    print("|---|---|---|---|---|---|")
    for number in given.rows or range(1, len(ROWS) + 1):
        begun, row = time.perf_counter(), ROWS[number - 1]
        tallies = measured(row, runs, given.seed)
        print(line(row, tallies, time.perf_counter() - begun), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
