"""Reports as plain data, which is all that a template is given, and plain data as JSON."""

import json
from typing import Any

from audit_cli.language import printable_json


def plain(value: Any) -> Any:
    """Records as dicts by their names, and all that is in them; anything else as it is."""
    if isinstance(value, tuple):
        inner = map(plain, value)
        names = getattr(value, "_fields", None)
        return dict(zip(names, inner, strict=True)) if names else tuple(inner)
    return value


def json_text(value: object) -> str:
    """Plain data as readable JSON, exact: nothing is stripped from people's texts."""
    return printable_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"
