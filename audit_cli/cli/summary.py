"""How an audit went, in the few lines that a phone shows."""

from audit_cli.cli.face import wrapped
from audit_cli.cli.session import program
from audit_cli.i18n import POINTS, Locale, Message, printable
from audit_cli.reports.view import AuditView
from audit_cli.reports.visit_sentences import reasons, result_word

_ROOM = 13  # lines of a phone held upright, without the one that the shell needs
_TO_DO = Message(en="To put right now:", es="Para corregir ya:")
_REMEMBERED = Message(en="What this {client} will remember:", es="Lo que su {client} recordará:")
_NEXT = Message(en="Report:", es="Informe:")
_WAITING = Message(en="When you know it:", es="Cuando se sepa:")
_YES = Message(en="yes", es="sí")
_MORE = Message(en="and {count} more", es="y {count} más")


def result_line(view: AuditView, locale: Locale) -> str:
    """`PASSED  88% (22 of 25 points)`; without a percentage only the counts."""
    score = view.score
    counts = {"met": score.met, "applicable": score.applicable}
    shown = (
        POINTS.say(locale.language, **counts)
        if score.percent is None
        else locale.share(score.percent, score.met, score.applicable)
    )
    return f"{result_word(view, locale).upper()}  {shown}"


def summary_lines(view: AuditView, locale: Locale, width: int) -> list[str]:
    """Result and reason, the score, what to do now, what the client will remember, what comes next;
    as much of it as a phone shows without pushing the result off its screen."""
    summaries = (_summary(view, locale, width, *most) for most in ((3, 3), (3, 2)))
    short = next((lines for lines in summaries if len(lines) <= _ROOM), None)
    return short or _summary(view, locale, width, 2, 2)


def _summary(
    view: AuditView, locale: Locale, width: int, most_to_do: int, most_remembered: int
) -> list[str]:
    lines = [result_line(view, locale)]
    lines += [line for reason in reasons(view, locale)[:1] for line in wrapped(reason, width)]
    serious = view.score.critical_below
    now = [a for a in view.actions if a.status == "open" and (a.immediate or a.question in serious)]
    now.sort(key=lambda action: action.question not in serious)
    texts = [
        (a.measure.say(locale.language) if a.measure else _ask(view, a.question, locale))
        for a in now
    ]
    lines += _list(_TO_DO, texts, locale, width, most_to_do)
    verdicts = view.score.verdicts
    kept = [i for i, v in verdicts.items() if v == "below"]
    kept.sort(key=lambda identifier: identifier not in serious)
    kept += [i for i, v in verdicts.items() if v == "exceeds"]
    shapes = {i: "✗" if verdicts[i] == "below" else "▲" for i in kept}
    remembered = [f"{shapes[i]} {_ask(view, i, locale)}" for i in kept]
    lines += _list(_REMEMBERED, remembered, locale, width, most_remembered)
    pending = next((i for i, a in view.answers.items() if a.status == "pending"), None)
    if pending:
        yes = _YES.say(locale.language)
        lines += _command(_WAITING, f"answer {view.id[:8]} {pending} {yes}", locale, width)
    return [*lines, *_command(_NEXT, f"report visit {view.id[:8]}", locale, width)]


def _command(title: Message, command: str, locale: Locale, width: int) -> list[str]:
    """A command to copy: never broken by us, on a line of its own where it needs one."""
    said, typed = title.say(locale.language), f"{program()} {command}"
    joined = f"{said} {typed}"
    return [joined] if len(joined) <= width else [said, f" {typed}"]


def _ask(view: AuditView, identifier: str, locale: Locale) -> str:
    return view.checklist.questions[identifier].ask.say(locale.language)


def _list(title: Message, texts: list[str], locale: Locale, width: int, most: int) -> list[str]:
    """At most so many, each on one line: the rest is in the report."""
    if not texts:
        return []
    shown = [" " + _shortened(text, width - 1) for text in texts[:most]]
    if len(texts) > most:
        shown[-1] = " " + _MORE.say(locale.language, count=len(texts) - most + 1)
    return [*wrapped(locale.say(title), width), *shown]


def _shortened(text: str, width: int) -> str:
    text = printable(text)
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
