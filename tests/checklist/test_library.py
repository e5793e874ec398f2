"""Finding checklists, and keeping what was parsed."""

import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from audit_cli.checklist.cache import ParseCache
from audit_cli.checklist.library import Library, UnknownChecklist
from audit_cli.errors import ExitCode, InvalidInput

SMALL = """\
id: {id}
version: "1"
title: "Small"
sections:
  - id: one
    title: "One"
    questions:
      - {{id: clean, ask: "Is it clean?", type: yes_no, weight: {weight}}}
"""


def write(folder: Path, id_: str, weight: object = 1) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{id_}.yaml"
    path.write_text(SMALL.format(id=id_, weight=weight), encoding="utf-8")
    return path


def test_names_are_the_users_own_then_the_shipped_ones_each_once(tmp_path: Path) -> None:
    write(tmp_path, "zoo")
    write(tmp_path, "walk-in")
    names = Library(tmp_path).names()
    assert names[:2] == ("walk-in", "zoo")
    assert names.count("walk-in") == 1
    assert "phone-test" in names


def test_the_users_own_comes_first(tmp_path: Path) -> None:
    write(tmp_path, "walk-in")
    assert list(Library(tmp_path).load("walk-in").questions) == ["clean"]
    assert len(Library(tmp_path / "none").load("walk-in").questions) == 20


def test_a_path_is_read_wherever_it_lies(tmp_path: Path) -> None:
    path = write(tmp_path, "zoo")
    assert Library().load(str(path)).id == "zoo"


def test_a_users_walk_in_may_extend_the_shipped_one(tmp_path: Path) -> None:
    extension = 'id: walk-in\nversion: "2"\ntitle: "Ours"\nextends: walk-in\ndrop: [smiled]\n'
    (tmp_path / "walk-in.yaml").write_text(extension, encoding="utf-8")
    checklist = Library(tmp_path, tmp_path / "cache").load("walk-in")
    assert len(checklist.questions) == 19


def test_an_unknown_name_is_wrong_usage_with_the_nearest_one() -> None:
    with pytest.raises(UnknownChecklist, match="did you mean `walk-in`") as caught:
        Library().load("walkin")
    assert caught.value.exit_code == ExitCode.USAGE
    with pytest.raises(UnknownChecklist):
        Library().load("../walk-in.yaml")


@pytest.mark.parametrize(
    "name", ["a" * 300, "a\0b", "./" + "a" * 300, "./a\0b", "a" * 300 + ".yaml"]
)
def test_a_name_that_no_file_can_have_is_an_unknown_one(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownChecklist) as caught:
        Library(tmp_path).load(name)
    with pytest.raises(UnknownChecklist):
        Library(tmp_path).check(name)
    assert "there is no checklist `" in caught.value.say("en")
    assert len(caught.value.say("en")) < 300


def test_only_files_are_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    for path in (str(pipe), "/dev/zero", str(tmp_path) + "/"):
        with pytest.raises(UnknownChecklist, match="not a file"):
            Library().load(path)


def test_a_name_is_not_a_path(tmp_path: Path) -> None:
    path = write(tmp_path, "zoo")
    assert Library(tmp_path).load_by_name("zoo").id == "zoo"
    for name in (str(path), "zoo.yaml", "../zoo"):
        with pytest.raises(UnknownChecklist, match="there is no checklist"):
            Library(tmp_path).load_by_name(name)


def test_an_invalid_one_tells_every_error_with_its_place(tmp_path: Path) -> None:
    path = write(tmp_path, "zoo", weight="heavy")
    library = Library(tmp_path, tmp_path / "cache")
    for _ in range(2):  # the second time its plain data are in the cache
        with pytest.raises(InvalidInput) as caught:
            library.load("zoo")
        assert [(p.file, p.line) for p in caught.value.problems] == [(str(path), 8)]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(SMALL.format(id="any", weight="x").encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    checklist, problems = Library().check("-")
    assert checklist is None
    assert [problem.file for problem in problems] == ["-"]


def test_a_checklist_from_the_cache_is_the_same(tmp_path: Path) -> None:
    library = Library(None, tmp_path)
    parsed = library.load("walk-in")
    assert len(list(tmp_path.iterdir())) == 1
    assert library.load("walk-in") == parsed


def test_the_cache_is_private(tmp_path: Path) -> None:
    Library(None, tmp_path / "new").load("walk-in")
    (entry,) = (tmp_path / "new").iterdir()
    assert stat.S_IMODE(entry.stat().st_mode) == 0o600
    assert stat.S_IMODE(entry.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "damage", [b"", b"\xff\xfe\n", b"{}", b"0" * 64 + b"\n{}", b"[" * 100_000], ids=repr
)
def test_a_damaged_entry_is_ignored_and_written_anew(tmp_path: Path, damage: bytes) -> None:
    library = Library(None, tmp_path)
    checklist = library.load("walk-in")
    (entry,) = tmp_path.iterdir()
    whole = entry.read_bytes()
    entry.write_bytes(damage)
    assert library.load("walk-in") == checklist
    assert entry.read_bytes() == whole


def test_one_flipped_bit_is_noticed(tmp_path: Path) -> None:
    cache = ParseCache(tmp_path)
    cache.put(b"file", {"weight": "3"})
    (entry,) = tmp_path.iterdir()
    entry.write_bytes(entry.read_bytes().replace(b'"3"', b'"9"'))
    assert cache.get(b"file") is None


def test_a_foreign_entry_is_read_like_any_file(tmp_path: Path) -> None:
    """Well-formed, but not what the file says: its mistakes lead back to the file."""
    path = write(tmp_path / "user", "zoo")
    ParseCache(tmp_path / "cache").put(path.read_bytes(), {"sections": [3]})
    assert Library(tmp_path / "user", tmp_path / "cache").load("zoo").id == "zoo"


def test_a_cache_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert Library(None, tmp_path / "file" / "cache").load("walk-in").id == "walk-in"


def test_a_second_start_imports_no_yaml(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from audit_cli.checklist.library import Library;"
        f"Library(None, pathlib.Path({str(tmp_path)!r})).load('walk-in');"
        "import json; print(json.dumps([m for m in ('yaml', 'difflib', 'zoneinfo')"
        " if m in sys.modules]))"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
        for _ in range(2)
    ]
    assert [json.loads(run.stdout) for run in runs] == [["yaml"], []]
