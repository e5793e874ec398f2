"""`audit import`, `export` and `doctor`: what is kept, taken elsewhere and looked over."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, NamedTuple, TypeAlias

from audit_cli.checklist.model import Checklist
from audit_cli.checklist.source import Document
from audit_cli.commands import answers_input, options
from audit_cli.commands.options import argument, flag, option
from audit_cli.counting import Step, counted
from audit_cli.errors import AuditError, ExitCode, Problem, UsageError
from audit_cli.files import written_atomically
from audit_cli.interview.answer_file import AnswersReader, Submission, documents
from audit_cli.interview.answer_header import FAR
from audit_cli.interview.answer_table import AnswerRow, TableReader
from audit_cli.interview.events import instant_text
from audit_cli.language import _
from audit_cli.language.typed import folded_word
from audit_cli.language.weeks import monday
from audit_cli.settings import UnnamedSite
from audit_cli.store import transfer
from audit_cli.terminal import console, session
from audit_cli.terminal.instants import now
from audit_cli.terminal.progress import is_watched, progress
from audit_cli.terminal.session import Session
from audit_cli.terminal.stored_audits import begun_anew, warn_of_other_contents

if TYPE_CHECKING:
    from audit_cli.interview.facts import SitePlace
    from audit_cli.store.findings import Finding

_FILES_HELP = _("Answers files or exports (- for stdin); all of them are stored, or none")
Files = Annotated[list[str], argument(_("FILE"), _FILES_HELP)]
TableOf = Annotated[
    str | None,
    option(
        "--checklist",
        _("NAME"),
        _(
            "The files are tables (CSV, JSON lines) with the answers of this checklist in their columns"
        ),
        autocompletion=options.checklist_names,
    ),
]
ExportTo = Annotated[str, option("-o --output", _("FILE"), _("A file, or - for the screen"))]
_REBUILD_HELP = _("First derive anew what can be derived: the list of audits, the sums of weeks")
Rebuild = Annotated[bool, flag("--rebuild", _REBUILD_HELP)]

_TAKEN_BACK = 100  # audits, of which one line can take an import back
_TO_TAKE_BACK = _("To undo it:\n  {program} discard {ids} --why TEXT")
_IMPORTED = _("stored: {stored}, continued: {extended}, known already: {known}")
_REBUILT = _("derived anew: the list of audits ({count}) and the sums of their weeks")
# Several files may come from several sites: there is no option for it.
_NO_SITE = _("name the site: `site: {one}` (or {others})")
_UNDATED = _(
    "{file}: no column `{column}` says when, so these count as of now; name it in the checklist, under"
    " `columns: {{at: …}}`"
)
_SOUND = _(
    "Everything is in order. (This finds damage and casual edits, not a forger who recomputes"
    " everything.)"
)
_SEVERITIES = {"error": _("error"), "warning": _("warning"), "hint": _("hint")}


def import_(
    here: Session, files: Files, checklist: TableOf = None, site: options.Site = None
) -> None:
    table = here.library.load(checklist) if checklist else None
    if site and not table:
        raise UsageError(options.WITHOUT, one="--site", other="--checklist")
    read = partial(_read_table, table, site) if table else _read
    with ExitStack() as stack:
        streams = [(name, stack.enter_context(answers_input.open_answers(name))) for name in files]
        step = stack.enter_context(progress(here, _("Importing")))
        counts, used, new = _stored(here, streams, read, step)
    for one in used:
        warn_of_other_contents(here, one)
    if not here.quiet:
        console.out(here.say(_IMPORTED, **counts))
        if new and len(new) < _TAKEN_BACK:
            console.out(here.say(_TO_TAKE_BACK, ids=" ".join(name[:8] for name in new)))


@begun_anew
def _stored(
    here: Session, streams: Sequence[tuple[str, IO[bytes]]], read: "_Read", step: Step
) -> tuple[Counter[str], Iterable[Checklist], list[str]]:
    """Store what is in all these files, or nothing; returns the checklists that answers were for, and the
    first of the audits that are new."""
    counts, new = Counter[str](), list[str]()

    def hear(audit: str) -> None:
        if len(new) < _TAKEN_BACK:
            new.append(audit)

    used: dict[str, Checklist] = {}
    with here.store.incoming():
        for name, stream in streams:
            counts.update(
                asdict(read(here, stream, answers_input.label(name), _Heard(used, step, hear)))
            )
    return counts, used.values(), new


def export(here: Session, where: ExportTo = "-") -> None:
    with progress(here, _("Exporting"), printing=where == "-") as step:
        lines = (f"{line}\n" for line in transfer.export_lines(here.reader, step))
        if where == "-":
            for line in lines:
                console.write(line)
        else:
            with written_atomically(Path(where)) as file:
                file.writelines(map(str.encode, lines))
    if where != "-" and not here.quiet:
        console.warn(where)


def doctor(here: Session, json: options.Json = False, anew: Rebuild = False) -> int:
    from audit_cli.store.doctor import examine, rebuild  # noqa: PLC0415 (only doctor needs it)

    here.read_only = True
    if anew:
        with progress(here, _("Deriving anew")) as step:
            count = rebuild(here.store, step)
        if not here.quiet:
            console.warn(here.say(_REBUILT, count=count))
    with progress(here, _("Checking")) as step:
        found = examine(here.database, backups=here.backups, now=now().wall, step=step)
    found += [*_own_files(here), *_late_report(here)]
    if json:
        said = [
            {
                "severity": f.severity,
                "found": f.message.say(here.language, **dict(f.values)),
                "remedy": f.remedy.say(here.language, **dict(f.values)),
            }
            for f in found
        ]
        console.out_json({"findings": said})
    else:
        console.draw(_row(finding, here) for finding in found)
    severities = {finding.severity for finding in found}
    if not json and not here.quiet and severities <= {"hint"}:
        console.out(here.say(_SOUND))
    return ExitCode.FAILURE if "error" in severities else ExitCode.FINE


def _row(finding: "Finding", here: Session) -> console.Line:
    """How bad it is, and beside that what was found and what to do: in a pipe on one line, for it has commands."""
    severity = here.say(_SEVERITIES[finding.severity])
    whole = not console.is_terminal(sys.stdout)
    return console.line(
        finding.say(here.language), prefix=(f"{severity}: ", finding.severity), whole=whole
    )


def _own_files(here: Session) -> list["Finding"]:
    """What is wrong with the settings and the checklists in the home folder; warnings apart."""
    from audit_cli.settings import check_settings  # noqa: PLC0415
    from audit_cli.store.findings import OWN_FILE  # noqa: PLC0415

    problems = check_settings(here.home / "audit.yaml")
    for path in sorted((here.home / "checklists").glob("*.yaml")):
        if path.is_file():
            problems += here.library.check(str(path))[1]
    return [OWN_FILE(problem=problem) for problem in problems if not problem.warning]


def _late_report(here: Session) -> list["Finding"]:
    """That the weekly report has not come, if it should have; a database that can't be read has been told."""
    from audit_cli.store.findings import LATE_REPORT  # noqa: PLC0415
    from audit_cli.terminal.late_report import latest_report  # noqa: PLC0415

    try:
        week = latest_report(here)
    except AuditError:
        return []
    if not week:
        return []
    day = here.locale.day_and_month(monday(week))
    return [LATE_REPORT(monday=day, program=session.program())]


class _Heard(NamedTuple):
    """Who hears of an import: the checklists that were `used`, how far it is, the ids of what is new."""

    used: dict[str, Checklist]
    step: Step
    hear: Callable[[str], None]


_Row: TypeAlias = tuple[AnswerRow, list[Problem]]
_Read: TypeAlias = Callable[[Session, IO[bytes], str, _Heard], transfer.ImportCounts]


def _read(here: Session, stream: IO[bytes], label: str, heard: _Heard) -> transfer.ImportCounts:
    """Store what one file holds: an export or answers, by how it begins. Of answers only counts are kept,
    whatever their length."""
    stream.seek(0)
    many = sum(1 for _ in stream) if is_watched() else 0
    stream.seek(0)
    beginning = stream.read(200)
    stream.seek(0)
    if transfer.looks_exported(beginning):
        # What can't be decoded becomes what no hash has; only \n ends a line, whatever a text holds.
        with TextIOWrapper(stream, transfer.codec_of(beginning), "replace", newline="\n") as lines:
            latest = instant_text(now().wall + FAR)
            return transfer.import_lines(
                here.store, counted(lines, many, heard.step), label, latest=latest, tell=heard.hear
            )
    of = many if beginning.startswith(b"{") else 0  # one a line
    load, place = here.library.load_by_name, partial(_place, here)
    reader = AnswersReader(load=load, place=place, now=now())
    return _store(here, reader, documents(stream, label), label, heard, of)


def _read_table(
    checklist: Checklist,
    site: str | None,
    here: Session,
    stream: IO[bytes],
    label: str,
    heard: _Heard,
) -> transfer.ImportCounts:
    """Store the rows of a table of answers. Those of a site that nobody names are of the default one."""
    named = {
        folded_word(name): one.id for one in here.settings.sites for name in one.name.wordings()
    }

    def place(written: str | None) -> "SitePlace":
        return here.place(named.get(folded_word(written or ""), written))

    def dated(rows: Iterator[_Row]) -> Iterator[_Row]:
        said = False
        for row, problems in rows:
            if "at" not in row.columns and not said:
                console.warn(here.say(_UNDATED, file=label, column=checklist.at_column))
                said = True
            yield row, problems

    of = sum(1 for _ in stream) if is_watched() else 0
    with here.store.incoming() as incoming:
        times = partial(incoming.times_seen, id(stream))
        wall = now().wall.replace(tzinfo=None)
        default = site
        with suppress(UnnamedSite):  # a column may name it
            default = place(site).id
        table = TableReader(checklist, default, wall, times)
        reader = AnswersReader(load=lambda _name: checklist, place=place, now=now())
        return _store(here, reader, dated(table.rows(stream, label)), label, heard, of)


def _store(
    here: Session,
    reader: AnswersReader,
    found_documents: Iterable[tuple[Document | AnswerRow, list[Problem]]],
    label: str,
    heard: _Heard,
    of: int,
) -> transfer.ImportCounts:
    counts = transfer.ImportCounts()

    def tell(found: Submission, new: bool) -> None:
        heard.used[found.checklist.sha256] = found.checklist
        counts.stored += new
        if new:
            heard.hear(found.audit)
        counts.known += not new
        heard.step(counts.stored + counts.known, of)

    answers_input.store(here, reader, found_documents, label, tell)
    return counts


def _place(here: Session, site: str | None) -> "SitePlace":
    try:
        return here.place(site)
    except UnnamedSite as error:
        raise UnnamedSite(_NO_SITE, **error.values) from None
