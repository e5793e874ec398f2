"""The fixed words of the weekly report, its summary and the team's sheet: templates have none of their own."""

from collections.abc import Mapping
from typing import Final

from audit_cli.i18n import Locale, Message
from audit_cli.insight.words import CAN_CLIENTS_COUNT, USUAL_RANGE

_WORDS: Final[Mapping[str, Message]] = {
    "report": Message(en="Weekly report", es="Informe semanal"),
    "summary": Message(en="Weekly report of all sites", es="Informe semanal de todas las sedes"),
    "urgent": Message(en="Serious and overdue", es="Lo grave y lo vencido"),
    "serious_failures": Message(en="Serious failures", es="Fallas graves"),
    "overdue_actions": Message(en="Overdue", es="Vencidas"),
    "todo": Message(en="What to do", es="Qué hacer"),
    "count_on": CAN_CLIENTS_COUNT,
    "score": Message(en="The score", es="El puntaje"),
    "run": Message(en="Week by week", es="Semana a semana"),
    "table": Message(
        en="Points met each week, the latest first",
        es="Puntos cumplidos cada semana, la más reciente primero",
    ),
    "week": Message(en="Week of", es="Semana del"),
    "no_audits": Message(en="no audits", es="sin auditorías"),
    "key_usual": USUAL_RANGE,
    "key_up": Message(en="change for the better", es="cambio para mejor"),
    "key_down": Message(en="change for the worse", es="cambio para peor"),
    "key_serious": Message(en="serious failure", es="falla grave"),
    "key_period": Message(en="new comparison weeks", es="nuevas semanas de comparación"),
    "failed": Message(en="What was not met", es="Lo que no se cumplió"),
    "remembers": Message(
        en="What {clients} will remember", es="Lo que sus {clients} van a recordar"
    ),
    "unseen": Message(
        en="What nobody looked at in 13 weeks", es="Lo que nadie ha mirado en 13 semanas"
    ),
    "about": Message(en="How to read it", es="Cómo leerlo"),
    "team": Message(en="For the team", es="Para el equipo"),
    "best_moment": Message(en="Our best moment", es="Nuestro mejor momento"),
    "went_well": Message(en="What also went well", es="Lo que también salió bien"),
    "better": Message(en="What we will improve", es="Lo que vamos a mejorar"),
    "comment": Message(
        en="Your comment: what do you see differently, what do you need?",
        es="Su comentario: ¿qué ven distinto, qué les hace falta?",
    ),
}


def words(locale: Locale) -> dict[str, str]:
    """Every fixed word by its name."""
    return {name: locale.say(message) for name, message in _WORDS.items()}
