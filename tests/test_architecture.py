"""What may import what: facts know nothing of screens, files or clocks, and a start is short."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path
from typing import Final

import pytest

PROJECT: Final = Path(__file__).parent.parent
PACKAGE: Final = PROJECT / "audit_cli"

# A folder or module imports its own layer's only where SIBLINGS says so, and never a later one.
LAYERS: Final = (
    ("__init__", "counting", "language", "resources"),
    ("errors",),
    ("files",),
    ("checklist", "lock"),
    ("interview", "scoring", "settings"),
    ("pooling",),
    ("followup", "insight"),
    ("store",),
    ("reports", "demo"),
    ("week",),
    ("terminal",),
    ("commands", "web"),
    ("__main__",),
)
# The engine asks for verdicts, and verdicts are about the record: two folders, but no circle of
# modules (see `test_no_circle`).
SIBLINGS: Final = {("interview", "scoring"), ("scoring", "interview")}
# The rules of the practice hold without a screen, a database or a clock.
PURE: Final = ("checklist", "interview", "scoring", "followup", "insight", "pooling")
IMPURE: Final = {"typer", "rich", "jinja2", "sqlite3", "time"}
CLOCKS: Final = {"now", "utcnow", "today"}
# What only an extra installs may be imported where that extra is needed.
EXTRAS: Final = ("web",)
# Data that zoneinfo finds by itself, where the system has none.
NEVER_IMPORTED: Final = {"tzdata"}


def modules() -> dict[str, ast.Module]:
    """Every module of the package, by its dotted name."""
    files = sorted(PACKAGE.rglob("*.py"))
    return {_name(file): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def _name(file: Path) -> str:
    parts = file.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(*trees: ast.AST) -> Iterator[str]:
    """The dotted names that are imported, inside functions and for type checkers as well."""
    for node in chain.from_iterable(map(ast.walk, trees)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def unit(module: str) -> str:
    """The folder or module right below the package."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


MODULES: Final = modules()
INTERNAL: Final = {
    name: sorted({found for found in imports(tree) if found in MODULES} - {name})
    for name, tree in MODULES.items()
}


def layer(name: str) -> int:
    """The number of a unit's layer; every unit has one."""
    found = [number for number, units in enumerate(LAYERS) if name in units]
    assert found, f"put `{name}` into LAYERS, at its place"
    return found[0]


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module: str) -> None:
    here = unit(module)
    for imported in INTERNAL[module]:
        there = unit(imported)
        allowed = here == there or (here, there) in SIBLINGS or layer(there) < layer(here)
        assert allowed, f"{module} imports {imported}"


def test_no_circle() -> None:
    """Among all imports, those inside functions included."""
    try:
        TopologicalSorter(INTERNAL).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


@pytest.mark.parametrize("module", [name for name in MODULES if unit(name) in PURE])
def test_the_rules_know_no_screen_no_database_no_clock(module: str) -> None:
    found = {name.split(".")[0] for name in imports(MODULES[module])}
    assert not found & IMPURE
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS:
            owner = ast.unparse(node.value).rpartition(".")[2]
            assert owner not in ("datetime", "date"), f"{module}:{node.lineno} reads the clock"


def test_only_the_store_speaks_sql() -> None:
    users = {unit(name) for name, tree in MODULES.items() if "sqlite3" in set(imports(tree))}
    assert users == {"store"}


def test_only_one_module_knows_the_inside_of_typer() -> None:
    inside = {
        name
        for name, tree in MODULES.items()
        if any(found.startswith("typer._") for found in imports(tree))
    }
    assert inside == {"audit_cli.commands.groups"}


def test_rich_is_for_what_a_person_sees() -> None:
    users = {
        name for name, tree in MODULES.items() if "rich" in {n.split(".")[0] for n in imports(tree)}
    }
    assert {name for name in users if unit(name) != "terminal"} <= {"audit_cli.commands.help"}


def test_the_base_dependencies_are_what_is_imported() -> None:
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {_normal(re.split(r"[^\w.-]", line)[0]) for line in declared}
    distributions = packages_distributions()
    imported = {
        _normal(distributions.get(top, [top])[0])
        for module, tree in MODULES.items()
        if unit(module) not in EXTRAS
        for top in {name.split(".")[0] for name in imports(tree)}
        if top not in sys.stdlib_module_names and top != "audit_cli"
    }
    # Jinja2 brings MarkupSafe, whose Markup it hands out.
    assert imported - {"markupsafe"} == names - NEVER_IMPORTED


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


HEAVY: Final = ("rich", "yaml", "jinja2", "sqlite3", "asyncio", "tzlocal", "zoneinfo")
# As the stubs of the commands name them.
COMMAND_MODULES: Final = {
    f"audit_cli.commands.{name}"
    for name in re.findall(
        r'Stub\(\s*"(\w+):\w+"', (PACKAGE / "commands" / "registry.py").read_text(encoding="utf-8")
    )
}
LOADED: Final = """
import sys
from audit_cli.commands.main import main
sys.argv[0] = "audit"
code = main(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""


ANSWERS: Final = "checklist: walk-in\nat: 2026-11-16T09:15:00-06:00\nanswers: {path-clear: yes}\n"


def loaded_by(*arguments: str, said: str = "") -> set[str]:
    """The modules in memory after the program has run with these arguments, and this on its stdin."""
    command = [sys.executable, "-c", LOADED, *arguments]
    done = subprocess.run(command, input=said, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


def test_there_are_command_modules() -> None:
    assert "audit_cli.commands.audit" in COMMAND_MODULES


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_a_start_is_short(argument: str) -> None:
    loaded = loaded_by(argument)
    assert loaded.isdisjoint(HEAVY)
    assert loaded.isdisjoint(COMMAND_MODULES)


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--json"),
        ("list",),
        ("actions", "list"),
        ("run", "walk-in", "--answers", "-", "--draft"),
        ("report", "weekly"),
        ("doctor",),
    ],
)
def test_where_nobody_looks_nothing_is_drawn(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIT_HOME", str(tmp_path))
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert "rich" not in loaded_by(*words, said=ANSWERS)
