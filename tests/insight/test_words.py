"""The sentences: nothing is said without a reason."""

import pytest
from making import run_sums

from audit_cli.insight.conclusions import conclusion, one_alone, standing_words
from audit_cli.insight.periods import PeriodStart
from audit_cli.insight.run import run_of
from audit_cli.insight.standing import Standing
from audit_cli.language import Locale

STEADY = [(12, 13)] * 12
DOWN = [*STEADY, (3, 13)]
LONG = [(12, 13)] * 20
SAGGING = [(9, 13)] * 5
NO_CHANGE = "No real change: the weeks differ no more than by chance."


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([], "No audits to compare yet."),
        (STEADY[:1], "8 more weeks with audits until a change can be told from chance."),
        (STEADY[:8], "1 more week with audits until a change can be told from chance."),
        (STEADY[:9], NO_CHANGE),
        (DOWN, "A sudden change for the worse in 2026-W13. Not resolved yet."),
        (
            [*STEADY, *STEADY[:8], (3, 13), (12, 13), (2, 13), (12, 13)],
            "Another sudden change for the worse in 2026-W23; the one of 2026-W21 is not resolved yet.",
        ),
        (
            [*LONG, (3, 13), (12, 13), *SAGGING[:2]],
            "Another gradual change for the worse since 2026-W23; the one of 2026-W21 is not resolved yet.",
        ),
        (  # the sudden change seen once more, as a gradual one
            [*LONG, (7, 13), (9, 13)],
            "A sudden change for the worse in 2026-W21. Not resolved yet.",
        ),
        ([*DOWN, *STEADY[:4]], "No real change now; what got worse in 2026-W13 is over."),
        ([(8, 13)] * 12 + [(11, 13)] * 6, "A gradual change for the better since 2026-W13."),
        (
            [(8, 13)] * 12 + [(1, 13), (13, 13), (13, 13), (13, 13)],
            "A sudden change for the worse in 2026-W13. Not resolved yet."
            " A sudden change for the better in 2026-W14.",
        ),
    ],
)
def test_the_conclusion(values: list[tuple[int, int]], sentence: str) -> None:
    assert conclusion(run_of(run_sums(values)), "en") == sentence
    assert conclusion(run_of(run_sums(values)), "es") != sentence


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([*STEADY, *SAGGING], True),
        (DOWN, False),
        ([*DOWN, (12, 13)], False),
        (STEADY, False),
        (STEADY[:8], False),
        ([*STEADY, *SAGGING, (3, 13)], False),
    ],
)
def test_a_gradual_change_is_explained_where_the_week_alone_is_as_usual(
    values: list[tuple[int, int]], told: bool
) -> None:
    run = run_of(run_sums(values))
    assert bool(one_alone(run, run.points[-1], "en")) is told


def test_new_comparison_weeks_begin_from_nothing() -> None:
    run = run_of(run_sums(DOWN), [PeriodStart("2026-W14", "new staff")])
    assert conclusion(run, "es") == (
        "Faltan 9 semanas con auditorías para distinguir un cambio de la casualidad."
    )


@pytest.mark.parametrize(
    ("standing", "en", "es"),
    [
        (
            Standing("amazement", weeks=26),
            "Always good (26 weeks together reach the target, 99% sure)",
            "Siempre bien (26 semanas juntas llegan a la meta, 99\xa0% seguro)",
        ),
        (
            Standing("tolerance", weeks=14, short=True),
            "Falls short of what is expected (14 weeks together do not reach the target, 99% sure)",
            "Por debajo de lo esperado (14 semanas juntas no llegan a la meta, 99\xa0% seguro)",
        ),
        (Standing("tolerance"), "Fine, nothing special", "Cumple, sin destacar"),
        (
            Standing("uncertainty", ("too_early",), 1),
            "Too early: 1 more week with audits",
            "Faltan semanas: 1 más con auditorías",
        ),
        (
            Standing("uncertainty", ("downward_signal", "critical"), 0, "2026-W40", ("path",)),
            "Something unresolved: a change for the worse since 2026-W40; a serious failure in the"
            " last eight weeks (PATH?)",
            "Algo sin resolver: un cambio para peor desde 2026-W40; una falla grave en las últimas"
            " ocho semanas (PATH?)",
        ),
        (
            Standing("uncertainty", ("complaint", "too_early"), 9),
            "Something unresolved: a complaint is open. Too early: 9 more weeks with audits",
            "Algo sin resolver: hay una queja abierta. Faltan semanas: 9 más con auditorías",
        ),
    ],
)
def test_the_standing(standing: Standing, en: str, es: str) -> None:
    assert standing_words(standing, Locale("en"), lambda question: f"{question.upper()}?") == en
    assert standing_words(standing, Locale("es"), lambda question: f"{question.upper()}?") == es
