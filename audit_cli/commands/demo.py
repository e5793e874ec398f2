"""`audit demo`: a year of made-up audits in a home of its own, for looking around."""

import shlex
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Annotated

from audit_cli.commands.options import flag
from audit_cli.demo.home import WEEKS, Demo, existing_demo, last_whole_week, make
from audit_cli.demo.places import PLACES
from audit_cli.language import _
from audit_cli.language.weeks import monday
from audit_cli.terminal import console, session
from audit_cli.terminal.instants import now
from audit_cli.terminal.progress import progress
from audit_cli.terminal.session import Session

_FOLDER = "demo"  # in the home folder

_MADE = _("{audits} made-up audits of {weeks} weeks ({days}) at three sites are in")
_KEPT = _("The demo is there already (--new makes it anew): {audits} audits, {days}, in")
_OWN = _(
    "The demo is kept as it is, for it holds more than was made up (--new makes it anew, without that):"
    " {audits} audits, {days}, in"
)

New = Annotated[bool, flag("--new", _("Make it anew, even where one of this week is there"))]
Open = Annotated[
    bool, flag("--open", _("Write the reports of its last week and open them in the browser"))
]


def demo(here: Session, new: New = False, open_: Open = False) -> None:
    path, moment = here.home / _FOLDER, now().wall
    found = existing_demo(path, here.language, last_whole_week(moment))
    if found is None or new:
        with progress(here, _("Making up audits")) as step:
            found = make(path, here.language, moment, step)
    if not here.quiet:
        _tell(here, found)
    else:
        console.draw([console.line(str(path), whole=True)])
    if open_:
        from audit_cli.commands.report_weekly import weekly  # noqa: PLC0415 (the demo alone takes no reports)

        with closing(replace(here, folder=found.path, quiet=True)) as there:
            weekly(there, week=found.last_week, open_=True)


def _tell(here: Session, demo: Demo) -> None:
    first, last = monday(demo.first_week), monday(demo.last_week) + timedelta(days=6)
    facts = {"audits": demo.audits, "days": here.locale.days(first, last)}
    message = _MADE if demo.made else _OWN if demo.own else _KEPT
    console.out(here.say(message, weeks=WEEKS, **facts))
    names = [(place.id, place.name.say(here.language)) for place in PLACES]
    rows = [[[console.line(part)] for part in both] for both in names]
    program = f"{session.program()} --home {shlex.quote(str(demo.path))}"
    commands = ("trend --site centro", "actions list", "report weekly")
    console.draw(
        [
            # What is copied is not broken, however narrow the screen.
            console.line(str(demo.path), whole=True),
            console.Table(rows, heads=2, indent=2),
            "",
            here.say(_("Try:")),
            *(console.line(f"  {program} {command}", whole=True) for command in commands),
        ]
    )
