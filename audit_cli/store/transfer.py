"""Moving whole histories between homes: what is exported is imported exactly, or not at all."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, cast

from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.counting import Step, counted, unheard
from audit_cli.errors import InvalidInput, Problem, first_problems
from audit_cli.language import Message, Sentence, _
from audit_cli.store.chain import Subject
from audit_cli.store.faults import NotRead, told
from audit_cli.store.incoming import Incoming
from audit_cli.store.journal import Store
from audit_cli.store.lines import (
    EndLine,
    EventLine,
    PinnedLine,
    checklist_line,
    end_line,
    event_lines,
    read_line,
)
from audit_cli.store.meaning import NONSENSE, Pinned, event_of, misfit_in
from audit_cli.store.queries import ChainEnd
from audit_cli.store.verify import Link, chain_count, chains, erased_in, fault_between, links_of
from audit_cli.store.writing import add_links, next_number, pin, project

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


@dataclass(slots=True)
class ImportCounts:
    """What an import did: chains that are new, longer now, or were known; and events added."""

    stored: int = 0
    extended: int = 0
    known: int = 0
    events: int = 0


def export_lines(store: Store, step: Step = unheard) -> Iterator[str]:
    """The whole history as lines without their ends: the checklists, then each chain by its id, then an end that counts
    them.

    Nothing is locked while the caller writes. Raises NotRead, DamagedStore.
    """
    with told(store.path, NotRead):
        connection = store.connection()
        rows = connection.execute(
            "SELECT content, sha256 FROM checklist ORDER BY id, version, sha256"
        )
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


class _Reader:
    """Reads lines in order; the events of one chain wait until the next chain begins."""

    def __init__(self, incoming: Incoming, name: str, latest: str) -> None:
        self.counts = ImportCounts()
        self._incoming = incoming
        self._connection = incoming.connection
        self._name = name
        self._latest = latest
        self._next = next_number(incoming.connection)
        self._problems: list[Problem] = []
        self._chain: tuple[str, str] = ("", "")
        self._links: list[Link] = []
        self._line = 0
        self._pinned = Pinned(incoming.connection)
        self._seen = EndLine(0, 0)  # since the last end: exports may be put behind each other
        self._ended = False

    def take(self, line: str, number: int) -> None:
        """Take one line; its problems wait for `finish`."""
        read, problem = read_line(line, self._name, number)
        self._ended = isinstance(read, EndLine)
        if problem:
            self._problem(problem)
        elif isinstance(read, PinnedLine):
            self._pin(read, number)
        elif isinstance(read, EndLine):
            self._end(read, number)
        elif isinstance(read, EventLine):
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
        self._chain = ("", "")
        if end != self._seen and not self._problems:
            facts = {
                **self._seen._asdict(),
                **{f"wanted_{key}": value for key, value in end._asdict().items()},
            }
            self._problem(Problem(_OTHER_COUNT, tuple(facts.items()), self._name, number))
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
        end = self._incoming.chain_end(cast(Subject, subject), name)
        ours = self._ours(end)
        first = links[0].seq
        if first > len(ours) + 1:
            self._refuse(_NO_BEGINNING, seq=first)
            return
        fault = fault_between(subject, name, links, first, links[0].previous if first > 1 else None)
        fork = _fork(ours, links)
        if fault:
            self._broken(fault.message, fault.values)
        elif fork is not None and end is not None:
            self._refuse(_FORK, seq=fork, ours=end.head.hex(), theirs=links[-1].hash.hex())
        else:
            new = links[len(ours) - first + 1 :]
            if self._is_sound(end, new):
                self._add(end, new)

    def _is_sound(self, end: ChainEnd | None, new: list[Link]) -> bool:
        """Whether the new events are well formed, and fit their checklist."""
        subject, _ = self._chain
        events = list(map(event_of, new))
        checklist = self._pinned.of_audit(end.number) if end else self._pinned.of_events(events)
        misfit = misfit_in(subject, events, checklist)
        if misfit:
            self._broken(misfit.message, misfit.values)
            return False
        for event in events:
            instant = max(event.seen_at or "", event.entered_at)
            if instant > self._latest:
                self._refuse(_TO_COME, seq=event.seq, instant=instant)
                return False
        return True

    def _broken(self, message: Message, values: tuple[tuple[str, object], ...]) -> None:
        self._refuse(_BROKEN, fault=Sentence(message, values))

    def _ours(self, end: ChainEnd | None) -> list[bytes]:
        """The hashes of our chain, in order."""
        if end is None:
            return []
        query = "SELECT hash FROM event WHERE chain = ? ORDER BY seq"
        return [hash_ for (hash_,) in self._connection.execute(query, (end.number,))]

    def _add(self, end: ChainEnd | None, new: list[Link]) -> None:
        if not new:
            self.counts.known += 1
            return
        subject, name = cast(Subject, self._chain[0]), self._chain[1]
        if end is None:
            self.counts.stored += 1
            number, self._next = self._next, self._next + 1
        else:
            self.counts.extended += 1
            number = end.number
            self._incoming.note_continued(subject, name, end)
        self.counts.events += len(new)
        try:
            add_links(self._connection, subject, name, number, new)
        except sqlite3.IntegrityError:
            self._refuse(_TAKEN)
            return
        self._project(number)

    def _project(self, number: int) -> None:
        try:
            project(self._connection, *self._chain, number)
        except sqlite3.IntegrityError:
            self._refuse(_NO_CHECKLIST)
        except NONSENSE as error:
            fault = _("it makes no sense ({error})")
            self._broken(fault, (("error", type(error).__name__),))


def _fork(ours: list[bytes], links: list[Link]) -> int | None:
    """The number of the event up to which, or at which, two chains part; None if they don't."""
    first = links[0].seq
    if first > 1 and links[0].previous != ours[first - 2]:
        return first - 1
    shared = zip(links, ours[first - 1 :], strict=False)
    return next((link.seq for link, hash_ in shared if link.hash != hash_), None)
