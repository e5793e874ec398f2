"""`--help` and usage errors, in both languages: panels on a terminal, the same words plain elsewhere."""

import re
from collections.abc import Iterator

import pytest

from audit_cli.commands.main import main
from audit_cli.commands.registry import STUBS
from audit_cli.terminal import console

ANSI = re.compile(r"\x1b\[[0-9;]*m")
BOX = re.compile("[─│╭╮╰╯]")
# What Typer says by itself, and what would give away a text that was not looked up.
ENGLISH = re.compile(
    r"\b(Usage|Options|Arguments|Commands|required|default|OPTIONS|COMMAND|ARGS|Show|TEXT|str|INTEGER)\b"
)


def commands(stubs=STUBS, before=()) -> Iterator[tuple[str, ...]]:
    """Every command and every group, as it is typed."""
    for name, stub in stubs.items():
        yield (*before, name)
        if not isinstance(stub.does, str):
            yield from commands(stub.does, (*before, name))


EVERY = [(), *commands()]


@pytest.fixture
def helped(capsys, monkeypatch, tmp_path):
    """The help of a command as a stream of so many columns gets it."""
    monkeypatch.setenv("AUDIT_HOME", str(tmp_path))
    for name in ("NO_COLOR", "FORCE_COLOR", "AUDIT_LANG"):
        monkeypatch.delenv(name, raising=False)

    def helped(words, language="en", *, columns=80, drawn=False):
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setattr(console, "is_styled", lambda _: drawn)
        assert main(["--lang", language, *words, "--help"]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return out

    return helped


def words_of(text):
    """The words of a help, however they are broken and framed."""
    return sorted(re.findall(r"\w+", BOX.sub(" ", ANSI.sub("", text))))


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_in_spanish_nothing_is_left_in_english(helped, words):
    for drawn in (False, True):
        said = ANSI.sub("", helped(words, "es", drawn=drawn))
        assert not ENGLISH.search(said), said
        assert "Uso: audit" in said


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_panels_say_what_is_said_plainly(helped, words, language):
    plain = helped(words, language)
    drawn = helped(words, language, columns=100, drawn=True)
    assert not ANSI.search(plain)
    assert not BOX.search(plain)
    assert ANSI.search(drawn)
    assert set(words_of(plain)) == set(words_of(drawn))


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_nothing_is_cut_and_no_line_is_too_long(helped, words, columns):
    narrow = helped(words, "es", columns=columns)
    assert max(map(len, narrow.splitlines())) <= min(columns, 80)
    assert words_of(narrow) == words_of(helped(words, "es", columns=80))
    assert not re.search(r"\w-$", narrow, re.MULTILINE)  # no option is broken at its hyphen
    drawn = ANSI.sub("", helped(words, "es", columns=columns, drawn=True))
    assert max(map(len, drawn.splitlines())) <= columns
    assert drawn.count("…") == narrow.count("…")  # none but our own


def test_the_commands_stand_in_panels(helped):
    drawn = ANSI.sub("", helped((), "en", drawn=True))
    titles = [line.strip("╭─╮ ") for line in drawn.splitlines() if line.startswith("╭")]
    assert titles == ["Options", "Audit", "Look", "Follow up", "Set up and keep"]
    said = [line for line in helped((), "es").splitlines() if re.fullmatch(r"\S.*:", line)]
    assert said == ["Opciones:", "Auditar:", "Ver:", "Dar seguimiento:", "Preparar y conservar:"]


def test_what_is_required_and_what_is_usual_is_said(helped):
    assert "[required]" in helped(("run",))
    assert "[obligatorio]" in helped(("run",), "es", drawn=True)
    assert "[default: 30]" in helped(("list",), drawn=True)
    assert "[si no se dice: 30]" in helped(("list",), "es")


@pytest.mark.parametrize("words", [(), ("actions",), ("report",)], ids=" ".join)
def test_a_group_without_a_command_says_what_there_is(helped, capsys, words):
    said = helped(words)
    assert main([*words]) == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", said)


@pytest.mark.parametrize(
    ("environment", "terminal", "styled"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
    ],
)
def test_where_there_are_styles(monkeypatch, capsys, environment, terminal, styled):
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    assert main(["--lang", "en", "list", "--help"]) == 0
    assert bool(ANSI.search(capsys.readouterr().out)) is styled


# -- what is wrong with how a command was called ---------------------------------------------------------

MISTAKES = [
    (["lst"], "unknown command `lst`; did you mean `list`?", "audit"),
    (["actions", "don"], "unknown command `don`; did you mean `done`?", "audit actions"),
    (["zzz"], "unknown command `zzz`", "audit"),
    (["--", "-x"], "unknown command `-x`", "audit"),
    (["--"], "which command?", "audit"),
    (
        ["list", "--chekclist", "x"],
        "unknown option --chekclist; did you mean `--checklist`?",
        "audit list",
    ),
    (["list", "-x"], "unknown option -x", "audit list"),
    (["--vrsion", "list"], "unknown option --vrsion; did you mean `--version`?", "audit"),
    (["show"], "ID is missing", "audit show"),
    (["actions", "add"], "TEXT is missing", "audit actions add"),
    (["show", "a", "b", "c"], "too many words: b c", "audit show"),
    (["list", "--limit"], "--limit needs a value", "audit list"),
    (["backup", "-o"], "-o needs a value", "audit backup"),
    (["list", "--json=1"], "--json takes no value", "audit list"),
    (["list", "--limit", "x"], "--limit: `x` won't do", "audit list"),
    (["list", "--limit", "1_0"], "--limit: `1_0` won't do", "audit list"),
]
SPANISH = {
    "unknown command": "comando desconocido",
    "unknown option": "opción desconocida",
    "; did you mean ": "; ¿quiso decir ",
    "which command?": "¿qué comando?",
    "too many words": "sobran palabras",
    "ID is missing": "falta ID",
    "TEXT is missing": "falta TEXTO",
    "needs a value": "necesita un valor",
    "takes no value": "no lleva valor",
    "won't do": "no sirve",
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("words", "sentence", "command"), MISTAKES)
def test_a_mistake_is_told_with_the_nearest_name_and_where_help_is(
    capsys, tmp_path, words, sentence, command, language
):
    see = "see"
    if language == "es":
        see = "vea"
        for english, spanish in SPANISH.items():
            sentence = sentence.replace(english, spanish)
    assert main(["--home", str(tmp_path), "--lang", language, *words]) == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"audit: {sentence}\n{see} `{command} --help`\n")
    assert list(tmp_path.iterdir()) == []
