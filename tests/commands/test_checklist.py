"""`checklist list`, `show`, `new`, `validate`, as they are typed."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from audit_cli.commands.main import main

SAMPLES = Path(__file__).parents[1] / "checklists"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a home of its own; returns its exit code, stdout and stderr."""

    def running(*words: str, language: str = "en", columns: int = 80) -> tuple[int, str, str]:
        monkeypatch.setenv("COLUMNS", str(columns))
        code = main(["--home", str(tmp_path), "--lang", language, *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return running


def test_the_list(run: Run, tmp_path: Path) -> None:
    run("checklist", "new", "shop")
    (tmp_path / "checklists" / "broken.yaml").write_text("id: [", encoding="utf-8")
    code, out, err = run("checklist", "list")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    broken = lines[0]
    [shop] = (line for line in lines if line.startswith("shop "))
    assert broken.split("  ", 1)[0] == "broken"
    assert "(yours)" in broken
    assert "  has mistakes; see: audit checklist validate broken" in out
    assert shop.split()[1:3] == ["shop", "(yours)"]
    assert "  7 questions, 13 points\n" in out
    assert any(line.split()[:2] == ["walk-in", "Walk-in"] for line in lines)
    listed = {entry["name"]: entry for entry in json.loads(run("checklist", "list", "--json")[1])}
    assert listed["broken"] == {"name": "broken", "own": True, "valid": False}
    assert listed["walk-in"]["possible"] == 38
    assert [*listed].index("walk-in") < [*listed].index("walk-in-clinic")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize(
    "name",
    [
        *("walk-in", "phone-test", "complaint", "client-voice"),
        str(SAMPLES / "valid" / "every-feature.yaml"),
    ],
)
def test_show_fits_the_screen(run: Run, name: str, language: str, columns: int) -> None:
    code, out, _ = run("checklist", "show", name, language=language, columns=columns)
    assert code == 0
    assert max(map(len, out.splitlines())) <= columns
    assert "None" not in out


def test_show_says_what_is_expected_and_what_to_do(run: Run) -> None:
    out = run("checklist", "show", "walk-in")[1]
    assert "    expected: yes · points: 3 · serious\n    if not: Clear the way in now, so" in out
    assert "at most 30 s (better: 10 s) · points: 3 · serious above" in out
    assert "20 questions · 38 points · passes with 85% · takes about 3 min\n" in out
    assert (
        "only if: Times you were put on hold → more than 0"
        in run("checklist", "show", "phone-test")[1]
    )


def test_a_case_and_a_voice_say_what_they_are(run: Run) -> None:
    case = run("checklist", "show", "complaint", columns=100)[1]
    assert "14 questions · 23 points · passes with 85% · opening takes about 1 min\n" in case
    assert "a case: it stays open until it is settled" in case
    voice = run("checklist", "show", "client-voice", language="es")[1]
    assert "6 preguntas · toma cerca de 1 min\n" in voice
    assert "responden sus clientes, sin puntos" in voice
    assert "puntos: " not in voice


def test_show_as_json(run: Run) -> None:
    shown = json.loads(run("checklist", "show", "walk-in", "--json")[1])
    assert (shown["kind"], shown["minutes"]) == ("audit", 3)
    assert (shown["id"], shown["possible"], len(shown["sections"])) == ("walk-in", 38, 4)


def test_an_unknown_name(run: Run) -> None:
    code, _, err = run("checklist", "show", "walkin")
    assert (code, err) == (2, "audit: there is no checklist `walkin`; did you mean `walk-in`?\n")


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_new_checklist_is_valid_and_never_overwritten(
    run: Run, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "checklists" / "shop.yaml"
    assert run("checklist", "new", "shop", language=language)[0] == 0
    assert path.stat().st_mode & 0o777 == 0o600
    assert run("checklist", "validate", "shop", language=language)[0] == 0
    path.write_text("mine", encoding="utf-8")
    code, _, err = run("checklist", "new", "shop", language=language)
    assert code == 2
    assert str(path) in err
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["walk-in", "My Shop", "../x", ""])
def test_a_name_that_will_not_do(run: Run, tmp_path: Path, name: str) -> None:
    assert run("checklist", "new", name)[0] == 2
    assert not (tmp_path / "checklists").exists()


def test_all_are_validated(run: Run) -> None:
    assert run("checklist", "validate") == (0, "checklists: 13, errors: 0, warnings: 0\n", "")
    assert run("checklist", "validate", "--quiet") == (0, "", "")


def test_problems_stand_on_a_line_each_and_count(run: Run) -> None:
    names = [str(SAMPLES / "invalid" / f"{n}.yaml") for n in ("unknown-type", "warning-user")]
    code, out, _ = run("checklist", "validate", *names)
    lines = out.splitlines()
    assert code == 4
    assert lines[0] == f"{names[0]}:10:15: `yesno` is not known here; did you mean `yes_no`?"
    assert lines[1].startswith(f"{names[1]}:9:19: warning: `users`")
    assert lines[-1] == "checklists: 2, errors: 1, warnings: 2"
    assert run("checklist", "validate", names[1])[0] == 0
    facts = json.loads(run("checklist", "validate", *names, "--json")[1])
    assert facts[0] == {
        "file": names[0],
        "line": 10,
        "column": 15,
        "warning": False,
        "message": "`yesno` is not known here; did you mean `yes_no`?",
    }


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"id: 'x\n")))
    code, out, _ = run("checklist", "validate", "-")
    assert code == 4
    assert out.startswith("-:1:5: the quote opened here is never closed")


def test_strict_ends_with_its_warnings(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "weak.yaml"
    ask = "sections: [{id: s, title: T, questions: [{id: q, ask: 'Was it dirty?', type: yes_no, source: x}]}]"
    path.write_text(f'id: weak\nversion: "1"\ntitle: T\n{ask}\n', "utf-8")
    assert run("checklist", "validate", str(path))[0] == 0
    code, out, _ = run("checklist", "validate", "--strict", str(path))
    assert code == 4
    assert out.endswith("not “dirty”\nchecklists: 1, errors: 0, warnings: 1\n")
    assert run("checklist", "validate", "--strict")[:2] == (
        0,
        "checklists: 13, errors: 0, warnings: 0\n",
    )
