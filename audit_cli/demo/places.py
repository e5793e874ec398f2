"""The three sites of the demo, what is true of each from week to week, and what people write there."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

from audit_cli.checklist.model import About
from audit_cli.language import Text

_DATA: Final = Path(__file__).with_name("data")


def data(name: str) -> Any:
    """What a file of data holds: `people`, `places`, `remarks`."""
    return json.loads((_DATA / f"{name}.json").read_text("utf-8"))


def _texts(written: list[dict[str, str]]) -> tuple[Text, ...]:
    return tuple(map(Text.of, written))


def _by_question(written: dict[str, Any]) -> Mapping[str, Mapping[str, tuple[Text, ...]]]:
    return {
        checklist: {question: _texts(said) for question, said in remarks.items()}
        for checklist, remarks in written.items()
    }


_PEOPLE: Final = data("people")
_REMARKS: Final = data("remarks")
AUDITORS: Final = _texts(_PEOPLE["auditors"])
KINDS_OF_CLIENTS: Final = _texts(_PEOPLE["clients"])  # as often as they come
ROLES: Final[Mapping[About, tuple[Text, ...]]] = {
    about: _texts(roles) for about, roles in _PEOPLE["roles"].items()
}
DONE: Final = _texts(_REMARKS["done"])
BAD: Final = _by_question(_REMARKS["bad"])  # of what was not met, or an opinion at its lowest
GOOD: Final = _by_question(_REMARKS["good"])  # of what was better than expected

# The share of weight (0 to 1) that is met in a week, the first being 0, of so many weeks.
Rate: TypeAlias = Callable[[int, int], float]

LEARNING_WEEKS: Final = 3


class Serious(NamedTuple):
    """A question that fails the first audit of a week, so many weeks before the last one."""

    checklist: str
    weeks_ago: int
    question: str


class Own(NamedTuple):
    """What a person gave a role to do, so many weeks before the last one; the days that there were for
    it, and after how many it was done, if it was."""

    text: Text
    to: Text
    weeks_ago: int
    days: int
    done_after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A site and the truth about it, which audits show by chance only.

    `weak` are questions that are missed more often than others, and how much; audits happen on
    `weekdays` (0 is Monday), beginning in the `hours` from the first to before the last. `diligence`
    (0 to 1) is the share of actions that are done soon; `away` are weeks ago without audits."""

    id: str
    name: Text
    rate: Rate
    time_zone: str = "America/Mexico_City"
    weak: Mapping[str, float] = field(default_factory=dict)
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    hours: tuple[int, int] = (8, 18)
    diligence: float = 0.7
    away: tuple[int, ...] = ()
    serious: tuple[Serious, ...] = ()
    own: tuple[Own, ...] = ()
    renewal: Text | None = None  # why phone tests are compared anew when it begins to improve


def improving(week: int, weeks: int) -> float:
    """Middling, and always good from about the middle on."""
    learned = (week - improvement_begins(weeks)) / LEARNING_WEEKS
    return 0.79 + 0.2 * min(1.0, max(0.0, learned))


def improvement_begins(weeks: int) -> int:
    """The week in which `improving` begins to."""
    return round(weeks * 0.45)


def steady(_week: int, _weeks: int) -> float:
    """Always the same."""
    return 0.85


def drifting(week: int, weeks: int) -> float:
    """Good, and worse week by week in the last quarter."""
    lost = (week - weeks * 0.72) / (weeks * 0.28)
    return 0.91 - 0.2 * min(1.0, max(0.0, lost))


_RATES: Final[Mapping[str, Rate]] = {"improving": improving, "steady": steady, "drifting": drifting}


def _place(facts: dict[str, Any]) -> Place:
    own = (
        Own(**own | {"text": Text.of(own["text"]), "to": Text.of(own["to"])})
        for own in facts["own"]
    )
    read = {"rate": _RATES[facts["rate"]], "own": tuple(own)}
    read["serious"] = tuple(Serious(**serious) for serious in facts["serious"])
    read |= {key: Text.of(facts[key]) for key in ("name", "renewal") if key in facts}
    read |= {key: tuple(facts[key]) for key in ("weekdays", "hours", "away")}
    return Place(**facts | read)


PLACES: Final = tuple(map(_place, data("places")))
