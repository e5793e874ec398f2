"""`audit questions`: the page on a screen, on a phone and in a pipe, and its JSON."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from audit_cli.commands.main import main
from audit_cli.insight.items import wilson

Run = Callable[..., tuple[int, str, str]]
CHECKLIST = """\
id: visit
version: "1.0"
title: {en: "Visit", es: "Visita"}
target: 85
sections:
  - id: all
    title: {en: "All", es: "Todo"}
    questions:
      - {id: floor, ask: {en: "Is the floor clean?", es: "¿El piso está limpio?"}, type: yes_no}
      - id: guard
        ask: {en: "Did the guard greet?", es: "¿Saludó el guardia?"}
        type: yes_no
        critical: true
        due: today
      - {id: sign, ask: {en: "Is there a sign?", es: "¿Hay un rótulo?"}, type: yes_no}
"""


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a home; returns its exit code, what it printed, and what it complained of."""
    monkeypatch.delenv("COLUMNS", raising=False)
    home = tmp_path / "home"
    (home / "checklists").mkdir(parents=True)
    (home / "checklists" / "visit.yaml").write_text(CHECKLIST, "utf-8")

    def running(*words: str, lang: str = "en") -> tuple[int, str, str]:
        code = main(["--home", str(home), "--lang", lang, *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return running


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    """Five audits: the floor was not met in four, and met last; the guard failed the last one."""
    answers = [("no", "yes")] * 4 + [("yes", "no")]
    for number, (floor, guard) in enumerate(answers):
        day = date.today() - timedelta(days=len(answers) - number)
        file = tmp_path / "a.yaml"
        file.write_text(
            f"checklist: visit\nat: {day}T09:15:00\n"
            f"answers: {{floor: {floor}, guard: {guard}, sign: yes}}\n",
            "utf-8",
        )
        assert run("run", "visit", "--answers", str(file))[0] == 0
    assert run("actions", "assign", "last", "--to", "reception")[0] == 0
    return run


def schema() -> Any:
    text = resources.files("audit_cli.reports").joinpath("questions.schema.json").read_text("utf-8")
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(json.loads(text), format_checker=checker)


def test_every_number(filled: Run) -> None:
    code, printed, said = filled("questions", "--json")
    assert (code, said) == (0, "")
    found = json.loads(printed)
    schema().validate(found)
    assert found["audits"] == 5
    floor, guard = found["questions"]
    lower, upper = wilson(4, 5)
    assert (floor["question"], floor["missed"], floor["judged"]) == ("floor", 4, 5)
    assert floor["interval"] == {"lower": lower, "upper": upper}
    assert (floor["since"], floor["serious"]) == (None, False)
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    assert (guard["question"], guard["serious"], guard["since"]) == ("guard", True, yesterday)
    assert (guard["action"]["to"], guard["action"]["due"]) == ("reception", yesterday)
    assert not schema().is_valid({**found, "audits": -1})


def test_the_page_in_a_pipe(filled: Run) -> None:
    _, printed, _ = filled("questions", lang="es")
    lines = [line.rstrip() for line in printed.splitlines()]
    assert lines[0].startswith("Lo que no se cumplió, desde el ")
    assert lines[0].endswith("(5 auditorías)")
    assert lines[2].split("  ")[0] == "4 de 5"
    assert "¿El piso está limpio?" in lines[2]
    assert any("la última vez se cumplió" in line for line in lines)
    assert any(line.startswith("grave") for line in lines)
    assert any(
        "(para: reception; atrasada desde " in line or "(para: reception; vencida desde " in line
        for line in lines
    )


def test_weeks_and_names(filled: Run) -> None:
    everything = json.loads(filled("questions", "--weeks", "0", "--json")[1])
    assert len(everything["questions"]) == 2
    year = filled("questions", "--weeks", "52", "--site", "main", "--checklist", "visit", "--json")
    assert json.loads(year[1])["questions"] == everything["questions"]
    ever = filled("questions", "--weeks", "999999", "--json")  # more than the calendar has
    assert json.loads(ever[1]) == everything
    code, printed, complaint = filled("questions", "--checklist", "visitt")
    assert (code, printed) == (2, "")
    assert "visit" in complaint


def test_without_an_audit_it_says_how_to_begin(run: Run) -> None:
    code, printed, said = run("questions")
    assert (code, printed) == (0, "")
    assert "Begin with: " in said
    code, printed, _ = run("questions", "--json")
    schema().validate(json.loads(printed))
    assert json.loads(printed)["questions"] == []


def test_where_everything_was_met_it_says_so(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    moment = datetime.now().isoformat(timespec="seconds")
    file.write_text(
        f"checklist: visit\nat: {moment}\nanswers: {{floor: yes, guard: yes, sign: yes}}\n", "utf-8"
    )
    assert run("run", "visit", "--answers", str(file))[0] == 0
    assert run("questions")[1].endswith("\nEverything was met.\n")


def test_on_a_phone_nothing_is_wider_than_the_screen(
    filled: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    _, printed, _ = filled("questions", lang="es")
    assert max(map(len, printed.splitlines())) <= 40
    assert "grave" in map(str.strip, printed.splitlines())
