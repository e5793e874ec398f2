"""`--update-messages` writes the expected problems anew; a person reads what changed."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-messages", action="store_true", help="write the expected problems anew"
    )
