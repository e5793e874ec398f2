"""A report as a message: short, the serious first, nothing of people's a markup, and a link that carries it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from audits import CASES, FAILING, WHO, audit, view, walk_in
from hypothesis import example, given
from hypothesis import strategies as st

from audit_cli.language import LANGUAGES, Locale
from audit_cli.reports.chat import MOST, ChatLine, chat_head, chat_line, chat_text, unmarked
from audit_cli.reports.rendering import Reader
from audit_cli.reports.view import view_of
from audit_cli.reports.visit import render_visit

ENGLISH = Locale("en", ".")
LINES = st.tuples(st.integers(1, 6), st.integers(1, 240))


def parted(text):
    """The message, and what its link carries."""
    message, link = text.removesuffix("\n").rsplit("\n\n", 1)
    assert link.startswith("https://wa.me/?text=")
    assert link.isascii()
    return message, parse_qs(urlsplit(link).query, strict_parsing=True)["text"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_a_message_is_short_and_its_link_carries_it(case, language):
    message, carried = parted(render_visit("chat", view(case), Reader(Locale(language))))
    assert len(message) <= MOST
    assert carried == [message]


def test_a_message_says_the_serious_first_and_at_the_end_what_it_is_not_for():
    lines = parted(render_visit("chat", view("failing"), Reader()))[0].splitlines()
    assert lines == [
        "*Walk-in · centro, 16 Nov 2026, 09:15*: Not passed",
        "*SERIOUS:* Can you enter without tripping or slipping? No."
        " Clear the way in now, so that nobody trips or slips (the same day, 16 Nov 2026).",
        "*What to do next:* Remind the team: no phone in hand while a client is there (by 23 Nov 2026)",
        "*Already put right:* Is the floor clean? No",
        "*Went well:* They offered help without being asked",
        "75% (24 of 32 points) is under the target of 85%",
        "Made to improve the service: not for punishing or rewarding.",
    ]


def test_why_there_is_no_result_stands_in_a_message():
    message = parted(render_visit("chat", view("undetermined"), Reader()))[0]
    assert message.splitlines()[1].startswith("Less than half of the points could be judged")


def test_what_people_write_is_no_markup():
    more = (*WHO, ("metadata", "site", "*_~`bold`~_*\r\n> quote", None))
    found = view_of(walk_in(), audit(walk_in(), FAILING, more=more))
    message = parted(render_visit("chat", found, Reader()))[0]
    head = message.splitlines()[0]
    assert head.count("*") == 2
    assert not set("_~`") & set(message)
    assert "∗＿∼'bold'∼＿∗ > quote" in head


@given(st.lists(LINES, min_size=4, max_size=30))
@example([(2, 200), (1, 200), (3, 200), (2, 240), (1, 240)])
@example([(1, 240), (1, 240), (1, 240), (1, 164)])
@example([(1, 240), (1, 240), (1, 240), (1, 165)])
def test_what_does_not_fit_is_left_out_by_rank(given_lines):
    more = ChatLine(0, "The rest is in the report.")
    lines = [ChatLine(0, "head")]
    lines += [
        ChatLine(rank, f"{n} ".ljust(length, "é")) for n, (rank, length) in enumerate(given_lines)
    ]
    lines.append(ChatLine(0, "end"))
    message = parted(chat_text(lines, ENGLISH))[0]
    assert len(message) <= MOST
    kept = [line for line in [*lines[:-1], more, lines[-1]] if line.text in message.split("\n")]
    assert message == "\n".join(line.text for line in kept)
    assert (more in kept) == (len("\n".join(line.text for line in lines)) > MOST)
    for one in set(lines) - set(kept):  # beside what weighs as much or more, it has no room
        heavier = [line.text for line in kept if line.rank <= one.rank]
        assert len("\n".join([*heavier, one.text])) > MOST


@given(st.text("añ *b\n", max_size=500))
def test_a_text_ends_at_a_word(text):
    words, found = text.replace("*", "∗").split(), unmarked(text).split()
    assert len(unmarked(text)) <= 240
    assert found == words or found[:-1] == words[: len(found) - 1]
    assert found == words or found[-1] == "…"


def test_a_head_without_more_ends_with_its_title():
    assert chat_head("Centro, 9–15 Nov", "").text == "*Centro, 9–15 Nov*"
    assert chat_line(1, "Went well", "Anna *smiled*").text == "*Went well:* Anna ∗smiled∗"
