"""Power cuts amid a write, and the older backup put back by what the guides say. AUDIT_RESTORES says how often
(default 4; 100 before a release)."""

import os
import random
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest
from documents import PROJECT
from store.making import make_older

from .program import ENGLISH, Program, installed
from .test_faults import needed, works

RESTORES: Final = int(os.environ.get("AUDIT_RESTORES", "4"))
PARTS: Final = 2  # so that two cores share the work
WRITTEN: Final = (
    ("operators.md", "## Restore a backup"),
    ("managers.es.md", "## Recuperar una copia"),
)
ANSWERS: Final = "checklist: walk-in\nat: 2026-11-16T09:15:00-06:00\nanswers: {path-clear: yes}\n"
LATER: Final = ("amend", "last", "path-clear", "no", "--why", "wet")
CUT: Final = ("strace", "-f", "-qq", "-o", os.devnull)


def as_written(guide: str, heading: str, file: str) -> list[str]:
    """The command that a guide gives for a file under a heading, as a shell splits it."""
    text = (PROJECT / "docs" / guide).read_text(encoding="utf-8").split(f"\n{heading}\n")[1]
    found = re.search(r"audit (backup --restore) \S+", text)
    assert found
    return [*shlex.split(found[1]), file]


def cut(program: Program, calls: str, when: int, *arguments: str, file: Path | None = None) -> bool:
    """Kill a command as it is about to make one of these calls, on any file or on this one, for the n-th time;
    whether it came to that."""
    injected = ["-e", f"trace={calls}", "-e", f"inject={calls}:signal=KILL:when={when}"]
    command = [*CUT, *(["-P", str(file)] if file else []), *injected, *installed(), *arguments]
    done = subprocess.run(command, env=program.environment(), capture_output=True, check=False)
    return done.returncode != 0


def backed_up(program: Program) -> tuple[str, str]:
    """An audit and its backup; then one correction more. The backup, and the history that it holds."""
    program.good("run", "walk-in", "--answers", "-", "--draft", lines=ANSWERS)
    file = program.good("backup").strip()
    before = program.good("export")
    program.good(*LATER)
    return file, before


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Program, str, str]:
    needed(works(*CUT, "-P", os.devnull, "-e", "trace=pwrite64", "true"), "strace may not trace")
    program = Program(tmp_path_factory.mktemp("template") / "home", ENGLISH)
    return program, *backed_up(program)


@pytest.mark.parametrize("part", range(PARTS))
def test_a_backup_put_back_after_a_power_cut_is_whole(
    template: tuple[Program, str, str], tmp_path: Path, part: int
) -> None:
    source, file, before = template
    seed = random.SystemRandom().randrange(10**6) * PARTS + part
    print(f"seed {seed}")
    chance = random.Random(seed)
    for number in range(part, RESTORES, PARTS):
        program = Program(tmp_path / str(number), ENGLISH)
        shutil.copytree(source.home, program.home)
        copy = program.home / "backups" / Path(file).name
        if chance.random() < 0.3:
            make_older(copy, chance.choice([1, 2]))
        database, journal = program.home / "audit.db", program.home / "audit.db-journal"
        assert cut(program, "pwrite64", chance.randint(1, 3), *LATER[:-1], "dry", file=database)
        assert journal.exists()
        words = as_written(*WRITTEN[0], str(copy))
        if chance.random() < 0.5:  # it may be cut short itself, and is then said again
            calls = chance.choice(["rename", "pwrite64", "fsync,fdatasync", "unlink"])
            cut(program, calls, chance.randint(1, 3), *words, "--yes")
        program.good(*words, "--yes")
        assert not journal.exists()
        assert "error" not in program.good("doctor")
        assert program.good("export") == before
        assert list(program.home.glob("audit-replaced-*"))


def test_both_guides_say_it() -> None:
    for guide, heading in WRITTEN:
        assert as_written(guide, heading, "x") == ["backup", "--restore", "x"]
