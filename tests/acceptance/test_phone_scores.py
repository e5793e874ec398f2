"""The telephone's figures through the installed program: the best call, nobody answering, a promise kept later."""

import json
from typing import Any, Final

import pytest

from .program import Program
from .walks import Choose, Step, walk

BEST_CALL: Final = """\
checklist: phone-test
at: 2026-11-16T09:15:00-06:00
answers:
  attempts: 1
  seconds-to-human: 8
  business-named: yes
  own-name-given: yes
  offered-help: yes
  tone: exceeds
  let-finish: yes
  all-respectful: yes
  understanding-shown: yes
  holds: 0
  transfers: 0
  help-unasked: 1
  reached-or-alternative: yes
  who-answered: person
  first-impression: meets
  caller-named: yes
  anything-else: yes
  knows-when: yes
  promise-kept: {promise}
  how-it-ended: exceeds
"""
NOBODY: Final = """\
checklist: phone-test
at: 2026-11-16T09:15:00-06:00
nobody_answered: true
"""
FOUR_ATTEMPTS: Final[list[Step]] = [
    Choose("Llame desde un teléfono", "Estoy marcando"),
    Choose("llamada 1 -", "Nadie contesta"),
    Choose("Nadie al primer intento", "Llamar otra vez"),
    Choose("llamada 2 -", "Nadie contesta"),
    Choose("Nadie, en 2 intentos", "Llamar otra vez"),
    Choose("llamada 3 -", "Nadie contesta"),
    Choose("Nadie, en 3 intentos", "Llamar otra vez"),
    Choose("llamada 4 -", "Nadie contesta"),
    Choose("Nadie, en 4 intentos", "Dejarlo: nadie atendió"),
    Choose("se dio cuenta", "saltar"),
    Choose("tipo de cliente", "saltar"),
    Choose("2 de 2", "Terminar"),
]


def stored(program: Program, answers: str) -> dict[str, Any]:
    """The one audit of an answers file."""
    return json.loads(program.good("run", "phone-test", "--answers", "-", "--json", lines=answers))  # type: ignore[no-any-return]


def statuses(audit: dict[str, Any]) -> dict[str, str]:
    return {answer["question"]: answer["status"] for answer in audit["answers"]}


def assert_nobody_answered(audit: dict[str, Any]) -> None:
    score, found = audit["score"], statuses(audit)
    assert (score["result"], score["percent"], score["critical_below"]) == (
        "fail",
        None,
        ["attempts"],
    )
    assert (found.pop("attempts"), found.pop("seconds-to-human")) == ("never", "never")
    assert set(found.values()) == {"not_asked"}


def test_the_best_possible_call(program: Program) -> None:
    score = stored(program, BEST_CALL.format(promise="na"))["score"]
    figures = (score["percent"], score["met"], score["applicable"], score["possible"])
    assert (*figures, score["result"]) == (100.0, 26, 26, 34, "pass")


def test_nobody_answers_by_file(program: Program) -> None:
    assert_nobody_answered(stored(program, NOBODY))


def test_nobody_answers_in_four_attempts_by_keys(program: Program) -> None:
    with program.terminal("phone-test") as terminal:
        walk(terminal, FOUR_ATTEMPTS)
        assert terminal.exit_code() == 0
        assert terminal.misfits == []
        assert "%" not in terminal.text
        assert "NO APROBADA" in terminal.text
    assert_nobody_answered(program.shown())


@pytest.mark.parametrize(("late", "met", "applicable"), [("sí", 29, 29), ("no", 26, 29)])
def test_a_promise_answered_later_changes_the_score(
    program: Program, late: str, met: int, applicable: int
) -> None:
    before = stored(program, BEST_CALL.format(promise="pending"))
    assert statuses(before)["promise-kept"] == "pending"
    assert "por contestar" in program.good("list", "--pending")
    program.good("answer", "last", "promise-kept", late)
    score = program.shown()["score"]
    assert (before["score"]["met"], before["score"]["applicable"]) == (26, 26)
    assert (score["met"], score["applicable"]) == (met, applicable)
    kept = [json.loads(line) for line in program.good("export").splitlines()]
    answers = [line for line in kept if line.get("question") == "promise-kept"]
    assert [line["kind"] for line in answers] == ["answer", "late_answer"]
    assert answers[0]["value"] == {"status": "pending"}


def test_an_answer_that_was_given_is_not_overwritten(program: Program) -> None:
    stored(program, BEST_CALL.format(promise="yes"))
    done = program.run("answer", "last", "promise-kept", "no")
    assert done.code == 2
    assert "audit amend" in done.err
    assert program.shown()["answers"][-2]["value"] == "yes"
