"""Two languages as equals: no text of the program, its templates or its checklists lacks one."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from string import Formatter

import jinja2
import pytest

import audit_cli
from audit_cli.checklist.library import Library
from audit_cli.i18n import Text
from audit_cli.resources import shipped

PACKAGE = Path(audit_cli.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted(path for path in shipped("report_templates").iterdir() if path.suffix != ".css")

# What is written alike in both languages.
SAME = frozenset(
    ("No", "no", "error", "chmod {mode} {path}", "Balance", "{duration} min", "{duration} h")
)
# Names of things, not words of a language.
NAMES = re.compile(r"\baudit\b")
PRINTING = frozenset(("out", "warn", "write"))
# The house's words for a client: one language may do without what the other has to say.
TERMS = frozenset(("client", "clients"))
CLIENT = re.compile(r"\bcliente?s?\b", re.IGNORECASE)
# Help, which is shown before the settings are read; what to call people; remarks of the demo; the default.
HELP = ("cli/main.py", "cli/commands.py", "cli/corrections.py")
SAYING_CLIENT = {*HELP, "cli/init.py", "checklist/kinds.py", "demo/remarks.py", "i18n.py"}


def letters(text: str) -> bool:
    """Whether a text has a word in it that somebody must translate."""
    return bool(re.search(r"[^\W\d_]{2}", NAMES.sub("", text)))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def words_of(text: str) -> str:
    return "".join(literal for literal, _, _, _ in Formatter().parse(text))


def message_problems(call: ast.Call) -> Iterator[str]:
    """What is wrong with one `Message(en=…, es=…)`. One put together at run time is made of others."""
    given = dict(zip(("en", "es"), call.args, strict=False)) | {
        k.arg: k.value for k in call.keywords
    }
    texts = {lang: node.value for lang, node in given.items() if isinstance(node, ast.Constant)}
    if any(isinstance(node, ast.Starred) for node in call.args):
        return
    if given.keys() != {"en", "es"}:
        yield f"{call.lineno}: Message without {' and '.join(sorted({'en', 'es'} - given.keys()))}"
    elif len(texts) == 1:
        yield f"{call.lineno}: Message with only one language written out"
    elif filled_in(given["en"]) != filled_in(given["es"]):
        yield f"{call.lineno}: Message whose f-strings say different things"
    elif len(texts) == 2:
        yield from (
            f"{call.lineno}: {problem}" for problem in pair_problems(texts["en"], texts["es"])
        )


def pair_problems(en: str, es: str) -> Iterator[str]:
    if bool(en.strip()) != bool(es.strip()):
        yield f"one language is empty: {en!r}, {es!r}"
    if (placeholders(en) ^ placeholders(es)) - TERMS:
        yield f"different placeholders: {en!r}, {es!r}"
    if en == es and letters(words_of(en)) and en not in SAME:
        yield f"the same in both languages: {en!r}"


def filled_in(node: ast.AST) -> set[str]:
    """What an f-string fills in, the language apart; nothing for any other expression."""
    parts = node.values if isinstance(node, ast.JoinedStr) else []
    filled = (part.value for part in parts if isinstance(part, ast.FormattedValue))
    return {ast.dump(value).replace("'es'", "'en'") for value in filled}


def bare_clients(source: str) -> list[str]:
    """Every text of a module that says `client`, whatever the house calls them."""
    messages = (
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Message"
    )
    texts = (
        part.value
        for message in messages
        for part in ast.walk(message)
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
    """Every text of a module that is not said in both languages."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        if name == "Message":
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


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_text_of_the_program_is_in_both_languages(path):
    assert module_problems(path.read_text("utf-8")) == []


def test_a_client_is_called_what_the_house_says():
    saying = [path for path in MODULES if bare_clients(path.read_text("utf-8"))]
    assert {path.relative_to(PACKAGE).as_posix() for path in saying} == SAYING_CLIENT


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_templates_have_no_words_of_their_own(path):
    assert template_problems(path.read_text("utf-8")) == []


@pytest.mark.parametrize("name", Library(None, None).names())
def test_every_text_of_a_shipped_checklist_is_in_both_languages(name):
    texts = list(texts_in(Library(None, None).load(name)))
    assert texts
    assert [text for text in texts if text.missing() or text.plain is not None] == []


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ('Message(en="a b")', "without es"),
        ('Message(en="yes, please", es="")', "empty"),
        ('Message("Hello", "Hello")', "the same"),
        ('Message(en="{a} there", es="{b} ahí")', "placeholders"),
        ('Message(en="there", es=there)', "only one"),
        ('Message(en=f"hello {x}", es=f"hola {y}")', "different things"),
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
        'Message(en="{count} left", es="quedan {count}")',
        'Message(en="no", es="no")',
        'Message(en="Can {clients} come?", es="¿Pueden venir?")',
        'Message(en=f"from {low}", es=f"desde {low}")',
        'Message(en=f"{a.en} x", es=f"{a.es} x")',
        "Message(*(add(lang) for lang in LANGUAGES))",
        'output.out(f"audit {version}")',
        'output.out(here.say(_SAVED, id="x"))',
        'typer.Option("", help=help_text(Message(en="The thing", es="La cosa")))',
    ],
)
def test_what_is_in_order_is_left_alone(source):
    assert module_problems(source) == []


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ('Message(en="Your clients", es="Sus {clients}")', ["Your clients"]),
        ('Message(en=f"{x} Clients {y}", es="")', [" Clients "]),
        ('Message(en="a {client}", es="cada {client}")', []),
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
    assert [text.missing() for text in texts_in((Text(en="Hello"), (Text(en="a", es="b"),)))] == [
        ("es",),
        (),
    ]
