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
    "service-cycle": """
| before | found-unaided | Did you find the place without asking? | ¿Encontró el lugar sin preguntar? | Y pl | 2 | fix the map pin / corrija el mapa | S3-2 |
|  | hours-right | Are the hours online right? | ¿El horario en internet es correcto? | Y pl | 3 | correct it today / corríjalo hoy | S3-2 |
|  | oldest-review-days | Days the oldest unanswered review has waited | Días que lleva sin respuesta la reseña más antigua | N ≤3 (≤1) na | 2 | reply today / responda hoy | S3-1 |
|  | message-minutes | Minutes until your message got a reply | Minutos hasta que respondieron su mensaje | N ≤30 (≤5) | 3 | name who answers / asigne quién responde | S2-3 |
|  | first-call-useful | Did the first call give what you asked? | ¿La primera llamada le dio lo que pidió? | Y | 3 | answer sheet / hoja de respuestas | S2-3 |
| during | minutes-late | Minutes past the agreed time | Minutos de atraso sobre la hora acordada | N ≤5 (≤0) na | 3 | warn beforehand / avise antes | S2-3 |
|  | name-used | Were you called by your name? | ¿Le llamaron por su nombre? | Y | 2 | ask for it first / pregúntelo primero | S1-6 |
|  | heard-out | Did they let you finish explaining? | ¿Le dejaron terminar de explicar? | Y | 2 | talk in private / converse en privado | S0-6 |
|  | empathy-said | Did they say something like "I understand"? | ¿Le dijeron algo como «lo entiendo»? | Y na | 3 | practise it / practíquenlo | S3-3 |
|  | replies-respectful | Was everything said respectful? | ¿Todo lo que le dijeron fue respetuoso? | Y | 3! | talk today / converse hoy | S1-3 |
|  | doubt-answered | Was your question answered without hesitation? | ¿Respondieron su pregunta sin titubear? | Y | 2 | product briefing / repasen el producto | S3-3 |
|  | price-known | Did you know the price before accepting? | ¿Supo el precio antes de aceptar? | Y | 3! | show it / muéstrelo | S3-2 law |
|  | people-passed | People you had to go through | Personas por las que tuvo que pasar | C ≤2 (≤1) | 2 | drop a step / quite un paso | S2-3 |
|  | help-unasked | Help you got without asking | Ayudas que recibió sin que usted las pidiera | C ≥0 (≥1) | 0 | – | S0-6 |
|  | left-knowing-next | Did you leave knowing what to do next? | ¿Salió sabiendo qué hacer después? | Y | 3 | hand it over in writing / entréguelo escrito | S0-6 |
|  | thanked | Did they thank you? | ¿Le dieron las gracias? | Y | 2 | agree on the goodbye / acuerden la despedida | S0-6 |
| after | promise-met | What you got: less, as promised, more | Lo que recibió: menos, lo prometido, más | choice: below, meets, exceeds; pend | 3! | make it good today / cumpla hoy | S0-6 |
|  | followed-up | Did they ask afterwards how it went? | ¿Preguntaron después cómo le fue? | Y pend | 3 | call list / lista de llamadas | S1-6 |
|  | after-help-hours | Hours until they answered a question you asked afterwards | Horas que tardaron en responderle una duda posterior | N ≤24 (≤4) na pend | 3 | name an owner / asigne responsable | S3-2 |
|  | how-it-ended | How did it end? (worse than expected, as expected, better than expected) | ¿Cómo terminó? (peor de lo esperado, como esperaba, mejor de lo esperado) | R | 0 | - | S0-6 |
""",
    "difficult-client": """
| listening | calm-voice | Did staff keep a normal voice? | ¿Mantuvieron un tono de voz normal? | Y | 2 | relieve them / dé un relevo | S2-8 |
|  | heard-out | Could the client finish speaking? | ¿El cliente pudo terminar de hablar? | Y | 3 | talk in private / converse en privado | S2-8 |
|  | cause-asked | Did they ask what caused it? | ¿Preguntaron qué lo causó? | Y | 2 | three questions / tres preguntas | S2-8 |
|  | empathy-said | Did they say "I understand", or the like? | ¿Dijeron "lo entiendo" o algo parecido? | Y | 3 | rehearse / ensayen | S3-3 |
|  | apologised | Did they apologise? | ¿Pidieron disculpas? | Y | 3 | call today / llame hoy | S3-3 |
| one-voice | client-respected | Did they speak without blaming the client? | ¿Hablaron sin culpar al cliente? | Y | 3! | apologise / pida disculpas | S2-8 |
|  | team-respected | Did they speak without blaming colleagues? | ¿Hablaron sin culpar a sus compañeros? | Y | 3! | team rule / norma de equipo | S2-2 |
|  | one-answer | Did everyone tell the client the same? | ¿Todos le dijeron lo mismo al cliente? | Y na | 3! | agree apart / pónganse de acuerdo aparte | S2-2 |
|  | inside-kept | Did internal matters stay private? | ¿Los asuntos internos quedaron en privado? | Y | 3! | team rule / norma de equipo | S2-2 |
| way-out | way-out-given | Did the client get a solution or a next step? | ¿El cliente recibió una solución o un siguiente paso? | Y | 3! | decide today / decida hoy | S2-2 |
|  | handover-whole | If someone else took over, was the client spared telling it all again? | Si pasó a otra persona, ¿el cliente se ahorró contarlo todo otra vez? | Y na | 3! | brief first / informe antes | S2-8 |
|  | client-satisfied | Did the client say they were fully satisfied? | ¿El cliente dijo que quedó totalmente satisfecho? | Y na pend | 3 | call again / vuelva a llamar | S2-8 |
|  | how-it-ended | How did it end? (worse than expected, as expected, better than expected) | ¿Cómo terminó? (peor de lo esperado, como esperaba, mejor de lo esperado) | R | 0 | - | S0-6 |
""",
    "complaint": """
| story | what-happened | What happened, in the client's words? (no names) | ¿Qué pasó, con las palabras del cliente? (sin nombres) | text | – | – | S0-7 |
|  | reference | Ticket or invoice, no name (to find the client again) | Número de ticket o factura, sin nombre (para volver a encontrar al cliente) | text na | – | – | S2-8 |
|  | channel | How did it reach you? (in person, phone, message, web, other) | ¿Cómo llegó? (en persona, teléfono, mensaje, internet, otro) | choice, no standard | 0 | – | S1-2 |
|  | accepted-first | Was it accepted before asking for proof? | ¿Aceptaron la queja antes de pedir pruebas? | Y | 2 | assume the client is right / suponga que tiene razón | S0-7 |
|  | deadline-told | Was the client told by when? | ¿Se le dijo al cliente para cuándo? | Y | 3 | give a date / dé una fecha | S4-2 |
| answering | acknowledged-minutes | Minutes until the client knew it was received | Minutos hasta que el cliente supo que se recibió su queja | N ≤60 (≤10), start to acknowledged, open minutes | 3 | reply now / responda ya | S4-3 |
|  | apologised | Was there an apology, even if it was not our fault? | ¿Se pidieron disculpas, aunque no fuera culpa nuestra? | Y, yes by its mark | 3! | apologise today / discúlpese hoy | S4-3 |
|  | fix-hours | Hours until it was solved | Horas hasta que se resolvió | N ≤48 (≤24), start to solved, hours of the calendar | 3 | solve it today / resuélvala hoy | S4-3 |
| closing | handover-whole | If someone else took over, was the client spared telling it all again? | Si pasó a otra persona, ¿el cliente se ahorró contarlo todo otra vez? | Y na | 3! | brief first / informe antes | S2-8 |
|  | attitude | The client about how he was treated (badly, correctly, very well) | El cliente, sobre el trato (malo, correcto, muy bueno) | R | 0 | talk in private / converse en privado | S4-3 |
|  | client-satisfied | Did the client say they were fully satisfied? | ¿El cliente dijo que quedó totalmente satisfecho? | Y | 3! | call again / vuelva a llamar | S2-8 |
| for-the-manager | cause | Did it happen so, or seem so? (it happened so, it seemed so) | ¿Pasó así o se percibió así? (pasó así, se percibió así) | choice, no standard | 0 | – | S0-7 |
|  | root-cause | What was at the root of it? | ¿Cuál fue la causa de fondo? | text | – | – | S2-8 |
|  | cause-changed | Was something changed so that it won't happen again? | ¿Se cambió algo para que no se repita? | Y | 3 | lasting fix / arreglo de fondo | S0-7 |
""",
    "client-voice": """
| visit | treated-today | How were you treated today? (badly, all right, very well) | ¿Cómo le atendimos hoy? (mal, bien, muy bien) | rating | 0 | – | S2-10 |
|  | recommend | Would you recommend us? (0–10) | ¿Nos recomendaría? (0–10) | scale 0–10 | 0 | – | S1-4 |
|  | been-before | Had you been here before? | ¿Ya había venido antes? | yes_no, no standard | 0 | – | S1-4 |
| why | why-us | Why do you come to us? (how I am treated, price, quality, it is near, other) | ¿Por qué viene con nosotros? (el trato, el precio, la calidad, me queda cerca, otro) | choice | 0 | – | S1-4 |
|  | found-us | How did you find us? (somebody told me, internet, passing by, other) | ¿Cómo supo de nosotros? (me recomendaron, internet, pasé por aquí, otro) | choice | 0 | – | S1-4 |
| own-words | comment | Tell us in your own words | Cuéntenos con sus palabras | text | 0 | – | S4-4 |
""",
    "internal-service": """
| request | reply-hours | Hours until they replied | Horas hasta que respondieron | N ≤8 (≤2) | 3 | name a contact / asigne un contacto | S3-3 |
|  | replies-respectful | Was everything said respectful? | ¿Todo lo que le dijeron fue respetuoso? | Y | 3! | talk today / converse hoy | S1-3 |
|  | heard-out | Did they let you finish explaining? | ¿Le dejaron terminar de explicar? | Y | 2 | talk in private / converse en privado | S3-3 |
|  | empathy-said | Did they say something like "I understand"? | ¿Le dijeron algo como «lo entiendo»? | Y | 2 | practise it / practíquenlo | S3-3 |
|  | date-given | Did they give you a date? | ¿Le dieron una fecha? | Y | 2 | always with a date / siempre con fecha | S3-3 |
| delivery | date-kept | Was the date kept? | ¿Cumplieron la fecha? | Y pend | 3 | plan again / replanifiquen | S0-6 |
|  | work-complete | Did the work arrive complete? | ¿El trabajo llegó completo? | Y pend | 3 | delivery list / lista de entrega | S0-8 |
|  | others-respected | Did they speak without blaming others? | ¿Hablaron sin culpar a otros? | Y | 3! | team rule / norma de equipo | S2-2 |
|  | how-it-ended | How did it end? (worse than expected, as expected, better than expected) | ¿Cómo terminó? (peor de lo esperado, como esperaba, mejor de lo esperado) | R | 0 | - | S0-6 |
""",
    "message-test": """
| reply | first-reply-minutes | Minutes until a person replied | Minutos hasta que respondió una persona | N ≤30 (≤5), clock from start (sent) to replied, in minutes | 3 !>1440 | name who answers / asigne quién responde | S2-3 |
|  | greeted | Did the reply greet you? | ¿La respuesta le saludó? | Y | 1 | template / plantilla | S2-7 |
| outcome | question-answered | Was your question answered? | ¿Respondieron su pregunta? | Y | 3! | answer sheet / hoja de respuestas | S0-6 |
|  | no-call-demanded | Could it be settled without having to call? | ¿Se resolvió sin tener que llamar? | Y | 2 | settle it there / resuélvalo ahí | S2-3 |
|  | all-respectful | Was everything written respectful? | ¿Todo lo que le escribieron fue respetuoso? | Y | 3! | talk today / converse hoy | S1-3 |
|  | knows-when | If something stayed open: do you know when it will be settled? | Si algo quedó pendiente, ¿sabe cuándo quedará resuelto? | Y na | 2 | give a date / dé una fecha | S0-6 |
|  | how-it-ended | How did it end? (worse than expected, as expected, better than expected) | ¿Cómo terminó? (peor de lo esperado, como esperaba, mejor de lo esperado) | R | 0 | - | S0-6 |
""",
    "walk-in-clinic": """
| clinic | urgency-asked | Were you asked on arrival whether it was urgent? | ¿Le preguntaron al llegar si era urgente? | Y | 3! | do it now / hágalo ya | S1-5 |
|  | minutes-behind | Minutes the appointments run late | Minutos de atraso de las citas | N ≤15 (≤5) | 3 | call ahead / avise por teléfono | S1-5 |
|  | leaves-with-written | Do patients leave with written instructions? | ¿El paciente sale con indicaciones escritas? | Y na | 2 | form / formato | S1-5 |
""",
    "walk-in-veterinary": """
| veterinary | pet-named | Did they call the pet by its name? | ¿Llamaron a la mascota por su nombre? | Y | 2 | write it down / anótelo | S3-4 |
|  | cats-apart | Can cats wait away from dogs? | ¿Los gatos pueden esperar aparte de los perros? | Y pl | 2 | separate them now / sepárelos ya | S3-4 |
|  | air-clean | Is the air free of bad smells? | ¿El aire está libre de malos olores? | Y pl | 2 | ventilate / ventile | S2-6 |
| next-day | next-day-call | Were yesterday's clients called today? | ¿Llamaron hoy a los clientes de ayer? | Y | 3 | call now / llame ya | S3-2 |
""",
    "walk-in-retail": """
| shop | price-shown | Does the nearest product show its price? | ¿El producto más cercano muestra su precio? | Y pl | 3 | label it / etiquételo | S3-2 law |
|  | stock-checked | Asked about stock, did they check? | Al preguntar por existencias, ¿verificaron? | Y na | 2 | look first / busque primero | S3-2 |
|  | returns-shown | Are the return terms in sight? | ¿Las condiciones de cambio están a la vista? | Y pl | 2 | put them up / colóquelas | S3-2 |
|  | complaints-book | Is the complaints book in sight? | ¿El libro de quejas está a la vista? | Y pl na | 2 | put it out / sáquelo | S0-7 law |
""",
    "walk-in-restaurant": """
| restaurant | table-seconds | Seconds until a table is assigned | Segundos hasta que le asignaron mesa | S ≤60 (≤30) na | 2 | host / anfitrión | S3-2 convention |
|  | restroom-clean | Is the restroom clean? | ¿El baño está limpio? | Y pl | 3 | clean it now / límpielo ya | S2-6 |
|  | allergens-known | Could they say what the dish contains? | ¿Supieron decir qué lleva el plato? | Y | 3! | allergen sheet / hoja de alérgenos | S3-2 |
""",
    "walk-in-public-office": """
| office | turn-clear | Is it clear whose turn it is? | ¿Se sabe a quién le toca? | Y pl | 2 | numbers / números | S2-3 |
|  | requirements-once | Were all requirements told at once? | ¿Dieron todos los requisitos de una vez? | Y | 3 | one list / lista única | S2-3 |
|  | step-free | Can a wheelchair reach the desk? | ¿Una silla de ruedas llega a la ventanilla? | Y pl | 3! | serve at the entrance today; request a ramp / atienda hoy en la entrada; gestione una rampa | S2-1 law |
""",
}
# fmt: on
