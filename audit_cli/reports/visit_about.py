"""What to know about an audit beside its numbers: who, when, how, and what they are not for."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from audit_cli.i18n import Language, Locale, Message
from audit_cli.interview.values import folded_word
from audit_cli.reports.view import AuditView
from audit_cli.reports.wording import client_words, one_line

_WHEN: Final = Message(en="When", es="Cuándo")
_LASTED: Final = Message(en="How long it took", es="Cuánto duró")
_AUDITOR: Final = Message(en="Who audited", es="Quién auditó")
_RECOGNISED: Final = Message(en="Recognised as auditor", es="Le reconocieron")
_CLIENT: Final = Message(en="Type of {client}", es="Tipo de {client}")
_NOT_RECORDED: Final = Message(en="not recorded", es="no se anotó")
_MINUTES: Final = Message(en="{duration} min", es="{duration} min")
_HOURS: Final = Message(en="{duration} h", es="{duration} h")
_WHEN_AT: Final = Message(en="{date}, {time}", es="{date}, {time}")
_MANAGER: Final = Message(en="the manager of the place", es="la gerencia del lugar")
_ROLE: Final = Message(
    en="{role}: a self-audit, not an outsider's",
    es="{role}: una autoauditoría, no alguien de fuera",
)
_MANAGERS: Final = frozenset(("manager", "the manager", "gerente", "gerencia", "la gerencia"))
_RECOGNITION: Final[Mapping[str, Message]] = {
    "yes": Message(
        en="yes: it may have gone better than usual", es="sí: pudo salir mejor que de costumbre"
    ),
    "no": Message(en="no", es="no"),
    "unsure": Message(en="not sure", es="no se sabe"),
}

_STAFF_NOT_TOLD: Final = Message(
    en="The team has not been told yet that audits exist, why, and how results are used.",
    es="Aún no se le ha dicho al equipo que hay auditorías, para qué y cómo se usan.",
)
_STAFF_TOLD_AFTER: Final = Message(
    en="The team had not been told yet: it was told on {date}.",
    es="El equipo aún no lo sabía: se le dijo el {date}.",
)
_STAFF_TOLD: Final = Message(
    en="The team has known since {date} that audits exist.",
    es="El equipo sabe desde el {date} que hay auditorías.",
)
_HOW_SCORED: Final = Message(
    en="The score is the points met out of the points that applied; "
    "opinions are shown and never scored.",
    es="El puntaje son los puntos cumplidos de los que aplicaban; "
    "las opiniones se muestran y nunca dan puntos.",
)
_CANT_TELL: Final = Message(
    en="One audit is one moment seen by one person: it can't tell how satisfied {clients} are, "
    "nor how other days go.",
    es="Una auditoría es un momento visto por una persona: no mide la satisfacción de "
    "sus {clients} ni dice cómo van los demás días.",
)
_ETHICS: Final = Message(
    en="Made to improve the service: not for punishing or rewarding.",
    es="Hecha para mejorar el servicio: no sirve para sancionar ni premiar.",
)


def when(view: AuditView, locale: Locale) -> str:
    """The day of the week, the date and the hour where the site is."""
    day, time = locale.date(view.started.date()), f"{view.started:%H:%M}"
    return _WHEN_AT.say(locale.language, date=day, time=time)


def day_and_time(view: AuditView, locale: Locale) -> str:
    """As `when`, in brief: `16 Nov 2026, 09:15`."""
    return locale.moment(view.started)


def facts(view: AuditView, locale: Locale) -> list[tuple[str, str]]:
    """What there is to know about the audit: pairs of label and value."""
    record, language = view.record, locale.language
    nothing = _NOT_RECORDED.say(language)
    recognised = _RECOGNITION[record.recognised].say(language) if record.recognised else nothing
    pairs = (
        (_WHEN, when(view, locale)),
        (_LASTED, _lasted(record.seconds_spent, locale) or nothing),
        (_AUDITOR, _auditor(record.auditor, locale) or nothing),
        (_RECOGNISED, recognised),
        (_CLIENT, client_words(record.client or "", language) or nothing),
    )
    return [(locale.say(name), value) for name, value in pairs]


def staff(told: date | None, day: date, locale: Locale) -> str:
    """Whether the team knows: it should, before the first audit. `day` is that of an audit."""
    if told is None:
        return _STAFF_NOT_TOLD.say(locale.language)
    message = _STAFF_TOLD_AFTER if told > day else _STAFF_TOLD
    return message.say(locale.language, date=locale.short_date(told))


def method(locale: Locale) -> tuple[str, ...]:
    """How the score is made, and what it can't tell."""
    return tuple(locale.say(message) for message in (_HOW_SCORED, _CANT_TELL))


def ethics(locale: Locale) -> str:
    """What the report is not for."""
    return _ETHICS.say(locale.language)


def _lasted(seconds: int | None, locale: Locale) -> str:
    if seconds is None:
        return ""
    message = _MINUTES if seconds < 3600 else _HOURS
    return message.say(locale.language, duration=locale.duration(seconds))


def _auditor(role: str | None, locale: Locale) -> str:
    name = role_words(role, locale.language)
    return _ROLE.say(locale.language, role=name) if name else ""


def role_words(role: str | None, language: Language) -> str:
    """A role as it was written; the manager's in the reader's language. Empty for none."""
    name = one_line(role or "")
    return _MANAGER.say(language) if folded_word(name) in _MANAGERS else name
