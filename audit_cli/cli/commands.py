"""The commands, each with the module that is imported when it runs, in the order people meet them."""

from typing import Final

from audit_cli.cli.help import Stub
from audit_cli.i18n import Message

STUBS: Final = {
    "init": Stub(
        "audit_cli.cli.init",
        Message(en="Write a first audit.yaml", es="Escribe un primer audit.yaml"),
    ),
    "demo": Stub(
        "audit_cli.cli.demo",
        Message(
            en="Look around in a year of made-up audits",
            es="Conozca el programa con un año de auditorías inventadas",
        ),
    ),
    "walk-in": Stub(
        "audit_cli.cli.audit",
        Message(
            en="Come in as a client and see what a client sees",
            es="Entre como cliente y vea lo que ve un cliente",
        ),
        "walk_in",
    ),
    "phone-test": Stub(
        "audit_cli.cli.audit",
        Message(
            en="Call your own company and ask for yourself",
            es="Llame a su propia empresa y pregunte por usted",
        ),
        "phone_test",
    ),
    "run": Stub(
        "audit_cli.cli.audit",
        Message(en="Do an audit with any checklist", es="Haga una auditoría con cualquier lista"),
        "run",
    ),
    "list": Stub(
        "audit_cli.cli.listing", Message(en="List the audits", es="Muestra las auditorías")
    ),
    "show": Stub(
        "audit_cli.cli.show",
        Message(
            en="Show one audit, its answers and how its score came about",
            es="Muestra una auditoría, sus respuestas y de dónde sale su puntaje",
        ),
    ),
    "answer": Stub(
        "audit_cli.cli.corrections",
        Message(en="Give an answer that was pending", es="Da una respuesta que estaba pendiente"),
        "answer",
    ),
    "amend": Stub(
        "audit_cli.cli.corrections",
        Message(
            en="Correct an answer, the site, the auditor …",
            es="Corrige una respuesta, la sede, quién auditó …",
        ),
        "amend",
    ),
    "discard": Stub(
        "audit_cli.cli.corrections",
        Message(
            en="Set an audit aside; it stays in the history",
            es="Aparta una auditoría; queda en el historial",
        ),
        "discard",
    ),
    "restore": Stub(
        "audit_cli.cli.corrections",
        Message(en="Take a discarded audit back", es="Recupera una auditoría apartada"),
        "restore",
    ),
    "erase": Stub(
        "audit_cli.cli.corrections",
        Message(
            en="Erase a note, quote or reason for good",
            es="Borra para siempre una nota, una cita o un motivo",
        ),
        "erase",
    ),
    "report": Stub(
        "audit_cli.cli.report",
        Message(
            en="Write the report of an audit, or of the week",
            es="Escribe el informe de una auditoría, o de la semana",
        ),
    ),
    "actions": Stub(
        "audit_cli.cli.actions",
        Message(
            en="What there is to do: list, add, assign, done, reopen",
            es="Lo que hay que hacer: ver, agregar, asignar, dar por hecho, reabrir",
        ),
    ),
    "trend": Stub(
        "audit_cli.cli.trend",
        Message(
            en="Show the run of weeks and what may be concluded from it",
            es="Muestra las semanas seguidas y qué se puede concluir de ellas",
        ),
    ),
    "compare": Stub(
        "audit_cli.cli.compare",
        Message(
            en="Compare two periods, item by item", es="Compara dos períodos, pregunta por pregunta"
        ),
    ),
    "checklist": Stub(
        "audit_cli.cli.checklist",
        Message(en="List, show, check and create checklists", es="Muestra, revisa y crea listas"),
    ),
    "import": Stub(
        "audit_cli.cli.data",
        Message(
            en="Read answers files and exported audits",
            es="Lee archivos de respuestas y auditorías exportadas",
        ),
        "import_",
    ),
    "export": Stub(
        "audit_cli.cli.data",
        Message(
            en="Write the whole history as JSON lines",
            es="Escribe todo el historial en líneas JSON",
        ),
        "export",
    ),
    "backup": Stub(
        "audit_cli.cli.backup",
        Message(
            en="Copy the database safely, or put a copy back",
            es="Copia la base de datos con seguridad, o recupera una copia",
        ),
    ),
    "schedule": Stub(
        "audit_cli.cli.schedule",
        Message(
            en="Have cron or systemd write the report of the week",
            es="Que cron o systemd escriban el informe de la semana",
        ),
    ),
    "doctor": Stub(
        "audit_cli.cli.data",
        Message(en="Check that everything is whole", es="Revisa que todo esté en orden"),
        "doctor",
    ),
}
