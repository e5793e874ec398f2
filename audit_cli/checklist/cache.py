"""Parsed plain data kept between starts, so that a file that has not changed needs no YAML."""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from audit_cli.errors import AuditError
from audit_cli.files import new_private_file, private_folder, read_file

# Another number whenever `source` reads the same bytes to other data.
_FORMAT: Final = 1


class ParseCache:
    """Plain data by the SHA-256 of the file it was read from; without a folder it keeps nothing.

    An entry begins with the hash of its own text: one that is damaged, or not ours, is ignored.
    It only saves time, so that nothing that goes wrong here is told.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def get(self, data: bytes) -> Any:
        """The plain data that these bytes were read to, or None."""
        path = self._path(data)
        if path is None:
            return None
        try:
            digest, _, text = read_file(path).partition(b"\n")
            whole = digest.decode() == sha256(text).hexdigest()
            return json.loads(text) if whole else None
        except (OSError, ValueError, RecursionError):
            return None

    def put(self, data: bytes, plain: Any) -> None:
        """Keeps what these bytes were read to, readable by their owner alone."""
        path = self._path(data)
        if path is None:
            return
        text = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
        with suppress(OSError, AuditError):
            private_folder(path.parent)
            temporary = new_private_file(path.parent, path.name)
            try:
                temporary.write_bytes(sha256(text).hexdigest().encode() + b"\n" + text)
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)

    def _path(self, data: bytes) -> Path | None:
        if self.folder is None:
            return None
        return self.folder / f"{sha256(data).hexdigest()}.plain{_FORMAT}.json"
