"""Whole audits at a terminal of 40×14: every screen fits, and however it is answered, it is the same."""

import signal
from pathlib import Path
from typing import Any, Final

import pytest

from .program import DESK, ENGLISH, PHONE, SPANISH, Program, without_moments
from .terminal import Terminal
from .walks import (
    AFTER_THE_BREAK,
    PHONE_TEST,
    PHONE_TEST_LINES,
    UNTIL_THE_BREAK,
    WALK_IN,
    WALK_IN_LINES,
    Choose,
    Enter,
    Press,
    Step,
    all_yes,
    in_english_words,
    walk,
)

AUDITS: Final = {
    "walk-in": (WALK_IN, WALK_IN_LINES),
    "phone-test": (PHONE_TEST, PHONE_TEST_LINES),
}
SCORES: Final = {"walk-in": ("pass", 90.6, 29, 32), "phone-test": ("pass", 86.2, 25, 29)}


def assert_all_fitted(terminal: Terminal) -> None:
    """Every picture was at most as wide and as high as the terminal, the last words included."""
    assert terminal.misfits == []
    assert len(terminal.pictures) > 15


def by_keys(program: Program, name: str, steps: list[Step]) -> dict[str, Any]:
    with program.terminal(name) as terminal:
        walk(terminal, steps)
        assert terminal.exit_code() == 0
        assert_all_fitted(terminal)
    return program.shown()


def by_simple_terminal(program: Program, name: str, steps: list[Step]) -> dict[str, Any]:
    with program.terminal(name, term="dumb") as terminal:
        walk(terminal, steps)
        assert terminal.exit_code() == 0
        assert max(map(len, terminal.output.split("\r\n"))) <= PHONE[0]
    return program.shown()


def by_piped_lines(program: Program, name: str, lines: str) -> dict[str, Any]:
    done = program.run(name, lines=lines, COLUMNS="40")
    assert (done.code, done.err) == (0, "")
    return program.shown()


@pytest.mark.parametrize("name", AUDITS)
def test_keys_a_simple_terminal_and_a_pipe_make_the_same_audit(program: Program, name: str) -> None:
    steps, lines = AUDITS[name]
    audits = [
        by_keys(program, name, steps),
        by_simple_terminal(program, name, steps),
        by_piped_lines(program, name, lines),
    ]
    first, *others = map(without_moments, audits)
    assert len({audit["id"] for audit in audits}) == 3
    assert all(other == first for other in others)
    score = audits[0]["score"]
    assert (score["result"], score["percent"], score["met"], score["applicable"]) == SCORES[name]


BAD_DAY: Final[list[Step]] = [
    Choose("come in as a client", "I am at the door"),
    Choose("LOOK", "Looked at me"),
    Choose("saved: Looked at me", "Greeted me"),
    Choose("first thing you notice", "Bad"),
    Choose("without tripping", "No"),
    *all_yes("floor clean", "smile or nod", "where to go without asking", yes="Yes"),
    Choose("Put right what is noticed first", "Due today"),
    Choose("Clear the way in now", "Fixed now"),
    *all_yes("how they can help", yes="Yes"),
    Choose("told how long", "Does not apply"),
    *all_yes("looking at a phone", yes="Yes"),
    Choose("talking among themselves", "Does not apply"),
    *all_yes("let you finish", "respectful", yes="Yes"),
    Press("without asking (a seat", "0"),
    *all_yes("what clients touch", "name of whoever serves", "kept private", yes="Yes"),
    Choose("what you came for", "Does not apply"),
    *all_yes("thank you or say goodbye", yes="Yes"),
    Choose("How did it end", "Worse than expected"),
    Choose("recognise you", "Yes"),
    Choose("kind of client", "Other: write it"),
    Enter("kind of client", "my cousin"),
    Choose("Everything is answered: 20 of 20", "Finish"),
]
NOBODY_LOOKS: Final[list[Step]] = [
    Choose("come in as a client", "I am at the door"),
    Choose("LOOK", "Nobody looked at me"),
    Choose("Looked at me Nobody looked at me", "Greeted me"),
    Choose("first thing you notice", "Good"),
    *all_yes("without tripping", "floor clean", "where to go without asking", yes="Yes"),
    Choose("Name who watches the door", "Due today"),
    Choose("how they can help", "save and leave"),
]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_bad_day_in_english(in_english: Program, size: tuple[int, int]) -> None:
    with in_english.terminal("walk-in", size=size) as terminal:
        walk(terminal, BAD_DAY)
        assert terminal.exit_code() == 0
        assert_all_fitted(terminal)
        # At the end: result and reason, what to fix, what the client will remember, the next command.
        for said in ("NOT PASSED", "tripping or slipping? No", "Put right what", "will remember"):
            assert said in terminal.text
        assert f"audit report visit {in_english.shown()['id'][:8]}" in terminal.text
        # What a phone has no room for is whole on a larger screen.
        assert ("…" in terminal.text) == (size == PHONE)
    score = in_english.shown()["score"]
    assert (score["result"], score["critical_below"]) == ("fail", ["path-clear"])


def test_the_key_of_nobody_says_who_did_not(in_english: Program) -> None:
    with in_english.terminal("walk-in") as terminal:
        walk(terminal, NOBODY_LOOKS[:2])
        terminal.wait_for("Nobody · Greeted me")
        assert "Nobody · Looked at me" not in terminal.text
        assert terminal.misfits == []


COUNTER: Final = """\
id: counter
version: "1"
title: Counter
sections:
  - id: bell
    title: Bell
    contact: reception
    clock:
      start: I rang
      marks: [{id: came, label: Somebody came}]
      nobody: {label: Nobody, ends: true}
    questions:
      - {id: seconds, ask: Seconds, type: seconds, from: start, to: came, standard: {at_most: 9}}
"""


def test_giving_up_fits_a_call_and_a_counter(in_english: Program) -> None:
    (in_english.home / "checklists").mkdir(parents=True)
    (in_english.home / "checklists" / "counter.yaml").write_text(COUNTER, encoding="utf-8")
    for command, began, nobody, again in (
        (["phone-test"], "I am dialling", "No answer", "Call again"),
        (["run", "counter"], "I rang", "Nobody", "Try again"),
    ):
        with in_english.terminal(*command) as terminal:
            terminal.choose(began, began)
            terminal.choose("--:--", nobody)
            terminal.choose("Nobody at the first attempt", again)
            terminal.choose("--:--", nobody)
            terminal.wait_for("Nobody, in 2 attempts")
            assert ("call 2" in terminal.text) == (command == ["phone-test"])
            terminal.choose("Nobody, in 2 attempts", "Stop: nobody was there")
            terminal.wait_for("At the end")
            assert terminal.misfits == []


def test_a_number_that_is_typed_is_ended_by_return_and_the_screen_says_so(program: Program) -> None:
    count = next(n for n, step in enumerate(WALK_IN) if step.shown == "sin que usted las pidiera")
    with program.terminal("walk-in") as terminal:
        walk(terminal, WALK_IN[:count])
        terminal.wait_for("> (una cifra, sin Enter)")
        terminal.choose("pidiera", "10 o más: escríbalo")
        terminal.wait_for("> (número y Enter)")
        terminal.press("12")
        terminal.wait_for("> 12 (número y Enter)")
        terminal.wait_for(lambda: True if terminal.typed == "> 12" else None)
        terminal.press("\r")
        terminal.wait_for("lo que el cliente toca")
        terminal.wait_for(lambda: True if "Enter" not in terminal.text else None)
        terminal.choose("lo que el cliente toca", "nota")
        terminal.wait_for("> (texto y Enter; Esc: cancelar)")
        terminal.press("polvo " * 10)
        terminal.wait_for("> polvo polvo polvo polvo polvo polvo polvo")
        terminal.wait_for(lambda: True if terminal.typed == "  polvo polvo polvo polvo " else None)
        terminal.press("\x1b")
        terminal.wait_for("No lo pude ver")
        terminal.press("\x1b[A")
        terminal.wait_for("Esa tecla no hace nada aquí")
        assert_all_fitted(terminal)


LANGUAGES: Final = {SPANISH: list, ENGLISH: in_english_words}


@pytest.mark.parametrize("locale", LANGUAGES, ids=["es", "en"])
def test_a_break_on_the_clock_a_correction_and_what_could_not_be_seen(
    tmp_path: Path, locale: str
) -> None:
    program, words = Program(tmp_path / "home", locale), LANGUAGES[locale]
    with program.terminal("walk-in") as terminal:
        walk(terminal, words(UNTIL_THE_BREAK))
        assert terminal.exit_code() == 0
        assert terminal.misfits == []
    with program.terminal("walk-in", "--resume", "last") as terminal:
        walk(terminal, words(AFTER_THE_BREAK))
        assert terminal.exit_code() == 0
        assert_all_fitted(terminal)
        assert terminal.lines[0].startswith(("SIN RESULTADO", "NO RESULT"))
    audit = program.shown()
    answers = {answer["question"]: answer for answer in audit["answers"]}
    assert answers["seconds-until-greeting"]["value"] == 12
    assert [answers[name]["value"] for name in ("floor-clean", "smiled")] == ["yes", "no"]
    assert {answers[name]["status"] for name in ("privacy-kept", "touch-clean")} == {"unseen"}
    assert audit["score"]["result"] == "undetermined"


def test_a_call_in_english_is_the_same(in_english: Program) -> None:
    score = by_keys(in_english, "phone-test", in_english_words(PHONE_TEST))["score"]
    found = (score["result"], score["percent"], score["met"], score["applicable"])
    assert found == SCORES["phone-test"]


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_a_stop_on_the_door_clock_is_a_break(in_english: Program, term: str) -> None:
    with in_english.terminal("walk-in", term=term) as terminal:
        walk(terminal, BAD_DAY[:2])
        terminal.wait_for("saved: Looked at me")
        terminal.signal(signal.SIGSTOP)
        terminal.signal(signal.SIGCONT)
        if terminal.by_lines:
            terminal.reply("3")  # to what was on the screen before
        terminal.choose("The clock stood still", "Nobody")
        terminal.choose("first thing you notice", "save and leave")
        assert terminal.exit_code() == 0
    answers = {answer["question"]: answer for answer in in_english.shown()["answers"]}
    assert answers["seconds-until-look"]["status"] == "given"
    assert answers["seconds-until-greeting"]["status"] == "never"


def test_nobody_looks_and_the_interview_goes_on(in_english: Program) -> None:
    with in_english.terminal("walk-in") as terminal:
        walk(terminal, NOBODY_LOOKS)
        assert terminal.exit_code() == 0
    answers = {answer["question"]: answer for answer in in_english.shown()["answers"]}
    assert answers["seconds-until-look"]["status"] == "never"
    assert answers["smiled"]["status"] == "not_asked"


def at_its_worst(step: Step) -> Step:
    """The same step with the worst answer that it can have."""
    worst = {"Sí": "No", "Amable": "Fría", "Mejor de lo esperado": "Peor de lo esperado"}
    return (
        step._replace(label=worst.get(step.label, step.label)) if isinstance(step, Choose) else step
    )


@pytest.mark.parametrize("size", [PHONE, (40, 30)], ids=["phone", "longer"])
def test_the_longest_summary_leaves_the_result_on_the_screen(
    program: Program, size: tuple[int, int]
) -> None:
    with program.terminal("phone-test", size=size) as terminal:
        walk(terminal, [at_its_worst(step) for step in PHONE_TEST])
        assert terminal.exit_code() == 0
        assert_all_fitted(terminal)
        for said in (
            "NO APROBADA",
            "fue respetuo",
            "Converse",
            "Cuando se sepa: audit answer",
        ):
            assert said in terminal.text
        # Where there is room more is named, and all that it needs is used.
        assert ("y 4 más" in terminal.text) == (size == PHONE)
        assert sum(map(bool, terminal.lines)) > size[1] - 8


def test_a_long_note_leaves_room_for_the_answers(program: Program) -> None:
    long = "barro, hojas y agua en la entrada " * 12
    with program.terminal("walk-in") as terminal:
        walk(terminal, [*WALK_IN[:6], Choose("El piso está limpio", "nota")])
        terminal.enter("Nota (solo Enter", long)
        terminal.choose("nota: barro", "No")
        terminal.choose("le sonrió", "guardar y salir")
        assert terminal.exit_code() == 0
        assert_all_fitted(terminal)
    floor = next(a for a in program.shown()["answers"] if a["question"] == "floor-clean")
    assert (floor["value"], floor["note"]) == ("no", long.strip())
