"""Where an audit's history ends: what tells whether something derived from it is still right."""

from typing import NamedTuple


class AuditEnd(NamedTuple):
    """An audit with the hash of its last event (hex). Instants are texts as in events."""

    id: str
    checklist: str
    sha256: str
    site: str
    time_zone: str
    started_at: str
    head: str
