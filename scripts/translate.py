"""Bring the catalogues up to date with the code: new sentences come in untranslated, what nobody says
any more goes, and each `audit.po` is compiled to the `audit.mo` that the program reads.

    python scripts/translate.py          after a sentence was written, changed or translated
    python scripts/translate.py eu       begin the catalogue of another language (ISO 639)
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parents[1] / "audit_cli"
CATALOGUES = PACKAGE / "language" / "locale"
MARKS = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def sentences() -> Catalog:
    """Every sentence that the code marks, with the modules that say it."""
    found = Catalog(project="audit", fuzzy=False)
    for module, _line, msgid, _comments, context in sorted(
        extract_from_dir(PACKAGE, keywords=MARKS), key=lambda row: (row[0], row[1])
    ):
        found.add(msgid, locations=[(f"audit_cli/{Path(module).as_posix()}", 0)], context=context)
    return found


def catalogue_of(language: str) -> Catalog:
    """A catalogue as it is written down; an empty one for a new language."""
    path = po_of(language)
    if not path.exists():
        return Catalog(language, project="audit", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, language)


def updated(catalogue: Catalog, found: Catalog) -> Catalog:
    """The catalogue with just the sentences that the code says."""
    found.creation_date = catalogue.creation_date
    catalogue.update(found, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """The text of `audit.po`, the same for the same sentences."""
    file = BytesIO()
    write_po(file, catalogue, width=100, sort_by_file=True, include_lineno=False)
    return file.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The bytes of `audit.mo`."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def po_of(language: str) -> Path:
    """Where the catalogue of a language is."""
    return CATALOGUES / language / "LC_MESSAGES" / "audit.po"


def main(new: list[str]) -> None:
    """Update the catalogues that there are, and begin those of new languages."""
    there = {path.parts[-3] for path in CATALOGUES.glob("*/LC_MESSAGES/audit.po")}
    for language in sorted(there | set(new)):
        catalogue = updated(catalogue_of(language), sentences())
        path = po_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalogue))
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        missing = [message.id for message in catalogue if message.id and not all(strings(message))]
        print(f"{path.relative_to(PACKAGE.parent)}: {len(catalogue)} sentences")
        for msgid in missing:
            print(f"  to translate: {msgid!r}")


def strings(message: object) -> list[str]:
    """The translations of a sentence: one, or one for each plural form."""
    said = message.string or ""
    return [said] if isinstance(said, str) else list(said)


if __name__ == "__main__":
    main(sys.argv[1:])
