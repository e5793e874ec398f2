"""README and docs/*.md as data: their fenced blocks, their links and headings."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

PROJECT: Final = Path(__file__).parents[1]
DOCUMENTS: Final = (PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md")))
_FENCED: Final = re.compile(r"^```([\w-]+) ?([\w.-]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block: what kind it is, the name of the file that it is, its text, and where it stands."""

    kind: str
    name: str
    text: str
    document: Path


def blocks(*kinds: str, documents: tuple[Path, ...] = DOCUMENTS) -> Iterator[Block]:
    """The fenced blocks of these kinds, in the order of reading."""
    for document in documents:
        for match in _FENCED.finditer(document.read_text("utf-8")):
            if match[1] in kinds:
                yield Block(match[1], match[2], match[3], document)


def files() -> dict[str, str]:
    """The files that documents show whole, by name; none is shown twice with another text."""
    shown: dict[str, str] = {}
    for block in blocks("yaml", "csv", "json"):
        if block.name and block.name != "question":
            assert shown.setdefault(block.name, block.text) == block.text or is_settings(block.name)
    return shown


def is_settings(name: str) -> bool:
    """Whether a file that is shown is one of settings, of which each language shows its own."""
    return name == "audit.yaml"


def replace(block: Block, text: str) -> None:
    """Write a block anew, where it stands."""
    written = block.document.read_text("utf-8")
    assert written.count(block.text) == 1
    block.document.write_text(written.replace(block.text, text), "utf-8")


def without_code(document: Path) -> str:
    """The text of a document without its blocks and its code."""
    text = re.sub(r"^```.*?^```$", "", document.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "code", text)


def anchors(document: Path) -> set[str]:
    """What `#…` can name in a document, as repository hosts make it of headings."""
    text = re.sub(r"^```.*?^```$", "", document.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
