"""Prints how fast and how small the program is, as ratios to baselines measured in the same run.

    python benchmarks/run.py [--quick] [--write] [ROW …]

The rows are help, walk-in, menu, scripts, answer, import, voices, checklist, weekly, volume, install;
--quick only shows that they run, --write keeps the table in RESULTS.md.
"""

import compileall
import os
import platform
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import typer
from answering import one_answer
from importing import import_audits, import_voices
from installing import base_install
from measuring import HERE, Line
from reporting import weekly_reports
from starting import help_text, menu, plain_commands, walk_in
from validating import large_checklist
from volume import large_imports

import audit_cli

ROWS: Final[dict[str, Callable[..., list[Line]]]] = {
    "help": help_text,
    "walk-in": walk_in,
    "menu": menu,
    "scripts": plain_commands,
    "answer": one_answer,
    "import": import_audits,
    "voices": import_voices,
    "checklist": large_checklist,
    "weekly": weekly_reports,
    "volume": large_imports,
    "install": base_install,
}
METHOD: Final = (
    "Ratios are of the medians of n runs, each in turn with its baseline, on a machine that did other"
    " things as well; `make bench` measures anew."
)
HEADING: Final = "| what | measured | at most | |  |\n|---|--:|--:|---|---|"


def table_line(line: Line) -> str:
    """A line as Markdown."""
    limit = "" if line.limit is None else f"{line.limit:g} {line.unit}"
    return (
        f"| {line.what} | {line.value:.2f} {line.unit} | {limit} | {line.verdict} | {line.note} |"
    )


def machine() -> str:
    """What the figures were measured on."""
    python = f"Python {platform.python_version()}, Typer {typer.__version__}"
    return f"{date.today()}, {python}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores"


def measured(names: list[str], *, quick: bool) -> list[str]:
    """The lines of the table, printed as they come."""
    lines = []
    for name in names:
        with TemporaryDirectory(prefix=f"audit-{name}-") as folder:
            for line in ROWS[name](Path(folder), quick=quick):
                lines.append(table_line(line))
                print(lines[-1], flush=True)
    return lines


def main(arguments: list[str]) -> int:
    """Measure the rows that are named, or all."""
    names = [name for name in arguments if not name.startswith("--")]
    if unknown := [word for word in arguments if word not in (*ROWS, "--quick", "--write")]:
        print(
            f"what is {unknown[0]}? run.py [--quick] [--write] [{'|'.join(ROWS)}]", file=sys.stderr
        )
        return 2
    for folder in (Path(audit_cli.__file__).parent, HERE):
        compileall.compile_dir(folder, quiet=1)
    print(f"{machine()}\n\n{HEADING}")
    lines = measured(names or list(ROWS), quick="--quick" in arguments)
    if "--write" in arguments:
        text = "\n".join(
            ("# Speed and size", "", f"{machine()}. {METHOD}", "", HEADING, *lines, "")
        )
        (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
