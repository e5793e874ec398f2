"""The checklist language as a JSON Schema, for editors that complete and check while one types."""

from typing import Final

from audit_cli.checklist.keys import CHECKLIST, CLOCK, CONDITION, EXTENSION, QUESTION, STANDARD
from audit_cli.checklist.records import Schema

_TEXT: Schema = {
    "description": "a text, or one for each language",
    "anyOf": [
        {"type": "string", "minLength": 1},
        {
            "type": "object",
            "properties": {
                language: {"type": "string", "minLength": 1} for language in ("en", "es")
            },
            "additionalProperties": False,
            "minProperties": 1,
        },
    ],
}

_NAMED: Final = (QUESTION, CLOCK, STANDARD, CONDITION)


def checklist_schema() -> Schema:
    """The schema of a checklist file (JSON Schema 2020-12).

    It knows keys, types and ranges. What holds between the parts, `audit checklist validate` says.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A checklist of audit",
        "type": "object",
        "if": {"required": ["extends"]},
        "then": EXTENSION.schema(),
        "else": CHECKLIST.schema(),
        "$defs": {"text": _TEXT} | {record.name: record.definition() for record in _NAMED},
    }
