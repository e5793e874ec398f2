"""Files with something wrong in them, as commands read them: an answer soon, in a few lines, and no bug."""

import os
import resource
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from audit_cli.commands.main import main

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


WRONG = '"floor-clean": "perhaps"'
LINES = {
    "a tab between tokens": "\t%s",
    "a long key": '"%s": "yes", %%s' % ("k" * 1_100),
    "a long list": '"smiled": ["a"%s], %%s' % (', "a"' * 10_000),
    "a long map": "".join(f'"k{n}": 1, ' for n in range(10_001)) + "%s",
    "a deep list": '"smiled": %s, %%s' % ("[" * 60 + "]" * 60),
    "a bottomless list": '"smiled": %s, %%s' % ("[" * 970 + "]" * 970),
    "half a letter": '"smiled": "\udc80", %s',
    "half a letter, escaped": '"smiled": "\\ud800", %s',
    "an empty key": '"": 1, %s',
    "true in a list": '"smiled": [true, false], %s',
    "a line's end in a text": '"smiled": "a\u2028b", %s',
    "NaN": '"smiled": NaN, %s',
}


@pytest.mark.parametrize("what", LINES)
@pytest.mark.parametrize("another", [b"", b"\n{}"], ids=["alone", "followed"])
def test_what_json_takes_and_yaml_does_not_is_told_with_its_place(
    run: Run, home: Path, what: str, another: bytes
) -> None:
    path = home / "f.jsonl"
    line = '{"checklist": "walk-in", "answers": {%s}}' % (LINES[what] % WRONG)
    path.write_bytes(line.encode(errors="surrogatepass") + another)
    code, out, err = run("import", str(path))
    assert (code, out) == (4, "")
    assert all(said.startswith(f"{path}:") for said in err.splitlines())
    assert err.startswith(f"{path}:1:")


LONG = "a" * 300
TOO_LONG = {
    "the home": (("--home", f"/tmp/{LONG}", "list"), 1),
    "a folder of it": (("--home", f"/tmp/{LONG}/home", "actions", "add", "sweep"), 4),
    "answers": (("import", LONG), 2),
    "answers in a folder": (("run", "walk-in", "--answers", f"{LONG}/f"), 2),
    "a checklist": (("checklist", "show", f"{LONG}/f.yaml"), 2),
    "a name": (("checklist", "show", LONG), 2),
    "a new checklist": (("checklist", "new", LONG), 2),
    "an export": (("export", "-o", LONG), 1),
    "a report": (("report", "weekly", "-o", f"{LONG}/"), 1),
    "a visit's": (("report", "visit", "last", "-o", f"{LONG}/f.html"), 1),
    "a template": (("report", "weekly", "--template", LONG), 2),
    "a backup": (("backup", "-o", LONG), 1),
}


@pytest.mark.parametrize("what", TOO_LONG)
def test_a_name_that_no_file_can_have(
    run: Run, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("actions", "add", "sweep")
    words, expected = TOO_LONG[what]
    code, _, err = run(*words)
    assert code == expected, err
    assert "aaaa" in err
    assert "File name too long" not in err  # the system's words, in no language of ours


class Hangs(BaseException):
    """A command waits for something that never comes."""


@pytest.fixture
def soon() -> Iterator[None]:
    """What a test does takes no longer than this, nor all of the memory."""

    def ring(*_: object) -> None:
        raise Hangs

    before, memory = signal.signal(signal.SIGALRM, ring), resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, memory[1]))
    signal.setitimer(signal.ITIMER_REAL, 5)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)
    resource.setrlimit(resource.RLIMIT_AS, memory)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


NO_FILES = {
    "audit.yaml": (("actions", "add", "sweep"), 4),
    "audit.yaml, looked over": (("doctor",), 1),
    "audit.db": (("list",), 1),
    "audit.db, written": (("actions", "add", "sweep"), 1),
    "audit.db, looked over": (("doctor",), 1),
    "audit.db, copied": (("backup",), 1),
    "checklists/mine.yaml": (("checklist", "show", "mine"), 2),
    "checklists/mine.yaml, by path": (("checklist", "show", "{}"), 2),
    "checklists/mine.yaml, looked over": (("checklist", "validate", "{}"), 2),
    "answers.yaml": (("import", "{}"), 2),
    "answers.yaml, of one": (("run", "walk-in", "--answers", "{}"), 2),
    "report_templates/mine.html": (("report", "weekly", "--template", "mine"), 4),
    "backups/audit-2026-01-01T000000.db": (("doctor",), 0),
}


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("make", [pipe, device])
@pytest.mark.parametrize("what", NO_FILES)
def test_only_files_are_read(run: Run, home: Path, what: str, make: Callable[[Path], None]) -> None:
    name = what.split(",", maxsplit=1)[0]
    words, expected = NO_FILES[what]
    if not name.startswith("audit."):
        run("actions", "add", "sweep")
    (home / name).parent.mkdir(exist_ok=True)
    make(home / name)
    code, out, err = run(*(word.format(home / name) for word in words))
    assert code == expected, (out, err)
    assert (
        "a pipe or a device" in out + err or "`mine`" in err or "mine.html" in err or not expected
    )


@pytest.mark.usefixtures("soon")
def test_a_parsed_file_is_kept_where_a_pipe_was(run: Run, home: Path) -> None:
    assert run("checklist", "show", "walk-in")[0] == 0
    for path in (home / "cache").iterdir():
        path.unlink()
        os.mkfifo(path)
    assert run("checklist", "show", "walk-in")[0] == 0


def test_what_the_shell_has_opened_is_read(run: Run) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"checklist: walk-in\nat: yesterday\nanswers: {}\n")
    os.close(writing)
    code, _, err = run("import", f"/dev/fd/{reading}")
    os.close(reading)
    assert code == 4
    assert "`yesterday` is no date and time" in err


def test_the_log_of_a_bug_holds_no_text_of_people(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = "Maria Lopez was rude"

    def fails(*_: object, **__: object) -> None:
        try:
            {}[note]
        except KeyError as error:
            error.add_note(note)
            raise ValueError(f"{note}: {home}") from error

    monkeypatch.setattr("audit_cli.store.journal.Store.append", fails)
    code, out, err = run("actions", "add", note)
    log = (home / "audit.log").read_text("utf-8")
    assert code == 70
    assert "Maria" not in out + err + log
    assert str(home) not in log
    assert all(
        words in log for words in ("ValueError", "KeyError", "audit_cli.commands.actions", " add\n")
    )


@pytest.mark.usefixtures("soon")
def test_a_log_that_can_not_be_written_lets_out_no_text_either(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ValueError("Maria Lopez was rude")

    monkeypatch.setattr("audit_cli.store.journal.Store.append", fails)
    os.mkfifo(home / "audit.log")
    code, out, err = run("actions", "add", "sweep")
    assert code == 70
    assert "Maria" not in out + err
    assert "ValueError" in err


@pytest.mark.parametrize("words", [("import",), ("run", "walk-in", "--answers")])
def test_wrong_settings_are_not_blamed_on_the_answers(
    run: Run, home: Path, words: tuple[str, ...]
) -> None:
    (home / "audit.yaml").write_text("sitios: []\n", "utf-8")
    answers = home / "answers.yaml"
    answers.write_text(
        "checklist: walk-in\nsite: centro\nanswers: {path-clear: perhaps}\n", "utf-8"
    )
    code, out, err = run(*words, str(answers))
    assert (code, out) == (4, "")
    assert err.startswith(f"{home}/audit.yaml:1:1: ")
    assert "answers.yaml" not in err


OTHER_DIGITS = ("²", "٣", "１２", "1_000", "①", "½", "1²")


@pytest.mark.parametrize("digits", OTHER_DIGITS)
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("list", "--limit", "{}"), 2),
        (("list", "--since", "{}d"), 2),
        (("list", "--since", "{}-11-16"), 2),
        (("trend", "--weeks", "{}"), 2),
        (("report", "weekly", "--fail-under", "{}"), 2),
        (("report", "weekly", "--week", "{}-W47"), 2),
        (("report", "weekly", "--week", "2026-W{}"), 2),
        (("actions", "add", "sweep", "--due", "{}d"), 2),
        (("schedule", "cron", "--at", "{}:00"), 2),
        (("walk-in", "--answers", "f", "--at", "{}-11-16T09:15"), 2),
        (("walk-in", "--answers", "f", "--at", "2026-11-16T{}:15"), 2),
    ],
)
def test_other_digits_are_no_numbers_in_options(
    run: Run, digits: str, words: tuple[str, ...], expected: int
) -> None:
    code, out, err = run(*(word.format(digits) for word in words))
    assert (code, out) == (expected, ""), err
    assert "such file" not in err


@pytest.mark.parametrize("digits", OTHER_DIGITS)
def test_other_digits_are_no_numbers_in_files(run: Run, home: Path, digits: str) -> None:
    answers, settings = home / "answers.yaml", home / "audit.yaml"
    lines = [f"{key}: {digits}" for key in ("seconds-until-look", "help-unasked", "smiled")]
    one_id = "id: 0b5f7c1e-0000-4000-8000-00000000000" + digits
    answers.write_text(
        "\n  ".join(("checklist: walk-in\n" + one_id + "\nanswers:", *lines)), "utf-8"
    )
    err = run("import", str(answers))[2]
    assert [line.split(":")[1] for line in err.splitlines()[:4]] == ["2", "3", "4", "5", "6"][:4], (
        err
    )
    settings.write_text(f"sites: [{{id: a, hours: mon {digits}:00-17:00}}]\n", "utf-8")
    assert run("actions", "add", "sweep")[0] == 4


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("actions", "add", "{long}"), 2),
        (("walk-in", "--answers", "f", "--auditor", "{word}"), 2),
        (("walk-in", "--answers", "f", "--auditor", "two\nlines"), 2),
        (("discard", "last", "--why", "{long}"), 2),
        (("amend", "last", "auditor", "{word}", "--why", "w"), 2),
        (("amend", "last", "floor-clean", "no", "--why", "{long}"), 2),
    ],
)
def test_what_is_too_long_is_refused_with_the_limit(
    run: Run, home: Path, words: tuple[str, ...], expected: int
) -> None:
    (home / "f.yaml").write_text("checklist: walk-in\nanswers: {floor-clean: yes}\n", "utf-8")
    assert run("run", "walk-in", "--draft", "--answers", str(home / "f.yaml"))[0] == 0
    code, _, err = run(*(word.format(long="n" * 10_001, word="w" * 101) for word in words))
    assert code == expected
    assert "10,000" in err or "100 letters" in err


@pytest.mark.parametrize(
    ("line", "limit"),
    [
        ("auditor: " + "w" * 101, "100 letters"),
        ("site: " + "w" * 101, "100 letters"),
        ('auditor: "a\\rb"', "100 letters"),
        ("answers: {floor-clean: {value: no, note: %s}}" % ("n" * 10_001), "10,000"),
    ],
)
def test_a_file_says_too_much(run: Run, home: Path, line: str, limit: str) -> None:
    path = home / "answers.yaml"
    path.write_text(f"checklist: walk-in\n{line}\n", "utf-8")
    code, _, err = run("import", str(path))
    assert code == 4
    assert any(said.startswith(f"{path}:2:") and limit in said for said in err.splitlines()), err


def test_what_is_just_short_enough(run: Run, home: Path) -> None:
    path, note = home / "answers.yaml", "n" * 10_000
    answers = f"{{floor-clean: {{value: no, note: {note}}}}}"
    path.write_text(f"checklist: walk-in\nauditor: {'w' * 100}\nanswers: {answers}\n", "utf-8")
    assert run("run", "walk-in", "--draft", "--answers", str(path))[0] == 0
