"""One run at a time: a lock that the system gives back whatever happens to the one who holds it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audit_cli.errors import AuditError, ExitCode
from audit_cli.files import PRIVATE_FILE, NotWritten
from audit_cli.language import _


class LockHeld(AuditError):
    """Another run is at it."""

    exit_code = ExitCode.LOCKED
    message = _("another run is at work here ({path}); try again when it is done")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock that this file stands for; its folder must be there. The file stays: whoever deleted it
    could let two in. Raises LockHeld at once, NotWritten."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
    except OSError as error:
        raise NotWritten(path, error) from error
    try:
        try:
            _take(descriptor)
        except BlockingIOError:
            raise LockHeld(path=path) from None
        except OSError as error:  # a file system without locks
            raise NotWritten(path, error) from error
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> None:
    """Raises BlockingIOError where another run holds it."""
    try:
        import fcntl  # noqa: PLC0415 (not on Windows)
    except ImportError:  # pragma: no cover
        import msvcrt  # noqa: PLC0415

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            raise BlockingIOError from None
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
