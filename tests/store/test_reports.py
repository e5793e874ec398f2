"""Which weekly reports were written: kept whatever is derived anew, and never sent along."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_cli.store.backup import backup
from audit_cli.store.faults import NotSaved
from audit_cli.store.journal import Store
from audit_cli.store.rebuilding import rebuild
from audit_cli.store.reports import Written, last_weeks, note_reports, reports_of
from audit_cli.store.transfer import export_lines, import_lines

from .making import finished, instant, store_in, stored
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
REPORTS = st.lists(
    st.builds(
        Written,
        st.sampled_from(["centro", "norte", "sur", "ñandú", ""]),
        st.sampled_from(["2025-W52", "2026-W01", "2026-W53", "2027-W01", "zzz"]),
        st.sampled_from(NAMES),
        st.sampled_from(["0" * 64, "1" * 64]),
        st.just(instant(0)),
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
        sites = {one.site for one in written}
        for site in sites | {"x"}:
            assert reports_of(store, site) == [one for one in reports_of(store) if one.site == site]
        counted = [
            (one.site, one.week)
            for one in asked
            if one.name in WEEKLY and one.week <= until and one.week != "zzz"
        ]
        assert last_weeks(store, until) == dict(sorted(counted))


def test_reports_outlive_a_rebuild_are_in_backups_and_not_in_exports(
    store: Store, tmp_path: Path
) -> None:
    stored(store, finished())
    note_reports(store, [REPORT])
    rebuild(store)
    assert reports_of(store) == [REPORT]
    assert found(store.path) == []
    copy = backup(store.path, tmp_path / "copies", "now")
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
        assert last_weeks(store, "9999-W52") == {}
        with pytest.raises(NotSaved):
            note_reports(store, [REPORT])
    assert not path.parent.exists()
