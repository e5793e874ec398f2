# ruff: noqa: E501
"""The shipped checklists hold exactly these items (ids, types, standards, weights, texts)."""

# fmt: off
TABLES = {
    "walk-in": """
| at-the-door | first-thing-noticed | What is the first thing you notice? (bad, ordinary, good) | ¿Qué es lo primero que nota? (malo, normal, bueno) | R pl | 0 | put it right before the next client / corríjalo antes del próximo cliente | S2-6 |
| | path-clear | Can you enter without tripping or slipping? | ¿Se puede entrar sin tropezar ni resbalar? | Y pl | 3! | clear it now / despéjelo ya | S2-6 |
| | floor-clean | Is the floor clean? | ¿El piso está limpio? | Y pl | 3 | clean it now / límpielo ya | S2-6 |
| | seconds-until-look | Seconds until any of the staff, guard included, looks at you | Segundos hasta que alguien del personal, incluido el guardia, le miró | S ≤5 (≤2) from start to looked | 3 | name who watches the door / asigne quién cuida la puerta | S2-6 convention |
| | smiled | Did that person smile or nod? | ¿Esa persona le sonrió o le saludó con un gesto? | Y, only if seconds-until-look is given | 2 | two-minute huddle / reunión de dos minutos | S2-6 |
| | where-to-go-clear | Is it clear where to go without asking? | ¿Se entiende adónde ir sin preguntar? | Y pl | 1 | temporary sign / letrero provisional | S2-6 |
| first-minutes | seconds-until-greeting | Seconds until the first spoken greeting | Segundos hasta el primer saludo hablado | S ≤30 (≤10) from start to greeted | 3 !>120 | a second greeter; beyond two minutes the manager takes the desk / otra persona saluda; pasados dos minutos, el gerente atiende | S1-3 convention |
| | asked-how-to-help | Were you asked how they can help? | ¿Le preguntaron en qué podían ayudarle? | Y | 2 | practise the opening / practiquen el saludo | S2-6 |
| | wait-told | If you had to wait, were you told how long? | Si tuvo que esperar, ¿le dijeron cuánto tiempo? | Y na | 2 | announce waits / avisen la espera | S3-2 |
| | phones-away | Do all staff in view have their phones put away? | ¿Todo el personal a la vista tiene guardado su celular? | Y | 2 | remind the team / recuérdelo al equipo | S1-3 |
| | help-unasked | Things you were offered without asking (a seat, water, a form) | Cosas que le ofrecieron sin que usted las pidiera (asiento, agua, un formulario) | C ≥0 (≥1) | 0 | – | S0-6 |
| surroundings | touch-clean | Is what clients touch clean? | ¿Está limpio lo que el cliente toca? | Y pl | 2 | clean it now / límpielo ya | S2-6 |
| | name-known | Can you tell the name of the person serving? | ¿Se sabe el nombre de quien atiende? | Y | 1 | badge / gafete | S1-6 |
| | privacy-kept | Is other clients' information kept private? | ¿Se protegen los datos de otros clientes? | Y pl | 3! | turn the screen, lower the voice / gire la pantalla, baje la voz | S1-5 law |
| ending | how-it-ended | How did it end? (worse than expected, as expected, better than expected) | ¿Cómo terminó? (peor de lo esperado, como esperaba, mejor de lo esperado) | R | 0 | say goodbye by name / despídase por su nombre | S0-6 |
""",
    "phone-test": """
| reaching | attempts | Attempts until a person answered | Intentos hasta que contestó una persona | C ≤1, count of starts | 3 !>3 | check the line today / revise la línea hoy | S2-7 |
| | seconds-to-human | Seconds from dialling to a person | Segundos desde marcar hasta hablar con una persona | S ≤20 (≤10) from start to answered | 2 | shorten the menu / acorte el menú | S2-7 convention |
| greeting | business-named | Did they say the company's name? | ¿Dijeron el nombre de la empresa? | Y | 1 | card at the phone / tarjeta junto al teléfono | S2-7 |
| | own-name-given | Did they say their own name? | ¿Dijeron su propio nombre? | Y | 1 | card at the phone / tarjeta junto al teléfono | S2-7 |
| | offered-help | Did they offer help on answering? | ¿Le ofrecieron ayuda al contestar? | Y | 2 | card at the phone / tarjeta junto al teléfono | S2-7 |
| | tone | How did the voice sound? (cold, correct, warm) | ¿Cómo sonó la voz? (fría, correcta, cálida) | R | 0 | talk in private / converse en privado | S2-7 |
| handling | let-finish | Did they let you finish? | ¿Le dejaron terminar de hablar? | Y | 2 | talk in private / converse en privado | S0-6 |
| | all-respectful | Was everything said respectful? (quote what was not) | ¿Todo lo que le dijeron fue respetuoso? (cite lo que no) | Y | 3! | talk in private today / converse en privado hoy | S1-3 |
| | understanding-shown | Did they show that they understood you? | ¿Le hicieron ver que le entendían? | Y | 2 | practise "lo entiendo" / practiquen "lo entiendo" | S3-3 |
| | holds | Times you were put on hold | Veces que le pusieron en espera | C, no standard | 0 | – | S2-7 |
| | hold-permission | Did they ask before putting you on hold? | ¿Le pidieron permiso antes de ponerle en espera? | Y, only if holds > 0 | 1 | script / guion | S2-7 |
| | longest-hold | Longest hold before anyone came back, in seconds | Espera más larga sin que retomaran la llamada, en segundos | S ≤60 (≤30), only if holds > 0; longest from hold to back | 2 | timer at the desk / cronómetro en el puesto | S2-7 convention |
| | transfers | Times you were transferred | Veces que le transfirieron | C ≤1 | 2 | extension list / lista de extensiones | S2-7 |
| | request-handed-over | Did the next person already know your request? | ¿La siguiente persona ya sabía qué necesitaba? | Y, only if transfers > 0 | 3! | tell it before you transfer / explíquelo antes de transferir | S2-8 |
| | help-unasked | Useful things they told you without being asked | Datos útiles que le dieron sin que usted los pidiera | C ≥0 (≥1) | 0 | – | S0-6 |
| outcome | reached-or-alternative | Were you put through, or given a definite alternative? | ¿Le comunicaron o le dieron una alternativa concreta? | Y | 3! | cover list / lista de reemplazos | S2-7 |
| | message-repeated | Was your message read back to you? | ¿Le repitieron su mensaje? | Y na | 2 | message form / formato de recados | S2-7 |
| | knows-when | Do you know when it will be settled? | ¿Sabe cuándo quedará resuelto? | Y | 3! | call back today / devuelva la llamada hoy | S0-6 |
| | promise-kept | Did what they promised come on time? | ¿Lo prometido llegó a tiempo? | Y na pend | 3 | the owner calls / llama el responsable | S2-8 |
| | how-it-ended | How did the call leave you? (worse than expected, as expected, better than expected) | ¿Cómo le dejó la llamada? (peor de lo esperado, como esperaba, mejor de lo esperado) | R | 0 | close with thanks / cierre dando las gracias | S0-6 |
""",
}
# fmt: on
