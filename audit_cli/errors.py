"""What can go wrong and be told: each failure knows its sentence and its exit code."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Final, NamedTuple

from audit_cli.language import Language, Message, Sentence, _


class ExitCode(IntEnum):
    """What the shell is told; other people's scripts depend on these."""

    FINE = 0
    FAILURE = 1
    USAGE = 2
    NOTHING_TO_REPORT = 3
    INVALID = 4
    NOT_DELIVERED = 5
    BUG = 70
    LOCKED = 75


class Problem(NamedTuple):
    """One mistake in a file that a person wrote, with its place; line and column count from 1.

    One that says how many `more` there are stands for those."""

    message: Message
    values: tuple[tuple[str, object], ...] = ()
    file: str = ""
    line: int = 0
    column: int = 0
    warning: bool = False
    more: int = 0

    def say(self, language: Language) -> str:
        """`file:line:col: what is wrong; what would be right`."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        sentence = self.message.say(language, **dict(self.values))
        return f"{place}: {sentence}" if place else sentence


MOST_PROBLEMS: Final = 100  # of one file; nobody reads more
_MORE: Final = _("… and {count} more")


def first_problems(problems: Sequence[Problem]) -> list[Problem]:
    """The first hundred, errors before warnings, and behind them how many more there are. Those that
    were only counted stay counted when more is added to them."""
    single = [problem for problem in problems if not problem.more]
    errors_first = sorted(range(len(single)), key=lambda index: single[index].warning)
    first = [single[index] for index in sorted(errors_first[:MOST_PROBLEMS])]
    rest = [single[index] for index in errors_first[MOST_PROBLEMS:]]
    rest += [problem for problem in problems if problem.more]
    warnings = sum(problem.more or 1 for problem in rest if problem.warning)
    errors = sum(problem.more or 1 for problem in rest) - warnings
    return [*first, *more_problems(first or rest, errors, warnings)]


def more_problems(first: Sequence[Problem], errors: int, warnings: int) -> list[Problem]:
    """How many errors and warnings there are behind the last one of the first."""
    return [
        first[-1]._replace(message=_MORE, values=(("count", count),), warning=warning, more=count)
        for count, warning in ((errors, False), (warnings, True))
        if count
    ]


class AuditError(Exception):
    """An expected failure. Subclasses set `message` and `exit_code`; values fill the message."""

    message: Message
    exit_code: ExitCode = ExitCode.FAILURE

    def __init__(self, message: Message | Sentence | None = None, **values: object) -> None:
        self.message, pairs = (message or self.message).of(**values)
        self.values = dict(pairs)
        super().__init__(self.say("en"))

    def say(self, language: Language) -> str:
        """What went wrong, where, and what to do, in one language."""
        return self.message.say(language, **self.values)


class UsageError(AuditError):
    """The command was called in a way it can't follow: an unknown name or id, a wrong option."""

    exit_code = ExitCode.USAGE


class InvalidInput(AuditError):
    """A file that a person wrote has mistakes: the first hundred of them, each with its place."""

    exit_code = ExitCode.INVALID

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(first_problems(problems))
        super().__init__(_("{count} problems"), count=len(self.problems))

    @classmethod
    def at(cls, message: Message, **values: object) -> "InvalidInput":
        """One problem that has no line of its own."""
        return cls([Problem(message, tuple(values.items()))])

    def say(self, language: Language) -> str:
        """Each problem on a line of its own."""
        return "\n".join(problem.say(language) for problem in self.problems)
