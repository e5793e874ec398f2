"""A batch of cases done twice, by the program as people use it and plainly, and where the two differ."""

import io
import json
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from audit_cli.commands.main import main

from .making import ZONES, end_at, round_at
from .plain import (
    Plain,
    actions_of,
    answers_of,
    local,
    missing_in,
    questions_of,
    score_of,
    shown,
    unsettled_of,
    verdict_of,
    weeks_of,
)
from .plain_trend import standing

SetClock = Callable[[datetime], None]
SIDES = ": plainly "  # between what differs and how


class Refused(Exception):
    """What must work did not: the program said why."""


class Home:
    """The program over one home folder, at moments that are said."""

    def __init__(self, folder: Path, clock: SetClock) -> None:
        self.folder, self.clock = folder, clock
        (folder / "checklists").mkdir(parents=True)
        sites = [{"id": site, "time_zone": zone} for site, zone in ZONES.items()]
        self.file("audit.yaml", json.dumps({"language": "en", "sites": sites}))

    def file(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def run(self, *words: str) -> tuple[int, str]:
        """The exit code, and what was printed."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main(["--home", str(self.folder), "--lang", "en", *words])
        return code, out.getvalue() if code == 0 else out.getvalue() + err.getvalue()

    def data(self, *words: str) -> Any:
        code, said = self.run(*words, "--json")
        if code:
            raise Refused(said)
        return json.loads(said)


class Twice:
    """One case: what it is plainly, and the same steps in the program."""

    def __init__(self, case: Plain, home: Home, batch: int) -> None:
        self.case, self.home, self.batch = case, home, batch
        self.name = case["versions"][0]["id"]
        self.audits: dict[str, Plain] = {}
        self.acts: list[Plain] = []
        self.differences: list[str] = []

    def differ(self, where: str, plain: Any, program: Any) -> None:
        if plain != program:
            self.differences.append(f"{where}{SIDES}{plain}, by the program {program}")

    def documents(self, place: int) -> list[Plain]:
        """The answers of a round, after its checklist was written; plainly they are audits at once."""
        versions, found = self.case["versions"], []
        steps = [step for step in self.case["steps"] if step["round"] == place]
        version = versions[min(place, len(versions) - 1)]
        self.home.file(f"checklists/{self.name}.yaml", json.dumps(version))
        for step in steps:
            if step["do"] == "audit":
                self.audits[step["audit"]] = {
                    **{"id": step["audit"], "checklist": version, "site": step["site"]},
                    **{"at": datetime.fromisoformat(step["at"]), "answers": dict(step["answers"])},
                    **{"fixed": step["fixed"], "nobody": step["nobody"], "state": "finished"},
                }
                found.append({"checklist": self.name, "id": step["audit"], **step["written"]})
        return found

    def later(self, place: int) -> None:
        """What is done after the answers of a round."""
        for step in self.case["steps"]:
            if step["round"] == place and step["do"] != "audit" and step["audit"] in self.audits:
                self.at = datetime.fromisoformat(step["at"])
                self.home.clock(self.at)
                do = {"answer": self._correct, "amend": self._correct, "move": self._move}
                do = do | {"discard": self._set_aside, "restore": self._set_aside}
                do.get(step["do"], self._act)(step, self.audits[step["audit"]])

    def _tried(self, allowed: bool, *words: str) -> None:
        """Run a command that is to be done, or to be refused."""
        code, said = self.home.run(*words)
        if (code, allowed) not in ((0, True), (2, False)):
            wanted = "is done" if allowed else "is refused"
            self.differences.append(f"{' '.join(words)}{SIDES}{wanted}; exit code {code}: {said}")

    def _correct(self, step: Plain, audit: Plain) -> None:
        """An answer that comes late, or a correction, with what it makes apply."""
        if audit["nobody"]:
            return
        do, name, pairs = step["do"], step["question"], step["pairs"]
        status = answers_of(audit)[name][0]
        allowed = status == "pending" if do == "answer" else status != "not_asked"
        changed = audit | {"answers": audit["answers"] | {name: pairs[name][0]}}
        needed: list[str] = []
        while allowed and (more := missing_in(changed)):
            needed += more
            changed["answers"] |= {one: pairs[one][0] for one in more}
        words = [do, audit["id"], name, pairs[name][1]]
        why = ["--why", "so"] if do == "amend" else []
        self._tried(allowed and not needed, *words, *why)
        if needed:
            along = [word for one in needed for word in (one, pairs[one][1])]
            self._tried(True, *words, *along, *why)
        if allowed:
            audit["answers"] = changed["answers"]

    def _move(self, step: Plain, audit: Plain) -> None:
        self._tried(True, "amend", audit["id"], "site", step["site"], "--why", "another tablet")
        audit["site"] = step["site"]

    def _set_aside(self, step: Plain, audit: Plain) -> None:
        allowed = (audit["state"] == "discarded") == (step["do"] == "restore")
        self._tried(allowed, step["do"], audit["id"], "--why", "so")
        if allowed:
            audit["state"] = "discarded" if step["do"] == "discard" else "finished"

    def _act(self, step: Plain, audit: Plain) -> None:
        """Something that is done about the action that has a finding; nothing where there is none."""
        do, name = step["do"], step["question"]
        found = [a for a in self.actions() if [audit["id"], name] in names_of(a)]
        if not found:
            return
        [action] = found
        listed = self.home.data("actions", "list", "--all", "--checklist", self.name)
        sought = (audit["id"], name)
        ids = [
            a["id"] for a in listed if sought in {(f["audit"], f["question"]) for f in a["found"]}
        ]
        if len(ids) != 1:
            self.differ(f"actions with {name} of {audit['id']}", 1, len(ids))
            return
        today = self.at.astimezone(ZoneInfo(ZONES[audit["site"]])).date()
        days = step.get("days", 0)
        extra = {"reopen": ["--why", "so"], "assign": ["--due", f"{days}d"]}.get(do, [])
        allowed = (action["status"] == "done") == (do == "reopen")
        self._tried(allowed, "actions", do, ids[0], *extra)
        if allowed:
            act = {"do": do, "at": self.at, "audit": action["found"][-1][0], "question": name}
            self.acts.append(act | {"due": today + timedelta(days=days)})

    def actions(self) -> list[Plain]:
        return actions_of(self.audits.values(), self.acts, ZONES)

    # -- looking it over ---------------------------------------------------------------------------

    def compare(self, listed: Plain, trends: Plain, actions: Sequence[Plain]) -> None:
        """Note where the two differ, in every number."""
        for audit in self.audits.values():
            self._compare_audit(audit, listed.get(audit["id"], {}))
        self._compare_weeks(trends)
        self._compare_standing(trends)
        self._compare_actions([one for one in actions if one["checklist"] == self.name])
        last = next(reversed(self.audits.values()), None)
        if last:
            self._compare_answers(last)

    def _compare_audit(self, audit: Plain, found: Plain) -> None:
        where = f"audit {audit['id'][:8]}"
        plain = {
            "score": score_of(audit),
            "site": audit["site"],
            "time_zone": ZONES[audit["site"]],
            "started_at": local(audit, ZONES).isoformat(),
            "state": audit["state"],
        }
        for key, value in plain.items():
            if key == "score":
                for part, number in value.items():
                    self.differ(f"{where}, {part}", number, found.get("score", {}).get(part))
            else:
                self.differ(f"{where}, {key}", value, found.get(key))

    def _compare_answers(self, audit: Plain) -> None:
        found = self.home.data("show", audit["id"])
        questions = {question["id"]: question for question, _ in questions_of(audit["checklist"])}
        plain = [
            [name, answer[0], answer[1] if answer[0] == "given" else None]
            for name, answer in answers_of(audit).items()
        ]
        program = [[one["question"], one["status"], one["value"]] for one in found["answers"]]
        self.differ(f"answers of {audit['id'][:8]}", plain, program)
        plain = [verdict_of(questions[name], answer) for name, answer in answers_of(audit).items()]
        program = [one["verdict"] for one in found["answers"]]
        self.differ(f"verdicts of {audit['id'][:8]}", plain, program)
        if audit["state"] == "finished":
            states = sorted(
                [name, action["status"]]
                for action in self.actions()
                for of, name in names_of(action)
                if of == audit["id"]
            )
            program = sorted([one["question"], one["status"]] for one in found["actions"])
            self.differ(f"actions of {audit['id'][:8]}", states, program)

    def _compare_weeks(self, trends: Plain) -> None:
        plain = weeks_of(self.audits.values(), ZONES)
        program = {
            (site, self.name, week["week"]): (week, view["target"])
            for (site, name), view in trends.items()
            if name == self.name
            for week in view["weeks"]
        }
        self.differ("weeks", sorted(plain), sorted(program))
        for key in plain.keys() & program.keys():
            week, target = program[key]
            for name, value in plain[key].items():
                of = dict(week[name]) if isinstance(week[name], dict) else week[name]
                if name in ("points", "place", "people", "passed"):
                    percent = of.pop("percent")
                    exact = Fraction(100 * value["met"], value["of"]) if value["of"] else None
                    goal = None if name == "passed" else target
                    expected = None if exact is None else shown(exact, goal)
                    self.differ(f"{' '.join(key)}, percent of {name}", expected, percent)
                self.differ(f"{' '.join(key)}, {name}", value, of)

    def _compare_standing(self, trends: Plain) -> None:
        """What is not settled, and how it stands; how weeks are judged has a test of its own."""
        unsettled = unsettled_of(self.audits.values(), self.actions(), end_at(self.batch))
        weeks: dict[tuple[str, str], list[Plain]] = {}
        for (site, name, _), week in sorted(weeks_of(self.audits.values(), ZONES).items()):
            of_site = weeks.setdefault((site, name), [])
            if week["effective"]:
                passed = {"passed": week["passed"]["met"], "decided": week["passed"]["of"]}
                of_site.append(week["effective"] | {"audits": week["audits"]} | passed)
        for key, of_site in weeks.items():
            target = Fraction(str(trends[key]["target"]))
            plain = standing(of_site, target, unsettled.get(key, ()))
            program = trends[key]["standing"]
            self.differ(f"standing of {key[0]}", plain, {name: program[name] for name in plain})

    def _compare_actions(self, program: Sequence[Plain]) -> None:
        today = {
            site: end_at(self.batch).astimezone(ZoneInfo(zone)) for site, zone in ZONES.items()
        }
        plain = {
            told(a): told_wholly(a, today[a["key"][0]].date().isoformat()) for a in self.actions()
        }
        found = {
            (one["site"], tuple(sorted(f["audit"] for f in one["found"])), one["question"]): one
            for one in program
        }
        self.differ("actions", sorted(plain), sorted(found))
        for key in plain.keys() & found.keys():
            for name, value in plain[key].items():
                if value != "not compared":
                    given = found[key][name]
                    if name == "met" and given:
                        given = [given["audit"], given["day"]]
                    if name == "found":
                        given = [[f["audit"], f["day"]] for f in given]
                    self.differ(f"action of {key[2]} at {key[0]}, {name}", value, given)


def names_of(action: Plain) -> list[list[str]]:
    """The findings of an action: audit and question."""
    return [
        [audit, name] for (audit, _), name in zip(action["found"], action["names"], strict=True)
    ]


def told(action: Plain) -> tuple[str, tuple[str, ...], str]:
    """What an action is known by on both sides."""
    return (
        action["key"][0],
        tuple(sorted(audit for audit, _ in action["found"])),
        action["question"],
    )


def told_wholly(action: Plain, today: str) -> Plain:
    """An action as `audit actions list --json` tells it; what nobody has laid down is not compared."""
    still_open = action["status"] == "open"
    due = action["due"].isoformat()
    met = action["met"]
    return {
        "status": action["status"],
        "due": due,
        "overdue": still_open and due < today,
        "opened": action["opened"].isoformat(),
        "closed": action["closed"] and action["closed"].isoformat(),
        "on_the_spot": action["on_the_spot"],
        "recurrence": action["recurrence"],
        "found": [[audit, day.isoformat()] for audit, day in action["found"]],
        "met": (met and [met[0], met[1].isoformat()]) if still_open else "not compared",
    }


def differences_of(
    cases: Sequence[Plain], folder: Path, clock: SetClock, batch: int
) -> list[list[str]]:
    """What differs in each of some cases, all of them in one home; each in its own, where the program refuses
    any of them: all that is made here is right."""
    try:
        return _together(cases, Home(folder, clock), batch)
    except Refused as error:
        if len(cases) == 1:
            problems = [line.split(": ", 1)[-1] for line in str(error).splitlines()]
            return [[f"{problem}{SIDES}nothing is wrong" for problem in problems]]
    return [
        differences_of([case], folder.with_name(f"{folder.name}-{case['seed']}"), clock, batch)[0]
        for case in cases
    ]


def _together(cases: Sequence[Plain], home: Home, batch: int) -> list[list[str]]:
    both = [Twice(case, home, batch) for case in cases]
    for place in range(2):
        home.clock(round_at(batch, place))
        documents = [document for twice in both for document in twice.documents(place)]
        if documents:
            lines = "".join(json.dumps(document) + "\n" for document in documents)
            code, said = home.run("import", home.file(f"{place}.jsonl", lines))
            if code:
                raise Refused(said)
        for twice in both:
            twice.later(place)
    home.clock(end_at(batch))
    listed = {one["id"]: one for one in home.data("list", "--limit", "0")}
    trends = {(view["site"], view["checklist"]): view for view in home.data("trend")}
    actions = home.data("actions", "list", "--all")
    for twice in both:
        twice.compare(listed, trends, actions)
    return [twice.differences for twice in both]
