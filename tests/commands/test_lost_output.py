"""What was saved is said to be saved, under its id, where the output that should say so is lost."""

import errno
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from audit_cli.commands.main import main

EXAMPLE = str(Path(__file__).parents[1] / "interview" / "example.yaml")
LOSSES = {"full": OSError(errno.ENOSPC, "No space left on device"), "closed": BrokenPipeError()}
# What begins, and what is then done about it while nobody hears it.
AUDIT, ACTION = ("run", "walk-in", "--answers", EXAMPLE), ("actions", "add", "order a mat")
COMMANDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "run": ((), AUDIT),
    "run --json": ((), (*AUDIT, "--json")),
    "import": ((), ("import", EXAMPLE)),
    "amend": (AUDIT, ("amend", "last", "floor-clean", "yes", "--why", "dry")),
    "amend site": (AUDIT, ("amend", "last", "site", "norte", "--why", "moved")),
    "discard": (AUDIT, ("discard", "last", "--why", "a trial")),
    "erase": (AUDIT, ("erase", "last", "floor-clean", "--why", "a name")),
    "add": ((), ACTION),
    "assign": (ACTION, ("actions", "assign", "ACTION", "--to", "reception")),
    "done": (ACTION, ("actions", "done", "ACTION")),
}

Run = Callable[..., tuple[int, str, str]]


class Lost(io.StringIO):
    """A stdout that nobody reads: what is written is lost at the latest when it is flushed."""

    def __init__(self, loss: OSError) -> None:
        super().__init__()
        self.loss = loss

    def flush(self) -> None:
        if self.getvalue():
            raise self.loss


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def running(*words: str, loss: str = "") -> tuple[int, str, str]:
        with monkeypatch.context() as patched:
            if loss == "none":
                patched.setattr("sys.stdout", None)
            elif loss:
                patched.setattr("sys.stdout", Lost(LOSSES[loss]))
            code = main(["--home", str(tmp_path / "home"), "--lang", "en", *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return running


def _stored(run: Run) -> set[str]:
    """The ids of all that is kept."""
    lines = run("export")[1].splitlines()
    return {word for line in lines for word in line.split('"') if len(word) == 36} - {"checklist"}


@pytest.mark.parametrize("loss", [*LOSSES, "none"])
@pytest.mark.parametrize("name", COMMANDS)
def test_what_was_saved_is_said_on_stderr(run: Run, name: str, loss: str) -> None:
    before, words = COMMANDS[name]
    told = run(*before)[1] if before else ""
    action = told.removeprefix("added: ").partition(",")[0]
    code, _, complaint = run(*(action if word == "ACTION" else word for word in words), loss=loss)
    assert code == 1
    [line] = [line for line in complaint.splitlines() if "is saved" in line]
    [short] = [word.strip("():,;") for word in line.split() if len(word.strip("():,;")) == 36]
    assert short in _stored(run)


def test_many_are_counted(run: Run, tmp_path: Path) -> None:
    text = Path(EXAMPLE).read_text("utf-8")
    several = tmp_path / "several.yaml"
    several.write_text("\n---\n".join(text.replace("09:15", f"09:{n}") for n in range(15, 27)))
    code, _, complaint = run("import", str(several), loss="full")
    assert code == 1
    [line] = [line for line in complaint.splitlines() if "saved" in line]
    assert "(+7)" in line


@pytest.mark.parametrize("words", [("list",), ("import", EXAMPLE), ("amend", "last", "x", "yes")])
def test_nothing_is_said_to_be_saved_where_nothing_was(run: Run, words: tuple[str, ...]) -> None:
    run(*AUDIT)
    if words[0] == "import":
        run(*words)
    code, _, complaint = run(*words, loss="full")
    assert code in (1, 2)
    assert "saved" not in complaint


def test_so_it_is_where_something_else_fails_afterwards(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("audit_cli.commands.actions._tell", stopped)
    code, _, complaint = run(*ACTION)
    assert code == 130
    assert "is saved" in complaint
