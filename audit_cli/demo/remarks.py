"""What people write into audits and actions, in any language: roles, never names. The words are data."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from audit_cli.checklist.model import About
from audit_cli.language import Text

_DATA: Final = Path(__file__).with_name("data")


def data(name: str) -> Any:
    """What a file of data holds: `people`, `places`, `remarks`."""
    return json.loads((_DATA / f"{name}.json").read_text("utf-8"))


def _texts(written: list[dict[str, str]]) -> tuple[Text, ...]:
    return tuple(map(Text.of, written))


def _by_question(written: dict[str, Any]) -> Mapping[str, Mapping[str, tuple[Text, ...]]]:
    """Remarks of each checklist about each of its questions."""
    return {
        checklist: {question: _texts(said) for question, said in remarks.items()}
        for checklist, remarks in written.items()
    }


_PEOPLE: Final = data("people")
_REMARKS: Final = data("remarks")
AUDITORS: Final = _texts(_PEOPLE["auditors"])
CLIENTS: Final = _texts(_PEOPLE["clients"])  # as often as they come
ROLES: Final[Mapping[About, tuple[Text, ...]]] = {
    about: _texts(roles) for about, roles in _PEOPLE["roles"].items()
}
DONE: Final = _texts(_REMARKS["done"])
BAD: Final = _by_question(_REMARKS["bad"])  # of what was not met, or an opinion at its lowest
GOOD: Final = _by_question(_REMARKS["good"])  # of what was better than expected
