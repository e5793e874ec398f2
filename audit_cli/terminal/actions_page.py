"""How actions are listed, on a phone and on paper."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from audit_cli.followup.changes import SPOKEN
from audit_cli.followup.tracked import Found, Tracked
from audit_cli.language import Language, Locale, _
from audit_cli.reports.action_words import marks, recurs, what
from audit_cli.reports.wording import capital, one_line
from audit_cli.settings import shown_site
from audit_cli.terminal.console import Line, joined, line, plain_lines

_CANDIDATES: Final = 9

_OVERDUE: Final = _("overdue since {date}")
_TODAY: Final = _("due today")
_DUE: Final = _("due {date}")
_DONE: Final = _("done on {date}")
_ON_THE_SPOT: Final = _("fixed on the spot, {date}")
_ONCE: Final = _("found on {date}")
_TIMES: Final = _("found {count} times, last on {date}")
_COULD_NOT: Final = _("no way to do better: {reason}")
_PROPOSED: Final = _("Met on {date}. To close it: audit actions done {id}")
_MARK: Final = _("When it happens: audit mark {id} {mark}")
_OPEN: Final = _("Open: {open}, overdue: {overdue}")


def counts_line(tracked: list[tuple[Tracked, date]], language: Language) -> str:
    """How many are open, and how many of them overdue. Each comes with today's date at its site."""
    still_open = sum(one.status == "open" for one, _ in tracked)
    overdue = sum(one.overdue(today) for one, today in tracked)
    return _OPEN.say(language, open=still_open, overdue=overdue)


def action_row(one: Tracked, site: str, today: date, locale: Locale) -> list[list[Line]]:
    """One action at the site of this name: its id, when it is due, and what, why, who, how often, and what
    proposes closing it."""
    language = locale.language
    urgent = "serious" if one.overdue(today) else ""
    due = [line((when(one, today, locale), urgent))]
    due += [line((mark, "serious")) for mark in marks(one.serious, None, language)]
    place = [one_line(one.title.say(language))] if one.title else []
    if shown_site(site):
        place.append(one_line(site))
    if one.to:
        place.append(_("for: {role}").say(language, role=one_line(one.to)))
    if one.found:
        message = _ONCE if len(one.found) == 1 else _TIMES
        last = locale.short_date(one.found[-1].day)
        place.append(message.say(language, count=len(one.found), date=last))
        place += recurs(one, language)
    about = [line((capital(what(one, language)), "heading"))]
    if one.ask:
        about.append(line(one_line(one.ask.say(language))))
    about.append(joined(((part, "muted") for part in place), between=(" · ", "muted")))
    if one.reason:
        about.append(line(_COULD_NOT.say(language, reason=SPOKEN[one.reason])))
    if one.note:
        about.append(line(_("note: “{note}”").say(language, note=one_line(one.note))))
    if one.met and one.status == "open":
        met = locale.short_date(one.met.day)
        about.append(line(("→ " + _PROPOSED.say(language, date=met, id=one.id[:8]), "met")))
    if one.mark:
        said = _MARK.say(language, id=one.id[:8], mark=one.mark)
        about.append(line((f"→ {said}", "met")))
    return [[line((one.id[:8], "id"))], due, about]


def candidate_lines(found: Sequence[Tracked], language: Language, width: int) -> Iterator[str]:
    """Those that a person may have meant, with ids as the list has them: longer only where that tells
    them apart."""
    length = 8 if len({one.id[:8] for one in found}) == len(found) else None
    for one in found[:_CANDIDATES]:
        parts = [capital(what(one, language))]
        if one.ask:
            parts.append(one_line(one.ask.say(language)))
        entry = line(" · ".join(parts), prefix=f"  {one.id[:length]}  ")
        yield from plain_lines([entry], width)
    if len(found) > _CANDIDATES:
        yield "  …"


def when(one: Tracked, today: date, locale: Locale) -> str:
    """When it is due, or was done."""
    if one.closed:
        message = _ON_THE_SPOT if one.on_the_spot else _DONE
        return message.say(locale.language, date=locale.short_date(one.closed))
    message = _OVERDUE if one.overdue(today) else _TODAY if one.due == today else _DUE
    return message.say(locale.language, date=locale.near_date(one.due, today))


def as_json(one: Tracked, today: date, language: Language) -> dict[str, Any]:
    """All that is known of an action; texts of checklists in one language, days as the site's."""
    return {
        "id": one.id,
        "site": one.site,
        "checklist": one.checklist,
        "question": one.question,
        "text": one.text,
        "measure": one.measure.say(language) if one.measure else None,
        "status": one.status,
        "due": one.due.isoformat(),
        "overdue": one.overdue(today),
        "serious": one.serious,
        "recurrence": one.recurrence,
        "to": one.to,
        "reason": one.reason,
        "note": one.note,
        "opened": one.opened.isoformat(),
        "closed": one.closed.isoformat() if one.closed else None,
        "on_the_spot": one.on_the_spot,
        "found": [_found(found) for found in one.found],
        "met": _found(one.met) if one.met else None,
        **({"mark": one.mark} if one.mark else {}),
    }


def _found(found: Found) -> dict[str, str]:
    return {"audit": found.audit, "question": found.question, "day": found.day.isoformat()}
