"""Which action a person means: its id, the beginning of it, or `last`."""

from collections.abc import Sequence
from typing import Final

from audit_cli.errors import UsageError
from audit_cli.followup.tracked import Tracked
from audit_cli.i18n import Message

_CANDIDATES: Final = 5

_UNKNOWN: Final = Message(
    en="there is no action `{written}`; `audit actions list --all` shows them",
    es="no hay ninguna acción `{written}`; `audit actions list --all` las muestra",
)
_NO_LAST: Final = {
    "open": Message(en="no action is open", es="no hay ninguna acción pendiente"),
    "done": Message(en="no action is done yet", es="todavía no hay ninguna acción hecha"),
}
_SEVERAL: Final = Message(
    en="several actions begin with `{written}`: {candidates}; give more of the id",
    es="varias acciones empiezan con `{written}`: {candidates}; escriba más del id",
)
_SEVERAL_LAST: Final = Message(
    en="the last ones came together: {candidates}; name one by its id",
    es="las últimas llegaron juntas: {candidates}; nombre una por su id",
)


def named(tracked: Sequence[Tracked], written: str, *, done: bool = False) -> Tracked:
    """The action of an id or a unique prefix; `last` is the one opened last of those still open, or
    with `done` the one closed last. Raises UsageError."""
    if written == "last":
        return _last(tracked, done)
    prefix = written.strip().lower()
    ids = {one.id: one.ids() for one in tracked}
    found = [t for t in tracked if prefix and any(i.startswith(prefix) for i in ids[t.id])]
    exact = [t for t in found if prefix in ids[t.id]]
    if not found:
        raise UsageError(_UNKNOWN, written=written)
    if len(found) > 1 and not exact:
        raise UsageError(_SEVERAL, written=written, candidates=_shown(found))
    return (exact or found)[0]


def _last(tracked: Sequence[Tracked], done: bool) -> Tracked:
    moments = [
        (one.closed_at if done else one.opened_at, one)
        for one in tracked
        if (one.status == "done") == done
    ]
    latest = max((at for at, _ in moments if at), default=None)
    found = [one for at, one in moments if at == latest]
    if not found:
        raise UsageError(_NO_LAST["done" if done else "open"])
    if len(found) > 1:
        raise UsageError(_SEVERAL_LAST, candidates=_shown(found))
    return found[0]


def _shown(found: Sequence[Tracked]) -> str:
    ids = ", ".join(one.id[:13] for one in found[:_CANDIDATES])
    return ids + (", …" if len(found) > _CANDIDATES else "")
