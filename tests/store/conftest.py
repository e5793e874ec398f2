"""A store of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit_cli.store.journal import Store

from .making import store_in


def pytest_configure(config: pytest.Config) -> None:
    """Faults need strace; `-m "not faults"` leaves them out."""
    config.addinivalue_line("markers", "faults: makes system calls fail, by strace")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with store_in(tmp_path) as opened:
        yield opened
