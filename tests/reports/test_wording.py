"""Answers and standards in words, in both languages."""

import pytest
from audits import view

from audit_cli.checklist.model import Option, Question, Standard
from audit_cli.interview.record import Answer
from audit_cli.language import Locale, Text
from audit_cli.reports.wording import answer_words, expected_words, question_and_answer
from audit_cli.terminal.audit_page import audit_page
from audit_cli.terminal.console import plain_lines

ENGLISH, SPANISH = Locale("en", "."), Locale("es", ",")
ASK = Text.of({"en": "Why?", "es": "¿Por qué?"})
OPTIONS = (
    Option("less", Text.of({"en": "less", "es": "menos"}), "below"),
    Option("same", Text.of({"en": "as promised", "es": "lo prometido"}), "meets"),
    Option("fair", Text.of({"en": "fair", "es": "justo"}), "meets"),
    Option("more", Text.of({"en": "more", "es": "más"}), "exceeds"),
)


def question(kind, standard=None, exceeds=None, **more):
    return Question("q", ASK, kind, standard, exceeds, **more)


@pytest.mark.parametrize(
    ("asked", "english", "spanish"),
    [
        (question("yes_no", Standard("is", "yes")), "yes", "sí"),
        (question("seconds", Standard("at_most", 5)), "at most 5 s", "máximo 5 s"),
        (
            question("count", Standard("at_most", 3), Standard("at_most", 1)),
            "at most 3 (better: 1)",
            "máximo 3 (mejor: 1)",
        ),
        (
            question("count", Standard("at_least", 0), Standard("at_least", 1)),
            "any number (better: at least 1)",
            "cualquier número (mejor: mínimo 1)",
        ),
        (question("number", Standard("at_most", 2.5)), "at most 2.5", "máximo 2,5"),
        (
            question("number", Standard("at_most", 30), unit="minutes", to_mark="replied"),
            "at most 30 min",
            "máximo 30 min",
        ),
        (question("seconds", Standard("at_most", 120)), "at most 2:00 min", "máximo 2:00 min"),
        (question("scale", Standard("between", (2, 4))), "from 2 to 4", "de 2 a 4"),
        (
            question("choice", options=OPTIONS),
            "as promised / fair (better: more)",
            "lo prometido / justo (mejor: más)",
        ),
        (
            question("choices", Standard("all_of", ("less", "more")), options=OPTIONS),
            "all of: less, more",
            "todas estas: menos, más",
        ),
        (
            question("rating"),
            "as expected (better: better than expected)",
            "como se esperaba (mejor: mejor de lo esperado)",
        ),
        (question("rating", opinion=True), "an opinion, not scored", "una opinión, sin puntos"),
        (question("count"), "only recorded", "solo se anota"),
    ],
)
def test_what_was_expected(asked, english, spanish):
    assert expected_words(asked, ENGLISH) == english
    assert expected_words(asked, SPANISH) == spanish


@pytest.mark.parametrize(
    ("asked", "answer", "spanish"),
    [
        (question("yes_no"), Answer("given", "yes"), "sí"),
        (question("seconds"), Answer("given", 12), "12 s"),
        (question("seconds"), Answer("given", 125), "2:05 min"),
        (question("seconds"), Answer("never"), "nunca"),
        (question("number"), Answer("given", 2.5), "2,5"),
        (question("rating"), Answer("given", "exceeds"), "mejor de lo esperado"),
        (question("choices", options=OPTIONS), Answer("given", ("less", "more")), "menos, más"),
        (question("text"), Answer("given", "a\x1b[1m\nb"), "a[1m b"),
        (question("text"), Answer("given", "", erased=True), "borrado"),
        (question("yes_no"), Answer("na"), "no aplica"),
        (question("yes_no"), Answer("not_asked"), "no se preguntó"),
        (question("yes_no"), Answer("pending"), "pendiente"),
        (question("yes_no"), Answer(), "sin respuesta"),
    ],
)
def test_an_answer_in_words(asked, answer, spanish):
    assert answer_words(asked, answer, SPANISH) == spanish


def test_a_reason_reads_as_a_sentence():
    seconds = Question("q", Text("Seconds until a greeting"), "seconds")
    assert question_and_answer(question("yes_no"), Answer("given", "no"), SPANISH) == "¿Por qué? No"
    found = question_and_answer(seconds, Answer("given", 50), ENGLISH)
    assert found == "Seconds until a greeting: 50 s"


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("explain", [False, True])
@pytest.mark.parametrize("name", ["failing", "excellent", "draft", "nobody-answered"])
def test_an_explanation_fits_the_screen(name, explain, width):
    for locale in (ENGLISH, SPANISH):
        lines = plain_lines(audit_page(view(name), locale, explain=explain), width)
        assert max(map(len, lines)) <= width
