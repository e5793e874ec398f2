"""The fixed words of the report of one audit: templates have none of their own."""

from collections.abc import Mapping
from typing import Final

from audit_cli.i18n import Locale, Message
from audit_cli.reports.wording import SERIOUS

_WORDS: Final[Mapping[str, Message]] = {
    "report": Message(en="Report of one audit", es="Informe de una auditoría"),
    "first_impression": Message(en="The first impression", es="La primera impresión"),
    "result": Message(en="Result", es="Resultado"),
    "why": Message(en="Why", es="Por qué"),
    "target": Message(en="Target", es="Meta"),
    "points": Message(en="Points", es="Puntos"),
    "one_by_one": Message(en="Every item counted once", es="Cada pregunta cuenta una vez"),
    "balance": Message(en="Balance", es="Balance"),
    "place": Message(en="The place", es="El lugar"),
    "people": Message(en="The people", es="Las personas"),
    "do_now": Message(en="What to do now", es="Qué hacer ahora"),
    "do_later": Message(en="What to do next", es="Qué hacer después"),
    "fixed": Message(en="fixed on the spot", es="corregido en el momento"),
    "remembers": Message(
        en="What this {client} will remember", es="Lo que su {client} va a recordar"
    ),
    "sections": Message(en="Part by part", es="Parte por parte"),
    "part": Message(en="Part", es="Parte"),
    "met_points": Message(en="Points met", es="Puntos cumplidos"),
    "applicable_points": Message(en="Points that applied", es="Puntos que aplicaban"),
    "met": Message(en="met", es="cumple"),
    "not_met": Message(en="not met", es="no cumple"),
    "nothing_scored": Message(en="nothing scored", es="sin puntos"),
    "sections_chart": Message(
        en="For each part a bar: the solid stretch is points met, the striped one points not met.",
        es="Una barra por parte: el tramo lleno son puntos cumplidos; el rayado, no cumplidos.",
    ),
    "answers": Message(en="Every answer", es="Todas las respuestas"),
    "question": Message(en="Question", es="Pregunta"),
    "answer": Message(en="Answer", es="Respuesta"),
    "expected": Message(en="expected", es="lo esperado"),
    "verdict": Message(en="Result", es="Resultado"),
    "no_verdict": Message(en="not judged", es="no se juzga"),
    "serious": SERIOUS,
    "note": Message(en="Note", es="Nota"),
    "about": Message(en="About this audit", es="Sobre esta auditoría"),
    "method": Message(en="How to read it", es="Cómo leerlo"),
}


def words(locale: Locale) -> dict[str, str]:
    """Every fixed word by its name."""
    return {name: locale.say(message) for name, message in _WORDS.items()}
