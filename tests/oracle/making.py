"""Random cases, as plain data: one checklist in one or two versions, a few audits with it at several sites,
and what people did about them later. The same seed makes the same case."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from .plain import Plain, answers_of, has_verdict, number, questions_of

ZONES = {
    "kolkata": "Asia/Kolkata",
    "kiritimati": "Pacific/Kiritimati",
    "auckland": "Pacific/Auckland",
    "madrid": "Europe/Madrid",
    "santiago": "America/Santiago",
    "new-york": "America/New_York",
    "pago": "Pacific/Pago_Pago",
}
# Mondays a fortnight before clocks change somewhere, or before a year with a week 53 ends.
MONDAYS = [
    *(date(2026, 3, 16), date(2026, 10, 12), date(2026, 12, 14), date(2020, 12, 14)),
    *(date(2026, 3, 23), date(2026, 8, 24), date(2026, 9, 14), date(2025, 12, 15)),
]
HOURS = [time(0, 0), time(0, 40), time(1, 30), time(2, 30), time(12), time(22, 59), time(23, 59)]
ROUNDS = (14, 35)  # days after the Monday when answers are imported, and then things happen
END = 50
YES = ("yes", "sí", "SI", "y", "true", "1")
NO = ("no", "No", "n", "false", "0")
LABELS = {"below": "Mal", "meets": "Regular", "exceeds": "Bien"}
WEIGHTS = (0, 1, 1, 1, 2, 3, 5, 7, 999, 1000)


def monday_of(batch: int) -> date:
    """The Monday from which the cases of a batch begin."""
    return MONDAYS[batch % len(MONDAYS)]


def round_at(batch: int, place: int) -> datetime:
    """When the answers of a round are imported."""
    return datetime.combine(monday_of(batch) + timedelta(days=ROUNDS[place]), time(9), UTC)


def end_at(batch: int) -> datetime:
    """When all is looked over."""
    return datetime.combine(monday_of(batch) + timedelta(days=END), time(15, 30), UTC)


def case_of(seed: int, batch: int) -> Plain:
    """A case: `versions` of its checklist, and `steps` in two rounds."""
    random = Random(seed)
    first = _checklist(random, f"list-{seed}", "1.0")
    versions = [first, _next_version(random, first)] if random.random() < 0.4 else [first]
    sites = random.sample(sorted(ZONES), random.choice((1, 2, 2, 3)))
    steps: list[Plain] = []
    moments: set[datetime] = set()
    for place in range(2):
        version = versions[min(place, len(versions) - 1)]
        for _ in range(random.choice((1, 2, 3, 4)) if place == 0 else random.choice((0, 1, 2))):
            audit = _audit(random, version, random.choice(sites), batch, place, moments)
            audit["audit"] = str(UUID(int=random.getrandbits(128), version=4))
            steps.append(
                {"do": "audit", "round": place, "version": versions.index(version)} | audit
            )
        known = [step for step in steps if step["do"] == "audit"]
        for number_ in range(random.choice((0, 1, 2, 3, 4, 5, 6))):
            at = round_at(batch, place) + timedelta(hours=7 * (number_ + 1), minutes=seed % 60)
            step = _taken_back(random, steps[-1])
            if step is None:
                audit = random.choice(known)
                step = _later(random, versions[audit["version"]], audit, sites)
            steps.append(step | {"round": place, "at": at.isoformat()})
    return {"seed": seed, "versions": versions, "steps": steps}


# ── checklists ───────────────────────────────────────────────────────────────────────────────────


def _checklist(random: Random, name: str, version: str) -> Plain:
    sections: list[Plain] = []
    earlier: list[Plain] = []
    for number_ in range(random.choice((1, 2, 2, 3))):
        section: Plain = {"id": f"s{number_}", "title": f"Part {number_}", "questions": []}
        if random.random() < 0.3:
            section["immediate"] = True
        if number_ == 0 and random.random() < 0.15:
            section["clock"] = {
                "start": "I call",
                "marks": [{"id": "answered", "label": "They answer"}],
                "nobody": {"label": "Nobody", "ends": True},
            }
            timed = {"id": "timed", "ask": "timed?", "type": "seconds", "to": "answered"}
            section["questions"].append(timed | {"standard": {"at_most": 20}, "critical": True})
            earlier.append(section["questions"][0])
        for _ in range(random.choice((1, 2, 3, 4))):
            section["questions"].append(_question(random, f"q{len(earlier)}", earlier))
            earlier.append(section["questions"][-1])
        sections.append(section)
    whole: Plain = {"id": name, "version": version, "title": f"List {name}", "sections": sections}
    if random.random() < 0.8:
        thirds = (33.3333, 66.6667, 99.95, 66.7, 33.4, 85.7143, 12.5, 87.5, 90, 80, 60, 50, 40, 1)
        whole["target"] = random.choice((*thirds, 100, round(random.uniform(1, 100), 2)))
    if random.random() < 0.6:
        whole["delight"] = random.choice((1, 1, 2, 3))
    return whole


def _question(random: Random, name: str, earlier: Sequence[Plain]) -> Plain:
    kinds = ("yes_no", "yes_no", "yes_no", "rating", "choice", "choices")
    kind = random.choice((*kinds, "number", "count", "seconds", "scale", "text", "photo"))
    asked: Plain = {"id": name, "ask": f"{name}?", "type": kind}
    asked |= _judging(random, kind)
    for flag, chance in (("na", 0.4), ("pending", 0.4)):
        if random.random() < chance:
            asked[flag] = True
    if random.random() < 0.3:
        asked["unseen"] = random.choice(
            (True, False, {"en": "Out of sight", "es": "Fuera de la vista"})
        )
    if has_verdict(asked):
        if random.random() < 0.7:
            asked["weight"] = random.choice(WEIGHTS)
        if "critical" not in asked and random.random() < 0.2:
            asked["critical"] = True
    if random.random() < 0.4:
        asked["about"] = random.choice(("place", "people"))
    if random.random() < 0.3:
        asked["due"] = random.choice((0, "today", 1, 3, 14))
    if earlier and random.random() < 0.4:
        nearest = earlier[-2:]  # so that there are chains of them
        conditions = [_condition(random, random.choice(nearest)) for _ in range(2)]
        asked["only_if"] = conditions if random.random() < 0.25 else conditions[0]
    return asked


def _judging(random: Random, kind: str) -> Plain:
    """The keys by which answers of a type are judged."""
    if kind == "yes_no":
        return random.choice(({}, {}, {"standard": {"is": "no"}}, {"standard": {"is": "yes"}}))
    if kind == "rating":
        labels = {"labels": LABELS}
        return labels | {"opinion": True} if random.random() < 0.4 else labels
    if kind in ("choice", "choices"):
        return _of_options(random, kind)
    if kind in ("text", "photo"):
        return {}
    return _of_numbers(random, kind)


def _of_options(random: Random, kind: str) -> Plain:
    names = ["alfa", "beta", "gama", "delta"][: random.choice((2, 3, 4))]
    options: Plain = {name: {"label": f"Opción {name}"} for name in names}
    found: Plain = {"options": options}
    way = random.random()
    if way < 0.2:
        return found
    if kind == "choice" and way < 0.6:
        for option in options.values():
            option["verdict"] = random.choice(list(LABELS))
        return found
    some = sorted(random.sample(names, random.randint(1, len(names) - 1)))
    if kind == "choice":
        accepted = set(some)
        found["standard"] = {"any_of": some}
        if random.random() < 0.5:
            found["standard"] = {"none_of": some}
            accepted = set(names) - accepted
        if len(accepted) > 1 and random.random() < 0.6:
            found["exceeds"] = {"is": min(accepted)}
        return found
    operator = random.choice(("any_of", "all_of", "none_of"))
    found["standard"] = {operator: some}
    others = sorted(set(names) - set(some))
    if random.random() < 0.6:
        if operator == "any_of":
            found["exceeds"] = {"all_of": [some[0], others[0]]}
        else:
            found["exceeds"] = {operator: [*some, others[0]]}
    return found


def _of_numbers(random: Random, kind: str) -> Plain:
    """Standards with limits that answers meet exactly: decimals for numbers and seconds."""
    whole = kind in ("count", "scale")
    found: Plain = {}
    if kind == "scale" and random.random() < 0.5:
        found |= {"min": 0, "max": 10}
    if random.random() < 0.15:
        return found
    low = random.choice((1, 2)) if whole else random.choice((0.1, 0.3, 1.1, 2.5, 4.1234))
    step = 1 if whole else random.choice((0.1, 0.2, 1, 2.25))
    high = float(number(low) + number(step))
    high = int(high) if high.is_integer() else high
    operator = random.choice(("at_most", "at_least", "between", "is"))
    better = random.random() < 0.5
    found["standard"] = {operator: {"at_most": high, "between": [low, high]}.get(operator, low)}
    if operator == "at_most" and better:
        found["exceeds"] = {"at_most": low}
    elif operator == "at_least" and better:
        found["exceeds"] = {"at_least": high}
    elif operator == "between" and better:
        found["exceeds"] = {"is": low}
    if random.random() < 0.3:
        top = found["standard"][operator]
        top = top[1] if operator == "between" else top
        if operator == "at_least":
            if kind != "scale":
                found["critical"] = {"less_than": top}
        else:
            found["critical"] = {"more_than": random.choice((top, top + 1))}
    return found


def _condition(random: Random, about: Plain) -> Plain:
    """A condition on an earlier question that fits its type."""
    kind = about["type"]
    operators = {"choices": ("any_of", "given"), "text": ("given",), "photo": ("given",)}
    numeric = kind in ("number", "count", "seconds", "scale")
    words = ("is", "is", "is_not", "any_of", "given")
    fitting = operators.get(kind, (*words, "more_than", "less_than") if numeric else words)
    operator = random.choice(fitting)
    if operator == "given":
        return {"question": about["id"], "given": True}
    if operator == "is" and numeric and kind != "scale" and random.random() < 0.4:
        return {"question": about["id"], "is": "never"}
    values = [_value(random, about) for _ in range(2)]
    if kind == "choices":
        values = [value[0] for value in values]
    operand = sorted(set(values)) if operator == "any_of" else values[0]
    return {"question": about["id"], operator: operand}


def _next_version(random: Random, before: Plain) -> Plain:
    """The same list, changed a little: weights, a target, a question that is called otherwise."""
    after: Plain = copied(before)
    after["version"] = "2.0"
    questions = [question for question, _ in questions_of(after)]
    renamed = random.choice(questions)
    if "clock" not in after["sections"][0] or renamed is not questions[0]:
        was = renamed["id"]
        renamed |= {"id": f"{was}-new", "was": was}
        for question in questions:
            conditions = question.get("only_if", [])
            for condition in [conditions] if isinstance(conditions, dict) else conditions:
                if condition["question"] == was:
                    condition["question"] = renamed["id"]
    for question in questions:
        if has_verdict(question) and random.random() < 0.3:
            question["weight"] = random.choice(WEIGHTS)
    after["target"] = random.choice((60, 85, 92.5))
    return after


def copied(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: copied(value) for key, value in data.items()}
    return [copied(value) for value in data] if isinstance(data, list) else data


# ── answers ──────────────────────────────────────────────────────────────────────────────────────


def _value(random: Random, question: Plain) -> Any:
    """A value that this question takes; a number often just at one of its limits."""
    kind = question["type"]
    if kind == "yes_no":
        return random.choice(("yes", "yes", "no"))
    if kind == "rating":
        return random.choice(list(LABELS))
    if kind == "choice":
        return random.choice(list(question["options"]))
    if kind == "choices":
        names = list(question["options"])
        chosen = random.sample(names, random.randint(1, len(names)))
        return [name for name in names if name in chosen]
    if kind in ("text", "photo"):
        return random.choice(("mud.jpg", "all is well", "ñandú", "no"))
    limits = [
        limit
        for key in ("standard", "exceeds", "critical")
        if isinstance(question.get(key), dict)
        for operand in question[key].values()
        for limit in (operand if isinstance(operand, list) else [operand])
    ]
    value = number(random.choice(limits or [3]))
    value += number(
        random.choice((0, 0, 1, -1, 2) if kind in ("count", "scale") else (0, 0.1, -0.1, 1))
    )
    least, most = question.get("min", 1 if kind == "scale" else 0), question.get("max", 5)
    value = max(value, number(least))
    value = min(value, number(most)) if kind == "scale" else value
    return int(value) if value.denominator == 1 else float(value)


def _answer(random: Random, question: Plain) -> list[Any]:
    """An answer that this question takes."""
    extra = [status for status in ("na", "pending") if question.get(status)]
    if question.get("unseen", True) is not False:
        extra.append("unseen")
    if question["type"] in ("number", "count", "seconds"):
        extra.append("never")
    if extra and random.random() < 0.3:
        return [random.choice(extra)]
    return ["given", _value(random, question)]


def _written(random: Random, answer: list[Any], question: Plain) -> Any:
    """An answer as somebody may write it, in either language."""
    if answer[0] != "given":
        words = {"na": ("na", "N/A", "no aplica"), "never": ("never", "Nunca")}
        words |= {"unseen": ("unseen", "not seen", "No lo vi")}
        return random.choice(words.get(answer[0], ("pending", "pendiente")))
    value, kind = answer[1], question["type"]
    if kind == "yes_no":
        return random.choice(YES if value == "yes" else NO)
    if kind == "rating":
        return random.choice((value, LABELS[value], LABELS[value].upper()))
    if kind == "choice":
        return random.choice((value, question["options"][value]["label"]))
    if isinstance(value, float):
        return random.choice((str(value), str(value).replace(".", ",")))
    if kind == "seconds" and value >= 60:
        return f"{value // 60}:{value % 60:02}"
    return value if isinstance(value, list | str) else str(value)


def _audit(
    random: Random,
    checklist: Plain,
    site: str,
    batch: int,
    place: int,
    moments: set[datetime],
) -> Plain:
    """One audit: what its file says of it (`written`) and what that means (`answers`)."""
    at = _moment(random, site, batch, place, moments)
    nobody = "clock" in checklist["sections"][0] and random.random() < 0.3
    audit: Plain = {"checklist": checklist, "answers": {}, "nobody": nobody}
    written: Plain = {}
    fixed = []
    for part in checklist["sections"]:
        for question in part["questions"]:
            name = question["id"]
            asked = not nobody and answers_of(audit)[name] != ["not_asked"]
            leave_out = question.get("pending") and random.random() < 0.2
            if leave_out or not (asked or (not nobody and random.random() < 0.2)):
                continue
            answer = _answer(random, question)
            audit["answers"][name] = answer
            written[name] = _written(random, answer, question)
            if question["type"] in ("text", "photo") and answer[0] != "given":
                if random.random() < 0.5:  # the word itself, which is quoted
                    written[name] = {"value": answer[0]}
                    audit["answers"][name] = ["given", answer[0]]
                continue
            if random.random() < 0.1:
                fixed.append(name)
                written[name] = {"value": written[name], "fixed_now": "yes"}
            elif random.random() < 0.1:
                written[name] = {"value": written[name], "note": "mud at the door"}
    zone = ZoneInfo(random.choice((ZONES[site], "UTC", "Asia/Tokyo")))
    document = {"site": site, "at": at.astimezone(zone).isoformat(), "answers": written}
    if nobody:
        document |= {"nobody_answered": "yes"}
        del document["answers"]
    return {
        **{"site": site, "at": at.isoformat(), "answers": audit["answers"]},
        **{"nobody": nobody, "fixed": fixed, "written": document},
    }


def _moment(random: Random, site: str, batch: int, place: int, moments: set[datetime]) -> datetime:
    """When an audit was, often beside midnight of a Monday or of a change of clocks."""
    latest = round_at(batch, place)
    while True:
        day = monday_of(batch) + timedelta(days=random.randrange(ROUNDS[place]))
        if random.random() < 0.5:
            day -= timedelta(days=day.weekday() - random.choice((-1, 0)))
        minute = timedelta(minutes=random.choice((0, 0, 7)))
        fold = random.choice((0, 1))
        wall = datetime.combine(day, random.choice(HOURS)).replace(fold=fold) + minute
        at = wall.replace(tzinfo=ZoneInfo(ZONES[site])).astimezone(UTC)
        if at < latest and at not in moments:
            moments.add(at)
            return at


# ── what happens later ───────────────────────────────────────────────────────────────────────────


def _taken_back(random: Random, before: Plain) -> Plain | None:
    """Often, what was done is undone next."""
    undone = {"done": "reopen", "reopen": "done", "discard": "restore"}.get(before["do"])
    return before | {"do": undone} if undone and random.random() < 0.5 else None


def _later(random: Random, checklist: Plain, audit: Plain, sites: Sequence[str]) -> Plain:
    """Something that is done about an audit; whether it can be is found out when it is done."""
    kinds = ("answer", "answer", "answer", "amend", "amend", "amend", "move", "discard", "restore")
    do = random.choice((*kinds, "done", "done", "done", "reopen", "assign"))
    step = {"do": do, "audit": audit["audit"]}
    if do == "move":
        return step | {"site": random.choice(sites)}
    if do in ("discard", "restore"):
        return step
    questions = [question for question, _ in questions_of(checklist)]
    judged = [q for q in questions if has_verdict(q) or q.get("opinion")]
    answers = answers_of(audit | {"checklist": checklist})
    fitting = {
        "answer": [q for q in questions if answers[q["id"]] == ["pending"]],
        "amend": [q for q in questions if answers[q["id"]] != ["not_asked"]],
    }.get(do, judged)
    question = random.choice(fitting if fitting and random.random() < 0.9 else questions)
    step["question"] = question["id"]
    if do == "assign":
        return step | {"days": random.choice((0, 1, 9))}
    if do in ("done", "reopen"):
        return step
    pairs = {}
    for asked in [question, *questions_after(checklist, question["id"])]:
        answer = _answer(random, asked)
        written = _written(random, answer, asked)
        pairs[asked["id"]] = [answer, ",".join(written) if isinstance(written, list) else written]
    return step | {"pairs": pairs}


def questions_after(checklist: Plain, name: str) -> list[Plain]:
    """The questions behind one."""
    every = [question for question, _ in questions_of(checklist)]
    place = [question["id"] for question in every].index(name)
    return every[place + 1 :]
