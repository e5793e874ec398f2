"""`--help` and usage errors in both languages, plain and narrow enough for a phone."""

import importlib
import re
import textwrap
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from audit_cli.language import Message, _
from audit_cli.terminal import console, session

_HELP: dict[str, Message] = {}


def help_text(message: Message) -> str:
    """A help text for typer, which keeps one string: both languages are found again by the English."""
    text = message.say("en")
    _HELP[text] = message
    return text


def _in_language(text: str) -> str:
    message = _HELP.get(text)
    return session.current().say(message) if message else text


help_text(_("Show this message and exit."))
help_text(_("Install completion for the current shell."))
help_text(_("Show completion for the current shell, to copy it or customize the installation."))
_USAGE = _("Usage: {usage}")
_COMMANDS = _("Commands:")
_OPTIONS = _("Options:")
_ARGUMENTS = _("Arguments:")
_OPTIONS_WORD = _("[OPTIONS]")
_COMMAND_WORD = _("COMMAND")
_EVERYWHERE = _("Everywhere: --home FOLDER, --lang en|es, --quiet, --no-input")


_METAVARS: Final = (
    _("FOLDER"),
    _("DIR"),
    _("FILE"),
    _("SITE"),
    _("DATE"),
    _("TEXT"),
    _("ROLE"),
    _("NAME"),
    _("WHEN"),
    _("STATE"),
    _("QUESTION"),
    _("VALUE"),
    _("WEEK"),
    _("PERIOD"),
    _("REASON"),
    _("DIR|FILE|-"),
    _("QUESTION=VALUE"),
    _("QUESTION VALUE"),
)


def _metavar(name: str) -> str:
    """The stand-in for a value, in the reader's language."""
    name = name.strip("[]")
    return next((session.current().say(m) for m in _METAVARS if m.say("en") == name), name)


def _width() -> int:
    return min(console.width(), 100) - 1


def _usage(command: Any, context: Any) -> str:
    words = [context.command_path, session.current().say(_OPTIONS_WORD)]
    if isinstance(command, TyperGroup):
        words.append(session.current().say(_COMMAND_WORD) + " …")
    for parameter in command.get_params(context):
        if parameter.param_type_name == "argument":
            name = _metavar(parameter.metavar or parameter.human_readable_name.upper())
            name += "…" if parameter.nargs == -1 else ""
            words.append(name if parameter.required else f"[{name.strip('[]')}]")
    return session.current().say(_USAGE, usage=" ".join(words))


def _rows(rows: list[tuple[str, str]], width: int) -> list[str]:
    """Names with their texts beside them, or below them where the screen is narrow."""
    column = min(max((len(name) for name, _ in rows), default=0) + 4, 28)
    lines = []
    for name, text in rows:
        if width < 60:
            lines += [
                f"  {name}",
                *textwrap.wrap(text, width - 6, initial_indent=" " * 6, subsequent_indent=" " * 6),
            ]
            continue
        wrapped = textwrap.wrap(text, width - column) or [""]
        first = f"  {name}".ljust(column)
        if len(first) > column:
            lines.append(first)
            first = " " * column
        lines += [first + wrapped[0], *(" " * column + line for line in wrapped[1:])]
    return [line.rstrip() for line in lines]


def _option_row(parameter: Any) -> tuple[str, str]:
    names = ", ".join([*sorted(parameter.opts, key=len), *parameter.secondary_opts])
    if not parameter.is_flag and not parameter.count:
        names += f" {_metavar(parameter.metavar or parameter.name.upper())}"
    return names, _in_language(parameter.help or "")


def _help(command: Any, context: Any) -> str:
    width, say = _width(), session.current().say
    lines = textwrap.wrap(_usage(command, context), width, subsequent_indent="    ")
    for paragraph in _in_language(command.help or "").split("\n\n"):
        lines += ["", *textwrap.wrap(paragraph, width)]
    visible = [p for p in command.get_params(context) if not getattr(p, "hidden", False)]
    arguments = [p for p in visible if p.param_type_name == "argument"]
    if arguments:
        rows = [
            (_metavar(p.metavar or p.human_readable_name.upper()), _in_language(p.help or ""))
            for p in arguments
        ]
        lines += ["", say(_ARGUMENTS), *_rows(rows, width)]
    if isinstance(command, LazyGroup):
        rows = [(name, say(stub.help)) for name, stub in command.stubs.items()]
        lines += ["", say(_COMMANDS), *_rows(rows, width)]
    elif isinstance(command, TyperGroup):
        rows = [(n, _in_language(c.help or "")) for n, c in command.commands.items()]
        lines += ["", say(_COMMANDS), *_rows(rows, width)]
    options = [_option_row(p) for p in visible if p.param_type_name == "option"]
    lines += ["", say(_OPTIONS), *_rows(options, width)]
    if context.parent:
        lines += ["", *textwrap.wrap(say(_EVERYWHERE), width)]
    return "\n".join(lines)


class _OurHelp:
    """Help in the reader's language, printed so that it is not lost unnoticed."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help in the reader's language."""
        formatter.write(_help(self, ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """`--help`; typer's own would call lost output a bug, and a closed one success."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option:
            option.callback = _show_help
        return option


def _show_help(ctx: Any, _option: Any, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        console.out(ctx.get_help())
        ctx.exit()


class Command(_OurHelp, TyperCommand):
    """A command with our help."""


class Group(_OurHelp, TyperGroup):
    """A group of commands with our help."""


class Stub(NamedTuple):
    """A command that is not imported before it runs: `app` of this module, its name there."""

    module: str
    help: Message
    attribute: str = "app"


class LazyGroup(Group):
    """A group whose commands are imported when they run: a start pays for one command, not for all."""

    stubs: Mapping[str, Stub]

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (typer's signature)
        """The names, in the order in which a person meets them."""
        return list(self.stubs)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Import the command's module and build it."""
        stub = self.stubs.get(cmd_name)
        if stub is None:
            return None
        if cmd_name not in self.commands:
            app = getattr(importlib.import_module(stub.module), stub.attribute)
            built = typer.main.get_command(app)
            built.name, built.help = cmd_name, help_text(stub.help)
            self.commands[cmd_name] = built
        return self.commands[cmd_name]


def group_app() -> typer.Typer:
    """A typer app for a group of commands, whose help is its stub's; decorate its functions with
    `@app.command("name", cls=Command)`."""
    return typer.Typer(cls=Group, no_args_is_help=True, rich_markup_mode=None, add_completion=False)


def command_app() -> typer.Typer:
    """A typer app for a single command, whose help is its stub's."""
    return typer.Typer(rich_markup_mode=None, add_completion=False)


_MISSING: Final = _("{a} is missing")
_USAGE_ERRORS: Final = (
    (r"No such option: (?P<a>\S+)", _("unknown option {a}")),
    (
        r"No such command '(?P<a>.*?)'\.",
        _("unknown command `{a}`"),
    ),
    (r"Missing command\.", _("which command?")),
    (
        r"Missing (argument|option|parameter) '(?P<a>.*?)'",
        _MISSING,
    ),
    (
        r"Got unexpected extra arguments?.*\((?P<a>.*)\)",
        _("too many words: {a}"),
    ),
    (r"Option '(?P<a>.*?)' requires", _("{a} needs a value")),
    (
        r"Option '(?P<a>.*?)' does not take a value",
        _("{a} takes no value"),
    ),
    (
        r"Invalid value for '?(?P<a>[^':]*)'?: '?(?P<b>[^']*)'?",
        _("{a}: `{b}` won't do"),
    ),
)
_SUGGESTION = _("; did you mean {names}?")
_SEE = _("see `{command} --help`")


def _nearest_command(error: Any, text: str) -> list[str]:
    """The command that was meant; typer knows only those that were imported."""
    attempted, context = re.search(r"No such command '(.*?)'", text), getattr(error, "ctx", None)
    if not attempted or not context:
        return []
    from difflib import get_close_matches  # noqa: PLC0415 (1 ms, for mistakes only)

    return get_close_matches(attempted[1], context.command.list_commands(context), n=1)


def usage_error(error: Any) -> str:
    """A usage error of typer's in the reader's language, with the nearest name and where help is."""
    say, text = session.current().say, str(error.format_message())
    sentence = text
    for pattern, message in _USAGE_ERRORS:
        if found := re.search(pattern, text):
            values = found.groupdict()
            if message is _MISSING:
                values["a"] = _metavar(values["a"])
            sentence = say(message, **values)
            break
    names = getattr(error, "possibilities", None) or _nearest_command(error, text)
    if names:
        sentence += say(_SUGGESTION, names=", ".join(f"`{name}`" for name in names))
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "audit"
    return f"audit: {sentence}\n{say(_SEE, command=command)}"
