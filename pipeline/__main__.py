"""Run the command line: `python -m pipeline`."""

import gc
import os
import signal

INTERRUPTED = 130

# a large report has millions of cells, none of which is in a cycle: looking for cycles took a sixth of the time
gc.set_threshold(50_000)

# while modules load, nothing is open and nothing has to be restored
signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))

from pipeline.cli import main  # noqa: E402

signal.signal(signal.SIGINT, signal.default_int_handler)
main()
