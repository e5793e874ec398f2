"""What people write into audits and actions, in either language: roles, never names."""

from collections.abc import Mapping
from typing import Final

from audit_cli.checklist.model import About
from audit_cli.i18n import Message

AUDITORS: Final = (
    Message(en="manager", es="gerencia"),
    Message(en="manager", es="gerencia"),
    Message(en="administration", es="administración"),
)
# As often as they come.
CLIENTS: Final = (
    Message(en="regular", es="habitual"),
    Message(en="regular", es="habitual"),
    Message(en="new", es="primera vez"),
    Message(en="new", es="primera vez"),
    Message(en="elderly", es="persona mayor"),
    Message(en="with a child", es="con un niño"),
)
ROLES: Final[Mapping[About, tuple[Message, ...]]] = {
    "people": (
        Message(en="front desk", es="recepción"),
        Message(en="afternoon shift", es="turno de la tarde"),
    ),
    "place": (Message(en="cleaning", es="limpieza"), Message(en="management", es="gerencia")),
}
DONE: Final = (
    Message(en="Talked over with the team.", es="Se conversó con el equipo."),
    Message(en="It is on the list for opening now.", es="Ya está en la lista de apertura."),
    Message(en="Seen to, and checked the day after.", es="Resuelto, y revisado al día siguiente."),
)

# Of what was not met, or an opinion at its lowest.
BAD: Final[Mapping[str, Mapping[str, tuple[Message, ...]]]] = {
    "walk-in": {
        "first-thing-noticed": (Message(en="It smells of wet dog.", es="Huele a perro mojado."),),
        "path-clear": (
            Message(
                en="Sacks of food on the floor, right behind the door.",
                es="Bultos de alimento en el piso, justo detrás de la puerta.",
            ),
        ),
        "floor-clean": (
            Message(
                en="Paw prints from the door to the counter.",
                es="Huellas de patas desde la puerta hasta el mostrador.",
            ),
            Message(en="Mud at the door after the rain.", es="Lodo en la entrada tras la lluvia."),
        ),
        "seconds-until-look": (
            Message(
                en="Everybody was looking at a screen.", es="Todo el mundo miraba una pantalla."
            ),
            Message(
                en="One person at the counter, and on the telephone.",
                es="Una sola persona en el mostrador, y al teléfono.",
            ),
        ),
        "smiled": (Message(en="Did not look up again.", es="No volvió a levantar la vista."),),
        "where-to-go-clear": (
            Message(en="The open door covers the sign.", es="La puerta abierta tapa el letrero."),
        ),
        "seconds-until-greeting": (
            Message(
                en="Two clients before me, and nobody at the counter.",
                es="Dos clientes antes que yo y nadie en el mostrador.",
            ),
        ),
        "asked-how-to-help": (
            Message(en="“Name?”, and nothing else.", es="«¿Nombre?», y nada más."),
        ),
        "wait-told": (
            Message(
                en="We waited without knowing how long.",
                es="Esperamos sin saber cuánto faltaba.",
            ),
        ),
        "phones-away": (
            Message(en="A phone on the counter, in use.", es="Un celular en el mostrador, en uso."),
        ),
        "touch-clean": (
            Message(en="Hair on the scales.", es="Pelos en la báscula."),
            Message(en="The counter was sticky.", es="El mostrador estaba pegajoso."),
        ),
        "name-known": (Message(en="No badges today.", es="Hoy sin gafetes."),),
        "privacy-kept": (
            Message(
                en="The whole waiting room heard what another client owes.",
                es="Toda la sala de espera oyó cuánto debe otro cliente.",
            ),
        ),
        "how-it-ended": (
            Message(
                en="They were already calling the next one.",
                es="Ya estaban llamando al siguiente.",
            ),
        ),
    },
    "phone-test": {
        "attempts": (Message(en="Engaged the first time.", es="La primera vez, ocupado."),),
        "seconds-to-human": (
            Message(en="The menu has six options.", es="El menú tiene seis opciones."),
        ),
        "business-named": (Message(en="Only “yes?”", es="Solo «¿sí?»"),),
        "own-name-given": (
            Message(
                en="I had to ask whom I was talking to.", es="Tuve que preguntar con quién hablaba."
            ),
        ),
        "offered-help": (
            Message(en="Silence after the greeting.", es="Silencio después del saludo."),
        ),
        "tone": (Message(en="In a hurry.", es="Con prisa."),),
        "let-finish": (
            Message(
                en="The answer came before the question was over.",
                es="La respuesta llegó antes de terminar la pregunta.",
            ),
        ),
        "all-respectful": (
            Message(
                en="“You should have thought of that before.”",
                es="«Eso lo hubiera pensado antes.»",
            ),
        ),
        "understanding-shown": (
            Message(en="Only read out the opening hours.", es="Solo me leyeron el horario."),
        ),
        "hold-permission": (Message(en="“One moment”, and music.", es="«Un momento», y música."),),
        "transfers": (
            Message(
                en="To the surgery, to the shop, and back.",
                es="Al consultorio, a la tienda, y de vuelta.",
            ),
        ),
        "message-repeated": (
            Message(en="Noted without reading it back.", es="Lo anotaron sin repetirlo."),
        ),
        "knows-when": (
            Message(en="“We will call you”, without a day.", es="«Le llamamos», sin decir el día."),
        ),
        "promise-kept": (Message(en="Nobody called back.", es="Nadie devolvió la llamada."),),
        "how-it-ended": (
            Message(en="I would not have called a second time.", es="No habría llamado otra vez."),
        ),
    },
}
# Of what was better than expected.
GOOD: Final[Mapping[str, Mapping[str, tuple[Message, ...]]]] = {
    "walk-in": {
        "first-thing-noticed": (
            Message(en="Bright, and it smells clean.", es="Mucha luz y olor a limpio."),
        ),
        "help-unasked": (
            Message(en="A bowl of water for the dog.", es="Un plato de agua para el perro."),
            Message(
                en="A seat away from the big dogs.", es="Un asiento lejos de los perros grandes."
            ),
        ),
        "how-it-ended": (
            Message(
                en="They asked how the old cat is doing.",
                es="Preguntaron cómo sigue el gato viejo.",
            ),
        ),
    },
    "phone-test": {
        "help-unasked": (
            Message(
                en="Told me to bring the vaccination card.",
                es="Me recordaron llevar la cartilla de vacunación.",
            ),
        ),
        "tone": (Message(en="One could hear the smile.", es="Se oía la sonrisa."),),
        "how-it-ended": (
            Message(en="They thanked me for calling.", es="Me dieron las gracias por llamar."),
        ),
    },
}
