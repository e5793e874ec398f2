"""Two whole audits in Spanish, each with keys and a clock, and again as lines with the seconds typed."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from .terminal import Terminal


class Choose(NamedTuple):
    """Press the key beside a label."""

    shown: str
    label: str


class Press(NamedTuple):
    """Press a key that stands beside no label: a digit that answers at once, a wrong one."""

    shown: str
    key: str


class Enter(NamedTuple):
    """Type something and Return."""

    shown: str
    typed: str


Step = Choose | Press | Enter


def walk(terminal: Terminal, steps: Sequence[Step]) -> None:
    """Go through the steps, each when its text is on the screen."""
    for step in steps:
        match step:
            case Choose(shown, label):
                terminal.choose(shown, label)
            case Press(shown, key):
                terminal.wait_for(shown)
                terminal.reply(key)
            case Enter(shown, typed):
                terminal.enter(shown, typed)


def all_yes(*questions: str, yes: str = "Sí") -> list[Step]:
    """Yes to each of these questions."""
    return [Choose(question, yes) for question in questions]


# The door: the clock's seconds are corrected by hand, so that every way of answering says the same.
AT_THE_DOOR: Final[list[Step]] = [
    Choose("Salga y entre como cliente", "Estoy en la puerta"),
    Choose("MIRE", "Me miró"),
    Choose("✓ guardado: Me miró", "Me saludó"),
    Choose("primero que nota", "Normal"),
    Press("sin tropezar", "w"),
    Choose("¿w?", "Sí"),
    Choose("El piso está limpio", "nota"),
    Enter("Nota (solo Enter", "lodo en la puerta"),
    Choose("nota: lodo en la puerta", "No"),
    Choose("le sonrió", "atrás"),
    Enter("el guardia cuenta", "4"),
    Choose("le sonrió", "Sí"),
    Choose("adónde ir sin preguntar", "Sí"),
    Choose("Pida que limpien el piso ya", "Hoy sin falta"),
]
WALK_IN: Final[list[Step]] = [
    *AT_THE_DOOR,
    Choose("en qué podían ayudarle", "atrás"),
    Enter("primer saludo hablado", "12"),
    *all_yes("en qué podían ayudarle"),
    Choose("le dijeron cuánto tiempo", "No aplica"),
    *all_yes("sin mirar el celular"),
    Choose("conversar entre ellos", "No aplica"),
    *all_yes("terminar de hablar", "fue respetuoso"),
    Press("sin que usted las pidiera", "1"),
    *all_yes("lo que el cliente toca"),
    Choose("cómo se llama quien atiende", "saltar"),
    *all_yes("en privado lo de otros"),
    Choose("con lo que buscaba", "No aplica"),
    *all_yes("se despidieron de usted"),
    Choose("Cómo terminó", "Como esperaba"),
    Choose("se dio cuenta", "Sí"),
    Choose("tipo de cliente", "atrás"),
    Choose("Hasta ahora: Sí", "No sé"),
    Choose("tipo de cliente", "Habitual"),
    Choose("Aún sin respuesta: 1 de 20", "Contestar lo que falta"),
    *all_yes("cómo se llama quien atiende"),
    Choose("Todo está contestado: 20 de 20", "Terminar"),
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
na
sí
sí
1
sí
sí
sí
no aplica
sí
como esperaba
no sé
Habitual
1
"""

PHONE_TEST: Final[list[Step]] = [
    Choose("Llame desde un teléfono", "Estoy marcando"),
    Choose("SONANDO", "Nadie contesta"),
    Choose("Nadie al primer intento", "Llamar otra vez"),
    Choose("llamada 2", "Contestó"),
    Choose("✓ guardado: Contestó", "En espera"),
    Choose("EN ESPERA 0:00", "Retomó"),
    Choose("✓ guardado: Retomó", "Transfirió"),
    Choose("✓ guardado: Transfirió", "deshacer"),
    Choose("Transfirió --:--", "Transfirió"),
    Choose("✓ guardado: Transfirió", "Terminó"),
    Choose("Quién contestó primero", "atrás"),
    Enter("Segundos desde marcar", "12"),
    Choose("Quién contestó primero", "Una persona"),
    Choose("primera impresión", "Normal"),
    *all_yes("nombre del lugar", "su propio nombre", "ayuda al contestar"),
    Choose("sonó la voz", "Amable"),
    *all_yes("preguntaron su nombre", "terminar de hablar", "fue respetuoso"),
    Choose("que le entendían", "No lo pude ver"),
    Choose("siguiente persona ya sabía", "atrás"),
    Choose("Veces que le transfirieron", "atrás"),
    Enter("Espera más larga", "20"),
    *all_yes("siguiente persona ya sabía"),
    Press("Datos útiles", "0"),
    *all_yes("le ofrecieron otra salida"),
    Choose("necesitaba algo más", "No"),
    *all_yes("cuándo quedará resuelto"),
    Choose("lo que prometieron", "Más tarde: aún no se sabe"),
    Choose("sintió al colgar", "Mejor de lo esperado"),
    Choose("se dio cuenta", "No"),
    Choose("tipo de cliente", "De primera vez"),
    Choose("Todo está contestado: 22 de 22", "Terminar"),
]
PHONE_TEST_LINES: Final = """\
1
2
12
una persona
normal
sí
sí
sí
amable
sí
sí
sí
no lo vi
1
20
1
sí
0
sí
no
sí
pendiente
mejor de lo esperado
no
de primera vez
1
"""
