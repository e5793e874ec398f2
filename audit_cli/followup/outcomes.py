"""What each audit said of each item, one letter a question: all that actions need of a long history."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple, cast

from audit_cli.checklist.cache import ParseCache
from audit_cli.checklist.model import Checklist, Question
from audit_cli.interview.answers import answers_of
from audit_cli.interview.record import Answer, Record
from audit_cli.scoring import is_critical, needs_action, verdict_of


class AuditEnd(NamedTuple):
    """An audit with the hash of its last event (hex). Instants are texts as in events; a closed case counts from
    when it was closed: what it found is due from then on."""

    id: str
    checklist: str
    sha256: str
    site: str
    time_zone: str
    started_at: str
    head: str


# Another number whenever the letters, or the verdicts that they stand for, mean something else.
_FORMAT: Final = 1

MET: Final = "m"
WELL: Final = "w"  # an opinion, but the lowest
NOTHING_SAID: Final = "."
_BELOW: Final = "b"
_SERIOUS: Final = "s"
_LOW: Final = "l"  # an opinion at its lowest label
# What was not met is a capital letter where it was put right on the spot.


def outcome_of(checklist: Checklist, record: Record) -> str:
    """The letters of an audit's questions, in the order of asking; none unless it is finished. Of an open case
    those alone without which it can't close: what was to be changed for good is due once that is said."""
    is_open = checklist.case and record.state == "draft"
    if record.state != "finished" and not is_open:
        return ""
    answers = answers_of(checklist, record)
    return "".join(
        NOTHING_SAID
        if is_open and (q.unseen or q.id == checklist.closes)
        else _letter(q, answers[q.id])
        for q in checklist.questions.values()
    )


def _letter(question: Question, answer: Answer) -> str:
    verdict = verdict_of(question, answer)
    if needs_action(question, answer, verdict):
        serious = is_critical(question, answer, verdict)
        letter = _LOW if question.opinion else _SERIOUS if serious else _BELOW
        return letter.upper() if answer.fixed else letter
    if question.opinion and answer.status == "given":
        return WELL
    return NOTHING_SAID if verdict is None else MET


def is_finding(letter: str) -> bool:
    """Whether an item was not met, or an opinion was the lowest."""
    return letter not in (MET, WELL, NOTHING_SAID)


def is_serious(letter: str) -> bool:
    """Whether an item failed the audit."""
    return letter.lower() == _SERIOUS


def is_opinion(letter: str) -> bool:
    """Whether an item is shown and never judged: then it is in every audit with that checklist."""
    return letter.lower() in (_LOW, WELL)


def is_put_right(letter: str) -> bool:
    """Whether what was not met was put right on the spot."""
    return letter.isupper()


class Outcomes:
    """The letters of audits, kept between runs under the hash of each one's last event: an audit is
    read again only after it was changed. Deleting what is kept costs nothing but time."""

    def __init__(
        self, cache: ParseCache, derive: Callable[[list[AuditEnd]], Iterable[str]]
    ) -> None:
        self._cache = cache
        self._derive = derive

    def of(self, site: str, ends: list[AuditEnd]) -> Iterator[tuple[AuditEnd, str]]:
        """Each of a site's audits with its letters, in the order given."""
        key = f"outcomes {_FORMAT}\n{site}".encode()
        plain = self._cache.get(key)
        known = cast("dict[str, list[str]]", plain) if isinstance(plain, dict) else {}
        unknown = [end for end in ends if known.get(end.id, ("",))[0] != end.head]
        new = {
            end.id: [end.head, letters]
            for end, letters in zip(unknown, self._derive(unknown), strict=True)
        }
        if new:
            known |= new
            self._cache.put(key, known)
        return ((end, known[end.id][1]) for end in ends)
