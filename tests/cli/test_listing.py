"""`audit list`: what is damaged in one audit does not hide the others."""

import gc
import json
import sqlite3
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from store.making import CHECKLIST, an_id, finished, store_in

from audit_cli.cli.main import main
from audit_cli.store import queries

ANSWERS = "checklist: walk-in\nat: 2026-11-16T09:15:00-06:00\nanswers: {path-clear: yes}\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in a home; returns its exit code, what it printed, and what it complained of."""

    def running(*words: str) -> tuple[int, str, str]:
        code = main(["--home", str(tmp_path / "home"), "--lang", "en", *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return running


@pytest.fixture
def answers(tmp_path: Path) -> str:
    """An answers file."""
    (tmp_path / "a.yaml").write_text(ANSWERS, encoding="utf-8")
    return str(tmp_path / "a.yaml")


def change(tmp_path: Path, statement: str) -> None:
    with closing(sqlite3.connect(tmp_path / "home" / "audit.db")) as connection, connection:
        connection.execute(statement)


def stored_twice(run: Run, answers: str) -> None:
    """Two audits in a home."""
    assert run("run", "walk-in", "--draft", "--answers", answers)[0] == 0
    text = Path(answers).read_text(encoding="utf-8")
    Path(answers).write_text(text.replace("T09:15", "T10:15"), encoding="utf-8")
    assert run("run", "walk-in", "--draft", "--answers", answers)[0] == 0


def test_one_damaged_audit_is_told_and_the_others_are_listed(
    run: Run, answers: str, tmp_path: Path
) -> None:
    stored_twice(run, answers)
    change(
        tmp_path,
        "UPDATE event SET value = '{}' WHERE chain = 1 AND kind = 'start'",
    )
    code, out, err = run("list")
    assert code == 1
    assert len(out.splitlines()) == 1
    assert "cannot be read" in err
    assert "audit doctor" in " ".join(err.split())


def test_a_missing_checklist_is_named_with_a_way_out(
    run: Run, answers: str, tmp_path: Path
) -> None:
    stored_twice(run, answers)
    change(tmp_path, "DELETE FROM checklist")
    for words in (("list",), ("show", "last")):
        code, _, err = run(*words)
        assert code == 1
        assert "is missing; put back a copy" in " ".join(err.split())


def test_an_answer_of_another_version_is_damage_and_no_bug(
    run: Run, answers: str, tmp_path: Path
) -> None:
    assert run("run", "walk-in", "--draft", "--answers", answers)[0] == 0
    change(tmp_path, """UPDATE event SET value = '{"status":"zzz"}' WHERE kind = 'answer'""")
    for words in (("show", "last"), ("report", "visit", "last"), ("doctor",)):
        code, out, err = run(*words)
        assert code == 1
        assert "audit doctor" in " ".join((out + err).split())


def test_a_name_that_nobody_knows_is_a_mistake(run: Run, answers: str, tmp_path: Path) -> None:
    stored_twice(run, answers)  # at `main`
    run("actions", "add", "a mat", "--site", "kiosk")
    settings = "sites: [{id: centro}, {id: norte}]\n"
    (tmp_path / "home" / "audit.yaml").write_text(settings, encoding="utf-8")
    for words in (("list",), ("actions", "list", "--all")):
        for form in ((), ("--json",)):
            code, out, err = run(*words, "--site", "nort", *form)
            assert (code, out, "did you mean `norte`?" in err) == (2, "", True)
            code, out, err = run(*words, "--checklist", "walk-on", *form)
            assert (code, out, "did you mean `walk-in`?" in err) == (2, "", True)
            for known in ("main", "norte", "kiosk"):
                assert run(*words, "--site", known, *form)[0] == 0
            assert run(*words, "--checklist", "phone-test", *form)[0] == 0


def test_a_checklist_of_the_past_is_known(run: Run, tmp_path: Path) -> None:
    lists = tmp_path / "home" / "checklists"
    lists.mkdir(parents=True)
    question = "{id: q, ask: Q, type: yes_no, measure: M}"
    own = f"id: shop\nversion: '1'\ntitle: Shop\nsections: [{{id: a, title: A, questions: [{question}]}}]\n"
    (lists / "shop.yaml").write_text(own, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(ANSWERS.replace("walk-in", "shop").replace("path-clear", "q"))
    assert run("run", "shop", "--answers", str(tmp_path / "a.yaml"))[0] == 0
    (lists / "shop.yaml").unlink()
    assert run("list", "--checklist", "shop", "--state", "discarded")[0] == 0
    assert run("actions", "list", "--checklist", "shop")[0] == 0


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("1", "La última; --limit 0 las muestra todas.\n"),
        ("2", "Las últimas 2; --limit 0 las muestra todas.\n"),
        ("3", ""),
    ],
)
def test_how_many_are_left_out(run: Run, answers: str, limit: str, said: str) -> None:
    stored_twice(run, answers)
    text = Path(answers).read_text(encoding="utf-8")
    Path(answers).write_text(text.replace("T10:15", "T11:15"), encoding="utf-8")
    assert run("run", "walk-in", "--draft", "--answers", answers)[0] == 0
    assert run("--lang", "es", "list", "--limit", limit)[2] == said


def test_a_list_as_json_is_a_stream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it holds does not grow with how many are listed, and it is the same JSON."""
    peaks, printed = [], ""
    monkeypatch.setattr(queries, "PAGE", 20)  # of so many the rows are held at a time
    thresholds = gc.get_threshold()
    gc.set_threshold(700, 10, 10)  # the program looks for garbage seldom
    for count in (60, 480):
        home = tmp_path / str(count)
        with store_in(home) as store, store.bulk() as bulk:
            for _ in range(count):
                bulk.add(an_id(), finished(), CHECKLIST, None)
        words = ["--home", str(home), "list", "--json", "--limit", "0"]
        with (
            monkeypatch.context() as patched,
            (tmp_path / "out").open("w+", encoding="utf-8") as out,
        ):
            patched.setattr("sys.stdout", out)
            main(words)  # what is read once, however many there are
            out.seek(0)
            out.truncate()
            tracemalloc.start()
            assert main(words) == 0
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
            out.seek(0)
            printed = out.read()
    gc.set_threshold(*thresholds)
    found = json.loads(printed)
    assert len(found) == 480
    assert printed == json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    assert peaks[1] < 3 * peaks[0]


def test_no_audits_are_an_empty_list(run: Run) -> None:
    assert run("list", "--json")[:2] == (0, "[]\n")
    assert run("actions", "list", "--json")[:2] == (0, "[]\n")
