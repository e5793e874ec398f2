"""What a week's page says of its own counts: they add up, and tell what they rest on."""

import re
from types import SimpleNamespace

import pytest
from weeks import CASES, week

from audit_cli.insight.coverage import Unseen
from audit_cli.language import Locale
from audit_cli.week import sentences
from audit_cli.week.layout import site_line, weekly_page
from audit_cli.week.sentences import no_unseen, unseen_facts

ENGLISH, SPANISH = Locale("en"), Locale("es")


def number(text: str) -> int:
    """The first number of a text; 0 where there is none."""
    found = re.search(r"\d+", text)
    return int(found[0]) if found else 0


@pytest.mark.parametrize("case", CASES)
def test_what_is_overdue_adds_up_to_what_the_summary_says(case: str) -> None:
    facts = week(case, "en")
    page = weekly_page(facts, ENGLISH)
    assert page.overdue_count == site_line(facts, ENGLISH).overdue
    assert len(page.overdue) + number(page.more_overdue) == page.overdue_count


def test_the_overdue_ones_that_stand_below_are_told_of() -> None:
    page = weekly_page(week("drifting", "en"), ENGLISH)
    assert sum(one.overdue for one in page.todo) == 3
    assert (len(page.overdue), page.overdue_count) == (3, 20)
    assert page.more_overdue == "and 17 more, 3 of them below in “What to do”"


@pytest.mark.parametrize(
    ("left", "below", "said"),
    [
        (0, 0, ""),
        (4, 0, "y 4 más"),
        (2, 2, "y 2 más, abajo en «Qué hacer»"),
        (5, 1, "y 5 más, 1 de ellas abajo en «Qué hacer»"),
    ],
)
def test_how_many_more_are_overdue_and_where(left: int, below: int, said: str) -> None:
    assert sentences.more_overdue(left, below, SPANISH) == said


@pytest.mark.parametrize("case", CASES)
def test_what_was_not_met_adds_up(case: str) -> None:
    page = weekly_page(week(case, "en"), ENGLISH)
    questions = len(page.failed) + number(page.more_failed)
    counted = re.search(r"(\d+) answers? to (\d+)", page.balance)
    assert int(counted[2] if counted else 0) == questions
    if counted and not page.more_failed:
        assert int(counted[1]) == sum(number(line.counts) for line in page.failed)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((1, 17, 15), "better than expected: 1; not met: 17 answers to 15 questions"),
        ((0, 2, 1), "better than expected: 0; not met: 2 answers to 1 question"),
        ((0, 1, 1), "better than expected: 0; not met: 1 answer to 1 question"),
        ((3, 0, 0), "better than expected: 3; not met: 0"),
    ],
)
def test_a_balance_is_of_answers(counts: tuple[int, int, int], said: str) -> None:
    """S3-1."""
    assert sentences.balance_of_answers(*counts, "en") == said


@pytest.mark.parametrize(
    ("recognised", "said"),
    [
        ([], ""),
        (["no"] * 4, "Reconocieron a quien auditó en 0 de 4 auditorías."),
        (["yes", "no"], "Reconocieron a quien auditó en 1 de 2 auditorías."),
        (
            ["yes", "unsure", None],
            "Reconocieron a quien auditó en 1 de 1 auditoría. No se sabe, o no se anotó: 2.",
        ),
        ([None], "No se sabe, o no se anotó, si reconocieron a quien auditó."),
        (["unsure", None], "No se sabe, o no se anotó, si reconocieron a quien auditó."),
    ],
)
def test_who_was_recognised_is_counted_where_it_is_known(
    recognised: list[str | None], said: str
) -> None:
    records = [SimpleNamespace(recognised=one) for one in recognised]
    assert sentences.recognised(records, "es") == said  # type: ignore[arg-type]


ASSUMED = "(if open Monday to Friday, 8 to 18; your own go in audit.yaml: hours)"
NOTHING = Unseen((), (), (), ())


@pytest.mark.parametrize(
    ("found", "assumed", "lines"),
    [
        (NOTHING._replace(hours=((840, 1080),)), True, [f"Hours: 14:00–18:00 {ASSUMED}"]),
        (NOTHING._replace(hours=((840, 1080),)), False, ["Hours: 14:00–18:00"]),
        (
            NOTHING._replace(contacts=("web",), weekdays=(1,)),
            True,
            ["Contact points: website", f"Weekdays: Tuesday {ASSUMED}"],
        ),
        (
            NOTHING._replace(weekdays=(1,), hours=((840, 1080),)),
            True,
            ["Weekdays: Tuesday", f"Hours: 14:00–18:00 {ASSUMED}"],
        ),
        (NOTHING._replace(moments=("after",)), True, ["Moments: after"]),
    ],
)
def test_opening_hours_that_nobody_set_are_told_where_they_matter(
    found: Unseen, assumed: bool, lines: list[str]
) -> None:
    said = unseen_facts(found, assumed, ENGLISH)
    assert [f"{fact.label}: {fact.value}" for fact in said] == lines


def test_nothing_unseen_is_said_with_the_hours_that_it_goes_by() -> None:
    assert no_unseen(True, True, "en").endswith(f"and hour was looked at {ASSUMED}.")
    assert no_unseen(True, False, "en").endswith("and hour was looked at.")
    assert "hours" not in no_unseen(False, True, "en")
