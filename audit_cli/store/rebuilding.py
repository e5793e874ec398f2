"""Deriving anew what can be derived: how audits are listed, what actions are about, sums of weeks."""

from audit_cli.counting import Step, counted, unheard
from audit_cli.store.incoming import remove_staged
from audit_cli.store.journal import Store
from audit_cli.store.verify import TEXT_BACK, chain_count, chains, erased_in, fault_in, links_of
from audit_cli.store.week_sums import series_of, weeks_of
from audit_cli.store.writing import blank_texts, project


def rebuild(store: Store, step: Step = unheard) -> int:
    """Derive the list of audits, and what actions are about, from events, in one transaction, then
    the sums of weeks; erase again the texts that came back. Returns how many audits there are.

    Events are read, never changed; so are the reports that were written. What an import that
    was cut off left is removed. Raises NotSaved, DamagedStore, LockHeld.
    """
    remove_staged(store.connection(), store.path.parent)
    count = 0
    with store.transaction() as connection:
        for table in ("audit", "week", "week_change", "followup"):
            connection.execute(f"DELETE FROM {table}")
        for chain in counted(chains(connection), chain_count(connection), step):
            links = links_of(connection, chain.number)
            fault = fault_in(chain, links)
            if fault and fault.message is TEXT_BACK:
                blank_texts(connection, chain.number, erased_in(links))
            project(connection, chain.subject, chain.id, chain.number)
            count += chain.subject == "audit"
    for series in series_of(store):
        weeks_of(store, series)
    return count
