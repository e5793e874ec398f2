"""What is built from this folder has everything in it. `.ci/installs.py` builds and installs it."""

import subprocess
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from audit_cli import __version__
from audit_cli.language.messages import CATALOGUES
from audit_cli.resources import shipped

PROJECT: Final = Path(__file__).parent.parent
PYPROJECT: Final[dict[str, Any]] = tomllib.loads((PROJECT / "pyproject.toml").read_text())
TARGETS: Final[dict[str, Any]] = PYPROJECT["tool"]["hatch"]["build"]["targets"]


def test_one_version() -> None:
    assert PYPROJECT["project"]["version"] == __version__


@pytest.mark.parametrize("folder", ["checklists", "report_templates"])
def test_the_wheel_carries_the_shipped_files(folder: str) -> None:
    """At the very place where an installed program looks for them."""
    assert TARGETS["wheel"]["force-include"][folder] == f"audit_cli/{folder}"
    assert (PROJECT / folder).is_dir()


@pytest.mark.parametrize(
    ("folder", "file"),
    [
        ("checklists", "walk-in.yaml"),
        ("checklists", "phone-test.yaml"),
        ("checklists", "checklist.schema.json"),
        ("report_templates", "visit.html"),
        ("report_templates", "visit.md"),
        ("report_templates", "visit.txt"),
    ],
)
def test_shipped_files_are_found(folder: Any, file: str) -> None:
    assert (shipped(folder) / file).is_file()


def in_git() -> list[str]:
    """The files that git keeps; skips where this is no clone."""
    listed = ["git", "-C", str(PROJECT), "ls-files"]
    kept = subprocess.run(listed, capture_output=True, text=True, check=False)
    if kept.returncode:
        pytest.skip(f"not a clone: {kept.stderr.strip()}")
    return kept.stdout.splitlines()


def test_every_catalogue_is_published() -> None:
    """Both files of it: what git ignores is in no wheel, and what it doesn't keep in no clone."""
    kept = {name for name in in_git() if name.startswith("audit_cli/language/locale/")}
    folders = sorted(path.parent for path in CATALOGUES.glob("*/LC_MESSAGES/audit.po"))
    assert folders
    files = {folder / name for folder in folders for name in ("audit.po", "audit.mo")}
    assert kept == {file.relative_to(PROJECT).as_posix() for file in files}
    assert TARGETS["wheel"]["packages"] == ["audit_cli"]


def test_the_source_archive_is_whole() -> None:
    """Everything that git keeps is in it: one can run `make test` there."""
    tops = {name.partition("/")[0] for name in in_git()}
    # pyproject.toml and .gitignore are always added by hatchling.
    assert tops - set(TARGETS["sdist"]["include"]) == {"pyproject.toml", ".gitignore"}


def test_licence_and_readme_are_there() -> None:
    project = PYPROJECT["project"]
    for name in (project["readme"], *project["license-files"]):
        assert (PROJECT / name).is_file()
