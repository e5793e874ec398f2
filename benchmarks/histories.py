"""Histories for the benchmarks, made up as the demo's are: one site of three years, or a thousand of them.

    python benchmarks/histories.py FOLDER [SITES]

makes FOLDER/audit.db and says how long it took and how large it is. The sites are copies of a few with
other ids, week by week as in life, so that the audits of one are spread over the whole file.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audit_cli.checklist.library import Library
from audit_cli.demo.audits import MadeUp, Wishes, audits
from audit_cli.demo.places import Place, drifting, improving, steady
from audit_cli.insight.totals import WeekSums
from audit_cli.interview.events import Event
from audit_cli.language import Text
from audit_cli.language.weeks import local_week
from audit_cli.store.journal import Store
from audit_cli.store.week_sums import Series, weeks_of

WEEKS: Final = 156
LAST_WEEK: Final = "2026-W47"
A_WEEK: Final = {"walk-in": 3, "phone-test": 1}  # with some 16 answers each
TEMPLATES: Final = 12
RATES: Final = (improving, steady, drifting)
_SPREAD: Final = 0x9E3779B1  # odd, so that no two sites get the same beginnings of ids


@dataclass(frozen=True)
class History:
    """What was made: how many answers and audits, the seconds for the journal and for the sums of weeks,
    and the size of the file."""

    answers: int
    audits: int
    journal_seconds: float
    sums_seconds: float
    megabytes: float


def site_named(number: int) -> str:
    """The id of a site; they are numbered from 1."""
    return f"site-{number:04}"


def history(folder: Path, sites: int) -> History:
    """Make FOLDER/audit.db with three years of so many sites."""
    begun = time.perf_counter()
    templates = [_weeks(_place(number)) for number in range(min(sites, TEMPLATES))]
    names = sorted({week for template in templates for week in template})
    path = folder / "audit.db"
    many = answered = 0
    with Store.open(path, backups=folder / "backups") as store:
        with store.incoming() as incoming:
            for week in names:
                for number in range(sites):
                    for made in templates[number % len(templates)].get(week, ()):
                        audit, events, checklist = _copied(made, number + 1)
                        incoming.add(audit, events, checklist, None)
                        many += 1
                        answered += sum(event.kind == "answer" for event in events)
        stored = time.perf_counter()
        _sum_weeks(store, sites)
    summed = time.perf_counter()
    size = path.stat().st_size / 1e6
    return History(answered, many, stored - begun, summed - stored, size)


def _sum_weeks(store: Store, sites: int) -> None:
    """Take the sums of the weeks that differ. The other sites have the same under their own names: to
    take those as well would be half of the work, and `audit doctor` finds that they are right."""
    kinds = min(sites, TEMPLATES)
    for number in range(1, kinds + 1):
        for checklist in A_WEEK:
            weeks_of(store, Series(site_named(number), checklist))
    with store.transaction() as connection:
        columns = ", ".join(WeekSums._fields)
        for number in range(kinds + 1, sites + 1):
            like = site_named((number - 1) % kinds + 1)
            connection.execute(
                f"INSERT INTO week SELECT ?, checklist, {columns} FROM week WHERE site = ?",
                (site_named(number), like),
            )
        connection.execute("DELETE FROM week_change")


def _place(number: int) -> Place:
    name = f"template-{number}"
    return Place(id=name, name=Text(name), rate=RATES[number % len(RATES)])


def _weeks(place: Place) -> dict[str, list[MadeUp]]:
    """The audits of a place by their weeks."""
    library = Library()
    wishes = Wishes(
        places=[place],
        a_week={library.load(name): usual for name, usual in A_WEEK.items()},
        last_week=LAST_WEEK,
        weeks=WEEKS,
        language="en",
        seed="benchmark",
    )
    found: dict[str, list[MadeUp]] = {}
    for made in audits(wishes):
        found.setdefault(local_week(made.events[0].entered_at, place.time_zone), []).append(made)
    return found


def _copied(made: MadeUp, number: int) -> MadeUp:
    """The same audit at a site of this number, under other ids."""
    mask = number * _SPREAD & 0xFFFFFFFF
    audit, events, checklist = made
    return MadeUp(_other_id(audit, mask), list(_events(events, mask, number)), checklist)


def _events(events: Sequence[Event], mask: int, number: int) -> Iterator[Event]:
    for event in events:
        value = event.value
        if event.kind == "start" and isinstance(value, dict):
            value = value | {"site": site_named(number)}
        yield event._replace(uuid=_other_id(event.uuid, mask), value=value)


def _other_id(uuid: str, mask: int) -> str:
    return f"{int(uuid[:8], 16) ^ mask:08x}{uuid[8:]}"


if __name__ == "__main__":
    print(history(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
