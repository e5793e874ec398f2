"""Made-up runs of weeks, the same each time: sums as the store keeps them, and answers to import."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta, timezone
from random import Random

from audit_cli.insight.totals import WeekSums
from audit_cli.language.weeks import monday, week_after

FIRST = "2026-W01"
ITEMS = 13
YES_NO = (
    "path-clear",
    "floor-clean",
    "smiled",
    "where-to-go-clear",
    "asked-how-to-help",
    "phones-away",
    "touch-clean",
    "name-known",
    "privacy-kept",
    "heard-out",
    "thanked",
)


def sums(week: str, met: int, items: int, /, **more: object) -> WeekSums:
    """A week with one audit of so many items of weight 1."""
    facts = {"audits": 1, "pooled": 1, "decided": 1, "passed": 1, "versions": (("1.0", "a" * 64),)}
    return WeekSums(week, **facts | {"met": met, "weight": items, "squares": items} | more)  # type: ignore[arg-type]


def run_sums(values: Iterable[tuple[int, int] | None], first: str = FIRST) -> list[WeekSums]:
    """Weeks in a row, each (met, items); None is a week without audits."""
    return [
        sums(week_after(first, place), *value)
        for place, value in enumerate(values)
        if value is not None
    ]


def made_up(
    rates: Sequence[float], seed: int, *, visits: int = 3, items: int = ITEMS
) -> list[tuple[int, int]]:
    """A week for each rate: how many of its items were met, each by itself."""
    random = Random(seed)
    n = visits * items
    return [(sum(random.random() < rate for _ in range(n)), n) for rate in rates]


def made_up_sums(rates: Sequence[float], seed: int, target: float = 0.85) -> list[WeekSums]:
    """A week for each rate: three visits of 13 items, each with its own result."""
    random = Random(seed)
    weeks = []
    for place, rate in enumerate(rates):
        visits = [sum(random.random() < rate for _ in range(ITEMS)) for _ in range(3)]
        passed = sum(met >= target * ITEMS for met in visits)
        audits = {"audits": 3, "pooled": 3, "decided": 3, "passed": passed}
        weeks.append(sums(week_after(FIRST, place), sum(visits), 3 * ITEMS, **audits))
    return weeks


def answers(
    rate_of: Callable[[int], float], weeks: Iterable[int], seed: int, *, site: str = "centro"
) -> Iterator[dict[str, object]]:
    """Walk-ins to import, two a week (week numbers from FIRST); each fact is fine at the week's rate."""
    random = Random(seed)
    for number in weeks:
        day = monday(week_after(FIRST, number))
        for visit in range(2):
            at = datetime.combine(day + timedelta(days=2 * visit), time(9 + visit, 15))
            fine = {name: random.random() < rate_of(number) for name in (*YES_NO, "look", "greet")}
            yield {
                "checklist": "walk-in",
                "site": site,
                "at": at.replace(tzinfo=timezone(timedelta(hours=-6))).isoformat(),
                "answers": {
                    **{name: "yes" if fine[name] else "no" for name in YES_NO},
                    "path-clear": "yes",
                    "privacy-kept": "yes",
                    "first-thing-noticed": "meets",
                    "seconds-until-look": 4 if fine["look"] else 40,
                    "seconds-until-greeting": 12 if fine["greet"] else 55,
                    "wait-told": "na",
                    "help-unasked": 1,
                    "how-it-ended": "meets",
                    "all-respectful": "yes",
                    "clients-first": "na",
                    "left-oriented": "na",
                },
            }


def lines(documents: Iterable[dict[str, object]]) -> str:
    """Answers as JSON lines."""
    return "".join(json.dumps(document) + "\n" for document in documents)
