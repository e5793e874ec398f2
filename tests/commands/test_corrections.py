"""Corrections: one more event each, with its reason, and all of it can be read again."""

import io
import json
import re
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audit_cli.commands import corrections, main
from audit_cli.interview.clock import Instant
from audit_cli.interview.facts import Facts, numbered
from audit_cli.store.journal import Store
from tests.store.making import make_older

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


def test_a_moved_audit_is_of_the_new_site_and_its_clock(tmp_path: Path) -> None:
    """21:30 on Sunday in Mexico is Monday in Madrid: another day, another week, other days due."""
    (tmp_path / "home" / "audit.yaml").write_text(SITES, "utf-8")
    file = tmp_path / "moved.yaml"
    late = EXAMPLE.read_text("utf-8").replace("T09:15", "T21:30").replace("11-16", "11-15")
    file.write_text(late, "utf-8")
    assert run("run", "walk-in", "--answers", str(file))[0] == 0
    audit = json.loads(run("list", "--json")[1])[-1]["id"]
    before = json.loads(run("show", audit, "--json")[1])
    assert {one["due"] for one in before["actions"]} == {"2026-11-15"}
    assert run("amend", audit, "site", "norte", "--why", "wrong tablet")[0] == 0
    shown = json.loads(run("show", audit, "--json")[1])
    assert (shown["site"], shown["time_zone"]) == ("norte", "Europe/Madrid")
    assert {one["due"] for one in shown["actions"]} == {"2026-11-16"}
    [there] = json.loads(run("trend", "--site", "norte", "--json")[1])
    assert [week["week"] for week in there["weeks"]] == ["2026-W47"]
    assert "site: centro → norte: “wrong tablet”" in run("show", audit)[1]
    assert run("doctor")[0] == 0


SITES = """\
sites:
  - {id: centro, name: Centro, time_zone: America/Mexico_City}
  - {id: norte, name: Norte, time_zone: Europe/Madrid}
"""


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
    assert "brought back" in shown


def test_an_erased_note_is_gone_and_said_to_be() -> None:
    code, said = run("erase", "last", "floor-clean", "--why", "after the talk")
    assert code == 0
    assert "reports already written, still hold them." in said
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


FOLLOW_UP = """\
id: follow-up
version: "1.0"
title: Follow-up
sections:
  - id: later
    title: Later
    questions:
      - {id: came, ask: "Did they come?", type: yes_no}
      - {id: called, ask: "Did they call?", type: yes_no, pending: true}
      - id: useful
        ask: "Was it of use?"
        type: yes_no
        pending: true
        only_if: {question: called, is: yes}
      - id: friendly
        ask: "Was it friendly?"
        type: yes_no
        only_if: {question: useful, is: yes}
"""


@pytest.fixture
def _waiting(tmp_path: Path) -> None:
    """An audit that waits to be called."""
    folder = tmp_path / "home" / "checklists"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "follow-up.yaml").write_text(FOLLOW_UP, "utf-8")
    answers = tmp_path / "answers.yaml"
    answers.write_text("answers: {came: yes, called: pending}\n", "utf-8")
    assert run("run", "follow-up", "--answers", str(answers))[0] == 0


def statuses(audit: str = "last") -> dict[str, str]:
    shown = json.loads(run("show", audit, "--json")[1])
    return {answer["question"]: answer["status"] for answer in shown["answers"]}


def waiting() -> int:
    """How many audits wait for an answer."""
    return len(json.loads(run("list", "--pending", "--json")[1]))


@pytest.mark.usefixtures("_waiting")
def test_a_late_answer_that_makes_a_question_apply_leaves_it_pending() -> None:
    code, said = run("answer", "last", "called", "yes")
    assert (code, "saved: useful = " in said) == (0, True)
    assert [*statuses().values()] == ["given", "given", "pending", "not_asked"]
    assert waiting() == 1
    assert run("answer", "last", "useful", "no")[0] == 0
    assert statuses()["friendly"] == "not_asked"
    assert waiting() == 0
    assert run("doctor")[0] == 0


@pytest.mark.usefixtures("_waiting")
def test_what_may_not_be_pending_is_answered_along_with_it() -> None:
    assert run("answer", "last", "called", "yes")[0] == 0
    code, said = run("answer", "last", "useful", "yes")
    assert (code, "asked too: friendly" in said, "friendly VALUE" in said) == (2, True, True)
    assert statuses()["useful"] == "pending"
    code, said = run("answer", "last", "useful", "yes", "friendly", "no")
    assert (code, "useful = yes" in said, "friendly = no" in said) == (0, True, True)
    assert set(statuses().values()) == {"given"}
    assert waiting() == 0


@pytest.mark.usefixtures("_waiting")
def test_pairs_are_stored_as_one_or_not_at_all() -> None:
    pairs = ("called", "yes", "useful", "yes", "friendly")
    for wrong in ((*pairs, "maybe"), pairs, (*pairs, "yes", "freindly", "yes")):
        assert run("answer", "last", *wrong)[0] in (2, 4)
        assert statuses()["called"] == "pending"
    assert run("answer", "last", *pairs, "yes")[0] == 0
    assert set(statuses().values()) == {"given"}


@pytest.mark.usefixtures("_waiting")
@pytest.mark.parametrize("along", [("friendly", "no"), ("--with", "friendly=no")])
def test_an_amendment_keeps_the_same_rule(along: tuple[str, ...]) -> None:
    assert run("answer", "last", "called", "no")[0] == 0
    why = ("--why", "they did, later")
    assert run("amend", "last", "called", "yes", *why)[0] == 0
    assert statuses()["useful"] == "pending"
    assert run("amend", "last", "useful", "yes", *why)[0] == 2
    assert run("amend", "last", "useful", "yes", *along, *why)[0] == 0
    assert set(statuses().values()) == {"given"}
    code, said = run("amend", "last", "came", "no", "site", "norte", "recognised", "no", *why)
    assert (code, "came = no" in said, "site = norte" in said) == (0, True, True)
    shown = run("show", "last")[1]
    assert shown.count("“they did, later”") == 6
    code, said = run("amend", "last", "called", "no", "useful", "no", *why)
    assert (code, "`useful` was not asked" in said) == (2, True)


@pytest.mark.usefixtures("_waiting")
def test_a_gap_that_an_older_version_left_is_pending(tmp_path: Path) -> None:
    path = tmp_path / "home" / "audit.db"
    audit = json.loads(run("list", "--json")[1])[0]["id"]
    with Store.open(path, backups=path.parent / "backups") as store:
        at = Instant(datetime(2026, 11, 20, tzinfo=UTC), "run", 0.0)
        facts: list[Facts] = [
            ("late_answer", question, "yes", None) for question in ("called", "useful")
        ]
        store.append(audit, numbered(store.record(audit).length, at, *facts))
        store.connection().execute("UPDATE audit SET pending = 0")
    make_older(path, 3)
    assert statuses(audit)["friendly"] == "pending"
    assert waiting() == 1
    assert json.loads(run("show", audit, "--json")[1])["score"]["result"] == "pass"
    assert run("doctor")[0] == 0
    assert run("amend", audit, "came", "yes", "--why", "a gap is not made worse")[0] == 0
    assert run("answer", audit, "friendly", "yes")[0] == 0
    assert set(statuses(audit).values()) == {"given"}
    assert waiting() == 0


CALL = """\
checklist: phone-test
answers:
  attempts: 1
  seconds-to-human: 8
  business-named: yes
  own-name-given: yes
  offered-help: yes
  tone: kind
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
  how-it-ended: as expected
"""


def test_a_last_answer_does_not_finish_a_draft_but_says_how(tmp_path: Path) -> None:
    file = tmp_path / "call.yaml"
    file.write_text(CALL.replace("  transfers: 0\n", "") + "  promise-kept: yes\n", "utf-8")
    assert run("run", "phone-test", "--answers", str(file), "--draft")[0] == 0
    assert "unfinished" in run("list")[1]
    code, said = run("answer", "last", "transfers", "unseen")
    assert code == 0
    saved, answered = said.splitlines()
    assert saved == "saved: transfers = could not be seen"
    assert re.fullmatch(
        r"everything is answered now; to finish the audit: audit run phone-test --resume \w{8}",
        answered,
    )
    assert "unfinished" in run("list")[1]


def test_a_draft_that_is_answered_by_a_clock_set_back_is_not_answered_before_it_began(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "call.yaml"
    file.write_text(CALL.replace("  transfers: 0\n", "") + "  promise-kept: yes\n", "utf-8")
    assert run("run", "phone-test", "--answers", str(file), "--draft")[0] == 0
    long_ago = Instant(datetime(2026, 1, 1, tzinfo=UTC), "run", 0.0)
    monkeypatch.setattr(corrections, "now", lambda: long_ago)
    assert run("answer", "last", "transfers", "0")[0] == 0
    shown = json.loads(run("show", "last", "--json")[1])
    [given] = [one for one in shown["answers"] if one["question"] == "transfers"]
    assert shown["started_at"] <= given["entered_at"]


def test_the_nearest_question_is_named() -> None:
    code, said = run("amend", "last", "floor-cleen", "yes", "--why", "x")
    assert (code, "did you mean `floor-clean`?" in said) == (2, True)


WORDS = """\
id: words
version: "1"
title: Words
sections:
- {id: all, title: All, questions: [
    {id: clean, ask: "Clean?", type: yes_no, about: place},
    {id: said, ask: "What was said?", type: text, na: true, pending: true}]}
"""


def test_na_of_a_text_is_a_status_by_keys_and_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "home" / "checklists"
    folder.mkdir()
    (folder / "words.yaml").write_text(WORDS)
    lines = "1\n1\npending\n1\n1\n1\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    code, said = run("run", "words")
    assert code == 0, said

    def status() -> str:
        shown = json.loads(run("show", "last", "--json")[1])
        return str(shown["answers"][1]["status"])

    assert status() == "pending"
    assert run("answer", "last", "said", "na")[0] == 0
    assert status() == "na"
    assert run("amend", "last", "said", "Good morning", "--why", "heard")[0] == 0
    assert status() == "given"
    assert run("amend", "last", "said", "no aplica", "--why", "nobody was there")[0] == 0
    assert status() == "na"
