"""The last words of an interview: whole where there is room, short where there is little."""

import sys
from pathlib import Path
from typing import Final

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from audit_cli.language import LANGUAGES, Language, locale_for
from audit_cli.reports.view import AuditView, view_of
from audit_cli.terminal.summary import summary_lines

sys.path.append(str(Path(__file__).parents[1] / "reports"))
from audits import FAILING, ORDINARY, WHO, audit, checklist_named, view

WORST_WALK: Final = {
    **FAILING,
    "first-thing-noticed": "below",
    "smiled": "no",
    "where-to-go-clear": "no",
    "seconds-until-greeting": 150,
    "touch-clean": "no",
    "privacy-kept": "no",
    "how-it-ended": "below",
}
NUMBERS: Final = {"seconds": 300, "number": 300, "count": 4}
PHONE_TEST: Final = checklist_named("phone-test")
WORST_CALL: Final = {
    **{
        question.id: {"yes_no": "no", "rating": "below", **NUMBERS}.get(question.type, "no")
        for question in PHONE_TEST.questions.values()
    },
    "promise-kept": {"status": "pending"},
}


def summary(of: AuditView, width: int, lines: int, language: Language = "es") -> list[str]:
    """As on a screen of this many columns, with this many lines for it."""
    found = summary_lines(of, locale_for(language, "", None, None), width, lines)
    return [line.text for line in found]


def walk(answers: dict) -> AuditView:
    checklist = checklist_named("walk-in")
    return view_of(checklist, audit(checklist, answers, more=WHO))


VIEWS: Final = {
    "worst walk": walk(WORST_WALK),
    "worst call": view_of(PHONE_TEST, audit(PHONE_TEST, WORST_CALL, more=WHO)),
    "failing": view("failing"),
    "excellent": view("excellent"),
    "undetermined": view("undetermined"),
    "nobody": view("nobody-answered"),
}
LONGEST: Final = 6  # lines of a question with its answer at 40 columns
SERIOUS: Final = ("¿Se puede entrar", "Segundos hasta el primer", "¿Se mantiene")


def cut_or_left_out(lines: list[str]) -> list[str]:
    return [line for line in lines if "…" in line or line.startswith((" y ", " and "))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
@examples(25)
@given(width=st.integers(40, 100), lines=st.integers(13, 80))
def test_it_fits_and_uses_the_room(name: str, language: Language, width: int, lines: int) -> None:
    said = summary(VIEWS[name], width, lines, language)
    assert len(said) <= lines
    assert max(map(len, said)) <= width
    assert "audit report visit" in said[-1]
    # What is cut or left out would have needed more lines than are free.
    assert not cut_or_left_out(said) or lines - len(said) < LONGEST


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_nothing_is_cut_where_there_is_room(name: str, language: Language) -> None:
    said = summary(VIEWS[name], 40, 100, language)
    assert cut_or_left_out(said) == []
    assert summary(VIEWS[name], 40, len(said), language) == said


def test_on_a_phone_each_part_is_there_in_short() -> None:
    said = summary(VIEWS["worst walk"], 40, 13)
    result, *reasons = said[: said.index("Para corregir ya:")]
    to_do = said[said.index("Para corregir ya:") : said.index("Lo que su cliente recordará:")]
    assert result.startswith("NO APROBADA  40,6\N{NO-BREAK SPACE}% (13 de 32 puntos)")
    # Each of the serious ones with its answer; the first ones with what to do about them.
    for number, (start, answer) in enumerate(zip(SERIOUS, ("No", "2:30 min", "No"), strict=True)):
        assert reasons[number].startswith(f"GRAVE: {start[:12]}")
        assert reasons[number].endswith(f" {answer}")
    assert to_do[1].startswith(" ¿Se puede en…")
    assert to_do[1].endswith("→ Despeje ya la entrada,…")
    assert to_do[2].startswith(" Segundos has… → Asigne a otra persona")
    assert " ✗ ¿Se puede entrar" in "\n".join(said)


def test_a_measure_names_what_it_is_for() -> None:
    said = " ".join(" ".join(summary(walk(ORDINARY), 40, 13)).split())
    assert " ¿El piso está limpio? → Pida que limpien el piso ya." in said


def test_what_could_not_be_seen_is_counted_and_named_and_why_there_is_no_result() -> None:
    unseen = {name: {"status": "unseen"} for name in ("privacy-kept", "name-known")}
    said = summary(walk({**ORDINARY, **unseen}), 40, 24)
    assert said[0] == "SIN RESULTADO  89,3\N{NO-BREAK SPACE}% (25 de 28 puntos)"
    text = " ".join(" ".join(said).split())
    assert "Un punto grave no se pudo ver: ¿Se mantiene en privado lo de otros clientes?" in text
    assert "No se pudo ver, no cuenta: 2 ¿Puede un cliente saber cómo se llama quien" in text
    short = summary(walk({**ORDINARY, **unseen}), 40, 13)
    assert len(short) <= 13
    assert any(line.startswith("Un punto grave no se pudo ver") for line in short)
    assert "No se pudo ver, no cuenta: 2" in short
