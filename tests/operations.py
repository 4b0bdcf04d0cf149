"""How much work a function does, counted in calls and not in seconds, and that it ends."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Seconds of processor time after which a test counts as one that does not end; it needs less than one.
ENDLESS = 60


def operations(work: Callable[[], object]) -> int:
    """Count the calls of functions during a piece of work."""
    calls = Counter[str]()

    def count(_frame: object, event: str, _argument: object) -> None:
        calls[event] += 1

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls["call"] + calls["c_call"]


@contextmanager
def ends() -> Iterator[None]:
    """Fail instead of never ending, whatever else the machine does meanwhile."""

    def stop(_signal: int, _frame: object) -> None:
        raise AssertionError("it does not end")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, ENDLESS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
