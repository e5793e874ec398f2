"""`import`, `export`, `backup`, `doctor`, as they are typed."""

import io
import json
import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from audit_cli.commands.main import main
from audit_cli.store.faults import ChainMoved
from audit_cli.store.incoming import Incoming

ANSWERS = """
checklist: walk-in
at: 2026-11-16T09:15:00-06:00
answers:
  first-thing-noticed: ordinary
  path-clear: yes
  floor-clean: {value: no, note: mud at the door}
  seconds-until-look: 4
  smiled: sí
  where-to-go-clear: yes
  seconds-until-greeting: 12
  asked-how-to-help: yes
  wait-told: na
  phones-away: yes
  help-unasked: 1
  touch-clean: yes
  name-known: yes
  privacy-kept: yes
  how-it-ended: as expected
  clients-first: na
  heard-out: yes
  all-respectful: yes
  left-oriented: na
  thanked: yes
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in a home; returns its exit code, what it printed, and what it complained of."""

    def running(*words: str, home: str = "home") -> tuple[int, str, str]:
        code = main(["--home", str(tmp_path / home), "--lang", "en", *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return running


@pytest.fixture
def answers(tmp_path: Path) -> str:
    path = tmp_path / "answers.yaml"
    path.write_text(ANSWERS, "utf-8")
    return str(path)


def test_answers_are_stored_once(run: Run, answers: str) -> None:
    code, said, complaint = run("import", answers)
    counts, *back = said.splitlines()
    assert (code, counts, complaint) == (0, "stored: 1, continued: 0, known already: 0", "")
    assert run("import", answers, answers)[1] == "stored: 0, continued: 0, known already: 2\n"
    assert run("import", answers, "--quiet") == (0, "", "")
    # The line that takes it back is one to run.
    assert back[0] == "To undo it:"
    assert run(*back[1].split()[1:])[0] == 0
    assert [one["state"] for one in json.loads(run("list", "--json")[1])] == ["discarded"]


def test_an_export_moves_to_another_home_exactly(
    run: Run, answers: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("import", answers)
    file = tmp_path / "history.jsonl"
    assert run("export", "-o", str(file)) == (0, "", f"{file}\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    said = run("import", str(file), home="other")[1].splitlines()
    assert said[:2] == ["stored: 1, continued: 0, known already: 0", "To undo it:"]
    assert run("export", home="other")[1] == file.read_text("utf-8")

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    pipe = io.TextIOWrapper(Pipe(file.read_bytes()))
    monkeypatch.setattr("sys.stdin", pipe)
    assert run("import", "-", home="third")[1].startswith(
        "stored: 1, continued: 0, known already: 0\n"
    )


def test_one_bad_file_stores_none_of_them(run: Run, answers: str, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(b'{"uuid": "x"}\n\xff\n')
    code, _, complaint = run("import", answers, str(bad))
    assert code == 4
    assert [line.split(": ")[0] for line in complaint.splitlines()] == [f"{bad}:1", f"{bad}:2:1"]
    assert run("export")[1] == '{"format":3}\n{"end":{"chains":0,"events":0}}\n'
    assert run("import", str(tmp_path / "none"))[0] == 2


def test_it_is_imported_once_more_where_another_program_stored_some_meanwhile(
    run: Run, answers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    times, take_in = [], Incoming.take_in

    def moved(*words: Any) -> None:
        times.append(1)
        if len(times) % 2:
            raise ChainMoved(audit="a1", length=3)
        take_in(*words)

    monkeypatch.setattr(Incoming, "take_in", moved)
    assert run("import", answers)[1].startswith("stored: 1, continued: 0, known already: 0\n")
    Path(answers).write_text(ANSWERS.replace("09:15", "10:15"), "utf-8")
    assert run("run", "walk-in", "--answers", answers)[1].startswith("stored ")
    assert len(times) == 4


def test_an_empty_home_exports_nothing_and_stays_empty(run: Run, tmp_path: Path) -> None:
    assert run("export") == (0, '{"format":3}\n{"end":{"chains":0,"events":0}}\n', "")
    assert run("doctor")[0] == 0
    code, _, complaint = run("backup")
    assert code == 1
    assert "nothing to copy" in complaint
    assert not (tmp_path / "home" / "audit.db").exists()


def test_a_backup_says_where_it_is(run: Run, answers: str, tmp_path: Path) -> None:
    run("import", answers)
    code, printed, _ = run("backup")
    assert code == 0
    assert Path(printed.strip()).parent == tmp_path / "home" / "backups"
    assert run("backup", "--quiet", "-o", str(tmp_path / "away")) == (0, "", "")
    assert len(os.listdir(tmp_path / "away")) == 1  # noqa: PTH208


def test_doctor_tells_and_its_exit_code_too(run: Run, answers: str, tmp_path: Path) -> None:
    run("import", answers)
    run("backup")
    assert "in order" in run("doctor")[1]
    assert json.loads(run("doctor", "--json")[1]) == {"findings": []}
    with closing(sqlite3.connect(tmp_path / "home" / "audit.db")) as database, database:
        database.execute("UPDATE event SET value = '\"yes\"' WHERE question = 'floor-clean'")
    code, printed, _ = run("doctor")
    assert code == 1
    assert printed.startswith("error: audit ")
    [finding] = json.loads(run("doctor", "--json")[1])["findings"]
    assert finding["severity"] == "error"
    assert "floor-clean" in finding["found"]


def test_rebuild_derives_the_list(run: Run, answers: str, tmp_path: Path) -> None:
    run("import", answers)
    with closing(sqlite3.connect(tmp_path / "home" / "audit.db")) as database, database:
        database.execute("UPDATE audit SET state = 'draft'")
    assert run("doctor")[0] == 1
    code, _, told = run("doctor", "--rebuild")
    assert (code, told) == (0, "derived anew: the list of audits (1) and the sums of their weeks\n")


def test_answers_name_checklists_and_no_files(run: Run, answers: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    for name in (str(tmp_path / "pipe.yaml"), "a" * 300, "./walk-in.yaml"):
        Path(answers).write_text(ANSWERS.replace("walk-in", name), "utf-8")
        code, _, complaint = run("import", answers)
        assert code == 4
        assert f"{answers}:2:12: there is no checklist `" in complaint
