"""The reports of a week, beside the same queries and templates with nothing between them."""

import json
import pickle
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from histories import LAST_WEEK, site_named
from measuring import HERE, Line, console_script, environment, in_turn, run

from audit_cli.commands.main import main
from audit_cli.reports.templating import rendered
from audit_cli.store import migrations

BARE: Final = HERE / "bare_report.py"
# What is asked of the program; --force, for it writes a report only once.
ONE: Final = ("report", "weekly", "--week", LAST_WEEK, "--force", "--site", site_named(1))
ALL: Final = ("report", "weekly", "--week", LAST_WEEK, "--force", "--all")


def weekly_reports(folder: Path, *, quick: bool) -> list[Line]:
    """The report of one site, alone in its database and among many; the reports of many sites."""
    many, few = (20, 4) if quick else (1000, 100)
    homes = {count: folder / str(count) for count in (1, few, many)}
    answers = {count: _history(home, count) for count, home in homes.items()}
    # First: what this process itself takes by then counts for those that it starts.
    memory = _memory(homes[many], homes[few], many, few)
    return [
        *_one_site(homes[1], homes[many], f"{answers[many] / 1e6:.1f} million", many, quick=quick),
        _all_sites(homes[many], many, quick=quick),
        memory,
    ]


def _history(home: Path, sites: int) -> int:
    """Make a home; returns how many answers are in it."""
    home.mkdir()
    made = run([HERE / "histories.py", home, str(sites)], environment(home)).out
    return int(made.partition("answers=")[2].partition(",")[0])


def _memory(large: Path, small: Path, many: int, few: int) -> Line:
    start = console_script(large, "audit_cli.__main__")
    for home in (large, small):
        run([start, *ALL], environment(home))
    peaks = [run([start, *ALL], environment(home)).megabytes for home in (large, small)]
    note = f"{peaks[0]:.0f} MB for {many:,}, {peaks[1]:.0f} MB for {few}"
    return Line(f"… its peak memory, to that of {few} sites", peaks[0] / peaks[1], 1.2, note=note)


def _one_site(alone: Path, among: Path, answers: str, sites: int, *, quick: bool) -> Iterator[Line]:
    start = console_script(alone, "audit_cli.__main__")
    queries = _queries(alone)

    def ours(home: Path) -> Callable[[], float]:
        return lambda: run([start, *ONE], environment(home)).seconds

    def bare() -> float:
        return run([BARE, "one", alone / "audit.db", queries], environment(alone)).seconds

    ours(among)()
    times = 3 if quick else 61
    pairs = in_turn(times, ours(alone), bare)
    yield pairs.line("weekly report, HTML, one site, three years of history", 2.0)
    pairs = in_turn(times, ours(among), ours(alone))
    yield pairs.line(f"… in a database of {answers} answers over {sites:,} sites", 1.3)


def _all_sites(home: Path, sites: int, *, quick: bool) -> Line:
    start = console_script(home, "audit_cli.__main__")
    ready = _ready(home)

    def ours() -> float:
        return run([start, *ALL], environment(home)).seconds

    def bare() -> float:
        return run([BARE, "all", home / "audit.db", ready], environment(home)).seconds

    pairs = in_turn(1 if quick else 3, ours, bare)
    return pairs.line(f"{sites:,} sites, three years each, --all, HTML", 3.0)


def _queries(home: Path) -> Path:
    """What the report of one site asks of its database, once what is kept between two runs is there."""
    statements: list[str] = []
    path = home / "queries.json"
    main(["--home", str(home), "--lang", "en", *ONE])
    with _traced(statements.append):
        main(["--home", str(home), "--lang", "en", *ONE])
    path.write_text(json.dumps(statements))
    return path


def _ready(home: Path) -> Path:
    """What the reports of all sites ask, and what they render, in that order."""
    path = home / "ready.pickle"
    main(["--home", str(home), "--lang", "en", *ALL])
    with path.open("wb") as file, _traced(lambda sql: pickle.dump(("query", sql), file)):

        def noted(name: str, data: Mapping[str, object], folders: Any, **more: Any) -> str:
            pickle.dump(("page", (name, dict(data))), file)
            return rendered(name, data, folders, **more)

        with patch("audit_cli.reports.templating.rendered", noted):
            main(["--home", str(home), "--lang", "en", *ALL])
    return path


@contextmanager
def _traced(told: Callable[[str], object]) -> Iterator[None]:
    """Tell every statement that the store runs, with its values."""
    connect = migrations.connect

    def traced(*args: Any, **more: Any) -> Any:
        connection = connect(*args, **more)
        connection.set_trace_callback(told)
        return connection

    with patch.object(migrations, "connect", traced):
        yield
