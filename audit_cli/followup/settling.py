"""When a serious failure is settled: what was done about it is done, and audits have seen that it holds
(STATISTICS: "Standing")."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from audit_cli.followup.episodes import Episode, Stretch
from audit_cli.followup.outcomes import MET, AuditEnd, is_serious

_MET_SINCE: Final = 2  # verdicts
_MET_SINCE_SEVERAL: Final = 5  # where it failed twice in its
_LATELY: Final = 10  # last ten verdicts
_RARELY: Final = timedelta(weeks=8)
_FEWEST_AUDITS: Final = 4


def is_unsettled(
    stretches: Sequence[Stretch],
    episodes: Sequence[Episode],
    audits: Sequence[AuditEnd],
    until: datetime,
) -> bool:
    """Whether an item that failed an audit may do so again, for all that is known `until` an instant: its action
    is open, or too few of its next verdicts have met it. One that is rarely asked is settled by its closed
    action and eight weeks with four audits, of all `audits` of its checklist, in their order."""
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
