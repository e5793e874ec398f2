"""Whatever stops an interview: what was answered is kept, and going on begins at the very question."""

import signal
from typing import Final

import pytest

from .program import Program
from .terminal import PATIENCE, Terminal
from .walks import AT_THE_DOOR, Step, walk

UNTIL_THE_SMILE: Final = AT_THE_DOOR[:9]  # path, floor and its note are answered; 5 of 20


def stop(terminal: Terminal, how: str) -> None:
    """Press Ctrl-C, or send a signal."""
    if how == "ctrl-c":
        terminal.press("\x03")
    else:
        terminal.signal(getattr(signal, how))


def walk_until_stopped(program: Program, steps: list[Step], how: str) -> tuple[int, str]:
    """The exit code, and what is left on the screen."""
    with program.terminal("walk-in") as terminal:
        walk(terminal, steps)
        terminal.wait_for("le sonrió")
        stop(terminal, how)
        return terminal.exit_code(), terminal.text


@pytest.mark.parametrize(
    ("how", "code"), [("ctrl-c", 130), ("SIGTERM", 143), ("SIGHUP", 129)], ids=str
)
def test_a_signal_saves_and_says_how_to_go_on(program: Program, how: str, code: int) -> None:
    ended, left_behind = walk_until_stopped(program, UNTIL_THE_SMILE, how)
    assert ended == code
    audit = program.shown()
    assert audit["state"] == "draft"
    assert f"Guardado. Para seguir: audit walk-in --resume {audit['id'][:8]}" in left_behind

    with program.terminal("walk-in") as terminal:
        terminal.wait_for("5 de 20 respuestas")
        terminal.choose("Hay una auditoría sin terminar", "Seguir con ella")
        terminal.wait_for("le sonrió")
        terminal.choose("le sonrió", "guardar y salir")
        assert terminal.exit_code() == 0
        assert terminal.misfits == []


@pytest.mark.parametrize("how", ["leave", "SIGKILL"])
def test_the_time_away_from_the_door_does_not_count(program: Program, how: str) -> None:
    with program.terminal("walk-in") as terminal:
        walk(terminal, AT_THE_DOOR[:2])
        terminal.wait_for("✓ guardado: Me miró")
        if how == "leave":
            terminal.choose("✓ guardado: Me miró", "guardar y salir")
            terminal.choose("reloj está corriendo", "guardar y salir")
            assert terminal.exit_code() == 0
        else:
            terminal.kill()
    with program.terminal("walk-in", "--resume", program.shown()["id"][:6]) as terminal:
        terminal.wait_for("primer saludo hablado")
        terminal.enter("El reloj se detuvo mientras no estaba", "9")
        terminal.choose("primero que nota", "guardar y salir")
        assert terminal.exit_code() == 0
    answers = {answer["question"]: answer for answer in program.shown()["answers"]}
    assert answers["seconds-until-look"]["status"] == "given"
    assert answers["seconds-until-greeting"]["value"] == 9


def test_a_new_one_can_begin_beside_the_unfinished_one(program: Program) -> None:
    walk_until_stopped(program, UNTIL_THE_SMILE, "ctrl-c")
    first = program.shown()["id"]
    with program.terminal("walk-in") as terminal:
        terminal.choose("Hay una auditoría sin terminar", "Comenzar otra")
        terminal.choose("Salga y entre como cliente", "Estoy en la puerta")
        terminal.choose("MIRE", "guardar y salir")
        terminal.choose("reloj está corriendo", "guardar y salir")
        assert terminal.exit_code() == 0
    assert program.shown()["id"] != first
    assert program.shown(first)["state"] == "draft"


def test_leaving_at_the_briefing_leaves_nothing(program: Program) -> None:
    with program.terminal("walk-in") as terminal:
        terminal.choose("Salga y entre como cliente", "salir")
        assert terminal.exit_code() == 0
    assert "Aún no hay auditorías" in program.run("list").said


def test_stdin_closed_in_mid_audit_is_saved_and_told(program: Program) -> None:
    done = program.run("walk-in", lines="1\nnormal\nsí\n")
    audit = program.shown()
    assert done.code == 1
    assert f"audit walk-in --resume {audit['id'][:8]}" in done.err
    assert [a["value"] for a in audit["answers"]][:2] == ["meets", "yes"]
    assert "Traceback" not in done.said


def test_the_terminal_goes_away(program: Program) -> None:
    """A closed window is a hang-up without anybody to tell."""
    with program.terminal("walk-in") as terminal:
        walk(terminal, UNTIL_THE_SMILE)
        terminal.wait_for("le sonrió")
        terminal.close()
        assert terminal.process.wait(PATIENCE) == 129
    assert program.shown()["state"] == "draft"
