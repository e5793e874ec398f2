"""The run of weeks: usual range, sudden changes and gradual ones (STATISTICS: "Trend").

Audit scores are counts near their ceiling, so each week's count is predicted from the comparison
weeks by a beta-binomial, widened by how much those weeks differ among themselves."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import exp, lgamma, sqrt
from statistics import NormalDist
from typing import Final, Literal, NamedTuple

COMPARISON_WEEKS: Final = 20
FEWEST_WEEKS: Final = 8
LIMIT: Final = 3.0  # of |z|: a sudden change
ALLOWANCE: Final = 0.5  # of the running sums
DRIFT_LIMIT: Final = 3.5
CALM: Final = 1.0  # of z: a judged week that leans no further to a change's side counts to its end
CALM_WEEKS: Final = 4
_CLIP: Final = 1e-12

SignalKind = Literal["jump", "drift"]
Direction = Literal["up", "down"]


class Week(NamedTuple):
    """A week with audits: `met` of `items` effective items, whole numbers."""

    met: int
    items: int


class Signal(NamedTuple):
    """A change that is more than noise. `since` is the index of the week it began in; it is no `onset` where a
    change to the same side is still under way: then it is the same one going on, and is told no more."""

    kind: SignalKind
    direction: Direction
    since: int
    onset: bool = True


class JudgedWeek(NamedTuple):
    """The week `at` this index against what its comparison weeks predicted. `usual` are the lowest and the highest
    usual count of its items."""

    at: int
    dispersion: float
    z: float
    usual: tuple[int, int]
    signal: Signal | None


class Trend(NamedTuple):
    """The judged weeks of one comparison period, in order, and those that gave the onset of what is under
    way: for the worse, which is unresolved, and for the better."""

    judged: tuple[JudgedWeek, ...]
    unresolved: JudgedWeek | None
    improving: JudgedWeek | None
    weeks_until_judged: int


def effective_week(total: int, squares: int, met: int) -> Week:
    """The effective items of a week's verdicts: n = (Σw)² / Σw², k = round(s·n), both rounded half up, from
    Σw and Σw² of those with a weight over 0, and the weight that was met."""
    items = _half_up(total * total, squares)
    return Week(_half_up(met * items, total), items)


def dispersion(weeks: Sequence[Week]) -> float:
    """How much more the weeks differ than chance alone would make them; at least 1."""
    met, items = _sums(weeks)
    share = (met + 0.5) / (items + 1)
    expected = share * (1 - share)
    squares = sum((k - n * share) ** 2 / (n * expected) for k, n in weeks)
    return max(1.0, squares / (len(weeks) - 1))


def trend_of(weeks: Sequence[Week]) -> Trend:
    """Judge every week of a comparison period that has enough weeks before it."""
    judged: list[JudgedWeek] = []
    sums, worse, better = _Sums(), _UnderWay("down"), _UnderWay("up")
    for index in range(FEWEST_WEEKS, len(weeks)):
        spread, met, items = _comparison(tuple(weeks[: min(index, COMPARISON_WEEKS)]))
        scores, usual = _scores(weeks[index].items, met, items, spread)
        z = scores[weeks[index].met]
        week = JudgedWeek(index, spread, z, usual, sums.signal(index, z))
        judged.append(better.follow(worse.follow(week)))
    until = max(0, FEWEST_WEEKS + 1 - len(weeks))
    return Trend(tuple(judged), worse.onset, better.onset, until)


class _Sums:
    """The two running sums of z (CUSUM), each with the week in which it last left 0."""

    def __init__(self) -> None:
        self._up = self._down = 0.0
        self._up_since = self._down_since = 0

    def signal(self, index: int, z: float) -> Signal | None:
        """What this week says. A jump feeds the sums like any other week, and names itself."""
        if not self._up:
            self._up_since = index
        if not self._down:
            self._down_since = index
        self._up = max(0.0, self._up + z - ALLOWANCE)
        self._down = max(0.0, self._down - z - ALLOWANCE)
        drift = None
        if self._up > DRIFT_LIMIT:
            drift, self._up = Signal("drift", "up", self._up_since), 0.0
        if self._down > DRIFT_LIMIT:
            drift, self._down = Signal("drift", "down", self._down_since), 0.0
        if abs(z) > LIMIT:
            return Signal("jump", "up" if z > 0 else "down", index)
        return drift


class _UnderWay:
    """The change to one side that is under way: from its `onset` until four judged weeks in a row were calm."""

    def __init__(self, side: Direction) -> None:
        self.onset: JudgedWeek | None = None
        self._side = side
        self._calm = 0

    def follow(self, week: JudgedWeek) -> JudgedWeek:
        """The next judged week; its signal is no onset where it is the same change going on."""
        if week.signal and week.signal.direction == self._side:
            self._calm = 0
            if self.onset:
                return week._replace(signal=week.signal._replace(onset=False))
            self.onset = week
        elif self.onset:
            leaning = week.z if self._side == "up" else -week.z
            self._calm = self._calm + 1 if leaning <= CALM else 0
            self.onset = self.onset if self._calm < CALM_WEEKS else None
        return week


@lru_cache(maxsize=64)
def _comparison(weeks: tuple[Week, ...]) -> tuple[float, int, int]:
    return dispersion(weeks), *_sums(weeks)


@lru_cache(maxsize=1024)
def _scores(
    n: int, met: int, items: int, spread: float
) -> tuple[tuple[float, ...], tuple[int, int]]:
    """z for every count from 0 to n, by the mid-probability of a beta-binomial (Jeffreys' prior), and the
    lowest and the highest usual count."""
    a, b = met + 0.5, items - met + 0.5
    base = lgamma(n + 1) - lgamma(n + a + b) + lgamma(a + b) - lgamma(a) - lgamma(b)
    chances = [
        exp(base + lgamma(k + a) + lgamma(n - k + b) - lgamma(k + 1) - lgamma(n - k + 1))
        for k in range(n + 1)
    ]
    # Each tail from its own end: 1 less a sum near 1 has lost the digits that decide.
    tails = zip(_tails(chances), reversed([*_tails(chances[::-1])]), strict=True)
    normal, width = NormalDist(), sqrt(spread)
    scores = [
        (normal.inv_cdf(low) if low < high else -normal.inv_cdf(high)) / width
        for low, high in tails
    ]
    usual = [count for count, z in enumerate(scores) if abs(z) <= LIMIT]
    return tuple(scores), (usual[0], usual[-1])


def _tails(chances: Sequence[float]) -> Iterator[float]:
    """The mid-probability of each tail, the shortest first."""
    before = 0.0
    for chance in chances:
        yield max(_CLIP, before + chance / 2)
        before += chance


def _sums(weeks: Sequence[Week]) -> tuple[int, int]:
    return sum(week.met for week in weeks), sum(week.items for week in weeks)


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)
