"""From answers to verdicts to a score, on exact numbers (STATISTICS: "From answer to verdict to score")."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import inf
from typing import Literal, NamedTuple

from audit_cli.checklist.model import Checklist, Question, Value, Verdict
from audit_cli.interview.answers import fulfils
from audit_cli.interview.record import Answer

Result = Literal["pass", "fail", "undetermined"]
Zone = Literal["below", "expected", "beyond"]


class Share(NamedTuple):
    """Weight that was met, of the weight with a verdict. `id` names a section; empty for place and people."""

    met: int
    applicable: int
    id: str = ""


class Score(NamedTuple):
    """What one audit's answers add up to. Percentages are 0 to 100, to one decimal as shown; None when
    less than half of the checklist's weight has a verdict: then there are only counts. `undecided` are the
    critical items that apply and have no verdict: unseen, or still to come; with one, nothing has passed."""

    percent: float | None
    unweighted_percent: float | None
    met: int
    applicable: int
    possible: int
    items_met: int
    items: int
    result: Result
    zone: Zone | None
    critical_below: tuple[str, ...]
    undecided: tuple[str, ...]
    exceeds: int
    below: int
    place: Share
    people: Share
    sections: tuple[Share, ...]
    verdicts: Mapping[str, Verdict]


def verdict_of(question: Question, answer: Answer) -> Verdict | None:
    """What one answer means against its standard; None where nothing is judged."""
    if not question.scored:
        return None
    if answer.status == "never":
        return "below"
    if answer.status != "given" or answer.value is None:
        return None
    if question.traits.verdict:
        return answer.value  # type: ignore[return-value]  # a rating's value is its label's verdict
    if question.standard is None:
        return _verdict_of_options(question, answer.value)
    if not fulfils(answer.value, *question.standard):
        return "below"
    if question.exceeds and fulfils(answer.value, *question.exceeds):
        return "exceeds"
    return "meets"


def always_met(question: Question) -> bool:
    """Whether every value that it takes is at least what is expected: only `never` can be below. It is
    asked for what is better than that."""
    if not question.scored or question.traits.answer == "words":
        return False
    traits = question.traits
    options = [option.id for option in (*question.labels, *question.options)]
    values: Iterable[Value] = options or traits.words
    if question.numeric:
        least: float = 0 if traits.whole or traits.watch else -inf  # what is counted or timed
        values = (
            least if question.minimum is None else question.minimum,
            inf if question.maximum is None else question.maximum,
        )
    judged = [verdict_of(question, Answer("given", value)) for value in values]
    return bool(judged) and "below" not in judged


def is_critical(question: Question, answer: Answer, verdict: Verdict | None) -> bool:
    """Whether this answer alone fails the audit: below, and beyond its limit where it has one."""
    if verdict != "below":
        return False
    if question.critical_limit is None:
        return question.critical
    if answer.status == "never" or answer.value is None:
        return True
    return fulfils(answer.value, *question.critical_limit)


def needs_action(question: Question, answer: Answer, verdict: Verdict | None) -> bool:
    """Whether its measure is due: below its standard, or an opinion at its lowest label."""
    return verdict == "below" or (
        question.opinion and answer.status == "given" and answer.value == "below"
    )


def score_of(checklist: Checklist, answers: Mapping[str, Answer], *, draft: bool = False) -> Score:
    """The score of an audit's answers. A draft can fail, but nothing else is decided about it yet; of a case that
    is open nothing is, for what was wrong may be put right."""
    verdicts: dict[str, Verdict] = {}
    critical: list[str] = []
    for identifier, question in checklist.questions.items():
        verdict = verdict_of(question, answers[identifier])
        if verdict:
            verdicts[identifier] = verdict
            if is_critical(question, answers[identifier], verdict):
                critical.append(identifier)
    judged = [(checklist.questions[i], verdict) for i, verdict in verdicts.items()]
    total, possible = _share(judged), checklist.possible
    exact = (
        Fraction(100 * total.met, total.applicable)
        if total.applicable and 2 * total.applicable >= possible
        else None
    )
    items = [verdict for question, verdict in judged if question.weight]
    items_met = sum(verdict != "below" for verdict in items)
    target = Fraction(str(checklist.target))
    undecided = tuple(
        identifier
        for identifier, question in checklist.questions.items()
        if question.scored
        and (question.critical or question.critical_limit)
        and answers[identifier].status in ("unseen", "pending")
    )
    failed = bool(critical) and not (draft and checklist.case)
    result = _result(exact, target, failed, draft, bool(undecided))
    exceeds = sum(verdict == "exceeds" for verdict in verdicts.values())
    return Score(
        percent=None if exact is None else rounded_percent(exact, target),
        unweighted_percent=None
        if exact is None
        else rounded_percent(Fraction(100 * items_met, len(items)), target),
        met=total.met,
        applicable=total.applicable,
        possible=possible,
        items_met=items_met,
        items=len(items),
        result=result,
        zone=_zone(result, exceeds, checklist.delight),
        critical_below=tuple(critical),
        undecided=undecided,
        exceeds=exceeds,
        below=sum(verdict == "below" for verdict in verdicts.values()),
        place=_share(pair for pair in judged if pair[0].about == "place"),
        people=_share(pair for pair in judged if pair[0].about == "people"),
        sections=tuple(
            _share((p for p in judged if checklist.section_of[p[0].id] is section), section.id)
            for section in checklist.sections
        ),
        verdicts=verdicts,
    )


def rounded_percent(percent: Fraction, target: Fraction | None = None) -> float:
    """One decimal, half up; downward where rounding up would reach a target that was missed. 100 only of
    all, 0 only of nothing."""
    # In whole numbers, for a report shows hundreds: fractions take five times as long.
    part, whole = percent.as_integer_ratio()
    tenths = (20 * part + whole) // (2 * whole)
    if target is not None and percent < target <= Fraction(tenths, 10):
        tenths = 10 * part // whole
    if 0 < part < 100 * whole:
        tenths = min(max(tenths, 1), 999)
    return tenths / 10


def _share(judged: Iterable[tuple[Question, Verdict]], identifier: str = "") -> Share:
    met = applicable = 0
    for question, verdict in judged:
        applicable += question.weight
        met += question.weight if verdict != "below" else 0
    return Share(met, applicable, identifier)


def _result(
    exact: Fraction | None, target: Fraction, critical: bool, draft: bool, undecided: bool
) -> Result:
    if critical:
        return "fail"
    if exact is None or draft:
        return "undetermined"
    if exact < target:
        return "fail"
    return "undetermined" if undecided else "pass"


def _zone(result: Result, exceeds: int, delight: int) -> Zone | None:
    if result == "undetermined":
        return None
    if result == "fail":
        return "below"
    return "beyond" if exceeds >= delight else "expected"


def _verdict_of_options(question: Question, value: Value) -> Verdict | None:
    """The worst verdict of the chosen options; `exceeds` only where nothing chosen is below."""
    ids = value if isinstance(value, tuple) else (value,)
    found = {option.verdict for option in question.options if option.id in ids}
    order: tuple[Verdict, ...] = ("below", "exceeds", "meets")
    return next((verdict for verdict in order if verdict in found), None)
