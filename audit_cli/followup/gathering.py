"""The actions of a whole history: folded anew from audits and from what people did, never stored."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby, starmap, zip_longest
from operator import attrgetter
from typing import NamedTuple, Protocol

from audit_cli.checklist.cache import ParseCache
from audit_cli.checklist.canonical import checklist_from_canonical
from audit_cli.checklist.model import Names
from audit_cli.counting import Step, counted, unheard
from audit_cli.followup.actions import Action
from audit_cli.followup.changes import Anchor, Change, changes_of, in_time
from audit_cli.followup.episodes import DatedChange, Episode, Stretch, episodes_of, is_unsettled
from audit_cli.followup.outcomes import NOTHING_SAID, AuditEnd, Outcomes, outcome_of
from audit_cli.followup.tracked import Tracked, added, found_by_audits
from audit_cli.interview.events import Event, instant_of
from audit_cli.interview.record import Record
from audit_cli.language.weeks import zone_named


class Journal(Protocol):
    """What is asked of the store."""

    def finished(self, *, site: str | None = None) -> list[AuditEnd]:
        """The finished audits of a site, or all, in no order."""

    def open_cases(self, site: str | None = None) -> list[AuditEnd]:
        """The cases that are open at a site, or anywhere, in no order."""

    def audit_end(self, audit: str) -> AuditEnd | None:
        """One audit, whatever its state."""

    def followups(self, site: str | None = None) -> list[tuple[str, list[Event]]]:
        """The chains of actions about a site's audits and of those that people added there, or all:
        their ids and events."""

    def records(self, audits: Iterable[str]) -> Iterator[Record]:
        """Audits as their events add up."""

    def pinned(self, sha256: str) -> str:
        """A checklist's canonical text."""

    def versions(self, checklist: str) -> list[str]:
        """The hashes of all versions of a checklist."""


class Item(NamedTuple):
    """What at most one open action is about; `question` is the name for all its names."""

    site: str
    checklist: str
    question: str


class Actions:
    """The actions of a journal; what its audits come to is kept in `parsed`, and a step hears how many are read."""

    def __init__(self, journal: Journal, parsed: ParseCache, step: Step = unheard) -> None:
        self._journal, self._step = journal, step
        self._outcomes = Outcomes(parsed, self._derive)
        self.checklist = cache(lambda sha256: checklist_from_canonical(journal.pinned(sha256)))
        # Of one site at a time: a thousand of them go by.
        self._ends = lru_cache(maxsize=1)(self._read_ends)
        self._chains = lru_cache(maxsize=1)(self._read_chains)
        self._lives = lru_cache(maxsize=1)(self._follow)
        self._names = cache(lambda name: Names(map(self.checklist, journal.versions(name))))

    def of_audits(
        self,
        *,
        site: str | None = None,
        checklist: str | None = None,
        since: str | None = None,
        until: str | None = None,
        open_only: bool = False,
        found_in: Collection[str] = (),
    ) -> list[Tracked]:
        """The actions that audits opened, those of a site and a checklist where they are named.

        `since`, an instant, leaves out older audits. Whether what a later audit found is done does not
        depend on them; which audit opened it, and how often it was found before, does.

        `until`, an instant (excluded), tells the actions as they stood then: audits that started later
        and changes made later count for nothing. An audit corrected since counts as it is now.

        `open_only` leaves out those that are done, which are many, and cost most; `found_in` are audits
        of which what they found is told all the same."""
        lives = self._lives(site, checklist, since, until)
        return [
            self._tracked(episode)
            for _, episodes in lives.values()
            for episode in episodes
            if not (open_only and episode.closed_at) or episode.found[-1].end.id in found_in
        ]

    def said_of_items(
        self, *, site: str | None = None, checklist: str | None = None
    ) -> dict[Item, list[Stretch]]:
        """What the finished audits of a site and a checklist said of each item, the earliest first; those of cases
        only where theirs is named."""
        ends = self._ends(site).values()
        return self._stretches(
            end
            for end in ends
            if checklist == end.checklist
            or (checklist is None and not self.checklist(end.sha256).case)
        )

    def item_of(self, one: Tracked) -> Item | None:
        """What an action is about; None for one of a person's own."""
        if one.checklist is None or one.question is None:
            return None
        return Item(one.site, one.checklist, self._names(one.checklist).item(one.question))

    def unsettled(self, site: str, until: str) -> dict[str, tuple[str, ...]]:
        """The items that failed an audit of a site and may do so again, as all was known `until` an instant: by
        checklist, the ids that its newest version there has for them, in its order. One that this asks no more is
        settled."""
        lives = self._lives(site, None, None, until)
        ends = [end for end in self._ends(site).values() if end.started_at < until]
        found: dict[str, tuple[str, ...]] = {}
        for checklist, of_list in groupby(sorted(ends, key=_in_order), attrgetter("checklist")):
            audits = list(of_list)
            newest = self.checklist(audits[-1].sha256)
            asked = ((question, self._item(audits[-1], question)) for question in newest.questions)
            found[checklist] = tuple(
                question
                for question, item in asked
                if item in lives and is_unsettled(*lives[item], audits, instant_of(until))
            )
        return found

    def own(
        self, *, site: str | None = None, until: str | None = None, open_only: bool = False
    ) -> list[Tracked]:
        """The actions that people added themselves; `until` and `open_only` as in `of_audits`."""
        chains = (
            [dated.change for dated, _ in self._dated(chain, site, until)]
            for chain in self._chains(site)
            if chain[0].do == "add" and site in (None, chain[0].site)
        )
        found = (added(changes, zone_named(changes[0].time_zone)) for changes in chains if changes)
        return [one for one in found if not (open_only and one.closed_at)]

    def _follow(
        self, site: str | None, checklist: str | None, since: str | None, until: str | None
    ) -> dict[Item, tuple[list[Stretch], list[Episode]]]:
        """What audits said of each item, and what came of it; the arguments are those of `of_audits`."""
        ends = [
            end
            for end in self._ends(site).values()
            if checklist in (None, end.checklist)
            and (since is None or end.started_at >= since)
            and (until is None or end.started_at < until)
        ]
        changes = self._anchored(site, checklist, until)
        return {
            item: (stretches, episodes_of(stretches, changes.get(item, ())))
            for item, stretches in self._stretches(ends).items()
        }

    def _read_ends(self, site: str | None) -> dict[str, AuditEnd]:
        both = (*self._journal.finished(site=site), *self._journal.open_cases(site))
        return {end.id: end for end in both}

    def _read_chains(self, site: str | None) -> list[list[Change]]:
        """What people did, chain by chain; with a site, at least all that is about it."""
        chains = starmap(changes_of, self._journal.followups(site))
        return [changes for changes in chains if changes]

    def _anchored(
        self, site: str | None, checklist: str | None, until: str | None
    ) -> dict[Item, list[DatedChange]]:
        """The changes by the items that they are about, wherever their audits are counted now."""
        found: dict[Item, list[DatedChange]] = defaultdict(list)
        for changes in self._chains(site):
            for dated, end in self._dated(changes, site, until):
                anchor = dated.change.anchor
                if (
                    end
                    and anchor
                    and site in (None, end.site)
                    and checklist in (None, end.checklist)
                ):
                    found[self._item(end, anchor.question)].append(dated)
        return found

    def _dated(
        self, changes: list[Change], site: str | None, until: str | None
    ) -> list[tuple[DatedChange, AuditEnd | None]]:
        """A chain's changes made before an instant, each with the audit that it answers. None is
        taken to be made before that audit started, so none answers an audit of later."""
        ends = [self._end_of(change.anchor, site) for change in changes]
        starts = [end.started_at if end else "" for end in ends]
        return [
            (DatedChange(change, start), end)
            for change, start, end in zip(in_time(changes, starts), starts, ends, strict=True)
            if until is None or change.at < until
        ]

    def _end_of(self, anchor: Anchor | None, site: str | None) -> AuditEnd | None:
        """The audit that a change answers; few are not among the finished ones of the site."""
        if anchor is None:
            return None
        return self._ends(site).get(anchor.audit) or self._journal.audit_end(anchor.audit)

    def _stretches(self, ends: Iterable[AuditEnd]) -> dict[Item, list[Stretch]]:
        """What the audits said of each item, the earliest first."""
        found: dict[Item, list[Stretch]] = defaultdict(list)
        for site, of_site in groupby(sorted(ends, key=_in_order), attrgetter("site")):
            outcomes = self._outcomes.of(site, list(of_site))
            for sha256, alike in groupby(outcomes, lambda one: one[0].sha256):
                audits, letters = zip(*alike, strict=True)
                checklist = self.checklist(sha256)
                columns = zip_longest(*letters, fillvalue=NOTHING_SAID)
                for question, column in zip(checklist.questions, columns, strict=False):
                    if stretch := _stretch(audits, question, "".join(column)):
                        found[self._item(audits[0], question)].append(stretch)
        return found

    def _item(self, end: AuditEnd, question: str) -> Item:
        return Item(end.site, end.checklist, self._names(end.checklist).item(question))

    def _derive(self, ends: Sequence[AuditEnd]) -> Iterator[str]:
        records = self._journal.records(end.id for end in ends)
        for end, record in counted(zip(ends, records, strict=True), len(ends), self._step):
            yield outcome_of(self.checklist(end.sha256), record)

    def _tracked(self, episode: Episode) -> Tracked:
        first, last = episode.found[0].end, episode.found[-1].end
        opening, latest = self.checklist(first.sha256), self.checklist(last.sha256)
        return found_by_audits(episode, opening, latest)


def _in_order(end: AuditEnd) -> tuple[str, ...]:
    """Checklist by checklist, in order of time."""
    return end.site, end.checklist, end.started_at, end.id


def _stretch(audits: Sequence[AuditEnd], question: str, letters: str) -> Stretch | None:
    """Without the audits that found nothing; None where all did."""
    if NOTHING_SAID in letters:
        audits = [
            audit for audit, letter in zip(audits, letters, strict=True) if letter != NOTHING_SAID
        ]
        letters = letters.replace(NOTHING_SAID, "")
    return Stretch(audits, question, letters) if letters else None


def settled(
    actions: Iterable[Action], audit: str, tracked: Iterable[Tracked]
) -> tuple[Action, ...]:
    """An audit's actions as they stand now, by what is tracked since that audit."""
    by_question = {
        found.question: one for one in tracked for found in one.found if found.audit == audit
    }
    return tuple(
        action._replace(
            due=now.due,
            immediate=action.immediate and now.due == action.due,
            status=now.status,
            on_the_spot=now.on_the_spot,
            closed=now.closed,
            reason=now.reason,
        )
        if (now := by_question.get(action.question))
        else action
        for action in actions
    )
