"""The life of one item: found below, found again, done, reopened. At most one action is open at a time."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, NamedTuple, TypeAlias

from audit_cli.followup.changes import Change, Reason
from audit_cli.followup.ends import AuditEnd
from audit_cli.followup.outcomes import FINE, LOW, MET, SERIOUS

Recurrence = Literal["recurring", "chronic"]

_RECURRENCES: Final[tuple[Recurrence | None, ...]] = (None, "recurring", "chronic")
_LOOKED_BACK: Final = 2  # audits before this one in which the item had a verdict


class Sighting(NamedTuple):
    """What one audit said of an item, under the name it had there; `letter` as in outcomes."""

    end: AuditEnd
    question: str
    letter: str

    @property
    def at(self) -> str:
        """When: the instant at which the audit started."""
        return self.end.started_at

    @property
    def fixed(self) -> bool:
        """Whether what was not met was put right on the spot."""
        return self.letter.isupper()


# The same as it comes from a long history, of which few are kept: a bare tuple is made in a fifth of the time.
Seen: TypeAlias = tuple[AuditEnd, str, str]


class DatedChange(NamedTuple):
    """A change, and when the audit that it answers started."""

    change: Change
    start: str


@dataclass(slots=True)
class Episode:
    """One action on an item, from the audit that opened it to the moment when it was done.

    `found` are the audits in which it was not met, in their order; `met` is the last one since then
    that met the standard, which proposes closing and never closes. `chains` have what people did."""

    found: list[Sighting] = field(default_factory=list)
    serious: bool = False
    recurrence: Recurrence | None = None
    met: Seen | None = None
    closed_at: str | None = None
    on_the_spot: bool = False
    to: str | None = None
    due: date | None = None
    reason: Reason | None = None
    note: str | None = None
    chains: set[str] = field(default_factory=set)

    def see(self, sighting: Sighting, recurrence: Recurrence | None) -> None:
        """Found below, or below again."""
        self.found.append(sighting)
        self.serious = self.serious or sighting.letter.lower() == SERIOUS
        self.recurrence, self.met = recurrence, None
        if sighting.fixed:
            self.closed_at, self.on_the_spot = sighting.at, True

    def take(self, change: Change) -> None:
        """An assignment, or that it is done: what is said of it last counts."""
        self.chains.add(change.chain)
        if change.do == "assign":
            self.to = change.text or self.to
            self.due = change.due or self.due
        elif change.do == "done":
            self.note = change.text
            self.closed_at = change.at
        self.reason = change.reason or self.reason

    def reopen(self, change: Change) -> None:
        """It was not done after all."""
        self.chains.add(change.chain)
        self.closed_at, self.on_the_spot = None, False
        self.note = change.text or self.note


@dataclass(slots=True)
class _Item:
    """An item in the middle of its life."""

    episodes: list[Episode] = field(default_factory=list)
    verdicts: deque[bool] = field(default_factory=lambda: deque(maxlen=_LOOKED_BACK))
    open: Episode | None = None  # the last one, while it is

    def see(self, seen: Seen) -> None:
        """What an audit found that did not simply meet its standard."""
        letter = seen[2]
        if letter in FINE:
            if self.open:
                self.open.met = seen
            return
        if self.open is None:
            self.episodes.append(Episode())
        judged = letter.lower() != LOW
        self.episodes[-1].see(
            Sighting._make(seen), _RECURRENCES[sum(self.verdicts)] if judged else None
        )
        if judged:
            self.verdicts.append(True)
        self._settle()

    def take(self, dated: DatedChange) -> None:
        change, start = dated
        if change.do == "reopen":
            self._reopen(change, start)
        elif self.open:
            self.open.take(change)
        elif change.do == "assign" and self.episodes:
            self.episodes[-1].take(change)
        self._settle()

    def _settle(self) -> None:
        last = self.episodes[-1] if self.episodes else None
        self.open = last if last and last.closed_at is None else None

    def _reopen(self, change: Change, start: str) -> None:
        """Reopen the action that an audit of this start belonged to: it never was done, so what was
        opened since then is part of it."""
        for place, episode in enumerate(self.episodes):
            if episode.closed_at is None:
                return
            if episode.closed_at >= start:
                for later in self.episodes[place + 1 :]:
                    _absorb(episode, later)
                del self.episodes[place + 1 :]
                episode.reopen(change)
                return


def episodes_of(sightings: Iterable[Seen], changes: Iterable[DatedChange]) -> list[Episode]:
    """An item's actions, the oldest first; all but the last are done. Sightings come in the order of
    their audits, changes in any."""
    item = _Item()
    waiting = deque(sorted(changes, key=_moment))
    for seen in sightings:
        while waiting and waiting[0].change.at < seen[0].started_at:
            item.take(waiting.popleft())
        if seen[2] == MET:  # most audits find nothing: the shortest way through a long history
            item.verdicts.append(False)
            if item.open:
                item.open.met = seen
        else:
            item.see(seen)
    for dated in waiting:
        item.take(dated)
    return item.episodes


def _moment(dated: DatedChange) -> tuple[str, str, int]:
    return dated.change.at, dated.change.chain, dated.change.seq


def _absorb(episode: Episode, later: Episode) -> None:
    episode.found += later.found
    episode.serious = episode.serious or later.serious
    episode.recurrence, episode.met = later.recurrence, later.met
    episode.to, episode.due = later.to or episode.to, later.due or episode.due
    episode.reason, episode.note = later.reason or episode.reason, later.note or episode.note
    episode.chains |= later.chains
