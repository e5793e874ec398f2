"""What to do first: serious, then what is found every time, then by the points it may bring back.

What the last audit found to be met waits only for somebody to close it: unless it was serious, it
comes last."""

from collections.abc import Iterable, Mapping
from typing import Final

from audit_cli.followup.tracked import Tracked

WEEKS: Final = 4  # over which lost points are counted


def first_things(
    actions: Iterable[Tracked], lost: Mapping[tuple[str | None, str | None], int]
) -> list[Tracked]:
    """Open actions, the most urgent first. `lost` are the points that each (checklist, question) cost lately."""

    def urgency(one: Tracked) -> tuple[bool, bool, bool, int, str, str, str]:
        points, met = lost.get((one.checklist, one.question), 0), one.met is not None
        chronic, due = one.recurrence == "chronic", one.due.isoformat()
        return not one.serious, met, not chronic, -points, due, one.opened_at, one.id

    return sorted((one for one in actions if one.status == "open"), key=urgency)
