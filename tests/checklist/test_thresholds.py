"""What exceeds must be stricter than the standard, what is critical beyond it: at each boundary."""

from pathlib import Path

import pytest

from audit_cli.checklist.library import Library
from audit_cli.checklist.model import Question

HEAD = (
    'id: mine\nversion: "1"\ntitle: "T"\nsections:\n  - id: one\n    title: "One"\n    questions:\n'
)
OPTIONS = "options: {a: {label: a}, b: {label: b}, c: {label: c}}"


def asked(folder: Path, keys: str) -> Question | None:
    """The question with these keys, or None if anything is wrong with it."""
    path = folder / "mine.yaml"
    path.write_text(f"{HEAD}      - {{id: q, ask: 'Clean?', {keys}}}\n", encoding="utf-8")
    checklist, _ = Library().check(str(path))
    return checklist.questions["q"] if checklist else None


@pytest.mark.parametrize(
    ("kind", "standard", "exceeds", "fits"),
    [
        ("seconds", "at_most: 5", "at_most: 4", True),
        ("seconds", "at_most: 5", "at_most: 5", False),
        ("seconds", "at_most: 5", "is: 5", True),
        ("seconds", "at_most: 5", "at_most: 6", False),
        ("seconds", "at_most: 5", "at_least: 0", False),
        ("seconds", "at_most: 5", "between: [0, 5]", False),
        ("seconds", "at_most: 5", "between: [1, 5]", True),
        ("count", "at_least: 0", "at_least: 1", True),
        ("count", "at_least: 2", "at_least: 1", False),
        ("number", "between: [1, 9]", "between: [1, 8]", True),
        ("number", "between: [1, 9]", "between: [1, 10]", False),
        ("number", "between: [1, 9]", "between: [0, 8]", False),
        ("number", "is: 3", "is: 3", False),
        ("scale", "at_least: 4", "is: 5", True),
        ("scale", "at_least: 5", "is: 5", False),
        ("choice", "any_of: [a, b]", "is: a", True),
        ("choice", "any_of: [a, b]", "any_of: [b, a]", False),
        ("choice", "any_of: [a, b]", "none_of: [c]", False),
        ("choice", "any_of: [a, b]", "is: c", False),
        ("choice", "none_of: [c]", "none_of: [b, c]", True),
        ("choices", "any_of: [a, b]", "any_of: [a]", True),
        ("choices", "any_of: [a]", "any_of: [a]", False),
        ("choices", "any_of: [a]", "any_of: [a, b]", False),
        ("choices", "any_of: [a, b]", "all_of: [a, b]", True),
        ("choices", "any_of: [a]", "all_of: [a]", False),
        ("choices", "any_of: [a]", "all_of: [b]", False),
        ("choices", "all_of: [a, b]", "all_of: [a, b]", False),
        ("choices", "all_of: [a, b]", "all_of: [a, b, c]", True),
        ("choices", "all_of: [a, b]", "any_of: [a, b]", False),
        ("choices", "all_of: [a, b]", "any_of: [a]", False),
        ("choices", "none_of: [a]", "none_of: [a, b]", True),
        ("choices", "none_of: [a]", "none_of: [a]", False),
        ("choices", "none_of: [a, b]", "none_of: [a]", False),
        ("choices", "none_of: [a]", "any_of: [b]", False),
    ],
)
def test_what_exceeds(tmp_path: Path, kind: str, standard: str, exceeds: str, fits: bool) -> None:
    options = f", {OPTIONS}" if kind.startswith("choice") else ""
    keys = f"type: {kind}{options}, standard: {{{standard}}}, exceeds: {{{exceeds}}}"
    assert (asked(tmp_path, keys) is not None) == fits


@pytest.mark.parametrize(
    ("kind", "standard", "limit", "fits"),
    [
        ("seconds", "at_most: 5", "more_than: 6", True),
        ("seconds", "at_most: 5", "more_than: 5", True),
        ("seconds", "at_most: 5", "more_than: 4", False),
        ("seconds", "at_most: 5", "less_than: 1", False),
        ("seconds", "at_least: 5", "more_than: 9", False),
        ("seconds", "at_least: 5", "less_than: 5", True),
        ("seconds", "at_least: 5", "less_than: 6", False),
        ("seconds", "at_least: 5", "less_than: 0", False),
        ("seconds", "between: [3, 5]", "more_than: 5", True),
        ("seconds", "between: [3, 5]", "more_than: 4", False),
        ("seconds", "between: [3, 5]", "less_than: 3", True),
        ("scale", "at_least: 4", "less_than: 2", True),
        ("scale", "at_most: 2", "more_than: 5", False),
        ("scale", "at_most: 2", "more_than: 4", True),
    ],
)
def test_what_is_critical(tmp_path: Path, kind: str, standard: str, limit: str, fits: bool) -> None:
    keys = f"type: {kind}, standard: {{{standard}}}, critical: {{{limit}}}"
    assert (asked(tmp_path, keys) is not None) == fits


@pytest.mark.parametrize(
    ("keys", "fits"),
    [
        ("type: yes_no, weight: 1000", True),
        ("type: yes_no, weight: 1001", False),
        ("type: yes_no, weight: 0", True),
        ("type: count, min: 1, max: 2", True),
        ("type: count, min: 1, max: 1", False),
        ("type: number, max: 999999999.9999", False),
        ("type: number, max: 999999998.9999", True),
        ("type: number, max: 0.00001", False),
        ("type: number, max: -0", False),
        ("type: scale, standard: {at_least: 5}", True),
        ("type: scale, standard: {at_least: 6}", False),
        ("type: seconds, standard: {between: [2, 2]}", False),
    ],
)
def test_numbers(tmp_path: Path, keys: str, fits: bool) -> None:
    assert (asked(tmp_path, keys) is not None) == fits
