"""Upload a package again and again, and end the process before the first, the second … object.

Prints after each attempt how the process ended and which package the store then has. Nothing is replaced: a
profile function sees each call. Each attempt is a child, because a connection does not survive a fork.
"""

import os
import sys
from collections.abc import Callable
from types import FrameType

import pyarrow.fs  # noqa: F401 - imported once for all children

from pipeline.object_store import ObjectStore
from tests.clients.test_object_store import PACKAGE
from tests.package.faults import NEW, OLD

KILLED, STATES = 9, (OLD, NEW)
at, written = 0, 0


def strike(frame: FrameType, event: str, arg: object) -> None:
    """End the process before the object whose turn it is."""
    global written
    if event == "call" and frame.f_code is ObjectStore._put.__code__:
        if written == at:
            os._exit(KILLED)
        written += 1


def child(work: Callable[[ObjectStore], int]) -> int:
    """Return how a child ended that works with the store."""
    if process := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    store = ObjectStore.configured()
    assert store
    os._exit(work(store))


def upload(store: ObjectStore) -> int:
    """Upload the new package under the profile."""
    sys.setprofile(strike)
    return 0 if store.upload(PACKAGE, NEW) else 1


def state(store: ObjectStore) -> int:
    """Return which package the store has."""
    return STATES.index(store.download(PACKAGE) or {})


for turn in range(len(NEW) + 2):
    at = turn
    sys.stdout.write(f"{child(upload)} {('old', 'new')[child(state)]}\n")
    sys.stdout.flush()
