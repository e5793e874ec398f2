"""What a weekly report costs at least.

bare_report.py one DATABASE QUERIES    runs its queries and renders an empty template
bare_report.py all DATABASE READY      runs the queries of all sites, and renders their pages
"""

import json
import pickle
import sqlite3
import sys
from pathlib import Path

import jinja2


def opened(database: str) -> sqlite3.Connection:
    """As safe as the program opens it."""
    connection = sqlite3.connect(database, isolation_level=None)
    for pragma in ("journal_mode=DELETE", "synchronous=EXTRA", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def one(database: str, queries: str) -> None:
    connection = opened(database)
    for sql in json.loads(Path(queries).read_text()):
        connection.execute(sql).fetchall()
    jinja2.Environment().from_string("").render()


def every(database: str, ready: str) -> None:
    from audit_cli.reports.templating import rendered  # noqa: PLC0415 (`one` has no use for it)
    from audit_cli.resources import shipped  # noqa: PLC0415

    folders = [shipped("report_templates")]
    connection = opened(database)
    with Path(ready).open("rb") as file:
        while True:
            try:
                kind, what = pickle.load(file)
            except EOFError:
                return
            if kind == "query":
                connection.execute(what).fetchall()
            else:
                rendered(*what, folders)


if __name__ == "__main__":
    {"one": one, "all": every}[sys.argv[1]](*sys.argv[2:])
