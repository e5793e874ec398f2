"""What was acknowledged is there: whoever else writes, whatever the disk does, whenever it dies."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

import audit_cli
from audit_cli.store import connection as opening
from audit_cli.store.connection import connect
from audit_cli.store.faults import NoChecklist, NotRead, NotSaved
from audit_cli.store.journal import Store

from .making import CHECKLIST, an_id, event, finished, start, store_in, stored
from .test_doctor import found

# How many of the calls of each kind fail, one after the other: all there are in CI.
FAULTS = int(os.environ.get("AUDIT_FAULTS", "2"))
_ROOT = Path(audit_cli.__file__).parent.parent
_ENVIRONMENT = os.environ | {"PYTHONPATH": f"{_ROOT}{os.pathsep}{_ROOT / 'tests'}"}


def begun(
    home: Path, task: str, audit: str = "-", count: int = 0, before: Sequence[str] = ()
) -> subprocess.Popen[str]:
    """The worker, at work."""
    command = [*before, sys.executable, "-m", "store.worker", str(home), task, audit, str(count)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=_ENVIRONMENT)


def ended(worker: subprocess.Popen[str]) -> list[str]:
    """The lines that the worker printed; it must not have crashed."""
    out, err = worker.communicate(timeout=300)
    assert worker.returncode == 0, err
    return out.splitlines()


def acknowledged(lines: Sequence[str]) -> list[str]:
    return [line.split()[1] for line in lines if line.startswith("acknowledged ")]


def stored_ids(store: Store) -> list[str]:
    return [e.uuid for row in store.audits() for e in store.events(row.id)]


def test_two_programs_and_a_reader_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 60)  # of a machine that is busy with other things
    with store_in(tmp_path) as store:
        audit = stored(store, [start()])
        workers = [begun(tmp_path, task, audit, 40) for task in ("same", "same", "own", "own")]
        seen = 0
        while any(worker.poll() is None for worker in workers):
            now = store.record(audit).length
            assert now >= seen
            seen = now
        taken = [name for worker in workers for name in acknowledged(ended(worker))]
        assert len(taken) == 160
        assert set(taken) <= set(stored_ids(store))
        assert store.record(audit).length == 81
    assert found(tmp_path / "audit.db") == []


def test_a_killed_program_loses_nothing_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(3)
    taken: list[str] = []
    for _ in range(8):
        worker = begun(tmp_path, "own", count=10_000)
        assert worker.stdout is not None
        taken += acknowledged([worker.stdout.readline()])
        time.sleep(chance.random() / 5)
        worker.kill()
        out, _ = worker.communicate()
        # A line that was cut short has not been seen by anybody.
        taken += acknowledged(out.splitlines() if out.endswith("\n") else out.splitlines()[:-1])
    with store_in(tmp_path) as store:
        assert len(taken) > 8
        assert set(taken) <= set(stored_ids(store))
    assert found(tmp_path / "audit.db") == []


def test_a_writer_waits_for_another_and_says_so_when_it_takes_too_long(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit = stored(store, finished())
    later = event(10, "discard", None, None, "x")
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.1)
    words = "another program has held the database"
    with store_in(store.path.parent) as hasty, closing(connect(store.path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NotSaved, match=words):
            hasty.append(audit, [later])
        with pytest.raises(NotRead, match=words):
            hasty.events(audit)
    monkeypatch.undo()
    held = threading.Event()

    def hold() -> None:
        with closing(connect(store.path)) as other:
            other.execute("BEGIN IMMEDIATE")
            held.set()
            time.sleep(1.5)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    store.append(audit, [later])
    holder.join()
    assert store.record(audit).state == "discarded"


def test_a_full_disk_is_told_and_the_same_answer_saved_when_there_is_room(tmp_path: Path) -> None:
    with store_in(tmp_path) as store:
        audit = stored(store, [start()])
    lines = ended(begun(tmp_path, "fill", audit))
    assert lines[0].startswith(f"failed: not saved in {tmp_path / 'audit.db'}: the disk")
    assert len(acknowledged(lines)) == 1
    with store_in(tmp_path) as store:
        assert set(acknowledged(lines)) <= set(stored_ids(store))
    assert found(tmp_path / "audit.db") == []


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that other users can reach, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o700)
    shutil.rmtree(folder)


def test_a_folder_that_may_not_be_written_is_told_and_still_read(reachable: Path) -> None:
    with store_in(reachable) as store:
        stored(store, finished())
    store.path.chmod(0o444)
    reachable.chmod(0o555)
    lines = ended(begun(reachable, "forbidden"))
    assert "is not permitted" in lines[0]
    assert "may not be written" in lines[1]
    assert lines[2] == "read 1"


@pytest.fixture(scope="module")
def strace() -> str:
    """strace, where it may be used."""
    program = shutil.which("strace")
    works = (
        program and subprocess.run([program, "-o", os.devnull, "true"], check=False).returncode == 0
    )
    if not program or not works:
        reason = "strace is missing or not permitted"
        if os.environ.get("AUDIT_CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return program


@pytest.mark.faults
@pytest.mark.parametrize("lasting", ["", "+"], ids=["once", "from-then-on"])
@pytest.mark.parametrize(
    ("calls", "error"),
    [("fsync,fdatasync", "EIO"), ("pwrite64", "ENOSPC"), ("pwrite64", "EIO"), ("unlink", "EIO")],
)
def test_whatever_call_fails_nothing_acknowledged_is_lost(
    tmp_path: Path, strace: str, calls: str, error: str, lasting: str
) -> None:
    failures = 0
    for when in range(1, FAULTS + 1):
        home = tmp_path / str(when)
        with store_in(home) as store:
            audit = stored(store, [start()])
        trace = [strace, "-f", "-o", os.devnull, "-e", f"trace={calls}"]
        trace += ["-e", f"inject={calls}:error={error}:when={when}{lasting}"]
        lines = ended(begun(home, "stubborn", audit, 2, before=trace))
        failures += any(line.startswith("failed: ") for line in lines)
        taken = acknowledged(lines)
        if not lasting:
            assert len(taken) == 2  # the second attempt succeeds
        with store_in(home) as store:
            assert set(taken) <= set(stored_ids(store))
        assert found(home / "audit.db") == []
    assert failures > 0


def test_an_event_that_was_stored_though_the_commit_failed_is_acknowledged(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit = stored(store, [start()])
    new = event(2, "answer", "floor-clean", "no")
    connection = store.connection()

    class Doubtful:
        """A connection whose next COMMIT succeeds, but says it did not."""

        def __getattr__(self, name: str) -> object:
            return getattr(connection, name)

        def execute(self, sql: str, *values: object) -> object:
            result = connection.execute(sql, *values)
            if sql == "COMMIT":
                connection.execute("SELECT * FROM no_such_table")
            return result

    monkeypatch.setattr(store, "_connection", Doubtful())
    store.append(audit, [new])
    assert store.events(audit)[-1] == new


def test_a_start_is_saved_with_its_checklist_or_not_at_all(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from audit_cli.store import writing  # noqa: PLC0415

    def fail(*_: object) -> None:
        raise OSError(5, "planted")

    monkeypatch.setattr(writing, "project", fail)
    with pytest.raises(OSError, match="planted"):
        store.append(an_id(), [start()], pin=CHECKLIST)
    with pytest.raises(NoChecklist):
        store.pinned(CHECKLIST.sha256)
