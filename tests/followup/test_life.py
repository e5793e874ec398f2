"""What happens to an item that audits find below: the rules of actions, one by one."""

from datetime import date
from itertools import permutations
from pathlib import Path

from audit_cli.checklist.cache import ParseCache
from audit_cli.checklist.model import Names
from audit_cli.followup.changes import Anchor
from tests.followup.histories import NEW, OLD, History, an_id, instant, version, yes_no

DIRTY = {"floor": "no", "guard": "yes", "mood": "meets"}
CLEAN = {**DIRTY, "floor": "yes"}


def test_below_opens_and_is_not_opened_twice() -> None:
    """S2-5."""
    history = History()
    first, _ = history.audit(0, DIRTY), history.audit(7, DIRTY)
    [one] = history.actions()
    assert (one.status, one.question, one.opened, one.due) == (
        ("open", "floor", date(2026, 1, 5), date(2026, 1, 5))
    )
    assert [found.day for found in one.found] == [date(2026, 1, 5), date(2026, 1, 12)]
    assert one.found[0].audit == first
    assert str(one.measure and one.measure.say("en")) == "mend floor"


def test_every_sighting_is_dated_in_the_zone_of_its_own_audit() -> None:
    """Where a site's zone was set right, or an audit was moved to it: 23:00 there is the day after here."""
    history = History()
    auckland, honolulu = "Pacific/Auckland", "Pacific/Honolulu"
    history.audit(0, DIRTY, zone=auckland)  # at 15:00 UTC
    history.audit(7, DIRTY, zone=honolulu)
    history.audit(7.7, CLEAN, zone=auckland)
    [one] = history.actions()
    assert (one.opened, one.due) == (date(2026, 1, 6), date(2026, 1, 6))
    assert [found.day for found in one.found] == [date(2026, 1, 6), date(2026, 1, 12)]
    assert one.met
    assert one.met.day == date(2026, 1, 13)
    history.do(one, "done", 8.7)  # at 07:48 UTC, by the clock of those who found it last
    assert history.actions()[0].closed == date(2026, 1, 13)


def test_what_is_not_immediate_is_due_later_and_serious_stays_serious() -> None:
    history = History()
    history.audit(0, {**CLEAN, "guard": "no"})
    [one] = history.actions()
    assert (one.due, one.serious) == (date(2026, 1, 12), True)


def test_sites_are_apart() -> None:
    history = History()
    history.audit(0, DIRTY)
    history.audit(1, DIRTY, site="norte")
    assert [one.site for one in history.actions()] == ["centro", "norte"]
    assert [one.site for one in history.actions(site="norte")] == ["norte"]


def test_fixed_on_the_spot_is_opened_and_closed_at_once() -> None:
    """S2-6."""
    history = History()
    history.audit(0, DIRTY, fixed=["floor"])
    [one] = history.actions()
    assert (one.status, one.on_the_spot, one.closed) == ("done", True, date(2026, 1, 5))
    history.audit(1, DIRTY)
    assert [one.status for one in history.actions()] == ["done", "open"]
    history.audit(2, DIRTY, fixed=["floor"])
    assert [len(one.found) for one in history.actions()] == [1, 2]
    assert history.actions()[1].status == "done"


def test_meeting_the_standard_proposes_and_never_closes() -> None:
    history = History()
    history.audit(0, DIRTY)
    met = history.audit(7, CLEAN)
    [one] = history.actions()
    assert one.status == "open"
    assert one.met
    assert (one.met.audit, one.met.day) == (met, date(2026, 1, 12))
    history.audit(14, {**CLEAN, "floor": "na"})
    assert history.actions()[0].met == one.met
    history.audit(21, DIRTY)
    assert history.actions()[0].met is None


def test_done_then_found_again_is_another_action() -> None:
    history = History()
    history.audit(0, DIRTY)
    history.do(history.actions()[0], "done", 3, "a new mat")
    history.audit(7, DIRTY)
    done, again = history.actions()
    assert (done.status, done.note, done.closed) == ("done", "a new mat", date(2026, 1, 8))
    assert (again.status, again.id != done.id) == ("open", True)


def test_only_an_audit_after_the_reopening_proposes_closing() -> None:
    history = History()
    history.audit(0, DIRTY)
    history.audit(1, CLEAN)
    [one] = history.actions()
    history.do(one, "done", 2)
    history.audit(3, CLEAN)
    history.do(one, "reopen", 4, "dirty again by noon")
    assert [one.met for one in history.actions()] == [None]
    met = history.audit(5, CLEAN)
    assert [one.met and one.met.audit for one in history.actions()] == [met]
    history.do(one, "assign", 6, "reception")
    assert [one.met and one.met.audit for one in history.actions()] == [met]


def test_reopening_forgets_what_met_what_it_takes_in() -> None:
    history = History()
    history.audit(0, DIRTY)
    [one] = history.actions()
    history.do(one, "done", 1)
    history.audit(2, DIRTY)
    history.audit(3, CLEAN)
    history.do(one, "reopen", 4, "it was never cleaned")
    assert [(len(one.found), one.met) for one in history.actions()] == [(2, None)]


def test_reopening_what_is_open_forgets_what_met_it_and_is_kept() -> None:
    """Two people at once, and what one of them had done was amended: it never was closed."""
    history = History()
    audit = history.audit(0, DIRTY)
    history.audit(1, CLEAN)
    history.act("x", "reopen", 2, Anchor(audit, "floor"), "it looked clean only")
    [one] = history.actions()
    assert (one.status, one.met, one.note) == ("open", None, "it looked clean only")
    assert one.chains == {"x"}  # or what was written could never be erased


def test_reopening_takes_in_what_was_opened_since() -> None:
    history = History()
    history.audit(0, DIRTY)
    [one] = history.actions()
    history.do(one, "done", 3)
    history.audit(7, DIRTY)
    history.do(one, "reopen", 8, "it was never cleaned")
    [whole] = history.actions()
    assert (whole.id, whole.status, len(whole.found)) == (one.id, "open", 2)


def test_what_was_reopened_knows_when_it_was_done_last() -> None:
    history = History()
    for day in (0, 7):
        history.audit(day, DIRTY)
        history.do(history.actions()[-1], "done", day + 1)
    first, second = history.actions()
    assert (first.done_at, second.done_at) == (instant(1), instant(8))
    history.do(first, "reopen", 9)
    [whole] = history.actions()
    assert (whole.status, whole.closed_at, whole.done_at) == ("open", None, instant(8))


def test_reopening_leaves_alone_what_was_done_before() -> None:
    history = History()
    for day in (0, 7):
        history.audit(day, DIRTY)
        history.do(history.actions()[-1], "done", day + 1)
    history.do(history.actions()[-1], "reopen", 20)
    assert [one.status for one in history.actions()] == ["done", "open"]


def test_recurring_and_chronic_look_at_two_verdicts_before() -> None:
    def recurrence(*floors: str) -> str | None:
        return recurrences(*floors)[-1]

    assert recurrence("no") is None
    assert recurrence("no", "no") == "recurring"
    assert recurrence("no", "yes", "no") == "recurring"
    assert recurrence("yes", "no", "no") == "recurring"
    assert recurrence("no", "no", "no") == "chronic"
    assert recurrence("no", "na", "na", "no", "no") == "chronic"
    assert recurrence("no", "yes", "yes", "no") is None


def test_what_was_met_since_recurs_no_more_whoever_closed_it() -> None:
    assert recurrences("no", "no", "yes") == [None]
    assert recurrences("no", "no", "na") == ["recurring"]
    assert recurrences("no", "no", "done", "na") == ["recurring"]
    assert recurrences("no", "no", "done", "yes") == [None]
    assert recurrences("no", "no", "done", "yes", "no") == [None, "recurring"]
    assert recurrences("no", "fixed", "yes") == [None]
    assert recurrences("no", "fixed", "yes", "no", "no") == [None, "recurring"]
    assert recurrences("no", "no", "done", "yes", "reopen") == [None]


def recurrences(*floors: str) -> list[str | None]:
    """How each action on the floor recurs after audits and deeds of a day each."""
    history = History()
    for day, floor in enumerate(floors):
        match floor:
            case "done" | "reopen":
                history.do(history.actions()[-1], floor, day)
            case "fixed":
                history.audit(day, {**CLEAN, "floor": "no"}, fixed=("floor",))
            case _:
                history.audit(day, {**CLEAN, "floor": floor})
    return [one.recurrence for one in history.actions()]


def test_an_opinion_is_never_recurring() -> None:
    history = History()
    for day in range(3):
        history.audit(day, {**CLEAN, "mood": "below"})
    [one] = history.actions()
    assert (one.question, one.recurrence, len(one.found)) == ("mood", None, 3)
    history.audit(3, CLEAN)
    assert history.actions()[0].met


def test_a_renamed_question_is_the_same_item() -> None:
    history = History()
    history.audit(0, DIRTY)
    renamed = {"ground": "no", "guard": "yes", "mood": "meets"}
    history.audit(7, renamed, of=NEW)
    [one] = history.actions()
    assert (one.question, len(one.found), one.recurrence) == ("ground", 2, "recurring")
    assert str(one.measure and one.measure.say("en")) == "mend ground"
    history.do(one, "done", 8)
    assert [one.status for one in history.actions()] == ["done"]


def test_names_are_one_item_in_whatever_order_versions_are_read() -> None:
    back = version("3.0", yes_no("floor", was="ground"), yes_no("desk"))
    again = version("4.0", yes_no("tiles", was="floor"), yes_no("desk"))
    for versions in permutations((OLD, NEW, back, again)):
        names = Names(versions)
        assert len({names.item(name) for name in ("floor", "ground", "tiles")}) == 1
        assert names.item("desk") == "desk"


def test_discarded_audits_open_nothing() -> None:
    history = History()
    history.audit(0, DIRTY, discarded=True)
    assert history.actions() == []


def test_what_was_done_stays_done_when_an_older_audit_is_entered_late() -> None:
    history = History()
    history.audit(7, DIRTY)
    [one] = history.actions()
    history.do(one, "done", 9)
    history.audit(0, DIRTY)
    [now] = history.actions()
    assert (now.status, now.opened) == ("done", date(2026, 1, 5))
    assert one.id in now.ids()
    assert now.id != one.id


def test_what_was_done_stays_done_when_the_opening_audit_is_discarded() -> None:
    history = History()
    history.audit(0, DIRTY, name=an_id(90))
    history.audit(7, DIRTY)
    history.do(history.actions()[0], "done", 9)
    history.audit(0, DIRTY, name=an_id(90), discarded=True)
    [now] = history.actions()
    assert (now.status, len(now.found)) == ("done", 1)


def test_what_was_done_about_an_audit_that_was_discarded_since_counts() -> None:
    history = History()
    history.audit(2, DIRTY, name=an_id(90))
    history.do(history.actions()[0], "done", 3)
    history.audit(0, DIRTY)
    history.audit(2, DIRTY, name=an_id(90), discarded=True)
    assert [one.status for one in history.actions()] == ["done"]


def test_what_people_add_is_theirs_to_close() -> None:
    history = History()
    history.act("x", "add", 0, None, "buy a mat")
    history.act("y", "add", 1, None, "call the plumber")
    history.act("x", "done", 2, None)
    assert [one.text for one in history.own()] == ["buy a mat", "call the plumber"]
    assert [one.text for one in history.own(open_only=True)] == ["call the plumber"]
    assert [one.status for one in history.own(until=instant(2))] == ["open", "open"]
    assert [one.text for one in history.own(until=instant(1))] == ["buy a mat"]


def test_nobody_answers_what_is_not_there_yet() -> None:
    """A clock that is behind: what is done about an audit was done after it."""
    history = History()
    history.audit(30, DIRTY)
    history.do(history.actions()[0], "done", 2)
    assert history.actions()[0].status == "done"


def test_what_a_later_version_wrote_changes_nothing() -> None:
    history = History()
    audit = history.audit(0, DIRTY)
    history.act("x", "snooze", 1, Anchor(audit, "floor"))  # type: ignore[arg-type]
    history.act("x", "done", 2, Anchor(an_id(99), "floor"))
    history.acts["x"].append(history.acts["x"][0]._replace(value=["done"], seq=3))
    assert [one.status for one in history.actions()] == ["open"]


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    history = History()
    for day in range(5):
        history.audit(day, DIRTY)
    cache = ParseCache(tmp_path)
    first = history.actions(cache)
    assert history.read == 5
    assert history.actions(cache) == first
    assert history.read == 5
    history.audit(2, DIRTY, name=an_id(3), discarded=True)
    assert [len(one.found) for one in history.actions(cache)] == [4]
    history.audit(2, DIRTY, name=an_id(3), fixed=["floor"])
    assert [len(one.found) for one in history.actions(cache)] == [3, 2]
    assert history.actions(cache)[0].on_the_spot
    assert history.read == 6
