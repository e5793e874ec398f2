"""What clients say, added up: never a score, always with how many said it (S1-4, S2-10, S4-4)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, Final, NamedTuple

from audit_cli.checklist.model import Checklist, Question, Value
from audit_cli.insight.items import ITEM_CONFIDENCE, Interval, wilson
from audit_cli.interview.record import Answer

if TYPE_CHECKING:
    from audit_cli.insight.always import Always

_PROMOTES: Final = 9
_DETRACTS: Final = 6


class Promoters(NamedTuple):
    """Of those asked whether they would recommend, from 0 to 10: who says 9 or 10, and who 6 or less."""

    promoters: int
    detractors: int
    asked: int

    @property
    def score(self) -> float:
        """The net promoter score, −100 to 100."""
        return 100 * (self.promoters - self.detractors) / self.asked

    @property
    def interval(self) -> Interval:
        """Where the score lies, −100 to 100, 95 % sure: adjusted Wald with three more answers, which holds for few
        clients too (Rocks 2016, Interval Estimation for the Net Promoter Score)."""
        n = self.asked + 3
        p, q = (self.promoters + 0.75) / n, (self.detractors + 0.75) / n
        z = NormalDist().inv_cdf((1 + ITEM_CONFIDENCE) / 2)
        spread = z * sqrt((p + q - (p - q) ** 2) / n)
        return Interval(100 * max(-1.0, p - q - spread), 100 * min(1.0, p - q + spread))


class AnswerShare(NamedTuple):
    """How many clients gave an answer, of those who answered the question."""

    value: str | int | float
    times: int
    answered: int

    @property
    def interval(self) -> Interval:
        """Where the share lies, 0 to 1, 95 % sure (Wilson)."""
        return wilson(self.times, self.answered, ITEM_CONFIDENCE)


class QuestionVoices(NamedTuple):
    """What clients answered to one question; `promoters` where it is a scale from 0 to 10."""

    question: Question
    answered: int
    shares: tuple[AnswerShare, ...]
    promoters: Promoters | None


class ClientWords(NamedTuple):
    """A sentence of a client, and the voice that it is of."""

    voice: str
    text: str


class Voices(NamedTuple):
    """What so many clients said. `always` are their sentences of what is always good, and always bad; `best` and
    `worst` one of each to be quoted: where none says "always", that of a client who judged so. The latest first."""

    clients: int
    questions: tuple[QuestionVoices, ...]
    always: "Mapping[Always, tuple[ClientWords, ...]]"
    best: ClientWords | None
    worst: ClientWords | None


def added_up(
    voices: Iterable[tuple[str, Checklist, Mapping[str, Answer]]],
) -> Voices:
    """What the voices say together, each with its id, its checklist and its answers, the latest first."""
    questions: dict[str, Question] = {}
    counts: dict[str, Counter[str | int | float]] = {}
    answered: Counter[str] = Counter()
    always: dict[Always, list[ClientWords]] = {"always_good": [], "always_bad": []}
    judged: dict[bool, ClientWords] = {}
    clients = 0
    for clients, (voice, checklist, answers) in enumerate(voices, start=1):  # noqa: B007
        given = [
            (checklist.questions[name], answer.value)
            for name, answer in answers.items()
            if answer.status == "given" and answer.value not in (None, "")
        ]
        good = _is_good(given)
        for question, value in given:
            if question.traits.answer == "text":
                from audit_cli.insight.always import always_sentence  # noqa: PLC0415 (most weeks hear nobody)

                if said := always_sentence(str(value)):
                    always[said.kind].append(ClientWords(voice, said.text))
                if good is not None:
                    judged.setdefault(good, ClientWords(voice, str(value)))
            else:
                questions.setdefault(question.id, question)
                answered[question.id] += 1
                chosen = value if isinstance(value, tuple) else (value,)
                counts.setdefault(question.id, Counter()).update(chosen)
    return Voices(
        clients,
        tuple(
            _question(question, answered[name], counts[name])
            for name, question in questions.items()
        ),
        {kind: tuple(sentences) for kind, sentences in always.items()},
        next(iter(always["always_good"]), judged.get(True)),
        next(iter(always["always_bad"]), judged.get(False)),
    )


def is_recommending(question: Question) -> bool:
    """Whether a question asks from 0 to 10 whether a client would recommend."""
    return question.numeric and (question.minimum, question.maximum) == (0, 10)


def _is_good(given: Iterable[tuple[Question, Value | None]]) -> bool | None:
    """Whether a client judged the place at its best, or at its worst; None where neither, or both."""
    found = {*_judgements(given)}
    return found.pop() if len(found) == 1 else None


def _judgements(given: Iterable[tuple[Question, Value | None]]) -> Iterator[bool]:
    for question, value in given:
        if question.traits.verdict and value != "meets":
            yield value == "exceeds"
        elif is_recommending(question) and isinstance(value, int | float):
            if value >= _PROMOTES:
                yield True
            elif value <= _DETRACTS:
                yield False


def _question(
    question: Question, answered: int, counts: Counter[str | int | float]
) -> QuestionVoices:
    promoters = None
    if is_recommending(question):
        numbers = {
            value: count for value, count in counts.items() if isinstance(value, int | float)
        }
        promoters = Promoters(
            sum(count for value, count in numbers.items() if value >= _PROMOTES),
            sum(count for value, count in numbers.items() if value <= _DETRACTS),
            answered,
        )
    options = [option.id for option in (*question.labels, *question.options)]
    options = [option.id for option in (*question.labels, *question.options)]
    order = options or [*question.traits.words] or sorted(counts, key=float)  # type: ignore[arg-type]  # numbers
    if question.options:
        order.sort(key=lambda value: -counts[value])
    shares = (AnswerShare(value, counts[value], answered) for value in order)
    return QuestionVoices(question, answered, tuple(shares), promoters)
