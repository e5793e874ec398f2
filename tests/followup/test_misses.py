"""What is most often not met: counted in some weeks, under all its names, and since when in a row."""

import sys
from pathlib import Path

import pytest

sys.path += [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "week")]
from test_weekly_facts import MOOD, OLD, home, version, visit, yes_no  # noqa: F401 (a fixture)
from weekly_homes import Home

from audit_cli.checklist.cache import ParseCache
from audit_cli.followup.gathering import Actions
from audit_cli.followup.misses import Missed, audits_since, missed_items

NEW = version("1.1", yes_no("floor-dry", weight=3, was="floor"), yes_no("guard"), MOOD)
DAYS = ("2026-10-20", "2026-10-27", "2026-11-03", "2026-11-10")  # weeks 43 to 46


def missed(home: Home, first_week: str = "", **about: str) -> dict[str, Missed]:  # noqa: F811
    actions = Actions(home.store, ParseCache(None))
    said = actions.said_of_items(**about)
    return {one.last.question: one for one in missed_items(said, first_week)}


def counts(found: dict[str, Missed]) -> dict[str, tuple[int, int, str | None]]:
    return {
        name: (one.missed, one.judged, str(one.since.day) if one.since else None)
        for name, one in found.items()
    }


def test_how_often_and_since_when(home: Home) -> None:  # noqa: F811
    for day, floor in zip(DAYS, ("no", "yes", "no", "no"), strict=True):
        visit(home, f"{day}T10:00", floor=floor, sign="no" if day == DAYS[0] else "yes")
    found = missed(home)
    assert counts(found) == {"floor": (3, 4, "2026-11-03"), "sign": (1, 4, None)}
    assert counts(missed(home, "2026-W46")) == {"floor": (1, 1, "2026-11-03")}
    assert missed(home, site="centro") == missed(home, checklist="other") == {}
    said = Actions(home.store, ParseCache(None)).said_of_items()
    assert [audits_since(said.values(), week) for week in ("", "2026-W45", "2026-W47")] == [4, 2, 0]


def test_a_renamed_question_is_one(home: Home) -> None:  # noqa: F811
    visit(home, f"{DAYS[0]}T10:00", floor="no")
    visit(home, f"{DAYS[1]}T10:00", of=NEW, **{"floor-dry": "no"})
    assert counts(missed(home)) == {"floor-dry": (2, 2, "2026-10-20")}


def test_what_failed_an_audit_is_serious_and_opinions_are_nobodys(home: Home) -> None:  # noqa: F811
    visit(home, f"{DAYS[0]}T10:00", guard="no", floor="no", mood="below")
    found = missed(home)
    assert {name: one.serious for name, one in found.items()} == {"floor": False, "guard": True}


@pytest.mark.parametrize(
    ("first", "weeks"), [("2026-11-09T00:30", "2026-W46"), ("2026-11-08T23:30", "2026-W45")]
)
def test_a_week_is_that_of_the_place(home: Home, first: str, weeks: str) -> None:  # noqa: F811
    visit(home, first, floor="no")
    assert [bool(missed(home, week)) for week in ("2026-W45", "2026-W46", "2026-W47")] == [
        True,
        weeks == "2026-W46",
        False,
    ]


def test_the_open_action_is_found_by_its_item(home: Home) -> None:  # noqa: F811
    visit(home, f"{DAYS[0]}T10:00", floor="no")
    visit(home, f"{DAYS[1]}T10:00", of=NEW, **{"floor-dry": "no"})
    actions = Actions(home.store, ParseCache(None))
    [one] = actions.of_audits(open_only=True)
    [found] = missed(home).values()
    assert actions.item_of(one) == found.item
    assert len(one.found) == 2
    assert OLD.version != NEW.version
