"""The words of the interview's screens; short, since a phone held upright shows 40 letters."""

from typing import Final

from audit_cli.i18n import Message, Plural

NOTE = Message(en="note", es="nota")
BACK = Message(en="back", es="atrás")
SKIP = Message(en="skip", es="saltar")
KEEP = Message(en="keep", es="seguir")
SAVE = Message(en="save and leave", es="guardar")
GO_ON = Message(en="go on without the clock", es="seguir sin reloj")
QUESTIONS = Message(en="questions", es="preguntas")
UNDO = Message(en="undo", es="deshacer")
MORE = Message(en="more", es="más")

# The key of each command in each language; digits answer, letters command.
NOTE_KEY: Final = Message(en="n", es="n")
BACK_KEY: Final = Message(en="b", es="a")
SKIP_KEY: Final = Message(en="s", es="s")
SAVE_KEY: Final = Message(en="q", es="g")
GO_ON_KEY: Final = Message(en="c", es="c")
UNDO_KEY: Final = Message(en="u", es="u")
MORE_KEY: Final = Message(en="m", es="m")
MARK_KEYS: Final = ("m", "k", "j", "h")

YES = Message(en="Yes", es="Sí")
NO = Message(en="No", es="No")
UNSURE = Message(en="Not sure", es="No sé")
NA = Message(en="Does not apply", es="No aplica")
NEVER = Message(en="Never: it did not happen", es="Nunca: no ocurrió")
PENDING = Message(en="Later: not known yet", es="Más tarde: aún no se sabe")
WRITE = Message(en="Write it", es="Escribirlo")

BELOW = Plural(
    Message(en="{count} not met", es="{count} no cumple"),
    Message(en="{count} not met", es="{count} no cumplen"),
)
CALL = Message(en="call {count}", es="llamada {count}")
LEAVE_HINT = Message(
    en="Saved. To go on:\n  {program} {command} --resume {id}",
    es="Guardado. Para seguir:\n  {program} {command} --resume {id}",
)
SAVED = Message(en="✓ saved: {answer}", es="✓ guardado: {answer}")
NOW_IT_IS = Message(en="So far: {answer}", es="Hasta ahora: {answer}")
EXPECTED = Message(en="expected {time}", es="lo esperado {time}")

WHICH_SITE = Message(en="At which site?", es="¿En qué sede?")
BEGIN = Message(en="Begin", es="Comenzar")
UNFINISHED = Message(
    en="There is an unfinished audit of {moment}: {done} of {total} answered.",
    es="Hay una auditoría sin terminar del {moment}: {done} de {total} respuestas.",
)
RESUME = Message(en="Go on with it", es="Seguir con ella")
NEW = Message(en="Begin a new one", es="Comenzar otra")

LOOKING = Message(en="LOOK", es="MIRE")
RUNNING = Message(en="RUNNING", es="EN MARCHA")
RINGING = Message(en="RINGING", es="SONANDO")
TALKING = Message(en="ON THE CALL", es="EN LLAMADA")
CALL_AGAIN = Message(en="Call again", es="Llamar otra vez")
TRY_AGAIN = Message(en="Try again", es="Intentar otra vez")
STOP_TRYING = Message(en="Stop: nobody was there", es="Dejarlo: nadie atendió")
NOBODY_CAME = Plural(
    Message(en="Nobody at the first attempt. Try again?", es="Nadie al primer intento. ¿Otra vez?"),
    Message(
        en="Nobody, in {count} attempts. Try again?", es="Nadie, en {count} intentos. ¿Otra vez?"
    ),
)

AT_ONCE = Message(en="Put right now", es="Corregir ya")
FIXED = Message(en="Fixed now", es="Corregido ahora")
TODAY = Message(en="Due today", es="Hoy sin falta")
SERIOUS = Message(en="SERIOUS", es="GRAVE")

RECOGNISED = Message(
    en="Did anyone recognise you as the boss?", es="¿Alguien le reconoció como responsable?"
)
CLIENT = Message(en="What kind of {client} were you?", es="¿Qué clase de {client} fue usted?")
OTHER = Message(en="Other: write it", es="Otra: escríbala")
AT_THE_END = Message(en="At the end", es="Para terminar")

REVIEW = Message(en="Review", es="Revisión")
ALL_ANSWERED = Message(
    en="Everything is answered: {done} of {total}. {below}.",
    es="Todo está contestado: {done} de {total}. {below}.",
)
SOME_MISSING = Message(
    en="Not answered yet: {missing} of {total}.", es="Aún sin respuesta: {missing} de {total}."
)
FINISH = Message(en="Finish", es="Terminar")
ANSWER_MISSING = Message(en="Answer what is missing", es="Contestar lo que falta")
SEE_ANSWERS = Message(en="See the answers", es="Ver las respuestas")
CHOOSE_ANSWER = Message(en="Which one to correct?", es="¿Cuál quiere corregir?")

NOT_SAVED = Message(en="NOT saved", es="NO se guardó")
LEAVE = Message(en="Leave without it", es="Salir sin guardarla")
NOTE_PROMPT = Message(en="Note (Return alone: no note)", es="Nota (solo Enter: sin nota)")
NEW_NOTE_PROMPT = Message(
    en="New note (Return alone: as it is; - alone: delete it)",
    es="Nota nueva (solo Enter: queda igual; solo -: borrarla)",
)
TYPE_NUMBER = Message(en="a number, then Return", es="número y Enter")
TYPE_NUMBERS = Message(en="numbers, then Return: 1,3", es="números y Enter: 1,3")
TYPE_TEXT = Message(en="a text, then Return", es="texto y Enter")
SKIPPED = Message(en="skipped; it comes back at the end", es="saltada; vuelve al final")
WANTED = Message(en="{written}? It takes: {wanted}", es="¿{written}? Se responde con: {wanted}")
NOT_A_KEY = Message(en="{key}? Choose one of these.", es="¿{key}? Elija una de estas.")
QUIT = Message(en="leave", es="salir")
