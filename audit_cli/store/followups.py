"""Which chains of actions are about which audits and sites, so that nobody has to read them all.

Derivable from the actions' events and written with them. One row too many costs a look; where audits
are counted may change, so that sites are those of the audits when they are asked."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from audit_cli.interview.events import Event
from audit_cli.store.queries import events_in

# What the events of actions name: the audit that each answers, and the site of one that a person
# added. A value that is no JSON, which only damage makes, names nothing.
_NAMED: Final = (
    "SELECT DISTINCT json_each.key, json_each.value, event.chain FROM {chains}"
    " CROSS JOIN event ON event.chain = chain.number"
    " CROSS JOIN json_each(CASE WHEN json_valid(event.value) THEN event.value END)"
    " WHERE chain.subject = 'action' AND {which}"
    " AND json_each.key IN ('audit', 'site') AND json_each.type = 'text'"
)
_OF_CHAIN: Final = _NAMED.format(chains="chain", which="chain.number = ?")
# `subject <> 'audit'` is what lets SQLite use the index of the few chains that are no audits.
_OF_ALL: Final = _NAMED.format(chains="chain", which="chain.subject <> 'audit'")
_KEPT: Final = "SELECT about, id, chain FROM followup"
_ALL: Final = "SELECT number FROM chain WHERE subject = 'action' AND subject <> 'audit'"
_OF_SITE: Final = (
    "SELECT chain AS number FROM followup WHERE about = 'site' AND id = :site"
    " UNION SELECT followup.chain FROM audit"
    " CROSS JOIN followup ON followup.about = 'audit' AND followup.id = audit.id"
    " WHERE audit.site = :site"
)
_AT_ODDS: Final = (
    f"SELECT DISTINCT chain.id FROM (SELECT * FROM ({_KEPT} EXCEPT {_OF_ALL})"
    f" UNION ALL SELECT * FROM ({_OF_ALL} EXCEPT {_KEPT})) AS odd"
    " JOIN chain ON chain.number = odd.chain ORDER BY 1"
)


def follow(connection: sqlite3.Connection, number: int) -> None:
    """Note what the chain of an action, of this number, is about by now."""
    connection.execute(f"INSERT OR IGNORE INTO followup {_OF_CHAIN}", (number,))


def followups_of(connection: sqlite3.Connection, site: str | None) -> list[tuple[str, list[Event]]]:
    """The chains about a site's audits, wherever these were when they were answered, and of the
    actions that people added there, or all: their ids and events, in order."""
    found: dict[str, list[Event]] = defaultdict(list)
    wanted = _ALL if site is None else _OF_SITE
    for name, event in events_in(connection, wanted, {"site": site}):
        found[name].append(event)
    return sorted(found.items())


def misplaced(connection: sqlite3.Connection) -> Iterator[str]:
    """The ids of the chains that are not noted as their events say."""
    for (name,) in connection.execute(_AT_ODDS):
        yield name
