"""Whatever audits found and people did, in whatever order it is read."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any, get_args

from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from audit_cli.followup.actions import actions_found
from audit_cli.followup.changes import Anchor, Doing
from audit_cli.followup.gathering import settled
from audit_cli.followup.tracked import Tracked
from audit_cli.interview.answers import answers_of
from audit_cli.scoring import score_of
from tests.followup.histories import NEW, OLD, History, an_id, instant

DAYS = st.integers(0, 12)
SITES = st.sampled_from(["centro", "norte"])
QUESTIONS = st.sampled_from(["floor", "ground", "guard", "mood"])
AUDITS = st.lists(
    st.tuples(
        DAYS,
        SITES,
        st.sampled_from([OLD, NEW]),
        st.tuples(*[st.sampled_from(["yes", "no", "no", "na"])] * 2),
        st.sampled_from(["below", "meets"]),
        st.sets(QUESTIONS, max_size=2),
        st.integers(0, 9).map(lambda n: n == 0),
    ),
    min_size=1,
    max_size=9,
)
ACTS = st.lists(
    st.tuples(
        st.integers(0, 5), st.sampled_from(get_args(Doing)), DAYS, st.integers(1, 9), QUESTIONS
    ),
    max_size=9,
)


def history_of(audits: list[Any], acts: list[Any]) -> History:
    """A history of audits, and of acts that answer any of them."""
    history = History()
    for day, site, of, (floor, guard), mood, fixed, discarded in audits:
        names = list(of.questions)
        answers = dict(zip(names, (floor, guard, mood), strict=True))
        history.audit(
            day, answers, of=of, site=site, fixed=sorted(fixed & {*names}), discarded=discarded
        )
    for chain, do, day, audit, question in acts:
        history.act(an_id(100 + chain), do, day + 0.5, Anchor(an_id(audit), question))
    return history


def item(one: Tracked) -> tuple[str, str]:
    return one.site, "floor" if one.question == "ground" else str(one.question)


HISTORIES = st.builds(history_of, AUDITS, ACTS)


@examples(100)
@given(HISTORIES)
def test_at_most_one_action_of_an_item_is_open(history: History) -> None:
    tracked = history.actions()
    still_open = Counter(item(one) for one in tracked if one.status == "open")
    assert set(still_open.values()) <= {1}
    assert len({one.id for one in tracked}) == len(tracked)


@examples(100)
@given(HISTORIES)
def test_every_finding_belongs_to_one_action(history: History) -> None:
    found = Counter((f.audit, f.question) for one in history.actions() for f in one.found)
    wanted = {(name, action.question) for name in history.audits for action in alone(history, name)}
    assert found == Counter(wanted)


@examples(100)
@given(HISTORIES)
def test_the_order_of_reading_does_not_matter(history: History) -> None:
    one_way = history.actions()
    history.backwards = True
    assert history.actions() == one_way


@examples(100)
@given(HISTORIES)
def test_audits_alone_never_close(history: History) -> None:
    before = history.actions()
    for one in before:
        if one.status == "done" and not one.on_the_spot:
            assert any(e.value["do"] == "done" for acts in history.acts.values() for e in acts)
        if one.met:
            assert one.met.day >= one.found[-1].day
    history.acts.clear()
    assert all(one.on_the_spot for one in history.actions() if one.status == "done")


@examples(200)
@given(HISTORIES)
def test_an_audit_and_those_after_it_tell_how_its_actions_stand(history: History) -> None:
    """`audit show` looks at later audits only, and says what the list says."""
    whole = {(f.audit, f.question): one for one in history.actions() for f in one.found}
    for name, record in history.audits.items():
        later = history.actions(site=record.site, since=record.started_at)
        for action in settled(alone(history, name), name, later):
            assert action.status == whole[name, action.question].status


@examples(200)
@given(HISTORIES, st.integers(0, 28).map(lambda halves: instant(halves / 2)), SITES)
def test_until_an_instant_is_as_if_nothing_came_later(
    history: History, until: str, site: str
) -> None:
    earlier = before(history, until)
    for wanted in ({}, {"site": site}):
        assert history.actions(until=until, **wanted) == earlier.actions(**wanted)
        assert history.own(until=until, **wanted) == earlier.own(**wanted)
        for told in (history.actions, history.own):
            still_open = [one for one in told(until=until, **wanted) if one.status == "open"]
            assert told(until=until, open_only=True, **wanted) == still_open
    assert history.actions(until="~") == history.actions()


def before(history: History, until: str) -> History:
    """A history without what happened at an instant or later. Nothing is done about an audit before it
    started, nor before what was done in the same chain."""
    earlier = History()
    starts = {name: record.started_at for name, record in history.audits.items()}
    earlier.audits = {name: history.audits[name] for name, at in starts.items() if at < until}
    for chain, events in history.acts.items():
        latest = ""
        for event in events:
            latest = max(latest, event.entered_at, starts.get(event.value["audit"], ""))
            if latest < until:
                earlier.acts.setdefault(chain, []).append(event)
    return earlier


@examples(100)
@given(HISTORIES, st.integers(0, 5))
def test_done_and_reopened_are_what_a_person_said(history: History, place: int) -> None:
    still_open = [one for one in history.actions() if one.status == "open"]
    if not still_open:
        return
    one = still_open[place % len(still_open)]
    history.do(one, "done", 50)
    assert status(history, one) == "done"
    history.do(one, "reopen", 51)
    assert status(history, one) == "open"


def status(history: History, wanted: Tracked) -> str:
    [found] = [one for one in history.actions() if wanted.id in one.ids()]
    return found.status


def alone(history: History, name: str) -> list[Any]:
    """The actions of one audit by itself."""
    record = history.audits[name]
    checklist = history.checklists[record.sha256]
    answers = answers_of(checklist, record)
    day = datetime.fromisoformat(record.started_at).astimezone(UTC).date()
    return actions_found(checklist, record, answers, score_of(checklist, answers), day)
