"""The commands, thin: options are parsed, parts built and called, the exit code returned."""

import gc

# Nearly all that a command makes lives until it ends, modules above all: looking for garbage seldom
# saves a tenth of a start. Here, before anything large is imported.
gc.set_threshold(100_000, 20, 20)
