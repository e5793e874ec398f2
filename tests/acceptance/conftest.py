"""A program with an empty home, in Spanish or in English."""

from pathlib import Path

import pytest

from .program import ENGLISH, SPANISH, Program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """In Spanish, as in Mexico."""
    return Program(tmp_path / "home", SPANISH)


@pytest.fixture
def in_english(tmp_path: Path) -> Program:
    """In English, with the same home."""
    return Program(tmp_path / "home", ENGLISH)
