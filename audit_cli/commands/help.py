"""`--help` in the reader's language: Typer's panels on a terminal, the same words plain elsewhere."""

import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from copy import copy
from io import StringIO
from typing import Any, Final, TextIO

from typer import TyperException
from typer.core import TyperCommand, TyperGroup

from audit_cli.language import LANGUAGES, Message, _
from audit_cli.terminal import console, session

# What Typer itself says, in its own words.
TYPERS: Final = (
    _("Show this message and exit."),
    _("Install completion for the current shell."),
    _("Show completion for the current shell, to copy it or customize the installation."),
)
_USAGE = _("Usage: ")
_ARGUMENTS = _("Arguments")
_OPTIONS = _("Options")
_COMMANDS = _("Commands")
_SOME_OPTIONS = _("[OPTIONS]")
_A_COMMAND = _("COMMAND …")
_REQUIRED = _("[required]")
_DEFAULT = _("[default: {value}]")
_EVERYWHERE = _("Everywhere: --home FOLDER, --lang {languages}, --quiet, --no-input")

_NO_BREAK: Final = "\N{NON-BREAKING HYPHEN}"  # an option's name stays on one line
_PANELS_FROM: Final = 70  # columns; below, a panel's table leaves too few letters to a line


def help_of(context: Any, stream: TextIO | None) -> str:
    """The help of a context's command, as a stream can show it."""
    width = min(console.page_width(), 100 if stream and stream.isatty() else 80)
    context.terminal_width = width - 2
    if width >= _PANELS_FROM and console.is_styled(stream):
        return _drawn(context, width)
    return _plain(context)


class Helpful:
    """What both kinds of Typer's commands are here: they know their help in every language."""

    def get_help(self, ctx: Any) -> str:
        """The help for whoever reads stdout."""
        return help_of(ctx, sys.stdout)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options and arguments; Typer tells of some mistakes without saying in which command."""
        try:
            rest: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        except TyperException as error:
            error.ctx = getattr(error, "ctx", None) or ctx  # type: ignore[attr-defined]
            raise
        return rest

    def get_help_option(self, ctx: Any) -> Any:
        """`--help`; Typer's own would call lost output a bug, and a closed one success."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option:
            option.callback = _print_help
        return option

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The line that shows what a command takes."""
        pieces = [self.options_metavar]  # type: ignore[attr-defined]
        for one in self.params:  # type: ignore[attr-defined]
            if one.param_type_name == "argument":
                name = one.metavar + ("…" if one.nargs == -1 else "")
                pieces.append(name if one.required else f"[{name}]")
        pieces += [self.subcommand_metavar] if isinstance(self, TyperGroup) else []
        # Click would put what follows a long name on a line of its own, also where it fits beside it.
        formatter.write_usage("", " ".join((ctx.command_path, *pieces)), _say(_USAGE).rstrip())


def _print_help(context: Any, _option: Any, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        console.write(f"{context.get_help()}\n")
        context.exit()


def _say(message: Message | str, **values: object) -> str:
    """A message in the reader's language; Typer keeps strings, which are English as in a catalogue."""
    found = Message(message) if isinstance(message, str) else message
    return session.current().say(found, **values)


def _translated(context: Any, escape: Callable[[str], str]) -> Any:
    """A copy of a context's command that says everything in the reader's language, with its sentences as
    whoever breaks their lines needs them."""
    found = copy(context.command)
    found.help = escape(_say(found.help)) if found.help else None
    found.options_metavar = _say(_SOME_OPTIONS)
    found.params = [copy(one) for one in found.get_params(context)]
    for one in found.params:
        one.help = escape(_say(one.help)) if one.help else None
        one.metavar = _say(one.metavar) if one.metavar else None
        if one.param_type_name == "argument":  # `<str>` beside its name tells nobody anything
            one.type = copy(one.type)
            one.type.get_metavar = lambda **_: ""
    if isinstance(found, TyperGroup):
        found.subcommand_metavar = _say(_A_COMMAND)
        found.commands = {
            name: TyperCommand(
                name,
                help=escape(_say(stub.help)),
                rich_help_panel=_say(stub.panel) if stub.panel else None,
            )
            for name, stub in context.command.stubs.items()
        }
    if context.parent:
        found.epilog = escape(_say(_EVERYWHERE, languages="|".join(LANGUAGES)))
    return found


def _drawn(context: Any, width: int) -> str:
    from rich.markup import escape  # noqa: PLC0415 (for a terminal only)
    from typer import rich_utils  # noqa: PLC0415

    command = _translated(context, escape)
    rich_utils.FORCE_TERMINAL, rich_utils.MAX_WIDTH = True, width
    rich_utils.ARGUMENTS_PANEL_TITLE = _say(_ARGUMENTS)
    rich_utils.OPTIONS_PANEL_TITLE = _say(_OPTIONS)
    rich_utils.COMMANDS_PANEL_TITLE = _say(_COMMANDS)
    rich_utils.REQUIRED_LONG_STRING = _say(_REQUIRED)
    rich_utils.DEFAULT_STRING = _say(_DEFAULT, value="{}")
    rich_utils.OptionHighlighter.highlights[-1] = f"^(?P<usage>{_say(_USAGE)})"
    with redirect_stdout(StringIO()) as text:
        rich_utils.rich_format_help(obj=command, ctx=context, markup_mode="rich")
    return text.getvalue().rstrip("\n")


def _plain(context: Any) -> str:
    """The same words without panels and colours, in as many lines as it takes."""
    command = _translated(context, lambda text: text.replace("-", _NO_BREAK))
    formatter = context.make_formatter()
    command.format_usage(context, formatter)
    command.format_help_text(context, formatter)
    sections: dict[str, list[tuple[str, str]]] = {_say(_ARGUMENTS): [], _say(_OPTIONS): []}
    for one in command.params:
        words = [one.help or ""]
        if one.show_default and one.default not in (None, "", False, []):
            words.append(_say(_DEFAULT, value=one.default))
        if one.required:
            words.append(_say(_REQUIRED))
        option = one.param_type_name == "option"
        names = ", ".join(one.opts) if option else one.metavar
        names += f" {one.metavar}" if option and one.metavar else ""
        sections[_say(_OPTIONS if option else _ARGUMENTS)].append((names, " ".join(words)))
    for name, one in getattr(command, "commands", {}).items():
        sections.setdefault(one.rich_help_panel or _say(_COMMANDS), []).append((name, one.help))
    for title, rows in sections.items():
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows, col_max=30 if formatter.width >= _PANELS_FROM - 2 else 2)
    command.format_epilog(context, formatter)
    text: str = formatter.getvalue()
    return text.rstrip("\n").replace(_NO_BREAK, "-")
