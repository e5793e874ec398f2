"""`audit report visit` and `audit show`, as they are called."""

import io
import json
import re
import stat

import pytest

from audit_cli.commands.main import main

ANSWERS = """
checklist: walk-in
at: 2026-11-16T09:15:00-06:00
answers: {first-thing-noticed: ordinary, path-clear: no, floor-clean: yes, seconds-until-look: 4,
  smiled: sí, where-to-go-clear: yes, seconds-until-greeting: 12, asked-how-to-help: yes,
  wait-told: na, phones-away: yes, help-unasked: 1, touch-clean: yes, name-known: yes,
  privacy-kept: yes, how-it-ended: as expected,
  clients-first: na, heard-out: yes, all-respectful: yes, left-oriented: na, thanked: yes}
"""


@pytest.fixture
def audit(tmp_path, capsys, monkeypatch):
    """Run the program in a home folder that has one audit: (exit code, stdout, stderr)."""
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "answers.yaml").write_text(ANSWERS, "utf-8")

    def run(*arguments):
        code = main(["--home", str(tmp_path / "home"), "--lang", "en", *arguments])
        return code, *capsys.readouterr()

    assert run("run", "walk-in", "--answers", str(tmp_path / "answers.yaml"))[0] == 0
    run.home = tmp_path / "home"
    return run


def test_the_report_of_the_last_audit_is_printed(audit):
    code, out, err = audit("report", "visit")
    assert (code, err) == (0, "")
    assert "NOT PASSED" in out
    assert max(map(len, out.splitlines())) <= 80


def test_one_format_goes_to_stdout_and_html_into_a_private_file(audit):
    assert (
        json.loads(audit("report", "visit", "last", "--format", "json")[1])["state"] == "finished"
    )
    code, out, _ = audit("report", "visit", "--format", "html,csv")
    html, csv = out.splitlines()
    assert code == 0
    assert re.fullmatch(r".*/home/reports/walk-in-main-2026-11-16-\w{8}\.html", html)
    assert csv.endswith(".csv")
    for path in audit.home.joinpath("reports").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_gets_the_format_of_its_ending(audit, tmp_path):
    code, out, _ = audit("report", "visit", "-o", str(tmp_path / "a.md"))
    assert (code, out) == (0, f"{tmp_path / 'a.md'}\n")
    assert (tmp_path / "a.md").read_text("utf-8").startswith("# Walk-in")


def test_a_message_to_send_goes_to_stdout(audit):
    code, out, err = audit("report", "visit", "--format", "chat")
    assert (code, err) == (0, "")
    head, serious = out.splitlines()[:2]
    assert re.fullmatch(r"\*Walk-in, 16 Nov 2026, \d\d:15\*: Not passed", head)
    assert serious.startswith("*SERIOUS:* ")


@pytest.fixture
def printed(monkeypatch):
    """The pages that were given to a browser; each is printed as the same few bytes."""
    pages = []
    monkeypatch.setattr(
        "audit_cli.reports.pdf.pdf_of", lambda html: pages.append(html) or b"%PDF\xff"
    )
    return pages


def test_a_pdf_goes_into_a_private_file(audit, printed, tmp_path):
    code, out, err = audit("report", "visit", "--format", "pdf")
    assert (code, err) == (0, "")
    [path] = audit.home.joinpath("reports").iterdir()
    assert out == f"{path}\n"
    assert path.suffix == ".pdf"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes() == b"%PDF\xff"
    assert printed[0].startswith("<!DOCTYPE html>")
    assert audit("report", "visit", "-o", str(tmp_path / "a.pdf"))[0] == 0
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF\xff"


def test_a_pdf_goes_into_a_pipe_but_not_onto_a_terminal(audit, printed, monkeypatch):
    pipe = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr("sys.stdout", pipe)
    assert main(["--home", str(audit.home), "report", "visit", "--format", "pdf", "-o", "-"]) == 0
    assert pipe.buffer.getvalue() == b"%PDF\xff"
    monkeypatch.setattr(pipe, "isatty", lambda: True)
    assert main(["--home", str(audit.home), "report", "visit", "--format", "pdf", "-o", "-"]) == 2
    assert len(printed) == 1


def test_without_a_browser_nothing_is_written_and_the_way_out_is_said(audit, monkeypatch):
    monkeypatch.setattr("audit_cli.reports.pdf._browser", lambda: None)
    code, out, err = audit("report", "visit", "--format", "html,pdf")
    assert (code, out) == (1, "")
    assert "install Chrome, Chromium or Edge" in err
    assert not audit.home.joinpath("reports").exists()


def test_html_can_go_to_stdout(audit):
    assert audit("report", "visit", "--format", "html", "-o", "-")[1].startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("opens", [True, False])
def test_the_browser_is_shown_the_file(audit, monkeypatch, opens):
    shown = []
    monkeypatch.setattr("webbrowser.open", lambda url: shown.append(url) or opens)
    code, out, err = audit("report", "visit", "--open")
    assert (code, len(shown)) == (0, 1)
    assert shown[0] == f"file://{out.strip()}"
    assert ("no browser" in err) is not opens


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--format", "xml"), 2, "no format"),
        (("nothing-like-it",), 2, "no audit"),
        (("--open", "--format", "txt"), 2, "--open"),
        (("-o", "/dev/null/a.html"), 1, "not written"),
    ],
)
def test_what_can_not_be_done_is_said_on_stderr(audit, arguments, code, words):
    found, out, err = audit("report", "visit", *arguments)
    assert (found, out) == (code, "")
    assert words in err


def test_a_mistake_in_the_users_template_is_told(audit):
    audit.home.joinpath("report_templates").mkdir()
    audit.home.joinpath("report_templates", "visit.txt").write_text("\n{{ gone }}", "utf-8")
    code, out, err = audit("report", "visit")
    assert (code, out) == (4, "")
    assert "visit.txt:2: the template can't be used: 'gone' is undefined" in err


def test_show_is_read_by_people_and_by_programs(audit):
    assert "[path-clear]" in audit("show", "last")[1]
    assert "expected: yes" not in audit("show", "last")[1]
    explained = audit("show", "last", "--explain")[1]
    assert "not met, serious: adds 0 of 3 points" in explained
    assert "Score: 90.6% (29 of 32 points); the target is 85%." in explained
    assert json.loads(audit("show", "last", "--json")[1])["score"]["met"] == 29
