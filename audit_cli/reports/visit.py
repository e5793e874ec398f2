"""The report of one audit, in every format: every sentence of it as plain data, in its reader's language."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any, Final

from audit_cli.checklist.model import Question, Section
from audit_cli.followup.actions import Action
from audit_cli.language import Locale, _
from audit_cli.reports import visit_sentences as sentences
from audit_cli.reports import wording
from audit_cli.reports.action_words import measure_words
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
from audit_cli.scoring import is_critical, needs_action
from audit_cli.settings import shown_site, titled

_COLUMNS: Final = """audit checklist version site started_at state result section question asked
value status verdict serious points_met points note amended seen_at"""

_IN_A_CHAT: Final = 3  # of each kind of line
_TO_BE_DONE: Final = _("{measure} ({due})")


def render_visit(name: str, view: AuditView, reader: Reader) -> Content:
    """The report of one audit in the format of this name.

    The same audit and reader give the same text. Raises TemplateProblem, NotPrinted."""
    locale, day, site = reader.locale, reader.staff_told, reader.site

    def page() -> SimpleNamespace:
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
) -> SimpleNamespace:
    """The report of one audit, all that it says by the names that templates use. `staff_told` is the day on
    which the team was told that audits exist; `site` is the site's name where it has one besides its id."""
    sections = tuple(_section(view, section, locale) for section in view.checklist.sections)
    state = sentences.STATES.get(view.state)
    return SimpleNamespace(
        language=locale.language,
        title=wording.one_line(view.checklist.title.say(locale.language)),
        site=wording.one_line(site or shown_site(view.record.site)),
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
        chain=_chain(view, sections, locale),
        facts=sentences.facts(view, locale),
        staff=sentences.staff(staff_told, view.started.date(), locale),
        method=tuple(map(locale.say, sentences.HOW_TO_READ)),
        ethics=sentences.ETHICS.say(locale.language),
        pinned=f"{view.checklist.id} {view.checklist.version} · {view.checklist.sha256[:8]}",
        id=view.id,
        words={name: locale.say(message) for name, message in sentences.WORDS.items()},
    )


def memory_lines(views: Sequence[AuditView], locale: Locale) -> tuple[SimpleNamespace, ...]:
    """What clients will remember of some audits; an opinion looks as its label is meant."""
    found = tuple(memories_of(views))
    lines = tuple(answer_line(view, question, locale) for view, question, _ in found)
    for line, (_view, _question, verdict) in zip(lines, found, strict=True):
        line.verdict, line.shape = verdict, wording.SHAPES[verdict]
    return lines


def answer_line(view: AuditView, question: Question, locale: Locale) -> SimpleNamespace:
    """One answer of an audit in words; `lead` is the question as it stands before an answer, `verdict` is below,
    meets, exceeds or none, `marks` say what came of it."""
    answer, verdict = view.answers[question.id], view.score.verdicts.get(question.id)
    serious = is_critical(question, answer, verdict)
    met = question.weight if verdict and verdict != "below" else 0
    weight = question.weight if verdict else 0
    return SimpleNamespace(
        id=question.id,
        question=wording.asked(question, locale),
        lead=wording.lead(question, locale),
        answer=wording.capital(wording.answer_words(question, answer, locale)),
        expected=wording.expected_words(question, locale),
        verdict=verdict or "none",
        word=wording.verdict_words(verdict, serious, locale.language),
        shape=wording.SHAPES[verdict] if verdict else wording.NO_SHAPE,
        serious=serious,
        met=met,
        weight=weight,
        points=sentences.points(met, weight, locale) if weight else "",
        note=wording.one_line(answer.note or ""),
        marks=sentences.answer_marks(answer, locale),
    )


def _section(view: AuditView, section: Section, locale: Locale) -> SimpleNamespace:
    share = next(share for share in view.score.sections if share.id == section.id)
    return SimpleNamespace(
        id=section.id,
        title=wording.one_line(section.title.say(locale.language)),
        met=share.met,
        applicable=share.applicable,
        counts=sentences.points(share.met, share.applicable, locale),
        answers=tuple(answer_line(view, question, locale) for question in section.questions),
    )


def _chain(
    view: AuditView, sections: Sequence[SimpleNamespace], locale: Locale
) -> list[SimpleNamespace]:
    """The service from its first moment to its last, each answer that was judged a link: before, during, after
    (S2-3, S3-1). Empty where the checklist looks at one moment only."""
    links: dict[str, list[SimpleNamespace]] = {}
    for section, lines in zip(view.checklist.sections, sections, strict=True):
        judged = [line for line in lines.answers if line.verdict != "none"]
        links[section.moment] = [*links.get(section.moment, ()), *judged]
    if len(links) < 2:
        return []
    chain = []
    for moment, words in wording.MOMENTS.items():
        here = links.get(moment, [])
        verdicts = [line.verdict for line in here]
        counts = {name: verdicts.count(name) for name in ("exceeds", "below")}
        chain.append(
            SimpleNamespace(
                title=wording.capital(locale.say(words)),
                links=here,
                drawn=" ─ ".join(line.shape for line in here),
                balance=locale.say(sentences.BALANCE, **counts),
            )
        )
    return chain


def _opening(
    view: AuditView, sections: Iterable[SimpleNamespace], locale: Locale
) -> SimpleNamespace | None:
    """The first impression: the immediate section, else the first (S0-3), with a result of its own: `kind` is
    pass, fail or undetermined; `answers` are those that call for a measure. None where the checklist is a
    single section, whose result is the audit's, or a case, which begins with the client's story."""
    first, *others = view.checklist.sections
    if not others or view.checklist.case:
        return None
    section = next((section for section in (first, *others) if section.immediate), first)
    lines = next(lines for lines in sections if lines.id == section.id)
    verdicts, answers = view.score.verdicts, view.answers
    poor = {q.id for q in section.questions if needs_action(q, answers[q.id], verdicts.get(q.id))}
    statuses = {answers[q.id].status for q in section.questions}
    undecided = {answers[q.id].status for q in section.questions if q.id in view.score.undecided}
    # A section whose questions are still open can fail, but nothing else is known of it yet.
    if poor:
        name = "fail"
    elif undecided or "missing" in statuses:
        name = "unseen" if "unseen" in undecided and "missing" not in statuses else "open"
    else:
        name = "pass" if any(q.id in verdicts for q in section.questions) else "undetermined"
    kind = name if name in sentences.RESULT_SHAPES else "undetermined"
    word = sentences.OPENINGS[name]
    return SimpleNamespace(
        title=lines.title,
        kind=kind,
        shape=sentences.RESULT_SHAPES[kind],
        word=word.say(locale.language),
        counts=lines.counts if lines.applicable else "",
        answers=tuple(line for line in lines.answers if line.id in poor),
    )


def _result(view: AuditView, locale: Locale) -> SimpleNamespace:
    """`reasons` say why it is not a pass, but for the `score`, which stands in one place: the only percentage of
    the first page."""
    score, said = view.score, sentences.score_and_target(view, locale)
    return SimpleNamespace(
        kind=score.result,
        shape=sentences.RESULT_SHAPES[score.result],
        word=sentences.result_word(view, locale),
        zone=sentences.zone_words(view, locale),
        reasons=tuple(reason for reason in sentences.reasons(view, locale) if reason != said),
        score=said,
    )


def _figures(view: AuditView, locale: Locale) -> SimpleNamespace:
    """What was counted, in words; no percentage without its counts (the target apart)."""
    score, share_words = view.score, sentences.share_words
    balance = {"exceeds": score.exceeds, "below": score.below}
    return SimpleNamespace(
        score=sentences.score_words(view, locale),
        unweighted=sentences.unweighted(view, locale),
        target=locale.bare_percent(view.checklist.target),
        balance=sentences.BALANCE.say(locale.language, **balance),
        place=share_words(view, score.place, locale),
        people=share_words(view, score.people, locale),
    )


def _actions(
    view: AuditView, locale: Locale, which: Callable[[Action], bool]
) -> tuple[SimpleNamespace, ...]:
    return tuple(_action(view, action, locale) for action in view.actions if which(action))


def _action(view: AuditView, action: Action, locale: Locale) -> SimpleNamespace:
    question = view.checklist.questions[action.question]
    return SimpleNamespace(
        measure=wording.capital(measure_words(action.measure, locale.language)),
        because=wording.question_and_answer(question, view.answers[question.id], locale),
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


def _chat(view: AuditView, page: SimpleNamespace, locale: Locale) -> Iterator[ChatLine]:
    """What is sent of an audit, in its order: the serious first."""
    language, words = locale.language, page.words
    title = f"{titled(page.title, page.site)}, {locale.moment(view.started)}"
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
        question = view.checklist.questions[line.id]
        said = (
            wording.praised(question, locale) if question.praise else f"{line.lead} {line.answer}"
        )
        yield chat_line(4, CHAT_WENT_WELL.say(language), said)
    yield ChatLine(2, unmarked(page.result.score))
    yield ChatLine(0, unmarked(page.ethics))
