"""`client_term`: what the house calls a client is what the program says, on screens and in reports."""

import io
import re
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from languages import COMPARED

from audit_cli.commands.main import main
from audit_cli.language import LANGUAGES, Language, Text, locale_for, plural
from audit_cli.terminal.summary import summary_lines

sys.path += [str(Path(__file__).parent / folder) for folder in ("reports", "week")]
from audits import view
from weeks import week

from audit_cli.reports.rendering import Reader
from audit_cli.reports.visit import render_visit
from audit_cli.terminal.audit_page import audit_page
from audit_cli.terminal.console import plain_lines
from audit_cli.week import sheets as weekly

# A checklist that has no clients in its own texts.
CHECKLIST = """\
id: tiny
version: "1"
title: {en: "Tiny", es: "Breve"}
sections:
  - id: all
    title: {en: "All", es: "Todo"}
    questions:
      - {id: floor-clean, ask: {en: "Is it clean?", es: "¿Está limpio?"}, type: yes_no, about: place}
"""
SETTINGS = """\
client_term: {en: citizen, es: ciudadana}
sites: [{id: centro, time_zone: UTC}, {id: norte, time_zone: UTC}]
"""
WEEKLY = "report weekly --week 2024-W10"
KEYS = "1\n2\n1\n1\n1\n"  # begin; not clean; recognised; the first kind of client; finish
CLIENT = re.compile(r"\bclient", re.IGNORECASE)
UNPRINTABLE = "\x1b\u202e"
HOSTILE = Text(f"<b>*p*</b>{UNPRINTABLE}[31mq")
Run = Callable[..., str]


@pytest.fixture(scope="module", params=COMPARED)
def language(request: pytest.FixtureRequest) -> Language:
    return request.param


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, language: Language) -> Path:
    """A home of this language alone, with the settings and the checklist."""
    home = tmp_path_factory.mktemp(language)
    (home / "checklists").mkdir()
    (home / "checklists" / "tiny.yaml").write_text(CHECKLIST, "utf-8")
    (home / "audit.yaml").write_text(SETTINGS, "utf-8")
    return home


@pytest.fixture(scope="module")
def run(home: Path, language: Language) -> Run:
    """Run a command in the home; returns what it printed."""

    def running(*words: str, keys: str = "") -> str:
        said = io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(said):
            patch.setenv("COLUMNS", "80")
            patch.setenv("XDG_CACHE_HOME", str(home / "caches"))
            patch.setattr(sys, "stdin", io.StringIO(keys))
            code = main(["--home", str(home), "--lang", language, *words])
        assert code == 0, said.getvalue()
        return said.getvalue()

    return running


@pytest.fixture(scope="module")
def interview(run: Run) -> str:
    """What an interview shows, and the summary after it; the audit is of 5 March 2024."""
    return run("run", "tiny", "--site", "centro", "--at", "2024-03-05T10:00", keys=KEYS)


def the_houses(text: str, language: Language) -> list[str]:
    """The words for clients in a text, which are those of the house alone."""
    assert not CLIENT.search(text)
    words = r"\bcitizens?\b" if language == "en" else r"\bciudadanas?\b"
    return [word.lower() for word in re.findall(words, text, re.IGNORECASE)]


def test_the_screens_of_an_interview(interview: str, language: Language) -> None:
    asked, remembered = the_houses(interview, language)
    assert asked == remembered == {"en": "citizen", "es": "ciudadana"}[language]


# How often each language says it: "¿Pueden contar con nosotros?" needs no word for them.
@pytest.mark.parametrize(
    ("command", "times"),
    [
        ("show last", {"en": 1, "es": 1}),
        ("report visit last --format txt", {"en": 3, "es": 3}),
        ("report visit last --format md", {"en": 3, "es": 3}),
        ("report visit last --format html -o -", {"en": 3, "es": 3}),
        ("trend --site centro", {"en": 1, "es": 0}),
        (f"{WEEKLY} --site centro --format txt -o -", {"en": 4, "es": 3}),
        (f"{WEEKLY} --site centro --format md -o -", {"en": 4, "es": 3}),
        (f"{WEEKLY} --site centro --format html -o -", {"en": 5, "es": 4}),
        (f"{WEEKLY} --site centro --format txt --template team -o -", {"en": 0, "es": 0}),
    ],
)
def test_what_is_read(
    run: Run, interview: str, language: Language, command: str, times: dict[Language, int]
) -> None:
    del interview
    assert len(the_houses(run(*command.split()), language)) == times[language]


def test_the_summary_of_several_sites(
    run: Run, interview: str, home: Path, language: Language
) -> None:
    del interview
    run(*WEEKLY.split(), "--format", "html,md,txt")
    pages = sorted((home / "reports").glob("weekly-2024-W10.*"))
    assert [page.suffix for page in pages] == [".html", ".md", ".txt"]
    for page in pages:
        assert the_houses(page.read_text("utf-8"), language)


def test_a_correction_of_who_it_was(run: Run, interview: str, language: Language) -> None:
    del interview
    run("amend", "last", "client", "x", "--why", "y")
    assert len(the_houses(run("show", "last"), language)) == 2


@pytest.mark.parametrize(
    ("language", "term", "many"),
    [
        ("en", "patient", "patients"),
        ("en", "party", "parties"),
        ("en", "boy", "boys"),
        ("en", "boss", "bosses"),
        ("en", "box", "boxes"),
        ("en", "coach", "coaches"),
        ("en", "older person", "older persons"),
        ("en", "parent of a pupil", "parents of a pupil"),
        ("es", "paciente", "pacientes"),
        ("es", "alumna", "alumnas"),
        ("es", "bebé", "bebés"),
        ("es", "aprendiz", "aprendices"),
        ("es", "comensal", "comensales"),
        ("es", "huésped", "huéspedes"),
        ("es", "peatón", "peatones"),
        ("es", "feligrés", "feligreses"),
        ("es", "persona atendida", "personas atendidas"),
        ("es", "adulto mayor", "adultos mayores"),
        ("es", "padre o madre de familia", "padres o madres de familia"),
    ],
)
def test_more_than_one(language: Language, term: str, many: str) -> None:
    assert plural(term, language) == many
    assert locale_for(language, "", None, Text(term)).clients == many


@pytest.mark.parametrize(
    ("term", "english", "spanish"),
    [
        (None, "client clients", "cliente clientes"),
        (Text.of({"en": "guest"}), "guest guests", "cliente clientes"),
        (Text.of({"es": "socia"}), "client clients", "socia socias"),
        (Text("visitante"), "visitante visitantes", "visitante visitantes"),
        (Text(" lector\n"), "lector lectors", "lector lectores"),
        (Text.of({"en": "guest", "es": "huésped"}), "guest guests", "huésped huéspedes"),
    ],
)
def test_a_word_of_the_other_language_is_none(
    term: Text | None, english: str, spanish: str
) -> None:
    for language, expected in (("en", english), ("es", spanish)):
        locale = locale_for(language, "", None, term)
        assert f"{locale.client} {locale.clients}" == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_houses_word_is_text_wherever_it_stands(language: Language) -> None:
    locale = locale_for(language, "", None, HOSTILE)
    audit, facts = view("failing"), week("one-audit", language)
    texts = {
        "html": "&lt;b&gt;*p*&lt;/b&gt;[31mq",
        "md": r"&lt;b&gt;\*p\*&lt;/b&gt;\[31mq",
        "txt": "<b>*p*</b>[31mq",
    }
    for name, shown in texts.items():
        for text in (
            render_visit(name, audit, Reader(locale)),
            weekly.render_week(name, facts, weekly.Reader(locale)),
        ):
            assert shown in text
            assert not set(text) & set(UNPRINTABLE)
    summary = "".join(line.text for line in summary_lines(audit, locale, 80))
    screen = summary + "".join(plain_lines(audit_page(audit, locale), 80))
    assert texts["txt"] in screen
    assert not set(screen) & set(UNPRINTABLE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_word_is_not_wider_than_a_phone(language: Language) -> None:
    locale = locale_for(language, "", None, Text("persona " * 5))
    assert max(len(line.text) for line in summary_lines(view("failing"), locale, 40)) <= 40
