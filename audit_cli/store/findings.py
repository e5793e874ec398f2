"""What `doctor` can find: each a sentence and a way out, in both languages."""

from typing import Final, Literal, NamedTuple

from audit_cli.i18n import Language, Message
from audit_cli.store.verify import Fault

Severity = Literal["error", "warning", "hint"]

_FROM_BACKUP: Final = Message(
    en="put back a copy from {backups} with `audit backup --restore FILE`, then `audit doctor` again",
    es="recupere una copia de {backups} con `audit backup --restore ARCHIVO` y repita `audit doctor`",
)
_NOTHING_TO_DO: Final = Message(en="nothing needs doing", es="no hay que hacer nada")


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
    Message(en="nothing is stored yet in {path}", es="todavía no hay nada guardado en {path}"),
    _NOTHING_TO_DO,
)
LOST: Final = Kind(
    "error",
    Message(
        en="{path} is missing or holds nothing, although {trace} is there",
        es="{path} falta o no contiene nada, aunque está {trace}",
    ),
    Message(
        en="put back a copy with `audit backup --restore FILE`, or begin anew with --new-history",
        es="recupere una copia con `audit backup --restore ARCHIVO`, o comience de nuevo con --new-history",
    ),
)
UNREADABLE: Final = Kind(
    "error",
    Message(
        en="{path} cannot be read (SQLite says: {detail})",
        es="no se puede leer {path} (SQLite dice: {detail})",
    ),
    _FROM_BACKUP,
)
FOREIGN: Final = Kind(
    "error",
    Message(
        en="{path} is a database of another program",
        es="{path} es una base de datos de otro programa",
    ),
    Message(en="choose another folder with --home", es="elija otra carpeta con --home"),
)
NEWER: Final = Kind(
    "error",
    Message(
        en="{path} was written by a newer version of audit",
        es="{path} es de una versión más nueva de audit",
    ),
    Message(en="update this one", es="actualice esta"),
)
OLDER: Final = Kind(
    "hint",
    Message(
        en="{path} was written by an older version of audit",
        es="{path} es de una versión anterior de audit",
    ),
    Message(
        en="the next command brings it up to date, after a backup",
        es="el próximo comando la pone al día, tras hacer una copia",
    ),
)
AT_ODDS: Final = Kind(
    "error",
    Message(
        en="{path} does not have the tables of the version that it says it is",
        es="{path} no tiene las tablas de la versión que dice ser",
    ),
    _FROM_BACKUP,
)
ALTERED: Final = Kind(
    "error",
    Message(
        en="what the database is made of is not what audit makes: {object} {state}",
        es="la base de datos no está hecha como la hace audit: {object} {state}",
    ),
    _FROM_BACKUP,
)
RECOVERED: Final = Kind(
    "hint",
    Message(
        en="a write to {path} had been cut short, and was undone",
        es="una escritura en {path} se había interrumpido y se deshizo",
    ),
    _NOTHING_TO_DO,
)
STAGED: Final = Kind(
    "hint",
    Message(
        en="a large import is under way, or was cut off: {count} events of it are stored, which nobody"
        " sees before its end",
        es="una importación grande está en curso o quedó cortada: hay {count} eventos suyos guardados,"
        " que nadie ve antes de que termine",
    ),
    Message(
        en="import again what was cut off, or remove it: `audit doctor --rebuild`",
        es="importe de nuevo lo que quedó cortado, o quítelo: `audit doctor --rebuild`",
    ),
)
PAGES: Final = Kind(
    "error",
    Message(en="{path} is damaged inside: {detail}", es="{path} está dañada por dentro: {detail}"),
    _FROM_BACKUP,
)
MISFIT: Final = Kind(
    "error",
    Message(
        en="{subject} {id} makes no sense: {fault}", es="{subject} {id} no tiene sentido: {fault}"
    ),
    _FROM_BACKUP,
)
CHAIN: Final = Kind(
    "error",
    Message(en="{subject} {id}: {fault}", es="{subject} {id}: {fault}"),
    _FROM_BACKUP,
)
HISTORIES_LOST: Final = Kind(
    "error",
    Message(
        en="of {ever} audits, actions and comparison periods that were stored, {count} are there",
        es="de {ever} auditorías, acciones y períodos de comparación que se guardaron, hay {count}",
    ),
    _FROM_BACKUP,
)
REPORTS_LOST: Final = Kind(
    "error",
    Message(
        en="of {ever} weekly reports that were noted, {count} are there",
        es="de {ever} informes semanales que se anotaron, hay {count}",
    ),
    _FROM_BACKUP,
)
TEXT_BACK: Final = Kind(
    "error",
    CHAIN.message,
    Message(
        en="`audit doctor --rebuild` erases it again",
        es="`audit doctor --rebuild` vuelve a borrarlo",
    ),
)
STRAY: Final = Kind(
    "error",
    Message(
        en="the table `{table}` has {count} rows that belong to nothing",
        es="la tabla `{table}` tiene {count} filas que no pertenecen a nada",
    ),
    _FROM_BACKUP,
)
CHECKLIST: Final = Kind(
    "error",
    Message(
        en="the kept text of checklist {id} {version} is not what was stored",
        es="el texto guardado de la lista {id} {version} no es lo que se guardó",
    ),
    _FROM_BACKUP,
)
LISTING: Final = Kind(
    "error",
    Message(
        en="audit {id} is listed otherwise than its events say",
        es="la auditoría {id} figura en la lista de otro modo que en sus eventos",
    ),
    Message(
        en="`audit doctor --rebuild` derives the list anew",
        es="`audit doctor --rebuild` vuelve a derivar la lista",
    ),
)
FOLLOWUP: Final = Kind(
    "error",
    Message(
        en="action {id} is kept under other audits or sites than its events name",
        es="la acción {id} figura en otras auditorías o sedes que las de sus eventos",
    ),
    LISTING.remedy,
)
WEEK: Final = Kind(
    "error",
    Message(
        en="the sums of week {week}, {checklist} at {site}, are not those of its audits",
        es="las sumas de la semana {week}, {checklist} en {site}, no son las de sus auditorías",
    ),
    Message(
        en="`audit doctor --rebuild` derives them anew",
        es="`audit doctor --rebuild` vuelve a derivarlas",
    ),
)
WEEK_CHANGE: Final = Kind(
    "error",
    Message(
        en="it is not legible which weeks of {checklist} at {site} have changed: {detail}",
        es="no se puede leer qué semanas de {checklist} en {site} cambiaron: {detail}",
    ),
    WEEK.remedy,
)
PERIOD: Final = Kind(
    "warning",
    Message(
        en="comparison weeks from {week} on, {checklist} at {site}, lie outside of its history and"
        " are passed over",
        es="las semanas de comparación desde {week}, {checklist} en {site}, quedan fuera de su"
        " historia y no cuentan",
    ),
    Message(
        en="audit trend {which} --drop-period {week} --why … takes them back",
        es="audit trend {which} --drop-period {week} --why … las retira",
    ),
)
MORE: Final = Kind(
    "error",
    Message(en="and {count} more of these", es="y {count} más de estos"),
    _FROM_BACKUP,
)
OPEN_TO_OTHERS: Final = Kind(
    "warning",
    Message(
        en="other users of this machine may reach {path}",
        es="otros usuarios de esta máquina pueden acceder a {path}",
    ),
    Message(en="chmod {mode} {path}", es="chmod {mode} {path}"),
)
DISK_LOW: Final = Kind(
    "warning",
    Message(
        en="only {megabytes} MB are free for {path}",
        es="solo quedan {megabytes} MB libres para {path}",
    ),
    Message(en="free some space soon", es="libere espacio pronto"),
)
DISK_FULL: Final = Kind(
    "error",
    Message(
        en="only {megabytes} MB are free for {path}",
        es="solo quedan {megabytes} MB libres para {path}",
    ),
    Message(
        en="free some space before the next audit",
        es="libere espacio antes de la próxima auditoría",
    ),
)
LEFT_OVER: Final = Kind(
    "hint",
    Message(
        en="{path} is left over from a run that was cut short",
        es="{path} quedó de una ejecución interrumpida",
    ),
    Message(
        en="delete it if no audit command is running",
        es="bórrelo si ningún comando de audit está en marcha",
    ),
)
NO_BACKUP: Final = Kind(
    "hint",
    Message(en="there is no backup in {backups}", es="no hay ninguna copia en {backups}"),
    Message(
        en="`audit backup -o` a folder on another disk makes one",
        es="`audit backup -o` con una carpeta de otro disco hace una",
    ),
)
OLD_BACKUP: Final = Kind(
    "hint",
    Message(
        en="the latest backup in {backups} is {days} days old",
        es="la última copia en {backups} tiene {days} días",
    ),
    NO_BACKUP.remedy,
)
OWN_FILE: Final = Kind(
    "error",
    Message(en="{problem}", es="{problem}"),
    Message(
        en="mend it, then `audit checklist validate`",
        es="corríjalo y luego `audit checklist validate`",
    ),
)
LATE_REPORT: Final = Kind(
    "warning",
    Message(
        en="the last weekly report is of {week}: cron, or the machine, was not at work since",
        es="el último informe semanal es de {week}: desde entonces cron, o la máquina, no trabajó",
    ),
    Message(
        en="write what is missing with `{program} report weekly --catch-up`, and see `{program} schedule`",
        es="escriba lo que falta con `{program} report weekly --catch-up`, y vea `{program} schedule`",
    ),
)
