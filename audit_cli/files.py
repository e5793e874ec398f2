"""Files that are whole or absent, and readable by their owner alone."""

import errno
import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path
from typing import IO, Final

from audit_cli.errors import AuditError
from audit_cli.language import Message, Text, _

PRIVATE_FILE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700
# What only our temporary files are called, so that those of killed runs can be known in any folder.
_TEMPORARY: Final = ".audit.tmp"
_KEPT_OF_A_NAME: Final = 40  # characters: with what is added, a whole one may be too long
_LEFT_OVER_SECONDS: Final = 86_400  # a file so old is nobody's any more

_NO_SPACE: Final = _("the disk is full; free some space and try again")
_FORBIDDEN: Final = _(
    "writing there is not permitted; check who owns the folder, or choose another"
)
_NO_FOLDER: Final = _("a part of that path is a file, not a folder; choose another")
_EITHER_WAY: Final[Mapping[int, Message]] = {
    errno.ENOTDIR: _NO_FOLDER,
    errno.EIO: _("the disk reported an error; check the device and its cable, and write elsewhere"),
    errno.ENAMETOOLONG: _("a name in it is too long; choose a shorter one"),
    errno.ESPIPE: _("it is a pipe or a device, not a file"),
}
_WRITING: Final[Mapping[int, Message]] = {
    **_EITHER_WAY,
    errno.ENOSPC: _NO_SPACE,
    errno.EDQUOT: _NO_SPACE,
    errno.EFBIG: _NO_SPACE,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: _("the disk is read-only; choose another folder"),
    errno.EEXIST: _NO_FOLDER,
    errno.ENOENT: _("the folder does not exist; create it first"),
}
_READING: Final[Mapping[int, Message]] = {
    **_EITHER_WAY,
    errno.ENOENT: _("there is no such file"),
    errno.EISDIR: _("it is a folder, not a file"),
    errno.EACCES: _("reading it is not permitted; check who owns it"),
}
_OPENED_BY_THE_SHELL: Final = ("/dev/stdin", "/dev/fd")


class NotWritten(AuditError):
    """A file or folder could not be written; what was there before is still whole."""

    message = _("{path} was not written: {reason}")

    def __init__(self, path: Path, error: OSError) -> None:
        self.error = error
        super().__init__(path=path, reason=writing_reason(error))


def writing_reason(error: OSError) -> Message | Text:
    """Why the system refused, in plain words; the system's own where there are none."""
    return _WRITING.get(error.errno or 0) or Text(plain=error.strerror or str(error))


def reading_reason(error: OSError) -> Message | Text:
    """Why a file could not be read, in plain words; the system's own where there are none."""
    return _READING.get(error.errno or 0) or Text(plain=error.strerror or str(error))


def check_is_file(path: Path) -> None:
    """Raises OSError for what is not there, and for a pipe or a device: opening or reading one may
    never end. What the shell has opened (`/dev/stdin`, `<(…)`) is let through; so are folders, which
    whoever opens them is told of."""
    mode = path.stat().st_mode
    ours = any(path.is_relative_to(place) for place in _OPENED_BY_THE_SHELL)
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or ours):
        raise OSError(errno.ESPIPE, _EITHER_WAY[errno.ESPIPE].msgid, str(path))


def read_file(path: Path, most: int = -1) -> bytes:
    """What a file holds, or its first bytes. Raises OSError, for pipes and devices too."""
    check_is_file(path)
    with path.open("rb") as file:
        return file.read(most)


def private_folder(path: Path) -> None:
    """Make a folder and the missing ones above it, 0700 whatever the umask; existing ones stay as
    they are. Raises NotWritten."""
    try:
        missing = [*takewhile(lambda folder: not folder.is_dir(), (path, *path.parents))]
        for folder in reversed(missing):
            try:
                folder.mkdir(PRIVATE_FOLDER)
            except FileExistsError:
                if not folder.is_dir():  # another run may have made it meanwhile
                    raise
            else:
                folder.chmod(PRIVATE_FOLDER)
                sync_folder(folder.parent)
    except OSError as error:
        raise NotWritten(path, error) from error


def write_atomically(path: Path, data: bytes, *, sync_name: bool = True) -> None:
    """Write a file that is whole or as it was before, 0600 whatever the umask, durable on return.

    Without `sync_name` its name is durable once `sync_folder` was called: once for many files. A
    link is followed, and who may read what it leads to stays as it was; a device or pipe is written
    directly. Raises NotWritten.
    """
    with written_atomically(path, sync_name=sync_name) as file:
        file.write(data)


@contextmanager
def written_atomically(path: Path, *, sync_name: bool = True) -> Iterator[IO[bytes]]:
    """As `write_atomically`, for what is written piece by piece; anything raised inside leaves the
    old file. An OSError raised inside is taken for one of this file: NotWritten."""
    try:
        # Asked before links are resolved: `/dev/stdout` leads to a pipe that has a name, but no place.
        mode = path.stat().st_mode if path.exists() else stat.S_IFREG | PRIVATE_FILE
        if not stat.S_ISREG(mode):
            with path.open("wb") as file:
                yield file
            return
        target = Path(os.path.realpath(path))
        if sync_name:  # else it is one of many: whoever writes them sweeps once
            sweep(target.parent)
        temporary = new_private_file(target.parent, target.name)
        try:
            with temporary.open("wb") as file:
                yield file
            readers = stat.S_IMODE(mode) if path.is_symlink() else PRIVATE_FILE
            put_in_place(temporary, target, sync_name, readers)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise NotWritten(path, error) from error


def sync_folder(folder: Path) -> None:
    """Make a folder's list of names durable, where the system lets folders be synced."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows: names are journalled with the file
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path, own: str = "") -> None:
    """Remove what killed runs left half written in a folder, and SQLite's journals of it, once it is a day
    old; at once what was to get a name that begins with `own`, which nobody else may be writing."""
    for left in folder.glob(f".*{_TEMPORARY}*"):
        with suppress(OSError):  # of somebody else: it is in nobody's way
            old = time.time() - left.lstat().st_mtime > _LEFT_OVER_SECONDS
            if old or (own and left.name.startswith(f".{own[:_KEPT_OF_A_NAME]}")):
                left.unlink()


def new_private_file(folder: Path, name: str) -> Path:
    """An empty temporary file beside the one that it will replace, 0600 whatever the umask."""
    import tempfile  # noqa: PLC0415 (1 ms; the store's files are never temporary)

    prefix = f".{name[:_KEPT_OF_A_NAME]}."
    descriptor, temporary = tempfile.mkstemp(prefix=prefix, suffix=_TEMPORARY, dir=folder)
    os.close(descriptor)
    path = Path(temporary)
    path.chmod(PRIVATE_FILE)
    return path


def put_in_place(
    temporary: Path, target: Path, sync_name: bool = True, mode: int = PRIVATE_FILE
) -> None:
    """Make a finished temporary file durable under its final name, or leave the name to `sync_folder`."""
    with temporary.open("rb+") as file:
        temporary.chmod(mode)
        os.fsync(file.fileno())
    temporary.replace(target)
    if sync_name:
        sync_folder(target.parent)
