"""Templates and formats: people's texts stay data, the user's templates come first, mistakes are named."""

import csv
import io
import json

import pytest
from audits import CASES, ORDINARY, WHO, audit, checklist_named, view, walk_in

from audit_cli.errors import ExitCode
from audit_cli.language import LANGUAGES, Locale
from audit_cli.reports.rendering import FORMATS, Reader, neutralised
from audit_cli.reports.templating import TemplateProblem, markdown_escaped, rendered
from audit_cli.reports.view import AuditView, as_json, view_of
from audit_cli.reports.visit import render_visit

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} **bold** [x](http://x) | \x1b[31m\u202e\r\n# head"


def hostile() -> AuditView:
    more = (
        ("note", "floor-clean", None, HOSTILE),
        ("metadata", "auditor", None, HOSTILE),
        ("metadata", "client", None, HOSTILE),
        ("metadata", "site", HOSTILE, None),
    )
    return view_of(walk_in(), audit(walk_in(), ORDINARY, more=more))


def test_what_people_write_is_never_html():
    html = render_visit("html", hostile(), Reader())
    assert "<script" not in html
    assert (
        html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 5
    )  # twice the site: title and heading
    assert "{{ 7*7 }}" in html


def test_what_people_write_is_never_markdown():
    text = render_visit("md", hostile(), Reader())
    assert "<script" not in text
    assert r"\*\*bold\*\*" in text
    assert r"\[x\](http\://x) \|" in text
    assert "\n# head" not in text


def test_a_template_prints_no_control_characters(tmp_path):
    (tmp_path / "a.txt").write_text("{{ note }}", "utf-8")
    assert rendered("a.txt", {"note": "a\x1b[31mb\u202e"}, [tmp_path]) == "a[31mb"


@pytest.mark.parametrize("name", ["html", "md", "txt"])
def test_no_control_characters_reach_the_reader(name):
    text = render_visit(name, hostile(), Reader())
    assert not [char for char in text if char in "\x1b\r\u202e"]


def test_json_keeps_what_people_write_exactly():
    found = json.loads(render_visit("json", hostile(), Reader()))
    assert found == as_json(hostile(), "en")
    assert found["answers"][2]["note"] == HOSTILE
    assert "\u202e" not in render_visit("json", hostile(), Reader())


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("www.a.mx", r"www\.a.mx"),
        ("(WWW.a", r"(WWW\.a"),
        ("ftp://a //a 1/2 a.", r"ftp\://a \//a 1/2 a."),
        ("mailto:ana@a.mx", "mailto:ana<!-- -->@a.mx"),
        ("a_b+c.@d", r"a\_b+c.<!-- -->@d"),
        ("@ana, 3 @ 2", "@ana, 3 @ 2"),
        ("- a", r"\- a"),
        ("1. a", r"1\. a"),
        ("12) a", r"12\) a"),
        ("# a", r"\# a"),
        ("---", r"\---"),
        ("=====", r"\====="),
        ("a_b*c`d`", r"a\_b\*c\`d\`"),
        ("a & b < c", "a &amp; b &lt; c"),
        ("88 % (22 of 25)", "88 % (22 of 25)"),
        ("well-known, 3.5", "well-known, 3.5"),
        ("a\nb", "a b"),
    ],
)
def test_markdown_shows_a_text_as_it_is(text, escaped):
    assert markdown_escaped(text) == escaped


@pytest.mark.parametrize("start", [*"=+-@", *"＝＋－＠", *"﹦﹢﹣﹫", "\t", "\r", "\n"])
def test_no_spreadsheet_takes_a_text_for_a_formula(start):
    for blank in ("", " ", "\N{NO-BREAK SPACE}", "\N{IDEOGRAPHIC SPACE}", "\ufeff", "\t "):
        text = f"{start if start.isspace() else blank + start}1+1"
        assert neutralised(text) == "'" + text
    assert neutralised("1" + start) == "1" + start
    assert neutralised(-1) == -1


def test_csv_has_one_row_an_answer_and_numbers_stay_numbers():
    more = (*WHO, ("note", "floor-clean", None, "=HYPERLINK(1)"))
    found = view_of(walk_in(), audit(walk_in(), ORDINARY, more=more))
    text = render_visit("csv", found, Reader(Locale("es", ",")))
    assert not text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["question"] for row in rows] == list(walk_in().questions)
    by_id = {row["question"]: row for row in rows}
    assert by_id["floor-clean"]["note"] == "'=HYPERLINK(1)"
    assert by_id["seconds-until-look"]["value"] == "4"
    assert by_id["wait-told"]["status"] == "na"


TEXTS = sorted(FORMATS.keys() - {"pdf"})  # a PDF is a browser's, with the hour at which it was made


@pytest.mark.parametrize("name", TEXTS)
def test_the_same_audit_gives_the_same_bytes(name):
    assert render_visit(name, view("failing"), Reader()) == render_visit(
        name, view("failing"), Reader()
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_text_fits_its_width(case, language, width):
    text = render_visit("txt", view(case), Reader(Locale(language), width=width))
    assert max(len(line) for line in text.splitlines()) <= width


def test_html_needs_no_network_and_runs_nothing():
    html = render_visit("html", view("failing"), Reader())
    for word in ("http:", "https:", "<script", "@import", "url(h", "src=", "<link"):
        assert word not in html


def test_the_users_own_template_comes_first(tmp_path):
    (tmp_path / "visit.txt").write_text(
        "{{ report.title }} & {{ report.figures.score }}\n", "utf-8"
    )
    text = render_visit("txt", view("excellent"), Reader(templates=tmp_path))
    assert text == "Walk-in & 100% (32 of 32 points)\n"
    assert "<html" in render_visit("html", view("excellent"), Reader(templates=tmp_path))


def test_a_folder_of_templates_that_does_not_exist_is_no_problem(tmp_path):
    assert render_visit("md", view("excellent"), Reader(templates=tmp_path / "none"))


@pytest.mark.parametrize(
    ("template", "line", "what"),
    [
        ("fine\n{% if %}\n", 2, "Expected an expression"),
        ("{{ report.titel }}", 1, "titel"),
        ("\n\n{{ nothing }}", 3, "'nothing' is undefined"),
        ("{{ report.__class__ }}", 1, "unsafe"),
        ("{% include 'gone.html' %}", 1, "gone.html"),
        ("a\n{{ 1 // 0 }}", 2, "zero"),
        ("{{ report.title.foo() }}", 1, "foo"),
        ("{{ report.words.update({}) }}", 1, "safe"),
        ("{{ 'a' | nofilter }}", 1, "nofilter"),
    ],
)
def test_a_mistake_in_a_users_template_is_named_with_its_place(tmp_path, template, line, what):
    (tmp_path / "visit.html").write_text(template, "utf-8")
    with pytest.raises(TemplateProblem) as found:
        render_visit("html", view("excellent"), Reader(templates=tmp_path))
    assert found.value.exit_code == ExitCode.INVALID
    assert found.value.values["place"] == f"{tmp_path / 'visit.html'}:{line}"
    assert what in found.value.say("es")


def test_a_mistake_in_an_included_template_is_found_there(tmp_path):
    (tmp_path / "visit.html").write_text("{% include 'part.html' %}", "utf-8")
    (tmp_path / "part.html").write_text("\n{{ gone }}", "utf-8")
    with pytest.raises(TemplateProblem) as found:
        render_visit("html", view("excellent"), Reader(templates=tmp_path))
    assert found.value.values["place"] == f"{tmp_path / 'part.html'}:2"


def test_a_template_that_is_not_utf_8_is_named(tmp_path):
    (tmp_path / "visit.txt").write_bytes(b"\xff\xfe\x00a")
    with pytest.raises(TemplateProblem) as found:
        render_visit("txt", view("excellent"), Reader(templates=tmp_path))
    assert str(tmp_path / "visit.txt") in found.value.say("en")


def test_what_did_not_happen_in_a_template_stays_a_bug(monkeypatch, tmp_path):
    def broken(*_: object) -> None:
        raise RuntimeError("ours")

    monkeypatch.setattr("jinja2.FileSystemLoader.get_source", broken)
    with pytest.raises(RuntimeError):  # a folder of its own: templates are compiled once
        render_visit("html", view("excellent"), Reader(templates=tmp_path))
    with pytest.raises(KeyError):
        render_visit("xml", view("excellent"), Reader())


def test_every_checklist_can_be_reported_on():
    empty = view_of(checklist_named("phone-test"), audit(checklist_named("phone-test"), {}))
    for name in TEXTS:
        assert render_visit(name, empty, Reader())


# -- limits of the user's own templates ---------------------------------------------------------------


def refused(folder, template):
    """What is said of a template of the user's own."""
    (folder / "visit.txt").write_text(template, "utf-8")
    with pytest.raises(TemplateProblem) as found:
        render_visit("txt", view("excellent"), Reader(templates=folder))
    assert str(folder / "visit.txt") in found.value.say("en")
    return found.value.say("en")


@pytest.mark.parametrize(
    "endless",
    [
        "{% for a in range(300) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
        "{% set n = 3 ** 9999999 %}",  # no instruction of ours comes in between
    ],
)
def test_a_template_may_work_for_a_while_only(tmp_path, monkeypatch, endless):
    monkeypatch.setattr("audit_cli.reports.templating.SECONDS_OF_WORK", 0.2, raising=False)
    assert "takes too long" in refused(tmp_path, "fine" + endless)


def test_a_template_may_print_so_much_only(tmp_path):
    assert "prints too much" in refused(tmp_path, "{{ 'aá' * 1000000 }}")
    (tmp_path / "visit.txt").write_text("{{ 'aá' * 600000 }}", "utf-8")
    assert len(render_visit("txt", view("excellent"), Reader(templates=tmp_path))) == 1_200_000


@pytest.mark.parametrize("empty", ["", " \n", "{# visit #}\n", "{% if not report %}a{% endif %}"])
def test_a_template_that_prints_nothing_is_a_mistake(tmp_path, empty):
    assert "prints nothing" in refused(tmp_path, empty)


@pytest.mark.parametrize("template", ["{% include 'part.txt' %}", "{% include 'parts/part.txt' %}"])
def test_a_link_out_of_the_folder_is_not_followed(tmp_path, template):
    own, outside = tmp_path / "own", tmp_path / "outside"
    for folder in (own, outside):
        folder.mkdir()
    (outside / "part.txt").write_text("secret", "utf-8")
    (own / "part.txt").symlink_to(outside / "part.txt")
    (own / "parts").symlink_to(outside)
    (own / "visit.txt").write_text(template, "utf-8")
    (tmp_path / "link").symlink_to(own)
    for folder in (own, tmp_path / "link"):
        with pytest.raises(TemplateProblem, match="leads out of the folder") as found:
            render_visit("txt", view("excellent"), Reader(templates=folder))
        assert str(found.value.values["place"]).endswith("part.txt")


def test_a_link_within_the_folder_is_followed(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "other.txt").write_text("mine", "utf-8")
    (tmp_path / "own" / "visit.txt").symlink_to("other.txt")
    (tmp_path / "link").symlink_to(tmp_path / "own")
    for folder in (tmp_path / "own", tmp_path / "link"):
        assert render_visit("txt", view("excellent"), Reader(templates=folder)) == "mine"
