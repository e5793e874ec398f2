"""Deriving anew what can be derived: the rows by which audits are listed."""

from audit_cli.store.journal import Store
from audit_cli.store.verify import chains
from audit_cli.store.writing import project


def rebuild(store: Store) -> int:
    """Derive the list of audits from their events, in one transaction; returns how many there are.

    Events are read, never changed. Raises NotSaved, DamagedStore.
    """
    count = 0
    with store.transaction() as connection:
        connection.execute("DELETE FROM audit")
        for chain in chains(connection):
            if chain.subject == "audit":
                project(connection, chain.id, chain.number)
                count += 1
    return count
