"""`audit trend` and `audit compare`, as they are typed, over made-up histories."""

import json
import re
import shlex
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from documents import blocks

from audit_cli.commands import which_series as series_module
from audit_cli.commands.main import main
from audit_cli.insight.periods import period_facts, series_id
from audit_cli.interview.clock import Instant
from audit_cli.interview.facts import numbered
from audit_cli.store.journal import Store

sys.path.append(str(Path(__file__).parents[1] / "insight"))
from making import answers, lines

Run = Callable[..., tuple[int, str, str]]
NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
GAPS = (12, 13, 20)


def falling(week: int) -> float:
    return 0.93 if week < 28 else 0.72


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on 20 November 2026; returns its exit code, what it printed, its complaint."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("TERM", raising=False)
    monkeypatch.setattr(series_module, "now", lambda: Instant(NOW, "run", 0.0))

    def running(*words: str) -> tuple[int, str, str]:
        code = main(["--home", str(tmp_path / "home"), "--lang", "en", *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return running


@pytest.fixture
def history(run: Run, tmp_path: Path) -> Run:
    """Nine months of `centro`, which gets worse in week 29, and three weeks of `norte`."""
    weeks = [week for week in range(36) if week not in GAPS]
    early = answers(lambda _: 0.9, range(33, 36), 5, site="norte")
    written = lines(answers(falling, weeks, 3)) + lines(early)
    (tmp_path / "history.jsonl").write_text(written)
    assert run("import", str(tmp_path / "history.jsonl"))[0] == 0
    return run


CENTRO = ("--site", "centro")


def test_the_run_of_weeks(history: Run) -> None:
    code, printed, complaint = history("trend", *CENTRO, "--weeks", "9")
    assert (code, complaint) == (0, "")
    assert printed == EXPECTED


EXPECTED = """\
Walk-in · centro
Week of 60                                   100
  6 Jul                     ░░░░│░░░░░░●░░░░░░░░  92.2% (59/64)
 13 Jul        ●            ░░░░│░░░░░░░░░░░░░░░  67.2% (43/64), ▼ sudden change
 20 Jul                     ░●░░│░░░░░░░░░░░░░░░  81.3% (52/64)
 27 Jul                     ░░░░│░░░●░░░░░░░░░░░  89.1% (57/64)
  3 Aug                 ●   ░░░░│░░░░░░░░░░░░░░░  76.6% (49/64)
 10 Aug           ●         ░░░░│░░░░░░░░░░░░░░░  70.3% (45/64)
 17 Aug                     ░●░░│░░░░░░░░░░░░░░░  81.3% (52/64)
 24 Aug                ●    ░░░░│░░░░░░░░░░░░░░░  75% (48/64)
 31 Aug                     ░░●░│░░░░░░░░░░░░░░░  82.8% (53/64)
· 10 weeks without audits

● a week, points met  ░ usual range  │ target 85%  ▼ change for the worse

Lower in the week of 13 Jul: more than chance explains. Not resolved yet.
See which questions got worse:
  audit compare --site centro --checklist walk-in --from 2026-W01..2026-W28 \\
  --to 2026-W29..2026-W36
Only if it was changed on purpose, begin new comparison weeks:
  audit trend --site centro --checklist walk-in --new-period 2026-W29 --why …
A checklist where nothing changes gives a false signal about once a year or
less.
Can clients count on us? Something unresolved: lower since the week of 13 Jul.

These 9 weeks: 79.5% (458 of 576 points), 18 audits
Place: 85.6% (185 of 216 points)
People: 75.8% (273 of 360 points)
Passed: 22.2% (4 of 18 audits)
"""


@pytest.mark.parametrize(("language", "kind"), [("en", "weeks"), ("es", "semanas")])
def test_the_guides_show_what_is_drawn(history: Run, language: str, kind: str) -> None:
    [block] = blocks(kind)
    _, printed, _ = history("--lang", language, "trend", *CENTRO, "--weeks", "9")
    before, after = re.split(r"^· 10 .*\n", printed, flags=re.MULTILINE)
    assert (before + after).startswith(block.text)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("columns", [40, 60, 80, 200])
def test_it_fits(
    history: Run, language: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for command in (("trend",), ("compare", *CENTRO, "--from", "2026-07", "--to", "last-4")):
        _, printed, _ = history("--lang", language, *command)
        assert max(map(len, printed.splitlines())) <= min(columns, 100)


@pytest.mark.parametrize(
    ("name", "value"), [("TERM", "dumb"), ("LC_ALL", "C"), ("LC_ALL", "es_MX")]
)
def test_plain_letters_where_there_are_no_others(
    history: Run, name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    _, printed, _ = history("trend", *CENTRO)
    drawing = printed.partition("\n")[2].partition("\n\nLower")[0]
    assert drawing.isascii()
    assert "v sudden change" in drawing
    assert re.search(r"o +-+\|-+  67.2% \(43/64\)", drawing)


@pytest.mark.parametrize(("last", "proposed"), [(36, False), (37, True)])
def test_what_is_so_for_eight_weeks_becomes_what_to_compare_with(
    run: Run, tmp_path: Path, last: int, proposed: bool
) -> None:
    weeks = [week for week in range(last) if week not in GAPS]
    (tmp_path / "history.jsonl").write_text(lines(answers(falling, weeks, 3)))
    run("import", str(tmp_path / "history.jsonl"))
    _, printed, _ = run("trend")
    sentence = "8 weeks with audits since then. If this is how it is now, compare from there on:"
    assert (sentence in " ".join(printed.split())) is proposed
    assert ("Only if it was changed on purpose" in printed) is not proposed
    assert "  audit trend --new-period 2026-W29 --why …\n" in printed
    page = " ".join(run("report", "weekly", "--week", f"2026-W{last}", "-o", "-")[1].split())
    command = "audit trend --site centro --checklist walk-in --new-period 2026-W29 --why …"
    assert (f"{sentence} {command}" in page) is proposed


def test_a_new_year_is_told_in_the_run_of_weeks(history: Run) -> None:
    printed = history("trend", *CENTRO, "--weeks", "0")[1]
    assert re.search(r"\n 29 Dec .*\n· 2026\n  5 Jan ", printed)


def test_gaps_and_too_few_weeks_are_told(history: Run) -> None:
    _, printed, _ = history("trend", "--weeks", "0")
    assert "· 2 weeks without audits" in printed
    assert "· 1 week without audits" in printed
    assert "6 more weeks with audits until a change can be told from chance." in printed
    assert "Can clients count on us? Too early: 9 more weeks with audits." in printed
    assert printed.count(" · ") == 2


def test_every_number(history: Run) -> None:
    code, printed, _ = history("trend", "--json", *CENTRO)
    [found] = json.loads(printed)
    assert code == 0
    assert found["gaps"] == ["2026-W13", "2026-W14", "2026-W21"]
    assert found["unresolved"] == "2026-W29"
    assert found["standing"]["reasons"] == ["downward_signal"]
    assert found["totals"]["passed"]["of"] == 66
    week = next(week for week in found["weeks"] if week["week"] == "2026-W29")
    assert week["points"] == {"percent": 67.2, "met": 43, "of": 64}
    assert week["effective"] == {"met": 17, "items": 26}
    assert week["signal"] == {
        "kind": "jump",
        "direction": "down",
        "since": "2026-W29",
        "onset": True,
    }
    going_on = next(week for week in found["weeks"] if week["week"] == "2026-W35")
    assert going_on["signal"]["onset"] is False
    assert week["judged"]["comparison_weeks"] == 20
    assert week["judged"]["usual"] == {"lowest": 21, "highest": 26, "of": 26}
    assert week["judged"]["z"] == pytest.approx(-4.5586, abs=1e-4)


def test_new_comparison_weeks(history: Run) -> None:
    begin = ("trend", "--new-period", "2026-w29", "--why", "a new team")
    code, _, complaint = history(*begin)
    assert code == 2
    assert complaint == (
        "audit: say which one, with:\n"
        "  --site centro --checklist walk-in\n"
        "  --site norte --checklist walk-in\n"
    )
    code, printed, _ = history(*begin, *CENTRO)
    assert (code, printed) == (
        0,
        "From 2026-W29 on, walk-in · centro is compared with its own weeks: a new team\n",
    )
    _, printed, _ = history("trend", *CENTRO)
    assert "· new comparison weeks: a new team\n 13 Jul" in printed
    assert "1 more week with audits until" in printed
    [found] = json.loads(history("trend", "--json", *CENTRO)[1])
    assert found["periods"] == [{"week": "2026-W29", "why": "a new team"}]
    assert found["unresolved"] is None
    assert history("doctor")[0] == 0


@pytest.mark.parametrize("columns", ["40", "80"])
def test_which_questions_got_worse_is_one_command_away(
    history: Run, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    _, printed, _ = history("trend", *CENTRO)
    [command] = re.findall(r"(?m)^  audit (compare(?:.*\\\n)*.*)$", printed)
    code, compared, complaint = history(*shlex.split(command.replace("\\\n", "")))
    assert (code, complaint) == (0, "")
    head = " ".join(compared.split("\n\n")[0].split())
    assert "29 Dec 2025 to 12 Jul 2026 (50 audits) → 13 Jul to 6 Sep 2026 (16 audits)" in head


def test_what_got_better_is_not_sent_to_look_for_what_got_worse(run: Run, tmp_path: Path) -> None:
    rising = answers(lambda week: 0.6 if week < 28 else 0.95, range(36), 3)
    (tmp_path / "rising.jsonl").write_text(lines(rising))
    run("import", str(tmp_path / "rising.jsonl"))
    _, printed, _ = run("trend")
    assert "change for the better" in printed
    assert "If you know why it changed" in printed
    assert "on purpose" not in printed
    assert "audit compare" not in printed


def test_weeks_before_new_comparison_weeks_are_compared_no_more(history: Run) -> None:
    history("trend", *CENTRO, "--new-period", "2026-W15", "--why", "a new team")
    assert "--from 2026-W15..2026-W28 --to 2026-W29..2026-W36" in " ".join(
        history("trend", *CENTRO)[1].replace("\\\n", " ").split()
    )


def test_a_script_that_begins_new_weeks_is_shown_them(history: Run) -> None:
    begin = ("trend", "--new-period", "2026-w29", "--why", "a new team", "--json")
    code, printed, _ = history(*begin, *CENTRO)
    assert code == 0
    assert json.loads(printed)[0]["periods"] == [{"week": "2026-W29", "why": "a new team"}]
    assert printed == history("trend", "--json", *CENTRO)[1]
    assert history(*begin)[:2] == (2, "")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--new-period", "2026-W29"), "say why"),
        (("--new-period", "2026-W29", "--why", " "), "say why"),
        (("--why", "x"), "--why belongs to --new-period"),
        (("--new-period", "2027-W53", "--why", "x"), "`2027-W53` is no week"),
        (("--new-period", "2026-W48", "--why", "x"), "has not begun yet; this is 2026-W47"),
        (("--new-period", "0001-W01", "--why", "x"), "the first week with audits is 2026-W01"),
        (("--new-period", "2025-W52", "--why", "x"), "the first week with audits is 2026-W01"),
        (("--drop-period", "2026-W29"), "say why"),
        (("--drop-period", "2026-W29", "--why", "x"), "no comparison period begins with 2026-W29"),
        (("--drop-period", "soup", "--why", "x"), "`soup` is no week"),
        (
            ("--drop-period", "13 Jul 2026", "--why", "x"),
            "no comparison period begins with 2026-W29",
        ),
        (("--drop-period", "2026-W29", "--new-period", "2026-W30", "--why", "x"), "one of"),
        (("--checklist", "walkin"), "walk-in"),
        (("--weeks", "-1"), "-1"),
    ],
)
def test_what_cannot_be_asked(history: Run, words: tuple[str, ...], complaint: str) -> None:
    code, printed, said = history("trend", *CENTRO, *words)
    assert (code, printed) == (2, "")
    assert complaint in said


def test_a_period_that_was_a_mistake_is_taken_back_and_may_begin_again(history: Run) -> None:
    before = history("trend", "--json", *CENTRO)[1]
    history("trend", *CENTRO, "--new-period", "2026-W29", "--why", "a new team")
    taken_back = ("trend", *CENTRO, "--drop-period", "2026-w29", "--why", "the wrong site")
    code, printed, complaint = history(*taken_back)
    assert (code, complaint) == (0, "")
    assert printed == "walk-in · centro: 2026-W29 begins no comparison weeks any more\n"
    assert history("trend", "--json", *CENTRO)[1] == before
    assert history(*taken_back)[0] == 2
    history("trend", *CENTRO, "--new-period", "2026-W29", "--why", "it was right")
    [found] = json.loads(history("trend", "--json", *CENTRO)[1])
    assert found["periods"] == [{"week": "2026-W29", "why": "it was right"}]
    assert history("doctor")[0] == 0


@pytest.mark.parametrize("week", ["0001-W01", "1999-W52", "2999-W01"])
def test_a_period_outside_of_history_is_named_passed_over_and_taken_back(
    history: Run, tmp_path: Path, week: str
) -> None:
    """Versions before took any week."""
    before = history("trend", "--json", *CENTRO)[1]
    path = tmp_path / "home" / "audit.db"
    facts = period_facts("centro", "walk-in", week, "x")
    with Store.open(path, backups=path.parent / "backups") as store:
        events = numbered(0, Instant(NOW, "run", 0.0), facts)
        store.append(series_id("centro", "walk-in"), events, subject="series")
    assert history("trend", "--json", *CENTRO) == (0, before, "")
    spans = ("--from", "2026-W10", "--to", "2026-W20")
    assert history("compare", *CENTRO, *spans)[0] == 0
    code, told, _ = history("doctor")
    assert (code, f"comparison weeks from {week} on" in told) == (0, True)
    [command] = re.findall(r"audit (trend .*) --why", told)
    assert history(*shlex.split(command), "--why", "a slip")[0] == 0
    assert week not in history("doctor")[1]


def test_nothing_to_show_is_no_mistake(run: Run, tmp_path: Path) -> None:
    assert run("trend") == (0, "", "No finished audits yet. Begin with: audit walk-in\n")
    assert run("trend", "--json")[1] == "[]\n"
    assert run("trend", "--json", "--new-period", "2026-W29", "--why", "x")[1] == "[]\n"
    assert run("trend", "--site", "sur")[2] == "No finished audit is of this site and checklist.\n"
    assert not (tmp_path / "home" / "audit.db").exists()


def test_a_serious_failure_comes_first(run: Run, tmp_path: Path) -> None:
    [visit, _] = answers(lambda _: 1.0, [45], 1)
    visit["answers"]["path-clear"] = "no"  # type: ignore[index]
    (tmp_path / "one.jsonl").write_text(lines([visit]))
    run("import", str(tmp_path / "one.jsonl"))
    _, printed, _ = run("trend")
    assert re.search(r"^! 9 Nov .* serious failure, 90.6% \(29/32\)$", printed, re.MULTILINE)
    assert "! serious failure" in printed.partition("\n\n")[2]
    assert "a serious failure is not settled yet (Can you enter without tripping" in " ".join(
        printed.split()
    )


def test_too_little_judged_has_no_percentage(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bare.yaml").write_text(
        "id: bare\nversion: '1'\ntitle: Bare\nsections:\n- id: s\n  title: S\n  questions:\n"
        + "".join(
            f"  - {{id: q{n}, ask: 'Q{n}?', type: yes_no, na: true, measure: 'do it'}}\n"
            for n in range(3)
        )
    )
    at = "2026-11-16T09:15:00-06:00"
    document = {"checklist": "bare", "at": at}
    document["answers"] = {"q0": "yes", "q1": "na", "q2": "na"}  # type: ignore[assignment]
    (tmp_path / "one.jsonl").write_text(lines([document]))
    words = (str(tmp_path / "bare.yaml"), "--answers", str(tmp_path / "one.jsonl"))
    assert run("run", *words)[0] == 0
    code, printed, _ = run("trend")
    assert code == 0
    assert "too little judged" in printed
    assert "%" not in printed.replace("target 85%", "")


# -- compare ------------------------------------------------------------------------------------------

PERIODS = ("--from", "2026-W10..2026-W28", "--to", "last-8")


def test_two_periods(history: Run) -> None:
    code, printed, _ = history("compare", *CENTRO, *PERIODS)
    assert code == 0
    head, worse, same = re.split("\n\n▼ WORSE\n|\n\n· NO CHANGE SHOWN\n", printed)
    assert "2 Mar to 12 Jul 2026 (32 audits) → 13 Jul to 6 Sep 2026 (16 audits)\n" in head
    assert worse.splitlines()[:3] == [
        "  Is the floor clean?",
        "    Met in 96.9% (31 of 32 audits) → 62.5% (10 of 16 audits)",
        "    34.4 fewer in every 100 audits; 95% sure: 11.6 to 58.4 fewer",
    ]
    assert "  Did they let you finish?\n    Met in 93.8% (30 of 32 audits) → 75%" in same
    assert "\n    as before; 95% sure: from 19.4 fewer to 10.7 more in every 100 audits\n" in same
    assert "\n    18.8 fewer in every 100 audits; 95% sure: from 43.7 fewer to 1.6 more\n" in same
    assert "Of 14 questions compared at once, chance alone would make less than one seem\n" in same
    assert "offered without asking" not in printed  # nothing is too few


def test_every_number_of_two_periods(history: Run) -> None:
    found = json.loads(history("compare", *CENTRO, *PERIODS, "--json")[1])
    assert (found["from"]["audits"], found["to"]["weeks"]) == (32, 8)
    changes = {item["question"]: item["change"] for item in found["items"]}
    assert [name for name, change in changes.items() if change == "worse"] == [
        "floor-clean",
        "seconds-until-look",
        "smiled",
        "where-to-go-clear",
        "asked-how-to-help",
        "phones-away",
        "name-known",
    ]
    item = found["items"][2]
    assert item["before"]["met"] / item["before"]["judged"] == item["before"]["share"]
    assert item["interval"]["lower"] < item["difference"] < item["interval"]["upper"]
    assert found["changed_by_chance"] == pytest.approx(0.7)
    assert "help-unasked" not in changes
    assert "help-unasked" not in found["not_compared"]


def test_recovery_after_the_worst_week_is_not_all_merit(run: Run, tmp_path: Path) -> None:
    rates = {9: 0.1, **dict.fromkeys(range(10, 20), 0.6)}
    visits = answers(lambda week: rates.get(week, 0.97), range(36), 3)
    (tmp_path / "rising.jsonl").write_text(lines(visits))
    run("import", str(tmp_path / "rising.jsonl"))
    _, printed, _ = run("compare", "--from", "2026-W10..2026-W20", "--to", "last-16")
    assert re.search(
        r"\n    [\d.]+ more in every 100 audits; 95% sure: [\d.]+ to [\d.]+ more\n", printed
    )
    assert "some recovery comes by itself" in printed
    _, printed, _ = run("compare", "--from", "2026-W11..2026-W20", "--to", "last-16")
    assert "▲ BETTER" in printed
    assert "by itself" not in printed


def test_periods_in_the_wrong_order_are_not_compared(history: Run) -> None:
    turned = ("--from", "last-8", "--to", "2026-W10..2026-W28")
    code, printed, complaint = history("compare", *CENTRO, *turned)
    assert (code, printed) == (2, "")
    told, command = complaint.splitlines()
    assert "2026-W10..2026-W28 is the earlier period" in told
    right = history(*shlex.split(command)[1:])
    assert right == history("compare", *CENTRO, *PERIODS)
    assert history("compare", *CENTRO, *turned, "--json")[0] == 2


def test_what_can_hardly_be_below_is_compared_once_it_was(run: Run, tmp_path: Path) -> None:
    visits = [*answers(lambda _: 1.0, range(4), 3)]
    visits[-1]["answers"]["help-unasked"] = "never"  # type: ignore[index]
    (tmp_path / "visits.jsonl").write_text(lines(visits))
    run("import", str(tmp_path / "visits.jsonl"))
    _, printed, _ = run("compare", "--from", "2026-W01..2026-W02", "--to", "last-2")
    offered = " ".join(printed.split("offered without asking")[1].split())
    assert "Met in 100% (4 of 4 audits) → 75% (3 of 4 audits)" in offered
    _, printed, _ = run("compare", "--from", "2026-W01", "--to", "2026-W02")
    assert "offered without asking" not in printed


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ((), "name two periods"),
        (("--from", "last-4"), "name two periods"),
        (("--from", "sometime", "--to", "last-4"), "`sometime` is no period; write 2026-W47"),
        (
            ("--from", "2026-08", "--to", "last-4"),
            "share weeks (2026-W33); compare periods that share none\n",
        ),
        (("--from", "2026-W13", "--to", "last-4"), "no audit from 2026-W13 to 2026-W13"),
    ],
)
def test_what_cannot_be_compared(history: Run, words: tuple[str, ...], complaint: str) -> None:
    code, printed, said = history("compare", *CENTRO, *words)
    assert (code, printed) == (2, "")
    assert complaint in said


def test_a_renamed_question_keeps_its_history(run: Run, tmp_path: Path) -> None:
    def week(version: str, name: str, was: str, day: int) -> None:
        (tmp_path / "shop.yaml").write_text(
            f"id: shop\nversion: '{version}'\ntitle: Shop\nsections:\n- id: s\n  title: S\n"
            f"  questions:\n  - {{id: {name}, ask: 'Clean {version}?', type: yes_no, measure: 'do'{was}}}\n"
        )
        at = f"2026-11-{day:02}T09:15:00-06:00"
        document = {"checklist": "shop", "at": at, "answers": {name: "yes"}}
        (tmp_path / "one.jsonl").write_text(lines([document]))
        words = (str(tmp_path / "shop.yaml"), "--answers", str(tmp_path / "one.jsonl"))
        assert run("run", *words)[0] == 0

    week("1.0", "floor", "", 3)
    week("1.1", "clean", ", was: floor", 10)
    _, printed, _ = run("compare", "--from", "2026-W45", "--to", "2026-W46")
    assert "2 Nov to 8 Nov 2026 (1 audit) → 9 Nov to 15 Nov 2026 (1 audit)\n" in printed
    assert "  Clean 1.1?\n    Met in 100% (1 of 1 audit) → 100% (1 of 1 audit)\n" in printed
    assert "Passed: 100% (2 of 2 audits)" in run("trend")[1]
    assert "Passed: 100% (1 of 1 audit)\n" in run("trend", "--weeks", "1")[1]
    assert "· another version of the checklist: 1.1" in run("trend")[1]
    assert json.loads(run("trend", "--json")[1])[0]["version"] == "1.1"


def test_a_serious_question_that_is_asked_no_more_is_settled(run: Run, tmp_path: Path) -> None:
    checklist = tmp_path / "home" / "checklists" / "door.yaml"
    checklist.parent.mkdir(parents=True)
    asked = {"ramp": "Is the ramp free?", "bell": "Is the bell heard?"}
    for version, (question, words) in enumerate(asked.items()):
        checklist.write_text(
            f'{{id: door, version: "{version}", title: Door, sections: [{{id: all, title: All,'
            f' questions: [{{id: {question}, ask: "{words}", type: yes_no, about: place,'
            f" critical: true}}]}}]}}"
        )
        answers = {"checklist": "door", "at": f"2026-11-1{version + 6}T10:00:00Z"}
        file = tmp_path / f"{version}.json"
        file.write_text(json.dumps({**answers, "answers": {question: "no"}}))
        assert run("run", "door", "--answers", str(file))[0] == 0
    code, printed, complaint = run("trend", "--checklist", "door")
    assert (code, complaint) == (0, "")
    assert f"not settled yet ({asked['bell']}). Too early" in " ".join(printed.split())
