"""Writes checklists/checklist.schema.json from the checklist language: run it when that changes.

Editors complete and check with it while one types. It knows keys, types and ranges; what holds between
the parts, `audit checklist validate` says.
"""

import json
from functools import singledispatch
from pathlib import Path
from typing import Any, Final

from audit_cli.checklist import keys, kinds

SCHEMA_FILE = Path(__file__).parents[1] / "checklists" / "checklist.schema.json"
Schema = dict[str, Any]

TEXT: Final[Schema] = {
    "description": "a text, or one for each language",
    "anyOf": [
        {"type": "string", "minLength": 1},
        {
            "type": "object",
            "propertyNames": {"pattern": f"^{kinds.LANGUAGE}$"},
            "additionalProperties": {"type": "string", "minLength": 1},
            "minProperties": 1,
        },
    ],
}
REFERRED: Final = (keys.QUESTION, keys.CLOCK, keys.STANDARD, keys.CONDITION)


def checklist_schema() -> Schema:
    """The schema of a checklist file (JSON Schema 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A checklist of audit",
        "type": "object",
        "if": {"required": ["extends"]},
        "then": schema_of(keys.EXTENSION),
        "else": schema_of(keys.WHOLE_CHECKLIST),
        "$defs": {"text": TEXT} | {record.name: definition(record) for record in REFERRED},
    }


@singledispatch
def schema_of(kind: kinds.ValueKind) -> Schema:
    """The schema of what an editor should accept where this kind stands."""
    raise NotImplementedError(type(kind))


@schema_of.register
def _(kind: kinds.KnownKeys) -> Schema:
    return {"$ref": f"#/$defs/{kind.name}"} if kind.name else definition(kind)


def definition(record: kinds.KnownKeys) -> Schema:
    """The schema itself, also of a record with a name."""
    schema: Schema = {
        "type": "object",
        "properties": {key: _field(field) for key, field in record.fields.items()},
        "additionalProperties": False,
    }
    if record.required:
        schema["required"] = list(record.required)
    if record.one_of:
        schema["oneOf"] = [{"required": [key]} for key in record.one_of]
    return schema


def _field(field: kinds.Field) -> Schema:
    schema = schema_of(field.kind)
    if field.default is not None:
        schema["default"] = field.default
    if field.note:
        schema["description"] = field.note
    return schema


@schema_of.register
def _(kind: kinds.ListOf) -> Schema:
    return {"type": "array", "items": schema_of(kind.kind), "minItems": kind.least}


@schema_of.register
def _(kind: kinds.MapOf) -> Schema:
    return {
        "type": "object",
        "propertyNames": {"pattern": schema_of(kind.key)["pattern"]},
        "additionalProperties": schema_of(kind.kind),
        "minProperties": kind.least,
    }


@schema_of.register
def _(kind: kinds.Either) -> Schema:
    return {"anyOf": [schema_of(part) for part in kind.kinds.values()]}


@schema_of.register
def _(_kind: kinds.FreeWords) -> Schema:
    return {"type": ["string", "number", "boolean"]}


@schema_of.register
def _(_kind: kinds.Identifier) -> Schema:
    return {"type": "string", "pattern": f"^{kinds.IDENTIFIER}$"}


@schema_of.register
def _(_kind: kinds.TextKind) -> Schema:
    return {"$ref": "#/$defs/text"}


@schema_of.register
def _(kind: kinds.Number) -> Schema:
    name = "integer" if kind.whole else "number"
    return {"type": name, "minimum": kind.least, "maximum": kind.most}


@schema_of.register
def _(_kind: kinds.Flag) -> Schema:
    return {"enum": [True, False, "yes", "no"]}


@schema_of.register
def _(kind: kinds.OneOf) -> Schema:
    return {"enum": list(kind.words)}


@schema_of.register
def _(kind: keys.Days) -> Schema:
    number = {"type": "integer", "minimum": kind.least, "maximum": kind.most}
    return {"anyOf": [{"const": "today"}, number]}


@schema_of.register
def _(kind: keys.Options) -> Schema:
    return schema_of(kind.kinds["mapping"])


@schema_of.register
def _(_kind: keys.Changes) -> Schema:
    return {"anyOf": [schema_of(keys.QUESTION_CHANGE), schema_of(keys.SECTION_CHANGE)]}


def schema_text() -> str:
    """What the file should hold."""
    return json.dumps(checklist_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
