"""What a week's report says is so: counts of the week, what keeps coming back, what it cost, as it stood then."""

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))
from store.making import an_id, event, numbered
from weekly_homes import ENGLISH, Home, local

from audit_cli.checklist.cache import ParseCache
from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.checklist.model import Checklist, Contact
from audit_cli.followup.changes import Anchor, change_facts
from audit_cli.followup.gathering import Actions
from audit_cli.insight.standing import Standing
from audit_cli.insight.totals import Counted
from audit_cli.interview.events import instant_text
from audit_cli.language import Locale, Text
from audit_cli.language.weeks import monday, span_of, week_after, zone_named
from audit_cli.settings import Site
from audit_cli.week.layout import site_line, standing_line, weekly_page
from audit_cli.week.material import SiteWeek, site_week
from audit_cli.week.sheets import weekly_json

WEEK = "2026-W46"  # 9 to 15 November
LAST, PRESENT, MONDAY = "2026-11-03T10:00", "2026-11-10T10:00", date(2026, 11, 16)


def version(number: str, *questions: dict[str, object], contact: str = "door") -> Checklist:
    """A version of a checklist of one section."""
    section = {"id": "all", "title": "All", "contact": contact, "questions": list(questions)}
    facts = {"id": "visit", "version": number, "title": "Visit", "sections": [section]}
    return checklist_from_canonical(json.dumps(facts))


def yes_no(name: str, **more: object) -> dict[str, object]:
    return {"id": name, "ask": f"{name}?", "type": "yes_no", **more}


LABELS = {verdict: verdict for verdict in ("below", "meets", "exceeds")}
MOOD = {"id": "mood", "ask": "mood?", "type": "rating", "opinion": True, "labels": LABELS}
OLD = version(
    "1.0",
    yes_no("floor", weight=3),
    yes_no("guard", critical=True),
    yes_no("private", critical=True),
    yes_no("sign", weight=0),
    MOOD,
)
FINE = {"floor": "yes", "guard": "yes", "private": "yes", "sign": "yes", "mood": "meets"}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def visit(home: Home, moment: str, *, of: Checklist = OLD, fixed: str = "", **answers: str) -> str:
    """Store a visit in which all was fine but for these answers; returns its id."""
    started, audit = instant_text(local(moment, "madrid")), an_id()
    facts = {
        "checklist": of.id,
        "version": of.version,
        "sha256": of.sha256,
        "site": "madrid",
        "time_zone": "Europe/Madrid",
        "digest": None,
    }
    given = {question: FINE.get(question, "yes") for question in of.questions} | answers
    events = [
        event(0, "start", None, facts),
        *(
            event(0, "answer", q, {"status": v} if v in ("pending", "unseen") else v)
            for q, v in given.items()
        ),
        *([event(0, "fixed", fixed, True)] if fixed else []),
        event(0, "finish", None, {"seconds_spent": 60}),
    ]
    home.store.append(audit, numbered(e._replace(seen_at=started) for e in events), pin=of)
    return audit


def done(home: Home, audit: str, question: str, moment: str) -> None:
    """Enter that what an audit found was done at a local time."""
    one = change_facts("done", Anchor(audit, question))
    made = event(1, *one)._replace(entered_at=instant_text(local(moment, "madrid")))
    home.store.append(an_id(), [made], subject="action")


def facts_of(home: Home, week: str = WEEK, contacts: tuple[Contact, ...] = ()) -> SiteWeek:
    """A week, or several by their name, as it is told on the day after."""
    site = Site("madrid", Text("Madrid"), "Europe/Madrid", contacts=contacts)
    actions, today = Actions(home.store, ParseCache(None)), monday(week_after(span_of(week)[1]))
    return site_week(home.store, actions, site, zone_named("Europe/Madrid"), week, today)


def failed(home: Home, week: str = WEEK) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The questions that were not met, each with its count and its marks."""
    page = weekly_page(facts_of(home, week), ENGLISH)
    return {line.question: (line.counts, line.marks) for line in page.failed}


def test_what_comes_back_is_said_though_it_was_put_right_on_the_spot(home: Home) -> None:
    visit(home, LAST, floor="no", fixed="floor")
    visit(home, PRESENT, floor="no", fixed="floor")
    assert failed(home) == {"floor?": ("1 of 1", ("again",))}
    page = weekly_page(facts_of(home), ENGLISH)
    assert (page.todo, page.put_right) == ((), ("floor? No (10 Nov)",))


def test_an_action_says_because_of_what_it_is_there(home: Home) -> None:
    visit(home, LAST, floor="no")
    visit(home, PRESENT)
    [one] = weekly_page(facts_of(home), ENGLISH).todo
    assert one.about.startswith("floor? No (")
    assert one.due.startswith("overdue since ")


def test_the_team_reads_praise_where_the_checklist_has_it(home: Home) -> None:
    visit(home, PRESENT)
    facts = facts_of(home)
    [view] = facts.audits
    [section, *others] = view.checklist.sections
    praised = section.questions[0]._replace(praise=Text.of({"en": "All was clean"}))
    sections = (section._replace(questions=(praised, *section.questions[1:])), *others)
    view = view._replace(checklist=replace(view.checklist, sections=sections))
    best = weekly_page(facts._replace(audits=(view,)), ENGLISH).best
    assert "All was clean" in [line.question for line in best]
    assert praised.ask.say("en") not in [line.question for line in best]


def test_what_comes_back_is_said_though_it_was_done_before_the_week_was_over(home: Home) -> None:
    for day in (2, 3):
        visit(home, f"2026-11-0{day}T10:00", floor="no")
    audit = visit(home, PRESENT, floor="no")
    done(home, audit, "floor", "2026-11-12T10:00")
    assert failed(home) == {"floor?": ("1 of 1", ("every time",))}
    assert facts_of(home).lost()["visit", "floor"] == 9
    assert weekly_json(facts_of(home), Locale())["actions"] == []


def test_what_was_met_since_is_not_said_to_be_so_every_time(home: Home) -> None:
    for day in (2, 3):
        visit(home, f"2026-11-0{day}T10:00", floor="no")
    visit(home, PRESENT, floor="no")
    [one] = weekly_page(facts_of(home), ENGLISH).todo
    assert one.marks == ("not met: every time",)
    visit(home, "2026-11-14T10:00")
    [one] = weekly_page(facts_of(home), ENGLISH).todo
    assert [mark.partition(" on ")[0] for mark in one.marks] == ["met"]
    assert failed(home) == {"floor?": ("1 of 2", ())}


def test_what_was_done_before_and_not_found_again_is_not_told(home: Home) -> None:
    visit(home, LAST, floor="no", fixed="floor")
    visit(home, PRESENT)
    assert failed(home) == {}
    assert facts_of(home).actions == ()


GOOD = Standing("amazement", weeks=26, passed=Counted(42, 45))
FINE_ONE, POOR = (
    Standing("tolerance", weeks=26),
    Standing("tolerance", weeks=26, short=True, passed=Counted(12, 45)),
)
EARLY = Standing("uncertainty", ("too_early",), 4)
WORSE = Standing("uncertainty", ("downward_signal",), since="2026-W40")
ALWAYS, PASSED = "Always good: no fireworks, every time", "42 of 45 audits passed"


@pytest.mark.parametrize(
    ("standings", "shape", "answer", "details"),
    [
        ([GOOD], "exceeds", f"{ALWAYS} ({PASSED})", ()),
        ([GOOD, GOOD], "exceeds", ALWAYS, (f"Visit: {PASSED}",) * 2),
        (
            [GOOD, FINE_ONE],
            "meets",
            "Fine, nothing special",
            (f"Visit: {ALWAYS} ({PASSED})", "Visit: Fine, nothing special"),
        ),
        ([FINE_ONE, FINE_ONE], "meets", "Fine, nothing special", ()),
        (
            [POOR, FINE_ONE],
            "below",
            "Falls short of what is expected",
            (
                "Visit: 12 of 45 audits passed",
                "Visit: Fine, nothing special",
            ),
        ),
        (
            [WORSE, GOOD],
            "below",
            "Something unresolved",
            ("Visit: lower since the week of 28 Sep", f"Visit: {ALWAYS} ({PASSED})"),
        ),
        ([EARLY, EARLY], "none", "Too early", ("Visit: 4 more weeks with audits",) * 2),
        (
            [EARLY._replace(reasons=("complaint", "too_early"))],
            "below",
            "Something unresolved: a complaint is open. Too early: 4 more weeks with audits",
            (),
        ),
    ],
)
def test_whether_clients_can_count_on_a_place_is_said_once_and_drawn(
    home: Home, standings: list[Standing], shape: str, answer: str, details: tuple[str, ...]
) -> None:
    visit(home, PRESENT)
    facts = facts_of(home)
    series = tuple(facts.series[0]._replace(standing=standing) for standing in standings)
    found = standing_line(facts._replace(series=series), ENGLISH)
    assert found
    assert (found.shape, found.answer, found.details) == (shape, answer, details)


def test_the_summary_counts_the_serious_failures_that_the_page_lists(home: Home) -> None:
    visit(home, PRESENT, guard="no", private="no")
    visit(home, "2026-11-11T10:00", guard="no")
    facts = facts_of(home)
    assert len(weekly_page(facts, ENGLISH).serious) == 3
    assert len(weekly_json(facts, Locale())["critical"]) == 3
    assert site_line(facts, ENGLISH).serious == 3


def test_the_summary_counts_what_is_overdue_on_the_page(home: Home) -> None:
    visit(home, "2026-11-02T10:00", floor="no", guard="no", private="no", sign="no", mood="below")
    facts = facts_of(home)
    page = weekly_page(facts, ENGLISH)
    assert [one.overdue for one in (*page.todo, *page.overdue)] == [True] * 5
    assert site_line(facts, ENGLISH).overdue == 5


@pytest.mark.parametrize(
    ("moment", "late"), [("2026-11-08T23:59", True), ("2026-11-09T00:00", False)]
)
def test_overdue_is_what_was_due_before_the_day_after_the_week(
    home: Home, moment: str, late: bool
) -> None:
    """Seven days after the 8th is the Sunday that the week ends with; after the 9th, that Monday."""
    visit(home, moment, floor="no")
    [one] = weekly_page(facts_of(home), ENGLISH).todo
    assert one.overdue is late


def test_what_is_done_after_the_week_changes_nothing_in_it(home: Home) -> None:
    audit = visit(home, PRESENT, floor="no", guard="no")
    before = facts_of(home)
    done(home, audit, "floor", "2026-11-16T00:00")
    visit(home, "2026-11-16T00:01", floor="no")
    assert facts_of(home) == before
    done(home, audit, "guard", "2026-11-15T23:59")
    assert weekly_json(facts_of(home), Locale()) != weekly_json(before, Locale())


def test_what_an_item_cost_is_by_the_weights_that_were_asked(home: Home) -> None:
    dear = version("2.0", yes_no("ground", was="floor", weight=5), yes_no("guard", weight=4))
    visit(home, "2026-10-12T10:00", floor="no")  # five weeks ago
    visit(home, "2026-10-20T10:00", floor="no")
    visit(home, LAST, floor="no", guard="no")
    visit(home, PRESENT, of=dear, ground="no")
    lost = facts_of(home).lost()
    assert lost["visit", "ground"] == lost["visit", "floor"] == 3 + 3 + 5
    assert lost["visit", "guard"] == 1


def test_a_question_is_one_item_under_all_its_names(home: Home) -> None:
    visit(home, "2026-11-09T10:00", floor="no")
    visit(home, PRESENT, of=version("2.0", yes_no("ground", was="floor")), ground="no")
    assert failed(home) == {"ground?": ("2 of 2", ("again",))}


def test_a_place_that_was_only_seen_by_an_older_version_is_unseen(home: Home) -> None:
    visit(home, "2026-08-11T10:00")  # W33, fourteen weeks with this one
    visit(home, PRESENT, of=version("2.0", yes_no("floor"), contact="reception"))
    contacts = facts_of(home).unseen.contacts
    assert "door" in contacts
    assert "reception" not in contacts
    assert "door" not in facts_of(home, "2026-W45").unseen.contacts
    assert facts_of(home, contacts=("door", "phone")).unseen.contacts == ("door", "phone")


def test_opinions_and_weightless_items_cost_no_points_and_opinions_fail_nothing(home: Home) -> None:
    """S0-2."""
    visit(home, PRESENT, sign="no", mood="below")
    facts = facts_of(home)
    page, point = weekly_page(facts, ENGLISH), facts.series[0].point
    assert failed(home) == {"sign?": ("1 of 1", ())}
    assert page.balance == "better than expected: 0; not met: 1 answer to 1 question"
    assert point
    assert (point.sums.met, point.sums.weight) == (5, 5)
    assert {one.measure for one in page.todo} == {"Put it right"}
    assert {one.gain for one in page.todo} == {""}


def test_a_pending_answer_is_told_and_counts_nothing(home: Home) -> None:
    visit(home, PRESENT, guard="pending")
    page = weekly_page(facts_of(home), ENGLISH)
    waiting, reason = page.notices
    assert "1" in waiting
    assert reason.startswith("No result yet: still to come: ")
    assert page.scores[0].sentence.startswith("100% (4 of 4 points)")


def test_what_could_not_be_seen_is_counted_and_named_and_why_there_is_no_result(home: Home) -> None:
    visit(home, PRESENT, guard="unseen", floor="unseen")
    visit(home, "2026-11-11T10:00", floor="unseen")
    facts = facts_of(home)
    reason, unseen = weekly_page(facts, ENGLISH).notices
    assert reason.startswith("No result: a serious point could not be seen: ")
    assert unseen.startswith("3 answers could not be seen and don't count: ")
    assert "(2)" in unseen
    data = weekly_json(facts, Locale())
    assert [one["question"] for one in data["undecided"]] == ["guard"]
    assert sorted(one["question"] for one in data["unseen"]) == ["floor", "floor", "guard"]


def test_a_discarded_visit_is_in_no_number(home: Home) -> None:
    visit(home, PRESENT)
    before = facts_of(home)
    gone = visit(home, "2026-11-11T10:00", floor="no", guard="no", mood="below")
    home.add(gone, event(0, "discard", None, None, "closed"))
    assert facts_of(home) == before


@pytest.mark.parametrize(("week", "shown"), [("2026-W45", 1), (WEEK, 0)])
def test_a_checklist_that_was_not_used_for_half_a_year_is_gone(
    home: Home, week: str, shown: int
) -> None:
    visit(home, "2026-05-12T10:00")  # W20, 25 weeks before W45
    assert len(facts_of(home, week).series) == shown
