"""Audits for the tests of the reports: made of events, with fixed instants."""

from collections.abc import Mapping
from typing import Any

from audit_cli.checklist.model import (
    Checklist,
    Clock,
    Condition,
    Mark,
    Nobody,
    Option,
    Question,
    Section,
    Standard,
)
from audit_cli.i18n import Text
from audit_cli.interview.events import Event, Json
from audit_cli.interview.record import Record, folded

AUDIT = "0f8fad5b-d9cb-469f-a165-70867728950e"
START = "2026-11-16T15:15:00.000Z"
END = "2026-11-16T15:18:04.000Z"

YES = Standard("is", "yes")


def t(en: str, es: str) -> Text:
    return Text(en=en, es=es)


def walk_in() -> Checklist:
    nobody = Nobody(t("Nobody", "Nadie"))
    marks = (Mark("looked", t("They look", "Miran")), Mark("greeted", t("They greet", "Saludan")))
    opinion = (
        Option("below", t("bad", "malo")),
        Option("meets", t("ordinary", "normal")),
        Option("exceeds", t("good", "bueno")),
    )
    door = Section(
        "at-the-door",
        t("At the door", "En la puerta"),
        (
            Question(
                "first-thing-noticed",
                t("What is the first thing you notice?", "¿Qué es lo primero que nota?"),
                "rating",
                opinion=True,
                weight=0,
                about="place",
                labels=opinion,
                measure=t("put it right", "corríjalo"),
                due=0,
            ),
            Question(
                "path-clear",
                t(
                    "Can you enter without tripping or slipping?",
                    "¿Se puede entrar sin tropezar ni resbalar?",
                ),
                "yes_no",
                YES,
                weight=3,
                critical=True,
                about="place",
                measure=t("clear it now", "despéjelo ya"),
                due=0,
            ),
            Question(
                "floor-clean",
                t("Is the floor clean?", "¿El piso está limpio?"),
                "yes_no",
                YES,
                weight=3,
                about="place",
                measure=t("clean it now", "límpielo ya"),
                due=0,
            ),
            Question(
                "seconds-until-look",
                t("Seconds until a look", "Segundos hasta que le miran"),
                "seconds",
                Standard("at_most", 5),
                Standard("at_most", 2),
                weight=3,
                from_mark="start",
                to_mark="looked",
                measure=t("name who watches the door", "asigne quién cuida la puerta"),
            ),
        ),
        immediate=True,
        contact="door",
        clock=Clock(t("I am at the door", "Estoy en la puerta"), marks, 5, nobody),
    )
    first = Section(
        "first-minutes",
        t("First minutes", "Primeros minutos"),
        (
            Question(
                "seconds-until-greeting",
                t("Seconds until a greeting", "Segundos hasta el saludo"),
                "seconds",
                Standard("at_most", 30),
                Standard("at_most", 10),
                weight=3,
                critical=True,
                critical_limit=Standard("more_than", 120),
                from_mark="start",
                to_mark="greeted",
                measure=t("a second greeter", "otra persona saluda"),
            ),
            Question(
                "smiled",
                t("Did that person smile?", "¿Esa persona le sonrió?"),
                "yes_no",
                YES,
                weight=2,
                only_if=(Condition("seconds-until-look", "given", True),),
                measure=t("two-minute huddle", "reunión de dos minutos"),
            ),
        ),
        contact="reception",
    )
    return Checklist("walk-in", "1.0", t("Walk-in", "Visita"), (door, first), "{}", "ab" * 32)


def audit(
    checklist: Checklist,
    answers: Mapping[str, Json],
    *,
    finished: str | None = END,
    zone: str = "America/Mexico_City",
    more: tuple[tuple[str, str | None, Json, str | None], ...] = (),
    audit_id: str = AUDIT,
) -> Record:
    """A record of these answers, as events would make it. More: (kind, question, value, text)."""
    facts: dict[str, Json] = {
        "checklist": checklist.id,
        "version": checklist.version,
        "sha256": checklist.sha256,
        "site": "centro",
        "time_zone": zone,
    }
    steps: list[tuple[Any, str | None, Json, str | None]] = [("start", None, facts, None)]
    steps += [("answer", question, value, None) for question, value in answers.items()]
    steps += more
    events = [
        Event(f"e{seq}", seq, kind, question, value, text, START, START)
        for seq, (kind, question, value, text) in enumerate(steps, start=1)
    ]
    if finished:
        spent: dict[str, Json] = {"seconds_spent": 184}
        events.append(
            Event("end", len(events) + 1, "finish", None, spent, None, finished, finished)
        )
    return folded(audit_id, events)
