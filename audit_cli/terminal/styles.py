"""What each kind of thing looks like in a terminal: one table, by what it means."""

from collections.abc import Mapping
from typing import Final

# Rich's words for styles. Meaning is never colour alone: a word or a shape says the same.
STYLES: Final[Mapping[str, str]] = {
    "heading": "bold",
    "question": "bold",
    "key": "dim",
    "muted": "dim",
    "id": "cyan",
    "met": "green",
    "better": "blue",
    "not_met": "red",
    "serious": "bold red",
    "near": "yellow",
    "beyond": "bold red",
    "usual": "dim",
    "warning": "yellow",
    "error": "bold red",
}
# Of what a shape stands beside, and of the names of findings.
SHAPE_STYLES: Final[Mapping[str, str]] = {"✗": "not_met", "✓": "met", "▲": "better", "?": "near"}
