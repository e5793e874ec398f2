"""What `validate --strict` finds: each planted fault, in either language, and nothing in what is shipped."""

import json
import random
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from audit_cli.checklist import lint
from audit_cli.checklist.library import Library
from audit_cli.checklist.lint import bad_news, double, is_sentence, words_by_language
from audit_cli.language import LANGUAGES

Tree = dict[str, Any]
WORDS = words_by_language()


def item(id_: str, en: str, es: str, **keys: Any) -> Tree:
    """A question without fault."""
    measure = {
        "en": "Have it put right before noon.",
        "es": "Pida que lo corrijan antes del mediodía.",
    }
    found = {"id": id_, "ask": {"en": en, "es": es}, "type": "yes_no", "measure": measure}
    return found | {"source": "S2-6"} | keys


CLEAN = {
    "id": "planted",
    "version": "1",
    "title": {"en": "Planted", "es": "Con un defecto"},
    "sections": [
        {
            "id": "all",
            "title": {"en": "All", "es": "Todo"},
            "questions": [
                item("floor-clean", "Is the floor clean?", "¿El piso está limpio?", about="place"),
                item(
                    "seat-offered", "Were you offered a seat?", "¿Le ofrecieron asiento?", na=True
                ),
                item("way-clear", "Can you enter safely?", "¿Se puede entrar con seguridad?")
                | {"critical": True, "due": "today"},
                item("minutes", "Minutes until it was your turn", "Minutos hasta su turno")
                | {"type": "number", "standard": {"at_most": 9}, "basis": "convention"},
                item("name-asked", "Did they ask your name?", "¿Le preguntaron su nombre?"),
                item("mood", "How did it end?", "¿Cómo terminó?")
                | {"type": "rating", "opinion": True}
                | {"labels": {"below": "worse", "meets": "as expected", "exceeds": "better"}},
            ],
        }
    ],
}

DOUBLE = {
    "en": (
        "Is the floor clean? Is it dry?",
        "Is the floor clean and did they greet you?",
        "Did the guard look at you and the receptionist greet you?",
        "Is the restroom clean, and does the tap work?",
    ),
    "es": (
        "¿Está limpio? ¿Está seco?",
        "¿El piso está limpio y le saludaron?",
        "¿El guardia le miró y la recepcionista le saludó?",
        "¿Le saludaron y estaba limpio el piso?",
    ),
}
BAD_NEWS = {
    "en": (
        "Was the floor dirty?",
        "Did you have to wait more than ten minutes?",
        "Was there a problem with the bill?",
        "Did nobody greet you?",
    ),
    "es": (
        "¿El piso estaba sucio?",
        "¿Tuvo que esperar más de diez minutos?",
        "¿Hubo problemas con la cuenta?",
        "¿Nadie le saludó?",
    ),
}
OPINION = {
    "en": ("Did you like the place?", "Was the receptionist friendly?", "Was the wait reasonable?"),
    "es": ("¿Le gustó el lugar?", "¿La recepcionista fue amable?", "¿La espera fue razonable?"),
}
USER = {"en": ("Do users see the price?",), "es": ("¿Los usuarios ven el precio?",)}
FRAGMENT = {
    "en": ("badge", "clean it now", "Two-minute huddle", "Put up a sign"),
    "es": ("gafete", "límpielo ya", "Reunión de dos minutos", "Ponga un letrero"),
}
YES_NO = ("floor-clean", "seat-offered", "way-clear", "name-asked")
OPINION_SCALE = {"type": "scale", "standard": {"at_least": 4}, "basis": "house"}


def said(
    texts: dict[str, tuple[str, ...]], key: str = "ask"
) -> Callable[[Tree, random.Random], str]:
    def plant(questions: Tree, lot: random.Random) -> str:
        id_, language = lot.choice(YES_NO), lot.choice(["en", "es"])
        questions[id_][key][language] = lot.choice(texts[language])
        return id_

    return plant


def keys(ids: tuple[str, ...], *without: str, **more: Any) -> Callable[[Tree, random.Random], str]:
    def plant(questions: Tree, lot: random.Random) -> str:
        id_ = lot.choice(ids)
        questions[id_] |= deepcopy(more)
        for key in without:
            del questions[id_][key]
        return id_

    return plant


def too_many(questions: Tree, lot: random.Random) -> str:
    for number in range(lot.randint(16, 30)):
        extra = item(f"more-{number}", "Is the door open?", "¿La puerta está abierta?")
        questions[extra["id"]] = extra
    return "more-15"  # the 21st that nothing can skip, as there are five before


PLANTED: dict[str, tuple[Callable[[Tree, random.Random], str], Any]] = {
    "double": (said(DOUBLE), lint._DOUBLE),
    "bad-news": (said(BAD_NEWS), lint._BAD_NEWS),
    "opinion-asked": (said(OPINION), lint._OPINION_ASKED),
    "user": (said(USER), None),
    "fragment": (said(FRAGMENT, "measure"), lint._NO_SENTENCE),
    "reversed": (keys(YES_NO, standard={"is": "no"}), lint._REVERSED),
    "rating-scored": (keys(("mood",), "opinion"), lint._OPINION_SCORED),
    "scale-scored": (keys(YES_NO, **OPINION_SCALE), lint._OPINION_SCORED),
    "too-many": (too_many, lint._TOO_MANY),
    "can-wait": (keys(("way-clear",), "due"), None),
    "no-source": (keys((*YES_NO, "minutes"), "source"), lint._NO_SOURCE),
    "no-basis": (keys(("minutes",), "basis"), lint._NO_BASIS),
}


def checked(tree: Tree, folder: Path) -> list[Any]:
    path = folder / "planted.yaml"
    path.write_text(json.dumps(tree, indent=1, ensure_ascii=False), "utf-8")
    checklist, problems = Library().check(str(path), strict=True)
    assert checklist is not None, problems
    return problems


def test_the_ground_is_clean(tmp_path: Path) -> None:
    assert checked(CLEAN, tmp_path) == []


@pytest.mark.parametrize("seed", range(60))
def test_a_planted_fault_is_found(seed: int, tmp_path: Path) -> None:
    """S0-2: sixty checklists with one fault each, of every kind in turn: nothing else is said."""
    plant, message = [*PLANTED.values()][seed % len(PLANTED)]
    tree = deepcopy(CLEAN)
    [section] = tree["sections"]  # type: ignore[misc]
    questions = {question["id"]: question for question in section["questions"]}
    id_ = plant(questions, random.Random(seed))
    section["questions"] = [*questions.values()]
    problems = checked(tree, tmp_path)
    lines = (tmp_path / "planted.yaml").read_text("utf-8").splitlines()
    assert len(problems) == 1, (id_, problems)
    assert problems[0].warning
    assert message is None or problems[0].message.msgid.startswith(message.msgid)
    above = [line for line in lines[: problems[0].line + 1] if '"id": ' in line]
    assert f'"{id_}"' in above[-1]


@pytest.mark.parametrize("name", Library().names())
def test_what_is_shipped_has_no_fault(name: str) -> None:
    assert Library().check(name, strict=True)[1] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Did they thank you and say goodbye?"),
        ("en", "Did they ask your name and use it?"),
        ("en", "Were you told the price and the date?"),
        ("en", "Did they explain what to do and where to go?"),
        ("en", "If you had to wait, were you told how long?"),
        ("en", "Is the place free of noise?"),
        ("en", "Did they answer without interrupting you?"),
        ("en", "Was there no litter on the floor?"),
        ("es", "¿Le dieron las gracias y se despidieron de usted?"),
        ("es", "¿Levantaron la vista y le saludaron?"),
        ("es", "¿Le dijeron cuánto costaba y cuánto tardaría?"),
        ("es", "¿La garantía y la factura están a la vista?"),
        ("es", "¿Hay jabón y papel en el baño?"),
        ("es", "¿El lugar está libre de ruido?"),
        ("es", "¿Le atendieron sin interrumpirle?"),
        ("es", "Si tuvo que esperar, ¿le dijeron cuánto tiempo?"),
    ],
)
def test_one_thing_with_yes_as_good_news_passes(language: str, text: str) -> None:
    words = WORDS[language]
    assert not double(text, words)
    assert bad_news(lint._without_condition(text, words), words) == ""


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Clean it now.", True),
        ("¿Falta algo? Pídalo hoy.", True),
        ("Practise the opening: “How can I help you?”", True),
        ("Practiquen: «¿En qué le puedo ayudar?».", True),
        ("Ásegurese de que haya papel.", True),
        ("clean it now.", False),
        ("Clean it now", False),
        ("Badge.", False),
    ],
)
def test_a_sentence(text: str, whole: bool) -> None:
    assert is_sentence(text) == whole


def test_each_language_of_the_program_has_its_words() -> None:
    lists = [set(WORDS[language]) - {"several"} for language in LANGUAGES if language in WORDS]
    assert len(lists) >= 2
    assert all(found == lists[0] for found in lists)
