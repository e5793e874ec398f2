"""The page of a week as plain data: every sentence in its reader's language, in the page's order."""

from typing import NamedTuple

from audit_cli.reports.client_voices import ClientLines
from audit_cli.reports.visit import Fact


class SeriousLine(NamedTuple):
    """An item that failed an audit: `Is the floor clean?`, `No`, and when it was seen."""

    lead: str
    answer: str
    when: str
    checklist: str


class Todo(NamedTuple):
    """Something to do: the measure, because of what, by whom and by when. `marks` are words such as
    serious, not met: every time; `gain` says which points it may bring back, or is empty."""

    measure: str
    about: str
    owner: str
    due: str
    overdue: bool
    marks: tuple[str, ...]
    gain: str


class ScoreLine(NamedTuple):
    """A checklist's week in one sentence. `kind` is better, worse, same or open (no audits, or too
    early to say); `anew` proposes to compare with the weeks since a change; `passed` says how many audits
    passed, `place` and `people` apart; each may be empty."""

    checklist: str
    kind: str
    sentence: str
    usual: str
    anew: str
    target: str
    passed: str
    place: str
    people: str


class StandingLine(NamedTuple):
    """Can clients count on us? `level` is uncertainty, tolerance or amazement; `answer` that of the
    worst checklist, `details` one for each where there are several that say more. `shape` is exceeds,
    meets, below, or none where it is too early."""

    level: str
    question: str
    answer: str
    details: tuple[str, ...]
    shape: str


class ChartPoint(NamedTuple):
    """A week in the chart. `at` counts calendar weeks from 0; percentages are 0 to 100, None where
    nothing was counted; `signal` is up, down or empty; `note` says what happened, for the eye that rests on it."""

    at: int
    week: str
    percent: float | None
    lowest: float | None
    highest: float | None
    signal: str
    serious: bool
    new_period: bool
    note: str


class Chart(NamedTuple):
    """The run of weeks of one checklist: `weeks` calendar weeks wide, drawn from `floor` percent to
    100. `description` says in words what is seen; `first` and `last` are dates under the axis."""

    id: str
    checklist: str
    weeks: int
    floor: int
    target: float
    target_label: str
    floor_label: str
    top_label: str
    first: str
    last: str
    points: tuple[ChartPoint, ...]
    description: str


class Cell(NamedTuple):
    """A week of one checklist in the table: its share with its counts, and marks in words."""

    share: str
    marks: tuple[str, ...]


class Row(NamedTuple):
    """A week of the table; `present` is the one that the report is about."""

    week: str
    monday: str
    present: bool
    cells: tuple[Cell, ...]


class Table(NamedTuple):
    """The last weeks, the latest first; a column for each checklist."""

    checklists: tuple[str, ...]
    rows: tuple[Row, ...]


class ItemLine(NamedTuple):
    """An item with how often: `2 of 4`. `verdict` is below, meets or exceeds; `marks` as of a Todo."""

    verdict: str
    question: str
    counts: str
    marks: tuple[str, ...]


class Memory(NamedTuple):
    """What a client will remember: `verdict` is below or exceeds."""

    verdict: str
    shape: str
    word: str
    lead: str
    answer: str


class WeeklyPage(NamedTuple):
    """One site's week. Every list may be empty; the sentence `no_…` then stands in its place.

    `more_…` says how many were left out (`and 3 more`), or is empty; `overdue_count` are all that are
    overdue, those of `todo` too."""

    language: str
    week: str
    title: str
    site: str
    when: str
    notices: tuple[str, ...]
    serious: tuple[SeriousLine, ...]
    more_serious: str
    overdue: tuple[Todo, ...]
    overdue_count: int
    more_overdue: str
    no_serious: str
    clients: ClientLines
    todo: tuple[Todo, ...]
    more_todo: str
    no_todo: str
    put_right: tuple[str, ...]
    more_put_right: str
    scores: tuple[ScoreLine, ...]
    no_scores: str
    standing: StandingLine | None
    charts: tuple[Chart, ...]
    table: Table | None
    failed: tuple[ItemLine, ...]
    more_failed: str
    no_failed: str
    balance: str
    remembers: tuple[Memory, ...]
    no_remembers: str
    unseen: tuple[Fact, ...]
    no_unseen: str
    recognised: str
    auditors: str
    method: tuple[str, ...]
    staff: str
    ethics: str
    best: tuple[ItemLine, ...]
    no_best: str
    words: dict[str, str]


class SiteLine(NamedTuple):
    """A site in the summary; `page` is the name of its page's file in the same format, or empty."""

    site: str
    page: str
    notices: tuple[str, ...]
    scores: tuple[ScoreLine, ...]
    standing: str
    level: str
    serious: int
    overdue: int
    counts: str


class WeeklySummary(NamedTuple):
    """All sites' week, in the order of the settings: never a ranking."""

    language: str
    week: str
    title: str
    when: str
    sites: tuple[SiteLine, ...]
    no_ranking: str
    method: tuple[str, ...]
    staff: str
    ethics: str
    words: dict[str, str]
