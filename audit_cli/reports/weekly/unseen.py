"""What nobody looked at, in the words of a week's page."""

from collections.abc import Mapping
from typing import Final

from audit_cli.checklist.model import Contact, Moment
from audit_cli.i18n import WEEKDAYS, Language, Locale, Message
from audit_cli.insight.coverage import USUAL_HOURS, Unseen

_MOMENTS: Final[Mapping[Moment, Message]] = {
    "before": Message(en="before", es="antes"),
    "during": Message(en="during", es="durante"),
    "after": Message(en="after", es="después"),
}
_CONTACTS: Final[Mapping[Contact, Message]] = {
    "door": Message(en="door", es="puerta"),
    "reception": Message(en="reception", es="recepción"),
    "cashier": Message(en="cashier", es="caja"),
    "professional": Message(en="professional", es="profesional"),
    "phone": Message(en="phone", es="teléfono"),
    "message": Message(en="messages", es="mensajes"),
    "web": Message(en="website", es="sitio web"),
    "after": Message(en="after the visit", es="después de la visita"),
}
_UNSEEN_MOMENTS: Final = Message(en="Moments", es="Momentos")
_UNSEEN_CONTACTS: Final = Message(en="Contact points", es="Puntos de contacto")
_UNSEEN_DAYS: Final = Message(en="Weekdays", es="Días")
_UNSEEN_HOURS: Final = Message(en="Hours", es="Horas")
_NO_UNSEEN: Final = Message(
    en="In the last 13 weeks every moment, contact point, weekday and hour was looked at{basis}.",
    es="En las últimas 13 semanas se miraron todos los momentos, puntos de contacto, días y horas"
    "{basis}.",
)
_ASSUMED: Final = Message(
    en=" (if open {first} to {last}, {opens} to {closes}; your own go in audit.yaml: hours)",
    es=" (si abre de {first} a {last}, {opens} a {closes}; su horario va en audit.yaml: hours)",
)
_NOTHING_LOOKED_AT: Final = Message(
    en="Nothing was looked at in the last 13 weeks.",
    es="En las últimas 13 semanas no se miró nada.",
)


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
