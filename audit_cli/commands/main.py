"""The program: global options, lazily loaded commands, failures turned into exit codes."""

import os
import signal
import sys
from contextlib import closing, suppress
from datetime import UTC, datetime
from typing import Annotated, Any, Final

import typer

from audit_cli import __version__
from audit_cli.commands.groups import Group, worded
from audit_cli.commands.options import flag, option
from audit_cli.commands.registry import STUBS
from audit_cli.errors import AuditError, ExitCode, UsageError
from audit_cli.language import LANGUAGES, _, environment_locale, language_named
from audit_cli.terminal import console, session


class _Program(Group):
    stubs = STUBS


app = typer.Typer(cls=_Program)


def _print_version(asked: bool) -> None:
    if asked:
        console.out(f"audit {__version__}")
        raise typer.Exit()


Home = Annotated[
    str,
    option("--home", _("FOLDER"), _("The folder where everything is kept (or AUDIT_HOME)")),
]
Lang = Annotated[
    str,
    option("--lang", "|".join(LANGUAGES), _("Language (or AUDIT_LANG, audit.yaml, the locale)")),
]
Quiet = Annotated[bool, flag("--quiet", _("Print only what was asked for and what failed"))]
NoInput = Annotated[bool, flag("--no-input", _("Never ask anything"))]
_NEW_HISTORY_HELP = _(
    "Begin anew where the database is gone, although backups or reports are there"
)
NewHistory = Annotated[bool, flag("--new-history", _NEW_HISTORY_HELP)]
Version = Annotated[
    bool, flag("--version", _("Print the version"), is_eager=True, callback=_print_version)
]


@app.callback(help=_("A mystery-shopper self-audit. Start with: audit walk-in").msgid)
def _program(
    home: Home = "",
    lang: Lang = "",
    quiet: Quiet = False,
    no_input: NoInput = False,
    new_history: NewHistory = False,
    version: Version = False,
) -> None:
    del version  # printed by its callback, for it needs no command
    del home, lang, quiet, no_input, new_history  # taken by `_begun`, wherever they stand


_BAD_LANGUAGE = _("--lang takes {languages}, not `{written}`")
_NO_TEXT = _("`{written}` is no text in UTF-8; type it in UTF-8, or rename the file that it names")


def _check_text(arguments: list[str]) -> None:
    """Raises UsageError for bytes that are no text: nothing that is kept could hold them."""
    for word in arguments:
        safe = word if word.isascii() else word.encode(errors="backslashreplace").decode()
        if safe != word:
            raise UsageError(_NO_TEXT, written=safe.replace("\\udc", "\\x"))


_VALUES: Final = {"--home": "folder", "--lang": "language_flag"}
_FLAGS: Final = {"--quiet": "quiet", "--no-input": "no_input", "--new-history": "new_history"}


def _begun(arguments: list[str]) -> tuple[session.Session, list[str]]:
    """The session as the options that every command has want it, wherever they stand before `--`, and the
    other words."""
    rest: list[str] = []
    found: dict[str, Any] = {}
    waiting = iter(arguments)
    for word in waiting:
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *waiting]
        elif name in _VALUES:
            value = value if equals else next(waiting, "")
            if not value:
                raise UsageError(_("{option} needs a value"), option=name)
            found[_VALUES[name]] = value
        elif word in _FLAGS:
            found[_FLAGS[word]] = True
        else:
            rest.append(word)
    if written := found.get("language_flag"):
        found["language_flag"] = language_named(written)
        if found["language_flag"] is None:
            raise UsageError(_BAD_LANGUAGE, languages=", ".join(LANGUAGES), written=written)
    return session.begin(session.Session(**found)), rest


class Stopped(BaseException):
    """A signal asked the program to end; its argument is the signal's number."""


def _stop(number: int, _frame: object) -> None:
    raise Stopped(number)


def main(arguments: list[str]) -> int:
    """Run one command; returns its exit code. Every failure becomes one clear message here."""
    try:
        here, rest = _begun(arguments)
        with closing(here):
            code: int = ExitCode.FAILURE  # where a signal ends it
            try:
                code = _run(rest)
            finally:
                if code:
                    _tell_saved(here)
            return code
    except UsageError as error:
        console.warn(f"audit: {error.say(language_named(environment_locale()) or 'en')}")
        return error.exit_code
    except Stopped as stopped:
        return 128 + int(stopped.args[0])
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


_SAVED = _("audit: what this command had to store is saved all the same, as {ids}")


def _tell_saved(here: session.Session) -> None:
    """After a failure say what is kept in spite of it: whoever tries again would store it twice."""
    store = here.__dict__.get("store")
    if store is not None and store.saved.ids:
        more = f", … (+{store.saved.more})" if store.saved.more else ""
        console.warn(here.say(_SAVED, ids=", ".join(store.saved.ids) + more))


_FORBIDDEN = _("that is not permitted; check who owns it and its folder")
_NOT_READ = _("cannot read {path}: {reason}")


def _run(arguments: list[str]) -> int:
    try:
        _check_text(arguments)
        if not arguments and session.current().terminal:
            from audit_cli.commands.menu import menu  # noqa: PLC0415 (for people only)

            menu(session.current())
            return ExitCode.FINE
        code = app(arguments, prog_name="audit", standalone_mode=False)
        _remind(arguments)
        console.flush()
        return code if isinstance(code, int) else ExitCode.FINE
    except AuditError as error:
        return _failed(error)
    except typer.TyperException as error:
        return _failed(worded(error))
    except Exception as bug:  # the one place where a bug becomes an apology
        # Whatever file is looked for, in any command, may be forbidden, or have an impossible name.
        if isinstance(bug, OSError) and bug.filename:
            from audit_cli.files import reading_reason  # noqa: PLC0415 (for failures only)

            reason = _FORBIDDEN if isinstance(bug, PermissionError) else reading_reason(bug)
            return _failed(AuditError(_NOT_READ, path=bug.filename, reason=reason))
        return _bug(bug)


def _remind(arguments: list[str]) -> None:
    """After a command that looked into the store, tell a person that the weekly report is late."""
    here = session.current()
    about_it = arguments[:1] in (["report"], ["doctor"], ["demo"])
    if here.terminal and not here.quiet and not about_it and "store" in here.__dict__:
        from audit_cli.terminal.late_report import remind  # noqa: PLC0415 (for people only)

        remind(here)


def _failed(error: AuditError) -> int:
    with suppress(AuditError):
        console.flush()
    try:
        language = session.current().language
    except AuditError:  # audit.yaml itself is what is wrong
        language = language_named(environment_locale()) or "en"
    if not isinstance(error, console.OutputClosed):
        name = "" if hasattr(error, "problems") else "audit: "
        console.warn(name + error.say(language))
    return error.exit_code


def _bug(bug: Exception) -> int:
    """A short apology; the traceback goes into a file, not before a person."""
    from audit_cli.files import check_is_file, private_folder  # noqa: PLC0415

    text = f"audit {__version__}, Python {sys.version}, {datetime.now(UTC).isoformat()}\n"
    text += "".join(f"{line}\n" for line in _trace(bug))
    try:
        home = session.current().home
        log = home / "audit.log"
        private_folder(home)
        if log.exists():
            check_is_file(log)
        with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
            log.chmod(0o600)
            file.write(text)
        place = str(log)
    except (OSError, AuditError):
        place = text.strip().splitlines()[-1]
    console.warn(
        _(
            "audit: sorry, that is a mistake in this program. What it acknowledged is saved.\n"
            "Details for whoever mends it: {log}"
        ).say(language_named(environment_locale()) or "en", log=place)
    )
    return ExitCode.BUG


def _trace(bug: BaseException | None) -> list[str]:
    """The way to a bug, the one that it came of first: modules, lines and kinds of exceptions. Neither a
    message, nor a line of a file, nor a path: people's words may be in any of them."""
    if bug is None:
        return []
    cause = bug.__cause__ or (None if bug.__suppress_context__ else bug.__context__)
    lines, trace = _trace(cause), bug.__traceback__
    while trace is not None:
        name, code = trace.tb_frame.f_globals.get("__name__"), trace.tb_frame.f_code
        if name in sys.modules:  # else a template, whose name is a person's
            lines.append(f"  {name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    kind = type(bug)
    return [*lines, f"{kind.__module__}.{kind.__qualname__}"]


def run() -> None:
    """The console script, once it is imported."""
    console.use_utf8()
    handlers = {"SIGINT": signal.default_int_handler, "SIGTERM": _stop, "SIGHUP": _stop}
    for name, handler in handlers.items():
        number = getattr(signal, name, None)
        # What was to be ignored stays so, as of `nohup`.
        if number and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, handler)
    code = main(sys.argv[1:])
    with suppress(AuditError):
        console.flush()
    # All is stored and printed; to take the modules apart costs as much as many a command.
    os._exit(code)
