"""Which action a person means: its id, the beginning of it, or `last`."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from audit_cli.errors import UsageError
from audit_cli.followup.tracked import Tracked
from audit_cli.language import Message, _
from audit_cli.terminal import console
from audit_cli.terminal.actions_page import candidate_lines
from audit_cli.terminal.session import Session

Command = Literal["assign", "done", "reopen", "erase"]

_UNKNOWN: Final = _("there is no action `{written}`; `audit actions list --all` shows them")
_NO_LAST: Final = _("no action is open")
_NO_LAST_DONE: Final = _("no action is done yet")
_SEVERAL: Final = _(
    "several actions begin with `{written}`; give more of the id:\n{lines}\nsuch as: {example}"
)
_SEVERAL_LAST: Final = _(
    "the last ones came together; name one by its id:\n{lines}\nsuch as: {example}"
)
_OPEN_AGAIN: Final = _("the last one is open again already:\n{lines}\nto reopen another: {example}")
_WITH_WHY: Final = _(" --why TEXT")
_NEEDED: Final[Mapping[Command, Message]] = {
    "assign": _(" --to ROLE"),
    "reopen": _WITH_WHY,
    "erase": _WITH_WHY,
}


def named(here: Session, command: Command, tracked: Sequence[Tracked], written: str) -> Tracked:
    """The action of an id or a unique prefix. `last` is the one opened last of those still open; to reopen,
    the one that was done last, which is no guess only while it is still done. Raises UsageError."""
    if written == "last":
        found = _done_last(here, tracked) if command == "reopen" else _opened_last(tracked)
        several = _SEVERAL_LAST
    else:
        found, several = _beginning(tracked, written), _SEVERAL
    if len(found) > 1:
        example = _example(here, command, found[0].id[:8])
        raise UsageError(several, written=written, lines=_lines(here, found), example=example)
    return found[0]


def _opened_last(tracked: Sequence[Tracked]) -> list[Tracked]:
    still_open = [one for one in tracked if one.status == "open"]
    if not still_open:
        raise UsageError(_NO_LAST)
    latest = max(one.opened_at for one in still_open)
    return [one for one in still_open if one.opened_at == latest]


def _done_last(here: Session, tracked: Sequence[Tracked]) -> list[Tracked]:
    """Reopening one doesn't make another one the last: who says `last` twice means the same one."""
    latest = max((one.done_at for one in tracked if one.done_at), default=None)
    if latest is None:
        raise UsageError(_NO_LAST_DONE)
    found = [one for one in tracked if one.done_at == latest]
    again = [one for one in found if one.status == "open"]
    if again:
        example = _example(here, "reopen", "ID")
        raise UsageError(_OPEN_AGAIN, lines=_lines(here, again), example=example)
    return found


def _beginning(tracked: Sequence[Tracked], written: str) -> list[Tracked]:
    prefix = written.strip().lower()
    ids = {one.id: one.ids() for one in tracked}
    found = [t for t in tracked if prefix and any(i.startswith(prefix) for i in ids[t.id])]
    if not found:
        raise UsageError(_UNKNOWN, written=written)
    exact = [t for t in found if prefix in ids[t.id]]
    return exact[:1] or found


def _lines(here: Session, found: Sequence[Tracked]) -> str:
    return "\n".join(candidate_lines(found, here.language, console.page_width()))


def _example(here: Session, command: Command, action: str) -> str:
    needed = _NEEDED.get(command)
    return f"audit actions {command} {action}{here.say(needed) if needed else ''}"
