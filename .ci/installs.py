"""Installs the program as users do, and uses it in a folder far from the clone.

    python .ci/installs.py [no-compiler] [wheel] [sdist] [editable]

`no-compiler` is what a tablet can do: the dependencies that have optional C parts are built from
source without a compiler; then nothing compiled may be there, and little of anything.
"""

import json
import os
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

PROJECT: Final = Path(__file__).resolve().parent.parent
ANSWERS: Final = Path(__file__).with_name("walk-in.yaml")
PERCENT: Final = 90.6
POINTS: Final = {"en": "29 of 32 points", "es": "29 de 32 puntos"}
LARGEST: Final = 35.0  # MB of site-packages, without what installs packages
COMPILED: Final = (".so", ".pyd", ".dylib")
INSTALLERS: Final = ("pip", "setuptools", "wheel", "pkg_resources", "_distutils_hack")


class Failed(Exception):
    """Something is not as it must be."""


def ran(*command: str | Path, folder: Path, **environment: str) -> str:
    """The stdout of a command, which must work, in a folder. Raises Failed."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        command,
        cwd=folder,
        env=kept | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        words = " ".join(map(str, command))
        raise Failed(f"{words}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def installed(folder: Path, *what: str | Path, **environment: str) -> Path:
    """The programs of a new environment in which these are installed. Raises Failed."""
    venv.create(folder / "venv", with_pip=True)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = (programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    ran(*pip, *what, folder=PROJECT, **environment)
    return programs


def used(folder: Path, programs: Path) -> None:
    """Use the program: its checklists, templates and catalogues are found. Raises Failed."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    home = {"AUDIT_HOME": str(folder / "home"), "AUDIT_LANG": "en"}

    def audit(*words: str | Path) -> str:
        return ran(programs / "audit", *words, folder=elsewhere, **home)

    listed = audit("checklist", "list")
    if not all(name in listed for name in ("walk-in", "phone-test")):
        raise Failed(f"audit checklist list shows not all of them:\n{listed}")
    audit("checklist", "validate")
    shown = json.loads(audit("run", "walk-in", "--answers", ANSWERS, "--json"))
    if shown["score"]["percent"] != PERCENT:
        raise Failed(f"{shown['score']['percent']} %, not {PERCENT} %")
    for language, points in POINTS.items():
        for form in ("html", "md", "txt"):
            report = audit(
                "--lang", language, "report", "visit", "last", "--format", form, "-o", "-"
            )
            if points not in report:
                raise Failed(f"the report as {form} does not say {points}:\n{report[-500:]}")


def megabytes(packages: Path) -> float:
    """The size of what is installed, without what installs. Raises Failed where it is compiled."""
    files = [
        file
        for file in packages.rglob("*")
        if file.is_file() and not file.relative_to(packages).parts[0].startswith(INSTALLERS)
    ]
    if compiled := [file.name for file in files if file.suffix in COMPILED]:
        raise Failed(f"compiled: {', '.join(compiled)}")
    return sum(file.stat().st_size for file in files) / 1e6


def no_compiler(folder: Path) -> str:
    """Install without a compiler. Raises Failed."""
    programs = installed(
        folder, "--no-binary", "PyYAML,MarkupSafe", "--no-cache-dir", ".", CC="/bin/false"
    )
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    size = megabytes(Path(ran(programs / "python", "-c", where, folder=folder).strip()))
    if size >= LARGEST:
        raise Failed(f"{size:.1f} MB are installed, {LARGEST} MB are allowed")
    used(folder, programs)
    return f"nothing compiled, {size:.1f} MB"


def built(folder: Path, target: str, suffix: str) -> Path:
    """A file to publish, built in an environment of its own. Raises Failed."""
    (folder / "building").mkdir()
    programs = installed(folder / "building", "hatchling")
    goal = folder / "dist"
    ran(programs / "hatchling", "build", "--target", target, "--directory", goal, folder=PROJECT)
    (file,) = goal.glob(f"*{suffix}")
    return file


def wheel(folder: Path) -> str:
    """Install the wheel. Raises Failed."""
    file = built(folder, "wheel", ".whl")
    used(folder, installed(folder, file))
    return file.name


def sdist(folder: Path) -> str:
    """Install the source archive. Raises Failed."""
    file = built(folder, "sdist", ".tar.gz")
    used(folder, installed(folder, file))
    return file.name


def editable(folder: Path) -> str:
    """Install this folder as those do who change it. Raises Failed."""
    used(folder, installed(folder, "--editable", "."))
    return "changes count at once"


WAYS: Final[Mapping[str, Callable[[Path], str]]] = {
    "no-compiler": no_compiler,
    "wheel": wheel,
    "sdist": sdist,
    "editable": editable,
}


def main(names: list[str]) -> int:
    """Try these ways, or all; one line each."""
    for name in names or WAYS:
        with TemporaryDirectory(prefix=f"audit-{name}-") as folder:
            try:
                print(f"{name}: {WAYS[name](Path(folder))}", flush=True)
            except Failed as failure:
                print(f"{name}: {failure}", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
