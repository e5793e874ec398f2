"""What is wrong with the flags of an audit, before any file is read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from audit_cli.errors import UsageError
from audit_cli.language import _
from audit_cli.terminal.instants import now
from audit_cli.terminal.session import Session

TOGETHER: Final = _("{one} and {other} don't go together; leave one of them out")
WITHOUT: Final = _("{one} means nothing without {other}")
_WHEN: Final = _("{flag}: {reason}")
_AUDITOR: Final = _("--auditor takes one line of up to 100 letters")


def check_together(
    *, resume: bool, new: bool, answers: bool, draft: bool, about: Mapping[str, str | None]
) -> None:
    """Raises UsageError for flags of which one makes the other meaningless. An audit that goes on
    has its site, auditor and time already, so `about` says nothing of them."""
    told = {"--answers": answers, "--new": new, **{f"--{key}": about[key] for key in about}}
    other = next((flag for flag, given in told.items() if given), None)
    if resume and other:
        raise UsageError(TOGETHER, one="--resume", other=other)
    if new and answers:
        raise UsageError(TOGETHER, one="--new", other="--answers")
    if draft and not answers:
        raise UsageError(WITHOUT, one="--draft", other="--answers")


def checked(here: Session, flags: Mapping[str, str | None]) -> dict[str, str]:
    """Those that are given, of site, auditor and at. Raises UsageError for one that is wrong."""
    from audit_cli.interview.answer_header import is_one_line  # noqa: PLC0415

    given = {key: value for key, value in flags.items() if value}
    # Where no site is named, the file may name one, and with it the time zone.
    zone = here.place(given["site"]).time_zone if "site" in given else "UTC"
    if "at" in given:
        instant_flag(given["at"], zone)
    if "auditor" in given and not is_one_line(given["auditor"]):
        raise UsageError(_AUDITOR)
    return given


def instant_flag(written: str, time_zone: str) -> datetime:
    """When `--at` says that it was. Raises UsageError."""
    from audit_cli.interview.answer_header import WrongInstant, instant_written  # noqa: PLC0415

    try:
        return instant_written(written, time_zone, now().wall)
    except WrongInstant as error:
        raise UsageError(_WHEN, flag="--at", reason=error) from None
