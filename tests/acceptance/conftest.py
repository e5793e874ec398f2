"""A program with an empty home, in Spanish or in English."""

from pathlib import Path

import pytest

from .program import ENGLISH, SPANISH, Program


def pytest_configure(config: pytest.Config) -> None:
    """A mark for what makes calls of the system fail."""
    config.addinivalue_line(
        "markers", "faults: needs strace (skipped without it; fails instead where AUDIT_CI=1)"
    )


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """In Spanish, as in Mexico."""
    return Program(tmp_path / "home", SPANISH)


@pytest.fixture
def in_english(tmp_path: Path) -> Program:
    """In English, with the same home."""
    return Program(tmp_path / "home", ENGLISH)
