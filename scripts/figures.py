"""Figures of the house: how much there is, how long it is, what has two names or one name twice.

python scripts/figures.py                  of this checkout
python scripts/figures.py REVISION …       of the package as it was there, beside this checkout
"""

import ast
import io
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

PROJECT = Path(__file__).parents[1]
PACKAGE = "audit_cli"


class Module(NamedTuple):
    """A module by its dotted name."""

    name: str
    source: str

    @property
    def tree(self) -> ast.Module:
        """What it says."""
        return ast.parse(self.source)


def here() -> Iterator[Module]:
    """The modules of this checkout."""
    for path in sorted((PROJECT / PACKAGE).rglob("*.py")):
        yield Module(dotted(path.relative_to(PROJECT)), path.read_text("utf-8"))


def at(revision: str) -> Iterator[Module]:
    """The modules as they were at a revision."""
    packed = subprocess.run(
        ["git", "archive", revision, PACKAGE], cwd=PROJECT, capture_output=True, check=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".py") else None
            if file:
                yield Module(dotted(Path(member.name)), file.read().decode("utf-8"))


def dotted(path: Path) -> str:
    """`audit_cli/store/chain.py` as `audit_cli.store.chain`."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def functions(modules: Iterable[Module]) -> list[int]:
    """The lengths of all functions, in lines with their signature and docstring."""
    return [
        node.end_lineno - node.lineno + 1
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    ]


def names_twice(modules: Iterable[Module]) -> dict[str, int]:
    """Public names that more than one module defines at its top level; `app` is what each command has."""
    defined = Counter(
        name for module in modules for name in set(public_names(module.tree)) - {"app"}
    )
    return {name: count for name, count in sorted(defined.items()) if count > 1}


def public_names(tree: ast.Module) -> Iterator[str]:
    """What a module defines for others."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found = [node.name]
        elif isinstance(node, ast.Assign):
            found = [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found = [node.target.id]
        else:
            continue
        yield from (name for name in found if not name.startswith("_"))


def files_twice(modules: Iterable[Module]) -> dict[str, int]:
    """File names that are used more than once."""
    used = Counter(module.name.rpartition(".")[2] for module in modules)
    return {name: count for name, count in sorted(used.items()) if count > 1}


def circles(modules: list[Module]) -> list[str]:
    """Circles of imports, those inside functions included: one way round each, the arrows broken one
    after the other until none is left."""
    known = {module.name for module in modules}
    graph = {module.name: set(imported(module.tree)) & known - {module.name} for module in modules}
    found = []
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            way = error.args[1]
            found.append(" ← ".join(way))
            for imported_module, importing in pairwise(way):
                graph[importing].discard(imported_module)
        else:
            return found


def imported(tree: ast.AST) -> Iterator[str]:
    """Every dotted name that is imported anywhere in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def figures(modules: list[Module]) -> dict[str, object]:
    """All of it, by what it is called."""
    lengths = functions(modules)
    return {
        "lines": sum(module.source.count("\n") for module in modules),
        "modules": len(modules),
        "functions": len(lengths),
        "median lines of a function": median(lengths),
        "functions of 30 lines or fewer, percent": round(
            100 * sum(length <= 30 for length in lengths) / len(lengths)
        ),
        "median lines of a module": median(module.source.count("\n") for module in modules),
        "file names used twice": len(files_twice(modules)),
        "public names defined twice": len(names_twice(modules)),
        "circles of imports": len(circles(modules)),
    }


def main(revisions: list[str]) -> None:
    """Print the figures side by side, and below them what stands twice here."""
    now = list(here())
    columns = {revision: figures(list(at(revision))) for revision in revisions}
    columns["here"] = figures(now)
    width = max(map(len, columns["here"]))
    print(" " * width, *(name[:12].rjust(12) for name in columns))
    for row in columns["here"]:
        print(row.ljust(width), *(str(column[row]).rjust(12) for column in columns.values()))
    for title, found in (
        ("File names used twice", files_twice(now)),
        ("Public names defined twice", names_twice(now)),
    ):
        print(f"\n{title}: {', '.join(f'{name} ×{count}' for name, count in found.items())}")
    for circle in circles(now):
        print(f"circle: {circle}")


if __name__ == "__main__":
    main(sys.argv[1:])
