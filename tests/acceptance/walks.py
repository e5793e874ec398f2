"""Two whole audits in Spanish, each with keys and a clock, and again as lines with the seconds typed."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from .terminal import Terminal


class Choose(NamedTuple):
    """Press the key beside a label."""

    shown: str
    label: str


class Enter(NamedTuple):
    """Type something and Return."""

    shown: str
    typed: str


Step = Choose | Enter


def walk(terminal: Terminal, steps: Sequence[Step]) -> None:
    """Go through the steps, each when its text is on the screen."""
    for step in steps:
        if isinstance(step, Choose):
            terminal.choose(step.shown, step.label)
        else:
            terminal.enter(step.shown, step.typed)


def all_yes(*questions: str, yes: str = "Sí") -> list[Step]:
    """Yes to each of these questions."""
    return [Choose(question, yes) for question in questions]


# The door: the clock's seconds are corrected by hand, so that every way of answering says the same.
AT_THE_DOOR: Final[list[Step]] = [
    Choose("Salga y vuelva a entrar", "Estoy en la puerta"),
    Choose("MIRE", "Me miró"),
    Choose("✓ guardado: Me miró", "Me saludó"),
    Choose("primero que nota", "Normal"),
    Choose("sin tropezar", "Sí"),
    Choose("El piso está limpio", "nota"),
    Enter("Nota (solo Enter", "lodo en la puerta"),
    Choose("nota: lodo en la puerta", "No"),
    Choose("le sonrió", "atrás"),
    Enter("incluido el guardia, le miró", "4"),
    Choose("le sonrió", "Sí"),
    Choose("adónde ir sin preguntar", "Sí"),
    Choose("límpielo ya", "Hoy sin falta"),
]
WALK_IN: Final[list[Step]] = [
    *AT_THE_DOOR,
    Choose("en qué podían ayudarle", "atrás"),
    Enter("primer saludo hablado", "12"),
    *all_yes("en qué podían ayudarle"),
    Choose("le dijeron cuánto tiempo", "No aplica"),
    *all_yes("guardado su celular"),
    Enter("sin que usted las pidiera", "1"),
    *all_yes("lo que el cliente toca", "nombre de quien atiende", "datos de otros clientes"),
    Choose("Cómo terminó", "Como esperaba"),
    Choose("le reconoció", "No sé"),
    Choose("clase de cliente", "Habitual"),
    Choose("Todo está contestado: 15 de 15", "Terminar"),
]
WALK_IN_LINES: Final = """\
1
normal
sí
n lodo en la puerta
no
4
Si
1
2
12
si
no aplica
SÍ
1
sí
sí
sí
como esperaba
no sé
Habitual
1
"""

PHONE_TEST: Final[list[Step]] = [
    Choose("Llame desde otro aparato", "Estoy marcando"),
    Choose("SONANDO", "Nadie contesta"),
    Choose("Nadie al primer intento", "Llamar otra vez"),
    Choose("llamada 2", "Contestó"),
    Choose("✓ guardado: Contestó", "En espera"),
    Choose("✓ guardado: En espera", "Volvió"),
    Choose("✓ guardado: Volvió", "Transfirió"),
    Choose("✓ guardado: Transfirió", "deshacer"),
    Choose("EN LLAMADA", "Transfirió"),
    Choose("✓ guardado: Transfirió", "Terminó"),
    Choose("nombre de la empresa", "atrás"),
    Enter("Segundos desde marcar", "12"),
    *all_yes("nombre de la empresa", "su propio nombre", "ayuda al contestar"),
    Choose("sonó la voz", "Cálida"),
    *all_yes("terminar de hablar", "fue respetuoso", "que le entendían", "permiso antes de"),
    Choose("siguiente persona ya sabía", "atrás"),
    Choose("Veces que le transfirieron", "atrás"),
    Enter("Espera más larga", "20"),
    *all_yes("siguiente persona ya sabía"),
    Enter("Datos útiles", "0"),
    *all_yes("le dieron una alternativa concreta"),
    Choose("repitieron su mensaje", "No aplica"),
    *all_yes("cuándo quedará resuelto"),
    Choose("llegó a tiempo", "Más tarde: aún no se sabe"),
    Choose("Cómo le dejó la llamada", "Mejor de lo esperado"),
    Choose("le reconoció", "No"),
    Choose("clase de cliente", "De primera vez"),
    Choose("Todo está contestado: 20 de 20", "Terminar"),
]
PHONE_TEST_LINES: Final = """\
1
2
12
sí
sí
sí
cálida
sí
sí
sí
1
sí
20
1
sí
0
sí
na
sí
pendiente
mejor de lo esperado
no
de primera vez
1
"""
