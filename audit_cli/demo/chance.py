"""Chance that is the same on every machine and in every Python."""

from collections.abc import Sequence
from hashlib import sha256
from random import Random
from typing import TypeVar
from uuid import UUID

_T = TypeVar("_T")


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
