"""Plain data and places from YAML and JSON."""

import time

import pytest
import yaml

from audit_cli.checklist.source import LARGEST_FILE, Mistake, read_documents
from audit_cli.language import Message

WRONG = Message("wrong")


def data_of(text: str | bytes) -> object:
    data = text.encode() if isinstance(text, str) else text
    documents, problems = read_documents(data, "f.yaml")
    assert problems == []
    return documents[0].data


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("[no, 12:30, 010, 2026-11-16, 1e3, .inf, yes, 0x1F, +5]",
         ["no", "12:30", "010", "2026-11-16", "1e3", ".inf", "yes", "0x1F", "+5"]),
        ("[~, null, Null, NULL, '', '~', \"null\"]", [None, None, None, None, "", "~", "null"]),
        ("a:\nb: ''\n", {"a": None, "b": ""}),
        ("{b: 1, a: 2}", {"b": "1", "a": "2"}),
        ("no: 1\n~: 2\n", {"no": "1", "~": "2"}),
        (r'"\ud83d\ude00 \u00e1"', "😀 á"),
        ('{"a":1,"b":[true,{"c":null}]}', {"a": "1", "b": ["true", {"c": None}]}),
        ("a: |\n  one\n  two\nb: >\n  one\n  two\n", {"a": "one\ntwo\n", "b": "one two\n"}),
        ("\ufeffa: á\r\nb: 1\r\n", {"a": "á", "b": "1"}),
        ("a: á\nb: 1".encode("utf-16"), {"a": "á", "b": "1"}),
        ("\ufeffa: á\nb: 1".encode("utf-16-be"), {"a": "á", "b": "1"}),
    ],
)  # fmt: skip
def test_scalars_stay_what_their_author_wrote(text: str | bytes, data: object) -> None:
    assert data_of(text) == data


def test_several_documents_and_those_before_an_error() -> None:
    documents, problems = read_documents(b"a: 1\n---\nb: 2\n---\n]\n", "f.yaml")
    assert [document.data for document in documents] == [{"a": "1"}, {"b": "2"}]
    assert [(p.line, p.column) for p in problems] == [(5, 1)]


def test_mistakes_stand_where_they_were_written() -> None:
    text = "---\na: 1\n---\nsections:\n  - id: one\n    list: [x, {y: z}]\n"
    _, document = read_documents(text.encode(), "f.yaml", first_line=10)[0]
    mistakes = [
        Mistake(("sections", 0, "list", 1, "y"), WRONG),
        Mistake(("sections", 0, "list", 1, "y"), WRONG, on_key=True),
        Mistake(("sections", 0, "list", 0), WRONG, warning=True),
        Mistake(("sections", 0, "missing"), WRONG),
        Mistake((), WRONG),
        Mistake(("sections",), WRONG, on_key=True),
    ]
    found = [(p.line, p.column, p.warning) for p in document.located(mistakes)]
    places = [(13, 1), (13, 1), (14, 5), (15, 12), (15, 16), (15, 19)]
    assert found == [(*place, place == (15, 12)) for place in places]


def test_a_part_that_was_refused_has_one_problem() -> None:
    (document,), problems = read_documents(b"a: *x\n", "f.yaml")
    assert len(problems) == 1
    assert document.located([Mistake(("a",), WRONG)]) == []


def test_the_first_of_two_keys_counts() -> None:
    (document,), _ = read_documents(b"a: 1\na: [2]\n", "f.yaml")
    assert document.data == {"a": "1"}
    assert [p.line for p in document.located([Mistake(("a",), WRONG)])] == [1]


def test_a_file_that_is_too_large_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "SafeLoader")
    documents, problems = read_documents(b" " * (LARGEST_FILE + 1), "f.yaml")
    assert documents == []
    assert problems[0].say("en") == "f.yaml: the file has more than 8 MB; no more is read"


def test_depth() -> None:
    assert data_of("[" * 50 + "]" * 50)
    assert read_documents(b"[" * 51 + b"]" * 51, "f.yaml")[1][0].column == 51


def test_of_many_mistakes_the_first_are_told_and_the_rest_counted() -> None:
    (document,), _ = read_documents(b"a:\n" + b"- x\n" * 5_000, "f.yaml")
    mistakes = [Mistake(("a", index), WRONG, warning=index < 4_000) for index in range(5_000)]
    found = document.located(mistakes)
    assert [p.line for p in found[:3]] == [4002, 4003, 4004]
    assert len(found) == 102
    assert found[-2].say("en") == "f.yaml:4101:3: … and 900 more"
    assert [(p.warning, p.more) for p in found[-2:]] == [(False, 900), (True, 4_000)]
    assert len(document.located(mistakes[:100])) == 100


def test_a_list_without_end_is_not_read_to_its_end() -> None:
    for text in ("- {a: 1}\n" * 300_000, "".join(f"k{n}: 1\n" for n in range(300_000))):
        begun = time.process_time()
        _, problems = read_documents(text.encode(), "f.yaml")
        assert [p.line for p in problems] == [10_001]
        assert "more than 10000" in problems[0].say("en")
        assert time.process_time() - begun < 5


def test_places_are_looked_up_no_further_than_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    (document,), _ = read_documents(
        b"a: 1\n" + b"".join(b"k%d: 1\n" % n for n in range(50)), "f.yaml"
    )
    events = []
    plain = yaml.SafeLoader.get_event
    monkeypatch.setattr(yaml.SafeLoader, "get_event", lambda s: events.append(1) or plain(s))
    document.located([Mistake(("a",), WRONG), Mistake(("missing",), WRONG)])
    assert len(events) <= 5
