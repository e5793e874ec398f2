"""What is wrong with how a command was called, by Typer's classes and never by their English."""

from typing import Any

from typer._click import exceptions
from typer.core import TyperGroup

from audit_cli.errors import UsageError
from audit_cli.language import Listed, Message, Sentence, _

_UNKNOWN_OPTION = _("unknown option {option}")
_UNKNOWN_COMMAND = _("unknown command `{command}`")
_WHICH = _("which command?")
_MISSING = _("{name} is missing")
_TOO_MANY = _("too many words: {words}")
_NO_VALUE = _("{option} needs a value")
_A_VALUE = _("{option} takes no value")
_BAD_VALUE = _("{name}: `{written}` won't do")
_MISUSED = _("it can't be called like that")
_MEANT = _("{problem}; did you mean {names}?")
_SEE = _("{problem}\nsee `{command} --help`")


class NoSuchCommand(exceptions.UsageError):
    """A word that is no command of a group, with those that it may have meant."""

    def __init__(self, command: str, possibilities: list[str], context: Any) -> None:
        super().__init__(command, context)
        self.possibilities = possibilities


class TooManyWords(exceptions.UsageError):
    """Words that no argument takes."""


def worded(error: Any) -> UsageError:
    """A usage error of Typer's as one of ours, with the nearest names and where help is."""
    problem = _problem(error)
    if names := getattr(error, "possibilities", None):
        problem = _MEANT.of(problem=problem, names=Listed(tuple(f"`{name}`" for name in names)))
    command = error.ctx.command_path if error.ctx else "audit"
    return UsageError(_SEE, problem=problem, command=command)


def _problem(error: Any) -> Sentence:
    command: Any = error.ctx and error.ctx.command
    match error:
        case exceptions.NoSuchOption():
            return _UNKNOWN_OPTION.of(option=error.option_name)
        case exceptions.BadOptionUsage():
            flags = [one for one in command.params if getattr(one, "is_flag", False)]
            needless = any(error.option_name in one.opts for one in flags)
            return (_A_VALUE if needless else _NO_VALUE).of(option=error.option_name)
        case exceptions.MissingParameter():
            return _MISSING.of(name=_name(error.param))
        case exceptions.BadParameter():  # of a parser of ours: its message is what was written
            return _BAD_VALUE.of(name=_name(error.param), written=error.message)
        case NoSuchCommand():
            return _UNKNOWN_COMMAND.of(command=error.message)
        case TooManyWords():
            return _TOO_MANY.of(words=error.message)
        case _ if isinstance(command, TyperGroup):
            return _WHICH.of()
        case _:
            return _MISUSED.of()


def _name(parameter: Any) -> object:
    """An option by its long name, an argument as the help calls it."""
    if parameter.param_type_name == "option":
        return max(parameter.opts, key=len)
    return Message(parameter.metavar)
