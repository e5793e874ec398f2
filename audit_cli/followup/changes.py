"""What people did about actions: the events, written here and read back here, and reasons in words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal, NamedTuple, TypeVar, cast, get_args

from audit_cli.errors import UsageError
from audit_cli.interview.events import Event, Json, instant_of
from audit_cli.interview.facts import Facts
from audit_cli.language import Listed, Message, _, pgettext
from audit_cli.language.typed import TypedWords

_T = TypeVar("_T")
Doing = Literal["add", "assign", "done", "reopen"]
_DOINGS: Final[tuple[Doing, ...]] = get_args(Doing)
# Why the team had no way to do better; recorded, never an excuse to compute anything.
Reason = Literal["too-few-people", "no-equipment", "did-not-know", "other"]
REASONS: Final[tuple[Reason, ...]] = get_args(Reason)


class Anchor(NamedTuple):
    """The finding that a person had before them: a question, as an audit asked it."""

    audit: str
    question: str


class Change(NamedTuple):
    """One event of an action's chain. `at` is an instant as in events; without an anchor the action is
    one that a person added. `text` is the role of an assignment, the note of `done`, the reason of
    `reopen`, or what is to be done."""

    chain: str
    seq: int
    do: Doing
    at: str
    anchor: Anchor | None = None
    text: str | None = None
    due: date | None = None
    reason: Reason | None = None
    site: str = ""
    time_zone: str = ""


def add_facts(text: str, site: str, time_zone: str, due: date) -> Facts:
    """An action that no audit opened."""
    value: Json = {"do": "add", "site": site, "time_zone": time_zone, "due": due.isoformat()}
    return ("action", None, value, text)


def change_facts(
    do: Doing,
    anchor: Anchor | None,
    text: str | None = None,
    *,
    due: date | None = None,
    reason: Reason | None = None,
) -> Facts:
    """A change to an action. What may name a person (a role, a note) is the text, which can be erased."""
    value: dict[str, Json] = {"do": do}
    if anchor:
        value["audit"] = anchor.audit
    if due:
        value["due"] = due.isoformat()
    if reason:
        value["reason"] = reason
    return ("action", anchor.question if anchor else None, value, text)


def changes_of(chain: str, events: Iterable[Event]) -> list[Change]:
    """A chain's changes, in order. What a later version wrote, or nobody did, changes nothing."""
    return [change for event in events if (change := _change(chain, event))]


def in_time(changes: Sequence[Change], starts: Sequence[str]) -> list[Change]:
    """A chain's changes at instants that run forward, none before the audit that it answers started
    (`starts`): clocks go wrong, but nobody answers what is not there yet."""
    found: list[Change] = []
    latest = ""
    for change, start in zip(changes, starts, strict=True):
        latest = max(latest, change.at, start)
        found.append(change if change.at == latest else change._replace(at=latest))
    return found


def _change(chain: str, event: Event) -> Change | None:
    value = event.value
    if event.kind != "action" or not isinstance(value, dict):
        return None
    do, audit, reason = value.get("do"), value.get("audit"), value.get("reason")
    at = event.seen_at or event.entered_at
    if do not in _DOINGS or not _read(at, instant_of):
        return None
    anchored = isinstance(audit, str) and event.question is not None
    return Change(
        chain=chain,
        seq=event.seq,
        do=do,
        at=at,
        anchor=Anchor(cast(str, audit), cast(str, event.question)) if anchored else None,
        text=event.text,
        due=_read(value.get("due"), date.fromisoformat),
        reason=reason if reason in REASONS else None,
        site=_word(value.get("site")),
        time_zone=_word(value.get("time_zone")),
    )


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _read(value: Any, reader: Callable[[str], _T]) -> _T | None:
    try:
        return reader(value) if isinstance(value, str) else None
    except ValueError:
        return None


# As they are typed.
WRITTEN: Final[Mapping[Reason, Message]] = {
    "too-few-people": pgettext("typed", "too-few-people"),
    "no-equipment": pgettext("typed", "no-equipment"),
    "did-not-know": pgettext("typed", "did-not-know"),
    "other": pgettext("typed", "other"),
}
# As they are read.
SPOKEN: Final[Mapping[Reason, Message]] = {
    "too-few-people": _("too few people"),
    "no-equipment": _("no equipment"),
    "did-not-know": _("they did not know"),
    "other": _("another reason"),
}
_WORDS: Final = TypedWords(WRITTEN)
_UNKNOWN: Final = _("--reason takes {reasons}; not `{written}`")


def reason_named(written: str) -> Reason:
    """The reason that a word of any language means. Raises UsageError."""
    reason = _WORDS.get("-".join(written.split()))
    if reason is None:
        raise UsageError(_UNKNOWN, reasons=Listed(tuple(WRITTEN.values())), written=written)
    return reason
