"""A first checklist to change: valid, commented, with every important feature once."""

from typing import Final

from audit_cli.checklist.kinds import TEXT_MAP
from audit_cli.language import Language, _

_SKELETON: Final = _("""\
# A checklist asks for facts that one person can observe. Change what you like, then:
#   audit checklist validate {name}      says what is wrong, and where
#   audit run {name}                     asks it
# Put texts in quotes; in several languages write {map}.

id: {name}                       # the name of this file; it stays the same for ever
version: "1.0"                   # count it up when you change what is asked
title: "{name}"
target: 85                       # percent of the points that an audit needs
delight: 2                       # this many answers better than expected make it special
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
        measure: "Have the floor cleaned now."     # what to do when it is not so: a whole sentence
        source: "house rules"    # where this comes from: a page, a law, a person

      - id: path-clear
        ask: "Can you enter without tripping?"
        type: yes_no
        weight: 3
        critical: true           # below here fails the audit, whatever the points
        about: place
        measure: "Clear the way in now."
        source: "house rules"

      - id: seconds-until-greeting
        ask: "Seconds until the first spoken greeting"
        type: seconds            # also number, count, scale
        from: start              # taken from the clock
        to: greeted
        standard: {{at_most: 30}}          # or at_least, between: [5, 10], is
        exceeds: {{at_most: 10}}           # better than expected
        weight: 3
        critical: {{more_than: 120}}
        measure: "Name who greets at every hour."
        source: "house rules"
        basis: convention        # law, convention, study, house

      - id: greeted-by-name
        ask: "Did they greet you by your name?"
        type: yes_no
        only_if: {{question: seconds-until-greeting, given: true}}
        measure: "Practise the greeting together."
        source: "house rules"

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
        measure: "Make it good today."
        source: "house rules"
        due: today               # or a number of days; 7 unless you say so

      - id: how-it-ended
        ask: "How did it end?"
        type: rating
        opinion: true            # shown, never scored
        labels: {{below: "worse than expected", meets: "as expected", exceeds: "better"}}
        measure: "Say goodbye by name."

      - id: remark
        ask: "Anything else?"
        type: text
        na: true
""")


def skeleton(name: str, language: Language, schema: str) -> str:
    """The text of a new checklist called `name` (a valid id); `schema` is the schema file's place."""
    text = _SKELETON.say(language, name=name, map=TEXT_MAP)
    return f"# yaml-language-server: $schema={schema}\n{text}"
