"""Deriving anew what can be derived: the rows by which audits are listed, the sums of weeks."""

from audit_cli.store.journal import Store
from audit_cli.store.verify import chains
from audit_cli.store.weeks import series_of, weeks_of
from audit_cli.store.writing import project


def rebuild(store: Store) -> int:
    """Derive the list of audits from their events, in one transaction, then the sums of their
    weeks; returns how many audits there are.

    Events are read, never changed. Raises NotSaved, DamagedStore.
    """
    count = 0
    with store.transaction() as connection:
        for table in ("audit", "week", "week_change"):
            connection.execute(f"DELETE FROM {table}")
        for chain in chains(connection):
            if chain.subject == "audit":
                project(connection, chain.id, chain.number)
                count += 1
    for series in series_of(store):
        weeks_of(store, series)
    return count
