"""Why the team had no way to do better, in words of either language (PRACTICE: "Ethics, built in")."""

from collections.abc import Mapping
from typing import Final

from audit_cli.errors import UsageError
from audit_cli.followup.changes import Reason
from audit_cli.interview.values import folded_word
from audit_cli.language import LANGUAGES, Listed, Message, _

# As they are typed.
WRITTEN: Final[Mapping[Reason, Message]] = {
    "too-few-people": _("too-few-people"),
    "no-equipment": _("no-equipment"),
    "did-not-know": _("did-not-know"),
    "other": _("other"),
}
# As they are read.
SPOKEN: Final[Mapping[Reason, Message]] = {
    "too-few-people": _("too few people"),
    "no-equipment": _("no equipment"),
    "did-not-know": _("they did not know"),
    "other": _("another reason"),
}
_WORDS: Final[Mapping[str, Reason]] = {
    folded_word(message.say(language)): reason
    for reason, message in WRITTEN.items()
    for language in LANGUAGES
}
_UNKNOWN: Final = _("--reason takes {reasons}; not `{written}`")


def choices() -> Listed:
    """The reasons as they are typed, with commas between."""
    return Listed(tuple(WRITTEN.values()))


def reason_of(written: str) -> Reason:
    """The reason that a word of either language means. Raises UsageError."""
    reason = _WORDS.get("-".join(folded_word(written).split()))
    if reason is None:
        raise UsageError(_UNKNOWN, reasons=choices(), written=written)
    return reason
