"""What commands say of a database that moves while they work, and of others who write meanwhile."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from audit_cli.commands.main import main
from audit_cli.interview.facts import numbered
from audit_cli.store.journal import Store
from audit_cli.terminal.instants import now

EXAMPLE = Path(__file__).parents[1] / "interview" / "example.yaml"

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command: its exit code, and everything that was said."""

    def running(*words: str) -> tuple[int, str]:
        code = main(["--home", str(home), "--lang", "en", *words])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return running


class Typed(io.StringIO):
    """Lines that somebody types, and what happens before the last of them."""

    def __init__(self, lines: list[str], happens: Callable[[], object]) -> None:
        super().__init__("".join(f"{line}\n" for line in lines))
        self.left, self.happens = len(lines), happens

    def readline(self, *size: int) -> str:  # type: ignore[override]  # as it is called
        self.left -= 1
        if self.left == 0:
            self.happens()
        return super().readline(*size)


@pytest.mark.parametrize("last", ["q", "1"], ids=["leaving", "answering"])
@pytest.mark.parametrize("gone", ["moved", "older"])
def test_an_audit_that_is_not_there_is_not_said_to_be_saved(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, last: str, gone: str
) -> None:
    assert run("run", "walk-in", "--answers", str(EXAMPLE))[0] == 0
    older = (home / "audit.db").read_bytes()

    def happens() -> None:
        (home / "audit.db").rename(home / "aside.db")
        if gone == "older":
            (home / "audit.db").write_bytes(older)

    keys = ["1", "1", last]
    monkeypatch.setattr(sys, "stdin", Typed(keys, happens))
    code, said = run("walk-in", "--site", "centro")
    assert code == 1
    assert "aved. To go on" not in said
    assert "moved away or replaced" in said or "of 2 events" in said or "of 3 events" in said
    assert (home / "audit.db").exists() == (gone == "older")


def test_what_cannot_be_opened_is_not_read_rather_than_not_saved(run: Run, home: Path) -> None:
    (home / "audit.db").mkdir(parents=True)
    for words in (["list"], ["show", "last"], ["trend"], ["export"]):
        code, said = run(*words)
        assert (code, "cannot read" in said, "not saved" in said) == (1, True, False), said


Meanwhile = Callable[..., None]


@pytest.fixture
def meanwhile(home: Path, monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Have another program discard, restore or amend just before the next write of a kind."""

    def arranging(write: str, kind: str, question: str | None = None) -> None:
        real = getattr(Store, write)

        def interrupted(*arguments: object, **options: object) -> object:
            monkeypatch.setattr(Store, write, real)
            with Store.open(home / "audit.db", backups=home / "backups") as other:
                [row] = other.audits()
                length = len(other.events(row.id))
                fact = (kind, question, "yes" if kind == "amend" else None, "another")
                other.append(row.id, numbered(length, now(), fact))  # type: ignore[arg-type]
            return real(*arguments, **options)

        monkeypatch.setattr(Store, write, interrupted)

    return arranging


@pytest.mark.parametrize(
    ("write", "words"),
    [
        ("append", "amend last floor-clean yes"),
        ("append", "amend last client regular"),
        ("append", "discard last"),
        ("erase", "erase last floor-clean"),
    ],
)
def test_what_another_program_adds_meanwhile_is_no_failure(
    run: Run, meanwhile: Meanwhile, write: str, words: str
) -> None:
    assert run("run", "walk-in", "--answers", str(EXAMPLE))[0] == 0
    meanwhile(write, "amend", "phones-away")
    code, said = run(*words.split(), "--why", "x")
    assert (code, "another program" in said) == (0, False), said
    assert '"text":"another"' in run("export")[1]


def test_what_makes_no_sense_any_more_is_told(run: Run, meanwhile: Meanwhile) -> None:
    assert run("run", "walk-in", "--answers", str(EXAMPLE))[0] == 0
    audit = json.loads(run("list", "--json")[1])[0]["id"]
    meanwhile("append", "discard")
    code, said = run("discard", audit, "--why", "x")
    assert (code, "set aside already" in said) == (2, True)


def test_a_period_entered_meanwhile_is_no_failure(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("run", "walk-in", "--answers", str(EXAMPLE))[0] == 0
    real = Store.append

    def interrupted(store: Store, name: str, *rest: object, **options: object) -> None:
        monkeypatch.setattr(Store, "append", real)
        with Store.open(home / "audit.db", backups=home / "backups") as other:
            real(other, name, *rest, **options)  # type: ignore[arg-type]  # the same, but for its ids
        fresh = [event._replace(uuid=str(uuid4())) for event in rest[0]]  # type: ignore[attr-defined]
        real(store, name, fresh, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "append", interrupted)
    assert run("trend", "--new-period", "2026-W47", "--why", "x")[0] == 0
