"""Why the team had no way to do better, in words of either language (PRACTICE: "Ethics, built in")."""

from collections.abc import Mapping
from typing import Final

from audit_cli.errors import UsageError
from audit_cli.followup.changes import Reason
from audit_cli.i18n import LANGUAGES, Listed, Message
from audit_cli.interview.values import folded_word

# As they are typed.
WRITTEN: Final[Mapping[Reason, Message]] = {
    "too-few-people": Message(en="too-few-people", es="falta-gente"),
    "no-equipment": Message(en="no-equipment", es="sin-equipo"),
    "did-not-know": Message(en="did-not-know", es="no-sabía"),
    "other": Message(en="other", es="otro"),
}
# As they are read.
SPOKEN: Final[Mapping[Reason, Message]] = {
    "too-few-people": Message(en="too few people", es="faltaba gente"),
    "no-equipment": Message(en="no equipment", es="faltaba equipo"),
    "did-not-know": Message(en="they did not know", es="no sabían"),
    "other": Message(en="another reason", es="otro motivo"),
}
_WORDS: Final[Mapping[str, Reason]] = {
    folded_word(message.say(language)): reason
    for reason, message in WRITTEN.items()
    for language in LANGUAGES
}
_UNKNOWN: Final = Message(
    en="--reason takes {reasons}; not `{written}`", es="--reason es {reasons}; no `{written}`"
)


def choices() -> Listed:
    """The reasons as they are typed, with commas between."""
    return Listed(tuple(WRITTEN.values()))


def reason_of(written: str) -> Reason:
    """The reason that a word of either language means. Raises UsageError."""
    reason = _WORDS.get("-".join(folded_word(written).split()))
    if reason is None:
        raise UsageError(_UNKNOWN, reasons=choices(), written=written)
    return reason
