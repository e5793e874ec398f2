"""From plain data to the model: what is filled in, merged, kept apart."""

import json
import sys
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest
import yaml

from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.checklist.library import Library
from audit_cli.checklist.model import Checklist, Condition, Question, Standard
from audit_cli.checklist.skeleton import skeleton
from audit_cli.errors import InvalidInput
from audit_cli.language import LANGUAGES, Language, Text

sys.path.append(str(Path(__file__).parents[2] / "scripts"))

from make_schema import checklist_schema

SAMPLES = Path(__file__).parents[1] / "checklists"
HEAD = 'id: mine\nversion: "1"\ntitle: "T"\nsections:\n  - id: one\n    title: "One"\n'


def loaded(folder: Path, text: str) -> Checklist:
    """The checklist of a text, which must have no problems."""
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    checklist, problems = Library().check(str(path))
    assert problems == []
    assert checklist is not None
    return checklist


def question(folder: Path, keys: str, section: str = "") -> Question:
    """One question with these keys, in a section with those."""
    line = f"    questions:\n      - {{id: q, ask: 'Clean?', {keys}}}\n"
    return loaded(folder, HEAD + section + line).questions["q"]


@pytest.mark.parametrize(
    ("keys", "weight"),
    [
        ("type: yes_no", 1),
        ("type: yes_no, weight: 0", 0),
        ("type: count", 0),
        ("type: count, standard: {at_most: 1}", 1),
        ("type: rating, labels: {below: a, meets: b, exceeds: c}", 1),
        ("type: rating, opinion: true, labels: {below: a, meets: b, exceeds: c}", 0),
        ("type: text", 0),
        (
            "type: choice, options: {a: {label: a, verdict: below}, b: {label: b, verdict: meets}}",
            1,
        ),
        ("type: choice, options: {a: {label: a}, b: {label: b}}", 0),
    ],
)
def test_a_weight_left_out(tmp_path: Path, keys: str, weight: int) -> None:
    assert question(tmp_path, keys).weight == weight


def test_what_is_filled_in(tmp_path: Path) -> None:
    plain = question(tmp_path, "type: yes_no")
    assert plain.standard == Standard("is", "yes")
    assert (plain.due, plain.contact, plain.about, plain.basis) == (7, None, "people", "house")
    at_once = question(tmp_path, "type: scale", "    immediate: true\n    contact: door\n")
    assert (at_once.due, at_once.contact) == (0, "door")
    assert (at_once.minimum, at_once.maximum) == (1, 5)
    assert question(tmp_path, "type: yes_no, due: today").due == 0
    assert question(tmp_path, "type: yes_no, due: 3", "    immediate: true\n").due == 3
    assert question(tmp_path, "type: count").minimum == 0
    assert question(tmp_path, "type: number, min: -40").minimum == -40


def test_words_of_yaml_stay_what_their_author_wrote(tmp_path: Path) -> None:
    asked = question(tmp_path, "type: text, source: 12:30, measure: no")
    assert (asked.source, asked.measure) == ("12:30", Text("no"))
    assert question(tmp_path, "type: text, source: 010").source == "010"
    assert question(tmp_path, "type: text, source: 2026-11-16").source == "2026-11-16"
    assert question(tmp_path, "type: yes_no, standard: {is: no}").standard == Standard("is", "no")
    assert question(tmp_path, "type: yes_no, standard: {is: sí}").standard == Standard("is", "yes")


def test_a_section_overrides_the_moment(tmp_path: Path) -> None:
    def section(id_: str, moment: str = "") -> str:
        asked = f"    questions: [{{id: q-{id_}, ask: 'Clean?', type: yes_no}}]\n"
        return f"  - id: {id_}\n    title: 'S'\n{moment}{asked}"

    sections = section("a") + section("b", "    moment: before\n")
    top = 'id: mine\nversion: "1"\ntitle: "T"\nmoment: after\nsections:\n'
    assert [s.moment for s in loaded(tmp_path, top + sections).sections] == ["after", "before"]


def test_an_extension() -> None:
    """S2-9."""
    checklist = Library().load(str(SAMPLES / "valid" / "extension.yaml"))
    ids = [section.id for section in checklist.sections]
    assert ids == ["at-the-door", "first-minutes", "surroundings", "our-own", "ending"]
    assert [q.id for q in checklist.sections[-1].questions] == [
        "left-oriented",
        "thanked",
        "goodbye",
        "how-it-ended",
        "door-held",
    ]
    assert {"help-unasked", "where-to-go-clear"}.isdisjoint(checklist.questions)
    greeting = checklist.questions["seconds-until-greeting"]
    assert greeting.standard == Standard("at_most", 10)
    assert greeting.critical_limit == Standard("more_than", 120)
    assert checklist.sections[0].title == Text.of({"en": "Outside", "es": "Afuera"})
    assert not checklist.sections[0].immediate
    assert checklist.questions["path-clear"].due == 0
    assert checklist.questions["floor-clean"].due == 7
    assert checklist.questions["floor-clean"].about == "people"  # a default, and yet a change
    assert (checklist.id, checklist.target) == ("extension", 90)
    assert checklist.briefing == Library().load("walk-in").briefing


def test_an_extension_of_an_extension() -> None:
    checklist = Library().load(str(SAMPLES / "valid" / "extension-of-extension.yaml"))
    assert checklist.questions["hot-coffee"].weight == 2
    assert "goodbye" not in checklist.questions
    assert checklist.target == 90


def test_conditions_are_a_list_and_compare_like_with_like() -> None:
    questions = Library().load(str(SAMPLES / "valid" / "every-feature.yaml")).questions
    assert questions["mood"].only_if == (
        Condition("greeting", "any_of", ("meets", "exceeds")),
        Condition("attempts", "less_than", 3),
        Condition("waited", "given", True),
    )
    assert questions["greeting"].only_if == (Condition("no-queue", "is_not", "yes"),)
    assert questions["nobody-came"].only_if == (Condition("longest-hold", "is", "never"),)
    assert [option.id for option in questions["offered"].options] == ["seat", "water", "010", "no"]


# ── the canonical form ───────────────────────────────────────────────────────────────────────────


def test_the_hash_is_that_of_the_canonical_json() -> None:
    checklist = Library().load("walk-in")
    data = json.loads(checklist.canonical)
    compact = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert checklist.canonical == compact
    assert checklist.sha256 == sha256(checklist.canonical.encode()).hexdigest()


@pytest.mark.parametrize("keys", ["na: false", "weight: 1", "standard: {is: yes}", "due: 7"])
def test_a_written_default_changes_nothing(tmp_path: Path, keys: str) -> None:
    bare = question(tmp_path, "type: yes_no")
    text = HEAD + "    questions: [{id: q, ask: 'Clean?', type: yes_no%s}]\n"
    hashes = {loaded(tmp_path, text % extra).sha256 for extra in ("", f", {keys}", ", 'na': 'no'")}
    assert len(hashes) == 1
    assert question(tmp_path, f"type: yes_no, {keys}") == bare
    assert loaded(tmp_path, text % ", weight: 2").sha256 not in hashes


def test_comments_order_of_keys_and_quotes_change_nothing(tmp_path: Path) -> None:
    one = HEAD + "    questions: [{id: q, ask: 'Clean?', type: yes_no, weight: 2}]\n"
    two = "# hello\ntitle: T\nid: mine\nversion: 1\n" + HEAD.split("\n", 3)[3]
    two += '    questions:\n      - weight: "2"\n        id: q\n        type: yes_no\n        ask: Clean?\n'
    assert loaded(tmp_path, one).sha256 == loaded(tmp_path, two).sha256


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "{}", '{"id": 5}', "[" * 5000, '{"sections": [1]}']
)
def test_what_is_no_canonical_checklist_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        checklist_from_canonical(text)


# ── for authors ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_skeleton_is_valid_and_shows_every_feature(tmp_path: Path, language: Language) -> None:
    text = skeleton("mine", language, "checklist.schema.json")
    assert text.startswith("# yaml-language-server: $schema=checklist.schema.json\n")
    checklist = loaded(tmp_path, text)
    assert Library().check(str(tmp_path / "mine.yaml"), strict=True)[1] == []
    assert checklist.possible > 0
    assert checklist.sections[0].clock.look == 5
    kinds = {q.type for q in checklist.questions.values()}
    assert kinds >= {"yes_no", "seconds", "choice", "rating", "text"}
    assert max(map(len, text.splitlines())) <= 100


def test_the_schema_in_the_repository_is_up_to_date() -> None:
    written = Path(__file__).parents[2] / "checklists" / "checklist.schema.json"
    assert json.loads(written.read_text(encoding="utf-8")) == checklist_schema()


def test_the_schema_accepts_what_is_valid_and_refuses_what_is_not() -> None:
    schema = jsonschema.Draft202012Validator(checklist_schema())
    schema.check_schema(checklist_schema())
    folder = Path(__file__).parents[2] / "checklists"
    for path in [*folder.glob("*.yaml"), *(SAMPLES / "valid").glob("e*.yaml")]:
        errors = schema.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))
        assert [(path.name, error.message) for error in errors] == []
    for name in ("unknown-key", "unknown-type", "id-with-spaces", "drop-without-extends"):
        text = (SAMPLES / "invalid" / f"{name}.yaml").read_text(encoding="utf-8")
        assert not schema.is_valid(yaml.safe_load(text)), name


SAY = "answered_by: client\n"


@pytest.mark.parametrize(
    ("keys", "kind", "closes"),
    [
        ("", "audit", None),
        ("case: false\n", "audit", None),
        ("case: true\n", "case", None),
        ("case: {closes: q}\n", "case", "q"),
        (SAY, "voice", None),
    ],
)
def test_what_a_run_of_it_is(tmp_path: Path, keys: str, kind: str, closes: str | None) -> None:
    line = "    questions:\n      - {id: q, ask: 'Is it settled?', type: yes_no}\n"
    checklist = loaded(tmp_path, keys + HEAD + line)
    assert (checklist.kind, checklist.closes) == (kind, closes)
    assert checklist.possible == int(kind != "voice")
    same = loaded(tmp_path, HEAD + line)
    assert (checklist.sha256 == same.sha256) == (kind == "audit")


def test_nothing_is_expected_of_what_clients_say(tmp_path: Path) -> None:
    """S2-10."""
    kinds = ("yes_no", "rating, labels: {below: a, meets: b, exceeds: c}", "scale", "text")
    lines = [f"      - {{id: q{i}, ask: 'Q?', type: {kind}}}\n" for i, kind in enumerate(kinds)]
    checklist = loaded(tmp_path, SAY + HEAD + "    questions:\n" + "".join(lines))
    for asked in checklist.questions.values():
        assert (asked.scored, asked.standard, asked.weight) == (False, None, 0)
    assert checklist_from_canonical(checklist.canonical) == checklist


def test_a_column_and_open_minutes_are_kept(tmp_path: Path) -> None:
    clock = "    clock: {start: Go, marks: [{id: told, label: Told}]}\n"
    asked = question(
        tmp_path, "type: number, to: told, unit: open_minutes, column: 'How long?'", clock
    )
    assert (asked.unit, asked.column) == ("open_minutes", "How long?")
