"""What to know about an audit beside its numbers: who, when, how, and what they are not for."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from audit_cli.interview.values import folded_word
from audit_cli.language import Language, Locale, Message, _
from audit_cli.reports.view import AuditView
from audit_cli.reports.wording import UNITS, client_words, one_line

_WHEN: Final = _("When")
_LASTED: Final = _("How long it took")
_AUDITOR: Final = _("Who audited")
_RECOGNISED: Final = _("Recognised as auditor")
_CLIENT: Final = _("Type of {client}")
_NOT_RECORDED: Final = _("not recorded")
_WHEN_AT: Final = _("{date}, {time}")
_MANAGER: Final = _("the manager of the place")
_ROLE: Final = _("{role}: a self-audit, not an outsider's")
_MANAGERS: Final = frozenset(("manager", "the manager", "gerente", "gerencia", "la gerencia"))
_RECOGNITION: Final[Mapping[str, Message]] = {
    "yes": _("yes: it may have gone better than usual"),
    "no": _("no"),
    "unsure": _("not sure"),
}

_STAFF_NOT_TOLD: Final = _(
    "The team has not been told yet that audits exist, why, and how results are used."
)
_STAFF_TOLD_AFTER: Final = _("The team had not been told yet: it was told on {date}.")
_STAFF_TOLD: Final = _("The team has known since {date} that audits exist.")
_HOW_SCORED: Final = _(
    "The score is the points met out of the points that applied; "
    "opinions are shown and never scored."
)
_CANT_TELL: Final = _(
    "One audit is one moment seen by one person: it can't tell how satisfied {clients} are, "
    "nor how other days go."
)
_ETHICS: Final = _("Made to improve the service: not for punishing or rewarding.")


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
    message = UNITS["minutes" if seconds < 3600 else "hours"]
    return message.say(locale.language, duration=locale.duration(seconds))


def _auditor(role: str | None, locale: Locale) -> str:
    name = role_words(role, locale.language)
    return _ROLE.say(locale.language, role=name) if name else ""


def role_words(role: str | None, language: Language) -> str:
    """A role as it was written; the manager's in the reader's language. Empty for none."""
    name = one_line(role or "")
    return _MANAGER.say(language) if folded_word(name) in _MANAGERS else name
