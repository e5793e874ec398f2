"""The sentences and the fixed words of a page about a week, or about several: templates have none of their own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Final, TypeAlias

from audit_cli.checklist.model import Contact
from audit_cli.followup.changes import SPOKEN
from audit_cli.followup.tracked import Tracked
from audit_cli.insight.conclusions import CAN_CLIENTS_COUNT, HOW_OFTEN_WRONG, USUAL_RANGE
from audit_cli.insight.coverage import USUAL_HOURS, Unseen
from audit_cli.interview.record import Record
from audit_cli.language import WEEKDAYS, Language, Locale, Message, _, ngettext
from audit_cli.language.formats import MONTHS
from audit_cli.language.weeks import distance, monday
from audit_cli.reports import visit_sentences
from audit_cli.reports.action_words import marks, recurs, what
from audit_cli.reports.client_voices import CLIENTS_ANSWER, CLIENTS_SAY
from audit_cli.reports.series import counted_audits
from audit_cli.reports.view import AuditView
from audit_cli.reports.wording import MOMENTS, asked, capital, one_line, question_and_answer

_WEEK: Final = _("Week of {days}")
_WEEKS: Final = _("{count} weeks")
_MONTH: Final = _("{month} {year}, {count} weeks")


# The titles of a page, of the summary and of the team's sheet, and the sentences about its weeks.
SpanWords: TypeAlias = Mapping[str, Message]
ONE_WEEK: Final[SpanWords] = {
    "report": _("Weekly report"),
    "summary": _("Weekly report of all sites"),
    "team": _("For the team"),
    "not_over": _("This week is not over yet: as of {date}."),
    "no_audits": _("No audits this week."),
    "no_score": _("No audits this week. {conclusion}"),
    "no_serious": _("No serious failure this week, nothing overdue."),
    "no_serious_but_overdue": _(
        "No serious failure this week; what is overdue stands under what to do."
    ),
    "no_best": _("This week nothing was met every time."),
}
_SEVERAL: Final[SpanWords] = {
    "report": _("Report, {first} to {last}"),
    "summary": _("Report of all sites, {first} to {last}"),
    "team": _("For the team, {first} to {last}"),
    "not_over": _("These weeks are not over yet: as of {date}."),
    "no_audits": _("No audits in these weeks."),
    "no_score": _("No audits in these weeks. {conclusion}"),
    "no_serious": _("No serious failure in these weeks, nothing overdue."),
    "no_serious_but_overdue": _(
        "No serious failure in these weeks; what is overdue stands under what to do."
    ),
    "no_best": _("In these weeks nothing was met every time."),
}


def span_words(first: str, last: str) -> SpanWords:
    """What is said of the weeks from the first to the last."""
    return ONE_WEEK if first == last else _SEVERAL


def span_title(message: Message, first: str, last: str, locale: Locale) -> str:
    """A title; that of several weeks has their first and their last day."""
    begins, ends = monday(first), monday(last) + timedelta(days=6)
    return locale.say(message, first=locale.short_date(begins), last=locale.short_date(ends))


def span_dates(first: str, last: str, locale: Locale) -> str:
    """`Week of 16 Nov to 22 Nov 2026`, `October 2026, 5 weeks`; without a month where they are not those of one."""
    count, begins = distance(first, last) + 1, monday(first)
    if count == 1:
        return locale.say(_WEEK, days=locale.days(begins, begins + timedelta(days=6)))
    from audit_cli.language.dates import days_around  # noqa: PLC0415 (most pages are of one week)

    thursday = begins + timedelta(days=3)
    if days_around(thursday, "month").weeks() != (first, last):
        return locale.say(_WEEKS, count=count)
    month = MONTHS[thursday.month - 1]
    return capital(locale.say(_MONTH, month=month, year=thursday.year, count=count))


_MOST_NAMED: Final = 3  # each of the two: the week's page is one page
_NO_RESULT: Final = _("{result} ({checklist}, {when})")
_UNSEEN: Final = ngettext(
    "1 answer could not be seen and doesn't count: {questions}",
    "{count} answers could not be seen and don't count: {questions}",
)
_PENDING: Final = _("Answers still to come: {count}. The score can change.")
_MORE: Final = _("and {count} more")
_MORE_BELOW: Final = _("and {count} more, below in “{todo}”")
_MORE_SOME_BELOW: Final = _("and {count} more, {below} of them below in “{todo}”")
MORE_QUESTIONS: Final = ngettext("and 1 more question", "and {count} more questions")
_ANSWERS: Final = ngettext("1 answer", "{count} answers")
_TO_QUESTIONS: Final = ngettext("{answers} to 1 question", "{answers} to {count} questions")
NO_TODO: Final = _("Nothing is open.")
NO_FAILED: Final = _("Everything was met.")
NO_MEMORIES: Final = _("Nothing stood out, good or bad: average moments are forgotten.")
NO_SCORES: Final = _("No audits in the last half year.")
WENT_WELL: Final[Mapping[str, Message]] = {
    "exceeds": _("better than expected: {counts}"),
    "meets": _("met: {counts}"),
}
_FOUND: Final = _("{finding} ({date})")
_DUE: Final = _("due {date}")
_OVERDUE: Final = _("overdue since {date}")
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

_CONTACTS: Final[Mapping[Contact, Message]] = {
    "door": _("door"),
    "reception": _("reception"),
    "cashier": _("cashier"),
    "professional": _("professional"),
    "phone": _("phone"),
    "message": _("messages"),
    "web": _("website"),
    "after": _("after the visit"),
}
_UNSEEN_MOMENTS: Final = _("Moments")
_UNSEEN_CONTACTS: Final = _("Contact points")
_UNSEEN_DAYS: Final = _("Weekdays")
_UNSEEN_HOURS: Final = _("Hours")
_NO_UNSEEN: Final = _(
    "In the last 13 weeks every moment, contact point, weekday and hour was looked at{basis}."
)
_ASSUMED: Final = _(
    " (if open {first} to {last}, {opens} to {closes}; your own go in audit.yaml: hours)"
)
_NOTHING_LOOKED_AT: Final = _("Nothing was looked at in the last 13 weeks.")

_WORDS: Final[Mapping[str, Message]] = {
    "report": ONE_WEEK["report"],
    "summary": ONE_WEEK["summary"],
    "urgent": _("Serious and overdue"),
    "serious_failures": _("Serious failures"),
    "overdue_actions": _("Overdue"),
    "todo": _("What to do"),
    "clients": CLIENTS_SAY,
    "voices": CLIENTS_ANSWER,
    "put_right": visit_sentences.ALREADY_PUT_RIGHT,
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
    "team": ONE_WEEK["team"],
    "best_moment": _("Our best moment"),
    "went_well": _("What also went well"),
    "better": _("What we will improve"),
    "comment": _("Your comment: what do you see differently, what do you need?"),
}


def week_notices(
    said: SpanWords, over: bool, today: date, audits: int, pending: int, locale: Locale
) -> tuple[str, ...]:
    """What a reader must know before anything else."""
    found = []
    if not over:
        found.append(said["not_over"].say(locale.language, date=locale.short_date(today)))
    if not audits:
        found.append(said["no_audits"].say(locale.language))
    if pending:
        found.append(_PENDING.say(locale.language, count=pending))
    return tuple(found)


def unseen_notices(audits: Sequence[AuditView], locale: Locale) -> tuple[str, ...]:
    """Which audits have no result for a serious point, and what could not be seen in the week."""
    language = locale.language
    without = [
        _NO_RESULT.say(
            language,
            result=visit_sentences.no_result(view, locale),
            checklist=one_line(view.checklist.title.say(language)),
            when=locale.moment(view.started),
        )
        for view in audits
        if visit_sentences.undecided(view, locale)
    ]
    found = without[:_MOST_NAMED]
    found += [more(len(without) - len(found), language)] if len(without) > len(found) else []
    unseen = Counter(
        asked(question, locale) for view in audits for question in visit_sentences.unseen_in(view)
    )
    if unseen:
        names = [
            f"{name} ({count})" if count > 1 else name
            for name, count in unseen.most_common(_MOST_NAMED)
        ]
        names += [more(len(unseen) - len(names), language)] if len(unseen) > len(names) else []
        said = _UNSEEN.say(language, count=unseen.total(), questions=" · ".join(names))
        found.append(said)
    return tuple(found)


def more(left: int, language: Language, message: Message = _MORE) -> str:
    """`and 3 more`; empty when nothing was left out."""
    return message.say(language, count=left) if left > 0 else ""


def more_overdue(left: int, below: int, locale: Locale) -> str:
    """How many overdue actions are not among those above, and how many of them stand below, where it says
    what to do; empty when none was left out."""
    if not left or not below:
        return more(left, locale.language)
    message = _MORE_BELOW if left == below else _MORE_SOME_BELOW
    return message.say(locale.language, count=left, below=below, todo=fixed_words(locale)["todo"])


def balance_of_answers(exceeds: int, below: int, questions: int, language: Language) -> str:
    """Both counts of the balance, which are of answers (S3-1), and to how many `questions` some were not
    met."""
    answers = _ANSWERS.say(language, count=below)
    said = _TO_QUESTIONS.say(language, answers=answers, count=questions)
    return visit_sentences.BALANCE.say(language, exceeds=exceeds, below=said if below else 0)


def finding(view: AuditView, name: str, locale: Locale) -> str:
    """What an audit found, and when: `Is the floor clean? No (16 Nov)`."""
    found = question_and_answer(view.checklist.questions[name], view.answers[name], locale)
    day = locale.day_and_month(view.started.date())
    return _FOUND.say(locale.language, finding=found, date=day)


def todo(
    one: Tracked, today: date, points: int, found_in: AuditView | None, locale: Locale
) -> SimpleNamespace:
    """An open action, what was `found_in` the audit that found it last, and why the team could not do better; its
    item cost so many `points` lately, which it may bring back (`gain`)."""
    language, overdue = locale.language, one.overdue(today)
    about = finding(found_in, one.question, locale) if found_in and one.question else ""
    if one.reason is not None:
        about = _COULD_NOT.say(language, about=about, reason=SPOKEN[one.reason]).strip()
    due = (_OVERDUE if overdue else _DUE).say(language, date=locale.near_date(one.due, today))
    met = [_MET.say(language, date=locale.short_date(one.met.day))] if one.met else []
    gain = _GAIN.say(language, points=_POINTS.say(language, count=points)) if points else ""
    return SimpleNamespace(
        measure=capital(what(one, language)),
        about=about,
        owner=one_line(one.to) if one.to else _NO_OWNER.say(language),
        due=due,
        overdue=overdue,
        marks=(*marks(one.serious, None, language), *recurs(one, language), *met),
        gain=gain,
    )


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
    counts = Counter(visit_sentences.role_words(record.auditor, language) for record in records)
    nobody = _NO_ROLE.say(language)
    roles = (
        _TIMES.say(language, role=role or nobody, count=count)
        for role, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    return _AUDITORS.say(language, roles=", ".join(roles))


def how_to_read(locale: Locale, *usual: str) -> tuple[str, ...]:
    """How it is counted, what the usual range was in counts, how often it is wrong, what it can't tell."""
    said = (_HOW_SCORED, HOW_OFTEN_WRONG, _CANT_TELL)
    first, *rest = (locale.say(message) for message in said)
    return tuple(sentence for sentence in (first, *usual, *rest) if sentence)


def unseen_facts(found: Unseen, assumed: bool, locale: Locale) -> tuple[SimpleNamespace, ...]:
    """What was never looked at in the last 13 weeks, the names behind their label. The last one tells of
    opening hours that were only `assumed`, where they matter."""
    language = locale.language
    days = [WEEKDAYS[day].say(language) for day in found.weekdays]
    lists = (
        (_UNSEEN_MOMENTS, [MOMENTS[moment].say(language) for moment in found.moments]),
        (_UNSEEN_CONTACTS, [_CONTACTS[contact].say(language) for contact in found.contacts]),
        (_UNSEEN_DAYS, days),
        (_UNSEEN_HOURS, [f"{_clock(first)}–{_clock(last)}" for first, last in found.hours]),
    )
    facts = tuple(
        SimpleNamespace(label=label.say(language), value=", ".join(names))
        for label, names in lists
        if names
    )
    if assumed and (found.weekdays or found.hours):
        facts[-1].value += _basis(language)
    return facts


def no_unseen(looked: bool, assumed: bool, language: Language) -> str:
    """What stands where nothing is left unseen, as far as hours are known or `assumed`, or nothing was
    looked at."""
    if not looked:
        return _NOTHING_LOOKED_AT.say(language)
    return _NO_UNSEEN.say(language, basis=_basis(language) if assumed else "")


def _basis(language: Language) -> str:
    [usual] = USUAL_HOURS
    days = [WEEKDAYS[day].say(language) for day in usual.weekdays]
    hours = {"opens": usual.opens // 60, "closes": usual.closes // 60}
    return _ASSUMED.say(language, first=days[0], last=days[-1], **hours)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def fixed_words(locale: Locale) -> dict[str, str]:
    """Every fixed word of the report, its summary and the team's sheet by its name."""
    return {name: locale.say(message) for name, message in _WORDS.items()}
