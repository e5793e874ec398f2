"""Answers files: what is stored, and what is said about those that are not right."""

import io
import json
import re
import textwrap
from pathlib import Path

import pytest

from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.checklist.library import Library
from audit_cli.checklist.model import Checklist
from audit_cli.checklist.source import read_documents
from audit_cli.errors import InvalidInput, Problem, UsageError
from audit_cli.interview.answer_file import AnswersReader, Submission, documents
from audit_cli.interview.answers import answers_of
from audit_cli.interview.facts import SitePlace
from audit_cli.interview.record import Record, folded
from audit_cli.language import Message
from audit_cli.scoring import score_of

EXAMPLE = (Path(__file__).parent / "example.yaml").read_text()


def place(site: str | None) -> SitePlace:
    if site == "nowhere":
        raise UsageError(Message("no site `nowhere`"))
    return SitePlace(site or "main", "America/Mexico_City")


def reader(watch, **facts: object) -> AnswersReader:  # type: ignore[no-untyped-def]
    return AnswersReader(Library(None, None).load, place, watch(), **facts)  # type: ignore[arg-type]


def read(watch, text: str, **facts: object) -> tuple[list[Submission], list[str]]:  # type: ignore[no-untyped-def]
    """The audits of a file and the problems with it, in English."""
    taker, found, said = reader(watch, **facts), [], []
    for document, problems in documents(io.BytesIO(text.encode()), "f.yaml"):
        submission, mistakes = (None, []) if problems else taker.read(document.data)
        found += [submission] if submission else []
        said += [p.say("en") for p in (*problems, *document.located(mistakes))]
    return found, said


def record_of(submission: Submission) -> Record:
    return folded(submission.audit, submission.events)


def test_the_worked_example(watch) -> None:  # type: ignore[no-untyped-def]
    [submission], said = read(watch, EXAMPLE)
    record = record_of(submission)
    score = score_of(submission.checklist, answers_of(submission.checklist, record))
    assert not said
    assert (score.percent, score.met, score.applicable) == (90.6, 29, 32)
    assert (record.site, record.client, record.recognised) == ("centro", "regular", "unsure")
    assert (record.started_at, record.finished_at) == ("2026-11-16T15:15:00.000Z",) * 2
    assert record.seconds_spent is None
    assert record.answers["floor-clean"].note == "mud at the door"


def as_json_line(text: str) -> str:
    [document], _ = read_documents(text.encode(), "x")
    return json.dumps(document.data, ensure_ascii=False)


def test_the_same_audit_in_yaml_and_json_is_the_same_audit(watch) -> None:  # type: ignore[no-untyped-def]
    line = (
        as_json_line(EXAMPLE)
        .replace('"4"', "4")
        .replace('"path-clear": "yes"', '"path-clear": "yes"')
    )
    ids = {read(watch, text)[0][0].audit for text in (EXAMPLE, line, f"\n{line}\n")}
    assert len(ids) == 1
    changed = EXAMPLE.replace("12", "13", 1)
    assert read(watch, changed)[0][0].audit not in ids


def test_without_a_time_every_reading_is_another_audit(watch) -> None:  # type: ignore[no-untyped-def]
    text = "".join(line for line in EXAMPLE.splitlines(True) if not line.startswith("at:"))
    ids = {read(watch, text)[0][0].audit for _ in range(2)}
    assert len(ids) == 2


def test_flags_are_part_of_what_an_audit_is(watch) -> None:  # type: ignore[no-untyped-def]
    [plain], _ = read(watch, EXAMPLE)
    [moved], _ = read(watch, EXAMPLE, flags={"site": "norte"})
    assert plain.audit != moved.audit
    assert record_of(moved).site == "norte"


def test_many_audits_in_one_file(watch) -> None:  # type: ignore[no-untyped-def]
    yaml, said = read(watch, EXAMPLE + "---\n" + EXAMPLE.replace("09:15", "10:15"))
    line = as_json_line(EXAMPLE)
    lines, said_too = read(watch, f"{line}\n{line.replace('09:15', '10:15')}\n")
    assert not said + said_too
    assert [s.audit for s in yaml] == [s.audit for s in lines]


def test_every_mistake_at_once_with_its_place(watch) -> None:  # type: ignore[no-untyped-def]
    found, said = read(
        watch,
        textwrap.dedent("""\
            checklist: walk-in
            sight: centro
            at: yesterday
            recognised: perhaps
            answers:
              path-clear: maybe
              floor-cleen: no
              seconds-until-look: {value: soon, notes: x}
            """),
    )
    assert not found
    assert said == [
        "f.yaml:2:1: unknown key `sight`; did you mean `site`?",
        "f.yaml:3:5: `yesterday` is no date and time; write 2026-11-16T09:15:00-06:00",
        "f.yaml:4:13: `perhaps`? `recognised` takes yes, no or unsure",
        "f.yaml:5:1: no answer to first-thing-noticed, where-to-go-clear,"
        " seconds-until-greeting, asked-how-to-help, wait-told, phones-away, clients-first, heard-out,"
        " all-respectful, help-unasked, touch-clean, name-known, privacy-kept, left-oriented,"
        " thanked, how-it-ended",
        "f.yaml:6:15: `maybe` is no answer to `path-clear`; it takes: yes, no, unseen",
        "f.yaml:7:3: the checklist has no question `floor-cleen`; did you mean `floor-clean`?",
        "f.yaml:8:31: `soon` is no answer to `seconds-until-look`; it takes: seconds (such as 12 or 1:20), never,"
        " unseen",
        "f.yaml:8:37: unknown key `notes`; did you mean `note`?",
    ]  # fmt: skip


def test_missing_answers_are_named(watch) -> None:  # type: ignore[no-untyped-def]
    text = "".join(line for line in EXAMPLE.splitlines(True) if "smiled" not in line)
    found, said = read(watch, text)
    assert not found
    assert said == ["f.yaml:7:1: no answer to smiled"]
    [draft], said = read(watch, text, draft=True)
    assert not said
    assert record_of(draft).state == "draft"


def test_mistakes_in_json_lines_have_their_line(watch) -> None:  # type: ignore[no-untyped-def]
    line = as_json_line(EXAMPLE)
    _, said = read(
        watch, f"{line}\n{line.replace('unsure', 'often')}\n" + '{"checklist": "walk-in",\n'
    )
    assert said[0].startswith("f.yaml:2:")
    assert "recognised" in said[0]
    assert said[1].startswith("f.yaml:4:1: ")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("just words\n", "f.yaml:1:1: this is not a set of answers"),
        ("site: nowhere\nchecklist: walk-in\nanswers: {}\n", "f.yaml:1:7: no site `nowhere`"),
        ("checklist: wlak-in\n", "did you mean"),
        ("answers: {}\n", "which checklist?"),
        ("checklist: walk-in\nnobody_answered: yes\nanswers: {}\n", "f.yaml:2:1: no clock"),
        ("checklist: walk-in\nid: 17\nanswers: {}\n", "f.yaml:2:5: `17` is no UUID"),
        ("checklist: walk-in\nanswers: [yes]\n", "there is no `answers:`"),
        ("answers: {}\nchecklist: [walk-in]\n", "f.yaml:2:12: which checklist?"),
        (
            "checklist: walk-in\nclient: {a: b}\nanswers: {}\n",
            "f.yaml:2:9: `client` takes one line",
        ),
        ("checklist: walk-in\nat: [1]\nanswers: {}\n", "f.yaml:2:5: a list is no date and time"),
        ("checklist: walk-in\nid: {a: b}\nanswers: {}\n", "f.yaml:2:5: a map is no UUID"),
        ("checklist: walk-in\nrecognised: [a]\nanswers: {}\n", "a list? `recognised` takes"),
        ("checklist: walk-in\nsite: " + "a" * 101 + "\nanswers: {}\n", "`site` takes one line"),
        ('{"checklist": "walk-in", "checklist": "x"}\n', "f.yaml:1:26:"),
        ('{"checklist": "walk-in", "client": "\\ud800"}\n', "f.yaml:1:"),
    ],
)
def test_other_mistakes(watch, text: str, problem: str) -> None:  # type: ignore[no-untyped-def]
    found, said = read(watch, text)
    assert not found
    assert any(problem in sentence for sentence in said), said


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("{value: no, note: [a, b]}", "a note is a text, not a list"),
        ("{value: no, note: {a: b}}", "a note is a text, not a map"),
        ("{value: {a: b}}", "a map is no answer to `floor-clean`; it takes: yes, no"),
        ("[yes, no]", "a list is no answer to `floor-clean`"),
        ("[{a: b}]", "a list is no answer to `floor-clean`"),
        ("9" * 5000, "`" + "9" * 39 + "…` is no answer to `floor-clean`"),
    ],
)
def test_nothing_is_taken_for_a_text_that_is_none(watch, written: str, problem: str) -> None:  # type: ignore[no-untyped-def]
    found, said = read(watch, re.sub(r"(floor-clean:) .*", rf"\1 {written}", EXAMPLE))
    assert not found
    assert len(said) == 1
    assert problem in said[0]


def test_what_was_meant_is_not_missing(watch) -> None:  # type: ignore[no-untyped-def]
    _, said = read(watch, EXAMPLE.replace("floor-clean:", "floor-cleen:"))
    assert len(said) == 1
    assert "did you mean `floor-clean`?" in said[0]


def test_what_depends_on_a_wrong_answer_is_not_missing(watch) -> None:  # type: ignore[no-untyped-def]
    _, said = read(watch, "checklist: phone-test\nanswers: {holds: some}\n")
    assert [sentence.split(": ")[0] for sentence in said] == ["f.yaml:2:1", "f.yaml:2:18"]
    assert "longest-hold" not in said[0]


def test_a_wrong_nobody_answered_leaves_open_what_is_missing(watch) -> None:  # type: ignore[no-untyped-def]
    _, said = read(watch, "checklist: phone-test\nnobody_answered: maybe\nanswers: {}\n")
    assert said == ["f.yaml:2:18: `nobody_answered` takes yes or no"]


@pytest.mark.parametrize(
    ("at", "problem"),
    [
        ("2026-03-29T02:30", "there was no `2026-03-29T02:30` in Europe/Madrid"),
        ("2062-11-17T18:00:00Z", "`2062-11-17T18:00:00Z` is more than a year ahead"),
        ("2026-03-29T02:30:00+01:00", None),
        ("2026-10-25T02:30", None),
        ("2026-12-28T14:00:00Z", None),
    ],
)
def test_a_time_that_cannot_have_been(watch, at: str, problem: str | None) -> None:  # type: ignore[no-untyped-def]
    taker = reader(watch)
    taker.place = lambda _: SitePlace("main", "Europe/Madrid")
    [document], _ = read_documents(EXAMPLE.replace("2026-11-16T09:15:00-06:00", at).encode(), "f")
    submission, mistakes = taker.read(document.data)
    assert bool(submission) == (problem is None)
    assert [problem in p.say("en") for p in document.located(mistakes)] == [True] * bool(problem)


def test_of_two_equal_times_the_first_is_meant(watch) -> None:  # type: ignore[no-untyped-def]
    taker = reader(watch)
    taker.place = lambda _: SitePlace("main", "Europe/Madrid")
    [document], _ = read_documents(
        EXAMPLE.replace("2026-11-16T09:15:00-06:00", "2026-10-25T02:30").encode(), "f"
    )
    submission, _ = taker.read(document.data)
    assert submission
    assert record_of(submission).started_at == "2026-10-25T00:30:00.000Z"


def test_a_broken_checklist_is_told_once_with_its_own_problems(watch) -> None:  # type: ignore[no-untyped-def]
    def load(_: str) -> Checklist:
        raise InvalidInput([Problem(Message("wrong"), (), "m2.yaml", n) for n in (3, 4)])

    taker = reader(watch)
    taker.load = load
    [document], _ = read_documents(b"checklist: m2\nanswers: {}\n", "f.yaml")
    _, mistakes = taker.read(document.data)
    [problem] = document.located(mistakes)
    assert problem.say("en").splitlines() == [
        "f.yaml:1:12: the checklist `m2` has mistakes of its own:",
        "m2.yaml:3: wrong",
        "m2.yaml:4: wrong",
    ]
    assert taker.read(document.data) == (None, [])


def test_a_draft_too_has_omitted_pending_answers_pending(watch) -> None:  # type: ignore[no-untyped-def]
    [draft], said = read(watch, "checklist: phone-test\nanswers: {holds: 0}\n", draft=True)
    record = record_of(draft)
    assert not said
    assert record.answers["promise-kept"].status == "pending"
    assert "attempts" not in record.answers
    assert record.state == "draft"


MARKS = """
marks:
  at-the-door: {looked: +4, greeted: 2026-11-16T09:15:12-06:00}
"""
TWICE = """
marks:
  at-the-door:
    - {mark: start}
    - {mark: nobody, at: +60}
    - {mark: start, at: 2026-11-16T09:20:00-06:00}
    - {mark: looked, at: "4"}
    - {mark: greeted, at: +12}
"""


@pytest.mark.parametrize("marks", [MARKS, TWICE])
def test_marks_instead_of_values(watch, marks: str) -> None:  # type: ignore[no-untyped-def]
    text = re.sub("  seconds-until-.*\n", "", EXAMPLE)
    [submission], said = read(watch, text + marks)
    answers = answers_of(submission.checklist, record_of(submission))
    assert not said
    assert (answers["seconds-until-look"].value, answers["seconds-until-greeting"].value) == (4, 12)
    assert score_of(submission.checklist, answers).met == 29
    assert record_of(submission).finished_at == "2026-11-16T15:15:00.000Z"


def test_what_is_wrong_with_marks_is_said_at_its_place(watch) -> None:  # type: ignore[no-untyped-def]
    marks = """marks:
  at-the-door:
    - {mark: lookd, at: +4}
    - {mark: looked, at: -4}
    - {mark: looked}
    - {mark: greeted, at: +5, who: me}
    - looked
  ending: {thanked: +4}
  story: 4
"""
    found, said = read(watch, EXAMPLE + marks)
    first = EXAMPLE.count("\n")
    assert not found
    assert [f"{int(line) - first}:{words}" for line, words in (one.split(":")[1:3] for one in said)] == [
        "3:14", "4:26", "5:7", "6:31", "7:7", "8:3", "9:3",
    ]  # fmt: skip


def test_nobody_answered_ends_a_phone_test(watch) -> None:  # type: ignore[no-untyped-def]
    text = "checklist: phone-test\nat: 2026-11-16T09:15:00-06:00\nnobody_answered: true\n"
    [submission], said = read(watch, text)
    answers = answers_of(submission.checklist, record_of(submission))
    score = score_of(submission.checklist, answers)
    assert not said
    assert (answers["attempts"].status, answers["seconds-to-human"].status) == ("never", "never")
    assert answers["tone"].status == "not_asked"
    assert (score.result, score.percent, score.critical_below) == ("fail", None, ("attempts",))


def test_an_omitted_pending_answer_is_pending(watch) -> None:  # type: ignore[no-untyped-def]
    yes = [
        "business-named", "own-name-given", "offered-help", "let-finish", "all-respectful",
        "understanding-shown", "reached-or-alternative", "knows-when", "caller-named",
        "anything-else",
    ]  # fmt: skip
    lines = [f"  {name}: yes" for name in yes] + [
        "  attempts: 1", "  seconds-to-human: 8", "  tone: kind", "  holds: 0", "  transfers: 0",
        "  help-unasked: 1", "  who-answered: person", "  first-impression: good", "  how-it-ended: as expected",
    ]  # fmt: skip
    [submission], said = read(watch, "checklist: phone-test\nanswers:\n" + "\n".join(lines))
    answers = answers_of(submission.checklist, record_of(submission))
    score = score_of(submission.checklist, answers)
    assert not said
    assert answers["promise-kept"].status == "pending"
    assert answers["longest-hold"].status == "not_asked"
    assert (score.percent, score.met, score.applicable, score.possible) == (100.0, 26, 26, 34)


LINE = as_json_line(EXAMPLE)


def test_blank_lines_above_count(watch) -> None:  # type: ignore[no-untyped-def]
    _, said = read(watch, "\n \n\n" + EXAMPLE.replace("at: 2026", "at: x2026"))
    assert said[0].startswith("f.yaml:9:5: ")
    _, said = read(watch, f"\n\n{LINE}\n{LINE.replace('unsure', 'often')}\n")
    assert said[0].startswith("f.yaml:4:")


@pytest.mark.parametrize("escape", ["\\u001b", "\\u0000", "\\b", "\\u007F", "\x7f"])
@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_control_characters_are_refused_in_every_form_of_json(
    watch,  # type: ignore[no-untyped-def]
    escape: str,
    indent: int | str | None,
) -> None:
    text = json.dumps(json.loads(LINE), indent=indent, ensure_ascii=False)
    _, said = read(watch, text.replace("mud at the door", f"mud {escape} door") + "\n")
    assert "control character U+00" in said[0]
    line = text[: text.index("mud")].count("\n") + 1
    assert said[0].startswith(f"f.yaml:{line}:")


@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_notes_may_have_lines_and_tabs_in_every_form_of_json(
    watch,  # type: ignore[no-untyped-def]
    indent: int | str | None,
) -> None:
    text = json.dumps(json.loads(LINE), indent=indent).replace("mud at", "mud\\n\\tat")
    [submission], said = read(watch, text)
    assert not said
    assert record_of(submission).answers["floor-clean"].note == "mud\n\tat the door"


def test_mistakes_in_tab_indented_json_have_their_place(watch) -> None:  # type: ignore[no-untyped-def]
    text = json.dumps(json.loads(LINE), indent="\t")
    _, said = read(watch, text.replace('"unsure"', '"often"'))
    assert said == ["f.yaml:5:16: `often`? `recognised` takes yes, no or unsure"]
    _, said = read(watch, text.replace('"auditor"', '"site"'))
    assert said[0].startswith("f.yaml:4:2: ")


def test_a_bad_first_line_of_json_lines_hides_no_other(watch) -> None:  # type: ignore[no-untyped-def]
    bad = LINE.replace("mud", "\\u0000")
    _, said = read(watch, f"{bad}\n{LINE}\n{LINE.replace('unsure', 'often')}\n")
    assert [sentence.split(":")[1] for sentence in said] == ["1", "3"]


class Endless(io.RawIOBase):
    """A device that never ends."""

    given = 0

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def,override]
        assert self.given < 40 << 20
        buffer[:] = b"a" * len(buffer)
        self.given += len(buffer)
        return len(buffer)

    def readable(self) -> bool:
        return True


def test_a_file_without_end_is_not_read_to_its_end() -> None:
    [(_, [problem])] = documents(io.BufferedReader(Endless()), "f")
    assert problem.say("en") == (
        "f: the file has more than 8 MB; of JSON lines, one audit on each, any number is read"
    )


def test_a_line_without_end_is_told_after_those_before_it(watch) -> None:  # type: ignore[no-untyped-def]
    found, said = read(watch, f"{LINE}\n" + '{"a": "' + "a" * (9 << 20) + '"}\n' + f"{LINE}\n")
    assert len(found) == 1
    assert said == ["f.yaml:2:1: this line has more than 8 MB; write one audit a line"]


WORDS = json.dumps(
    {
        "id": "words",
        "version": "1",
        "title": "Words",
        "sections": [
            {
                "id": "all",
                "title": "All",
                "questions": [
                    {"id": "said", "ask": "Said?", "type": "text", "na": True, "pending": True}
                ],
            }
        ],
    }
)


@pytest.mark.parametrize(
    ("written", "status", "value"),
    [
        ("na", "na", None),
        ('"na"', "na", None),  # as in JSON, where there is nothing but quotes
        ("pendiente", "pending", None),
        ("nunca", "never", None),
        ("{value: na, note: closed}", "na", None),
        ('{value: "na"}', "given", "na"),
        ("{value: 'Pending ', note: closed}", "given", "Pending"),
        ('{"value": "never"}', "given", "never"),
    ],
)
def test_a_status_of_a_text_is_none_where_it_is_quoted_as_a_value(  # type: ignore[no-untyped-def]
    watch, written: str, status: str, value: str | None
) -> None:
    texts = [f"checklist: words\nanswers:\n  said: {written}\n"]
    if written.startswith(('"', '{"')):
        texts.append(f'{{"checklist": "words", "answers": {{"said": {written}}}}}\n')
    for text in texts:
        taker = AnswersReader(lambda _: checklist_from_canonical(WORDS), place, watch())
        [(document, problems)] = documents(io.BytesIO(text.encode()), "f.yaml")
        submission, mistakes = taker.read(document.data)
        assert (problems, mistakes) == ([], [])
        assert submission
        said = record_of(submission).answers["said"]
        assert (said.status, said.value) == (status, value)
