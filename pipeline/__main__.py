"""Run the command line: `python -m pipeline`."""

import os
import signal

INTERRUPTED = 130

# while modules load, nothing is open and nothing has to be restored
signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))

from pipeline.cli import main  # noqa: E402

signal.signal(signal.SIGINT, signal.default_int_handler)
main()
