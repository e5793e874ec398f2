"""What each audit said of each item, one letter a question: all that actions need of a long history."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, cast

from audit_cli.checklist.cache import ParseCache
from audit_cli.checklist.model import Checklist, Question
from audit_cli.followup.ends import AuditEnd
from audit_cli.interview.answers import answers_of
from audit_cli.interview.record import Answer, Record
from audit_cli.scoring import is_critical, needs_action, verdict_of

# Another number whenever the letters, or the verdicts that they stand for, mean something else.
FORMAT: Final = 1

MET: Final = "m"
BELOW: Final = "b"
SERIOUS: Final = "s"
LOW: Final = "l"  # an opinion at its lowest label
WELL: Final = "w"  # any other opinion
FINE: Final = MET + WELL
NOTHING: Final = "."
FIXED: Final = str.upper  # of what is not met: put right on the spot


def outcome_of(checklist: Checklist, record: Record) -> str:
    """The letters of an audit's questions, in the order of asking; none unless it is finished."""
    if record.state != "finished":
        return ""
    answers = answers_of(checklist, record)
    return "".join(_letter(q, answers[q.id]) for q in checklist.questions.values())


def _letter(question: Question, answer: Answer) -> str:
    verdict = verdict_of(question, answer)
    if needs_action(question, answer, verdict):
        serious = is_critical(question, answer, verdict)
        letter = LOW if question.opinion else SERIOUS if serious else BELOW
        return FIXED(letter) if answer.fixed else letter
    if question.opinion and answer.status == "given":
        return WELL
    return NOTHING if verdict is None else MET


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
        key = f"outcomes {FORMAT}\n{site}".encode()
        kept = self._kept(key)
        unknown = [end for end in ends if kept.get(end.id, ("",))[0] != end.head]
        new = {
            end.id: [end.head, letters]
            for end, letters in zip(unknown, self._derive(unknown), strict=True)
        }
        if new:
            kept |= new
            self._cache.put(key, kept)
        return ((end, kept[end.id][1]) for end in ends)

    def _kept(self, key: bytes) -> dict[str, list[str]]:
        plain = self._cache.get(key)
        return cast("dict[str, list[str]]", plain) if isinstance(plain, dict) else {}
