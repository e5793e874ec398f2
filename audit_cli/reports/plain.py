"""Reports as plain data, which is all that a template is given."""

from typing import Any


def plain(value: Any) -> Any:
    """Records as dicts by their names, and all that is in them; anything else as it is."""
    if isinstance(value, tuple):
        inner = map(plain, value)
        names = getattr(value, "_fields", None)
        return dict(zip(names, inner, strict=True)) if names else tuple(inner)
    return value
