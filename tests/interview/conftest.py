"""The shipped checklists, and time that passes only when it is told to."""

import pytest
from leading import Watch

from audit_cli.checklist.library import Library
from audit_cli.checklist.model import Checklist


@pytest.fixture(scope="session")
def walk_in() -> Checklist:
    return Library(None, None).load("walk-in")


@pytest.fixture(scope="session")
def phone_test() -> Checklist:
    return Library(None, None).load("phone-test")


@pytest.fixture
def watch() -> Watch:
    return Watch()
