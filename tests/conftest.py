"""What holds for every test: signals mean what they do in a terminal, and few examples are enough.

`--update-snapshots` writes the reports anew, a person reads what changed; there is one browser a module."""

import signal

import examples  # noqa: F401 (registers the profiles)
import pytest
from browsing import started_browser
from hypothesis import settings

# Where the tests run in the background, or under `nohup`, they are started with these ignored, and so
# would be the programs that they start.
for number, handler in (
    (signal.SIGINT, signal.default_int_handler),
    (signal.SIGQUIT, signal.SIG_DFL),
    (signal.SIGHUP, signal.SIG_DFL),
    (signal.SIGTERM, signal.SIG_DFL),
):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, handler)

settings.load_profile("quick")  # before `--hypothesis-profile` is read


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-snapshots", action="store_true", help="write the snapshots anew")


@pytest.fixture(scope="module")
def browser():
    with started_browser() as started:
        yield started
