"""Tables of answers: what a cell, a date, a column means."""

import io
from collections import Counter
from datetime import datetime
from typing import Any

import pytest

from audit_cli.checklist.library import Library
from audit_cli.errors import InvalidInput
from audit_cli.interview.answer_table import AnswerRow, TableReader

VOICE = Library().load("client-voice")
NOW = datetime(2026, 11, 25, 12)


def rows(text: str | bytes) -> list[AnswerRow]:
    seen = Counter[bytes]()

    def times(digest: bytes) -> int:
        seen[digest] += 1
        return seen[digest]

    data = text if isinstance(text, bytes) else text.encode()
    reader = TableReader(VOICE, "centro", NOW, times)
    return [row for row, _ in reader.rows(io.BytesIO(data), "survey.csv")]


def answers(text: str | bytes) -> list[dict[str, Any]]:
    return [
        {
            key: one["value"] if isinstance(one, dict) else one
            for key, one in row.data["answers"].items()
        }
        for row in rows(text)
    ]


SAID = {"recommend": "9", "comment": "Bien; gracias"}


@pytest.mark.parametrize(
    "text",
    [
        'recommend,comment\n9,"Bien; gracias"\n',
        'recommend;comment\r\n9;"Bien; gracias"\r\n',
        "recommend\tcomment\n9\tBien; gracias\n",
        '\ufeffrecommend,comment\n9,"Bien; gracias"',
        "recommend,comment\n9,Bien; gracias\n".encode("utf-16"),
        '{"recommend": 9, "comment": "Bien; gracias", "other": {"a": 1}}\n',
        # The words of the question, in either language, whatever their case.
        '¿NOS RECOMENDARÍA? (0–10),"Tell us in your own words"\n9,Bien; gracias\n',
        "recommend,Email,comment\n 9 ,a@b.c,Bien; gracias\n,,\n",
    ],
)
def test_a_row_is_read_however_the_table_is_written(text: str | bytes) -> None:
    assert answers(text) == [SAID]


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-11-16T09:15:00-06:00", "2026-11-16T09:15:00-06:00"),
        ("2026-11-16T15:15:00Z", "2026-11-16T15:15:00+00:00"),
        ("2026-11-16 09:15", "2026-11-16T09:15:00"),
        ("16/11/2026 9:15:00", "2026-11-16T09:15:00"),
        ("16.11.2026", "2026-11-16T12:00:00"),
        ("3/4/2026", "2026-04-03T12:00:00"),
        ("2026/11/16 9:15:00 a. m. GMT-6", "2026-11-16T09:15:00-06:00"),
        ("2026/11/16 12:05:00 p.m. GMT-6", "2026-11-16T12:05:00-06:00"),
        ("2026/11/16 12:05:00 AM GMT-3:30", "2026-11-16T00:05:00-03:30"),
        ("16 nov 2026 9:15", "2026-11-16T09:15:00"),
        # What would be another day each time, and a month that there is not, are refused at their place.
        ("ayer", "ayer"),
        ("11/16/2026 9:15", "11/16/2026 9:15"),
    ],
)
def test_a_moment_is_read_as_surveys_write_it(written: str, at: str) -> None:
    [row] = rows(f"at;recommend\n{written};9\n")
    assert row.data["at"] == at


def test_of_identical_rows_each_is_one_and_a_longer_table_has_the_same_ids() -> None:
    table = "recommend,comment\n9,a\n9,a\n8,b\n"
    ids = [row.data["id"] for row in rows(table)]
    assert len({*ids}) == 3
    assert [row.data["id"] for row in rows(table + "9,a\n")][:3] == ids
    # What is mapped to nothing has no say; what is not said has.
    assert [row.data["id"] for row in rows("x,recommend,comment\n1,9,a\n")] == ids[:1]
    assert rows("at,recommend,comment\n2026-11-16,9,a\n")[0].data["id"] not in ids


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name,mail\na,b\n", 1, "no column of this table belongs to a question of `client-voice`"),
        ('recommend,comment\n9,ok\n8,"open\n', 3, "this row can't be read"),
        ("recommend,comment\n9,ok\n8,ok,more\n", 3, "this row has 3 cells"),
        (b"recommend,comment\n9,mal servicio, caf\xe9\n", 2, "this is not UTF-8"),
        ('{"recommend": 9}\n[1]\n', 2, "this is not JSON"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(text: str | bytes, line: int, words: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        rows(text)
    [problem] = refused.value.problems
    assert problem.line == line
    assert words in str(refused.value)


def test_a_cell_of_several_lines_does_not_lose_count() -> None:
    found = rows('recommend,comment\n9,"one\ntwo"\n8,x\n')
    assert [row.line for row in found] == [2, 4]
