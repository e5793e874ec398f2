"""Actions in the words that people read."""

from collections.abc import Mapping
from typing import Final

from audit_cli.followup.episodes import Recurrence
from audit_cli.followup.tracked import Tracked
from audit_cli.language import Language, Message, Text, _
from audit_cli.reports.wording import SERIOUS, one_line

RECURRENCES: Final[Mapping[Recurrence, Message]] = {
    "recurring": _("again"),
    "chronic": _("every time"),
}
_NOT_MET: Final = _("not met: {recurrence}")
_PUT_RIGHT: Final = _("put it right")
_ERASED: Final = _("erased")


def what(one: Tracked, language: Language) -> str:
    """What is to be done: the measure, or what a person wrote."""
    if one.text is not None:
        return one_line(one.text) or _ERASED.say(language)
    return measure_words(one.measure, language)


def measure_words(measure: Text | None, language: Language) -> str:
    """A measure where more is said behind it: without its full stop."""
    if measure is None:
        return _PUT_RIGHT.say(language)
    return one_line(measure.say(language)).removesuffix(".")


def marks(serious: bool, recurrence: Recurrence | None, language: Language) -> tuple[str, ...]:
    """What weighs on an item that was not met: `serious`, and `again` or `every time`."""
    found = [SERIOUS] if serious else []
    if recurrence:
        found.append(RECURRENCES[recurrence])
    return tuple(message.say(language) for message in found)


def recurs(one: Tracked, language: Language) -> tuple[str, ...]:
    """`not met: every time`, beside when an action is due: alone it would read as overdue every time."""
    if one.recurrence is None:
        return ()
    return (_NOT_MET.say(language, recurrence=RECURRENCES[one.recurrence]),)
