"""What people write, and what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_cli.checklist.model import Checklist, Option, Question
from audit_cli.interview.values import Given, WrongValue, read_value
from audit_cli.language import LANGUAGES, Text, printable

ASK = Text("?")
OPTIONS = tuple(
    Option(i, Text.of({"en": i, "es": es})) for i, es in (("seat", "asiento"), ("water", "agua"))
)
CHOICES = Question("offered", ASK, "choices", options=OPTIONS)


@pytest.mark.parametrize("written", ["yes", "sí", "si", "SÍ", "y", "Y", "true", "1", " yes "])
def test_yes(walk_in: Checklist, written: str) -> None:
    assert read_value(walk_in.questions["path-clear"], written) == Given("given", "yes")


@pytest.mark.parametrize("written", ["no", "NO", "n", "false", "0"])
def test_no(walk_in: Checklist, written: str) -> None:
    assert read_value(walk_in.questions["path-clear"], written) == Given("given", "no")


@pytest.mark.parametrize(
    ("question", "written", "value"),
    [
        ("seconds-until-look", "4", 4),
        ("seconds-until-look", "4,5", 4.5),
        ("seconds-until-look", "4.0", 4),
        ("seconds-until-look", "1:20", 80),
        ("seconds-until-look", "12:30", 750),
        ("seconds-until-look", "0.125", 0.125),
        ("help-unasked", "010", 10),
        ("how-it-ended", "as expected", "meets"),
        ("how-it-ended", "mejor de lo esperado", "exceeds"),
        ("how-it-ended", "PEOR de lo esperado", "below"),
        ("first-thing-noticed", "ordinary", "meets"),
    ],
)
def test_values(walk_in: Checklist, question: str, written: str, value: object) -> None:
    assert read_value(walk_in.questions[question], written) == Given("given", value)


@pytest.mark.parametrize(
    ("question", "written", "status"),
    [
        ("seconds-until-look", "never", "never"),
        ("seconds-until-look", "nunca", "never"),
        ("wait-told", "na", "na"),
        ("wait-told", "No aplica", "na"),
    ],
)
def test_statuses(walk_in: Checklist, question: str, written: str, status: str) -> None:
    assert read_value(walk_in.questions[question], written).status == status


@pytest.mark.parametrize("written", ["Seat", "asiento", "siège", "SIEGE"])
def test_an_option_is_named_in_any_of_its_languages(written: str) -> None:
    seat = Option("a", Text.of({"en": "seat", "es": "asiento", "fr": "siège"}))
    assert read_value(Question("q", ASK, "choice", options=(seat,)), written).value == "a"


TEXT = Question("said", ASK, "text", na=True, pending=True)


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("na", "na"),
        ("No aplica", "na"),
        ("PENDING", "pending"),
        ("never", "never"),
        ("nunca", "never"),
    ],
)
def test_a_text_takes_statuses_as_every_type_does(written: str, status: str) -> None:
    assert read_value(TEXT, f" {written} ") == Given(status)  # type: ignore[arg-type]


@pytest.mark.parametrize("written", ["nadie", "luego", "nobody", "na na", "pending: the lamp", "-"])
def test_what_only_resembles_a_status_is_a_text(written: str) -> None:
    assert read_value(TEXT, f" {written} ") == Given("given", written)


@pytest.mark.parametrize("written", ["na", "pendiente"])
def test_a_text_that_may_not_be_left_out_is_not_left_out_in_words(written: str) -> None:
    with pytest.raises(WrongValue, match="some text, never"):
        read_value(Question("said", ASK, "text"), written)


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("path-clear", "maybe"),
        ("path-clear", "never"),
        ("path-clear", "na"),
        ("path-clear", ""),
        ("help-unasked", "1.5"),
        ("help-unasked", "-1"),
        ("help-unasked", "9" * 5000),
        ("seconds-until-look", "1e3"),
        ("seconds-until-look", "1,500"),
        ("seconds-until-look", "٣٤٥x"),
        ("how-it-ended", "3"),
        ("path-clear", "2"),
    ],
)
def test_what_is_no_answer_is_said_to_be_none(
    walk_in: Checklist, question: str, written: str
) -> None:
    with pytest.raises(WrongValue) as failure:
        read_value(walk_in.questions[question], written)
    for language in LANGUAGES:
        assert question in failure.value.say(language)


@pytest.mark.parametrize(
    ("question", "en", "es"),
    [
        (
            Question("q", ASK, "yes_no", na=True),
            "yes, no, na, unseen",
            "sí, no, no aplica, no visto",
        ),
        (
            Question("q", ASK, "yes_no", pending=True),
            "yes, no, unseen, pending",
            "sí, no, no visto, pendiente",
        ),
        (Question("q", ASK, "yes_no", unseen=False), "yes, no", "sí, no"),
        (CHOICES, "seat, water, unseen", "asiento, agua, no visto"),
        (
            Question("q", ASK, "seconds", minimum=0),
            "seconds (such as 12 or 1:20), never, unseen",
            "segundos (como 12 o 1:20), nunca, no visto",
        ),
        (
            Question("q", ASK, "count", minimum=0),
            "a whole number from 0, never, unseen",
            "un número entero desde 0, nunca, no visto",
        ),
        (
            Question("q", ASK, "number", minimum=2.5),
            "a number from 2.5, never, unseen",
            "un número desde 2.5, nunca, no visto",
        ),
        (
            Question("q", ASK, "scale", minimum=1, maximum=5),
            "a whole number from 1 to 5, unseen",
            "un número entero de 1 a 5, no visto",
        ),
    ],
    ids=lambda given: getattr(given, "type", ""),
)
def test_what_would_be_an_answer_is_said(question: Question, en: str, es: str) -> None:
    with pytest.raises(WrongValue) as failure:
        read_value(question, "zz")
    assert failure.value.say("en").endswith(f"; it takes: {en}")
    assert failure.value.say("es").endswith(f"; se responde con: {es}")


def test_several_options_in_the_order_of_the_checklist() -> None:
    assert read_value(CHOICES, ["agua", "seat"]) == Given("given", ("seat", "water"))
    assert read_value(CHOICES, "agua, seat") == Given("given", ("seat", "water"))
    with pytest.raises(WrongValue):
        read_value(CHOICES, ["agua", "beer"])


def test_below_zero_where_the_checklist_allows_it() -> None:
    change = Question("change", ASK, "number", minimum=-10, maximum=10)
    assert read_value(change, "-3").value == -3
    with pytest.raises(WrongValue):
        read_value(change, "-11")


def test_bounds() -> None:
    scale = Question("calm", ASK, "scale", minimum=1, maximum=5)
    assert read_value(scale, "5").value == 5
    for written in ("0", "6", "2.5"):
        with pytest.raises(WrongValue):
            read_value(scale, written)
    assert read_value(scale._replace(type="number"), "2.5").value == 2.5


@given(st.text())
def test_anything_else_is_a_value_or_a_clear_refusal(written: str) -> None:
    for kind in ("yes_no", "rating", "count", "seconds", "number", "text"):
        try:
            found = read_value(Question("q", ASK, kind), written)  # type: ignore[arg-type]
        except WrongValue as error:
            said = error.say("en")
            assert said == printable(said)
            assert (said[0], len(said) < 120, len(said.splitlines())) == ("`", True, 1)
            continue
        assert found.status in ("given", "never")
