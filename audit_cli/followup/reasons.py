"""Why the team had no way to do better, in words of any language (PRACTICE: "Ethics, built in")."""

from collections.abc import Mapping
from typing import Final

from audit_cli.errors import UsageError
from audit_cli.followup.changes import Reason
from audit_cli.language import Listed, Message, _, pgettext
from audit_cli.language.typed import TypedWords

# As they are typed.
WRITTEN: Final[Mapping[Reason, Message]] = {
    "too-few-people": pgettext("typed", "too-few-people"),
    "no-equipment": pgettext("typed", "no-equipment"),
    "did-not-know": pgettext("typed", "did-not-know"),
    "other": pgettext("typed", "other"),
}
# As they are read.
SPOKEN: Final[Mapping[Reason, Message]] = {
    "too-few-people": _("too few people"),
    "no-equipment": _("no equipment"),
    "did-not-know": _("they did not know"),
    "other": _("another reason"),
}
_WORDS: Final = TypedWords(WRITTEN)
_UNKNOWN: Final = _("--reason takes {reasons}; not `{written}`")


def choices() -> Listed:
    """The reasons as they are typed, with commas between."""
    return Listed(tuple(WRITTEN.values()))


def reason_of(written: str) -> Reason:
    """The reason that a word of any language means. Raises UsageError."""
    reason = _WORDS.get("-".join(written.split()))
    if reason is None:
        raise UsageError(_UNKNOWN, reasons=choices(), written=written)
    return reason
