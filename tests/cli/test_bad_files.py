"""Files with something wrong in them, as commands read them: an answer soon, in a few lines, and no bug."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from audit_cli.cli.main import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in a home; returns its exit code, what it printed, and what it complained of."""

    def running(*words: str) -> tuple[int, str, str]:
        code = main(["--home", str(home), "--lang", "en", *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return running


READERS = {
    "f.yaml": ("checklist", "validate"),
    "answers.yaml": ("import",),
    "audit.yaml": ("actions", "add", "sweep", "--due", "today"),
}


@pytest.fixture(params=READERS)
def wrong(request: pytest.FixtureRequest, run: Run, home: Path) -> Callable[[bytes], list[str]]:
    """What is said of a file of each kind that has mistakes, line by line."""

    def said(data: bytes) -> list[str]:
        path = home / request.param
        path.write_bytes(data)
        named = [str(path)] if request.param != "audit.yaml" else []
        code, out, err = run(*READERS[request.param], *named)
        assert code == 4, (out, err)
        return (out + err).splitlines()

    return said


def test_the_place_of_a_mistake_is_looked_for_in_its_document_only(
    wrong: Callable[[bytes], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    events = []
    plain = yaml.SafeLoader.get_event
    monkeypatch.setattr(yaml.SafeLoader, "get_event", lambda s: events.append(1) or plain(s))
    lines = wrong(b"--- a\n" * 200)
    assert ":1:5: " in lines[0]
    assert ":100:" in lines[99]
    assert len(events) < 200 * 10


def test_of_very_many_problems_a_hundred_are_told_and_the_rest_counted(
    wrong: Callable[[bytes], list[str]],
) -> None:
    lines = wrong(b"a: 1\n" * 5_001)
    assert any(line.endswith(":2:1: `a` stands here twice; delete one of them") for line in lines)
    assert len(lines) < 110
    assert len([line for line in lines if "more" in line]) == 1


@pytest.mark.parametrize("line", ["{}", '{"end": 1}'])
def test_lines_of_answers_and_exports_are_counted_too(run: Run, home: Path, line: str) -> None:
    path = home / "lines"
    path.write_text(f"{line}\n" * 5_000, "utf-8")
    code, out, err = run("import", str(path))
    assert (code, out) == (4, "")
    told = err.splitlines()
    assert told[99].startswith(f"{path}:100")
    assert [words.rpartition(": ")[2] for words in told[100:]] == ["… and 4900 more"]


def test_the_summary_counts_those_that_are_not_told(run: Run, home: Path) -> None:
    path = home / "f.yaml"
    path.write_text("--- a\n" * 300, "utf-8")
    assert "errors: 300" in run("checklist", "validate", str(path))[1]
