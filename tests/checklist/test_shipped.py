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

POSSIBLE = {"walk-in": (38, 12), "phone-test": (34, 0)}  # points, those about the place
TYPES = {"Y": "yes_no", "S": "seconds", "N": "number", "C": "count", "R": "rating"}
UNITS = {
    "acknowledged-minutes": "open_minutes",
    "fix-hours": "hours",
    "first-reply-minutes": "minutes",
}
VARIANTS = [name for name in TABLES if name.startswith("walk-in-")]
KINDS = {"complaint": "case", "client-voice": "voice"}
# By question, by section, else by checklist; areas of the house, cases and voices have none.
CONTACTS = {
    **{"at-the-door": "door", "walk-in": "reception", "phone-test": "phone"},
    **{"before": "web", "message-minutes": "message", "first-call-useful": "phone"},
    **{"during": "reception", "price-known": "cashier", "doubt-answered": "professional"},
    **{"after": "after", "difficult-client": "reception", "message-test": "message"},
    **{"leaves-with-written": "professional", "next-day": "after", "stock-checked": "professional"},
    **{"table-seconds": "door", "allergens-known": "professional", "step-free": "door"},
    **{"requirements-once": "professional", **dict.fromkeys(VARIANTS, "reception")},
}


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
    assert asked == [(item.section, item.id) for item in with_the_base(name)]
    points = [int(found[0]) for i in with_the_base(name) if (found := re.match(r"\d+", i.weight))]
    assert checklist.possible == sum(points)
    if name in POSSIBLE:
        scored = [q for q in checklist.questions.values() if q.scored]
        place = sum(q.weight for q in scored if q.about == "place")
        assert (checklist.possible, place) == POSSIBLE[name]
    version = "1.1" if name in POSSIBLE else "1.0"
    assert (checklist.version, checklist.target, checklist.delight) == (version, 85, 2)
    assert checklist.kind == KINDS.get(name, "audit")


def with_the_base(name: str) -> list[Item]:
    """The rows of a checklist; those of a variant stand before the ending of what it extends."""
    if name not in VARIANTS:
        return rows(name)
    base = rows("walk-in")
    last = next(number for number, item in enumerate(base) if item.section == "ending")
    return [*base[:last], *rows(name), *base[last:]]


@pytest.mark.parametrize("name", [name for name in TABLES if name not in KINDS])
def test_every_audit_asks_at_the_end_how_it_ended(
    name: str, checklists: dict[str, Checklist]
) -> None:
    """S0-6."""
    assert [*checklists[name].questions][-1] == "how-it-ended"


def both(en: str, es: str) -> Text:
    return Text.of({"en": en, "es": es})


@each_item
def test_texts(name: str, item: Item, checklists: dict[str, Checklist]) -> None:
    question = checklists[name].questions[item.id]
    en, es = item.en, item.es
    if options := question.labels or question.options:  # stand in brackets behind the question
        labels = [re.findall(r"(?:\(|: )([^(]*?)\)?$", text)[0].split(", ") for text in (en, es)]
        assert [tuple(map(o.label.say, COMPARED)) for o in options] == list(
            zip(*labels, strict=True)
        )
        en, es = (re.sub(r"( \(|: )[^(]*$", "", text) for text in (en, es))
    assert question.ask == both(en, es)
    assert (question.measure is None) == (item.measure == "–")
    for language in LANGUAGES if question.measure else ():
        assert re.fullmatch(r"[A-Z].{15,}[.»”]", question.measure.say(language)), "a whole sentence"
    assert bool(question.praise) == bool(question.measure or question.exceeds)


@each_item
def test_type_standard_and_points(name: str, item: Item, checklists: dict[str, Checklist]) -> None:
    question = checklists[name].questions[item.id]
    kind = re.split("[ ,:]", item.type)[0]
    assert question.type == TYPES.get(kind, kind)
    assert (question.standard, question.exceeds) == _standards(item)
    assert question.weight == int(re.findall(r"^\d*", item.weight)[0] or 0)
    limit = re.findall(r"!>(\d+)", item.weight)
    assert question.critical_limit == (Standard("more_than", int(limit[0])) if limit else None)
    assert question.critical == ("!" in item.weight and not limit)
    assert question.opinion == (item.type[0] in "Rr")  # of a voice, each rating
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
    by = (CONTACTS.get(key) for key in (item.id, item.section, name))
    assert question.contact == next(filter(None, by), None)
    assert question.unit == UNITS.get(item.id, "seconds")


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
    times = re.search(r"(start)(?: \(sent\))? to (\w+)", item.type)
    return (times[1], times[2], None, counted) if times else (None, None, None, counted)


def _conditions(item: Item) -> list[tuple[str, str, object]]:
    if more := re.search(r"only if ([\w-]+) > (\d+)", item.type):
        return [(more[1], "more_than", int(more[2]))]
    given = re.search(r"only if ([\w-]+) is given", item.type)
    return [(given[1], "given", True)] if given else []


def test_clocks(checklists: dict[str, Checklist]) -> None:
    """S2-7."""
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
    """S2-6."""
    immediate = [s.id for c in checklists.values() for s in c.sections if s.immediate]
    assert immediate == ["at-the-door"] * (1 + len(VARIANTS))


def test_the_complaint(checklists: dict[str, Checklist]) -> None:
    """S0-7, S2-8, S4-3."""
    complaint = checklists["complaint"]
    assert complaint.closes == "client-satisfied"
    assert [*complaint.marks] == ["acknowledged", "apologised", "solved", "followed-up"]
    assert len(complaint.sections[0].questions) == 5
    seen = {q.id for q in complaint.questions.values() if not q.unseen}
    assert seen == {"cause", "root-cause", "cause-changed"}
    closing = complaint.questions["client-satisfied"].unseen_label
    assert closing == both("not reached, three tries", "no contestó, tres intentos")


def test_the_message_test_ends_where_nobody_replies(checklists: dict[str, Checklist]) -> None:
    clock = checklists["message-test"].sections[0].clock
    assert clock is not None
    assert clock.nobody is not None
    assert clock.nobody.ends


def test_a_shop_is_expected_to_greet_sooner(checklists: dict[str, Checklist]) -> None:
    changed = checklists["walk-in-retail"].questions["seconds-until-greeting"]
    assert changed.standard == Standard("at_most", 10)
    assert changed.exceeds == Standard("at_most", 5)


def test_moments(checklists: dict[str, Checklist]) -> None:
    """S2-3."""
    moments = {s.id: s.moment for c in checklists.values() for s in c.sections}
    others = {key: moment for key, moment in moments.items() if moment != "during"}
    assert others == {"before": "before", **dict.fromkeys(("after", "next-day"), "after")} | {
        s.id: "after" for s in checklists["complaint"].sections
    }


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


# Which items look for what a row says; `!` is serious.
LOOKING = {
    "S0-6": "service-cycle: heard-out empathy-said help-unasked left-knowing-next promise-met!",
    "S0-7": "complaint: accepted-first cause root-cause cause-changed",
    "S0-9": "internal-service: reply-hours date-given date-kept work-complete others-respected!",
    "S1-3": "walk-in: seconds-until-greeting! heard-out all-respectful!",
    "S1-4": "client-voice: recommend been-before why-us found-us",
    "S1-5": "walk-in-clinic: privacy-kept! urgency-asked! minutes-behind leaves-with-written",
    "S1-6": "service-cycle: name-used followed-up",
    "S2-2": "difficult-client: team-respected! one-answer! inside-kept! way-out-given!",
    "S2-3": "service-cycle: message-minutes first-call-useful minutes-late people-passed",
    "S2-8": "difficult-client: calm-voice heard-out cause-asked client-respected! handover-whole! client-satisfied",
    "S3-1": "service-cycle: oldest-review-days",
    "S3-3": "difficult-client: empathy-said apologised",
    "S3-4": "walk-in-veterinary: pet-named cats-apart",
    "S4-3": "complaint: acknowledged-minutes apologised! fix-hours attitude",
    "S4-4": "client-voice: comment",
}


@pytest.mark.parametrize("row", LOOKING)
def test_the_lists_look_for_what_the_practice_says(
    row: str, checklists: dict[str, Checklist]
) -> None:
    """S0-6, S0-7, S0-9, S1-3, S1-4, S1-5, S1-6, S2-2, S2-3, S2-8, S3-1, S3-3, S3-4, S4-3, S4-4: their items
    are asked, in that order, and cite them."""
    name, ids = LOOKING[row].split(": ")
    checklist = checklists[name]
    asked = [checklist.questions[id_.rstrip("!")] for id_ in ids.split()]
    order = [q for q in checklist.questions.values() if q in asked]
    assert order == asked
    assert [q.critical or q.critical_limit is not None for q in asked] == [
        id_.endswith("!") for id_ in ids.split()
    ]
    assert row == "S0-9" or row in {q.source for q in asked}
