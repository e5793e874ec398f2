"""The one place that reads the clock."""

import time
from datetime import UTC, datetime
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
    return Instant(in_local_time(datetime.now()), _run(), seconds)


def in_local_time(moment: datetime) -> datetime:
    """A moment without a time zone in the machine's own; in UTC where TZ names an impossible one."""
    try:
        return moment.astimezone()
    except ValueError:  # `UTC+25`: what the system then calls local time is nowhere's
        return datetime.fromtimestamp(moment.timestamp(), UTC)
