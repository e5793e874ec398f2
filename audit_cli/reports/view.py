"""One audit as every face sees it: its record read with the checklist version that asked it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any, Final, Literal, NamedTuple, TypeAlias, cast

from audit_cli.checklist.model import Checklist, Question, Verdict
from audit_cli.followup.actions import Action, actions_found
from audit_cli.interview.answers import answers_of
from audit_cli.interview.closing import keeping_open
from audit_cli.interview.events import instant_of
from audit_cli.interview.record import Answer, Record
from audit_cli.language import Language
from audit_cli.language.weeks import zone_named
from audit_cli.scoring import Score, Share, needs_action, score_of

State = Literal["draft", "open", "finished", "discarded"]
_MEMORIES: Final = 3  # of the worst, and of the best
_MEMORABLE: Final[tuple[Verdict, ...]] = ("below", "exceeds")


class AuditView(NamedTuple):
    """An audit with all that follows from it. `answers` has every question, in the order of asking;
    `started` and `finished` are aware, in the site's time zone."""

    id: str
    checklist: Checklist
    record: Record
    answers: Mapping[str, Answer]
    score: Score
    actions: tuple[Action, ...]
    started: datetime
    finished: datetime | None

    @property
    def state(self) -> State:
        """Where it stands; a case is `open` until it is settled."""
        state = self.record.state
        return "open" if self.checklist.case and state == "draft" else state

    def local(self, instant: str | None) -> datetime | None:
        """An instant of the record, where the site is."""
        return None if instant is None else instant_of(instant).astimezone(self.started.tzinfo)


def view_of(checklist: Checklist, record: Record) -> AuditView:
    """What a record means under its checklist. The record must have its `start`."""
    zone = zone_named(record.time_zone)
    answers = answers_of(checklist, record)
    score = score_of(checklist, answers, draft=record.finished_at is None)
    started = instant_of(record.started_at).astimezone(zone)
    finished = instant_of(record.finished_at).astimezone(zone) if record.finished_at else None
    day = (finished if finished and checklist.case else started).date()
    return AuditView(
        id=record.id,
        checklist=checklist,
        record=record,
        answers=answers,
        score=score,
        actions=tuple(actions_found(checklist, record, answers, score, day))
        if checklist.kind != "voice"
        else (),
        started=started,
        finished=finished,
    )


# An answer that a client will remember; the verdict is that of the label where an opinion has one.
Remembered: TypeAlias = tuple[AuditView, Question, Verdict]


def memories_of(views: Sequence[AuditView]) -> list[Remembered]:
    """What clients will remember of some audits (S1-1, S2-4), each question once: a few that were not met,
    opinions at their lowest among them, a few that were better than expected, and how it ended. Average moments
    are forgotten."""
    worst, best = (_once(sorted(_all(views, v), key=_weight))[:_MEMORIES] for v in _MEMORABLE)
    return _once([*worst, *best, *sorted(_endings(views), key=itemgetter(2))[:1]])


def _weight(memory: Remembered) -> tuple[bool, int]:
    """What sorts the serious first, then the weightiest."""
    view, question, _verdict = memory
    return question.id not in view.score.critical_below, -question.weight


def _all(views: Sequence[AuditView], verdict: Verdict) -> Iterator[Remembered]:
    for view in views:
        for question in view.checklist.questions.values():
            had = view.score.verdicts.get(question.id)
            low = verdict == "below" and needs_action(question, view.answers[question.id], had)
            if had == verdict or low:
                yield view, question, verdict


def _endings(views: Sequence[AuditView]) -> Iterator[Remembered]:
    """The opinion that closes each audit, the latest first."""
    for view in reversed(views):
        last = [*view.checklist.questions.values()][-1]
        answer = view.answers[last.id]
        if last.traits.verdict and last.opinion and answer.status == "given":
            yield view, last, cast("Verdict", answer.value)


def _once(memories: Iterable[Remembered]) -> list[Remembered]:
    """Each question once, where it stands first."""
    first: dict[tuple[str, str], Remembered] = {}
    for memory in memories:
        view, question, _verdict = memory
        first.setdefault((view.checklist.id, question.id), memory)
    return [*first.values()]


def as_json(view: AuditView, language: Language) -> dict[str, Any]:
    """What `audit show ID --json` prints; `audit.schema.json` beside this file describes it."""
    record, checklist = view.record, view.checklist
    return {
        "id": view.id,
        "checklist": {
            "id": checklist.id,
            "version": checklist.version,
            "sha256": checklist.sha256,
        },
        "site": record.site,
        "time_zone": record.time_zone,
        "auditor": record.auditor,
        "recognised": record.recognised,
        "client": record.client,
        "state": view.state,
        "started_at": _iso(view.started),
        "finished_at": _iso(view.finished),
        "seconds_spent": record.seconds_spent,
        "score": None if checklist.kind == "voice" else _score(view.score),
        "answers": [_answer(view, question, answer) for question, answer in view.answers.items()],
        "actions": [
            {
                "question": action.question,
                "measure": action.measure.say(language) if action.measure else None,
                "due": action.due.isoformat(),
                "status": action.status,
            }
            for action in view.actions
        ],
        **({"kind": "voice"} if checklist.kind == "voice" else {}),
        **({"case": _case(view)} if checklist.case else {}),
    }


def _case(view: AuditView) -> dict[str, Any]:
    """What a case has beside its answers: its marks as they were entered, and what keeps it open."""
    return {
        "marks": [
            {"mark": m.mark, "at": _iso(view.local(m.seen_at)), "who": m.who, "note": m.note}
            for m in view.record.marks
        ],
        "missing": [question.id for question in keeping_open(view.checklist, view.answers)]
        if view.state == "open"
        else [],
    }


def _score(score: Score) -> dict[str, Any]:
    plain = ["percent", "unweighted_percent", "met", "applicable", "possible", "result", "zone"]
    return {
        **{name: getattr(score, name) for name in plain},
        "critical_below": list(score.critical_below),
        "undecided": list(score.undecided),
        "balance": {"exceeds": score.exceeds, "below": score.below},
        "place": _share(score.place),
        "people": _share(score.people),
        "sections": [{"id": section.id, **_share(section)} for section in score.sections],
    }


def _share(share: Share) -> dict[str, int]:
    return {"met": share.met, "applicable": share.applicable}


def _answer(view: AuditView, question: str, answer: Answer) -> dict[str, Any]:
    value = list(answer.value) if isinstance(answer.value, tuple) else answer.value
    return {
        "question": question,
        "value": value,
        "status": answer.status,
        "verdict": view.score.verdicts.get(question),
        "note": answer.note,
        "seen_at": _iso(view.local(answer.seen_at)),
        "entered_at": _iso(view.local(answer.entered_at)),
        "amended": answer.amended,
    }


def _iso(instant: datetime | None) -> str | None:
    """With the site's offset; milliseconds only where there are any."""
    if instant is None:
        return None
    return instant.isoformat(timespec="milliseconds" if instant.microsecond else "seconds")
