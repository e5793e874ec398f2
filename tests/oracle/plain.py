"""Score, weeks and actions once more, plainly: written from what the documents say, without a line of the
program, so that an error would have to be made twice in the same way.

A checklist is the plain data of its file. An answer is a list, `["given", value]` or `["na"]`, `["never"]`,
`["unseen"]`, `["pending"]`, `["missing"]`, `["not_asked"]`. An audit is a dict: id, checklist, site, at (an aware
instant), answers and fixed (as they were entered), state. `zones` are the time zones of the sites."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from math import floor
from typing import Any
from zoneinfo import ZoneInfo

Plain = dict[str, Any]
NUMERIC = ("number", "count", "seconds", "scale")


def questions_of(checklist: Plain) -> Iterator[tuple[Plain, Plain]]:
    """Each question with its section, in the order of asking."""
    return ((question, part) for part in checklist["sections"] for question in part["questions"])


def number(value: Any) -> Fraction:
    """A number as it is written: 0.3 is three tenths."""
    return Fraction(str(value))


# ── answers ──────────────────────────────────────────────────────────────────────────────────────


def answers_of(audit: Plain) -> dict[str, list[Any]]:
    """Every question's answer. What was entered under a condition that is false is ignored; what was not
    given is pending where it may be."""
    found: dict[str, list[Any]] = {}
    for question, part in questions_of(audit["checklist"]):
        conditions = question.get("only_if", [])
        conditions = [conditions] if isinstance(conditions, dict) else conditions
        if not all(fulfilled(condition, found[condition["question"]]) for condition in conditions):
            answer = ["not_asked"]
        elif audit["nobody"]:
            answer = ["never"] if "clock" in part and "to" in question else ["not_asked"]
        else:
            later = "pending" if question.get("pending") else "missing"
            answer = audit["answers"].get(question["id"], [later])
        found[question["id"]] = answer
    return found


def missing_in(audit: Plain) -> list[str]:
    """The questions that still want an answer."""
    return [name for name, answer in answers_of(audit).items() if answer == ["missing"]]


def fulfilled(condition: Plain, answer: list[Any]) -> bool:
    """A condition on anything but a given answer is false, `is: never` apart."""
    [(operator, operand)] = ((key, condition[key]) for key in condition if key != "question")
    if answer == ["never"]:
        return (operator, operand) == ("is", "never")
    if answer[0] != "given":
        return False
    value = answer[1]
    if operator == "given":
        return True
    if operator in ("more_than", "less_than"):
        return beyond({operator: operand}, value)
    wanted = operand if isinstance(operand, list) else [operand]
    chosen = value if isinstance(value, list) else [value]
    among = any(str(one) == str(other) for one in wanted for other in chosen)
    return not among if operator == "is_not" else among


def beyond(limit: Plain, value: Any) -> bool:
    [(operator, operand)] = limit.items()
    return (number(value) - number(operand)) * (1 if operator == "more_than" else -1) > 0


# ── verdicts and score ───────────────────────────────────────────────────────────────────────────


def standard_of(question: Plain) -> Plain | None:
    return question.get("standard") or ({"is": "yes"} if question["type"] == "yes_no" else None)


def judged_by_option(question: Plain) -> bool:
    options = question.get("options", {}).values()
    return any("verdict" in option for option in options)


def has_verdict(question: Plain) -> bool:
    """Whether an answer to it can have a verdict; opinions and what has no standard get none."""
    if question.get("opinion"):
        return False
    return question["type"] == "rating" or bool(standard_of(question)) or judged_by_option(question)


def weight_of(question: Plain) -> int:
    return question.get("weight", 1) if has_verdict(question) else 0


def accepts(standard: Plain, value: Any) -> bool:
    [(operator, operand)] = standard.items()
    if operator == "at_most":
        return number(value) <= number(operand)
    if operator == "at_least":
        return number(value) >= number(operand)
    if operator == "between":
        return number(operand[0]) <= number(value) <= number(operand[1])
    if operator == "is":
        return str(value) == str(operand)
    chosen = set(value) if isinstance(value, list) else {value}
    if operator == "any_of":
        return bool(chosen & set(operand))
    return chosen >= set(operand) if operator == "all_of" else not chosen & set(operand)


def verdict_of(question: Plain, answer: list[Any]) -> str | None:
    """`below`, `meets` or `exceeds`; None for what has no verdict."""
    if not has_verdict(question) or answer[0] not in ("given", "never"):
        return None
    if answer == ["never"]:
        return "below"
    value = answer[1]
    if question["type"] == "rating":
        return str(value)
    if judged_by_option(question):
        return str(question["options"][value]["verdict"])
    standard = standard_of(question)
    assert standard
    if not accepts(standard, value):
        return "below"
    better = question.get("exceeds")
    return "exceeds" if better and accepts(better, value) else "meets"


def is_serious(question: Plain, answer: list[Any]) -> bool:
    """Whether this answer fails the audit, whatever its percentage."""
    critical = question.get("critical", False)
    if isinstance(critical, dict):
        return answer == ["never"] or (answer[0] == "given" and beyond(critical, answer[1]))
    return bool(critical) and verdict_of(question, answer) == "below"


def rounded(exact: Fraction) -> int:
    """To the nearest whole number, a half upward."""
    return floor(exact + Fraction(1, 2))


def shown(exact: Fraction, target: Any = None) -> float:
    """A percentage to one decimal, downward when rounding would cross the target; 100 only if all was met,
    0 only if nothing was."""
    tenths = rounded(exact * 10)
    if target is not None and exact < number(target) <= Fraction(tenths, 10):
        tenths = floor(exact * 10)
    if 0 < exact < 100:
        tenths = min(max(tenths, 1), 999)
    return tenths / 10


def share(items: list[tuple[int, str]]) -> Plain:
    """Met and applicable weight of items, each its weight and its verdict."""
    met = sum(weight for weight, verdict in items if verdict != "below")
    return {"met": met, "applicable": sum(weight for weight, _ in items)}


def score_of(audit: Plain) -> Plain:
    """The score of an audit, as `audit show --json` has it. A critical item that applies and is pending or
    unseen leaves it without a result, unless it fails anyway."""
    checklist, answers = audit["checklist"], answers_of(audit)
    target = checklist.get("target", 85)
    judged = [
        (question, part["id"], weight_of(question), verdict)
        for question, part in questions_of(checklist)
        if (verdict := verdict_of(question, answers[question["id"]]))
    ]
    whole = share([(weight, verdict) for *_, weight, verdict in judged])
    scored = [(1, verdict) for *_, weight, verdict in judged if weight]
    possible = sum(weight_of(question) for question, _ in questions_of(checklist))
    count = Counter(verdict for *_, verdict in judged)
    serious = [q["id"] for q, _ in questions_of(checklist) if is_serious(q, answers[q["id"]])]
    percent = unweighted = None
    if possible and 2 * whole["applicable"] >= possible:
        percent = Fraction(100 * whole["met"], whole["applicable"])
        unweighted = Fraction(100 * share(scored)["met"], len(scored))
    undecided = [
        question["id"]
        for question, _ in questions_of(checklist)
        if has_verdict(question)
        and question.get("critical")
        and answers[question["id"]] in (["pending"], ["unseen"])
    ]
    if serious or (percent is not None and percent < number(target)):
        result = "fail"
    else:
        result = "undetermined" if percent is None or undecided else "pass"
    zone = {"fail": "below", "pass": "expected", "undetermined": None}[result]
    if result == "pass" and count["exceeds"] >= checklist.get("delight", 2):
        zone = "beyond"

    def about(what: str) -> Plain:
        return share([(w, v) for q, _, w, v in judged if q.get("about", "people") == what])

    return {
        "percent": None if percent is None else shown(percent, target),
        "unweighted_percent": None if unweighted is None else shown(unweighted, target),
        **whole,
        "possible": possible,
        "result": result,
        "zone": zone,
        "critical_below": serious,
        "undecided": undecided,
        "balance": {"exceeds": count["exceeds"], "below": count["below"]},
        "place": about("place"),
        "people": about("people"),
        "sections": [
            {"id": part["id"], **share([(w, v) for _, of, w, v in judged if of == part["id"]])}
            for part in checklist["sections"]
        ],
    }


# ── weeks ────────────────────────────────────────────────────────────────────────────────────────


def local(audit: Plain, zones: Mapping[str, str]) -> datetime:
    """When an audit started, by the clock of its site."""
    at: datetime = audit["at"]
    return at.astimezone(ZoneInfo(zones[audit["site"]]))


def week_of(moment: datetime) -> str:
    year, week, _ = moment.isocalendar()
    return f"{year}-W{week:02}"


def weeks_of(
    audits: Iterable[Plain], zones: Mapping[str, str]
) -> dict[tuple[str, str, str], Plain]:
    """What the finished audits of each (site, checklist, week) add up to; without a percentage, an audit is
    not pooled."""
    found: dict[tuple[str, str, str], list[Plain]] = {}
    for audit in audits:
        if audit["state"] == "finished":
            key = (audit["site"], audit["checklist"]["id"], week_of(local(audit, zones)))
            found.setdefault(key, []).append(audit)
    return {key: _summed(members) for key, members in found.items()}


def _summed(audits: list[Plain]) -> Plain:
    scores = [(audit, score_of(audit)) for audit in audits]
    pooled = [(audit, score) for audit, score in scores if score["percent"] is not None]
    results = Counter(score["result"] for _, score in scores)
    weights = [
        weight_of(question)
        for audit, _ in pooled
        for (question, _), answer in zip(
            questions_of(audit["checklist"]), answers_of(audit).values(), strict=True
        )
        if verdict_of(question, answer)
    ]

    def points(part: str | None) -> Plain:
        parts = [score[part] if part else score for _, score in pooled]
        return {"met": sum(p["met"] for p in parts), "of": sum(p["applicable"] for p in parts)}

    whole = points(None)
    effective = None
    if whole["of"]:
        items = rounded(Fraction(sum(weights) ** 2, sum(weight**2 for weight in weights)))
        effective = {"met": rounded(Fraction(whole["met"], whole["of"]) * items), "items": items}
    return {
        "audits": len(audits),
        "pooled": len(pooled),
        "points": whole,
        "place": points("place"),
        "people": points("people"),
        "passed": {"met": results["pass"], "of": results["pass"] + results["fail"]},
        "critical_failures": sum(bool(score["critical_below"]) for _, score in scores),
        "balance": {
            side: sum(score["balance"][side] for _, score in scores)
            for side in ("exceeds", "below")
        },
        "effective": effective,
    }


# ── actions ──────────────────────────────────────────────────────────────────────────────────────


def finding_of(question: Plain, answer: list[Any]) -> str | None:
    """`below` where this answer opens an action, `met` where it proposes closing one, None where it says
    nothing about it. An opinion speaks by its label."""
    said = verdict_of(question, answer)
    if question.get("opinion") and answer[0] == "given":
        said = answer[1]
    return said and ("below" if said == "below" else "met")


def due_days(question: Plain, part: Plain) -> int:
    """In how many days it is due: today where it is immediate, else as the question says, or in seven."""
    days = 0 if part.get("immediate") else question.get("due", 7)
    return 0 if days == "today" else int(days)


def items_of(checklists: Iterable[Plain]) -> dict[tuple[str, str], str]:
    """What each question of a checklist is called today: a renamed one keeps its history."""
    became: dict[tuple[str, str], str] = {}
    for checklist in checklists:
        for question, _ in questions_of(checklist):
            if "was" in question:
                became[checklist["id"], question["was"]] = question["id"]
    return became


def actions_of(
    audits: Iterable[Plain], acts: Iterable[Plain], zones: Mapping[str, str]
) -> list[Plain]:
    """Every action, folded from what audits found and people did, item by item.

    An act is a dict: do (done, reopen, assign), at (an instant), audit and question (the finding that it is
    about), due (a day, of `assign`)."""
    audits = list(audits)
    became = items_of(audit["checklist"] for audit in audits)
    by_id = {audit["id"]: audit for audit in audits}
    told: dict[tuple[str, str, str], list[tuple[datetime, Plain]]] = {}
    for audit in audits:
        if audit["state"] != "finished":
            continue
        answers = answers_of(audit)
        for question, part in questions_of(audit["checklist"]):
            said = finding_of(question, answers[question["id"]])
            if said:
                key = _item(audit, question["id"], became)
                sighting = {"said": said, "audit": audit, "question": question, "part": part}
                told.setdefault(key, []).append((audit["at"], sighting))
    for act in acts:
        key = _item(by_id[act["audit"]], act["question"], became)
        began = by_id[act["audit"]]["at"]
        told.setdefault(key, []).append((act["at"], {"said": "act", "began": began, **act}))
    return [
        action
        for key, told_of in told.items()
        for action in _folded(key, [what for _, what in sorted(told_of, key=_when)], zones)
    ]


def unsettled_of(
    audits: Iterable[Plain], actions: Iterable[Plain], until: datetime
) -> dict[tuple[str, str], list[str]]:
    """By site and checklist the critical items whose failure is not settled, as the version asked last has them,
    in its order."""
    finished = sorted(
        (a for a in audits if a["state"] == "finished"), key=lambda audit: audit["at"]
    )
    became = items_of(audit["checklist"] for audit in finished)
    of_site: dict[tuple[str, str], list[Plain]] = {}
    for audit in finished:
        of_site.setdefault((audit["site"], audit["checklist"]["id"]), []).append(audit)
    actions = list(actions)
    return {
        key: [
            question["id"]
            for question, _ in questions_of(members[-1]["checklist"])
            if _unsettled(
                _item(members[-1], question["id"], became), members, actions, until, became
            )
        ]
        for key, members in of_site.items()
    }


def _unsettled(
    item: tuple[str, str, str],
    audits: list[Plain],
    actions: list[Plain],
    until: datetime,
    became: Mapping[tuple[str, str], str],
) -> bool:
    told = []  # of each verdict: when, whether it was met, whether it failed the audit
    for audit in audits:
        answers = answers_of(audit)
        for question, _ in questions_of(audit["checklist"]):
            verdict = verdict_of(question, answers[question["id"]])
            failed = is_serious(question, answers[question["id"]])
            if _item(audit, question["id"], became) == item and (verdict or failed):
                told.append((audit, verdict != "below", failed))
    failures = [place for place, (_, _, failed) in enumerate(told) if failed]
    if not failures:
        return False
    failing = {told[place][0]["id"] for place in failures}
    for action in actions:
        found = failing & {audit for audit, _ in action["found"]}
        if found and action["key"] == item and action["status"] == "open":
            return True
    since = told[failures[-1] + 1 :]
    in_a_row = 0
    for _, met, _ in since:
        in_a_row = in_a_row + 1 if met else 0
    several = sum(failed for _, _, failed in told[-10:]) > 1
    if in_a_row >= (5 if several else 2):
        return False
    last = told[failures[-1]][0]["at"]
    return until - last < timedelta(weeks=8) or sum(audit["at"] > last for audit in audits) < 4


def _when(told: tuple[datetime, Plain]) -> datetime:
    return told[0]


def _item(
    audit: Plain, question: str, became: Mapping[tuple[str, str], str]
) -> tuple[str, str, str]:
    checklist = audit["checklist"]["id"]
    return audit["site"], checklist, became.get((checklist, question), question)


def _folded(key: tuple[str, str, str], told: list[Plain], zones: Mapping[str, str]) -> list[Plain]:
    """The actions of one item at one site: at most one of them is open."""
    actions: list[Plain] = []
    below: list[bool] = []
    for what in told:
        if what["said"] == "act":
            _act(actions, what, ZoneInfo(zones[key[0]]))
            continue
        day = local(what["audit"], zones).date()
        if not what["question"].get("opinion"):  # which is never recurring
            below.append(what["said"] == "below")
        still_open = next((action for action in actions if action["status"] == "open"), None)
        if what["said"] == "met":
            if still_open:
                still_open["met"] = [what["audit"]["id"], day]
            continue
        if still_open is None:
            due = day + timedelta(days=due_days(what["question"], what["part"]))
            still_open = {
                "key": key,
                "status": "open",
                "opened": day,
                "due": due,
                "found": [],
                "names": [],
            }
            actions.append(still_open)
        still_open |= {"question": what["question"]["id"], "met": None, "closed": None}
        still_open["open_until"] = None
        still_open["found"].append([what["audit"]["id"], day])
        still_open["names"].append(what["question"]["id"])
        still_open["on_the_spot"] = what["question"]["id"] in what["audit"]["fixed"]
        if still_open["on_the_spot"]:
            still_open |= {"status": "done", "closed": day, "open_until": what["audit"]["at"]}
    for action in actions:
        action["recurrence"] = _recurrence(below) if action is actions[-1] else "not compared"
    return actions


def _act(actions: list[Plain], act: Plain, zone: ZoneInfo) -> None:
    """What a person did. What is done or assigned was open: should the finding that it was said about be none
    any more, or belong to what is closed by now, it is about what is open. So nothing that was said is lost.
    What is reopened was done since that audit: a finding that is none any more brings back nothing older."""
    about = [a for a in actions if any(audit == act["audit"] for audit, _ in a["found"])]
    if act["do"] != "reopen":
        about = [a for a in actions if a["status"] == "open"] or about
    else:
        about = about or [
            a for a in actions if a["open_until"] is None or a["open_until"] >= act["began"]
        ]
    if act["do"] == "assign":
        about = about or actions[-1:]
    if not about:
        return
    action = about[0]
    if act["do"] == "done":
        if action["status"] == "open":  # else it was done before
            day = act["at"].astimezone(zone).date()
            action |= {"status": "done", "closed": day, "open_until": act["at"]}
    elif act["do"] == "assign":
        action |= {"due": act["due"]}
    else:  # what was found again since is the same action still
        later = actions[actions.index(action) + 1 :]
        action |= {"status": "open", "closed": None, "met": None, "on_the_spot": False}
        action["open_until"] = None
        for key in ("found", "names"):
            action[key] += [found for one in later for found in one[key]]
        if later:
            action["question"] = later[-1]["question"]
        del actions[actions.index(action) + 1 :]


def _recurrence(below: list[bool]) -> str | None:
    """Not met now, and in one (or both) of the two audits before that judged it."""
    if not below or not below[-1]:
        return None
    return {0: None, 1: "recurring", 2: "chronic"}[sum(below[-3:-1])]
