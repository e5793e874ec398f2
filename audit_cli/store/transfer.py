"""Moving whole histories between homes: JSON lines that say their format, then one checklist or one event
each, exactly as stored, and an end. What is exported is imported exactly, or not at all."""

import codecs
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, NamedTuple, get_args

from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.counting import Step, counted, unheard
from audit_cli.errors import InvalidInput, Problem, first_problems
from audit_cli.language import Message, _, printable_json
from audit_cli.store.chain import Chain, Link, Subject, decoded, encoded, erased_in, storable
from audit_cli.store.faults import NONSENSE, NotRead, failures_as
from audit_cli.store.incoming import Incoming
from audit_cli.store.journal import Store
from audit_cli.store.queries import chain_count, chains, links_of
from audit_cli.store.verify import Pinned, fault_between, misfit_in
from audit_cli.store.writing import pin, project

# What an export may hold beyond that of a smaller number: 1 began with no line that names it, 2 has `unseen`,
# 3 has cases.
FORMAT: Final = 3
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
# What of an event is bytes; and the order in which a line has all but its beginning.
_BYTES: Final = ("salt", "text_digest", "previous", "hash")
_BEHIND: Final = ("seq", "kind", "question", "value", *list(_PATTERNS)[3:])
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
        yield _line({"format": FORMAT})
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
    store: Store,
    lines: Iterable[str],
    name: str,
    *,
    latest: str = "~",
    tell: Callable[[str], object] = len,
) -> ImportCounts:
    """Add the history of an export to the store, all or nothing, holding one chain at a time.

    Every hash and the form of every event is checked, and that the export has its end. A chain
    that continues ours makes it longer; one that ours continues is known. What is new is not after
    `latest`, an instant as in events ("~" is behind every one). `tell` hears the id of each audit that is
    new. Raises InvalidInput with the problems as `name:line: …`, and NotSaved.
    """
    with store.incoming() as incoming:
        reader = _Reader(incoming, name, latest, tell)
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
        facts = link._asdict() | {chain.subject: chain.id, "text": link.content}
        facts["value"] = decoded(link.value)
        facts |= {key: facts[key].hex() for key in _BYTES if facts[key] is not None}
        yield _line({key: facts[key] for key in ("uuid", chain.subject, *_BEHIND)})


def codec_of(beginning: bytes) -> str:
    """In what a file that begins like this is written: UTF-8, or what some shells make of it."""
    wide = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return "utf-16" if beginning.startswith(wide) else "utf-8-sig"


def looks_exported(beginning: bytes) -> bool:
    """Whether a file that begins like this is an export; else it may hold answers, in which
    `checklist` is a name."""
    return bool(_BEGINNING.match(beginning.decode(codec_of(beginning), "replace")))


class _Reader:
    """Reads lines in order; the events of one chain wait until the next chain begins."""

    def __init__(
        self, incoming: Incoming, name: str, latest: str, tell: Callable[[str], object]
    ) -> None:
        self.counts = ImportCounts()
        self._tell = tell
        self._incoming = incoming
        self._connection = incoming.connection
        self._name = name
        self._latest = latest
        self._problems: list[Problem] = []
        self._chain: tuple[Subject, str] = ("audit", "")  # none has this id
        self._links: list[Link] = []
        self._line = self._number = 0  # where the chain began, and the last one
        self._pinned = Pinned(incoming.connection)
        self._seen = EndLine(0, 0)  # since the last end: exports may be put behind each other
        self._ended = False

    def take(self, line: str, number: int) -> None:
        """Take one line; its problems wait for `finish`. Raises InvalidInput at once for a newer format: what
        follows can't be judged."""
        self._number, self._ended = number, False
        if len(line) > LINE_AT_MOST:
            self._problem(_TOO_LONG)
            return
        try:
            facts = json.loads(line)
        except (ValueError, RecursionError) as error:
            # No JSON; or a number of thousands of digits, or nesting without end.
            self._problem(_NOT_JSON, getattr(error, "colno", 0))
            return
        facts = facts if isinstance(facts, dict) else {}
        subject = next((subject for subject in get_args(Subject) if subject in facts), None)
        if "checklist" in facts and "sha256" in facts:
            self._pin(facts["checklist"], facts["sha256"])
        elif "format" in facts and subject is None:
            self._check_format(facts["format"])
        elif facts.keys() == {"end"}:
            self._end(facts["end"])
        elif subject is None:
            self._problem(_NEITHER)
        elif wrong := _wrong_field(facts, subject):
            self._problem(_FIELD, key=wrong)
        else:
            if (subject, facts[subject]) != self._chain:
                self._close_chain()
                self._chain, self._line = (subject, facts[subject]), number
            self._links.append(_link(facts))

    def finish(self) -> None:
        """Take what still waits. Raises InvalidInput if there was any problem."""
        self._close_chain()
        if not self._ended and not self._problems:
            self._number = 0
            self._problem(_CUT_OFF)
        if self._problems:
            raise InvalidInput(self._problems)

    def _check_format(self, written: object) -> None:
        if type(written) is not int or written < 1:
            self._problem(_FIELD, key="format")
        elif written > FORMAT:
            facts = (("format", written), ("known", FORMAT))
            raise InvalidInput([Problem(_NEWER, facts, self._name, self._number)])

    def _end(self, end: object) -> None:
        """Compare with what came; after other problems the counts are not to be relied on."""
        counts = tuple(map(end.get, EndLine._fields)) if isinstance(end, dict) else ()
        if set(map(type, counts)) != {int}:
            self._problem(_FIELD, key="end")
            return
        self._ended = True
        self._close_chain()
        self._chain = ("audit", "")
        if counts != self._seen and not self._problems:
            chains, events = counts
            declared = {"wanted_chains": chains, "wanted_events": events}
            self._problem(_OTHER_COUNT, **self._seen._asdict(), **declared)
        self._seen = EndLine(0, 0)

    def _problem(
        self, message: Message, column: int = 0, line: int = 0, /, **values: object
    ) -> None:
        """Note what is wrong with a line, the one that was taken last unless said."""
        place = (self._name, line or self._number, column)
        problem = Problem(message, tuple(values.items()), *place)
        self._problems = first_problems([*self._problems, problem])

    def _refuse(self, message: Message, **values: object) -> None:
        """Note what is wrong with the chain, at the line where it began."""
        subject, name = self._chain
        self._problem(message, 0, self._line, subject=subject, id=name, **values)

    def _pin(self, written: object, digest: object) -> None:
        """Keep a checklist that audits were asked with; of the texts that it may have had, the one of
        the hash."""
        if not isinstance(digest, str) or not _finite(written):
            self._problem(_FIELD, key="checklist")
            return
        for text in _written(written):
            if sha256(text.encode(errors="replace")).hexdigest() == digest:
                try:
                    pin(self._connection, checklist_from_canonical(text))
                except InvalidInput as error:
                    self._problem(error.problems[0].message, **dict(error.problems[0].values))
                return
        self._problem(_OTHER_TEXT)

    def _close_chain(self) -> None:
        links, self._links = self._links, []
        if not links:
            return
        self._seen = EndLine(self._seen.chains + 1, self._seen.events + len(links))
        subject, name = self._chain
        chain = self._incoming.chain_of(name, subject)
        query = "SELECT hash FROM event WHERE chain = ? ORDER BY seq"
        rows = self._connection.execute(query, (chain.number if chain else None,))
        ours = [hash_ for (hash_,) in rows]
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
            to_come = next((link for link in new if _latest(link) > self._latest), None)
            if misfit := misfit_in(subject, new, self._pinned, chain.number if chain else None):
                self._refuse(_BROKEN, fault=misfit)
            elif to_come:
                self._refuse(_TO_COME, seq=to_come.seq, instant=_latest(to_come))
            else:
                self._add(chain, new)

    def _add(self, chain: Chain | None, new: list[Link]) -> None:
        if not new:
            self.counts.known += 1
            return
        if chain is None:
            self.counts.stored += 1
            if self._chain[0] == "audit":
                self._tell(self._chain[1])
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


def _latest(link: Link) -> str:
    return max(link.seen_at or "", link.entered_at)


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
        if not isinstance(value, str) or not pattern.fullmatch(value) or storable(value) != value:
            return name
    if (facts["text"] is None) != (facts["salt"] is None):
        return "salt"
    return None


def _link(facts: dict[str, Any]) -> Link:
    stored = facts | {key: bytes.fromhex(facts[key]) for key in _BYTES if facts[key] is not None}
    stored["value"] = None if facts["value"] is None else encoded(facts["value"])
    stored["content"] = facts["text"]
    return Link._make(map(stored.__getitem__, Link._fields))


def _written(checklist: object) -> tuple[str, ...]:
    """The texts that a checklist may have been pinned as."""
    if isinstance(checklist, str):
        return (checklist,)
    return (_READABLE.encode(checklist), encoded(checklist))


def _line(facts: dict[str, object]) -> str:
    return printable_json(_READABLE.encode(facts))


def _finite(value: object) -> bool:
    try:
        encoded(value)
    except (ValueError, RecursionError):  # NaN and Infinity, which are not JSON
        return False
    return True
