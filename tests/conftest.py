"""What holds for every test: Ctrl-C means something, even where the tests run as a job in the background."""

import signal

# Such a job is started with SIGINT ignored, and so would be the programs that it starts, as of `nohup`.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
