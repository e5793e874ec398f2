"""How options and arguments are written, and those that several commands share."""

import re
from contextlib import suppress
from typing import Annotated, Any

import typer

from audit_cli.errors import AuditError, UsageError
from audit_cli.language import Message, _
from audit_cli.terminal import session

TOGETHER = _("{one} and {other} don't go together; leave one of them out")
WITHOUT = _("{one} means nothing without {other}")
_OFFERED = 10


def flag(name: str, meaning: Message, **more: Any) -> Any:
    """An option that is there or isn't; Typer keeps the English of what it means."""
    return typer.Option(name, help=meaning.msgid, **more)


def option(names: str, value: Message | str, meaning: Message, **more: Any) -> Any:
    """An option with a value, by its names, what stands for the value, and what it means."""
    return typer.Option(*names.split(), metavar=_msgid(value), help=meaning.msgid, **more)


def number(name: str, meaning: Message) -> Any:
    """An option with a whole number."""
    return option(name, "N", meaning, parser=whole)


def argument(value: Message | str, meaning: Message, **more: Any) -> Any:
    """A word without an option's name: what stands for it, and what it means."""
    return typer.Argument(metavar=_msgid(value), help=meaning.msgid, **more)


def _msgid(value: Message | str) -> str:
    return value if isinstance(value, str) else value.msgid


def checklist_names() -> list[str]:
    """What a shell offers where a checklist is named; a failure offers nothing."""
    try:
        return list(session.current().library.names())
    except AuditError:
        return []


def audit_ids() -> list[tuple[str, str]]:
    """What a shell offers where an audit is named: `last`, and the latest ones with their checklist."""
    try:
        rows = list(session.current().reader.audits(limit=_OFFERED))
    except AuditError:
        return []
    return [("last", "")] + [(row.id[:8], f"{row.checklist} {row.started_at[:10]}") for row in rows]


def ask_first(here: session.Session, question: Message, say_yes: Message, **values: object) -> None:
    """Ask a person before something is changed. Raises UsageError where there is nobody (`say_yes` tells how
    to go on then), AuditError where the reply isn't yes."""
    if not here.terminal:
        raise UsageError(say_yes, **values)
    reply = ""
    with suppress(EOFError):
        reply = input(here.say(question, **values))
    if reply.strip().lower() not in ("y", "yes", "s", "si", "sí"):
        raise AuditError(_("nothing was changed"))


def whole(written: str | int) -> int:
    """A whole number as it is typed, or the default. Raises ValueError: int() would take `1_000`, and the
    digits of every script."""
    if not re.fullmatch("[0-9]{1,9}", str(written)):
        raise ValueError(written)
    return int(written)


_AUDIT_ID_HELP = _("The audit: its id, the beginning of it, or `last`")
AuditId = Annotated[str, argument("ID", _AUDIT_ID_HELP, autocompletion=audit_ids)]
Site = Annotated[str | None, option("--site", _("SITE"), _("The site"))]
Checklist = Annotated[
    str | None,
    option("--checklist", _("NAME"), _("The checklist"), autocompletion=checklist_names),
]
Json = Annotated[bool, flag("--json", _("Print JSON"))]
Why = Annotated[str, option("--why", _("TEXT"), _("The reason"))]
