"""Two languages as equals: no text of the program, its templates or its checklists lacks one."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import jinja2
import pytest
from languages import COMPARED

import audit_cli
from audit_cli.checklist.library import Library
from audit_cli.language import Text
from audit_cli.resources import shipped

PACKAGE = Path(audit_cli.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted(path for path in shipped("report_templates").iterdir() if path.suffix != ".css")

MARKS = frozenset(("_", "ngettext", "pgettext"))
# Names of things, not words of a language.
NAMES = re.compile(r"\baudit\b")
PRINTING = frozenset(("out", "warn", "write"))
CLIENT = re.compile(r"\bcliente?s?\b", re.IGNORECASE)
# Help, which is shown before the settings are read; what to call people; the default.
HELP = ("commands/registry.py", "commands/corrections.py")
SAYING_CLIENT = {*HELP, "commands/init.py", "language/formats.py"}
SAYING_CLIENT |= {"checklist/kinds.py", "checklist/case_and_voice.py"}


def letters(text: str) -> bool:
    """Whether a text has a word in it that somebody must translate."""
    return bool(re.search(r"[^\W\d_]{2}", NAMES.sub("", text)))


def message_problems(call: ast.Call) -> Iterator[str]:
    """What keeps the tools of gettext from finding a sentence: it must be written out where it is marked."""
    for argument in call.args:
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
            yield f"{call.lineno}: a sentence that is put together can't be translated"
        elif not argument.value.strip():
            yield f"{call.lineno}: an empty sentence"


def bare_clients(source: str) -> list[str]:
    """Every text of a module that says `client`, whatever the house calls them."""
    messages = (
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS
    )
    texts = (
        part.value
        for message in messages
        for part in message.args[message.func.id == "pgettext" :]
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )
    return [text for text in texts if CLIENT.search(re.sub(r"\{\w+\}", "", text))]


def letters_of(node: ast.AST) -> bool:
    """Whether a literal, or the literal parts of an f-string, have words."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return any(
        isinstance(p, ast.Constant) and isinstance(p.value, str) and letters(p.value) for p in parts
    )


def module_problems(source: str) -> list[str]:
    """Every text of a module that no catalogue can translate."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        if getattr(node.func, "id", "") in MARKS:
            found += message_problems(node)
        elif name in PRINTING and node.args and letters_of(node.args[0]):
            found.append(f"{node.lineno}: {name}() prints a bare text")
        for keyword in node.keywords:
            if keyword.arg == "help" and letters_of(keyword.value):
                found.append(f"{node.lineno}: help= is a bare text")
    return found


def template_problems(source: str) -> list[str]:
    """Every bare word of a template: what a reader sees must come from its data."""
    tree = jinja2.Environment(autoescape=True).parse(source)
    data = "".join(node.data for node in tree.find_all(jinja2.nodes.TemplateData))
    found = re.findall(r'(?:aria-label|alt|title|summary)="[^"]*[^\W\d_]{2}[^"]*"', data)
    bare = re.sub(r"<style.*?</style>|<!--.*?-->|<[^>]*>|&\w+;", " ", data, flags=re.DOTALL)
    found += re.findall(r"[^\W\d_]{2,}", bare)
    for output in tree.find_all(jinja2.nodes.Output):
        for const in output.find_all(jinja2.nodes.Const):
            if isinstance(const.value, str) and letters(const.value):
                found.append(const.value)
    return found


def texts_in(thing: object) -> Iterator[Text]:
    """Every Text in a checklist, however deep."""
    if isinstance(thing, Text):
        yield thing
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from texts_in(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for part in thing:
            yield from texts_in(part)


def in_both_languages(text: Text) -> bool:
    return set(COMPARED) <= dict(text.languages).keys()


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_text_of_the_program_can_be_translated(path):
    assert module_problems(path.read_text("utf-8")) == []


def test_a_client_is_called_what_the_house_says():
    """S0-1."""
    saying = [path for path in MODULES if bare_clients(path.read_text("utf-8"))]
    assert {path.relative_to(PACKAGE).as_posix() for path in saying} == SAYING_CLIENT


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_templates_have_no_words_of_their_own(path):
    assert template_problems(path.read_text("utf-8")) == []


@pytest.mark.parametrize("name", Library(None, None).names())
def test_every_text_of_a_shipped_checklist_is_in_both_languages(name):
    texts = list(texts_in(Library(None, None).load(name)))
    assert texts
    assert [text for text in texts if not in_both_languages(text)] == []


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ('_(f"hello {x}")', "put together"),
        ('_("hello " + x)', "put together"),
        ('ngettext("1 more", many)', "put together"),
        ('_("")', "empty"),
        ('output.out("Saved")', "out()"),
        ('output.warn(f"Saved {x}")', "warn()"),
        ('typer.Option("", "--x", help="The thing")', "help="),
    ],
)
def test_a_planted_miss_is_found(source, what):
    assert what in module_problems(source)[0]


@pytest.mark.parametrize(
    "source",
    [
        '_("{count} left")',
        'ngettext("1 left", "{count} left")',
        'pgettext("key", "q")',
        'output.out(f"audit {version}")',
        'output.out(here.say(_SAVED, id="x"))',
        'typer.Option("", help=help_text(_("The thing")))',
    ],
)
def test_what_is_in_order_is_left_alone(source):
    assert module_problems(source) == []


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ('_("Your clients")', ["Your clients"]),
        ('ngettext("1 client", "{count} {clients}")', ["1 client"]),
        ('_("a {client}")', []),
        ('metadata_event("client", "Cliente")', []),
    ],
)
def test_a_client_without_the_houses_word_is_found(source, bare):
    assert bare_clients(source) == bare


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Result: {{ x }}</p>", ["Result"]),
        ('<p aria-label="The result">{{ x }}</p>', ['aria-label="The result"']),
        ("{{ 'Resultado' }}", ["Resultado"]),
        ("{% if x %}Sí{% endif %}", ["Sí"]),
        ("<style>p { color: red }</style><p class='big'>{{ x }} · ✓&nbsp;</p>{# a comment #}", []),
    ],
)
def test_a_bare_word_in_a_template_is_found(source, found):
    assert template_problems(source) == found


def test_a_checklist_text_without_a_language_is_found():
    texts = (Text.of({"en": "Hello"}), (Text.of({"en": "a", "es": "b"}),), Text("Hello"))
    assert [in_both_languages(text) for text in texts_in(texts)] == [False, True, False]
