"""The shipped checklists against the table of what they must ask."""

import re
import textwrap
from pathlib import Path
from typing import NamedTuple

import pytest
from languages import COMPARED

from audit_cli.checklist.library import Library
from audit_cli.checklist.model import Checklist, Question, Standard
from audit_cli.language import LANGUAGES, Text
from audit_cli.resources import shipped

from .shipped_items import TABLES

POSSIBLE = {"walk-in": (38, 12), "phone-test": (34, 0)}
TYPES = {"Y": "yes_no", "S": "seconds", "N": "number", "C": "count", "R": "rating", "c": "choice"}
CONTACTS = {"at-the-door": "door", "walk-in": "reception", "phone-test": "phone"}


class Item(NamedTuple):
    """One row of the table."""

    section: str
    id: str
    en: str
    es: str
    type: str
    weight: str
    measure: str
    source: str


def rows(name: str) -> list[Item]:
    """The table's rows, the section filled in."""
    items, section = [], ""
    for line in TABLES[name].strip().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        section = cells[0] or section
        items.append(Item(section, *cells[1:]))
    return items


CASES = [(name, item) for name in TABLES for item in rows(name)]
each_item = pytest.mark.parametrize(("name", "item"), CASES, ids=[i.id for _, i in CASES])


@pytest.fixture(scope="module")
def checklists() -> dict[str, Checklist]:
    return {name: Library().load(name) for name in TABLES}


@pytest.mark.parametrize("name", TABLES)
def test_order_sections_and_points(name: str, checklists: dict[str, Checklist]) -> None:
    checklist = checklists[name]
    asked = [(s.id, q.id) for s in checklist.sections for q in s.questions]
    assert asked == [(item.section, item.id) for item in rows(name)]
    possible, place = POSSIBLE[name]
    assert checklist.possible == possible
    scored = [q for q in checklist.questions.values() if q.scored]
    assert sum(q.weight for q in scored if q.about == "place") == place
    assert (checklist.version, checklist.target, checklist.delight) == ("1.1", 85, 2)


def both(en: str, es: str) -> Text:
    return Text.of({"en": en, "es": es})


@each_item
def test_texts(name: str, item: Item, checklists: dict[str, Checklist]) -> None:
    question = checklists[name].questions[item.id]
    en, es = item.en, item.es
    if options := question.labels or question.options:  # stand in brackets behind the question
        labels = [re.findall(r"\((.*)\)$", text)[0].split(", ") for text in (en, es)]
        assert [tuple(map(o.label.say, COMPARED)) for o in options] == list(
            zip(*labels, strict=True)
        )
        en, es = (re.sub(r" \([^(]*\)$", "", text) for text in (en, es))
    assert question.ask == both(en, es)
    assert (question.measure is None) == (item.measure == "–")
    for language in LANGUAGES if question.measure else ():
        assert re.fullmatch(r"[A-Z].{15,}[.»”]", question.measure.say(language)), "a whole sentence"
    assert bool(question.praise) == bool(question.measure or question.exceeds)


@each_item
def test_type_standard_and_points(name: str, item: Item, checklists: dict[str, Checklist]) -> None:
    question = checklists[name].questions[item.id]
    assert question.type == TYPES[item.type[0]]
    assert (question.standard, question.exceeds) == _standards(item)
    assert question.weight == int(re.findall(r"\d+", item.weight)[0])
    limit = re.findall(r"!>(\d+)", item.weight)
    assert question.critical_limit == (Standard("more_than", int(limit[0])) if limit else None)
    assert question.critical == ("!" in item.weight and not limit)
    assert question.opinion == item.type.startswith("R")
    assert question.about == ("place" if re.search(r"\bpl\b", item.type) else "people")
    assert question.na == bool(re.search(r"\bna\b", item.type))
    assert question.pending == bool(re.search(r"\bpend\b", item.type))


@each_item
def test_clock_condition_and_rest(name: str, item: Item, checklists: dict[str, Checklist]) -> None:
    question = checklists[name].questions[item.id]
    assert _times(question) == _expected_times(item)
    assert [(c.question, c.operator, c.operand) for c in question.only_if] == _conditions(item)
    source, *basis = item.source.split()
    assert (question.source, question.basis) == (source, *(basis or ["house"]))
    today = re.search(r"\b(now|today)\b", item.measure) or item.section == "at-the-door"
    today = today or question.critical or question.critical_limit
    assert question.due == (0 if today else 7)
    assert question.contact == CONTACTS.get(item.section, CONTACTS[name])


def _standards(item: Item) -> tuple[Standard | None, Standard | None]:
    if item.type.startswith("Y"):
        return Standard("is", "yes"), None
    found = [re.search(pattern + r"([≤≥])(\d+)", item.type) for pattern in (r"^\w ", r"\(")]
    operators = {"≤": "at_most", "≥": "at_least"}
    standard, exceeds = (Standard(operators[m[1]], int(m[2])) if m else None for m in found)
    return standard, exceeds


def _times(question: Question) -> tuple[object, ...]:
    return question.from_mark, question.to_mark, question.longest, question.count


def _expected_times(item: Item) -> tuple[object, ...]:
    counted = {"attempts": "start", "holds": "hold", "transfers": "transferred"}.get(item.id)
    if longest := re.search(r"longest from (\w+) to (\w+)", item.type):
        return None, None, (longest[1], longest[2]), counted
    times = re.search(r"from (\w+) to (\w+)", item.type)
    return (times[1], times[2], None, counted) if times else (None, None, None, counted)


def _conditions(item: Item) -> list[tuple[str, str, object]]:
    if more := re.search(r"only if ([\w-]+) > (\d+)", item.type):
        return [(more[1], "more_than", int(more[2]))]
    given = re.search(r"only if ([\w-]+) is given", item.type)
    return [(given[1], "given", True)] if given else []


def test_clocks(checklists: dict[str, Checklist]) -> None:
    door, call = (checklists[name].sections[0].clock for name in ("walk-in", "phone-test"))
    assert door.look == 5
    assert [mark.id for mark in door.marks] == ["looked", "greeted"]
    assert [mark.id for mark in call.marks] == ["answered", "hold", "back", "transferred", "ended"]
    assert door.nobody is not None
    assert not door.nobody.ends
    assert call.nobody is not None
    assert call.nobody.ends
    for mark in (*door.marks, *call.marks):
        assert all(len(mark.label.say(language)) <= 14 for language in LANGUAGES)


def test_only_the_door_is_immediate(checklists: dict[str, Checklist]) -> None:
    immediate = [s.id for c in checklists.values() for s in c.sections if s.immediate]
    assert immediate == ["at-the-door"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_briefing_fits_five_lines_of_a_small_screen(
    language: str, checklists: dict[str, Checklist]
) -> None:
    for checklist in checklists.values():
        assert checklist.briefing is not None
        assert len(textwrap.wrap(checklist.briefing.say(language), 38)) <= 5


@pytest.mark.parametrize("path", sorted(shipped("checklists").glob("*.yaml")), ids=lambda p: p.stem)
def test_every_shipped_file_is_clean_and_names_its_schema(path: Path) -> None:
    checklist, problems = Library().check(str(path))
    assert problems == []
    assert checklist is not None
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert first == "# yaml-language-server: $schema=checklist.schema.json"
