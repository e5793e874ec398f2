"""What holds for every test: Ctrl-C means something, even where the tests run as a job in the background.

`--update-snapshots` writes the reports anew, a person reads what changed; there is one browser a module."""

import signal

import pytest
from browsing import started_browser

# Such a job is started with SIGINT ignored, and so would be the programs that it starts, as of `nohup`.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-snapshots", action="store_true", help="write the snapshots anew")


@pytest.fixture(scope="module")
def browser():
    with started_browser() as started:
        yield started
