"""One made-up visit: what is answered to each question of a checklist, at a given rate, by a chance that is
the same on every machine and in every Python."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from random import Random
from typing import Final, NamedTuple, TypeVar
from uuid import UUID

from audit_cli.checklist.model import Checklist, Question, Standard, Value
from audit_cli.interview.answers import NOT_ASKED, applies
from audit_cli.interview.record import Answer
from audit_cli.scoring import verdict_of

_T = TypeVar("_T")
_MISSED_AT_MOST: Final = 0.9
_EXCEEDED: Final = 0.25
_NOT_APPLICABLE: Final = 0.45
_OTHER: Final = {"yes": "no", "no": "yes"}


class Chance:
    """Draws that follow from a name alone. Only `Random.random` is used: the rest of that module may
    draw otherwise in another version of Python."""

    def __init__(self, *name: object) -> None:
        self._random = Random("/".join(map(str, name))).random

    def happens(self, probability: float) -> bool:
        """Whether something of this probability (0 to 1) happens."""
        return self._random() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._random() * (high - low + 1))

    def one_of(self, these: Sequence[_T]) -> _T:
        """One of these."""
        return these[self.whole(0, len(these) - 1)]

    def some_of(self, these: Sequence[_T], count: int) -> list[_T]:
        """So many of these, or all where there are no more, none twice."""
        left = list(these)
        return [left.pop(self.whole(0, len(left) - 1)) for _ in range(min(count, len(left)))]


def an_id(*name: object) -> str:
    """The id that belongs to a name: in the form of a random one, and always the same."""
    digest = sha256("/".join(map(str, name)).encode()).digest()
    return str(UUID(bytes=digest[:16], version=4))


class Visit(NamedTuple):
    """The answers of a visit; `later` are those to questions that were left pending."""

    answers: Mapping[str, Answer]
    later: Mapping[str, Answer]


def made_up_visit(
    checklist: Checklist,
    rate: float,
    weak: Mapping[str, float],
    serious: str | None,
    chance: Chance,
) -> Visit:
    """A visit where this share (0 to 1) of the weight is met in the long run; `weak` as in `Place`.

    Critical questions are met but for the `serious` one. Raises ValueError for a question that is
    neither yes/no, a number with one limit, a choice nor an opinion."""
    missed = _missed(checklist, rate, weak)
    answers: dict[str, Answer] = {}
    later: dict[str, Answer] = {}
    lows = 0
    for question in checklist.questions.values():
        if not all(applies(condition, answers) for condition in question.only_if):
            answers[question.id] = NOT_ASKED
            continue
        below = question.id == serious or chance.happens(missed.get(question.id, 0))
        answer = Answer("given", _value(question, below, question.id == serious, lows, chance))
        if question.na and question.id != serious and chance.happens(_NOT_APPLICABLE):
            answer = Answer("na")
        elif question.pending:
            later[question.id], answer = answer, Answer("pending")
        answers[question.id] = answer
        lows += verdict_of(question, answer) == "below"
    return Visit(answers, later)


def _missed(checklist: Checklist, rate: float, weak: Mapping[str, float]) -> dict[str, float]:
    """The probability with which each question is missed, so that their weights add up to the rate."""
    shares = {
        q.id: weak.get(q.id, 1.0)
        for q in checklist.questions.values()
        if q.scored and q.weight and (q.critical_limit or not q.critical)
    }
    weight = sum(checklist.questions[name].weight * share for name, share in shares.items())
    scale = (1 - rate) * checklist.possible / weight
    return {name: min(_MISSED_AT_MOST, scale * share) for name, share in shares.items()}


def _value(question: Question, below: bool, serious: bool, lows: int, chance: Chance) -> Value:
    if question.opinion:
        return _opinion(lows, chance)
    standard = question.standard
    if question.traits.typed and standard:
        return _OTHER[str(standard.operand)] if below else str(standard.operand)
    if question.numeric and standard and standard.operator in ("at_most", "at_least"):
        return _number(question, standard, below, serious, chance)
    if question.options:
        return question.options[chance.whole(0, len(question.options) - 1)].id
    if question.traits.whole and standard is None:
        return int(chance.happens(0.3))
    raise ValueError(f"nothing can be made up for {question.id}")


def _opinion(lows: int, chance: Chance) -> str:
    """How it felt, which has to do with what was missed until then."""
    if chance.happens(min(0.5, 0.02 + 0.09 * lows)):
        return "below"
    return "exceeds" if chance.happens(max(0.05, 0.35 - 0.12 * lows)) else "meets"


def _number(
    question: Question, standard: Standard, below: bool, serious: bool, chance: Chance
) -> int:
    """A number on the wanted side of the limit; a critical one within its own, unless it is `serious`."""
    better = question.exceeds and _limit(question.exceeds)
    exceeds = not below and better is not None and chance.happens(_EXCEEDED)
    limit = _limit(standard)
    if standard.operator == "at_least":
        if below:
            return chance.whole(0, limit - 1)
        beyond = limit + 1 if better is None else better
        return chance.whole(beyond, beyond + 1) if exceeds else chance.whole(limit, beyond - 1)
    worst = _limit(question.critical_limit) if question.critical_limit else 2 * limit + 1
    if below:
        return chance.whole(worst + 1, worst + 9) if serious else chance.whole(limit + 1, worst)
    least = int(question.count == "start")  # nobody is reached without one attempt
    if better is None:
        return chance.whole(least, limit)
    return chance.whole(better // 2, better) if exceeds else chance.whole(better + 1, limit)


def _limit(standard: Standard) -> int:
    return int(float(str(standard.operand)))
