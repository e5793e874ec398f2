"""What `doctor` can find: each a sentence and a way out, in both languages."""

from typing import Final, Literal, NamedTuple

from audit_cli.language import Language, Message, _

Severity = Literal["error", "warning", "hint"]

_FROM_BACKUP: Final = _(
    "put back a copy from {backups} with `audit backup --restore FILE`, then `audit doctor` again"
)
_NOTHING_TO_DO: Final = _("nothing needs doing")


class Finding(NamedTuple):
    """One thing that can be found, or was, and what to do about it."""

    message: Message
    remedy: Message = _FROM_BACKUP
    severity: Severity = "error"
    values: tuple[tuple[str, object], ...] = ()

    def __call__(self, **values: object) -> "Finding":
        """This kind of finding, as it was met with these values."""
        return self._replace(values=tuple(values.items()))

    def say(self, language: Language) -> str:
        """What was found and the way out, one sentence."""
        return self.message.then(self.remedy).say(language, **dict(self.values))


NO_DATABASE: Final = Finding(_("nothing is stored yet in {path}"), _NOTHING_TO_DO, "hint")
LOST: Final = Finding(
    _("{path} is missing or holds nothing, although {trace} is there"),
    _("put back a copy with `audit backup --restore FILE`, or begin anew with --new-history"),
)
NOT_READ: Final = Finding(_("{path} cannot be read (SQLite says: {detail})"))
FOREIGN: Final = Finding(
    _("{path} is a database of another program"), _("choose another folder with --home")
)
NEWER: Final = Finding(_("{path} was written by a newer version of audit"), _("update this one"))
OLDER: Final = Finding(
    _("{path} was written by an older version of audit"),
    _("the next command brings it up to date, after a backup"),
    "hint",
)
AT_ODDS: Final = Finding(_("{path} does not have the tables of the version that it says it is"))
ALTERED: Final = Finding(
    _("what the database is made of is not what audit makes: {object} {state}")
)
RECOVERED: Final = Finding(
    _("a write to {path} had been cut short, and was undone"), _NOTHING_TO_DO, "hint"
)
STAGED: Final = Finding(
    _(
        "a large import is under way, or was cut off: {count} events of it are stored, which nobody"
        " sees before its end"
    ),
    _("import again what was cut off, or remove it: `audit doctor --rebuild`"),
    "hint",
)
PAGES: Final = Finding(_("{path} is damaged inside: {detail}"))
MISFIT: Final = Finding(_("{subject} {id} makes no sense: {fault}"))
CHAIN: Final = Finding(_("{subject} {id}: {fault}"))
HISTORIES_LOST: Final = Finding(
    _("of {ever} audits, actions and comparison periods that were stored, {count} are there")
)
REPORTS_LOST: Final = Finding(_("of {ever} weekly reports that were noted, {count} are there"))
ERASED_TEXT: Final = Finding(CHAIN.message, _("`audit doctor --rebuild` erases it again"))
STRAY: Final = Finding(_("the table `{table}` has {count} rows that belong to nothing"))
CHECKLIST: Final = Finding(_("the kept text of checklist {id} {version} is not what was stored"))
LISTING: Final = Finding(
    _("audit {id} is not listed as its events say"),
    _("`audit doctor --rebuild` derives the list anew"),
)
FOLLOWUP: Final = Finding(
    _("action {id} is kept under other audits or sites than its events name"), LISTING.remedy
)
WEEK: Final = Finding(
    _("the sums of week {week}, {checklist} at {site}, are not those of its audits"),
    _("`audit doctor --rebuild` derives them anew"),
)
WEEK_CHANGE: Final = Finding(
    _("which weeks of {checklist} at {site} have changed can't be read: {detail}"), WEEK.remedy
)
PERIOD: Final = Finding(
    _(
        "comparison weeks from {week} on, {checklist} at {site}, lie outside of its history and"
        " are passed over"
    ),
    _("audit trend {which} --drop-period {week} --why … takes them back"),
    "warning",
)
MORE_LIKE_THESE: Final = Finding(_("and {count} more of these"))
OPEN_TO_OTHERS: Final = Finding(
    _("other users of this machine may reach {path}"), _("chmod {mode} {path}"), "warning"
)
LITTLE_ROOM: Final = Finding(
    _("only {megabytes} MB are free for {path}"), _("free some space soon"), "warning"
)
NO_ROOM: Final = Finding(LITTLE_ROOM.message, _("free some space before the next audit"))
LEFT_OVER: Final = Finding(
    _("{path} is left over from a run that was cut short"),
    _("delete it if no audit command is running"),
    "hint",
)
NO_BACKUP: Final = Finding(
    _("there is no backup in {backups}"),
    _("`audit backup -o` a folder on another disk makes one"),
    "hint",
)
OLD_BACKUP: Final = Finding(
    _("the latest backup in {backups} is {days} days old"), NO_BACKUP.remedy, "hint"
)
OWN_FILE: Final = Finding(_("{problem}"), _("mend it, then `audit checklist validate`"))
LATE_REPORT: Final = Finding(
    _(
        "the last weekly report is of the week of {monday}: since then cron has not run, or the machine was off"
    ),
    _(
        "write what is missing with `{program} report weekly --catch-up`, and see `{program} schedule`"
    ),
    "warning",
)
