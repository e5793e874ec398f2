"""`audit checklist list`, `show`, `new`, `validate`: what can be asked, and what is wrong with it."""

import json as json_
import re
from typing import Annotated, Any

from audit_cli.checklist.hints import shortened
from audit_cli.checklist.kinds import IDENTIFIER, identifier_like
from audit_cli.checklist.library import SUFFIX
from audit_cli.checklist.skeleton import skeleton
from audit_cli.commands import options
from audit_cli.commands.options import argument, flag
from audit_cli.errors import ExitCode, InvalidInput, UsageError
from audit_cli.files import private_folder, write_atomically
from audit_cli.language import Sentence, _
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

Strict = Annotated[
    bool, flag("--strict", _("Warn of what makes a checklist weak, too; warnings end with code 4"))
]


def list_(here: Session, json: options.Json = False) -> None:
    listed = [_facts(name, here) for name in here.library.names()]
    if json:
        console.out_json(listed)
        return
    console.draw([console.Table([_row(facts, here) for facts in listed], heads=2)])


def _facts(name: str, here: Session) -> dict[str, Any]:
    """What a checklist is called, whether it is the user's own, and what is in it unless it is invalid."""
    own = here.library.find(name).parent != shipped("checklists")
    try:
        checklist = here.library.load(name)
    except InvalidInput:
        return {"name": name, "own": own, "valid": False}
    return {
        "name": name,
        "own": own,
        "valid": True,
        "title": checklist.title.say(here.language),
        "version": checklist.version,
        "sha256": checklist.sha256,
        "questions": len(checklist.questions),
        "possible": checklist.possible,
    }


def _row(facts: dict[str, Any], here: Session) -> list[list[console.Line]]:
    title = [one_line(facts["title"])] if facts["valid"] else []
    mark = [f"({here.say(_OWN)})"] if facts["own"] else []
    message, style = (_POINTS, "") if facts["valid"] else (_BROKEN, "error")
    parts = ((facts["name"], "id"), " ".join(title + mark), (here.say(message, **facts), style))
    return [[console.line(part)] for part in parts]


def show(here: Session, name: Name, json: options.Json = False) -> None:
    checklist = here.library.load(name)
    if json:
        facts: dict[str, Any] = {"kind": checklist.kind, "minutes": checklist.minutes}
        facts |= {"sha256": checklist.sha256, "possible": checklist.possible}
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


def validate(
    here: Session, names: Names = None, strict: Strict = False, json: options.Json = False
) -> int:
    listed = names or here.library.names()
    found = [p for name in listed for p in here.library.check(name, strict=strict)[1]]
    problems = list(dict.fromkeys(found))  # two may extend the same broken one
    warnings = sum(problem.more or 1 for problem in problems if problem.warning)
    errors = sum(problem.more or 1 for problem in problems) - warnings
    if json:
        facts = [
            {
                "file": problem.file,
                "line": problem.line,
                "column": problem.column,
                "warning": problem.warning,
                "message": problem.message.say(here.language, **dict(problem.values)),
            }
            for problem in problems
        ]
        console.out_json(facts)
    else:
        for problem in problems:
            sentence = Sentence(problem.message, problem.values)
            warning = problem._replace(message=_WARNING, values=(("problem", sentence),))
            console.out((warning if problem.warning else problem).say(here.language))
        if not here.quiet:
            counts = {"count": len(listed), "errors": errors, "warnings": warnings}
            console.out(here.say(_SUMMARY, **counts))
    return ExitCode.INVALID if errors or (strict and warnings) else ExitCode.FINE
