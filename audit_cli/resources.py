"""The only place that finds the files which come with the program."""

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).parent


def shipped(folder: Literal["checklists", "report_templates"]) -> Path:
    """A folder of shipped files: inside the installed package, or beside it in a checkout."""
    installed = _PACKAGE / folder
    return installed if installed.is_dir() else _PACKAGE.parent / folder
