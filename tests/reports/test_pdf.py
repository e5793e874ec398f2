"""A report as PDF: which browser prints it, how long it may take, and that nothing of it is lost."""

import re
import time
from html import unescape
from pathlib import Path

import pytest
from audits import view
from browsing import missing

from audit_cli.errors import ExitCode
from audit_cli.language import LANGUAGES, locale_for
from audit_cli.reports import pdf
from audit_cli.reports.pdf import NotPrinted, pdf_of
from audit_cli.reports.rendering import Reader
from audit_cli.reports.visit import render_visit

PRINTS = """
for argument; do case $argument in --print-to-pdf=*) out=${argument#*=};; esac; done
printf '%%PDF-1.4 of %s\\n%%%%EOF' "$0" > "$out"
"""


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """A folder of programs, the only one where browsers are looked for: write one by its name and lines."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setattr(pdf, "_FOLDERS", ())
    monkeypatch.setattr(pdf, "_BROWSERS", tuple(b for b in pdf._BROWSERS if "/" not in b))
    monkeypatch.setenv("PATH", str(folder))
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))

    def write(name, lines):
        path = folder / name
        path.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{lines}", "utf-8")
        path.chmod(0o700)
        return path

    write.rest = lambda: [*(tmp_path / "tmp").iterdir()]
    return write


def refused(html="<p>a</p>"):
    with pytest.raises(NotPrinted) as found:
        pdf_of(html)
    assert found.value.exit_code == ExitCode.FAILURE
    assert "--format html" in found.value.say("es")
    return found.value.say("en")


def test_the_first_browser_prints(programs):
    for name in ("msedge", "chromium", "google-chrome"):
        path = programs(name, PRINTS)
        assert f"of {path}\n" in pdf_of("<p>a</p>").decode()
    assert programs.rest() == []


@pytest.mark.usefixtures("programs")
def test_without_a_browser_the_remedy_is_named():
    assert "install Chrome, Chromium or Edge" in refused()


def test_a_browser_sees_a_folder_of_its_own_and_no_network(programs, tmp_path):
    seen = tmp_path / "seen"
    programs(
        "chromium",
        f'printf "%s\\n" "$@" > {seen}; eval "page=\\${{$#}}"; stat -c %a "$(dirname ${{page#file://}})" >> {seen};'
        f' cat "${{page#file://}}" >> {seen}; {PRINTS}',
    )
    pdf_of("<p>señal</p>")
    said = seen.read_text("utf-8").splitlines()
    assert {"--headless", "--export-tagged-pdf", "--host-resolver-rules=MAP * ~NOTFOUND"} <= {*said}
    assert said[-2:] == ["700", "<p>señal</p>"]
    assert programs.rest() == []


def test_a_browser_that_hangs_is_stopped_with_all_that_it_started(programs, monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "SECONDS", 0.5)
    pids = tmp_path / "pids"
    programs("chromium", f"sleep 60 & echo $! $$ > {pids}; wait")
    begun = time.monotonic()
    assert "did not finish in 0.5 s" in refused()
    assert time.monotonic() - begun < 10
    for pid in pids.read_text().split():
        for _ in range(50):
            if not _runs(pid):
                break
            time.sleep(0.1)
        assert not _runs(pid)
    assert programs.rest() == []


def _runs(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_one_that_prints_and_stays_has_printed(programs, monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", 1)
    programs("chromium", f"{PRINTS}\nsleep 60")
    assert pdf_of("<p>a</p>").startswith(b"%PDF-")


@pytest.mark.parametrize(
    "lines",
    [
        "echo no sandbox >&2; exit 1",
        f"{PRINTS}\nprintf half > $out; echo no sandbox",
        f"{PRINTS}\nprintf %%PDF-1.4 > $out; echo no sandbox",
    ],
)
def test_a_browser_that_prints_nothing_is_quoted(programs, lines):
    programs("chromium", lines)
    assert "printed nothing (no sandbox)" in refused()
    assert programs.rest() == []


def test_what_can_not_be_run_is_quoted(programs):
    programs("chromium", "").write_text("#!/no/such/shell\n", "utf-8")
    assert "printed nothing (No such file or directory)" in refused()


# -- a real browser ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reader():
    """What reads a PDF, where there is also a browser that makes one."""
    if pdf._browser() is None:
        missing("there is no browser that prints")
    try:
        from pypdf import PdfReader  # noqa: PLC0415 (it comes with the extra `browser`)
    except ImportError:
        missing("pypdf is not installed: pip install audit-cli[browser]")
    return PdfReader


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_is_tagged_and_has_the_words_of_the_page(reader, language, tmp_path):
    locale = Reader(locale_for(language, "es_MX"))
    html = render_visit("html", view("failing"), locale)
    path = tmp_path / "report.pdf"
    path.write_bytes(render_visit("pdf", view("failing"), locale))
    found = reader(path)
    root = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == language
    assert found.metadata.title == re.search("<title>(.*)</title>", html)[1]
    printed = "".join("".join(page.extract_text() for page in found.pages).split())
    for word in words_of(html):
        assert word in printed, word


def words_of(html):
    """Each word of a page that is seen, without what only a screen reader is told."""
    body = html.split("<body>")[1]
    body = re.sub(r"<(title|desc)\b.*?</\1>|<[^>]*>", " ", body, flags=re.DOTALL)
    return unescape(body).split()
