"""One item under all the names that its question has had."""

from collections.abc import Iterable

from audit_cli.checklist.model import Checklist


class Names:
    """Which ids mean the same question in the versions of one checklist (`was`), in whatever order
    these are read."""

    def __init__(self, versions: Iterable[Checklist]) -> None:
        self._other: dict[str, str] = {}
        for checklist in versions:
            for question in checklist.questions.values():
                if question.was:
                    self._join(question.was, question.id)

    def item(self, question: str) -> str:
        """The name by which all of a question's names are known: one of them."""
        while question in self._other:
            question = self._other[question]
        return question

    def _join(self, one: str, other: str) -> None:
        first, second = self.item(one), self.item(other)
        if first != second:  # a question may get its old name back
            self._other[second] = first
