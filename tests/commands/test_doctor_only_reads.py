"""`doctor` changes no byte: neither of an older file, nor of an empty one, nor of what is not there."""

from pathlib import Path

import pytest
from kept_homes import contents, kept_home
from store.making import make_older

from audit_cli.commands.main import main
from audit_cli.store.migrations import MIGRATIONS

SETTINGS = (
    "language: en\nsites:\n  - {id: centro, name: Main Street, time_zone: America/Mexico_City}\n"
)


@pytest.mark.parametrize("steps", range(1, len(MIGRATIONS) + 1))
def test_a_file_of_any_version_stays_as_it_is(
    tmp_path: Path, steps: int, capsys: pytest.CaptureFixture[str]
) -> None:
    kept_home(tmp_path)
    (tmp_path / "audit.yaml").write_text(SETTINGS)
    make_older(tmp_path / "audit.db", steps)
    before = contents(tmp_path)
    assert main(["--home", str(tmp_path), "doctor"]) == 0
    assert contents(tmp_path) == before
    printed = capsys.readouterr().out
    assert ("older version" in printed) == (steps < len(MIGRATIONS))


def test_an_older_file_is_looked_over_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import sqlite3  # noqa: PLC0415

    kept_home(tmp_path)
    make_older(tmp_path / "audit.db", 1)
    with sqlite3.connect(tmp_path / "audit.db") as connection:
        connection.execute("DELETE FROM event WHERE seq = 9")
    connection.close()
    before = contents(tmp_path)
    assert main(["--home", str(tmp_path), "--lang", "en", "doctor"]) == 1
    assert "should end with event 9" in capsys.readouterr().out
    assert contents(tmp_path) == before


@pytest.mark.parametrize("empty", [True, False])
def test_what_is_empty_or_absent_stays_so(tmp_path: Path, empty: bool) -> None:
    home = tmp_path / "home"
    if empty:
        home.mkdir(0o700)
        (home / "audit.db").touch(0o600)
    before = contents(tmp_path)
    assert main(["--home", str(home), "doctor"]) == 0
    assert contents(tmp_path) == before
