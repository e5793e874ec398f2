"""Homes for the tests of weekly reports: visits at local times, and what was written of them."""

import hashlib
import json
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from store.making import CHECKLIST, an_id, event, numbered, reports_of, store_in

from audit_cli.checklist.cache import ParseCache
from audit_cli.followup.gathering import Actions
from audit_cli.interview.events import Event, instant_text
from audit_cli.language import Text, locale_for
from audit_cli.language.weeks import zone_named
from audit_cli.reports.rendering import Reader
from audit_cli.settings import Site
from audit_cli.week.due import Outcome, Work, file_name, place_of, write_reports

ENGLISH = locale_for("en", "", None)
ZONES = {
    "kiritimati": "Pacific/Kiritimati",
    "pago-pago": "Pacific/Pago_Pago",
    "kathmandu": "Asia/Kathmandu",
    "mexico": "America/Mexico_City",
    "madrid": "Europe/Madrid",
    "tehran": "Asia/Tehran",
    "havana": "America/Havana",
    "beirut": "Asia/Beirut",
    "asuncion": "America/Asuncion",
    "cairo": "Africa/Cairo",
    "gaza": "Asia/Gaza",
    "apia": "Pacific/Apia",
}


def zone_of(site: str) -> str:
    """The zone of a site that is named for it (`madrid`, `madrid-2`); else that of Madrid."""
    return ZONES.get(re.sub(r"-\d+$", "", site), ZONES["madrid"])


def local(moment: str, site: str) -> datetime:
    """An instant by the clock of a site; of a time that is there twice, `2020-09-20T23:30*` is the second."""
    wall = datetime.fromisoformat(moment.rstrip("*"))
    return wall.replace(tzinfo=ZoneInfo(zone_of(site)), fold=int(moment.endswith("*")))


class Home:
    """A home folder with an open store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reports = folder / "reports"
        self.store = store_in(folder)
        self.store.connection().execute("PRAGMA synchronous=OFF")  # no power is cut here

    def visit(
        self, site: str, moment: str, *, zone: str = "", floor: str | None = "yes", ends: str = ""
    ) -> str:
        """Store an audit that began at a local time (of `zone`, where it was another); returns its id."""
        began = local(moment, zone or site)
        seen = instant_text(began)
        facts = {
            "checklist": CHECKLIST.id,
            "version": CHECKLIST.version,
            "sha256": CHECKLIST.sha256,
            "site": site,
            "time_zone": zone_of(zone or site),
            "digest": None,
        }
        events = [
            event(0, "start", None, facts)._replace(seen_at=seen),
            *([event(0, "answer", "floor-clean", floor)] if floor else []),
            event(0, "finish", None, {"seconds_spent": 60})._replace(seen_at=seen),
            *([event(0, ends, None, None, "why")] if ends else []),
        ]
        audit = an_id()
        self.store.append(audit, numbered(events), pin=CHECKLIST)
        return audit

    def add(self, audit: str, *events: Event) -> None:
        """Store what was entered later."""
        length = len(self.store.events(audit))
        self.store.append(
            audit, [e._replace(seq=length + n) for n, e in enumerate(events, 1)], pin=CHECKLIST
        )

    def work(self, now: datetime, *sites: str, **wanted) -> Work:
        """What is wanted of these sites, in JSON unless `formats` says otherwise."""
        places = [
            place_of(Site(site, Text(site), zone_of(site)), zone_named(zone_of(site)), now)
            for site in sites
        ]
        actions = Actions(self.store, ParseCache(None))
        facts = {"formats": ["json"], "folder": self.reports, **wanted}
        return Work(self.store, actions, places, Reader(ENGLISH), now=now, **facts)

    def write(self, now: datetime, *sites: str, **wanted) -> Outcome:
        """Write the reports of these sites that are due."""
        return write_reports(self.work(now, *sites, **wanted))

    def page(self, site: str, week: str) -> dict:
        """What a site's page says, as data."""
        return json.loads(self.path(site, week).read_bytes())

    def path(self, site: str, week: str, suffix: str = "json") -> Path:
        """Where a site's page is."""
        return self.reports / file_name("weekly", week, site, suffix)

    def contents(self) -> dict[str, bytes]:
        """Every file of the reports folder."""
        return {path.name: path.read_bytes() for path in sorted(self.reports.glob("*"))}

    def recorded(self) -> dict[str, str]:
        """The files that are noted, with the hashes of their bytes."""
        return {one.name: one.sha256 for one in reports_of(self.store)}


def digest(data: bytes) -> str:
    """A file's hash, as it is noted."""
    return hashlib.sha256(data).hexdigest()
