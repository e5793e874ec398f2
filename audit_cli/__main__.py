"""Where the program begins: until it can take leave in its own way, Ctrl-C just ends it."""

import signal


def run() -> None:
    """The console script. What it imports takes a while, in which Ctrl-C would print a traceback."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from audit_cli.commands import main  # noqa: PLC0415 (that is what takes a while)

    main.run()


if __name__ == "__main__":
    run()
