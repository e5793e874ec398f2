"""Inputs that nobody meant: the same ones for the same numbers, in every run."""

import json
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any, Final

LARGEST: Final = 100_000  # bytes
ANSWERS: Final = (
    "checklist: walk-in\nsite: main\nauditor: manager\nrecognised: unsure\n"
    "at: 2026-11-16T09:15:00-06:00\nanswers:\n  first-thing-noticed: ordinary\n  path-clear: yes\n"
    "  floor-clean: {value: no, note: mud at the door, fixed_now: false}\n"
    "  seconds-until-look: 4\n  smiled: sí\n  wait-told: na\n  help-unasked: 1\n"
)
LINE: Final[dict[str, Any]] = {
    "checklist": "walk-in",
    "id": "0b5f7c1e-0000-4000-8000-000000000001",
    "at": "2026-11-16T09:15:00-06:00",
    "answers": {
        "path-clear": "yes",
        "smiled": True,
        "seconds-until-look": 4,
        "remark": {"value": "x"},
    },
}
CHECKLIST: Final = (
    'id: f\nversion: "1.0"\ntitle: {en: "F", es: "F"}\ntarget: 85\nsections:\n  - id: one\n'
    '    title: "One"\n    clock:\n      start: "here"\n      look: 5\n'
    '      marks: [{id: greeted, label: "greeted"}]\n'
    '    questions:\n      - {id: a, ask: "A?", type: yes_no, weight: 3, measure: "m", about: place}\n'
    '      - {id: b, ask: "B?", type: seconds, from: start, to: greeted, standard: {at_most: 30}}\n'
    '      - {id: c, ask: "C?", type: choice, options: {x: {label: "X"}, y: {label: "Y"}}}\n'
    '      - {id: d, ask: "D?", type: yes_no, only_if: {question: a, is: yes}}\n'
)
SETTINGS: Final = (
    'language: en\ndecimal: ","\nclient_term: {en: patient, es: paciente}\nsites:\n'
    "  - {id: main, time_zone: America/Bogota, hours: [mon-fri 8:00-17:30]}\n"
    "staff_told: 2026-11-01\npromises: [one, two]\n"
)  # fmt: skip
PIECES: Final = (
    *(b"\t", b"\n", b"\r", b":", b": ", b"- ", b'"', b"'", b"{", b"}", b"[", b"]", b",", b"#", b"|", b">"),
    *(b"? ", b"&a ", b"*a", b"!!int ", b"\x00", b"\xff", b"\xed\xa0\x80", b"---\n", b"...\n", b"\\", b"%"),
    *("²".encode(), "٣".encode(), b"1_000", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\xc2\x85", b"NaN", b"1e999"),
    *(b"null", b"~", b"<<: ", b"9" * 400, b"a: 1\n", b"--- a\n", b"[[[[", b'{"a":', b"\\ud800", b"\\u0000"),
)  # fmt: skip
VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 1e300, float("nan"), 10**30, "", "²", "1_000", "never", "na", "pending"),
    *([], {}, [[]], {"value": None}, {"value": "no", "note": 7}, ["a", True], {"": 1}, "\ud800", "\u2028"),
    *("a" * 300, "2999-01-01", "2026-02-30", "\x1b[31m", {"value": "no", "note": "n" * 10_001}, "../x", "walk-in"),
)  # fmt: skip
WORDS: Final = (
    *("list", "show", "trend", "compare", "questions", "doctor", "backup", "export", "walk-in", "phone-test", "run"),
    *("actions", "checklist", "report", "import", "amend", "answer", "discard", "restore", "erase", "init"),
    *("weekly", "visit", "add", "done", "assign", "reopen", "validate", "new", "schedule", "cron", "systemd"),
    *("last", "floor-clean", "path-clear", "auditor", "site", "yes", "no", "--", "-", "", "=", "²", "1_000"),
    *("--json", "--site", "--checklist", "--since", "--limit", "--state", "--pending", "--why", "--with"),
    *("--answers", "--at", "--draft", "--resume", "--new", "--auditor", "--format", "-o", "--output", "--week"),
    *("--fail-under", "--fail-if-empty", "--template", "--catch-up", "--force", "--all", "--weeks", "--month", "--due"),
    *("--to", "--reason", "--note", "--overdue", "--rebuild", "--explain", "--new-period", "--help", "--quiet"),
    *("main", "nowhere", "7d", "99999999d", "2026-W47", "2026-W99", "0001-W01", "9999-W52", "today", "2026-11-16"),
    *("octubre", "03/04", "11/16", "ayer 18:30", "hace 3 días", "last Monday", "31/02"),
    *("html,md", "txt", "json", "csv", "pdf", "draft", "1e9", "-1", "85", "nan", "x" * 300, "a/b", "./f.yaml"),
    *("answers.yaml", "export.jsonl", "folder", "folder/", "/dev/null", "/dev/zero", "~", "..", "*", "'", "\ud800"),
    *("floor-clean=no", "note\n", "\x1b[31m", "Sede Ñuñoa", "--lang", "es", "fr", "--home", "--nothing"),
)  # fmt: skip


def damaged(random: Random, text: bytes) -> bytes:
    """A text with a few pieces cut out, put in, or one of them repeated to the limit."""
    data = bytearray(text)
    for _ in range(random.randint(1, 4)):
        place = random.randint(0, len(data))
        piece = random.choice(PIECES)
        many = random.random() < 0.02
        data[place : place + random.randint(0, 8)] = piece * (LARGEST // len(piece) if many else 1)
    return bytes(data[:LARGEST])


def line_of_json(random: Random) -> bytes:
    """An audit on a line, with values that are none."""
    document = json.loads(json.dumps(LINE))
    for _ in range(random.randint(1, 3)):
        where = random.choice((document, document["answers"]))
        where = where if isinstance(where, dict) else document
        key = random.choice(
            (*where, "answers", "note", "", "k" * random.choice((3, 1_100)), "site", "auditor")
        )
        value = deepcopy(random.choice(VALUES))
        where[key] = [value] * 10_001 if random.random() < 0.01 else value
        if not isinstance(document.get("answers"), dict):
            break
    separators = random.choice(((",", ":"), (",\t", ": "), (" , ", ":\t")))
    return json.dumps(document, ensure_ascii=random.random() < 0.5, separators=separators).encode(
        errors="surrogatepass"
    )


def json_lines(random: Random) -> bytes:
    """Some lines, of which some are damaged."""
    lines = [line_of_json(random) for _ in range(random.randint(1, 5))]
    lines = [damaged(random, line) if random.random() < 0.3 else line for line in lines]
    return b"\n".join(lines)[:LARGEST]


def a_yaml(text: str) -> Callable[[Random], bytes]:
    """What damages this text, or has many of it."""

    def made(random: Random) -> bytes:
        parts = [text.encode()] * random.choice((1, 1, 1, 2))
        return damaged(random, b"---\n".join(parts))

    return made


def command_line(random: Random) -> list[str]:
    """Words as nobody types them."""
    return [random.choice(WORDS) for _ in range(random.randint(1, 7))]
