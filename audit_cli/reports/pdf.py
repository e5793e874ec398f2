"""A report as PDF: what a browser of this machine prints of its HTML, tagged, and without the network."""

import os
import shutil
import signal
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from audit_cli.errors import AuditError
from audit_cli.files import NotWritten
from audit_cli.language import Message, _, printable

_GROUPS: Final = hasattr(os, "killpg")
SECONDS: Final = 60  # that a browser may take
# By name on the PATH, or by place; the first that is there prints.
_BROWSERS: Final = (
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/opt/google/chrome/chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
    r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
    "chromium",
    "chromium-browser",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "~/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"%LocalAppData%\Chromium\Application\chrome.exe",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "/opt/microsoft/msedge/msedge",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
    r"%ProgramFiles%\Microsoft\Edge\Application\msedge.exe",
)
# Cron's PATH has few of those where programs are put; the last is Termux's.
_FOLDERS: Final = (
    "/usr/local/bin",
    "/usr/bin",
    "/snap/bin",
    "/opt/homebrew/bin",
    "/data/data/com.termux/files/usr/bin",
)
_FLAGS: Final = (
    "--headless",
    "--export-tagged-pdf",
    "--no-pdf-header-footer",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # a template of the user's own may ask for a picture
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
)


class NotPrinted(AuditError):
    """There is no PDF, and why not."""

    message = _(
        "no PDF: there is no browser here that prints one; install Chrome, Chromium or Edge, or use --format"
        " html and print that page"
    )


_TOO_SLOW: Final = _(
    "no PDF: {browser} did not finish in {seconds} s; try again, or use --format html and print that page"
)
_NOTHING: Final = _(
    "no PDF: {browser} printed nothing ({said}); try again, or use --format html and print that page"
)


def pdf_of(html: str) -> bytes:
    """The pages that a browser prints of a page, which needs nothing but itself. Raises NotPrinted,
    NotWritten."""
    from tempfile import TemporaryDirectory, gettempdir  # noqa: PLC0415 (for this alone)

    browser = _browser()
    if browser is None:
        raise NotPrinted()
    try:
        with TemporaryDirectory(
            prefix="audit-", dir=_place_for(browser), ignore_cleanup_errors=True
        ) as folder:
            return _printed(browser, html, Path(folder))
    except OSError as error:
        raise NotWritten(Path(error.filename or gettempdir()), error) from error


def _browser() -> str | None:
    folders = os.pathsep.join((os.environ.get("PATH", os.defpath), *_FOLDERS))
    names = (os.path.expandvars(os.path.expanduser(name)) for name in _BROWSERS)  # noqa: PTH111
    return next(filter(None, (shutil.which(name, path=folders) for name in names)), None)


def _place_for(browser: str) -> Path | None:
    """Where the browser can read and write: one from the snap store sees no other temporary folder."""
    snap = Path(os.path.expanduser("~/snap/chromium/common"))  # noqa: PTH111 (without a home it is none)
    return snap if "chromium" in browser and snap.is_dir() else None


def _printed(browser: str, html: str, folder: Path) -> bytes:
    page, pdf, log = (folder / name for name in ("report.html", "report.pdf", "log.txt"))
    page.write_text(html, "utf-8")
    command = [browser, *_FLAGS, *_sandbox(), f"--user-data-dir={folder / 'profile'}"]
    in_time = _run([*command, f"--print-to-pdf={pdf}", page.as_uri()], log)
    data = pdf.read_bytes() if pdf.exists() else b""
    # One that goes on after its work, as some do on a Mac, has done its work.
    if data.startswith(b"%PDF-") and b"%%EOF" in data[-1024:]:
        return data
    values: dict[str, object] = {"browser": browser, "seconds": SECONDS}
    message: Message = _TOO_SLOW
    if in_time:
        message, said = _NOTHING, log.read_text("utf-8", "replace").split("\n")
        values["said"] = printable(next((line for line in reversed(said) if line), ""))
    raise NotPrinted(message, **values)


def _sandbox() -> Sequence[str]:
    """Root has none, and Android neither: what is printed is our own page, in which nothing of others runs."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--no-sandbox"] if root or "ANDROID_ROOT" in os.environ else []


def _run(command: Sequence[str], log: Path) -> bool:
    """Whether it ended in time. It is stopped with all that it has started, whatever ends the waiting."""
    import subprocess  # noqa: PLC0415 (for this alone)

    with log.open("wb") as said:
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
            )
        except OSError as error:  # it may not be run, or is made for another machine
            said.write(str(error.strerror).encode())
            return True
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            return False
        finally:
            if process.poll() is None:
                stop = partial(os.killpg, process.pid, signal.SIGKILL) if _GROUPS else process.kill
                with suppress(ProcessLookupError):
                    stop()
                process.wait()
    return True
