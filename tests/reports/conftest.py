"""`--update-snapshots` writes the reports anew, a person reads what changed; one browser a module."""

import pytest
from browsing import started_browser


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-snapshots", action="store_true", help="write the snapshots anew")


@pytest.fixture(scope="module")
def browser():
    with started_browser() as started:
        yield started
