"""The fixed words of the weekly report, its summary and the team's sheet: templates have none of their own."""

from collections.abc import Mapping
from typing import Final

from audit_cli.insight.conclusions import CAN_CLIENTS_COUNT, USUAL_RANGE
from audit_cli.language import Locale, Message, _

_WORDS: Final[Mapping[str, Message]] = {
    "report": _("Weekly report"),
    "summary": _("Weekly report of all sites"),
    "urgent": _("Serious and overdue"),
    "serious_failures": _("Serious failures"),
    "overdue_actions": _("Overdue"),
    "todo": _("What to do"),
    "count_on": CAN_CLIENTS_COUNT,
    "score": _("The score"),
    "run": _("Week by week"),
    "table": _("Points met each week, the latest first"),
    "week": _("Week of"),
    "no_audits": _("no audits"),
    "key_usual": USUAL_RANGE,
    "key_up": _("change for the better"),
    "key_down": _("change for the worse"),
    "key_serious": _("serious failure"),
    "key_period": _("new comparison weeks"),
    "failed": _("What was not met"),
    "remembers": _("What {clients} will remember"),
    "unseen": _("What nobody looked at in 13 weeks"),
    "about": _("How to read it"),
    "team": _("For the team"),
    "best_moment": _("Our best moment"),
    "went_well": _("What also went well"),
    "better": _("What we will improve"),
    "comment": _("Your comment: what do you see differently, what do you need?"),
}


def words(locale: Locale) -> dict[str, str]:
    """Every fixed word by its name."""
    return {name: locale.say(message) for name, message in _WORDS.items()}
