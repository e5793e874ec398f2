"""A first checklist to change: valid, commented, with every important feature once."""

from typing import Final

from audit_cli.i18n import Language, Message

_SCHEMA_COMMENT: Final = "# yaml-language-server: $schema="

_SKELETON: Final = Message(
    en="""\
# A checklist asks for facts that one person can observe. Change what you like, then:
#   audit checklist validate {name}      says what is wrong, and where
#   audit run {name}                     asks it
# Put texts in quotes. For two languages write {{en: "…", es: "…"}} instead of one text.

id: {name}                       # the name of this file; it stays the same for ever
version: "1.0"                   # count it up when you change what is asked
title: "{name}"
target: 85                       # percent of the points that an audit needs
delight: 2                       # so many answers better than expected make it special
briefing: "What the auditor should know before starting."

sections:
  - id: arriving                 # ids: a-z, 0-9 and -
    title: "Arriving"
    contact: reception           # door reception cashier professional phone message web after
    immediate: true              # what is wrong here is shown at once and due today
    clock:                       # optional: one key for each moment, the times are computed
      start: "I am at the door"
      look: 5                    # seconds of pure looking
      marks:
        - {{id: greeted, label: "Greeted me"}}
      nobody: {{label: "Nobody", ends: false}}
    questions:
      - id: floor-clean
        ask: "Is the floor clean?"
        type: yes_no             # what is expected is yes, unless `standard: {{is: no}}`
        weight: 3                # points
        about: place             # place, or people
        measure: "clean it now"  # what to do when the answer is below what is expected

      - id: path-clear
        ask: "Can you enter without tripping?"
        type: yes_no
        weight: 3
        critical: true           # below here fails the audit, whatever the points
        about: place
        measure: "clear it now"

      - id: seconds-until-greeting
        ask: "Seconds until the first spoken greeting"
        type: seconds            # also number, count, scale
        from: start              # taken from the clock
        to: greeted
        standard: {{at_most: 30}}          # or at_least, between: [5, 10], is
        exceeds: {{at_most: 10}}           # better than expected
        weight: 3
        critical: {{more_than: 120}}
        measure: "name who greets"
        basis: convention        # law, convention, study, house

      - id: greeting-friendly
        ask: "Did the greeting sound friendly?"
        type: yes_no
        only_if: {{question: seconds-until-greeting, given: true}}
        measure: "practise the greeting"

  - id: ending
    title: "The ending"
    moment: after                # before, during, after
    questions:
      - id: got-what-was-promised
        ask: "What did you get?"
        type: choice             # or choices: several at once
        options:
          less: {{label: "less than promised", verdict: below}}
          same: {{label: "what was promised", verdict: meets}}
          more: {{label: "more than promised", verdict: exceeds}}
        weight: 3
        na: true                 # it may not apply
        pending: true            # it may be answered after the end of the audit
        measure: "make it good today"
        due: today               # or a number of days; 7 unless you say so

      - id: how-it-ended
        ask: "How did it end?"
        type: rating
        opinion: true            # shown, never scored
        labels: {{below: "worse than expected", meets: "as expected", exceeds: "better"}}
        measure: "say goodbye by name"

      - id: remark
        ask: "Anything else?"
        type: text
        na: true
""",
    es="""\
# Una lista pregunta hechos que una persona puede observar. Cambie lo que quiera y después:
#   audit checklist validate {name}      dice qué está mal, y dónde
#   audit run {name}                     la pregunta
# Ponga los textos entre comillas. Para dos idiomas escriba {{en: "…", es: "…"}} en vez de un texto.

id: {name}                       # el nombre de este archivo; no cambia nunca
version: "1.0"                   # súbala cuando cambie lo que se pregunta
title: "{name}"
target: 85                       # porcentaje de los puntos que necesita una auditoría
delight: 2                       # tantas respuestas mejores de lo esperado la hacen especial
briefing: "Lo que hay que saber antes de empezar."

sections:
  - id: llegada                  # ids: a-z, 0-9 y -
    title: "La llegada"
    contact: reception           # door reception cashier professional phone message web after
    immediate: true              # lo que esté mal aquí se muestra enseguida y es para hoy
    clock:                       # opcional: una tecla para cada momento; los tiempos se calculan
      start: "Estoy en la puerta"
      look: 5                    # segundos de solo mirar
      marks:
        - {{id: saludo, label: "Me saludó"}}
      nobody: {{label: "Nadie", ends: false}}
    questions:
      - id: piso-limpio
        ask: "¿El piso está limpio?"
        type: yes_no             # se espera sí, salvo con `standard: {{is: no}}`
        weight: 3                # puntos
        about: place             # place (lugar) o people (personas)
        measure: "límpielo ya"   # qué hacer cuando la respuesta no cumple

      - id: paso-libre
        ask: "¿Se puede entrar sin tropezar?"
        type: yes_no
        weight: 3
        critical: true           # si no cumple, la auditoría no pasa, con los puntos que sea
        about: place
        measure: "despéjelo ya"

      - id: segundos-hasta-saludo
        ask: "Segundos hasta el primer saludo hablado"
        type: seconds            # también number, count, scale
        from: start              # se toma del reloj
        to: saludo
        standard: {{at_most: 30}}          # o at_least, between: [5, 10], is
        exceeds: {{at_most: 10}}           # mejor de lo esperado
        weight: 3
        critical: {{more_than: 120}}
        measure: "asigne quién saluda"
        basis: convention        # law (ley), convention, study (estudio), house (casa)

      - id: saludo-amable
        ask: "¿El saludo sonó amable?"
        type: yes_no
        only_if: {{question: segundos-hasta-saludo, given: true}}
        measure: "practiquen el saludo"

  - id: final
    title: "El final"
    moment: after                # before (antes), during (durante), after (después)
    questions:
      - id: lo-prometido
        ask: "¿Qué recibió?"
        type: choice             # o choices: varias a la vez
        options:
          menos: {{label: "menos de lo prometido", verdict: below}}
          igual: {{label: "lo prometido", verdict: meets}}
          mas: {{label: "más de lo prometido", verdict: exceeds}}
        weight: 3
        na: true                 # puede no aplicar
        pending: true            # se puede responder después de terminar la auditoría
        measure: "cumpla hoy"
        due: today               # hoy; o un número de días: 7 si no dice nada

      - id: como-termino
        ask: "¿Cómo terminó?"
        type: rating
        opinion: true            # se muestra, nunca da puntos
        labels: {{below: "peor de lo esperado", meets: "como esperaba", exceeds: "mejor"}}
        measure: "despídase por su nombre"

      - id: comentario
        ask: "¿Algo más?"
        type: text
        na: true
""",
)


def skeleton(name: str, language: Language, schema: str) -> str:
    """The text of a new checklist called `name` (a valid id); `schema` is the schema file's place."""
    return f"{_SCHEMA_COMMENT}{schema}\n{_SKELETON.say(language, name=name)}"
