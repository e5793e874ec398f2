"""Which weekly reports were written: kept whatever is derived anew, and never sent along."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_cli.store.backups import back_up
from audit_cli.store.doctor import rebuild
from audit_cli.store.faults import NotSaved
from audit_cli.store.journal import Store
from audit_cli.store.transfer import export_lines, import_lines
from audit_cli.store.written_reports import (
    Written,
    last_weeks,
    note_reports,
    week_by_name,
)

from .making import finished, instant, reports_of, store_in, stored
from .test_doctor import found

REPORT = Written("centro", "2026-W47", "centro-2026-W47.html", "0" * 64, instant(0))
WEEKLY = (
    "weekly-{}-x.html",
    "weekly-{}-x.json",
    "/a/weekly-team/weekly-{}-x.html",
    "C:\\weekly-{}-x.md",
)
NAMES = (
    *WEEKLY,
    "team-{}-x.html",
    "/weekly-{}/team-{}-x.html",
    "my-weekly-{}-x.html",
    "x.html",
    "",
)
NOW, AHEAD = "2028-02-01T00:00:00.000Z", "2028-02-01T00:00:00.001Z"
# When the weeks are over in Kiritimati.
OVER = {
    "2025-W52": "2025-12-28T10:00:00.000Z",
    "2026-W01": "2026-01-04T10:00:00.000Z",
    "2026-W53": "2027-01-03T10:00:00.000Z",
    "2027-W01": "2027-01-10T10:00:00.000Z",
}


def counts(one: Written) -> bool:
    """Whether a note can be true."""
    return OVER.get(one.week, AHEAD) <= one.written_at <= NOW


REPORTS = st.lists(
    st.builds(
        Written,
        st.sampled_from(["centro", "norte", "sur", "ñandú", ""]),
        st.sampled_from(["2025-W52", "2026-W01", "2026-W53", "2027-W01", "zzz"]),
        st.sampled_from(NAMES),
        st.sampled_from(["0" * 64, "1" * 64]),
        st.sampled_from(
            [instant(0), "2027-01-03T10:00:00.000Z", "2028-01-01T00:00:00.000Z", AHEAD]
        ),
    ),
    max_size=12,
)


@given(REPORTS, st.sampled_from(["2026-W01", "2026-W52", "9999-W52"]))
def test_the_last_of_each_file_is_kept_and_the_last_week_of_each_site(
    asked: list[Written], until: str
) -> None:
    written = [one._replace(name=one.name.replace("{}", one.week)) for one in asked]
    store = Store.open(Path("/nowhere/audit.db"), backups=Path("/nowhere"), read_only=True)
    with store:
        store.connection().execute("PRAGMA query_only=OFF")  # of a database in memory
        for one in written:
            note_reports(store, [one])
        kept = {one[:3]: one for one in written}
        assert reports_of(store) == [kept[key] for key in sorted(kept)]
        true = [one for one in reports_of(store) if counts(one)]
        for site in {one.site for one in written} | {"x"}:
            names = {one.name: one.week for one in true if one.site == site}
            assert week_by_name(store, site, NOW) == names
        weekly = {name.replace("{}", week) for name in WEEKLY for week in OVER}
        last = {one.site: one.week for one in true if one.name in weekly and one.week <= until}
        assert last_weeks(store, until, NOW) == last


def test_reports_outlive_a_rebuild_are_in_backups_and_not_in_exports(
    store: Store, tmp_path: Path
) -> None:
    stored(store, finished())
    note_reports(store, [REPORT])
    rebuild(store)
    assert reports_of(store) == [REPORT]
    assert found(store.path) == []
    copy = back_up(store.path, tmp_path / "copies", "now")
    with Store.open(copy, backups=tmp_path, read_only=True) as copied:
        assert reports_of(copied) == [REPORT]
    with store_in(tmp_path / "other") as other:
        import_lines(other, export_lines(store), "export")
        assert reports_of(other) == []


def test_several_are_noted_as_one_or_not_at_all(store: Store) -> None:
    with suppress(ZeroDivisionError), store.transaction():
        note_reports(store, [REPORT])
        raise ZeroDivisionError
    assert reports_of(store) == []


def test_where_nothing_is_stored_nothing_was_written_and_nothing_is_made(tmp_path: Path) -> None:
    path = tmp_path / "none" / "audit.db"
    with Store.open(path, backups=tmp_path, read_only=True) as store:
        assert reports_of(store) == []
        assert last_weeks(store, "9999-W52", NOW) == {}
        with pytest.raises(NotSaved):
            note_reports(store, [REPORT])
    assert not path.parent.exists()
