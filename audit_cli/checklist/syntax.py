"""YAML's errors of syntax in words that the author of a file understands."""

from __future__ import annotations

from typing import Any, Final

from audit_cli.checklist.source import Source
from audit_cli.errors import Problem
from audit_cli.language import _

_TAB = _("a tab; YAML is indented with spaces: replace it with spaces")
_COLON_IN_TEXT = _(
    "this colon doesn't fit here; put a text with a colon in quotes, "
    "or look whether the line before lacks its colon or this one is indented too far"
)
_NO_COLON = _("a colon is missing in this line, or a space behind it; write `key: value`")
_NO_KEY = _("there is nothing before this colon; write a word there")
_INDENTATION = _(
    "this line is not aligned with the ones above, or the line before it is unfinished; "
    "give lines of the same list or map the same indentation"
)
_UNCLOSED_QUOTE = _(
    "the quote opened here is never closed; write the same quote at the end of the text"
)
_UNCLOSED_BRACKET = _(
    "unexpected text between {{ }} or [ ]; put texts in quotes, put a comma between parts, "
    "and close what was opened"
)
_ESCAPE = _(
    "this combination with `\\` doesn't exist; write `\\\\`, or put the text in single quotes"
)
_CHARACTER = _("a text can't begin with this character; put the text in quotes")
_AFTER_END = _("more text after the end of the document; begin another one with a line `---`")
_OTHER = _("this is not valid YAML ({detail}); a text in quotes often helps")

# PyYAML's words → ours, and whether the place where the part began says more than where it failed.
_TABLE: Final = (
    ("found character '\\t'", _TAB, False),
    ("mapping values are not allowed here", _COLON_IN_TEXT, False),
    ("could not find expected ':'", _NO_COLON, True),
    ("sequence entries are not allowed here", _INDENTATION, False),
    ("but found ':'", _NO_KEY, False),
    ("expected <block end>", _INDENTATION, False),
    ("found unexpected end of stream", _UNCLOSED_QUOTE, True),
    ("found unexpected document separator", _UNCLOSED_QUOTE, True),
    ("expected ',' or", _UNCLOSED_BRACKET, False),
    ("found unknown escape character", _ESCAPE, False),
    ("escape sequence of", _ESCAPE, False),
    ("that cannot start any token", _CHARACTER, False),
    ("expected '<document start>'", _AFTER_END, False),
)


def syntax_problem(error: Exception, position: Any, source: Source) -> Problem:
    """An error of PyYAML's scanner or parser, or of Python behind it, as a problem with place."""
    mark = getattr(error, "problem_mark", None) or position
    words = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    for part, message, at_beginning in _TABLE:
        if part in words:
            start = getattr(error, "context_mark", None)
            place = start if at_beginning and start else mark
            return source.problem(message, place.line, place.column)
    detail = getattr(error, "problem", None) or str(error)
    message = _ESCAPE if isinstance(error, (ValueError, OverflowError)) else _OTHER
    return source.problem(message, mark.line, mark.column, (("detail", detail),))
