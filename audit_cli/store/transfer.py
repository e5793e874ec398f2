"""Moving whole histories between homes: JSON lines that say their format, then one checklist or one event
each, exactly as stored, and an end. What is exported is imported exactly, or not at all."""

import codecs
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from json import JSONDecodeError
from typing import Any, Final, NamedTuple, get_args

from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.counting import Step, counted, unheard
from audit_cli.errors import InvalidInput, Problem, first_problems
from audit_cli.language import Message, _, printable_json
from audit_cli.store.chain import Chain, Link, Subject, decoded, encoded, erased_in
from audit_cli.store.faults import NotRead, failures_as
from audit_cli.store.incoming import Incoming
from audit_cli.store.journal import Store
from audit_cli.store.queries import chain_count, chains, links_of
from audit_cli.store.verify import NONSENSE, Pinned, fault_between, misfit_in
from audit_cli.store.writing import pin, project

# What an export may hold beyond that of a smaller number: 1 began with no line that names it, 2 has `unseen`.
FORMAT: Final = 2
LINE_AT_MOST: Final = 64 * 1024 * 1024  # characters
_READABLE: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)

_UUID: Final = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_INSTANT: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z"
# What each text of an event line looks like; those with an empty alternative may be null.
_PATTERNS: Final[Mapping[str, re.Pattern[str]]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "uuid": _UUID,
        "kind": r"[a-z_]+",
        "question": r"(?s:.*)|",
        "text": r"(?s:.*)|",
        "salt": r"(?!0{32})([0-9a-f]{32})|",  # zeros are what an erasure leaves
        "text_digest": r"([0-9a-f]{64})|",
        "seen_at": rf"({_INSTANT})|",
        "entered_at": _INSTANT,
        "previous": r"([0-9a-f]{64})|",
        "hash": r"[0-9a-f]{64}",
    }.items()
}
_BEGINNING: Final = re.compile(r'\s*\{\s*"(checklist"\s*:\s*("?\{)|(format|uuid|end)"\s*:)')

_NOT_JSON: Final = _("this is not JSON; each line of an export is one JSON object")
_NEWER: Final = _(
    "this export was written by a newer version of audit (format {format}, this one reads up to {known});"
    " update this one"
)
_NEITHER: Final = _("this is neither a checklist nor an event of an export")
_TOO_LONG: Final = _("this line is longer than any that an export writes")
_FIELD: Final = _("`{key}` is missing or not as an export writes it")
_OTHER_TEXT: Final = _("this checklist is not the one of its sha256; export it again")
_BROKEN: Final = _("{subject} {id}: {fault}; export it again")
_NO_BEGINNING: Final = _(
    "{subject} {id} begins here with event {seq}, and what comes before is not stored;"
    " the lines of one {subject} belong together"
)
_FORK: Final = _(
    "{subject} {id} has gone two ways at event {seq}: ours ends in {ours}, this one in"
    " {theirs}; one of them has to be given up"
)
_CUT_OFF: Final = _(
    "the export is cut off: its last line, which counts what came before, is missing; export it"
    " again"
)
_OTHER_COUNT: Final = _(
    "lines of the export are missing or were added: {chains} histories and {events} events come"
    " before this line, not {wanted_chains} and {wanted_events}; export it again"
)
_TO_COME: Final = _(
    "{subject} {id}: event {seq} is of {instant}, more than a year ahead; the machine that wrote it,"
    " or this one, has a wrong clock"
)
_NO_CHECKLIST: Final = _(
    "audit {id} was asked with a checklist that is neither here nor stored; import the whole export"
)
_TAKEN: Final = _(
    "{subject} {id}: something else has this id already; an id belongs to one history"
)
_SENSELESS: Final = _("it makes no sense ({error})")


class FormatLine(NamedTuple):
    """The first line: the format of what follows."""

    format: int


class PinnedLine(NamedTuple):
    """A checklist that audits were asked with: the texts that may have the hash, and the hash."""

    sha256: str
    candidates: tuple[str, ...]


class EventLine(NamedTuple):
    """One event, with the chain that it belongs to."""

    subject: Subject
    chain: str
    link: Link


class EndLine(NamedTuple):
    """The last line: how many chains and events came before it."""

    chains: int
    events: int


@dataclass(slots=True)
class ImportCounts:
    """What an import did: chains that are new, longer now, or were known; and events added."""

    stored: int = 0
    extended: int = 0
    known: int = 0
    events: int = 0


def export_lines(store: Store, step: Step = unheard) -> Iterator[str]:
    """The whole history as lines without their ends: the format, the checklists, then each chain by its id, then
    an end that counts them.

    Nothing is locked while the caller writes. Raises NotRead, DamagedStore.
    """
    with failures_as(store.path, NotRead):
        connection = store.connection()
        rows = connection.execute(
            "SELECT content, sha256 FROM checklist ORDER BY id, version, sha256"
        )
        yield _line(FormatLine(FORMAT)._asdict())
        for content, digest in rows.fetchall():
            yield checklist_line(content, digest)
        count = events = 0
        every = counted(chains(connection, order="id"), chain_count(connection), step)
        for chain in every:
            links = links_of(connection, chain.number)
            erased = erased_in(links)  # what of it is there all the same is damage
            yield from event_lines(
                chain,
                [x._replace(salt=None, content=None) if x.seq in erased else x for x in links],
            )
            count, events = count + bool(links), events + len(links)
        yield end_line(EndLine(count, events))


def import_lines(
    store: Store, lines: Iterable[str], name: str, *, latest: str = "~"
) -> ImportCounts:
    """Add the history of an export to the store, all or nothing, holding one chain at a time.

    Every hash and the form of every event is checked, and that the export has its end. A chain
    that continues ours makes it longer; one that ours continues is known. What is new is not after
    `latest`, an instant as in events ("~" is behind every one). Raises InvalidInput with
    the problems as `name:line: …`, and NotSaved.
    """
    with store.incoming() as incoming:
        reader = _Reader(incoming, name, latest)
        for number, line in enumerate(lines, 1):
            if line.strip():
                reader.take(line, number)
        reader.finish()
    return reader.counts


def end_line(end: EndLine) -> str:
    """What an export ends with, so that one that was cut off is seen."""
    return _line({"end": end._asdict()})


def checklist_line(content: str, sha256: str) -> str:
    """A pinned checklist as a line; as a string where JSON would not give back the same text."""
    parsed = json.loads(content)
    checklist = parsed if content in _written(parsed) else content
    return _line({"checklist": checklist, "sha256": sha256})


def event_lines(chain: Chain, links: list[Link]) -> Iterator[str]:
    """A chain's events as lines."""
    for link in links:
        yield _line(
            {
                "uuid": link.uuid,
                chain.subject: chain.id,
                "seq": link.seq,
                "kind": link.kind,
                "question": link.question,
                "value": decoded(link.value),
                "text": link.content,
                "salt": _hex(link.salt),
                "text_digest": _hex(link.text_digest),
                "seen_at": link.seen_at,
                "entered_at": link.entered_at,
                "previous": _hex(link.previous),
                "hash": _hex(link.hash),
            }
        )


def codec_of(beginning: bytes) -> str:
    """In what a file that begins like this is written: UTF-8, or what some shells make of it."""
    wide = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return "utf-16" if beginning.startswith(wide) else "utf-8-sig"


def looks_exported(beginning: bytes) -> bool:
    """Whether a file that begins like this is an export; else it may hold answers, in which
    `checklist` is a name."""
    return bool(_BEGINNING.match(beginning.decode(codec_of(beginning), "replace")))


def read_line(line: str) -> FormatLine | PinnedLine | EventLine | EndLine | Problem:
    """One line of an export, or what is wrong with it; in which file and line is for the caller to say."""
    if len(line) > LINE_AT_MOST:
        return Problem(_TOO_LONG)
    try:
        facts = json.loads(line)
    except JSONDecodeError as error:
        return Problem(_NOT_JSON, column=error.colno)
    except (ValueError, RecursionError):  # a number of thousands of digits; nesting without end
        return Problem(_NOT_JSON)
    facts = facts if isinstance(facts, dict) else {}
    if "format" in facts:
        written = facts["format"]
        if type(written) is not int or written < 1:
            return Problem(_FIELD, (("key", "format"),))
        return FormatLine(written)
    if "checklist" in facts and "sha256" in facts:
        if not isinstance(facts["sha256"], str) or not _finite(facts["checklist"]):
            return Problem(_FIELD, (("key", "checklist"),))
        return PinnedLine(facts["sha256"], _written(facts["checklist"]))
    if facts.keys() == {"end"}:
        end = facts["end"]
        if isinstance(end, dict) and all(type(end.get(key)) is int for key in EndLine._fields):
            return EndLine(end["chains"], end["events"])
        return Problem(_FIELD, (("key", "end"),))
    subject = next((subject for subject in get_args(Subject) if subject in facts), None)
    if subject is None:
        return Problem(_NEITHER)
    if wrong := _wrong_field(facts, subject):
        return Problem(_FIELD, (("key", wrong),))
    return EventLine(subject, facts[subject], _link(facts))


class _Reader:
    """Reads lines in order; the events of one chain wait until the next chain begins."""

    def __init__(self, incoming: Incoming, name: str, latest: str) -> None:
        self.counts = ImportCounts()
        self._incoming = incoming
        self._connection = incoming.connection
        self._name = name
        self._latest = latest
        self._problems: list[Problem] = []
        self._chain: tuple[Subject, str] = ("audit", "")  # none has this id
        self._links: list[Link] = []
        self._line = 0
        self._pinned = Pinned(incoming.connection)
        self._seen = EndLine(0, 0)  # since the last end: exports may be put behind each other
        self._ended = False

    def take(self, line: str, number: int) -> None:
        """Take one line; its problems wait for `finish`. Raises InvalidInput at once for a newer format: what
        follows can't be judged."""
        read = read_line(line)
        self._ended = isinstance(read, EndLine)
        if isinstance(read, Problem):
            self._problem(read._replace(file=self._name, line=number))
        elif isinstance(read, FormatLine):
            if read.format > FORMAT:
                facts = (("format", read.format), ("known", FORMAT))
                raise InvalidInput([Problem(_NEWER, facts, self._name, number)])
        elif isinstance(read, PinnedLine):
            self._pin(read, number)
        elif isinstance(read, EndLine):
            self._end(read, number)
        else:
            if (read.subject, read.chain) != self._chain:
                self._close_chain()
                self._chain, self._line = (read.subject, read.chain), number
            self._links.append(read.link)

    def finish(self) -> None:
        """Take what still waits. Raises InvalidInput if there was any problem."""
        self._close_chain()
        if not self._ended and not self._problems:
            self._problem(Problem(_CUT_OFF, (), self._name))
        if self._problems:
            raise InvalidInput(self._problems)

    def _end(self, end: EndLine, number: int) -> None:
        """Compare with what came; after other problems the counts are not to be relied on."""
        self._close_chain()
        self._chain = ("audit", "")
        if end != self._seen and not self._problems:
            declared = {f"wanted_{key}": value for key, value in end._asdict().items()}
            facts = tuple((self._seen._asdict() | declared).items())
            self._problem(Problem(_OTHER_COUNT, facts, self._name, number))
        self._seen = EndLine(0, 0)

    def _problem(self, problem: Problem) -> None:
        self._problems = first_problems([*self._problems, problem])

    def _refuse(self, message: Message, **values: object) -> None:
        subject, name = self._chain
        facts = {"subject": subject, "id": name, **values}
        self._problem(Problem(message, tuple(facts.items()), self._name, self._line))

    def _pin(self, read: PinnedLine, number: int) -> None:
        for text in read.candidates:
            if sha256(text.encode(errors="replace")).hexdigest() == read.sha256:
                try:
                    checklist = checklist_from_canonical(text)
                    pin(self._connection, checklist)
                    self._pinned.add(checklist)
                except InvalidInput as error:
                    self._problem(
                        error.problems[0]._replace(file=self._name, line=number, column=0)
                    )
                return
        self._problem(Problem(_OTHER_TEXT, (), self._name, number))

    def _close_chain(self) -> None:
        links, self._links = self._links, []
        if not links:
            return
        self._seen = EndLine(self._seen.chains + 1, self._seen.events + len(links))
        subject, name = self._chain
        chain = self._incoming.chain_of(name, subject)
        ours = self._ours(chain)
        first = links[0].seq
        if first > len(ours) + 1:
            self._refuse(_NO_BEGINNING, seq=first)
            return
        fault = fault_between(subject, name, links, first, links[0].previous if first > 1 else None)
        fork = _fork(ours, links)
        if fault:
            self._refuse(_BROKEN, fault=fault)
        elif fork is not None and chain is not None:
            self._refuse(_FORK, seq=fork, ours=chain.head.hex(), theirs=links[-1].hash.hex())
        else:
            new = links[len(ours) - first + 1 :]
            if self._is_sound(chain, new):
                self._add(chain, new)

    def _is_sound(self, chain: Chain | None, new: list[Link]) -> bool:
        """Whether the new events are well formed, and fit their checklist."""
        misfit = misfit_in(self._chain[0], new, self._pinned, chain.number if chain else None)
        if misfit:
            self._refuse(_BROKEN, fault=misfit)
            return False
        for link in new:
            instant = max(link.seen_at or "", link.entered_at)
            if instant > self._latest:
                self._refuse(_TO_COME, seq=link.seq, instant=instant)
                return False
        return True

    def _ours(self, chain: Chain | None) -> list[bytes]:
        """The hashes of our chain, in order."""
        if chain is None:
            return []
        query = "SELECT hash FROM event WHERE chain = ? ORDER BY seq"
        return [hash_ for (hash_,) in self._connection.execute(query, (chain.number,))]

    def _add(self, chain: Chain | None, new: list[Link]) -> None:
        if not new:
            self.counts.known += 1
            return
        if chain is None:
            self.counts.stored += 1
        else:
            self.counts.extended += 1
        self.counts.events += len(new)
        subject, name = self._chain
        try:
            number = self._incoming.add_links(subject, name, chain, new)
        except sqlite3.IntegrityError:
            self._refuse(_TAKEN)
            return
        try:
            project(self._connection, subject, name, number)
        except sqlite3.IntegrityError:
            self._refuse(_NO_CHECKLIST)
        except NONSENSE as error:
            self._refuse(_BROKEN, fault=_SENSELESS.of(error=type(error).__name__))


def _fork(ours: list[bytes], links: list[Link]) -> int | None:
    """The number of the event up to which, or at which, two chains part; None if they don't."""
    first = links[0].seq
    if first > 1 and links[0].previous != ours[first - 2]:
        return first - 1
    shared = zip(links, ours[first - 1 :], strict=False)
    return next((link.seq for link, hash_ in shared if link.hash != hash_), None)


def _wrong_field(facts: dict[str, Any], subject: str) -> str | None:
    """The first field that is not what an event has."""
    if not isinstance(facts[subject], str) or not re.fullmatch(_UUID, facts[subject]):
        return subject
    if type(facts.get("seq")) is not int or not 1 <= facts["seq"] < 2**31:
        return "seq"
    if "value" not in facts or not _finite(facts["value"]):
        return "value"
    for name, pattern in _PATTERNS.items():
        value = facts.get(name, 0)
        if value is None and pattern.fullmatch(""):
            continue
        if not isinstance(value, str) or not pattern.fullmatch(value) or not _storable(value):
            return name
    if (facts["text"] is None) != (facts["salt"] is None):
        return "salt"
    return None


def _link(facts: dict[str, Any]) -> Link:
    value = facts["value"]
    return Link(
        facts["seq"],
        facts["uuid"],
        facts["kind"],
        facts["question"],
        None if value is None else encoded(value),
        _bytes(facts["text_digest"]),
        facts["seen_at"],
        facts["entered_at"],
        _bytes(facts["previous"]),
        bytes.fromhex(facts["hash"]),
        _bytes(facts["salt"]),
        facts["text"],
    )


def _written(checklist: object) -> tuple[str, ...]:
    """The texts that a checklist may have been pinned as."""
    if isinstance(checklist, str):
        return (checklist,)
    return (_READABLE.encode(checklist), encoded(checklist))


def _line(facts: dict[str, object]) -> str:
    return printable_json(_READABLE.encode(facts))


def _storable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _finite(value: object) -> bool:
    try:
        encoded(value)
    except (ValueError, RecursionError):  # NaN and Infinity, which are not JSON
        return False
    return True


def _hex(raw: bytes | None) -> str | None:
    return None if raw is None else raw.hex()


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else bytes.fromhex(text)
