"""The walks by keys at 40×14 in both languages: what could not be seen, wrong keys, back, a break on the clock."""

from pathlib import Path
from typing import Final

import pytest
from thumbs import AWAY, ESCAPE, TICK, Thumb, text_of

from audit_cli.checklist.library import Library
from audit_cli.interview.engine import Interview
from audit_cli.language import LANGUAGES

# What stands beside the keys of the screens, in English and in Spanish.
WORDS: Final = {
    "looked": ("Looked at me", "Me miró"),
    "nobody looked": ("Nobody looked at me", "Nadie me miró"),
    "greeted": ("Greeted me", "Me saludó"),
    "questions": ("questions", "preguntas"),
    "save": ("save and leave", "guardar y salir"),
    "stay": ("Stay", "Quedarme"),
    "undo": ("undo", "deshacer"),
    "back": ("back", "atrás"),
    "skip": ("skip", "saltar"),
    "keep": ("keep", "seguir"),
    "note": ("note", "nota"),
    "yes": ("Yes", "Sí"),
    "no": ("No", "No"),
    "unseen": ("I could not see it", "No lo pude ver"),
    "na": ("Does not apply", "No aplica"),
    "later": ("Later: not known yet", "Más tarde: aún no se sabe"),
    "ordinary": ("Ordinary", "Normal"),
    "today": ("Due today", "Hoy sin falta"),
    "expected": ("As expected", "Como esperaba"),
    "regular": ("Regular", "Habitual"),
    "more": ("10 or more: type it", "10 o más: escríbalo"),
    "answered": ("Answered", "Contestó"),
    "no answer": ("No answer", "Nadie contesta"),
    "call again": ("Call again", "Llamar otra vez"),
    "hold": ("On hold", "En espera"),
    "came back": ("Came back", "Retomó"),
    "transferred": ("Transferred", "Transfirió"),
    "ended": ("Ended", "Terminó"),
    "person": ("A person", "Una persona"),
    "kind": ("Kind", "Amable"),
    "finish": ("Finish", "Terminar"),
    "without it": ("Finish without it", "Terminar sin ella"),
    "without them": ("Finish without them", "Terminar sin ellas"),
    "missing": ("Answer what is missing", "Contestar lo que falta"),
    "go back": ("No, go back", "No, volver"),
    "do finish": ("Yes, finish", "Sí, terminar"),
}
SHOWN: Final = {
    "LOOK": "MIRE",
    "RINGING": "SONANDO",
    "ON HOLD": "EN ESPERA",
    "ON THE CALL": "EN LLAMADA",
    "clock is running": "reloj está corriendo",
    "clock stood still": "reloj se detuvo",
    "first thing you notice": "primero que nota",
    "tripping": "tropezar",
    "floor clean": "piso está limpio",
    "smile or nod": "le sonrió",
    "where to go": "adónde ir",
    "how they can help": "podían ayudarle",
    "had to wait": "que esperar",
    "looking at a phone": "mirar el celular",
    "talking among": "conversar entre",
    "let you finish": "dejaron terminar",
    "respectful": "respetuoso",
    "without asking (a seat": "sin que usted las pidiera",
    "clients touch": "el cliente toca",
    "name of whoever": "se llama quien atiende",
    "kept private": "en privado lo de otros",
    "what you came for": "lo que buscaba",
    "thank you": "dieron las gracias",
    "How did it end": "Cómo terminó",
    "recognise you": "se dio cuenta",
    "kind of client": "tipo de cliente",
    "Not answered yet: 2": "Aún sin respuesta: 2",
    "Not answered yet: 1": "Aún sin respuesta: 1",
    "Finish without these 2? They won't count.": "¿Terminar sin estas 2? No contarán.",
    "Finish without this one? It won't count.": "¿Terminar sin esta? No contará.",
    "there will be no result": "no habrá resultado",
    "Everything is answered": "Todo está contestado",
    "w? Choose one": "¿w? Elija una",
    "key does nothing": "tecla no hace nada",
    "11111? If that is right": "¿11111? Si es correcto",
    "a is not a digit; Enter saves 12": "a no es una cifra; Enter guarda 12",
    "a digit, no Enter": "una cifra, sin Enter",
    "So far: regular": "Hasta ahora: habitual",
}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class Walker:
    """Steps in words that both languages have."""

    def __init__(self, language: str, checklist: str = "walk-in") -> None:
        self.thumb, self._spanish = Thumb(language, checklist), language == "es"

    def lead(self, *steps: tuple[str, str] | tuple[str, str, float]) -> Interview:
        return self.thumb.lead(*((self.shown(s[0]), self.word(s[1]), *s[2:]) for s in steps))

    def shown(self, text: str) -> str:
        return SHOWN.get(text, text) if self._spanish else text

    def word(self, label: str) -> str:
        return WORDS[label][self._spanish] if label in WORDS else label

    def saw(self, text: str) -> bool:
        """Whether a text was ever on the screen."""
        return any(self.shown(text) in text_of(screen) for screen in self.thumb.screens)


BEGIN: Final = ("LOOK", "greeted", 4.7)
AT_THE_DOOR: Final = [
    ("first thing you notice", "ordinary"),
    ("tripping", "yes"),
    ("floor clean", "yes"),
    ("smile or nod", "yes"),
    ("where to go", "yes"),
]
INSIDE: Final = [
    ("how they can help", "yes"),
    ("had to wait", "na"),
    ("looking at a phone", "yes"),
    ("talking among", "na"),
    ("let you finish", "yes"),
    ("respectful", "yes"),
    ("without asking (a seat", "=1"),
]


def test_a_visit_with_wrong_keys_back_what_was_not_seen_and_what_is_missing(language: str) -> None:
    walker = Walker(language)
    interview = walker.lead(
        ("LOOK", "=w", 1),
        ("w? Choose one", "=\x00", 1),
        ("key does nothing", "greeted", 2.7),
        *AT_THE_DOOR,
        ("how they can help", "back"),
        ("", "back"),
        ("where to go", "no"),
        ("", "back"),  # from what is to be put right at once
        ("where to go", "yes"),
        *INSIDE,
        ("clients touch", "skip"),
        ("name of whoever", "unseen"),
        ("kept private", "skip"),
        ("what you came for", "na"),
        ("thank you", "yes"),
        ("How did it end", "expected"),
        ("recognise you", "no"),
        ("kind of client", "regular"),
        ("Not answered yet: 2", "back"),
        ("So far: regular", "back"),
        ("recognise you", "yes"),
        ("Not answered yet: 2", "without them"),
        ("Finish without these 2? They won't count.", "go back"),
        ("Not answered yet: 2", "missing"),
        ("clients touch", "yes"),
        ("kept private", "skip"),
        ("Not answered yet: 1", "without it"),
        ("there will be no result", "=w"),
        ("w? Choose one", "do finish"),
    )
    assert interview.record.state == "finished"
    assert interview.record.recognised == "yes"
    seen = {i: a.status for i, a in interview.answers.items()}
    assert {i for i, status in seen.items() if status == "unseen"} == {"name-known", "privacy-kept"}
    # 4.7 s are shown as they are stored.
    assert interview.answers["seconds-until-look"].value == 5
    assert interview.answers["seconds-until-greeting"].value == 5
    assert walker.saw(f"{walker.word('looked')}, {walker.word('greeted')} 0:05")


def test_every_question_offers_that_it_was_not_seen(language: str) -> None:
    walker = Walker(language)
    numbers = {"seconds-until-look", "seconds-until-greeting", "help-unasked"}
    count = len(Library().load("walk-in").questions) - len(numbers) + 1
    interview = walker.lead(
        BEGIN, *[("", "unseen")] * count, ("recognise you", "skip"), ("kind of client", "skip")
    )
    assert [a.status for a in interview.answers.values()].count("unseen") == count
    assert interview.step() is None


def test_undo_takes_a_greeting_back_with_the_look_that_it_implies(language: str) -> None:
    walker = Walker(language)
    interview = walker.lead(
        BEGIN, ("first thing you notice", "undo"), ("", "nobody looked"), ("", "greeted")
    )
    assert interview.answers["seconds-until-look"].status == "never"
    assert interview.answers["seconds-until-greeting"].value == 8


def test_leaving_asks_while_a_clock_runs_and_only_then(language: str) -> None:
    walker = Walker(language)
    save = f"={'g' if language == 'es' else 'q'}"
    interview = walker.lead(
        ("LOOK", save),
        ("clock is running", "stay"),
        ("", "questions"),
        ("first thing you notice", save),
        ("clock is running", "=w"),
        ("w? Choose one", save),
    )
    assert interview.record.state == "draft"
    # Back at the door: the time away doesn't count; what the clock had not told is asked.
    walker.thumb.seconds += 900
    again = walker.lead(
        ("clock stood still", "=7\n"),
        ("clock stood still", "=x"),
        ("first thing you notice", save),
    )
    assert again.answers["seconds-until-look"].value == 7
    assert again.answers["seconds-until-greeting"].status == "never"
    assert len(walker.thumb.screens) == 9  # the last `save` asked nothing


def test_a_break_without_leaving_stops_the_door_clock_too(language: str) -> None:
    walker = Walker(language)
    interview = walker.lead(
        ("LOOK", "looked", 2),
        ("", AWAY, 600),
        ("clock stood still", "unseen"),
        ("first thing you notice", "ordinary"),
    )
    assert interview.answers["seconds-until-look"].value == 2
    assert interview.answers["seconds-until-greeting"].status == "unseen"
    assert not list(interview.running())


def test_a_hold_is_counted_by_itself_and_a_call_goes_on_over_a_break(language: str) -> None:
    walker = Walker(language, "phone-test")
    interview = walker.lead(
        ("RINGING", "no answer", 30),
        ("", "call again"),
        ("RINGING", "answered", 12),
        ("ON THE CALL", "hold", 8),
        ("ON HOLD", TICK, 40),
        ("0:40", AWAY, 22.6),
        ("1:03", "came back", 0),
        ("ON THE CALL", "transferred"),
        ("ON THE CALL", "undo"),
        ("ON THE CALL", "ended"),
    )
    found = {
        i: interview.answers[i].value for i in ("attempts", "holds", "longest-hold", "transfers")
    }
    assert found == {"attempts": 2, "holds": 1, "longest-hold": 63, "transfers": 0}


def test_a_call_from_dialling_to_the_end(language: str) -> None:
    walker = Walker(language, "phone-test")
    interview = walker.lead(
        ("RINGING", "answered", 8),
        ("", "ended", 60),
        ("", "person"),
        ("", "back"),
        ("", "back"),
        ("", "=12a"),
        ("a is not a digit; Enter saves 12", "=\n"),
        ("", "ordinary"),
        *[("", "yes")] * 3,
        ("", "kind"),
        *[("", "yes")] * 3,
        ("", "na"),
        ("a digit, no Enter", "=1"),
        ("", "unseen"),
        ("", "yes"),
        ("", "na"),
        ("", "later"),
        ("", "unseen"),
        ("recognise you", "no"),
        ("kind of client", "=5"),
        ("", f"=a cousin{ESCAPE}"),
        ("kind of client", "regular"),
        ("Everything is answered", "finish"),
    )
    assert interview.record.state == "finished"
    assert interview.answers["seconds-to-human"].value == 12
    assert interview.answers["promise-kept"].status == "pending"


def test_a_count_that_cannot_be_is_asked_again(language: str) -> None:
    walker = Walker(language)
    until = [BEGIN, *AT_THE_DOOR, *INSIDE[:-1]]
    interview = walker.lead(
        *until,
        ("without asking (a seat", "more"),
        ("", "=11111\n"),
        ("11111? If that is right", "more"),
        ("", "=12\n"),
        ("clients touch", "back"),
        ("", "more"),
        ("", "=11111\n"),
        ("11111? If that is right", "more"),
        ("", "=11111\n"),
    )
    assert interview.answers["help-unasked"].value == 11111
    assert not walker.saw(" x ")  # what came by itself is counted as 0, not as never


def test_a_long_note_wraps_and_escape_leaves_it(language: str) -> None:
    walker = Walker(language)
    long = "leaves and mud " * 9
    interview = walker.lead(
        BEGIN,
        ("first thing you notice", "note"),
        ("", f"={long}{ESCAPE}"),
        ("first thing you notice", "note"),
        ("", f"={long}"),
        ("leaves and mud leaves and mud", "=\n"),
        ("first thing you notice", "ordinary"),
    )
    assert interview.answers["first-thing-noticed"].note == long.strip()
    typed = walker.thumb.screens[5].display
    assert sum("leaves and mud" in line for line in typed) == 4


def test_marks_are_told_by_their_words(language: str) -> None:
    walker = Walker(language)
    walker.lead(
        ("LOOK", "nobody looked"), ("", "questions"), ("first thing you notice", "ordinary")
    )
    # Whoever did not look may still greet; of that nobody says that nobody looked.
    second = walker.thumb.screens[1]
    assert walker.word("nobody looked") in second.display[3]
    assert (
        text_of(second).count(walker.word("nobody looked")) == 2
    )  # the mark, and that it is saved


RANGES = """\
id: ranges
version: "1"
title: Ranges
sections:
  - id: all
    title: All
    questions:
      - {id: stars, ask: Stars, type: scale, unseen: false}
      - {id: ten, ask: Of ten, type: scale, min: 0, max: 10}
      - {id: passed, ask: People passed, type: count, standard: {at_most: 2}, unseen: {en: I was not there}}
      - {id: queue, ask: People waiting, type: count, standard: {at_most: 12}}
      - {id: minutes, ask: Minutes, type: number}
"""


def test_a_digit_answers_where_only_one_makes_sense_and_a_scale_shows_its_range(
    tmp_path: Path,
) -> None:
    (tmp_path / "ranges.yaml").write_text(RANGES, encoding="utf-8")
    thumb = Thumb("en", Library(tmp_path).load("ranges"))
    interview = thumb.lead(
        ("From 1 to 5.", "=v"),  # forbidden here
        ("v? Choose one", "=7"),
        ("7? Answer with: a whole number from 1 to 5", "=4"),
        ("From 0 to 10.", "=10\n"),
        ("People passed", "=0"),
        ("People waiting", "=12\n"),
        ("Minutes", "=10000\n"),
        ("10000? If that is right", "=9\n"),
        ("recognise you", "skip"),
        ("kind of client", "back"),
    )
    values = [answer.value for answer in interview.answers.values()]
    assert values == [4, 10, 0, 12, 9]
    assert "I was not there" in text_of(thumb.screens[4])
    assert " v " not in text_of(thumb.screens[0])
    assert "So far" not in thumb.text  # it was skipped, not told
