"""A store of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit_cli.store.journal import Store

from .making import store_in


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with store_in(tmp_path) as opened:
        yield opened
