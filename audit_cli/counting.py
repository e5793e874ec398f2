"""How far something is that takes a while, for whoever waits: what counts knows of no screen."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
# Hears that so many are done of so many.
Step = Callable[[int, int], object]


def unheard(_done: int, _of: int) -> None:
    """Where nobody waits."""


def counted(items: Iterable[T], of: int, step: Step) -> Iterator[T]:
    """The items, of which there are so many; each counts when the next one is asked for."""
    done = 0
    for done, item in enumerate(items):
        step(done, of)
        yield item
    step(done + 1, of)
