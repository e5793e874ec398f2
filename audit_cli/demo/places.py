"""The three sites of the demo, and what is true of each from week to week."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from audit_cli.language import Text

# The share of weight (0 to 1) that is met in a week, the first being 0, of so many weeks.
Rate: TypeAlias = Callable[[int, int], float]

LEARNING_WEEKS: Final = 6


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
    """Middling, and good from about the middle on."""
    learned = (week - improvement_begins(weeks)) / LEARNING_WEEKS
    return 0.79 + 0.16 * min(1.0, max(0.0, learned))


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


PLACES: Final = (
    Place(
        id="centro",
        name=Text.of({"en": "Paws Downtown", "es": "Huellas Centro"}),
        rate=improving,
        weekdays=(0, 1, 2, 3, 4, 5),
        weak={
            "asked-how-to-help": 3,
            "name-known": 3,
            "floor-clean": 2,
            "offered-help": 3,
            "understanding-shown": 2,
            "seconds-to-human": 2,
        },
        diligence=0.92,
        away=(31,),
        serious=(Serious("walk-in", 38, "path-clear"),),
        own=(
            Own(
                Text.of({"en": "A mat at the door", "es": "Un tapete en la entrada"}),
                Text.of({"en": "management", "es": "gerencia"}),
                24,
                10,
                8,
            ),
        ),
        renewal=Text.of(
            {
                "en": "a second telephone line, and no menu before a person",
                "es": "segunda línea telefónica, y sin menú antes de una persona",
            }
        ),
    ),
    Place(
        id="norte",
        name=Text.of({"en": "Paws North", "es": "Huellas Norte"}),
        rate=steady,
        weak={"phones-away": 3, "where-to-go-clear": 3, "own-name-given": 3, "message-repeated": 2},
        diligence=0.7,
        away=(17, 18),
        serious=(Serious("phone-test", 21, "knows-when"),),
        own=(
            Own(
                Text.of(
                    {
                        "en": "A sign that shows the way to the scales",
                        "es": "Un letrero que indique dónde está la báscula",
                    }
                ),
                Text.of({"en": "front desk", "es": "recepción"}),
                1,
                14,
            ),
        ),
    ),
    Place(
        id="sur",
        name=Text.of({"en": "Paws South", "es": "Huellas Sur"}),
        rate=drifting,
        weekdays=(0, 1, 2, 3, 4, 5),
        hours=(8, 14),
        weak={
            "seconds-until-look": 3,
            "seconds-until-greeting": 2,
            "wait-told": 3,
            "smiled": 2,
            "offered-help": 2,
            "let-finish": 2,
            "transfers": 2,
        },
        diligence=0.35,
        away=(40,),
        serious=(
            Serious("walk-in", 0, "privacy-kept"),
            Serious("phone-test", 4, "all-respectful"),
        ),
        own=(
            Own(
                Text.of(
                    {
                        "en": "One more person at the front desk in the mornings",
                        "es": "Una persona más en recepción por las mañanas",
                    }
                ),
                Text.of({"en": "management", "es": "gerencia"}),
                5,
                21,
            ),
        ),
    ),
)
