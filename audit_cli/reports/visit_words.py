"""The fixed words of the report of one audit: templates have none of their own."""

from collections.abc import Mapping
from typing import Final

from audit_cli.language import Locale, Message, _
from audit_cli.reports.wording import SERIOUS

_WORDS: Final[Mapping[str, Message]] = {
    "report": _("Report of one audit"),
    "first_impression": _("The first impression"),
    "result": _("Result"),
    "why": _("Why"),
    "target": _("Target"),
    "points": _("Points"),
    "one_by_one": _("Every item counted once"),
    "balance": _("Balance"),
    "place": _("The place"),
    "people": _("The people"),
    "do_now": _("What to do now"),
    "do_later": _("What to do next"),
    "fixed": _("fixed on the spot"),
    "remembers": _("What this {client} will remember"),
    "sections": _("Part by part"),
    "part": _("Part"),
    "met_points": _("Points met"),
    "applicable_points": _("Points that applied"),
    "met": _("met"),
    "not_met": _("not met"),
    "nothing_scored": _("nothing scored"),
    "sections_chart": _(
        "For each part a bar: the solid stretch is points met, the striped one points not met."
    ),
    "answers": _("Every answer"),
    "question": _("Question"),
    "answer": _("Answer"),
    "expected": _("expected"),
    "verdict": _("Result"),
    "no_verdict": _("not judged"),
    "serious": SERIOUS,
    "note": _("Note"),
    "about": _("About this audit"),
    "method": _("How to read it"),
}


def words(locale: Locale) -> dict[str, str]:
    """Every fixed word by its name."""
    return {name: locale.say(message) for name, message in _WORDS.items()}
