"""Audits that were moved to another site before moves kept its time zone: they have that of the site's
latest audit (STATISTICS: "Weeks"), which may come, or be moved, after they do."""

import sqlite3
from typing import Final

_MOVED: Final = (
    "SELECT chain FROM event AS site WHERE kind = 'metadata' AND question = 'site'"
    " AND NOT EXISTS (SELECT 1 FROM event AS zoned WHERE zoned.chain = site.chain"
    " AND kind = 'metadata' AND question = 'site' AND value LIKE '{%')"
)
_ZONE: Final = (
    f"(SELECT time_zone FROM audit AS other WHERE other.site = audit.site AND chain NOT IN ({_MOVED})"
    " ORDER BY started_at DESC, id DESC LIMIT 1)"
)
_OTHER_ZONE: Final = f"WHERE chain IN ({_MOVED}) AND time_zone <> {_ZONE}"
_NOTE: Final = "INSERT INTO week_change SELECT site, checklist, started_at,"
_FINISHED: Final = f"FROM audit {_OTHER_ZONE} AND finished_at IS NOT NULL ON CONFLICT DO NOTHING"
_SETTLE: Final = (
    f"{_NOTE} time_zone {_FINISHED}",
    f"{_NOTE} {_ZONE} {_FINISHED}",
    f"UPDATE audit SET time_zone = {_ZONE} {_OTHER_ZONE}",
)


def settle(connection: sqlite3.Connection) -> None:
    """Give these audits the time zones of their sites, and note the weeks that change."""
    for statement in _SETTLE:
        connection.execute(statement)
