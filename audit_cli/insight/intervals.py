"""How sure a share is: Wilson and Newcombe."""

from math import sqrt
from statistics import NormalDist
from typing import NamedTuple


class Interval(NamedTuple):
    """Bounds of a share (0 to 1), or of a difference of two shares (−1 to 1)."""

    lower: float
    upper: float


def wilson(successes: float, n: float, confidence: float = 0.95) -> Interval:
    """The two-sided Wilson score interval of a share; `n` may be effective, so not whole.

    Raises ValueError when nothing was counted. Newcombe 1998, method 3."""
    return wilson_bounds(successes, n, (1 + confidence) / 2)


def wilson_bounds(successes: float, n: float, confidence: float) -> Interval:
    """The one-sided Wilson bounds, each this sure by itself. Raises ValueError when nothing was counted."""
    if not 0 <= successes <= n or n <= 0:
        raise ValueError(f"{successes} of {n} is no share")
    p, z = successes / n, NormalDist().inv_cdf(confidence)
    centre = p + z * z / (2 * n)
    spread = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    return Interval(max(0.0, (centre - spread) / whole), min(1.0, (centre + spread) / whole))


def newcombe(
    first: tuple[int, int], second: tuple[int, int], confidence: float = 0.95
) -> tuple[float, Interval]:
    """The difference first − second of two shares (successes, n), and its interval.

    Newcombe 1998, method 10. "No change shown" where the interval covers 0."""
    p, q = first[0] / first[1], second[0] / second[1]
    one, other = wilson(*first, confidence), wilson(*second, confidence)
    below = sqrt((p - one.lower) ** 2 + (other.upper - q) ** 2)
    above = sqrt((one.upper - p) ** 2 + (q - other.lower) ** 2)
    return p - q, Interval(p - q - below, p - q + above)
