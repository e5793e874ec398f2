"""The home folder of the demo: whole or absent, known by its marker, made anew when its year is over
unless somebody entered something."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from audit_cli.checklist.library import Library
from audit_cli.counting import Step, counted, unheard
from audit_cli.demo.audits import Wishes, audits
from audit_cli.demo.people import said
from audit_cli.demo.places import PLACES
from audit_cli.errors import AuditError, UsageError
from audit_cli.files import NotWritten, private_folder, sync_folder, write_atomically
from audit_cli.language import Language, _, pgettext
from audit_cli.language.weeks import is_week, monday, week_after, week_of, zone_named
from audit_cli.store.faults import NotRead, failures_as
from audit_cli.store.journal import Store
from audit_cli.store.queries import chains
from audit_cli.store.week_sums import series_of, weeks_of

MARKER: Final = "demo.json"
WEEKS: Final = 52
# Another number whenever the same seed makes other audits.
GENERATOR: Final = 1
# Chosen among the first hundred so that, whatever the last week is, the program itself finds the
# three cases: a change for the better downtown, none in the north, one for the worse in the south.
# Chance would hide one of them in every other year, as it does in life.
SEED: Final = 36
A_WEEK: Final = {"walk-in": 3, "phone-test": 1}
# A folder that was never finished, by a run that was killed so long ago.
_LEFT_OVER_SECONDS: Final = 3600
# What the program makes there again by itself, apart from the three files of the demo.
_MADE_AGAIN: Final = (
    r"audit\.yaml|demo\.json|audit\.db(-\w+)?|weekly\.lock|cache/.*|reports/\.?weekly-[^/]*"
)

_FOREIGN = _(
    "{path} is there already, and no demo of this program; move it, or choose another --home"
)
_SETTINGS = _("""\
# The home of the demo: every audit in it is made up.
language: {code}
staff_told: {told}
sites:
""")
_SITE: Final = """\
  - id: {id}
    name: "{name}"
    time_zone: {zone}
    hours: [{hours}]
    kind: veterinary
"""
_HOURS: Final = (pgettext("typed", "mon-fri 8:00-19:00"), pgettext("typed", "sat 8:00-14:00"))


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that is in place: its weeks, and how many audits were made up. `made` says that it is new,
    `own` that it is an earlier one, kept for what somebody entered."""

    path: Path
    first_week: str
    last_week: str
    audits: int
    made: bool = False
    own: bool = False


def last_whole_week(now: datetime) -> str:
    """The last week that is over at the sites of the demo."""
    return week_after(week_of(now.astimezone(zone_named(PLACES[0].time_zone))), -1)


def existing_demo(path: Path, language: Language, last_week: str) -> Demo | None:
    """The demo that is there, if it is of this language, week and generator, or holds what was not made
    up. Raises UsageError where something else is there."""
    marker = _marker(path)
    if marker is None:
        return None
    known = _facts(language, last_week).items() <= marker.items()
    own = not (known and (path / "audit.db").exists())
    if own and not _holds_more(path, marker):
        return None
    week, count = marker.get("week"), marker.get("audits")
    if not is_week(week) or not isinstance(count, int):
        raise UsageError(_FOREIGN, path=path)
    return Demo(path, _first(week), week, count, own=own)


def make(path: Path, language: Language, now: datetime, step: Step = unheard) -> Demo:
    """Make the demo up to the last whole week before `now` beside its place, and put it there.

    What was made before is replaced. Raises UsageError where something else is there, NotWritten,
    NotSaved."""
    last_week = last_whole_week(now)
    _marker(path)
    private_folder(path.parent)
    try:
        _sweep(path, now)
        temporary = _beside(path)
        try:
            count = _fill(temporary, language, last_week, step)
            _put_in_place(temporary, path)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as error:
        raise NotWritten(path, error) from error
    return Demo(path, _first(last_week), last_week, count, made=True)


def wishes_of(language: Language, last_week: str) -> Wishes:
    """What the demo is made of."""
    library = Library()
    return Wishes(
        places=PLACES,
        a_week={library.load(name): usual for name, usual in A_WEEK.items()},
        last_week=last_week,
        weeks=WEEKS,
        language=language,
        seed=SEED,
    )


def fill(store: Store, wishes: Wishes, step: Step = unheard) -> int:
    """Store what is made up, sums of weeks included; returns how many audits it is."""
    made = [*audits(wishes)]
    with store.incoming() as incoming:
        for audit, events, checklist in counted(made, len(made), step):
            incoming.add(audit, events, checklist, None)
    with store.transaction():
        for subject, chain, events in said(wishes, made):
            store.append(chain, events, subject=subject)
    for series in series_of(store):
        weeks_of(store, series)
    return len(made)


def demo_settings(language: Language, first_week: str) -> str:
    """The audit.yaml of the demo: the team was told ten days before the first audit."""
    day = monday(first_week) - timedelta(days=10)
    hours = ", ".join(f'"{hours.say(language)}"' for hours in _HOURS)
    sites = (
        _SITE.format(id=p.id, name=p.name.say(language), zone=p.time_zone, hours=hours)
        for p in PLACES
    )
    return _SETTINGS.say(language, code=language, told=day.isoformat()) + "".join(sites)


def _fill(folder: Path, language: Language, last_week: str, step: Step) -> int:
    text = demo_settings(language, _first(last_week))
    write_atomically(folder / "audit.yaml", text.encode())
    with Store.open(folder / "audit.db", backups=folder / "backups") as store:
        count = fill(store, wishes_of(language, last_week), step)
        made = _journal(store)
    marker = _facts(language, last_week) | {"audits": count, "journal": made, "settings": text}
    write_atomically(folder / MARKER, (json.dumps(marker, indent=2) + "\n").encode())
    return count


def _facts(language: Language, last_week: str) -> dict[str, object]:
    return {"demo": GENERATOR, "language": language, "week": last_week, "seed": SEED}


def _holds_more(path: Path, marker: Mapping[str, Any]) -> bool:
    """Whether anything is there that was not made up, or may be: what can't be read is not thrown away."""
    files = (one for one in path.rglob("*") if one.is_symlink() or not one.is_dir())
    if not all(re.fullmatch(_MADE_AGAIN, one.relative_to(path).as_posix()) for one in files):
        return True
    try:
        settings = path / "audit.yaml"
        if settings.exists() and settings.read_bytes() != str(marker.get("settings")).encode():
            return True
        database = path / "audit.db"
        if not database.exists():
            return False
        with Store.open(database, backups=path / "backups", read_only=True) as store:
            return _journal(store) != marker.get("journal")
    except (AuditError, OSError):
        return True


def _journal(store: Store) -> str:
    """What tells a journal from every other: the last hash of each chain. Raises NotRead, DamagedStore."""
    with failures_as(store.path, NotRead):
        found = [(c.subject, c.id, c.head.hex()) for c in chains(store.connection(), order="id")]
    return sha256(json.dumps(found).encode()).hexdigest()


def _first(last_week: str) -> str:
    return week_after(last_week, 1 - WEEKS)


def _marker(path: Path) -> dict[str, Any] | None:
    """What the marker of the demo says; None where nothing is. Raises UsageError where something else is."""
    if not os.path.lexists(path):
        return None
    with suppress(OSError, ValueError):
        marker = json.loads((path / MARKER).read_bytes())
        if not path.is_symlink() and isinstance(marker, dict) and "demo" in marker:
            return marker
    raise UsageError(_FOREIGN, path=path)


def _beside(path: Path) -> Path:
    return Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent))


def _put_in_place(temporary: Path, path: Path) -> None:
    """Between the two renamings there is no demo, never half of one."""
    old = _beside(path)
    try:
        if path.exists():
            path.rename(old / path.name)
        temporary.rename(path)
        sync_folder(path.parent)
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _sweep(path: Path, now: datetime) -> None:
    for left in path.parent.glob(f".{path.name}.*.tmp"):
        if now.timestamp() - left.stat().st_mtime > _LEFT_OVER_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
