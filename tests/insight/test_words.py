"""The sentences: nothing is said without a reason."""

import pytest
from making import run_sums

from audit_cli.insight.conclusions import conclusion, one_alone, standing_words
from audit_cli.insight.periods import PeriodStart
from audit_cli.insight.run import run_of
from audit_cli.insight.standing import Standing
from audit_cli.insight.totals import Counted
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
        (DOWN, "Lower in the week of 23 Mar: more than chance explains. Not resolved yet."),
        (  # a second one while the first is not resolved is the same change going on
            [*STEADY, *STEADY[:8], (3, 13), (12, 13), (2, 13), (12, 13)],
            "Lower in the week of 18 May: more than chance explains. Not resolved yet.",
        ),
        (  # the sudden change seen once more, as a gradual one
            [*LONG, (7, 13), (9, 13)],
            "Lower in the week of 18 May: more than chance explains. Not resolved yet.",
        ),
        (
            [*DOWN, *STEADY[:4]],
            "No real change now; what got worse in the week of 23 Mar is over.",
        ),
        (
            [(8, 13)] * 12 + [(11, 13)] * 6,
            "Higher since the week of 23 Mar: more than chance explains.",
        ),
        (
            [(8, 13)] * 12 + [(13, 13)] + [(8, 13)] * 4,
            "No real change now; what got better in the week of 23 Mar is over.",
        ),
        (
            [(8, 13)] * 12 + [(1, 13), (13, 13), (13, 13), (13, 13)],
            "Lower in the week of 23 Mar: more than chance explains. Not resolved yet."
            " Higher in the week of 30 Mar: more than chance explains.",
        ),
    ],
)
def test_the_conclusion(values: list[tuple[int, int]], sentence: str) -> None:
    assert conclusion(run_of(run_sums(values)), Locale("en")) == sentence
    assert conclusion(run_of(run_sums(values)), Locale("es")) != sentence


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
    assert conclusion(run, Locale("es")) == (
        "Faltan 9 semanas con auditorías para distinguir un cambio de la casualidad."
    )


@pytest.mark.parametrize(
    ("standing", "en", "es"),
    [
        (
            Standing("amazement", weeks=26, passed=Counted(42, 45)),
            "Always good: no fireworks, every time (42 of 45 audits passed)",
            "Siempre bien: sin lujos, pero siempre (se aprobaron 42 de 45 auditorías)",
        ),
        (
            Standing("tolerance", on_the_whole=True, passed=Counted(38, 45)),
            "Good on the whole, not yet every time (38 of 45 audits passed)",
            "Bien en conjunto, todavía no siempre (se aprobaron 38 de 45 auditorías)",
        ),
        (
            Standing("tolerance", short=True, passed=Counted(0, 1)),
            "Falls short of what is expected (0 of 1 audit passed)",
            "Por debajo de lo esperado (se aprobó 0 de 1 auditoría)",
        ),
        (
            Standing("tolerance", under=True, passed=Counted(9, 20)),
            "Not yet clear whether it reaches the target (9 of 20 audits passed)",
            "Todavía no está claro si llega a la meta (se aprobaron 9 de 20 auditorías)",
        ),
        (Standing("tolerance"), "Fine, nothing special", "Cumple, sin destacar"),
        (
            Standing("uncertainty", ("too_early",), 7),
            "Too early: 7 more weeks with audits",
            "Es pronto: faltan 7 semanas con auditorías",
        ),
        (
            Standing("uncertainty", ("downward_signal", "critical"), 0, "2026-W40", ("path",)),
            "Something unresolved: lower since the week of 28 Sep; a serious failure is not"
            " settled yet (PATH?)",
            "Algo sin resolver: más bajo desde la semana del 28 sep; una falla grave todavía sin"
            " resolver (PATH?)",
        ),
        (
            Standing("uncertainty", ("complaint", "too_early"), 9),
            "Something unresolved: a complaint is open. Too early: 9 more weeks with audits",
            "Algo sin resolver: hay una queja abierta. Es pronto: faltan 9 semanas con auditorías",
        ),
    ],
)
def test_the_standing(standing: Standing, en: str, es: str) -> None:
    assert standing_words(standing, Locale("en"), lambda question: f"{question.upper()}?") == en
    assert standing_words(standing, Locale("es"), lambda question: f"{question.upper()}?") == es
