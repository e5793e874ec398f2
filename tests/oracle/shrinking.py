"""The least of a case that still differs, so that a person can reckon it by hand."""

from collections.abc import Callable, Iterator

from .driving import SIDES
from .making import copied
from .plain import Plain, questions_of

Differences = Callable[[Plain], list[str]]


def smallest(case: Plain, differences: Differences) -> Plain:
    """A case without the steps and questions that one of its differences can do without; as it is where it
    does not differ by itself."""
    wanted = _kinds(differences(case))
    shrunk = bool(wanted)
    while shrunk:
        shrunk = False
        for smaller in _smaller(case):
            kinds = wanted & _kinds(differences(smaller))
            if kinds:
                case, wanted, shrunk = smaller, kinds, True
                break
    return case


def _kinds(differences: list[str]) -> set[str]:
    """What differs, however: what is shrunk must not turn into another fault."""
    return {difference.split(SIDES)[0] for difference in differences}


def _smaller(case: Plain) -> Iterator[Plain]:
    """The same case with one thing less, each time another."""
    for place in range(len(case["steps"])):
        yield case | {"steps": case["steps"][:place] + case["steps"][place + 1 :]}
    names = {q["id"]: q.get("was") for v in case["versions"] for q, _ in questions_of(v)}
    for name, was in reversed(names.items()):
        yield _without(case, {name, was or name})


def _without(case: Plain, gone: set[str]) -> Plain:
    """The same case, where a question was never asked."""
    case = copied(case)
    for version in case["versions"]:
        for part in version["sections"]:
            part["questions"] = [q for q in part["questions"] if q["id"] not in gone]
            for question in part["questions"]:
                conditions = question.pop("only_if", [])
                conditions = [conditions] if isinstance(conditions, dict) else conditions
                left = [one for one in conditions if one["question"] not in gone]
                if left:
                    question["only_if"] = left
        version["sections"] = [part for part in version["sections"] if part["questions"]]
    case["steps"] = [step for step in case["steps"] if step.get("question") not in gone]
    for step in case["steps"]:
        for answers in (
            step.get("answers"),
            step.get("written", {}).get("answers"),
            step.get("pairs"),
        ):
            for name in gone & set(answers or ()):
                del answers[name]
    return case
