"""Sample files: each invalid one with its exact problems beside it, each valid one without any."""

from pathlib import Path

import pytest
from languages import COMPARED

from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.checklist.kinds import TEXT_MAP
from audit_cli.checklist.library import Library
from audit_cli.errors import Problem
from audit_cli.language import LANGUAGES, Language

SAMPLES = Path(__file__).parents[1] / "checklists"
SPOKEN = ", ".join(f"`{code}`" for code in LANGUAGES)
INVALID = sorted((SAMPLES / "invalid").glob("*.yaml"))
VALID = sorted((SAMPLES / "valid").glob("*.yaml"))


def _said(problem: Problem, language: Language) -> str:
    mark = "warning: " if problem.warning else ""
    said = mark + problem.say(language)
    # Where the checkout lies is nobody's business, nor is which other languages the program speaks.
    other = {f"{SAMPLES / 'invalid'}/": "", TEXT_MAP: "{map}", SPOKEN: "{languages}"}
    for found, shown in other.items():
        said = said.replace(found, shown)
    return said


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_problems_are_exactly_those_expected(path: Path, request: pytest.FixtureRequest) -> None:
    checklist, problems = Library().check(str(path))
    blocks = ["\n".join(_said(p, language) for p in problems) for language in COMPARED]
    said = "\n\n".join(blocks) + "\n"
    expected = path.with_suffix(".txt")
    if request.config.getoption("--update-messages", default=False):
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")
    assert (checklist is None) == any(not problem.warning for problem in problems)
    assert problems
    assert all(problem.line and problem.column for problem in problems)
    assert problems == sorted(problems, key=lambda p: (p.file, p.line, p.column, p.message.msgid))


def test_there_are_samples_of_every_kind() -> None:
    assert len(INVALID) >= 100
    assert {path.stem for path in INVALID} == {p.stem for p in (SAMPLES / "invalid").glob("*.txt")}


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid_samples_have_no_problems(path: Path) -> None:
    checklist, problems = Library().check(str(path))
    assert problems == []
    assert checklist is not None
    assert checklist_from_canonical(checklist.canonical) == checklist


def test_what_audits_were_asked_with_stays_readable(tmp_path: Path) -> None:
    """Also with a mistake that was none yet: two questions that were one."""
    written = (SAMPLES / "invalid" / "was-twice.yaml").read_text("utf-8")
    path = tmp_path / "was-twice.yaml"
    for name in ("tiles", "lamp"):
        written = written.replace("was: clean", f"was: {name}", 1)
    path.write_text(written, "utf-8")
    checklist, problems = Library().check(str(path))
    assert problems == []
    assert checklist is not None
    stored = checklist.canonical.replace("tiles", "clean").replace("lamp", "clean")
    former = [question.was for question in checklist_from_canonical(stored).questions.values()]
    assert former == ["clean", "clean", "seats", "clean"]
