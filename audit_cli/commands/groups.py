"""Commands that are imported when they run, for a start pays for one of them, not for all; and what is wrong
with how one was called, by Typer's classes and never by their English."""

import sys
from collections.abc import Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple, TypeAlias

import typer
from typer._click import exceptions
from typer.core import TyperCommand, TyperGroup

from audit_cli.commands.help import Helpful, help_of
from audit_cli.errors import ExitCode, UsageError
from audit_cli.language import Listed, Message, Sentence, _
from audit_cli.terminal import console, session

_MISSING = _("{name} is missing")
_NO_VALUE = _("{option} needs a value")
_A_VALUE = _("{option} takes no value")
_BAD_VALUE = _("{name}: `{written}` won't do")
_MEANT = _("{problem}; did you mean {names}?")
_SEE = _("{problem}\nsee `{command} --help`")


class Stub(NamedTuple):
    """A command before it is imported: where its function is, as `module:name` in this folder, with the
    first of its arguments if that is settled, or what the commands of a group are; its help, and the panel
    that it stands in."""

    does: "str | Stubs"
    help: Message
    panel: Message | None = None


Stubs: TypeAlias = Mapping[str, Stub]


class Command(Helpful, TyperCommand):
    """A command that says itself which words were too many."""

    allow_extra_args = True

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options and arguments. Raises UsageError for what is left."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise misuse(_("too many words: {words}").of(words=" ".join(rest)), ctx)
        return rest


class Group(Helpful, TyperGroup):
    """A group of commands, which are imported when they run."""

    stubs: Stubs

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options; without a word the help is what was missing. Raises Exit."""
        if not args and not ctx.resilient_parsing:
            console.warn_as_is(help_of(ctx, sys.stderr))
            raise typer.Exit(ExitCode.USAGE)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (typer's signature)
        """The names, in the order in which a person meets them."""
        return list(self.stubs)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Import the command's module and build it, the first time that it is asked for."""
        if cmd_name not in self.commands and cmd_name in self.stubs:
            self.commands[cmd_name] = _built(cmd_name, self.stubs[cmd_name])
        return self.commands.get(cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is named. Raises UsageError with the nearest one."""
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            from difflib import get_close_matches  # noqa: PLC0415 (1 ms, for mistakes only)

            nearest = get_close_matches(args[0], self.stubs, n=1)
            raise misuse(_("unknown command `{command}`").of(command=args[0]), ctx, nearest)
        return super().resolve_command(ctx, args)


def _built(name: str, stub: Stub) -> Command | Group:
    if not isinstance(stub.does, str):
        group = Group(name=name, help=stub.help.msgid)
        group.stubs = stub.does
        return group
    app = typer.Typer(add_completion=False)
    module, function, *settled = stub.does.split(":")
    does = getattr(import_module(f"{__package__}.{module}"), function)
    if "here" in does.__annotations__:
        does = partial(does, session.current(), *settled)
        does.__annotations__ = {}  # Typer asks for them, and reads the signature
    app.command(name, cls=Command, help=stub.help.msgid)(does)
    command = typer.main.get_command(app)
    assert isinstance(command, Command)
    return command


def misuse(problem: Sentence, context: Any, nearest: Sequence[str] | None = None) -> UsageError:
    """What is wrong with the words of a context's command, the nearest names, and where help is."""
    if nearest:
        problem = _MEANT.of(problem=problem, names=Listed(tuple(f"`{name}`" for name in nearest)))
    return UsageError(_SEE, problem=problem, command=context.command_path if context else "audit")


def missing(command: str, name: object) -> UsageError:
    """That a command lacks an argument, where a person could have chosen."""
    problem = _MISSING.of(name=name)
    return UsageError(_SEE, problem=problem, command=f"audit {command}")


def worded(error: Any) -> UsageError:
    """A usage error of Typer's as one of ours."""
    return misuse(_problem(error), error.ctx, getattr(error, "possibilities", None))


def _problem(error: Any) -> Sentence:
    command: Any = error.ctx and error.ctx.command
    match error:
        case exceptions.NoSuchOption():
            return _("unknown option {option}").of(option=error.option_name)
        case exceptions.BadOptionUsage():
            flags = [one for one in command.params if getattr(one, "is_flag", False)]
            needless = any(error.option_name in one.opts for one in flags)
            return (_A_VALUE if needless else _NO_VALUE).of(option=error.option_name)
        case exceptions.MissingParameter():
            return _MISSING.of(name=_name(error.param))
        case exceptions.BadParameter():  # of a parser of ours: its message is what was written
            return _BAD_VALUE.of(name=_name(error.param), written=error.message)
        case _ if isinstance(command, TyperGroup):
            return _("which command?").of()
        case _:
            return _("it can't be used like that").of()


def _name(parameter: Any) -> object:
    """An option by its long name, an argument as the help calls it."""
    if parameter.param_type_name == "option":
        return max(parameter.opts, key=len)
    return Message(parameter.metavar)
