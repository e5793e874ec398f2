"""What actions are about is known without reading them all, however it came to be."""

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from audit_cli.checklist.cache import ParseCache
from audit_cli.followup.changes import Anchor, add_facts, change_facts
from audit_cli.followup.gathering import Actions
from audit_cli.followup.tracked import Tracked
from audit_cli.interview.events import instant_of
from audit_cli.interview.facts import Facts
from audit_cli.store import week_sums
from audit_cli.store.doctor import rebuild
from audit_cli.store.journal import Store
from audit_cli.store.transfer import export_lines, import_lines
from audit_cli.store.week_sums import Series, series_of, weeks_of
from audit_cli.store.written_reports import Written, last_weeks, note_reports, week_by_name

from .making import CHECKLIST, an_id, event, instant, make_older, numbered, start, store_in
from .test_doctor import found

SITES = ("centro", "norte")
SITE = st.sampled_from(SITES)
DUE = instant_of(instant(0)).date()


def below(store: Store, name: str, site: str, at: int) -> None:
    """A finished audit in which the floor was not met."""
    facts = [
        start(site=site, at=at),
        event(0, "answer", "floor-clean", "no", seen=at + 1),
        event(0, "finish", None, {"seconds_spent": 9}, seen=at + 9),
    ]
    store.append(name, numbered(facts), pin=CHECKLIST)


def act(store: Store, chain: str, facts: Facts) -> None:
    """One more event of an action's chain."""
    seq = len(store.events(chain, subject="action")) + 1
    store.append(chain, [event(seq, *facts)], subject="action")


def added(site: str) -> Facts:
    return add_facts("buy a mat", site, "America/Mexico_City", DUE)


def done(audit: str) -> Facts:
    return change_facts("done", Anchor(audit, "floor-clean"), "a new mat")


def moved(store: Store, audit: str, site: str) -> None:
    """The audit was of another site after all."""
    store.append(audit, [event(len(store.events(audit)) + 1, "metadata", "site", site)])


def actions(store: Store, site: str | None) -> list[Tracked]:
    """Every action of a site, or of all, the earliest first."""
    reader = Actions(store, ParseCache(None))
    tracked = [*reader.of_audits(site=site), *reader.own(site=site)]
    return sorted(tracked, key=lambda one: (one.opened_at, one.id))


def check(store: Store) -> None:
    """A site's actions are those that reading everything finds there."""
    everything = actions(store, None)
    for site in SITES:
        assert actions(store, site) == [one for one in everything if one.site == site]
        for chain, events in store.followups(site):
            assert events == store.events(chain, subject="action") != []
    assert found(store.path) == []


@examples(25)
@given(
    st.lists(SITE, min_size=1, max_size=5),
    st.lists(
        st.tuples(st.integers(0, 3), SITE.map(added) | st.integers(0, 4)),
        max_size=8,
    ),
    st.lists(st.tuples(st.integers(0, 4), SITE), max_size=3),
)
def test_a_sites_actions_are_found_wherever_its_audits_are_counted(
    sites: list[str], acts: list[tuple[int, Facts | int]], moves: list[tuple[int, str]]
) -> None:
    with TemporaryDirectory() as folder, store_in(Path(folder) / "one") as store:
        audits = [an_id() for _ in range(5)]
        chains = [an_id() for _ in range(4)]
        with store.transaction():
            for at, (name, site) in enumerate(zip(audits, sites, strict=False)):
                below(store, name, site, at * 100)
            for chain, facts in acts:
                act(store, chains[chain], done(audits[facts]) if isinstance(facts, int) else facts)
        check(store)
        for place, site in moves:
            if place < len(sites):
                moved(store, audits[place], site)
        check(store)
        before = actions(store, None)
        with store_in(Path(folder) / "two") as other:
            import_lines(other, export_lines(store), "export")
            assert actions(other, None) == before
            check(other)
        rebuild(store)
        check(store)
        store.close()
        make_older(store.path, 2)
        with store_in(store.path.parent) as migrated:
            check(migrated)


def test_an_imported_change_is_found_although_its_audit_comes_later(
    store: Store, tmp_path: Path
) -> None:
    audit = an_id()
    below(store, audit, "centro", 0)
    act(store, an_id(), done(audit))
    lines = list(export_lines(store))
    with store_in(tmp_path / "other") as other:
        audits = [line for line in lines if '"subject":"action"' not in line]
        import_lines(other, [line for line in lines if line not in audits] + audits, "export")
        assert [one.status for one in actions(other, "centro")] == ["done"]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM followup",
        "DELETE FROM followup WHERE about = 'site'",
        "UPDATE followup SET id = 'x' WHERE about = 'audit'",
        "INSERT INTO followup SELECT 'site', 'norte', chain FROM followup",
    ],
)
def test_doctor_finds_what_is_kept_wrongly_and_derives_it_anew(
    store: Store, statement: str
) -> None:
    audit = an_id()
    below(store, audit, "centro", 0)
    act(store, an_id(), done(audit))
    act(store, an_id(), added("centro"))
    before = actions(store, "centro")
    store.connection().execute(statement)
    for line in found(store.path):
        assert "kept under other audits or sites" in line
        assert "--rebuild" in line
    assert found(store.path) != []
    rebuild(store)
    assert found(store.path) == []
    assert actions(store, "centro") == before


def test_what_cannot_be_read_stops_no_migration(store: Store) -> None:
    act(store, an_id(), added("centro"))
    store.connection().execute("UPDATE event SET value = '{' WHERE kind = 'action'")
    store.close()
    make_older(store.path, 2)
    with store_in(store.path.parent) as migrated:
        assert found(migrated.path) != []


SERIES = Series("centro", CHECKLIST.id)
ASKED: dict[str, Callable[[Store], object]] = {
    "finished": lambda store: store.finished(site="centro"),
    "finished in a year": lambda store: store.finished(
        site="centro", since=instant(0), until=instant(90)
    ),
    "actions": lambda store: actions(store, "centro"),
    "followups": lambda store: store.followups("centro"),
    "all actions": lambda store: store.followups(),
    "a chain": lambda store: store.events("centro", subject="series"),
    "the latest": lambda store: [*store.audits(site="centro", limit=1)],
    "cases": lambda store: [*store.audits(site="centro", kind="case", until=instant(90))],
    "open cases": lambda store: store.open_cases("centro"),
    "a draft": lambda store: store.drafts_of("walk-in", "centro"),
    "series": lambda store: series_of(store, "centro"),
    "weeks": lambda store: weeks_of(store, SERIES),
    "week by name": lambda store: week_by_name(store, "centro", instant(0)),
    "last weeks": lambda store: last_weeks(store, "2026-W47", instant(0)),
    "noting": lambda store: note_reports(store, [A_REPORT]),
}
A_REPORT = Written("centro", "2026-W47", "centro.html", "0" * 64, instant(0))


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_asked_of_a_site_reads_no_whole_table(store: Store, asked: str) -> None:
    """Its cost does not grow with that of other sites: what SQLite means to do says so. An index of
    time alone goes through all sites as well, and drafts are few among a series' audits."""
    for at in range(3):
        audit = an_id()
        below(store, audit, "centro", at)
        act(store, an_id(), done(audit))
    note_reports(store, [A_REPORT])
    statements: list[str] = []
    store.connection().set_trace_callback(statements.append)
    ASKED[asked](store)
    store.connection().set_trace_callback(None)
    looked = [sql for sql in statements if re.match("(SELECT|INSERT|UPDATE|DELETE|WITH)", sql)]
    assert looked
    for sql in looked:
        plan = store.connection().execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
        whole = [said for *_, said in plan if re.match(_WHOLE, said)]
        assert not whole, sql
        assert "draft" not in sql or "USING INDEX audit_draft" in str(plan)


# Not what a query itself made, nor an event's value, nor the few lists of cases.
_WHOLE = (
    r"SCAN (?!CONSTANT ROW|json_each|known|asked|checklist USING INDEX checklist_case|\(subquery)"
    r"|.* audit_started "
)


def test_few_weeks_are_settled_by_their_index(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(week_sums, "_AT_ONCE", 2)
    test_what_is_asked_of_a_site_reads_no_whole_table(store, "weeks")
