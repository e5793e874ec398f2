"""Weeks for the tests of the reports: made-up audits of eight situations, always the same."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from audit_cli.checklist.cache import ParseCache
from audit_cli.checklist.library import Library
from audit_cli.demo.audits import Wishes
from audit_cli.demo.home import fill, wishes_of
from audit_cli.demo.places import PLACES, Place, Serious
from audit_cli.followup.gathering import Actions
from audit_cli.language import Language, Text
from audit_cli.language.weeks import monday, week_after, zone_named
from audit_cli.settings import Site
from audit_cli.store.journal import Store
from audit_cli.week.material import SiteWeek, site_week

WEEK = "2026-W47"
TOLD = date(2025, 11, 14)
A_WEEK = {"walk-in": 3, "phone-test": 1}
NAME = Text.of({"en": "Corner Clinic", "es": "Clínica La Esquina"})


def always(rate: float):
    """The same share of weight in every week."""
    return lambda _week, _weeks: rate


class Case(NamedTuple):
    """A site with so many weeks of history, and so many audits a week."""

    place: Place
    weeks: int
    a_week: Mapping[str, int] = A_WEEK


def place(**facts) -> Place:
    return Place(id="esquina", name=NAME, **facts)


MADE = {
    "first-week": Case(place(rate=always(0.86)), 1),
    "empty-week": Case(place(rate=always(0.86), away=(0,)), 20),
    "one-audit": Case(place(rate=always(0.8)), 1, {"walk-in": 1}),
    "serious": Case(place(rate=always(0.95), serious=(Serious("walk-in", 0, "path-clear"),)), 30),
}
DEMO = {"improving": "centro", "steady": "norte", "drifting": "sur"}
CASES = (*DEMO, *MADE)


@cache
def week(case: str, language: Language) -> SiteWeek:
    """The facts of a case; names and notes are in this language."""
    if case in DEMO:
        return next(facts for facts in demo_weeks(language) if facts.site.id == DEMO[case])
    made = MADE[case]
    library = Library()
    wishes = Wishes(
        places=(made.place,),
        a_week={library.load(name): usual for name, usual in made.a_week.items()},
        last_week=WEEK,
        weeks=made.weeks,
        language=language,
        seed=3,
    )
    return _weeks_of(wishes)[0]


@cache
def demo_weeks(language: Language) -> tuple[SiteWeek, ...]:
    """The week at the three sites of the demo."""
    assert [one.id for one in PLACES] == [*DEMO.values()]
    return _weeks_of(wishes_of(language, WEEK))


def _weeks_of(wishes: Wishes) -> tuple[SiteWeek, ...]:
    with TemporaryDirectory() as folder:
        path = Path(folder)
        with Store.open(path / "audit.db", backups=path) as store:
            fill(store, wishes)
            actions = Actions(store, ParseCache(None))
            return tuple(
                site_week(
                    store,
                    actions,
                    Site(one.id, Text(one.name.say(wishes.language)), one.time_zone),
                    zone_named(one.time_zone),
                    WEEK,
                    monday(week_after(WEEK)),
                )
                for one in wishes.places
            )
