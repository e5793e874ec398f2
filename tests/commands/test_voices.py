"""What clients say: a survey's export comes in, is told of by itself, and changes nothing that audits say."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from documents import files

from audit_cli.commands.main import main

Run = Callable[..., tuple[int, str, str]]
SURVEY = """\
Timestamp,Site,¿Cómo le atendimos hoy?,¿Nos recomendaría? (0–10),¿Por qué viene con nosotros?,Cuéntenos con sus palabras
2026/11/16 9:15:00 a. m. GMT-6,Centro,muy bien,10,el trato,"Siempre me atienden con cariño, gracias"
2026/11/17 4:20:00 p. m. GMT-6,Centro,mal,2,me queda cerca,Nunca contestan el teléfono
2026/11/18 8:01:00 a. m. GMT-6,norte,bien,8,,=1+1
"""
# What the documents show is tried here.
REVIEWS, EXPORTED = files()["reviews.yaml"], files()["reviews.jsonl"]
SITES = """\
sites:
  - {id: centro, name: {es: "Centro"}, time_zone: America/Guatemala}
  - {id: norte, name: {es: "Zona norte"}, time_zone: America/Guatemala}
"""


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def running(*words: str, home: str = "home", lang: str = "en") -> tuple[int, str, str]:
        code = main(["--home", str(tmp_path / home), "--lang", lang, *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    (tmp_path / "home").mkdir(mode=0o700)
    (tmp_path / "home" / "audit.yaml").write_text(SITES, encoding="utf-8")
    return running


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    file = tmp_path / "survey.csv"
    file.write_text(SURVEY.replace("Timestamp", "at"), encoding="utf-8")
    return file


def stored(said: str) -> str:
    return said.splitlines()[0]


def voices(run: Run, *words: str) -> dict[str, Any]:
    code, out, err = run("voice", "--since", "2026-11-01", "--json", *words)
    assert (code, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    return found


def test_a_survey_comes_in_once_and_a_longer_one_adds_what_is_new(run: Run, survey: Path) -> None:
    code, out, err = run("import", "--checklist", "client-voice", str(survey))
    assert (code, stored(out), err) == (0, "stored: 3, continued: 0, known already: 0", "")
    _, out, _ = run("import", "--checklist", "client-voice", str(survey))
    assert stored(out) == "stored: 0, continued: 0, known already: 3"
    more = survey.read_text(encoding="utf-8") + "2026-11-19,norte,bien,7,,\n" * 2
    survey.write_text(more, encoding="utf-8")
    _, out, _ = run("import", "--checklist", "client-voice", str(survey), str(survey))
    assert stored(out) == "stored: 2, continued: 0, known already: 8"


def test_the_first_wrong_row_is_named_and_nothing_is_stored(run: Run, survey: Path) -> None:
    wrong = SURVEY.replace("Timestamp", "at").replace(",2,me queda", ",12,me queda")
    survey.write_text(wrong, encoding="utf-8")
    code, out, err = run("import", "--checklist", "client-voice", str(survey))
    assert (code, out) == (4, "")
    assert f"{survey}:3: column `¿Nos recomendaría? (0–10)`: `12` is no answer" in err
    assert voices(run)["clients"] == 0
    survey.write_text(wrong.replace(",12,", ",2,").replace(",norte,", ",sur,"), encoding="utf-8")
    code, _, err = run("import", "--checklist", "client-voice", str(survey))
    assert (code, f"{survey}:4: column `Site`" in err) == (4, True)
    survey.write_text(wrong.replace(",12,", ",2,").replace("2026/11/18", "ayer"), encoding="utf-8")
    code, _, err = run("import", "--checklist", "client-voice", str(survey))
    assert (code, f"{survey}:4: column `at`" in err) == (4, True)


def test_a_table_without_sites_says_which_is_meant(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "short.csv"
    file.write_text("recommend\n9\n", encoding="utf-8")
    code, _, err = run("import", "--checklist", "client-voice", str(file))
    assert (code, "short.csv:2: column `site`: name the site: --site centro" in err) == (4, True)
    code, _, _ = run("import", "--checklist", "client-voice", "--site", "norte", str(file))
    assert code == 0
    code, _, err = run("import", "--site", "norte", str(file))
    assert (code, "--checklist" in err) == (2, True)


def test_public_reviews_have_a_checklist_of_their_own(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "checklists"
    folder.mkdir()
    (folder / "reviews.yaml").write_text(REVIEWS, encoding="utf-8")
    file = tmp_path / "reviews.jsonl"
    file.write_text(EXPORTED, encoding="utf-8")
    code, _, err = run("import", "--checklist", "reviews", "--site", "centro", str(file))
    assert (code, err) == (0, "")
    said = voices(run)
    assert said["clients"] == 2
    assert [one["answered"] for one in said["questions"]] == [2]
    assert said["questions"][0]["promoters"] is None
    assert [one["text"] for one in said["always"]["good"]["sentences"]] == ["They always listen."]


def test_what_they_say_has_counts_and_intervals(run: Run, survey: Path) -> None:
    """Who would recommend, why they come, how they found the place (S1-4); apart from audits (S2-5); "always", good
    and bad (S4-4)."""
    run("import", "--checklist", "client-voice", str(survey))
    said = voices(run)
    assert said["clients"] == 3
    recommend = next(one for one in said["questions"] if one["question"] == "recommend")
    assert (recommend["promoters"]["promoters"], recommend["promoters"]["detractors"]) == (1, 1)
    assert recommend["promoters"]["interval"]["lower"] < -50
    assert recommend["promoters"]["interval"]["upper"] > 50
    assert {kind: one["count"] for kind, one in said["always"].items()} == {"good": 1, "bad": 1}
    assert voices(run, "--site", "norte")["clients"] == 1
    _, out, _ = run("voice", "--since", "2026-11-01", lang="es")
    assert "Hablaron 3 clientes." in out
    assert "«Siempre me atienden con cariño, gracias»" in out
    assert "el trato 1 de 2" in out
    assert "=1+1" not in out


def test_nobody_asked_is_said(run: Run) -> None:
    """Only what clients perceive counts, and nobody has been asked (S2-10)."""
    assert run("voice") == (0, "No client has been asked yet.\n", "")
    assert run("voice", "--site", "nrte")[0] == 2
    assert run("voice", "--since", "11/16")[0] == 2


def test_a_voice_is_listed_by_name_only_and_is_never_the_last(run: Run, survey: Path) -> None:
    run("import", "--checklist", "client-voice", str(survey))
    assert json.loads(run("list", "--json")[1]) == []
    listed = json.loads(run("list", "--checklist", "client-voice", "--json")[1])
    assert [(one["kind"], one["score"], one["state"]) for one in listed] == [
        ("voice", None, "finished")
    ] * 3
    assert "very well · 10 · how I am treated" in run("list", "--checklist", "client-voice")[1]
    assert run("show", "last")[0] == 2
    assert "points" not in run("show", listed[0]["id"])[1]
    code, out, _ = run("show", listed[-1]["id"], "--json")
    shown = json.loads(out)
    assert (code, shown["actions"], shown["score"]) == (0, [], None)
    code, _, err = run("doctor")
    assert (code, [line for line in err.splitlines() if line.startswith("error")]) == (0, [])


def test_a_voice_that_is_set_aside_counts_no_more(run: Run, survey: Path) -> None:
    run("import", "--checklist", "client-voice", str(survey))
    listed = json.loads(run("list", "--checklist", "client-voice", "--json")[1])
    assert run("discard", listed[0]["id"], "--why", "a test of ours")[0] == 0
    assert voices(run)["clients"] == 2
    assert run("doctor", "--rebuild")[0] == 0
    assert voices(run)["clients"] == 2


def test_voices_go_to_another_home_and_are_rebuilt(run: Run, survey: Path, tmp_path: Path) -> None:
    run("import", "--checklist", "client-voice", str(survey))
    export = tmp_path / "all.jsonl"
    assert run("export", "-o", str(export))[0] == 0
    assert run("import", str(export), home="other")[0] == 0
    assert run("doctor", "--rebuild", home="other")[0] == 0
    assert json.loads(run("list", "--json", home="other")[1]) == []
    assert (
        len(json.loads(run("list", "--checklist", "client-voice", "--json", home="other")[1])) == 3
    )


def test_the_week_quotes_a_good_and_a_bad_word(run: Run, survey: Path) -> None:
    """What clients say has its place in the week, and no audit is called satisfaction (S2-10)."""
    run("import", "--checklist", "client-voice", str(survey))
    for name in ("md", "txt", "html", "chat"):
        _, out, _ = run(
            "report",
            "weekly",
            "--week",
            "2026-W47",
            "--site",
            "centro",
            "--format",
            name,
            "-o",
            "-",
        )
        good, bad = out.index("Siempre me atienden con cariño"), out.index("Nunca contestan")
        assert good < bad
        assert "satisf" not in out[:good].split("</style>")[-1].lower()
    _, out, _ = run(
        "report", "weekly", "--week", "2026-W46", "--site", "centro", "--format", "txt", "-o", "-"
    )
    assert "No client was asked in this time." in out
    _, out, _ = run(
        "report", "weekly", "--week", "2026-W47", "--site", "centro", "--format", "json", "-o", "-"
    )
    assert json.loads(out)["clients"]["clients"] == 2


SITE = ("centro", "norte", "sur")
COMMANDS = (
    ("trend", "--json"),
    ("actions", "list", "--json"),
    ("questions", "--json", "--weeks", "0"),
    ("list", "--json", "--limit", "0"),
    ("show", "last", "--json"),
    ("report", "visit", "last", "--format", "json", "-o", "-"),
)


def told(run: Run) -> dict[str, str]:
    """What the audits of a demo say: every page of theirs, and each site's week without what clients say."""
    found = {" ".join(words): run(*words)[1] for words in COMMANDS}
    for site in SITE:
        weekly = ("report", "weekly", "--site", site, "-o", "-", "--format")
        week = json.loads(run(*weekly, "json")[1])
        del week["clients"]  # their own sections
        found[site] = json.dumps(week)
        page = run(*weekly, "md")[1]
        page = re.sub(r"\nNo client [^\n]*\n(?=\n)", "", page)
        found[f"{site}.md"] = re.sub(r"(?ms)^## (What|How many) clients say.*?(?=^## )", "", page)
    return found


def test_five_thousand_voices_change_no_byte_of_what_audits_say(run: Run, tmp_path: Path) -> None:
    assert run("demo")[0] == 0
    demo = partial(run, home="home/demo")
    before = told(demo)
    assert before["centro"] != before["norte"]
    today, file = datetime.now(UTC), tmp_path / "clients.csv"
    rows = (
        f"{today - timedelta(hours=2 * n):%Y-%m-%d %H:%M},{SITE[n % 3]},0,mal,no,Nunca contestan {n}\n"
        for n in range(5_000)
    )
    heading = "at,site,recommend,treated-today,been-before,comment\n"
    file.write_text(heading + "".join(rows), encoding="utf-8")
    code, out, _ = demo("import", "--checklist", "client-voice", str(file))
    assert (code, stored(out)) == (0, "stored: 5000, continued: 0, known already: 0")
    assert told(demo) == before
    _, out, _ = demo("report", "weekly", "--site", "centro", "-o", "-", "--format", "md")
    assert "Nunca contestan" in out


def test_a_table_that_does_not_say_when_is_told_so(run: Run, survey: Path) -> None:
    survey.write_text(SURVEY, encoding="utf-8")
    code, out, err = run("import", "--checklist", "client-voice", str(survey))
    assert (code, stored(out)) == (0, "stored: 3, continued: 0, known already: 0")
    assert "no column `at` says when" in err
    assert err.count("no column") == 1


def test_there_is_no_report_of_an_audit_of_what_a_client_said(run: Run, survey: Path) -> None:
    run("import", "--checklist", "client-voice", str(survey))
    _, out, _ = run("list", "--checklist", "client-voice", "--json")
    code, _, err = run("report", "visit", json.loads(out)[0]["id"])
    assert code == 2
    assert "audit voice" in err
