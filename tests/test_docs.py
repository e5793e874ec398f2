"""README and docs/*.md are whole: every command, option, key, variable and exit code is in them, every link leads
somewhere, every example is valid, and what code cites is there."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from documents import DOCUMENTS, PROJECT, anchors, blocks, files, is_settings, without_code
from test_readme import run

from audit_cli.commands import registry
from audit_cli.errors import ExitCode
from audit_cli.resources import shipped
from audit_cli.settings import SETTINGS

TEXTS: Final = {path.name: path.read_text("utf-8") for path in DOCUMENTS}
EVERYTHING: Final = "\n".join(TEXTS.values())
CODE: Final = {
    path: path.read_text("utf-8")
    for folder, ending in (("audit_cli", "py"), ("checklists", "yaml"), ("report_templates", "*"))
    for path in sorted((PROJECT / folder).rglob(f"*.{ending}"))
}


# -- commands -----------------------------------------------------------------------------------------


def commands() -> Iterator[tuple[str, str]]:
    """Every command of the program, those of a group too, with its help."""
    for name in registry.STUBS:
        _, text = run(f"audit --lang en {name} --help")
        if "COMMAND" not in text.splitlines()[0]:
            yield name, text
            continue
        for sub in re.findall(
            r"^[ │]*([a-z][a-z-]*) {2,}[A-Z]", text.split("Commands", 1)[1], re.M
        ):
            yield f"{name} {sub}", run(f"audit --lang en {name} {sub} --help")[1]


def test_every_command_and_option_is_documented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    rows = dict(re.findall(r"^\| `audit ([a-z -]+?)(?: [A-Z]\S*)*` \| (.*)$", EVERYTHING, re.M))
    found = dict(commands())
    assert len(found) > len(registry.STUBS)
    for name, text in found.items():
        options = set(re.findall(r"(?<![\w-])--[a-z-]+", re.split(r"\n\s*Everywhere", text)[0]))
        row = rows[name] if "the same" not in rows[name] else rows["walk-in"]
        assert options - {"--help"} <= set(re.findall("--[a-z-]+", row)), name
    assert set(rows) == set(found)


def test_the_options_of_every_command_are_documented() -> None:
    _, text = run("audit --lang en --help")
    for option in set(re.findall("--[a-z-]+", text)) - {"--help"}:
        assert option in TEXTS["operators.md"], option


def test_every_command_that_is_named_exists() -> None:
    named = set(re.findall(r"(?:[`$(]|    ) ?audit (?:--lang es )?([a-z][a-z-]*)", EVERYTHING))
    assert named == {*registry.STUBS}


# -- what scripts depend on ---------------------------------------------------------------------------


def test_every_exit_code_is_documented() -> None:
    table = TEXTS["operators.md"].split("## Exit codes")[1].split("\n## ")[0]
    told = {
        int(code) for row in re.findall(r"^\| ([\d, ]+) \|", table, re.M) for code in row.split(",")
    }
    assert told == {*ExitCode, 129, 130, 143}


VARIABLE: Final = re.compile(
    "AUDIT_[A-Z]+|LC_[A-Z]+|LANG|LANGUAGE|TERM|TZ|COLUMNS|LINES|[A-Z]+_COLOR|XDG_[A-Z_]+"
)


def variables() -> set[str]:
    """Every environment variable that the code names as a text of its own."""
    return {
        node.value
        for path, text in CODE.items()
        if path.suffix == ".py"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if VARIABLE.fullmatch(node.value)
    }


def test_every_environment_variable_is_documented() -> None:
    assert {"AUDIT_HOME", "AUDIT_LANG", "LC_ALL", "TERM"} <= variables()
    table = TEXTS["operators.md"].split("## Environment variables")[1].split("\n## ")[0]
    assert variables() <= set(re.findall("`([A-Z_]+)`", table))


def test_every_setting_is_documented() -> None:
    section = TEXTS["operators.md"].split("## Settings: audit.yaml")[1].split("\n## ")[0]
    known = set(re.findall("[a-z_]+", section))
    assert set(SETTINGS.fields) <= known
    assert {"id", "name", "time_zone", "hours", "kind"} <= known


# -- the checklist language ---------------------------------------------------------------------------


def words_of(schema: Any) -> Iterator[str]:
    """Every key and every word that a schema knows."""
    if isinstance(schema, dict):
        yield from schema.get("properties", ())
        yield from (word for word in schema.get("enum", ()) if isinstance(word, str))
        for part in schema.values():
            yield from words_of(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from words_of(part)


def test_the_whole_checklist_language_is_documented() -> None:
    schema = json.loads((shipped("checklists") / "checklist.schema.json").read_text("utf-8"))
    words = set(words_of(schema)) - {"en", "es"}
    assert {"only_if", "longest", "at_least", "yes_no", "professional", "convention"} <= words
    told = set(re.findall(r"`([a-z_]+)`", TEXTS["authors.md"]))
    assert words <= told, sorted(words - told)


QUESTION_HEAD: Final = """\
id: example
version: "1.0"
title: "Example"
sections:
  - id: part
    title: "Part"
    questions:
      - {id: holds, ask: "Holds", type: count}
"""


def test_every_example_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIT_HOME", str(tmp_path / "home"))
    examples = {name: text for name, text in files().items() if text.startswith("id:")}
    for number, block in enumerate(b for b in blocks("yaml") if b.name == "question"):
        lines = "".join(f"      {line}\n" for line in block.text.splitlines())
        examples[f"example-{number}.yaml"] = (
            QUESTION_HEAD.replace("example", f"example-{number}") + lines
        )
    for name, text in examples.items():
        (tmp_path / name).write_text(text, "utf-8")
        code, said = run(f"audit --lang en checklist validate {tmp_path / name}")
        assert (code, said) == (0, "checklists: 1, errors: 0, warnings: 0\n"), name
    assert len(examples) >= 8
    named = {block.name for block in blocks("yaml")}
    assert "" not in named
    assert any(map(is_settings, named))


# -- links and citations ------------------------------------------------------------------------------


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(document)):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        where = document.parent / name if name else document
        assert where.is_file(), target
        assert not anchor or anchor in anchors(where), target


def test_links_of_the_readme_are_plain_file_names() -> None:
    """A package index shows the README without its folder: the name of the file is then what is read."""
    for text, target in re.findall(r"(?<!!)\[([^]]+)\]\(([^)#\s]+)\)", TEXTS["README.md"]):
        assert text == target or target.startswith("https://")


def test_the_readme_is_short() -> None:
    assert TEXTS["README.md"].count("\n") < 220


def test_a_document_is_found_from_the_readme() -> None:
    assert all(f"(docs/{name})" in TEXTS["README.md"] for name in TEXTS if name != "README.md")


def test_what_code_cites_is_there() -> None:
    rows = set(re.findall(r"^\| (S\d-\d+) \|", TEXTS["practice.md"], re.M))
    for path, text in CODE.items():
        assert set(re.findall(r"\bS\d-\d+\b", text)) <= rows, path
        for page, section in re.findall(r'(STATISTICS|PRACTICE): "([^"]+)"', text):
            assert re.search(rf"^## {section}", TEXTS[f"{page.lower()}.md"], re.M), (path, section)


# What is still to come of the practice: the plan, the rest of `init`, new clients beside the others.
COMING = {"S1-1", "S2-1", "S2-9", "S3-2", "S4-2"}


def naming() -> dict[str, set[str]]:
    """The rows of the practice that the docstring of each test names."""
    found = {}
    for path in sorted((PROJECT / "tests").rglob("test_*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                name = f"{path.relative_to(PROJECT / 'tests').as_posix()}::{node.name}"
                found[name] = set(re.findall(r"\bS\d-\d+\b", ast.get_docstring(node) or ""))
    return found


def test_each_row_of_the_practice_is_shown_by_a_test_that_names_it() -> None:
    rows = re.findall(r"^\| (S\d-\d+) \| (.) \|(.*)\| (.*?) \|$", TEXTS["practice.md"], re.M)
    assert len(rows) == 33
    names = naming()
    for row, mark, said, shown in rows:
        tests = re.findall("`([^`]+)`", shown)
        assert tests, row
        for name in tests:
            assert row in names[name], (row, name)
        assert mark == ("◐" if row in COMING else "✓"), row
        assert ("to come" in said) == (row in COMING), row
