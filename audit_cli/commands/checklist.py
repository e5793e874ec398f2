"""`audit checklist list`, `show`, `new`, `validate`: what can be asked, and what is wrong with it."""

import json as json_
import re
from typing import Annotated, Any

from audit_cli.checklist.hints import shortened
from audit_cli.checklist.kinds import IDENTIFIER, identifier_like
from audit_cli.checklist.library import SUFFIX
from audit_cli.checklist.model import Checklist
from audit_cli.checklist.skeleton import skeleton
from audit_cli.commands import options
from audit_cli.commands.options import argument
from audit_cli.errors import ExitCode, InvalidInput, Problem, UsageError
from audit_cli.files import private_folder, write_atomically
from audit_cli.language import Language, Sentence, _
from audit_cli.reports.wording import one_line
from audit_cli.resources import shipped
from audit_cli.terminal import console
from audit_cli.terminal.checklist_page import checklist_page
from audit_cli.terminal.session import Session

_POINTS = _("{questions} questions, {possible} points")
_OWN = _("yours")
_BROKEN = _("has mistakes; see: audit checklist validate {name}")
_WARNING = _("warning: {problem}")
_SUMMARY = _("checklists: {count}, errors: {errors}, warnings: {warnings}")
_BAD_NAME = _("`{found}` can't be a name; use a-z, 0-9 and `-`, such as {such}")
_EXISTS = _("{path} is there already; open it with any editor, or choose another name")
_SHIPPED = _(
    "`{name}` comes with the program; choose another name, and write `extends: {name}` to add to it"
)
_WRITTEN = _("{path}\nis written; open it with any editor. Then: audit checklist validate {name}")

Name = Annotated[str, argument(_("NAME"), _("A checklist, or the path of its file"))]
NewName = Annotated[str, argument(_("NAME"), _("Its name: a-z, 0-9 and -"))]
Names = Annotated[
    list[str] | None,
    argument(_("NAME"), _("Checklists or files (- for stdin); without any, all of them")),
]


def list_(here: Session, json: options.Json = False) -> None:
    listed = [_entry(name, here) for name in here.library.names()]
    if json:
        console.out_json([_entry_facts(entry, here.language) for entry in listed])
        return
    console.draw([console.Table([_row(entry, here) for entry in listed], heads=2)])


Entry = tuple[str, Checklist | None, bool]


def _entry(name: str, here: Session) -> Entry:
    """A name, its checklist unless that is invalid, and whether it is the user's own."""
    own = here.library.find(name).parent != shipped("checklists")
    try:
        return name, here.library.load(name), own
    except InvalidInput:
        return name, None, own


def _row(entry: Entry, here: Session) -> list[list[console.Line]]:
    name, checklist, own = entry
    title = [one_line(checklist.title.say(here.language))] if checklist else []
    mark = [f"({here.say(_OWN)})"] if own else []
    if checklist:
        facts = {"questions": len(checklist.questions), "possible": checklist.possible}
        counted = here.say(_POINTS, **facts), ""
    else:
        counted = here.say(_BROKEN, name=name), "error"
    parts = ((name, "id"), " ".join(title + mark), counted)
    return [[console.line(part)] for part in parts]


def _entry_facts(entry: Entry, language: Language) -> dict[str, Any]:
    name, checklist, own = entry
    facts: dict[str, Any] = {"name": name, "own": own, "valid": checklist is not None}
    if checklist:
        facts |= {
            "title": checklist.title.say(language),
            "version": checklist.version,
            "sha256": checklist.sha256,
            "questions": len(checklist.questions),
            "possible": checklist.possible,
        }
    return facts


def show(here: Session, name: Name, json: options.Json = False) -> None:
    checklist = here.library.load(name)
    if json:
        facts = {"sha256": checklist.sha256, "possible": checklist.possible}
        console.out_json(json_.loads(checklist.canonical) | facts)
        return
    console.draw(checklist_page(checklist, here.locale))


def new(here: Session, name: NewName) -> None:
    if not re.fullmatch(IDENTIFIER, name):
        such = identifier_like(name) or "my-shop"
        raise UsageError(_BAD_NAME, found=shortened(name), such=such)
    path = here.home / "checklists" / (name + SUFFIX)
    if path.exists():
        raise UsageError(_EXISTS, path=path)
    if name in here.library.names():
        raise UsageError(_SHIPPED, name=name)
    schema = (shipped("checklists") / "checklist.schema.json").as_uri()
    private_folder(path.parent)
    write_atomically(path, skeleton(name, here.language, schema).encode())
    if not here.quiet:
        console.out(here.say(_WRITTEN, path=path, name=name))


def validate(here: Session, names: Names = None, json: options.Json = False) -> int:
    listed = names or here.library.names()
    found = [problem for name in listed for problem in here.library.check(name)[1]]
    problems = list(dict.fromkeys(found))  # two may extend the same broken one
    warnings = sum(problem.more or 1 for problem in problems if problem.warning)
    errors = sum(problem.more or 1 for problem in problems) - warnings
    if json:
        console.out_json([_problem_facts(problem, here.language) for problem in problems])
    else:
        for problem in problems:
            sentence = Sentence(problem.message, problem.values)
            warning = problem._replace(message=_WARNING, values=(("problem", sentence),))
            console.out((warning if problem.warning else problem).say(here.language))
        if not here.quiet:
            counts = {"count": len(listed), "errors": errors, "warnings": warnings}
            console.out(here.say(_SUMMARY, **counts))
    return ExitCode.INVALID if errors else ExitCode.FINE


def _problem_facts(problem: Problem, language: Language) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "warning": problem.warning,
        "message": problem.message.say(language, **dict(problem.values)),
    }
