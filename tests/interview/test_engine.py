"""The interview, step by step: what is asked, what is skipped, what comes back."""

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from leading import Watch, begun, reply

from audit_cli.checklist.model import Checklist, Question, Section
from audit_cli.interview import clock
from audit_cli.interview.answers import answers_of
from audit_cli.interview.engine import (
    Interview,
    NotNow,
)
from audit_cli.interview.events import Event
from audit_cli.interview.facts import begin_facts, numbered
from audit_cli.interview.record import Answer, Record, folded
from audit_cli.interview.values import Given, takes

FINE = {
    "first-thing-noticed": "ordinary",
    "path-clear": "yes",
    "floor-clean": "yes",
    "seconds-until-look": "1",
    "smiled": "yes",
    "where-to-go-clear": "yes",
    "seconds-until-greeting": "1",
    "help-unasked": "1",
    "how-it-ended": "as expected",
}


def asked(interview: Interview) -> str:
    step = interview.step()
    assert isinstance(step, Question)
    return step.id


def past_the_clock(interview: Interview, watch: Watch) -> None:
    section = interview.checklist.sections[0]
    interview.accept(interview.mark(section, "start", watch()))
    interview.leave_clock(section)


def test_a_walk_in_begins_at_the_door_clock(walk_in: Checklist, watch: Watch) -> None:
    interview = begun(walk_in, watch)
    assert interview.step() == walk_in.sections[0]
    past_the_clock(interview, watch)
    assert asked(interview) == "first-thing-noticed"


def test_without_a_clock_the_seconds_are_asked(walk_in: Checklist, watch: Watch) -> None:
    interview = begun(walk_in, watch, clocks=False)
    for question in ("first-thing-noticed", "path-clear", "floor-clean"):
        assert asked(interview) == question
        reply(interview, question, FINE[question], watch)
    assert asked(interview) == "seconds-until-look"


def test_marks_answer_their_questions(walk_in: Checklist, watch: Watch) -> None:
    interview = begun(walk_in, watch)
    door = walk_in.sections[0]
    interview.accept(interview.mark(door, "start", watch()))
    interview.accept(interview.mark(door, "looked", watch(3.6)))
    assert interview.answers["seconds-until-look"].value == 4
    assert isinstance(interview.step(), Section)
    interview.accept(interview.mark(door, "greeted", watch(8)))
    assert interview.answers["seconds-until-greeting"].value == 12
    assert asked(interview) == "first-thing-noticed"


def test_an_open_mark_runs_on_under_the_questions(walk_in: Checklist, watch: Watch) -> None:
    interview = begun(walk_in, watch)
    past_the_clock(interview, watch)
    assert [mark for _, mark in interview.running()] == ["looked", "greeted"]
    door = walk_in.sections[0]
    interview.accept(interview.mark(door, "looked", watch(2)))
    reply(interview, "first-thing-noticed", "ordinary", watch)
    assert [mark for _, mark in interview.running()] == ["greeted"]
    interview.accept(interview.nobody(door, watch(200)))
    assert interview.answers["seconds-until-greeting"].status == "never"
    assert not list(interview.running())


def test_what_was_typed_beats_the_clock_and_closes_its_mark(
    walk_in: Checklist, watch: Watch
) -> None:
    interview = begun(walk_in, watch)
    past_the_clock(interview, watch)
    reply(interview, "seconds-until-look", "7", watch)
    interview.accept(interview.mark(walk_in.sections[0], "looked", watch(20)))
    assert interview.answers["seconds-until-look"].value == 7
    assert [mark for _, mark in interview.running()] == ["greeted"]


def test_a_break_stops_the_door_clock_and_what_is_open_is_asked_first(
    walk_in: Checklist, watch: Watch
) -> None:
    interview = begun(walk_in, watch)
    past_the_clock(interview, watch)
    door = walk_in.sections[0]
    interview.accept(interview.mark(door, "looked", watch(2)))
    reply(interview, "first-thing-noticed", "ordinary", watch)
    watch(900)
    for away in (interview, Interview(walk_in, interview.record)):
        away.interrupt()
        assert not list(away.running())
        assert asked(away) == "seconds-until-greeting"
        assert away.was_stopped(walk_in.questions["seconds-until-greeting"])
        away.skip()
        assert asked(away) == "path-clear"
    interview.ask_skipped()
    reply(interview, "seconds-until-greeting", "9", watch)
    assert asked(interview) == "path-clear"
    assert interview.answers["seconds-until-look"].value == 2


def test_a_clock_that_was_closed_is_not_asked_after_a_break(
    walk_in: Checklist, watch: Watch
) -> None:
    interview = begun(walk_in, watch)
    past_the_clock(interview, watch)
    interview.accept(interview.mark(walk_in.sections[0], "greeted", watch(2)))
    assert asked(Interview(walk_in, interview.record)) == "first-thing-noticed"


def test_a_call_goes_on_over_a_break(phone_test: Checklist, watch: Watch) -> None:
    interview = begun(phone_test, watch)
    call(interview, watch, ("start", 0))
    again = Interview(phone_test, interview.record)
    again.interrupt()
    assert again.step() == phone_test.sections[0]
    call(again, watch, ("answered", 20))
    assert again.answers["seconds-to-human"].value == 20


def test_nobody_looked_so_nobody_smiled(walk_in: Checklist, watch: Watch) -> None:
    interview = begun(walk_in, watch, clocks=False)
    reply(interview, "seconds-until-look", "never", watch)
    assert interview.answers["smiled"].status == "not_asked"
    reply(interview, "seconds-until-look", "4", watch)
    assert interview.answers["smiled"].status == "missing"


def test_an_answer_under_a_condition_that_turned_false_is_kept_and_ignored(
    walk_in: Checklist, watch: Watch
) -> None:
    interview = begun(walk_in, watch, clocks=False)
    reply(interview, "seconds-until-look", "4", watch)
    reply(interview, "smiled", "no", watch)
    reply(interview, "seconds-until-look", "never", watch)
    assert interview.answers["smiled"].status == "not_asked"
    reply(interview, "seconds-until-look", "2", watch)
    assert interview.answers["smiled"].value == "no"


def test_what_is_below_at_the_door_is_settled_before_the_next_section(
    walk_in: Checklist, watch: Watch
) -> None:
    interview = begun(walk_in, watch, clocks=False)
    for question in [q.id for q in walk_in.sections[0].questions]:
        if interview.answers[question].status == "missing":
            reply(interview, question, "no" if question == "floor-clean" else FINE[question], watch)
    step = interview.step()
    assert isinstance(step, tuple)
    assert [q.id for q in step] == ["floor-clean"]
    for question in step:
        interview.accept(interview.fix(question.id, True, watch(1)))
    assert asked(interview) == "seconds-until-greeting"


def test_skipping_leaves_a_question_for_the_review(walk_in: Checklist, watch: Watch) -> None:
    interview = begun(walk_in, watch, clocks=False)
    interview.skip()
    assert asked(interview) == "path-clear"
    answer_everything_else(interview, watch)
    assert interview.step() is None
    with pytest.raises(NotNow):
        interview.finish(watch())
    interview.ask_skipped()
    assert asked(interview) == "first-thing-noticed"


def answer_everything_else(interview: Interview, watch: Watch) -> None:
    for _ in range(100):
        match interview.step():
            case Question() as question:
                reply(interview, question.id, FINE.get(question.id, "yes"), watch)
            case (question, *_others):
                interview.accept(interview.fix(question.id, False, watch()))
            case str(name):
                interview.accept(interview.describe(name, "no", watch()))
            case _:
                return


def test_going_back_corrects_and_returns_to_where_it_was(walk_in: Checklist, watch: Watch) -> None:
    interview = begun(walk_in, watch, clocks=False)
    with pytest.raises(NotNow):
        interview.back()
    reply(interview, "first-thing-noticed", "good", watch)
    reply(interview, "path-clear", "yes", watch)
    interview.back()
    assert asked(interview) == "path-clear"
    interview.back()
    assert asked(interview) == "first-thing-noticed"
    reply(interview, "first-thing-noticed", "bad", watch)
    assert asked(interview) == "floor-clean"
    assert interview.answers["first-thing-noticed"].value == "below"


def test_going_back_from_the_review_corrects_what_was_asked_at_the_end(
    walk_in: Checklist, watch: Watch
) -> None:
    interview = begun(walk_in, watch, clocks=False)
    answer_everything_else(interview, watch)
    assert interview.step() is None
    for before in ("client", "recognised", "how-it-ended"):
        interview.back()
        step = interview.step()
        assert before == (step.id if isinstance(step, Question) else step)
    interview.back()
    interview.skip()  # as it is
    assert interview.step() is None
    interview.back()
    interview.accept(interview.describe("client", "regular", watch()))
    assert (interview.step(), interview.record.client) == (None, "regular")


def test_a_hold_lasts_until_the_next_mark(phone_test: Checklist, watch: Watch) -> None:
    interview = begun(phone_test, watch)
    section = phone_test.sections[0]

    def lasting() -> tuple[float, clock.Pace | None] | None:
        return clock.hold(phone_test, interview.attempt(section), watch())

    call(interview, watch, ("start", 0), ("answered", 5))
    assert lasting() is None
    call(interview, watch, ("hold", 5))
    watch(62.6)
    assert lasting() == (pytest.approx(62.6), clock.Pace(60, 63))
    call(interview, watch, ("back", 0), ("hold", 5))
    watch(1)
    assert lasting() == (pytest.approx(1), clock.Pace(60, 1))
    call(interview, watch, ("ended", 0))
    assert lasting() is None


def test_seconds_spent_are_those_from_start_to_finish(walk_in: Checklist, watch: Watch) -> None:
    interview = begun(walk_in, watch, clocks=False)
    answer_everything_else(interview, watch)
    [finish] = interview.finish(watch(60))
    interview.accept([finish])
    assert interview.record.state == "finished"
    assert interview.record.seconds_spent == round(watch.seconds)


# -- the call ---------------------------------------------------------------------------------------


def call(interview: Interview, watch: Watch, *marks: tuple[str, float]) -> None:
    section = interview.checklist.sections[0]
    for mark, later in marks:
        if mark == "nobody":
            interview.accept(interview.nobody(section, watch(later)))
        else:
            interview.accept(interview.mark(section, mark, watch(later)))


def test_a_call_tells_attempts_seconds_holds_and_transfers(
    phone_test: Checklist, watch: Watch
) -> None:
    interview = begun(phone_test, watch)
    call(
        interview, watch, ("start", 0), ("nobody", 30), ("start", 60), ("answered", 12),
        ("hold", 5), ("back", 20), ("hold", 5), ("transferred", 75), ("ended", 40),
    )  # fmt: skip
    values = {name: interview.answers[name].value for name in
              ("attempts", "seconds-to-human", "holds", "longest-hold", "transfers")}  # fmt: skip
    assert values == {
        "attempts": 2, "seconds-to-human": 12, "holds": 2, "longest-hold": 75, "transfers": 1,
    }  # fmt: skip


def test_counts_wait_for_the_end_of_the_call(phone_test: Checklist, watch: Watch) -> None:
    interview = begun(phone_test, watch)
    call(interview, watch, ("start", 0), ("answered", 5))
    assert interview.answers["seconds-to-human"].value == 5
    assert interview.answers["transfers"].status == "missing"
    assert isinstance(interview.step(), Section)


def test_undo_takes_the_last_mark_back(phone_test: Checklist, watch: Watch) -> None:
    interview = begun(phone_test, watch)
    section = phone_test.sections[0]
    call(interview, watch, ("start", 0), ("answered", 5), ("ended", 5))
    interview.accept(interview.undo_mark(section, watch()))
    call(interview, watch, ("hold", 1), ("ended", 9))
    assert interview.answers["holds"].value == 1


@pytest.mark.parametrize("early", ["hold", "back", "transferred", "ended"])
def test_nothing_happens_on_a_call_before_somebody_answers(
    phone_test: Checklist, watch: Watch, early: str
) -> None:
    interview = begun(phone_test, watch)
    call(interview, watch, ("start", 0))
    with pytest.raises(NotNow):
        call(interview, watch, (early, 1))


def test_nobody_comes_back_who_was_not_away(phone_test: Checklist, watch: Watch) -> None:
    interview = begun(phone_test, watch)
    call(interview, watch, ("start", 0), ("answered", 5))
    for mark in ("answered", "back", "nobody"):
        with pytest.raises(NotNow):
            call(interview, watch, (mark, 1))


def test_nobody_answers_and_the_audit_is_over(phone_test: Checklist, watch: Watch) -> None:
    interview = begun(phone_test, watch)
    for _ in range(4):
        call(interview, watch, ("start", 30), ("nobody", 30))
    assert isinstance(interview.step(), Section)  # which offers another attempt
    interview.leave_clock(phone_test.sections[0])
    statuses = {name: answer.status for name, answer in interview.answers.items()}
    assert statuses.pop("attempts") == statuses.pop("seconds-to-human") == "never"
    assert set(statuses.values()) == {"not_asked"}
    assert isinstance(interview.step(), str)


def test_undoing_a_second_attempt_offers_another_again(phone_test: Checklist, watch: Watch) -> None:
    interview = begun(phone_test, watch)
    call(interview, watch, ("start", 0), ("nobody", 30), ("start", 5))
    interview.accept(interview.undo_mark(phone_test.sections[0], watch()))
    assert isinstance(interview.step(), Section)
    call(interview, watch, ("start", 5), ("answered", 9))
    assert interview.answers["seconds-to-human"].value == 9


def test_whoever_came_after_all_counts(walk_in: Checklist, watch: Watch) -> None:
    interview = begun(walk_in, watch)
    door = walk_in.sections[0]
    interview.accept(interview.mark(door, "start", watch()))
    interview.accept(interview.nobody(door, watch(3)))
    interview.accept(interview.mark(door, "looked", watch(1)))
    assert interview.answers["seconds-until-look"].value == 4


def test_opinions_are_not_counted_as_not_met(walk_in: Checklist, watch: Watch) -> None:
    interview = begun(walk_in, watch, clocks=False)
    reply(interview, "first-thing-noticed", "bad", watch)
    assert interview.below() == 0
    reply(interview, "floor-clean", "no", watch)
    assert interview.below() == 1


def test_after_a_restart_durations_go_by_the_wall(phone_test: Checklist, watch: Watch) -> None:
    interview = begun(phone_test, watch)
    call(interview, watch, ("start", 0))
    watch.run = "boot-2"
    call(interview, watch, ("answered", 17))
    assert interview.answers["seconds-to-human"].value == 17


# -- for every way through ---------------------------------------------------------------------------


def a_reply(question: Question) -> st.SearchStrategy[Given]:
    """Any answer that this question takes."""
    values: st.SearchStrategy[object]
    if question.type == "yes_no":
        values = st.sampled_from(("yes", "no"))
    elif question.type == "rating":
        values = st.sampled_from(("below", "meets", "exceeds"))
    else:
        values = st.integers(0, 400)
    found = [values.map(lambda value: Given("given", value))]  # type: ignore[arg-type]
    found += [st.just(Given(s)) for s in ("na", "never", "unseen", "pending") if takes(question, s)]
    return st.one_of(found)


@examples(150)
@given(data=st.data(), name=st.sampled_from(("walk-in", "phone-test")))
def test_every_way_through_ends_and_can_be_resumed_anywhere(
    data: st.DataObject, name: str, walk_in: Checklist, phone_test: Checklist
) -> None:
    checklist = walk_in if name == "walk-in" else phone_test
    watch = Watch()
    interview = begun(checklist, watch, clocks=False)
    facts: list[Event] = []
    for _ in range(60):
        step = interview.step()
        match step:
            case Question() as question:
                new = interview.answer(question.id, data.draw(a_reply(question)), watch(1))
            case (question, *_others):
                new = interview.fix(question.id, data.draw(st.booleans()), watch(1))
            case str(field):
                new = interview.describe(field, "no", watch(1))
            case _:
                new = interview.finish(watch(1))
        interview.accept(new)
        facts += new
        again = Interview(checklist, Record("a1"), clocks=False)
        again.accept(numbered_start(checklist) + facts)
        assert again.step() == interview.step()
        assert again.answers == interview.answers == answers_of(checklist, interview.record)
        if interview.record.finished_at:
            break
    assert interview.record.state == "finished"
    assert "missing" not in {answer.status for answer in interview.answers.values()}
    assert folded("a1", numbered_start(checklist) + facts) == interview.record


def numbered_start(checklist: Checklist) -> list[Event]:
    """The events that `begun` starts with, for another interview over the same history."""
    facts = begin_facts(
        checklist, site="centro", time_zone="America/Mexico_City", auditor="manager"
    )
    return numbered(0, Watch()(), *facts)


def test_what_the_clock_says_can_be_put_right_on_the_spot(walk_in: Checklist, watch: Watch) -> None:
    interview = begun(walk_in, watch)
    door = walk_in.sections[0]
    interview.accept(interview.mark(door, "start", watch()))
    interview.accept(interview.nobody(door, watch(60)))
    interview.accept(interview.mark(door, "greeted", watch(10)))
    for question in ("first-thing-noticed", "path-clear", "floor-clean", "where-to-go-clear"):
        reply(interview, question, FINE[question], watch)
    step = interview.step()
    assert isinstance(step, tuple)
    interview.accept(interview.fix("seconds-until-look", False, watch()))
    assert asked(interview) == "asked-how-to-help"
    assert interview.answers["seconds-until-look"].seen_at == "2026-11-16T15:01:00.000Z"


HOUR = 3600.0


def finished(interview: Interview, watch: Watch, later: float) -> str:
    """When it was finished, so many seconds later."""
    while interview.missing():
        interview.record.answers |= {question: Answer("na") for question in interview.missing()}
        interview.accept([])
    interview.accept(interview.finish(watch(later)))
    return str(interview.record.finished_at)


def test_a_clock_that_is_set_back_in_mid_audit_ends_nothing_before_it_began(
    walk_in: Checklist, watch: Watch
) -> None:
    interview = begun(walk_in, watch, clocks=False)
    reply(interview, "first-thing-noticed", "ordinary", watch)
    watch.ahead = -HOUR
    reply(interview, "path-clear", "yes", watch)
    assert interview.record.answers["path-clear"].entered_at == "2026-11-16T15:00:02.000Z"
    assert finished(interview, watch, 118) == "2026-11-16T15:02:00.000Z"
    assert interview.record.seconds_spent == 120


def test_a_clock_that_is_set_right_ahead_is_believed(walk_in: Checklist, watch: Watch) -> None:
    """The steady clock of some machines stops while they sleep."""
    interview = begun(walk_in, watch, clocks=False)
    watch.ahead = HOUR
    assert finished(interview, watch, 60) == "2026-11-16T16:01:00.000Z"


@pytest.mark.parametrize(
    ("run", "end"), [("boot-1", "2026-11-16T15:05:00.000Z"), ("boot-2", "2026-11-16T15:00:01.000Z")]
)
def test_an_audit_that_goes_on_by_a_clock_set_back_goes_on_in_time(
    walk_in: Checklist, watch: Watch, run: str, end: str
) -> None:
    """The program was started again: the steady clock knows how long ago the last mark was, unless
    the machine was too."""
    interview = begun(walk_in, watch)
    past_the_clock(interview, watch)
    reply(interview, "first-thing-noticed", "ordinary", watch)
    again = Interview(walk_in, interview.record)
    watch.ahead, watch.run = -HOUR, run
    assert finished(again, watch, 299) == end
