"""Runs in every environment: asks one client about many packages, one line of JSON for each.

A client that is slow to start is started once. One that ends in an exception has rejected: a reader
of the package would not have got any further either.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path


def answer(complaints_of: Callable[[Path], list[str]]) -> None:
    """Print what the client states of each package that is named on the command line."""
    for package in sys.argv[1:]:
        try:
            complaints = complaints_of(Path(package))
        except Exception as error:
            complaints = [f"{type(error).__name__}: {error}"]
        print(json.dumps({"package": package, "complaints": complaints}), flush=True)
