"""Whole audits in Spanish and English: each with keys and a clock, two again as lines with the seconds typed."""

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

# With a break on the clock, wrong keys, back, a correction, and what could not be seen.
UNTIL_THE_BREAK: Final[list[Step]] = [
    Choose("Salga y entre como cliente", "Estoy en la puerta"),
    Choose("MIRE", "Me miró"),
    Choose("✓ guardado: Me miró", "preguntas"),
    Choose("primero que nota", "Normal"),
    Press("sin tropezar", "w"),
    Choose("¿w? Elija una de estas", "guardar y salir"),
    Choose("reloj está corriendo", "Quedarme"),
    Choose("sin tropezar", "guardar y salir"),
    Choose("reloj está corriendo", "guardar y salir"),
]
AFTER_THE_BREAK: Final[list[Step]] = [
    Press("El reloj se detuvo", "k"),
    Enter("¿k? Elija una de estas", "12"),
    *all_yes("sin tropezar"),
    Choose("El piso está limpio", "No"),
    Choose("le sonrió", "atrás"),
    Choose("el guardia cuenta", "atrás"),
    Choose("Hasta ahora: no", "Sí"),
    *all_yes("le sonrió", "adónde ir sin preguntar", "en qué podían ayudarle"),
    Choose("le dijeron cuánto tiempo", "No aplica"),
    *all_yes("sin mirar el celular"),
    Choose("conversar entre ellos", "No aplica"),
    *all_yes("terminar de hablar", "fue respetuoso"),
    Press("sin que usted las pidiera", "1"),
    Choose("lo que el cliente toca", "No lo pude ver"),
    *all_yes("cómo se llama quien atiende"),
    Choose("en privado lo de otros", "saltar"),
    Choose("con lo que buscaba", "No aplica"),
    *all_yes("se despidieron de usted"),
    Choose("Cómo terminó", "Como esperaba"),
    Choose("se dio cuenta", "No"),
    Choose("tipo de cliente", "saltar"),
    Choose("Aún sin respuesta: 1 de 20", "Ver las respuestas"),
    Press("¿Cuál quiere corregir?", "5"),
    Choose("Hasta ahora: sí", "No"),
    Choose("Reúnase dos minutos", "Hoy sin falta"),
    Choose("Aún sin respuesta: 1 de 20", "Terminar sin ella"),
    Press("¿Terminar sin esta? No contará.", "x"),
    Choose("¿x? Elija una de estas", "Sí, terminar"),
]

_ENGLISH: Final = {
    "Salga y entre como cliente": "come in as a client",
    "Estoy en la puerta": "I am at the door",
    "MIRE": "LOOK",
    "Me miró": "Looked at me",
    "✓ guardado: Me miró": "✓ saved: Looked at me",
    "preguntas": "questions",
    "primero que nota": "first thing you notice",
    "Normal": "Ordinary",
    "sin tropezar": "without tripping",
    "¿w? Elija una de estas": "w? Choose one of these",
    "¿k? Elija una de estas": "k? Choose one of these",
    "¿x? Elija una de estas": "x? Choose one of these",
    "guardar y salir": "save and leave",
    "reloj está corriendo": "clock is running",
    "Quedarme": "Stay",
    "El reloj se detuvo": "The clock stood still",
    "Sí": "Yes",
    "No": "No",
    "El piso está limpio": "Is the floor clean",
    "le sonrió": "smile or nod",
    "atrás": "back",
    "el guardia cuenta": "the guard counts",
    "Hasta ahora: no": "So far: no",
    "Hasta ahora: sí": "So far: yes",
    "adónde ir sin preguntar": "where to go without asking",
    "en qué podían ayudarle": "how they can help",
    "le dijeron cuánto tiempo": "told how long",
    "No aplica": "Does not apply",
    "sin mirar el celular": "looking at a phone",
    "conversar entre ellos": "talking among themselves",
    "terminar de hablar": "let you finish",
    "fue respetuoso": "everything said respectful",
    "sin que usted las pidiera": "without asking (a seat",
    "lo que el cliente toca": "what clients touch",
    "No lo pude ver": "I could not see it",
    "cómo se llama quien atiende": "name of whoever serves",
    "en privado lo de otros": "kept private",
    "saltar": "skip",
    "con lo que buscaba": "what you came for",
    "se despidieron de usted": "thank you or say goodbye",
    "Cómo terminó": "How did it end",
    "Como esperaba": "As expected",
    "se dio cuenta": "recognise you",
    "tipo de cliente": "kind of client",
    "Aún sin respuesta: 1 de 20": "Not answered yet: 1 of 20",
    "Ver las respuestas": "See the answers",
    "¿Cuál quiere corregir?": "Which one do you want to correct?",
    "Reúnase dos minutos": "Meet the team for two minutes",
    "Hoy sin falta": "Due today",
    "Terminar sin ella": "Finish without it",
    "¿Terminar sin esta? No contará.": "Finish without this one? It won't count.",
    "Sí, terminar": "Yes, finish",
    # the call
    "Llame desde un teléfono": "Call from a phone",
    "Estoy marcando": "I am dialling",
    "SONANDO": "RINGING",
    "Nadie contesta": "No answer",
    "Nadie al primer intento": "Nobody at the first attempt",
    "Llamar otra vez": "Call again",
    "llamada 2": "call 2",
    "Contestó": "Answered",
    "✓ guardado: Contestó": "✓ saved: Answered",
    "En espera": "On hold",
    "EN ESPERA 0:00": "ON HOLD 0:00",
    "Retomó": "Came back",
    "✓ guardado: Retomó": "✓ saved: Came back",
    "Transfirió": "Transferred",
    "✓ guardado: Transfirió": "✓ saved: Transferred",
    "deshacer": "undo",
    "Transfirió --:--": "Transferred --:--",
    "Terminó": "Ended",
    "Quién contestó primero": "Who answered first",
    "Segundos desde marcar": "Seconds from dialling",
    "Una persona": "A person",
    "primera impresión": "first impression",
    "nombre del lugar": "name of the place",
    "su propio nombre": "their own name",
    "ayuda al contestar": "help on answering",
    "sonó la voz": "voice sound",
    "Amable": "Kind",
    "preguntaron su nombre": "ask your name",
    "que le entendían": "that they understood you",
    "siguiente persona ya sabía": "next person already know",
    "Veces que le transfirieron": "Times you were transferred",
    "Espera más larga": "Longest hold",
    "Datos útiles": "Useful things",
    "le ofrecieron otra salida": "offered another way",
    "necesitaba algo más": "needed anything else",
    "cuándo quedará resuelto": "when it will be settled",
    "lo que prometieron": "what they promised",
    "Más tarde: aún no se sabe": "Later: not known yet",
    "sintió al colgar": "when you hung up",
    "Mejor de lo esperado": "Better than expected",
    "De primera vez": "New",
    "Todo está contestado: 22 de 22": "Everything is answered: 22 of 22",
    "Terminar": "Finish",
}


def in_english_words(steps: Sequence[Step]) -> list[Step]:
    """The same steps on English screens."""
    return [
        Choose(_ENGLISH[step.shown], _ENGLISH[step.label])
        if isinstance(step, Choose)
        else step._replace(shown=_ENGLISH[step.shown])
        for step in steps
    ]
