"""YAML's errors of syntax in words that the author of a file understands."""

from __future__ import annotations

from typing import Any, Final

from audit_cli.checklist.source import Source
from audit_cli.errors import Problem
from audit_cli.i18n import Message

_TAB = Message(
    en="a tab; YAML is indented with spaces: replace it with spaces",
    es="un tabulador; en YAML la sangría se hace con espacios: cámbielo por espacios",
)
_COLON_IN_TEXT = Message(
    en="this colon doesn't fit here; put a text with a colon in quotes, "
    "or look whether the line before lacks its colon or this one is indented too far",
    es="estos dos puntos no van aquí; ponga entre comillas el texto que los lleva, "
    "o vea si a la línea anterior le faltan o si esta tiene demasiada sangría",
)
_NO_COLON = Message(
    en="a colon is missing in this line, or a space behind it; write `key: value`",
    es="en esta línea faltan los dos puntos, o un espacio después; escriba `clave: valor`",
)
_NO_KEY = Message(
    en="there is nothing before this colon; write a word there",
    es="no hay nada antes de estos dos puntos; escriba ahí una palabra",
)
_INDENTATION = Message(
    en="this line is not aligned with the ones above, or the line before it is unfinished; "
    "give lines of the same list or map the same indentation",
    es="esta línea no está alineada con las de arriba, o la anterior quedó incompleta; "
    "dé la misma sangría a las líneas de una misma lista o mapa",
)
_UNCLOSED_QUOTE = Message(
    en="the quote opened here is never closed; write the same quote at the end of the text",
    es="la comilla abierta aquí no se cierra; escriba la misma comilla al final del texto",
)
_UNCLOSED_BRACKET = Message(
    en="unexpected text between {{ }} or [ ]; put texts in quotes, put a comma between parts, "
    "and close what was opened",
    es="texto inesperado entre {{ }} o [ ]; ponga los textos entre comillas, una coma entre las "
    "partes y cierre lo que abrió",
)
_ESCAPE = Message(
    en="this combination with `\\` doesn't exist; write `\\\\`, or put the text in single quotes",
    es="esta combinación con `\\` no existe; escriba `\\\\`, o use comillas simples",
)
_CHARACTER = Message(
    en="a text can't begin with this character; put the text in quotes",
    es="un texto no puede empezar con este carácter; ponga el texto entre comillas",
)
_AFTER_END = Message(
    en="more text after the end of the document; begin another one with a line `---`",
    es="hay más texto después del final del documento; empiece otro con una línea `---`",
)
_OTHER = Message(
    en="this is not valid YAML ({detail}); a text in quotes often helps",
    es="esto no es YAML válido ({detail}); poner el texto entre comillas suele ayudar",
)

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
