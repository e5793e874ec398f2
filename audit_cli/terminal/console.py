"""Writing to stdout and stderr, so that lost output is never called success."""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable
from typing import TextIO

from audit_cli.errors import AuditError
from audit_cli.language import _, printable
from audit_cli.reports.rendering import json_text


class OutputLost(AuditError):
    """What was to be printed could not be written."""

    message = _("the output could not be written: {reason}")


class OutputClosed(AuditError):
    """Whoever read our output has stopped reading, as `| head` does: nothing to say about it."""

    message = _("the output was closed")


def out(text: str = "") -> None:
    """Print a line on stdout, without control characters. Raises OutputLost or OutputClosed."""
    write(_wrapped(printable(text), sys.stdout) + "\n")


def out_json(value: object) -> None:
    """Print JSON on stdout. Raises OutputLost or OutputClosed."""
    write(json_text(value))


def out_json_list(values: Iterable[object]) -> None:
    """Print a list as `out_json` does, one value after the other: however many, one is held at a time."""
    before = "[\n  "
    for value in values:
        write(before + json_text(value).rstrip("\n").replace("\n", "\n  "))
        before = ",\n  "
    write("[]\n" if before.startswith("[") else "\n]\n")


def write(text: str) -> None:
    """Write text to stdout as it is. Raises OutputLost or OutputClosed."""
    if sys.stdout is None:
        raise OutputLost(reason="stdout")
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        raise OutputClosed() from None
    except (OSError, ValueError) as error:
        raise OutputLost(reason=getattr(error, "strerror", None) or error) from None


def warn(text: str) -> None:
    """Print a line on stderr, without control characters; a lost warning loses nothing else."""
    if sys.stderr is None:  # which print would take for stdout
        return
    try:
        print(_wrapped(printable(text), sys.stderr), file=sys.stderr, flush=True)
    except (OSError, ValueError):
        abandon(2)


def flush() -> None:
    """Make sure that everything printed has reached its reader. Raises OutputLost or OutputClosed."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise OutputClosed() from None
    except (OSError, ValueError) as error:
        raise OutputLost(reason=getattr(error, "strerror", None) or error) from None


def abandon(descriptor: int = 1) -> None:
    """Give up stdout (or 2, stderr), so that the interpreter does not try once more while it shuts
    down, and end with another exit code."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(devnull, descriptor)
    finally:
        os.close(devnull)


def use_utf8() -> None:
    """Our texts have accents, whatever the locale of cron says: never fail over an encoding."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline=None)


def width() -> int:
    """The columns of the reader's terminal; where there are next to none, what a phone has."""
    return max(38, shutil.get_terminal_size().columns)


def _wrapped(text: str, stream: TextIO | None) -> str:
    """Long lines broken between words on a terminal, never within one: a path is there to be copied.
    As they are for everybody else, and so are lines that begin with spaces: those are commands to copy,
    or broken already."""
    if stream is None or stream.closed or not stream.isatty():
        return text
    lines = text.split("\n")
    return "\n".join(
        line
        if len(line) <= width() or line.startswith("  ")
        else textwrap.fill(line, width(), break_long_words=False, break_on_hyphens=False)
        for line in lines
    )
