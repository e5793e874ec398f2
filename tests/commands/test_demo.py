"""`audit demo`, as it is typed."""

import json
import shlex
import shutil
import sys
import webbrowser
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audit_cli.commands import demo, report_weekly
from audit_cli.commands.main import main
from audit_cli.interview.clock import Instant

NOW = Instant(datetime(2026, 11, 25, 18, tzinfo=UTC), "run", 1.0)
NEXT_WEEK = Instant(datetime(2026, 12, 2, 18, tzinfo=UTC), "run", 2.0)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command; returns its exit code, stdout and stderr."""

    def running(
        *words: str, language: str = "en", at: Instant = NOW, home: str = "my home"
    ) -> tuple[int, str, str]:
        monkeypatch.setattr(demo, "now", lambda: at)
        monkeypatch.setattr(report_weekly, "now", lambda: at)
        code = main(["--home", str(tmp_path / home), "--lang", language, *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return running


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a user who has an English demo of that week."""
    home = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo, "now", lambda: NOW)
        assert main(["--home", str(home), "--lang", "en", "demo", "--quiet"]) == 0
    return home


@pytest.fixture
def there(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The demo in this user's home."""
    capsys.readouterr()
    return Path(shutil.copytree(made / "demo", tmp_path / "my home" / "demo"))


def marker(path: Path) -> dict[str, object]:
    return json.loads((path / "demo.json").read_bytes())  # type: ignore[no-any-return]


def test_it_says_what_there_is_and_what_to_try(run: Run, tmp_path: Path) -> None:
    code, out, err = run("demo", language="es")
    path = tmp_path / "my home" / "demo"
    assert (code, err) == (0, "")
    assert "auditorías inventadas de 52 semanas (24 nov 2025 al 22 nov 2026)" in out
    assert "Huellas Norte" in out
    assert str(path) in out
    commands = [line.strip() for line in out.splitlines() if line.startswith("  audit ")]
    assert len(commands) == 3
    for command in commands:
        words = shlex.split(command)
        assert words[:3] == ["audit", "--home", str(path)]
        code, out, err = run(*words[3:], language="es", home="my home/demo")
        assert (code, err) == (0, "")
    assert [*(tmp_path / "my home").iterdir()] == [path]


def test_a_second_run_keeps_it(run: Run, there: Path) -> None:
    before = (there / "audit.db").stat()
    code, out, err = run("demo")
    assert (code, err) == (0, "")
    assert "is there already" in out
    after = (there / "audit.db").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert run("demo", "--quiet") == (0, f"{there}\n", "")


@pytest.mark.parametrize(
    ("words", "language", "at"),
    [(["--new"], "en", NEXT_WEEK), ([], "es", NOW), ([], "en", NEXT_WEEK)],
    ids=["wanted", "another language", "another week"],
)
def test_it_is_made_anew(
    run: Run, there: Path, words: list[str], language: str, at: Instant
) -> None:
    assert run("report", "weekly", "--format", "html,csv", home="my home/demo")[0] == 0
    assert run("trend", home="my home/demo")[0] == 0
    if words:
        (there / "mine.txt").write_text("x")
    assert run("demo", "--quiet", *words, language=language, at=at) == (0, f"{there}\n", "")
    assert [*there.parent.iterdir()] == [there]
    assert {one.name for one in there.iterdir()} == {"audit.db", "audit.yaml", "demo.json"}
    assert marker(there)["language"] == language
    assert marker(there)["week"] == ("2026-W47" if at is NOW else "2026-W48")


def an_action(run: Run, _there: Path) -> None:
    words = ("actions", "add", "A new lamp", "--site", "centro")
    assert run(*words, home="my home/demo")[0] == 0


def a_correction(run: Run, _there: Path) -> None:
    assert run("discard", "last", "--why", "closed", home="my home/demo")[0] == 0


def a_checklist(_run: Run, there: Path) -> None:
    (there / "checklists").mkdir()
    (there / "checklists" / "mine.yaml").write_text("id: mine")


def a_setting(_run: Run, there: Path) -> None:
    with (there / "audit.yaml").open("a") as file:
        file.write("# mine\n")


def a_note_among_the_reports(_run: Run, there: Path) -> None:
    (there / "reports").mkdir()
    (there / "reports" / "notes.txt").write_text("x")


def what_nobody_can_read(_run: Run, there: Path) -> None:
    (there / "audit.db").write_text("x" * 5000)


def an_unknown_beginning(_run: Run, there: Path) -> None:
    told = {key: value for key, value in marker(there).items() if key != "journal"}
    (there / "demo.json").write_text(json.dumps(told))


@pytest.mark.parametrize(
    "enter",
    [
        an_action,
        a_correction,
        a_checklist,
        a_setting,
        a_note_among_the_reports,
        what_nobody_can_read,
        an_unknown_beginning,
    ],
    ids=lambda enter: enter.__name__,
)
def test_what_a_person_entered_is_not_thrown_away(
    run: Run, there: Path, enter: Callable[[Run, Path], None]
) -> None:
    enter(run, there)
    before = {one: one.read_bytes() for one in there.rglob("*") if one.is_file()}
    for language, at, said in (
        ("en", NEXT_WEEK, "is kept as it is"),
        ("es", NOW, "queda como está"),
    ):
        code, out, err = run("demo", language=language, at=at)
        assert (code, err) == (0, "")
        assert said in out
        assert "--new" in out
        assert "22 nov 2026" in out.lower()
    assert {one: one.read_bytes() for one in there.rglob("*") if one.is_file()} == before


def test_a_demo_of_no_week_is_told_and_left(run: Run, there: Path) -> None:
    (there / "demo.json").write_text('{"demo": 1, "week": "zzz"}')
    assert run("demo")[0] == 2
    assert (there / "audit.db").exists()


def test_open_shows_the_last_week_of_a_demo_that_is_kept(
    run: Run, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(webbrowser, "open", shown.append)
    (there / "mine.txt").write_text("x")
    assert run("demo", "--open", at=NEXT_WEEK)[0] == 0
    assert shown == [(there / "reports" / "weekly-2026-W47.html").as_uri()]


@pytest.mark.parametrize("database", [False, True])
def test_a_demo_that_lost_its_database_is_made_anew(run: Run, there: Path, database: bool) -> None:
    (there / ("demo.json" if database else "audit.db")).unlink()
    code, _, err = run("demo", "--quiet")
    assert code == (2 if database else 0)
    assert ("no demo of this program" in err) == database


def folder(path: Path) -> None:
    path.mkdir()
    (path / "thesis.txt").write_text("x")


def other_marker(path: Path) -> None:
    path.mkdir()
    (path / "demo.json").write_text('["guitar", "drums"]')


def link(path: Path) -> None:
    (path.parent / "elsewhere").mkdir()
    (path.parent / "elsewhere" / "demo.json").write_text('{"demo": 1}')
    path.symlink_to("elsewhere")


@pytest.mark.parametrize(
    "foreign", [folder, other_marker, link, Path.touch, Path.mkdir], ids=lambda f: f.__name__
)
@pytest.mark.parametrize("words", [[], ["--new"]])
def test_what_is_not_ours_is_not_touched(
    run: Run, tmp_path: Path, foreign: Callable[[Path], None], words: list[str]
) -> None:
    (tmp_path / "my home").mkdir()
    path = tmp_path / "my home" / "demo"
    foreign(path)
    before = sorted(path.parent.rglob("*"))
    code, out, err = run("demo", *words, language="es")
    assert (code, out) == (2, "")
    assert str(path) in err
    assert "no es una demostración" in err
    assert sorted(path.parent.rglob("*")) == before


def test_a_home_that_cannot_be(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, out, err = run("demo", home="file/home")
    assert (code, out) == (1, "")
    assert "was not written" in err


def test_open_shows_the_summary_of_the_week(
    run: Run, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def browse(address: str) -> bool:
        shown.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", browse)
    code, out, err = run("demo", "--open")
    assert (code, err) == (0, "")
    assert "is there already" in out
    page = there / "reports" / "weekly-2026-W47.html"
    assert shown == [page.as_uri()]
    text = page.read_text("utf-8")
    assert "Paws Downtown" in text
    assert len(shown) == 1


def test_paths_are_whole_on_a_narrow_terminal(
    run: Run, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _: True)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    # The paths of the reports, which their own command tells a person, are not what was asked for.
    assert run("demo", "--open", "--quiet") == (0, f"{there}\n", "")
    code, out, _ = run("demo", "--open")
    assert code == 0
    assert str(there) in out.splitlines()
    assert f"audit --home '{there}' actions list" in out
    assert all(len(line) <= 40 or str(there) in line for line in out.splitlines())
