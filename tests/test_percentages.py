"""No percentage without what it counts, but for targets and confidence levels."""

import ast
import re
from html import unescape
from pathlib import Path

import pytest
from languages import COMPARED

import audit_cli
from audit_cli.commands.main import main
from audit_cli.demo.home import demo_settings, fill, wishes_of
from audit_cli.insight.items import ItemShare, item_changes
from audit_cli.language import Locale
from audit_cli.language.weeks import week_after
from audit_cli.resources import shipped
from audit_cli.store.journal import Store
from audit_cli.terminal.comparison_page import difference

PACKAGE = Path(audit_cli.__file__).parent
# What a bare percentage may be of.
GOALS = {
    "target", "self.target", "checklist.target", "view.checklist.target", "self.view.checklist.target",
    "goal", "limit", "100 * CONFIDENCE", "100 * ITEM_CONFIDENCE",
}  # fmt: skip
PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s?%")
NUMBER = r"(\d+(?:[.,]\d+)?)"
# `88% (22 of 25 points)`, `88 % (22/25)`.
COUNTED = re.compile(rf"{NUMBER}\s?%\s\((\d+)(?: of | de |/)(\d+)")
# `Usual range: 85% to 100%`: its counts stand where it is said how to read it.
USUAL = re.compile(
    rf"(?:usual range: |lo normal aquí: (?:de )?)(?:{NUMBER}\s?%(?: to | a ))?$", re.I
)
TARGET = re.compile(
    r"(?:target(?: is| of)?:?|meta(?: es| de)?:?|passes with|se aprueba con)\s$", re.I
)
LEVEL = re.compile(r"9[59]\s?% (?:sure|seguro|de seguridad)")
DRAWING = re.compile(r"<(style|svg)\b.*?</\1>", re.S)
WEEK = "2026-W47"


@pytest.fixture(scope="module", params=COMPARED)
def home(request, tmp_path_factory):
    """A year at three sites, in one language."""
    path = tmp_path_factory.mktemp(request.param)
    text = demo_settings(request.param, week_after(WEEK, -51))
    (path / "audit.yaml").write_text(text, encoding="utf-8")
    with Store.open(path / "audit.db", backups=path) as store:
        fill(store, wishes_of(request.param, WEEK))
    return path


def uncounted(text: str) -> list[str]:
    """The percentages of a text that say nothing of what they count, or say it wrong."""
    text = " ".join(text.split())
    found = []
    for match in PERCENT.finditer(text):
        before, after = text[: match.start()], text[match.start() :]
        counted = COUNTED.match(after)
        if counted:
            said, met, of = counted.groups()
            right = _near(said, met, of)
        else:
            right = bool(TARGET.search(before) or LEVEL.match(after) or USUAL.search(before))
        if not right:
            found.append(text[max(0, match.start() - 40) : match.end() + 30])
    return found


def _near(said: str, met: str, of: str) -> bool:
    """Whether a percentage is that of its counts, to one decimal; below a target it is rounded down."""
    exact = 100 * int(met) / int(of)
    return abs(float(said.replace(",", ".")) - exact) < 0.1


@pytest.mark.parametrize(
    "command",
    [
        *(
            f"report weekly --week {WEEK} --site {site} --format {name} -o -"
            for site in ("centro", "norte", "sur")
            for name in ("html", "md", "txt")
        ),
        *(f"report weekly --week {WEEK} --format {name} -o -" for name in ("html", "md", "txt")),
        *(
            f"report weekly --week {WEEK} --site norte --template team --format {name} -o -"
            for name in ("html", "md", "txt")
        ),
        f"report weekly --week {week_after(WEEK, -45)} --site sur -o -",
        *(f"report visit last --format {name} -o -" for name in ("html", "md", "txt")),
        "show last --explain",
        "list",
        "trend",
        "trend --site sur --weeks 0",
        "questions",
        "compare --site sur --checklist walk-in --from 2026-W20..2026-W24 --to last-8",
        "compare --site sur --checklist walk-in --from 2026-W10..2026-W20 --to last-8",
        "actions list",
        "checklist list",
        "checklist show walk-in",
    ],
)
def test_every_percentage_says_what_it_counts(home, command, capsys):
    main(["--home", str(home), *command.split()])
    text = DRAWING.sub(" ", capsys.readouterr().out).replace("\\", "")
    assert text
    assert uncounted(unescape(re.sub(r"<[^>]+>", " ", text))) == []


def test_a_bare_percentage_is_found():
    assert uncounted("The score is 88% this week") != []
    assert uncounted("88% (20 of 25 points)") != []
    assert uncounted("Usual range: 80% to 90%") == uncounted("Lo normal aquí: de 80 % a 90 %") == []
    assert uncounted("from 80% to 90%") != []
    assert uncounted("88 % (22 de 25 puntos). Meta: 85 %") == []


CHECKLIST = """\
id: near
version: "1"
title: {{en: Near, es: Cerca}}
target: {target}
sections:
- id: s
  title: {{en: S, es: S}}
  questions: [{questions}]
"""
QUESTION = (
    'id: q{n}, ask: {{en: "{n}", es: "{n}"}}, type: yes_no, weight: {weight}, about: place, measure: '
    "{{en: m, es: m}}"
)


@pytest.fixture(params=COMPARED)
def shares(request, tmp_path, capsys):
    """Every share that the program tells of an audit in which the last two of four questions were not met,
    by the weights of the four; and what `report weekly --fail-under` complains."""

    def told(weights, limit):
        questions = ", ".join(
            "{" + QUESTION.format(n=n, weight=weight) + "}" for n, weight in enumerate(weights)
        )
        (tmp_path / "checklists").mkdir()
        written = CHECKLIST.format(target=85, questions=questions)
        (tmp_path / "checklists" / "near.yaml").write_text(written, "utf-8")
        answers = tmp_path / "answers.yaml"
        answers.write_text(
            "checklist: near\nat: 2025-09-30T09:00:00Z\nanswers: {q0: yes, q1: yes, q2: no, q3: no}\n",
            "utf-8",
        )
        here = ["--lang", request.param, "--home", str(tmp_path)]
        assert main([*here, "run", "near", "--answers", str(answers)]) == 0
        week, counted = ["report", "weekly", "--week", "2025-W40", "-o", "-"], []
        for command in (week, ["report", "visit", "last"], ["trend"], ["list"], ["show", "last"]):
            capsys.readouterr()
            main([*here, *command])
            found = COUNTED.findall(capsys.readouterr().out)
            counted += [share for share, _, of in found if of == str(sum(weights))]
        assert len(counted) > 6
        assert main([*here, *week, "--fail-under", limit]) == 4
        complaint = capsys.readouterr().err.replace("\N{NO-BREAK SPACE}", "")
        return {share.replace(",", ".") for share in counted}, complaint.replace(",", ".")

    return told


def test_a_target_that_was_missed_is_reached_by_no_percentage(shares):
    """1699 of 2000 points are 84.95%; the place's alone are the same points."""
    found, complaint = shares((1000, 699, 301, 0), "84.957")
    assert found == {"84.9"}
    assert "84.957" in complaint
    assert "84.9% (1699" in complaint


@pytest.mark.parametrize(
    ("weights", "share"),
    [((1000, 1000, 1, 0), "99.9"), ((1, 0, 1000, 1000), "0.1"), ((0, 0, 1, 1), "0")],
)
def test_all_is_said_of_all_alone_and_none_of_none(shares, weights, share):
    """2000 of 2001 points are 99.95%, and 1 of 2001 is 0.05%."""
    found, complaint = shares(weights, "99.99")
    assert found == {share}
    assert f"{share}% ({sum(weights[:2])} " in complaint


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ((0, 2001), (2000, 2001), "99.9 more in every 100 audits"),
        ((1, 2001), (0, 2001), "0.1 fewer in every 100 audits"),
        ((1, 1), (2001, 2001), "as before"),
    ],
)
def test_a_difference_is_none_or_whole_only_where_it_is(before, after, words):
    shares = ({"item": ItemShare(*before)}, {"item": ItemShare(*after)})
    [change] = item_changes(*shares)
    assert difference(change, Locale()).startswith(words)


def test_percentages_are_printed_in_one_place():
    """Only `Locale` knows the sign; whoever asks it for one without counts has a target or a level."""
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "bare_percent":
                inside = path.name == "formats.py"
                assert inside or ast.unparse(node.args[0]) in GOALS, f"{path}:{node.lineno}"
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
                texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
                assert not any("%" in text for text in texts), f"{path}:{node.lineno}"


def test_templates_print_no_percentages_of_their_own():
    for path in shipped("report_templates").iterdir():
        if path.suffix != ".css":
            bare = re.sub(
                r"\{%.*?%\}|\{#.*?#\}|<style>.*?</style>", "", path.read_text(), flags=re.S
            )
            assert "%" not in bare, path
