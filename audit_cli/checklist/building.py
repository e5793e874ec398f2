"""From the normalised values of a whole checklist to the frozen model, and its canonical form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from audit_cli.checklist.keys import VERDICTS
from audit_cli.checklist.model import (
    Checklist,
    Clock,
    Condition,
    Mark,
    Nobody,
    Option,
    Question,
    Section,
    Standard,
)
from audit_cli.language import Text

Values = dict[str, Any]

NUMERIC: Final = ("number", "count", "seconds", "scale")
# Keys of the file that the model calls otherwise, because they are words of Python.
_RENAMED: Final = {"from": "from_mark", "to": "to_mark", "min": "minimum", "max": "maximum"}
_AS_WRITTEN: Final = (
    *("id", "type", "from", "to", "count", "unit", "min", "max", "weight", "about", "contact"),
    *("na", "pending", "opinion", "due", "source", "basis", "was"),
)


def checklist_of(values: Values, canonical: str, sha256: str) -> Checklist:
    """The model of normalised values, which must be free of mistakes."""
    moment = values.get("moment", "during")
    return Checklist(
        id=values["id"],
        version=values["version"],
        title=text_of(values["title"]),
        sections=tuple(_section(section, moment) for section in values["sections"]),
        canonical=canonical,
        sha256=sha256,
        target=values.get("target", 85),
        delight=values.get("delight", 2),
        moment=moment,
        briefing=_optional_text(values.get("briefing")),
    )


def normalise_operands(question: Values) -> None:
    """Turns the operands of its standards into what its type compares: numbers, `yes` and `no`."""
    for key in ("standard", "exceeds"):
        for operator, operand in question.get(key, {}).items():
            question[key][operator] = _operand(operand, question.get("type"))


def normalise_conditions(question: Values, types: Mapping[str, str]) -> None:
    """Turns the operands of `only_if` into what the types of the questions it names compare."""
    conditions = question.get("only_if")
    if conditions is None:
        return
    for condition in conditions if isinstance(conditions, list) else [conditions]:
        for operator in condition.keys() - {"question"}:
            kind = types.get(condition.get("question", ""))
            condition[operator] = _operand(condition[operator], kind)


def _operand(operand: Any, kind: str | None) -> Any:
    if isinstance(operand, list):
        return [_operand(part, kind) for part in operand]
    if not isinstance(operand, str):
        return operand
    if kind == "yes_no":
        return _YES_NO.get(operand.lower(), operand)
    if kind in NUMERIC:
        return number_of(operand)
    return operand


_YES_NO: Final = {
    **dict.fromkeys(("yes", "true", "sí", "si"), "yes"),
    **dict.fromkeys(("no", "false"), "no"),
}


def number_of(word: str) -> int | float | str:
    """The number that a word writes; the word itself if it writes none."""
    digits = word.removeprefix("-").replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 13):
        return word
    number = float(word)
    return int(number) if number.is_integer() else number


def leave_out_defaults(values: Values) -> None:
    """Leaves out the keys that say what would hold without them, where that depends on the rest."""
    for section in values["sections"]:
        if section.get("moment") == values.get("moment", "during"):
            del section["moment"]
        for question in section["questions"]:
            for key, default in defaults_of(question, section).items():
                if question.get(key) == default:
                    del question[key]


def defaults_of(question: Mapping[str, Any], section: Values) -> Values:
    """What holds for the keys that a question leaves out.

    Without a verdict (an opinion, a text, no standard) it weighs 0, else 1; what is below is due
    today in an immediate section, else in 7 days; the contact point is the section's; a number,
    a count or seconds are not negative, a scale goes from 1 to 5.
    """
    defaults: Values = {"due": 0 if section.get("immediate") else 7}
    if "contact" in section:
        defaults["contact"] = section["contact"]
    if question["type"] == "yes_no":
        defaults["standard"] = {"is": "yes"}
    if question["type"] == "scale":
        defaults |= {"min": 1, "max": 5}
    elif question["type"] in NUMERIC:
        defaults["min"] = 0
    if question.get("to"):
        defaults["from"] = "start"
    defaults["weight"] = int(has_verdict(question))
    return defaults


def has_verdict(question: Mapping[str, Any]) -> bool:
    """Whether a given answer gets a verdict."""
    if question.get("opinion"):
        return False
    kind = question["type"]
    judged_by_option = any("verdict" in option for option in question.get("options", ()))
    return kind in ("yes_no", "rating") or "standard" in question or judged_by_option


def _section(values: Values, moment: Any) -> Section:
    return Section(
        id=values["id"],
        title=text_of(values["title"]),
        questions=tuple(question_of(question, values) for question in values["questions"]),
        immediate=values.get("immediate", False),
        moment=values.get("moment", moment),
        contact=values.get("contact"),
        clock=_clock(values["clock"]) if "clock" in values else None,
    )


def question_of(values: Values, section: Values) -> Question:
    """The model of one question of a section."""
    full = defaults_of(values, section) | values
    critical = full.get("critical", False)
    longest = full.get("longest")
    plain = {_RENAMED.get(key, key): full[key] for key in _AS_WRITTEN if key in full}
    return Question(
        **plain,
        ask=text_of(full["ask"]),
        standard=_standard(full.get("standard")),
        exceeds=_standard(full.get("exceeds")),
        critical=critical is True,
        critical_limit=_standard(critical) if isinstance(critical, dict) else None,
        labels=_labels(full.get("labels", {})),
        options=tuple(_option(option) for option in full.get("options", ())),
        only_if=tuple(_condition(condition) for condition in full.get("only_if", ())),
        longest=(longest[0], longest[1]) if longest else None,
        measure=_optional_text(full.get("measure")),
    )


def _clock(values: Values) -> Clock:
    nobody = values.get("nobody")
    return Clock(
        start=text_of(values["start"]),
        marks=tuple(Mark(mark["id"], text_of(mark["label"])) for mark in values["marks"]),
        look=values.get("look"),
        nobody=Nobody(text_of(nobody["label"]), nobody.get("ends", False)) if nobody else None,
    )


def _labels(values: Values) -> tuple[Option, ...]:
    return tuple(Option(v, text_of(values[v]), v) for v in VERDICTS if v in values)


def _option(values: Values) -> Option:
    return Option(values["id"], text_of(values["label"]), values.get("verdict"))


def _condition(values: Values) -> Condition:
    operator = next(key for key in values if key != "question")
    return Condition(values["question"], operator, _frozen(values[operator]))


def _standard(values: Values | None) -> Standard | None:
    if not values:
        return None
    operator, operand = next(iter(values.items()))
    return Standard(operator, _frozen(operand))


def _frozen(operand: Any) -> Any:
    return tuple(operand) if isinstance(operand, list) else operand


def text_of(written: str | dict[str, str]) -> Text:
    """A text as its author wrote it: one string, or a map of languages."""
    return Text.of(written)


def _optional_text(written: str | dict[str, str] | None) -> Text | None:
    return None if written is None else text_of(written)
