"""Atomic writing: whole or as before, private whatever the umask."""

import errno
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit_cli import files
from audit_cli.files import NotWritten, new_private_file, private_folder, write_atomically


@pytest.fixture(params=[0o000, 0o022, 0o177, 0o777])
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("_umask")
def test_files_and_folders_are_private_whatever_the_umask(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    private_folder(folder)
    write_atomically(folder / "f", b"x")
    assert [mode(folder.parent), mode(folder), mode(folder / "f")] == [0o700, 0o700, 0o600]


def test_an_existing_folder_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    private_folder(tmp_path)
    assert mode(tmp_path) == 0o755


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.md"
    write_atomically(target, b"old")

    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", refuse)
    with pytest.raises(NotWritten) as failure:
        write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
    assert str(target) in failure.value.say("en")
    assert "free some space" in failure.value.say("en")
    assert "libere espacio" in failure.value.say("es")


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real.yaml"
    real.write_bytes(b"old")
    link = tmp_path / "link.yaml"
    link.symlink_to(real)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.usefixtures("_umask")
def test_a_file_that_a_link_leads_to_keeps_who_may_read_it(tmp_path: Path) -> None:
    """As `-o` onto a link into a folder that a web server reads."""
    real = tmp_path / "real.html"
    link = tmp_path / "link.html"
    link.symlink_to(real)
    write_atomically(link, b"not there before")
    assert mode(real) == 0o600
    for kept in (0o644, 0o640, 0o400):
        real.chmod(kept)
        write_atomically(link, b"new")
        assert (mode(real), real.read_bytes()) == (kept, b"new")
    write_atomically(real, b"ours")
    assert mode(real) == 0o600


def test_a_device_is_written_directly() -> None:
    write_atomically(Path(os.devnull), b"x")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="a system without /dev/fd")
@pytest.mark.parametrize("name", ["/dev/fd/{}", "/proc/self/fd/{}", "{}"])
def test_a_pipe_is_written_directly_by_whatever_name(tmp_path: Path, name: str) -> None:
    """As `-o /dev/stdout | less` and `-o >(less)` name one."""
    reading, writing = os.pipe()
    try:
        link = tmp_path / "link"
        link.symlink_to(f"/dev/fd/{writing}")
        write_atomically(link if name == "{}" else Path(name.format(writing)), b"x")
        assert os.read(reading, 9) == b"x"
    finally:
        os.close(reading)
        os.close(writing)
    assert list(tmp_path.iterdir()) == [link]


@pytest.mark.parametrize(
    ("path", "words"), [("missing/f", "does not exist"), ("file/f", "not a folder")]
)
def test_a_path_that_cannot_be_says_why(tmp_path: Path, path: str, words: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotWritten, match=words):
        write_atomically(tmp_path / path, b"x")


def test_a_file_in_the_way_of_a_folder_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotWritten, match="not a folder"):
        private_folder(tmp_path / "file" / "folder")


def left_by_a_kill(folder: Path, name: str, hours: float) -> list[Path]:
    """The temporary file of a run that died so long ago, and the journal that SQLite keeps beside one."""
    temporary = new_private_file(folder, name)
    left = [temporary, temporary.with_name(f"{temporary.name}-journal")]
    for path in left:
        path.write_text("half")
        os.utime(path, (time.time() - 3600 * hours,) * 2)
    return left


def test_what_killed_runs_left_is_swept_after_a_day(tmp_path: Path) -> None:
    elsewhere, nowhere = tmp_path / "elsewhere", tmp_path / "nowhere"
    for folder in (elsewhere, nowhere):
        folder.mkdir()
    young = left_by_a_kill(elsewhere, "history.jsonl", 23)
    there = left_by_a_kill(nowhere, "history.jsonl", 25)
    old = left_by_a_kill(elsewhere, "n" * 240, 25)
    theirs = [
        elsewhere / ".other.abcdefgh.tmp",
        elsewhere / ".notes.tmp-journal",
        elsewhere / "a.tmp",
    ]
    for path in theirs:
        path.touch()
        os.utime(path, (0, 0))
    (elsewhere / ".x.audit.tmp").mkdir()
    write_atomically(elsewhere / "visit.html", b"x")
    assert not any(path.exists() for path in old)
    assert all(path.exists() for path in (*young, *there, *theirs))
