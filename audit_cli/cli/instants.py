"""The one place that reads the clock."""

import time
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final
from uuid import uuid4

from audit_cli.interview.clock import Instant

_BOOTTIME: Final = getattr(time, "CLOCK_BOOTTIME", None)


@cache
def _run() -> str:
    """What the steady clock's zero belongs to: this start of the machine, else this process.

    A tablet that sleeps stops the monotonic clock; CLOCK_BOOTTIME goes on, also over our restarts."""
    if _BOOTTIME is not None:
        try:
            return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        except OSError:
            pass
    return str(uuid4())


def now() -> Instant:
    """This moment, by the wall and by the steady clock."""
    seconds = time.monotonic() if _BOOTTIME is None else time.clock_gettime(_BOOTTIME)
    return Instant(datetime.now().astimezone(), _run(), seconds)
