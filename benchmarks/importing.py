"""100,000 audits as JSON lines into the history, and their rows into the same tables by SQLite alone."""

import json
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from measuring import HERE, Line, console_script, environment, in_turn, run

from audit_cli.store.connection import connect, transaction
from audit_cli.store.journal import Store

TABLES: Final = ("checklist", "chain", "event", "text", "audit")
BATCH: Final = 4096
YES_OR_NO: Final = (
    "path-clear",
    "smiled",
    "where-to-go-clear",
    "asked-how-to-help",
    "wait-told",
    "phones-away",
    "touch-clean",
    "name-known",
    "privacy-kept",
)
