"""When a serious failure is settled: the action is closed, and audits have seen that it holds."""

from audit_cli.checklist.cache import ParseCache
from audit_cli.followup.gathering import Actions
from tests.followup.histories import NEW, History, instant, version, yes_no

FINE = {"floor": "yes", "guard": "yes", "mood": "meets"}
FAILED = {**FINE, "guard": "no"}
NOT_ASKED = {**FINE, "guard": "na"}


def history_of(*answers: dict[str, str]) -> History:
    """Audits one after another, a day apart; what they found is done half a day later."""
    history = History()
    for number, given in enumerate(answers):
        history.audit(number, given)
        if given is FAILED:
            history.do(history.actions()[-1], "done", number + 0.5)
    return history


def unsettled(history: History, day: float = 400) -> tuple[str, ...]:
    return Actions(history, ParseCache(None)).unsettled("centro", instant(day)).get("visit", ())


def test_two_verdicts_that_met_it_settle_what_was_done() -> None:
    assert unsettled(history_of(FINE, FINE)) == ()
    assert unsettled(history_of(FAILED, FINE), 5) == ("guard",)
    assert unsettled(history_of(FAILED, FINE, FINE), 5) == ()


def test_while_its_action_is_open_nothing_settles_it() -> None:
    history = History()
    for day, given in enumerate([FAILED, FINE, FINE, FINE, FINE, FINE]):
        history.audit(day, given)
    assert unsettled(history) == ("guard",)
    history.do(history.actions()[0], "done", 5.5)
    assert unsettled(history) == ()
    assert unsettled(history, 5.2) == ("guard",), "as it was known then"


def test_five_verdicts_where_it_failed_twice_in_ten() -> None:
    twice = [FAILED, FINE, FAILED]
    assert unsettled(history_of(*twice, *[FINE] * 4), 9) == ("guard",)
    assert unsettled(history_of(*twice, *[FINE] * 5), 9) == ()
    apart = [FAILED, *[FINE] * 8, FAILED, FINE]
    assert unsettled(history_of(*apart), 12) == ("guard",)
    assert unsettled(history_of(*apart, FINE), 12) == (), "the first lies eleven verdicts back"


def test_an_item_that_is_rarely_asked_is_settled_by_eight_weeks_with_four_audits() -> None:
    rarely = history_of(FAILED, *[NOT_ASKED] * 3)
    assert unsettled(rarely, 100) == ("guard",), "three audits since"
    rarely = history_of(FAILED, *[NOT_ASKED] * 4)
    assert unsettled(rarely, 55.9) == ("guard",)
    assert unsettled(rarely, 56) == ()


def test_what_the_newest_version_asks_no_more_is_settled() -> None:
    history = history_of(FAILED)
    assert unsettled(history) == ("guard",)
    history.audit(1, FINE, of=NEW)
    assert unsettled(history, 2) == ("guard",), "the new one asks it too"
    newest = version("3.0", yes_no("floor"), yes_no("light"))
    history.checklists[newest.sha256] = newest
    history.audit(2, {"floor": "yes", "light": "yes"}, of=newest)
    assert unsettled(history, 3) == ()
