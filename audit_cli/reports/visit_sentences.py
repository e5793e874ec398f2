"""The sentences of the report of one audit: result, reasons, what to know about it, and its fixed words."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from types import SimpleNamespace
from typing import Final

from audit_cli.checklist.model import Question
from audit_cli.followup.actions import Action
from audit_cli.followup.changes import SPOKEN
from audit_cli.interview.clock import by_wall_time, last_attempt, marks_of
from audit_cli.interview.record import Answer
from audit_cli.language import POINTS, Language, Locale, Message, _, ngettext, pgettext
from audit_cli.language.typed import TypedWords
from audit_cli.reports import wording
from audit_cli.reports.view import AuditView
from audit_cli.scoring import Share, Zone, rounded_percent

RESULT_SHAPES: Final[Mapping[str, str]] = {"pass": "✓", "fail": "✗", "undetermined": "?"}

_RESULTS: Final[Mapping[str, Message]] = {
    "pass": _("Passed"),
    "fail": _("Not passed"),
    "undetermined": _("No result"),
}
_OPEN: Final = _("No result yet")
_BECAUSE: Final = _("{result}: {reason}")
_SERIOUS_UNSEEN: Final = ngettext(
    "a serious point could not be seen: {questions}",
    "serious points could not be seen: {questions}",
)
_SERIOUS_PENDING: Final = _("still to come: {questions}")
OPENINGS: Final[Mapping[str, Message]] = {
    "pass": _("As expected"),
    "fail": _("Below what is expected"),
    "undetermined": _("Nothing was judged"),
    "open": _("Still open"),
    "unseen": _("Not all of it could be seen"),
}
_ZONES: Final[Mapping[Zone, Message]] = {
    "below": _("falls short"),
    "expected": _("fine, nothing special"),
    "beyond": pgettext("zone", "better than expected"),
}
_EVERYTHING: Final = _("everything as expected")
_SERIOUS_FAILURE: Final = _("Serious failure: {finding}")
_SCORE_AND_TARGET: Final = _("{share}; target: {target}")
_UNDER_TARGET: Final = _("{share} is under the target of {target}")
_UNFINISHED: Final = _("Not finished. Questions still open: {count}")
_NO_POINTS: Final = _("This checklist gives no points: it only records.")
_TOO_LITTLE: Final = _(
    "Less than half of the points could be judged ({applicable} of {possible}): "
    "too little for a percentage."
)
_ONE_POINT: Final = _("{met} of 1 point")
_NO_POINT: Final = _("nothing scored")
_ITEMS: Final = ngettext("{met} of {applicable} item", "{met} of {applicable} items")
BALANCE: Final = _("better than expected: {exceeds}; not met: {below}")
_NO_ACTIONS: Final = _("Nothing to put right.")
_NOTHING_AT_ONCE: Final = _("Nothing to do now.")
_NO_ACTIONS_YET: Final = _("What to do is shown when the audit is finished.")
_AVERAGE: Final = _("Nothing stood out, good or bad: average moments are forgotten.")
_NOTHING_JUDGED: Final = _("Nothing was judged.")
ALREADY_PUT_RIGHT: Final = _("Already put right")
ON_THE_SPOT: Final = _("fixed on the spot")
_DONE: Final = pgettext("measure", "done on {date}")
_COULD_NOT: Final = _("{when}; the team had no way to do better: {reason}")
_SAME_DAY: Final = _("the same day, {date}")
_BY: Final = _("by {date}")

_AMENDED: Final = _("corrected later")
_ERASED: Final = _("a text was erased")

STATES: Final[Mapping[str, Message]] = {
    "draft": _("Draft"),
    "open": _("Open"),
    "discarded": _("Set aside"),
}
_NOTICES: Final[Mapping[str, Message]] = {
    "discarded": _("This audit was set aside: it counts in no result."),
    "draft": _("This audit is not finished: nothing here is final."),
    "open": _("This case is open: nothing here is final."),
    "pending": _("Answers still to come: {count}. The score can change."),
    "unseen": ngettext(
        "1 question could not be seen and doesn't count: {questions}",
        "{count} questions could not be seen and don't count: {questions}",
    ),
    "amended": _("Answers corrected after they were given: {count}."),
    "erased": _("Texts erased for good: {count}."),
    "restarted": _(
        "The device was restarted while the clock ran: the times measured are less exact."
    ),
}

_WHEN: Final = _("When")
_LASTED: Final = _("How long it took")
_AUDITOR: Final = _("Who audited")
_RECOGNISED: Final = _("Recognised as auditor")
_CLIENT: Final = _("Type of {client}")
_NOT_RECORDED: Final = _("not recorded")
_WHEN_AT: Final = _("{date}, {time}")
_MANAGER: Final = _("the manager of the place")
_ROLE: Final = _("{role}: a self-audit, not an outsider's")
_MANAGERS: Final = TypedWords({"manager": pgettext("typed", "manager|the manager")})
_RECOGNITION: Final[Mapping[str, Message]] = {
    "yes": _("yes: it may have gone better than usual"),
    "no": _("no"),
    "unsure": _("not sure"),
}

_STAFF_NOT_TOLD: Final = _(
    "The team has not been told yet that audits exist, why, and how results are used."
)
_STAFF_TOLD_AFTER: Final = _("The team had not been told yet: it was told on {date}.")
_STAFF_TOLD: Final = _("The team has known since {date} that audits exist.")
HOW_TO_READ: Final = (
    _(
        "The score is the points met out of the points that applied; "
        "opinions are shown and never scored."
    ),
    _(
        "One audit is one moment seen by one person: it can't tell how satisfied {clients} are, "
        "nor how other days go."
    ),
)
ETHICS: Final = _("Made to improve the service: not for punishing or rewarding.")

# Templates have no words of their own.
WORDS: Final[Mapping[str, Message]] = {
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
    "put_right": ALREADY_PUT_RIGHT,
    "remembers": _("What this {client} will remember"),
    "chain": _("The chain of service"),
    "no_links": _("Nothing was judged here."),
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
    "serious": wording.SERIOUS,
    "note": _("Note"),
    "about": _("About this audit"),
    "method": _("How to read it"),
}


def result_word(view: AuditView, locale: Locale) -> str:
    """`Passed`, `Not passed`, `No result`; a draft has none yet, nor an audit that waits for a serious point
    and nothing else."""
    waits = view.finished is None or {"pending"} == {
        view.answers[name].status for name in view.score.undecided
    }
    undecided = view.score.result == "undetermined" and waits
    return (_OPEN if undecided else _RESULTS[view.score.result]).say(locale.language)


def result_sentence(view: AuditView, locale: Locale) -> str:
    """The result as it stands alone: where a serious point was not seen, or is still to come, with that."""
    if not undecided(view, locale):
        return result_line(view, locale)
    return f"{no_result(view, locale)}  {score_words(view, locale)}"


def no_result(view: AuditView, locale: Locale) -> str:
    """`No result: a serious point could not be seen: Is information kept private?`"""
    because = {"result": result_word(view, locale), "reason": "; ".join(undecided(view, locale))}
    return _BECAUSE.say(locale.language, **because)


def undecided(view: AuditView, locale: Locale) -> tuple[str, ...]:
    """Which serious points leave a finished audit without a result: those that could not be seen, and those
    still to come; empty for any other audit."""
    if view.score.result != "undetermined" or view.finished is None:
        return ()
    questions, answers = view.checklist.questions, view.answers
    messages = (("unseen", _SERIOUS_UNSEEN), ("pending", _SERIOUS_PENDING))
    return tuple(
        message.say(locale.language, count=len(found), questions=wording.asked_all(found, locale))
        for status, message in messages
        if (found := [questions[n] for n in view.score.undecided if answers[n].status == status])
    )


def result_line(view: AuditView, locale: Locale) -> str:
    """`PASSED  88% (22 of 25 points)`; without a percentage only the counts."""
    return f"{result_word(view, locale).upper()}  {score_words(view, locale)}"


def reasons(view: AuditView, locale: Locale) -> tuple[str, ...]:
    """Why it is not a pass: the serious answers, then the score; nothing for a pass."""
    language, score = locale.language, view.score
    if score.result == "pass":
        return ()
    found = [
        serious_failure(
            wording.question_and_answer(view.checklist.questions[i], view.answers[i], locale),
            locale,
        )
        for i in score.critical_below
    ]
    found += map(wording.capital, undecided(view, locale))
    target = view.checklist.target
    open_ones = sum(answer.status == "missing" for answer in view.answers.values())
    if view.finished is None or open_ones:
        found.append(_UNFINISHED.say(language, count=open_ones))
    elif score.percent is None:
        message = _TOO_LITTLE if score.possible else _NO_POINTS
        counts = {"applicable": score.applicable, "possible": score.possible}
        found.append(message.say(language, **counts))
    elif score.percent < target:
        found.append(score_and_target(view, locale))
    return tuple(found)


def serious_failure(finding: str, locale: Locale) -> str:
    """`Serious failure: Is the floor clean? No`."""
    return _SERIOUS_FAILURE.say(locale.language, finding=finding)


def zone_words(view: AuditView, locale: Locale) -> str:
    """How the audit went as a whole; one that met all and surpassed little is no less than expected. Empty for
    one without a zone."""
    score = view.score
    if not score.zone:
        return ""
    whole = score.zone == "expected" and score.percent == 100
    return (_EVERYTHING if whole else _ZONES[score.zone]).say(locale.language)


def score_and_target(view: AuditView, locale: Locale) -> str:
    """`88% (22 of 25 points); target: 85%`, or that it is under; without a percentage only the counts."""
    score, target = view.score, view.checklist.target
    share = score_words(view, locale)
    under = view.finished is not None and score.percent is not None and score.percent < target
    message = _UNDER_TARGET if under else _SCORE_AND_TARGET
    return message.say(locale.language, share=share, target=locale.bare_percent(target))


def score_words(view: AuditView, locale: Locale) -> str:
    """The points met, of those that applied."""
    return share_words(view, Share(view.score.met, view.score.applicable), locale)


def share_words(view: AuditView, share: Share, locale: Locale) -> str:
    """A share with its counts; only the counts where the audit itself has no percentage."""
    if view.score.percent is None or not share.applicable:
        return points(share.met, share.applicable, locale)
    target = Fraction(str(view.checklist.target))
    percent = rounded_percent(Fraction(100 * share.met, share.applicable), target)
    return locale.share(percent, share.met, share.applicable)


def points(met: int, applicable: int, locale: Locale) -> str:
    """`8 of 12 points`."""
    message = {0: _NO_POINT, 1: _ONE_POINT}.get(applicable, POINTS)
    return message.say(locale.language, met=met, applicable=applicable)


def unweighted(view: AuditView, locale: Locale) -> str:
    """The share without weights: each item counts one."""
    score = view.score
    if score.unweighted_percent is None:
        counts = {"met": score.items_met, "applicable": score.items, "count": score.items}
        return _ITEMS.say(locale.language, **counts)
    return locale.share(score.unweighted_percent, score.items_met, score.items, _ITEMS)


def nothing_to_do(view: AuditView, locale: Locale) -> str:
    """Why nothing is due at once: all is well, the rest can wait, or it is too early to say."""
    if view.finished is None:
        return _NO_ACTIONS_YET.say(locale.language)
    return (_NOTHING_AT_ONCE if view.actions else _NO_ACTIONS).say(locale.language)


def nothing_remembered(view: AuditView, locale: Locale) -> str:
    """Why nothing will be remembered: average moments are forgotten, if there were any."""
    if view.finished is None:
        return _OPEN.say(locale.language)
    return (_AVERAGE if view.score.verdicts else _NOTHING_JUDGED).say(locale.language)


def due(action: Action, locale: Locale) -> str:
    """When a measure is due or was done, and the reason where the team had no way to do better."""
    if action.on_the_spot:
        when = ON_THE_SPOT.say(locale.language)
    elif action.closed:
        when = _DONE.say(locale.language, date=locale.short_date(action.closed))
    else:
        message = _SAME_DAY if action.immediate else _BY
        when = message.say(locale.language, date=locale.short_date(action.due))
    if action.reason is None:
        return when
    return _COULD_NOT.say(locale.language, when=when, reason=SPOKEN[action.reason])


def answer_marks(answer: Answer, locale: Locale) -> tuple[str, ...]:
    """What happened to an answer beside being given."""
    marks = ((answer.fixed, ON_THE_SPOT), (answer.amended, _AMENDED), (answer.erased, _ERASED))
    return tuple(message.say(locale.language) for holds, message in marks if holds)


def notices(view: AuditView, locale: Locale) -> tuple[str, ...]:
    """What a reader must know before believing the numbers."""
    answers, marks, unseen = view.answers.values(), view.record.marks, unseen_in(view)
    counts = {
        "discarded": int(view.record.discarded),
        "draft": int(view.state == "draft"),
        "open": int(view.state == "open"),
        "pending": sum(answer.status == "pending" for answer in answers),
        "unseen": len(unseen),
        "amended": sum(answer.amended for answer in answers),
        "erased": sum(answer.erased for answer in answers),
        "restarted": any(
            by_wall_time(last_attempt(marks_of(section, marks)))
            for section in view.checklist.sections
        ),
    }
    named = wording.asked_all(unseen, locale)
    return tuple(
        _NOTICES[name].say(locale.language, count=n, questions=named)
        for name, n in counts.items()
        if n
    )


def unseen_in(view: AuditView) -> list[Question]:
    """The questions that could not be seen, in the order of asking."""
    questions = view.checklist.questions
    return [questions[name] for name, answer in view.answers.items() if answer.status == "unseen"]


def day_and_hour(view: AuditView, locale: Locale) -> str:
    """The day of the week, the date and the hour where the site is."""
    day, time = locale.date(view.started.date()), f"{view.started:%H:%M}"
    return _WHEN_AT.say(locale.language, date=day, time=time)


def facts(view: AuditView, locale: Locale) -> tuple[SimpleNamespace, ...]:
    """What there is to know about the audit, each with its label."""
    record, language = view.record, locale.language
    role = role_words(record.auditor, language)
    pairs = (
        (_WHEN, day_and_hour(view, locale)),
        (_LASTED, _lasted(record.seconds_spent, locale)),
        (_AUDITOR, _ROLE.say(language, role=role) if role else ""),
        (_RECOGNISED, _RECOGNITION[record.recognised].say(language) if record.recognised else ""),
        (_CLIENT, wording.client_words(record.client or "", language)),
    )
    nothing = _NOT_RECORDED.say(language)
    return tuple(
        SimpleNamespace(label=locale.say(name), value=value or nothing) for name, value in pairs
    )


def staff(since: date | None, day: date, locale: Locale) -> str:
    """Whether the team knows: it should, before the first audit. `day` is that of an audit."""
    if since is None:
        return _STAFF_NOT_TOLD.say(locale.language)
    message = _STAFF_TOLD_AFTER if since > day else _STAFF_TOLD
    return message.say(locale.language, date=locale.short_date(since))


def role_words(role: str | None, language: Language) -> str:
    """A role as it was written; the manager's in the reader's language. Empty for none."""
    name = wording.one_line(role or "")
    return _MANAGER.say(language) if _MANAGERS.get(name) else name


def _lasted(seconds: int | None, locale: Locale) -> str:
    if seconds is None:
        return ""
    message = wording.IN_UNITS["minutes" if seconds < 3600 else "hours"]
    return message.say(locale.language, number=locale.duration(seconds))
