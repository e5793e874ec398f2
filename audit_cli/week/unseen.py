"""What nobody looked at, in the words of a week's page."""

from collections.abc import Mapping
from typing import Final

from audit_cli.checklist.model import Contact, Moment
from audit_cli.insight.coverage import USUAL_HOURS, Unseen
from audit_cli.language import WEEKDAYS, Language, Locale, Message, _

_MOMENTS: Final[Mapping[Moment, Message]] = {
    "before": _("before"),
    "during": _("during"),
    "after": _("after"),
}
_CONTACTS: Final[Mapping[Contact, Message]] = {
    "door": _("door"),
    "reception": _("reception"),
    "cashier": _("cashier"),
    "professional": _("professional"),
    "phone": _("phone"),
    "message": _("messages"),
    "web": _("website"),
    "after": _("after the visit"),
}
_UNSEEN_MOMENTS: Final = _("Moments")
_UNSEEN_CONTACTS: Final = _("Contact points")
_UNSEEN_DAYS: Final = _("Weekdays")
_UNSEEN_HOURS: Final = _("Hours")
_NO_UNSEEN: Final = _(
    "In the last 13 weeks every moment, contact point, weekday and hour was looked at{basis}."
)
_ASSUMED: Final = _(
    " (if open {first} to {last}, {opens} to {closes}; your own go in audit.yaml: hours)"
)
_NOTHING_LOOKED_AT: Final = _("Nothing was looked at in the last 13 weeks.")


def unseen(found: Unseen, assumed: bool, locale: Locale) -> list[tuple[str, str]]:
    """What was never looked at in the last 13 weeks: pairs of label and names. The last one tells of
    opening hours that were only `assumed`, where they matter."""
    language = locale.language
    days = [WEEKDAYS[day].say(language) for day in found.weekdays]
    lists = (
        (_UNSEEN_MOMENTS, [_MOMENTS[moment].say(language) for moment in found.moments]),
        (_UNSEEN_CONTACTS, [_CONTACTS[contact].say(language) for contact in found.contacts]),
        (_UNSEEN_DAYS, days),
        (_UNSEEN_HOURS, [f"{_clock(first)}–{_clock(last)}" for first, last in found.hours]),
    )
    lines = [(label.say(language), ", ".join(names)) for label, names in lists if names]
    if assumed and (found.weekdays or found.hours):
        label, names = lines.pop()
        lines.append((label, names + _basis(language)))
    return lines


def _basis(language: Language) -> str:
    [usual] = USUAL_HOURS
    days = [WEEKDAYS[day].say(language) for day in usual.weekdays]
    hours = {"opens": usual.opens // 60, "closes": usual.closes // 60}
    return _ASSUMED.say(language, first=days[0], last=days[-1], **hours)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def no_unseen(looked: bool, assumed: bool, language: Language) -> str:
    """What stands where nothing is left unseen, as far as hours are known or `assumed`, or nothing was
    looked at."""
    if not looked:
        return _NOTHING_LOOKED_AT.say(language)
    return _NO_UNSEEN.say(language, basis=_basis(language) if assumed else "")
