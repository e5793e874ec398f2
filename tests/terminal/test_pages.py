"""Every page, drawn in colour and without: the same words, however many columns there are."""

import re
from datetime import UTC, datetime

import pytest

from audit_cli.commands.main import main
from audit_cli.demo.home import make

PAGES = [
    ("list", "--limit", "9"),
    ("show", "last", "--explain"),
    ("actions", "list", "--all"),
    ("trend", "--site", "sur", "--checklist", "walk-in"),
    ("questions", "--site", "sur"),
    ("compare", "--site", "sur", "--checklist", "walk-in", "--from", "2026-W01..2026-W40", "--to", "last-6"),
    ("checklist", "list"),
    ("checklist", "show", "walk-in"),
    ("doctor",),
]  # fmt: skip


@pytest.fixture(scope="module", params=["en", "es"])
def home(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, str]:
    """A demo in a language."""
    path = tmp_path_factory.mktemp("demo") / "demo"
    make(path, request.param, datetime(2026, 11, 24, 12, tzinfo=UTC))
    return request.param, str(path)


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that can draw, unless a test says otherwise."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("TZ", "America/Mexico_City")


def words(text: str) -> list[str]:
    """What is read, in any order; the bars of a drawing grow with the screen."""
    plain = re.sub("\x1b\\[[0-9;]*m", "", text)
    return sorted(word for word in plain.split() if not set(word) & set("░●│\\"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: " ".join(page[:2]))
@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_colour_adds_no_word_and_takes_none(
    page: tuple[str, ...],
    columns: str,
    home: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    language, path = home
    said = []
    for forced in ("", "1"):
        monkeypatch.setenv("COLUMNS", columns)
        monkeypatch.setenv("FORCE_COLOR", forced)
        assert main(["--home", path, "--lang", language, *page]) == 0
        said.append(capsys.readouterr().out)
    plain, painted = said
    assert "\x1b[" not in plain
    assert "\x1b[" in painted
    assert words(plain) == words(painted)
    # Sentences of `doctor` are whole in a pipe: they hold commands.
    lines = re.sub("\x1b\\[[0-9;]*m", "", painted).splitlines() if page != ("doctor",) else []
    assert max(map(len, lines), default=0) <= int(columns)
