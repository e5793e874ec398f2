"""What a user's own template may cost: so much work, so many bytes, and something must come of it."""

import os
import signal
import warnings
from collections.abc import Callable
from typing import Final, NoReturn

from audit_cli.errors import AuditError
from audit_cli.language import _

SECONDS_OF_WORK: float = 2.0  # of work; a slow tablet prints the shipped ones in a third of that
LARGEST_TEXT: Final = 2_000_000  # bytes; a thousand audits in a week make a page of 100,000

_TOO_LONG: Final = _("it takes too long (more than {seconds} seconds of work)")
_TOO_MUCH: Final = _("it prints too much (more than {megabytes} MB)")
_NOTHING: Final = _("it prints nothing")


class BeyondLimit(AuditError):
    """Work that costs too much, or for nothing; says what of it."""


def within_limits(work: Callable[[], str]) -> str:
    """The text that comes of some work, and what it raises. Raises BeyondLimit.

    It is done in a process of its own, which the system ends in time, whatever it is at: no clock of
    Python's stops `9 ** 9 ** 9`. Where no process can be forked (Windows), only its text is limited."""
    text = _forked(work) if hasattr(os, "fork") else work()
    if len(text.encode()) > LARGEST_TEXT:
        raise BeyondLimit(_TOO_MUCH, megabytes=LARGEST_TEXT // 1_000_000)
    if not text.strip():
        raise BeyondLimit(_NOTHING)
    return text


def _forked(work: Callable[[], str]) -> str:
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Of other threads: what they hold, a template has no use for.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        os.close(reading)  # else its last reader would be itself, and it would wait for ever
        _write_and_end(work, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read(LARGEST_TEXT + 4)  # whatever is too much, and no more
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGPROF, signal.SIGALRM):
        raise BeyondLimit(_TOO_LONG, seconds=f"{SECONDS_OF_WORK:g}")
    if len(data) > LARGEST_TEXT or not status:
        return data.decode(errors="ignore")  # the last character may be cut
    return work()  # which raises here what it raised there


def _write_and_end(work: Callable[[], str], writing: int) -> NoReturn:
    try:
        signal.setitimer(signal.ITIMER_PROF, SECONDS_OF_WORK)
        signal.setitimer(signal.ITIMER_REAL, 30 * SECONDS_OF_WORK)  # should it wait instead of work
        data = work().encode()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(data)
        os._exit(0)
    finally:
        os._exit(1)  # nothing of the other process is closed or told twice
