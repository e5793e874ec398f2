"""100,000 audits as JSON lines into the history, and their rows into the same tables by SQLite alone; as many
clients as a CSV, which the baseline reads too."""

import csv
import json
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Final
from uuid import uuid4

from measuring import HERE, Line, console_script, environment, in_turn, run

from audit_cli.checklist.library import Library
from audit_cli.interview.facts import begin_facts, numbered
from audit_cli.store.connection import connect, transaction
from audit_cli.store.journal import Store
from audit_cli.terminal.instants import now

TABLES: Final = ("checklist", "chain", "event", "text", "audit", "voice", "week_change")
BATCH: Final = 4096
YES_OR_NO: Final = (
    "path-clear",
    "smiled",
    "where-to-go-clear",
    "asked-how-to-help",
    "wait-told",
    "phones-away",
    "touch-clean",
    "name-known",
    "privacy-kept",
    "clients-first",
    "heard-out",
    "all-respectful",
    "left-oriented",
    "thanked",
)
RATINGS: Final = ("below", "meets", "exceeds")


def import_audits(folder: Path, *, quick: bool) -> list[Line]:
    """The import as the command does it, and `executemany` in one transaction; both to the last sync."""
    many, few = (400, 200) if quick else (100_000, 10_000)
    script = console_script(folder, "audit_cli.__main__")
    files = {count: _answers(folder / f"{count}.jsonl", count) for count in (few, many)}
    memory: dict[int, list[float]] = {few: [], many: []}

    def ours(count: int) -> float:
        home = folder / f"home-{count}"
        (home / "audit.db").unlink(missing_ok=True)
        ended = run([script, "import", files[count]], environment(home))
        memory[count].append(ended.megabytes)
        return ended.seconds

    def base(count: int) -> float:
        command = [HERE / "importing.py", folder / f"home-{count}" / "audit.db", folder / "bare.db"]
        return float(run(command, environment(folder)).out)

    ours(few)  # the baseline needs their rows
    waited = _longest_wait(folder / f"home-{many}", [script, "import", files[many]])
    pairs = in_turn(1 if quick else 2, lambda: ours(many), lambda: base(many))
    growth = max(memory[many]) / max(memory[few])
    note = f"{max(memory[many]):.0f} MB for {many:,} audits, {max(memory[few]):.0f} MB for {few:,}"
    return [
        pairs.line("import of 100,000 audits with 20 answers each", 8),
        Line("… its peak memory, to that of 10,000", growth, 1.2, note=note),
        Line("… the longest that an answer waited meanwhile", waited, 2, "s", f"{many:,} audits"),
    ]


def import_voices(folder: Path, *, quick: bool) -> list[Line]:
    """The import of a survey, to its rows read by `csv` and stored by SQLite alone; and of the same file again."""
    many, few = (400, 200) if quick else (100_000, 10_000)
    script = console_script(folder, "audit_cli.__main__")
    files = {count: _survey(folder / f"{count}.csv", count) for count in (few, many)}
    memory: dict[int, list[float]] = {few: [], many: []}

    def again(count: int) -> float:
        command = [script, "import", "--checklist", "client-voice", files[count]]
        ended = run(command, environment(folder / f"home-{count}"))
        memory[count].append(ended.megabytes)
        return ended.seconds

    def ours(count: int) -> float:
        (folder / f"home-{count}" / "audit.db").unlink(missing_ok=True)
        return again(count)

    def base(count: int) -> float:
        database = folder / f"home-{count}" / "audit.db"
        command = [HERE / "importing.py", database, folder / "bare.db", files[count]]
        return float(run(command, environment(folder)).out)

    ours(few)
    ours(many)  # the baseline needs its rows
    pairs = in_turn(1 if quick else 2, lambda: ours(many), lambda: base(many))
    growth = max(memory[many]) / max(memory[few])
    note = f"{max(memory[many]):.0f} MB for {many:,} clients, {max(memory[few]):.0f} MB for {few:,}"
    known = again(many) / base(many)
    return [
        pairs.line("import of 100,000 rows of a survey's CSV", 8),
        Line("… its peak memory, to that of 10,000", growth, 1.2, note=note),
        Line("… the same file again", known, None, note=f"{many:,} rows, all known"),
    ]


def _survey(path: Path, many: int) -> Path:
    """What as many clients answered, eleven minutes after each other, in the words of the survey."""
    words = ("Siempre me atienden bien", "Nunca contestan", "Todo bien, gracias", "")
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("at", "treated-today", "recommend", "been-before", "why-us", "comment"))
        for number in range(many):
            at = datetime(2024, 1, 1) + timedelta(minutes=11 * number)
            treated, why = ("mal", "bien", "muy bien")[number % 3], ("el trato", "el precio")
            been = ("sí", "no")[number % 2]
            row = (f"{at:%d/%m/%Y %H:%M:%S}", treated, number % 11, been, why[number % 2])
            rows.writerow((*row, words[number % 4]))
    return path


def _longest_wait(home: Path, command: list[str | Path]) -> float:
    """Seconds that the slowest of the answers took which were saved, ten a second, while a command ran."""
    walk_in, longest = Library().load("walk-in"), 0.0
    audit = str(uuid4())
    begin = begin_facts(walk_in, site="norte", time_zone="America/Costa_Rica")
    home.mkdir(exist_ok=True)
    with Store.open(home / "audit.db", backups=home / "backups") as store:
        store.append(audit, numbered(0, now(), *begin), pin=walk_in)
        with subprocess.Popen([sys.executable, *command], env=environment(home)) as process:
            for length in count(1):
                if process.poll() is not None:
                    break
                begun = time.perf_counter()
                store.append(audit, numbered(length, now(), ("note", "path-clear", None, "x")))
                longest = max(longest, time.perf_counter() - begun)
                time.sleep(0.1)
        assert process.returncode == 0
    return longest


def _answers(path: Path, many: int) -> Path:
    """As many walk-ins, a quarter of an hour after each other, with 20 answers and now and then a note."""
    with path.open("w", encoding="utf-8") as file:
        for place in range(many):
            file.write(json.dumps(document(place), ensure_ascii=False) + "\n")
    return path


def document(number: int) -> dict[str, object]:
    """The walk-in of this number."""
    hours, quarter = divmod(number, 4)
    days, hour = divmod(hours, 24)
    years, day = divmod(days, 336)
    at = f"{2020 + years}-{day // 28 + 1:02}-{day % 28 + 1:02}T{hour:02}:{quarter * 15:02}:00-06:00"
    answers: dict[str, object] = {
        name: "no" if (number + place) % 11 == 0 else "yes" for place, name in enumerate(YES_OR_NO)
    }
    noted = {"value": "no", "note": f"mud at the door, {number}"}
    answers |= {
        "first-thing-noticed": RATINGS[number % 3],
        "floor-clean": "yes" if number % 7 else noted,
        "seconds-until-look": number % 12,
        "seconds-until-greeting": number % 40,
        "help-unasked": number % 4,
        "how-it-ended": RATINGS[number // 3 % 3],
    }
    facts = {"checklist": "walk-in", "site": "centro", "auditor": "manager", "at": at}
    return facts | {"answers": answers}


def bare(source: Path, target: Path, *tables: Path) -> float:
    """Seconds to put the rows of one database into the same tables of a new one, of which the reading is free,
    and to read some tables of CSV."""
    begun = time.perf_counter()
    for table in tables:
        with table.open(encoding="utf-8", newline="") as file:
            sum(1 for _row in csv.DictReader(file))
    read = time.perf_counter() - begun
    target.unlink(missing_ok=True)
    Store.open(target, backups=target.parent).close()
    with closing(connect(source, read_only=True)) as rows, closing(connect(target)) as into:
        begun, reading = time.perf_counter(), 0.0
        with transaction(into):
            for table in TABLES:
                cursor = rows.execute(f"SELECT * FROM {table}")
                marks = ", ".join("?" * len(cursor.description))
                while True:
                    before = time.perf_counter()
                    batch = cursor.fetchmany(BATCH)
                    reading += time.perf_counter() - before
                    if not batch:
                        break
                    into.executemany(f"INSERT INTO {table} VALUES ({marks})", batch)
        return read + time.perf_counter() - begun - reading


if __name__ == "__main__":
    print(bare(*map(Path, sys.argv[1:])))
