"""How often each item was not met of late, and since when without a break."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from audit_cli.followup.episodes import Sighting, Stretch
from audit_cli.followup.gathering import Item
from audit_cli.followup.outcomes import is_finding, is_opinion, is_serious
from audit_cli.followup.tracked import Found
from audit_cli.language.weeks import local_week, zone_named


class Missed(NamedTuple):
    """An item that was not met in `missed` of the `judged` audits; `last` is the latest of these that judged
    it, under the name and with the version that it had there. `since` is the first of the audits in a row
    that did not meet it, up to now, however long ago; None where it was met last. `serious` is what
    failed one of these audits."""

    item: Item
    last: Sighting
    missed: int
    judged: int
    serious: bool
    since: Found | None


def missed_items(said: Mapping[Item, Sequence[Stretch]], first_week: str = "") -> list[Missed]:
    """What was not met in the audits from a week on, each week where the audit was; opinions are judged by
    nobody. Items in the order given."""
    found = (_missed(item, stretches, first_week) for item, stretches in said.items())
    return [one for one in found if one]


def audits_since(said: Iterable[Sequence[Stretch]], first_week: str = "") -> int:
    """How many audits from a week on said anything."""
    ends = {end for stretches in said for stretch in stretches for end in stretch.ends}
    return sum(local_week(end.started_at, end.time_zone) >= first_week for end in ends)


def _missed(item: Item, stretches: Sequence[Stretch], first_week: str) -> Missed | None:
    judged = [
        stretch.sighting(place)
        for stretch in stretches
        for place, letter in enumerate(stretch.letters)
        if not is_opinion(letter)
    ]
    late = [one for one in judged if _week(one) >= first_week]
    missed = [one for one in late if is_finding(one.letter)]
    if not missed:
        return None
    serious = any(is_serious(one.letter) for one in missed)
    return Missed(item, late[-1], len(missed), len(late), serious, _since(judged))


def _since(judged: Sequence[Sighting]) -> Found | None:
    first = None
    for one in reversed(judged):
        if not is_finding(one.letter):
            break
        first = one
    if first is None:
        return None
    return Found(first.end.id, first.question, first.at, zone_named(first.end.time_zone))


def _week(one: Sighting) -> str:
    return local_week(one.at, one.end.time_zone)
