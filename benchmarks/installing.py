"""The size of the base install, as `.ci/installs.py` finds it."""

import re
import subprocess
import sys
from pathlib import Path

from measuring import HERE, Line


def base_install(folder: Path, *, quick: bool) -> list[Line]:
    """Without a compiler; that command fails when anything compiled is there. `quick` leaves it out."""
    if quick:
        return []
    command = [sys.executable, HERE.parent / ".ci" / "installs.py", "no-compiler"]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, check=True)
    (size,) = re.findall(r"([\d.]+) MB", done.stdout)
    return [
        Line(
            "the base install, nothing compiled", float(size), 35, "MB", "site-packages without pip"
        )
    ]
