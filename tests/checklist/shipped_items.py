# ruff: noqa: E501
"""The shipped checklists hold exactly these items (ids, types, standards, weights, texts; of a measure the
gist, for what ships is a whole sentence)."""

# fmt: off
TABLES = {
    "walk-in": """
| at-the-door | first-thing-noticed | The first thing you notice: how is it? (bad, ordinary, good) | Lo primero que nota, ¿cómo está? (malo, normal, bueno) | R pl | 0 | put it right before the next client / corríjalo antes del próximo cliente | S2-6 |
| | path-clear | Can you enter without tripping or slipping? | ¿Se puede entrar sin tropezar ni resbalar? | Y pl | 3! | clear it now / despéjelo ya | S2-6 |
| | floor-clean | Is the floor clean? | ¿El piso está limpio? | Y pl | 3 | clean it now / límpielo ya | S2-6 |
| | seconds-until-look | Seconds until anyone on the staff looked at you (the guard counts) | Segundos hasta que alguien del personal le miró (el guardia cuenta) | S ≤5 (≤2) from start to looked | 3 | name who watches the door / asigne quién cuida la puerta | S2-6 convention |
| | smiled | Did the first person who looked at you smile or nod? | ¿Quien le miró primero le sonrió o le saludó con un gesto? | Y, only if seconds-until-look is given | 2 | two-minute huddle / reunión de dos minutos | S2-6 |
| | where-to-go-clear | Is it clear where to go without asking? | ¿Se entiende adónde ir sin preguntar? | Y pl | 1 | temporary sign / letrero provisional | S2-6 |
| first-minutes | seconds-until-greeting | Seconds until the first spoken greeting | Segundos hasta el primer saludo hablado | S ≤30 (≤10) from start to greeted | 3 !>120 | a second greeter; beyond two minutes the manager takes the desk / otra persona saluda; pasados dos minutos, el gerente atiende | S1-3 convention |
| | asked-how-to-help | Were you asked how they can help? | ¿Le preguntaron en qué podían ayudarle? | Y | 2 | practise the opening / practiquen el saludo | S2-6 |
| | wait-told | If you had to wait, were you told how long? | Si tuvo que esperar, ¿le dijeron cuánto tiempo? | Y na | 2 | announce waits / avisen la espera | S3-2 |
| | phones-away | Did they serve you without looking at a phone? | ¿Le atendieron sin mirar el celular? | Y | 2 | remind the team / recuérdelo al equipo | S1-3 |
| | clients-first | Did staff stop talking among themselves when you came? | ¿Dejaron de conversar entre ellos cuando usted llegó? | Y na | 2 | agree on a sign / acuerden una señal | S1-3 |
| | heard-out | Did they let you finish? | ¿Le dejaron terminar de hablar? | Y | 2 | talk in private / converse en privado | S0-6 |
| | all-respectful | Was everything said respectful? (if not, quote it) | ¿Todo lo que le dijeron fue respetuoso? (si no, anote la frase) | Y | 3! | talk in private today / converse en privado hoy | S1-3 |
| | help-unasked | Things you were offered without asking (a seat, water, a form) | Cosas que le ofrecieron sin que usted las pidiera (asiento, agua, un formulario) | C ≥0 (≥1) | 0 | – | S0-6 |
| surroundings | touch-clean | Is what clients touch clean? | ¿Está limpio lo que el cliente toca? | Y pl | 2 | clean it now / límpielo ya | S2-6 |
| | name-known | Could a client tell the name of whoever serves? | ¿Puede un cliente saber cómo se llama quien atiende? | Y | 1 | badge / gafete o credencial | S1-6 |
| | privacy-kept | Is what concerns other clients kept private? (nothing to see or overhear) | ¿Se mantiene en privado lo de otros clientes? (ni a la vista ni al oído) | Y pl na | 3! | turn the screen, lower the voice / gire la pantalla, baje la voz | S1-5 law |
| ending | left-oriented | Did you leave with what you came for, or the next step? | ¿Salió con lo que buscaba o con el siguiente paso? | Y na | 2 | write the next step down / anoten el siguiente paso | S0-6 |
| | thanked | Did they thank you or say goodbye? | ¿Le dieron las gracias o se despidieron de usted? | Y | 2 | agree on the goodbye / acuerden la despedida | S0-6 |
| | how-it-ended | How did it end? (worse than expected, as expected, better than expected) | ¿Cómo terminó? (peor de lo esperado, como esperaba, mejor de lo esperado) | R | 0 | say goodbye by name / despídase por su nombre | S0-6 |
""",
    "phone-test": """
| reaching | attempts | Attempts until a person answered | Intentos hasta que contestó una persona | C ≤1, count of starts | 3 !>3 | check the line today / revise la línea hoy | S2-7 |
| | seconds-to-human | Seconds from dialling to a person | Segundos desde marcar hasta hablar con una persona | S ≤20 (≤10) from start to answered | 2 | shorten the menu / acorte el menú | S2-7 convention |
| greeting | who-answered | Who answered first? (a person, a menu, a machine or bot) | ¿Quién contestó primero? (una persona, un menú, una contestadora o un bot) | choice, no standard | 0 | – | S2-7 |
| | first-impression | What was your first impression? (bad, ordinary, good) | ¿Cuál fue su primera impresión? (mala, normal, buena) | R | 0 | listen to a call together / escuchen juntos una llamada | S2-7 |
| | business-named | Did they say the name of the place? | ¿Dijeron el nombre del lugar? | Y | 1 | card at the phone / tarjeta junto al teléfono | S2-7 |
| | own-name-given | Did they say their own name? | ¿Dijeron su propio nombre? | Y | 1 | card at the phone / tarjeta junto al teléfono | S2-7 |
| | offered-help | Did they offer help on answering? | ¿Le ofrecieron ayuda al contestar? | Y | 2 | card at the phone / tarjeta junto al teléfono | S2-7 |
| | tone | How did the voice sound? (cold, correct, kind) | ¿Cómo sonó la voz? (fría, correcta, amable) | R | 0 | talk in private / converse en privado | S2-7 |
| handling | caller-named | Did they ask your name? | ¿Le preguntaron su nombre? | Y | 1 | ask for it first / pregúntelo primero | S1-6 |
| | let-finish | Did they let you finish? | ¿Le dejaron terminar de hablar? | Y | 2 | talk in private / converse en privado | S0-6 |
| | all-respectful | Was everything said respectful? (if not, quote it) | ¿Todo lo que le dijeron fue respetuoso? (si no, anote la frase) | Y | 3! | talk in private today / converse en privado hoy | S1-3 |
| | understanding-shown | Did they show that they understood you? | ¿Le hicieron ver que le entendían? | Y na | 2 | practise "lo entiendo" / practiquen "lo entiendo" | S3-3 |
| | holds | Times you were put on hold | Veces que le pusieron en espera | C, no standard | 0 | – | S2-7 |
| | longest-hold | Longest hold before anyone came back, in seconds | Espera más larga sin que retomaran la llamada, en segundos | S ≤60 (≤30), only if holds > 0; longest from hold to back | 2 | timer at the desk / cronómetro en el puesto | S2-7 convention |
| | transfers | Times you were transferred | Veces que le transfirieron | C ≤1 | 2 | extension list / lista de extensiones | S2-7 |
| | request-handed-over | Did the next person already know your request? | ¿La siguiente persona ya sabía qué necesitaba? | Y, only if transfers > 0 | 3! | tell it before you transfer / explíquelo antes de transferir | S2-8 |
| | help-unasked | Useful things they told you without being asked | Datos útiles que le dieron sin que usted los pidiera | C ≥0 (≥1) | 0 | – | S0-6 |
| outcome | reached-or-alternative | Were you put through, or offered another way? (a message, a colleague, a time) | ¿Le comunicaron o le ofrecieron otra salida? (recado, otra persona, una hora) | Y | 3! | cover list / lista de reemplazos | S2-7 |
| | anything-else | Were you asked whether you needed anything else? | ¿Le preguntaron si necesitaba algo más? | Y | 1 | close every call with it / cierren así cada llamada | S0-6 |
| | knows-when | If something stayed open: do you know when it will be settled? | Si algo quedó pendiente, ¿sabe cuándo quedará resuelto? | Y na | 3! | call back today / devuelva la llamada hoy | S0-6 |
| | promise-kept | Did they do on time what they promised? | ¿Cumplieron a tiempo lo que prometieron? | Y na pend | 3 | the owner calls / llama el responsable | S2-8 |
| | how-it-ended | How did you feel when you hung up? (worse than expected, as expected, better than expected) | ¿Cómo se sintió al colgar? (peor de lo esperado, como esperaba, mejor de lo esperado) | R | 0 | close with thanks / cierre dando las gracias | S0-6 |
""",
}
# fmt: on
