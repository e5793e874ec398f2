"""A checklist of 10,000 questions: loaded and validated, and only composed by the same YAML loader."""

import sys
from pathlib import Path
from typing import Final

from measuring import Line, environment, in_turn, run

LARGEST: Final = 400.0  # MB
OURS: Final = """
from pathlib import Path
from audit_cli.checklist.library import Library
checklist, problems = Library(Path({folder!r})).check({path!r})
assert checklist and not problems, problems[:3]
assert len(checklist.questions) == {questions}
"""
BASE: Final = """
import yaml
with open({path!r}, encoding="utf-8") as file:
    yaml.compose(file, Loader=yaml.SafeLoader)
"""
QUESTION: Final = """
      - id: question-{number}
        ask: {{en: "Is number {number} as it should be?", es: "¿Está el número {number} como debe?"}}
        type: yes_no
        weight: {weight}
        about: place
        measure: {{en: "Put number {number} right.", es: "Corrija el número {number}."}}
        due: 3
        basis: house"""
SECTION: Final = """
  - id: section-{number}
    title: {{en: "Section {number}", es: "Sección {number}"}}
    contact: reception
    questions:"""
HEAD: Final = """id: large
version: "1.0"
title: {en: Large, es: Grande}
target: 85
moment: during
sections:"""


def large_checklist(folder: Path, *, quick: bool) -> list[Line]:
    """Both in fresh processes, the imports included; nothing is cached."""
    questions = 200 if quick else 10_000
    path = folder / "large.yaml"
    path.write_text(_checklist(questions), encoding="utf-8")
    env = environment(folder / "home")
    facts = {"folder": str(folder / "none"), "path": str(path), "questions": questions}
    memory: list[float] = []

    def ours() -> float:
        ended = run(["-c", OURS.format(**facts)], env)
        memory.append(ended.megabytes)
        return ended.seconds

    pairs = in_turn(2 if quick else 3, ours, lambda: run(["-c", BASE.format(**facts)], env).seconds)
    size = f"{questions:,} questions, {path.stat().st_size / 1e6:.1f} MB of YAML"
    return [
        pairs.line("a checklist of 10,000 questions, loaded and validated", 2.5),
        Line("… its peak memory", max(memory), LARGEST, "MB", size),
    ]


def _checklist(questions: int) -> str:
    text = [HEAD]
    for number in range(questions):
        if number % 20 == 0:
            text.append(SECTION.format(number=number // 20))
        text.append(QUESTION.format(number=number, weight=number % 5 + 1))
    return "".join(text) + "\n"


if __name__ == "__main__":
    sys.stdout.write(_checklist(int(sys.argv[1])))
