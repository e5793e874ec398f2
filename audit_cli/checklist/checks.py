"""What must hold between the parts of a whole checklist, and within one question: ids, conditions, clocks,
keys that fit the type, verdicts that can be told apart."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from functools import partial
from math import inf
from typing import Any, Final

from audit_cli.checklist import canonical
from audit_cli.checklist.case_and_voice import check_case_and_voice
from audit_cli.checklist.hints import shortened, unknown
from audit_cli.checklist.model import NOBODY, START
from audit_cli.checklist.pieces import Findings, Piece, Spot
from audit_cli.checklist.types import CONDITIONS, OWN_KEYS, TYPES, types_with
from audit_cli.language import Sentence, _

_DUPLICATE_ID = _("the id `{id}` is used twice; choose another one for this")
_RESERVED_MARK: Final = _(
    "a mark can't be called `{mark}`: the clock's own are called that; choose another id"
)
_RESERVED_QUESTION: Final = _(
    "a question can't be called `{id}`: that is a fact about every audit; choose another id"
)
# What `audit amend` and `audit erase` name beside the questions.
_FACTS: Final = ("site", "auditor", "recognised", "client")
_UNKNOWN_QUESTION = _("no earlier question is called `{found}`")
_LATER_QUESTION = _(
    "`{id}` is asked later; a condition looks at earlier questions only: move one of them"
)
_CONDITION_OPERATOR = _("`{operator}` doesn't fit `{question}`, which is {type}; use {operators}")
_CONDITION_GIVEN = _("`given` takes only `true`; write `given: true`")
_IMPLIES_LATER = _(
    "`{found}` is no mark before this one; a mark implies an earlier one of its clock"
)
_SERIOUS_WAITS: Final = _(
    "what is serious should be put right the same day; write `due: today`, unless it can wait"
)
_UNKNOWN_MARK = _("no clock up to here has the mark `{found}`")
_TWO_CLOCKS = _("`{start}` and `{end}` are marks of two clocks; use marks of one")
_SAME_MARK = _("the time from `{start}` to itself is nothing; name two marks")
_WAS_ITSELF = _("`{id}` is still a question of this checklist; name the id it had before")
_WAS_TWICE = _(
    "`{id}` became `{other}` already: an answer counts once; leave this `was` out, and what is asked here"
    " begins a history of its own"
)


def check_whole(whole: Piece, findings: Findings) -> None:
    """Notes every mistake that shows only when a checklist is read as a whole."""
    _check_ids(whole, findings)
    _check_clocks(whole, findings)
    check_case_and_voice(whole, findings)
    earlier: dict[str, Piece] = {}
    types: dict[str, str] = {}
    every = {question.id for question in whole.questions()}
    for question in whole.questions():
        if not question.broken:
            _check_verdict(question, findings)
            canonical.normalise_conditions(question.values, types)
            _check_conditions(question, earlier, every, findings)
        earlier.setdefault(question.id, question)
        types.setdefault(question.id, question.values.get("type", ""))
    _check_former_ids(whole, every, findings)
    if not findings.errors:
        _warn_of_serious_things_that_wait(whole, findings)


def _check_ids(whole: Piece, findings: Findings) -> None:
    seen: set[str] = set()
    for part in [*whole.parts, *whole.questions()]:
        if part.id and part.id in seen:
            findings.add(part.at("id"), _DUPLICATE_ID, id=part.id)
        seen.add(part.id)
    for question in whole.questions():
        if question.id in _FACTS:
            findings.add(question.at("id"), _RESERVED_QUESTION, id=question.id)
    marks: set[str] = set()
    for section in whole.parts:
        if section.broken:
            continue
        for index, mark in enumerate(_marks(section)):
            where = section.at("clock", "marks", index, "id")
            if mark in (START, NOBODY):
                findings.add(where, _RESERVED_MARK, mark=mark)
            elif mark in marks:
                findings.add(where, _DUPLICATE_ID, id=mark)
            implied = section.values["clock"]["marks"][index].get("implies")
            if implied and implied not in _marks(section)[:index]:
                where = section.at("clock", "marks", index, "implies")
                findings.add(where, _IMPLIES_LATER, found=implied)
            marks.add(mark)


def _check_former_ids(whole: Piece, every: Container[str], findings: Findings) -> None:
    became: dict[str, str] = {}
    for question in whole.questions():
        was = question.values.get("was", "")
        if was and was in every:
            findings.add(question.at("was"), _WAS_ITSELF, id=was)
        elif was in became:
            findings.add(question.at("was"), _WAS_TWICE, id=was, other=became[was])
        elif was:
            became[was] = question.id


def _warn_of_serious_things_that_wait(whole: Piece, findings: Findings) -> None:
    for section in whole.parts:
        for question in section.parts:
            values = question.values
            if question.broken or not values.get("critical"):
                continue
            if values.get("due", not section.values.get("immediate")):
                delaying = ((question, "due"), (section, "immediate"), (question, "critical"))
                piece, key = next(pair for pair in delaying if pair[1] in pair[0].values)
                findings.add(piece.at(key), _SERIOUS_WAITS, on_key=True, warning=True)


def _marks(section: Piece) -> list[str]:
    return [mark["id"] for mark in section.values.get("clock", {}).get("marks", ())]


# ── conditions ───────────────────────────────────────────────────────────────────────────────────


def _check_conditions(
    question: Piece, earlier: Mapping[str, Piece], every: Container[str], findings: Findings
) -> None:
    written = question.values.get("only_if", [])
    one = isinstance(written, dict)
    for index, condition in enumerate([written] if one else written):
        at = partial(question.at, "only_if") if one else partial(question.at, "only_if", index)
        about = condition["question"]
        if about in earlier:
            _check_condition(condition, earlier[about], at, findings)
        elif about in every:
            findings.add(at("question"), _LATER_QUESTION, id=about)
        else:
            findings.add(at("question"), unknown(_UNKNOWN_QUESTION, about, earlier))


def _check_condition(
    condition: dict[str, Any], about: Piece, at: Callable[..., Spot], findings: Findings
) -> None:
    if about.broken:
        return
    operator = next(key for key in condition if key != "question")
    kind, operand = about.values["type"], condition[operator]
    operators = CONDITIONS[TYPES[kind].answer]
    where = at(operator)
    if operator not in operators:
        values = {"question": about.id, "type": kind, "operators": ", ".join(operators)}
        findings.add(where, _CONDITION_OPERATOR, on_key=True, operator=operator, **values)
    elif operator == "given":
        if operand is not True:
            findings.add(where, _CONDITION_GIVEN)
    elif not (operator == "is" and operand == "never" and TYPES[kind].never):
        _fits(operand, about.values, where, findings)


# ── clocks ───────────────────────────────────────────────────────────────────────────────────────


def _check_clocks(whole: Piece, findings: Findings) -> None:
    clock_of: dict[str, str] = {}  # mark → the section of its clock
    for section in whole.parts:
        if section.broken:
            return  # which marks there are can't be known
        marks = _marks(section)
        clock_of |= dict.fromkeys(marks, section.id)
        if marks:
            clock_of[START] = ""  # of whichever clock the other mark has
        for question in section.parts:
            if not question.broken:
                _check_times(question, clock_of, findings)


def _check_times(question: Piece, clock_of: Mapping[str, str], findings: Findings) -> None:
    values = question.values
    marks: list[tuple[tuple[str | int, ...], str]] = [
        ((key,), values[key]) for key in ("from", "to", "count") if key in values
    ]
    marks += [(("longest", index), mark) for index, mark in enumerate(values.get("longest", ()))]
    for path, mark in marks:
        if mark not in clock_of:
            findings.add(question.at(*path), unknown(_UNKNOWN_MARK, mark, clock_of))
    times = [("to", values.get("from", START), values["to"])] if "to" in values else []
    if "longest" in values:
        times.append(("longest", *values["longest"]))
    for key, start, end in times:
        clocks = {clock_of[mark] for mark in (start, end) if clock_of.get(mark)}
        if start == end:
            findings.add(question.at(key), _SAME_MARK, start=start)
        elif len(clocks) > 1:
            findings.add(question.at(key), _TWO_CLOCKS, start=start, end=end)


# ── one question ──


_KEY_OF_OTHER_TYPE = _(
    "`{key}` doesn't belong to {type}; it belongs to {types}: delete it, or change the type"
)
_NEEDS_KEY = _("{type} needs `{key}`; add it")
_OPERATOR = _("`{operator}` doesn't fit {type}; use {operators}")
_YES_OR_NO = _("`{found}` is no answer to yes_no; write yes or no")
_A_NUMBER = _("`{found}` is not a number; write digits, such as 5")
_A_WHOLE_NUMBER = _("{found} is never an answer to {type}; write a whole number")
_OUTSIDE = _("{found} is never an answer here: they go from {least} to {most}; change one of them")
_UNKNOWN_OPTION = _("there is no option `{found}`")
_DUPLICATE_OPTION = _("the option `{id}` is there twice; give each its own id")
_ORDER = _("{least} is not less than {most}; write the lower number first")
_TWO_JUDGES = _("a `standard` and verdicts of options contradict each other; keep one of them")
_SOME_VERDICTS = _("the option `{option}` has no verdict, others do; give each one, or none")
_VERDICT_OF_MANY = _(
    "several of these can be chosen at once; use `standard: {{any_of: [...]}}` for a verdict"
)
_WEIGHT_UNSCORED = _(
    "without a verdict there are no points; add a `standard`, or write `weight: 0`"
)
_RESERVED_OPTION = _("`{id}` already means something in an answer; choose another id")


def _check_verdict(question: Piece, findings: Findings) -> None:
    """Notes the mistakes within one question whose keys could all be read."""
    before = findings.errors
    canonical.normalise_operands(question.values)
    _check_keys(question, findings)
    _check_options(question, findings)
    _check_range(question, findings)
    for key in ("standard", "exceeds"):
        _check_operand(question, key, findings)
    if findings.errors > before:
        return  # the rest compares what has just been found to be wrong
    _check_exceeds(question, findings)
    _check_critical(question, findings)
    if question.values.get("weight") and not canonical.has_verdict(question.values):
        findings.add(question.at("weight"), _WEIGHT_UNSCORED)


def _check_keys(question: Piece, findings: Findings) -> None:
    kind = question.values["type"]
    own, needed = TYPES[kind].keys, TYPES[kind].needs
    for key in question.values:
        if key in OWN_KEYS and key not in own:
            said = {"key": key, "type": kind, "types": ", ".join(types_with(key))}
            findings.add(question.at(key), _KEY_OF_OTHER_TYPE, on_key=True, **said)
    if needed and needed not in question.values:
        findings.add(question.at("type"), _NEEDS_KEY, type=kind, key=needed)
    if "from" in own and "from" in question.values and "to" not in question.values:
        findings.add(question.at("from"), _NEEDS_KEY, on_key=True, type="from", key="to")
    if question.values.get("unit") == "open_minutes" and not {"to", "longest"} & {*question.values}:
        findings.add(question.at("unit"), _NEEDS_KEY, type="open_minutes", key="to")


def _check_options(question: Piece, findings: Findings) -> None:
    values = question.values
    options = values.get("options", [])
    for option in options:
        if option["id"] in ("na", "never", "unseen", "pending"):
            where = question.at("options", option["id"])
            findings.add(where, _RESERVED_OPTION, on_key=True, id=option["id"])
    ids = [option["id"] for option in options]
    for id_ in {id_ for id_ in ids if ids.count(id_) > 1}:  # in a map, YAML has seen to it
        findings.add(question.at("options"), _DUPLICATE_OPTION, id=id_)
    judged = [option["id"] for option in options if "verdict" in option]
    if not judged:
        return
    if TYPES[values["type"]].answer == "words":
        findings.add(question.at("options", judged[0], "verdict"), _VERDICT_OF_MANY, on_key=True)
    elif "standard" in values:
        findings.add(question.at("standard"), _TWO_JUDGES, on_key=True)
    for option in options:
        if option["id"] not in judged:
            where = question.at("options", option["id"])
            findings.add(where, _SOME_VERDICTS, on_key=True, option=option["id"])


def _check_range(question: Piece, findings: Findings) -> None:
    values = question.values
    least, most = _limits_of(values)
    if least >= most:
        key = "max" if "max" in values else "min"
        findings.add(question.at(key), _ORDER, least=least, most=most)
    if TYPES[values["type"]].whole:
        for key in ("min", "max"):
            if not float(values.get(key, 0)).is_integer():
                said = {"found": values[key], "type": values["type"]}
                findings.add(question.at(key), _A_WHOLE_NUMBER, **said)


def _check_operand(question: Piece, key: str, findings: Findings) -> None:
    values = question.values
    kind = values["type"]
    for operator, operand in values.get(key, {}).items():
        operators = TYPES[kind].operators
        if key not in TYPES[kind].keys:
            return
        where = question.at(key, operator)
        if operator not in operators:
            said = {"operator": operator, "type": kind, "operators": ", ".join(operators)}
            findings.add(where, _OPERATOR, on_key=True, **said)
        elif not _fits(operand, values, where, findings):
            continue
        elif operator == "between" and operand[0] >= operand[1]:
            findings.add(where, _ORDER, least=operand[0], most=operand[1])


def _fits(operand: Any, question: Mapping[str, Any], where: Spot, findings: Findings) -> bool:
    """Whether an operand can be an answer to a question; notes the first reason why not."""
    for value in operand if isinstance(operand, list) else [operand]:
        if found := _unfit(value, question):
            findings.add(where, found)
            return False
    return True


def _unfit(value: Any, question: Mapping[str, Any]) -> Sentence | None:
    traits = TYPES[question["type"]]
    if traits.typed:
        return None if value in traits.words else _YES_OR_NO.of(found=shortened(value))
    if traits.answer == "number":
        return _unfit_number(value, question)
    known = _option_ids(question)
    return None if value in known else unknown(_UNKNOWN_OPTION, str(value), known)


def _unfit_number(value: Any, question: Mapping[str, Any]) -> Sentence | None:
    if isinstance(value, str):
        return _A_NUMBER.of(found=shortened(value))
    if TYPES[question["type"]].whole and not float(value).is_integer():
        return _A_WHOLE_NUMBER.of(found=value, type=question["type"])
    least, most = _limits_of(question)
    if not least <= value <= most:
        return _OUTSIDE.of(found=value, least=least, most="∞" if most == inf else most)
    return None


# ── thresholds ──


_EXCEEDS_ALONE = _("`exceeds` needs a `standard` to exceed; add one")
_EXCEEDS_BEYOND = _(
    "not every answer that exceeds would meet the standard, or all that meet it would exceed; "
    "make `exceeds` stricter than `standard`"
)
_CRITICAL_UNSCORED = _(
    "`critical` needs a verdict, and this question has none; add a `standard`, or delete it"
)
_LIMIT_OF_NO_NUMBER = _("a limit belongs to numbers; write `critical: true`")
_CRITICAL_LIMIT = _(
    "`{operator}: {limit}` would fail answers that meet the standard, or none; "
    "put the limit on the far side of the standard"
)


def _check_exceeds(question: Piece, findings: Findings) -> None:
    """Notes an `exceeds` that is not stricter than the standard."""
    values = question.values
    if "exceeds" not in values:
        return
    if "standard" not in values:
        findings.add(question.at("exceeds"), _EXCEEDS_ALONE, on_key=True)
    elif not _stricter(values):
        findings.add(question.changed_at("exceeds", "standard"), _EXCEEDS_BEYOND)


def _stricter(values: Mapping[str, Any]) -> bool:
    """Whether every answer that exceeds meets the standard, and not the other way round."""
    answer = TYPES[values["type"]].answer
    if answer == "number":
        low, high = _interval(values["standard"], values)
        better_low, better_high = _interval(values["exceeds"], values)
        return low <= better_low <= better_high <= high and (low, high) != (better_low, better_high)
    if answer == "word":
        return _accepted(values["exceeds"], values) < _accepted(values["standard"], values)
    return _implies(values["exceeds"], values["standard"]) and not _implies(
        values["standard"], values["exceeds"]
    )


def _interval(standard: Mapping[str, Any], question: Mapping[str, Any]) -> tuple[float, float]:
    """The least and greatest number that a standard accepts, within what can be answered."""
    least, most = _limits_of(question)
    operator, operand = next(iter(standard.items()))
    if operator == "between":
        return operand[0], operand[1]
    return (
        least if operator == "at_most" else operand,
        most if operator == "at_least" else operand,
    )


def _accepted(standard: Mapping[str, Any], question: Mapping[str, Any]) -> set[str]:
    """The options of a choice that a standard accepts."""
    operator, operand = next(iter(standard.items()))
    ids = set(operand) if isinstance(operand, list) else {operand}
    return set(_option_ids(question)) - ids if operator == "none_of" else ids


def _implies(stricter: Mapping[str, Any], standard: Mapping[str, Any]) -> bool:
    """Whether every set of chosen options that fulfils the first fulfils the second."""
    operator, ids = next(iter(stricter.items()))
    other, others = next(iter(standard.items()))
    first, second = set(ids), set(others)
    return {
        ("all_of", "all_of"): second <= first,
        ("all_of", "any_of"): bool(first & second),
        ("any_of", "any_of"): first <= second,
        ("any_of", "all_of"): len(first) == 1 and first == second,
        ("none_of", "none_of"): second <= first,
    }.get((operator, other), False)


def _check_critical(question: Piece, findings: Findings) -> None:
    """Notes a `critical` without a verdict, or with a limit that contradicts the standard."""
    critical = question.values.get("critical")
    if not critical:
        return
    if not canonical.has_verdict(question.values):
        findings.add(question.at("critical"), _CRITICAL_UNSCORED, on_key=True)
    elif isinstance(critical, dict) and TYPES[question.values["type"]].answer != "number":
        findings.add(question.at("critical"), _LIMIT_OF_NO_NUMBER)
    elif isinstance(critical, dict):
        operator, limit = next(iter(critical.items()))
        low, high = _interval(question.values["standard"], question.values)
        least, most = _limits_of(question.values)
        if not (high <= limit < most if operator == "more_than" else least < limit <= low):
            where = question.changed_at("critical", "standard")
            findings.add(where, _CRITICAL_LIMIT, operator=operator, limit=limit)


def _option_ids(question: Mapping[str, Any]) -> list[str]:
    """What can be answered to a rating or a choice."""
    words = TYPES[question["type"]].words
    return list(words) or [option["id"] for option in question.get("options", ())]


def _limits_of(question: Mapping[str, Any]) -> tuple[float, float]:
    """The least and the greatest answer to a number; infinite where nothing is said."""
    full = canonical.defaults_of(question, {}) | dict(question)
    return full.get("min", -inf), full.get("max", inf)
