"""`audit init`: a first audit.yaml, with everything that can be settled explained in it."""

from datetime import date
from typing import Annotated

from audit_cli.commands.options import option
from audit_cli.errors import UsageError
from audit_cli.files import private_folder, write_atomically
from audit_cli.language import LANGUAGES, Language, _
from audit_cli.language.dates import NoDate
from audit_cli.terminal import console
from audit_cli.terminal.session import Session
from audit_cli.terminal.typed_dates import days_flag, days_typed

_WRITTEN = _("{path}\nis written; open it with any editor. Then: audit walk-in")
_ASK = _(
    "Your team should know that these audits exist, and why (not when).\n"
    "When did you tell them? (such as {today}; Enter: not yet) "
)
_SETTINGS = _("""\
# What holds for every audit. Every line is optional; delete the # to use one.

language: {code}              # {languages}
# decimal: "."            # "." or ","
# client_term: patient    # what you call a client

# When you told the team that audits exist, why, and how their results are used.
# Until there is a date, every report says that the team has not been told yet.
{staff_told}

# Your places of business. Without them, any name given with --site is taken.
# sites:
#   - id: centro
#     name: "Main Street"
#     time_zone: America/Mexico_City
#     hours: [mon-fri 8:00-18:00, "sat 9:00-13:00"]
""")

StaffTold = Annotated[
    str, option("--staff-told", _("DATE"), _("When the team was told of the audits"))
]


def init(here: Session, staff_told: StaffTold = "") -> None:
    path = here.home / "audit.yaml"
    if path.exists():
        raise UsageError(_("{path} is there already; open it with any editor"), path=path)
    since = _date_of_notice(here, staff_told)
    private_folder(here.home)
    text = settings_text(here.language, since)
    write_atomically(path, text.encode())
    if here.terminal:
        settled = [row for row in text.splitlines() if row and not row.startswith("#")]
        console.out("\n".join([here.say(_("It says:")), *(f"  {row}" for row in settled), ""]))
    console.out(here.say(_WRITTEN, path=path))


def settings_text(language: Language, since: date | None) -> str:
    """A valid audit.yaml with comments, in one language."""
    line = f"staff_told: {since.isoformat()}" if since else "# staff_told: 2026-11-16"
    return _SETTINGS.say(language, code=language, languages=", ".join(LANGUAGES), staff_told=line)


def _date_of_notice(here: Session, written: str) -> date | None:
    """When the team was told; a person who is asked may try until it is a date. Raises UsageError."""
    today = date.today()
    if written or not here.terminal:
        return days_flag("--staff-told", written, today).first if written else None
    while answer := _asked(here.say(_ASK, today=today.isoformat())):
        try:
            return days_typed(answer, today).first
        except NoDate as wrong:
            console.warn(wrong.sentence.say(here.language))
    return None


def _asked(question: str) -> str:
    """What is typed behind a question, which is broken as the terminal needs it; nothing at its end."""
    console.out(question.rstrip())
    console.flush()
    try:
        return input("> ").strip()
    except EOFError:
        return ""
