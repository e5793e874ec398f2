"""`audit walk-in`, `audit phone-test` and `audit run`: do an audit, by hand or from a file."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from audit_cli.checklist.model import Checklist
from audit_cli.commands import options
from audit_cli.commands.options import argument, flag, option
from audit_cli.errors import ExitCode, UsageError
from audit_cli.language import _
from audit_cli.terminal import console
from audit_cli.terminal.instants import now
from audit_cli.terminal.session import Session, machine_time_zone

if TYPE_CHECKING:
    from audit_cli.terminal.screens import Face, Piece

Auditor = Annotated[
    str, option("--auditor", _("ROLE"), _("Who audits: a role, not a name (default: manager)"))
]
Resume = Annotated[str, option("--resume", "ID", _("Go on with an unfinished audit"))]
New = Annotated[bool, flag("--new", _("Begin a new one even when another is unfinished"))]
Answers = Annotated[
    str, option("--answers", _("FILE"), _("Take the answers from a file (- for stdin)"))
]
At = Annotated[
    str, option("--at", _("WHEN"), _("When it was, if not now: yesterday 18:30, 2026-11-16T09:15"))
]
Draft = Annotated[bool, flag("--draft", _("With --answers: store it although answers are missing"))]
Name = Annotated[
    str,
    argument(_("NAME"), _("A checklist's name or file"), autocompletion=options.checklist_names),
]


def run(
    here: Session,
    name: Name,
    site: options.Site = None,
    auditor: Auditor = "",
    resume: Resume = "",
    new: New = False,
    answers: Answers = "",
    at: At = "",
    draft: Draft = False,
    json: options.Json = False,
) -> int:
    """One audit by hand, or those of an answers file; returns the exit code. Raises AuditError."""
    about = {"site": site, "auditor": auditor, "at": at}
    beside = {"--answers": answers, "--new": new, **{f"--{key}": about[key] for key in about}}
    if resume and (other := next((flag for flag, given in beside.items() if given), None)):
        # An audit that goes on has its site, auditor and time already.
        raise UsageError(options.TOGETHER, one="--resume", other=other)
    if new and answers:
        raise UsageError(options.TOGETHER, one="--new", other="--answers")
    if draft and not answers:
        raise UsageError(options.WITHOUT, one="--draft", other="--answers")
    if resume:
        return _resume(here, name, resume, json)
    checklist = here.library.load(name)
    if answers:
        _from_file(here, checklist, answers, about, draft, json)
        return ExitCode.FINE
    from audit_cli.terminal.sitting import Sitting  # noqa: PLC0415 (an answers file needs no terminal)

    after, desk = partial(_offer_report, here), partial(_lead_case, here)
    sitting = Sitting(here, checklist, name, site, auditor or "manager", at, json, after, desk)
    return sitting.begin(new)


def _offer_report(here: Session, face: "Face", audit: str, summary: "list[Piece]") -> None:
    """What can be done with the report of an audit that has just ended."""
    from audit_cli.commands.report import offer  # noqa: PLC0415 (the briefing comes sooner)
    from audit_cli.commands.report_visit import visit  # noqa: PLC0415
    from audit_cli.terminal.choosing import Chooser  # noqa: PLC0415

    offer(Chooser(here, face, here.say(_FINISHED)), summary, partial(visit, here, audit))


def _lead_case(here: Session, face: "Face", audit: str) -> bool:
    """Lead an open case on; whether it is closed."""
    from audit_cli.commands.case_desk import sit_at  # noqa: PLC0415 (an audit needs none of it)

    return sit_at(here, face, audit)


def _checked(here: Session, flags: Mapping[str, str | None]) -> dict[str, str]:
    """Those that are given, of site, auditor and at. Raises UsageError for one that is wrong."""
    from audit_cli.interview.answer_header import is_one_line  # noqa: PLC0415
    from audit_cli.terminal.typed_dates import instant_flag, wall_time_flag  # noqa: PLC0415

    given = {key: value for key, value in flags.items() if value}
    # Where no site is named, the file may name one, and with it the time zone.
    zone = here.place(given["site"]).time_zone if "site" in given else "UTC"
    if "at" in given:  # the id is made from what is written: `ayer` must not be the same every day
        there = zone if "site" in given else machine_time_zone()
        given["at"] = wall_time_flag(given["at"], there)
        instant_flag(given["at"], zone)
    if "auditor" in given and not is_one_line(given["auditor"]):
        raise UsageError(_("--auditor takes one line of up to 100 letters"))
    return given


def _resume(here: Session, name: str, identifier: str, json: bool) -> int:
    """Go on with an audit, with the checklist that it began with, whatever became of its file."""
    from audit_cli.terminal.sitting import Sitting  # noqa: PLC0415
    from audit_cli.terminal.stored_audits import pinned  # noqa: PLC0415

    record = here.reader.record(here.reader.find(identifier))
    if record.checklist not in (name, Path(name).stem):
        raise UsageError(_OTHER_LIST, id=record.id[:8], checklist=record.checklist)
    checklist = pinned(here, record.sha256)
    after, desk = partial(_offer_report, here), partial(_lead_case, here)
    site, name = record.site, record.checklist
    return Sitting(here, checklist, name, site, "", "", json, after, desk).resume(record.id)


_FINISHED = _("Finished and saved")
_OTHER_LIST = _("{id} is an audit with {checklist}; use: audit run {checklist} --resume {id}")
_SAME_MOMENT = _(
    "{id}: another audit of the same moment exists ({others}); if one corrects the other:"
    " audit discard ID"
)
_STORED = _("stored {id}: {result}")
_KNOWN = _("{id} is stored already")


def _from_file(
    here: Session,
    checklist: Checklist,
    file: str,
    flags: dict[str, str | None],
    draft: bool,
    json: bool,
) -> None:
    from audit_cli.commands import answers_input  # noqa: PLC0415
    from audit_cli.interview.answer_file import AnswersReader, Submission, documents  # noqa: PLC0415
    from audit_cli.terminal import stored_audits  # noqa: PLC0415

    reader = AnswersReader(
        load=lambda _: checklist,
        place=here.place,
        now=now(),
        flags=_checked(here, flags),
        draft=draft,
        expected=checklist.id,
    )

    @stored_audits.begun_anew
    def stored() -> list[tuple[str, bool, bool]]:
        found: list[tuple[str, bool, bool]] = []

        def tell(one: Submission, new: bool) -> None:
            dated = one.events[0].seen_at != one.events[0].entered_at
            found.append((one.audit, new, dated))

        name = answers_input.label(file)
        stream.seek(0)
        answers_input.store(here, reader, documents(stream, name), name, tell)
        return found

    with answers_input.open_answers(file) as stream:
        found = stored()
    stored_audits.warn_of_other_contents(here, checklist)
    for audit, new, dated in found:
        if new and dated:
            _warn_of_same_moment(here, audit)
    _tell(here, [(audit, new) for audit, new, _ in found], json)


def _warn_of_same_moment(here: Session, audit: str) -> None:
    """A file that was corrected is another audit: say so where the one before still counts."""
    from audit_cli.interview.events import instant_of, instant_text  # noqa: PLC0415

    record = here.store.record(audit)
    until = instant_text(instant_of(record.started_at) + timedelta(milliseconds=1))
    found = here.store.audits(
        site=record.site, checklist=record.checklist, since=record.started_at, until=until
    )
    others = [row.id[:8] for row in found if row.id != audit and row.state != "discarded"]
    if others:
        console.warn(here.say(_SAME_MOMENT, id=audit[:8], others=", ".join(others)))


def _tell(here: Session, stored: Sequence[tuple[str, bool]], json: bool) -> None:
    from audit_cli.reports.view import as_json  # noqa: PLC0415
    from audit_cli.terminal.stored_audits import found_audit, viewed  # noqa: PLC0415

    if json:
        facts = (as_json(found_audit(here, audit), here.language) for audit, _ in stored)
        if len(stored) == 1:
            console.out_json(next(facts))
        else:
            console.out_json_list(facts)
        return
    for audit, new in stored if not here.quiet else ():
        if new:
            from audit_cli.reports.visit_sentences import result_sentence  # noqa: PLC0415

            view = viewed(here, audit)
            console.out(here.say(_STORED, id=audit[:8], result=result_sentence(view, here.locale)))
        else:
            console.out(here.say(_KNOWN, id=audit[:8]))
