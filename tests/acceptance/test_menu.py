"""`audit` alone, and each command whose arguments a person chooses, on a phone in both languages."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Final

import pytest

from audit_cli.language.weeks import week_after, week_of

from .program import ENGLISH, PHONE, SPANISH, Program, installed
from .terminal import Terminal
from .walks import WALK_IN, walk

EXAMPLE: Final = Path(__file__).parents[1] / "interview" / "example.yaml"
WORDS: Final = {
    SPANISH: {
        "now": "¿Qué hacemos ahora?", "leave": "salir", "visit": "La visita: entre como cliente",
        "call": "La llamada: pregunte por usted", "list": "Otra lista", "which list": "¿Qué lista?",
        "go on": "Seguir: 1 sin terminar", "late": "Respuestas que faltan: 1 auditoría",
        "last": "El último informe", "see": "Ver el informe", "week": "La semana", "done": "listo",
        "due": "Por hacer", "which action": "¿Qué está hecho?", "is done": "Está hecho",
        "with note": "Hecho, con una nota", "which": "¿Qué auditoría?", "answer": "¿Qué respuesta?",
        "yes": "Sí", "why": "¿Por qué?", "floor": "¿El piso está limpio?", "back": "atrás",
        "kept": "✓ ¿El piso está limpio? Sí", "save": "g", "mud": "«mud at the door»", "briefing": "Llame desde",
        "sure": "reloj está corriendo", "stood": "El reloj se detuvo", "door": "Estoy en la puerta",
        "mark": "¿Qué acaba de pasar?", "greeted": "Me saludó", "marked": "✓ marcado: Me saludó",
        "no clock": "No hay nada que elegir.", "noted": "✓ anotado", "note": "La nota y Enter",
        "aside": "✓ apartada", "taken": "recuperada", "open": "Abrirlo en el navegador",
        "promise": "dijo que le devolvería la llamada", "result": "Visita · centro",
        "digit": "sin Enter", "fixed": "Borrarla", "gone": "✓ nota borrada",
    },
    ENGLISH: {
        "now": "What now?", "leave": "leave", "visit": "The visit: come in as a client",
        "call": "The call: ask for yourself", "list": "Another list", "which list": "Which list?",
        "go on": "Go on: 1 unfinished", "late": "Late answers: 1 audit waits",
        "last": "The last report", "see": "See the report", "week": "The week", "done": "done",
        "due": "To be done", "which action": "What is done?", "is done": "It is done",
        "with note": "Done, with a note", "which": "Which audit?", "answer": "Which answer?",
        "yes": "Yes", "why": "Why?", "floor": "Is the floor clean?", "back": "back",
        "kept": "✓ Is the floor clean? Yes", "save": "q", "mud": "“mud at the door”", "briefing": "Call from",
        "sure": "clock is running", "stood": "The clock stood still", "door": "I am at the door",
        "mark": "What happened just now?", "greeted": "Greeted me", "marked": "✓ marked: Greeted me",
        "no clock": "There is nothing to choose from.", "noted": "✓ noted", "note": "The note, then Enter",
        "aside": "✓ set aside", "taken": "brought back", "open": "Open it in the browser",
        "digit": "no Enter needed", "result": "Walk-in · centro", "fixed": "Delete it",
        "gone": "✓ the note is deleted",
    },
}  # fmt: skip

LATER: Final = """\
id: later
version: "1.0"
title: "Later"
sections:
  - id: all
    title: "All"
    questions:
      - {id: called, ask: "Did they call back?", type: yes_no, pending: true}
      - {id: kind, ask: "Were they kind?", type: yes_no, only_if: {question: called, is: "yes"}}
"""


@pytest.fixture(params=WORDS, ids=["es", "en"])
def told(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Program, dict[str, str]]:
    """The program with one audit in its home, which has an action, and its words in a language."""
    program = Program(tmp_path / "home", request.param)
    program.good("import", str(EXAMPLE))
    return program, WORDS[request.param]


def begins(terminal: Terminal, shown: str, label: str) -> None:
    """Press the key beside a label of which the screen shows only the beginning."""

    def key() -> str | None:
        found = [re.match(r" (\d)  (.*)", line) for line in terminal.lines]
        keys = [m[1] for m in found if m and m[2].startswith(label)]
        return keys[0] if keys and shown in terminal.text else None

    terminal.reply(terminal.wait_for(key))


def ended(terminal: Terminal) -> None:
    """It has ended well, and every screen fitted."""
    assert terminal.exit_code() == 0
    assert terminal.misfits == []


def saved(terminal: Terminal, word: dict[str, str]) -> None:
    """Save and leave by its key, which asks once while the door's clock runs."""
    terminal.wait_for(word["greeted"])
    terminal.press(word["save"])
    terminal.wait_for(word["sure"])
    terminal.press(word["save"])


def pending(program: Program, tmp_path: Path) -> None:
    """Store an audit that waits for an answer."""
    file = tmp_path / "follow-up.yaml"
    (program.home / "checklists").mkdir(exist_ok=True)
    (program.home / "checklists" / "follow-up.yaml").write_text(FOLLOW_UP, "utf-8")
    file.write_text("checklist: follow-up\nanswers: {polite: yes, called-back: pending}\n", "utf-8")
    program.good("import", str(file))


FOLLOW_UP: Final = """\
id: follow-up
version: "1"
title: {en: Follow-up, es: Seguimiento}
sections:
  - id: s
    title: {en: Later, es: Después}
    questions:
      - {id: polite, ask: {en: "Polite?", es: "¿Amable?"}, type: yes_no}
      - {id: called-back, ask: {en: "Called back?", es: "¿Devolvieron la llamada?"}, type: yes_no, pending: true}
"""


def test_the_menu_from_first_to_last(told: tuple[Program, dict[str, str]], tmp_path: Path) -> None:
    program, word = told
    pending(program, tmp_path)
    with program.terminal() as terminal:
        # A visit that is begun and left, which then waits, with a late answer.
        terminal.choose(word["now"], word["visit"])
        terminal.choose(word["door"], word["door"])
        saved(terminal, word)
        terminal.choose(word["now"], word["go on"])
        begins(terminal, word["which"], "")
        terminal.wait_for(word["stood"])
        terminal.press(word["save"])
        # Leaving a briefing comes back too.
        terminal.choose(word["now"], word["call"])
        terminal.choose(word["briefing"], word["leave"])
        terminal.choose(word["now"], word["list"])
        terminal.choose(word["which list"], word["leave"])
        # A late answer.
        terminal.choose(word["now"], word["late"])
        begins(terminal, word["which"], "")
        begins(terminal, word["answer"], "")
        terminal.choose("?", word["yes"])
        terminal.wait_for(word["now"])
        # What is due: done with a note.
        begins(terminal, word["now"], word["due"])
        begins(terminal, word["which action"], "")
        terminal.choose(word["is done"], word["with note"])
        terminal.enter("(", "mopped")
        terminal.wait_for(word["now"])
        # The last report, page by page, and the week.
        terminal.choose(word["now"], word["last"])
        terminal.choose(word["see"], word["see"])
        terminal.wait_for("1/")
        terminal.press(word["save"])
        terminal.choose(word["see"], word["done"])
        terminal.choose(word["now"], word["week"])
        terminal.choose(word["see"], word["see"])
        terminal.wait_for("1/")
        terminal.press(word["save"])
        terminal.choose(word["see"], word["done"])
        terminal.choose(word["now"], word["leave"])
        ended(terminal)
    assert program.inside("actions", "list", "--json").out == "[]\n"
    assert "mopped" in program.good("actions", "list", "--all", "--json")


@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
def test_a_late_report_is_written_from_the_menu(in_english: Program, term: str) -> None:
    week = week_after(week_of(date.today()), -3)
    in_english.good("report", "weekly", "--week", week)
    with in_english.terminal(term=term) as terminal:
        terminal.choose("What now?", "The weekly report is late: write it")
        terminal.wait_for("✓ written:")
        if not terminal.by_lines:  # the path is longer than a line: a page of its own
            terminal.press("q")
        terminal.choose("The visit", "leave")
        assert terminal.exit_code() == 0
    assert len(list((in_english.home / "reports").glob("weekly-*.html"))) == 3


def test_elsewhere_there_is_the_help(program: Program) -> None:
    done = program.run()
    assert done.code == 2
    assert "walk-in" in done.err


def test_after_an_audit_its_report_is_offered(program: Program) -> None:
    with program.terminal("walk-in") as terminal:
        walk(terminal, WALK_IN)
        terminal.choose("Terminada y guardada", "Ver el informe")
        terminal.wait_for("1/")
        terminal.press("g")
        terminal.choose("Terminada y guardada", "listo")
        terminal.wait_for("Informe:")
        ended(terminal)


@pytest.mark.parametrize("entry", ["last", "week"])
def test_a_report_opens_where_nothing_is_to_be_said(
    told: tuple[Program, dict[str, str]], entry: str
) -> None:
    program, word = told
    surroundings = program.environment(TERM="xterm-256color", BROWSER="true %s")
    with Terminal([*installed(), "--quiet"], surroundings, PHONE) as terminal:
        terminal.choose(word["now"], word[entry])
        terminal.choose(word["see"], word["open"])
        terminal.choose(word["see"], word["done"])
        terminal.choose(word["now"], word["leave"])
        ended(terminal)


def test_what_a_late_answer_opens_is_asked_behind_it(in_english: Program) -> None:
    folder = in_english.home / "checklists"
    folder.mkdir(parents=True)
    (folder / "later.yaml").write_text(LATER, "utf-8")
    in_english.good("run", "later", "--answers", "-", lines="answers: {called: pending}\n")
    with in_english.terminal("answer") as terminal:
        begins(terminal, "Which audit?", "")
        begins(terminal, "Which answer?", "")
        terminal.choose("Did they call back?", "Yes")
        terminal.choose("Were they kind?", "Yes")
        ended(terminal)
    assert [answer["value"] for answer in in_english.shown()["answers"]] == ["yes", "yes"]


def test_a_count_is_corrected_by_one_digit(told: tuple[Program, dict[str, str]]) -> None:
    program, word = told
    with program.terminal("amend", "last") as terminal:
        for page in ("1/", "2/"):
            terminal.wait_for(page)
            terminal.press("m")
        terminal.wait_for("3/")
        terminal.press("2")
        terminal.wait_for(word["digit"])
        terminal.press("3")
        terminal.enter(word["why"], "a seat, too")
        ended(terminal)
    [answer] = [a for a in program.shown()["answers"] if a["question"] == "help-unasked"]
    assert (answer["value"], answer["amended"]) == (3, True)


def test_an_answer_is_corrected_by_choice(told: tuple[Program, dict[str, str]]) -> None:
    program, word = told
    with program.terminal("amend") as terminal:
        begins(terminal, word["which"], "")
        terminal.wait_for(word["answer"])
        terminal.press("3")
        terminal.choose(word["floor"], word["yes"])
        terminal.enter(word["why"], "it was wet")
        terminal.wait_for(word["kept"])
        terminal.choose(word["which"], word["leave"])
        terminal.wait_for(word["floor"])
        ended(terminal)
    [answer] = [a for a in program.shown()["answers"] if a["question"] == "floor-clean"]
    assert (answer["value"], answer["amended"]) == ("yes", True)


def test_a_late_answer_is_given_by_choice(
    told: tuple[Program, dict[str, str]], tmp_path: Path
) -> None:
    program, word = told
    pending(program, tmp_path)
    with program.terminal("answer") as terminal:
        begins(terminal, word["which"], "")
        begins(terminal, word["answer"], "")
        terminal.choose("?", word["yes"])
        ended(terminal)
    assert program.shown()["answers"][1]["value"] == "yes"


def test_a_note_is_written_and_deleted_by_choice(told: tuple[Program, dict[str, str]]) -> None:
    program, word = told
    with program.terminal("note") as terminal:
        begins(terminal, word["which"], "")
        begins(terminal, word["answer"], word["mud"])  # noted ones come first
        terminal.choose(word["floor"], word["fixed"])
        terminal.wait_for(word["gone"])
        begins(terminal, word["which"], "")
        terminal.wait_for(word["answer"])
        terminal.press("2")
        terminal.enter(word["note"], "a crate")
        terminal.wait_for(word["noted"])
        terminal.press(word["save"])
        ended(terminal)
    notes = [a["note"] for a in program.shown()["answers"] if a["note"]]
    assert notes == ["a crate"]


def test_a_mark_is_set_by_choice(told: tuple[Program, dict[str, str]]) -> None:
    program, word = told
    with program.terminal("mark") as terminal:
        terminal.wait_for(word["no clock"])
        ended(terminal)
    with program.terminal("walk-in") as terminal:
        terminal.choose(word["door"], word["door"])
        saved(terminal, word)
        assert terminal.exit_code() == 0
    with program.terminal("mark") as terminal:
        begins(terminal, word["which"], "")
        terminal.choose(word["mark"], word["greeted"])
        terminal.enter("9:15", f"{datetime.now():%H:%M:%S}")
        terminal.wait_for(word["marked"][2:])
        ended(terminal)


def test_audits_are_set_aside_and_taken_back_by_choice(
    told: tuple[Program, dict[str, str]],
) -> None:
    program, word = told
    with program.terminal("discard") as terminal:
        begins(terminal, word["which"], "")
        terminal.enter(word["why"], "a trial")
        ended(terminal)
    assert program.inside("show", "last").code == 2
    with program.terminal("restore") as terminal:
        begins(terminal, word["which"], "")
        terminal.wait_for(word["taken"])
        ended(terminal)
    assert program.shown()["state"] == "finished"


def test_an_action_is_done_and_an_audit_shown_by_choice(
    told: tuple[Program, dict[str, str]],
) -> None:
    program, word = told
    with program.terminal("actions", "done") as terminal:
        begins(terminal, word["which action"], "")
        terminal.choose(word["is done"], word["is done"])
        ended(terminal)
    assert program.good("actions", "list", "--json") == "[]\n"
    with program.terminal("show") as terminal:
        begins(terminal, word["which"], "")
        terminal.wait_for(word["result"])
        terminal.press(word["save"])
        terminal.choose(word["which"], word["leave"])
        ended(terminal)


@pytest.mark.parametrize(
    "command",
    ["answer", "amend", "note", "mark", "discard", "restore", "show", "actions done"],
)
def test_without_a_terminal_what_is_missing_is_said(in_english: Program, command: str) -> None:
    done = in_english.inside(*command.split())
    assert (done.code, done.err) == (2, f"audit: ID is missing\nsee `audit {command} --help`\n")


def test_unfinished_audits_are_listed_at_the_start(program: Program) -> None:
    for _number in range(2):
        with program.terminal("walk-in", "--new") as terminal:
            terminal.choose("Estoy en la puerta", "Estoy en la puerta")
            saved(terminal, WORDS[SPANISH])
            assert terminal.exit_code() == 0
    with program.terminal("walk-in") as terminal:
        terminal.wait_for("¿Seguir con una?")
        terminal.press("2")
        terminal.wait_for(WORDS[SPANISH]["stood"])
        terminal.press("g")
        assert terminal.exit_code() == 0


def test_the_first_settings_are_asked_again_and_shown(program: Program) -> None:
    with program.terminal("init") as terminal:
        terminal.enter(">", "cuando pude")
        terminal.enter("no es una fecha", "2026-11-16")
        terminal.wait_for("staff_told: 2026-11-16")
        assert terminal.exit_code() == 0
        assert not [
            said
            for said in terminal.misfits
            if said.startswith("wider") and "audit.yaml" not in said
        ]


def test_ctrl_c_under_make_is_no_error(program: Program) -> None:
    project = Path(__file__).parents[2]
    command = ["make", "--no-print-directory", "-C", str(project), "walk-in"]
    environment = program.environment(TERM="xterm-256color")
    with Terminal(command, environment) as terminal:
        terminal.wait_for("Estoy en la puerta")
        terminal.press("\x03")
        assert terminal.exit_code() in (0, -2, 130)
        assert "***" not in terminal.output
