"""Whether a database is made as the migrations make it, and its checklists are what they say."""

import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.errors import InvalidInput
from audit_cli.language import _
from audit_cli.store import findings
from audit_cli.store.findings import Finding
from audit_cli.store.migrations import MIGRATIONS, objects_after, objects_of

_MISSING = _("is missing")
_ADDED = _("was added")
_CHANGED = _("was changed")


def altered(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    """Tables, indexes, triggers, views and steps that are missing, changed, or too many."""
    there, made = objects_of(connection), objects_after(len(MIGRATIONS))
    for name in sorted(there.keys() | made.keys()):
        if there.get(name) != made.get(name):
            yield _finding(name, there.get(name), made.get(name))
    steps = dict(connection.execute("SELECT number, name FROM migration").fetchall())
    wanted = {number: step.name for number, step in enumerate(MIGRATIONS, 1)}
    for number in sorted(steps.keys() | wanted.keys()):
        if steps.get(number) != wanted.get(number):
            yield _finding(f"migration {number}", steps.get(number), wanted.get(number))


def checklists(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    """Pinned checklists whose text is not the one of their hash, id and version."""
    rows = connection.execute("SELECT sha256, id, version, content FROM checklist")
    for digest, name, version, content in rows:
        text = str(content)
        raw = text.encode(errors="surrogateescape")
        if sha256(raw).hexdigest() != digest or _named(text) != (name, version):
            yield findings.CHECKLIST(id=name, version=version)


def _named(content: str) -> tuple[str, str] | None:
    try:
        checklist = checklist_from_canonical(content)
    except (InvalidInput, ValueError):
        return None
    return checklist.id, checklist.version


def _finding(name: str, there: str | None, made: str | None) -> Finding:
    state = _MISSING if there is None else _ADDED if made is None else _CHANGED
    return findings.ALTERED(object=name, state=state)
