"""With several sites the program asks at which one it is, and where it can't ask it says which there are."""

import json
from typing import Final

import pytest

from .program import SPANISH, Program
from .test_walks import assert_all_fitted
from .walks import WALK_IN, Choose, walk

THREE: Final = """\
sites:
  - {id: centro, name: "Sede Centro"}
  - {id: norte, time_zone: America/Bogota}
  - {id: sur}
"""
MANY: Final = "sites:\n" + "".join(f"  - {{id: sucursal-{n}}}\n" for n in range(1, 13))
LEAVE: Final = Choose("Salga y entre como cliente", "salir")


def settle(program: Program, settings: str) -> Program:
    program.home.mkdir(exist_ok=True)
    (program.home / "audit.yaml").write_text(settings, encoding="utf-8")
    return program


def sites_of(program: Program) -> list[str]:
    return [audit["site"] for audit in json.loads(program.good("list", "--json"))]


@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
def test_a_person_is_asked(program: Program, term: str) -> None:
    settle(program, THREE)
    with program.terminal("walk-in", term=term) as terminal:
        terminal.wait_for("Sede Centro")
        assert "¿En qué sede?" in terminal.text
        terminal.choose("¿En qué sede?", "norte")
        walk(terminal, WALK_IN)
        assert terminal.exit_code() == 0
        if term != "dumb":
            assert_all_fitted(terminal)
    assert sites_of(program) == ["norte"]
    assert program.shown()["time_zone"] == "America/Bogota"


def test_leaving_at_the_sites_leaves_nothing(program: Program) -> None:
    with settle(program, THREE).terminal("phone-test") as terminal:
        terminal.choose("¿En qué sede?", "salir")
        assert terminal.exit_code() == 0
        assert not any(terminal.lines)
    assert sites_of(program) == []


@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
def test_nine_sites_fit_on_a_phone_and_more_are_on_the_next_screen(
    program: Program, term: str
) -> None:
    settle(program, MANY)
    with program.terminal("walk-in", term=term) as terminal:
        terminal.wait_for("sucursal-9")
        terminal.choose("¿En qué sede?", "más")
        terminal.choose("sucursal-12", "sucursal-11")
        terminal.wait_for("Visita · sucursal-11")
        assert terminal.by_lines or terminal.misfits == []


def test_by_lines_a_site_can_be_named(program: Program) -> None:
    with settle(program, MANY).terminal("walk-in", term="dumb") as terminal:
        terminal.enter("¿En qué sede?", "sucursal-12")
        terminal.wait_for("Visita · sucursal-12")


def test_the_moment_of_an_audit_is_that_of_the_site(program: Program) -> None:
    settle(program, THREE)
    with program.terminal("walk-in", "--at", "2026-11-16T09:15") as terminal:
        terminal.choose("¿En qué sede?", "norte")
        terminal.choose("Salga y entre como cliente", "Comenzar")
        terminal.choose("primero que nota", "guardar y salir")
        assert terminal.exit_code() == 0
    assert program.shown()["started_at"] == "2026-11-16T09:15:00-05:00"


def test_who_goes_on_is_not_asked(program: Program) -> None:
    settle(program, THREE)
    with program.terminal("walk-in", "--site", "sur") as terminal:
        terminal.choose("Salga y entre como cliente", "Estoy en la puerta")
        terminal.choose("MIRE", "guardar y salir")
        terminal.choose("reloj está corriendo", "guardar y salir")
        assert terminal.exit_code() == 0
    with program.terminal("walk-in", "--resume", "last") as terminal:
        terminal.wait_for("El reloj se detuvo")
        assert not any("sede" in line for picture in terminal.pictures for line in picture)


@pytest.mark.parametrize("settings", ["", "sites: [{id: sur}]\n", THREE])
def test_who_named_the_site_or_has_one_is_not_asked(program: Program, settings: str) -> None:
    options = ["--site", "sur"] if settings == THREE else []
    with settle(program, settings).terminal("walk-in", *options) as terminal:
        terminal.wait_for("Estoy en la puerta")
        assert terminal.lines[0] == ("Visita · sur" if settings else "Visita")  # not `main`
        assert not any("sede" in line for picture in terminal.pictures for line in picture)


UNNAMED: Final = {
    "lines of a pipe": (["walk-in"], "1\nnormal\n", 2),
    "no questions": (["walk-in", "--no-input"], "", 2),
    "answers": (
        ["run", "walk-in", "--answers", "-", "--draft"],
        "answers: {path-clear: yes}\n",
        4,
    ),
    "something to do": (["actions", "add", "Barrer"], "", 2),
}


@pytest.mark.parametrize("how", UNNAMED)
def test_where_nobody_can_be_asked_the_sites_are_named(program: Program, how: str) -> None:
    arguments, lines, code = UNNAMED[how]
    for settled in (program, Program(program.home, "en_US.UTF-8")):
        done = settle(settled, THREE).run(*arguments, lines=lines)
        said = (
            "indique la sede: --site centro (o norte, sur)"
            if settled.locale == SPANISH
            else "name the site: --site centro (or norte, sur)"
        )
        assert (done.code, done.out) == (code, "")
        assert said in done.err
        assert "main" not in done.err
    assert sites_of(program) == []


def test_a_file_that_is_imported_names_the_site_itself(program: Program) -> None:
    done = settle(program, THREE).run(
        "import", "-", lines="checklist: walk-in\nanswers: {path-clear: yes}\n"
    )
    assert done.code == 4
    assert "indique la sede: `site: centro` (o norte, sur)" in done.err
