"""The catalogues: every sentence of the code in every language, and what is compiled is what is written."""

import re
import sys
from gettext import GNUTranslations
from pathlib import Path
from string import Formatter

import pytest

from audit_cli.language import LANGUAGES, Message, ngettext, pgettext
from audit_cli.language.messages import CATALOGUES

SCRIPTS = Path(__file__).parents[2] / "scripts"
sys.path.append(str(SCRIPTS))

import translate  # noqa: E402

TRANSLATED = sorted(path.parts[-3] for path in CATALOGUES.glob("*/LC_MESSAGES/audit.po"))
NAMES = re.compile(r"\baudit\b")
# The house's words for a client: one language may do without what the other has to say.
TERMS = frozenset(("client", "clients"))


@pytest.fixture(scope="module", params=TRANSLATED)
def catalogue(request):
    return translate.catalogue_of(request.param)


@pytest.fixture(scope="module")
def sentences():
    return translate.sentences()


def identity(message):
    return message.context, message.id


def originals(message):
    return message.id if isinstance(message.id, tuple) else (message.id,)


def placeholders(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def problems_of(message):
    """What is wrong with the translation of one sentence."""
    said = translate.strings(message)
    if not all(text.strip() for text in said):
        yield "missing"
        return
    if message.fuzzy:
        yield "fuzzy"
    meant = set.union(*map(placeholders, originals(message)))
    for text in said:
        # A plural form may say "one" instead of the count.
        if (placeholders(text) ^ meant) - TERMS - {"count"}:
            yield f"other placeholders: {text!r}"
        if "count" in placeholders(text) - meant:
            yield f"a count that nobody gives: {text!r}"
    words = "".join(literal for literal, _, _, _ in Formatter().parse(said[0]))
    alike = said[0] == originals(message)[0] and not message.context
    # A single word may be: `No`, `error`.
    if alike and len(re.findall(r"[^\W\d_]{2,}", NAMES.sub("", words))) > 1:
        yield "the same as in English"


def test_every_sentence_is_translated(catalogue):
    found = {message.id: list(problems_of(message)) for message in catalogue if message.id}
    assert {msgid: problems for msgid, problems in found.items() if problems} == {}


def test_no_sentence_is_missing_or_left_over(catalogue, sentences):
    assert {identity(m) for m in catalogue if m.id} == {identity(m) for m in sentences if m.id}
    assert not catalogue.obsolete


def test_what_is_compiled_is_what_is_written(catalogue):
    path = translate.po_of(catalogue.locale_identifier).with_suffix(".mo")
    with path.open("rb") as file:
        compiled = GNUTranslations(file)
    for message in catalogue:
        if not message.id:
            continue
        one, *many = originals(message)
        context = f"{message.context}\x04" if message.context else ""
        key = [(context + one, form) for form in range(len(translate.strings(message)))]
        stored = [compiled._catalog.get(k if many else k[0]) for k in key]
        assert stored == translate.strings(message)
    count = sum(len(originals(message)) for message in catalogue if message.id)
    assert len(compiled._catalog) == count + 1  # and its header


def test_a_written_catalogue_is_written_the_same_again(catalogue, sentences):
    path = translate.po_of(catalogue.locale_identifier)
    body = path.read_bytes().split(b"\n\n", 1)[1]
    again = translate.written(translate.updated(catalogue, sentences))
    assert again.split(b"\n\n", 1)[1] == body


def test_languages_are_those_that_have_a_catalogue():
    assert ("en", *TRANSLATED) == LANGUAGES


def test_a_count_chooses_its_form():
    audits = ngettext("1 audit", "{count} audits")
    assert [audits.say("es", count=n) for n in (0, 1, 2)] == [
        "0 auditorías",
        "1 auditoría",
        "2 auditorías",
    ]
    assert [audits.say("en", count=n) for n in (0, 1, 2)] == ["0 audits", "1 audit", "2 audits"]


def test_a_context_tells_two_meanings_apart():
    assert pgettext("key", "q").say("es") == "g"
    assert pgettext("zone", "better than expected").say("es") == "más de lo esperado"
    assert Message("better than expected").say("es") == "mejor de lo esperado"


@pytest.mark.parametrize(
    ("msgid", "said", "problem"),
    [
        ("Saved", "", "missing"),
        ("{count} left", "quedan {cuenta}", "placeholders"),
        ("Saved here", "Saved here", "the same"),
        (("1 left", "{count} left"), ("queda 1", ""), "missing"),
        (("one {thing}", "{count} {thing}"), ("una {thing}", "{count}"), "placeholders"),
    ],
)
def test_a_planted_fault_is_found(msgid, said, problem):
    planted = translate.Catalog("es")
    message = planted.add(msgid, said)
    assert problem in next(problems_of(message))


def test_a_fuzzy_translation_is_found():
    planted = translate.Catalog("es")
    assert list(problems_of(planted.add("Saved", "Guardado", flags=["fuzzy"]))) == ["fuzzy"]
