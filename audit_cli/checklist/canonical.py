"""The checklist that an audit was asked with, from the text that pins it."""

import json
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from audit_cli.checklist.building import checklist_of, normalise_conditions, normalise_operands
from audit_cli.checklist.keys import CHECKLIST
from audit_cli.checklist.model import Checklist
from audit_cli.checklist.records import Reading
from audit_cli.checklist.source import Document, Source
from audit_cli.errors import InvalidInput, Problem
from audit_cli.language import _

_NOT_CANONICAL: Final = _("the kept checklist can't be read ({detail}); `audit doctor` says more")


@lru_cache(maxsize=64)
def checklist_from_canonical(text: str) -> Checklist:
    """The checklist of a pinned canonical JSON, exactly as it was; its sha256 is that of the text. It takes
    milliseconds, and many audits have the same: so it is read once.

    Pinned checklists are read for ever: only their form is checked, not today's rules. Raises
    InvalidInput for a text that is no checklist.
    """
    document = Document(_canonical_data(text), Source("", "checklist.json"))
    reading = Reading()
    values = CHECKLIST.read(document.data, (), reading)
    errors = [mistake for mistake in reading.mistakes if not mistake.warning]
    if errors:
        raise InvalidInput(document.located(errors))
    questions = [question for section in values["sections"] for question in section["questions"]]
    types = {question["id"]: question["type"] for question in questions}
    for question in questions:
        normalise_operands(question)
        normalise_conditions(question, types)
    return checklist_of(values, text, sha256(text.encode()).hexdigest())


def _canonical_data(text: str) -> Any:
    try:
        return json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError) as error:
        problem = Problem(_NOT_CANONICAL, (("detail", str(error)),), "checklist.json")
        raise InvalidInput([problem]) from error
