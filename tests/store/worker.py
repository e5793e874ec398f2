"""A program that adds to audits while things go wrong: python -m store.worker HOME TASK …

It prints `acknowledged UUID` for each event after the store has taken it.
"""

import os
import resource
import sys
from pathlib import Path
from uuid import uuid4

from audit_cli.interview.events import Event
from audit_cli.store import connection
from audit_cli.store.faults import ChainMoved, NotSaved, StoreFailure
from audit_cli.store.journal import Store

from .making import CHECKLIST, an_id, event, finished, start, store_in

connection.BUSY_SECONDS = 60  # the others wait for the machine as well


def acknowledge(added: Event) -> None:
    print("acknowledged", added.uuid, flush=True)


def another(length: int, size: int = 20) -> Event:
    return event(length + 1, "note", "floor-clean", None, "x" * size)._replace(uuid=str(uuid4()))


def add(store: Store, audit: str, count: int) -> None:
    """Add to an audit that others may add to as well."""
    added = 0
    while added < count:
        new = another(store.record(audit).length)
        try:
            store.append(audit, [new])
        except ChainMoved:
            continue
        acknowledge(new)
        added += 1


def add_stubbornly(store: Store, audit: str, count: int) -> None:
    """Add each event again and again until it is saved, three times at most."""
    for place in range(count):
        new = another(1 + place, 3000)
        for _ in range(3):
            try:
                store.append(audit, [new])
            except StoreFailure as failure:
                print("failed:", failure.say("en"), flush=True)
                continue
            acknowledge(new)
            break
        else:
            return


def fill(store: Store, audit: str) -> None:
    """Reach the limit of the file's size, then be given room."""
    new = another(1, 200_000)
    resource.setrlimit(resource.RLIMIT_FSIZE, (store.path.stat().st_size + 50_000, -1))
    try:
        store.append(audit, [new])
    except NotSaved as failure:
        print("failed:", failure.say("en"), flush=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
    store.append(audit, [new])
    acknowledge(new)


def forbidden(home: Path) -> None:
    """Work as a user who may read the home but not write it."""
    audit = an_id()
    if os.getuid() == 0:
        os.seteuid(65534)
    for attempt in ("open", "append"):
        try:
            with store_in(home / "new" if attempt == "open" else home) as store:
                store.append(audit, finished(), pin=CHECKLIST)
        except StoreFailure as failure:
            print("failed:", failure.say("en"), flush=True)
    with Store.open(home / "audit.db", backups=home, read_only=True) as store:
        print("read", sum(1 for _ in store.audits()), flush=True)


def main(home: Path, task: str, audit: str, count: int) -> None:
    if task == "forbidden":
        forbidden(home)
        return
    with store_in(home) as store:
        if task == "own":
            audit = str(uuid4())
            store.append(audit, [start()], pin=CHECKLIST)
        if task == "stubborn":
            add_stubbornly(store, audit, count)
        elif task == "fill":
            fill(store, audit)
        else:
            add(store, audit, count)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
