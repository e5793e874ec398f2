"""Writes checklists/checklist.schema.json from the checklist language: run it when that changes."""

import json
from pathlib import Path

from audit_cli.checklist.keys import checklist_schema

SCHEMA_FILE = Path(__file__).parents[1] / "checklists" / "checklist.schema.json"


def schema_text() -> str:
    """What the file should hold."""
    return json.dumps(checklist_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
