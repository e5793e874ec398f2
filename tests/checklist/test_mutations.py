"""Whatever a file holds, it is read or its problems are told: never an exception, never a wait."""

import json
import time
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
import yaml
from examples import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st

from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.checklist.library import ChecklistFile, Library, load
from audit_cli.checklist.source import read_documents
from audit_cli.errors import AuditError
from audit_cli.language import LANGUAGES
from audit_cli.resources import shipped

TEXTS = [path.read_bytes() for path in sorted(shipped("checklists").glob("*.yaml"))]
TREES = [yaml.safe_load(text) for text in TEXTS]
SLOWEST = 2  # seconds, for a file of the size of the shipped ones

PIECES = st.sampled_from(
    [
        *(b"\t", b"\n", b":", b"- ", b'"', b"'", b"{", b"}", b"[", b",", b"#", b"|", b">", b"? "),
        *(b"&a ", b"*a", b"!!int ", b"\x00", b"\xff", b"\xed\xa0\x80", b"---\n", b"...", b"\\"),
    ]
)
WORDS = ["no", "-1", "start", "12:30", "walk-in", "smiled", "count", "yes_no", "choices", "rating"]
WORDS += ["scale", "text", "x y", "", "today"]
PARTS: list[Any] = [
    *([], {}, [[]], ["a", "b"], {"is": "yes"}, {"more_than": 3}, {"en": "x"}, {"at_most": 2}),
    {"question": "smiled", "is": "yes"},
    *(None, True, 0, 1e300, "10" * 99, "x" * 300),
]
VALUES = st.sampled_from([*WORDS, *PARTS]).map(deepcopy)


class Shelf:
    """Nothing but the shipped checklists."""

    def names(self) -> tuple[str, ...]:
        return Library().names()

    def base(self, name: str, before: tuple[str, ...]) -> ChecklistFile | None:
        path = shipped("checklists") / f"{name}.yaml"
        if name in before or not path.is_file():
            return None
        return ChecklistFile(name, *read_documents(path.read_bytes(), name), name)


def check(data: bytes) -> None:
    """Reads a file, says all its problems in both languages, and round-trips it if it is valid."""
    start = time.process_time()
    checklist, problems = load(ChecklistFile("f.yaml", *read_documents(data, "f.yaml")), Shelf())
    for problem in problems:
        assert problem.line
        for language in LANGUAGES:
            assert problem.say(language).encode()
    assert (checklist is None) == any(not problem.warning for problem in problems)
    if checklist:
        assert checklist_from_canonical(checklist.canonical) == checklist
    assert time.process_time() - start < SLOWEST


def paths_in(tree: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path of every part of a tree."""
    parts = tree.items() if isinstance(tree, dict) else ()
    parts = enumerate(tree) if isinstance(tree, list) else parts
    return [path, *(p for key, part in parts for p in paths_in(part, (*path, key)))]


PATHS = [paths_in(tree)[1:] for tree in TREES]


def fresh(examples: settings) -> settings:
    """Without the examples of earlier runs."""
    return settings(examples, database=None)


# Each mutation works on a slice around one section, so that a thousand of them take seconds.
@st.composite
def cut_texts(draw: st.DrawFn) -> bytes:
    text = draw(st.sampled_from(TEXTS))
    lines = text.split(b"\n")
    head = [line for line in lines[:12] if not line.startswith(b"#")]
    start = draw(st.integers(12, len(lines) - 1))
    data = bytearray(b"\n".join([*head, *lines[start : start + draw(st.integers(0, 40))]]))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(data)))
        data[place : place + draw(st.integers(0, 6))] = draw(PIECES | st.binary(max_size=3))
    return bytes(data)


@st.composite
def changed_trees(draw: st.DrawFn) -> bytes:
    number = draw(st.integers(0, len(TREES) - 1))
    tree = json.loads(json.dumps(TREES[number]))
    if draw(st.booleans()):
        tree["sections"] = [draw(st.sampled_from(tree["sections"]))]
        tree["sections"][0]["questions"] = tree["sections"][0]["questions"][:4]
    for _ in range(draw(st.integers(1, 3))):
        *steps, last = draw(st.sampled_from(PATHS[number]))
        part = tree
        try:
            for step in steps:
                part = part[step]
            if draw(st.booleans()):
                part[last] = draw(VALUES)
            elif draw(st.booleans()):
                del part[last]
            else:
                part[draw(st.sampled_from(KEYS))] = draw(VALUES)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    return json.dumps(tree, ensure_ascii=draw(st.booleans())).encode()


KEYS = [
    "extends",
    "drop",
    "change",
    "before",
    "only_if",
    "exceeds",
    "standard",
    "critical",
    "options",
]
KEYS += ["labels", "min", "max", "longest", "count", "from", "to", "clock", "was", "weight", "type"]
KEYS += ["case", "answered_by", "column", "unit"]


@fresh(examples(1_000))
@given(cut_texts())
@example(b"? " * 60)
@example(b"- " * 60)
@example(b"[" * 100_000)
@example(b"{a: " * 2_000)
@example(b"a: " + b"9" * 100_000)
@example(b'"' + b"\\" * 99_999)
@example(b"!<" * 5_000)
@example(b"- - - -\n" * 2_000)
def test_bytes(data: bytes) -> None:
    check(data)


@fresh(examples(1_000))
@given(changed_trees())
def test_structure(data: bytes) -> None:
    check(data)


@fresh(examples(300))
@given(st.text() | st.recursive(VALUES, st.lists).map(json.dumps))
def test_pinned_text(text: str) -> None:
    with suppress(AuditError):
        checklist_from_canonical(text)


@pytest.mark.parametrize("text", TEXTS, ids=[tree["id"] for tree in TREES])
def test_every_prefix_of_lines(text: bytes) -> None:
    lines = text.split(b"\n")
    for end in range(0, len(lines), 7):
        check(b"\n".join(lines[:end]))


def test_a_file_of_a_thousand_mistakes_takes_no_longer() -> None:
    head = 'id: f\nversion: "1"\ntitle: T\nsections:\n  - id: one\n    title: One\n    questions:\n'
    line = (
        "      - {id: q-%d, ask: Clean, type: yes_nu, wait: 1, only_if: {question: q-x, is: yes}}\n"
    )
    data = (head + "".join(line % number for number in range(300))).encode()
    start = time.process_time()
    _, problems = load(ChecklistFile("f.yaml", *read_documents(data, "f.yaml")), Shelf())
    assert len(problems) == 101
    assert time.process_time() - start < 10
