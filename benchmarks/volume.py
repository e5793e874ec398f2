"""What grows with a large import: the first report after it, and what lists hold of it."""

import json
from pathlib import Path
from typing import Final

from importing import document
from measuring import Line, console_script, environment, run

SITES: Final = 10
FIRST_WEEK: Final = ("report", "weekly", "--all", "--force")
# What prints, or writes, all that is there.
ALL: Final = {
    "list --json --limit 0": ("list", "--json", "--limit", "0"),
    "actions list --json": ("actions", "list", "--json"),
    "export": ("export",),
}


def large_imports(folder: Path, *, quick: bool) -> list[Line]:
    """The first weekly report of ten sites after imports of which one is ten times the other, and the peak
    memory of whatever prints all of it."""
    few, many = (40, 400) if quick else (2_000, 20_000)
    seconds = {count: _first_report(folder / str(count), count) for count in (few, many)}
    home = folder / str(many)
    start = console_script(home, "audit_cli.__main__")
    memory = {
        name: run([start, *words], environment(home), drop=True) for name, words in ALL.items()
    }
    note = f"{seconds[many]:.1f} s after {many:,} audits, {seconds[few]:.1f} s after {few:,}, {SITES} sites"
    ratio = seconds[many] / seconds[few]
    return [
        Line("the first weekly report, to that after a tenth of the audits", ratio, 11, note=note),
        *(
            Line(f"audit {name}, its peak memory", ended.megabytes, 150, "MB", f"{many:,} audits")
            for name, ended in memory.items()
        ),
    ]


def _first_report(home: Path, count: int) -> float:
    home.mkdir()
    start, answers = console_script(home, "audit_cli.__main__"), home / "answers.jsonl"
    with answers.open("w", encoding="utf-8") as file:
        for number in range(count):
            facts = document(number) | {"site": f"site-{number % SITES}"}
            file.write(json.dumps(facts, ensure_ascii=False) + "\n")
    run([start, "import", answers], environment(home))
    return run([start, *FIRST_WEEK], environment(home)).seconds
