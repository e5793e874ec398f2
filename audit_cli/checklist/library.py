"""Checklists by name or path: the user's own first, then those that come with the program."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from audit_cli.checklist.cache import ParseCache
from audit_cli.checklist.hints import shown, unknown
from audit_cli.checklist.loading import UNKNOWN_CHECKLIST, Opened, load
from audit_cli.checklist.model import Checklist
from audit_cli.checklist.source import LARGEST, Document, Source, read_documents
from audit_cli.errors import InvalidInput, Problem, UsageError
from audit_cli.files import read_file, reading_reason
from audit_cli.language import _
from audit_cli.resources import shipped

SUFFIX: Final = ".yaml"
STANDARD_INPUT: Final = "-"

_NO_FILE = _("the file {path} can't be read ({reason})")


class UnknownChecklist(UsageError):
    """No checklist has this name, or no file is at this path."""


class Library:
    """The checklists of one home folder and the shipped ones.

    `user_folder` holds the user's; parsed files are kept in `cache_folder`. Either may be None, or
    not exist yet.
    """

    def __init__(self, user_folder: Path | None = None, cache_folder: Path | None = None) -> None:
        self._folders = [*([user_folder] if user_folder else []), shipped("checklists")]
        self._cache = ParseCache(cache_folder)

    def names(self) -> tuple[str, ...]:
        """Every name that `load` takes: the user's own, then the shipped ones, each once."""
        found = (path.stem for folder in self._folders for path in sorted(_files(folder)))
        return tuple(dict.fromkeys(found))

    def find(self, name: str) -> Path:
        """The file of a name, or of a path. Raises UnknownChecklist."""
        if _is_path(name):
            if not _possible(Path(name)):
                raise self._unknown(name)
            return Path(name)
        path = next(self._candidates(name), None)
        if path is None:
            raise self._unknown(name)
        return path

    def named(self, name: str) -> Checklist:
        """As `load`, but by name only: a file that came from elsewhere names no paths here."""
        if _is_path(name):
            raise self._unknown(name)
        return self.load(name)

    def load(self, name: str) -> Checklist:
        """A checklist by name or path. Raises UnknownChecklist, InvalidInput with every problem."""
        path = self.find(name)
        checklist, problems = load(self._opened(path, _bytes(path)), _Shelf(self, path.parent))
        if checklist is None:
            # What the cache holds has no lines; and a checklist it extends may be another by now.
            checklist, problems = self._check_file(path)
        if checklist is None:
            raise InvalidInput([problem for problem in problems if not problem.warning])
        return checklist

    def check(self, name: str) -> tuple[Checklist | None, list[Problem]]:
        """A checklist by name, by path, or `-` for standard input, with every problem and warning.

        The checklist is None if any of the problems is more than a warning. Raises
        UnknownChecklist.
        """
        if name != STANDARD_INPUT:
            return self._check_file(self.find(name))
        data = sys.stdin.buffer.read(LARGEST + 1)
        return load(
            Opened(STANDARD_INPUT, *read_documents(data, STANDARD_INPUT)), _Shelf(self, None)
        )

    def _unknown(self, name: str) -> UnknownChecklist:
        message, values = unknown(UNKNOWN_CHECKLIST, name, self.names())
        return UnknownChecklist(message, **values)

    def _check_file(self, path: Path) -> tuple[Checklist | None, list[Problem]]:
        return load(_parsed(path, _bytes(path)), _Shelf(self, path.parent, cached=False))

    def _candidates(self, name: str, beside: Path | None = None) -> Iterator[Path]:
        folders = [*([beside] if beside else []), *self._folders]
        return (p for folder in folders if _is_file(p := folder / (name + SUFFIX)))

    def _opened(self, path: Path, data: bytes) -> Opened:
        plain = self._cache.get(data)
        if plain is not None:
            return Opened(str(path), [Document(plain, Source("", str(path)))], [], path.stem)
        opened = _parsed(path, data)
        if len(opened.documents) == 1 and not opened.problems:
            self._cache.put(data, opened.documents[0].data)
        return opened


class _Shelf:
    """What a file may extend: its neighbours, the user's checklists, the shipped ones."""

    def __init__(self, library: Library, beside: Path | None, *, cached: bool = True) -> None:
        self._library = library
        self._beside = beside
        self._cached = cached

    def names(self) -> tuple[str, ...]:
        beside = sorted(path.stem for path in _files(self._beside)) if self._beside else []
        return tuple(dict.fromkeys([*self._library.names(), *beside]))

    def base(self, name: str, opened: tuple[str, ...]) -> Opened | None:
        """The next file of a name, so that a user's walk-in may extend the shipped one."""
        paths = self._library._candidates(name, self._beside)
        path = next((path for path in paths if str(path) not in opened), None)
        if path is None:
            return None
        data = _bytes(path)
        return self._library._opened(path, data) if self._cached else _parsed(path, data)


def _is_path(name: str) -> bool:
    return "/" in name or "\\" in name or name.endswith((SUFFIX, ".yml"))


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*" + SUFFIX) if path.is_file()]


def _possible(path: Path) -> bool:
    """Whether a file can have this name: it may be too long, or hold a NUL character."""
    try:
        path.stat()
    except ValueError:
        return False
    except OSError as error:
        return error.errno != errno.ENAMETOOLONG
    return True


def _is_file(path: Path) -> bool:
    return _possible(path) and path.is_file()


def _parsed(path: Path, data: bytes) -> Opened:
    return Opened(str(path), *read_documents(data, str(path)), path.stem)


def _bytes(path: Path) -> bytes:
    try:
        return read_file(path, LARGEST + 1)
    except OSError as error:
        raise UnknownChecklist(_NO_FILE, path=shown(path), reason=reading_reason(error)) from error
