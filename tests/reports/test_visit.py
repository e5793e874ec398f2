"""What the report of one audit says, and in which order."""

import re
from datetime import date

import pytest
from audits import CASES, FAILING, NOBODY, ORDINARY, WHO, audit, checklist_named, view, walk_in

from audit_cli.language import LANGUAGES, Locale
from audit_cli.reports.rendering import Reader
from audit_cli.reports.view import view_of
from audit_cli.reports.visit import render_visit, visit_report
from audit_cli.reports.visit_sentences import result_sentence

ENGLISH, SPANISH = Locale("en", "."), Locale("es", ",")


def report_of(answers, *more, locale=ENGLISH, finished="2026-11-16T15:18:04.000Z", **facts):
    record = audit(walk_in(), answers, more=more, finished=finished)
    return visit_report(view_of(walk_in(), record), locale, **facts)


def test_a_fail_gives_the_question_and_its_answer_then_the_target():
    result = visit_report(view("failing"), SPANISH).result
    assert result.reasons == ("Falla grave: ¿Se puede entrar sin tropezar ni resbalar? No",)
    assert result.score == (
        "75\N{NO-BREAK SPACE}% (24 de 32 puntos) queda por debajo de la meta de 85\N{NO-BREAK SPACE}%"
    )


def test_the_score_stands_in_one_place_with_its_target():
    """The other percentages are among the details."""
    assert (
        visit_report(view("excellent"), ENGLISH).result.score
        == "100% (32 of 32 points); target: 85%"
    )
    assert visit_report(view("undetermined"), ENGLISH).result.score == "3 of 6 points; target: 85%"
    for name, first_detail in (
        ("md", "## Part by part"),
        ("txt", "PART BY PART"),
        ("html", 'id="parts"'),
    ):
        text = render_visit(name, view("failing"), Reader()).split("</style>")[-1]
        first, details = text.split(first_detail)
        assert len(re.findall(r"[\d.]+%", first.replace("of 85%", ""))) == 1
        assert len(re.findall(r"[\d.\\]+%", details)) == 3


def test_a_fail_by_points_alone_gives_its_counts():
    answers = {**ORDINARY, "seconds-until-look": {"status": "never"}}
    result = report_of(answers).result
    assert result.reasons == ()
    assert result.score == "80% (24 of 30 points) is under the target of 85%"


def test_a_pass_needs_no_reason():
    result = visit_report(view("excellent"), SPANISH).result
    assert (result.word, result.zone, result.reasons) == ("Aprobada", "más de lo esperado", ())


PRIVACY = "Is what concerns other clients kept private? (nothing to see or overhear)"
PATH = "Can you enter without tripping or slipping?"


@pytest.mark.parametrize(
    ("statuses", "word", "reasons"),
    [
        (
            {"privacy-kept": "unseen"},
            "No result",
            (f"A serious point could not be seen: {PRIVACY}",),
        ),
        (
            {"privacy-kept": "unseen", "path-clear": "unseen"},
            "No result",
            (f"Serious points could not be seen: {PATH} · {PRIVACY}",),
        ),
        ({"privacy-kept": "pending"}, "No result yet", (f"Still to come: {PRIVACY}",)),
        (
            {"privacy-kept": "pending", "path-clear": "unseen"},
            "No result",
            (f"A serious point could not be seen: {PATH}", f"Still to come: {PRIVACY}"),
        ),
    ],
)
def test_a_serious_point_without_an_answer_is_the_reason_for_no_result(statuses, word, reasons):
    answers = ORDINARY | {name: {"status": status} for name, status in statuses.items()}
    result = report_of(answers).result
    assert (result.word, result.reasons) == (word, reasons)
    view = view_of(walk_in(), audit(walk_in(), answers))
    first = "; ".join(reason[0].lower() + reason[1:] for reason in reasons)
    assert result_sentence(view, ENGLISH).startswith(f"{word}: {first}  ")
    assert report_of(answers, finished=None).result.reasons[0].startswith("Not finished")


def test_an_audit_that_fails_anyway_fails_for_what_was_seen():
    answers = ORDINARY | {"path-clear": "no", "privacy-kept": {"status": "unseen"}}
    result = report_of(answers).result
    assert (result.word, result.reasons[0]) == ("Not passed", f"Serious failure: {PATH} No")
    assert not any("could not be seen" in reason for reason in result.reasons)


def test_what_could_not_be_seen_is_counted_and_named():
    notices = visit_report(view("unseen"), SPANISH).notices
    assert notices == (
        "2 preguntas no se pudieron ver y no cuentan: ¿Puede un cliente saber cómo se llama quien"
        " atiende? · ¿Se mantiene en privado lo de otros clientes? (ni a la vista ni al oído)",
    )
    lines = [
        line for part in visit_report(view("unseen"), SPANISH).sections for line in part.answers
    ]
    said = {line.id: (line.answer, line.word) for line in lines}
    assert said["name-known"] == ("No se pudo ver", "")


def test_the_first_impression_is_not_as_expected_while_something_serious_in_it_was_not_seen():
    answers = ORDINARY | {"floor-clean": "yes"}
    for status, word in (("unseen", "Not all of it could be seen"), ("pending", "Still open")):
        opening = report_of(answers | {"path-clear": {"status": status}}).opening
        assert (opening.kind, opening.word) == ("undetermined", word)


def test_without_enough_points_there_is_no_percentage_anywhere():
    report = visit_report(view("undetermined"), ENGLISH)
    assert report.result.kind == "undetermined"
    assert "Less than half of the points could be judged (6 of 38)" in report.result.reasons[0]
    figures = report.figures
    shown = (figures.score, figures.unweighted, figures.place, figures.people)
    assert shown == ("3 of 6 points", "1 of 2 items", "3 of 3 points", "0 of 3 points")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_every_percentage_but_the_target_says_what_it_counts(case, language):
    figures = visit_report(view(case), Locale(language, ".")).figures
    for text in (figures.score, figures.unweighted, figures.place, figures.people):
        assert "%" not in text or "(" in text


def test_the_first_impression_has_a_result_of_its_own():
    """S0-3."""
    opening = report_of({**ORDINARY, "first-thing-noticed": "below", "floor-clean": "yes"}).opening
    assert (opening.title, opening.kind, opening.counts) == (
        "At the door",
        "fail",
        "12 of 12 points",
    )
    assert [answer.id for answer in opening.answers] == ["first-thing-noticed"]
    assert visit_report(view("excellent"), ENGLISH).opening.kind == "pass"


def test_without_an_immediate_section_the_first_one_is_the_first_impression():
    assert visit_report(view("nobody-answered"), ENGLISH).opening.title == "Getting through"


def test_the_client_remembers_the_worst_first_and_nothing_average():
    """S1-1, S2-4."""
    answers = {**FAILING, "path-clear": "yes", "privacy-kept": "no", "name-known": "no"}
    answers |= {"seconds-until-look": 1, "first-thing-noticed": "below"}
    remembered = [(line.id, line.verdict) for line in report_of(answers).remembers]
    assert remembered == [
        ("privacy-kept", "below"),
        ("floor-clean", "below"),
        ("phones-away", "below"),
        ("seconds-until-look", "exceeds"),
        ("help-unasked", "exceeds"),
        ("how-it-ended", "meets"),
    ]


def test_an_opinion_at_its_lowest_is_remembered_and_the_ending_once():
    answers = {**ORDINARY, "first-thing-noticed": "below", "how-it-ended": "below"}
    remembered = [(line.id, line.verdict) for line in report_of(answers).remembers]
    assert ("first-thing-noticed", "below") in remembered
    assert remembered.count(("how-it-ended", "below")) == 1


def test_a_passed_audit_that_met_all_is_everything_as_expected():
    best = {**ORDINARY, "floor-clean": "yes"}
    assert report_of(best).figures.score.startswith("100%")
    assert report_of(best).result.zone == "everything as expected"


def test_immediate_measures_come_before_those_that_can_wait():
    report = visit_report(view("failing"), SPANISH)
    assert [(action.measure, action.due) for action in report.do_now] == [
        ("Despeje ya la entrada, para que nadie tropiece ni resbale", "el mismo día, 16 nov 2026")
    ]
    assert [(action.measure, action.due) for action in report.put_right] == [
        ("Pida que limpien el piso ya", "corregido en el momento")
    ]
    assert [action.due for action in report.do_later] == ["a más tardar el 23 nov 2026"]


def test_nothing_to_do_says_why():
    waits = report_of({**ORDINARY, "floor-clean": "yes", "name-known": "no"})
    assert (waits.do_now, waits.nothing_to_do) == ((), "Nothing to do now.")
    assert report_of({**ORDINARY, "floor-clean": "yes"}).nothing_to_do == "Nothing to put right."
    draft = report_of(ORDINARY, finished=None)
    assert draft.nothing_to_do == "What to do is shown when the audit is finished."


def test_a_draft_and_a_discarded_audit_are_labelled():
    draft = report_of({"floor-clean": "no"}, finished=None, locale=SPANISH)
    assert (draft.label, draft.result.word) == ("Borrador", "Aún sin resultado")
    discarded = report_of(ORDINARY, ("discard", None, None, "a test"))
    assert discarded.label == "Set aside"
    assert "counts in no result" in discarded.notices[0]
    assert report_of(ORDINARY).label == ""


def test_pending_amended_and_erased_answers_are_named():
    phone = checklist_named("phone-test")
    others = {question: {"status": "na"} for question in phone.questions}
    record = audit(phone, others | {"promise-kept": {"status": "pending"}})
    assert visit_report(view_of(phone, record), ENGLISH).notices == (
        "Answers still to come: 1. The score can change.",
    )
    report = report_of(ORDINARY, ("amend", "floor-clean", "yes", "I was wrong"))
    line = next(line for line in report.sections[0].answers if line.id == "floor-clean")
    assert (line.answer, line.marks) == ("Yes", ("corrected later",))
    assert report.notices == ("Answers corrected after they were given: 1.",)
    record = audit(walk_in(), ORDINARY)
    record.answers["floor-clean"] = record.answers["floor-clean"].__class__(
        "given", "no", erased=True
    )
    erased = visit_report(view_of(walk_in(), record), SPANISH)
    assert erased.notices == ("Textos borrados para siempre: 1.",)


def test_times_across_a_restart_are_flagged():
    marks = tuple(
        ("mark", mark, {"clock": "at-the-door", "run": run, "seconds": 1.0}, None)
        for mark, run in (("start", "a"), ("looked", "b"))
    )
    assert "restarted" in report_of(ORDINARY, *marks).notices[0]
    assert report_of(ORDINARY, marks[0]).notices == ()
    attempts = visit_report(view("nobody-answered"), ENGLISH)
    assert len({step[2]["run"] for step in NOBODY}) == 2
    assert attempts.notices == ()  # each attempt ran on one clock


def test_who_audited_whom_and_when():
    """S2-1."""
    facts = {fact.label: fact.value for fact in report_of(ORDINARY, *WHO, locale=SPANISH).facts}
    assert facts == {
        "Cuándo": "lunes 16 de noviembre de 2026, 09:15",
        "Cuánto duró": "3:04 min",
        "Quién auditó": "la gerencia del lugar: es una autoauditoría, no la hizo nadie de fuera",
        "Le reconocieron": "no se sabe",
        "Tipo de cliente": "habitual",
    }
    role = report_of(ORDINARY, ("metadata", "auditor", None, "cashier")).facts[2].value
    assert role == "cashier: a self-audit, not an outsider's"
    assert {fact.value for fact in report_of(ORDINARY).facts[2:]} == {"not recorded"}


def test_whether_the_team_knows():
    assert "has not been told yet" in report_of(ORDINARY).staff
    assert "was told on 17 Nov 2026" in report_of(ORDINARY, staff_told=date(2026, 11, 17)).staff
    assert "since 16 Nov 2026" in report_of(ORDINARY, staff_told=date(2026, 11, 16)).staff


@pytest.mark.parametrize(
    ("locale", "words"),
    [(ENGLISH, "not for punishing or rewarding"), (SPANISH, "no sirve para sancionar ni premiar")],
)
def test_what_a_report_is_not_for(locale, words):
    """S2-10."""
    assert words in visit_report(view("excellent"), locale).ethics


def test_the_version_is_pinned_and_the_site_named():
    report = report_of(ORDINARY, site="Sede Centro")
    assert report.site == "Sede Centro"
    assert report.pinned == f"walk-in 1.1 · {walk_in().sha256[:8]}"


def test_several_moments_are_drawn_as_a_chain_with_its_broken_links():
    """S2-3: moments of truth form a chain. S3-1: each is positive or negative, and the balance tells."""
    checklist = checklist_named("service-cycle")
    answers = {
        "found-unaided": "no",
        "hours-right": "yes",
        "oldest-review-days": 1,
        "thanked": "no",
    }
    seen = view_of(checklist, audit(checklist, answers, more=WHO))
    before, during, after = visit_report(seen, ENGLISH).chain
    assert [link.verdict for link in before.links] == ["below", "meets", "exceeds"]
    assert before.balance == "better than expected: 1; not met: 1"
    assert [link.id for link in during.links] == ["thanked"]
    assert (after.title, after.links) == ("After", [])
    text = render_visit("txt", seen, Reader())
    assert "Before: ✗ ─ ✓ ─ ▲" in text
    assert "After: Nothing was judged here." in text
    assert visit_report(view("failing"), ENGLISH).chain == []


def test_a_case_has_no_first_impression():
    """It begins with what the client tells, which is nothing that was seen of the place."""
    checklist = checklist_named("complaint")
    seen = view_of(checklist, audit(checklist, {"deadline-told": "no"}, more=WHO))
    assert visit_report(seen, ENGLISH).opening is None
