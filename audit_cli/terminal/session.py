"""What a command works with: the home folder, its settings and language, the checklists, the store."""

import os
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from audit_cli.errors import InvalidInput, UsageError
from audit_cli.language import (
    Language,
    Locale,
    Message,
    _,
    environment_locale,
    language_named,
    locale_for,
)
from audit_cli.settings import Settings, read_settings

if TYPE_CHECKING:
    from audit_cli.checklist.library import Library
    from audit_cli.interview.facts import SitePlace
    from audit_cli.store.journal import Store


class NoHome(UsageError):
    """Nobody said where audits are kept, and the system knows no folder of this user's."""

    message = _(
        "this user has no folder of its own; say where to keep audits: --home FOLDER or AUDIT_HOME"
    )


@dataclass(eq=False, repr=False)
class Session:
    """One run of the program. `folder` is what `--home` said, `language_flag` what `--lang` said; with
    `read_only` not a byte of the home changes."""

    folder: str | Path | None = None
    language_flag: Language | None = None
    quiet: bool = False
    no_input: bool = False
    new_history: bool = False
    read_only: bool = False

    @cached_property
    def home(self) -> Path:
        """Where everything lives: `--home`, AUDIT_HOME, the platform's folder for a user's data. Raises NoHome."""
        if said := self.folder or os.environ.get("AUDIT_HOME"):
            # `..` is taken out; `~nobody` stays what it is.
            return Path(os.path.abspath(os.path.expanduser(said)))  # noqa: PTH100, PTH111
        folder = _of_this_user("data")
        if folder is None:
            raise NoHome()
        return folder

    @property
    def settings(self) -> Settings:
        """`audit.yaml`, or its defaults. Raises InvalidInput."""
        if isinstance(self._settings, InvalidInput):
            raise self._settings
        return self._settings

    @cached_property
    def _settings(self) -> Settings | InvalidInput:
        """Read once, though it be wrong: to find that out may take a second."""
        try:
            return read_settings(self.home / "audit.yaml", self.cache)
        except NoHome:  # the help needs none
            return Settings()
        except InvalidInput as error:
            return error

    @cached_property
    def language(self) -> Language:
        """The reader's language: `--lang`, AUDIT_LANG, audit.yaml, the locale, English."""
        if self.language_flag:
            return self.language_flag
        said = language_named(os.environ.get("AUDIT_LANG")) or self.settings.language
        return said or language_named(environment_locale()) or "en"

    @cached_property
    def locale(self) -> Locale:
        """How this reader is written to."""
        decimal, client = self.settings.decimal, self.settings.client_term
        return locale_for(self.language, environment_locale(), decimal, client)

    @cached_property
    def library(self) -> "Library":
        """The user's checklists, then the shipped ones."""
        from audit_cli.checklist.library import Library  # noqa: PLC0415 (a report needs none)

        return Library(self.home / "checklists", self.cache)

    @cached_property
    def store(self) -> "Store":
        """The journal, opened for writing and created when there is none."""
        return self._open(read_only=False)

    @cached_property
    def reader(self) -> "Store":
        """The journal for commands that only read: where there is none yet, they make none."""
        from audit_cli.store.faults import NotRead, failures_as  # noqa: PLC0415

        if "store" in self.__dict__ or (self.database.exists() and not self.read_only):
            with failures_as(self.database, NotRead):
                return self.store
        return self._open(read_only=True)

    def _open(self, *, read_only: bool) -> "Store":
        from audit_cli.store.journal import Store  # noqa: PLC0415 (not every command needs it)

        return Store.open(
            self.database,
            backups=self.backups,
            read_only=read_only,
            new_history=self.new_history,
        )

    @property
    def database(self) -> Path:
        """The journal's file."""
        return self.home / "audit.db"

    @property
    def backups(self) -> Path:
        """Where copies of it are kept when nothing else is said."""
        return self.home / "backups"

    @property
    def cache(self) -> Path | None:
        """Parsed checklists and settings, which can be deleted at any time."""
        return None if self.read_only else self.home / "cache"

    @property
    def compiled(self) -> Path | None:
        """Compiled templates, which are run: in a folder of this machine's user, never in a home, which
        may come from somebody else. None where there is none: they are not kept."""
        folder = _of_this_user("cache")
        return folder / "templates" if folder else None

    @property
    def templates(self) -> Path:
        """The user's own templates of reports."""
        return self.home / "report_templates"

    @property
    def reports(self) -> Path:
        """Where reports are written when nothing else is said."""
        return self.home / "reports"

    @property
    def terminal(self) -> bool:
        """Whether a person sits at a terminal and may be asked."""
        streams = (sys.stdin, sys.stdout)
        return not self.no_input and all(s and not s.closed and s.isatty() for s in streams)

    def say(self, message: Message, **values: object) -> str:
        """A message in the reader's language; `{program}` is what to type to start this program."""
        return message.say(self.language, program=program(), **values)

    @property
    def site_names(self) -> dict[str, str]:
        """What the sites of the settings are called, by their ids."""
        return {site.id: site.name.say(self.language) for site in self.settings.sites}

    def place(self, site: str | None) -> "SitePlace":
        """A site as audits record it; the only one, or `main`, when none is named. Raises UsageError."""
        from audit_cli.interview.facts import SitePlace  # noqa: PLC0415

        found = self.settings.site(site)
        return SitePlace(found.id, found.time_zone or machine_time_zone(), found.hours)

    def close(self) -> None:
        """Close the store, if it was opened, whether to write or to read; what needs it later opens it anew."""
        for name in ("store", "reader"):
            if name in self.__dict__:
                self.__dict__.pop(name).close()


def program() -> str:
    """What to type to start this program: `audit`, or its path where the shell doesn't find it."""
    import shutil  # noqa: PLC0415

    script = Path(sys.argv[0])
    if script.name != "audit" or not script.exists() or shutil.which("audit"):
        return "audit"
    return os.path.relpath(script)


def machine_time_zone() -> str:
    """The IANA name of the machine's time zone; UTC where it can't be told."""
    import tzlocal  # noqa: PLC0415 (1 ms that most commands don't need)

    try:
        return tzlocal.get_localzone_name() or "UTC"
    except (LookupError, OSError, ValueError):
        return "UTC"


def _of_this_user(what: Literal["data", "cache"]) -> Path | None:
    """The platform's folder for a user's data or for what can be made again. None where this user has
    none: in a container there may be neither a HOME nor a name for the user."""
    import platformdirs  # noqa: PLC0415

    where = platformdirs.user_data_path if what == "data" else platformdirs.user_cache_path
    try:
        folder = where("audit", appauthor=False)
    except RuntimeError:
        return None
    return folder if folder.is_absolute() else None  # older ones leave a folder called `~`


_current: Session | None = None


def begin(session: Session) -> Session:
    """Make this the session of the commands that follow."""
    global _current  # noqa: PLW0603 (one process, one session: typer calls commands, not we)
    _current = session
    return session


def current() -> Session:
    """The session of this run."""
    assert _current is not None
    return _current
