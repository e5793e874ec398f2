"""`audit.yaml`: what the user settled once, read like a checklist with all problems in one go."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, get_args

from audit_cli.checklist.cache import ParseCache
from audit_cli.checklist.hints import shortened, unknown
from audit_cli.checklist.kinds import (
    IDENTIFIER,
    Either,
    Field,
    Identifier,
    KnownKeys,
    ListOf,
    OneOf,
    Reading,
    TextKind,
    identifier_like,
    missing_languages,
)
from audit_cli.checklist.model import Contact
from audit_cli.checklist.source import LARGEST_FILE, Document, Mistake, Source, read_documents
from audit_cli.checklist.times import Date, Hours, OpeningHours, TimeZone
from audit_cli.errors import InvalidInput, Problem, UsageError, first_problems
from audit_cli.files import read_file, reading_reason
from audit_cli.language import LANGUAGES, Language, Text, _

SiteKind = Literal["clinic", "veterinary", "retail", "restaurant", "public-office", "other"]
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DEFAULT_SITE: Final = "main"
_NAMED: Final = 24  # sites in a sentence

_DUPLICATE_SITE = _("the site `{id}` is there twice; give each its own id")
_CANNOT_READ = _("the settings can't be read: {reason}")
_BAD_SITE = _("`{found}` can't be the name of a site; use a-z, 0-9 and `-`, such as {such}")


class Site(NamedTuple):
    """One place of business. Without a time zone (an IANA name) the machine's counts; `contacts` are the
    contact points that the house has, none where it didn't say."""

    id: str
    name: Text
    time_zone: str | None = None
    hours: tuple[OpeningHours, ...] = ()
    kind: SiteKind | None = None
    contacts: tuple[Contact, ...] = ()


class Settings(NamedTuple):
    """What `audit.yaml` says. None means that nothing was settled."""

    language: Language | None = None
    decimal: str | None = None
    client_term: Text | None = None
    sites: tuple[Site, ...] = ()
    staff_told: date | None = None
    contacts: tuple[Contact, ...] = ()

    def unlisted(self, name: str) -> Site:
        """A site of which the settings say nothing but what holds for all of them."""
        return Site(name, Text(plain=name), contacts=self.contacts)

    def site(self, name: str | None = None) -> Site:
        """A site by its id; without a name the only one, or `main`.

        Without sites in the settings any safe name is taken. Raises UnknownSite, or UnnamedSite
        where one of several has to be named.
        """
        known = {site.id: site for site in self.sites}
        if name is None:
            name = self.sites[0].id if len(self.sites) == 1 else DEFAULT_SITE
            if known and name not in known:
                one, *others = [*known][:_NAMED]
                more = ["…"] if len(known) > _NAMED else []
                raise UnnamedSite(one=one, others=", ".join([*others, *more]))
        if name in known:
            return known[name]
        if known:
            raise UnknownSite(unknown(_("there is no site `{found}`"), name, [*known]))
        if not re.fullmatch(IDENTIFIER, name):
            such = identifier_like(name) or DEFAULT_SITE
            raise UnknownSite(_BAD_SITE, found=shortened(name), such=such)
        return self.unlisted(name)


class UnknownSite(UsageError):
    """No site has this name, or it can't be one."""


class UnnamedSite(UsageError):
    """There are several sites, and nobody said which one is meant."""

    message = _("name the site: --site {one} (or {others})")


_SITE: Final = KnownKeys(
    {
        "id": Field(Identifier(), required=True, note="stays the same for ever"),
        "name": Field(TextKind(200)),
        "time_zone": Field(TimeZone(), note="an IANA name; default: the machine's"),
        "hours": Field(Either(scalar=Hours(), sequence=ListOf(Hours(), most=50))),
        "kind": Field(OneOf(get_args(SiteKind))),
    }
)
SETTINGS: Final = KnownKeys(
    {
        "language": Field(OneOf(LANGUAGES)),
        "decimal": Field(OneOf((",", ".")), note="default: by the locale"),
        "client_term": Field(TextKind(40), note="client, patient, citizen …"),
        "week_start": Field(OneOf(_WEEKDAYS), note="accepted, and ignored"),
        "sites": Field(ListOf(_SITE, most=1_000)),
        "contacts": Field(
            ListOf(OneOf(get_args(Contact))), note="the contact points that the house has"
        ),
        "staff_told": Field(Date(), note="the day the team was told of these audits"),
        "promises": Field(ListOf(TextKind(200), most=3), note="accepted, and ignored"),
    }
)


def shown_site(name: str) -> str:
    """What titles call a site: nothing where nobody gave it a name."""
    return "" if name == DEFAULT_SITE else name


def titled(title: str, site: str) -> str:
    """A title, with its site where that has a name."""
    return " · ".join(filter(None, (title, shown_site(site))))


def read_settings(path: Path, cache_folder: Path | None = None) -> Settings:
    """The settings of a file; the defaults if there is none. Raises InvalidInput."""
    settings, problems = _checked(path, ParseCache(cache_folder))
    if settings is None:
        raise InvalidInput([problem for problem in problems if not problem.warning])
    return settings


def check_settings(path: Path) -> list[Problem]:
    """Every problem and warning of a settings file; none if there is no file."""
    return _checked(path, ParseCache(None))[1]


def _checked(path: Path, cache: ParseCache) -> tuple[Settings | None, list[Problem]]:
    """The settings of a file's one document, unless it has mistakes; an empty file settles nothing."""
    try:
        data = read_file(path, LARGEST_FILE + 1)
    except FileNotFoundError:
        return Settings(), []
    except OSError as error:
        return None, [Problem(_CANNOT_READ, (("reason", reading_reason(error)),), str(path))]
    plain = cache.get(data)
    if plain is not None:
        settings, _found = _settings(Document(plain, Source("", str(path))))
        if settings:
            return settings, []
    documents, problems = read_documents(data, str(path))
    settings, found = _settings(documents[0]) if documents else (Settings(), [])
    for other in documents[1:]:
        found += other.located([Mistake((), _("the settings are one document; delete this `---`"))])
    if problems or documents[1:]:
        settings = None
    elif settings and documents:
        cache.put(data, documents[0].data)
    return settings, first_problems([*problems, *found])


def _settings(document: Document) -> tuple[Settings | None, list[Problem]]:
    reading = Reading()
    values = SETTINGS.read({} if document.data is None else document.data, (), reading)
    _check_sites(values, reading)
    problems = document.located([*reading.mistakes, *missing_languages(reading.texts)])
    if reading.failed:
        return None, problems
    term, contacts = values.get("client_term"), tuple(values.get("contacts", ()))
    settings = Settings(
        values.get("language"),
        values.get("decimal"),
        None if term is None else Text.of(term),
        tuple(_site(site, contacts) for site in values.get("sites", ())),
        values.get("staff_told"),
        contacts,
    )
    return settings, problems


def _check_sites(values: Any, reading: Reading) -> None:
    seen: set[Any] = set()
    sites = values.get("sites", ()) if isinstance(values, dict) else ()
    for index, site in enumerate(sites):
        id_ = site.get("id") if isinstance(site, dict) else None
        if id_ and id_ in seen:
            reading.mistake(("sites", index, "id"), _DUPLICATE_SITE, id=id_)
        seen.add(id_)


def _site(values: dict[str, Any], contacts: tuple[Contact, ...]) -> Site:
    hours = values.get("hours", [])
    return Site(
        id=values["id"],
        name=Text.of(values.get("name", values["id"])),
        time_zone=values.get("time_zone"),
        hours=tuple(hours if isinstance(hours, list) else [hours]),
        kind=values.get("kind"),
        contacts=contacts,
    )
