"""Pages of a week made by hand: each situation at its fullest, in both languages."""

# Sentences stand here as they are read, unbroken.
# ruff: noqa: E501

import math
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, Self

from audit_cli.language import Language, Locale, Message
from audit_cli.reports.templating import plain, rendered
from audit_cli.resources import shipped
from audit_cli.week.sentences import fixed_words


class Part(SimpleNamespace):
    """A page, or a part of one."""

    def _replace(self, **values: Any) -> Self:
        return type(self)(**(vars(self) | values))


MONDAY = date(2026, 11, 16)
WEEKS = 26
SHORT = Message("{met}/{applicable}")
# Of 125 points, oldest first; None is a week without audits.
WALK_IN = [
    112,
    109,
    None,
    115,
    106,
    111,
    113,
    108,
    None,
    None,
    110,
    114,
    109,
    112,
    107,
    111,
    110,
    113,
    80,
    92,
    101,
    None,
    98,
    100,
    96,
    104,
]
PHONE = [None] * 4 + [
    88,
    91,
    86,
    92,
    95,
    90,
    93,
    89,
    94,
    91,
    96,
    None,
    97,
    99,
    104,
    108,
    112,
    110,
    None,
    111,
    113,
    109,
]


def full(language: Language) -> Part:
    """Everything at once: two checklists, five serious failures, three to-dos, marks of every kind."""
    say = _sayer(language)
    names = (say("Walk-in", "Visita"), say("Phone test", "Prueba telefónica"))
    return Part(
        language=language,
        week="2026-W47",
        title=fixed_words(Locale(language))["report"],
        site=say(
            "Clínica Veterinaria San Jorge, downtown", "Clínica Veterinaria San Jorge, centro"
        ),
        when=say(
            "Week of 16 Nov to 22 Nov 2026",
            "Semana del 16 nov al 22 nov 2026",
        ),
        notices=(
            say(
                "This week is not over yet: as of 20 Nov 2026.",
                "La semana aún no termina: al 20 nov 2026.",
            ),
            say(
                "Answers still to come: 2. The score can change.",
                "Respuestas pendientes: 2. El puntaje puede cambiar.",
            ),
        ),
        serious=_serious(say, names),
        more_serious=say("and 2 more", "y 2 más"),
        overdue=_overdue(say),
        overdue_count=9,
        more_overdue=say(
            "and 6 more, 2 of them below in “What to do”",
            "y 6 más, 2 de ellas abajo en «Qué hacer»",
        ),
        no_serious="",
        clients=Part(
            nobody="",
            heard=say("31 clients said something.", "Hablaron 31 clientes."),
            good=say(
                "“Every time I come in, someone greets me.”", "«Siempre me saludan al entrar.»"
            ),
            bad=say(
                "“They never call back when they say they will, and I have to ring twice.”",
                "«Nunca devuelven la llamada cuando dicen, y hay que llamar dos veces.»",
            ),
            answers=(
                Part(
                    label=say("How were you treated today?", "¿Cómo le atendimos hoy?"),
                    value=say(
                        "badly 4 of 31 (5 to 29 in every 100) · all right 9 of 31 (16 to 47 in every 100) · very well 18 of 31 (41 to 74 in every 100)",
                        "mal 4 de 31 (5 a 29 de cada 100) · bien 9 de 31 (16 a 47 de cada 100) · muy bien 18 de 31 (41 a 74 de cada 100)",
                    ),
                ),
                Part(
                    label=say("Would you recommend us? (0–10):", "¿Nos recomendaría? (0–10):"),
                    value=say(
                        "+42 (+12 to +66, of −100 to 100): of 31, 20 say 9 or 10, 7 at most 6",
                        "+42 (+12 a +66, de −100 a 100): de 31, 20 dicen 9 o 10, 7 a lo más 6",
                    ),
                ),
                Part(
                    label=say("Why do you come to us?", "¿Por qué viene con nosotros?"),
                    value=say(
                        "how I am treated 14 of 31 (29 to 62 in every 100) · quality 8 of 31 (14 to 43 in every 100) · price 5 of 31 (7 to 33 in every 100) · it is near 4 of 31 (5 to 29 in every 100)",
                        "el trato 14 de 31 (29 a 62 de cada 100) · la calidad 8 de 31 (14 a 43 de cada 100) · el precio 5 de 31 (7 a 33 de cada 100) · me queda cerca 4 de 31 (5 a 29 de cada 100)",
                    ),
                ),
                Part(
                    label=say("How did you find us?", "¿Cómo supo de nosotros?"),
                    value=say(
                        "somebody told me 19 of 31 (44 to 76 in every 100) · internet 7 of 31 (11 to 40 in every 100) · passing by 5 of 31 (7 to 33 in every 100)",
                        "me recomendaron 19 de 31 (44 a 76 de cada 100) · internet 7 de 31 (11 a 40 de cada 100) · pasé por aquí 5 de 31 (7 a 33 de cada 100)",
                    ),
                ),
                Part(
                    label=say("Had you been here before?", "¿Ya había venido antes?"),
                    value=say(
                        "yes 22 of 31 (53 to 84 in every 100) · no 9 of 31 (16 to 47 in every 100)",
                        "sí 22 de 31 (53 a 84 de cada 100) · no 9 de 31 (16 a 47 de cada 100)",
                    ),
                ),
            ),
            always=say(
                "What is always good, they say: 3; always bad: 1",
                "Dicen lo que siempre está bien: 3; lo que siempre está mal: 1",
            ),
            sure=say(
                "In brackets: how many it is likely to be of all clients, 95% sure.",
                "Entre paréntesis: lo probable entre todas las personas atendidas, con 95 % de seguridad.",
            ),
        ),
        todo=_todo(say),
        more_todo=say("and 6 more", "y 6 más"),
        no_todo="",
        put_right=(
            say("Is the floor clean? No (16 Nov)", "¿Está limpio el piso? No (16 nov)"),
            say("Is it clear where to go? No (18 Nov)", "¿Se entiende a dónde ir? No (18 nov)"),
            say("Are phones put away? No (19 Nov)", "¿Están guardados los celulares? No (19 nov)"),
        ),
        more_put_right=say("and 2 more", "y 2 más"),
        scores=_scores(say, names),
        no_scores="",
        standing=Part(
            level="uncertainty",
            question=say("Can clients count on us?", "¿Pueden contar con nosotros?"),
            answer=say("Something unresolved", "Algo sin resolver"),
            details=(
                say(
                    "Walk-in: lower since the week of 28 Sep; a serious failure is not settled yet (Can you enter without tripping or slipping?).",
                    "Visita: más bajo desde la semana del 28 sep; una falla grave todavía sin resolver (¿Se puede entrar sin tropezar ni resbalar?).",
                ),
                say(
                    "Phone test: Always good: no fireworks, every time (42 of 45 audits passed)",
                    "Prueba telefónica: Siempre bien: sin lujos, pero siempre (se aprobaron 42 de 45 auditorías)",
                ),
            ),
            shape="below",
        ),
        charts=(
            _chart(say, language, "walk-in", names[0], WALK_IN, {18: "down"}, {18, 25}, 10),
            _chart(say, language, "phone-test", names[1], PHONE, {18: "up"}, set(), 16),
        ),
        table=_table(say, language, names),
        failed=_failed(say),
        more_failed=say("and 3 more questions", "y 3 preguntas más"),
        no_failed="",
        balance=say(
            "better than expected: 3; not met: 14 answers to 9 questions",
            "mejor de lo esperado: 3; no cumple: 14 respuestas a 9 preguntas",
        ),
        remembers=_remembers(say),
        no_remembers="",
        unseen=(
            Part(
                label=say("Moments", "Momentos"),
                value=say("after the visit", "después de la visita"),
            ),
            Part(
                label=say("Contact points", "Puntos de contacto"),
                value=say(
                    "cashier, parking, web page, who collects",
                    "caja, estacionamiento, página web, quien cobra",
                ),
            ),
            Part(label=say("Days", "Días"), value=say("Saturday, Sunday", "sábado, domingo")),
            Part(
                label=say("Hours", "Horas"),
                value=say(
                    "08:00–10:00, 16:00–18:00 (if open Monday to Friday, 8 to 18; your own go in audit.yaml: hours)",
                    "08:00–10:00, 16:00–18:00 (si abre de lunes a viernes, 8 a 18; su horario va en audit.yaml: hours)",
                ),
            ),
        ),
        no_unseen="",
        recognised=say(
            "The auditor was recognised in 2 of 5 audits. Not known, or not recorded: 2.",
            "Reconocieron a quien auditó en 2 de 5 auditorías. No se sabe, o no se anotó: 2.",
        ),
        auditors=say(
            "7 audits, all by the place's own management: a self-audit, nobody from outside.",
            "7 auditorías, todas de la gerencia del lugar: una autoauditoría, nadie de fuera.",
        ),
        method=(
            say(
                "A week's score is the points met of those that applied, all its audits together.",
                "El puntaje de una semana son los puntos cumplidos de los que aplicaban, todas sus auditorías juntas.",
            ),
            say(
                "The usual range in answers of equal weight: Walk-in 102 to 119 of 125; Phone test 100 to 120 of 125.",
                "Lo normal aquí, en respuestas de igual peso: Visita, 102 a 119 de 125; Prueba telefónica, 100 a 120 de 125.",
            ),
            say(
                "A checklist where nothing changes gives a false signal about once a year or less.",
                "Una lista en la que nada cambia da una señal falsa como una vez al año, o menos.",
            ),
        ),
        staff=say(
            "The team was told of audits on 2 Nov 2026.",
            "Al equipo se le habló de las auditorías el 2 nov 2026.",
        ),
        ethics=say(
            "Made to make the service better: not for punishing or rewarding.",
            "Hecho para mejorar el servicio: no sirve para sancionar ni premiar.",
        ),
        best=_best(say),
        no_best="",
        cases=(),
        words=fixed_words(Locale(language)),
    )


def empty(language: Language) -> Part:
    """A week without audits, at a place that has had some."""
    say = _sayer(language)
    page = full(language)
    return page._replace(
        notices=(),
        serious=(),
        more_serious="",
        overdue=(),
        overdue_count=0,
        more_overdue="",
        no_serious=say(
            "No audits this week, so nothing serious could be seen.",
            "Esta semana no hubo auditorías: nada grave se pudo ver.",
        ),
        todo=(),
        more_todo="",
        put_right=(),
        more_put_right="",
        clients=Part(
            nobody=say("No client has been asked yet.", "Todavía no se le ha preguntado a nadie."),
            heard="",
            good="",
            bad="",
            answers=(),
            always="",
            sure="",
        ),
        no_todo=say(
            "Nothing is open. Do an audit: audit walk-in",
            "No hay nada pendiente. Haga una auditoría: audit walk-in",
        ),
        scores=(),
        no_scores=say("No audits in this week.", "En esta semana no hubo auditorías."),
        failed=(),
        more_failed="",
        no_failed=say("No audits in this week.", "En esta semana no hubo auditorías."),
        balance="",
        remembers=(),
        no_remembers=say("No audits in this week.", "En esta semana no hubo auditorías."),
        recognised="",
        auditors="",
        best=(),
        cases=(),
        no_best=say(
            "No audits this week: no moment to tell of.",
            "Esta semana no hubo auditorías: no hay un momento que contar.",
        ),
    )


def first(language: Language) -> Part:
    """The first week of a place: one audit, no usual range, nothing overdue."""
    say = _sayer(language)
    page = single(language)
    chart = page.charts[0]
    alone = chart.points[-1]._replace(
        at=0, lowest=None, highest=None, serious=False, new_period=False
    )
    early = say(
        "8 more weeks with audits until a change can be told from chance.",
        "Faltan 8 semanas con auditorías para distinguir un cambio de la casualidad.",
    )
    return page._replace(
        notices=(),
        serious=(),
        more_serious="",
        overdue=(),
        overdue_count=0,
        more_overdue="",
        no_serious=say("Nothing serious, nothing overdue.", "Nada grave, nada vencido."),
        scores=(
            page.scores[0]._replace(
                kind="open",
                usual="",
                sentence=f"{page.scores[0].sentence.split(';')[0]}. {early}",
            ),
        ),
        standing=Part(
            level="uncertainty",
            question=say("Can clients count on us?", "¿Pueden contar con nosotros?"),
            answer=say(
                "Too early: 11 more weeks with audits", "Faltan semanas: 11 más con auditorías"
            ),
            details=(),
            shape="none",
        ),
        charts=(chart._replace(weeks=1, points=(alone,), first=chart.last),),
        table=Part(checklists=page.table.checklists, rows=page.table.rows[:1])
        if page.table
        else None,
    )


def single(language: Language) -> Part:
    """One checklist only."""
    page = full(language)
    assert page.table
    rows = tuple(row._replace(cells=row.cells[:1]) for row in page.table.rows)
    return page._replace(
        scores=page.scores[:1],
        charts=page.charts[:1],
        table=Part(checklists=page.table.checklists[:1], rows=rows),
    )


PAGES: dict[str, Callable[[Language], Part]] = {
    "full": full,
    "single": single,
    "first": first,
    "empty": empty,
}


def summary(language: Language, sites: int = 6) -> Part:
    """The week of several sites."""
    say = _sayer(language)
    page = full(language)
    assert page.standing
    calm = (page.scores[0]._replace(kind="same"), page.scores[1]._replace(kind="same"))
    lines = [
        Part(
            site=f"{page.site} {number + 1}",
            page=f"2026-W47-site_{number + 1}.html" if number != 4 else "",
            notices=(say("No audits this week.", "Esta semana no hubo auditorías."),)
            if number % 4 == 3
            else (),
            scores=(page.scores, calm, page.scores[:1], ())[number % 4],
            standing=(
                page.standing.answer,
                say("Always good", "Siempre bien"),
                say("Fine, nothing special", "Cumple, sin destacar"),
                say("Too early: 4 more weeks with audits", "Faltan semanas: 4 más con auditorías"),
            )[number % 4],
            level=("uncertainty", "amazement", "tolerance", "uncertainty")[number % 4],
            serious=(2, 0, 0, 0)[number % 4],
            overdue=(1, 3, 0, 0)[number % 4],
            counts=say(
                "serious failures: {}; overdue: {}", "fallas graves: {}; vencidas: {}"
            ).format((2, 0, 0, 0)[number % 4], (1, 3, 0, 0)[number % 4]),
        )
        for number in range(sites)
    ]
    return Part(
        language=language,
        week=page.week,
        title=page.words["summary"],
        when=page.when,
        sites=tuple(lines),
        no_ranking=say(
            "The sites stand in the order of the settings: this is no ranking.",
            "Las sedes están en el orden de la configuración: esto no es una clasificación.",
        ),
        method=page.method,
        staff=page.staff,
        ethics=page.ethics,
        words=page.words,
    )


def text_of(name: str, page: Part, width: int = 80) -> str:
    """The page by the shipped template of this name."""
    data = {"report": plain(page), "words": page.words}
    return rendered(name, data, [shipped("report_templates")], width=width)


def _sayer(language: Language) -> Callable[[str, str], str]:
    """As `Locale` writes them, the percent sign never stands apart from its number."""
    return lambda en, es: es.replace(" %", "\N{NO-BREAK SPACE}%") if language == "es" else en


def _serious(say: Callable[[str, str], str], names: tuple[str, str]) -> tuple[Part, ...]:
    items = (
        (
            say(
                "Can you enter without tripping or slipping?",
                "¿Se puede entrar sin tropezar ni resbalar?",
            ),
            "No",
            0,
            0,
        ),
        (
            say(
                "Is other clients' information kept private?",
                "¿Se protegen los datos de otros clientes?",
            ),
            "No",
            0,
            0,
        ),
        (
            say(
                "Seconds until any of the staff, guard included, looks at you:",
                "Segundos hasta que alguien del personal, incluido el guardia, le miró:",
            ),
            "48 s",
            2,
            0,
        ),
        (
            say(
                "Was everything said respectful? (quote what was not)",
                "¿Todo lo que le dijeron fue respetuoso? (cite lo que no)",
            ),
            "No",
            3,
            1,
        ),
        (
            say(
                "Seconds from dialling to a person:",
                "Segundos desde marcar hasta hablar con una persona:",
            ),
            say("Never", "Nunca"),
            4,
            1,
        ),
    )
    days = say("Mon 16 Tue 17 Wed 18 Thu 19 Fri 20", "lun 16 mar 17 mié 18 jue 19 vie 20").split()
    return tuple(
        Part(
            lead=lead,
            answer=answer,
            when=f"{days[2 * day]} {days[2 * day + 1]}",
            checklist=names[at],
        )
        for lead, answer, day, at in items
    )


def _overdue(say: Callable[[str, str], str]) -> tuple[Part, ...]:
    again, always = (
        say("not met: again", "no cumplió: otra vez"),
        say("not met: every time", "no cumplió: siempre"),
    )
    items = (
        (
            say(
                "A second greeter; beyond two minutes the manager takes the desk",
                "Otra persona saluda; pasados dos minutos, el gerente atiende",
            ),
            say(
                "Seconds until the first spoken greeting", "Segundos hasta el primer saludo hablado"
            ),
            say("reception", "recepción"),
            (always,),
        ),
        (
            say("Remind the team", "Recuérdelo al equipo"),
            say(
                "Do all staff in view have their phones put away? No (2 Nov)",
                "¿Todo el personal a la vista tiene guardado su celular? No (2 nov)",
            ),
            say("head of front desk", "jefatura de mostrador"),
            (again,),
        ),
        (
            say("Announce waits", "Avisen la espera"),
            say(
                "If you had to wait, were you told how long? No (2 Nov)",
                "Si tuvo que esperar, ¿le dijeron cuánto tiempo? No (2 nov)",
            ),
            say("nobody assigned", "sin responsable"),
            (),
        ),
    )
    return tuple(
        Part(
            measure=measure,
            about=about,
            owner=owner,
            due=say("overdue since 9 Nov", "vencida desde el 9 nov"),
            overdue=True,
            marks=marks,
            gain="",
        )
        for measure, about, owner, marks in items
    )


def _todo(say: Callable[[str, str], str]) -> tuple[Part, ...]:
    serious, again, always = (
        say("serious", "grave"),
        say("not met: again", "no cumplió: otra vez"),
        say("not met: every time", "no cumplió: siempre"),
    )
    return (
        Part(
            measure=say("Clear it now", "Despéjelo ya"),
            about=say(
                "Can you enter without tripping or slipping? No (16 Nov)",
                "¿Se puede entrar sin tropezar ni resbalar? No (16 nov)",
            ),
            owner=say("maintenance", "mantenimiento"),
            due=say("overdue since 16 Nov", "vencida desde el 16 nov"),
            overdue=True,
            marks=(serious, always),
            gain=say(
                "cost 9 points in the last four weeks",
                "costó 9 puntos en las últimas cuatro semanas",
            ),
        ),
        Part(
            measure=say("Name who watches the door", "Asigne quién cuida la puerta"),
            about=say(
                "Seconds until any of the staff, guard included, looks at you: Never (18 Nov)",
                "Segundos hasta que alguien del personal, incluido el guardia, le miró: Nunca (18 nov)",
            ),
            owner=say("head of front desk", "jefatura de mostrador"),
            due=say("due 23 Nov", "a más tardar el 23 nov"),
            overdue=False,
            marks=(serious,),
            gain=say(
                "cost 6 points in the last four weeks",
                "costó 6 puntos en las últimas cuatro semanas",
            ),
        ),
        Part(
            measure=say(
                "A second greeter; beyond two minutes the manager takes the desk",
                "Otra persona saluda; pasados dos minutos, el gerente atiende",
            ),
            about=say(
                "Seconds until the first spoken greeting", "Segundos hasta el primer saludo hablado"
            ),
            owner=say("nobody assigned", "sin responsable"),
            due=say("due 30 Nov 2026", "a más tardar el 30 nov 2026"),
            overdue=False,
            marks=(again,),
            gain=say(
                "cost 3 points in the last four weeks",
                "costó 3 puntos en las últimas cuatro semanas",
            ),
        ),
    )


def _scores(say: Callable[[str, str], str], names: tuple[str, str]) -> tuple[Part, ...]:
    return (
        Part(
            checklist=names[0],
            kind="worse",
            sentence=say(
                "83.2% (104 of 125 points) of what is expected, 4 audits. Lower since the week of 28 Sep: more than chance explains. Not resolved yet.",
                "83.2 % (104 de 125 puntos) de lo esperado, 4 auditorías. Más bajo desde la semana del 28 sep: más de lo que explica el azar. Aún sin resolver.",
            ),
            usual=say(
                "Usual range: 81.6% to 95.2%. One week alone fits in the usual range; several in a row on the same side do not.",
                "Lo normal aquí: de 81.6 % a 95.2 %. Una semana sola cabe en lo normal; varias seguidas hacia el mismo lado, no.",
            ),
            anew=say(
                "8 weeks with audits since then. If this is how it is now, compare from there on: audit trend --site norte --checklist walk-in --new-period 2026-W40 --why …",
                "Van 8 semanas con auditorías desde entonces. Si así son las cosas ahora, compare desde ahí: audit trend --site norte --checklist walk-in --new-period 2026-W40 --why …",
            ),
            target=say("Target: 85%", "Meta: 85 %"),
            passed=say("Passed: 2 of 4 audits", "Aprobadas: 2 de 4 auditorías"),
            place=say("Place: 78.3% (47 of 60 points)", "El lugar: 78.3 % (47 de 60 puntos)"),
            people=say("People: 87.7% (57 of 65 points)", "Las personas: 87.7 % (57 de 65 puntos)"),
        ),
        Part(
            checklist=names[1],
            kind="same",
            sentence=say(
                "87.2% (109 of 125 points) of what is expected, 3 audits; no real change.",
                "87.2 % (109 de 125 puntos) de lo esperado, 3 auditorías; sin cambio real.",
            ),
            usual=say(
                "Usual range: 80% to 96%",
                "Lo normal aquí: de 80 % a 96 %",
            ),
            anew="",
            target=say("Target: 85%", "Meta: 85 %"),
            passed=say("Passed: 3 of 3 audits", "Aprobadas: 3 de 3 auditorías"),
            place="",
            people=say(
                "People: 87.2% (109 of 125 points)", "Las personas: 87.2 % (109 de 125 puntos)"
            ),
        ),
    )


def _chart(
    say: Callable[[str, str], str],
    language: Language,
    name: str,
    checklist: str,
    counts: list[int | None],
    signals: dict[int, str],
    serious: set[int],
    period: int,
) -> Part:
    locale = Locale(language)
    points = []
    for at, met in enumerate(counts):
        if met is None:
            continue
        percent = met / 1.25
        judged = at >= 8
        usual = 88.5 if name == "walk-in" or at >= 18 else 73
        monday = MONDAY - timedelta(weeks=WEEKS - 1 - at)
        points.append(
            Part(
                at=at,
                week=locale.short_date(monday),
                percent=percent,
                lowest=usual - 7 + math.sin(at) if judged else None,
                highest=usual + 7 - math.cos(at) if judged else None,
                signal=signals.get(at, ""),
                serious=at in serious,
                new_period=at == period,
                note=say(
                    f"Week of {locale.short_date(monday)}: {met}/125",
                    f"Semana del {locale.short_date(monday)}: {met}/125",
                ),
            )
        )
    return Part(
        id=f"chart-{name}",
        checklist=checklist,
        weeks=WEEKS,
        floor=50,
        target=92.5,
        target_label=say("Target: 92.5%", "Meta: 92.5 %"),
        floor_label="50",
        top_label="100",
        first=locale.short_date(MONDAY - timedelta(weeks=WEEKS - 1)),
        last=locale.short_date(MONDAY),
        points=tuple(points),
        description=say(
            "26 weeks; the last one lies within its usual range. The table beside it has the numbers.",
            "26 semanas; la última está dentro de lo normal aquí. La tabla de al lado tiene los números.",
        ),
    )


def _table(say: Callable[[str, str], str], language: Language, names: tuple[str, str]) -> Part:
    locale = Locale(language)
    worse, better = (
        say("▼ sudden change", "▼ cambio brusco"),
        say("▲ gradual change", "▲ cambio gradual"),
    )
    serious, period, version = (
        say("serious failure", "falla grave"),
        say("new comparison weeks", "nuevas semanas de comparación"),
        say("another version", "otra versión"),
    )
    marks = {
        (18, 0): (worse, serious),
        (25, 0): (serious,),
        (20, 1): (better,),
        (16, 1): (period,),
        (14, 0): (version,),
    }
    rows = []
    for at in range(WEEKS - 1, WEEKS - 14, -1):
        monday = MONDAY - timedelta(weeks=WEEKS - 1 - at)
        cells = []
        for column, counts in enumerate((WALK_IN, PHONE)):
            met = counts[at]
            share = "" if met is None else locale.share(met / 1.25, met, 125, SHORT)
            cells.append(Part(share=share, marks=marks.get((at, column), ())))
        year, week, _ = monday.isocalendar()
        rows.append(
            Part(
                week=f"{year}-W{week:02}",
                monday=locale.short_date(monday),
                present=at == WEEKS - 1,
                cells=tuple(cells),
            )
        )
    return Part(checklists=names, rows=tuple(rows))


def _failed(say: Callable[[str, str], str]) -> tuple[Part, ...]:
    serious, again, always = (
        say("serious", "grave"),
        say("again", "otra vez"),
        say("every time", "siempre"),
    )
    items = (
        (
            say(
                "Can you enter without tripping or slipping?",
                "¿Se puede entrar sin tropezar ni resbalar?",
            ),
            (3, 4),
            (serious, always),
        ),
        (
            say(
                "Seconds until any of the staff, guard included, looks at you",
                "Segundos hasta que alguien del personal, incluido el guardia, le miró",
            ),
            (2, 4),
            (serious,),
        ),
        (
            say(
                "Seconds until the first spoken greeting", "Segundos hasta el primer saludo hablado"
            ),
            (2, 4),
            (again,),
        ),
        (
            say(
                "Do all staff in view have their phones put away?",
                "¿Todo el personal a la vista tiene guardado su celular?",
            ),
            (2, 4),
            (again,),
        ),
        (
            say(
                "Was everything said respectful? (quote what was not)",
                "¿Todo lo que le dijeron fue respetuoso? (cite lo que no)",
            ),
            (1, 3),
            (serious,),
        ),
        (
            say("Did they show that they understood you?", "¿Le hicieron ver que le entendían?"),
            (1, 3),
            (),
        ),
    )
    return tuple(
        Part(
            verdict="below",
            question=question,
            counts=say(f"{below} of {seen}", f"{below} de {seen}"),
            marks=marks,
        )
        for question, (below, seen), marks in items
    )


def _remembers(say: Callable[[str, str], str]) -> tuple[Part, ...]:
    below = ("below", "✗", say("not met", "no cumple"))
    exceeds = ("exceeds", "▲", say("better", "supera"))
    items = (
        (
            *below,
            say(
                "Can you enter without tripping or slipping?",
                "¿Se puede entrar sin tropezar ni resbalar?",
            ),
            "No",
        ),
        (
            *below,
            say(
                "Is other clients' information kept private?",
                "¿Se protegen los datos de otros clientes?",
            ),
            "No",
        ),
        (
            *below,
            say(
                "Seconds from dialling to a person:",
                "Segundos desde marcar hasta hablar con una persona:",
            ),
            say("Never", "Nunca"),
        ),
        (
            *exceeds,
            say(
                "Things you were offered without asking (a seat, water, a form):",
                "Cosas que le ofrecieron sin que usted las pidiera (asiento, agua, un formulario):",
            ),
            "2",
        ),
        (*exceeds, say("How did the voice sound?", "¿Cómo sonó la voz?"), say("Warm", "Cálida")),
        (*exceeds, say("Were you helped unasked?", "¿Le ayudaron sin pedirlo?"), say("Yes", "Sí")),
        (
            "meets",
            "✓",
            "",
            say("How did it end?", "¿Cómo terminó?"),
            say("As expected", "Como esperaba"),
        ),
    )
    return tuple(
        Part(verdict=verdict, shape=shape, word=word, lead=lead, answer=answer)
        for verdict, shape, word, lead, answer in items
    )


def _best(say: Callable[[str, str], str]) -> tuple[Part, ...]:
    items = (
        (
            say(
                "Things you were offered without asking (a seat, water, a form)",
                "Cosas que le ofrecieron sin que usted las pidiera (asiento, agua, un formulario)",
            ),
            (4, 4),
        ),
        (say("How did the voice sound?", "¿Cómo sonó la voz?"), (3, 3)),
        (say("Is what clients touch clean?", "¿Está limpio lo que el cliente toca?"), (4, 4)),
        (
            say(
                "Seconds until any of the staff, guard included, looks at you",
                "Segundos hasta que alguien del personal, incluido el guardia, le miró",
            ),
            (2, 4),
        ),
        (
            say("Were you asked how they can help?", "¿Le preguntaron en qué podían ayudarle?"),
            (4, 4),
        ),
    )
    better = (say("better than expected", "mejor de lo esperado"),)
    return tuple(
        Part(
            verdict="exceeds" if number < 2 else "meets",
            question=question,
            counts=say(f"in {met} of {seen} audits", f"en {met} de {seen} auditorías"),
            marks=better if number < 2 else (),
        )
        for number, (question, (met, seen)) in enumerate(items)
    )
