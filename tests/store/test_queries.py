"""Finding and listing."""

import pytest

from audit_cli.store import queries
from audit_cli.store.faults import AmbiguousAudit, NoAuditYet, UnknownAudit
from audit_cli.store.journal import Store

from .making import CHECKLIST, an_id, event, instant, numbered, start


def audit(
    store: Store, *, at: int, site: str = "centro", ends: str | None = "finish", name: str = ""
) -> str:
    """A stored audit whose last event is of the kind `ends`, with one pending answer."""
    events = [start(at=at, site=site), event(0, "answer", "name-known", {"status": "pending"})]
    if ends == "finish":
        events.append(event(0, "finish", None, {"seconds_spent": 9}, seen=at + 9))
    elif ends == "discard":
        events.append(event(0, "discard", None, None, "a test"))
    name = name or an_id()
    store.append(name, numbered(events), pin=CHECKLIST)
    return name


def test_an_audit_is_found_by_id_prefix_and_last(store: Store) -> None:
    first = audit(store, at=1, name="abcd0000-0000-4000-8000-000000000000")
    late = audit(store, at=90, name="abce0000-0000-4000-8000-000000000000")
    audit(store, at=5, name="1bce0000-0000-4000-8000-000000000000")
    audit(store, at=100, ends="discard")
    assert store.find("abcd") == first == store.find("ABCD") == store.find(first)
    assert store.find("last") == late
    with pytest.raises(AmbiguousAudit) as failure:
        store.find("abc")
    assert failure.value.values["candidates"] == f"{first}, {late}"
    for unknown in ("ffff", "%", "", "LAST", "abcd'"):
        with pytest.raises(UnknownAudit):
            store.find(unknown)


def test_at_most_five_candidates_are_named(store: Store) -> None:
    names = [audit(store, at=n, name=f"a{n}000000-0000-4000-8000-000000000000") for n in range(7)]
    with pytest.raises(AmbiguousAudit, match="…") as failure:
        store.find("a")
    assert failure.value.values["candidates"] == ", ".join([*names[:5], "…"])


def test_last_of_none(store: Store) -> None:
    with pytest.raises(NoAuditYet):
        store.find("last")


def test_listing_is_newest_first_and_filtered(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)  # several pages
    a = audit(store, at=10)
    b = audit(store, at=20, site="norte")
    c = audit(store, at=20, ends=None)
    d = audit(store, at=30, ends="discard")

    def ids(**wanted: object) -> list[str]:
        return [row.id for row in store.audits(**wanted)]  # type: ignore[arg-type]

    newest_first = [d, *sorted([b, c], reverse=True), a]
    assert ids() == newest_first
    assert [ids(limit=n) for n in range(6)] == [newest_first[:n] for n in range(6)]
    assert ids(site="norte") == [b]
    assert ids(checklist="phone-test") == []
    assert ids(since=instant(20), until=instant(30)) == sorted([b, c], reverse=True)
    assert ids(state="draft") == [c]
    assert ids(pending=True) == newest_first[1:]


def test_finished_audits_between_two_instants(store: Store) -> None:
    a, b, c = (audit(store, at=at) for at in (10, 20, 30))
    audit(store, at=20, ends=None)

    def ids(**wanted: str) -> set[str]:
        return {end.id for end in store.finished(**wanted)}

    assert ids() == {a, b, c}
    assert ids(since=instant(20)) == {b, c}
    assert ids(until=instant(20)) == {a}
    assert ids(site="centro", since=instant(20), until=instant(30)) == {b}


def test_the_latest_draft_is_offered(store: Store) -> None:
    audit(store, at=10, ends=None)
    latest = audit(store, at=20, ends=None)
    audit(store, at=30)
    audit(store, at=40, site="norte", ends=None)
    assert store.draft_of("walk-in", "centro") == latest
    assert store.draft_of("phone-test", "centro") is None


def test_a_listing_locks_nothing_while_the_reader_thinks(store: Store) -> None:
    for at in range(3):
        audit(store, at=at)
    rows = store.audits()
    next(rows)
    audit(store, at=50)
    assert len(list(rows)) == 2
