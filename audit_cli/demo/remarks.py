"""What people write into audits and actions, in either language: roles, never names."""

from collections.abc import Mapping
from typing import Final

from audit_cli.checklist.model import About
from audit_cli.language import Text

AUDITORS: Final = (
    Text.of({"en": "manager", "es": "gerencia"}),
    Text.of({"en": "manager", "es": "gerencia"}),
    Text.of({"en": "administration", "es": "administración"}),
)
# As often as they come.
CLIENTS: Final = (
    Text.of({"en": "regular", "es": "habitual"}),
    Text.of({"en": "regular", "es": "habitual"}),
    Text.of({"en": "new", "es": "primera vez"}),
    Text.of({"en": "new", "es": "primera vez"}),
    Text.of({"en": "elderly", "es": "persona mayor"}),
    Text.of({"en": "with a child", "es": "con un niño"}),
)
ROLES: Final[Mapping[About, tuple[Text, ...]]] = {
    "people": (
        Text.of({"en": "front desk", "es": "recepción"}),
        Text.of({"en": "afternoon shift", "es": "turno de la tarde"}),
    ),
    "place": (
        Text.of({"en": "cleaning", "es": "limpieza"}),
        Text.of({"en": "management", "es": "gerencia"}),
    ),
}
DONE: Final = (
    Text.of({"en": "Talked over with the team.", "es": "Se conversó con el equipo."}),
    Text.of({"en": "It is on the list for opening now.", "es": "Ya está en la lista de apertura."}),
    Text.of(
        {
            "en": "Seen to, and checked the day after.",
            "es": "Resuelto, y revisado al día siguiente.",
        }
    ),
)

# Of what was not met, or an opinion at its lowest.
BAD: Final[Mapping[str, Mapping[str, tuple[Text, ...]]]] = {
    "walk-in": {
        "first-thing-noticed": (
            Text.of({"en": "It smells of wet dog.", "es": "Huele a perro mojado."}),
        ),
        "path-clear": (
            Text.of(
                {
                    "en": "Sacks of food on the floor, right behind the door.",
                    "es": "Bultos de alimento en el piso, justo detrás de la puerta.",
                }
            ),
        ),
        "floor-clean": (
            Text.of(
                {
                    "en": "Paw prints from the door to the counter.",
                    "es": "Huellas de patas desde la puerta hasta el mostrador.",
                }
            ),
            Text.of(
                {
                    "en": "Mud at the door after the rain.",
                    "es": "Lodo en la entrada tras la lluvia.",
                }
            ),
        ),
        "seconds-until-look": (
            Text.of(
                {
                    "en": "Everybody was looking at a screen.",
                    "es": "Todo el mundo miraba una pantalla.",
                }
            ),
            Text.of(
                {
                    "en": "One person at the counter, and on the telephone.",
                    "es": "Una sola persona en el mostrador, y al teléfono.",
                }
            ),
        ),
        "smiled": (
            Text.of({"en": "Did not look up again.", "es": "No volvió a levantar la vista."}),
        ),
        "where-to-go-clear": (
            Text.of(
                {"en": "The open door covers the sign.", "es": "La puerta abierta tapa el letrero."}
            ),
        ),
        "seconds-until-greeting": (
            Text.of(
                {
                    "en": "Two clients before me, and nobody at the counter.",
                    "es": "Dos clientes antes que yo y nadie en el mostrador.",
                }
            ),
        ),
        "asked-how-to-help": (
            Text.of({"en": "“Name?”, and nothing else.", "es": "«¿Nombre?», y nada más."}),
        ),
        "wait-told": (
            Text.of(
                {
                    "en": "We waited without knowing how long.",
                    "es": "Esperamos sin saber cuánto faltaba.",
                }
            ),
        ),
        "phones-away": (
            Text.of(
                {
                    "en": "A phone on the counter, in use.",
                    "es": "Un celular en el mostrador, en uso.",
                }
            ),
        ),
        "touch-clean": (
            Text.of({"en": "Hair on the scales.", "es": "Pelos en la báscula."}),
            Text.of({"en": "The counter was sticky.", "es": "El mostrador estaba pegajoso."}),
        ),
        "name-known": (Text.of({"en": "No badges today.", "es": "Hoy sin gafetes."}),),
        "privacy-kept": (
            Text.of(
                {
                    "en": "The whole waiting room heard what another client owes.",
                    "es": "Toda la sala de espera oyó cuánto debe otro cliente.",
                }
            ),
        ),
        "how-it-ended": (
            Text.of(
                {
                    "en": "They were already calling the next one.",
                    "es": "Ya estaban llamando al siguiente.",
                }
            ),
        ),
    },
    "phone-test": {
        "attempts": (Text.of({"en": "Engaged the first time.", "es": "La primera vez, ocupado."}),),
        "seconds-to-human": (
            Text.of({"en": "The menu has six options.", "es": "El menú tiene seis opciones."}),
        ),
        "business-named": (Text.of({"en": "Only “yes?”", "es": "Solo «¿sí?»"}),),
        "own-name-given": (
            Text.of(
                {
                    "en": "I had to ask whom I was talking to.",
                    "es": "Tuve que preguntar con quién hablaba.",
                }
            ),
        ),
        "offered-help": (
            Text.of({"en": "Silence after the greeting.", "es": "Silencio después del saludo."}),
        ),
        "tone": (Text.of({"en": "In a hurry.", "es": "Con prisa."}),),
        "let-finish": (
            Text.of(
                {
                    "en": "The answer came before the question was over.",
                    "es": "La respuesta llegó antes de terminar la pregunta.",
                }
            ),
        ),
        "all-respectful": (
            Text.of(
                {
                    "en": "“You should have thought of that before.”",
                    "es": "«Eso lo hubiera pensado antes.»",
                }
            ),
        ),
        "understanding-shown": (
            Text.of(
                {"en": "Only read out the opening hours.", "es": "Solo me leyeron el horario."}
            ),
        ),
        "hold-permission": (
            Text.of({"en": "“One moment”, and music.", "es": "«Un momento», y música."}),
        ),
        "transfers": (
            Text.of(
                {
                    "en": "To the surgery, to the shop, and back.",
                    "es": "Al consultorio, a la tienda, y de vuelta.",
                }
            ),
        ),
        "message-repeated": (
            Text.of({"en": "Noted without reading it back.", "es": "Lo anotaron sin repetirlo."}),
        ),
        "knows-when": (
            Text.of(
                {
                    "en": "“We will call you”, without a day.",
                    "es": "«Le llamamos», sin decir el día.",
                }
            ),
        ),
        "promise-kept": (
            Text.of({"en": "Nobody called back.", "es": "Nadie devolvió la llamada."}),
        ),
        "how-it-ended": (
            Text.of(
                {
                    "en": "I would not have called a second time.",
                    "es": "No habría llamado otra vez.",
                }
            ),
        ),
    },
}
# Of what was better than expected.
GOOD: Final[Mapping[str, Mapping[str, tuple[Text, ...]]]] = {
    "walk-in": {
        "first-thing-noticed": (
            Text.of({"en": "Bright, and it smells clean.", "es": "Mucha luz y olor a limpio."}),
        ),
        "help-unasked": (
            Text.of(
                {"en": "A bowl of water for the dog.", "es": "Un plato de agua para el perro."}
            ),
            Text.of(
                {
                    "en": "A seat away from the big dogs.",
                    "es": "Un asiento lejos de los perros grandes.",
                }
            ),
        ),
        "how-it-ended": (
            Text.of(
                {
                    "en": "They asked how the old cat is doing.",
                    "es": "Preguntaron cómo sigue el gato viejo.",
                }
            ),
        ),
    },
    "phone-test": {
        "help-unasked": (
            Text.of(
                {
                    "en": "Told me to bring the vaccination card.",
                    "es": "Me recordaron llevar la cartilla de vacunación.",
                }
            ),
        ),
        "tone": (Text.of({"en": "One could hear the smile.", "es": "Se oía la sonrisa."}),),
        "how-it-ended": (
            Text.of(
                {"en": "They thanked me for calling.", "es": "Me dieron las gracias por llamar."}
            ),
        ),
    },
}
