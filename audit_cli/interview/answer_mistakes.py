"""How mistakes in answers files are told: what was written, shortened, and the nearest right word."""

from collections.abc import Iterable
from typing import Final

from audit_cli.checklist.hints import nearest, shortened
from audit_cli.checklist.source import Mistake, Path, Plain
from audit_cli.errors import MOST_PROBLEMS, AuditError
from audit_cli.language import Message, Sentence, _

_UNKNOWN_KEY: Final = _("unknown key `{key}`{nearest}; known are {known}")
_UNKNOWN_QUESTION: Final = _("the checklist has no question `{question}`{nearest}")
_NEAREST: Final = _("; did you mean `{name}`?")
_YES_OR_NO: Final = _("`{key}` takes yes or no")


def quoted(written: Plain) -> str | Message:
    """What was written, for a sentence: shortened, and never as Python would print it."""
    if isinstance(written, dict):
        return _("a map")
    if isinstance(written, list):
        return _("a list")
    return f"`{shortened(written)}`"


def unknown_key(path: Path, known: Iterable[str], before: int = 0) -> Mistake:
    """A key that nothing is called; what was meant is not looked for behind so many mistakes that this
    one won't be shown."""
    key, names = str(path[-1]), tuple(known)
    near = _meant(nearest(key, names) if before < MOST_PROBLEMS else None)
    values = (("key", shortened(key)), ("nearest", near), ("known", ", ".join(names)))
    return Mistake(path, _UNKNOWN_KEY, values, on_key=True)


def unknown_question(
    identifier: str, known: Iterable[str], before: int
) -> tuple[Mistake, str | None]:
    """A question that the checklist doesn't have, and the one that was probably meant. That is not
    looked for behind so many mistakes that this one won't be shown."""
    near = nearest(identifier, known) if before < MOST_PROBLEMS else None
    values = (("question", shortened(identifier)), ("nearest", _meant(near)))
    return Mistake(("answers", identifier), _UNKNOWN_QUESTION, values, on_key=True), near


def yes_or_no(path: Path) -> Mistake:
    """Neither yes nor no, where one of them belongs."""
    return Mistake(path, _YES_OR_NO, (("key", path[-1]),))


def as_mistake(path: Path, error: AuditError) -> Mistake:
    """What another reader refused, at its place in the file."""
    return Mistake(path, error.message, tuple(error.values.items()))


def _meant(name: str | None) -> Sentence | str:
    return "" if name is None else _NEAREST.of(name=name)
