"""From answers to verdicts to a score: every rule of the statistics page."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_cli.checklist.library import Library
from audit_cli.checklist.model import Checklist, Option, Question, Section, Standard, Verdict
from audit_cli.interview.record import Answer
from audit_cli.language import Text
from audit_cli.scoring import (
    always_met,
    is_critical,
    needs_action,
    rounded_percent,
    score_of,
    verdict_of,
)

T = Text("?")
YES = Standard("is", "yes")


def given_(value: object) -> Answer:
    return Answer("given", value)  # type: ignore[arg-type]


def checklist(*questions: Question, target: float = 85, delight: int = 2) -> Checklist:
    sections = (Section("s", T, questions),)
    return Checklist("c", "1", T, sections, "{}", "", target=target, delight=delight)


def yes_no(identifier: str, weight: int = 1, **facts: object) -> Question:
    return Question(identifier, T, "yes_no", YES, weight=weight, **facts)  # type: ignore[arg-type]


# -- verdicts -----------------------------------------------------------------------------------------

SECONDS = Question("s", T, "seconds", Standard("at_most", 5), Standard("at_most", 2))
FORMS = Question("f", T, "choices", options=tuple(Option(i, T) for i in "abc"))


@pytest.mark.parametrize(
    ("question", "answer", "verdict"),
    [
        (yes_no("q"), given_("yes"), "meets"),
        (yes_no("q"), given_("no"), "below"),
        (yes_no("q"), Answer("na"), None),
        (yes_no("q"), Answer("pending"), None),
        (yes_no("q"), Answer("missing"), None),
        (yes_no("q"), Answer("not_asked"), None),
        (SECONDS, given_(2), "exceeds"),
        (SECONDS, given_(2.1), "meets"),
        (SECONDS, given_(5), "meets"),
        (SECONDS, given_(5.1), "below"),
        (SECONDS, Answer("never"), "below"),
        (Question("q", T, "count"), given_(3), None),
        (Question("q", T, "count"), Answer("never"), None),
        (Question("q", T, "number", Standard("between", (2, 4))), given_(4), "meets"),
        (Question("q", T, "number", Standard("between", (2, 4))), given_(4.5), "below"),
        (Question("q", T, "count", Standard("at_least", 0), Standard("at_least", 1)), given_(1), "exceeds"),
        (Question("q", T, "rating"), given_("exceeds"), "exceeds"),
        (Question("q", T, "rating", opinion=True), given_("below"), None),
        (Question("q", T, "choice", options=(Option("a", T, "below"), Option("b", T))), given_("a"), "below"),
        (Question("q", T, "choice", options=(Option("a", T, "below"), Option("b", T))), given_("b"), None),
        (FORMS._replace( standard=Standard("any_of", ("a", "b"))), given_(("b", "c")), "meets"),
        (FORMS._replace( standard=Standard("all_of", ("a", "b"))), given_(("b", "c")), "below"),
        (FORMS._replace( standard=Standard("none_of", ("a",))), given_(("b",)), "meets"),
        (FORMS._replace( standard=Standard("none_of", ("a",))), given_(("a", "b")), "below"),
    ],
)  # fmt: skip
def test_verdicts(question: Question, answer: Answer, verdict: Verdict | None) -> None:
    assert verdict_of(question, answer) == verdict


ANY_COUNT = Question("q", T, "count", Standard("at_least", 0), Standard("at_least", 1))
THREE = tuple(Option(verdict, T) for verdict in ("below", "meets", "exceeds"))


@pytest.mark.parametrize(
    ("question", "always"),
    [
        (ANY_COUNT, True),
        (ANY_COUNT._replace(weight=3), True),
        (ANY_COUNT._replace(standard=Standard("at_least", 1)), False),
        (ANY_COUNT._replace(standard=Standard("at_least", 1), minimum=1), True),
        (ANY_COUNT._replace(type="number"), False),
        (ANY_COUNT._replace(standard=None, exceeds=None), False),
        (SECONDS, False),
        (SECONDS._replace(maximum=5), True),
        (yes_no("q"), False),
        (yes_no("q", weight=0), False),
        (Question("q", T, "rating", labels=THREE), False),
        (Question("q", T, "rating", labels=THREE[1:]), True),
        (Question("q", T, "choice", options=(Option("a", T, "below"), Option("b", T, "meets"))), False),
        (Question("q", T, "choice", options=(Option("a", T, "exceeds"), Option("b", T, "meets"))), True),
        (FORMS._replace(standard=Standard("any_of", ("a", "b", "c"))), False),
    ],
)  # fmt: skip
def test_what_every_value_meets(question: Question, always: bool) -> None:
    assert always_met(question) is always


def test_critical_beyond_a_limit() -> None:
    greeting = Question(
        "g", T, "seconds", Standard("at_most", 30), critical_limit=Standard("more_than", 120)
    )
    cases = (
        (given_(31), False),
        (given_(120), False),
        (given_(121), True),
        (Answer("never"), True),
    )
    for answer, critical in cases:
        assert is_critical(greeting, answer, verdict_of(greeting, answer)) is critical


def test_an_opinion_at_its_lowest_label_calls_for_its_measure() -> None:
    tone = Question("tone", T, "rating", opinion=True)
    assert needs_action(tone, given_("below"), None)
    assert not needs_action(tone, given_("meets"), None)


# -- scores -------------------------------------------------------------------------------------------

VERSIONS: Final = Path(__file__).parent / "checklists" / "versions"
EXAMPLE: Mapping[str, Answer] = {
    "first-thing-noticed": given_("meets"),
    "path-clear": given_("yes"),
    "floor-clean": given_("no"),
    "seconds-until-look": given_(4),
    "smiled": given_("yes"),
    "where-to-go-clear": given_("yes"),
    "seconds-until-greeting": given_(12),
    "asked-how-to-help": given_("yes"),
    "wait-told": Answer("na"),
    "phones-away": given_("yes"),
    "help-unasked": given_(1),
    "touch-clean": given_("yes"),
    "name-known": given_("yes"),
    "privacy-kept": given_("yes"),
    "how-it-ended": given_("meets"),
    "clients-first": Answer("na"),
    "heard-out": given_("yes"),
    "all-respectful": given_("yes"),
    "left-oriented": Answer("na"),
    "thanked": given_("yes"),
}


def test_the_worked_example() -> None:
    score = score_of(Library(None, None).load("walk-in"), EXAMPLE)
    assert (score.met, score.applicable, score.possible) == (29, 32, 38)
    assert (score.percent, score.unweighted_percent) == (90.6, 92.9)
    assert (score.items_met, score.items) == (13, 14)
    assert (score.result, score.zone, score.critical_below) == ("pass", "expected", ())
    assert (score.exceeds, score.below) == (1, 1)
    assert (score.place.met, score.place.applicable) == (9, 12)
    assert (score.people.met, score.people.applicable) == (20, 20)


def test_an_audit_of_an_older_version_keeps_its_figures() -> None:
    old = Library(None, None).load(str(VERSIONS / "1.0" / "walk-in.yaml"))
    score = score_of(old, EXAMPLE)
    assert (score.met, score.applicable, score.possible) == (22, 25, 27)
    assert (score.percent, score.unweighted_percent, score.result) == (88.0, 90.9, "pass")
    failed = score_of(old, {**EXAMPLE, "path-clear": given_("no")})
    assert (failed.met, failed.applicable, failed.percent, failed.result) == (19, 25, 76.0, "fail")


def test_the_worked_example_that_fails() -> None:
    answers = {**EXAMPLE, "path-clear": given_("no")}
    score = score_of(Library(None, None).load("walk-in"), answers)
    assert (score.met, score.applicable, score.percent) == (26, 32, 81.3)
    assert (score.result, score.zone, score.critical_below) == ("fail", "below", ("path-clear",))


def test_a_serious_point_that_was_not_seen_leaves_no_result() -> None:
    """Its points are shown all the same, and the audit fails where it fails anyway."""
    walk_in = Library(None, None).load("walk-in")
    answers = {**EXAMPLE, "privacy-kept": Answer("unseen")}
    score = score_of(walk_in, answers)
    assert (score.met, score.applicable, score.percent) == (26, 29, 89.7)
    assert (score.result, score.zone, score.undecided) == ("undetermined", None, ("privacy-kept",))
    failed = score_of(walk_in, {**answers, "path-clear": given_("no")})
    assert (failed.result, failed.undecided) == ("fail", ("privacy-kept",))
    under = {**answers, "all-respectful": Answer("pending"), "smiled": given_("no")}
    under |= {"asked-how-to-help": given_("no"), "phones-away": given_("no")}
    assert score_of(walk_in, under).result == "fail", "under the target, whatever comes"
    assert score_of(walk_in, {**EXAMPLE, "floor-clean": Answer("unseen")}).result == "pass"
    never_seen = {**EXAMPLE, "seconds-until-greeting": Answer("unseen")}
    assert score_of(walk_in, never_seen).undecided == ("seconds-until-greeting",)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, (26, 100.0, "pass")),
        ({"knows-when": Answer("na"), "promise-kept": Answer("na")}, (23, 100.0, "pass")),
        ({"promise-kept": Answer("pending")}, (26, 100.0, "pass")),
        ({"promise-kept": given_("yes")}, (29, 100.0, "pass")),
        ({"knows-when": Answer("unseen")}, (23, 100.0, "undetermined")),
    ],
)
def test_the_best_call(changes: Mapping[str, Answer], expected: tuple[int, float, str]) -> None:
    """Without hold or transfer, and without a promise still open: 26 points where something stayed open,
    23 where nothing did."""
    phone = Library(None, None).load("phone-test")
    best = {"attempts": given_(1), "seconds-to-human": given_(5), "who-answered": given_("person")}
    counts = {"holds": given_(0), "transfers": given_(0), "help-unasked": given_(1)}
    asked = {"longest-hold": Answer("not_asked"), "request-handed-over": Answer("not_asked")}
    answers = {
        name: given_("meets" if question.opinion else "yes")
        for name, question in phone.questions.items()
    }
    score = score_of(
        phone, {**answers, **best, **counts, **asked, "promise-kept": Answer("na"), **changes}
    )
    assert (score.applicable, score.percent, score.result) == expected
    assert phone.possible == 34


def test_a_critical_item_fails_the_audit_whatever_the_percentage() -> None:
    """S0-4."""
    small = yes_no("serious", weight=0, critical=True)
    score = score_of(
        checklist(small, yes_no("a", 99)), {"serious": given_("no"), "a": given_("yes")}
    )
    assert (score.percent, score.result, score.zone) == (100.0, "fail", "below")


def test_less_than_half_of_the_weight_gives_counts_only() -> None:
    questions = checklist(yes_no("a", 2), yes_no("b", 3))
    half = score_of(questions, {"a": given_("yes"), "b": Answer("na")})
    assert (half.percent, half.result, half.zone, half.met) == (None, "undetermined", None, 2)
    more = score_of(questions, {"a": Answer("na"), "b": given_("yes")})
    assert (more.percent, more.result) == (100.0, "pass")
    exactly = checklist(yes_no("a", 2), yes_no("b", 2))
    assert score_of(exactly, {"a": given_("yes"), "b": Answer("na")}).percent == 100.0


def test_nothing_to_score_is_undetermined() -> None:
    score = score_of(checklist(yes_no("a", 0)), {"a": given_("yes")})
    assert (score.percent, score.result) == (None, "undetermined")


def test_a_draft_can_fail_but_not_pass() -> None:
    questions = checklist(yes_no("a", 2, critical=True), yes_no("b"))
    missing = Answer("missing")
    assert (
        score_of(questions, {"a": given_("yes"), "b": missing}, draft=True).result == "undetermined"
    )
    assert score_of(questions, {"a": given_("no"), "b": missing}, draft=True).result == "fail"


def test_delight_makes_a_passed_audit_better_than_expected() -> None:
    """S0-5."""
    extras = [
        Question(i, T, "count", Standard("at_least", 0), Standard("at_least", 1), weight=0)
        for i in ("x", "y")
    ]
    questions = checklist(yes_no("a"), *extras)
    for helps, zone in ((0, "expected"), (1, "beyond")):
        answers = {"a": given_("yes"), "x": given_(1), "y": given_(helps)}
        assert score_of(questions, answers).zone == zone


def test_rounding_never_reaches_a_target_that_was_missed() -> None:
    assert rounded_percent(Fraction(8499, 100), Fraction(85)) == 84.9
    assert rounded_percent(Fraction(8495, 100), Fraction(90)) == 85.0
    assert rounded_percent(Fraction(85), Fraction(85)) == 85.0
    assert rounded_percent(Fraction(8799, 100), Fraction("87.5")) == 88.0


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(("yes", "no", None))), min_size=1))
def test_any_score_adds_up(items: list[tuple[int, str | None]]) -> None:
    questions = [yes_no(f"q{n}", weight) for n, (weight, _) in enumerate(items)]
    answers = {f"q{n}": given_(v) if v else Answer("na") for n, (_, v) in enumerate(items)}
    score = score_of(checklist(*questions), answers)
    assert 0 <= score.met <= score.applicable <= score.possible == sum(w for w, _ in items)
    assert score.place.applicable + score.people.applicable == score.applicable
    assert sum(section.met for section in score.sections) == score.met
    assert (score.percent is not None) == bool(
        score.applicable and 2 * score.applicable >= score.possible
    )
    if score.percent is not None:
        assert 0 <= score.percent <= 100
        exact = Fraction(100 * score.met, score.applicable)
        assert (score.result == "pass") == (exact >= 85) == (score.percent >= 85)
