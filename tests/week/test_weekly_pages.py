"""The week's page, its summary and the team's sheet as they are read: on paper, on screens, as text."""

import re
from itertools import pairwise

import pytest
from browsing import (
    asked_of_the_network,
    barriers,
    opened,
    printed_smaller_than,
    sheets,
    wider_than_its_screen,
)
from languages import COMPARED
from weekly_pages import PAGES, Part, full, summary, text_of

from audit_cli.language import LANGUAGES, Locale
from audit_cli.reports.templating import plain
from audit_cli.week.sentences import fixed_words

browsing = pytest.mark.browser
ORDER = """serious_failures overdue_actions todo clients score count_on run voices failed remembers unseen
about"""
HOSTILE = "<script>alert(1)</script> **bold** | {{ 7*7 }}\x1b[31m\u202e"


def page_of(template: str, case: str, language: str):
    return summary(language) if template == "weekly-summary" else PAGES[case](language)


EVERY = [("weekly", case) for case in PAGES] + [("team", case) for case in PAGES]
EVERY.append(("weekly-summary", "full"))


@browsing
@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("template", "case", "most"),
    [("weekly", "full", 2), ("weekly", "first", 1), ("team", "full", 1), ("weekly-summary", "", 1)],
)
def test_a_page_is_on_few_sheets(browser, template, case, most, language, paper):
    page = page_of(template, case, language)
    if template == "team":  # as long as what ships
        longest = tuple(
            one._replace(measure="palabras " * 14, about="y más " * 18) for one in page.todo
        )
        page = page._replace(todo=longest)
    with opened(browser, text_of(f"{template}.html", page)) as shown:
        assert sheets(shown, paper) == most


@browsing
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", ["weekly", "team", "weekly-summary"])
def test_nothing_is_printed_under_eight_points(browser, template, language):
    html = text_of(f"{template}.html", page_of(template, "full", language))
    with opened(browser, html, 695) as page:
        assert printed_smaller_than(page, 8) == []


@browsing
@pytest.mark.parametrize(("language", "width", "height"), [("es", 360, 740), ("en", 1280, 900)])
@pytest.mark.parametrize(("template", "case"), EVERY)
def test_a_page_has_no_barriers(browser, template, case, language, width, height):
    html = text_of(f"{template}.html", page_of(template, case, language))
    with opened(browser, html, width, height) as page:
        assert barriers(page) == []


@browsing
@pytest.mark.parametrize("width", [320, 390, 820, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", ["weekly", "team", "weekly-summary"])
def test_a_page_is_never_wider_than_its_screen(browser, template, language, width):
    html = text_of(f"{template}.html", page_of(template, "full", language))
    with opened(browser, html, width) as page:
        assert not wider_than_its_screen(page)


@browsing
@pytest.mark.parametrize("template", ["weekly", "team", "weekly-summary"])
def test_a_page_asks_the_network_for_nothing(browser, template):
    html = text_of(f"{template}.html", page_of(template, "full", "es"))
    assert asked_of_the_network(browser, html) == []


@browsing
@pytest.mark.parametrize("media", ["print", "screen"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_chart_lie_within_it(browser, language, media):
    with opened(browser, text_of("weekly.html", full(language)), 734) as page:
        page.emulate_media(media=media)
        cut = page.evaluate("""[...document.querySelectorAll('.chart text')].filter(text => {
            const word = text.getBBox(), chart = text.ownerSVGElement.viewBox.baseVal;
            return word.x < 0 || word.x + word.width > chart.width
                || word.y < 0 || word.y + word.height > chart.height;
        }).map(text => text.textContent)""")
    assert cut == []


@browsing
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_screen_says_what_is_serious_and_what_to_do(browser, language):
    """Ten seconds: on a desktop, nothing of it needs scrolling."""
    with opened(browser, text_of("weekly.html", full(language)), 1280, 900) as page:
        lowest = page.evaluate(
            "Math.max(...[...document.querySelectorAll('.urgent, .measure, .owner')]"
            ".map(one => one.getBoundingClientRect().bottom))"
        )
    assert lowest <= 900


@pytest.mark.parametrize("language", COMPARED)
@pytest.mark.parametrize("suffix", ["html", "md", "txt"])
def test_the_page_has_its_order(suffix, language):
    page = full(language)
    text = text_of(f"weekly.{suffix}", page)
    text = text.split("</style>")[-1].casefold()
    before = {"html": ">", "md": "# ", "txt": "\n"}[suffix]
    # A text says "serious" with a shape before each line.
    names = ORDER.replace("serious_failures", "urgent") if suffix == "txt" else ORDER
    headings = [before + fixed_words(Locale(language))[name].casefold() for name in names.split()]
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)
    ends = text.index(page.ethics.casefold()) + len(page.ethics)
    assert not re.search(r"\w", re.sub(r"<[^>]*>", "", text[ends:]))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("template", "case"), EVERY)
@pytest.mark.parametrize("width", [40, 80])
def test_a_text_fits_its_width(template, case, language, width):
    text = text_of(f"{template}.txt", page_of(template, case, language), width)
    assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize(("template", "case"), EVERY)
@pytest.mark.parametrize("suffix", ["html", "md", "txt"])
def test_no_percentage_stands_without_its_counts(template, case, suffix):
    """Targets and levels of confidence count nothing."""
    text = text_of(f"{template}.{suffix}", page_of(template, case, "en")).split("</style>")[-1]
    shown = " ".join(re.sub(r"<[^>]*>", " ", text).split()).replace("\\", "")
    counted = re.sub(r"Usual range: [\d.]+% to [\d.]+%|[\d.]+% \(\d", "", shown)
    assert re.findall(r".{12}%", re.sub(r"(?i)target:? [\d.]+%|9[59]% sure", "", counted)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("suffix", ["html", "md", "txt"])
def test_the_sheet_for_the_team_names_no_role_no_hour_no_percentage(suffix, language):
    page = full(language)
    text = " ".join(text_of(f"team.{suffix}", page).split("</style>")[-1].split())
    assert "%" not in text
    assert not re.search(r"\d\d:\d\d", text)
    assert not [one.owner for one in (*page.todo, *page.overdue) if one.owner in text]
    assert text.index(page.best[0].question) < text.index(page.todo[0].measure)


def test_joined_are_only_neighbouring_weeks():
    html = text_of("weekly.html", full("en"))
    lines = re.findall(r'class="line" d="([^"]*)"', html)
    charts = full("en").charts
    assert len(lines) == len(charts) == 2
    for line, chart in zip(lines, charts, strict=True):
        ats = [point.at for point in chart.points]
        gaps = sum(after - before > 1 for before, after in pairwise(ats))
        assert line.count("M") == gaps + 1
        assert line.count("L") == len(ats) - gaps - 1


def test_what_happened_has_a_shape_in_the_chart_and_a_word_in_its_key():
    page = full("en")
    html = text_of("weekly.html", page)
    walk_in = html.split('id="chart-walk-in-title"')[1].split("</svg>")[0]
    phone = html.split('id="chart-phone-test-title"')[1].split("</svg>")[0]
    marks = ('class="down"', 'class="grave"', 'class="up"', 'class="period"')
    assert [mark in walk_in for mark in marks] == [True, True, False, True]
    assert [mark in phone for mark in marks] == [False, False, True, True]
    key = html.split('class="chart-key"')[1].split("</ul>")[0]
    names = ("key_usual", "key_up", "key_down", "key_serious", "key_period")
    assert all(fixed_words(Locale("en"))[name] in key for name in names)


def test_the_key_of_a_chart_explains_only_what_is_there():
    page = full("en")
    quiet = tuple(
        point._replace(signal="", serious=False, new_period=False, lowest=None, highest=None)
        for point in page.charts[0].points
    )
    html = text_of("weekly.html", page._replace(charts=(page.charts[0]._replace(points=quiet),)))
    assert "<li>" not in html.split('class="chart-key"')[1].split("</ul>")[0]


def test_every_id_of_a_page_is_its_own():
    html = text_of("weekly.html", full("en"))
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    named = {one for ids_ in re.findall(r'labelledby="([^"]*)"', html) for one in ids_.split()}
    assert named <= set(ids)


def test_a_week_out_of_the_charts_floor_stays_in_the_picture():
    page = full("en")
    low = page.charts[0].points[0]._replace(percent=0.0, lowest=0.0, highest=10.0)
    html = text_of("weekly.html", page._replace(charts=(page.charts[0]._replace(points=(low,)),)))
    drawn = html.split('class="chart"')[1].split("</svg>")[0]
    assert 'height="-' not in drawn
    assert re.search(r'<circle[^>]* cy="122.0"', drawn)


@pytest.mark.parametrize("suffix", ["html", "md", "txt"])
def test_nothing_serious_is_said_only_where_nothing_is(suffix):
    page = full("en")
    assert "Nothing serious" in text_of(f"weekly.{suffix}", PAGES["first"]("en"))
    for one in (
        page._replace(no_serious="Nothing serious", serious=()),
        page._replace(no_serious="Nothing serious", overdue=()),
    ):
        assert "Nothing serious" not in text_of(f"weekly.{suffix}", one)


@pytest.mark.parametrize("suffix", ["html", "md", "txt"])
def test_what_people_write_stays_text(suffix):
    page = full("en")
    serious = Part(lead=HOSTILE, answer=HOSTILE, when=HOSTILE, checklist=HOSTILE)
    todo = page.todo[0]._replace(measure=HOSTILE, owner=HOSTILE, about=HOSTILE)
    chart = page.charts[0]._replace(checklist=HOSTILE, description=HOSTILE)
    hostile = page._replace(site=HOSTILE, serious=(serious,), todo=(todo,), charts=(chart,))
    pages = {
        "weekly": hostile,
        "team": hostile,
        "weekly-summary": summary("en")._replace(
            sites=(summary("en").sites[0]._replace(site=HOSTILE, page=HOSTILE),)
        ),
    }
    for template, one in pages.items():
        text = text_of(f"{template}.{suffix}", one, 200)
        assert not set("\x1b\u202e") & set(text)
        if suffix == "html":
            assert "<script" not in text
        if suffix == "md":
            assert not re.search(r"<script|(?<!\\)\*\*bold|(?<!\\)\| \{", text)


@pytest.mark.parametrize("suffix", ["html", "md", "txt"])
def test_the_summary_keeps_the_order_of_the_sites_and_links_to_their_pages(suffix):
    one = summary("en", 12)
    text = text_of(f"weekly-summary.{suffix}", one).split("</style>")[-1].casefold()
    places = [text.index(site.site.casefold()) for site in one.sites]
    assert places == sorted(places)
    for site in one.sites:
        page = site.page.replace("_", r"\_" if suffix == "md" else "_").casefold()
        assert page in text


def test_a_cell_without_audits_says_so():
    page = full("en")
    assert page.table
    gap = page.table.rows[0]._replace(cells=(Part(share="", marks=()),))
    table = page.table._replace(checklists=page.table.checklists[:1], rows=(gap,))
    for suffix in ("html", "md", "txt"):
        text = text_of(f"weekly.{suffix}", page._replace(charts=(), table=table))
        assert "no audits" in text.split("</style>")[-1]


def test_every_field_of_the_page_is_shown():
    """What is worked out for the page must be seen on it."""
    text = text_of("weekly.txt", full("en"), 2000) + text_of("weekly.html", full("en"))
    page = plain(full("en"))
    unseen = ("language", "title", "week", "no_", "words", "best", "id", "level", "kind", "verdict")
    for name, value in page.items():
        if isinstance(value, str) and value and not name.startswith(unseen):
            assert value in text or value.upper() in text, name
