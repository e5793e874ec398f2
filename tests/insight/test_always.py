"""Sentences of clients that say "always": told apart, in either language, by lists of words (S4-4)."""

import csv
import random
from pathlib import Path

import pytest

from audit_cli.insight.always import always_sentence

FOLDER = Path(__file__).parent / "voices"
KINDS = ("always_good", "always_bad")


def labelled(name: str) -> list[tuple[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [(row["label"], row["text"]) for row in csv.DictReader(file)]


def kind_of(text: str) -> str:
    said = always_sentence(text)
    return said.kind if said else "none"


def rates(rows: list[tuple[str, str]], kind: str) -> tuple[float, float]:
    """Precision and recall."""
    found = [(label == kind, kind_of(text) == kind) for label, text in rows]
    right = sum(is_it and said for is_it, said in found)
    return right / sum(said for _, said in found), right / sum(is_it for is_it, _ in found)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["voices.es.csv", "voices.en.csv", "own.es.csv", "own.en.csv"])
def test_always_good_and_always_bad_are_told_apart(name: str, kind: str) -> None:
    """What clients say of every time (S4-4)."""
    precision, recall = rates(labelled(name), kind)
    assert precision >= 0.9
    assert recall >= 0.8


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["voices.es.csv", "voices.en.csv"])
def test_each_half_is_told_apart_as_well_as_the_other(name: str, kind: str) -> None:
    rows = labelled(name)
    random.Random(4).shuffle(rows)
    for half in (rows[::2], rows[1::2]):
        precision, recall = rates(half, kind)
        assert (precision >= 0.85, recall >= 0.8) == (True, True)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # What decides is what happens every time, not the word; and "never" turns it round.
        ("Siempre me atienden bien", "always_good"),
        ("Siempre me atienden mal", "always_bad"),
        ("Nunca me atienden bien", "always_bad"),
        ("Nunca me atienden mal", "always_good"),
        ("Siempre atienden sin demora", "always_good"),
        ("No siempre atienden bien", "none"),
        ("Casi siempre atienden bien", "always_good"),
        ("A veces atienden bien", "none"),
        ("Antes siempre atendían bien, ahora no", "none"),
        ("¿Siempre atienden bien?", "none"),
        ("Ojalá siempre atiendan bien", "none"),
        ("Dicen que siempre atienden bien", "none"),
        ("SIEMPRE ME ATIENDEN BIEN!!", "always_good"),
        ("They always listen", "always_good"),
        ("They’ve never let me down", "always_good"),
        ("They never listen", "always_bad"),
        ("Do they never listen?", "none"),
        ("They should always listen", "none"),
        ("Parking is bad, but they always listen", "always_good"),
        ("Lovely place, but they are always late", "always_bad"),
        ("Never again!", "none"),
        ("as usual, cold", "always_bad"),
        ("", "none"),
        ("👍👍", "none"),
    ],
)
def test_negation_conditions_hearsay(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_of_a_comment_the_sentence_is_quoted_that_says_it() -> None:
    said = always_sentence("Hoy vine por una receta. ¡Siempre me atienden bien! Volveré.")
    assert said is not None
    assert (said.kind, said.text) == ("always_good", "¡Siempre me atienden bien!")


def test_a_long_comment_takes_no_time_to_speak_of() -> None:
    assert always_sentence("siempre bien, " * 700) is not None
    assert always_sentence("nunca " * 1_600) is not None
