"""The table of question types, and that nothing but the table knows one by its name."""

import re
from pathlib import Path

import pytest

import audit_cli
from audit_cli.checklist.keys import QUESTION
from audit_cli.checklist.types import OWN_KEYS, TYPES, number_written, seconds_written

PACKAGE = Path(audit_cli.__file__).parent
ASKS_FOR_A_NAME = re.compile(r"""(\.type|\["type"\])\s*(==|!=|in\b|not in\b)""")


@pytest.mark.parametrize("name", TYPES)
def test_a_type_says_all_about_itself(name: str) -> None:
    traits = TYPES[name]
    assert set(traits.keys) <= set(QUESTION.fields)
    assert bool(traits.operators) == ("standard" in traits.keys)
    assert traits.label or traits.words or traits.needs == "options"
    assert traits.needs in ("", *traits.keys)
    assert set(traits.defaults) <= set(traits.keys)
    if traits.answer != "number":
        assert not any((traits.whole, traits.watch, traits.unit))


def test_every_key_of_some_types_is_one_of_the_language() -> None:
    assert set(OWN_KEYS) <= set(QUESTION.fields)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.name)
def test_nobody_asks_for_a_type_by_its_name(path: Path) -> None:
    assert not ASKS_FOR_A_NAME.search(path.read_text("utf-8"))


@pytest.mark.parametrize(
    ("written", "number"),
    [("4", 4), ("4,5", 4.5), ("-0.25", -0.25), ("1,500", None), ("1e3", None), ("", None)],
)
def test_numbers(written: str, number: float | None) -> None:
    assert number_written(written) == number
    assert seconds_written(written) == number


def test_a_watch() -> None:
    assert [seconds_written(word) for word in ("1:20", "12:30", "1:02:05")] == [80, 750, 3725]
    assert [seconds_written(word) for word in ("1:60", ":20", "1:2")] == [None, None, None]
    assert number_written("1:20") is None
