"""The sentences of a week's page."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, Literal

from audit_cli.followup.reasons import SPOKEN
from audit_cli.followup.tracked import Tracked
from audit_cli.i18n import Language, Locale, Message, Plural
from audit_cli.insight.words import HOW_OFTEN_WRONG
from audit_cli.interview.record import Record
from audit_cli.reports.series import counted_audits
from audit_cli.reports.visit_about import role_words
from audit_cli.reports.visit_sentences import BALANCE
from audit_cli.reports.weekly.scores import out_of
from audit_cli.reports.weekly.words import words
from audit_cli.reports.wording import one_line
from audit_cli.weeks import monday

Course = Literal["better", "worse", "same", "open"]

_WHEN: Final = Message(
    en="Week {week}, {first} to {last}", es="Semana {week}, del {first} al {last}"
)
_NOT_OVER: Final = Message(
    en="This week is not over yet: as of {date}.", es="La semana aún no termina: al {date}."
)
_EMPTY: Final = Message(en="No audits this week.", es="Esta semana no hubo auditorías.")
_PENDING: Final = Message(
    en="Answers still to come: {count}. The score can change.",
    es="Respuestas pendientes: {count}. El puntaje puede cambiar.",
)
NO_SERIOUS: Final = Message(
    en="No serious failure this week, nothing overdue.",
    es="Esta semana, ninguna falla grave; nada vencido.",
)
_MORE: Final = Message(en="and {count} more", es="y {count} más")
_MORE_BELOW: Final = Message(
    en="and {count} more, below in “{todo}”", es="y {count} más, abajo en «{todo}»"
)
_MORE_SOME_BELOW: Final = Message(
    en="and {count} more, {below} of them below in “{todo}”",
    es="y {count} más, {below} de ellas abajo en «{todo}»",
)
_MORE_QUESTIONS: Final = Plural(
    Message(en="and 1 more question", es="y 1 pregunta más"),
    Message(en="and {count} more questions", es="y {count} preguntas más"),
)
_ANSWERS: Final = Plural(
    Message(en="1 answer", es="1 respuesta"),
    Message(en="{count} answers", es="{count} respuestas"),
)
_TO_QUESTIONS: Final = Plural(
    Message(en="{answers} to 1 question", es="{answers} a 1 pregunta"),
    Message(en="{answers} to {count} questions", es="{answers} a {count} preguntas"),
)
NO_TODO: Final = Message(en="Nothing is open.", es="No hay nada pendiente.")
_NO_FAILED: Final = Message(en="Everything was met.", es="Se cumplió todo.")
_NO_MEMORIES: Final = Message(
    en="Nothing stood out, good or bad: average moments are forgotten.",
    es="Nada llamó la atención, ni bueno ni malo: lo normal se olvida.",
)
NO_SCORES: Final = Message(
    en="No audits in the last half year.", es="En el último medio año no hubo auditorías."
)
NO_SERIOUS_BUT_OVERDUE: Final = Message(
    en="No serious failure this week; what is overdue stands under what to do.",
    es="Esta semana, ninguna falla grave; lo vencido está en lo que hay que hacer.",
)
_WENT_WELL: Final[Mapping[str, Message]] = {
    "exceeds": Message(en="better than expected: {counts}", es="mejor de lo esperado: {counts}"),
    "meets": Message(en="met: {counts}", es="se cumplió: {counts}"),
}
_FIXED: Final = Message(en="{on_the_spot}: {count}", es="{on_the_spot}: {count}")
NO_BEST: Final = Message(
    en="This week nothing was met every time.",
    es="Esta semana nada se cumplió todas las veces.",
)
_DUE: Final = Message(en="due {date}", es="a más tardar el {date}")
_OVERDUE: Final = Message(en="OVERDUE: due {date}", es="VENCIDA el {date}")
_MET: Final = Message(
    en="met on {date}: close it if it is done", es="cumplió el {date}: ciérrela si está hecha"
)
_NO_OWNER: Final = Message(en="nobody assigned", es="sin responsable")
_GAIN: Final = Message(
    en="cost {points} in the last four weeks", es="costó {points} en las últimas cuatro semanas"
)
_POINTS: Final = Plural(
    Message(en="1 point", es="1 punto"),
    Message(en="{count} points", es="{count} puntos"),
)
_COULD_NOT: Final = Message(
    en="{about} (no way to do better: {reason})",
    es="{about} (no había cómo hacerlo mejor: {reason})",
)
_RECOGNISED: Final = Message(
    en="The auditor was recognised in {yes} of {audits}.",
    es="Reconocieron a quien auditó en {yes} de {audits}.",
)
_UNSURE: Final = Message(
    en="{said} Not known, or not recorded: {count}.",
    es="{said} No se sabe, o no se anotó: {count}.",
)
_ALL_UNSURE: Final = Message(
    en="Whether the auditor was recognised is not known, or was not recorded.",
    es="No se sabe, o no se anotó, si reconocieron a quien auditó.",
)
_AUDITORS: Final = Message(
    en="Audited by: {roles}. A self-audit, not an outsider's.",
    es="Quién auditó: {roles}. Es una autoauditoría: no la hizo nadie de fuera.",
)
_NO_ROLE: Final = Message(en="not recorded", es="no se anotó")
_TIMES: Final = Message(en="{role} ({count})", es="{role} ({count})")
_CANT_TELL: Final = Message(
    en="Audits are a few moments seen by people of the house: they can't tell how satisfied "
    "{clients} are.",
    es="Las auditorías son unos momentos vistos por gente de la casa: no miden la satisfacción de "
    "sus {clients}.",
)
_HOW_SCORED: Final = Message(
    en="The score is the points met out of those that applied; each week is compared with what was "
    "usual here before.",
    es="El puntaje son los puntos cumplidos de los que aplicaban; cada semana se compara con lo que "
    "era normal aquí.",
)
NO_RANKING: Final = Message(
    en="The sites are not compared: each stands against its own usual range and target.",
    es="Las sedes no se comparan entre sí: cada una, con lo normal en ella y con su meta.",
)
COUNTS: Final = Message(
    en="serious failures: {serious}; overdue: {overdue}",
    es="fallas graves: {serious}; vencidas: {overdue}",
)


def when(week: str, locale: Locale) -> str:
    """`Week 2026-W47, 16 Nov 2026 to 22 Nov 2026`."""
    first = monday(week)
    days = {"first": locale.short_date(first), "last": locale.short_date(first + timedelta(days=6))}
    return _WHEN.say(locale.language, week=week, **days)


def notices(over: bool, today: date, audits: int, pending: int, locale: Locale) -> tuple[str, ...]:
    """What a reader must know before anything else."""
    found = []
    if not over:
        found.append(_NOT_OVER.say(locale.language, date=locale.short_date(today)))
    if not audits:
        found.append(_EMPTY.say(locale.language))
    if pending:
        found.append(_PENDING.say(locale.language, count=pending))
    return tuple(found)


def more(left: int, language: Language) -> str:
    """`and 3 more`; empty when nothing was left out."""
    return _MORE.say(language, count=left) if left > 0 else ""


def more_overdue(left: int, below: int, locale: Locale) -> str:
    """How many overdue actions are not among those above, and how many of them stand below, where it says
    what to do; empty when none was left out."""
    if not left or not below:
        return more(left, locale.language)
    message = _MORE_BELOW if left == below else _MORE_SOME_BELOW
    return message.say(locale.language, count=left, below=below, todo=words(locale)["todo"])


def more_questions(left: int, language: Language) -> str:
    """`and 3 more questions`; empty when none was left out."""
    return _MORE_QUESTIONS.say(language, count=left) if left > 0 else ""


def balance(exceeds: int, below: int, questions: int, language: Language) -> str:
    """Both counts of the balance, which are of answers (S3-1), and to how many `questions` some were not
    met."""
    answers = _ANSWERS.say(language, count=below)
    said = _TO_QUESTIONS.say(language, answers=answers, count=questions)
    return BALANCE.say(language, exceeds=exceeds, below=said if below else 0)


def due(one: Tracked, today: date, locale: Locale) -> str:
    """When an open action is due, or was."""
    message = _OVERDUE if one.overdue(today) else _DUE
    return message.say(locale.language, date=locale.short_date(one.due))


def met(one: Tracked, locale: Locale) -> Iterator[str]:
    """What proposes closing it, if anything does."""
    if one.met:
        yield _MET.say(locale.language, date=locale.short_date(one.met.day))


def owner(one: Tracked, language: Language) -> str:
    """The role that does it."""
    return one_line(one.to) if one.to else _NO_OWNER.say(language)


def about(one: Tracked, locale: Locale) -> str:
    """The question that an action is about, and why the team could not do better; empty for one's own."""
    text = one_line(one.ask.say(locale.language)) if one.ask else ""
    if one.reason is None:
        return text
    return _COULD_NOT.say(locale.language, about=text, reason=SPOKEN[one.reason]).strip()


def gain(points: int, language: Language) -> str:
    """What an item cost lately, and may bring back; empty for nothing."""
    if not points:
        return ""
    return _GAIN.say(language, points=_POINTS.say(language, count=points))


def no_failed(audits: int, language: Language) -> str:
    """What stands where no item was below."""
    return (_NO_FAILED if audits else _EMPTY).say(language)


def no_memories(audits: int, language: Language) -> str:
    """What stands where nothing stood out."""
    return (_NO_MEMORIES if audits else _EMPTY).say(language)


def fixed(count: int, on_the_spot: Message, language: Language) -> str:
    """How often an item was put right at once."""
    return _FIXED.say(language, on_the_spot=on_the_spot, count=count)


def went_well(verdict: str, times: int, judged: int, language: Language) -> str:
    """How often an item was met, or better than that."""
    return _WENT_WELL[verdict].say(language, counts=out_of(times, judged, language))


def recognised(records: Sequence[Record], language: Language) -> str:
    """How often the auditor was recognised, of the audits of which that is known; empty without audits."""
    if not records:
        return ""
    counts = Counter(record.recognised for record in records)
    unclear = counts["unsure"] + counts[None]
    if unclear == len(records):
        return _ALL_UNSURE.say(language)
    audits = counted_audits(len(records) - unclear, language)
    said = _RECOGNISED.say(language, yes=counts["yes"], audits=audits)
    return _UNSURE.say(language, said=said, count=unclear) if unclear else said


def auditors(records: Sequence[Record], language: Language) -> str:
    """Who audited, and how many times; empty without audits."""
    if not records:
        return ""
    counts = Counter(role_words(record.auditor, language) for record in records)
    nobody = _NO_ROLE.say(language)
    roles = (
        _TIMES.say(language, role=role or nobody, count=count)
        for role, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    return _AUDITORS.say(language, roles=", ".join(roles))


def method(locale: Locale) -> tuple[str, ...]:
    """In three sentences: how it is counted, how often it is wrong, what it can't tell."""
    return tuple(locale.say(message) for message in (_HOW_SCORED, HOW_OFTEN_WRONG, _CANT_TELL))
