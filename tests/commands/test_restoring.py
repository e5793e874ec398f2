"""`audit backup --restore FILE`: a copy put back whole, and nothing thrown away."""

import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from kept_homes import contents, cut_short, kept_home
from store.making import event, finished, make_older, store_in, stored

from audit_cli.commands import options
from audit_cli.commands.main import main
from audit_cli.store import connection as opening
from audit_cli.store.backups import back_up
from audit_cli.store.faults import NotSaved
from audit_cli.terminal.session import Session

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in the home; returns its exit code, what it printed, and what it complained of."""

    def running(*words: str, lang: str = "en") -> tuple[int, str, str]:
        code = main(["--home", str(home), "--lang", lang, *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return running


def aside(home: Path) -> list[str]:
    return sorted(path.name for path in home.glob("audit-replaced-*"))


def exported(run: Run) -> str:
    code, printed, _ = run("export")
    assert code == 0
    return printed


def test_an_older_backup_is_put_back_whole_beside_a_write_that_was_cut_short(
    home: Path, run: Run
) -> None:
    copy, _ = kept_home(home)
    before = exported(run)
    with store_in(home) as store:
        stored(store, finished("x" * 9000))
    later = exported(run)
    cut_short(home / "audit.db")
    code, printed, complaint = run("backup", "--restore", str(copy), "--yes")
    assert (code, complaint) == (0, "")
    assert exported(run) == before
    assert "in order" in run("doctor")[1]
    [name] = aside(home)
    assert str(home / name) in printed
    for path in (home / "audit.db", home / name):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    # What was there is kept, as it was before the write that was cut short.
    assert run("backup", "--restore", str(home / name), "--yes")[0] == 0
    assert exported(run) == later
    assert len(aside(home)) == 2


@pytest.mark.parametrize("there", [b"", b"no database" * 999, None])
def test_a_backup_takes_the_place_of_whatever_is_there(
    home: Path, run: Run, there: bytes | None
) -> None:
    copy, _ = kept_home(home)
    before = exported(run)
    database = home / "audit.db"
    database.unlink()
    if there is not None:
        database.write_bytes(there)
    (home / "audit.db-journal").write_bytes(b"what another program left" * 99)
    assert run("backup", "--restore", str(copy), "--yes")[0] == 0
    assert exported(run) == before
    assert not (home / "audit.db-journal").exists()
    kept = [(home / name).read_bytes() for name in aside(home)]
    assert there is None or there in kept
    # Beside a file with pages, SQLite itself takes the journal for one of a write to be undone.
    assert any(data.startswith(b"what another") for data in kept) or there


def test_a_database_that_lies_elsewhere_is_replaced_where_it_lies(home: Path, run: Run) -> None:
    copy, _ = kept_home(home)
    elsewhere = home.parent / "disk"
    elsewhere.mkdir()
    (home / "audit.db").rename(elsewhere / "audit.db")
    (home / "audit.db").symlink_to(elsewhere / "audit.db")
    cut_short(elsewhere / "audit.db")
    assert run("backup", "--restore", str(copy), "--yes")[0] == 0
    assert (home / "audit.db").is_symlink()
    assert "in order" in run("doctor")[1]


def test_an_older_programs_backup_is_put_back_and_migrated_by_the_next_command(
    home: Path, run: Run
) -> None:
    copy, audit = kept_home(home)
    make_older(copy, 1)
    assert run("backup", "--restore", str(copy), "--yes")[0] == 0
    assert "older version" in run("doctor")[1]
    assert audit[:8] in run("list")[1]
    assert (home / "backups" / "audit-before-0002-weeks.db").exists()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE event SET value = '\"no\"' WHERE kind = 'amend'", "audit "),
        ("INSERT INTO migration VALUES (99, 'future')", "newer version of audit; update"),
        ("DROP TABLE migration", "another program; choose another"),
        ("DELETE FROM migration WHERE number = 2", "choose another"),
        ("DELETE FROM event WHERE seq = 9", "belong to nothing"),
        ("DELETE FROM event WHERE seq = 8", "event 8 is missing"),
        ("DROP TABLE event", "index event_moved is missing"),
    ],
)
def test_a_backup_that_is_not_whole_is_refused_and_nothing_changes(
    home: Path, run: Run, statement: str, words: str
) -> None:
    copy, _ = kept_home(home)
    with closing(sqlite3.connect(copy)) as connection:
        connection.executescript(statement)
    before = contents(home)
    code, printed, complaint = run("backup", "--restore", str(copy), "--yes")
    assert (code, printed) == (1, "")
    assert words in complaint
    assert str(copy) in complaint
    assert contents(home) == before


@pytest.mark.parametrize("what", [b"", b"x" * 5000])
def test_what_is_no_backup_is_refused(home: Path, run: Run, what: bytes) -> None:
    kept_home(home)
    other = home.parent / "other.db"
    other.write_bytes(what)
    before = contents(home)
    code, _, complaint = run("backup", "--restore", str(other), "--yes")
    assert code == 1
    assert str(other) in complaint
    for name in (str(home.parent / "none.db"), str(home)):
        code, _, complaint = run("backup", "--restore", name, "--yes")
        assert code == 2
        assert name in complaint
    assert contents(home) == before


def test_sums_that_can_be_derived_anew_are_no_reason_to_refuse(home: Path, run: Run) -> None:
    copy, _ = kept_home(home)
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE audit SET state = 'draft'")
    assert run("backup", "--restore", str(copy), "--yes")[0] == 0
    assert "--rebuild" in run("doctor")[1]


def test_nobody_may_be_amid_a_write(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    copy, _ = kept_home(home)
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(home / "audit.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        code, _, complaint = run("backup", "--restore", str(copy), "--yes")
    assert code == 1
    assert "another program has held the database" in complaint
    assert aside(home) == []


def test_it_is_asked_at_a_terminal_and_needs_yes_elsewhere(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, audit = kept_home(home)
    with store_in(home) as store:
        stored(store, finished())
    before = contents(home)
    code, _, complaint = run("backup", "--restore", str(copy))
    assert code == 2
    assert "--yes" in complaint
    monkeypatch.setattr(Session, "terminal", True)
    asked: list[str] = []

    def reply(word: str) -> Callable[[str], str]:
        def replying(question: str) -> str:
            asked.append(question)
            if not word:
                raise EOFError
            return word

        return replying

    for word in ("n", "", "x"):
        monkeypatch.setattr(options, "input", reply(word), raising=False)
        assert run("backup", "--restore", str(copy))[0] == 1
    assert contents(home) == before
    monkeypatch.setattr(options, "input", reply("sí"), raising=False)
    assert run("backup", "--restore", str(copy), lang="es")[0] == 0
    assert str(copy) in asked[0]
    assert "(s/n)" in asked[-1]
    assert [line[:8] for line in run("list")[1].splitlines()[:1]] == [audit[:8]]


@pytest.mark.parametrize("words", [("--yes",), ("--restore", "x.db", "-o", "y")])
def test_options_that_mean_nothing_together_are_told(run: Run, words: tuple[str, ...]) -> None:
    assert run("backup", *words)[0] == 2


def test_every_text_that_sends_people_to_a_backup_names_the_command(home: Path, run: Run) -> None:
    kept_home(home)
    (home / "audit.db").write_bytes(b"no database" * 999)
    for lang in ("en", "es"):
        assert "audit backup --restore" in run("doctor", lang=lang)[1]
        assert "audit backup --restore" in run("list", lang=lang)[2]


def test_what_was_there_stays_when_the_copy_cannot_be_put_in_its_place(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, _ = kept_home(home)
    with store_in(home) as store:
        stored(store, finished())
        back_up(store.path, home.parent, "later")
    before = contents(home)
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if self.suffix == ".tmp":
            raise OSError(5, "planted")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    assert run("backup", "--restore", str(copy), "--yes")[0] == 1
    assert contents(home) == before


def test_nothing_is_acknowledged_into_the_file_that_was_replaced(home: Path, run: Run) -> None:
    copy, audit = kept_home(home)
    with store_in(home) as store:
        assert run("backup", "--restore", str(copy), "--yes")[0] == 0
        with pytest.raises(NotSaved):
            store.append(audit, [event(10, "discard", None, None, "x")])
        # Tried again, it finds the new one.
        store.append(audit, [event(10, "discard", None, None, "x")])
    assert "discarded" in run("list", "--state", "discarded")[1]
