"""The life of one item: found below, found again, done, reopened. At most one action is open at a time."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Final, Literal, NamedTuple

from audit_cli.followup.changes import Change, Reason
from audit_cli.followup.outcomes import MET, WELL, AuditEnd, is_opinion, is_put_right, is_serious

Recurrence = Literal["recurring", "chronic"]

# By how often it was not met in the two audits before this one that judged it.
_RECURRENCES: Final[tuple[Recurrence | None, ...]] = (None, "recurring", "chronic")
_FINE: Final = (MET, WELL)
_MET_SINCE: Final = 2  # verdicts
_MET_SINCE_SEVERAL: Final = 5  # where it failed twice in its
_LATELY: Final = 10  # last ten verdicts
_RARELY: Final = timedelta(weeks=8)
_FEWEST_AUDITS: Final = 4


class Sighting(NamedTuple):
    """What one audit said of an item, under the name it had there; `letter` as in outcomes."""

    end: AuditEnd
    question: str
    letter: str

    @property
    def at(self) -> str:
        """When: the instant at which the audit started."""
        return self.end.started_at


class Stretch(NamedTuple):
    """What audits in a row, with one version of a checklist, said of an item: a letter an audit, each
    of which said something. A long history goes through so few of these that it is read at once."""

    ends: Sequence[AuditEnd]
    question: str
    letters: str

    def part(self, begin: int, end: int | None = None) -> "Stretch":
        """Some of the audits."""
        return Stretch(self.ends[begin:end], self.question, self.letters[begin:end])

    def sighting(self, place: int) -> Sighting:
        """One of the audits."""
        return Sighting(self.ends[place], self.question, self.letters[place])


class DatedChange(NamedTuple):
    """A change, and when the audit that it answers started."""

    change: Change
    start: str


class Episode:
    """One action on an item, from the audit that opened it to the moment when it was done.

    `found` are the audits in which it was not met, in their order; `met` is the last one since then,
    and since it was reopened, that met the standard, which proposes closing and never closes. What was
    met since, whoever closed it, has no `recurrence`. `done_at`
    is when it was done last, though it be `reopened` since; `chains` have what people did."""

    def __init__(self) -> None:
        self.found: list[Sighting] = []
        self.serious: bool = False
        self.recurrence: Recurrence | None = None
        self.met: Sighting | None = None
        self.done_at: str | None = None
        self.reopened: bool = False
        self.on_the_spot: bool = False
        self.to: str | None = None
        self.due: date | None = None
        self.reason: Reason | None = None
        self.note: str | None = None
        self.chains: set[str] = set()

    @property
    def closed_at(self) -> str | None:
        """Since when there is nothing to do; None while it is open."""
        return None if self.reopened else self.done_at

    def see(self, found: Sighting, recurrence: Recurrence | None) -> None:
        """Found below, or below again."""
        self.found.append(found)
        self.serious = self.serious or is_serious(found.letter)
        self.recurrence, self.met = recurrence, None
        if is_put_right(found.letter):
            self.done_at, self.reopened, self.on_the_spot = found.at, False, True

    def take(self, change: Change) -> None:
        """An assignment, or that it is done: what is said of it last counts."""
        self.chains.add(change.chain)
        if change.do == "assign":
            self.to = change.text or self.to
            self.due = change.due or self.due
        elif change.do == "done":
            self.note = change.text
            self.done_at, self.reopened = change.at, False
        self.reason = change.reason or self.reason

    def reopen(self, change: Change) -> None:
        """It was not done after all, whatever an audit saw before."""
        self.chains.add(change.chain)
        self.reopened, self.on_the_spot, self.met = True, False, None
        self.note = change.text or self.note


class _Item:
    """An item in the middle of its life."""

    def __init__(self) -> None:
        self.episodes: list[Episode] = []
        self.open: Episode | None = None  # the last one, while it is
        self.judged = MET * 2  # by the last two audits

    def see(self, seen: Stretch) -> None:
        """What audits found while nobody did anything about it."""
        opinion = is_opinion(seen.letters[0])
        judged = self.judged + seen.letters  # so the two before each stand at its own place
        for place in [at for at, letter in enumerate(seen.letters) if letter not in _FINE]:
            if place and seen.letters[place - 1] in _FINE:
                self._meet()
            if self.open is None:
                self.open = Episode()
                self.episodes.append(self.open)
            times = 0 if opinion else 2 - judged.count(MET, place, place + 2)
            self.open.see(seen.sighting(place), _RECURRENCES[times])
            self._settle()
        if not opinion:
            self.judged = judged[-2:]
        if seen.letters[-1] in _FINE:
            self._meet()
            if self.open:
                self.open.met = seen.sighting(-1)

    def _meet(self) -> None:
        """Once the standard was met, whatever comes next is no recurrence of what came before."""
        if self.episodes:
            self.episodes[-1].recurrence = None

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
            if episode.closed_at is None or episode.closed_at >= start:
                for later in self.episodes[place + 1 :]:
                    _absorb(episode, later)
                del self.episodes[place + 1 :]
                episode.reopen(change)
                return


def episodes_of(stretches: Iterable[Stretch], changes: Iterable[DatedChange]) -> list[Episode]:
    """An item's actions, the oldest first; all but the last are done. Stretches come in the order of
    their audits, changes in any."""
    item = _Item()
    waiting = deque(sorted(changes, key=attrgetter("change.at", "change.chain", "change.seq")))
    for stretch in stretches:
        left = stretch
        while waiting and waiting[0].change.at < left.ends[-1].started_at:
            place = bisect_right(left.ends, waiting[0].change.at, key=attrgetter("started_at"))
            if place:
                item.see(left.part(0, place))
            item.take(waiting.popleft())
            left = left.part(place)
        item.see(left)
    for dated in waiting:
        item.take(dated)
    return item.episodes


def _absorb(episode: Episode, later: Episode) -> None:
    episode.found += later.found
    episode.serious = episode.serious or later.serious
    episode.recurrence, episode.done_at = later.recurrence, later.done_at or episode.done_at
    episode.to, episode.due = later.to or episode.to, later.due or episode.due
    episode.reason, episode.note = later.reason or episode.reason, later.note or episode.note
    episode.chains |= later.chains


def is_unsettled(
    stretches: Sequence[Stretch],
    episodes: Sequence[Episode],
    audits: Sequence[AuditEnd],
    until: datetime,
) -> bool:
    """Whether an item that failed an audit may do so again, for all that is known `until` an instant (STATISTICS:
    "Standing"): its action is open, or too few of its next verdicts have met it. One that is rarely asked is
    settled by its closed action and eight weeks with four audits, of all `audits` of its checklist, in their
    order."""
    verdicts = "".join(stretch.letters for stretch in stretches)
    if not any(map(is_serious, set(verdicts))):  # most never failed an audit, in years of them
        return False
    failed = [place for place, letter in enumerate(verdicts) if is_serious(letter)]
    if any(episode.serious and episode.closed_at is None for episode in episodes):
        return True
    several = sum(place >= len(verdicts) - _LATELY for place in failed) > 1
    met = len(verdicts) - len(verdicts.rstrip(MET))
    if met >= (_MET_SINCE_SEVERAL if several else _MET_SINCE):
        return False
    last = [end for stretch in stretches for end in stretch.ends][failed[-1]]
    since = sum(end.started_at > last.started_at for end in audits)
    over = until - datetime.fromisoformat(last.started_at) >= _RARELY
    return not (over and since >= _FEWEST_AUDITS)
