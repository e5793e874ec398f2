"""The sentences of a week's page."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, Literal

from audit_cli.followup.reasons import SPOKEN
from audit_cli.followup.tracked import Tracked
from audit_cli.insight.conclusions import HOW_OFTEN_WRONG
from audit_cli.interview.record import Record
from audit_cli.language import Language, Locale, Message, _, ngettext
from audit_cli.language.weeks import monday
from audit_cli.reports.series import counted_audits
from audit_cli.reports.visit_about import role_words
from audit_cli.reports.visit_sentences import BALANCE
from audit_cli.reports.wording import one_line
from audit_cli.week.labels import words
from audit_cli.week.scores import out_of

Course = Literal["better", "worse", "same", "open"]

_WHEN: Final = _("Week {week}, {first} to {last}")
_NOT_OVER: Final = _("This week is not over yet: as of {date}.")
_EMPTY: Final = _("No audits this week.")
_PENDING: Final = _("Answers still to come: {count}. The score can change.")
NO_SERIOUS: Final = _("No serious failure this week, nothing overdue.")
_MORE: Final = _("and {count} more")
_MORE_BELOW: Final = _("and {count} more, below in “{todo}”")
_MORE_SOME_BELOW: Final = _("and {count} more, {below} of them below in “{todo}”")
_MORE_QUESTIONS: Final = ngettext("and 1 more question", "and {count} more questions")
_ANSWERS: Final = ngettext("1 answer", "{count} answers")
_TO_QUESTIONS: Final = ngettext("{answers} to 1 question", "{answers} to {count} questions")
NO_TODO: Final = _("Nothing is open.")
_NO_FAILED: Final = _("Everything was met.")
_NO_MEMORIES: Final = _("Nothing stood out, good or bad: average moments are forgotten.")
NO_SCORES: Final = _("No audits in the last half year.")
NO_SERIOUS_BUT_OVERDUE: Final = _(
    "No serious failure this week; what is overdue stands under what to do."
)
_WENT_WELL: Final[Mapping[str, Message]] = {
    "exceeds": _("better than expected: {counts}"),
    "meets": _("met: {counts}"),
}
_FIXED: Final = _("{on_the_spot}: {count}")
NO_BEST: Final = _("This week nothing was met every time.")
_DUE: Final = _("due {date}")
_OVERDUE: Final = _("OVERDUE: due {date}")
_MET: Final = _("met on {date}: close it if it is done")
_NO_OWNER: Final = _("nobody assigned")
_GAIN: Final = _("cost {points} in the last four weeks")
_POINTS: Final = ngettext("1 point", "{count} points")
_COULD_NOT: Final = _("{about} (no way to do better: {reason})")
_RECOGNISED: Final = _("The auditor was recognised in {yes} of {audits}.")
_UNSURE: Final = _("{said} Not known, or not recorded: {count}.")
_ALL_UNSURE: Final = _("Whether the auditor was recognised is not known, or was not recorded.")
_AUDITORS: Final = _("Audited by: {roles}. A self-audit, not an outsider's.")
_NO_ROLE: Final = _("not recorded")
_TIMES: Final = _("{role} ({count})")
_CANT_TELL: Final = _(
    "Audits are a few moments seen by people of the house: they can't tell how satisfied "
    "{clients} are."
)
_HOW_SCORED: Final = _(
    "The score is the points met out of those that applied; each week is compared with what was "
    "usual here before."
)
NO_RANKING: Final = _(
    "The sites are not compared: each stands against its own usual range and target."
)
COUNTS: Final = _("serious failures: {serious}; overdue: {overdue}")


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
