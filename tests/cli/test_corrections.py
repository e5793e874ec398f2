"""Corrections: one more event each, with its reason, and all of it can be read again."""

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from audit_cli.cli import main

EXAMPLE = Path(__file__).parents[1] / "interview" / "example.yaml"


def run(*arguments: str) -> tuple[int, str]:
    """The exit code, and everything that was said."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = main.main([*arguments])
    return code, said.getvalue()


@pytest.fixture(autouse=True)
def _one_audit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("AUDIT_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setenv("AUDIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")
    assert run("run", "walk-in", "--answers", str(EXAMPLE))[0] == 0


def test_a_correction_changes_the_score_and_is_shown_with_its_reason() -> None:
    code, said = run("amend", "last", "floor-clean", "yes", "--why", "it was wet, not dirty")
    assert (code, "PASSED  100%" in said) == (0, True)
    shown = run("show", "last")[1]
    assert "Is the floor clean? no → yes: “it was wet, not dirty”" in shown


def test_a_correction_needs_a_reason() -> None:
    for words in ("amend last floor-clean yes", "discard last", "erase last floor-clean"):
        code, said = run(*words.split())
        assert (code, "--why" in said) == (2, True)


def test_an_unknown_question_is_told_with_the_right_ones() -> None:
    code, said = run("amend", "last", "floor-cleen", "yes", "--why", "x")
    assert (code, "no question `floor-cleen`; did you mean `floor-clean`?" in said) == (2, True)
    code, said = run("amend", "last", "xyz", "yes", "--why", "x")
    assert (code, "there are: first-thing-noticed, path-clear" in said) == (2, True)


def test_facts_about_the_audit_are_corrected_too() -> None:
    assert run("amend", "last", "site", "norte", "--why", "wrong tablet")[0] == 0
    assert run("amend", "last", "recognised", "no", "--why", "asked")[0] == 0
    shown = run("show", "last")[1]
    assert "norte" in run("list")[1]
    assert "site: centro → norte: “wrong tablet”" in shown
    assert "recognised: unsure → no: “asked”" in shown


@pytest.mark.parametrize("value", ["", "a\nb", "a\x1b[31m", "x" * 101])
def test_facts_are_one_line_whatever_way_they_come(value: str) -> None:
    code, said = run("amend", "last", "client", value, "--why", "x")
    assert (code, "one line" in said) == (2, True)


def test_what_was_set_aside_comes_back_as_last() -> None:
    assert run("discard", "last", "--why", "closed")[0] == 0
    assert run("show", "last")[0] == 2
    assert run("restore", "last")[0] == 0
    shown = run("show", "last")[1]
    assert "set aside: “closed”" in shown
    assert "taken back" in shown


def test_an_erased_note_is_gone_and_said_to_be() -> None:
    code, said = run("erase", "last", "floor-clean", "--why", "after the talk")
    assert code == 0
    assert "Backups made before and reports already written still hold them." in said
    shown = run("show", "last")[1]
    assert "mud" not in shown
    assert "notes, quotes and reasons erased: Is the floor clean?: “after the talk”" in shown
    assert run("erase", "last", "floor-clean", "--why", "again")[0] == 2


def test_an_answer_that_stands_is_amended_not_answered() -> None:
    code, said = run("answer", "last", "floor-clean", "yes")
    assert (code, "audit amend" in said) == (2, True)


def test_what_was_not_asked_is_not_amended() -> None:
    assert run("amend", "last", "seconds-until-look", "never", "--why", "nobody did")[0] == 0
    code, said = run("amend", "last", "smiled", "yes", "--why", "x")
    assert (code, "was not asked" in said) == (2, True)


def test_an_amendment_never_leaves_a_hole() -> None:
    assert run("amend", "last", "seconds-until-look", "never", "--why", "nobody did")[0] == 0
    assert run("amend", "last", "seconds-until-look", "4", "--why", "somebody did")[0] == 0
    assert '"missing"' not in run("show", "last", "--json")[1]


def test_a_correction_that_opens_a_question_answers_it_too(tmp_path: Path) -> None:
    file = tmp_path / "call.yaml"
    file.write_text(CALL, "utf-8")
    assert run("run", "phone-test", "--answers", str(file))[0] == 0
    words = ("amend", "last", "transfers", "1", "--why", "one transfer")
    code, said = run(*words)
    assert (code, "request-handed-over" in said) == (2, True)
    code, said = run(*words, "--with", "request-handed-over=no")
    assert (code, "NOT PASSED" in said) == (0, True)


CALL = """\
checklist: phone-test
answers:
  attempts: 1
  seconds-to-human: 8
  business-named: yes
  own-name-given: yes
  offered-help: yes
  tone: warm
  let-finish: yes
  all-respectful: yes
  understanding-shown: yes
  holds: 0
  transfers: 0
  help-unasked: 1
  reached-or-alternative: yes
  message-repeated: na
  knows-when: yes
  how-it-ended: as expected
"""


def test_a_draft_is_finished_by_its_last_answer(tmp_path: Path) -> None:
    file = tmp_path / "call.yaml"
    file.write_text(CALL.replace("  transfers: 0\n", "") + "  promise-kept: yes\n", "utf-8")
    assert run("run", "phone-test", "--answers", str(file), "--draft")[0] == 0
    assert "unfinished" in run("list")[1]
    code, said = run("answer", "last", "transfers", "0")
    assert (code, "PASSED" in said) == (0, True)


def test_the_nearest_question_is_named() -> None:
    code, said = run("amend", "last", "floor-cleen", "yes", "--why", "x")
    assert (code, "did you mean `floor-clean`?" in said) == (2, True)
