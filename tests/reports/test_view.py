"""One audit as scripts read it: the contract of `audit show ID --json`."""

import json
from datetime import timedelta
from importlib import resources

import jsonschema
import pytest
from audits import FAILING, ORDINARY, audit, walk_in

from audit_cli.language.weeks import zone_named
from audit_cli.reports.view import as_json, view_of

ROOT_KEYS = """id checklist site time_zone auditor recognised client state started_at finished_at
seconds_spent score answers actions"""
SCORE_KEYS = """percent unweighted_percent met applicable possible result zone critical_below
undecided balance place people sections"""
ANSWER_KEYS = "question value status verdict note seen_at entered_at amended"


def test_the_keys_stand_in_the_order_of_the_contract():
    found = as_json(view_of(walk_in(), audit(walk_in(), FAILING)), "en")
    assert list(found) == ROOT_KEYS.split()
    assert list(found["score"]) == SCORE_KEYS.split()
    assert list(found["answers"][0]) == ANSWER_KEYS.split()


def test_instants_have_the_offset_of_the_site_and_no_needless_milliseconds():
    found = as_json(view_of(walk_in(), audit(walk_in(), FAILING)), "en")
    assert found["started_at"] == "2026-11-16T09:15:00-06:00"
    assert found["finished_at"] == "2026-11-16T09:18:04-06:00"
    assert found["answers"][1]["seen_at"] == "2026-11-16T09:15:00-06:00"
    exact = audit(walk_in(), FAILING, finished="2026-11-16T15:18:04.250Z")
    assert as_json(view_of(walk_in(), exact), "en")["finished_at"] == (
        "2026-11-16T09:18:04.250-06:00"
    )


def test_an_action_speaks_the_readers_language_and_is_due_where_the_site_is():
    found = as_json(view_of(walk_in(), audit(walk_in(), FAILING)), "es")
    assert found["actions"][:2] == [
        {
            "question": "path-clear",
            "measure": "Despeje ya la entrada, para que nadie tropiece ni resbale.",
            "due": "2026-11-16",
            "status": "open",
        },
        {
            "question": "floor-clean",
            "measure": "Pida que limpien el piso ya.",
            "due": "2026-11-16",
            "status": "open",
        },
    ]
    assert found["actions"][2]["due"] == "2026-11-23"


def test_the_example_of_the_contract():
    score = as_json(view_of(walk_in(), audit(walk_in(), ORDINARY)), "en")["score"]
    assert (score["met"], score["applicable"], score["possible"]) == (29, 32, 38)
    assert (score["percent"], score["unweighted_percent"]) == (90.6, 92.9)
    assert (score["result"], score["zone"]) == ("pass", "expected")
    score = as_json(view_of(walk_in(), audit(walk_in(), ORDINARY | {"path-clear": "no"})), "en")[
        "score"
    ]
    assert (score["met"], score["applicable"], score["percent"]) == (26, 32, 81.3)
    assert (score["result"], score["critical_below"]) == ("fail", ["path-clear"])


@pytest.mark.parametrize("status", ["unseen", "pending"])
def test_a_serious_point_without_an_answer_leaves_no_result(status):
    answers = ORDINARY | {"privacy-kept": {"status": status}}
    found = as_json(view_of(walk_in(), audit(walk_in(), answers)), "en")
    score = found["score"]
    assert (score["met"], score["applicable"], score["percent"]) == (26, 29, 89.7)
    assert (score["result"], score["zone"]) == ("undetermined", None)
    assert score["undecided"] == ["privacy-kept"]
    [answer] = [one for one in found["answers"] if one["question"] == "privacy-kept"]
    assert (answer["status"], answer["value"], answer["verdict"]) == (status, None, None)
    _schema().validate(json.loads(json.dumps(found)))


def test_a_draft_is_undetermined_however_good_it_is():
    found = as_json(view_of(walk_in(), audit(walk_in(), ORDINARY, finished=None)), "en")
    assert (found["score"]["percent"], found["score"]["result"]) == (90.6, "undetermined")


def test_a_draft_is_undetermined_and_has_no_actions():
    found = as_json(
        view_of(walk_in(), audit(walk_in(), {"floor-clean": "no"}, finished=None)), "en"
    )
    assert (found["state"], found["finished_at"]) == ("draft", None)
    assert (found["score"]["result"], found["score"]["zone"]) == ("undetermined", None)
    assert found["actions"][:2] == []


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("finished", [None, "2026-11-16T15:18:04.000Z"])
@pytest.mark.parametrize("answers", [{}, FAILING, {"seconds-until-look": {"status": "never"}}])
def test_the_shipped_schema_describes_it(language, finished, answers):
    found = as_json(view_of(walk_in(), audit(walk_in(), answers, finished=finished)), language)
    _schema().validate(json.loads(json.dumps(found)))


def test_the_shipped_schema_refuses_what_is_not_the_contract():
    found = as_json(view_of(walk_in(), audit(walk_in(), FAILING)), "en")
    schema = _schema()
    assert not schema.is_valid({**found, "state": "over"})
    assert not schema.is_valid({key: value for key, value in found.items() if key != "client"})
    assert not schema.is_valid({**found, "score": {**found["score"], "percent": 120}})


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("UTC-06:00", -6),
        ("UTC+05:30", 5.5),
        ("+01:00", 1),
        ("UTC", 0),
        ("Nowhere/Atlantis", 0),
        ("../../etc/passwd", 0),
        ("America", 0),
        ("UTC+99:00", 0),
        ("", 0),
    ],
)
def test_a_zone_that_this_machine_does_not_know_is_read_as_utc(name, hours):
    assert zone_named(name).utcoffset(None) == timedelta(hours=hours)


def _schema():
    text = resources.files("audit_cli.reports").joinpath("audit.schema.json").read_text("utf-8")
    return jsonschema.Draft202012Validator(
        json.loads(text), format_checker=jsonschema.FormatChecker()
    )
