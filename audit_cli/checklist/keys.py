"""The checklist language, key by key: what a checklist file may say."""

from __future__ import annotations

from typing import Any, Final, get_args

from audit_cli.checklist.kinds import (
    LONGEST_QUESTION,
    Either,
    Field,
    Flag,
    FreeWords,
    Identifier,
    KnownKeys,
    ListOf,
    MapOf,
    Number,
    OneOf,
    Reading,
    TextKind,
    ValueKind,
)
from audit_cli.checklist.model import About, Basis, Contact, Moment, Unit, Verdict
from audit_cli.checklist.source import Path, Plain
from audit_cli.checklist.types import TYPES

VERDICT_IDS: Final[tuple[Verdict, ...]] = get_args(Verdict)

_ID: Final = Identifier()
_TEXT: Final = TextKind()
_VALUE: Final = FreeWords(64)


class Days(Number):
    """A number of days, or the word `today`."""

    def word(self, word: str, path: Path, reading: Reading) -> Any:
        return 0 if word == "today" else super().word(word, path, reading)


class Options(Either):
    """A map from option ids to labels and verdicts; in canonical form a list, to keep the order."""

    def __init__(self) -> None:
        verdict = Field(OneOf(VERDICT_IDS), note="what this option means; or give a standard")
        option = {"label": Field(_TEXT, required=True), "verdict": verdict}
        ordered = KnownKeys({"id": Field(_ID, required=True), **option})
        super().__init__(
            mapping=MapOf(_ID, KnownKeys(option), least=2), sequence=ListOf(ordered, least=2)
        )

    def read(self, data: Plain, path: Path, reading: Reading) -> Any:
        options = super().read(data, path, reading)
        if not isinstance(options, dict):
            return options
        return [{"id": id_, **option} for id_, option in options.items()]


class Changes(ValueKind):
    """The keys of a section or question to change: read where it is known which of them it is."""

    def read(self, data: Plain, path: Path, reading: Reading) -> Any:
        return KnownKeys({}).read(data, path, reading) if not isinstance(data, dict) else data


def _operators(names: str, name: str = "", **others: Field) -> KnownKeys:
    numbers = ListOf(Number(), least=2, most=2)
    ids = ListOf(_VALUE)
    kinds = {
        "is": Field(_VALUE, note="exactly this value"),
        "is_not": Field(_VALUE, note="any other value"),
        "at_most": Field(Number(), note="this number or less"),
        "at_least": Field(Number(), note="this number or more"),
        "between": Field(numbers, note="[lowest, highest], both included"),
        "more_than": Field(Number(), note="above this number"),
        "less_than": Field(Number(), note="under this number"),
        "any_of": Field(ids, note="one or more of these"),
        "all_of": Field(ids, note="each of these, and possibly others"),
        "none_of": Field(ids, note="not one of these"),
        "given": Field(Flag(), note="true: there is an answer"),
    }
    keys = names.split()
    return KnownKeys(others | {key: kinds[key] for key in keys}, one_of=keys, name=name)


STANDARD: Final = _operators("is at_most at_least between any_of all_of none_of", "standard")
_CRITICAL: Final = Either(scalar=Flag(), mapping=_operators("more_than less_than"))
CONDITION: Final = _operators(
    "is is_not any_of more_than less_than given",
    "condition",
    question=Field(_ID, required=True, note="the id of an earlier question"),
)
_MARKS: Final = ListOf(_ID, least=2, most=2)

QUESTION: Final = KnownKeys(
    {
        "id": Field(_ID, required=True, note="stays the same for ever: history hangs on it"),
        "ask": Field(TextKind(easily_read=LONGEST_QUESTION), required=True),
        "type": Field(OneOf(TYPES), required=True),
        "from": Field(_ID, note="the mark where the time begins (default: start)"),
        "to": Field(_ID, note="the mark where the time ends"),
        "longest": Field(_MARKS, note="[mark, mark]: the longest time from one to the other"),
        "count": Field(_ID, note="how often this mark was set; start counts attempts"),
        "unit": Field(OneOf(get_args(Unit)), default="seconds"),
        "min": Field(Number(), note="the least possible answer"),
        "max": Field(Number(), note="the greatest possible answer"),
        "standard": Field(STANDARD, note="what must be true; of yes_no: yes unless said"),
        "exceeds": Field(STANDARD, note="what is better than expected"),
        "weight": Field(
            Number(0, 1_000, whole=True), note="points: 1 unless said, 0 without a standard"
        ),
        "critical": Field(_CRITICAL, default=False, note="below here fails the audit"),
        "about": Field(OneOf(get_args(About)), default="people"),
        "contact": Field(OneOf(get_args(Contact))),
        "na": Field(Flag(), default=False, note="it may not apply"),
        "unseen": Field(
            Either(scalar=Flag(), mapping=_TEXT),
            default=True,
            note="it may have gone unseen: false, or in other words",
        ),
        "pending": Field(Flag(), default=False, note="may be answered after the end"),
        "opinion": Field(Flag(), default=False, note="a rating that is shown, never scored"),
        "labels": Field(
            KnownKeys({verdict: Field(_TEXT, required=True) for verdict in VERDICT_IDS})
        ),
        "options": Field(Options()),
        "only_if": Field(Either(mapping=CONDITION, sequence=ListOf(CONDITION))),
        "measure": Field(_TEXT, note="what to do when it is below"),
        "praise": Field(_TEXT, note="how the team's sheet says that it went well"),
        "column": Field(FreeWords(200), note="its column in a CSV of answers"),
        "due": Field(Days(0, 3_650, whole=True), note="days (default 7), or today"),
        "source": Field(FreeWords(200)),
        "basis": Field(OneOf(get_args(Basis)), default="house"),
        "was": Field(_ID, note="the old id of a renamed question"),
    },
    name="question",
)

CLOCK: Final = KnownKeys(
    {
        "start": Field(_TEXT, required=True, note="the key that starts it: the mark `start`"),
        "look": Field(Number(1, 60, whole=True), note="seconds of pure looking"),
        "marks": Field(
            ListOf(
                KnownKeys(
                    {
                        "id": Field(_ID, required=True),
                        "label": Field(_TEXT, required=True),
                        "implies": Field(_ID, note="a mark that is set along with it, if open"),
                    }
                ),
                most=20,
            ),
            required=True,
            note="in their usual order; the last one closes the clock",
        ),
        "nobody": Field(
            KnownKeys(
                {
                    "label": Field(_TEXT, required=True),
                    "ends": Field(Flag(), default=False, note="it ends the audit"),
                }
            )
        ),
    },
    name="clock",
)


def _section(question: KnownKeys, *, new: bool) -> KnownKeys:
    """A section; in an extension it may be one that the base has, and then needs no title."""
    return KnownKeys(
        {
            "id": Field(_ID, required=True),
            "title": Field(_TEXT, required=new),
            "immediate": Field(Flag(), default=False, note="below: shown at once, due today"),
            "moment": Field(OneOf(get_args(Moment))),
            "contact": Field(OneOf(get_args(Contact))),
            "clock": Field(CLOCK),
            "questions": Field(ListOf(question), required=new),
        }
    )


SECTION: Final = _section(QUESTION, new=True)
QUESTION_CHANGE: Final = QUESTION.optional(without=("id",))
SECTION_CHANGE: Final = SECTION.optional(without=("id", "questions"))

_BEFORE: Final = Field(_ID, note="the id of what it stands before; else it stands at the end")
_ADDED_QUESTION: Final = KnownKeys({**QUESTION.fields, "before": _BEFORE})
_ADDED_SECTION: Final = KnownKeys(
    {**_section(_ADDED_QUESTION, new=False).fields, "before": _BEFORE}
)
_CASE: Final = Either(
    scalar=Flag(),
    mapping=KnownKeys(
        {"closes": Field(_ID, required=True, note="the yes/no question that closes it when met")}
    ),
)


_COLUMNS: Final = KnownKeys(
    {
        "at": Field(FreeWords(200), note="when it was; without it, the column `at`"),
        "site": Field(FreeWords(200), note="where it was; without it, the column `site`"),
    }
)


def _checklist(sections: Field, **others: Field) -> KnownKeys:
    return KnownKeys(
        {
            "id": Field(_ID, required=True, note="the name of the file without .yaml"),
            "version": Field(FreeWords(32), required=True, note='such as "1.0"'),
            "title": Field(_TEXT, required=True),
            **others,
            "target": Field(Number(0, 100), default=85, note="percent"),
            "delight": Field(
                Number(1, 1_000, whole=True),
                default=2,
                note="better items that make an audit beyond",
            ),
            "moment": Field(OneOf(get_args(Moment)), default="during"),
            "briefing": Field(_TEXT, note="what the auditor reads before starting"),
            "case": Field(_CASE, default=False, note="it stays open until it is settled"),
            "answered_by": Field(OneOf(("client",)), note="what clients say: never scored"),
            "columns": Field(
                _COLUMNS, note="the columns of a CSV of answers that are no question's"
            ),
            "sections": sections,
        }
    )


WHOLE_CHECKLIST: Final = _checklist(Field(ListOf(SECTION, most=1_000), required=True))
EXTENSION: Final = _checklist(
    Field(ListOf(_ADDED_SECTION, most=1_000)),
    extends=Field(_ID, required=True, note="the checklist that this one adds to"),
    drop=Field(ListOf(_ID), note="ids of sections and questions to leave out"),
    change=Field(MapOf(_ID, Changes()), note="id: the keys of a section or question to change"),
)
