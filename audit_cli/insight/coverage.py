"""What was never looked at: moments of the service, contact points, weekdays and hours (S1-2, S3-2)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple, get_args

from audit_cli.checklist.model import Checklist, Contact, Moment
from audit_cli.checklist.times import OpeningHours

# Where a site has not said when it is open.
USUAL_HOURS: Final = (OpeningHours(weekdays=(0, 1, 2, 3, 4), opens=8 * 60, closes=18 * 60),)
_BLOCK: Final = 120  # minutes that are looked at as one


class Unseen(NamedTuple):
    """What no audit saw: weekdays from 0 (Monday), hours as (from, until) in minutes since midnight."""

    moments: tuple[Moment, ...]
    contacts: tuple[Contact, ...]
    weekdays: tuple[int, ...]
    hours: tuple[tuple[int, int], ...]


def unseen(
    judged: Iterable[tuple[Checklist, str]],
    starts: Iterable[datetime],
    open_at: Sequence[OpeningHours] = (),
    there: Sequence[Contact] = (),
) -> Unseen:
    """What some audits never saw, by the questions they `judged` and the local instants at which they
    started. Of days and hours, only those at which the site is open are told; of contact points, where it said
    which are `there`, only those."""
    moments: set[Moment] = set()
    contacts: set[Contact | None] = set()
    for checklist, question in judged:
        section = checklist.section_of[question]
        moments.add(section.moment)
        contacts.add(checklist.questions[question].contact or section.contact)
    seen = list(starts)
    hours = open_at or USUAL_HOURS
    days = {start.weekday() for start in seen}
    minutes = {start.hour * 60 + start.minute for start in seen}
    return Unseen(
        tuple(moment for moment in get_args(Moment) if moment not in moments),
        tuple(c for c in get_args(Contact) if c not in contacts and (not there or c in there)),
        tuple(day for day in range(7) if day not in days and any(day in h.weekdays for h in hours)),
        tuple(_joined(block for block in _blocks(hours) if not minutes & {*range(*block)})),
    )


def _blocks(hours: Sequence[OpeningHours]) -> Iterator[tuple[int, int]]:
    """The opening hours of all days together, in blocks that begin at even hours."""
    for begins in range(0, 24 * 60, _BLOCK):
        within = [(max(begins, opens), min(begins + _BLOCK, closes)) for _, opens, closes in hours]
        inside = [(first, last) for first, last in within if first < last]
        if inside:
            yield min(first for first, _ in inside), max(last for _, last in inside)


def _joined(blocks: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Blocks that follow each other, as one."""
    found: list[tuple[int, int]] = []
    for first, last in blocks:
        if found and found[-1][1] == first:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    yield from found
