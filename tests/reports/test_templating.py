"""Templates are compiled once, and may be kept compiled; neither is ever seen in a report."""

import os
import shutil
import stat
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from jinja2.sandbox import ImmutableSandboxedEnvironment

from audit_cli.reports import templating
from audit_cli.reports.templating import TemplateProblem, plain, rendered
from audit_cli.resources import shipped

sys.path.append(str(Path(__file__).parents[1] / "week"))
from weekly_pages import full

SHIPPED = shipped("report_templates")


@pytest.fixture
def compiled(monkeypatch):
    """The names of the templates that were compiled, in turn."""
    names: list[str] = []
    compile_ = ImmutableSandboxedEnvironment.compile

    def noted(self, source, name=None, *others, **more):
        names.append(name)
        return compile_(self, source, name, *others, **more)

    monkeypatch.setattr(ImmutableSandboxedEnvironment, "compile", noted)
    return names


def weekly(*folders: Path, kept: Path | None = None) -> str:
    """The page of a week, its templates in these folders and the shipped one. An environment of its
    own each time: as in another process."""
    templating._environment.cache_clear()
    page = full("es")
    data = {"report": plain(page), "words": page.words}
    return rendered("weekly.html", data, [*folders, SHIPPED], compiled=kept)


def test_a_thousand_sites_compile_their_template_once(compiled, tmp_path):
    (tmp_path / "a.txt").write_text("{% include 'b.txt' %} {{ n }}", "utf-8")
    (tmp_path / "b.txt").write_text("b", "utf-8")
    texts = [rendered("a.txt", {"n": n}, [tmp_path]) for n in range(1000)]
    assert texts == [f"b {n}" for n in range(1000)]
    assert compiled == ["a.txt", "b.txt"]


def test_a_template_that_changes_or_appears_is_used_at_once(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    second.mkdir()
    (second / "a.txt").write_text("old", "utf-8")
    assert rendered("a.txt", {}, [first, second]) == "old"
    (second / "a.txt").write_text("new", "utf-8")
    os.utime(second / "a.txt", ns=(1, 1))
    assert rendered("a.txt", {}, [first, second]) == "new"
    first.mkdir()
    (first / "a.txt").write_text("mine", "utf-8")
    assert rendered("a.txt", {}, [first, second]) == "mine"
    (first / "a.txt").unlink()
    os.utime(first, ns=(1, 1))
    assert rendered("a.txt", {}, [first, second]) == "new"


def test_every_width_is_its_own(tmp_path):
    (tmp_path / "a.txt").write_text("{{ text | fill }}", "utf-8")
    for width in (40, 80, 40):
        text = rendered("a.txt", {"text": "ab " * 60}, [tmp_path], width=width)
        assert width - 3 < max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize("text", ['the manager\'s "office"', "R&D <1>", "&amp;"])
def test_plain_text_beside_a_macro_is_as_it_was_written(tmp_path, text):
    macro = "{% macro marked(mark) %} ({{ mark }}){% endmacro %}"
    (tmp_path / "a.txt").write_text(macro + "{{ (text ~ marked(text)) | fill('- ') }}", "utf-8")
    assert rendered("a.txt", {"text": text}, [tmp_path]) == f"- {text} ({text})"


def test_what_was_kept_is_not_compiled_again_and_gives_the_same_bytes(compiled, tmp_path):
    plain = weekly()
    kept = tmp_path / "cache" / "templates"
    assert weekly(kept=kept) == plain
    compiled.clear()
    assert weekly(kept=kept) == plain
    assert compiled == []


def test_what_is_kept_is_private(tmp_path):
    previous = os.umask(0)
    try:
        weekly(kept=tmp_path / "kept")
    finally:
        os.umask(previous)
    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o700
    files = list((tmp_path / "kept").iterdir())
    assert len(files) >= 4
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:20])


def replaced_by_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("damage", [cut, cut_short, emptied, replaced_by_a_folder])
def test_what_is_damaged_is_compiled_anew(damage, tmp_path):
    plain = weekly(kept=tmp_path / "kept")
    for file in (tmp_path / "kept").iterdir():
        damage(file)
    assert weekly(kept=tmp_path / "kept") == plain
    assert weekly(kept=tmp_path / "kept") == plain


def test_what_was_kept_of_another_template_is_not_taken_for_it(tmp_path):
    plain = weekly(kept=tmp_path / "kept")
    for one, other in pairwise(sorted((tmp_path / "kept").iterdir())):
        shutil.copyfile(one, other)
    assert weekly(kept=tmp_path / "kept") == plain


def test_a_changed_template_is_not_hidden_by_what_was_kept(tmp_path):
    mine, kept = tmp_path / "mine", tmp_path / "kept"
    mine.mkdir()
    (mine / "weekly.html").write_text("one", "utf-8")
    assert weekly(mine, kept=kept) == "one"
    (mine / "weekly.html").write_text("two", "utf-8")
    assert weekly(mine, kept=kept) == "two"


def test_a_mistake_is_found_at_its_place_in_what_was_kept_too(tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "weekly.html").write_text("\n\n{{ report.gone }}", "utf-8")
    for _ in range(2):
        with pytest.raises(TemplateProblem) as found:
            weekly(mine, kept=tmp_path / "kept")
        assert found.value.values["place"] == f"{mine / 'weekly.html'}:3"


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_can_write_to_is_not_trusted(compiled, tmp_path, mode):
    """What is kept runs outside the sandbox."""
    kept = tmp_path / "kept"
    plain = weekly(kept=kept)
    kept.chmod(mode)
    compiled.clear()
    assert weekly(kept=kept) == plain
    assert "weekly.html" in compiled


def test_a_link_to_a_folder_is_not_trusted(compiled, tmp_path):
    weekly(kept=tmp_path / "there")
    (tmp_path / "kept").symlink_to(tmp_path / "there")
    compiled.clear()
    weekly(kept=tmp_path / "kept")
    assert "weekly.html" in compiled


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    for place in (tmp_path / "file", tmp_path / "file" / "kept"):
        assert weekly(kept=place) == weekly()


def test_what_another_jinja_compiled_is_compiled_anew(compiled, tmp_path, monkeypatch):
    plain = weekly(kept=tmp_path / "kept")
    monkeypatch.setattr("jinja2.__version__", "3.99")
    compiled.clear()
    assert weekly(kept=tmp_path / "kept") == plain
    assert "weekly.html" in compiled


@pytest.mark.parametrize("first", ["html", "txt", "md"])
def test_what_is_included_is_escaped_for_the_page_that_includes_it(tmp_path, first):
    (tmp_path / "note.txt").write_text("{{ 'a & b' }}", "utf-8")
    expected = {"html": "a &amp; b", "txt": "a & b", "md": "a &amp; b"}
    for suffix in (first, *expected):
        page = f"weekly.{suffix}"
        (tmp_path / page).write_text("{% include 'note.txt' %}", "utf-8")
        templating._environment.cache_clear()
        assert rendered(page, {}, [tmp_path], compiled=tmp_path / "kept") == expected[suffix]


@pytest.mark.parametrize("written", [r"{{ '\ud800' }}", "{{ (9**99999)|string }}", "{{ 9**n }}"])
@pytest.mark.parametrize("included", [False, True])
def test_whatever_a_template_cannot_say_is_its_mistake(tmp_path, written, included):
    page, wrong = tmp_path / "weekly.html", tmp_path / "part.html"
    page.write_text("{% include 'part.html' %}" if included else written, "utf-8")
    wrong.write_text(written, "utf-8")
    with pytest.raises(TemplateProblem) as found:
        rendered("weekly.html", {"n": 99999}, [tmp_path])
    assert str(found.value.values["place"]).startswith((str(page), str(wrong)))
    found.value.say("es").encode()
