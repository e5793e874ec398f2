"""Answers files as commands take them: a file or stdin, stored whole or not at all."""

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from audit_cli.checklist.source import Document
from audit_cli.errors import MOST_PROBLEMS, InvalidInput, Problem, UsageError, first_problems
from audit_cli.files import check_is_file, reading_reason
from audit_cli.interview.answer_file import AnswersReader, Submission
from audit_cli.language import _
from audit_cli.terminal.session import Session

if TYPE_CHECKING:
    from audit_cli.interview.answer_table import AnswerRow

_NO_FILE = _("cannot read {path}: {reason}")


def label(name: str) -> str:
    """What problems call a file."""
    return "stdin" if name == "-" else name


@contextmanager
def open_answers(name: str) -> Iterator[IO[bytes]]:
    """A file, or stdin for `-`, to be read from its beginning. Raises UsageError with the reason.

    What comes through a pipe is kept in a temporary file first, for it may have to be read twice."""
    with _stream(name) as stream:
        if stream.seekable():
            yield stream
            return
        import tempfile  # noqa: PLC0415 (1 ms, for pipes only)

        with tempfile.SpooledTemporaryFile(max_size=1 << 20) as copy:
            shutil.copyfileobj(stream, copy)
            copy.seek(0)
            yield cast("IO[bytes]", copy)


def store(
    here: Session,
    reader: AnswersReader,
    found_documents: Iterable[tuple["Document | AnswerRow", list[Problem]]],
    name: str,
    tell: Callable[[Submission, bool], None],
) -> None:
    """Store every audit of an answers file or a table, or none; `tell` is called with each, and whether it is new.

    Raises InvalidInput with every mistake of the file, or where it is empty."""
    problems: list[Problem] = []
    empty = True
    with here.store.incoming() as incoming:
        for document, wrong in found_documents:
            found, mistakes = (None, []) if wrong else reader.read(document.data)
            if wrong or mistakes:
                located = document.located(mistakes, len(problems))
                problems += sorted([*wrong, *located], key=attrgetter("line", "column"))
            if len(problems) > 2 * MOST_PROBLEMS:
                problems = first_problems(problems)
            if found and not problems:
                known = incoming.add(found.audit, found.events, found.checklist, found.digest)
                tell(found, known == "stored")
                empty = False
        if problems:
            raise InvalidInput(problems)
    if empty:
        raise InvalidInput.at(_("{file} has no answers in it"), file=name)


def _stream(name: str) -> IO[bytes]:
    if name == "-":
        if sys.stdin is None:
            raise UsageError(_NO_FILE, path="-", reason="stdin")
        return sys.stdin.buffer
    try:
        check_is_file(Path(name))
        return Path(name).open("rb")
    except OSError as error:
        raise UsageError(_NO_FILE, path=name, reason=reading_reason(error)) from None
