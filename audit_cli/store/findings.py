"""What `doctor` can find: each a sentence and a way out, in both languages."""

from typing import Final, Literal, NamedTuple

from audit_cli.language import Language, Message, _
from audit_cli.store.verify import Fault

Severity = Literal["error", "warning", "hint"]

_FROM_BACKUP: Final = _(
    "put back a copy from {backups} with `audit backup --restore FILE`, then `audit doctor` again"
)
_NOTHING_TO_DO: Final = _("nothing needs doing")


class Finding(NamedTuple):
    """One thing that was found, and what to do about it."""

    severity: Severity
    message: Message
    remedy: Message
    values: tuple[tuple[str, object], ...] = ()
    fault: Fault | None = None

    def say(self, language: Language) -> str:
        """What was found and the way out, one sentence."""
        return f"{self.sentence(language)}; {self.way_out(language)}"

    def sentence(self, language: Language) -> str:
        """What was found."""
        values = dict(self.values)
        if self.fault:
            values["fault"] = self.fault.message.say(language, **dict(self.fault.values))
        return self.message.say(language, **values)

    def way_out(self, language: Language) -> str:
        """What to do about it."""
        return self.remedy.say(language, **dict(self.values))


class Kind(NamedTuple):
    """A kind of finding; called with its values it makes one."""

    severity: Severity
    message: Message
    remedy: Message

    def __call__(self, fault: Fault | None = None, **values: object) -> Finding:
        return Finding(self.severity, self.message, self.remedy, tuple(values.items()), fault)


NO_DATABASE: Final = Kind(
    "hint",
    _("nothing is stored yet in {path}"),
    _NOTHING_TO_DO,
)
LOST: Final = Kind(
    "error",
    _("{path} is missing or holds nothing, although {trace} is there"),
    _("put back a copy with `audit backup --restore FILE`, or begin anew with --new-history"),
)
UNREADABLE: Final = Kind(
    "error",
    _("{path} cannot be read (SQLite says: {detail})"),
    _FROM_BACKUP,
)
FOREIGN: Final = Kind(
    "error",
    _("{path} is a database of another program"),
    _("choose another folder with --home"),
)
NEWER: Final = Kind(
    "error",
    _("{path} was written by a newer version of audit"),
    _("update this one"),
)
OLDER: Final = Kind(
    "hint",
    _("{path} was written by an older version of audit"),
    _("the next command brings it up to date, after a backup"),
)
AT_ODDS: Final = Kind(
    "error",
    _("{path} does not have the tables of the version that it says it is"),
    _FROM_BACKUP,
)
ALTERED: Final = Kind(
    "error",
    _("what the database is made of is not what audit makes: {object} {state}"),
    _FROM_BACKUP,
)
RECOVERED: Final = Kind(
    "hint",
    _("a write to {path} had been cut short, and was undone"),
    _NOTHING_TO_DO,
)
STAGED: Final = Kind(
    "hint",
    _(
        "a large import is under way, or was cut off: {count} events of it are stored, which nobody"
        " sees before its end"
    ),
    _("import again what was cut off, or remove it: `audit doctor --rebuild`"),
)
PAGES: Final = Kind(
    "error",
    _("{path} is damaged inside: {detail}"),
    _FROM_BACKUP,
)
MISFIT: Final = Kind(
    "error",
    _("{subject} {id} makes no sense: {fault}"),
    _FROM_BACKUP,
)
CHAIN: Final = Kind(
    "error",
    _("{subject} {id}: {fault}"),
    _FROM_BACKUP,
)
HISTORIES_LOST: Final = Kind(
    "error",
    _("of {ever} audits, actions and comparison periods that were stored, {count} are there"),
    _FROM_BACKUP,
)
REPORTS_LOST: Final = Kind(
    "error",
    _("of {ever} weekly reports that were noted, {count} are there"),
    _FROM_BACKUP,
)
TEXT_BACK: Final = Kind(
    "error",
    CHAIN.message,
    _("`audit doctor --rebuild` erases it again"),
)
STRAY: Final = Kind(
    "error",
    _("the table `{table}` has {count} rows that belong to nothing"),
    _FROM_BACKUP,
)
CHECKLIST: Final = Kind(
    "error",
    _("the kept text of checklist {id} {version} is not what was stored"),
    _FROM_BACKUP,
)
LISTING: Final = Kind(
    "error",
    _("audit {id} is listed otherwise than its events say"),
    _("`audit doctor --rebuild` derives the list anew"),
)
FOLLOWUP: Final = Kind(
    "error",
    _("action {id} is kept under other audits or sites than its events name"),
    LISTING.remedy,
)
WEEK: Final = Kind(
    "error",
    _("the sums of week {week}, {checklist} at {site}, are not those of its audits"),
    _("`audit doctor --rebuild` derives them anew"),
)
WEEK_CHANGE: Final = Kind(
    "error",
    _("it is not legible which weeks of {checklist} at {site} have changed: {detail}"),
    WEEK.remedy,
)
PERIOD: Final = Kind(
    "warning",
    _(
        "comparison weeks from {week} on, {checklist} at {site}, lie outside of its history and"
        " are passed over"
    ),
    _("audit trend {which} --drop-period {week} --why … takes them back"),
)
MORE: Final = Kind(
    "error",
    _("and {count} more of these"),
    _FROM_BACKUP,
)
OPEN_TO_OTHERS: Final = Kind(
    "warning",
    _("other users of this machine may reach {path}"),
    _("chmod {mode} {path}"),
)
DISK_LOW: Final = Kind(
    "warning",
    _("only {megabytes} MB are free for {path}"),
    _("free some space soon"),
)
DISK_FULL: Final = Kind(
    "error",
    _("only {megabytes} MB are free for {path}"),
    _("free some space before the next audit"),
)
LEFT_OVER: Final = Kind(
    "hint",
    _("{path} is left over from a run that was cut short"),
    _("delete it if no audit command is running"),
)
NO_BACKUP: Final = Kind(
    "hint",
    _("there is no backup in {backups}"),
    _("`audit backup -o` a folder on another disk makes one"),
)
OLD_BACKUP: Final = Kind(
    "hint",
    _("the latest backup in {backups} is {days} days old"),
    NO_BACKUP.remedy,
)
OWN_FILE: Final = Kind(
    "error",
    _("{problem}"),
    _("mend it, then `audit checklist validate`"),
)
LATE_REPORT: Final = Kind(
    "warning",
    _("the last weekly report is of {week}: cron, or the machine, was not at work since"),
    _(
        "write what is missing with `{program} report weekly --catch-up`, and see `{program} schedule`"
    ),
)
