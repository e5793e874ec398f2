"""`audit questions`: what is most often not met, how sure that is, since when, and what is done about it."""

from typing import Annotated, Final

from audit_cli.commands import options
from audit_cli.commands.which_series import series_for, this_week
from audit_cli.followup.misses import audits_since, missed_items
from audit_cli.language import _
from audit_cli.language.weeks import local_week, week_after, zone_named
from audit_cli.terminal import console
from audit_cli.terminal.instants import now
from audit_cli.terminal.progress import progress
from audit_cli.terminal.questions_page import (
    OftenMissed,
    Questions,
    questions_json,
    questions_page,
)
from audit_cli.terminal.session import Session
from audit_cli.terminal.stored_audits import READING_AUDITS, actions_of

_NO_OLDER: Final = 5_000  # weeks: nothing was audited before, and the calendar begins somewhere

Weeks = Annotated[
    int, options.number("--weeks", _("The last N weeks, the present one among them (0: all)"))
]


def questions(
    here: Session,
    weeks: Weeks = 13,
    site: options.Site = None,
    checklist: options.Checklist = None,
    json: options.Json = False,
) -> None:
    series = series_for(here, site, checklist)
    if not series and not json:
        return
    with progress(here, READING_AUDITS) as step:
        actions = actions_of(here, step)
        said = actions.said_of_items(site=site, checklist=checklist)
        tracked = actions.of_audits(site=site, checklist=checklist, open_only=True)
    last = max((this_week(here, one) for one in series), default="")
    ends = (end for stretches in said.values() for end in stretches[0].ends[:1])
    begun = min((local_week(end.started_at, end.time_zone) for end in ends), default=last)
    first = week_after(last, 1 - weeks) if last and 0 < weeks < _NO_OLDER else begun
    about = {actions.item_of(one): one for one in tracked}
    moment = now().wall
    often_missed = [
        OftenMissed(
            one,
            actions.checklist(one.last.end.sha256),
            about.get(one.item),
            moment.astimezone(zone_named(one.last.end.time_zone)).date(),
        )
        for one in missed_items(said, first)
    ]
    found = Questions.of(first, last, audits_since(said.values(), first), often_missed)
    if json:
        console.out_json(questions_json(found, here.language))
        return
    console.draw(questions_page(found, here.site_names, here.locale))
