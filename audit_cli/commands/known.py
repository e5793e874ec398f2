"""Names to list by: one that nobody knows is a mistake, not a place where nothing happened."""

from audit_cli.terminal.session import Session


def check_names(here: Session, site: str | None, checklist: str | None) -> None:
    """Where nothing was found of them: raises UsageError, with the nearest name, for a site or a checklist
    that neither the history nor the settings and the library know."""
    reader = here.reader
    if site and not (any(reader.audits(site=site, limit=1)) or reader.followups(site)):
        here.settings.site(site)
    if checklist and not any(reader.audits(checklist=checklist, limit=1)):
        here.library.find(checklist)
