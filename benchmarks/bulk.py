"""How much slower a bulk import is than SQLite alone with the same rows."""

import resource
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from audit_cli.checklist.model import Checklist
from audit_cli.i18n import Text
from audit_cli.interview.events import Event
from audit_cli.store.connection import connect, transaction
from audit_cli.store.journal import Store

ANSWERS = 15
CHECKLIST = Checklist("walk-in", "1.0", Text(plain="Walk-in"), (), "{}", "0" * 64)
TABLES = ("checklist", "chain", "event", "text", "audit")


def history(number: int) -> tuple[str, list[Event]]:
    """An audit of 15 answers with one note, 19 events; ids are spread as UUIDs are."""
    day = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}T"
    audit = str(UUID(int=number * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128))
    start = {
        "checklist": CHECKLIST.id,
        "version": CHECKLIST.version,
        "sha256": CHECKLIST.sha256,
        "site": "centro",
        "time_zone": "America/Mexico_City",
        "digest": audit,
    }

    def event(seq: int, kind: str, question: str | None, value: object, text: str | None) -> Event:
        at = f"{day}09:15:{seq:02}.000Z"
        return Event(audit[:-2] + f"{seq:02}", seq, kind, question, value, text, at, at)  # type: ignore[arg-type]

    events = [event(1, "start", None, start, None), event(2, "metadata", "auditor", None, "Inés")]
    events += [event(3 + n, "answer", f"question-{n}", "yes", None) for n in range(ANSWERS)]
    events.append(event(18, "note", "question-3", None, "mud at the door"))
    events.append(event(19, "finish", None, {"seconds_spent": 170}, None))
    return audit, events


def imported(folder: Path, audits: int) -> float:
    """Seconds spent in `Bulk.add` and the commit, without making the events."""
    spent = 0.0
    with Store.open(folder / "audit.db", backups=folder) as store:
        begun = time.perf_counter()
        with store.bulk() as bulk:
            for number in range(audits):
                audit, events = history(number)
                before = time.perf_counter()
                bulk.add(audit, events, CHECKLIST, audit)
                spent += time.perf_counter() - before
            before = time.perf_counter()
        spent += time.perf_counter() - before
    print(f"{audits} audits in {time.perf_counter() - begun:.1f} s, store {spent:.1f} s", end="; ")
    return spent


def bare(folder: Path) -> float:
    """Seconds for executemany of the same rows into the same tables of a new file."""
    Store.open(folder / "bare.db", backups=folder).close()
    with (
        closing(connect(folder / "audit.db", read_only=True)) as source,
        closing(connect(folder / "bare.db")) as target,
    ):
        begun = time.perf_counter()
        reading = 0.0
        with transaction(target):
            for table in TABLES:
                cursor = source.execute(f"SELECT * FROM {table}")
                marks = ", ".join("?" * len(cursor.description))
                while True:
                    before = time.perf_counter()
                    rows = cursor.fetchmany(4096)
                    reading += time.perf_counter() - before
                    if not rows:
                        break
                    target.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        return time.perf_counter() - begun - reading


def main() -> None:
    """Print the ratio and the peak memory."""
    audits = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with TemporaryDirectory() as name:
        folder = Path(name)
        ours = imported(folder, audits)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        base = bare(folder)
    print(f"bare {base:.1f} s, ratio {ours / base:.2f}, peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
