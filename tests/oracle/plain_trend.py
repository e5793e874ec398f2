"""The run of weeks and the standing once more, plainly: written from STATISTICS.md, without a line of the
program. A week is a dict: met and items (effective, whole), audits, passed, decided. Probabilities follow from each
other, count by count, where the program takes them from logarithms."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from math import sqrt
from statistics import NormalDist

from .plain import Plain

NORMAL = NormalDist()
TINY = 1e-12


def judged_weeks(weeks: Sequence[Plain]) -> list[Plain]:
    """Every week from the ninth on: z, usual (lowest, highest), and its signal: kind, direction, since (the
    place of a week) and onset, or None."""
    found: list[Plain] = []
    since = {"up": 0, "down": 0}
    sums = {"up": 0.0, "down": 0.0}
    going_on = {"up": False, "down": False}
    calm = {"up": 0, "down": 0}
    for at in range(8, len(weeks)):
        compared = weeks[: min(at, 20)]
        met, items = sum(w["met"] for w in compared), sum(w["items"] for w in compared)
        width = sqrt(spread_of(compared))
        scores = [z / width for z in unspread(weeks[at]["items"], met, items)]
        z = scores[weeks[at]["met"]]
        usual = [count for count, score in enumerate(scores) if abs(score) <= 3]
        crossed = None
        for side, leaning in (("up", z), ("down", -z)):
            if sums[side] == 0:
                since[side] = at
            sums[side] = max(0.0, sums[side] + leaning - 0.5)
            if sums[side] > 3.5:
                sums[side] = 0.0
                crossed = {"kind": "drift", "direction": side, "since": since[side]}
        if abs(z) > 3:
            crossed = {"kind": "jump", "direction": "up" if z > 0 else "down", "since": at}
        for side, leaning in (("up", z), ("down", -z)):
            if crossed and crossed["direction"] == side:
                crossed["onset"] = not going_on[side]
                going_on[side], calm[side] = True, 0
            elif going_on[side]:
                calm[side] = calm[side] + 1 if leaning <= 1 else 0
                going_on[side] = calm[side] < 4
        found.append(
            {
                "at": at,
                "z": z,
                "usual": (usual[0], usual[-1]),
                "signal": crossed,
                "under_way": dict(going_on),
            }
        )
    return found


def spread_of(weeks: Sequence[Plain]) -> float:
    """How much more the weeks differ than by chance, at least 1."""
    met, items = sum(w["met"] for w in weeks), sum(w["items"] for w in weeks)
    p = (met + Fraction(1, 2)) / (items + 1)
    squares = sum((w["met"] - w["items"] * p) ** 2 / (w["items"] * p * (1 - p)) for w in weeks)
    return float(max(Fraction(1), squares / (len(weeks) - 1)))


@cache
def unspread(n: int, met: int, items: int) -> tuple[float, ...]:
    """For each count of n items the normal score of its mid-probability, a beta-binomial with Jeffreys' prior."""
    a, b = met + 0.5, items - met + 0.5
    chance = 1.0
    for i in range(n):
        chance *= (b + i) / (a + b + i)
    chances = [chance]
    for k in range(n):
        chances.append(chances[-1] * (n - k) * (a + k) / ((k + 1) * (b + n - k - 1)))
    scores = []
    for k, chance in enumerate(chances):
        low = max(TINY, sum(chances[:k]) + chance / 2)
        high = max(TINY, sum(reversed(chances[k + 1 :])) + chance / 2)
        scores.append(NORMAL.inv_cdf(low) if low < high else -NORMAL.inv_cdf(high))
    return tuple(scores)


def standing(weeks: Sequence[Plain], target: Fraction, unsettled: Sequence[str]) -> Plain:
    """How a checklist stands: level, reasons, critical, and what is known of one that is merely fine. `weeks`
    are those of the present comparison period, with points, in order."""
    judged = judged_weeks(weeks)
    signal = bool(judged) and judged[-1]["under_way"]["down"]
    early = max(0, 12 - len(weeks))
    reasons = [
        reason
        for reason, holds in (
            ("downward_signal", signal),
            ("critical", unsettled),
            ("too_early", early),
        )
        if holds
    ]
    found: Plain = {"reasons": reasons, "critical": list(unsettled), "weeks_missing": early}
    short = under = whole = False
    level = "tolerance"
    if not early:
        last = weeks[-26:]
        spread, met, items = (
            spread_of(last),
            sum(w["met"] for w in last),
            sum(w["items"] for w in last),
        )
        low, high = wilson(met / items, items / spread)
        goal = float(target) / 100
        audits, passed = sum(w["audits"] for w in last), sum(w["passed"] for w in last)
        decided = sum(w["decided"] for w in last)
        often = passed >= Fraction(9, 10) * decided and audits - decided <= Fraction(audits, 4)
        level = "amazement" if low >= goal and often else "tolerance"
        whole, short = low >= goal and not often, high < goal
        under = not short and Fraction(met, items) < target / 100
    found |= {"level": "uncertainty" if reasons else level, "short": short}
    return found | {"under": under, "on_the_whole": whole}


def wilson(share: float, n: float) -> tuple[float, float]:
    """The one-sided 99 % bounds of a share of n."""
    z = NORMAL.inv_cdf(0.99)
    middle, reach = share + z * z / (2 * n), z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (middle - reach) / (1 + z * z / n), (middle + reach) / (1 + z * z / n)
