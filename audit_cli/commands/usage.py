"""What is wrong with how a command was called, by Typer's classes and never by their English."""

from collections.abc import Sequence
from typing import Any

from typer._click import exceptions
from typer.core import TyperGroup

from audit_cli.errors import UsageError
from audit_cli.language import Listed, Message, Sentence, _

_UNKNOWN_OPTION = _("unknown option {option}")
_WHICH = _("which command?")
_MISSING = _("{name} is missing")
_NO_VALUE = _("{option} needs a value")
_A_VALUE = _("{option} takes no value")
_BAD_VALUE = _("{name}: `{written}` won't do")
_MISUSED = _("it can't be called like that")
_MEANT = _("{problem}; did you mean {names}?")
_SEE = _("{problem}\nsee `{command} --help`")


def misuse(problem: Sentence, context: Any, nearest: Sequence[str] | None = None) -> UsageError:
    """What is wrong with the words of a context's command, the nearest names, and where help is."""
    if nearest:
        problem = _MEANT.of(problem=problem, names=Listed(tuple(f"`{name}`" for name in nearest)))
    return UsageError(_SEE, problem=problem, command=context.command_path if context else "audit")


def worded(error: Any) -> UsageError:
    """A usage error of Typer's as one of ours."""
    return misuse(_problem(error), error.ctx, getattr(error, "possibilities", None))


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
        case _ if isinstance(command, TyperGroup):
            return _WHICH.of()
        case _:
            return _MISUSED.of()


def _name(parameter: Any) -> object:
    """An option by its long name, an argument as the help calls it."""
    if parameter.param_type_name == "option":
        return max(parameter.opts, key=len)
    return Message(parameter.metavar)
