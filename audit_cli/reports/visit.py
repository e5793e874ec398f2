"""The report of one audit, in every format: every sentence of it as plain data, in its reader's language."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final, NamedTuple

from audit_cli.checklist.model import Question, Section
from audit_cli.followup.actions import Action
from audit_cli.language import Locale, _
from audit_cli.reports import visit_sentences as sentences
from audit_cli.reports.chat import (
    CHAT_SERIOUS,
    CHAT_WENT_WELL,
    ChatLine,
    chat_head,
    chat_line,
    unmarked,
)
from audit_cli.reports.rendering import FORMATS, Content, Reader, Report
from audit_cli.reports.view import AuditView, as_json, memories_of
from audit_cli.reports.wording import (
    NO_SHAPE,
    SHAPES,
    answer_words,
    asked,
    capital,
    expected_words,
    lead,
    one_line,
    question_and_answer,
    verdict_words,
)
from audit_cli.scoring import Share, is_critical, needs_action, rounded_percent

_COLUMNS: Final = """audit checklist version site started_at state result section question asked
value status verdict serious points_met points note amended seen_at"""

_IN_A_CHAT: Final = 3  # of each kind of line
_TO_BE_DONE: Final = _("{measure} ({due})")


class AnswerLine(NamedTuple):
    """One answer; `lead` is the question as it stands before an answer. `verdict` is below, meets,
    exceeds or none; `marks` say what came of it."""

    id: str
    question: str
    lead: str
    answer: str
    expected: str
    verdict: str
    word: str
    shape: str
    serious: bool
    met: int
    weight: int
    points: str
    note: str
    marks: tuple[str, ...]


class SectionLines(NamedTuple):
    """A section: its points and its answers. `counts` says the points in words."""

    id: str
    title: str
    met: int
    applicable: int
    counts: str
    answers: tuple[AnswerLine, ...]


class Opening(NamedTuple):
    """The section that opens the audit, with a result of its own (S0-3): `kind` is pass, fail or
    undetermined; `answers` are those that call for a measure."""

    title: str
    kind: str
    shape: str
    word: str
    counts: str
    answers: tuple[AnswerLine, ...]


class VisitResult(NamedTuple):
    """Kind is pass, fail or undetermined; `reasons` say why it is not a pass, but for the `score`, which stands
    in one place: the only percentage of the first page."""

    kind: str
    shape: str
    word: str
    zone: str
    reasons: tuple[str, ...]
    score: str


class Figures(NamedTuple):
    """What was counted, in words; no percentage without its counts (the target apart)."""

    score: str
    unweighted: str
    target: str
    balance: str
    place: str
    people: str


class ActionLine(NamedTuple):
    """One measure, why, and when; `done` where it is done already."""

    measure: str
    because: str
    due: str
    done: bool


class Fact(NamedTuple):
    """Something to know about the audit."""

    label: str
    value: str


class VisitReport(NamedTuple):
    """All that a report of one audit says, in its order."""

    language: str
    title: str
    site: str
    when: str
    label: str
    notices: tuple[str, ...]
    opening: Opening | None
    result: VisitResult
    figures: Figures
    do_now: tuple[ActionLine, ...]
    do_later: tuple[ActionLine, ...]
    put_right: tuple[ActionLine, ...]
    nothing_to_do: str
    remembers: tuple[AnswerLine, ...]
    nothing_remembered: str
    sections: tuple[SectionLines, ...]
    facts: tuple[Fact, ...]
    staff: str
    method: tuple[str, ...]
    ethics: str
    pinned: str
    id: str
    words: dict[str, str]


def render_visit(name: str, view: AuditView, reader: Reader) -> Content:
    """The report of one audit in the format of this name.

    The same audit and reader give the same text. Raises TemplateProblem, NotPrinted."""
    locale, day, site = reader.locale, reader.staff_told, reader.site

    def page() -> VisitReport:
        return visit_report(view, locale, staff_told=day, site=site)

    report = Report(
        "visit",
        page=page,
        data=lambda: as_json(view, locale.language),
        rows=lambda: _rows(view, locale),
        chat=lambda: _chat(view, page(), locale),
    )
    return FORMATS[name](report, reader)


def visit_report(
    view: AuditView, locale: Locale, *, staff_told: date | None = None, site: str | None = None
) -> VisitReport:
    """The report of one audit. `staff_told` is the day on which the team was told that audits
    exist; `site` is the site's name where it has one besides its id."""
    sections = tuple(_section(view, section, locale) for section in view.checklist.sections)
    state = sentences.STATES.get(view.state)
    return VisitReport(
        language=locale.language,
        title=one_line(view.checklist.title.say(locale.language)),
        site=one_line(site or view.record.site),
        when=sentences.day_and_hour(view, locale),
        label=state.say(locale.language) if state else "",
        notices=sentences.notices(view, locale),
        opening=_opening(view, sections, locale),
        result=_result(view, locale),
        figures=_figures(view, locale),
        do_now=_actions(view, locale, lambda one: one.immediate and not one.on_the_spot),
        do_later=_actions(view, locale, lambda one: not (one.immediate or one.on_the_spot)),
        put_right=_actions(view, locale, lambda one: one.on_the_spot),
        nothing_to_do=sentences.nothing_to_do(view, locale),
        remembers=memory_lines([view], locale),
        nothing_remembered=sentences.nothing_remembered(view, locale),
        sections=sections,
        facts=tuple(Fact(label=name, value=value) for name, value in sentences.facts(view, locale)),
        staff=sentences.staff(staff_told, view.started.date(), locale),
        method=tuple(map(locale.say, sentences.HOW_TO_READ)),
        ethics=sentences.ETHICS.say(locale.language),
        pinned=f"{view.checklist.id} {view.checklist.version} · {view.checklist.sha256[:8]}",
        id=view.id,
        words={name: locale.say(message) for name, message in sentences.WORDS.items()},
    )


def memory_lines(views: Sequence[AuditView], locale: Locale) -> tuple[AnswerLine, ...]:
    """What clients will remember of some audits; an opinion looks as its label is meant."""
    return tuple(
        answer_line(view, question, locale)._replace(verdict=verdict, shape=SHAPES[verdict])
        for view, question, verdict in memories_of(views)
    )


def answer_line(view: AuditView, question: Question, locale: Locale) -> AnswerLine:
    """One answer of an audit in words."""
    answer, verdict = view.answers[question.id], view.score.verdicts.get(question.id)
    serious = is_critical(question, answer, verdict)
    met = question.weight if verdict and verdict != "below" else 0
    weight = question.weight if verdict else 0
    return AnswerLine(
        id=question.id,
        question=asked(question, locale),
        lead=lead(question, locale),
        answer=capital(answer_words(question, answer, locale)),
        expected=expected_words(question, locale),
        verdict=verdict or "none",
        word=verdict_words(verdict, serious, locale.language),
        shape=SHAPES[verdict] if verdict else NO_SHAPE,
        serious=serious,
        met=met,
        weight=weight,
        points=sentences.points(met, weight, locale) if weight else "",
        note=one_line(answer.note or ""),
        marks=sentences.answer_marks(answer, locale),
    )


def _section(view: AuditView, section: Section, locale: Locale) -> SectionLines:
    share = next(share for share in view.score.sections if share.id == section.id)
    return SectionLines(
        id=section.id,
        title=one_line(section.title.say(locale.language)),
        met=share.met,
        applicable=share.applicable,
        counts=sentences.points(share.met, share.applicable, locale),
        answers=tuple(answer_line(view, question, locale) for question in section.questions),
    )


def _opening(view: AuditView, sections: Iterable[SectionLines], locale: Locale) -> Opening | None:
    """The first impression: the immediate section, else the first (S0-3). None where the checklist is a
    single section: its result is the audit's."""
    first, *others = view.checklist.sections
    if not others:
        return None
    section = next((section for section in (first, *others) if section.immediate), first)
    lines = next(lines for lines in sections if lines.id == section.id)
    judged = any(question.id in view.score.verdicts for question in section.questions)
    poor = {
        question.id
        for question in section.questions
        if needs_action(question, view.answers[question.id], view.score.verdicts.get(question.id))
    }
    # A section whose questions are still open can fail, but nothing else is known of it yet.
    waiting = any(view.answers[question.id].status == "missing" for question in section.questions)
    undecided = {
        view.answers[q.id].status for q in section.questions if q.id in view.score.undecided
    }
    decided = judged and not waiting and not undecided
    kind = "fail" if poor else "pass" if decided else "undetermined"
    name = kind
    if not poor and (waiting or undecided):
        name = "unseen" if "unseen" in undecided and not waiting else "open"
    word = sentences.OPENINGS[name]
    return Opening(
        title=lines.title,
        kind=kind,
        shape=sentences.RESULT_SHAPES[kind],
        word=word.say(locale.language),
        counts=lines.counts if lines.applicable else "",
        answers=tuple(line for line in lines.answers if line.id in poor),
    )


def _result(view: AuditView, locale: Locale) -> VisitResult:
    score, said = view.score, sentences.score_and_target(view, locale)
    return VisitResult(
        kind=score.result,
        shape=sentences.RESULT_SHAPES[score.result],
        word=sentences.result_word(view, locale),
        zone=sentences.zone_words(view, locale),
        reasons=tuple(reason for reason in sentences.reasons(view, locale) if reason != said),
        score=said,
    )


def _figures(view: AuditView, locale: Locale) -> Figures:
    score = view.score
    balance = {"exceeds": score.exceeds, "below": score.below}
    return Figures(
        score=_share_words(view, Share(score.met, score.applicable), locale),
        unweighted=sentences.unweighted(view, locale),
        target=locale.bare_percent(view.checklist.target),
        balance=sentences.BALANCE.say(locale.language, **balance),
        place=_share_words(view, score.place, locale),
        people=_share_words(view, score.people, locale),
    )


def _share_words(view: AuditView, share: Share, locale: Locale) -> str:
    """A share with its counts; only the counts where the audit itself has no percentage."""
    if view.score.percent is None or not share.applicable:
        return sentences.points(share.met, share.applicable, locale)
    target = Fraction(str(view.checklist.target))
    percent = rounded_percent(Fraction(100 * share.met, share.applicable), target)
    return locale.share(percent, share.met, share.applicable)


def _actions(
    view: AuditView, locale: Locale, which: Callable[[Action], bool]
) -> tuple[ActionLine, ...]:
    return tuple(_action(view, action, locale) for action in view.actions if which(action))


def _action(view: AuditView, action: Action, locale: Locale) -> ActionLine:
    question = view.checklist.questions[action.question]
    # A sentence of its own, which goes on here with its day.
    measure = one_line(action.measure.say(locale.language)) if action.measure else ""
    measure = measure.removesuffix(".")
    return ActionLine(
        measure=capital(measure) or sentences.PUT_RIGHT.say(locale.language),
        because=question_and_answer(question, view.answers[question.id], locale),
        due=sentences.due(action, locale),
        done=action.status == "done",
    )


def _rows(view: AuditView, locale: Locale) -> Iterator[list[Any]]:
    """One row an answer. Codes as in JSON, so that a spreadsheet works in any language."""
    data, checklist = as_json(view, locale.language), view.checklist
    yield _COLUMNS.split()
    for answer in data["answers"]:
        line = answer_line(view, checklist.questions[answer["question"]], locale)
        value = answer["value"]
        yield [
            data["id"],
            checklist.id,
            checklist.version,
            data["site"],
            data["started_at"],
            data["state"],
            data["score"]["result"],
            checklist.section_of[line.id].id,
            line.id,
            line.question,
            "; ".join(value) if isinstance(value, list) else value,
            answer["status"],
            answer["verdict"],
            "yes" if line.serious else "no",
            line.met,
            line.weight,
            answer["note"],
            "yes" if answer["amended"] else "no",
            answer["seen_at"],
        ]


def _chat(view: AuditView, page: VisitReport, locale: Locale) -> Iterator[ChatLine]:
    """What is sent of an audit, in its order: the serious first."""
    language, words = locale.language, page.words
    title = f"{page.title} · {page.site}, {locale.moment(view.started)}"
    yield chat_head(title, page.result.word)
    yield from (ChatLine(2, unmarked(notice)) for notice in page.notices)
    serious = _actions(view, locale, lambda one: one.question in view.score.critical_below)
    for one in serious:
        todo = _TO_BE_DONE.say(language, measure=one.measure, due=one.due)
        yield chat_line(1, CHAT_SERIOUS.say(language), f"{one.because}. {todo}.")
    if page.result.kind == "undetermined":
        yield from (ChatLine(1, unmarked(reason)) for reason in page.result.reasons)
    for rank, name, lines in ((3, "do_now", page.do_now), (5, "do_later", page.do_later)):
        for one in [one for one in lines if not one.done and one not in serious][:_IN_A_CHAT]:
            todo = _TO_BE_DONE.say(language, measure=one.measure, due=one.due)
            yield chat_line(rank, words[name], todo)
    for one in [one for one in page.put_right if one not in serious][:_IN_A_CHAT]:
        yield chat_line(6, words["put_right"], one.because)
    for line in [line for line in page.remembers if line.verdict == "exceeds"][:_IN_A_CHAT]:
        yield chat_line(4, CHAT_WENT_WELL.say(language), f"{line.lead} {line.answer}")
    yield ChatLine(2, unmarked(page.result.score))
    yield ChatLine(0, unmarked(page.ethics))
