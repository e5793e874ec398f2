"""The sentences of the report of one audit: result, reasons, what to know about it."""

from collections.abc import Mapping
from typing import Final

from audit_cli.followup.actions import Action
from audit_cli.followup.reasons import SPOKEN
from audit_cli.interview.clock import by_wall_time, last_attempt, marks_of
from audit_cli.interview.record import Answer
from audit_cli.language import POINTS, Locale, Message, _, pgettext
from audit_cli.reports.view import AuditView
from audit_cli.reports.wording import question_and_answer
from audit_cli.scoring import Zone

RESULT_SHAPES: Final[Mapping[str, str]] = {"pass": "✓", "fail": "✗", "undetermined": "?"}

_RESULTS: Final[Mapping[str, Message]] = {
    "pass": _("Passed"),
    "fail": _("Not passed"),
    "undetermined": _("No result"),
}
_OPEN: Final = _("No result yet")
_OPENINGS: Final[Mapping[str, Message]] = {
    "pass": _("As expected"),
    "fail": _("Below what is expected"),
    "undetermined": _("Nothing was judged"),
    "open": _("Still open"),
}
_ZONES: Final[Mapping[Zone, Message]] = {
    "below": _("falls short"),
    "expected": _("fine, nothing special"),
    "beyond": pgettext("zone", "better than expected"),
}
_UNDER_TARGET: Final = _("{share} is under the target of {target}")
_UNFINISHED: Final = _("Not finished. Questions still open: {count}")
_NO_POINTS: Final = _("This checklist gives no points: it only records.")
_TOO_LITTLE: Final = _(
    "Less than half of the points could be judged ({applicable} of {possible}): "
    "too little for a percentage."
)
_ONE_POINT: Final = _("{met} of 1 point")
_NO_POINT: Final = _("nothing scored")
_ITEMS: Final = _("{met} of {applicable} items")
_ONE_ITEM: Final = _("{met} of 1 item")
BALANCE: Final = _("better than expected: {exceeds}; not met: {below}")
_NO_ACTIONS: Final = _("Nothing to put right.")
_NOTHING_AT_ONCE: Final = _("Nothing at once.")
_NO_ACTIONS_YET: Final = _("What to do is said when the audit is finished.")
_AVERAGE: Final = _("Nothing stood out, good or bad: average moments are forgotten.")
_NOTHING_JUDGED: Final = _("Nothing was judged.")
_PUT_RIGHT: Final = _("Put it right")
ON_THE_SPOT: Final = _("fixed on the spot")
_DONE: Final = pgettext("measure", "done on {date}")
_COULD_NOT: Final = _("{when}; the team had no way to do better: {reason}")
_SAME_DAY: Final = _("the same day, {date}")
_BY: Final = _("by {date}")

_AMENDED: Final = _("corrected later")
_ERASED: Final = _("a text was erased")

_DRAFT: Final = _("Draft")
_DISCARDED: Final = _("Set aside")
_NOTICES: Final[Mapping[str, Message]] = {
    "discarded": _("This audit was set aside: it counts in no result."),
    "draft": _("This audit is not finished: nothing here is final."),
    "pending": _("Answers still to come: {count}. The score can change."),
    "amended": _("Answers corrected after they were given: {count}."),
    "erased": _("Texts erased for good: {count}."),
    "restarted": _(
        "The device was restarted while the clock ran: the times measured are less exact."
    ),
}


def result_word(view: AuditView, locale: Locale) -> str:
    """`Passed`, `Not passed`, `No result`; a draft has none yet."""
    undecided = view.score.result == "undetermined" and view.finished is None
    return (_OPEN if undecided else _RESULTS[view.score.result]).say(locale.language)


def reasons(view: AuditView, locale: Locale) -> tuple[str, ...]:
    """Why it is not a pass: the serious answers, then the score; nothing for a pass."""
    if view.score.result == "pass":
        return ()
    found = [
        question_and_answer(view.checklist.questions[i], view.answers[i], locale)
        for i in view.score.critical_below
    ]
    percent, target = view.score.percent, view.checklist.target
    open_ones = sum(answer.status == "missing" for answer in view.answers.values())
    if view.finished is None or open_ones:
        found.append(_UNFINISHED.say(locale.language, count=open_ones))
    elif percent is None:
        found.append(_no_percentage(view, locale))
    elif percent < target:
        share = locale.share(percent, view.score.met, view.score.applicable)
        bare = locale.bare_percent(target)
        found.append(_UNDER_TARGET.say(locale.language, share=share, target=bare))
    return tuple(found)


def zone(name: Zone | None, locale: Locale) -> str:
    """One audit as a whole; empty where it has no result."""
    return _ZONES[name].say(locale.language) if name else ""


def opening_word(kind: str, locale: Locale) -> str:
    """What the first impression was like."""
    return _OPENINGS[kind].say(locale.language)


def points(met: int, applicable: int, locale: Locale) -> str:
    """`8 of 12 points`."""
    message = {0: _NO_POINT, 1: _ONE_POINT}.get(applicable, POINTS)
    return message.say(locale.language, met=met, applicable=applicable)


def unweighted(view: AuditView, locale: Locale) -> str:
    """The share without weights: each item counts one."""
    score = view.score
    counts = _ONE_ITEM if score.items == 1 else _ITEMS
    if score.unweighted_percent is None:
        return counts.say(locale.language, met=score.items_met, applicable=score.items)
    return locale.share(score.unweighted_percent, score.items_met, score.items, counts)


def balance(exceeds: int, below: int, locale: Locale) -> str:
    """Both counts of the balance (S3-1)."""
    return BALANCE.say(locale.language, exceeds=exceeds, below=below)


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


def put_right(locale: Locale) -> str:
    """The measure where the checklist names none."""
    return _PUT_RIGHT.say(locale.language)


def due(action: Action, locale: Locale) -> str:
    """When a measure is due or was done, and the reason where the team had no way to do better."""
    when = _when(action, locale)
    if action.reason is None:
        return when
    return _COULD_NOT.say(locale.language, when=when, reason=SPOKEN[action.reason])


def answer_marks(answer: Answer, locale: Locale) -> tuple[str, ...]:
    """What happened to an answer beside being given."""
    marks = ((answer.fixed, ON_THE_SPOT), (answer.amended, _AMENDED), (answer.erased, _ERASED))
    return tuple(message.say(locale.language) for holds, message in marks if holds)


def label(view: AuditView, locale: Locale) -> str:
    """`Draft` or `Discarded`; empty for a finished audit."""
    word = {"draft": _DRAFT, "discarded": _DISCARDED}.get(view.record.state)
    return word.say(locale.language) if word else ""


def notices(view: AuditView, locale: Locale) -> tuple[str, ...]:
    """What a reader must know before believing the numbers."""
    answers = view.answers.values()
    counts = {
        "discarded": int(view.record.discarded),
        "draft": int(view.record.state == "draft"),
        "pending": sum(answer.status == "pending" for answer in answers),
        "amended": sum(answer.amended for answer in answers),
        "erased": sum(answer.erased for answer in answers),
        "restarted": int(_restarted(view)),
    }
    return tuple(_NOTICES[name].say(locale.language, count=n) for name, n in counts.items() if n)


def _no_percentage(view: AuditView, locale: Locale) -> str:
    message = _TOO_LITTLE if view.score.possible else _NO_POINTS
    return message.say(
        locale.language, applicable=view.score.applicable, possible=view.score.possible
    )


def _restarted(view: AuditView) -> bool:
    return any(
        by_wall_time(last_attempt(marks_of(section, view.record.marks)))
        for section in view.checklist.sections
    )


def _when(action: Action, locale: Locale) -> str:
    if action.on_the_spot:
        return ON_THE_SPOT.say(locale.language)
    if action.closed:
        return _DONE.say(locale.language, date=locale.short_date(action.closed))
    message = _SAME_DAY if action.immediate else _BY
    return message.say(locale.language, date=locale.short_date(action.due))
