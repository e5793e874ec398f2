"""`audit erase` reaches every text that a person may have written, and says where it is still kept."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from audit_cli.commands.main import main
from audit_cli.language.weeks import week_of

EXAMPLE = (Path(__file__).parents[1] / "interview" / "example.yaml").read_text("utf-8")
NOW = datetime.now(UTC)
WEEK, NEXT = week_of(NOW - timedelta(days=7)), week_of(NOW)
SECRET = "Maria Lopez was rude"

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a home with one audit: its exit code, and everything that was said."""
    monkeypatch.setenv("COLUMNS", "100")

    def running(*words: str) -> tuple[int, str]:
        code = main(["--home", str(tmp_path / "home"), "--lang", "en", *words])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    audited(running, tmp_path)
    return running


def audited(run: Run, tmp_path: Path, site: str = "centro") -> None:
    """Store an audit of a week ago."""
    answers = tmp_path / "answers.yaml"
    text = EXAMPLE.replace("2026-11-16T09:15:00-06:00", str(NOW - timedelta(days=7)))
    answers.write_text(text.replace("site: centro", f"site: {site}"), "utf-8")
    assert run("run", "walk-in", "--answers", str(answers))[0] == 0


def last(run: Run) -> str:
    found: str = json.loads(run("list", "--json")[1])[0]["id"]
    return found


def stored(tmp_path: Path) -> bytes:
    return (tmp_path / "home" / "audit.db").read_bytes()


@pytest.mark.parametrize(
    ("kind", "words"), [("discard", "set aside"), ("restore", "brought back")], ids=str
)
def test_the_reason_for_setting_aside_or_taking_back_can_be_erased(
    run: Run, tmp_path: Path, kind: str, words: str
) -> None:
    audit = last(run)
    reasons = {"discard": "closed", "restore": "open after all", kind: SECRET}
    for command, why in reasons.items():
        assert run(command, audit, "--why", why)[0] == 0
    assert SECRET in run("show", audit)[1]
    code, said = run("erase", audit, kind, "--why", "it named a person")
    assert (code, f"reason of `{kind}` (1)" in said) == (0, True)
    shown = run("show", audit)[1]
    assert f"{words}: (reason erased)" in shown
    assert f"reasons erased: {words}: “it named a person”" in shown
    assert ("open after all" if kind == "discard" else "closed") in shown
    assert SECRET not in shown + run("export")[1]
    assert SECRET.encode() not in stored(tmp_path)
    assert "order" in run("doctor")[1]


def test_the_reason_of_a_period_can_be_erased(run: Run, tmp_path: Path) -> None:
    for week, why in ((WEEK, SECRET), (NEXT, "new counter")):
        assert run("trend", "--new-period", week, "--why", why)[0] == 0
    assert run("erase", "1999-W46", "--why", "x")[0] == 2
    code, said = run("erase", WEEK.lower(), "--why", "it named a person")
    assert (code, f"reason of `{WEEK}` (1)" in said) == (0, True)
    exported = run("export")[1]
    assert (SECRET in exported, "new counter" in exported) == (False, True)
    assert SECRET.encode() not in stored(tmp_path)
    assert run("trend")[0] == 0
    assert "order" in run("doctor")[1]


def test_which_series_a_week_is_of_is_said_where_there_are_several(
    run: Run, tmp_path: Path
) -> None:
    audited(run, tmp_path, "norte")
    for site in ("centro", "norte"):
        assert run("trend", "--site", site, "--new-period", WEEK, "--why", site)[0] == 0
    assert run("erase", WEEK, "--why", "x")[0] == 2
    assert run("erase", WEEK, "--site", "norte", "--why", "x")[0] == 0
    exported = run("export")[1]
    assert ('"text":"norte"' in exported, '"text":"centro"' in exported) == (False, True)


def test_what_is_to_be_erased_has_to_be_said(run: Run) -> None:
    code, said = run("erase", "last", "--why", "x")
    assert (code, "say what to erase" in said) == (2, True)


def test_where_the_text_is_still_kept_is_said(run: Run) -> None:
    words = "Backups and exports made before, and reports already written, still hold them."
    assert words in run("erase", "last", "floor-clean", "--why", "x")[1]
    assert run("actions", "add", SECRET)[0] == 0
    action = json.loads(run("actions", "list", "--json")[1])
    [own] = [one["id"] for one in action if SECRET in json.dumps(one)]
    assert words in run("actions", "erase", own, "--why", "x")[1]
