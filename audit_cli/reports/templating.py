"""Templates: found in the user's folder before the shipped one, run in a sandbox on plain data.

Whatever a template prints is escaped for its format, so that what people wrote stays text: `<b>` in
a note is not HTML, `*` not Markdown. A template's own text is printed as it stands. Jinja takes a
while to import: so import this module where a template is rendered, not before."""

import os
import re
import signal
import stat
import textwrap
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from pickle import UnpicklingError
from types import SimpleNamespace
from typing import Any, Final, NoReturn

import jinja2
from jinja2.bccache import Bucket
from jinja2.loaders import split_template_path
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from audit_cli.errors import AuditError, ExitCode
from audit_cli.files import NotWritten, private_folder, reading_reason
from audit_cli.language import Message, Sentence, _, printable
from audit_cli.resources import shipped

# What a user's own template may cost.
SECONDS_OF_WORK: float = 2.0  # of work; a slow tablet prints the shipped ones in a third of that
LARGEST_TEXT: Final = 2_000_000  # bytes; a thousand audits in a week make a page of 100,000
# Another number whenever a template compiles to something else.
_FORMAT: Final = 3
_SHIPPED: Final = shipped("report_templates")
_MARKDOWN: Final = (
    r"[\\`*_{}\[\]#|~$]|^[-+=](?=\s|$|-|=)|^(\d+)(?=[.)])"
    # What would be a link though nobody made it one: `www.a`, `http://`, `//a`.
    r"|(?<=[wW]{3})\.|(?<=\w)(?=://)|(?<!:)(?=//\w)"
)
# Nor is `ana@a.mx` one; an escape would not do, for cmark looks for it when escapes are read.
_ADDRESS: Final = r"(?<=[\w.+-])@(?=\w)"


class TemplateProblem(AuditError):
    """A template can't be used: its file, the line where there is one, and what is wrong with it."""

    exit_code = ExitCode.INVALID
    message = _(
        "{place}: the template can't be used: {what}. Correct it there; "
        "without the file, the shipped one is used."
    )


_TOO_LONG: Final = _("it takes too long (more than {seconds} seconds of work)")
_TOO_MUCH: Final = _("it prints too much (more than {megabytes} MB)")
_NOTHING: Final = _("it prints nothing")
_NOT_UTF8: Final = _("it is not UTF-8")
_NO_CHARACTER: Final = _("it prints half of a character")
_OUTSIDE: Final = _("it is a link that leads out of the folder")
_NOT_THERE: Final = _("{place}: the template can't be used: there is no template `{what}`")


def report_text(
    name: str, report: SimpleNamespace, own: Path | None, *, width: int, compiled: Path | None
) -> str:
    """A report, with its `words`, by the template of this name in the user's `own` folder, else
    the shipped one; the rest is as of `rendered`. With templates of the user's own it has limits."""
    data = plain(report)
    given = {"report": data, "words": data["words"]}
    if own is None or not os.path.isdir(own):  # noqa: PTH112 (False where nobody may look)
        return rendered(name, given, [_SHIPPED], width=width, compiled=compiled)
    folders = [own, _SHIPPED]
    return _within_limits(
        lambda: rendered(name, given, folders, width=width, compiled=compiled),
        lambda: _found(name, folders),
    )


def _within_limits(work: Callable[[], str], place: Callable[[], str]) -> str:
    """The text that comes of some work, and what it raises. Raises TemplateProblem, with its place, where it
    costs too much, or for nothing.

    It is done in a process of its own, which the system ends in time, whatever it is at: no clock of
    Python's stops `9 ** 9 ** 9`. Where no process can be forked (Windows), only its text is limited."""
    text = _forked(work) if hasattr(os, "fork") else work()
    what: Message | Sentence = _NOTHING
    if text is None:
        what = _TOO_LONG.of(seconds=f"{SECONDS_OF_WORK:g}")
    elif len(text.encode()) > LARGEST_TEXT:
        what = _TOO_MUCH.of(megabytes=LARGEST_TEXT // 1_000_000)
    elif text.strip():
        return text
    raise TemplateProblem(place=place(), what=what)


def _forked(work: Callable[[], str]) -> str | None:
    """The text that comes of some work, and what it raises; None where it took too long."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Of other threads: what they hold, a template has no use for.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        os.close(reading)  # else its last reader would be itself, and it would wait for ever
        _write_and_end(work, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read(LARGEST_TEXT + 4)  # whatever is too much, and no more
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGPROF, signal.SIGALRM):
        return None
    if len(data) > LARGEST_TEXT or not status:
        return data.decode(errors="ignore")  # the last character may be cut
    return work()  # which raises here what it raised there


def _write_and_end(work: Callable[[], str], writing: int) -> NoReturn:
    try:
        signal.setitimer(signal.ITIMER_PROF, SECONDS_OF_WORK)
        signal.setitimer(signal.ITIMER_REAL, 30 * SECONDS_OF_WORK)  # should it wait instead of work
        data = work().encode()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(data)
        os._exit(0)
    finally:
        os._exit(1)  # nothing of the other process is closed or told twice


def plain(value: Any) -> Any:
    """Plain data, which is all that a template is given: records as dicts by their names, and all that is
    in them; anything else as it is."""
    if isinstance(value, SimpleNamespace):
        return {name: plain(inner) for name, inner in vars(value).items()}
    return tuple(map(plain, value)) if isinstance(value, tuple) else value


def rendered(
    name: str,
    data: Mapping[str, object],
    folders: Sequence[Path],
    *,
    width: int = 80,
    compiled: Path | None = None,
) -> str:
    """The text of template `name` (`visit.html`) from the first of the folders that has it.

    `width` is in columns, for `fill`; `compiled` a folder for compiled templates
    (see `_compiled`). The same data gives the same text. Raises TemplateProblem."""
    suffix, places = Path(name).suffix, tuple(folders)
    try:
        environment = _environment(suffix, places, _changed(places), width, compiled)
        text = environment.get_template(name).render(data, width=width)
        text.encode()
        return text
    except TemplateProblem:
        raise
    except Exception as error:
        # Anything at all can go wrong in a template that people may change. What did not happen
        # in a template is a bug of ours, and stays one.
        problem = _problem(error, name, folders)
        if problem is None:
            raise
        raise problem from error


def _changed(folders: Sequence[Path]) -> tuple[int, ...]:
    """When a file was last added to each folder or taken away: a template may then be another one's.
    Raises PermissionError for a folder that may not be entered, which Jinja would take for an empty one."""
    found = []
    for folder in folders:
        try:
            found.append(os.stat(f"{folder}/.").st_mtime_ns)  # noqa: PTH116 (a Path drops the dot, which enters)
        except PermissionError:
            raise
        except OSError:
            found.append(0)
    return tuple(found)


@lru_cache(maxsize=8)
def _environment(
    suffix: str, folders: tuple[Path, ...], _: tuple[int, ...], width: int, compiled: Path | None
) -> ImmutableSandboxedEnvironment:
    """Made once for reports that are alike: it knows the templates that it has compiled."""
    environment = _Sandbox(
        loader=_Loader(folders),
        # In plain text nothing is escaped: joined with what a macro printed, a text would be, as in HTML.
        autoescape=suffix != ".txt",
        finalize=partial(_finalized, ESCAPES[suffix]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_compiled(compiled, suffix),
    )
    # The same data gives the same bytes: nothing random.
    environment.globals.pop("lipsum", None)
    environment.filters.pop("random", None)
    environment.filters["fill"] = partial(_fill, width)
    return environment


class _Loader(jinja2.FileSystemLoader):
    """Reads no file to which a link leads out of the folder that people may change."""

    def get_source(self, environment: jinja2.Environment, template: str) -> Any:
        """As Jinja does. Raises TemplateProblem."""
        for folder in map(Path, self.searchpath):
            file = folder.joinpath(*split_template_path(template))
            outside = not file.resolve().is_relative_to(folder.resolve())
            if outside and folder != _SHIPPED and file.is_file():
                raise TemplateProblem(place=file, what=_OUTSIDE)
        return super().get_source(environment, template)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Records are dicts here, and `report.items` is what a record says."""

    def compile(self, source: Any, name: Any = None, filename: Any = None, *more: Any) -> Any:
        """As Jinja does; whatever goes wrong in it, the template is why."""
        try:
            return super().compile(source, name, filename, *more)
        except jinja2.TemplateError:
            raise
        except Exception as error:
            raise jinja2.TemplateSyntaxError(str(error), 0, name, filename) from error

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A dict's value by its key: no method of dicts is asked first, and fails, for each of them."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Jinja's own cache of compiled templates: compiling takes longer than all else in a report. Where nothing
    can be written, it costs only time."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """As Jinja does; what was cut off is compiled anew, though it be cut where Jinja doesn't expect it."""
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """As Jinja does, where that is possible."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _compiled(folder: Path | None, suffix: str) -> _Compiled | None:
    """What was compiled, in a folder of the user's own: it runs outside the sandbox, so nothing is read from one
    that others can write to, and it must be none that travels with data, such as a home or its backup.

    Another Jinja or another _FORMAT compiles anew, and so does each format (`suffix`), as what is printed
    is escaped for it."""
    if folder is None:
        return None
    with suppress(NotWritten, OSError):
        private_folder(folder)
        if _is_private(folder):
            return _Compiled(str(folder), f"%s-{_FORMAT}-{jinja2.__version__}{suffix}")
    return None


def _is_private(folder: Path) -> bool:
    """Whether only its owner, who runs this, can write to a folder; no link."""
    found = folder.lstat()
    if os.name != "posix":
        return stat.S_ISDIR(found.st_mode)
    mine = found.st_uid == os.geteuid()
    return mine and stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077


def _finalized(escape: Callable[[str], str], value: object) -> object:
    """What a macro has printed is escaped already."""
    if isinstance(value, Markup):
        return value
    text = str(value)
    escaped = escape(text if text.isprintable() else printable(text))
    return escaped if isinstance(escaped, Markup) else Markup(escaped)


def _fill(width: int, text: object, first: str = "", rest: str | None = None) -> str:
    """Wrapped at the width: `first` stands before the first line, `rest` before the others."""
    indent = " " * len(first) if rest is None else rest
    return textwrap.fill(
        str(text), width, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False
    )


def markdown_escaped(text: str) -> str:
    """A text that Markdown shows as it is, wherever on a line it stands."""
    bare = " ".join(text.split("\n"))
    marked = re.sub(_MARKDOWN, lambda found: found[1] + "\\" if found[1] else "\\" + found[0], bare)
    marked = marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(_ADDRESS, "<!-- -->@", marked)


ESCAPES: Final[Mapping[str, Callable[[str], str]]] = {
    ".html": escape,
    ".md": markdown_escaped,
    ".txt": str,
}


def _problem(error: Exception, name: str, folders: Sequence[Path]) -> TemplateProblem | None:
    """The problem of a template that an exception stands for; None for a bug of ours."""
    file, line = _place(error, folders)
    place = f"{file or name}:{line}"
    if isinstance(error, UnicodeDecodeError):
        return TemplateProblem(place=_not_utf8(folders) or name, what=_NOT_UTF8)
    if isinstance(error, PermissionError):
        return TemplateProblem(place=error.filename, what=reading_reason(error))
    if isinstance(error, UnicodeEncodeError):
        return TemplateProblem(place=_found(name, folders), what=_NO_CHARACTER)
    if isinstance(error, jinja2.TemplateNotFound):
        return TemplateProblem(_NOT_THERE, place=place, what=error.name)
    if not file and not isinstance(error, jinja2.TemplateError):
        return None
    what = printable(getattr(error, "message", None) or str(error) or type(error).__name__)
    return TemplateProblem(place=place, what=what.rstrip("."))


def _place(error: Exception, folders: Sequence[Path]) -> tuple[str, int]:
    """The template's file and line where it went wrong, the innermost one; else an empty name."""
    from traceback import walk_tb  # noqa: PLC0415 (for mistakes only)

    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.filename or error.name or "", error.lineno
    frames = ((frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__))
    inside = [(n, at) for n, at in frames if any(Path(n).is_relative_to(f) for f in folders)]
    return inside[-1] if inside else ("", 0)


def _found(name: str, folders: Sequence[Path]) -> str:
    """The file of a template that was found."""
    return next(str(folder / name) for folder in folders if (folder / name).is_file())


def _not_utf8(folders: Sequence[Path]) -> str:
    """The first template that is not UTF-8: the decoder does not name its file."""
    for folder in folders:
        for path in sorted(folder.glob("*.*")):
            try:
                path.read_text("utf-8")
            except UnicodeDecodeError:
                return str(path)
            except OSError:
                continue
    return ""
