"""Where a report goes and in which formats, from what was asked for."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from audit_cli.errors import UsageError
from audit_cli.files import NotWritten
from audit_cli.language import _
from audit_cli.reports.view import AuditView

STDOUT: Final = None
_UNKNOWN = _("there is no format `{written}`; there are {names}")
_ONE_FORMAT = _("`{where}` takes one format; name a folder (with / at the end) for several")
_NO_SUFFIX = _("the ending of `{where}` tells no format; say --format, or end in {names}")


class Destination(NamedTuple):
    """The formats, and where they go: STDOUT, a folder, or a file."""

    formats: tuple[str, ...]
    path: Path | None
    folder: bool = False


def destination_of(
    formats: str, where: str, known: Sequence[str], *, default_folder: Path, html: bool = False
) -> Destination:
    """What `--format` and `-o` ask for. Without `-o` one format goes to stdout, except html and pdf, which
    like several formats become files. With `html` that format is wanted where none is named.

    Raises UsageError for an unknown format, or several where only one fits; NotWritten where nobody
    may even look."""
    names = _names(formats, known)
    if where == "-":
        return Destination(_one(names or ("txt",), where), STDOUT)
    if not where:
        names = names or (("html",) if html else ("txt",))
        if names in (("html",), ("pdf",)) or len(names) > 1:
            return Destination(names, default_folder, folder=True)
        return Destination(names, STDOUT)
    path = Path(os.path.expanduser(where))  # noqa: PTH111 (`~nobody` stays what it is)
    if where.endswith(("/", "\\")) or _is_folder(path):
        return Destination(names or ("html",), path, folder=True)
    return Destination(_one(names or _by_suffix(path, known), where), path)


def visit_file_name(view: AuditView, name: str) -> str:
    """`walk-in-centro-2026-11-16-0f8fad5b.html`: sorted by checklist, site and day."""
    site = re.sub(r"[^\w-]+", "-", view.record.site).strip("-")[:60]
    day = view.started.date().isoformat()
    return f"{view.checklist.id}-{site}-{day}-{view.id[:8]}.{name}"


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError as error:
        raise NotWritten(path, error) from error


def _names(formats: str, known: Sequence[str]) -> tuple[str, ...]:
    words = [word.strip().lower() for word in formats.split(",") if word.strip()]
    for word in words:
        if word not in known:
            raise UsageError(_UNKNOWN, written=word, names=", ".join(known))
    return tuple(dict.fromkeys(words))


def _one(names: tuple[str, ...], where: str) -> tuple[str, ...]:
    if len(names) > 1:
        raise UsageError(_ONE_FORMAT, where=where)
    return names


def _by_suffix(path: Path, known: Sequence[str]) -> tuple[str, ...]:
    suffix = path.suffix.lower().lstrip(".")
    suffix = {"htm": "html", "markdown": "md", "text": "txt"}.get(suffix, suffix)
    if suffix not in known:
        endings = ", ".join(f".{name}" for name in known)
        raise UsageError(_NO_SUFFIX, where=path, names=endings)
    return (suffix,)
