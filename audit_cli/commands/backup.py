"""`audit backup`: a copy of the database, and one put back in its place."""

import os
from pathlib import Path
from typing import Annotated

from audit_cli.commands.options import TOGETHER, WITHOUT, ask_first, flag, option
from audit_cli.errors import UsageError
from audit_cli.language import _
from audit_cli.store.backups import back_up, put_back
from audit_cli.store.faults import EmptyStore
from audit_cli.store.migrations import is_blank, refuse_if_lost
from audit_cli.terminal import console
from audit_cli.terminal.instants import now
from audit_cli.terminal.progress import progress
from audit_cli.terminal.session import Session

_WHERE_HELP = _("A folder, best on another disk (default: backups/ in the home folder)")
Where = Annotated[str, option("-o --output", _("DIR"), _WHERE_HELP)]
_RESTORE_HELP = _("Put this backup in the place of the database, which is kept aside")
Restore = Annotated[str, option("--restore", _("FILE"), _RESTORE_HELP)]
Yes = Annotated[bool, flag("--yes", _("With --restore: don't ask"))]

_NO_BACKUP = _("{path} is no file; name one of those in {backups}")
_TAKES_THE_PLACE = _(
    "{file} takes the place of {path}: what was entered after that copy will not be in it (what is"
    " there now is kept aside). Go on? (y/n) "
)
_SAY_YES = _("nobody can be asked here: say --yes to put a copy in the place of {path}")


def backup(here: Session, where: Where = "", restore: Restore = "", yes: Yes = False) -> None:
    if restore and where:
        raise UsageError(TOGETHER, one="--restore", other="-o")
    if yes and not restore:
        raise UsageError(WITHOUT, one="--yes", other="--restore")
    if restore:
        _restore(here, restore, yes)
        return
    if is_blank(here.database):
        refuse_if_lost(here.database, here.backups)
        raise EmptyStore(here.database)
    folder = Path(where) if where else here.backups
    with progress(here, _("Copying pages")) as step:
        path = back_up(here.database, folder, f"{now().wall:%Y-%m-%dT%H%M%S}", step)
    if not here.quiet:
        console.out(str(path))


def _restore(here: Session, file: str, yes: bool) -> None:
    """Put a backup in the place of the database, if somebody says yes. Raises AuditError; then nothing has
    changed."""
    path, backups = here.database, here.backups
    if not os.path.isfile(file):  # noqa: PTH113 (False also for a name that no file can have)
        raise UsageError(_NO_BACKUP, path=file, backups=backups)
    if not yes:
        ask_first(here, _TAKES_THE_PLACE, _SAY_YES, file=file, path=path)
    stamp = f"{now().wall:%Y-%m-%dT%H%M%S}"
    with progress(here, _("Checking")) as step:
        aside = put_back(Path(file), path, backups=backups, stamp=stamp, step=step)
    if not here.quiet:
        console.out(here.say(_("{file} is put back."), file=file))
        if aside:
            console.out(here.say(_("What was there before is kept in {kept}"), kept=aside))
